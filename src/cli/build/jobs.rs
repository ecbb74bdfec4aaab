//! What there is to make: every document of a campaign under its own name and number.

use std::collections::{BTreeMap, BTreeSet};

use crate::compose::{self, Entry, Extent, Recipients};
use crate::diag::{Diagnostic, Diagnostics, Result};
use crate::ledger::Ledger;
use crate::model::{DocumentSpec, NumberSpec};
use crate::project::Project;
use crate::render::Renderer;
use crate::source::Spanned;

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
}

/// All documents to make, and what they are made of.
pub(super) struct Jobs<'p> {
    works: Vec<Work<'p>>,
    /// In the order of the campaign and of its tables.
    pub(super) list: Vec<Job>,
    /// How many can't even be named.
    pub(super) unnamed: usize,
    extent: Extent,
}

impl<'p> Work<'p> {
    fn len(&self) -> usize {
        self.recipients.as_ref().map_or(1, Recipients::len)
    }

    fn entry(&self, recipient: usize) -> Result<Entry<'p>> {
        match &self.recipients {
            None => Ok(Entry::single(self.spec)),
            Some(recipients) => recipients.entry(self.spec, recipient),
        }
    }
}

impl<'p> Jobs<'p> {
    /// Names everything that the campaign makes; `found` gets what can't be named.
    ///
    /// # Errors
    /// When two documents have one name: nothing is made then, for one would take the place of the other.
    pub(super) fn of(
        project: &'p Project,
        renderer: &Renderer,
        extent: Extent,
        found: &mut Diagnostics,
    ) -> Result<Self> {
        let mut jobs = Self { works: Vec::new(), list: Vec::new(), unnamed: 0, extent };
        let mut twice = Diagnostics::new();
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for spec in &project.campaign.documents {
            let recipients =
                spec.each.as_ref().map(|each| Recipients::of(project, renderer, spec, each));
            let Some(recipients) = found.take(recipients.transpose()) else {
                jobs.unnamed += 1;
                continue;
            };
            found.extend(recipients.iter().flat_map(|it| it.check(project, renderer, spec)));
            let work = Work { spec, recipients };
            let suffixes = compose::suffixes(spec, extent);
            if suffixes.is_empty() {
                continue;
            }
            for recipient in 0..work.len() {
                let name = work
                    .entry(recipient)
                    .and_then(|entry| compose::file_name(project, renderer, &entry));
                let Some(name) = found.take(name) else {
                    jobs.unnamed += 1;
                    continue;
                };
                let this = jobs.list.len();
                for suffix in &suffixes {
                    let file = format!("{}{suffix}", name.v);
                    // file systems that fold case would write one over the other
                    if let Some(other) = seen.insert(file.to_lowercase(), this) {
                        let other = jobs.list.get(other).map_or(&name, |job| &job.name);
                        twice.push(same_name(&file, &name, other));
                    }
                }
                jobs.list.push(Job { work: jobs.works.len(), recipient, name, serial: None });
            }
            jobs.works.push(work);
        }
        twice.or(jobs)
    }

    /// Refuses documents whose files would have names that are needed for something else.
    ///
    /// # Errors
    /// For each of them.
    pub(super) fn keep_off(&self, names: &[&str]) -> Result<()> {
        let mut found = Diagnostics::new();
        for job in
            self.list.iter().filter(|job| names.iter().any(|name| job.name.v.starts_with(name)))
        {
            let message = format!("--merge 时文件不能叫“{}”", job.name.v);
            found.push(Diagnostic::error(job.name.place.clone(), message).hint("换个名字"));
        }
        found.or(())
    }

    /// Keeps those that are asked for by name.
    pub(super) fn only(&mut self, project: &Project, wanted: &[String]) -> Result<()> {
        if wanted.is_empty() {
            return Ok(());
        }
        let names: BTreeSet<&str> = self.list.iter().map(|job| &*job.name.v).collect();
        let mut found = Diagnostics::new();
        for name in wanted.iter().filter(|name| !names.contains(name.as_str())) {
            let place = project.campaign.organ.name.place.clone();
            let unknown = Diagnostic::error(place, format!("活动里没有叫“{name}”的文件"));
            found.push(unknown.did_you_mean(name, names.iter().copied().take(20)));
        }
        let wanted: BTreeSet<&str> = wanted.iter().map(String::as_str).collect();
        self.list.retain(|job| wanted.contains(job.name.v.as_str()));
        found.or(())
    }

    /// Keeps every `of`-th, from the `nth` (counted from 1).
    pub(super) fn shard(&mut self, nth: usize, of: usize) {
        let mut at = 0..;
        self.list.retain(|_| at.next().is_some_and(|at: usize| at % of == nth - 1));
    }

    /// Whether a document wants a number of the ledger.
    pub(super) fn want_numbers(&self) -> bool {
        self.works.iter().any(|work| {
            let fixed = work.spec.number.as_ref();
            fixed.is_some_and(|number| number.v == NumberSpec::Ledger)
        })
    }

    /// Gives each document that wants one its number, in their order.
    pub(super) fn number(
        &mut self,
        project: &Project,
        renderer: &Renderer,
        ledger: &mut Ledger,
    ) -> Result<()> {
        let mut found = Diagnostics::new();
        for job in &mut self.list {
            let work = &self.works[job.work];
            // a row may say a number of its own
            let entry = work.entry(job.recipient)?;
            let Some(number) = entry.spec.number.as_ref() else { continue };
            if number.v != NumberSpec::Ledger {
                continue;
            }
            let Some(code) = found.take(compose::code(project, number)) else { break };
            let year = compose::year(project, &entry.spec);
            job.serial = Some(match ledger.known(code, year, &job.name.v) {
                Some(serial) => serial,
                None => ledger.give(code, year, |number| {
                    compose::ledger_line(project, renderer, &entry, number, &job.name.v)
                }),
            });
        }
        found.or(())
    }

    /// Which volumes of each are wanted.
    pub(super) fn extent(&self) -> Extent {
        self.extent
    }

    /// The entry of a job.
    pub(super) fn entry(&self, job: &Job) -> Result<Entry<'p>> {
        let entry = self.works[job.work].entry(job.recipient)?;
        Ok(Entry { serial: job.serial, ..entry })
    }

    /// Whether a document is one of many from a table.
    pub(super) fn is_one_of_many(&self, job: &Job) -> bool {
        self.works[job.work].recipients.is_some()
    }
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
