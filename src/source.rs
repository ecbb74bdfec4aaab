//! Where things stand: texts that were read or rendered, and places in them.

mod origin;

use std::fmt;
use std::ops::Range;
use std::sync::{Arc, LazyLock, OnceLock};

pub use self::origin::{Call, Origin, Segment};

/// Finds out where the parts of a rendered text were written, when somebody asks.
type Tracing = LazyLock<Origin, Box<dyn FnOnce() -> Origin + Send + Sync>>;

/// Characters are counted once for each stretch of so many bytes.
const STRETCH: usize = 1024;

/// A text with a name to show in messages: a file that was read, or a text that was rendered.
pub struct Source {
    name: String,
    text: String,
    /// Where each line begins.
    lines: OnceLock<Vec<usize>>,
    /// How many characters stand before each stretch of [`STRETCH`] bytes.
    counts: OnceLock<Vec<usize>>,
    origin: Option<Tracing>,
}

impl Source {
    /// A text under the name that messages show, usually its path inside the campaign folder.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        let (name, text) = (name.into(), text.into());
        Arc::new(Self { name, text, lines: OnceLock::new(), counts: OnceLock::new(), origin: None })
    }

    /// A text that was rendered from others, under the name of the file that a person knows it by.
    /// `trace` finds where its parts were written; it is called at most once, and only if it is asked.
    pub fn rendered(
        name: impl Into<String>,
        text: impl Into<String>,
        trace: impl FnOnce() -> Origin + Send + Sync + 'static,
    ) -> Arc<Self> {
        let (name, text) = (name.into(), text.into());
        let origin: Tracing = LazyLock::new(Box::new(trace));
        Arc::new(Self {
            name,
            text,
            lines: OnceLock::new(),
            counts: OnceLock::new(),
            origin: Some(origin),
        })
    }

    /// Where the parts of a rendered text were written; nothing for a text that a person wrote.
    pub fn origin(&self) -> Option<&Origin> {
        self.origin.as_deref()
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
        let lines = self.lines();
        let len = self.text.len();
        let start = lines.get(number.saturating_sub(1)).copied().unwrap_or(len);
        let end = lines.get(number.max(1)).map_or(len, |next| next - 1);
        start..end
    }

    /// Line and column (both from 1, the column in characters) of a byte offset.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let offset = self.text.floor_char_boundary(offset);
        let lines = self.lines();
        let line = lines.partition_point(|start| *start <= offset);
        let start = lines.get(line.saturating_sub(1)).copied().unwrap_or_default();
        (line, self.characters(offset) - self.characters(start) + 1)
    }

    /// How many characters stand before a byte offset: a line may be as long as the text, with a message at each word.
    fn characters(&self, offset: usize) -> usize {
        let starts =
            |bytes: &[u8]| bytes.iter().filter(|byte| !matches!(**byte, 0x80..=0xbf)).count();
        let bytes = self.text.as_bytes();
        let counts = self.counts.get_or_init(|| {
            let stretches = bytes.chunks(STRETCH).scan(0, |before, stretch| {
                let here = *before;
                *before += starts(stretch);
                Some(here)
            });
            stretches.collect()
        });
        let stretch = offset / STRETCH;
        let whole = counts.get(stretch).copied();
        let whole = whole.unwrap_or_else(|| self.text.chars().count());
        whole + bytes.get(stretch * STRETCH..offset).map_or(0, starts)
    }

    fn lines(&self) -> &[usize] {
        self.lines.get_or_init(|| {
            let breaks = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect()
        })
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source")
            .field("name", &self.name)
            .field("text", &self.text)
            .finish_non_exhaustive()
    }
}

/// Where its parts come from does not count: two texts are equal when a reader can't tell them apart.
impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.text == other.text
    }
}

impl Eq for Source {}

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

    /// The file that it is in.
    #[must_use]
    pub fn whole(&self) -> Self {
        match self {
            Self::Text(source, _) => Self::file(source.name()),
            Self::Cell(file, ..) => Self::File(Arc::clone(file)),
            Self::File(_) | Self::Program => self.clone(),
        }
    }

    /// The letters of the column of a spreadsheet's cell.
    pub fn column(&self) -> Option<String> {
        match self {
            Self::Cell(_, _, _, column) => Some(column_letters(*column)),
            Self::Program | Self::Text(..) | Self::File(_) => None,
        }
    }

    /// The same place narrowed to the first occurrence of `needle`, where the text at the place has one,
    /// as it is or with the marks that the markup wants before it (`\\*`, `&#42;`).
    #[must_use]
    pub fn narrow(&self, needle: &str) -> Self {
        self.part(needle, 0..needle.len())
    }

    /// The place of a part of `words`, which stand at this place as they are or marked up; all of the place
    /// where they do not.
    #[must_use]
    pub fn part(&self, words: &str, part: Range<usize>) -> Self {
        let Self::Text(source, range) = self else { return self.clone() };
        let text = &source.text[range.clone()];
        let found = match text.find(words) {
            Some(at) => Some(at + part.start..at + part.end),
            None => find_marked(text, words, &part),
        };
        match found {
            Some(found) => Self::text(source, range.start + found.start..range.start + found.end),
            None => self.clone(),
        }
    }

    /// The line, from 1, on which it begins, where it is part of a text.
    pub fn line(&self) -> Option<usize> {
        match self {
            Self::Text(source, range) => Some(source.position(range.start).0),
            Self::Program | Self::Cell(..) | Self::File(_) => None,
        }
    }

    /// What stands here, where that is part of a text.
    pub fn words(&self) -> Option<&str> {
        match self {
            Self::Text(source, range) => source.text.get(range.clone()),
            Self::Program | Self::Cell(..) | Self::File(_) => None,
        }
    }

    /// From the beginning of this place to the end of another in the same text.
    #[must_use]
    pub fn through(&self, last: &Self) -> Self {
        match (self, last) {
            (Self::Text(source, from), Self::Text(other, to)) if source == other => {
                Self::text(source, from.start..to.end)
            }
            _ => self.clone(),
        }
    }

    /// Where a person wrote what stands here: of a place in a rendered text the place in the template, or
    /// that of the value, in the campaign or in a sheet. Any other place is written where it is.
    #[must_use]
    pub fn written(self) -> Self {
        let Self::Text(source, range) = &self else { return self };
        let Some(origin) = source.origin() else { return self };
        origin.place(range.clone()).map_or_else(|| Self::file(source.name()), Self::written)
    }
}

/// Where a part of `words` stands in a markup text that may mark their characters.
fn find_marked(text: &str, words: &str, part: &Range<usize>) -> Option<Range<usize>> {
    if words.is_empty() || !text.contains(['\\', '&']) {
        return None;
    }
    let found_from = |start: usize| {
        let (mut at, mut found) = (start, start..start);
        for (offset, wanted) in words.char_indices() {
            let (c, len) = unmarked(&text[at..]).filter(|(c, _)| *c == wanted)?;
            if offset <= part.start {
                found = at..at;
            }
            at += len;
            if offset + c.len_utf8() <= part.end {
                found.end = at;
            }
        }
        Some(found)
    };
    text.char_indices().find_map(|(start, _)| found_from(start))
}

/// The first character of a markup text that prints, and how many bytes it takes there.
pub fn unmarked(text: &str) -> Option<(char, usize)> {
    let mut chars = text.chars();
    let first = chars.next()?;
    if first == '\\'
        && let Some(next) = chars.next().filter(char::is_ascii_punctuation)
    {
        return Some((next, first.len_utf8() + next.len_utf8()));
    }
    if let Some((number, _)) = text.strip_prefix("&#").and_then(|rest| rest.split_once(';'))
        && let Some(c) = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        }
        .ok()
        .and_then(char::from_u32)
    {
        return Some((c, "&#;".len() + number.len()));
    }
    Some((first, first.len_utf8()))
}

/// `file`, `file:line:column` or `file sheet!B7`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Program => f.write_str("hongtou"),
            Self::Text(source, _) if source.origin.is_some() => self.clone().written().fmt(f),
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
