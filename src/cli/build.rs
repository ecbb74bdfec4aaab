//! `hongtou build` and `hongtou check`: the pipeline over all documents of a campaign.

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
use crate::cli::{Report, say};
use crate::diag::{Diagnostics, Result};
use crate::fonts::Fonts;
use crate::ledger::{self, Ledger};
use crate::project::{self, Project};
use crate::write::pdf::Typesetter;
use crate::{compose, lint, output};

pub(super) fn build(options: &BuildOptions, report: &mut Report) -> Result<()> {
    // before anything else: a folder that can't be written to makes the rest useless
    output::prepare(&options.out)?;
    run(&options.what, Some(options), report)
}

pub(super) fn check(options: &CheckOptions, report: &mut Report) -> Result<()> {
    run(options, None, report)
}

fn run(options: &CheckOptions, build: Option<&BuildOptions>, report: &mut Report) -> Result<()> {
    let project = project::open(&options.campaign)?;
    report.tell(&project.problems());
    // facts that contradict each other are in every document
    let said = lint::campaign(&project.campaign);
    if said.has_errors() {
        return Err(said);
    }
    report.tell(&said);
    let renderer = compose::renderer(&project);
    let mut found = Diagnostics::new();
    let jobs = Jobs::of(&project, &renderer, &mut found);
    report.tell(&found);
    let mut jobs = jobs?;
    if jobs.want_numbers() {
        let mut ledger = open_ledger(&project)?;
        jobs.number(&project, &renderer, &mut ledger)?;
        // checking gives no number away
        if build.is_some() {
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
    };
    let workers = options.jobs.or_else(|| std::thread::available_parallelism().ok());
    let target = build.map(|options| Target::open(options, &fonts)).transpose()?;
    let mut summary = Summary::new(jobs.unnamed);
    let terminal = std::io::stderr().is_terminal();
    let progress = Progress::new(jobs.list.len(), options.quiet, terminal, target.is_some());
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
    say(summary.line(target.is_some(), report.warnings));
    match build.and_then(|options| options.report.as_ref()) {
        Some(path) => output::replace(path, &summary.json()),
        None => Ok(()),
    }
}

/// The ledger of a campaign, locked.
fn open_ledger(project: &Project) -> Result<Ledger> {
    Ledger::open(&project.beside(project.campaign.ledger.as_ref(), ledger::FILE)?)
}
