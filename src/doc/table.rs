//! Lays out a table's columns: widths from the content, the same in every format.

use crate::doc::{Cell, Table, Text};
use crate::standard::GBT9704;

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

/// White space left and right of a cell's text, in mm.
pub const PADDING: f64 = 1.4;
/// A row taller than this (mm) may be broken over pages, for the gap it would leave is worse.
const TALLEST_WHOLE: f64 = 80.0;
/// No column is narrower than so many characters.
const NARROWEST: f64 = 2.0;

/// Makes a table of rows of cells, each cell the lines of its text. Short rows are filled up; merges
/// that overlap others or reach out of the table are cut. With `head` unknown, the head is as deep as
/// the merged cells of the first row.
pub fn laid_out(rows: Vec<Vec<Vec<Text>>>, merges: &[Merge], head: Option<usize>) -> Table {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut grid = Grid::new(rows.len(), columns, merges);
    let deepest = |row: usize| {
        (0..columns).filter_map(|column| grid.origin(row, column)).map(|(r, _)| r).max().unwrap_or(1)
    };
    let head = head.unwrap_or_else(|| if rows.is_empty() { 0 } else { deepest(0) }).min(rows.len());
    let mut table = Table { widths: Vec::new(), head, rows: Vec::new() };
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
    table.widths = widths(&table, columns);
    align(&mut table);
    keep_whole(&mut table);
    table
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
    text.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum::<f64>() * GBT9704.table_size
}

/// Widths in mm that fill the type area. Columns that fit get what they need; the others share what is
/// left by the square root of what they hold, so that they come out about equally tall.
fn widths(table: &Table, columns: usize) -> Vec<f64> {
    let gap = 2.0 * PADDING;
    let mut natural = vec![NARROWEST * GBT9704.table_size + gap; columns];
    let mut amount = vec![1.0_f64; columns];
    for cell in table.rows.iter().flatten().filter(|cell| cell.columns == 1) {
        for line in &cell.lines {
            let width = text_width(line);
            natural[cell.column] = natural[cell.column].max(width + gap);
            amount[cell.column] = amount[cell.column].max(width);
        }
        let all: f64 = cell.lines.iter().map(|line| text_width(line)).sum();
        amount[cell.column] = amount[cell.column].max(all);
    }
    let total = GBT9704.type_width;
    let sum: f64 = natural.iter().sum();
    if sum <= total {
        return natural.iter().map(|width| width * total / sum).collect();
    }
    let mut result: Vec<Option<f64>> = vec![None; columns];
    loop {
        let open = result.iter().filter(|width| width.is_none()).count();
        let left = total - result.iter().flatten().sum::<f64>();
        #[expect(clippy::cast_precision_loss, reason = "a number of columns")]
        let fair = left / open.max(1) as f64;
        let fitting =
            (0..columns).find(|column| result[*column].is_none() && natural[*column] <= fair);
        match fitting {
            Some(column) => result[column] = Some(natural[column]),
            None => {
                let weight = |column: usize| amount[column].sqrt();
                let weights: f64 =
                    (0..columns).filter(|column| result[*column].is_none()).map(weight).sum();
                return (0..columns)
                    .map(|column| result[column].unwrap_or(left * weight(column) / weights))
                    .collect();
            }
        }
    }
}

/// A column of short entries is centred, one of sentences is not.
fn align(table: &mut Table) {
    let widths = table.widths.clone();
    let mut centred = vec![true; widths.len()];
    let fits = |cell: &Cell| {
        let room: f64 = widths[cell.column..cell.column + cell.columns].iter().sum();
        cell.lines.iter().all(|line| text_width(line) + 2.0 * PADDING <= room + 0.01)
    };
    for cell in table.rows.iter().skip(table.head).flatten() {
        centred[cell.column] &= fits(cell);
    }
    for (index, row) in table.rows.iter_mut().enumerate() {
        for cell in row {
            cell.centred = index < table.head || centred[cell.column];
        }
    }
}

/// Rows of ordinary height are not broken over pages. Cells merged over several rows are: they would
/// keep all of them together.
fn keep_whole(table: &mut Table) {
    let widths = table.widths.clone();
    let height = |cell: &Cell| {
        let room = widths[cell.column..cell.column + cell.columns].iter().sum::<f64>() - 2.0 * PADDING;
        let lines = |text: &Text| (text_width(text) / room.max(1.0)).ceil().max(1.0);
        cell.lines.iter().map(lines).sum::<f64>() * GBT9704.table_pitch
    };
    for row in &mut table.rows {
        let tallest = row.iter().filter(|cell| cell.rows == 1).map(height).fold(0.0, f64::max);
        for cell in row {
            cell.whole = cell.rows == 1 && tallest < TALLEST_WHOLE;
        }
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
        for text in ["甲|乙|丙", &format!("序号|内容\n1|{long}"), &format!("{long}|{long}短")] {
            let table = laid_out(rows(text), &[], None);
            let sum: f64 = table.widths.iter().sum();
            assert!((sum - 156.0).abs() < 1e-6, "{text}: {sum}");
            assert!(table.widths.iter().all(|width| *width > 10.0), "{text}");
        }
        let table = laid_out(rows(&format!("序号|内容\n1|{long}")), &[], None);
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
        let table = laid_out(rows("甲|乙|\n|丙|丁\n戊|己|庚"), &merges, None);
        let shape: Vec<Vec<(usize, usize, usize)>> = table
            .rows
            .iter()
            .map(|row| row.iter().map(|c| (c.column, c.rows, c.columns)).collect())
            .collect();
        assert_eq!(table.head, 2);
        assert_eq!(shape, [vec![(0, 2, 1), (1, 1, 2)], vec![(1, 2, 2)], vec![(0, 1, 1)]]);
    }

    #[test]
    fn an_empty_table_is_one() {
        assert_eq!(laid_out(Vec::new(), &[], None).rows.len(), 0);
    }
}
