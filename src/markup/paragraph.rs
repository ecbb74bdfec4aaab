//! Paragraphs, and the headings among them that were typed with their ordinals.

use std::sync::Arc;

use crate::doc::{Block, Heading, Inline, Level, Ordinal, Paragraph, Text};
use crate::markup::inline::{self, Line};
use crate::markup::ordinal;
use crate::source::{Place, Source};

/// A heading longer than this (in characters) is a sentence that happens to be numbered.
const LONGEST_HEADING: usize = 50;

/// The blocks of one CommonMark paragraph. Text pasted from Word has no blank lines: a line that begins
/// with an ordinal or is indented begins a paragraph, and a heading that stands alone ends with its line.
pub(super) fn blocks(source: &Arc<Source>, lines: Vec<Line>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut waiting: Vec<Line> = Vec::new();
    for line in lines {
        let ends_heading = waiting.len() == 1
            && typed(source, &waiting[0])
                .is_some_and(|(level, _)| stands_alone(level, &waiting[0].inlines));
        let begins = is_indented(&source.text()[line.start..]) || typed(source, &line).is_some();
        if !waiting.is_empty() && (ends_heading || begins) {
            blocks.extend(block(source, std::mem::take(&mut waiting)));
        }
        waiting.push(line);
    }
    blocks.extend(block(source, waiting));
    blocks
}

/// Indented as the first line of a paragraph is: by two full-width spaces or what stands for them.
fn is_indented(line: &str) -> bool {
    let words = line.trim_start_matches([' ', '\t', '\u{3000}']);
    let indent = &line[..line.len() - words.len()];
    indent.contains(['\u{3000}', '\t']) || indent.len() >= 4
}

/// The ordinal that was typed at the line's beginning: it stands there in the source itself, for a
/// value that happens to begin like one is no structure.
fn typed(source: &Arc<Source>, line: &Line) -> Option<(Level, String)> {
    let words = inline::first_words(&line.inlines)?;
    let (level, ordinal) = ordinal::typed(words)?;
    let Place::Text(_, range) = words.place() else { return None };
    let as_typed = source.text()[range.start..].trim_start_matches([' ', '\t', '\u{3000}']);
    as_typed.starts_with(ordinal).then(|| (level, ordinal.to_owned()))
}

fn plain(inlines: &[Inline]) -> String {
    inlines
        .iter()
        .map(|inline| match inline {
            Inline::Plain(text) | Inline::Strong(text) => text,
            Inline::Break => "",
        })
        .collect()
}

/// Whether a numbered line is a heading without running text behind it. It may have a final point that
/// it should not have, but then it is no sentence.
fn stands_alone(level: Level, inlines: &[Inline]) -> bool {
    let text = plain(inlines);
    let text = text.trim_end();
    let bare = text.strip_suffix('。').unwrap_or(text);
    let pointed = bare.len() < text.len();
    !bare.contains(['。', '；', '？', '！'])
        && !bare.ends_with(['：', '，', '、'])
        && bare.chars().count() <= LONGEST_HEADING
        && !(pointed && (level != Level::One || bare.contains('，')))
}

/// Whether a numbered line begins with a heading that running text follows.
fn runs_in(level: Level, inlines: &[Inline]) -> bool {
    let text = plain(inlines);
    level != Level::One
        && text.split_once('。').is_some_and(|(heading, rest)| {
            !rest.trim().is_empty()
                && heading.chars().count() <= LONGEST_HEADING
                && !heading.contains('；')
        })
}

fn block(source: &Arc<Source>, lines: Vec<Line>) -> Option<Block> {
    let first = lines.first()?;
    let typed = typed(source, first);
    let text = without_indent(inline::joined(lines));
    if text.is_empty() {
        return None;
    }
    let Some((level, ordinal)) = typed.filter(|(_, ordinal)| plain(&text).trim() != ordinal) else {
        return Some(Block::Paragraph(Paragraph { ordinal: None, text }));
    };
    let is_heading = stands_alone(level, &text) || runs_in(level, &text);
    if level == Level::One && !is_heading {
        // 一、二年级学生…… is no chapter
        return Some(Block::Paragraph(Paragraph { ordinal: None, text }));
    }
    let place = inline::place_of(&text).narrow(&ordinal);
    let text = inline::without_first(text, ordinal.len());
    let ordinal = Ordinal::new(level, Some(Text::new(ordinal, place)));
    Some(if is_heading {
        let (text, run_in) = inline::split_run_in(text);
        Block::Heading(Heading { ordinal, text, run_in })
    } else {
        Block::Paragraph(Paragraph { ordinal: Some(ordinal), text })
    })
}

/// The program indents; spaces typed for it go.
fn without_indent(inlines: Vec<Inline>) -> Vec<Inline> {
    let indent = inline::first_words(&inlines)
        .map_or(0, |text| text.len() - text.trim_start_matches([' ', '\u{3000}']).len());
    if indent > 0 { inline::without_first(inlines, indent) } else { inlines }
}
