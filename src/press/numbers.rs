//! 发文字号 of all documents of a campaign: which the ledger (文号台账) gives, and which stand in it.

use std::collections::BTreeMap;

use super::inputs;
use super::output_folder::OutputFolder;
use super::plan::Plan;
use crate::compose::{self, Extent};
use crate::diag::{Diagnostic, Diagnostics, Result, codes};
use crate::doc::text::Role;
use crate::ledger::{self, Claim, Entry, Held, Ledger, Wanted};
use crate::model::{DocNumber, NumberSpec};
use crate::project::Project;
use crate::source::Place;
use crate::storage::{Disk, Storage};

/// Numbers up to this one are looked for where only the hash of one is known.
const LIKELY: u32 = 10_000;

/// A number and the jobs whose documents bear it.
struct Numbered {
    wanted: Wanted,
    place: Place,
    jobs: Vec<usize>,
}

impl Plan<'_> {
    /// Gives each document that wants one its number, those too that are not asked for now, and enters them in
    /// the ledger beside the campaign. When this returns, the ledger is on the disk. What a person should know of
    /// it is in [`Plan::said`].
    ///
    /// # Errors
    /// When two documents have one number, the ledger can't be read or written, or the campaign does not say
    /// 机关代字.
    pub fn enter_numbers(&mut self) -> Result<()> {
        self.number(|plan, numbered, name| {
            let Some(path) = plan.project.path(name) else {
                return Err(Diagnostic::error(
                    codes::LEDGER_IN_MEMORY,
                    Place::file(name),
                    "活动不在磁盘上，台账没有地方存",
                )
                .hint("把活动存进文件夹，再从台账取文号")
                .into());
            };
            let mut held = Held::open(&Disk::shared(), &path)?;
            plan.claim(numbered, &mut held.ledger)?;
            held.save()
        })
    }

    /// Finds the numbers that [`Plan::enter_numbers`] would give, and writes nothing.
    ///
    /// # Errors
    /// As [`Plan::enter_numbers`].
    pub fn look_up_numbers(&mut self) -> Result<()> {
        self.number(|plan, numbered, _| {
            let mut ledger = ledger(plan.project)?;
            plan.claim(numbered, &mut ledger)
        })
    }

    /// Once for each plan; not at all where no document has to do with the ledger.
    fn number(
        &mut self,
        work: impl FnOnce(&mut Self, &[Numbered], &str) -> Result<()>,
    ) -> Result<()> {
        if std::mem::replace(&mut self.numbered, true) {
            return Ok(());
        }
        let numbered = self.numbered()?;
        let name = ledger_of(self.project)?;
        let wants = numbered.iter().any(|it| matches!(it.wanted, Wanted::Next(..)));
        // numbers that the campaign fixes stand in a ledger that is there, so that nobody else gets them
        let is_there = || self.project.path(&name).is_some_and(|path| Disk.stands(&path));
        if !wants && (numbered.is_empty() || !is_there()) {
            return Ok(());
        }
        work(self, &numbered, &name)
    }

    /// The numbers that documents have or want, each with the jobs that share it: 逐一 may give all the same.
    fn numbered(&self) -> Result<Vec<Numbered>> {
        let mut list: Vec<Numbered> = Vec::new();
        let mut fixed: BTreeMap<String, usize> = BTreeMap::new();
        let mut found = Diagnostics::new();
        for (at, job) in self.list.iter().enumerate() {
            let entry = self.works[job.work].entry(job.recipient);
            // a document that can't be made needs no number
            if !entry.mistakes.is_empty() {
                continue;
            }
            let Some(number) = &entry.spec.number else { continue };
            let wanted = compose::wanted(self.project, &entry.spec);
            let wanted = if number.v == NumberSpec::Ledger {
                found.take(wanted)
            } else {
                wanted.ok() // of a fixed one the document tells
            };
            let Some(wanted) = wanted.flatten() else { continue };
            let this = Numbered { wanted, place: number.place.clone(), jobs: vec![at] };
            let Wanted::Fixed(number) = &this.wanted else {
                list.push(this);
                continue;
            };
            match fixed.get(&number.to_string()).and_then(|other| list.get_mut(*other)) {
                None => {
                    fixed.insert(number.to_string(), list.len());
                    list.push(this);
                }
                Some(other) if self.list[other.jobs[0]].work == job.work => other.jobs.push(at),
                Some(other) => {
                    let message = format!("{number}给了两份文件，另一份在 {}", other.place);
                    found.push(
                        Diagnostic::error(codes::DUPLICATE_NUMBER, this.place, message)
                            .hint("一个文号只能给一份文件；写“文号: 台账”，由程序接着编"),
                    );
                }
            }
        }
        found.or(list)
    }

    /// Asks a ledger for the numbers.
    fn claim(&mut self, numbered: &[Numbered], ledger: &mut Ledger) -> Result<()> {
        let claims: Vec<Claim> = numbered.iter().map(|it| self.claim_of(it)).collect();
        let whole = self.extent() == Extent::Whole && self.unnamed == 0;
        let stem = self.project.file_stem();
        let numbers = ledger.number(stem, &claims, whole, &mut self.said)?;
        let mut given = Vec::new();
        for (numbered, number) in numbered.iter().zip(numbers) {
            for at in &numbered.jobs {
                self.list[*at].serial = Some(number.serial);
            }
            if let (Wanted::Next(..), [job]) = (&numbered.wanted, &*numbered.jobs) {
                given.push((*job, number));
            }
        }
        self.given = Some((ledger.clone(), given));
        Ok(())
    }

    /// The documents whose number is another than when they were last made, where the ledger has given it to another
    /// document or has lost it: by itself it never does, so somebody changed it by hand. Once the documents are made
    /// anew, that is forgotten.
    pub fn exchanged(&self, out: &OutputFolder) -> Diagnostics {
        let mut found = Diagnostics::new();
        let Some((ledger, given)) = &self.given else { return found };
        let campaign = inputs::of_campaign(&self.project.name());
        let part = |parts: &[(String, u32)], name: &str| {
            parts.iter().find(|(part, _)| part == name).map(|(_, hash)| *hash)
        };
        let entries: BTreeMap<u32, Entry<'_>> =
            ledger.entries().map(|it| (inputs::of_number(&it.number.to_string()), it)).collect();
        for (job, number) in given {
            let name = &self.list[*job].name;
            let Some(parts) = out.parts(&name.v) else { continue };
            let is_ours = part(&parts, inputs::CAMPAIGN) == Some(campaign);
            let was = part(&parts, Role::Number.name()).filter(|_| is_ours);
            let Some(was) = was.filter(|was| *was != inputs::of_number(&number.to_string())) else {
                continue;
            };
            let now = match entries.get(&was) {
                Some(entry) if ["", &name.v].contains(&entry.file) => continue,
                Some(entry) => format!("{}，台账里这个号现在是“{}”的", entry.number, entry.file),
                None => {
                    let serials = (1..=LIKELY).map(|serial| DocNumber { serial, ..number.clone() });
                    let mut likely = serials.map(|number| number.to_string());
                    let Some(lost) = likely.find(|it| inputs::of_number(it) == was) else {
                        continue;
                    };
                    format!("{lost}，台账里没有这个号了")
                }
            };
            let message = format!("“{}”上一次生成时是{now}，它成了{number}", name.v);
            found.push(
                Diagnostic::warning(codes::NUMBER_CHANGED, name.place.clone(), message)
                    .hint("台账改过；按印出去的改回来，确实要换的不用改"),
            );
        }
        found
    }

    fn claim_of(&self, numbered: &Numbered) -> Claim {
        let job = &self.list[numbered.jobs[0]];
        let work = &self.works[job.work];
        let entry = work.entry(job.recipient);
        let is_shared = work.recipients.is_some()
            && entry.spec.number == work.spec.number
            && matches!(numbered.wanted, Wanted::Fixed(_));
        let file = if is_shared { &work.spec.name.v } else { &job.name.v };
        Claim {
            file: file.clone(),
            place: numbered.place.clone(),
            wanted: numbered.wanted.clone(),
            subject: compose::subject(self.project, &self.renderer, &entry),
        }
    }
}

/// The ledger of a campaign, to look at.
///
/// # Errors
/// When it can't be read.
pub(crate) fn ledger(project: &Project) -> Result<Ledger> {
    let name = ledger_of(project)?;
    if let Some(path) = project.path(&name) {
        return Ledger::read(&Disk, &path);
    }
    match project.kept(&name) {
        Ok(Some(bytes)) => Ledger::parse(&name, &bytes),
        Ok(None) => Ok(Ledger::new(&name)),
        Err(error) => {
            let message = format!("台账读不出来：{error}");
            Err(Diagnostic::error(codes::FILE_UNREADABLE, Place::file(name), message).into())
        }
    }
}

/// The name of the ledger of a campaign.
///
/// # Errors
/// When the name that the campaign gives it leads elsewhere.
pub(crate) fn ledger_of(project: &Project) -> Result<String> {
    project.beside(project.campaign.ledger.as_ref(), ledger::FILE)
}
