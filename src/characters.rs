//! Which characters may stand in a document, and the invisible ones that text pasted from elsewhere
//! brings along.

use std::ops::Range;

use crate::diag::{Diagnostic, Result, codes};
use crate::source::Place;

/// The text without invisible characters that print nothing (zero-width spaces, byte order marks, soft
/// hyphens, the marks of direction around a telephone number copied from a phone), with plain spaces for
/// the unusual ones and plain line breaks.
pub fn cleaned(text: &str) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .filter(|c| !is_invisible(*c))
        .map(|c| match c {
            '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' => ' ',
            '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => '\n',
            c => c,
        })
        .collect()
}

/// Whether a character prints nothing: zero-width spaces, marks of direction, soft hyphens.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Whether a character is one that no document may hold: control characters, those that XML or fonts
/// refuse, and the one that stands for something that was lost.
pub fn is_forbidden(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || is_invisible(c)
        || (u32::from(c) & 0xfffe) == 0xfffe
        || ('\u{fdd0}'..='\u{fdef}').contains(&c)
        || c == '\u{fffd}'
}

/// The characters of a text that stand in no brackets and no quotation marks: 王明远（书记，县长） has no comma
/// among them.
pub fn unbracketed(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut depth = 0_usize;
    text.char_indices().filter(move |(_, c)| {
        let is_outside = depth == 0;
        match c {
            '（' | '(' | '【' | '《' | '〈' | '〔' | '“' | '‘' | '{' => depth += 1,
            '）' | ')' | '】' | '》' | '〉' | '〕' | '”' | '’' | '}' => {
                depth = depth.saturating_sub(1);
            }
            _ => return is_outside,
        }
        false
    })
}

/// Refuses a text with a forbidden character; `place` turns its byte range into a place.
///
/// # Errors
/// The message about the first such character.
pub fn check(text: &str, place: impl Fn(Range<usize>) -> Place) -> Result<()> {
    match text.char_indices().find(|(_, c)| is_forbidden(*c)) {
        Some((at, c)) => Err(Diagnostic::error(
            codes::UNPRINTABLE_CHARACTER,
            place(at..at + c.len_utf8()),
            format!("有一个不能打印的字符 U+{:04X}", u32::from(c)),
        )
        .hint("删去它：常是从别处粘贴带来的，把这几个字重新打一遍即可")
        .into()),
        None => Ok(()),
    }
}

/// The text of a file: UTF-8 with or without a byte order mark, else GB18030, which older programs in
/// China write. Nothing where it is neither.
pub fn decoded(bytes: &[u8]) -> Option<String> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(text.strip_prefix('\u{feff}').unwrap_or(text).to_owned());
    }
    let (text, _, broken) = encoding_rs::GB18030.decode(bytes);
    (!broken && !bytes.contains(&0)).then(|| text.into_owned())
}

/// The bytes of a text file with other words in place of a range of its [`cleaned`] text: line ends, byte order mark and
/// encoding stay as they are. Nothing where the encoding has no such characters, or the bytes would not come back as
/// they are.
pub fn replaced(bytes: &[u8], range: Range<usize>, words: &str) -> Option<Vec<u8>> {
    let (text, is_utf8) = match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), true),
        Err(_) => (decoded(bytes)?, false),
    };
    let written = written_range(&text, &range)?;
    let mut changed = text.clone();
    changed.replace_range(written, words);
    if is_utf8 {
        return Some(changed.into_bytes());
    }
    let encoded = |text: &str| {
        let (bytes, _, lost) = encoding_rs::GB18030.encode(text);
        (!lost).then(|| bytes.into_owned())
    };
    encoded(&text).filter(|again| again == bytes).and_then(|_| encoded(&changed))
}

/// Where in a text a range of its [`cleaned`] form stands.
fn written_range(text: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let (mut at, mut start, mut end) = (0, None, None);
    for (written, c) in text.char_indices() {
        let one = &text[written..written + c.len_utf8()];
        // of a line break of two characters the second counts
        let len = match c {
            '\r' if text[written + 1..].starts_with('\n') => 0,
            _ => cleaned(one).len(),
        };
        if len == 0 {
            continue;
        }
        if at >= range.start && start.is_none() {
            start = Some(written);
        }
        at += len;
        if at <= range.end {
            end = Some(written + c.len_utf8());
        }
    }
    let start = start.unwrap_or(text.len());
    Some(if range.is_empty() { start..start } else { start..end.filter(|end| *end >= start)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_replaced_and_every_other_byte_stays() {
        let replaced = |text: &str, from: &str, to: &str| {
            let clean = cleaned(text.strip_prefix('\u{feff}').unwrap_or(text));
            let at = clean.find(from).unwrap();
            let bytes = replaced(text.as_bytes(), at..at + from.len(), to).unwrap();
            String::from_utf8(bytes).unwrap()
        };
        assert_eq!(
            replaced("\u{feff}甲\r\n乙,丙\r\n丁\r", ",", "，"),
            "\u{feff}甲\r\n乙，丙\r\n丁\r"
        );
        assert_eq!(replaced("甲\u{200b}乙\u{a0}丙,丁", "丙,", "，"), "甲\u{200b}乙\u{a0}，丁");
        let (gbk, _, _) = encoding_rs::GB18030.encode("甲,乙\r\n");
        let (wanted, _, _) = encoding_rs::GB18030.encode("甲，乙\r\n");
        assert_eq!(super::replaced(&gbk, 3..4, "，").unwrap(), wanted.into_owned());
        assert!(super::replaced(&[0xff, 0xff, 0], 0..1, "甲").is_none());
    }

    #[test]
    fn what_stands_in_brackets_is_left_out() {
        let words = |text| unbracketed(text).map(|(_, c)| c).collect::<String>();
        assert_eq!(words("王明远（书记，县长），李“梅”"), "王明远，李");
        assert_eq!(words("【待填：甲，例如：乙】）丙"), "丙");
    }

    #[test]
    fn invisible_characters_go_and_forbidden_ones_are_named() {
        assert_eq!(cleaned("甲\u{200b}\u{a0}乙\r\n丙\r丁"), "甲 乙\n丙\n丁");
        let message = check("甲\u{7}乙", |_| Place::Program)
            .unwrap_err()
            .iter()
            .next()
            .unwrap()
            .message
            .clone();
        assert_eq!(message, "有一个不能打印的字符 U+0007");
        assert!(check("甲\t乙\n", |_| Place::Program).is_ok());
        assert!(is_forbidden('\u{fffd}') && is_forbidden('\u{fffe}') && is_forbidden('\u{1fffe}'));
    }
}
