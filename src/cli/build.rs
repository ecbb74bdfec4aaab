//! `hongtou build` and `hongtou check`: says how far the press has come with the documents of a campaign.

use std::io::IsTerminal;
use std::ops::ControlFlow;

use super::Report;
use super::args::{BuildOptions, CheckOptions};
use super::progress::Progress;
use super::summary::Summary;
use crate::diag::{Diagnostic, Diagnostics, Result, codes};
use crate::fonts::Fonts;
use crate::output;
use crate::press::{self, Options, OutputFolder, Plan, Press, Together};
use crate::project::{self, Folder};
use crate::source::Place;
use crate::write::Format;

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

/// The press, made when the first campaign can be read and kept from then on.
pub(super) type Warm = Option<Press>;

pub(super) fn build(options: &BuildOptions, warm: &mut Warm, report: &mut Report) -> Result<()> {
    if options.merge && !options.format.contains(&Format::Pdf) {
        let message = "合订本由 PDF 合成，“--format”里没有 pdf";
        return Err(Diagnostic::error(codes::USAGE, Place::Program, message)
            .hint("写成 --format pdf,docx，或者不写 --format")
            .into());
    }
    // before anything else: a folder that can't be written to makes the rest useless
    if !options.dry_run {
        output::prepare(&options.out)?;
    }
    run(&options.what, Some(options), warm, report)
}

pub(super) fn check(options: &CheckOptions, warm: &mut Warm, report: &mut Report) -> Result<()> {
    run(options, None, warm, report)
}

fn run(
    options: &CheckOptions,
    build: Option<&BuildOptions>,
    warm: &mut Warm,
    report: &mut Report,
) -> Result<()> {
    let (project, mistakes) = project::known(Folder::at(&options.of.campaign)?)?;
    report.tell(&mistakes);
    // nothing is made from a campaign with mistakes; what else is wrong with it is told in the same run
    let build = build.filter(|_| mistakes.is_empty());
    let mode = match build {
        None => Mode::Check,
        Some(options) if options.dry_run => Mode::DryRun,
        Some(_) => Mode::Build,
    };
    let (answers, said) = press::facts(&project);
    report.tell(&said);
    let press = match warm {
        Some(press) => press,
        None => warm.insert(Press::new(Fonts::open(&options.fonts.options())?)),
    };
    let wanted = wanted(options, build);
    let out = match (build, mode) {
        (Some(build), Mode::Build) => Some(OutputFolder::open(&build.out)?.force(build.force)),
        (Some(build), _) => Some(OutputFolder::look(&build.out)?),
        (None, _) => None,
    };
    if let (Mode::Build, Some(out), Some(build)) = (mode, &out, build)
        && !(build.force || build.merge || build.report.is_some())
        && report.is_quiet()
        && let Some(documents) = press.stands_whole(&project, &wanted, out)
    {
        report.say(Summary::unchanged(documents).line(mode, 0, 0));
        return Ok(());
    }
    let mut plan = press.plan_checked(&project, &wanted, answers)?;
    let numbered = match mode {
        Mode::Build => plan.enter_numbers(),
        Mode::Check | Mode::DryRun => plan.look_up_numbers(),
    };
    report.tell(plan.said());
    if let Some(out) = &out {
        report.tell(&plan.exchanged(out));
    }
    match mode {
        // what is wrong with the numbers hides nothing else
        Mode::Check => report.tell(&numbered.err().unwrap_or_default()),
        Mode::DryRun | Mode::Build => numbered?,
    }
    if plan.is_empty() && wanted.appendices {
        report.say("没有附件");
    }
    if report.errors > 0 && plan.is_empty() {
        return Ok(());
    }
    let mut summary = Summary::new(plan.unnamed());
    let terminal = std::io::stderr().is_terminal();
    let quiet = options.quiet || report.is_data();
    let progress = Progress::new(plan.len(), quiet, terminal, mode);
    let tell = |done: press::Done| {
        progress.beside(|| report.tell(&done.said));
        if !report.is_data() {
            progress.done(&done);
        }
        summary.add(done);
        ControlFlow::Continue(())
    };
    match (mode, &out) {
        (Mode::Build, Some(out)) => plan.write(out, tell),
        (Mode::DryRun, Some(out)) => plan.look(out, tell),
        _ => plan.check(tell),
    }?;
    progress.finish();
    if options.only.is_empty() && build.is_none_or(|options| options.shard.is_none()) {
        report.tell(&plan.side_by_side());
        report.tell(&plan.unused_answers());
    }
    report.answered = plan.answered();
    if let (Mode::Build, Some(out), Some(build)) = (mode, &out, build) {
        finish(&plan, build, out, &summary, report)?;
    }
    report.say(summary.line(mode, report.warnings, report.answered.len()));
    match build.and_then(|options| options.report.as_ref()) {
        Some(path) => summary.write(path),
        None => Ok(()),
    }
}

/// What the arguments ask of the press.
pub(super) fn wanted(options: &CheckOptions, build: Option<&BuildOptions>) -> Options {
    let common = Options {
        draft: options.draft,
        only: options.only.clone(),
        jobs: options.jobs,
        ..Options::default()
    };
    match build {
        None => common,
        Some(build) => Options {
            formats: build.format.clone(),
            preprinted: build.preprinted,
            appendices: build.appendices,
            shard: build.shard,
            merge: build.merge,
            ..common
        },
    }
}

/// What is done when all documents are there.
fn finish(
    plan: &Plan<'_>,
    options: &BuildOptions,
    out: &OutputFolder,
    summary: &Summary,
    report: &mut Report,
) -> Result<()> {
    let volumes = summary.volumes();
    if options.merge && !volumes.is_empty() {
        let mut said = Diagnostics::new();
        let together = plan.bind(&volumes, out, &mut said);
        report.tell(&said);
        let Together { bound, list, lines } = together?;
        for (name, documents) in bound {
            report.say(format_args!("{name}　{documents}份"));
        }
        report.say(format_args!("{}　{lines}行", list.join("、")));
    }
    if options.what.only.is_empty() && options.shard.is_none() {
        for (name, changes) in plan.keep_rosters(out)? {
            report.say(format_args!("名单 {name} 和上一次生成时相比："));
            for change in &changes {
                report.say(format_args!("　{change}"));
            }
        }
    }
    // what has to be said is said again the next time
    if report.is_quiet() {
        let files = volumes.iter().flat_map(|volume| &volume.files).map(String::as_str);
        plan.note_whole(out, summary.len(), &files.collect::<Vec<_>>())?;
    }
    Ok(())
}
