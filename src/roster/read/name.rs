//! Names: drawn together, and refused where the cell holds something else than one person.

use super::super::{compact, surname};
use crate::diag::{Diagnostic, Result, codes};
use crate::doc::name::is_han;
use crate::placeholder;
use crate::source::Spanned;

/// The dots that are typed in the names of minorities.
const DOTS: [char; 10] = ['·', '•', '・', '‧', '∙', '⋅', '･', '．', '.', '●'];
/// What stands between two names.
const BETWEEN: [char; 12] = ['、', '，', ',', '；', ';', '/', '／', '|', '+', '＋', '&', '＆'];
/// What is written into a cell to say that it is empty.
const BLANK: [char; 8] = ['/', '／', '\\', '-', '－', '—', '–', '_'];
/// Words that name a group, not a person.
const GROUPS: [&str; 8] = ["组长", "成员", "组员", "小组", "指挥长", "办公室", "工作组", "一组"];
/// How an entry for many begins.
const MANY: [&str; 4] = ["各", "全体", "其他", "其它"];
/// The name in a cell; none where the cell says that there is none.
///
/// # Errors
/// When the cell holds the names of several people, or no name.
pub(super) fn of(cell: &Spanned<String>) -> Result<Option<Spanned<String>>> {
    if cell.v == "无" || cell.v.chars().all(|c| BLANK.contains(&c) || c.is_whitespace()) {
        return Ok(None);
    }
    // a name that has still to be written is whatever it will be
    if placeholder::first(&cell.v).is_some() {
        return Ok(Some(cell.clone()));
    }
    match mistake(&cell.v) {
        None => Ok(Some(cell.clone().map(|text| written(&text)))),
        Some((message, hint)) => {
            Err(Diagnostic::error(codes::BAD_NAME, cell.place.clone(), message).hint(hint).into())
        }
    }
}

/// The name, and the remark in brackets behind it.
pub(in crate::roster) fn parted(text: &str) -> (&str, &str) {
    text.split_at(text.find(['（', '(']).unwrap_or(text.len()))
}

/// The name as it is printed: 买买提．艾力 has the same dot as 买买提·艾力.
fn written(text: &str) -> String {
    let (name, remark) = parted(text);
    let dotted = dotted(name);
    let name = if is_han(&dotted) { dotted } else { compact(name.trim_end()) };
    name + &compact(remark)
}

/// A Chinese name without spaces and with plain dots.
fn dotted(name: &str) -> String {
    let plain = |c| if DOTS.contains(&c) { '·' } else { c };
    name.chars().filter(|c| !c.is_whitespace()).map(plain).collect()
}

/// What is wrong with a name, and what to do.
fn mistake(text: &str) -> Option<(String, &'static str)> {
    let (name, remark) = parted(text);
    let bare = dotted(name);
    let rows = "几个人分成几行，一人一行；各村书记这样的一类人写在职务一列，姓名空着";
    if let Some(sign) = name.chars().find(|c| BETWEEN.contains(c)) {
        return Some((format!("姓名里有“{sign}”，像是写了几个人"), rows));
    }
    let behind = remark.trim_start_matches(['（', '(']).find(['（', '(']).is_some();
    if behind || (is_han(&bare) && is_several(name, &bare)) {
        let hint = "几个人分成几行，一人一行；是一个人，姓名中间就不要空格，少数民族姓名用“·”";
        return Some(("这一格像是写了几个人的姓名".to_owned(), hint));
    }
    let wrong = |c: &char| c.is_ascii_digit() || "０１２３４５６７８９：:。？?□〓".contains(*c);
    if let Some(sign) = name.chars().find(wrong) {
        let hint = "姓名一列只写姓名；多余的行就删去，注写在表的下面，以“注：”开头";
        return Some((format!("姓名里有“{sign}”"), hint));
    }
    if GROUPS.iter().any(|word| bare.ends_with(word)) {
        let message = format!("姓名一列写的是“{bare}”");
        return Some((message, "组别要另有一列，表头写“组别”"));
    }
    if MANY.iter().any(|word| bare.starts_with(word)) {
        let message = format!("姓名一列写的是“{bare}”");
        return Some((message, "一类人写在职务一列，姓名空着"));
    }
    None
}

/// Whether the spaces in a Chinese name divide people and don't stretch the name of one.
fn is_several(name: &str, bare: &str) -> bool {
    let stretched = |piece: &str| piece.trim().contains(char::is_whitespace);
    if bare.contains('·') {
        return name.split(DOTS).any(stretched);
    }
    let (_, given) = surname::split(bare);
    stretched(name) && given.chars().count() > 2
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::source::{Place, Spanned};

    fn name(text: &str) -> Option<String> {
        let cell = Spanned::new(text.to_owned(), Place::Program);
        of(&cell).unwrap().map(|name| name.v)
    }

    #[test]
    fn a_name_is_drawn_together() {
        for (written, printed) in [
            ("王　强", "王强"),
            ("王\n强", "王强"),
            ("欧阳 明远", "欧阳明远"),
            ("诸 葛 小 明", "诸葛小明"),
            ("买买提．艾力", "买买提·艾力"),
            ("阿依古丽 · 买买提", "阿依古丽·买买提"),
            ("李　梅（女，彝族）", "李梅（女，彝族）"),
            ("J. Smith", "J. Smith"),
            ("𠮷　䶮", "𠮷䶮"),
        ] {
            assert_eq!(name(written).as_deref(), Some(printed), "{written}");
        }
        for blank in ["", "/", "——", "无", "-"] {
            assert_eq!(name(blank), None);
        }
    }

    #[test]
    fn what_is_not_one_person_is_refused() {
        for text in [
            "王强 李梅",
            "王　强 李　梅",
            "王强\n李梅",
            "王强、李梅",
            "王强（男）李梅（女）",
            "买买提·艾力 王强",
            "欧阳明远 李梅",
            "12人",
            "副组长",
            "各村党组织书记",
            "李?",
        ] {
            let cell = Spanned::new(text.to_owned(), Place::Program);
            assert!(of(&cell).is_err(), "{text}");
        }
    }
}
