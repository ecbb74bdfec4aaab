//! `hongtou build` and `hongtou check`: the pipeline over all documents of a campaign.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use crate::cli::args::{BuildOptions, CheckOptions, Format};
use crate::cli::{Report, say};
use crate::diag::{Diagnostic, Diagnostics, Result};
use crate::fonts::Fonts;
use crate::model::DocumentSpec;
use crate::output;
use crate::project::{self, Project};
use crate::render::Renderer;
use crate::source::Spanned;
use crate::write::docx::docx;
use crate::write::pdf::Typesetter;
use crate::{compose, lint};

/// Where outputs go, and which.
struct Target<'a> {
    folder: &'a Path,
    formats: &'a [Format],
}

pub(super) fn build(options: &BuildOptions, report: &mut Report) -> Result<()> {
    output::prepare(&options.out)?;
    let target = Target { folder: &options.out, formats: &options.format };
    run(&options.what, Some(&target), report)
}

pub(super) fn check(options: &CheckOptions, report: &mut Report) -> Result<()> {
    run(options, None, report)
}

fn run(options: &CheckOptions, target: Option<&Target<'_>>, report: &mut Report) -> Result<()> {
    let project = project::open(&options.campaign)?;
    report.tell(&project.problems());
    // facts that contradict each other are in every document
    let said = lint::campaign(&project.campaign);
    if said.has_errors() {
        return Err(said);
    }
    report.tell(&said);
    let renderer = compose::renderer(&project);
    let jobs = chosen(&project, &renderer, &options.only, report);
    if report.errors > 0 && jobs.is_empty() {
        return Ok(());
    }
    let fonts = Fonts::open(&options.fonts.options())?;
    let typesetter = Typesetter::new(&fonts);
    let press =
        Press { project: &project, renderer: &renderer, fonts: &fonts, typesetter: &typesetter };
    let workers = options.jobs.or_else(|| std::thread::available_parallelism().ok());
    let (mut made, mut failed) = (0, 0);
    in_parallel(
        &jobs,
        workers.map_or(1, NonZeroUsize::get),
        |job| press.make(job, target),
        |job, done| {
            report.tell(&done.problems);
            if let Some(pages) = done.pages {
                made += 1;
                let line = format!("{}　{pages}页", job.name.v);
                match target {
                    Some(_) => say(format_args!("{line}　{}毫秒", done.took.as_millis())),
                    None => say(line),
                }
            } else {
                failed += 1;
                say(format_args!("{}　有错误", job.name.v));
            }
        },
    );
    let mut summary = vec![match target {
        Some(_) => format!("做成{made}份"),
        None => format!("查过{}份", made + failed),
    }];
    if failed > 0 {
        summary.push(format!("{failed}份有错误"));
    }
    if report.warnings > 0 {
        summary.push(format!("{}处提醒", report.warnings));
    }
    say(summary.join("，"));
    Ok(())
}

/// A document to make, with its evaluated name.
struct Job<'a> {
    spec: &'a DocumentSpec,
    name: Spanned<String>,
}

/// The documents asked for. Two of one name are refused before anything is written.
fn chosen<'a>(
    project: &'a Project,
    renderer: &Renderer,
    only: &[String],
    report: &mut Report,
) -> Vec<Job<'a>> {
    let mut found = Diagnostics::new();
    let mut jobs: Vec<Job<'a>> = Vec::new();
    let mut seen = BTreeSet::new();
    for spec in &project.campaign.documents {
        let Some(name) = found.take(compose::file_name(project, renderer, spec)) else { continue };
        // file systems that fold case would write one over the other
        if !seen.insert(name.v.to_lowercase()) {
            found.push(
                Diagnostic::error(name.place.clone(), format!("有两份文件都叫“{}”", name.v))
                    .hint("给其中一份换个名字"),
            );
            continue;
        }
        jobs.push(Job { spec, name });
    }
    let names: Vec<String> = jobs.iter().map(|job| job.name.v.clone()).collect();
    for wanted in only.iter().filter(|wanted| !names.contains(wanted)) {
        found.push(
            Diagnostic::error(
                project.campaign.organ.name.place.clone(),
                format!("活动里没有叫“{wanted}”的文件"),
            )
            .did_you_mean(wanted, names.iter().map(String::as_str)),
        );
    }
    report.tell(&found);
    if !only.is_empty() {
        jobs.retain(|job| only.contains(&job.name.v));
    }
    jobs
}

/// What became of a document.
struct Done {
    /// How many pages, where it was made.
    pages: Option<usize>,
    problems: Diagnostics,
    took: Duration,
}

/// Everything it takes to make documents.
struct Press<'a> {
    project: &'a Project,
    renderer: &'a Renderer,
    fonts: &'a Fonts,
    typesetter: &'a Typesetter,
}

impl Press<'_> {
    fn make(&self, job: &Job<'_>, target: Option<&Target<'_>>) -> Done {
        let start = Instant::now();
        let mut problems = Diagnostics::new();
        let made = self.try_make(job, target, &mut problems);
        let pages = problems.take(made);
        Done { pages, problems, took: start.elapsed() }
    }

    fn try_make(
        &self,
        job: &Job<'_>,
        target: Option<&Target<'_>>,
        problems: &mut Diagnostics,
    ) -> Result<usize> {
        let document = compose::document(self.project, self.renderer, job.spec)?;
        let said = lint::document(&document);
        let stops = said.has_errors();
        problems.extend(said);
        self.fonts.check(&document)?;
        let typeset = self.typesetter.typeset(&document)?;
        let Some(target) = target.filter(|_| !stops) else { return Ok(typeset.pages()) };
        // all formats are made before the first is written
        let files = target
            .formats
            .iter()
            .map(|format| {
                let bytes = match format {
                    Format::Pdf => typeset.pdf()?,
                    Format::Docx => docx(&document, typeset.imprint_page()).map_err(|error| {
                        let message = format!("程序内部错误（DOCX）：{error}");
                        Diagnostic::error(job.name.place.clone(), message)
                    })?,
                };
                Ok((format.ending(), bytes))
            })
            .collect::<Result<Vec<_>>>()?;
        for (ending, bytes) in files {
            output::save(target.folder, &job.name.v, ending, &bytes)?;
        }
        Ok(typeset.pages())
    }
}

/// Works on all items with so many threads and tells of each, in the order of the items, as soon as it
/// and those before it are done.
fn in_parallel<T: Sync, R: Send>(
    items: &[T],
    workers: usize,
    work: impl Fn(&T) -> R + Sync,
    mut tell: impl FnMut(&T, R),
) {
    /// Layout recurses; the default stack of a thread is small for it.
    const STACK: usize = 16 * 1024 * 1024;
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    let worker = |sender: mpsc::Sender<(usize, R)>| {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else { return };
            if sender.send((index, work(item))).is_err() {
                return;
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..workers.min(items.len()) {
            let (sender, worker) = (sender.clone(), &worker);
            let thread = std::thread::Builder::new().stack_size(STACK);
            if thread.spawn_scoped(scope, move || worker(sender)).is_err() {
                break; // the machine gives no more threads; those there are do the work
            }
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut told = 0;
        for (index, result) in receiver {
            waiting.insert(index, result);
            while let Some(result) = waiting.remove(&told) {
                tell(&items[told], result);
                told += 1;
            }
        }
    });
}
