//! The one integration-test binary: typst is linked once.
#![expect(clippy::unwrap_used, reason = "a test that can't set itself up should fail there")]

mod examples;
mod parity;
mod property;
mod readme;
mod reproducible;
mod shape;
mod transcripts;

use std::path::{Path, PathBuf};

use hongtou::doc::Document;
use hongtou::fonts::{Fonts, Options};
use hongtou::project::{self, Project};
use hongtou::write::docx::docx;
use hongtou::write::pdf::{Typeset, Typesetter};
use hongtou::{compose, diag};

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

/// The shipped fonts and a typesetter with them.
fn press() -> (Fonts, Typesetter) {
    let fonts = Fonts::open(&Options { folder: None, shipped_only: true }).unwrap();
    let typesetter = Typesetter::new(&fonts);
    (fonts, typesetter)
}

/// All documents of a project.
fn documents(project: &Project) -> diag::Result<Vec<Document>> {
    let renderer = compose::renderer(project);
    diag::collect(
        project.campaign.documents.iter().map(|spec| compose::document(project, &renderer, spec)),
    )
}

/// Every document of every example, under the names of both.
fn example_documents() -> Vec<(String, Document)> {
    examples()
        .iter()
        .flat_map(|folder| {
            let project = project::open(folder).unwrap();
            let renderer = compose::renderer(&project);
            let campaign = folder.file_name().unwrap().to_string_lossy().into_owned();
            let names: Vec<String> = project
                .campaign
                .documents
                .iter()
                .map(|spec| {
                    let name = compose::file_name(&project, &renderer, spec).unwrap();
                    format!("{campaign}-{}", name.v)
                })
                .collect();
            names.into_iter().zip(documents(&project).unwrap())
        })
        .collect()
}

/// Both files of a document.
fn files(document: &Document, typeset: &Typeset) -> (Vec<u8>, Vec<u8>) {
    (typeset.pdf().unwrap(), docx(document, typeset.imprint_page()).unwrap())
}
