//! What each row below the head is: a person, the name of a group, or nothing of the roster.

use super::super::compact;
use super::super::head::{Field, field};
use super::Row;
use super::heads::Heads;
use crate::doc::table::Merge;
use crate::sheet::Grid;
use crate::source::Spanned;

/// A row of the roster.
pub(super) enum Line {
    /// The name of the group whose people follow, on a row of its own.
    Section(Spanned<String>),
    /// A person, or an entry such as 各村党组织书记; merged cells count for each row.
    Person(Vec<Spanned<String>>),
}

/// What a note under the table begins with.
const NOTES: [&str; 3] = ["注", "备注", "说明"];
/// What those who fill in, check and send the sheet put under it.
const FORM: [&str; 5] = ["填表", "填报", "制表", "审核", "报送"];
/// Who and what they put.
const FORM_ENDS: [&str; 6] = ["人", "单位", "日期", "时间", "部门", "机关"];
/// Who signs or can be asked, in a line such as 联系人：李四.
const SIGNED: [&str; 4] = ["人：", "人:", "签", "盖章"];
/// The last row of a sheet that counts.
const TOTALS: [&str; 5] = ["合计", "总计", "小计", "共计", "总人数"];

/// The rows of the roster in their order.
pub(super) fn lines(grid: &Grid, heads: &Heads) -> Vec<Line> {
    let filled = grid.filled_down(heads.bottom);
    let mut lines = Vec::new();
    let mut after_note = false;
    for at in heads.bottom + 1..grid.rows.len() {
        let row = &grid.rows[at];
        if is_nothing(row, heads) || is_repeated(row, grid, heads) {
            continue;
        }
        if is_note(row, heads) || (after_note && goes_on(row)) {
            after_note = true;
            continue;
        }
        after_note = false;
        lines.push(match section(grid, at, heads) {
            Some(label) => Line::Section(label.clone()),
            None => Line::Person(with_post(filled[at].clone(), grid, at, heads)),
        });
    }
    lines
}

fn values(row: &Row) -> impl Iterator<Item = (usize, &Spanned<String>)> {
    row.iter().enumerate().filter(|(_, cell)| !cell.v.is_empty())
}

/// The only value of a row.
fn single(row: &Row) -> Option<(usize, &Spanned<String>)> {
    let mut values = values(row);
    values.next().filter(|_| values.next().is_none())
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
fn is_repeated(row: &Row, grid: &Grid, heads: &Heads) -> bool {
    let name = heads.column(Field::Name).map(|name| &row[name].v);
    if name.is_some_and(|name| field(name) == Field::Name) {
        return true;
    }
    let same = |other: &&Vec<Spanned<String>>| {
        row.iter().zip(*other).all(|(cell, other)| compact(&cell.v) == compact(&other.v))
    };
    let bare = |text: &str| compact(text).replace(['（', '）', '(', ')', '续', '表'], "");
    let mut titles = grid.rows[..heads.top].iter().flatten().filter(|cell| !cell.v.is_empty());
    grid.rows[heads.top..=heads.bottom].iter().any(|head| same(&head))
        || single(row).is_some_and(|(_, cell)| titles.any(|title| bare(&title.v) == bare(&cell.v)))
}

/// A note under the table, who filled it in and when, how many there are.
fn is_note(row: &Row, heads: &Heads) -> bool {
    let Some((column, first)) = values(row).next() else { return false };
    let text: String = first.v.split_whitespace().collect();
    let begins = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
    let count = text.chars().any(char::is_numeric);
    let colon = |text: &str| text.contains(['：', ':']);
    let total = TOTALS.contains(&text.trim_end_matches(['：', ':']));
    let form = FORM.iter().any(|word| {
        let rest = text.strip_prefix(word).unwrap_or_default();
        FORM_ENDS.iter().any(|end| rest.starts_with(end))
    });
    if single(row).is_none() {
        let labels = values(row).filter(|(_, cell)| colon(&cell.v)).count();
        return total || form || labels > 1;
    }
    let filled_in = text.split_once(['：', ':']).is_some_and(|(_, rest)| !rest.is_empty());
    let is_post = heads.fields.get(column) == Some(&Field::Post);
    total
        || form
        || (begins(&NOTES) && (!is_post || colon(&text)))
        || (count && (begins(&TOTALS) || text.starts_with('共')))
        || (filled_in && SIGNED.iter().any(|word| text.contains(word)))
        || is_date(&text)
}

/// 2026年3月5日 or 2026-3-5, as it stands under a sheet.
fn is_date(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    digits >= 5 && text.chars().all(|c| c.is_ascii_digit() || "年月日.-/".contains(c))
}

/// The second point of a note.
fn goes_on(row: &Row) -> bool {
    let starts = |text: &str| {
        let rest = text.trim_start_matches(['（', '(']);
        rest.trim_start_matches(char::is_numeric).len() < rest.len() && !is_number(text)
    };
    single(row).is_some_and(|(_, cell)| starts(&cell.v))
}

/// The name of a group on a row of its own: the only value of the row, under 组别 or 序号, or merged over
/// the whole row.
fn section<'g>(grid: &'g Grid, at: usize, heads: &Heads) -> Option<&'g Spanned<String>> {
    let (column, cell) = single(&grid.rows[at])?;
    let whole = beginning(grid, at, column).is_some_and(|merge| {
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

/// The merged cell that begins there.
fn beginning(grid: &Grid, row: usize, column: usize) -> Option<&Merge> {
    grid.merges.iter().find(|merge| (merge.top, merge.left) == (row, column))
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
        let merge = beginning(grid, at, start);
        let covers = merge.is_some_and(|merge| (start..start + merge.columns).contains(&post));
        if covers && start != post && (start == name || row[name].v.is_empty()) {
            row[post] = std::mem::take(&mut row[start]);
        }
    }
    row
}
