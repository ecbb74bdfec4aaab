//! What an output is made from, as a whole and in the parts that a person knows.

use std::collections::BTreeMap;
use std::hash::Hash;

use super::Options;
use crate::build_log::Input;
use crate::doc::{Document, text};
use crate::fingerprint::Fingerprint;
use crate::fonts::Fonts;
use crate::project::Project;
use crate::source::Place;
use crate::write::Format;

/// The part that says which campaign an output is of.
pub(super) const CAMPAIGN: &str = "活动";

/// Names this build of the program by what it was made from (`src/build.rs`).
const PROGRAM: &str = env!("HONGTOU_PROGRAM");

/// What all outputs are made from besides their documents.
pub(super) struct Inputs {
    program: Fingerprint,
    fonts: Fingerprint,
    /// Which campaign, among those that share a folder of outputs.
    name: Fingerprint,
    /// The campaign file, as places name it.
    campaign: String,
    /// What the campaign calls the sheets of a file.
    sheets: BTreeMap<String, String>,
}

impl Inputs {
    pub(super) fn new(project: &Project, fonts: Fingerprint) -> Self {
        let program = Fingerprint::of_bytes(PROGRAM.as_bytes());
        let campaign = match &project.campaign.organ.name.place {
            Place::Text(source, _) => source.name().to_owned(),
            _ => String::new(),
        };
        let mut sheets: BTreeMap<String, String> = BTreeMap::new();
        let facts = &project.campaign;
        let rosters = facts.rosters.iter().map(|(name, spec)| ("名单", name, &spec.file));
        let tables = facts.tables.iter().map(|(name, sheet)| ("表", name, &sheet.file));
        for (kind, name, file) in rosters.chain(tables) {
            let words = sheets.entry(file.v.clone()).or_default();
            let gap = if words.is_empty() { "" } else { "、" };
            *words = format!("{words}{gap}{kind} {name}");
        }
        let name = Fingerprint::of_bytes(project.name().as_bytes());
        Self { program, fonts, name, campaign, sheets }
    }

    /// What a whole build comes from.
    pub(super) fn all(&self, project: &Project, ledger: &[u8], options: &Options) -> Fingerprint {
        let Options { formats, draft, preprinted, appendices, only, shard, merge: _, jobs: _ } =
            options;
        Fingerprint::of(|hasher| {
            (self.program, self.fonts, project.contents(), ledger).hash(hasher);
            (draft, only, preprinted, appendices, formats, shard).hash(hasher);
        })
    }

    /// What the outputs of a document are made from, format by format.
    pub(super) fn of<'a>(&'a self, document: &'a Document) -> impl Fn(Format) -> Input + use<'a> {
        let tree = serde_json::to_vec(document).unwrap_or_default();
        let parts = self.parts(document);
        move |format| {
            let whole = Fingerprint::of(|hasher| {
                (self.program, self.fonts, &tree).hash(hasher);
                (document.meta.date, format.ending()).hash(hasher);
                document.pictures().for_each(|picture| picture.png.hash(hasher));
            });
            Input { whole, parts: parts.clone() }
        }
    }

    /// Each word counts for the part that it comes from.
    fn parts(&self, document: &Document) -> Vec<(String, u32)> {
        let mut words: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        text::visit(document, &mut |role, text, place| {
            let part = match place {
                // what the program says follows from the rest
                Place::Program => return,
                Place::Text(source, _) if source.name() == self.campaign => match role.name() {
                    "表头" | "表文" => "阶段和任务",
                    name => name,
                },
                Place::Text(source, _) => source.name(),
                Place::Cell(file, ..) | Place::File(file) => {
                    self.sheets.get(&**file).map_or(&**file, String::as_str)
                }
            };
            words.entry(part).or_default().push(text);
        });
        for picture in document.pictures() {
            words.entry("印章").or_default().push(&picture.file);
        }
        let parts = words.into_iter().map(|(part, words)| {
            (part.to_owned(), Fingerprint::of(|hasher| words.hash(hasher)).short())
        });
        let press = [("程序", self.program), ("字库", self.fonts), (CAMPAIGN, self.name)];
        parts.chain(press.map(|(part, hash)| (part.to_owned(), hash.short()))).collect()
    }
}

/// The part of a document's number, where that is printed in these words.
pub(super) fn of_number(words: &str) -> u32 {
    Fingerprint::of(|hasher| vec![words].hash(hasher)).short()
}

/// The part of a campaign of that name.
pub(super) fn of_campaign(name: &str) -> u32 {
    Fingerprint::of_bytes(name.as_bytes()).short()
}

/// Of all fonts, in the order in which they are asked.
pub(super) fn of_fonts(fonts: &Fonts) -> Fingerprint {
    Fingerprint::of(|hasher| fonts.files().for_each(|font| font.hash(hasher)))
}
