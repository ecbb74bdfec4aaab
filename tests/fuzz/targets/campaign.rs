//! Whole campaigns in memory: each document is made, and then holds what is promised of it, or an error is told.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::sync::LazyLock;

use hongtou::internals::doc::{Document, text, text::Role};
use hongtou::internals::layout::Laid;
use hongtou::internals::layout::drawing::{Drawn, Page};
use hongtou::internals::write::{docx::docx, pdf::pdf};
use hongtou::{Fonts, Options, Press, Severity, open};

use super::package::{self, Package};
use super::writing::written;
use super::{made_or_told, told};

static PRESS: LazyLock<Press> = LazyLock::new(|| Press::new(Fonts::shipped().unwrap()));

pub(super) fn run(bytes: &[u8]) {
    let (files, options) = written(bytes);
    let Some(project) = made_or_told(open(files)) else { return };
    let options = Options { jobs: NonZeroUsize::new(1), ..options };
    let Some(mut plan) = made_or_told(PRESS.plan(&project, &options)) else { return };
    told(plan.said());
    let mut all = Vec::new();
    let work = plan.make(|done| {
        all.push(done);
        ControlFlow::Continue(())
    });
    if made_or_told(work).is_none() {
        return;
    }
    for done in all {
        told(&done.said);
        assert!(
            done.made.is_some()
                || done.said.iter().any(|message| message.severity == Severity::Error),
            "{} is not made, and no error says so",
            done.name.v
        );
        if done.made.is_none() {
            continue;
        }
        let (pages, said) = plan.typeset(&done.name.v).unwrap();
        told(&said);
        let made: BTreeMap<&str, &[u8]> =
            done.files.iter().map(|file| (&*file.name, &*file.bytes)).collect();
        for laid in pages {
            let (pdf, docx) = (pdf(&laid).unwrap(), docx(&laid).unwrap());
            assert!(made.values().any(|bytes| **bytes == pdf), "another PDF the second time");
            assert!(made.values().any(|bytes| **bytes == docx), "another DOCX the second time");
            holds(&laid, &docx);
        }
    }
}

/// What is promised of every document.
fn holds(laid: &Laid, docx: &[u8]) {
    laid.drawings().iter().for_each(on_the_paper);
    let document = laid.document();
    let words = words(document);
    let package = Package::read(docx);
    package::check(&package);
    assert_eq!(package.words(), words, "the words of the DOCX");
    let printed: String = laid.runs().iter().map(|run| squeezed(&run.text)).collect();
    let (wanted, found) = (counted(&words), counted(&printed));
    for (character, count) in wanted {
        let there = found.get(&character).copied().unwrap_or(0);
        assert!(
            there >= count,
            "{character}: {there} of {count} in the PDF {printed:?} of {words:?}"
        );
    }
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn words(document: &Document) -> String {
    let mut words = String::new();
    // the DOCX carries the first copy's number
    let mut document = document.clone();
    if let Some(head) = &mut document.head {
        head.copy_numbers.truncate(1);
    }
    text::visit(&document, &mut |role, text, _| {
        // 套打: the paper carries it already
        if !(document.preprinted && role == Role::Mark) {
            words.push_str(&squeezed(text));
        }
    });
    words
}

fn counted(text: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    text.chars().for_each(|character| *counts.entry(character).or_default() += 1);
    counts
}

/// Every glyph begins and ends on the paper, every line and box and picture lies on it.
fn on_the_paper(page: &Page) {
    for item in &page.items {
        let far = match &item.shape {
            Drawn::Text { glyphs, .. } => [glyphs.last().map_or(0.0, |glyph| glyph.x), 0.0],
            Drawn::Line { to, .. } => *to,
            Drawn::Box { width, height, .. } | Drawn::Picture { width, height, .. } => {
                [*width, *height]
            }
            Drawn::Other => panic!("nobody can draw {item:?}"),
        };
        for point in [[0.0, 0.0], far] {
            let [x, y] = item.on_page(point);
            let inside = (0.0..=page.width).contains(&x) && (0.0..=page.height).contains(&y);
            let what: String = format!("{:?}", item.shape).chars().take(80).collect();
            assert!(inside, "off the paper: {x:.0},{y:.0} {what}");
        }
    }
}

/// Decisions at random, the same each time.
pub(super) fn seeds() -> Vec<Vec<u8>> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    };
    (1..=96).map(|nth| (0..nth * 4).flat_map(|_| next()).collect()).collect()
}
