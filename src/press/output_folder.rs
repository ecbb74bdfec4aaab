//! A folder for outputs: what stands there, and what is written.

use std::io;
use std::path::Path;
use std::sync::Arc;

use super::inputs::{CAMPAIGN, Inputs};
use super::plan::Plan;
use super::{FEW, Options, Press, ledger_of};
use crate::build_log::{BuildLog, Input, Note, Standing, Whole, Whose};
use crate::diag::{Diagnostic, Diagnostics, Result, codes, io_reason};
use crate::fingerprint::Fingerprint;
use crate::history::History;
use crate::output::{self, Beside};
use crate::project::Project;
use crate::roster::diff::Change;
use crate::source::Place;
use crate::storage::{Disk, FileStamp, Storage};
use crate::write::Format;

/// A folder for outputs, with the record of what each was made from.
#[derive(Debug)]
pub struct OutputFolder {
    record: BuildLog,
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
    /// One that goes into no folder.
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
            Standing::Current(_) => self.forced.then(|| "--force".to_owned()),
            Standing::Old(parts) if parts.is_empty() => Some("版式变了".to_owned()),
            Standing::Old(parts) => Some(format!("{} 变了", parts.join("、"))),
            Standing::Edited => Some("有人改过".to_owned()),
            Standing::Foreign => Some("这里有别的文件".to_owned()),
            Standing::Torn => Some("上一次没有写完".to_owned()),
            Standing::Gone => Some("被删掉了".to_owned()),
            Standing::New => None,
        }
    }
}

/// A file that is written beside its place.
#[derive(Debug)]
pub(super) struct Ready {
    file: String,
    input: Input,
    pages: usize,
    content: Fingerprint,
    stamp: FileStamp,
    beside: Beside,
    /// Whether it is one of few: its contents are on the disk already.
    few: bool,
    /// Whether another campaign's file stands in its place.
    is_others: bool,
}

impl OutputFolder {
    /// A folder to write to, which is made where it is not there.
    ///
    /// # Errors
    /// When it can't be made or written to.
    pub fn open(folder: &Path) -> Result<Self> {
        Self::open_in(&Disk::shared(), folder)
    }

    /// As [`OutputFolder::open`], in any storage.
    ///
    /// # Errors
    /// As [`OutputFolder::open`].
    pub fn open_in(storage: &Arc<dyn Storage>, folder: &Path) -> Result<Self> {
        output::prepare_in(&**storage, folder)?;
        // what can't be brought to the disk, a link among it, is refused before a document is written through it
        storage.sync(folder).map_err(|error| unrecorded(folder, &error))?;
        let record = BuildLog::open(storage, folder).map_err(|error| unrecorded(folder, &error))?;
        Ok(Self { record, force: false })
    }

    /// A folder only to look at: nothing is written there, not even a lock.
    ///
    /// # Errors
    /// When its record can't be read.
    pub fn look(folder: &Path) -> Result<Self> {
        let record =
            BuildLog::read(&Disk::shared(), folder).map_err(|error| unrecorded(folder, &error))?;
        Ok(Self { record, force: false })
    }

    /// Whether what stands there is made again, although it would come out the same.
    #[must_use]
    pub fn force(self, force: bool) -> Self {
        Self { force, ..self }
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.record.outputs()
    }

    /// The bytes of a file that stands there.
    pub(super) fn bytes(&self, file: &str) -> io::Result<Vec<u8>> {
        self.record.bytes(file)
    }

    /// Where it is kept.
    pub(super) fn storage(&self) -> &dyn Storage {
        &**self.record.storage()
    }

    /// The parts of what the files of a document were last made from.
    pub(super) fn parts(&self, name: &str) -> Option<Vec<(String, u32)>> {
        let files = Format::ALL.iter().map(|format| format!("{name}.{}", format.ending()));
        files.into_iter().find_map(|file| self.record.parts(&file))
    }

    /// A file of a document, with what stands in its place. What stands there of `few` is read; of many, size and
    /// time tell.
    pub(super) fn output(&self, name: &str, format: Format, input: Input, few: bool) -> Output {
        let new = Output::new(name, format, input);
        let standing = self.record.standing(&new.file, &new.input, few);
        Output { standing, forced: self.force, ..new }
    }

    /// Writes a file of a document beside its place.
    ///
    /// # Errors
    /// When the folder takes no file or the disk is full.
    pub(super) fn ready(
        &self,
        output: Output,
        pages: usize,
        bytes: &[u8],
        few: bool,
    ) -> Result<Ready> {
        let Output { file, input, standing, .. } = output;
        let ready = self.ready_file(&file, input, pages, bytes, few)?;
        let is_others =
            matches!(standing, Standing::Old(parts) if parts.iter().any(|part| part == CAMPAIGN));
        Ok(Ready { is_others, ..ready })
    }

    /// Writes a file that is made of several documents beside its place.
    ///
    /// # Errors
    /// As [`OutputFolder::ready`].
    pub(super) fn ready_file(
        &self,
        file: &str,
        input: Input,
        pages: usize,
        bytes: &[u8],
        few: bool,
    ) -> Result<Ready> {
        let path = self.path().join(file);
        let written = Beside::write(self.record.storage(), &path, bytes).and_then(|beside| {
            // of many, all wait for the disk together
            if few {
                beside.sync()?;
            }
            Ok((beside.stamp()?, beside))
        });
        let (stamp, beside) = written.map_err(|error| output::unwritable(&path, &error))?;
        let content = Fingerprint::of_bytes(bytes);
        let (file, is_others) = (file.to_owned(), false);
        Ok(Ready { file, input, pages, content, stamp, beside, few, is_others })
    }

    /// Gives files their places, and says of each what there is to say. What a person made is set aside before. When
    /// this returns, all are on the disk, each with its line in the record: one group after the other, so that a
    /// power cut costs no more than a group.
    pub(super) fn put(&self, files: Vec<Ready>) -> Vec<Diagnostics> {
        let mut said = vec![Diagnostics::new(); files.len()];
        if files.is_empty() {
            return said;
        }
        let whose = |file: &Ready| self.record.whose(&file.file, file.content, file.few);
        let before: Vec<Whose> = files.iter().map(whose).collect();
        if let Err(error) = self.settle(&files, &before) {
            let failed = unrecorded(self.path(), &error);
            for said in &mut said {
                said.extend(failed.clone());
            }
            return said;
        }
        for ((file, before), said) in files.into_iter().zip(before).zip(&mut said) {
            // what is there already stays
            if !matches!(before, Whose::Same(_)) {
                let path = file.beside.place().to_owned();
                let put = self.make_room(&file, &before, said).and_then(|()| {
                    file.beside.put().map_err(|error| output::unwritable(&path, &error))
                });
                said.take(put);
            }
        }
        if let Err(error) = self.record.storage().sync(self.path()) {
            let failed = unrecorded(self.path(), &error);
            for said in &mut said {
                said.extend(failed.clone());
            }
        }
        said
    }

    /// Puts on the disk that these files are about to appear, and what is in them.
    fn settle(&self, files: &[Ready], before: &[Whose]) -> io::Result<()> {
        let notes = files.iter().zip(before).map(|(file, before)| Note {
            file: &file.file,
            input: &file.input,
            content: file.content,
            stamp: if let Whose::Same(stands) = before { *stands } else { file.stamp },
            pages: file.pages,
        });
        let notes: Vec<Note<'_>> = notes.collect();
        let loose: Vec<&Path> =
            files.iter().filter(|file| !file.few).map(|file| file.beside.path()).collect();
        self.record.storage().sync_all(&loose)?;
        self.record.note(&notes)
    }

    /// Sets aside what a person has in a file's place, and says where it is before anything else can fail.
    /// `before` is whose it was before the file was noted.
    fn make_room(&self, file: &Ready, before: &Whose, said: &mut Diagnostics) -> Result<()> {
        let path = file.beside.place();
        let place = || Place::file(path.display().to_string());
        // another run may have put its own there since
        if matches!(self.record.whose(&file.file, file.content, file.few), Whose::Persons(_)) {
            let aside = output::set_aside(&**self.record.storage(), path)?;
            let (what, hint) = match before {
                Whose::Persons(Standing::Foreign) => {
                    ("这里原来的文件不是程序做的", "不要了就删去；要留着就换个名字")
                }
                _ => ("这个文件有人改过", "要保留的改动写进活动文件或正文，再重新生成"),
            };
            let message = format!("{what}，原来的那份留在“{}”", aside.display());
            said.push(Diagnostic::warning(codes::FILE_KEPT_ASIDE, place(), message).hint(hint));
        }
        if file.is_others {
            let message = "这里原来是另一个活动的同名文件，换成了这一份";
            said.push(
                Diagnostic::warning(codes::FILE_REPLACED, place(), message)
                    .hint("两个活动用 --out 放进不同的文件夹；活动文件夹改了名的不用理会"),
            );
        }
        Ok(())
    }
}

impl Press {
    /// How many documents there are, where nothing that a build of many comes from has changed since all
    /// were made.
    pub(crate) fn stands_whole(
        &self,
        project: &Project,
        options: &Options,
        out: &OutputFolder,
    ) -> Option<usize> {
        let documents = out.record.stands_whole(|read| {
            project.read_again(read.iter().copied());
            self.all(project, options)
        });
        // of a few, each is named
        documents.filter(|documents| *documents > FEW)
    }

    /// What a whole build comes from.
    fn all(&self, project: &Project, options: &Options) -> Option<Fingerprint> {
        let ledger = project.kept(&ledger_of(project).ok()?).ok()?.unwrap_or_default();
        let inputs = Inputs::new(project, self.printed_with());
        Some(inputs.all(project, &ledger, options))
    }
}

impl Plan<'_> {
    /// Notes that so many documents were made, and that nothing had to be said of them.
    pub(crate) fn note_whole(
        &self,
        out: &OutputFolder,
        documents: usize,
        files: &[&str],
    ) -> Result<()> {
        match self.press.all(self.project, self.options) {
            Some(all) if documents > FEW => {
                let read = &self.project.read_later();
                out.record.note_whole(&Whole { all, documents, files, read })
            }
            _ => Ok(()),
        }
    }

    /// Keeps the rosters beside the outputs as they were printed, and gives those that are others than the last
    /// time with what changed in them.
    ///
    /// # Errors
    /// When they can't be written.
    pub fn keep_rosters(&self, out: &OutputFolder) -> Result<Vec<(String, Vec<Change>)>> {
        let mut changed = Vec::new();
        for (name, roster) in &self.project.rosters {
            let Ok(roster) = roster else { continue };
            let history =
                History::of(out.record.storage(), &out.record.folder(), &self.project.name(), name);
            if let Some(before) = history.version(history.len()) {
                let found = roster.changes_since(&before);
                if !found.is_empty() {
                    changed.push((name.clone(), found));
                }
            }
            history.add(roster)?;
        }
        Ok(changed)
    }
}

fn unrecorded(folder: &Path, error: &io::Error) -> Diagnostics {
    let message = format!("写不进去：{}", io_reason(error));
    Diagnostic::error(codes::FILE_UNWRITABLE, Place::file(folder.display().to_string()), message)
        .hint("检查权限和磁盘空间，或用 --out 指明另一个文件夹")
        .into()
}

#[cfg(test)]
mod tests;
