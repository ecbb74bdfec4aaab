//! What a sheet says besides its values: hidden rows and columns, words struck out, formulas that were
//! never computed or give an error.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufReader, Cursor};
use std::ops::RangeInclusive;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

/// The marks of one sheet; rows and columns are counted from 0.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Marks {
    /// The rows that are hidden, by hand or by a filter.
    pub(super) hidden_rows: BTreeSet<u32>,
    /// The columns that are hidden.
    hidden_columns: Vec<RangeInclusive<u32>>,
    /// The cells with a formula and no result.
    pub(super) open_formulas: BTreeSet<(u32, u32)>,
    /// The cells with an error, and which.
    pub(super) failed: BTreeMap<(u32, u32), String>,
    /// The cells of which some words are struck out.
    pub(super) struck: BTreeSet<(u32, u32)>,
}

/// How many columns a sheet has.
const COLUMNS: u32 = 16_384;

type Book<'a> = ZipArchive<Cursor<&'a [u8]>>;

impl Marks {
    /// Reads the marks of the sheet of that name. A package that is not built as usual has none: whether
    /// it can be read at all is told where its values are read.
    pub(super) fn read(bytes: &[u8], sheet: &str) -> Self {
        Self::of(bytes, sheet).unwrap_or_default()
    }

    fn of(bytes: &[u8], sheet: &str) -> Option<Self> {
        let mut book = Book::new(Cursor::new(bytes)).ok()?;
        let part = part(&mut book, sheet)?;
        let struck = struck_strings(&mut book).unwrap_or_default();
        let mut marks = Self::default();
        let mut cell = Cell::default();
        each_event(&mut book, &part, |event| match event {
            Event::Start(tag) => marks.start(&tag, &mut cell),
            Event::Empty(tag) => {
                marks.start(&tag, &mut cell);
                marks.end(tag.local_name().as_ref(), &mut cell, &struck);
            }
            Event::Text(text) if cell.in_value => cell.value.push_str(&text.xml10_content()),
            Event::End(tag) => marks.end(tag.local_name().as_ref(), &mut cell, &struck),
            _ => {}
        })?;
        Some(marks)
    }

    fn start(&mut self, tag: &BytesStart<'_>, cell: &mut Cell) {
        match tag.local_name().as_ref() {
            "col" if is_on(tag, "hidden") => {
                let end = |name| attribute(tag, name).and_then(|text| text.parse::<u32>().ok());
                if let (Some(min), Some(max)) = (end("min"), end("max")) {
                    self.hidden_columns.push(min.saturating_sub(1)..=max.saturating_sub(1));
                }
            }
            "row" => {
                let named = attribute(tag, "r").and_then(|text| text.parse::<u32>().ok());
                let row = named.map_or(cell.at.0, |row| row.saturating_sub(1));
                cell.at = (row, 0);
                if is_on(tag, "hidden") {
                    self.hidden_rows.insert(row);
                }
            }
            "c" => {
                let column = attribute(tag, "r").and_then(|text| column(&text));
                let at = (cell.at.0, column.unwrap_or(cell.at.1));
                let kind = attribute(tag, "t").unwrap_or_default();
                *cell = Cell { at, kind, ..Cell::default() };
            }
            "f" => cell.formula = true,
            "v" => cell.in_value = true,
            "strike" if is_struck(tag) => _ = self.struck.insert(cell.at),
            _ => {}
        }
    }

    fn end(&mut self, name: &str, cell: &mut Cell, struck: &BTreeSet<usize>) {
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

    /// Whether a column is hidden. It is left out, as it is on the screen and on paper: it often holds
    /// what must not be published.
    pub(super) fn hides(&self, column: u32) -> bool {
        self.hidden_columns.iter().any(|hidden| hidden.contains(&column))
    }

    /// The columns that are shown, in their order.
    pub(super) fn shown_columns(&self) -> Vec<u32> {
        (0..COLUMNS).filter(|column| !self.hides(*column)).collect()
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
fn struck_strings(book: &mut Book<'_>) -> Option<BTreeSet<usize>> {
    let (mut struck, mut at) = (BTreeSet::new(), 0);
    each_event(book, "xl/sharedStrings.xml", |event| match event {
        Event::Start(tag) | Event::Empty(tag) if is_struck(&tag) => _ = struck.insert(at),
        Event::Empty(tag) if tag.local_name().as_ref() == "si" => at += 1,
        Event::End(tag) if tag.local_name().as_ref() == "si" => at += 1,
        _ => {}
    })?;
    Some(struck)
}

/// Hands out the events of a part; nothing where it can't be read to its end.
fn each_event(book: &mut Book<'_>, part: &str, mut take: impl FnMut(Event<'_>)) -> Option<()> {
    let mut reader = Reader::from_reader(BufReader::new(book.by_name(part).ok()?));
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Eof => return Some(()),
            event => take(event),
        }
        buffer.clear();
    }
}

fn is_struck(tag: &BytesStart<'_>) -> bool {
    let on = attribute(tag, "val").is_none_or(|value| value != "0" && value != "false");
    tag.local_name().as_ref() == "strike" && on
}

fn is_on(tag: &BytesStart<'_>, name: &str) -> bool {
    attribute(tag, name).is_some_and(|value| value == "1" || value == "true")
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut found = tag.attributes().filter_map(Result::ok);
    let found = found.find(|found| found.key.local_name().as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(Cow::into_owned)
}

/// The column of a cell's name such as AB12.
fn column(name: &str) -> Option<u32> {
    let letters = name.bytes().take_while(u8::is_ascii_uppercase);
    letters
        .map(|letter| u32::from(letter - b'A') + 1)
        .try_fold(0_u32, |sum, letter| sum.checked_mul(26)?.checked_add(letter))?
        .checked_sub(1)
}

/// The part of the package that holds the sheet of that name.
fn part(book: &mut Book<'_>, sheet: &str) -> Option<String> {
    let is_book = |name: &String| {
        name.strip_prefix("xl/workbook").is_some_and(|rest| rest.strip_suffix(".xml").is_some())
    };
    let names = book.file_names().filter_map(|name| Some(name.ok()?.into_owned()));
    let workbook = names.into_iter().find(is_book)?;
    let relations = workbook.replacen("xl/", "xl/_rels/", 1) + ".rels";
    let id = find(book, &workbook, "sheet", ("name", sheet), "id")?;
    let target = find(book, &relations, "Relationship", ("Id", &id), "Target")?;
    Some(match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("xl/{target}"),
    })
}

/// An attribute of the first element of a name in which another attribute is as wanted.
fn find(
    book: &mut Book<'_>,
    part: &str,
    element: &str,
    (key, wanted): (&str, &str),
    asked: &str,
) -> Option<String> {
    let mut answer = None;
    each_event(book, part, |event| {
        if let Event::Start(tag) | Event::Empty(tag) = event {
            let is_it = tag.local_name().as_ref() == element
                && attribute(&tag, key).is_some_and(|value| value == wanted);
            if is_it && answer.is_none() {
                answer = attribute(&tag, asked);
            }
        }
    })?;
    answer
}
