//! What stands under a table and is no person: notes, totals, who filled the sheet in and when.

use super::super::head::Field;
use super::heads::Heads;
use crate::sheet::layout::is_total;
use crate::sheet::{Row, single, values};
use crate::source::Spanned;

/// Whether a row is a note.
pub(super) enum Note {
    /// It is none.
    No,
    /// It is one, wherever it stands.
    Yes,
    /// It is one where no person follows.
    AtEnd,
    /// It may be one, or a person.
    Unclear,
}

/// What a note begins with.
const NOTES: [&str; 3] = ["注", "备注", "说明"];
/// What those who fill in, check and send the sheet put under it.
const FORM: [&str; 5] = ["填表", "填报", "制表", "审核", "报送"];
/// Who and what they put.
const FORM_ENDS: [&str; 6] = ["人", "单位", "日期", "时间", "部门", "机关"];
/// Who signs or can be asked, in a line such as 联系人：李四.
const SIGNED: [&str; 4] = ["人：", "人:", "签", "盖章"];
/// What a line that counts the people begins with.
const COUNTS: [&str; 6] = ["合计", "总计", "小计", "共计", "总人数", "共"];

/// What a row that is not empty is.
pub(super) fn note(row: &Row, heads: &Heads) -> Note {
    let Some((column, first)) = values(row).next() else { return Note::No };
    let text = without_spaces(first);
    if is_total(&text) {
        return Note::Yes;
    }
    if single(row).is_some() {
        let is_post = heads.fields.get(column) == Some(&Field::Post);
        return if is_single_note(&text, is_post) { Note::Yes } else { Note::No };
    }
    let labelled = text.ends_with(['：', ':']) || text.contains("：");
    let label = NOTES.contains(&without_colon(&text)) || is_form(&text);
    // a second label in the row, such as 电话： between a name and a number; a group may have its colon
    let others = values(row).skip(1).filter(|(at, _)| heads.fields.get(*at) != Some(&Field::Group));
    let second = others.into_iter().any(|(_, cell)| cell.v.ends_with(['：', ':']));
    match (label, labelled, second) {
        (true, true, _) => Note::AtEnd,
        (true, false, _) | (_, _, true) => Note::Unclear,
        (false, _, false) => Note::No,
    }
}

fn without_spaces(cell: &Spanned<String>) -> String {
    cell.v.split_whitespace().collect()
}

fn without_colon(text: &str) -> &str {
    text.trim_end_matches(['：', ':'])
}

fn has_colon(text: &str) -> bool {
    text.contains(['：', ':'])
}

/// Whether the only value of a row is a note. 职务 may well be the only value: an entry for many.
fn is_single_note(text: &str, is_post: bool) -> bool {
    let counts = COUNTS.iter().any(|word| text.starts_with(word));
    let filled_in = text.split_once(['：', ':']).is_some_and(|(_, rest)| !rest.is_empty());
    is_form(text)
        || is_remark(text, is_post)
        || (counts && text.contains(char::is_numeric))
        || (filled_in && SIGNED.iter().any(|word| text.contains(word)))
        || is_date(text)
}

/// 注：……, 注1……, 说明（……）; 说明组 is the name of a group.
fn is_remark(text: &str, is_post: bool) -> bool {
    let rest = NOTES.iter().find_map(|word| text.strip_prefix(word));
    rest.is_some_and(|rest| {
        let word = rest.starts_with(char::is_alphabetic) && rest.chars().count() < 4;
        has_colon(rest) || !(is_post || word)
    })
}

/// 填表人, 填报单位（盖章）：石溪镇; 审核人员 is the name of a group.
fn is_form(text: &str) -> bool {
    let rests = FORM.iter().filter_map(|word| text.strip_prefix(word));
    let mut rests =
        rests.flat_map(|rest| FORM_ENDS.iter().filter_map(|end| rest.strip_prefix(end)));
    rests.any(|rest| rest.is_empty() || rest.starts_with(['：', ':', '（', '(', '签']))
}

/// 2026年3月5日 or 2026-3-5, as it stands under a sheet.
fn is_date(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    digits >= 5 && text.chars().all(|c| c.is_ascii_digit() || "年月日.-/".contains(c))
}

/// The second point of a note.
pub(super) fn goes_on(row: &Row) -> bool {
    single(row).is_some_and(|(_, cell)| {
        let text = cell.v.trim_start_matches(['（', '(']);
        let rest = text.trim_start_matches(char::is_numeric);
        rest.len() < text.len() && rest.contains(char::is_alphabetic)
    })
}
