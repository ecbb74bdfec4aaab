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
use std::path::PathBuf;

use self::jobs::Jobs;
use self::parallel::in_parallel;
use self::press::Press;
use self::progress::Progress;
use self::report::Document;
pub(super) use self::report::Summary;
use self::target::Target;
use crate::cli::args::{BuildOptions, CheckOptions};
use crate::cli::{Report, roster, say};
use crate::compose::{self, Extent};
use crate::diag::{Diagnostics, Result};
use crate::fonts::Fonts;
use crate::layout::Typesetter;
use crate::ledger::{self, Ledger};
use crate::project::{self, Project};
use crate::render::Renderer;
use crate::{lint, output};

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
    check_facts(&project, report)?;
    let fonts = Fonts::open(&options.fonts.options())?;
    let target = build.map(|options| Target::open(options, &project, &fonts)).transpose()?;
    if let (Mode::Build, Some(target)) = (mode, &target)
        && let Some(documents) = target.stands_whole(&project, report)
    {
        say(Summary::unchanged(documents).line(mode, 0));
        return Ok(());
    }
    let renderer = compose::renderer(&project);
    let jobs = jobs(&project, &renderer, options, build, report)?;
    if jobs.list.is_empty() && build.is_some_and(|options| options.appendices) {
        say("没有附件");
    }
    if report.errors > 0 && jobs.list.is_empty() {
        return Ok(());
    }
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
    if let (Mode::Build, Some(target)) = (mode, &target) {
        finish(&project, target, &summary, &typesetter, report)?;
    }
    say(summary.line(mode, report.warnings));
    match build.and_then(|options| options.report.as_ref()) {
        Some(path) => output::replace_with_json(path, &summary),
        None => Ok(()),
    }
}

/// What can be said before any document is composed. Facts that contradict each other are in every document,
/// so they stop all.
fn check_facts(project: &Project, report: &mut Report) -> Result<()> {
    report.tell(&project.problems());
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
    Ok(())
}

/// What is to be made, named and numbered.
fn jobs<'p>(
    project: &'p Project,
    renderer: &Renderer,
    options: &CheckOptions,
    build: Option<&BuildOptions>,
    report: &mut Report,
) -> Result<Jobs<'p>> {
    let mut found = Diagnostics::new();
    let extent = match build {
        Some(options) if options.appendices => Extent::Appendices,
        _ => Extent::Whole,
    };
    let jobs = Jobs::of(project, renderer, extent, &mut found);
    report.tell(&found);
    let mut jobs = jobs?;
    if jobs.want_numbers() {
        let mut ledger = Ledger::open(&ledger_of(project)?)?;
        jobs.number(project, renderer, &mut ledger)?;
        // looking gives no number away
        if build.is_some_and(|options| !options.dry_run) {
            ledger.save()?;
        }
    }
    if build.is_some_and(|options| options.merge) {
        jobs.keep_off(&together::NAMES)?;
    }
    let unknown = jobs.only(project, &options.only);
    report.tell(&unknown.err().unwrap_or_default());
    if let Some(shard) = build.and_then(|options| options.shard) {
        jobs.shard(shard.nth, shard.of);
    }
    Ok(jobs)
}

/// What is done when all documents are there.
fn finish(
    project: &Project,
    target: &Target<'_>,
    summary: &Summary,
    typesetter: &Typesetter,
    report: &Report,
) -> Result<()> {
    let options = target.options;
    let volumes = summary.volumes();
    if options.merge && !volumes.is_empty() {
        let dated = project.campaign.dates.issued.v.0;
        let said = together::write(&volumes, &options.out, dated, typesetter)?;
        said.iter().for_each(say);
    }
    if options.what.only.is_empty() && options.shard.is_none() {
        roster::keep(project, &target.record.folder())?;
    }
    // what has to be said is said again the next time
    if report.errors == 0 && report.warnings == 0 {
        let files = volumes.iter().flat_map(|volume| &volume.files).map(String::as_str);
        target.note_whole(project, summary.len(), &files.collect::<Vec<_>>())?;
    }
    Ok(())
}

/// Where the ledger of a campaign is.
fn ledger_of(project: &Project) -> Result<PathBuf> {
    project.beside(project.campaign.ledger.as_ref(), ledger::FILE)
}
