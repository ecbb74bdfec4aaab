//! 书名号 and 引号, which change to their other kind inside each other.

use minijinja::Error;
use minijinja::value::{Value, ValueKind};

use super::lists::{enumerated, items};
use super::text;

/// `|书名号`: a document's name, or the names of several.
pub(super) fn titles(value: &Value) -> Result<String, Error> {
    each(value, title)
}

/// `|引号`: a word that is quoted, or several.
pub(super) fn quotations(value: &Value) -> Result<String, Error> {
    each(value, quotation)
}

fn each(value: &Value, quoted: impl Fn(&str) -> String) -> Result<String, Error> {
    if !matches!(value.kind(), ValueKind::Seq | ValueKind::Iterable) {
        return Ok(quoted(&text(value)?));
    }
    let texts: Result<Vec<String>, Error> =
        items(value)?.iter().map(|item| Ok(quoted(&text(item)?))).collect();
    Ok(enumerated(&texts?))
}

/// A document's name in 书名号; those inside it change to the other kind (GB/T 15834, 4.15.3.5).
fn title(name: &str) -> String {
    let swap = |c| match c {
        '《' => '〈',
        '》' => '〉',
        '〈' => '《',
        '〉' => '》',
        c => c,
    };
    format!("《{}》", name.chars().map(swap).collect::<String>())
}

/// Words in 引号; those inside them change to the other kind (GB/T 15834, 4.8.3.4).
fn quotation(words: &str) -> String {
    // without its other half it is an apostrophe
    let is_quote = words.contains('‘');
    let swap = |c| match c {
        '“' => '‘',
        '”' => '’',
        '‘' => '“',
        '’' if is_quote => '”',
        c => c,
    };
    format!("“{}”", words.chars().map(swap).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::super::tests::answers;

    #[test]
    fn nested_marks_alternate() {
        answers(&[
            ("'卫生方案'|书名号", "《卫生方案》"),
            ("'关于印发《办法》的通知'|书名号", "《关于印发〈办法〉的通知》"),
            ("'关于转发〈甲《乙》〉的通知'|书名号", "《关于转发《甲〈乙〉》的通知》"),
            ("'三清一改'|引号", "“三清一改”"),
            ("'甲“乙‘丙’”'|引号", "“甲‘乙“丙”’”"),
            ("'don’t'|引号", "“don’t”"),
            ("12|引号", "“12”"),
        ]);
    }

    #[test]
    fn several_stand_side_by_side() {
        answers(&[
            ("['甲办法', '乙办法']|书名号", "《甲办法》《乙办法》"),
            ("['甲', '乙']|引号", "“甲”“乙”"),
            ("none|书名号", "这个值是空的，印不出来"),
        ]);
    }
}
