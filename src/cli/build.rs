//! `hongtou build` and `hongtou check`: the pipeline over all documents of a campaign.

mod input;
mod jobs;
mod parallel;
mod press;
mod progress;
mod report;
mod target;
mod together;

use std::io::IsTerminal;
use std::num::NonZeroUsize;

use self::jobs::Jobs;
use self::parallel::in_parallel;
use self::press::Press;
use self::progress::Progress;
use self::report::Document;
pub(super) use self::report::Summary;
use self::target::Target;
use crate::cli::args::{BuildOptions, CheckOptions};
use crate::cli::{Report, roster, say};
use crate::diag::{Diagnostics, Result};
use crate::fonts::Fonts;
use crate::ledger::{self, Ledger};
use crate::project::{self, Project};
use crate::write::pdf::Typesetter;
use crate::{compose, lint, output};
use compose::Extent;

/// What is wanted of the documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// The messages about them.
    Check,
    /// Which would be made, and why.
    DryRun,
    /// Their files.
    Build,
}

pub(super) fn build(options: &BuildOptions, report: &mut Report) -> Result<()> {
    // before anything else: a folder that can't be written to makes the rest useless
    if !options.dry_run {
        output::prepare(&options.out)?;
    }
    run(&options.what, Some(options), report)
}

pub(super) fn check(options: &CheckOptions, report: &mut Report) -> Result<()> {
    run(options, None, report)
}

fn run(options: &CheckOptions, build: Option<&BuildOptions>, report: &mut Report) -> Result<()> {
    let mode = match build {
        None => Mode::Check,
        Some(options) if options.dry_run => Mode::DryRun,
        Some(_) => Mode::Build,
    };
    let project = project::open(&options.campaign)?;
    report.tell(&project.problems());
    // facts that contradict each other are in every document
    let said = lint::campaign(&project.campaign);
    if said.has_errors() {
        return Err(said);
    }
    report.tell(&said);
    for (name, spec) in &project.campaign.rosters {
        if let Some(Ok(roster)) = project.rosters.get(name) {
            report.tell(&lint::roster(spec, roster));
        }
    }
    let renderer = compose::renderer(&project);
    let mut found = Diagnostics::new();
    let extent = if build.is_some_and(|options| options.appendices) {
        Extent::Appendices
    } else {
        Extent::Whole
    };
    let jobs = Jobs::of(&project, &renderer, extent, &mut found);
    report.tell(&found);
    let mut jobs = jobs?;
    if jobs.want_numbers() {
        let mut ledger = open_ledger(&project)?;
        jobs.number(&project, &renderer, &mut ledger)?;
        // looking gives no number away
        if mode == Mode::Build {
            ledger.save()?;
        }
    }
    if build.is_some_and(|options| options.merge) {
        jobs.keep_off(&together::NAMES)?;
    }
    let unknown = jobs.only(&project, &options.only);
    report.tell(&unknown.err().unwrap_or_default());
    if let Some(shard) = build.and_then(|options| options.shard) {
        jobs.shard(shard.nth, shard.of);
    }
    if report.errors > 0 && jobs.list.is_empty() {
        return Ok(());
    }
    let fonts = Fonts::open(&options.fonts.options())?;
    let typesetter = Typesetter::new(&fonts);
    let press = Press {
        project: &project,
        renderer: &renderer,
        fonts: &fonts,
        typesetter: &typesetter,
        jobs: &jobs,
        draft: options.draft,
    };
    let workers = options.jobs.or_else(|| std::thread::available_parallelism().ok());
    let target = build.map(|options| Target::open(options, &project, &fonts)).transpose()?;
    let mut summary = Summary::new(jobs.unnamed);
    let terminal = std::io::stderr().is_terminal();
    let progress = Progress::new(jobs.list.len(), options.quiet, terminal, mode);
    in_parallel(
        &jobs.list,
        workers.map_or(1, NonZeroUsize::get),
        |job| press.make(job, target.as_ref()),
        |job, done| {
            progress.beside(|| report.tell(&done.problems));
            progress.done(&job.name.v, &done);
            summary.add(Document::of(&job.name, jobs.is_one_of_many(job), done));
        },
    );
    progress.finish();
    let volumes = summary.volumes();
    if let Some(options) = build.filter(|options| options.merge && !volumes.is_empty()) {
        let dated = project.campaign.dates.issued.v.0;
        let said = together::write(&volumes, &options.out, dated, &typesetter)?;
        said.iter().for_each(say);
    }
    let whole =
        build.is_some_and(|options| options.what.only.is_empty() && options.shard.is_none());
    if let Some(target) = target.as_ref().filter(|_| mode == Mode::Build && whole) {
        roster::keep(&project, &target.record.folder())?;
    }
    say(summary.line(mode, report.warnings));
    match build.and_then(|options| options.report.as_ref()) {
        Some(path) => output::replace(path, &summary.json()),
        None => Ok(()),
    }
}

/// The ledger of a campaign, locked.
fn open_ledger(project: &Project) -> Result<Ledger> {
    Ledger::open(&project.beside(project.campaign.ledger.as_ref(), ledger::FILE)?)
}
