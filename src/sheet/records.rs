//! A sheet as records: a head, and below it a record a row.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::Value;

use super::layout::{self, Layout, Total};
use super::{Grid, values};
use crate::diag::{Diagnostic, Diagnostics, Result, codes};
use crate::source::{Place, Spanned};

/// The records of a sheet.
#[derive(Debug)]
pub struct Records<'g> {
    columns: BTreeMap<String, usize>,
    rows: Cow<'g, [Vec<Spanned<String>>]>,
    /// The names of the columns as a row.
    head: Vec<Spanned<String>>,
    below: Vec<usize>,
    /// The record that looks like one of totals without saying so.
    summed: Option<usize>,
}

/// One record: the values of a row by the names of their columns.
#[derive(Clone, Copy, Debug)]
pub struct Record<'r> {
    records: &'r Records<'r>,
    row: usize,
}

impl<'g> Records<'g> {
    /// Reads the head, which is the first row with more than one value and the row below it where merged cells
    /// make it one of two, and the records below it. Merged cells count for each of their rows; empty rows,
    /// notes, totals and the head once more are passed over.
    ///
    /// # Errors
    /// When there is no head or no record, when two columns have one name, and when one with values has none.
    pub fn read(grid: &'g Grid) -> Result<Self> {
        let place = |row: usize| {
            let first = grid.rows().get(row).and_then(|row| row.first());
            first.map(|cell| cell.place.clone()).unwrap_or_default()
        };
        if layout::head_row(grid).is_none() {
            return Err(Diagnostic::error(codes::NO_HEAD, place(0), "表里没有表头")
                .hint("第一行写各列的名称，例如：乡镇、类型、联系人")
                .into());
        }
        let layout = Layout::of(grid, None);
        let mut found = Diagnostics::new();
        let mut columns = BTreeMap::new();
        let head = layout.names(grid);
        for (column, cell) in values(&head) {
            if columns.insert(cell.v.clone(), column).is_some() {
                let message = format!("有两列都叫“{}”", cell.v);
                found.push(
                    Diagnostic::error(codes::DUPLICATE_COLUMN, cell.place.clone(), message)
                        .hint("给其中一列换个名字"),
                );
            }
        }
        let lowest = &grid.rows()[layout.head.end - 1];
        let is_record = |row: &usize| {
            let cells = &grid.rows()[*row];
            values(cells).next().is_some()
                && !(layout::is_note(cells) && grid.columns() > 1)
                && layout.totals.get(row) != Some(&Total::Named)
                && cells != lowest
        };
        let below: Vec<usize> = (layout.head.end..grid.rows().len()).filter(is_record).collect();
        if below.is_empty() {
            found.push(
                Diagnostic::error(codes::NO_ROWS, place(layout.head.start), "表头下面一行也没有")
                    .hint("在表头下面逐行填写"),
            );
        }
        found.extend(unnamed(grid, &head, &below));
        let summed = layout.totals.iter().find(|(_, total)| **total == Total::Summed);
        let summed = summed.and_then(|(row, _)| below.binary_search(row).ok());
        found.or(Self { columns, rows: grid.filled_down(layout.head.end - 1), head, below, summed })
    }

    /// The names of the columns.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.columns.keys().map(String::as_str)
    }

    /// Whether there is such a column.
    pub fn has(&self, column: &str) -> bool {
        self.columns.contains_key(column)
    }

    /// How many records.
    pub fn len(&self) -> usize {
        self.below.len()
    }

    /// Whether there is none; a sheet that was read has one.
    pub fn is_empty(&self) -> bool {
        self.below.is_empty()
    }

    /// A record, counted from 0.
    pub fn get(&self, index: usize) -> Record<'_> {
        Record { records: self, row: self.below[index] }
    }

    /// The sheet with the head and these records only, without the column that is the same in all of them.
    pub fn only(&self, chosen: &[usize], key: &str) -> Grid {
        let left_out = self.columns.get(key);
        let kept = |row: &Vec<Spanned<String>>| -> Vec<Spanned<String>> {
            let cells = row.iter().enumerate().filter(|(at, _)| Some(at) != left_out);
            cells.map(|(_, cell)| cell.clone()).collect()
        };
        let rows = chosen.iter().map(|index| &self.rows[self.below[*index]]);
        let rows = std::iter::once(&self.head).chain(rows);
        Grid::new(rows.map(kept).collect(), Vec::new())
    }

    /// The record, counted from 0, of which all numbers are the sums of those above though it does not say
    /// that it is one of totals.
    pub fn summed(&self) -> Option<usize> {
        self.summed
    }
}

/// The first value of each column without a name, which nobody can use: a comma too many, or 1,200 without
/// quotation marks. A column that only counts the rows is none.
fn unnamed(
    grid: &Grid,
    head: &[Spanned<String>],
    below: &[usize],
) -> impl Iterator<Item = Diagnostic> {
    let is_named = |column: &usize| head.get(*column).is_some_and(|name| !name.v.is_empty());
    (0..grid.columns()).filter(move |column| !is_named(column)).filter_map(|column| {
        let cells = below.iter().filter_map(|row| grid.rows()[*row].get(column));
        let counts = cells.clone().zip(1..).all(|(cell, nth)| cell.v == nth.to_string());
        let first = cells.into_iter().find(|cell| !cell.v.is_empty()).filter(|_| !counts)?;
        let message = format!("“{}”这一列没有列名", first.v);
        Some(
            Diagnostic::error(codes::UNNAMED_COLUMN, first.place.clone(), message).hint(
                "在表头写上列名；多余的删去；是“1,200”被逗号分成两格的，去掉逗号或者加上引号",
            ),
        )
    })
}

impl<'r> Record<'r> {
    /// The value in a column, with its place.
    pub fn get(&self, column: &str) -> Option<&'r Spanned<String>> {
        self.records.rows[self.row].get(*self.records.columns.get(column)?)
    }

    /// Where the record begins.
    pub fn place(&self) -> &'r Place {
        static NOWHERE: Place = Place::Program;
        self.records.rows[self.row].first().map_or(&NOWHERE, |cell| &cell.place)
    }

    /// All values by the names of their columns: what is written as a plain number is a number.
    pub fn values(&self) -> serde_json::Map<String, Value> {
        let cells = &self.records.rows[self.row];
        self.records
            .columns
            .iter()
            .map(|(name, column)| (name.clone(), value(&cells[*column].v)))
            .collect()
    }
}

/// A number only where it prints as it was written: 007 is a text.
fn value(text: &str) -> Value {
    if let Ok(number) = text.parse::<i64>()
        && number.to_string() == text
    {
        return number.into();
    }
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() && number.to_string() == text => number.into(),
        _ => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet;

    fn grid(csv: &str) -> Grid {
        sheet::read("乡镇.csv", csv.as_bytes(), None).unwrap()
    }

    #[test]
    fn a_record_is_its_row_by_columns() {
        let grid = grid(
            "青溪县乡镇一览表,,\n乡镇,类型,户数\n石桥镇,镇,1200\n,,\n松坪乡,乡,007\n注：户数为年末数,,\n",
        );
        let records = Records::read(&grid).unwrap();
        assert_eq!(records.columns().collect::<Vec<_>>(), ["乡镇", "户数", "类型"]);
        assert_eq!(records.len(), 2);
        let values = serde_json::to_string(&records.get(0).values()).unwrap();
        assert_eq!(values, r#"{"乡镇":"石桥镇","户数":1200,"类型":"镇"}"#);
        assert_eq!(records.get(1).values()["户数"], "007");
        assert_eq!(records.get(1).place().to_string(), "乡镇.csv A5");
        let only = records.only(&[1], "乡镇");
        let only: Vec<Vec<&str>> =
            only.rows().iter().map(|row| row.iter().map(|cell| &*cell.v).collect()).collect();
        assert_eq!(only, [["类型", "户数"], ["乡", "007"]]);
    }

    #[test]
    fn one_column_is_a_table_too() {
        let grid = grid("乡镇\n石桥镇\n松坪乡\n");
        assert_eq!(Records::read(&grid).unwrap().len(), 2);
    }

    #[test]
    fn totals_and_the_head_once_more_are_no_records() {
        let grid = grid("乡镇,户数\n甲镇,1\n乡镇,户数\n乙镇,2\n合计,3\n");
        let records = Records::read(&grid).unwrap();
        let places: Vec<_> =
            (0..records.len()).map(|at| records.get(at).place().to_string()).collect();
        assert_eq!(places, ["乡镇.csv A2", "乡镇.csv A4"]);
        let summed = self::grid("乡镇,户数\n甲,1\n乙,2\n丙,4\n全县,7\n");
        assert_eq!(Records::read(&summed).unwrap().summed(), Some(3));
    }

    #[test]
    fn a_head_of_two_rows_is_one() {
        let rows = grid("乡镇,人口,\n,男,女\n石桥镇,10,20\n").rows().to_vec();
        let merge = sheet::Merge { top: 0, left: 1, rows: 1, columns: 2 };
        let grid = Grid::new(rows, vec![merge]);
        let records = Records::read(&grid).unwrap();
        assert_eq!(records.len(), 1);
        assert_eq!(records.get(0).values()["女"], 20);
    }

    #[test]
    fn what_is_no_table_is_refused() {
        let said = |csv: &str| {
            let found = Records::read(&grid(csv)).unwrap_err();
            found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
        };
        insta::assert_snapshot!(said("甲,乙,甲\n1,2,3\n"), @"错误: 乡镇.csv C1: 有两列都叫“甲”");
        assert!(Records::read(&Grid::default()).is_err());
        insta::assert_snapshot!(said("甲,乙\n"), @"错误: 乡镇.csv A1: 表头下面一行也没有");
    }
}
