//! The people that rosters and tables of a document list.

use crate::doc::{RosterList, Text};
use crate::lint::reading::Sheet;
use crate::roster::{Field, field};
use crate::source::Place;

/// A person in a roster.
#[derive(Clone, Debug)]
pub(in crate::lint) struct Listed<'d> {
    /// The name, without spaces in it.
    pub(crate) name: String,
    /// Where it stands.
    pub(crate) place: &'d Place,
    /// 组别 without a colon and spaces; empty where there is none.
    pub(crate) group: String,
    /// Unit and post, as they stand there.
    pub(crate) post: String,
    /// The telephone number, where there is a column of them.
    pub(crate) phone: Option<&'d Text>,
    /// Which of the rosters of the document, by a number of its own.
    pub(crate) roster: usize,
}

/// The people of a roster that is printed as a list.
pub(super) fn of_list(nth: usize, list: &RosterList) -> Vec<Listed<'_>> {
    let mut group = String::new();
    let mut found = Vec::new();
    for entry in &list.entries {
        if let Some(label) = &entry.label {
            group = drawn_together(label);
        }
        if let Some(name) = &entry.name {
            found.push(Listed {
                name: drawn_together(name),
                place: name.place(),
                group: group.clone(),
                post: entry.post.to_string(),
                phone: None,
                roster: nth,
            });
        }
    }
    found
}

/// The people of a table that has a column of names.
pub(super) fn of_sheet<'d>(nth: usize, sheet: &Sheet<'d>) -> Vec<Listed<'d>> {
    let fields: Vec<Field> = sheet.heads().iter().map(|head| field(head)).collect();
    let column = |wanted: Field| fields.iter().position(|it| *it == wanted);
    let Some(names) = column(Field::Name) else { return Vec::new() };
    let (units, posts) = (column(Field::Unit), column(Field::Post));
    let mut group = String::new();
    let mut unit = String::new();
    let mut found = Vec::new();
    for row in sheet.rows() {
        let words = |column: Option<usize>| column.and_then(|column| sheet.words(row, column));
        group = words(column(Field::Group)).map_or(group, |words| drawn_together(&words));
        unit = words(units).unwrap_or(unit);
        let cell = sheet.cell(row, names);
        let Some(name) = cell.and_then(|cell| cell.lines.first()).filter(|it| !it.is_empty())
        else {
            continue;
        };
        let phone = column(Field::Phone).and_then(|column| sheet.cell(row, column));
        found.push(Listed {
            name: drawn_together(name),
            place: name.place(),
            group: group.clone(),
            post: format!("{unit}{}", words(posts).unwrap_or_default()),
            phone: phone.and_then(|cell| cell.lines.first()).filter(|it| !it.is_empty()),
            roster: nth,
        });
    }
    found
}

fn drawn_together(words: &str) -> String {
    let bare: String = words.split_whitespace().collect();
    bare.trim_end_matches(['：', ':']).to_owned()
}
