//! Ordinals as people type them: 一、 （一） 1. （1）.

use crate::doc::number::ordinal;
use crate::doc::{Block, Inline, Level, Ordinal, Paragraph, Text};
use crate::source::Place;

const NUMERALS: &str = "一二三四五六七八九十百";

/// The ordinal with which a line begins, if it begins with one.
pub fn typed(line: &str) -> Option<(Level, &str)> {
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

/// The most that a document counts to.
const LAST: usize = 199;

/// The number that an ordinal says: 3 of 三、 and of （三）.
pub fn value(level: Level, ordinal: &str) -> Option<usize> {
    (1..=LAST).find(|n| number(&self::ordinal(level, *n)) == number(ordinal))
}

/// An ordinal without its marks: 三 of （三）.
pub fn number(ordinal: &str) -> &str {
    ordinal.trim_matches(|c: char| !c.is_alphanumeric())
}

/// A block of a text that is numbered.
#[derive(Clone, Debug, PartialEq)]
pub struct Numbered {
    /// The block, by its index.
    pub at: usize,
    /// How deep.
    pub level: Level,
    /// Which of its level it says that it is.
    pub value: usize,
    /// Whether the count begins anew with it: behind 第三条.
    pub anew: bool,
    /// What was typed, where it was, and where; it is a part of the text, or stands before it.
    pub typed: Option<(String, Place)>,
}

/// The numbered blocks of a text: headings, sentences, and long paragraphs of the outermost level, which are no
/// headings and keep what was typed.
///
/// What is quoted from elsewhere is not among them.
pub fn all(blocks: &[Block]) -> Vec<Numbered> {
    let quoted = quoted(blocks);
    let mut anew = false;
    let mut found = Vec::new();
    for (at, block) in blocks.iter().enumerate().filter(|(at, _)| !quoted[*at]) {
        anew |= is_article(block);
        if let Some(numbered) = numbered(at, block) {
            found.push(Numbered { anew: std::mem::take(&mut anew), ..numbered });
        }
    }
    found
}

/// Which levels are counted through the whole text, as was typed: （一）（二） below 一、, （三）（四） below 二、.
pub fn running_on(blocks: &[Block]) -> [bool; Level::ALL.len()] {
    let mut last = [0; Level::ALL.len()];
    // whether one begins anew, and whether one goes on
    let mut starts = [(0_usize, 0_usize); Level::ALL.len()];
    let mut open = [false; Level::ALL.len()];
    for Numbered { level, value, anew, typed, .. } in all(blocks) {
        let depth = usize::from(u8::from(level)) - 1;
        if anew {
            open.fill(false);
        }
        if !open[depth] {
            let goes_on = typed.is_some() && last[depth] > 0 && value == last[depth] + 1;
            let (anew, on) = &mut starts[depth];
            if goes_on { *on += 1 } else { *anew += 1 }
        }
        open[depth] = true;
        open[depth + 1..].fill(false);
        last[depth] = value;
    }
    starts.map(|(anew, on)| anew == 1 && on > 0)
}

/// Which blocks are another's words: paragraphs from one that begins with “ to the one where that closes.
pub(super) fn quoted(blocks: &[Block]) -> Vec<bool> {
    let texts: Vec<String> = blocks.iter().map(words).collect();
    let mut quoted = vec![false; blocks.len()];
    let mut at = 0;
    while at < texts.len() {
        let mut depth = 0_usize;
        let closes = texts[at..].iter().position(|text| {
            for c in text.chars() {
                match c {
                    '“' => depth += 1,
                    '”' => depth = depth.saturating_sub(1),
                    _ => {}
                }
            }
            depth == 0
        });
        match closes.filter(|_| texts[at].starts_with('“')) {
            Some(last) => {
                quoted[at..=at + last].fill(true);
                at += last + 1;
            }
            None => at += 1,
        }
    }
    quoted
}

/// The words of a paragraph or heading, without its ordinal.
fn words(block: &Block) -> String {
    let text = match block {
        Block::Heading(heading) => [heading.text.as_slice(), &heading.run_in],
        Block::Paragraph(paragraph) => [paragraph.text.as_slice(), &[]],
        Block::Item(_) | Block::Roster(_) | Block::Table(_) => return String::new(),
    };
    text.into_iter().flatten().filter_map(Inline::text).map(|text| &**text).collect()
}

/// Whether a paragraph begins an article of a regulation, where the count begins anew: 第三条.
pub(super) fn is_article(block: &Block) -> bool {
    let Block::Paragraph(Paragraph { ordinal: None, text, .. }) = block else { return false };
    let Some(text) = text.first().and_then(Inline::text) else { return false };
    let number = text.trim_start_matches([' ', '\t', '\u{3000}']).strip_prefix('第');
    let unit = number
        .map(|rest| rest.trim_start_matches(|c: char| NUMERALS.contains(c) || c.is_ascii_digit()));
    let is_unit = |rest: &str| rest.starts_with(['章', '节', '条']);
    number.zip(unit).is_some_and(|(number, unit)| number.len() > unit.len() && is_unit(unit))
}

fn numbered(at: usize, block: &Block) -> Option<Numbered> {
    let ordinal = match block {
        Block::Heading(heading) => Some(&heading.ordinal),
        Block::Paragraph(paragraph) => match &paragraph.ordinal {
            Some(ordinal) => Some(ordinal),
            None => {
                return in_text(&paragraph.text).map(|(value, text, typed)| {
                    let typed = Some((typed.to_owned(), text.place().narrow(typed)));
                    Numbered { at, level: Level::One, value, anew: false, typed }
                });
            }
        },
        Block::Item(_) | Block::Roster(_) | Block::Table(_) => None,
    };
    let Ordinal { level, printed, typed } = ordinal?;
    let said = typed.as_ref().map_or(printed.as_str(), |typed| typed);
    let typed = typed.as_ref().map(|typed| (typed.to_string(), typed.place().clone()));
    Some(Numbered { at, level: *level, value: value(*level, said)?, anew: false, typed })
}

/// The ordinal of the outermost level with which the text of a paragraph begins: 三、四季度 is none.
pub(super) fn in_text(text: &[Inline]) -> Option<(usize, &Text, &str)> {
    let text = text.first().and_then(Inline::text)?;
    let (level, typed) = typed(text).filter(|(level, _)| *level == Level::One)?;
    let behind = text.trim_start_matches([' ', '\t', '\u{3000}']).strip_prefix(typed)?;
    let is_number = behind.starts_with(|c| NUMERALS.contains(c));
    Some((value(level, typed).filter(|_| !is_number)?, text, typed))
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
