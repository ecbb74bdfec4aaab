//! One job from its facts to its files.

use std::time::{Duration, Instant};

use super::jobs::{Job, Jobs};
use super::progress::LINES;
use super::target::{Output, Target};
use crate::cli::args::Format;
use crate::compose::{self, Volume};
use crate::diag::{Diagnostic, Diagnostics, Result};
use crate::doc::Document;
use crate::fonts::Fonts;
use crate::lint;
use crate::placeholder;
use crate::project::Project;
use crate::render::Renderer;
use crate::source::Spanned;
use crate::write::docx::docx;
use crate::write::pdf::{Typeset, Typesetter};

/// What the names of 套打 files end with, so that they never take the place of the whole document.
const PREPRINTED: &str = "（套打）";

/// What became of a document.
pub(super) struct Done {
    /// What was made of it, where it was.
    pub(super) volumes: Option<Vec<Made>>,
    pub(super) problems: Diagnostics,
    pub(super) took: Duration,
}

/// A volume that was made.
pub(super) struct Made {
    /// The name of its files.
    pub(super) name: String,
    /// 标题.
    pub(super) title: String,
    /// 发文字号, where it has one.
    pub(super) number: Option<String>,
    /// 主送机关, wherever they are printed.
    pub(super) recipient: Option<String>,
    /// How many copies.
    pub(super) copies: usize,
    /// How many pages, of all copies.
    pub(super) pages: usize,
    /// Whether its files were there already, made from the same.
    pub(super) unchanged: bool,
    /// Why they are made, where that is not because there were none.
    pub(super) why: Option<String>,
    /// Its files.
    pub(super) files: Vec<String>,
}

/// Everything it takes to make documents.
pub(super) struct Press<'a> {
    pub(super) project: &'a Project,
    pub(super) renderer: &'a Renderer,
    pub(super) fonts: &'a Fonts,
    pub(super) typesetter: &'a Typesetter,
    pub(super) jobs: &'a Jobs<'a>,
    /// Whether what is not finished is made, as a draft.
    pub(super) draft: bool,
}

impl Press<'_> {
    pub(super) fn make(&self, job: &Job, target: Option<&Target<'_>>) -> Done {
        let start = Instant::now();
        let mut problems = Diagnostics::new();
        let made = self.try_make(job, target, &mut problems);
        let volumes = problems.take(made);
        Done { volumes, problems, took: start.elapsed() }
    }

    fn try_make(
        &self,
        job: &Job,
        target: Option<&Target<'_>>,
        problems: &mut Diagnostics,
    ) -> Result<Vec<Made>> {
        let entry = self.jobs.entry(job)?;
        let mut volumes =
            compose::volumes(self.project, self.renderer, &entry, self.jobs.extent())?;
        let mut stops = false;
        for volume in &mut volumes {
            let mut said = placeholder::left(&volume.document, self.draft);
            volume.document.draft = !said.is_empty();
            said.extend(lint::document(&volume.document));
            stops |= said.has_errors();
            problems.extend(said);
        }
        let (mut made, mut files) = (Vec::new(), Vec::new());
        for Volume { suffix, mut document } in volumes {
            self.fonts.check(&document)?;
            document.preprinted = target.is_some_and(|target| target.options.preprinted);
            let end = if document.preprinted { PREPRINTED } else { "" };
            let name = format!("{}{suffix}{end}", job.name.v);
            let outputs = target.map(|target| target.outputs(&name, &document)).unwrap_or_default();
            let current = outputs.iter().map(Output::pages).collect::<Option<Vec<_>>>();
            if let Some(pages) = current.as_ref().and_then(|pages| pages.first()) {
                made.push(Made::new(name, &document, *pages, true, &outputs));
                continue;
            }
            if target.is_some_and(|target| target.options.dry_run) {
                made.push(Made::new(name, &document, 0, false, &outputs));
                continue;
            }
            let typeset = self.typesetter.typeset(document)?;
            problems.extend(typeset.notes().clone());
            // all files are made before the first is written
            for output in outputs.iter().filter(|output| output.pages().is_none()) {
                let bytes = bytes(&typeset, output.format, &job.name)?;
                files.push((output.clone(), typeset.pages(), bytes));
            }
            made.push(Made::new(name, typeset.document(), typeset.pages(), false, &outputs));
        }
        if stops {
            // what stops it is told already
            return Err(Diagnostics::new());
        }
        if let Some(target) = target {
            for (output, pages, bytes) in files {
                problems.extend(target.write(
                    &output,
                    pages,
                    &bytes,
                    self.jobs.list.len() <= LINES,
                )?);
            }
        }
        Ok(made)
    }
}

impl Made {
    fn new(
        name: String,
        document: &Document,
        pages: usize,
        unchanged: bool,
        outputs: &[Output],
    ) -> Self {
        let head = document.head.as_ref();
        let moved = document.imprint.as_ref().and_then(|imprint| imprint.send_to.as_ref());
        let recipient = document.body.addressees.as_ref().or(moved);
        Self {
            recipient: recipient.map(|text| text.trim_end_matches(['：', '。']).to_owned()),
            name,
            title: document.meta.title.clone(),
            number: head.and_then(|head| head.number.as_deref()).map(str::to_owned),
            copies: head.map_or(1, |head| head.copy_numbers.len().max(1)),
            pages,
            unchanged,
            why: outputs.iter().find_map(Output::why).filter(|_| !unchanged),
            files: outputs.iter().map(|output| output.file.clone()).collect(),
        }
    }
}

fn bytes(typeset: &Typeset, format: Format, name: &Spanned<String>) -> Result<Vec<u8>> {
    match format {
        Format::Pdf => typeset.pdf(),
        Format::Docx => docx(typeset.document(), typeset.layout()).map_err(|error| {
            let message = format!("程序内部错误（DOCX）：{error}");
            Diagnostic::error(name.place.clone(), message).into()
        }),
    }
}
