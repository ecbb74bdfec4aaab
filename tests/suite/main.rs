//! The one integration-test binary: typst is linked once.
#![expect(clippy::unwrap_used, reason = "a test that can't set itself up should fail there")]

mod digits;
mod drawing;
mod examples;
mod fuzz;
mod incremental;
mod kept;
mod keys;
mod lines;
mod paper;
mod parity;
mod printing;
mod property;
mod readme;
mod reproducible;
mod schema;
mod shape;
mod sheets;
mod starters;
mod titles;
mod transcripts;
mod variants;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use hongtou::internals::diag;
use hongtou::internals::doc::Document;
use hongtou::internals::layout::Laid;
use hongtou::internals::write::docx::docx;
use hongtou::internals::write::pdf::pdf;
use hongtou::{Folder, Fonts, Options, Press, Project, open};

/// One press for all tests, with the shipped fonts.
static PRESS: LazyLock<Press> = LazyLock::new(press);

/// The folders of the example campaigns and of those made to hold every kind of thing.
fn examples() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders: Vec<PathBuf> = [root.join("data"), root.join("tests/golden")]
        .iter()
        .flat_map(|folder| std::fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    assert!(!folders.is_empty());
    folders
}

/// So many cases of a property, or as many as `PROPTEST_CASES` says.
fn cases(own: u32) -> u32 {
    match proptest::test_runner::Config::default().cases {
        // proptest's own number, where nobody asks for another
        256 => own,
        asked => asked,
    }
}

/// A press with the shipped fonts.
fn press() -> Press {
    Press::new(Fonts::shipped().unwrap())
}

/// Every volume of a project under the name of its files.
fn volumes(project: &Project) -> diag::Result<Vec<(String, Document)>> {
    PRESS.plan(project, &Options::default())?.trees()
}

/// Every document of every example, under the names of both.
fn example_documents() -> Vec<(String, Document)> {
    let mut documents = Vec::new();
    for folder in examples() {
        let project = open(Folder::at(&folder).unwrap()).unwrap();
        let campaign = folder.file_name().unwrap().to_string_lossy().into_owned();
        let of_campaign = volumes(&project).unwrap().into_iter();
        documents
            .extend(of_campaign.map(|(name, document)| (format!("{campaign}-{name}"), document)));
    }
    documents
}

/// Both files of a document.
fn files(typeset: &Laid) -> (Vec<u8>, Vec<u8>) {
    (pdf(typeset).unwrap(), docx(typeset).unwrap())
}
