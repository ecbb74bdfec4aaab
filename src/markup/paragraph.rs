//! Paragraphs, and the headings among them that were typed with their ordinals.

use std::sync::Arc;

use crate::doc::ordinal;
use crate::doc::{Block, Heading, Inline, Level, Ordinal, Paragraph, Text};
use crate::markup::inline::{self, Line};
use crate::source::{Place, Source};

/// A heading longer than this (in characters) is a sentence that happens to be numbered.
const LONGEST_HEADING: usize = 50;

/// A sentence no longer than this (in characters) stands on one line with its ordinal and its indent.
const ONE_LINE: usize = 23;

/// How far, in characters, a line that an editor broke at its edge may end before or behind the longest of
/// those that do not end a sentence: marks may not begin a line, numbers and words are not broken.
const RAGGED: usize = 2;

/// From how many half-width columns on a line is not indented as a paragraph but set under another.
const SET_IN: usize = 8;

/// The blocks of one CommonMark paragraph. Text pasted from Word has no blank lines, text from an editor is
/// broken at its edge; one rule for both: a line goes on with the next, except where
///
/// * the next begins with an ordinal or is indented,
/// * it is a heading that stands alone,
/// * it ends a sentence, and not just where the lines that end none are broken, or
/// * it or the next names a person and, behind a gap, a post, or is set under what is said above it.
pub(super) fn blocks(source: &Arc<Source>, lines: Vec<Line>) -> Vec<Block> {
    let written = |line: &Line| {
        let rest = &source.text()[line.start..];
        rest.split('\n').next().unwrap_or(rest)
    };
    // where an editor breaks lines: the last ends in any case
    let before_last = lines.split_last().map_or(&[][..], |(_, before)| before);
    let broken = before_last.iter().map(written).filter(|line| !ends_sentence(line));
    let edge = broken.map(|line| line.trim().chars().count()).max();
    let mut blocks = Vec::new();
    let mut waiting: Vec<Line> = Vec::new();
    for line in lines {
        let ends_sentence = waiting.last().map(written).is_some_and(|last| {
            let len = last.trim().chars().count();
            ends_sentence(last) && edge.is_none_or(|edge| len.abs_diff(edge) > RAGGED)
        });
        let is_roster = [waiting.last(), Some(&line)];
        let is_roster = is_roster.into_iter().flatten().any(|line| stands_in_list(written(line)));
        let ends_heading = waiting.len() == 1
            && typed(source, &waiting[0])
                .is_some_and(|(level, _)| stands_alone(level, &waiting[0].inlines));
        let begins = is_indented(&source.text()[line.start..]) || typed(source, &line).is_some();
        if !waiting.is_empty() && (ends_heading || begins || ends_sentence || is_roster) {
            blocks.extend(block(source, std::mem::take(&mut waiting)));
        }
        waiting.push(line);
    }
    blocks.extend(block(source, waiting));
    blocks
}

/// From how many characters on a line may be as long as it is because an editor broke it there.
const EDGE: usize = 16;

/// The blocks of lines of which each is a paragraph, but where an editor broke them at its edge.
pub(super) fn apart(source: &Arc<Source>, lines: Vec<Line>) -> Vec<Block> {
    let length = |line: &Line| {
        let rest = &source.text()[line.start..];
        rest.split('\n').next().unwrap_or(rest).trim_end().chars().count()
    };
    let before_last = lines.split_last().map_or(&[][..], |(_, before)| before);
    let edge = before_last.iter().map(length).max().unwrap_or_default();
    let is_broken = before_last.len() > 1
        && edge >= EDGE
        && before_last.iter().all(|line| edge - length(line) <= RAGGED);
    if is_broken {
        return blocks(source, lines);
    }
    lines.into_iter().flat_map(|line| blocks(source, vec![line])).collect()
}

/// The blocks of a text without markup, but for the `#` that may stand before a heading. Lines with an empty one
/// between them never belong together.
pub(super) fn unmarked(source: &Arc<Source>) -> Vec<Block> {
    let mut found = Vec::new();
    let mut waiting = Vec::new();
    let mut at = 0;
    for line in source.text().split_inclusive('\n') {
        let words = line.trim();
        if words.is_empty() {
            found.extend(apart(source, std::mem::take(&mut waiting)));
        } else {
            let bare = words.trim_start_matches('#');
            let words = if bare.starts_with(' ') { bare.trim_start() } else { words };
            let start = at + line.find(words).unwrap_or_default();
            let place = Place::text(source, start..start + words.len());
            let inlines = vec![Inline::Plain(Text::new(words, place))];
            waiting.push(Line { start: at, inlines });
        }
        at += line.len();
    }
    found.extend(apart(source, waiting));
    found
}

/// Whether a line ends with the end of a sentence, perhaps inside quotation marks or brackets.
fn ends_sentence(line: &str) -> bool {
    let bare = line.trim_end().trim_end_matches(['”', '’', '）', ')', '》', '】', '』', '」', '*']);
    bare.ends_with(['。', '！', '？', '；', '：', '!', '?', ';'])
}

/// Whether a line is one of a list of people: it names one, or is set under those above it, further in than
/// a paragraph begins.
pub(super) fn stands_in_list(line: &str) -> bool {
    let words = line.trim_start();
    let indent: usize = line[..line.len() - words.len()]
        .chars()
        .map(|c| if c == '\u{3000}' || c == '\t' { 2 } else { 1 })
        .sum();
    indent >= SET_IN || names_person(line)
}

/// Whether a line names a person: a name, or 组长：and a name, and behind a gap a post.
fn names_person(line: &str) -> bool {
    let line = line.trim();
    let words = line.rsplit(['：', ':']).next().unwrap_or(line).trim();
    // 王　强 is a name with a gap of its own
    let gaps: Vec<(usize, usize)> = gaps(words);
    let Some((last, end)) = gaps.last().copied() else { return false };
    let (name, post) = (&words[..last], &words[end..]);
    let name: usize = name.chars().filter(|c| !c.is_whitespace()).count();
    (2..=4).contains(&name) && !post.is_empty() && !words.contains(['。', '，', '；', '！', '？'])
}

/// Where words stand apart: two spaces and more, a tab, or a full-width space.
fn gaps(words: &str) -> Vec<(usize, usize)> {
    let mut gaps = Vec::new();
    let mut at = 0;
    for part in words.split_inclusive(|c: char| !c.is_whitespace()) {
        let gap = part.len() - part.trim_start().len();
        let space = &part[..gap];
        if space.chars().count() > 1 || space.contains(['\t', '\u{3000}']) {
            gaps.push((at, at + gap));
        }
        at += part.len();
    }
    gaps
}

/// Whether a paragraph at this place is one because the line before it, which goes right before it, ends a
/// sentence.
pub(super) fn is_split(source: &Source, at: usize) -> bool {
    let number = source.position(at).0;
    let line = |number: usize| &source.text()[source.line(number)];
    let Some(before) = number.checked_sub(1).filter(|before| *before > 0).map(line) else {
        return false;
    };
    let begins_anyhow = is_indented(line(number)) || ordinal::typed(line(number)).is_some();
    let is_prose = !before.trim_start().starts_with(['#', '|', '`', '-', '*', '+', '<']);
    is_prose && ends_sentence(before) && !begins_anyhow
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
        return Some(Block::Paragraph(Paragraph { text, ..Paragraph::default() }));
    };
    let is_heading = stands_alone(level, &text) || runs_in(level, &text);
    let goes_on =
        |words: &str| words[ordinal.len()..].starts_with(|c| "一二三四五六七八九十".contains(c));
    if level == Level::One && !is_heading && goes_on(plain(&text).trim_start()) {
        // 一、二年级学生…… is no chapter
        return Some(Block::Paragraph(Paragraph { text, ..Paragraph::default() }));
    }
    let place = inline::place_of(&text).narrow(&ordinal);
    let text = inline::without_first(text, ordinal.len());
    let ordinal = Ordinal::new(level, Some(Text::new(ordinal, place)));
    Some(if is_heading {
        let (text, run_in) = inline::split_run_in(text);
        Block::Heading(Heading { ordinal, text, run_in, tight: false })
    } else {
        Block::Paragraph(Paragraph { ordinal: Some(ordinal), text, tight: false })
    })
}

/// `（三）健全机制，长效管理。` is a heading with a point that it should not have where the text that it heads follows
/// it: a sentence of a list has the sentence of another number before or behind it.
pub(super) fn pointed_headings(blocks: Vec<Block>) -> Vec<Block> {
    let numbered = |block: Option<&Block>| match block? {
        Block::Paragraph(paragraph) => paragraph.ordinal.as_ref().map(|ordinal| ordinal.level),
        _ => None,
    };
    let levels: Vec<_> = blocks.iter().map(|block| numbered(Some(block))).collect();
    let heads = |at: usize| {
        let level = levels[at]?;
        let in_list = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        let in_list = in_list.filter_map(|at| levels.get(at)).any(|other| *other == Some(level));
        let below = match blocks.get(at + 1)? {
            Block::Heading(heading) => heading.ordinal.level > level,
            Block::Paragraph(paragraph) => {
                paragraph.ordinal.as_ref().is_none_or(|ordinal| ordinal.level > level)
            }
            Block::Item(_) | Block::Roster(_) | Block::Table(_) => true,
        };
        (below && !in_list).then_some(())
    };
    let heads: Vec<bool> = (0..blocks.len()).map(|at| heads(at).is_some()).collect();
    let blocks = blocks.into_iter().zip(heads);
    let block = |(block, heads): (Block, bool)| match block {
        Block::Paragraph(Paragraph { ordinal: Some(ordinal), text, .. })
            if heads && is_short_sentence(&text) =>
        {
            let (text, run_in) = inline::split_run_in(text);
            Block::Heading(Heading { ordinal, text, run_in, tight: false })
        }
        other => other,
    };
    blocks.map(block).collect()
}

/// Whether a text is one sentence that, with its ordinal, stands on one line.
fn is_short_sentence(inlines: &[Inline]) -> bool {
    let text = plain(inlines);
    text.trim_end().strip_suffix('。').is_some_and(|bare| {
        !bare.contains(['。', '；', '：', '？', '！']) && bare.chars().count() <= ONE_LINE
    })
}

/// The program indents; spaces typed for it go.
fn without_indent(inlines: Vec<Inline>) -> Vec<Inline> {
    let indent = inline::first_words(&inlines)
        .map_or(0, |text| text.len() - text.trim_start_matches([' ', '\u{3000}']).len());
    if indent > 0 { inline::without_first(inlines, indent) } else { inlines }
}

#[cfg(test)]
mod tests {
    use crate::diag::{Diagnostic, Diagnostics, codes};
    use crate::doc::{Block, Inline};
    use crate::markup;
    use crate::source::{Place, Source};

    /// The paragraphs of a text, one a line.
    fn read(text: &str) -> String {
        let none = |_: &markup::Placement| {
            Err(Diagnostic::error(codes::INTERNAL_ERROR, Place::Program, "").into())
        };
        let mut found = Diagnostics::new();
        let blocks = markup::parse(&Source::new("试.md", text), &none, &mut found);
        assert!(found.is_empty());
        let words = |inlines: &[Inline]| super::plain(inlines);
        let lines = blocks.iter().map(|block| match block {
            Block::Heading(heading) => format!("# {}", words(&heading.text)),
            Block::Paragraph(paragraph) => words(&paragraph.text),
            other => format!("{other:?}"),
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn pasted_lines_are_paragraphs_and_broken_ones_go_on() {
        for (text, wanted) in [
            ("各镇要落实责任。\n各村要配合。", "各镇要落实责任。\n各村要配合。"),
            ("现通知如下：\n请各镇落实。", "现通知如下：\n请各镇落实。"),
            ("他说：“好。”\n大家同意。", "他说：“好。”\n大家同意。"),
            ("（详见附件。）\n请落实。", "（详见附件。）\n请落实。"),
            ("宣传创建工作的重大\n意义，营造氛围。", "宣传创建工作的重大意义，营造氛围。"),
            ("（2026年版）\n试行", "（2026年版）试行"),
            // an editor broke each line at its edge, once behind a sentence
            (
                "为改善人居环境，结合实际，制\n定本方案。各镇要落实责任人。\n各村要配合，乡镇要指导，部门\n要检查。\n另起一段。",
                "为改善人居环境，结合实际，制定本方案。各镇要落实责任人。各村要配合，乡镇要指导，部门要检查。\n另起一段。",
            ),
            ("**各镇要落实。**\n各村要配合。", "各镇要落实。\n各村要配合。"),
        ] {
            assert_eq!(read(text), wanted, "{text}");
        }
    }

    #[test]
    fn a_sentence_that_heads_a_text_is_a_heading() {
        for (text, wanted) in [
            (
                "（三）健全机制，长效管理。\n\n各镇要落实责任。",
                "# 健全机制，长效管理\n各镇要落实责任。",
            ),
            ("1.健全机制。\n\n（1）定责。\n\n各镇要落实。", "# 健全机制\n# 定责\n各镇要落实。"),
            // a list of sentences, and what heads nothing
            ("（一）定责。\n\n（二）检查。\n\n请落实。", "定责。\n检查。\n请落实。"),
            ("（一）定责。", "定责。"),
            ("（一）定责。\n\n一、总则", "定责。\n# 总则"),
            // and what is longer than a line
            (
                "（一）各乡镇人民政府要切实履行属地管理责任，明确一名联络员。\n\n请落实。",
                "各乡镇人民政府要切实履行属地管理责任，明确一名联络员。\n请落实。",
            ),
        ] {
            assert_eq!(read(text), wanted, "{text}");
        }
    }

    #[test]
    fn two_people_are_never_one() {
        let text = "组　　长：王加强   党委副书记\n副 组 长：卢虹   党委副书记\n          齐元元   人大主席\n孟英田　　办公室主任  \n贾　玉　　办公室主任\n            各村党组织书记\n领导小组下设办公室。";
        assert_eq!(read(text).lines().count(), 7, "{}", read(text));
    }
}
