//! Rosters (名单): the people of a sheet, by groups, and the two forms in which they are printed.

pub mod diff;
mod head;
mod order;
mod print;
mod read;
mod strokes;
mod surname;

use crate::diag::Result;
use crate::doc::name;
use crate::sheet::Grid;
use crate::source::Spanned;

pub use self::head::Field;
pub(crate) use self::head::field;

/// The people of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Roster {
    /// The words above the groups, where the sheet has such a column.
    pub group_head: Option<Spanned<String>>,
    /// The words above the names.
    pub name_head: Spanned<String>,
    /// The other columns that hold a value anywhere, in the order in which a table prints them.
    pub columns: Vec<Column>,
    /// The groups, each with at least one member; a single one without a label where the sheet has no
    /// groups.
    pub groups: Vec<Group>,
}

/// A column of a roster.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// What it means.
    pub field: Field,
    /// The words above it.
    pub head: Spanned<String>,
}

/// A group of people: 组长, 副组长, 成员.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its name without a colon.
    pub label: Spanned<String>,
    /// Its people.
    pub members: Vec<Member>,
}

/// One line of a roster.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The name as it is written without padding; none for an entry such as 各村党组织书记.
    pub name: Option<Spanned<String>>,
    /// A value for each of [`Roster::columns`], empty where the sheet has none.
    pub fields: Vec<Spanned<String>>,
}

/// Reads the people of a sheet.
///
/// # Errors
/// When no row of column names is found, and for each row that can't be understood.
pub fn read(grid: &Grid) -> Result<Roster> {
    read::read(grid)
}

impl Roster {
    /// The member's value in the column of that meaning, where there is one.
    pub fn value<'a>(&self, member: &'a Member, field: Field) -> Option<&'a Spanned<String>> {
        let column = self.columns.iter().position(|column| column.field == field)?;
        member.fields.get(column).filter(|value| !value.v.is_empty())
    }

    /// Whether somebody of this name is in it.
    pub fn has(&self, name: &str) -> bool {
        let wanted = compact(name);
        self.members().any(|member| member.name.as_ref().is_some_and(|name| name.v == wanted))
    }

    /// All members in their order.
    pub fn members(&self) -> impl Iterator<Item = &Member> {
        self.groups.iter().flat_map(|group| &group.members)
    }
}

/// A Chinese name or term without the spaces that stretch it; anything else as it is, on one line.
fn compact(word: &str) -> String {
    name::unstretched(word).unwrap_or_else(|| one_line(word))
}

/// The lines of a cell on one line. Where no punctuation ends a line, a space keeps what may be two
/// posts from running together.
fn one_line(text: &str) -> String {
    text.lines().fold(String::new(), |line, next| {
        let gap = if line.is_empty() || line.ends_with(['、', '，', '；', '（', '—']) {
            ""
        } else {
            " "
        };
        line + gap + next
    })
}

#[cfg(test)]
mod tests {
    use super::{Roster, compact, one_line, read};
    use crate::sheet;

    /// The roster of a csv file.
    pub(super) fn roster(csv: &str) -> Roster {
        let grid = sheet::read("甲.csv", csv.as_bytes(), None).unwrap();
        read(&grid).unwrap()
    }

    #[test]
    fn stretched_words_are_drawn_together() {
        assert_eq!(compact("王　强"), "王强");
        assert_eq!(compact("John\nSmith"), "John Smith");
        assert_eq!(
            one_line("县委常委、\n统战部部长\n县总工会主席"),
            "县委常委、统战部部长 县总工会主席"
        );
    }
}
