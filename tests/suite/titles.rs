//! Titles break by meaning (7.3.1 词意完整): most of a list of titles, and all of the examples and starters.

use std::collections::BTreeMap;

use hongtou::internals::doc::title::broken;
use hongtou::internals::doc::words::Nouns;
use hongtou::internals::doc::{Document, Title};

use crate::{example_documents, starters};

const TITLES: &str = include_str!("../titles/titles.txt");
/// The titles of examples and starters that are longer than a line.
const EXAMPLES: &str = include_str!("../titles/examples.txt");
/// Characters on a line of a title.
const CAPACITY: f64 = 20.0;

/// Titles without their marks, and the bytes where they say that a line may end.
fn marked(titles: &'static str) -> impl Iterator<Item = (String, Vec<usize>)> {
    titles.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let ends = line.split('|').scan(0, |at, part| {
            *at += part.len();
            Some(*at)
        });
        (line.replace('|', ""), ends.collect())
    })
}

/// The lines below each other, with ✂ where a word is cut, and whether one is.
fn shown<'l>(lines: impl IntoIterator<Item = &'l str>, allowed: &[usize]) -> (String, bool) {
    let (mut shown, mut at, mut cut) = (String::new(), 0, false);
    for line in lines {
        if at > 0 {
            let inside = !allowed.contains(&at);
            shown.push_str(if inside { "✂" } else { "／" });
            cut |= inside;
        }
        shown.push_str(line);
        at += line.len();
    }
    (shown, cut)
}

#[test]
fn few_titles_cut_what_is_one_in_meaning() {
    let (mut long, mut cuts, mut listing) = (0, 0, String::new());
    for (title, allowed) in marked(TITLES) {
        let lines = broken(&title, CAPACITY, &Nouns::default());
        let (shown, cut) = shown(lines.iter().copied(), &allowed);
        long += usize::from(lines.len() > 1);
        cuts += usize::from(cut);
        listing.push_str(&shown);
        listing.push('\n');
    }
    insta::assert_snapshot!("titles", listing);
    assert!(long >= 300, "{long}");
    assert!(cuts * 100 <= long * 3, "{cuts} of {long}");
}

fn titles(document: &Document) -> impl Iterator<Item = &Title> {
    let body = &document.body;
    let issued = body.issued.iter().map(|issued| &issued.title);
    body.title.iter().chain(issued).chain(body.attachments.iter().map(|it| &it.title))
}

#[test]
fn no_title_of_an_example_cuts_a_word() {
    let allowed: BTreeMap<String, Vec<usize>> = marked(EXAMPLES).collect();
    let examples = example_documents().into_iter().map(|(_, document)| document);
    let mut faults = Vec::new();
    for document in examples.chain(starters::examples()) {
        for title in titles(&document).filter(|title| title.lines.len() > 1) {
            let words: String = title.lines.iter().map(|line| &**line).collect();
            let lines = title.lines.iter().map(|line| &**line);
            let (shown, cut) = shown(lines, allowed.get(&words).map_or(&[], Vec::as_slice));
            if cut {
                faults.push(shown);
            }
        }
    }
    faults.sort();
    faults.dedup();
    assert!(faults.is_empty(), "{faults:#?}");
}
