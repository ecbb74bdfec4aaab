//! What a sheet says besides its values: hidden rows and columns, words struck out, formulas that were
//! never computed or give an error.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::{BytesStart, Event};

use super::package::{Package, Wrong, attribute};
use crate::diag::{Diagnostic, Result, codes};
use crate::sheet::cells::MOST_CELLS;
use crate::source::Place;

/// The marks of one sheet; rows and columns are counted from 0.
#[derive(Debug, PartialEq)]
pub(super) struct Marks {
    /// The rows that are hidden, by hand or by a filter.
    pub(super) hidden_rows: BTreeSet<u32>,
    /// Of each column of the sheet whether it is hidden.
    hidden_columns: Vec<bool>,
    /// The first and the last of some columns, and how wide somebody made them.
    widths: Vec<(u32, u32, f64)>,
    /// The cells with a formula and no result.
    pub(super) open_formulas: BTreeSet<(u32, u32)>,
    /// The cells with an error, and which.
    pub(super) failed: BTreeMap<(u32, u32), String>,
    /// The cells of which some words are struck out.
    pub(super) struck: BTreeSet<(u32, u32)>,
}

/// How many columns a sheet has.
const COLUMNS: u32 = 16_384;
/// How many rows a sheet has.
const ROWS: u32 = 1_048_576;
/// More merged cells than any sheet has.
const MOST_MERGES: usize = 200_000;

impl Marks {
    /// Reads the marks of the sheet of that name.
    ///
    /// # Errors
    /// When they can't be read, for then what is hidden or struck out would be printed; and when the sheet
    /// has a cell where there is none, or too many of them.
    pub(super) fn read(
        package: &Package,
        sheet: &str,
        path: &str,
        place: impl Fn(u32, u32) -> Place,
    ) -> Result<Self> {
        let unreadable = || {
            let message = format!("看不出工作表“{sheet}”里哪些行列是隐藏的、哪些字画了删除线");
            Diagnostic::error(codes::BROKEN_FILE, Place::file(path), message)
                .hint("用 WPS 或 Excel 打开它，另存为一份新的 xlsx 文件")
        };
        let parts = Parts::of(package, sheet).ok_or_else(unreadable)?;
        let struck =
            struck_strings(package, &parts.texts).map_err(|wrong| wrong.said(path, unreadable))?;
        let mut reading = Reading::default();
        let read = package.each_event(&parts.sheet, |event| {
            match event {
                Event::Start(tag) => reading.start(&tag),
                Event::Empty(tag) => {
                    reading.start(&tag);
                    reading.end(tag.local_name().as_ref(), &struck);
                }
                Event::Text(text) if reading.cell.in_value => {
                    reading.cell.value.push_str(&text.xml10_content());
                }
                Event::End(tag) => reading.end(tag.local_name().as_ref(), &struck),
                _ => {}
            }
            reading.filled <= MOST_CELLS
                && reading.merges <= MOST_MERGES
                && reading.outside.is_none()
        });
        if let Some((row, column)) = reading.outside {
            let message = "表里没有这么远的行或列，这个文件不是表格软件存的";
            return Err(Diagnostic::error(codes::BROKEN_FILE, place(row, column), message)
                .hint("用 WPS 或 Excel 打开它，另存为一份新的 xlsx 文件")
                .into());
        }
        let (row, column) = reading.cell.at;
        match read {
            Err(Wrong::TooMany) if reading.filled > MOST_CELLS => {
                let message = format!("到这一格，有内容的格已经超过 {} 万个", MOST_CELLS / 10_000);
                let hint = "看看是不是选错了文件，或者整列填了公式；用不着的行和列删去";
                Err(Diagnostic::error(codes::SHEET_TOO_LARGE, place(row, column), message)
                    .hint(hint)
                    .into())
            }
            Err(wrong) => Err(wrong.said(path, unreadable).into()),
            Ok(()) => Ok(reading.marks()),
        }
    }

    /// Whether a column is hidden. It is left out, as it is on the screen and on paper: it often holds
    /// what must not be published.
    pub(super) fn hides(&self, column: u32) -> bool {
        self.hidden_columns.get(column as usize).copied().unwrap_or_default()
    }

    /// How wide somebody made a column, in characters of the sheet.
    pub(super) fn width(&self, column: u32) -> Option<f64> {
        let holds = |(first, last, _): &&(u32, u32, f64)| (*first..=*last).contains(&column);
        self.widths.iter().find(holds).map(|(.., width)| *width)
    }

    /// The columns that are shown, in their order.
    pub(super) fn shown_columns(&self) -> Vec<u32> {
        (0..COLUMNS).filter(|column| !self.hides(*column)).collect()
    }
}

fn outside(at: (u32, u32)) -> Option<(u32, u32)> {
    (at.0 >= ROWS || at.1 >= COLUMNS).then_some(at)
}

/// The marks of a sheet while it is read.
#[derive(Default)]
struct Reading {
    cell: Cell,
    /// The first and the last of some columns that are hidden.
    hidden_columns: Vec<(u32, u32)>,
    /// The first and the last of some columns, and how wide somebody made them.
    widths: Vec<(u32, u32, f64)>,
    hidden_rows: BTreeSet<u32>,
    open_formulas: BTreeSet<(u32, u32)>,
    failed: BTreeMap<(u32, u32), String>,
    struck: BTreeSet<(u32, u32)>,
    /// How many cells hold something.
    filled: usize,
    merges: usize,
    /// The first cell or row that no sheet has.
    outside: Option<(u32, u32)>,
}

impl Reading {
    fn start(&mut self, tag: &BytesStart<'_>) {
        let cell = &mut self.cell;
        let number = |name| attribute(tag, name).and_then(|text| text.parse::<u32>().ok());
        match tag.local_name().as_ref() {
            "col" if is_on(tag, "hidden") => {
                if let (Some(min), Some(max)) = (number("min"), number("max")) {
                    self.hidden_columns.push((min.saturating_sub(1), max.saturating_sub(1)));
                }
            }
            "col" if is_on(tag, "customWidth") && self.widths.len() < COLUMNS as usize => {
                let width = attribute(tag, "width").and_then(|text| text.parse::<f64>().ok());
                let width = width.filter(|width| (0.1..=255.0).contains(width));
                if let (Some(min), Some(max), Some(width)) = (number("min"), number("max"), width) {
                    self.widths.push((min.saturating_sub(1), max.saturating_sub(1), width));
                }
            }
            "row" => {
                let row = number("r").map_or(cell.at.0, |row| row.saturating_sub(1));
                cell.at = (row, 0);
                self.outside = self.outside.or(outside(cell.at));
                if is_on(tag, "hidden") {
                    self.hidden_rows.insert(row);
                }
            }
            "c" => {
                let at = attribute(tag, "r").and_then(|name| position(&name)).unwrap_or(cell.at);
                let kind = attribute(tag, "t").unwrap_or_default();
                *cell = Cell { at, kind, ..Cell::default() };
                self.outside = self.outside.or(outside(at));
            }
            "f" => cell.formula = true,
            "v" => (cell.in_value, self.filled) = (true, self.filled + 1),
            "is" => self.filled += 1,
            "mergeCell" => self.merges += 1,
            "strike" if is_struck(tag) => _ = self.struck.insert(cell.at),
            _ => {}
        }
    }

    fn end(&mut self, name: &str, struck: &BTreeSet<usize>) {
        let cell = &mut self.cell;
        match name {
            "row" => cell.at.0 = cell.at.0.saturating_add(1),
            "v" => cell.in_value = false,
            "c" => {
                // a formula may well give an empty text
                if cell.formula && cell.value.is_empty() && cell.kind != "str" {
                    self.open_formulas.insert(cell.at);
                }
                let string = || cell.value.parse().is_ok_and(|string| struck.contains(&string));
                if cell.kind == "s" && string() {
                    self.struck.insert(cell.at);
                }
                if cell.kind == "e" {
                    self.failed.insert(cell.at, std::mem::take(&mut cell.value));
                }
                cell.at.1 = cell.at.1.saturating_add(1);
            }
            _ => {}
        }
    }

    fn marks(self) -> Marks {
        // how many of the stretches cover a column: one more where each begins, one less behind its end
        let mut steps = vec![0_i64; COLUMNS as usize + 1];
        for (first, last) in self.hidden_columns.into_iter().filter(|(first, _)| *first < COLUMNS) {
            steps[first as usize] += 1;
            steps[last.max(first).min(COLUMNS - 1) as usize + 1] -= 1;
        }
        let covered = steps.iter().scan(0, |covered, step| {
            *covered += step;
            Some(*covered > 0)
        });
        Marks {
            hidden_rows: self.hidden_rows,
            hidden_columns: covered.take(COLUMNS as usize).collect(),
            widths: self.widths,
            open_formulas: self.open_formulas,
            failed: self.failed,
            struck: self.struck,
        }
    }
}

/// The cell that is being read.
#[derive(Default)]
struct Cell {
    at: (u32, u32),
    kind: String,
    formula: bool,
    in_value: bool,
    value: String,
}

/// The texts kept for all sheets of which some words are struck out.
fn struck_strings(package: &Package, part: &str) -> std::result::Result<BTreeSet<usize>, Wrong> {
    let (mut struck, mut at) = (BTreeSet::new(), 0);
    if !package.names().iter().any(|name| name.eq_ignore_ascii_case(part)) {
        return Ok(struck);
    }
    package.each_event(part, |event| {
        match event {
            Event::Start(tag) | Event::Empty(tag) if is_struck(&tag) => _ = struck.insert(at),
            Event::Empty(tag) if tag.local_name().as_ref() == "si" => at += 1,
            Event::End(tag) if tag.local_name().as_ref() == "si" => at += 1,
            _ => {}
        }
        true
    })?;
    Ok(struck)
}

fn is_struck(tag: &BytesStart<'_>) -> bool {
    let on = attribute(tag, "val").is_none_or(|value| value != "0" && value != "false");
    tag.local_name().as_ref() == "strike" && on
}

fn is_on(tag: &BytesStart<'_>, name: &str) -> bool {
    attribute(tag, name).is_some_and(|value| value == "1" || value == "true")
}

/// The row and the column of a cell's name such as AB12; what is too far for numbers stands at their end.
fn position(name: &str) -> Option<(u32, u32)> {
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = name.split_at(digits);
    let row = row.parse::<u32>().unwrap_or(u32::MAX).checked_sub(1)?;
    let column = letters.bytes().try_fold(0_u32, |sum, letter| {
        let letter = letter.to_ascii_uppercase().checked_sub(b'A').filter(|at| *at < 26)?;
        Some(sum.saturating_mul(26).saturating_add(u32::from(letter) + 1))
    });
    Some((row, column?.checked_sub(1)?))
}

/// The parts of the package that hold a sheet.
struct Parts {
    sheet: String,
    /// The texts that the sheets share.
    texts: String,
}

impl Parts {
    /// Finds them by the ways that the package itself tells.
    fn of(package: &Package, sheet: &str) -> Option<Self> {
        let is_workbook = |tag: &BytesStart<'_>| {
            attribute(tag, "Type")
                .is_some_and(|kind| kind.ends_with("/relationships/officeDocument"))
        };
        let workbook =
            find(package, "_rels/.rels", "Relationship", is_workbook, "Target")?.pop()?;
        let workbook = workbook.strip_prefix('/').unwrap_or(&workbook);
        let (folder, file) = workbook.split_at(workbook.rfind('/').map_or(0, |at| at + 1));
        let is_sheet =
            |tag: &BytesStart<'_>| attribute(tag, "name").is_some_and(|name| name == sheet);
        let ids = find(package, workbook, "sheet", is_sheet, "id")?;
        let id = ids.first()?;
        let is_its = |tag: &BytesStart<'_>| attribute(tag, "Id").is_some_and(|known| known == *id);
        let relations = format!("{folder}_rels/{file}.rels");
        let target = find(package, &relations, "Relationship", is_its, "Target")?.pop()?;
        let sheet = match target.strip_prefix('/') {
            Some(absolute) => absolute.to_owned(),
            None => format!("{folder}{target}"),
        };
        Some(Self { sheet, texts: format!("{folder}sharedStrings.xml") })
    }
}

/// An attribute of the elements of a name that are wanted.
fn find(
    package: &Package,
    part: &str,
    element: &str,
    is_wanted: impl Fn(&BytesStart<'_>) -> bool,
    asked: &str,
) -> Option<Vec<String>> {
    let mut answers = Vec::new();
    let read = package.each_event(part, |event| {
        if let Event::Start(tag) | Event::Empty(tag) = event
            && tag.local_name().as_ref() == element
            && is_wanted(&tag)
        {
            answers.extend(attribute(&tag, asked));
        }
        true
    });
    read.ok().map(|()| answers)
}

#[cfg(test)]
mod tests {
    use super::position;

    #[test]
    fn a_cell_is_found_by_its_name() {
        for (name, at) in [
            ("A1", Some((0, 0))),
            ("ab12", Some((11, 27))),
            ("XFD1048576", Some((1_048_575, 16_383))),
            ("ZZZZ1", Some((0, 475_253))),
            ("ZZZZZZZZZZ99999999999", Some((u32::MAX - 1, u32::MAX - 1))),
            ("A0", None),
            ("12", None),
            ("", None),
        ] {
            assert_eq!(position(name), at, "{name}");
        }
    }
}
