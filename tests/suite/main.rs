//! The one integration-test binary: typst is linked once.
#![expect(clippy::unwrap_used, reason = "a test that can't set itself up should fail there")]

mod examples;
mod incremental;
mod parity;
mod printing;
mod property;
mod readme;
mod reproducible;
mod schema;
mod shape;
mod sheets;
mod starters;
mod transcripts;

use std::path::{Path, PathBuf};

use hongtou::compose::{Entry, Extent, Recipients, Volume};
use hongtou::doc::Document;
use hongtou::fonts::{Fonts, Options};
use hongtou::project::{self, Folder, Project};
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

/// Every volume of a project under the name of its files.
fn volumes(project: &Project) -> diag::Result<Vec<(String, Document)>> {
    let renderer = compose::renderer(project);
    let mut documents = Vec::new();
    for spec in &project.campaign.documents {
        let each = spec.each.as_ref();
        let recipients =
            each.map(|each| Recipients::of(project, &renderer, spec, each)).transpose()?;
        let entries: Vec<Entry<'_>> = match &recipients {
            None => vec![Entry::single(spec)],
            Some(recipients) => {
                (0..recipients.len()).map(|index| recipients.entry(spec, index)).collect()
            }
        };
        for entry in &entries {
            let name = compose::file_name(project, &renderer, entry)?;
            for Volume { suffix, document } in
                compose::volumes(project, &renderer, entry, Extent::Whole)?
            {
                documents.push((format!("{}{suffix}", name.v), document));
            }
        }
    }
    Ok(documents)
}

/// Every document of every example, under the names of both.
fn example_documents() -> Vec<(String, Document)> {
    let mut documents = Vec::new();
    for folder in examples() {
        let project = project::open(Folder::at(folder).unwrap()).unwrap();
        let campaign = folder.file_name().unwrap().to_string_lossy().into_owned();
        let of_campaign = volumes(&project).unwrap().into_iter();
        documents
            .extend(of_campaign.map(|(name, document)| (format!("{campaign}-{name}"), document)));
    }
    documents
}

/// Both files of a document.
fn files(typeset: &Typeset) -> (Vec<u8>, Vec<u8>) {
    (typeset.pdf().unwrap(), docx(typeset).unwrap())
}
