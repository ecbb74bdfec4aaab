//! A sheet as records: a head, and below it a record a row.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::Value;

use super::Grid;
use crate::diag::{Diagnostic, Diagnostics, Result};
use crate::source::{Place, Spanned};

/// How many rows may hold a title and the like before the head.
pub const TITLE_ROWS: usize = 10;
/// What the only value of a row begins with when the row is a note and no record.
const NOTES: [&str; 4] = ["注", "备注", "说明", "填表"];

/// The records of a sheet.
#[derive(Debug)]
pub struct Records<'g> {
    columns: BTreeMap<&'g str, usize>,
    rows: Cow<'g, [Vec<Spanned<String>>]>,
    head: usize,
    below: Vec<usize>,
}

/// One record: the values of a row by the names of their columns.
#[derive(Clone, Copy, Debug)]
pub struct Record<'r> {
    records: &'r Records<'r>,
    row: usize,
}

impl<'g> Records<'g> {
    /// Reads the head, which is the first row with more than one value, and the records below it. Merged
    /// cells count for each of their rows; empty rows and notes are passed over.
    ///
    /// # Errors
    /// When there is no head or no record, and when two columns have one name.
    pub fn read(grid: &'g Grid) -> Result<Self> {
        let values = |row: &[Spanned<String>]| row.iter().filter(|cell| !cell.v.is_empty()).count();
        let first =
            |row: usize| grid.rows[row].first().map_or(Place::Program, |cell| cell.place.clone());
        let single = grid.rows.iter().all(|row| row.len() == 1);
        let head = grid.rows.iter().take(TITLE_ROWS).position(|row| single || values(row) > 1);
        let Some(head) = head else {
            return Err(Diagnostic::error(first(0), "表里没有表头")
                .hint("第一行写各列的名称，例如：乡镇、类型、联系人")
                .into());
        };
        let mut found = Diagnostics::new();
        let mut columns = BTreeMap::new();
        for (column, cell) in
            grid.rows[head].iter().enumerate().filter(|(_, cell)| !cell.v.is_empty())
        {
            if columns.insert(cell.v.trim(), column).is_some() {
                let message = format!("有两列都叫“{}”", cell.v);
                found.push(
                    Diagnostic::error(cell.place.clone(), message).hint("给其中一列换个名字"),
                );
            }
        }
        let is_note = |row: &[Spanned<String>]| {
            let mut filled = row.iter().filter(|cell| !cell.v.is_empty());
            match (filled.next(), filled.next()) {
                (None, _) => true,
                (Some(only), None) => !single && NOTES.iter().any(|note| only.v.starts_with(note)),
                _ => false,
            }
        };
        let below: Vec<usize> =
            (head + 1..grid.rows.len()).filter(|row| !is_note(&grid.rows[*row])).collect();
        if below.is_empty() {
            found.push(
                Diagnostic::error(first(head), "表头下面一行也没有").hint("在表头下面逐行填写"),
            );
        }
        found.or(Self { columns, rows: grid.filled_down(head), head, below })
    }

    /// The names of the columns.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.columns.keys().copied()
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
        let rows = self.rows[self.head..=self.head].iter().chain(rows);
        Grid { rows: rows.map(kept).collect(), merges: Vec::new() }
    }
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
            .map(|(name, column)| ((*name).to_owned(), value(&cells[*column].v)))
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
            only.rows.iter().map(|row| row.iter().map(|cell| &*cell.v).collect()).collect();
        assert_eq!(only, [["类型", "户数"], ["乡", "007"]]);
    }

    #[test]
    fn one_column_is_a_table_too() {
        let grid = grid("乡镇\n石桥镇\n松坪乡\n");
        assert_eq!(Records::read(&grid).unwrap().len(), 2);
    }

    #[test]
    fn what_is_no_table_is_refused() {
        let said = |csv: &str| {
            let found = Records::read(&grid(csv)).unwrap_err();
            found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
        };
        insta::assert_snapshot!(said("甲,乙,甲\n1,2,3\n"), @"错误: 乡镇.csv C1: 有两列都叫“甲”");
        insta::assert_snapshot!(said("甲,乙\n"), @"错误: 乡镇.csv A1: 表头下面一行也没有");
    }
}
