//! One document from its facts to its files.

use std::panic::{self, AssertUnwindSafe};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::inputs::Inputs;
use super::output_folder::{Output, OutputFolder, Ready};
use super::plan::{Job, Plan};
use crate::compose::{Composed, Volume};
use crate::diag::{Diagnostic, Diagnostics, Result, codes, collect};
use crate::doc::Document;
use crate::layout::Laid;
use crate::lint::{self, Brief};
use crate::source::{Place, Spanned};
use crate::write::Format;
use crate::write::docx::docx;
use crate::write::pdf::pdf;

/// What the names of 套打 files end with, so that they never take the place of the whole document.
const PREPRINTED: &str = "（套打）";

/// What became of a document.
#[derive(Clone, Debug)]
pub struct Done {
    /// Its name, and where it got it.
    pub name: Spanned<String>,
    /// Where its recipient stands, where it is one of many.
    pub row: Option<Place>,
    /// The document, and after it each attachment that is bound by itself. None where it could not be made:
    /// then one at least of the messages is an error.
    pub made: Option<Vec<Made>>,
    /// The files, where they are not in a folder.
    pub files: Vec<File>,
    /// What has to be said of it.
    pub said: Diagnostics,
    /// How long it took.
    pub took: Duration,
}

impl Done {
    /// The files.
    ///
    /// # Errors
    /// All messages, where the document could not be made.
    pub fn files(self) -> Result<Vec<File>> {
        match self.made {
            Some(_) => Ok(self.files),
            None => Err(self.said),
        }
    }
}

/// A file in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name, which is no path.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// A volume that was made: what is bound together.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Made {
    /// The name of its files, without an ending.
    #[serde(skip)]
    pub name: String,
    /// 标题.
    pub title: String,
    /// 发文字号, where it has one.
    pub number: Option<String>,
    /// 主送机关, wherever they are printed.
    pub recipient: Option<String>,
    /// How many copies.
    pub copies: usize,
    /// How many pages, of all copies; 0 where it would be made and was not yet.
    pub pages: usize,
    /// Whether its files were there already, made from the same.
    #[serde(skip)]
    pub unchanged: bool,
    /// Why it is made again, where that is not because there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// The names of its files.
    pub files: Vec<String>,
}

/// What is wanted of the documents.
#[derive(Clone, Copy)]
pub(super) enum Goal<'a> {
    /// That they can be laid out.
    Pages,
    /// Their files in memory.
    Bytes,
    /// Why they would be written.
    Reasons(&'a OutputFolder),
    /// Their files in a folder.
    Files(&'a OutputFolder),
}

impl<'a> Goal<'a> {
    /// Where files are written, where they are.
    pub(super) fn out(self) -> Option<&'a OutputFolder> {
        match self {
            Self::Files(out) => Some(out),
            Self::Pages | Self::Bytes | Self::Reasons(_) => None,
        }
    }
}

/// Makes the documents of a plan.
pub(super) struct Maker<'a> {
    pub(super) plan: &'a Plan<'a>,
    pub(super) inputs: Inputs,
    pub(super) goal: Goal<'a>,
    /// Whether they are few.
    pub(super) few: bool,
}

impl Maker<'_> {
    /// The document, and its files that wait for their places in a folder.
    pub(super) fn make(&self, job: &Job) -> (Done, Vec<Ready>) {
        let start = Instant::now();
        let made = caught(&job.name.place, || {
            let (mut files, mut waiting, mut said) = (Vec::new(), Vec::new(), Diagnostics::new());
            let made = self.try_make(job, &mut files, &mut waiting, &mut said);
            (made, files, waiting, said)
        });
        let (made, files, waiting, said) =
            made.unwrap_or_else(|fault| (None, Vec::new(), Vec::new(), fault));
        let row = self.plan.is_one_of_many(job).then(|| job.name.place.clone());
        let took = start.elapsed();
        (Done { name: job.name.clone(), row, made, files, said, took }, waiting)
    }

    /// None when one of the messages stops it.
    fn try_make(
        &self,
        job: &Job,
        files: &mut Vec<File>,
        waiting: &mut Vec<Ready>,
        said: &mut Diagnostics,
    ) -> Option<Vec<Made>> {
        let (press, options) = (self.plan.press, self.plan.options);
        let (volumes, stops) = self.plan.checked(job, said)?;
        let (mut made, mut ready) = (Vec::new(), Vec::new());
        for Volume { suffix, mut document } in volumes {
            said.take(press.fonts.check(&document))?;
            document.preprinted = options.preprinted;
            let end = if document.preprinted { PREPRINTED } else { "" };
            let name = format!("{}{suffix}{end}", job.name.v);
            let outputs = self.outputs(&name, &document);
            let current = outputs.iter().map(Output::pages).collect::<Option<Vec<_>>>();
            if let Some(pages) = current.as_ref().and_then(|pages| pages.first()) {
                made.push(Made::new(name, &document, *pages, true, &outputs));
                continue;
            }
            if matches!(self.goal, Goal::Reasons(_)) {
                made.push(Made::new(name, &document, 0, false, &outputs));
                continue;
            }
            let _turn = press.typesetter.turn(&document);
            let typeset = said.take(press.typesetter.typeset(document))?;
            said.extend(typeset.notes().clone());
            made.push(Made::new(name, typeset.document(), typeset.pages(), false, &outputs));
            // all files are made before the first is written
            for output in outputs.into_iter().filter(|output| output.pages().is_none()) {
                let bytes = said.take(bytes(&typeset, output.format, &job.name))?;
                ready.push((output, typeset.pages(), bytes));
            }
        }
        if stops {
            return None;
        }
        for (output, pages, bytes) in ready {
            match self.goal {
                Goal::Files(out) => {
                    let ready = out.ready(output, pages, &bytes, self.few);
                    waiting.push(said.take(ready)?);
                }
                _ => files.push(File { name: output.file, bytes }),
            }
        }
        Some(made)
    }

    /// The files of a volume, each with what stands in its place.
    fn outputs(&self, name: &str, document: &Document) -> Vec<Output> {
        let input = self.inputs.of(document);
        let output = |format: &Format| match self.goal {
            Goal::Pages => None,
            Goal::Bytes => Some(Output::new(name, *format, input(*format))),
            Goal::Reasons(out) | Goal::Files(out) => {
                Some(out.output(name, *format, input(*format), self.few))
            }
        };
        self.plan.options.formats.iter().filter_map(output).collect()
    }
}

impl Plan<'_> {
    /// The trees of a document's volumes, and whether a message about them stops it: what else is wrong is
    /// found all the same.
    fn checked(&self, job: &Job, said: &mut Diagnostics) -> Option<(Vec<Volume>, bool)> {
        let entry = self.entry(job);
        let composed = self.composed(&entry);
        let ruled =
            self.answers.unanswered(Some(&entry.spec), lint::composed(&self.lexicon, &composed));
        if let Some(recipient) = &entry.recipient {
            self.batch.add(job.work, job.recipient, Brief::of(&composed, &recipient.place));
        }
        let Composed { mut volumes, found, .. } = composed;
        let whole = !found.has_errors();
        let mut stops = ruled.has_errors();
        said.extend(found);
        said.extend(ruled);
        for volume in &mut volumes {
            let left = lint::unfilled(&volume.document, self.options.draft);
            volume.document.draft = !left.is_empty();
            stops |= left.has_errors();
            said.extend(left);
        }
        whole.then_some((volumes, stops))
    }

    /// What is to be said of the documents that are wanted before any is laid out, and of each whether it is one of
    /// many.
    pub(crate) fn read(&self) -> Vec<(Diagnostics, bool)> {
        let read = |job: &Job| {
            let mut said = Diagnostics::new();
            self.checked(job, &mut said);
            (said, self.is_one_of_many(job))
        };
        self.wanted().map(read).collect()
    }

    /// Lays one document out: its own pages, and those of each attachment that is bound by itself; and what has
    /// to be said of it.
    ///
    /// # Errors
    /// Every message, where it can't be made; a name that the plan does not have.
    pub fn typeset(&self, name: &str) -> Result<(Vec<Laid>, Diagnostics)> {
        let Some(job) = self.wanted().find(|job| job.name.v == name) else {
            let unknown = Diagnostic::error(
                codes::UNKNOWN_DOCUMENT,
                Place::Program,
                format!("没有叫“{name}”的文件"),
            );
            return Err(unknown.did_you_mean(name, self.names().take(20)).into());
        };
        let mut said = Diagnostics::new();
        let Some((volumes, stops)) = self.checked(job, &mut said) else { return Err(said) };
        let pages = volumes.into_iter().map(|Volume { mut document, .. }| {
            document.preprinted = self.options.preprinted;
            self.press.typeset(document)
        });
        let pages = said.take(collect(pages));
        match pages {
            Some(pages) if !stops => {
                said.extend(pages.iter().flat_map(|page| page.notes().clone()));
                Ok((pages, said))
            }
            _ => Err(said),
        }
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
        let recipient = document.body.addressees.as_ref().map(|it| &it.text).or(moved);
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

/// Does some work; a fault in the program while it does is an error at this place, and ends nothing else.
pub(crate) fn caught<T>(place: &Place, work: impl FnOnce() -> T) -> Result<T> {
    // what a fault leaves half done is dropped with its document; what documents share is locked without fear
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|fault| {
        let words = fault.downcast_ref::<String>().map(String::as_str);
        let words = words.or_else(|| fault.downcast_ref::<&str>().copied()).unwrap_or_default();
        let message = format!("程序内部错误，这一处做不成：{words}");
        Diagnostic::error(codes::INTERNAL_ERROR, place.clone(), message)
            .hint("其余的不受影响；请把活动文件夹连同这条消息交给维护程序的人")
            .into()
    })
}

fn bytes(typeset: &Laid, format: Format, name: &Spanned<String>) -> Result<Vec<u8>> {
    match format {
        Format::Pdf => pdf(typeset),
        Format::Docx => docx(typeset).map_err(|error| {
            let message = format!("程序内部错误（DOCX）：{error}");
            Diagnostic::error(codes::INTERNAL_ERROR, name.place.clone(), message).into()
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_an_error_where_it_happened() {
        let place = Place::file("甲.csv");
        assert_eq!(caught(&place, || 7), Ok(7));
        let fault = caught::<()>(&place, || panic!("今天不行")).unwrap_err();
        let said: Vec<String> = fault.iter().map(ToString::to_string).collect();
        assert_eq!(said, ["错误: 甲.csv: 程序内部错误，这一处做不成：今天不行"]);
    }
}
