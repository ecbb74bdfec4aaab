//! A folder for outputs: what stands there, and what is written.

use std::io;
use std::path::Path;

use super::inputs::{CAMPAIGN, Inputs};
use super::plan::Plan;
use super::{FEW, Options, Press, ledger_of};
use crate::diag::{Diagnostic, Diagnostics, Result, io_reason};
use crate::history::History;
use crate::output;
use crate::project::Project;
use crate::record::{Fingerprint, Input, Record, Standing};
use crate::roster::diff::Change;
use crate::source::Place;
use crate::storage::{Disk, Storage};
use crate::write::Format;

/// A folder for outputs, with the record of what each was made from.
#[derive(Debug)]
pub struct Shelf {
    record: Record,
    force: bool,
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
    /// One that goes on no shelf.
    pub(super) fn new(name: &str, format: Format, input: Input) -> Self {
        let file = format!("{name}.{}", format.ending());
        Self { file, format, input, standing: Standing::New, forced: false }
    }

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

impl Shelf {
    /// A folder to write to, which is made where it is not there.
    ///
    /// # Errors
    /// When it can't be made or written to.
    pub fn open(folder: &Path) -> Result<Self> {
        output::prepare(folder)?;
        let record = Record::open(folder).map_err(|error| unrecorded(folder, &error))?;
        Ok(Self { record, force: false })
    }

    /// A folder only to look at: nothing is written there, not even a lock.
    ///
    /// # Errors
    /// When its record can't be read.
    pub fn look(folder: &Path) -> Result<Self> {
        let record = Record::read(folder).map_err(|error| unrecorded(folder, &error))?;
        Ok(Self { record, force: false })
    }

    /// Whether what stands there is made again, although it would come out the same.
    #[must_use]
    pub fn force(self, force: bool) -> Self {
        Self { force, ..self }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        self.record.outputs()
    }

    /// A file of a document, with what stands in its place.
    pub(super) fn output(&self, name: &str, format: Format, input: Input) -> Output {
        let new = Output::new(name, format, input);
        let standing = self.record.standing(&new.file, &new.input);
        Output { standing, forced: self.force, ..new }
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
        let path = self.record.outputs().join(&output.file);
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
        noted.map_err(|error| unrecorded(self.record.outputs(), &error))?;
        pending.publish()?;
        Ok(said)
    }
}

impl Press {
    /// How many documents there are, where nothing that a build of many comes from has changed since all
    /// were made.
    pub(crate) fn stands_whole(
        &self,
        project: &Project,
        options: &Options,
        shelf: &Shelf,
    ) -> Option<usize> {
        // of a few, each is named
        let all = self.all(project, options)?;
        shelf.record.stands_whole(all).filter(|documents| *documents > FEW)
    }

    /// What a whole build comes from.
    fn all(&self, project: &Project, options: &Options) -> Option<Fingerprint> {
        let ledger = Disk.read(&ledger_of(project).ok()?).unwrap_or_default();
        let inputs = Inputs::new(project, self.printed_with());
        Some(inputs.all(project, &ledger, options))
    }
}

impl Plan<'_> {
    /// Notes that so many documents were made, and that nothing had to be said of them.
    pub(crate) fn note_whole(&self, shelf: &Shelf, documents: usize, files: &[&str]) -> Result<()> {
        match self.press.all(self.project, self.options) {
            Some(all) if documents > FEW => shelf.record.note_whole(all, documents, files),
            _ => Ok(()),
        }
    }

    /// Keeps the rosters beside a shelf as they were printed, and gives those that are others than the last
    /// time with what changed in them.
    ///
    /// # Errors
    /// When they can't be written.
    pub fn keep_rosters(&self, shelf: &Shelf) -> Result<Vec<(String, Vec<Change>)>> {
        let mut changed = Vec::new();
        for (name, roster) in &self.project.rosters {
            let Ok(roster) = roster else { continue };
            let history = History::of(&shelf.record.folder(), &self.project.name(), name);
            if let Some(before) = history.version(history.len()) {
                let changes = roster.changes_since(&before);
                if !changes.is_empty() {
                    changed.push((name.clone(), changes));
                }
            }
            history.add(roster)?;
        }
        Ok(changed)
    }
}

fn unrecorded(folder: &Path, error: &io::Error) -> Diagnostics {
    let message = format!("写不进去：{}", io_reason(error));
    Diagnostic::error(Place::file(folder.display().to_string()), message)
        .hint("检查权限和磁盘空间，或用 --out 指明另一个文件夹")
        .into()
}
