//! The text of a cell, freed from what nobody sees.

use crate::characters;
use crate::diag::Result;
use crate::source::Place;

/// The text as it is seen: line breaks as `\n`, no spaces around a line, no invisible characters.
///
/// # Errors
/// When a control character stands in it, which no document could print.
pub(super) fn clean(text: &str, place: &Place) -> Result<String> {
    let text = characters::cleaned(text).replace('\t', " ");
    characters::check(&text, |_| place.clone())?;
    let lines: Vec<&str> = text.trim().lines().map(str::trim).collect();
    Ok(lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::clean;
    use crate::source::Place;

    #[test]
    fn what_is_not_seen_goes() {
        let seen = |text| clean(text, &Place::Program).unwrap();
        assert_eq!(seen("\u{3000}王\u{3000}强\u{a0}\t"), "王\u{3000}强");
        assert_eq!(seen("一行 \r\n　二行\r三\u{2028}四\n\n"), "一行\n二行\n三\n四");
        assert_eq!(seen("\u{202d}138\u{200b}0013\u{202c}\u{feff}"), "1380013");
        assert_eq!(seen(" \n\u{3000}\n"), "");
    }

    #[test]
    fn control_characters_are_named() {
        let found = clean("王\u{7}强", &Place::file("甲.csv")).unwrap_err();
        let messages: Vec<_> = found.iter().map(ToString::to_string).collect();
        assert_eq!(messages, ["错误: 甲.csv: 有一个不能打印的字符 U+0007"]);
    }
}
