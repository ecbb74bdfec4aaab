//! Builds a grid from cells that come in any order.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diag::{Diagnostic, Diagnostics, Result};
use crate::doc::table::Merge;
use crate::sheet::{Grid, text};
use crate::source::{Place, Spanned};

/// More cells than any office has recipients; a slip far down in a sheet must not eat the memory.
const MOST_CELLS: usize = 2_000_000;

/// Cells at their rows and columns in the file, counted from 0.
#[derive(Default)]
pub(super) struct Cells {
    values: BTreeMap<(usize, usize), Spanned<String>>,
    merges: Vec<Merge>,
    found: Diagnostics,
}

/// The rows and columns that hold values.
struct Area {
    rows: Range<usize>,
    columns: Range<usize>,
}

impl Cells {
    /// Adds a value; what is seen as empty is not kept, what can't be printed is noted as an error.
    pub(super) fn add(&mut self, row: usize, column: usize, value: &str, place: Place) {
        let cleaned = text::clean(value, &place);
        if let Some(value) = self.found.take(cleaned).filter(|value| !value.is_empty()) {
            self.values.insert((row, column), Spanned::new(value, place));
        }
    }

    /// Adds a merged cell.
    pub(super) fn merge(&mut self, merge: Merge) {
        self.merges.push(merge);
    }

    /// Notes an error; the grid is not given out then.
    pub(super) fn error(&mut self, error: Diagnostic) {
        self.found.push(error);
    }

    /// The grid; `place` names the place of an empty cell.
    ///
    /// # Errors
    /// With all errors noted so far, when there is no value at all, and when there are too many.
    pub(super) fn grid(
        mut self,
        file: &Place,
        place: impl Fn(usize, usize) -> Place,
    ) -> Result<Grid> {
        self.found = std::mem::take(&mut self.found).or(Diagnostics::new())?;
        self.hide(file)?;
        let Some(area) = self.area() else {
            let hint = "检查是不是选错了文件或工作表，或者忘了保存";
            return Err(Diagnostic::error(file.clone(), "表里没有内容").hint(hint).into());
        };
        let merges = self.merges.iter().filter_map(|merge| area.clip(*merge)).collect();
        let rows = area.rows.clone();
        let mut cell = |row, column| {
            let value = self.values.remove(&(row, column));
            value.unwrap_or_else(|| Spanned::new(String::new(), place(row, column)))
        };
        let rows = rows
            .map(|row| area.columns.clone().map(|column| cell(row, column)).collect())
            .collect();
        Ok(Grid { rows, merges })
    }

    /// Drops the values under merged cells: a spreadsheet keeps some of them but shows none.
    fn hide(&mut self, file: &Place) -> Result<()> {
        let Some(area) = self.area() else { return Ok(()) };
        if area.rows.len().saturating_mul(area.columns.len()) > MOST_CELLS {
            let (row, column) = (area.rows.end, area.columns.end);
            let message = format!("表太大了，有 {row} 行 {column} 列");
            let hint = "看看最后一行或最后一列之外是不是误填了内容，把它删去";
            return Err(Diagnostic::error(file.clone(), message).hint(hint).into());
        }
        let mut covered = vec![false; area.rows.len() * area.columns.len()];
        for merge in self.merges.iter().filter_map(|merge| area.clip(*merge)) {
            for row in merge.top..merge.top + merge.rows {
                for column in merge.left..merge.left + merge.columns {
                    let cell = &mut covered[row * area.columns.len() + column];
                    if std::mem::replace(cell, true) {
                        let hint = "用 WPS 或 Excel 取消合并后重新合并，再保存";
                        return Err(Diagnostic::error(file.clone(), "合并的单元格互相重叠")
                            .hint(hint)
                            .into());
                    }
                }
            }
        }
        for merge in &self.merges {
            let (top, left) = (merge.top, merge.left);
            let hidden = |row: usize, column: usize| {
                (row, column) != (top, left)
                    && (left..left.saturating_add(merge.columns)).contains(&column)
            };
            let under = self.values.range((top, 0)..(top.saturating_add(merge.rows), 0));
            let under: Vec<_> =
                under.map(|(at, _)| *at).filter(|(row, column)| hidden(*row, *column)).collect();
            for at in under {
                self.values.remove(&at);
            }
        }
        Ok(())
    }

    fn area(&self) -> Option<Area> {
        let top = self.values.keys().next()?.0;
        let bottom = self.values.keys().next_back()?.0;
        let left = self.values.keys().map(|(_, column)| *column).min()?;
        let right = self.values.keys().map(|(_, column)| *column).max()?;
        Some(Area { rows: top..bottom + 1, columns: left..right + 1 })
    }
}

impl Area {
    /// The part of a merged cell inside the area, counted from its corner; none where it covers less
    /// than two cells of it.
    fn clip(&self, merge: Merge) -> Option<Merge> {
        let cut = |start: usize, len: usize, area: &Range<usize>| {
            let first = start.max(area.start);
            let end = start.saturating_add(len).min(area.end);
            (first < end).then(|| (first - area.start, end - first))
        };
        let (top, rows) = cut(merge.top, merge.rows, &self.rows)?;
        let (left, columns) = cut(merge.left, merge.columns, &self.columns)?;
        (rows * columns > 1).then_some(Merge { top, left, rows, columns })
    }
}

#[cfg(test)]
mod tests {
    use super::Cells;
    use crate::doc::table::Merge;
    use crate::source::Place;

    fn cells(values: &[(usize, usize, &str)], merges: &[[usize; 4]]) -> Cells {
        let mut cells = Cells::default();
        for (row, column, value) in values {
            cells.add(*row, *column, value, Place::Program);
        }
        for [top, left, rows, columns] in merges {
            let [top, left, rows, columns] = [*top, *left, *rows, *columns];
            cells.merge(Merge { top, left, rows, columns });
        }
        cells
    }

    #[test]
    fn what_is_around_the_values_is_cut() {
        let cells = cells(
            &[(2, 1, "题"), (2, 2, "藏"), (3, 1, "甲"), (4, 2, "乙"), (9, 9, " ")],
            &[[2, 1, 1, 5], [3, 1, 2, 1]],
        );
        let grid = cells.grid(&Place::Program, |_, _| Place::Program).unwrap();
        let values: Vec<Vec<_>> =
            grid.rows.iter().map(|row| row.iter().map(|c| c.v.as_str()).collect()).collect();
        assert_eq!(values, [["题", ""], ["甲", ""], ["", "乙"]]);
        let merge = |top, rows, columns| Merge { top, left: 0, rows, columns };
        assert_eq!(grid.merges, [merge(0, 1, 2), merge(1, 2, 1)]);
    }

    #[test]
    fn overlapping_merges_and_giant_sheets_are_refused() {
        let overlap = cells(&[(0, 0, "甲"), (5, 5, "乙")], &[[0, 0, 3, 3], [2, 2, 2, 2]]);
        let giant = cells(&[(0, 0, "甲"), (1_048_575, 16_383, "乙")], &[]);
        for (cells, message) in [
            (overlap, "错误: hongtou: 合并的单元格互相重叠"),
            (giant, "错误: hongtou: 表太大了，有 1048576 行 16384 列"),
        ] {
            let found = cells.grid(&Place::Program, |_, _| Place::Program).unwrap_err();
            assert_eq!(found.iter().map(ToString::to_string).collect::<Vec<_>>(), [message]);
        }
    }
}
