//! All documents together: 合订本 for the print shop, 分发清单 for the office that sends them out.

use std::path::Path;

use super::bind::Merger;
use super::list::{Entry, xlsx};
use super::{Made, OutputFolder, Plan};
use crate::build_log::Input;
use crate::compose;
use crate::diag::{Diagnostic, Diagnostics, Result, Severity, codes, io_reason};
use crate::fingerprint::Fingerprint;
use crate::source::Place;
use crate::write::pdf::pdf;

/// The names of the files, which no document may have then.
pub(super) const NAMES: [&str; 2] = ["合订本", "分发清单"];
/// So many documents are in one 合订本: a print shop's program opens it, and so does a small machine.
const MOST: usize = 500;

/// What was written of all documents together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Together {
    /// Each 合订本, and how many documents are in it.
    pub bound: Vec<(String, usize)>,
    /// The files of 分发清单.
    pub list: [String; 2],
    /// How many lines it has.
    pub lines: usize,
}

impl Plan<'_> {
    /// Binds volumes that stand in a folder (合订本) and lists them (分发清单). Of those that have no PDF there only
    /// the list tells. `said` gets what has to be said: that somebody filled in the list, and that a volume of an
    /// earlier run still stands there.
    ///
    /// # Errors
    /// When a PDF can't be read, or the files can't be written.
    pub fn bind(
        &self,
        made: &[&Made],
        out: &OutputFolder,
        said: &mut Diagnostics,
    ) -> Result<Together> {
        let [bound, listed] = NAMES;
        let dated = self.project.campaign.dates.issued.v.0;
        let mut volumes = Vec::new();
        let mut write = |file: &str, bytes: &[u8]| -> Result<()> {
            let input = Input { whole: Fingerprint::of_bytes(bytes), parts: Vec::new() };
            let ready = out.ready_file(file, input, 0, bytes, true)?;
            let mut failed = Diagnostics::new();
            for found in out.put(vec![ready]).into_iter().flatten() {
                let stops = found.severity == Severity::Error;
                if stops { failed.push(found) } else { said.push(found) }
            }
            failed.or(())
        };
        let parts: Vec<_> = made.chunks(MOST).collect();
        for (at, part) in parts.iter().enumerate() {
            let name = match parts.len() {
                1 => format!("{bound}.pdf"),
                _ => format!("{bound}-{}.pdf", at + 1),
            };
            write(&name, &merged(part, out)?)?;
            volumes.push((name, part.len()));
        }
        let entries: Vec<Entry> = made.iter().map(|made| entry(made)).collect();
        let list = ["xlsx", "pdf"].map(|ending| format!("{listed}.{ending}"));
        let sheet = xlsx(&entries, dated).map_err(|error| {
            Diagnostic::error(
                codes::INTERNAL_ERROR,
                Place::file(listed),
                format!("清单做不成：{error}"),
            )
        })?;
        write(&list[0], &sheet)?;
        let table = compose::table(listed, cells(&entries), dated);
        write(&list[1], &pdf(&self.press.typesetter.typeset(table)?)?)?;
        said.extend(stale(out, &volumes));
        Ok(Together { bound: volumes, list, lines: entries.len() })
    }
}

/// The volumes of an earlier run, which somebody could print.
fn stale(out: &OutputFolder, volumes: &[(String, usize)]) -> Option<Diagnostic> {
    let is_volume = |name: &str| {
        let rest = name.strip_prefix(NAMES[0]).and_then(|rest| rest.strip_suffix(".pdf"));
        let nth = rest.map(|rest| rest.strip_prefix('-').unwrap_or(rest));
        nth.is_some_and(|nth| nth.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let stands = out.storage().list(out.path()).unwrap_or_default();
    let names = stands.iter().filter_map(|path| path.file_name()?.to_str());
    let old: Vec<&str> = names
        .filter(|name| is_volume(name) && volumes.iter().all(|(volume, _)| volume != name))
        .collect();
    let place = Place::file(out.path().join(old.first()?).display().to_string());
    let message = format!("{}是以前的，这一次没有", old.join("、"));
    Some(Diagnostic::warning(codes::OLD_VOLUMES, place, message).hint("删去，以免拿去印"))
}

fn merged(part: &[&Made], out: &OutputFolder) -> Result<Vec<u8>> {
    let mut merger = Merger::new(NAMES[0]);
    for volume in part {
        let Some(file) = volume.files.iter().find(|file| is_pdf(file)) else { continue };
        let added = out.bytes(file).and_then(|pdf| merger.add(&bookmark(volume), &pdf));
        added.map_err(|error| unreadable(&out.path().join(file), &error))?;
    }
    merger.finish().map_err(|error| unreadable(out.path(), &error))
}

/// What a document is called among many that have one title: who gets it, its number, its title.
fn bookmark(volume: &Made) -> String {
    let parts = [volume.recipient.as_deref(), volume.number.as_deref(), Some(&*volume.title)];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("　")
}

fn is_pdf(file: &str) -> bool {
    Path::new(file).extension().is_some_and(|ending| ending == "pdf")
}

fn unreadable(path: &Path, error: &std::io::Error) -> Diagnostics {
    let place = Place::file(path.display().to_string());
    Diagnostic::error(codes::FILE_UNREADABLE, place, format!("合订不了：{}", io_reason(error)))
        .hint("再生成一次；还不行就加上 --force")
        .into()
}

fn entry(volume: &Made) -> Entry {
    Entry {
        recipient: volume.recipient.clone().unwrap_or_default(),
        number: volume.number.clone().unwrap_or_default(),
        title: volume.title.clone(),
        pages: volume.pages,
        copies: volume.copies,
        file: volume.files.first().cloned().unwrap_or_default(),
    }
}

/// The cells of 分发清单 on paper.
fn cells(entries: &[Entry]) -> Vec<Vec<String>> {
    let head = ["序号", "收文机关", "文号", "标题", "份数", "页数", "文件"];
    let rows = (1..).zip(entries).map(|(at, entry): (usize, &Entry)| {
        let Entry { recipient, number, title, pages, copies, file } = entry;
        let counts = [at, *copies, *pages].map(|count| count.to_string());
        let [at, copies, pages] = counts.each_ref().map(String::as_str);
        [at, recipient, number, title, copies, pages, file].map(str::to_owned).to_vec()
    });
    std::iter::once(head.map(str::to_owned).to_vec()).chain(rows).collect()
}
