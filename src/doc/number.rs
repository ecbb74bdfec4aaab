//! Numbers headings (7.3.3), once, for every writer.
//!
//! Ordinals are text in both formats. Word's automatic numbering would be easier to renumber, but the
//! numbers vanish when text is copied into an office system or read by a program, and offices type them.

use chinese_number::{ChineseCase, ChineseCountMethod, ChineseVariant, NumberToChinese};

use crate::doc::{Block, Document, Level};

/// Sets the ordinal of every heading and numbered paragraph: 一、 （一） 1. （1）. Each text (正文, 印发件, each 附件) begins
/// anew; a heading begins the levels below it anew.
pub fn number(document: &mut Document) {
    for blocks in document.texts_mut() {
        let mut counts = [0_usize; Level::ALL.len()];
        for block in blocks {
            let found = match block {
                Block::Heading(heading) => Some(&mut heading.ordinal),
                Block::Paragraph(paragraph) => paragraph.ordinal.as_mut(),
                Block::Item(_) | Block::Roster(_) | Block::Table(_) => None,
            };
            if let Some(found) = found {
                let depth = usize::from(u8::from(found.level)) - 1;
                counts[depth] += 1;
                counts[depth + 1..].fill(0);
                found.printed = ordinal(found.level, counts[depth]);
            }
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
