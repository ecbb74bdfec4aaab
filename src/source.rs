//! Where things stand: texts that were read or rendered, and places in them.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// A text with a name to show in messages: a file that was read, or a text that was rendered.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    name: String,
    text: String,
}

impl Source {
    /// A text under the name that messages show, usually its path inside the campaign folder.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self { name: name.into(), text: text.into() })
    }

    /// The name that messages show.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The byte range of a line (counted from 1) without its line break; the end of the text where
    /// there is no such line.
    pub fn line(&self, number: usize) -> Range<usize> {
        let start = match number {
            0 | 1 => 0,
            _ => self
                .text
                .match_indices('\n')
                .nth(number - 2)
                .map_or(self.text.len(), |(at, _)| at + 1),
        };
        let len = self.text[start..].find('\n').unwrap_or(self.text.len() - start);
        start..start + len
    }

    /// Line and column (both from 1, the column in characters) of a byte offset.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let before = &self.text[..self.text.floor_char_boundary(offset)];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }
}

/// Where a value or a word comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// Supplied by the program itself: an ordinal, a label.
    #[default]
    Program,
    /// A stretch of a text, in bytes.
    Text(Arc<Source>, Range<usize>),
    /// A cell of a spreadsheet: file, sheet (none for csv), row and column counted from 0.
    Cell(Arc<str>, Option<Arc<str>>, u32, u32),
    /// A whole file or folder.
    File(Arc<str>),
}

impl Place {
    /// A stretch of a text; its ends are moved to the nearest character boundary inside the text.
    pub fn text(source: &Arc<Source>, range: Range<usize>) -> Self {
        let start = source.text.floor_char_boundary(range.start);
        let end = source.text.ceil_char_boundary(range.end.max(start));
        Self::Text(Arc::clone(source), start..end)
    }

    /// A whole file.
    pub fn file(path: impl Into<Arc<str>>) -> Self {
        Self::File(path.into())
    }

    /// The letters of the column of a spreadsheet's cell.
    pub fn column(&self) -> Option<String> {
        match self {
            Self::Cell(_, _, _, column) => Some(column_letters(*column)),
            Self::Program | Self::Text(..) | Self::File(_) => None,
        }
    }

    /// The same place narrowed to the first occurrence of `needle`, where the text at the place has one.
    #[must_use]
    pub fn narrow(&self, needle: &str) -> Self {
        let Self::Text(source, range) = self else { return self.clone() };
        match source.text[range.clone()].find(needle) {
            Some(at) => {
                let start = range.start + at;
                Self::Text(Arc::clone(source), start..start + needle.len())
            }
            None => self.clone(),
        }
    }
}

/// `file`, `file:line:column` or `file sheet!B7`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Program => f.write_str("hongtou"),
            Self::Text(source, range) => {
                let (line, column) = source.position(range.start);
                write!(f, "{}:{line}:{column}", source.name)
            }
            Self::Cell(file, sheet, row, column) => {
                write!(f, "{file} ")?;
                if let Some(sheet) = sheet {
                    write!(f, "{sheet}!")?;
                }
                f.write_str(&cell_name(*row, *column))
            }
            Self::File(path) => f.write_str(path),
        }
    }
}

/// The name of a cell by its row and column counted from 0: `B7`.
pub fn cell_name(row: u32, column: u32) -> String {
    format!("{}{}", column_letters(column), row + 1)
}

/// The letters of a spreadsheet column counted from 0: A, B … Z, AA …
fn column_letters(mut column: u32) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + u8::try_from(column % 26).unwrap_or_default()));
        match (column / 26).checked_sub(1) {
            Some(next) => column = next,
            None => return letters.iter().rev().collect(),
        }
    }
}

/// A value and its place.
#[derive(Clone, Debug, Default)]
pub struct Spanned<T> {
    /// The value.
    pub v: T,
    /// Where it stands.
    pub place: Place,
}

impl<T> Spanned<T> {
    /// A value at a place.
    pub fn new(v: T, place: Place) -> Self {
        Self { v, place }
    }

    /// The same place with another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { v: f(self.v), place: self.place }
    }
}

/// Places do not count: two values are equal wherever they stand.
impl<T: PartialEq> PartialEq for Spanned<T> {
    fn eq(&self, other: &Self) -> bool {
        self.v == other.v
    }
}

impl<T: Eq> Eq for Spanned<T> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_named_as_people_name_them() {
        let source = Source::new("方案.md", "一行\n二行三\n");
        assert_eq!(Place::text(&source, 13..16).to_string(), "方案.md:2:3");
        assert_eq!(source.text()[source.line(2)].to_owned(), "二行三");
        assert_eq!(source.line(9), source.text().len()..source.text().len());
        let cell = |row, column| Place::Cell("甲.xlsx".into(), Some("成员".into()), row, column);
        assert_eq!(cell(6, 1).to_string(), "甲.xlsx 成员!B7");
        assert_eq!(cell(0, 27).to_string(), "甲.xlsx 成员!AB1");
        assert_eq!(cell(0, 701).to_string(), "甲.xlsx 成员!ZZ1");
    }
}
