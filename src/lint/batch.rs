//! What the documents of one table say, side by side. Documents stream by: of each a [`Brief`] is kept, a few
//! words and numbers, and once all were looked at the rules say what they have to say.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, PoisonError};

use super::{Check, RULES};
use crate::compose::Composed;
use crate::diag::Diagnostics;
use crate::doc::{Block, Document};
use crate::model::NumberSpec;
use crate::source::Place;

/// What is kept of a document.
#[derive(Clone, Debug)]
pub struct Brief {
    /// Where its recipient stands.
    pub(super) place: Place,
    /// 主送机关, as printed.
    pub(super) recipient: String,
    /// 发文字号, where its row has one of its own.
    pub(super) number: Option<Numbered>,
    /// Its words but for 主送机关, number and date, as a number that is the same for the same words.
    pub(super) words: u64,
    /// How many characters these are.
    pub(super) length: usize,
}

/// 发文字号 that a row has for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Numbered {
    /// What stands before 顺序号.
    pub(super) series: String,
    /// 顺序号.
    pub(super) serial: u32,
    /// Where it is written.
    pub(super) place: Place,
}

/// The documents of one table in its order.
#[derive(Debug)]
pub struct Run<'b> {
    pub(super) documents: Vec<&'b Brief>,
}

/// The briefs of the documents that were looked at so far, by entry and recipient.
#[derive(Debug, Default)]
pub struct Batch(Mutex<BTreeMap<(usize, usize), Brief>>);

impl Brief {
    /// What is kept of a document whose recipient stands at that place.
    pub fn of(composed: &Composed<'_>, place: &Place) -> Self {
        let mut words = Words { hasher: DefaultHasher::new(), length: 0 };
        for volume in &composed.volumes {
            words.read(&volume.document);
        }
        let facts = &composed.facts;
        let recipient = facts.addressees.known().or(facts.send_to.known());
        let recipient = recipient.map(|text| text.trim_end_matches(['：', '。']).to_owned());
        let number = facts.number.known().and_then(|number| {
            let place = number.printed.place();
            let serial = match &number.written {
                NumberSpec::Full(full) => full.serial,
                NumberSpec::Serial(serial) => *serial,
                // what a ledger gives, it sees to; what is still to be written, nobody knows
                NumberSpec::Ledger | NumberSpec::Blank(_) => return None,
            };
            let own = matches!(place, Place::Cell(..));
            let series = number.printed.trim_end_matches('号').trim_end_matches(char::is_numeric);
            own.then(|| Numbered { series: series.to_owned(), serial, place: place.clone() })
        });
        Self {
            place: place.clone(),
            recipient: recipient.unwrap_or_default(),
            number,
            words: words.hasher.finish(),
            length: words.length,
        }
    }
}

/// The words of documents, hashed and counted.
struct Words {
    hasher: DefaultHasher,
    length: usize,
}

impl Words {
    fn add(&mut self, words: &str) {
        words.hash(&mut self.hasher);
        self.length += words.chars().count();
    }

    fn read(&mut self, document: &Document) {
        let body = &document.body;
        let titles = body.title.iter().chain(body.issued.iter().map(|issued| &issued.title));
        let titles = titles.chain(body.attachments.iter().map(|attachment| &attachment.title));
        titles.flat_map(|title| &title.lines).for_each(|line| self.add(line));
        for block in document.blocks() {
            block.running().for_each(|text| self.add(text));
            match block {
                Block::Roster(roster) => {
                    for entry in &roster.entries {
                        entry.name.iter().chain([&entry.post]).for_each(|text| self.add(text));
                    }
                }
                Block::Table(table) => {
                    let lines = table.rows.iter().flatten().flat_map(|cell| &cell.lines);
                    lines.for_each(|line| self.add(line));
                }
                Block::Heading(_) | Block::Paragraph(_) | Block::Item(_) => {}
            }
        }
    }
}

impl Batch {
    /// Keeps what is needed of the document of a recipient of an entry, each counted from 0.
    pub fn add(&self, entry: usize, recipient: usize, brief: Brief) {
        let mut briefs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        briefs.insert((entry, recipient), brief);
    }

    /// What the rules say of the documents of each entry.
    pub fn said(&self) -> Vec<(usize, Diagnostics)> {
        let briefs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut runs: BTreeMap<usize, Vec<&Brief>> = BTreeMap::new();
        for ((entry, _), brief) in briefs.iter() {
            runs.entry(*entry).or_default().push(brief);
        }
        let said = runs.into_iter().map(|(entry, documents)| {
            let run = Run { documents };
            let mut found = Diagnostics::new();
            for rule in RULES {
                if let Check::Run(check) = rule.check {
                    check(&run, &mut found);
                }
            }
            (entry, found)
        });
        said.collect()
    }
}
