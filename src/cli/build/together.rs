//! All documents of a build together: 合订本 for the print shop, 分发清单 for the office that sends them out.

use std::path::Path;

use chrono::NaiveDate;

use super::report::Volume;
use crate::compose;
use crate::diag::{Diagnostic, Diagnostics, Result, io_reason};
use crate::layout::Typesetter;
use crate::output;
use crate::source::Place;
use crate::write::list::{Entry, xlsx};
use crate::write::merge::Merger;
use crate::write::pdf::pdf;

/// The names of the files, which no document may have then.
pub(super) const NAMES: [&str; 2] = ["合订本", "分发清单"];
/// So many documents are in one 合订本: a print shop's program opens it, and so does a small machine.
const MOST: usize = 500;

/// Writes both, and gives what a person is told of it.
pub(super) fn write(
    volumes: &[&Volume],
    folder: &Path,
    dated: NaiveDate,
    typesetter: &Typesetter,
) -> Result<Vec<String>> {
    let [bound, listed] = NAMES;
    let mut said = Vec::new();
    let parts: Vec<_> = volumes.chunks(MOST).collect();
    for (at, part) in parts.iter().enumerate() {
        let name = match parts.len() {
            1 => format!("{bound}.pdf"),
            _ => format!("{bound}-{}.pdf", at + 1),
        };
        output::replace(&folder.join(&name), &merged(part, folder)?)?;
        said.push(format!("{name}　{}份", part.len()));
    }
    let entries: Vec<Entry> = volumes.iter().map(|volume| entry(volume)).collect();
    let sheet = xlsx(&entries, dated)
        .map_err(|error| Diagnostic::error(Place::file(listed), format!("清单做不成：{error}")))?;
    output::replace(&folder.join(format!("{listed}.xlsx")), &sheet)?;
    let pages = pdf(&typesetter.typeset(compose::table(listed, cells(&entries), dated))?)?;
    output::replace(&folder.join(format!("{listed}.pdf")), &pages)?;
    said.push(format!("{listed}.xlsx、{listed}.pdf　{}行", entries.len()));
    Ok(said)
}

fn merged(part: &[&Volume], folder: &Path) -> Result<Vec<u8>> {
    let mut merger = Merger::new(NAMES[0]);
    for volume in part {
        let Some(file) = volume.files.iter().find(|file| is_pdf(file)) else { continue };
        let path = folder.join(file);
        let added = std::fs::read(&path).and_then(|pdf| merger.add(&volume.title, &pdf));
        added.map_err(|error| unreadable(&path, &error))?;
    }
    merger.finish().map_err(|error| unreadable(folder, &error))
}

fn is_pdf(file: &str) -> bool {
    Path::new(file).extension().is_some_and(|ending| ending == "pdf")
}

fn unreadable(path: &Path, error: &std::io::Error) -> Diagnostics {
    let place = Place::file(path.display().to_string());
    Diagnostic::error(place, format!("合订不了：{}", io_reason(error)))
        .hint("再生成一次；还不行就加上 --force")
        .into()
}

fn entry(volume: &Volume) -> Entry {
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
