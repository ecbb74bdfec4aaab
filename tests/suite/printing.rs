//! Copies with numbers (7.2.1) and 套打.

use hongtou::internals::doc::Document;
use hongtou::internals::layout::Run;

use crate::{PRESS, example_documents};

fn document(name: &str) -> Document {
    let found = example_documents().into_iter().find(|(known, _)| known == name);
    found.map(|(_, document)| document).expect(name)
}

fn runs(document: Document) -> Vec<Run> {
    PRESS.typeset(document).unwrap().runs()
}

/// Pages moved so that the first is page 1.
fn from_page(runs: &[Run], first: usize, pages: usize) -> Vec<Run> {
    let inside = runs.iter().filter(|run| (first..first + pages).contains(&run.page));
    inside.map(|run| Run { page: run.page + 1 - first, ..run.clone() }).collect()
}

#[test]
fn each_copy_is_the_first_with_its_own_number() {
    let mut one = document("copies-编号三份");
    let numbers = one.head.as_ref().unwrap().copy_numbers.clone();
    let all = runs(one.clone());
    one.head.as_mut().unwrap().copy_numbers.truncate(1);
    let first = runs(one);
    let pages = first.last().unwrap().page;
    for (index, number) in numbers.iter().enumerate() {
        let copy = from_page(&all, 1 + index * pages, pages);
        assert_eq!(copy[0].text, **number);
        assert_eq!(copy[1..], first[1..], "{number:?}");
    }
    assert_eq!(all.last().unwrap().page, numbers.len() * pages);
}

#[test]
fn each_copy_begins_on_a_front_page() {
    let all = runs(document("copies-无版记编号"));
    let pages: Vec<usize> =
        all.iter().filter(|run| run.text.starts_with("00000")).map(|run| run.page).collect();
    assert_eq!(pages, [1, 3]);
    assert!(all.iter().all(|run| run.page != 2), "the blank page carries nothing");
}

#[test]
fn a_preprinted_document_is_the_whole_one_without_its_mark() {
    for name in ["signature-盖章", "formats-函", "joint-三家盖章"] {
        let whole = document(name);
        let preprinted = runs(Document { preprinted: true, ..whole.clone() });
        let black: Vec<Run> = runs(whole).into_iter().filter(|run| run.size < 23.0).collect();
        assert_eq!(preprinted, black, "{name}");
    }
}
