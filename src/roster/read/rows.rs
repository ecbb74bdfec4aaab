//! What each row below the head is: a person, the name of a group, or nothing of the roster.

use super::super::compact;
use super::super::head::{Field, field};
use super::heads::Heads;
use super::notes::{Note, goes_on, note};
use crate::sheet::{Grid, Row, single, values};
use crate::source::Spanned;

/// A row of the roster.
pub(super) enum Line {
    /// The name of the group whose people follow, on a row of its own.
    Section(Spanned<String>),
    /// A person, or an entry such as 各村党组织书记; merged cells count for each row.
    Person(Vec<Spanned<String>>),
    /// A row that may be a person or a note, by its first value.
    Unclear(Spanned<String>),
}

/// The rows of the roster in their order.
pub(super) fn lines(grid: &Grid, heads: &Heads) -> Vec<Line> {
    let filled = grid.filled_down(heads.bottom);
    let mut lines = Vec::new();
    let (mut after_note, mut at_end) = (false, Vec::new());
    for at in heads.bottom + 1..grid.rows().len() {
        let row = &grid.rows()[at];
        if is_nothing(row, heads) || is_repeated(at, grid, heads) {
            continue;
        }
        let first = || values(row).next().map(|(_, cell)| Line::Unclear(cell.clone()));
        match note(row, heads) {
            Note::Yes => {}
            Note::No if after_note && goes_on(row) => {}
            Note::AtEnd => at_end.extend(first()),
            Note::Unclear => lines.extend(first()),
            Note::No => {
                after_note = false;
                lines.append(&mut at_end);
                lines.push(match section(grid, at, heads) {
                    Some(label) => Line::Section(label.clone()),
                    None => Line::Person(with_post(filled[at].clone(), grid, at, heads)),
                });
                continue;
            }
        }
        after_note = true;
    }
    lines
}

fn is_number(text: &str) -> bool {
    text.chars().all(|c| c.is_numeric() || "第、.．()（）十百".contains(c))
}

/// An empty row, or one prepared with its 序号 only.
fn is_nothing(row: &Row, heads: &Heads) -> bool {
    let number = heads.column(Field::Number);
    values(row).all(|(column, cell)| Some(column) == number && is_number(&cell.v))
}

/// The title or the head once more, on a later page.
fn is_repeated(at: usize, grid: &Grid, heads: &Heads) -> bool {
    let row = &grid.rows()[at];
    let bare = |text: &str| compact(text).replace(['（', '）', '(', ')', '续', '表'], "");
    let mut titles = grid.rows()[..heads.top].iter().flatten().filter(|cell| !cell.v.is_empty());
    let is_title =
        single(row).is_some_and(|(_, cell)| titles.any(|title| bare(&title.v) == bare(&cell.v)));
    let mut below = grid.rows()[at + 1..].iter().filter(|row| values(row).next().is_some());
    let mut over_head = || below.next().is_some_and(|row| is_head(row, grid, heads));
    is_head(row, grid, heads) || (is_title && over_head())
}

/// Whether a row is the head once more.
fn is_head(row: &Row, grid: &Grid, heads: &Heads) -> bool {
    let name = heads.column(Field::Name).map(|name| &row[name].v);
    let mut known = grid.rows()[heads.top..=heads.bottom].iter();
    name.is_some_and(|name| field(name) == Field::Name)
        || known.any(|head| {
            row.iter().zip(head).all(|(cell, head)| compact(&cell.v) == compact(&head.v))
        })
}

/// The name of a group on a row of its own: the only value of the row, under 组别 or 序号, or merged over
/// the whole row.
fn section<'g>(grid: &'g Grid, at: usize, heads: &Heads) -> Option<&'g Spanned<String>> {
    let (column, cell) = single(&grid.rows()[at])?;
    let whole = grid.merge_at(at, column).is_some_and(|merge| {
        let name = heads.column(Field::Name).unwrap_or_default();
        let covered = merge.left..merge.left + merge.columns;
        let named = (0..heads.words.len()).filter(|column| !heads.words[*column].v.is_empty());
        covered.contains(&name)
            && (merge.left < name || named.into_iter().all(|column| covered.contains(&column)))
    });
    let own = matches!(heads.fields[column], Field::Group | Field::Number);
    let group = heads.column(Field::Group);
    // Where a column has the groups, a line over the whole row is a heading of something else.
    ((own || whole) && group.is_none_or(|group| group == column)).then_some(cell)
}

/// An entry without a name is often written into the cells of name and post merged into one, or of unit
/// and post: it is a post.
fn with_post(
    mut row: Vec<Spanned<String>>,
    grid: &Grid,
    at: usize,
    heads: &Heads,
) -> Vec<Spanned<String>> {
    let (Some(name), Some(post)) = (heads.column(Field::Name), heads.column(Field::Post)) else {
        return row;
    };
    let starts = [Some(name), heads.column(Field::Unit)];
    for start in starts.into_iter().flatten() {
        let merge = grid.merge_at(at, start);
        let covers = merge.is_some_and(|merge| (start..start + merge.columns).contains(&post));
        if covers && start != post && (start == name || row[name].v.is_empty()) {
            let empty = Spanned::new(String::new(), row[start].place.clone());
            row[post] = std::mem::replace(&mut row[start], empty);
        }
    }
    row
}
