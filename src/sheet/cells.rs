//! Builds a grid from cells that come in any order.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::diag::{Diagnostic, Diagnostics, Result, codes};
use crate::sheet::{Grid, Merge, text};
use crate::source::{Place, Spanned};

/// More cells with a value than any sheet of an office has; a slip far down in a sheet must not eat the
/// memory.
pub(super) const MOST_CELLS: usize = 1_000_000;
/// So many columns no sheet needs that a person fills in.
const MOST_COLUMNS: usize = 256;
/// What stands behind so many empty columns, or below so many empty rows, stands there by a slip.
const GAP: [usize; 2] = [8, 100];
/// So many mistakes are told of one sheet.
const MOST_SAID: usize = 100;

/// Cells at their rows and columns in the file, counted from 0.
#[derive(Default)]
pub(super) struct Cells {
    values: BTreeMap<(usize, usize), Spanned<String>>,
    merges: Vec<Merge>,
    /// The widths that the sheet gives its columns.
    widths: Vec<Option<f64>>,
    found: Diagnostics,
    /// How many errors were noted.
    said: usize,
}

/// The rows and columns that hold values.
struct Area {
    rows: Range<usize>,
    columns: Range<usize>,
}

impl Cells {
    /// Adds a value; what is seen as empty is not kept, what can't be printed is noted as an error.
    pub(super) fn add(&mut self, row: usize, column: usize, value: &str, place: Place) {
        match text::clean(value, &place) {
            Ok(value) if value.is_empty() => {}
            Ok(value) => _ = self.values.insert((row, column), Spanned::new(value, place)),
            Err(found) => found.into_iter().for_each(|error| self.error(error)),
        }
    }

    /// Whether there are more values than a grid may hold: who reads a file need read no further.
    pub(super) fn are_too_many(&self) -> bool {
        self.values.len() > MOST_CELLS
    }

    /// Adds a merged cell.
    pub(super) fn merge(&mut self, merge: Merge) {
        self.merges.push(merge);
    }

    /// Notes how wide the columns are, in their order.
    pub(super) fn set_widths(&mut self, widths: Vec<Option<f64>>) {
        self.widths = widths;
    }

    /// Notes an error; the grid is not given out then.
    pub(super) fn error(&mut self, error: Diagnostic) {
        self.said += 1;
        match self.said.cmp(&MOST_SAID) {
            Ordering::Less => self.found.push(error),
            Ordering::Equal => {
                let message = "这一格和后面还有许多格要改，先改好前面说的";
                self.found.push(Diagnostic::error(codes::TOO_MANY_MISTAKES, error.place, message));
            }
            Ordering::Greater => {}
        }
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
        self.check_extent(&place)?;
        self.hide(file)?;
        let Some(area) = self.area() else {
            let hint = "检查是不是选错了文件或工作表，或者忘了保存";
            return Err(Diagnostic::error(codes::EMPTY_FILE, file.clone(), "表里没有内容")
                .hint(hint)
                .into());
        };
        let merges = self.merges.iter().filter_map(|merge| area.clip(*merge));
        let merges = merges.filter(|merge| merge.rows * merge.columns > 1).collect();
        let rows = area.rows.clone();
        let mut cell = |row, column| {
            let value = self.values.remove(&(row, column));
            value.unwrap_or_else(|| Spanned::new(String::new(), place(row, column)))
        };
        let rows = rows
            .map(|row| area.columns.clone().map(|column| cell(row, column)).collect())
            .collect();
        let width = |column| self.widths.get(column).copied().flatten();
        let widths = area.columns.map(width).collect();
        Ok(Grid::new(rows, merges).with_widths(widths))
    }

    /// Refuses a value that stands far from all others, and more than a grid may hold.
    fn check_extent(&self, place: impl Fn(usize, usize) -> Place) -> Result<()> {
        let refuse = |cell: &Spanned<String>, message: String, hint: &str| {
            Err(Diagnostic::error(codes::SHEET_TOO_LARGE, cell.place.clone(), message)
                .hint(hint)
                .into())
        };
        let hint = "误填的就删去这一格；真要用的，就删去中间的空列或空行";
        let mut columns: BTreeMap<usize, &Spanned<String>> = BTreeMap::new();
        for ((_, column), cell) in &self.values {
            columns.entry(*column).or_insert(cell);
        }
        for ((before, _), (column, cell)) in columns.iter().zip(columns.iter().skip(1)) {
            let empty = column - before - 1;
            if empty > GAP[0] {
                let [first, last] = [before + 1, column - 1].map(|at| place(0, at).column());
                let named = first.zip(last).map(|(first, last)| format!("（{first} 到 {last}）"));
                let named = named.unwrap_or_default();
                return refuse(cell, format!("这一格前面有 {empty} 列{named}是空的"), hint);
            }
        }
        let mut rows = self.values.iter().map(|((row, _), cell)| (row, cell));
        let mut before = rows.next().map_or(0, |(row, _)| *row);
        for (row, cell) in rows {
            let empty = row.saturating_sub(before + 1);
            if empty > GAP[1] {
                return refuse(cell, format!("这一格上面有 {empty} 行是空的"), hint);
            }
            before = *row;
        }
        let area = self.area();
        let size = area.as_ref().map_or([0, 0], |area| [area.rows.len(), area.columns.len()]);
        let last =
            columns.last_key_value().map(|(_, cell)| *cell).filter(|_| size[1] > MOST_COLUMNS);
        if let Some(cell) = last {
            let message = format!("表有 {} 列，太宽了，最多 {MOST_COLUMNS} 列", size[1]);
            return refuse(cell, message, "看看是不是选错了文件；用不着的列删去");
        }
        let last = self.values.last_key_value().map(|(_, cell)| cell);
        match last.filter(|_| size[0].saturating_mul(size[1]) > MOST_CELLS) {
            Some(cell) => {
                let message = format!("表太大了，到这里有 {} 行 {} 列", size[0], size[1]);
                refuse(cell, message, "看看是不是选错了文件；用不着的行和列删去")
            }
            None => Ok(()),
        }
    }

    /// Drops the values under merged cells: a spreadsheet keeps some of them but shows none.
    fn hide(&mut self, file: &Place) -> Result<()> {
        let Some(area) = self.area().filter(|_| !self.merges.is_empty()) else { return Ok(()) };
        let width = area.columns.len();
        let mut covered = vec![false; area.rows.len() * width];
        for merge in &self.merges {
            let Some(inside) = area.clip(*merge) else { continue };
            let several = inside.rows * inside.columns > 1;
            for row in inside.top..inside.top + inside.rows {
                for column in inside.left..inside.left + inside.columns {
                    let cell = &mut covered[row * width + column];
                    if std::mem::replace(cell, true) && several {
                        let hint = "用 WPS 或 Excel 取消合并后重新合并，再保存";
                        return Err(Diagnostic::error(
                            codes::MERGES_OVERLAP,
                            file.clone(),
                            "合并的单元格互相重叠",
                        )
                        .hint(hint)
                        .into());
                    }
                }
            }
        }
        let first: BTreeSet<_> = self.merges.iter().map(|merge| (merge.top, merge.left)).collect();
        self.values.retain(|at, _| {
            let index = (at.0 - area.rows.start) * width + at.1 - area.columns.start;
            first.contains(at) || !covered[index]
        });
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
    /// The part of a merged cell inside the area, counted from its corner.
    fn clip(&self, merge: Merge) -> Option<Merge> {
        let cut = |start: usize, len: usize, area: &Range<usize>| {
            let first = start.max(area.start);
            let end = start.saturating_add(len).min(area.end);
            (first < end).then(|| (first - area.start, end - first))
        };
        let (top, rows) = cut(merge.top, merge.rows, &self.rows)?;
        let (left, columns) = cut(merge.left, merge.columns, &self.columns)?;
        Some(Merge { top, left, rows, columns })
    }
}

#[cfg(test)]
mod tests {
    use super::Cells;
    use crate::sheet::Merge;
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
            grid.rows().iter().map(|row| row.iter().map(|c| c.v.as_str()).collect()).collect();
        assert_eq!(values, [["题", ""], ["甲", ""], ["", "乙"]]);
        let merge = |top, rows, columns| Merge { top, left: 0, rows, columns };
        assert_eq!(grid.merges(), [merge(0, 1, 2), merge(1, 2, 1)]);
    }

    fn said(cells: Cells) -> Vec<String> {
        let found = cells.grid(&Place::Program, |_, _| Place::Program).unwrap_err();
        found.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_lies_far_away_overlaps_or_is_too_much_is_refused() {
        let far = [(0, 0, "甲"), (1_048_575, 16_383, "乙")];
        let full: Vec<_> = (0..300).map(|column| (0, column, "甲")).collect();
        for (cells, message) in [
            (
                cells(&[(0, 0, "甲"), (5, 5, "乙")], &[[0, 0, 3, 3], [2, 2, 2, 2]]),
                "错误: hongtou: 合并的单元格互相重叠",
            ),
            (cells(&far, &[]), "错误: hongtou: 这一格前面有 16382 列是空的"),
            (
                cells(&[(0, 0, "甲"), (102, 0, "乙")], &[]),
                "错误: hongtou: 这一格上面有 101 行是空的",
            ),
            (cells(&full, &[]), "错误: hongtou: 表有 300 列，太宽了，最多 256 列"),
        ] {
            assert_eq!(said(cells), [message]);
        }
        let near = cells(&[(0, 0, "甲"), (101, 9, "乙")], &[]);
        assert!(near.grid(&Place::Program, |_, _| Place::Program).is_ok());
    }

    #[test]
    fn many_merges_and_many_mistakes_take_no_time() {
        let values: Vec<_> = (0..20_000).map(|row| (row, 0, "甲")).collect();
        let merges: Vec<_> = (0..100_000).map(|at| [0, 5 + at % 9000, 1_048_576, 1]).collect();
        let grid = cells(&values, &merges).grid(&Place::Program, |_, _| Place::Program).unwrap();
        assert!(grid.merges().is_empty());
        let wrong: Vec<_> = (0..20_000).map(|row| (row, 0, "#N/A")).collect();
        assert_eq!(said(cells(&wrong, &[])).len(), 100);
    }
}
