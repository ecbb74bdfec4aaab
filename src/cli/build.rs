//! `hongtou build` and `hongtou check`: the pipeline over all documents of a campaign.

mod jobs;
mod parallel;
mod press;
mod report;

use std::num::NonZeroUsize;
use std::path::Path;

use self::jobs::Jobs;
use self::parallel::in_parallel;
use self::press::{Done, Made, Press};
use self::report::{Document, Summary};
use crate::cli::args::{BuildOptions, CheckOptions, Format};
use crate::cli::{Report, say};
use crate::diag::{Diagnostics, Result};
use crate::fonts::Fonts;
use crate::ledger::{self, Ledger};
use crate::project::{self, Project};
use crate::write::pdf::Typesetter;
use crate::{compose, lint, output};

/// Where outputs go, and which.
struct Target<'a> {
    folder: &'a Path,
    formats: &'a [Format],
    preprinted: bool,
}

pub(super) fn build(options: &BuildOptions, report: &mut Report) -> Result<()> {
    output::prepare(&options.out)?;
    let BuildOptions { out: folder, format: formats, preprinted, what, .. } = options;
    let target = Target { folder, formats, preprinted: *preprinted };
    run(what, Some((&target, options)), report)
}

pub(super) fn check(options: &CheckOptions, report: &mut Report) -> Result<()> {
    run(options, None, report)
}

fn run(
    options: &CheckOptions,
    build: Option<(&Target<'_>, &BuildOptions)>,
    report: &mut Report,
) -> Result<()> {
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
    let unknown = jobs.only(&project, &options.only);
    report.tell(&unknown.err().unwrap_or_default());
    if let Some(shard) = build.and_then(|(_, options)| options.shard) {
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
    let target = build.map(|(target, _)| target);
    let mut summary = Summary::new(jobs.unnamed);
    in_parallel(
        &jobs.list,
        workers.map_or(1, NonZeroUsize::get),
        |job| press.make(job, target),
        |job, done| {
            report.tell(&done.problems);
            tell(&job.name.v, &done, target.is_some());
            summary.add(Document::of(&job.name, jobs.is_one_of_many(job), done));
        },
    );
    say(summary.line(target.is_some(), report.warnings));
    match build.and_then(|(_, options)| options.report.as_ref()) {
        Some(path) => output::replace(path, &summary.json()),
        None => Ok(()),
    }
}

/// The ledger of a campaign, locked.
fn open_ledger(project: &Project) -> Result<Ledger> {
    Ledger::open(&project.beside(project.campaign.ledger.as_ref(), ledger::FILE)?)
}

/// A line for each volume.
fn tell(name: &str, done: &Done, timed: bool) {
    let Some(volumes) = &done.volumes else {
        return say(format_args!("{name}　有错误"));
    };
    let last = volumes.len().saturating_sub(1);
    for (index, Made { name, copies, pages, .. }) in volumes.iter().enumerate() {
        let extent = match copies {
            1 => format!("{pages}页"),
            _ => format!("{copies}份　共{pages}页"),
        };
        let took = if timed && index == last {
            format!("　{}毫秒", done.took.as_millis())
        } else {
            String::new()
        };
        say(format_args!("{name}　{extent}{took}"));
    }
}
