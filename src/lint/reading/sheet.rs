//! A table of a document as rows and columns: what its head calls them, which rows are totals.

use std::ops::Range;

use crate::doc::{Cell, Table, Text};
use crate::lint::reading::Part;
use crate::placeholder;
use crate::sheet::layout;

/// What a row that is a part of the one above begins with.
const OF_THE_ABOVE: [&str; 3] = ["其中", "#其中", "（其中"];

/// A table.
#[derive(Debug)]
pub(in crate::lint) struct Sheet<'d> {
    /// Where it stands.
    pub(crate) part: Part,
    /// How many passages stand before it.
    pub(crate) behind: usize,
    table: &'d Table,
    heads: Vec<String>,
}

impl<'d> Sheet<'d> {
    pub(super) fn of(part: Part, behind: usize, table: &'d Table) -> Self {
        let mut heads = vec![String::new(); table.widths.len()];
        for cell in table.rows[..table.head].iter().flatten() {
            let words: String = words(cell).split_whitespace().collect();
            let covered = heads.iter_mut().skip(cell.column).take(cell.columns);
            covered.for_each(|head| head.push_str(&words));
        }
        Self { part, behind, table, heads }
    }

    /// What the head calls the columns, drawn together.
    pub(crate) fn heads(&self) -> &[String] {
        &self.heads
    }

    /// The first column whose head says one of these words.
    pub(crate) fn column(&self, words: &[&str]) -> Option<usize> {
        self.heads.iter().position(|head| words.iter().any(|word| head.contains(word)))
    }

    /// The rows below the head.
    pub(crate) fn rows(&self) -> Range<usize> {
        self.table.head..self.table.rows.len()
    }

    /// The cell that begins in a row and column.
    pub(crate) fn cell(&self, row: usize, column: usize) -> Option<&'d Cell> {
        self.table.rows.get(row)?.iter().find(|cell| cell.column == column)
    }

    /// The words of that cell; none where it is empty, or begins elsewhere.
    pub(crate) fn words(&self, row: usize, column: usize) -> Option<String> {
        self.cell(row, column).map(words).filter(|words| !words.trim().is_empty())
    }

    /// Whether a row says that it is one of totals.
    pub(crate) fn is_total(&self, row: usize) -> bool {
        let mut cells = self.table.rows[row].iter().take(2).map(words);
        cells.any(|words| {
            layout::is_total(&words)
                || layout::is_total(words.trim_start_matches(['全', '县', '镇', '乡']))
        })
    }

    /// The first line of that cell; none where something in it is still to be written.
    pub(crate) fn line(&self, row: usize, column: usize) -> Option<&'d Text> {
        let line = self.cell(row, column)?.lines.first()?;
        placeholder::first(line).is_none().then_some(line)
    }

    /// The number in a cell.
    pub(crate) fn number(&self, row: usize, column: usize) -> Option<f64> {
        layout::number(&self.words(row, column)?)
    }

    /// Whether a row is a part of the one above it.
    pub(crate) fn is_of_the_above(&self, row: usize) -> bool {
        let mut cells = self.table.rows[row].iter().take(2).map(words);
        cells.any(|words| OF_THE_ABOVE.iter().any(|lead| words.trim_start().starts_with(lead)))
    }

    /// Whether a row has words of its own and is no total, note or continuation.
    pub(crate) fn is_record(&self, row: usize) -> bool {
        let cells = &self.table.rows[row];
        let filled = cells.iter().filter(|cell| !words(cell).trim().is_empty()).count();
        let note = cells.len() == 1 && self.heads.len() > 1;
        filled > 0 && !note && !self.is_total(row) && !self.table.is_blank(row)
    }
}

/// The words of a cell on one line.
pub(super) fn words(cell: &Cell) -> String {
    cell.lines.iter().map(|line| &**line).collect()
}
