//! Same input, same bytes: on every run and on any number of threads.

use crate::{PRESS, example_documents, files, press};

#[test]
fn same_bytes_again_and_on_other_threads() {
    let documents = example_documents();
    let make = || -> Vec<(Vec<u8>, Vec<u8>)> {
        documents
            .iter()
            .map(|(_, document)| files(&PRESS.typeset(document.clone()).unwrap()))
            .collect()
    };
    let first = make();
    let (second, third) = std::thread::scope(|scope| {
        let (one, other) = (scope.spawn(make), scope.spawn(make));
        (one.join().unwrap(), other.join().unwrap())
    });
    assert!(first == second && first == third);
    let again = files(&press().typeset(documents[0].1.clone()).unwrap());
    assert!(again == first[0]);
}
