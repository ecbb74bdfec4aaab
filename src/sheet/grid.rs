//! A sheet as it was read: rows of values with their places, and its merged cells.

use std::borrow::Cow;
use std::ops::Range;

use crate::source::Spanned;

/// A row of values.
pub type Row = [Spanned<String>];

/// A stretch of cells that are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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

/// A sheet as it was read: every value with its place. Its rows are all of one length; its merged cells lie
/// in it, cover two cells or more and don't overlap, and only the first cell of each holds a value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    rows: Vec<Vec<Spanned<String>>>,
    /// Sorted by their first cells.
    merges: Vec<Merge>,
    /// The widths that the sheet gives its columns; of all, or of none.
    widths: Vec<f64>,
}

impl Grid {
    /// A grid of these rows and merged cells. Short rows are filled up with empty cells; a merge is cut where
    /// it reaches out of the rows and left out where it meets an earlier one; what stands under one is no
    /// value, as a spreadsheet shows it.
    pub fn new(mut rows: Vec<Vec<Spanned<String>>>, merges: Vec<Merge>) -> Self {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        for row in &mut rows {
            row.resize_with(columns, Spanned::default);
        }
        let mut taken = vec![false; if merges.is_empty() { 0 } else { rows.len() * columns }];
        let mut kept = Vec::new();
        for merge in merges {
            let Some(merge) = merge.within(rows.len(), columns) else { continue };
            let cells = || merge.cells().map(|(row, column)| row * columns + column);
            if cells().any(|at| taken[at]) {
                continue;
            }
            cells().for_each(|at| taken[at] = true);
            merge.cells().skip(1).for_each(|(row, column)| rows[row][column].v.clear());
            kept.push(merge);
        }
        kept.sort_unstable();
        Self { rows, merges: kept, widths: Vec::new() }
    }

    /// With the widths that the sheet gives its columns, where it gives all of them one.
    #[must_use]
    pub fn with_widths(self, widths: Vec<Option<f64>>) -> Self {
        let widths: Option<Vec<f64>> = widths.into_iter().collect();
        let columns = self.columns();
        let widths = widths.filter(|widths| widths.len() == columns).unwrap_or_default();
        Self { widths, ..self }
    }

    /// The widths that the sheet gives its columns, to be taken as shares; none where it does not say all.
    pub fn widths(&self) -> &[f64] {
        &self.widths
    }

    /// The rows, all of one length. Empty rows and columns around the values of a file are cut off.
    pub fn rows(&self) -> &[Vec<Spanned<String>>] {
        &self.rows
    }

    /// The merged cells, sorted by their first cells.
    pub fn merges(&self) -> &[Merge] {
        &self.merges
    }

    /// How many columns.
    pub fn columns(&self) -> usize {
        self.rows.first().map_or(0, Vec::len)
    }

    /// The merged cell that begins in a cell.
    pub fn merge_at(&self, row: usize, column: usize) -> Option<&Merge> {
        let at = self.merges.binary_search_by_key(&(row, column), |it| (it.top, it.left)).ok()?;
        self.merges.get(at)
    }

    /// The merged cells that begin in a row.
    pub fn merges_of(&self, row: usize) -> &[Merge] {
        let start = self.merges.partition_point(|merge| merge.top < row);
        let end = self.merges.partition_point(|merge| merge.top <= row);
        &self.merges[start..end]
    }

    /// What stands in some rows of a column; a merged cell stands in all its columns of its first row.
    pub fn words(&self, rows: Range<usize>, column: usize) -> Vec<&Spanned<String>> {
        let cell = |row: usize| {
            let covers =
                |merge: &&Merge| (merge.left..merge.left + merge.columns).contains(&column);
            let merge = self.merges_of(row).iter().find(covers);
            &self.rows[row][merge.map_or(column, |merge| merge.left)]
        };
        rows.map(cell).filter(|cell| !cell.v.is_empty()).collect()
    }

    /// The rows, a cell that is merged over several rows below the head standing in each of them.
    pub fn filled_down(&self, head: usize) -> Cow<'_, [Vec<Spanned<String>>]> {
        let mut rows = Cow::Borrowed(self.rows.as_slice());
        for merge in self.merges.iter().filter(|merge| merge.rows > 1 && merge.top > head) {
            let value = self.rows[merge.top][merge.left].clone();
            for row in &mut rows.to_mut()[merge.top..merge.top + merge.rows] {
                row[merge.left] = value.clone();
            }
        }
        rows
    }

    /// Some of its rows, with the merged cells that begin in them.
    #[must_use]
    pub fn part(&self, rows: Range<usize>) -> Self {
        let merges = self.merges.iter().filter(|merge| rows.contains(&merge.top));
        let merges = merges.map(|merge| Merge { top: merge.top - rows.start, ..*merge }).collect();
        Self { widths: self.widths.clone(), ..Self::new(self.rows[rows].to_vec(), merges) }
    }
}

impl Merge {
    /// What of it lies within so many rows and columns; none where that is less than two cells.
    fn within(self, rows: usize, columns: usize) -> Option<Self> {
        let rows = self.rows.min(rows.checked_sub(self.top)?);
        let columns = self.columns.min(columns.checked_sub(self.left)?);
        (rows * columns > 1).then_some(Self { rows, columns, ..self })
    }

    /// Its cells as rows and columns, the first first.
    fn cells(self) -> impl Iterator<Item = (usize, usize)> {
        let columns = self.left..self.left + self.columns;
        (self.top..self.top + self.rows)
            .flat_map(move |row| columns.clone().map(move |column| (row, column)))
    }
}

/// The values of a row and their columns.
pub fn values(row: &Row) -> impl Iterator<Item = (usize, &Spanned<String>)> {
    row.iter().enumerate().filter(|(_, cell)| !cell.v.is_empty())
}

/// The only value of a row.
pub fn single(row: &Row) -> Option<(usize, &Spanned<String>)> {
    let mut values = values(row);
    values.next().filter(|_| values.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::{Grid, Merge};
    use crate::source::{Place, Spanned};

    #[test]
    fn whatever_it_is_made_of_it_is_sound() {
        let cell = |text: &str| Spanned::new(text.to_owned(), Place::Program);
        let merge = |top, left, rows, columns| Merge { top, left, rows, columns };
        let rows = vec![vec![cell("甲")], vec![cell("乙"), cell("丙"), cell("丁")]];
        let merges = vec![
            merge(1, 1, 9, 9),
            merge(0, 0, 2, 1),
            merge(0, 0, 1, 2),
            merge(0, 2, 1, 1),
            merge(5, 0, 2, 2),
        ];
        let grid = Grid::new(rows, merges);
        let values: Vec<Vec<_>> = grid
            .rows()
            .iter()
            .map(|row| row.iter().map(|cell| cell.v.as_str()).collect())
            .collect();
        assert_eq!(values, [["甲", "", ""], ["", "丙", ""]]);
        assert_eq!(grid.merges(), [merge(0, 0, 2, 1), merge(1, 1, 1, 2)]);
        assert_eq!(grid.merge_at(1, 1), Some(&merge(1, 1, 1, 2)));
        assert_eq!(grid.merge_at(1, 2), None);
        assert_eq!(grid.merges_of(0), [merge(0, 0, 2, 1)]);
        assert_eq!(Grid::new(Vec::new(), vec![merge(0, 0, 2, 2)]), Grid::default());
        assert_eq!(grid.part(1..2).merges(), [merge(0, 1, 1, 2)]);
    }
}
