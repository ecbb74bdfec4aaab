//! Lays out a table's columns: widths from the content, the same in every format.

use crate::doc::{Cell, Table, Text};
use crate::standard::{GBT9704, ems_at_most, most_ems};

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
const PADDING: f64 = GBT9704.table_padding;
/// A column of fewer characters a line is set centred even where its text is long.
const NARROW: f64 = 7.0;
/// A heading of a column stays on one line up to so many characters.
const WIDEST_HEADING: f64 = 6.0;
/// An entry of so many characters is not broken, where the page has room.
const SHORT_ENTRY: f64 = 8.5;
/// What the least widths of all columns may take of the room.
const LEAST_SHARE: f64 = 0.75;
/// A row taller than this (mm) may be broken over pages, for the gap it would leave is worse.
const TALLEST_WHOLE: f64 = 80.0;
/// No column is narrower than so many characters, ever.
const NARROWEST: f64 = 2.0;
/// No column that needs more gets less than so many characters, where the page has room.
const DECENT: f64 = 4.0;

/// Makes a table of rows of cells, each cell the lines of its text. Short rows are filled up; merges
/// that overlap others or reach out of the table are cut. With `head` unknown, the head is as deep as
/// the merged cells of the first row; it holds the cells that begin in it to their end.
///
/// It fills the type area of an upright page; [`refit`] gives it another room.
pub fn laid_out(rows: Vec<Vec<Vec<Text>>>, merges: &[Merge], head: Option<usize>) -> Table {
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
    let mut table =
        Table { widths: Vec::new(), head, repeated: head, footing: 0, rows: Vec::new() };
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
    fill(&mut table, columns, GBT9704.type_width);
    table
}

/// Gives tables that have one head and columns of one width another room, in mm; they stay alike.
pub fn refit(tables: &mut [&mut Table], room: f64) {
    let Some(first) = tables.first() else { return };
    let (columns, head) = (first.widths.len(), first.head);
    let rows = first.rows[..head].to_vec();
    let mut whole = Table { widths: Vec::new(), head, repeated: head, footing: 0, rows };
    for table in tables.iter_mut() {
        whole.rows.extend(table.rows.drain(head..));
        // where its own rows end among all
        table.head = whole.rows.len();
    }
    fill(&mut whole, columns, room);
    let Table { widths, rows, repeated, .. } = whole;
    let mut from = head;
    for table in tables.iter_mut() {
        let own = &rows[from..table.head];
        from = table.head;
        table.rows = rows[..head].iter().chain(own).cloned().collect();
        (table.head, table.repeated, table.widths) = (head, repeated, widths.clone());
    }
}

/// Sets what follows from the room.
fn fill(table: &mut Table, columns: usize, room: f64) {
    table.widths = widths(table, columns, room);
    align(table);
    keep_whole(table);
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
    most_ems(text) * GBT9704.table_size
}

/// What each column needs to keep every line whole, in mm.
fn natural_widths(table: &Table, columns: usize) -> Vec<f64> {
    let gap = 2.0 * PADDING;
    let mut natural = vec![NARROWEST * GBT9704.table_size + gap; columns];
    for cell in table.rows.iter().flatten().filter(|cell| cell.columns == 1) {
        for line in &cell.lines {
            natural[cell.column] = natural[cell.column].max(text_width(line) + gap);
        }
    }
    natural
}

/// The first text of a column that is not as wide as one character.
pub fn too_narrow(table: &Table) -> Option<&Text> {
    let least = GBT9704.table_size + 2.0 * PADDING - 0.01;
    let cells = table.rows.iter().flatten().filter(|cell| cell.columns == 1);
    let narrow = cells.filter(|cell| table.widths[cell.column] < least);
    narrow.flat_map(|cell| &cell.lines).find(|line| !line.is_empty())
}

/// Whether an upright page has no room for columns of decent width.
pub fn wants_landscape(table: &Table) -> bool {
    let decent = DECENT * GBT9704.table_size + 2.0 * PADDING;
    let needed = natural_widths(table, table.widths.len());
    needed.iter().map(|width| width.min(decent)).sum::<f64>() > GBT9704.type_width
}

/// Widths in mm that fill the room and make the table about as short as it can be: from the
/// narrowest that is decent, each step widens the column that gains most by it.
fn widths(table: &Table, columns: usize, total: f64) -> Vec<f64> {
    let gap = 2.0 * PADDING;
    let step = GBT9704.table_size / 2.0;
    let natural = natural_widths(table, columns);
    #[expect(clippy::cast_precision_loss, reason = "a number of columns")]
    let decent = (DECENT * GBT9704.table_size + gap).min(total / columns.max(1) as f64);
    let mut least = vec![decent; columns];
    for cell in table.rows.iter().take(table.head).flatten().filter(|cell| cell.columns == 1) {
        let heading = cell.lines.iter().map(|line| text_width(line)).fold(0.0, f64::max);
        let heading = heading.min(WIDEST_HEADING * GBT9704.table_size) + gap;
        least[cell.column] = least[cell.column].max(heading);
    }
    if least.iter().sum::<f64>() > total {
        least.fill(decent);
    }
    keep_short_entries(&mut least, &natural, total);
    let mut widths: Vec<f64> =
        natural.iter().zip(least).map(|(width, least)| width.min(least)).collect();
    let mut heights: Vec<Vec<f64>> = heights(table, &widths);
    while widths.iter().sum::<f64>() + step <= total {
        let gain = |column: usize| -> f64 {
            let wider = widths[column] + step;
            table
                .rows
                .iter()
                .zip(&heights)
                .map(|(row, heights)| row_gain(row, heights, column, wider))
                .sum()
        };
        let best = (0..columns)
            .filter(|column| widths[*column] < natural[*column])
            .map(|column| (gain(column), column))
            .max_by(|a, b| a.0.total_cmp(&b.0));
        let Some((_, column)) = best else { break };
        widths[column] += step;
        for (row, heights) in table.rows.iter().zip(&mut heights) {
            for (cell, height) in row.iter().zip(heights) {
                if cell.column == column && cell.columns == 1 {
                    *height = cell_height(cell, widths[column]);
                }
            }
        }
    }
    let sum: f64 = widths.iter().sum();
    widths.iter().map(|width| width * total / sum).collect()
}

/// A column of short entries (2026年6月底前) is so wide that none is broken, where the others keep a part of
/// the room that is worth having.
fn keep_short_entries(least: &mut [f64], natural: &[f64], total: f64) {
    let short = SHORT_ENTRY * GBT9704.table_size + 2.0 * PADDING;
    let mut columns: Vec<usize> =
        (0..least.len()).filter(|column| natural[*column] <= short).collect();
    columns.sort_by(|a, b| natural[*a].total_cmp(&natural[*b]));
    for column in columns {
        let others = least.iter().sum::<f64>() - least[column];
        if others + natural[column] > LEAST_SHARE * total {
            return;
        }
        least[column] = least[column].max(natural[column]);
    }
}

fn heights(table: &Table, widths: &[f64]) -> Vec<Vec<f64>> {
    let height = |cell: &Cell| {
        cell_height(cell, widths[cell.column..cell.column + cell.columns].iter().sum())
    };
    table.rows.iter().map(|row| row.iter().map(height).collect()).collect()
}

/// Height of a cell in lines, not rounded up, so that every step counts; of a cell over several rows, its
/// share of each.
#[expect(clippy::cast_precision_loss, reason = "a number of rows")]
fn cell_height(cell: &Cell, width: f64) -> f64 {
    let room = (width - 2.0 * PADDING).max(1.0);
    cell.lines.iter().map(|line| (text_width(line) / room).max(1.0)).sum::<f64>() / cell.rows as f64
}

/// How much shorter a row becomes, and a little of how much its cells do.
fn row_gain(row: &[Cell], heights: &[f64], column: usize, wider: f64) -> f64 {
    let Some(at) = row.iter().position(|cell| cell.column == column && cell.columns == 1) else {
        return 0.0;
    };
    let others = heights.iter().enumerate().filter(|(index, _)| *index != at).map(|(_, h)| *h);
    let others = others.fold(0.0, f64::max);
    let (before, after) = (heights[at], cell_height(&row[at], wider));
    before.max(others) - after.max(others) + 0.05 * (before - after)
}

/// A narrow column, or one of short entries, is centred; one of sentences is not.
fn align(table: &mut Table) {
    let widths = table.widths.clone();
    let narrow = NARROW * GBT9704.table_size + 2.0 * PADDING;
    let mut centred = vec![true; widths.len()];
    for cell in table.rows.iter().skip(table.head).flatten() {
        let room: f64 = widths[cell.column..cell.column + cell.columns].iter().sum();
        let fits = cell.lines.iter().all(|line| text_width(line) + 2.0 * PADDING <= room + 0.01);
        centred[cell.column] &= fits || room < narrow;
    }
    for (index, row) in table.rows.iter_mut().enumerate() {
        for cell in row {
            cell.centred = index < table.head || centred[cell.column];
        }
    }
}

/// Rows of ordinary height are not broken over pages, and neither is a cell merged over rows that are
/// together no taller; all others are, for the gap they would leave is worse.
fn keep_whole(table: &mut Table) {
    let widths = table.widths.clone();
    let height = |cell: &Cell| {
        let room =
            widths[cell.column..cell.column + cell.columns].iter().sum::<f64>() - 2.0 * PADDING;
        let width = |text: &Text| ems_at_most(text) * GBT9704.table_size;
        let lines = |text: &Text| (width(text) / room.max(1.0)).ceil().max(1.0);
        cell.lines.iter().map(lines).sum::<f64>() * GBT9704.table_pitch
    };
    let tallest: Vec<f64> = table
        .rows
        .iter()
        .map(|row| row.iter().filter(|cell| cell.rows == 1).map(height).fold(0.0, f64::max))
        .collect();
    for (index, row) in table.rows.iter_mut().enumerate() {
        for cell in row {
            let own: f64 = tallest[index..index + cell.rows].iter().sum();
            cell.whole = own.max(height(cell)) < TALLEST_WHOLE;
        }
    }
    // no page repeats a head that leaves its rows too little room
    let head = tallest[..table.head].iter().sum::<f64>();
    let merged = table.rows[..table.head].iter().flatten().map(height).fold(0.0, f64::max);
    table.repeated = if head.max(merged) < TALLEST_WHOLE { table.head } else { 0 };
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
        assert_eq!(table.head, 3);
        assert_eq!(shape, [vec![(0, 2, 1), (1, 1, 2)], vec![(1, 2, 2)], vec![(0, 1, 1)]]);
    }

    #[test]
    fn an_empty_table_is_one() {
        assert_eq!(laid_out(Vec::new(), &[], None).rows.len(), 0);
    }
}
