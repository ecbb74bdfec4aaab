//! Numbers headings (7.3.3), once, for every writer.
//!
//! Ordinals are text in both formats. Word's automatic numbering would be easier to renumber, but the
//! numbers vanish when text is copied into an office system or read by a program, and offices type them.

use chinese_number::{ChineseCase, ChineseCountMethod, ChineseVariant, NumberToChinese};

use crate::doc::{Block, Document, Level, ordinal};

/// Sets the ordinal of every heading and numbered paragraph: 一、 （一） 1. （1）. Each text (正文, 印发件, each 附件) begins
/// anew; a heading begins the levels below it anew, and so does 第三条, unless a level was typed as one that runs on through
/// the text. What was typed is counted anew too, unless it is to be kept or is quoted.
pub fn number(document: &mut Document, keep_typed: bool) {
    for blocks in document.texts_mut() {
        let (quoted, runs_on) = (ordinal::quoted(blocks), ordinal::running_on(blocks));
        let mut counts = [0_usize; Level::ALL.len()];
        for (block, quoted) in blocks.iter_mut().zip(quoted) {
            if ordinal::is_article(block) {
                for (count, runs_on) in counts.iter_mut().zip(runs_on) {
                    *count *= usize::from(runs_on);
                }
            }
            let found = match block {
                Block::Heading(heading) => Some(&mut heading.ordinal),
                Block::Paragraph(paragraph) => {
                    // a long paragraph keeps the number that was typed, and what follows goes on from it
                    if let (None, Some((value, ..)), false) =
                        (&paragraph.ordinal, ordinal::in_text(&paragraph.text), quoted)
                        && value == counts[0] + 1
                    {
                        set(&mut counts, 0, value, runs_on);
                    }
                    paragraph.ordinal.as_mut()
                }
                Block::Item(_) | Block::Roster(_) | Block::Table(_) => None,
            };
            let Some(found) = found else { continue };
            let typed = found.typed.as_ref().filter(|_| keep_typed || quoted);
            let typed = typed.and_then(|typed| ordinal::value(found.level, typed));
            let depth = usize::from(u8::from(found.level)) - 1;
            let value = typed.unwrap_or(counts[depth] + 1);
            if !quoted {
                set(&mut counts, depth, value, runs_on);
            }
            found.printed = ordinal(found.level, value);
        }
    }
}

type Counts = [usize; Level::ALL.len()];

/// Sets the count of a level; those below it begin anew, unless they run on through the text.
fn set(counts: &mut Counts, depth: usize, value: usize, runs_on: [bool; Level::ALL.len()]) {
    counts[depth] = value;
    for below in depth + 1..counts.len() {
        if !runs_on[below] {
            counts[below] = 0;
        }
    }
}

/// The ordinal of the `n`th heading (from 1) of a level, with its mark.
pub fn ordinal(level: Level, n: usize) -> String {
    match level {
        Level::One => format!("{}、", chinese(n)),
        Level::Two => format!("（{}）", chinese(n)),
        Level::Three => format!("{n}."),
        Level::Four => format!("（{n}）"),
    }
}

/// 一, 二 … 十, 十一 … 二十 … 一百零一; Arabic digits where there is no name.
fn chinese(n: usize) -> String {
    let named =
        n.to_chinese(ChineseVariant::Simple, ChineseCase::Lower, ChineseCountMethod::Middle);
    named.unwrap_or_else(|_| n.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_numerals() {
        let said: Vec<String> = [1, 9, 10, 11, 19, 20, 21, 99, 102].map(chinese).to_vec();
        assert_eq!(said.join(" "), "一 九 十 十一 十九 二十 二十一 九十九 一百零二");
    }
}
