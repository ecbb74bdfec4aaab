//! What there is to make: every document of a campaign under its own name and number.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::thread;

use super::inputs::Inputs;
use super::make::{Done, Goal, Maker};
use super::parallel::in_parallel;
use super::shelf::Shelf;
use super::{Options, Press, together};
use crate::compose::{self, Composed, Entry, Extent, Recipients};
use crate::diag::{Diagnostic, Diagnostics, Result, collect};
use crate::doc::Document;
use crate::ledger::{self, Ledger};
use crate::lint::Answers;
use crate::model::{DocumentSpec, NumberSpec};
use crate::project::Project;
use crate::render::Renderer;
use crate::source::{Place, Spanned};

/// An entry of 文件 with its recipients.
struct Work<'p> {
    spec: &'p DocumentSpec,
    recipients: Option<Recipients<'p>>,
}

/// A document to make.
#[derive(Debug)]
pub(super) struct Job {
    work: usize,
    recipient: usize,
    /// The name of its files.
    pub(super) name: Spanned<String>,
    serial: Option<u32>,
    /// Whether it is among those that were asked for.
    wanted: bool,
}

/// All documents of a campaign, named; those that are asked for are made.
pub struct Plan<'a> {
    pub(super) press: &'a Press,
    pub(super) project: &'a Project,
    pub(super) options: &'a Options,
    renderer: Renderer,
    works: Vec<Work<'a>>,
    /// In the order of the campaign and of its tables.
    list: Vec<Job>,
    unnamed: usize,
    /// What a person answered to reminders.
    pub(super) answers: Answers<'a>,
    said: Diagnostics,
}

impl<'p> Work<'p> {
    fn len(&self) -> usize {
        self.recipients.as_ref().map_or(1, Recipients::len)
    }

    fn entry(&self, recipient: usize) -> Entry<'p> {
        match &self.recipients {
            None => Entry::single(self.spec),
            Some(recipients) => recipients.entry(self.spec, recipient),
        }
    }
}

impl<'a> Plan<'a> {
    /// Names everything that the campaign makes, and chooses what is asked for.
    pub(super) fn of(
        press: &'a Press,
        project: &'a Project,
        options: &'a Options,
        answers: Answers<'a>,
        said: Diagnostics,
    ) -> Result<Self> {
        let renderer = compose::renderer(project);
        let (works, list) = (Vec::new(), Vec::new());
        let mut plan =
            Self { press, project, options, renderer, works, list, unnamed: 0, answers, said };
        let named = plan.name().and_then(|()| plan.keep_off());
        if let Err(wrong) = named {
            // what else was found is no less true
            plan.said.extend(wrong);
            return Err(plan.said);
        }
        plan.choose();
        Ok(plan)
    }

    /// Names all documents; what can't be named is told.
    ///
    /// # Errors
    /// When two documents have one name: nothing is made then, for one would take the place of the other.
    fn name(&mut self) -> Result<()> {
        let mut twice = Diagnostics::new();
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let (project, extent) = (self.project, self.extent());
        for spec in &project.campaign.documents {
            let recipients =
                spec.each.as_ref().map(|each| Recipients::of(project, &self.renderer, spec, each));
            let Some(recipients) = self.said.take(recipients.transpose()) else {
                self.unnamed += 1;
                continue;
            };
            let cells = recipients.iter().flat_map(|it| it.check(project, &self.renderer, spec));
            self.said.extend(cells);
            let work = Work { spec, recipients };
            let suffixes = compose::suffixes(spec, extent);
            if suffixes.is_empty() {
                continue;
            }
            for recipient in 0..work.len() {
                let name = compose::file_name(project, &self.renderer, &work.entry(recipient));
                let Some(name) = self.said.take(name) else {
                    self.unnamed += 1;
                    continue;
                };
                let this = self.list.len();
                for suffix in &suffixes {
                    let file = format!("{}{suffix}", name.v);
                    // file systems that fold case would write one over the other
                    if let Some(other) = seen.insert(file.to_lowercase(), this) {
                        let other = self.list.get(other).map_or(&name, |job| &job.name);
                        twice.push(same_name(&file, &name, other));
                    }
                }
                let work = self.works.len();
                self.list.push(Job { work, recipient, name, serial: None, wanted: true });
            }
            self.works.push(work);
        }
        twice.or(())
    }

    /// Refuses documents whose files would have the names of what is bound together.
    fn keep_off(&self) -> Result<()> {
        let mut found = Diagnostics::new();
        let taken = |job: &&Job| together::NAMES.iter().any(|name| job.name.v.starts_with(name));
        for job in self.list.iter().filter(|job| self.options.merge && taken(job)) {
            let message = format!("--merge 时文件不能叫“{}”", job.name.v);
            found.push(Diagnostic::error(job.name.place.clone(), message).hint("换个名字"));
        }
        found.or(())
    }

    /// Keeps those that are asked for by name, and of these those of the shard.
    fn choose(&mut self) {
        let asked = &self.options.only;
        if !asked.is_empty() {
            let names: BTreeSet<&str> = self.list.iter().map(|job| &*job.name.v).collect();
            for name in asked.iter().filter(|name| !names.contains(name.as_str())) {
                let place = self.project.campaign.organ.name.place.clone();
                let unknown = Diagnostic::error(place, format!("活动里没有叫“{name}”的文件"));
                self.said.push(unknown.did_you_mean(name, names.iter().copied().take(20)));
            }
            let asked: BTreeSet<&str> = asked.iter().map(String::as_str).collect();
            self.list.iter_mut().for_each(|job| job.wanted = asked.contains(job.name.v.as_str()));
        }
        if let Some(shard) = self.options.shard {
            for (at, job) in self.list.iter_mut().filter(|job| job.wanted).enumerate() {
                job.wanted = shard.holds(at);
            }
        }
    }

    /// What had to be said before any document is made: also that some can't even be named.
    pub fn said(&self) -> &Diagnostics {
        &self.said
    }

    /// How many documents can't even be named.
    pub fn unnamed(&self) -> usize {
        self.unnamed
    }

    /// The names of the documents that are made, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.wanted().map(|job| job.name.v.as_str())
    }

    /// How many documents are made.
    pub fn len(&self) -> usize {
        self.wanted().count()
    }

    /// Whether none is made.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(super) fn wanted(&self) -> impl Iterator<Item = &Job> {
        self.list.iter().filter(|job| job.wanted)
    }

    /// Lays all documents out and makes no file.
    ///
    /// # Errors
    /// When the ledger (文号台账) can't be read.
    pub fn check(&mut self, tell: impl FnMut(Done) -> ControlFlow<()>) -> Result<()> {
        self.run(Goal::Pages, tell)
    }

    /// Makes the files of all documents, in memory. Numbers of the ledger are those that would be given; who
    /// hands the files out enters them first ([`Plan::enter_numbers`]).
    ///
    /// `tell` is told of each document in order, as soon as it and those before it are done, and ends the
    /// work by a break.
    ///
    /// # Errors
    /// When the ledger (文号台账) can't be read.
    pub fn make(&mut self, tell: impl FnMut(Done) -> ControlFlow<()>) -> Result<()> {
        self.run(Goal::Bytes, tell)
    }

    /// Says which documents would be written, and why.
    ///
    /// # Errors
    /// When the ledger (文号台账) can't be read.
    pub fn look(&mut self, shelf: &Shelf, tell: impl FnMut(Done) -> ControlFlow<()>) -> Result<()> {
        self.run(Goal::Reasons(shelf), tell)
    }

    /// Enters the numbers in the ledger and writes the files of all documents that do not stand there already,
    /// made from the same. `tell` as in [`Plan::make`].
    ///
    /// # Errors
    /// When the ledger (文号台账) can't be read or written.
    pub fn write(
        &mut self,
        shelf: &Shelf,
        tell: impl FnMut(Done) -> ControlFlow<()>,
    ) -> Result<()> {
        self.enter_numbers()?;
        self.run(Goal::Files(shelf), tell)
    }

    /// The trees of the documents and of what is bound apart from them, under the names of their files. Of the
    /// numbers of the ledger only those that were entered ([`Plan::enter_numbers`]) are in them.
    ///
    /// # Errors
    /// Every mistake in their facts, templates and texts.
    pub fn trees(&self) -> Result<Vec<(String, Document)>> {
        let named = |job: &Job, volume: compose::Volume| {
            (format!("{}{}", job.name.v, volume.suffix), volume.document)
        };
        let of = |job: &Job| {
            let entry = self.entry(job);
            let Composed { volumes, found, .. } = self.composed(&entry);
            let volumes = found.or(volumes)?.into_iter();
            Ok(volumes.map(|volume| named(job, volume)).collect::<Vec<_>>())
        };
        let trees = collect(self.wanted().map(of))?;
        Ok(trees.into_iter().flatten().collect())
    }

    fn run(&mut self, goal: Goal<'_>, tell: impl FnMut(Done) -> ControlFlow<()>) -> Result<()> {
        if self.wants_numbers() {
            self.number()?;
        }
        let jobs: Vec<&Job> = self.wanted().collect();
        let workers = self.options.jobs.or_else(|| thread::available_parallelism().ok());
        let inputs = Inputs::new(self.project, self.press.printed_with());
        let maker = Maker { plan: self, inputs, goal, few: jobs.len() <= super::FEW };
        in_parallel(&jobs, workers.map_or(1, NonZeroUsize::get), |job| maker.make(job), tell);
        Ok(())
    }

    /// Whether a document wants a number of the ledger that it does not have yet.
    fn wants_numbers(&self) -> bool {
        let mut unnumbered = self.list.iter().filter(|job| job.serial.is_none());
        unnumbered.any(|job| {
            let fixed = self.works[job.work].spec.number.as_ref();
            fixed.is_some_and(|number| number.v == NumberSpec::Ledger)
        })
    }

    /// Gives each document that wants one its number, those too that are not asked for now, and enters them in
    /// the ledger beside the campaign.
    ///
    /// # Errors
    /// When the ledger can't be read or written, or the campaign does not say 机关代字.
    pub fn enter_numbers(&mut self) -> Result<()> {
        if !self.wants_numbers() {
            return Ok(());
        }
        self.number()?.save()
    }

    /// Gives each document that wants one its number, in their order. Looking gives no number away: only the
    /// ledger that is saved does.
    fn number(&mut self) -> Result<Ledger> {
        let project = self.project;
        let mut ledger = open_ledger(project)?;
        let mut found = Diagnostics::new();
        for job in &mut self.list {
            let work = &self.works[job.work];
            // a row may say a number of its own
            let entry = work.entry(job.recipient);
            let Some(number) = entry.spec.number.as_ref() else { continue };
            // a document that can't be made needs no number
            if number.v != NumberSpec::Ledger || !entry.mistakes.is_empty() {
                continue;
            }
            let Some(code) = found.take(compose::code(project, number)) else { break };
            let year = compose::year(project, &entry.spec);
            job.serial = Some(match ledger.known(code, year, &job.name.v) {
                Some(serial) => serial,
                None => ledger.give(code, year, |number| {
                    compose::ledger_line(project, &self.renderer, &entry, number, &job.name.v)
                }),
            });
        }
        found.or(ledger)
    }

    /// What the campaign says of a document.
    pub(super) fn entry(&self, job: &Job) -> Entry<'a> {
        let entry = self.works[job.work].entry(job.recipient);
        Entry { serial: job.serial, ..entry }
    }

    /// Of an entry its facts and the trees of its volumes.
    pub(super) fn composed<'e>(&'e self, entry: &'e Entry<'a>) -> Composed<'e> {
        compose::composed(self.project, &self.renderer, entry, self.extent())
    }

    /// Once all documents were looked at: what the campaign answers and nobody says any more.
    pub fn unused_answers(&self) -> Diagnostics {
        self.answers.unused()
    }

    fn extent(&self) -> Extent {
        if self.options.appendices { Extent::Appendices } else { Extent::Whole }
    }

    /// Whether a document is one of many from a table.
    pub(super) fn is_one_of_many(&self, job: &Job) -> bool {
        self.works[job.work].recipients.is_some()
    }
}

/// The ledger of a campaign. That of a campaign in memory is only looked at.
fn open_ledger(project: &Project) -> Result<Ledger> {
    let name = ledger_of(project)?;
    if let Some(path) = project.path(&name) {
        return Ledger::open(&path);
    }
    let bytes = project.kept(&name).map_err(|error| {
        Diagnostic::error(Place::file(name.as_str()), format!("读不出来：{error}"))
    })?;
    Ledger::of_bytes(name.into(), &bytes.unwrap_or_default())
}

/// The name of the ledger of a campaign.
pub(super) fn ledger_of(project: &Project) -> Result<String> {
    project.beside(project.campaign.ledger.as_ref(), ledger::FILE)
}

fn same_name(file: &str, name: &Spanned<String>, other: &Spanned<String>) -> Diagnostic {
    let message = if name.place == other.place {
        format!("有两份文件都叫“{file}”")
    } else {
        format!("有两份文件都叫“{file}”，另一份在 {}", other.place)
    };
    Diagnostic::error(name.place.clone(), message)
        .hint("改其中一份的“名”；逐一生成的，在“名”里用上能区分各行的列，例如：通知-{{ 乡镇 }}")
}
