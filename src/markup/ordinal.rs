//! Ordinals as people type them: 一、 （一） 1. （1）.

use crate::doc::Level;

const NUMERALS: &str = "一二三四五六七八九十百";

/// The ordinal with which a line begins, if it begins with one.
pub(super) fn typed(line: &str) -> Option<(Level, &str)> {
    let bare = line.trim_start_matches([' ', '\t', '\u{3000}']);
    let numeral_end = |text: &str, wanted: fn(char) -> bool| {
        text.find(|c: char| !wanted(c)).filter(|end| (1..=12).contains(end))
    };
    let chinese = |c: char| NUMERALS.contains(c);
    let arabic = |c: char| c.is_ascii_digit();
    if let Some(inside) = bare.strip_prefix(['（', '(']) {
        let (level, end) = match (numeral_end(inside, chinese), numeral_end(inside, arabic)) {
            (Some(end), _) => (Level::Two, end),
            (None, Some(end)) => (Level::Four, end),
            (None, None) => return None,
        };
        let closing = inside[end..].chars().next().filter(|c| matches!(c, '）' | ')'))?;
        let opening = bare.len() - inside.len();
        return Some((level, &bare[..opening + end + closing.len_utf8()]));
    }
    if let Some(end) = numeral_end(bare, chinese) {
        return bare[end..].starts_with('、').then(|| (Level::One, &bare[..end + '、'.len_utf8()]));
    }
    let end = numeral_end(bare, arabic).filter(|end| *end <= 2)?;
    let mark = bare[end..].chars().next().filter(|c| matches!(c, '.' | '．' | '、'))?;
    let behind = end + mark.len_utf8();
    // 3.5万元 is no third chapter
    let number = bare[behind..].starts_with(|c: char| c.is_ascii_digit());
    (!number).then(|| (Level::Three, &bare[..behind]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_are_told_from_what_looks_like_them() {
        assert_eq!(typed("一、总体要求"), Some((Level::One, "一、")));
        assert_eq!(typed("　　（十二）宣传"), Some((Level::Two, "（十二）")));
        assert_eq!(typed("(三）优化"), Some((Level::Two, "(三）")));
        assert_eq!(typed("1.目标"), Some((Level::Three, "1.")));
        assert_eq!(typed("2、目标"), Some((Level::Three, "2、")));
        assert_eq!(typed("（1）目标"), Some((Level::Four, "（1）")));
        for text in
            ["一是加强", "3.5万元", "2026.", "（见附件）", "十分重要", "", "（", "（一", "1", "一"]
        {
            assert_eq!(typed(text), None, "{text}");
        }
    }
}
