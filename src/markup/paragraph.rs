//! Paragraphs, and the headings among them that were typed with their ordinals.

use std::sync::Arc;

use crate::doc::{Block, Heading, Inline, Level, Paragraph, Text};
use crate::markup::inline::{self, Line};
use crate::markup::ordinal;
use crate::source::{Place, Source};

/// A heading longer than this (in characters) is a sentence that happens to be numbered.
const LONGEST_HEADING: usize = 50;

/// The blocks of one CommonMark paragraph. Text pasted from Word has no blank lines: a line that begins
/// with an ordinal or is indented by full-width spaces begins a paragraph, and a heading that stands
/// alone ends with its line.
pub(super) fn blocks(source: &Arc<Source>, lines: Vec<Line>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut waiting: Vec<Line> = Vec::new();
    for line in lines {
        let ends_heading = waiting.len() == 1
            && typed(source, &waiting[0])
                .is_some_and(|(level, _)| stands_alone(level, &waiting[0].inlines));
        let indented =
            source.text()[line.start..].trim_start_matches([' ', '\t']).starts_with('\u{3000}');
        if !waiting.is_empty() && (ends_heading || indented || typed(source, &line).is_some()) {
            blocks.extend(block(source, std::mem::take(&mut waiting)));
        }
        waiting.push(line);
    }
    blocks.extend(block(source, waiting));
    blocks
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

/// Whether a numbered line is a heading without running text behind it.
fn stands_alone(level: Level, inlines: &[Inline]) -> bool {
    let text = plain(inlines);
    let text = text.trim_end();
    let bare = if level == Level::One { text.trim_end_matches('。') } else { text };
    !bare.contains(['。', '；', '？', '！'])
        && !bare.ends_with(['：', '，', '、'])
        && bare.chars().count() <= LONGEST_HEADING
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
    if let Some((level, ordinal)) = typed
        && plain(&text).trim() != ordinal
        && (stands_alone(level, &text) || runs_in(level, &text))
    {
        let place = inline::place_of(&text).narrow(&ordinal);
        let (text, run_in) = inline::split_run_in(inline::without_first(text, ordinal.len()));
        let typed = Some(Text::new(ordinal, place));
        let ordinal = String::new();
        return Some(Block::Heading(Heading { level, ordinal, typed, text, run_in }));
    }
    Some(Block::Paragraph(Paragraph { text }))
}

/// The program indents; spaces typed for it go.
fn without_indent(inlines: Vec<Inline>) -> Vec<Inline> {
    let indent = inline::first_words(&inlines)
        .map_or(0, |text| text.len() - text.trim_start_matches([' ', '\u{3000}']).len());
    if indent > 0 { inline::without_first(inlines, indent) } else { inlines }
}
