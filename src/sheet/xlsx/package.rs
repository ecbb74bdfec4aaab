//! The package of a workbook, unpacked once and within limits, so that what reads it afterwards can't be made
//! to eat the memory: a small file may unpack to gigabytes.

use std::borrow::Cow;
use std::io::{BufReader, Cursor, Read, copy};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::unreadable;
use crate::diag::{Diagnostic, Result, codes};
use crate::source::Place;

/// What all parts may unpack to, in bytes; a sheet of a million filled cells has a third of it.
const LARGEST: u64 = 128 * 1024 * 1024;
/// What stands between two tags, or in one, in bytes; a cell of Excel holds 32,767 characters.
const LONGEST: u64 = 1024 * 1024;
/// The elements of the texts that the sheets share.
const MOST_TEXTS: usize = 5_000_000;
/// The elements of a part that holds neither cells nor texts: styles, the list of sheets.
const MOST_ELEMENTS: usize = 400_000;

/// A workbook of which every part is within the limits, packed without compression.
pub(super) struct Package {
    bytes: Vec<u8>,
}

/// Why a part can't be read to its end.
pub(super) enum Wrong {
    /// There is no such part, or it is broken.
    Broken,
    /// A text or a tag of it is longer than any cell may be.
    TooLong,
    /// It has too many elements.
    TooMany,
}

impl Package {
    /// Unpacks a file.
    ///
    /// # Errors
    /// When it is no package, a part is broken, or a limit is passed.
    pub(super) fn open(path: &str, bytes: &[u8]) -> Result<Self> {
        let broken = || unreadable(path, bytes);
        let mut packed = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
        let mut unpacked = ZipWriter::new(Cursor::new(Vec::new()));
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        let mut left = LARGEST;
        for index in 0..packed.len() {
            let mut part = packed.by_index(index).map_err(|_| broken())?;
            let name = part.name().map_err(|_| broken())?.replace('\\', "/");
            if !is_read(&name) {
                continue;
            }
            // what a part says of its size need not be true
            if part.size() > left {
                return Err(too_large(path).into());
            }
            unpacked.start_file(name, stored).map_err(|_| broken())?;
            let size =
                copy(&mut part.by_ref().take(left + 1), &mut unpacked).map_err(|_| broken())?;
            left = left.checked_sub(size).ok_or_else(|| too_large(path))?;
        }
        let bytes = unpacked.finish().map_err(|_| broken())?.into_inner();
        let package = Self { bytes };
        package.check(path)?;
        Ok(package)
    }

    /// The file without compression.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Looks at all parts but the sheets, of which only one is read.
    fn check(&self, path: &str) -> Result<()> {
        for name in self.names().iter().filter(|name| !name.contains("/worksheets/")) {
            let most = if name.ends_with("sharedstrings.xml") { MOST_TEXTS } else { MOST_ELEMENTS };
            let mut elements = 0;
            let read = self.each_event(name, |event| {
                if let Event::Start(tag) | Event::Empty(tag) = event {
                    elements += 1;
                    // room is made for as many texts as there are said to be
                    if tag.local_name().as_ref() == "sst" {
                        let said = attribute(&tag, "uniqueCount");
                        let said = said.and_then(|count| count.parse::<usize>().ok());
                        elements = elements.max(said.unwrap_or_default());
                    }
                }
                elements <= most
            });
            read.map_err(|wrong| wrong.said(path, || unreadable(path, self.bytes())))?;
        }
        Ok(())
    }

    /// The names of its parts, in small letters.
    pub(super) fn names(&self) -> Vec<String> {
        let package = self.archive();
        let names = package.iter().flat_map(ZipArchive::file_names);
        names.filter_map(|name| Some(name.ok()?.to_ascii_lowercase())).collect()
    }

    fn archive(&self) -> Option<ZipArchive<Cursor<&[u8]>>> {
        ZipArchive::new(Cursor::new(self.bytes())).ok()
    }

    /// Hands out the events of a part, for as long as `take` wants more. Large and small letters of its name
    /// are the same.
    pub(super) fn each_event(
        &self,
        name: &str,
        mut take: impl FnMut(Event<'_>) -> bool,
    ) -> std::result::Result<(), Wrong> {
        let mut package = self.archive().ok_or(Wrong::Broken)?;
        let is_it = |known: &&str| known.eq_ignore_ascii_case(name);
        let names: Vec<String> =
            package.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect();
        let name = names.iter().map(String::as_str).find(is_it).ok_or(Wrong::Broken)?;
        let part = package.by_name(name).map_err(|_| Wrong::Broken)?;
        let mut reader = Reader::from_reader(BufReader::new(part.take(LONGEST)));
        let mut buffer = Vec::new();
        loop {
            let event = reader.read_event_into(&mut buffer);
            let input = reader.get_mut();
            let all_read = input.buffer().is_empty() && input.get_ref().limit() == 0;
            if all_read {
                return Err(Wrong::TooLong);
            }
            match event {
                Ok(Event::Eof) => return Ok(()),
                Ok(event) => {
                    if !take(event) {
                        return Err(Wrong::TooMany);
                    }
                }
                Err(_) => return Err(Wrong::Broken),
            }
            reader.get_mut().get_mut().set_limit(LONGEST);
            buffer.clear();
        }
    }
}

impl Wrong {
    /// The message; `broken` says that a part is broken.
    pub(super) fn said(self, path: &str, broken: impl FnOnce() -> Diagnostic) -> Diagnostic {
        match self {
            Self::Broken => broken(),
            Self::TooLong => Diagnostic::error(
                codes::SHEET_TOO_LARGE,
                Place::file(path),
                "里面有一段超过 1 MB 的文字，不是一格写得下的",
            )
            .hint("删去这一格，或者另建一份表，只复制要用的内容"),
            Self::TooMany => too_large(path),
        }
    }
}

/// Whether anything is ever read from a part; pictures and the like are not.
fn is_read(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    ["xml", "rels"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}

fn too_large(path: &str) -> Diagnostic {
    Diagnostic::error(
        codes::SHEET_TOO_LARGE,
        Place::file(path),
        "文件展开以后太大了，办公用的表没有这么大",
    )
    .hint("另建一份表，只复制要用的内容；空白的行和列、用不着的工作表和格式不要带过去")
}

/// The value of an attribute.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut found = tag.attributes().filter_map(std::result::Result::ok);
    let found = found.find(|found| found.key.local_name().as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(Cow::into_owned)
}
