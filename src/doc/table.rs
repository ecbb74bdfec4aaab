//! Lays out a table's columns: widths from the content, the same in every format.

mod columns;

use std::ops::Range;

use crate::doc::{Cell, Table, Text};
use crate::standard::{GBT9704, ems_at_most};

/// A stretch of cells printed as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merge {
    /// First row, from 0.
    pub top: usize,
    /// First column, from 0.
    pub left: usize,
    /// How many rows.
    pub rows: usize,
    /// How many columns.
    pub columns: usize,
}

/// A column of fewer characters a line is set centred even where its text is long.
const NARROW: f64 = 7.0;
/// A row, or a cell merged over rows, that is higher than this part of a page may be broken over pages, for the
/// gap it would leave is worse.
const TALLEST_SHARE: f64 = 1.0 / 3.0;
/// A table no higher than so many mm is not broken over pages: a head and five rows.
const SMALL: f64 = 50.0;
/// No more rows of totals than this are kept together.
const MOST_FOOTING: usize = 3;

/// How wide a column is to be.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Width {
    /// As the content asks for.
    #[default]
    Open,
    /// About this share of the room, as the sheet has it.
    Wish(f64),
    /// Room for so many characters on a line.
    Characters(f64),
    /// This share of the room; all columns have one.
    Share(f64),
}

impl Width {
    fn wish(self) -> Option<f64> {
        if let Self::Wish(wish) = self { Some(wish) } else { None }
    }

    fn share(self) -> Option<f64> {
        if let Self::Share(share) = self { Some(share) } else { None }
    }

    /// In mm, with so much beside the text.
    fn said(self, gap: f64) -> Option<f64> {
        let Self::Characters(characters) = self else { return None };
        Some(characters * GBT9704.table_size + gap)
    }
}

/// Whether a turned page has room for columns of these widths.
pub fn have_room(widths: &[Width]) -> bool {
    let gap = columns::gap(GBT9704.table_padding_least);
    let least = |width: &Width| width.said(gap).unwrap_or(GBT9704.table_size + gap);
    widths.iter().map(least).sum::<f64>() <= Room::TURNED.width
}

/// Where a table stands, in mm.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    width: f64,
    height: f64,
}

impl Room {
    /// The type area of an upright page.
    const UPRIGHT: Self = Self { width: GBT9704.type_width, height: GBT9704.type_height };
    /// That of a turned one (8).
    pub const TURNED: Self = Self { width: GBT9704.type_height, height: GBT9704.type_width };
}

/// Makes a table of rows of cells, each cell the lines of its text. Short rows are filled up; merges
/// that overlap others or reach out of the table are cut. With `head` unknown, the head is as deep as
/// the merged cells of the first row; it holds the cells that begin in it to their end.
///
/// It fills the type area of an upright page; [`refit`] gives it another room.
pub fn laid_out(
    rows: Vec<Vec<Vec<Text>>>,
    merges: &[Merge],
    head: Option<usize>,
    wanted: &[Width],
) -> Table {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut grid = Grid::new(rows.len(), columns, merges);
    let deepest = |row: usize| {
        (0..columns)
            .filter_map(|column| grid.origin(row, column))
            .map(|(r, _)| r)
            .max()
            .unwrap_or(1)
    };
    let mut head =
        head.unwrap_or_else(|| if rows.is_empty() { 0 } else { deepest(0) }).min(rows.len());
    // a cell stands in the head or below it, not in both
    let mut row = 0;
    while row < head {
        head = head.max(row + deepest(row));
        row += 1;
    }
    let mut table = empty(head, wanted, Vec::new());
    for (row, cells) in rows.into_iter().enumerate() {
        let mut cells = cells.into_iter();
        let mut kept = Vec::new();
        for column in 0..columns {
            let lines = cells.next().unwrap_or_default();
            if let Some((rows, columns)) = grid.take(row, column) {
                kept.push(Cell { column, columns, rows, lines, centred: true, whole: false });
            }
        }
        table.rows.push(kept);
    }
    fill(&mut table, columns, Room::UPRIGHT);
    table
}

fn empty(head: usize, wanted: &[Width], rows: Vec<Vec<Cell>>) -> Table {
    let wanted = wanted.to_vec();
    let (widths, padding) = (Vec::new(), GBT9704.table_padding);
    Table { widths, padding, wanted, head, repeated: head, footing: 0, continued: None, rows }
}

/// Gives tables that have one head and columns of one width another room; they stay alike.
pub fn refit(tables: &mut [&mut Table], room: Room) {
    let Some(first) = tables.first() else { return };
    let (columns, head) = (first.widths.len(), first.head);
    let rows = first.rows[..head].to_vec();
    let mut whole = empty(head, &first.wanted, rows);
    for table in tables.iter_mut() {
        whole.rows.extend(table.rows.drain(head..));
        // where its own rows end among all
        table.head = whole.rows.len();
    }
    fill(&mut whole, columns, room);
    let Table { widths, padding, rows, repeated, .. } = whole;
    let mut from = head;
    for table in tables.iter_mut() {
        let own = &rows[from..table.head];
        from = table.head;
        table.rows = rows[..head].iter().chain(own).cloned().collect();
        (table.head, table.repeated, table.widths) = (head, repeated, widths.clone());
        table.padding = padding;
    }
}

/// Sets what follows from the room.
fn fill(table: &mut Table, columns: usize, room: Room) {
    columns::lay_out(table, columns, room.width);
    align(table);
    keep_whole(table, room.height * TALLEST_SHARE);
}

/// Which cell covers which.
struct Grid {
    columns: usize,
    /// Of each place the size of the cell that begins there, nothing where another covers it.
    spans: Vec<Option<(usize, usize)>>,
}

impl Grid {
    fn new(rows: usize, columns: usize, merges: &[Merge]) -> Self {
        let mut grid = Self { columns, spans: vec![Some((1, 1)); rows * columns] };
        for merge in merges {
            let bottom = (merge.top + merge.rows).min(rows);
            let right = (merge.left + merge.columns).min(columns);
            let places: Vec<usize> = (merge.top..bottom)
                .flat_map(|row| (merge.left..right).map(move |column| row * columns + column))
                .collect();
            if places.iter().any(|at| grid.spans[*at] != Some((1, 1))) {
                continue;
            }
            for (index, at) in places.into_iter().enumerate() {
                grid.spans[at] = (index == 0).then(|| (bottom - merge.top, right - merge.left));
            }
        }
        grid
    }

    fn origin(&self, row: usize, column: usize) -> Option<(usize, usize)> {
        self.spans.get(row * self.columns + column).copied().flatten()
    }

    fn take(&mut self, row: usize, column: usize) -> Option<(usize, usize)> {
        self.spans.get_mut(row * self.columns + column).and_then(Option::take)
    }
}

/// Width of a text in mm at the size of table text.
fn text_width(text: &str) -> f64 {
    columns::ems(text) * GBT9704.table_size
}

/// The first text of a column that is not as wide as one character.
pub fn too_narrow(table: &Table) -> Option<&Text> {
    let least = GBT9704.table_size + 2.0 * table.padding - 0.01;
    let cells = table.rows.iter().flatten().filter(|cell| cell.columns == 1);
    let narrow = cells.filter(|cell| table.widths[cell.column] < least);
    narrow.flat_map(|cell| &cell.lines).find(|line| !line.is_empty())
}

/// Whether an upright page has no room for columns of decent width, or of the width that they are to have.
pub fn wants_landscape(table: &Table) -> bool {
    let gap = columns::gap(table.padding);
    let decent = columns::DECENT * GBT9704.table_size + gap;
    let natural = columns::natural_widths(table, table.widths.len());
    let wanted = table.wanted.iter().copied().chain(std::iter::repeat(Width::Open));
    let needed = natural
        .iter()
        .zip(wanted)
        .map(|(width, wanted)| wanted.said(gap).unwrap_or_else(|| width.min(decent)));
    needed.sum::<f64>() > GBT9704.type_width
}

/// Breaks heads that have no room on a line before what stands in brackets in them: 投资 and （万元）.
pub fn break_heads(table: &mut Table) {
    let room = |cell: &Cell| {
        let columns = cell.column..cell.column + cell.columns;
        table.widths[columns].iter().sum::<f64>() - 2.0 * table.padding
    };
    for cell in table.rows[..table.head].iter_mut().flatten() {
        let room = room(cell);
        let lines = std::mem::take(&mut cell.lines).into_iter();
        cell.lines = lines.flat_map(|line| broken_head(line, room)).collect();
    }
}

fn broken_head(line: Text, room: f64) -> Vec<Text> {
    let bracket = line.find('（').filter(|at| *at > 0 && text_width(&line) > room);
    let Some(at) = bracket else { return vec![line] };
    let part = |range: Range<usize>| {
        let place = line.place().part(&line, range.clone());
        Text::new(&line[range], place)
    };
    vec![part(0..at), part(at..line.len())]
}

/// A narrow column, or one of short entries, is centred; one of sentences is not.
fn align(table: &mut Table) {
    let widths = table.widths.clone();
    let beside = 2.0 * table.padding;
    let narrow = NARROW * GBT9704.table_size + beside;
    let mut centred = vec![true; widths.len()];
    for cell in table.rows.iter().skip(table.head).flatten() {
        let room: f64 = widths[cell.column..cell.column + cell.columns].iter().sum();
        let fits = cell.lines.iter().all(|line| text_width(line) + beside <= room + 0.01);
        centred[cell.column] &= fits || room < narrow;
    }
    for (index, row) in table.rows.iter_mut().enumerate() {
        for cell in row {
            cell.centred = index < table.head || centred[cell.column];
        }
    }
}

/// Lets rows stay on one page where a page's end would be out of place: in a small table, above totals, above the
/// last row. What may be broken itself is not kept.
pub fn keep_together(table: &mut Table) {
    let others = (table.rows.len() - table.head).saturating_sub(1);
    let highest = |row: &Vec<Cell>| row.iter().map(|cell| height(table, cell)).fold(0.0, f64::max);
    let small = table.rows.iter().map(highest).sum::<f64>() <= SMALL;
    let kept = if small { others } else { table.footing.max(1).min(others) };
    let whole = table.rows.iter().rev().take(kept + 1).flatten().all(|cell| cell.whole);
    table.footing = if whole && (small || kept <= MOST_FOOTING) { kept } else { 0 };
}

/// About how high the text of a cell is, in mm.
fn height(table: &Table, cell: &Cell) -> f64 {
    let columns = cell.column..cell.column + cell.columns;
    let room = table.widths[columns].iter().sum::<f64>() - 2.0 * table.padding;
    let width = |text: &Text| ems_at_most(text) * GBT9704.table_size;
    let lines = |text: &Text| (width(text) / room.max(1.0)).ceil().max(1.0);
    cell.lines.iter().map(lines).sum::<f64>() * GBT9704.table_pitch + 2.0 * GBT9704.table_air
}

/// The same of each row, without the cells that are merged over rows.
fn row_heights(table: &Table) -> Vec<f64> {
    let own = |row: &Vec<Cell>| {
        let cells = row.iter().filter(|cell| cell.rows == 1);
        cells.map(|cell| height(table, cell)).fold(0.0, f64::max)
    };
    table.rows.iter().map(own).collect()
}

/// Rows of ordinary height are not broken over pages, and neither is a cell merged over rows that are
/// together no taller; all others are, for the gap they would leave is worse.
fn keep_whole(table: &mut Table, tallest_whole: f64) {
    let tallest = row_heights(table);
    // no page repeats a head that leaves its rows too little room
    let head = tallest[..table.head].iter().sum::<f64>();
    let cells = table.rows[..table.head].iter().flatten();
    let merged = cells.map(|cell| height(table, cell)).fold(0.0, f64::max);
    let whole = table.rows.iter().enumerate().map(|(index, row)| {
        let whole = |cell: &Cell| {
            let own: f64 = tallest[index..index + cell.rows].iter().sum();
            own.max(height(table, cell)) < tallest_whole
        };
        row.iter().map(whole).collect::<Vec<_>>()
    });
    let whole: Vec<_> = whole.collect();
    for (cell, whole) in table.rows.iter_mut().flatten().zip(whole.into_iter().flatten()) {
        cell.whole = whole;
    }
    table.repeated = if head.max(merged) < tallest_whole { table.head } else { 0 };
    for cell in table.rows[table.repeated..table.head].iter_mut().flatten() {
        cell.whole = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<Vec<Text>>> {
        text.lines()
            .map(|row| row.split('|').map(|cell| vec![Text::program(cell.trim())]).collect())
            .collect()
    }

    #[test]
    fn widths_fill_the_type_area_and_long_columns_get_more() {
        let long = "各村要对照标准逐项自查，列出清单，明确责任人和完成时限，逐项销号".repeat(3);
        for text in ["甲|乙|丙", &format!("序号|内容\n1|{long}"), &format!("{long}|{long}短")]
        {
            let table = laid_out(rows(text), &[], None, &[]);
            let sum: f64 = table.widths.iter().sum();
            assert!((sum - 156.0).abs() < 1e-6, "{text}: {sum}");
            assert!(table.widths.iter().all(|width| *width > 10.0), "{text}");
        }
        let table = laid_out(rows(&format!("序号|内容\n1|{long}")), &[], None, &[]);
        assert!(table.widths[1] > 6.0 * table.widths[0]);
        assert!(table.rows[1][0].centred && !table.rows[1][1].centred && table.rows[0][1].centred);
    }

    #[test]
    fn merged_cells_stand_where_they_begin_and_the_head_is_as_deep_as_they_are() {
        let merges = [
            Merge { top: 0, left: 0, rows: 2, columns: 1 },
            Merge { top: 0, left: 1, rows: 1, columns: 2 },
            Merge { top: 1, left: 1, rows: 9, columns: 9 },
            Merge { top: 0, left: 0, rows: 3, columns: 3 },
        ];
        let table = laid_out(rows("甲|乙|\n|丙|丁\n戊|己|庚"), &merges, None, &[]);
        let shape: Vec<Vec<(usize, usize, usize)>> = table
            .rows
            .iter()
            .map(|row| row.iter().map(|c| (c.column, c.rows, c.columns)).collect())
            .collect();
        assert_eq!(table.head, 3);
        assert_eq!(shape, [vec![(0, 2, 1), (1, 1, 2)], vec![(1, 2, 2)], vec![(0, 1, 1)]]);
    }

    #[test]
    fn an_empty_table_is_one() {
        assert_eq!(laid_out(Vec::new(), &[], None, &[]).rows.len(), 0);
    }
}
