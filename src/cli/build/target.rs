//! Where outputs go, and whether they stand there already.

use std::io;
use std::path::Path;

use super::input::{CAMPAIGN, Inputs};
use super::progress::LINES;
use crate::cli::Report;
use crate::cli::args::{BuildOptions, Format};
use crate::diag::{Diagnostic, Diagnostics, Result, io_reason};
use crate::doc::Document;
use crate::fonts::Fonts;
use crate::output;
use crate::project::Project;
use crate::record::{Fingerprint, Input, Record, Standing};
use crate::source::Place;

/// A folder for outputs.
pub(super) struct Target<'a> {
    pub(super) options: &'a BuildOptions,
    pub(super) record: Record,
    inputs: Inputs,
}

/// A file to be made.
#[derive(Clone, Debug)]
pub(super) struct Output {
    /// Its name in the folder.
    pub(super) file: String,
    pub(super) format: Format,
    input: Input,
    standing: Standing,
    forced: bool,
}

impl Output {
    /// Its pages, where it stands there already and is not to be made again.
    pub(super) fn pages(&self) -> Option<usize> {
        match self.standing {
            Standing::Current(pages) if !self.forced => Some(pages),
            _ => None,
        }
    }

    /// Why it is made, where that is not because there is nothing yet.
    pub(super) fn why(&self) -> Option<String> {
        match &self.standing {
            Standing::Current(_) => Some("--force".to_owned()),
            Standing::Old(parts) if parts.is_empty() => Some("版式变了".to_owned()),
            Standing::Old(parts) => Some(format!("{} 变了", parts.join("、"))),
            Standing::Edited => Some("有人改过".to_owned()),
            Standing::Gone => Some("被删掉了".to_owned()),
            Standing::New => None,
        }
    }
}

impl<'a> Target<'a> {
    /// Opens the record of the folder, which is there.
    pub(super) fn open(
        options: &'a BuildOptions,
        project: &Project,
        fonts: &Fonts,
    ) -> Result<Self> {
        let folder = &options.out;
        let record = if options.dry_run { Record::read(folder) } else { Record::open(folder) };
        let record = record.map_err(|error| unrecorded(folder, &error))?;
        Ok(Self { options, record, inputs: Inputs::new(project, fonts) })
    }

    /// How many documents there are, where nothing that a build of many comes from has changed since all
    /// were made.
    pub(super) fn stands_whole(&self, project: &Project, report: &Report) -> Option<usize> {
        let BuildOptions { force, merge, report: file, .. } = self.options;
        let tells_more = *force || *merge || file.is_some();
        if tells_more || report.errors > 0 || report.warnings > 0 {
            return None;
        }
        // of a few, each is named
        self.record.stands_whole(self.all(project)?).filter(|documents| *documents > LINES)
    }

    /// Notes that all documents were made.
    pub(super) fn note_whole(
        &self,
        project: &Project,
        documents: usize,
        files: &[&str],
    ) -> Result<()> {
        match self.all(project) {
            Some(all) if documents > LINES => self.record.note_whole(all, documents, files),
            _ => Ok(()),
        }
    }

    fn all(&self, project: &Project) -> Option<Fingerprint> {
        let ledger = std::fs::read(super::ledger_of(project).ok()?).unwrap_or_default();
        Some(self.inputs.all(project, &ledger, self.options))
    }

    /// The files of a document, each with what stands in its place.
    pub(super) fn outputs(&self, name: &str, document: &Document) -> Vec<Output> {
        let input = self.inputs.of(document);
        let output = |format: &Format| {
            let (input, file) = (input(*format), format!("{name}.{}", format.ending()));
            let standing = self.record.standing(&file, &input);
            Output { file, format: *format, input, standing, forced: self.options.force }
        };
        self.options.format.iter().map(output).collect()
    }

    /// Writes a file. One that a person edited is set aside before, and it is said where.
    ///
    /// One of `few` waits for the disk. Of many it would take longer than making them: what a power cut leaves
    /// empty, the next run makes again.
    pub(super) fn write(
        &self,
        output: &Output,
        pages: usize,
        bytes: &[u8],
        few: bool,
    ) -> Result<Diagnostics> {
        let path = self.options.out.join(&output.file);
        let pending = output::pending(&path, bytes)?;
        if few {
            pending.settle()?;
        }
        let mut said = Diagnostics::new();
        if output.standing == Standing::Edited {
            let aside = output::set_aside(&path)?;
            let message = format!("这个文件有人改过，改过的那份留在“{}”", aside.display());
            said.push(
                Diagnostic::warning(Place::file(path.display().to_string()), message)
                    .hint("要保留的改动写进活动文件或正文，再重新生成"),
            );
        }
        if matches!(&output.standing, Standing::Old(parts) if parts.iter().any(|it| it == CAMPAIGN))
        {
            let message = "这里原来是另一个活动的同名文件，换成了这一份";
            said.push(
                Diagnostic::warning(Place::file(path.display().to_string()), message)
                    .hint("两个活动用 --out 放进不同的文件夹；活动文件夹改了名的不用理会"),
            );
        }
        let noted = pending.metadata().and_then(|metadata| {
            self.record.note(&output.file, &output.input, bytes, pages, &metadata)
        });
        noted.map_err(|error| unrecorded(&self.options.out, &error))?;
        pending.publish()?;
        Ok(said)
    }
}

fn unrecorded(folder: &Path, error: &io::Error) -> Diagnostics {
    let message = format!("写不进去：{}", io_reason(error));
    Diagnostic::error(Place::file(folder.display().to_string()), message)
        .hint("检查权限和磁盘空间，或用 --out 指明另一个文件夹")
        .into()
}
