//! The text of a cell, freed from what nobody sees.

use crate::diag::{Diagnostic, Result};
use crate::source::Place;

/// The text as it is seen: line breaks as `\n`, no spaces around a line, no invisible characters.
///
/// # Errors
/// When a control character stands in it, which no document could print.
pub(super) fn clean(text: &str, place: &Place) -> Result<String> {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    let text = text.replace('\t', " ").replace(invisible, "");
    if let Some(bad) = text.chars().find(|c| (c.is_control() && *c != '\n') || *c == '\u{fffd}') {
        let message = format!("文字里有不能打印的字符 U+{:04X}", u32::from(bad));
        let hint = "多半是粘贴时带进来的，请删去这些字重新键入";
        return Err(Diagnostic::error(place.clone(), message).hint(hint).into());
    }
    let lines: Vec<&str> = text.trim().lines().map(str::trim).collect();
    Ok(lines.join("\n"))
}

/// Characters without a width that pasted text brings along: a telephone number copied from a phone
/// is wrapped in marks of direction.
fn invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
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
        assert_eq!(messages, ["错误: 甲.csv: 文字里有不能打印的字符 U+0007"]);
    }
}
