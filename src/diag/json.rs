//! Messages as data for other programs: `--message-format json`, `--report`.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use crate::diag::{Diagnostic, Severity, sign};
use crate::source::{Place, cell_name};

/// A message as data.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Message {
    /// What kind of message it is.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// One sentence.
    pub message: String,
    /// Where; none for what the program itself supplies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Spot>,
    /// A few words about the place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// What to type instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// What belongs at the place, where that is certain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replacement: Option<String>,
    /// Other places that it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related>,
    /// The clauses that it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
}

/// Another place that a message is about.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Related {
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Spot>,
    /// What is there.
    pub message: String,
}

/// A place: of a text with lines and columns, of a spreadsheet with a cell, else a whole file.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Spot {
    /// The file, as the campaign names it.
    pub file: String,
    /// A stretch of a text.
    #[serde(flatten, default, skip_serializing_if = "Option::is_none")]
    pub range: Option<Lines>,
    /// The worksheet, where the file has several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The cell: `B7`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
}

/// Lines and columns, both from 1, columns in characters; the end column is the one behind the last character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Lines {
    /// The line where it begins.
    pub line: usize,
    /// The column where it begins.
    pub column: usize,
    /// The line where it ends.
    pub end_line: usize,
    /// The column behind its end.
    pub end_column: usize,
}

impl Message {
    /// A message as data.
    pub fn of(said: &Diagnostic) -> Self {
        let related =
            |it: &super::Related| Related { place: Spot::of(&it.place), message: it.words.clone() };
        Self {
            code: said.code.to_owned(),
            severity: said.severity,
            message: said.message.clone(),
            place: Spot::of(&said.place),
            label: said.label.clone(),
            hint: said.hint.clone(),
            replacement: said.replacement.clone(),
            related: said.related.iter().map(related).collect(),
            basis: said.basis.clone(),
        }
    }
}

impl Spot {
    /// A place as data; nothing for what the program itself supplies.
    pub fn of(place: &Place) -> Option<Self> {
        let whole =
            |file: &str| Self { file: file.to_owned(), range: None, sheet: None, cell: None };
        match place {
            Place::Program => None,
            Place::File(file) => Some(whole(file)),
            Place::Text(source, range) => {
                let (line, column) = source.position(range.start);
                let (end_line, end_column) = source.position(range.end);
                let range = Some(Lines { line, column, end_line, end_column });
                Some(Self { range, ..whole(source.name()) })
            }
            Place::Cell(file, sheet, row, column) => Some(Self {
                sheet: sheet.as_deref().map(str::to_owned),
                cell: Some(cell_name(*row, *column)),
                ..whole(file)
            }),
        }
    }
}

/// A value as JSON on one line, with whatever a terminal would obey written as an escape.
pub fn text(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).unwrap_or_default();
    if !json.contains(|c| sign(c).is_some()) {
        return json;
    }
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        match sign(c) {
            // writing to a string cannot fail
            Some(_) => {
                let _ = write!(escaped, "\\u{:04x}", u32::from(c));
            }
            None => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::codes;
    use crate::source::Source;

    #[test]
    fn a_message_comes_back_as_it_went() {
        let source = Source::new("甲.md", "一行\n二、三\n");
        let cell = Place::Cell("甲.xlsx".into(), Some("成员".into()), 6, 1);
        let said =
            Diagnostic::warning(codes::BLANK, Place::text(&source, 10..13), "写的是\u{202e}“、”")
                .hint("改")
                .replacement("，")
                .related(cell, "前一处")
                .basis("7.3.3");
        let line = text(&said);
        insta::assert_snapshot!(line, @r#"{"code":"blank","severity":"warning","message":"写的是\u202e“、”","place":{"file":"甲.md","line":2,"column":2,"end_line":2,"end_column":3},"hint":"改","replacement":"，","related":[{"place":{"file":"甲.xlsx","sheet":"成员","cell":"B7"},"message":"前一处"}],"basis":"7.3.3"}"#);
        let back: Message = serde_json::from_str(&line).unwrap();
        assert_eq!(back, Message::of(&said));
    }
}
