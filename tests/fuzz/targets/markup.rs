//! Texts: every Chinese character that stands in one is in its blocks, or an error is told.

use std::collections::BTreeMap;

use hongtou::internals::diag::{Diagnostic, Diagnostics, codes};
use hongtou::internals::doc::{Block, Inline};
use hongtou::internals::markup::{self, Placement};
use hongtou::internals::source::{Place, Source};

use super::{contents, told};

pub(super) fn run(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let source = Source::new("正文.md", text.clone());
    let place = Place::text(&source, 0..0);
    let none = |_: &Placement| {
        Err(Diagnostic::error(codes::UNSUPPORTED_MARKUP, place.clone(), "没有").into())
    };
    let read = || {
        let mut found = Diagnostics::new();
        let blocks = markup::parse(&source, &none, &mut found);
        (blocks, found)
    };
    let (blocks, found) = read();
    told(&found);
    assert_eq!(blocks, read().0, "read twice, and not the same");
    if found.has_errors() {
        return;
    }
    let mut words = String::new();
    for block in &blocks {
        add(block, &mut words);
    }
    let (wanted, found) = (counted(&text), counted(&words));
    for (character, count) in wanted {
        let there = found.get(&character).copied().unwrap_or(0);
        assert!(there >= count, "{character} is lost: {count} in {text:?}, {there} in {words:?}");
    }
}

/// How often each Chinese character stands there, but those that typed ordinals are made of.
fn counted(text: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    let han = |c: &char| {
        ('\u{4e00}'..='\u{9fff}').contains(c) && !"一二三四五六七八九十百千零第".contains(*c)
    };
    for character in text.chars().filter(han) {
        *counts.entry(character).or_default() += 1;
    }
    counts
}

fn add(block: &Block, words: &mut String) {
    let mut lines = |inlines: &[Inline]| {
        for inline in inlines {
            match inline {
                Inline::Plain(text) | Inline::Strong(text) => words.push_str(text),
                Inline::Break => {}
            }
        }
    };
    match block {
        Block::Heading(heading) => {
            lines(&heading.text);
            lines(&heading.run_in);
        }
        Block::Paragraph(paragraph) => lines(&paragraph.text),
        Block::Item(item) => lines(&item.text),
        Block::Roster(_) => {}
        Block::Table(table) => {
            for cell in table.rows.iter().flatten() {
                for text in &cell.lines {
                    words.push_str(text);
                }
            }
        }
    }
}

pub(super) fn seeds() -> Vec<Vec<u8>> {
    let mut seeds = contents(".md");
    seeds.extend([
        "[甲]: 乙\n\n见[1]。\n\n- [2]: 丙".into(),
        "| 甲 | 乙 |\n|---|---|\n| 丙\\|丁 | 戊 | 己 |\n".into(),
    ]);
    seeds
}
