//! What there is to make: every document of a campaign under its own name and number.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::thread;

use super::inputs::Inputs;
use super::make::{Done, Goal, Maker};
use super::output_folder::{OutputFolder, Ready};
use super::parallel::in_parallel;
use super::{Options, Press, together};
use crate::compose::{self, Composed, Entry, Extent, Recipients};
use crate::diag::{Answered, Diagnostic, Diagnostics, Result, codes, collect};
use crate::doc::Document;
use crate::ledger::Ledger;
use crate::lint::{Answers, Batch, Lexicon};
use crate::model::{DocNumber, DocumentSpec};
use crate::names;
use crate::project::Project;
use crate::render::Renderer;
use crate::source::Spanned;

/// So many documents of many take their places together.
const GROUP: usize = 128;

/// An entry of 文件 with its recipients.
pub(super) struct Work<'p> {
    pub(super) spec: &'p DocumentSpec,
    pub(super) recipients: Option<Recipients<'p>>,
}

/// A document to make.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) work: usize,
    pub(super) recipient: usize,
    /// The name of its files.
    pub(super) name: Spanned<String>,
    /// 顺序号 of the ledger, where it has one.
    pub(super) serial: Option<u32>,
    /// Whether it is among those that were asked for.
    wanted: bool,
}

/// All documents of a campaign, named; those that are asked for are made.
pub struct Plan<'a> {
    pub(super) press: &'a Press,
    pub(super) project: &'a Project,
    pub(super) options: &'a Options,
    pub(super) renderer: Renderer,
    pub(super) works: Vec<Work<'a>>,
    /// In the order of the campaign and of its tables.
    pub(super) list: Vec<Job>,
    pub(super) unnamed: usize,
    /// Whether the ledger was asked.
    pub(super) numbered: bool,
    /// The ledger as it is now, and the jobs with the numbers that it gives.
    pub(super) given: Option<(Ledger, Vec<(usize, DocNumber)>)>,
    /// What a person answered to reminders.
    pub(super) answers: Answers<'a>,
    /// What is kept of the documents of tables that were looked at.
    pub(super) batch: Batch,
    /// The words that are looked for.
    pub(super) lexicon: Lexicon,
    pub(super) said: Diagnostics,
}

impl<'p> Work<'p> {
    fn len(&self) -> usize {
        self.recipients.as_ref().map_or(1, Recipients::len)
    }

    pub(super) fn entry(&self, recipient: usize) -> Entry<'p> {
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
        mut said: Diagnostics,
    ) -> Result<Self> {
        let lexicon = Lexicon::of(&project.words, &mut said);
        let renderer = compose::renderer(project);
        let (works, list) = (Vec::new(), Vec::new());
        let (unnamed, numbered, given) = (0, false, None);
        let mut plan = Self {
            press,
            project,
            options,
            renderer,
            works,
            list,
            unnamed,
            numbered,
            given,
            answers,
            batch: Batch::default(),
            lexicon,
            said,
        };
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
                    // some file systems would write one over the other
                    if let Some(other) = seen.insert(names::folded(&file), this) {
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
            found.push(
                Diagnostic::error(codes::BAD_FILE_NAME, job.name.place.clone(), message)
                    .hint("换个名字"),
            );
        }
        found.or(())
    }

    /// Keeps those that are asked for by name, and of these those of the shard.
    fn choose(&mut self) {
        let asked = &self.options.only;
        if !asked.is_empty() {
            let names: BTreeSet<&str> = self.list.iter().map(|job| &*job.name.v).collect();
            for name in asked.iter().filter(|name| !names.contains(name.as_str())) {
                // asked for on the command line: no line of the campaign is at fault
                let place = self.project.campaign.organ.name.place.whole();
                let unknown = Diagnostic::error(
                    codes::UNKNOWN_DOCUMENT,
                    place,
                    format!("活动里没有叫“{name}”的文件"),
                );
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
    pub fn look(
        &mut self,
        out: &OutputFolder,
        tell: impl FnMut(Done) -> ControlFlow<()>,
    ) -> Result<()> {
        self.run(Goal::Reasons(out), tell)
    }

    /// Enters the numbers in the ledger and writes the files of all documents that do not stand there already,
    /// made from the same. `tell` as in [`Plan::make`].
    ///
    /// # Errors
    /// When the ledger (文号台账) can't be read or written.
    pub fn write(
        &mut self,
        out: &OutputFolder,
        tell: impl FnMut(Done) -> ControlFlow<()>,
    ) -> Result<()> {
        self.enter_numbers()?;
        self.run(Goal::Files(out), tell)
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

    fn run(&mut self, goal: Goal<'_>, mut tell: impl FnMut(Done) -> ControlFlow<()>) -> Result<()> {
        self.look_up_numbers()?;
        let jobs: Vec<&Job> = self.wanted().collect();
        let workers = self.options.jobs.or_else(|| thread::available_parallelism().ok());
        let inputs = Inputs::new(self.project, self.press.printed_with());
        let few = jobs.len() <= super::FEW;
        let maker = Maker { plan: self, inputs, goal, few };
        let mut group =
            Group { out: goal.out(), most: if few { 1 } else { GROUP }, done: Vec::new() };
        in_parallel(
            &jobs,
            workers.map_or(1, NonZeroUsize::get),
            |job| maker.make(job),
            |made| group.add(made, &mut tell),
        );
        // after the last there is nothing to break off
        let _ = group.finish(&mut tell);
        Ok(())
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

    /// The reminders that the campaign answers, of all that was looked at so far.
    pub fn answered(&self) -> Vec<Answered> {
        self.answers.answered()
    }

    /// Once all documents were looked at: what is to be said of those of a table side by side.
    pub fn side_by_side(&self) -> Diagnostics {
        let mut found = Diagnostics::new();
        for (work, said) in self.batch.said() {
            let spec = self.works.get(work).map(|work| work.spec);
            found.extend(self.answers.unanswered(spec, said));
        }
        found
    }

    /// Once all documents were looked at: what the campaign answers and nobody says any more.
    pub fn unused_answers(&self) -> Diagnostics {
        self.answers.unused()
    }

    pub(super) fn extent(&self) -> Extent {
        if self.options.appendices { Extent::Appendices } else { Extent::Whole }
    }

    /// Whether a document is one of many from a table.
    pub(super) fn is_one_of_many(&self, job: &Job) -> bool {
        self.works[job.work].recipients.is_some()
    }
}

/// Documents that are made and not told of yet: their files take their places together.
struct Group<'a> {
    out: Option<&'a OutputFolder>,
    /// So many.
    most: usize,
    done: Vec<(Done, Vec<Ready>)>,
}

impl Group<'_> {
    /// Adds a document; tells of all that wait where they are enough.
    fn add(
        &mut self,
        made: (Done, Vec<Ready>),
        tell: &mut impl FnMut(Done) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        self.done.push(made);
        let is_full = self.out.is_none() || self.done.len() >= self.most;
        if is_full { self.finish(tell) } else { ControlFlow::Continue(()) }
    }

    fn finish(&mut self, tell: &mut impl FnMut(Done) -> ControlFlow<()>) -> ControlFlow<()> {
        let (mut done, mut files, mut counts) = (Vec::new(), Vec::new(), Vec::new());
        for (made, ready) in self.done.drain(..) {
            counts.push(ready.len());
            files.extend(ready);
            done.push(made);
        }
        let mut said = self.out.map(|out| out.put(files)).unwrap_or_default().into_iter();
        for (mut done, files) in done.into_iter().zip(counts) {
            done.said.extend(said.by_ref().take(files).flatten());
            if done.said.has_errors() {
                done.made = None;
            }
            tell(done)?;
        }
        ControlFlow::Continue(())
    }
}

fn same_name(file: &str, name: &Spanned<String>, other: &Spanned<String>) -> Diagnostic {
    let message = if name.place == other.place {
        format!("有两份文件都叫“{file}”")
    } else {
        format!("有两份文件都叫“{file}”，另一份在 {}", other.place)
    };
    Diagnostic::error(codes::DUPLICATE_FILE_NAME, name.place.clone(), message)
        .hint("改其中一份的“名”；逐一生成的，在“名”里用上能区分各行的列，例如：通知-{{ 乡镇 }}")
}
