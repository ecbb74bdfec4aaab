//! 生成记录: what each output was made from, so that what would come out the same is left alone, and what
//! a person has edited since is not lost.
//!
//! A hidden csv file in the folder of the outputs, to which each output adds a line before it appears.
//! Losing it loses no more than time.

use std::collections::BTreeMap;
use std::fs::{self, File, Metadata, OpenOptions};
use std::hash::Hash;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::UNIX_EPOCH;

use siphasher::sip128::{Hasher128, SipHasher13};

/// The file's name.
const FILE: &str = ".hongtou.csv";

/// A hash of contents, the same on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint(u128);

impl Fingerprint {
    /// Of all that is hashed in `add`.
    pub fn of(add: impl FnOnce(&mut SipHasher13)) -> Self {
        let mut hasher = SipHasher13::new();
        add(&mut hasher);
        Self(hasher.finish128().as_u128())
    }

    /// Of bytes.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self::of(|hasher| bytes.hash(hasher))
    }
}

impl Hash for Fingerprint {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

/// How a file was made.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Made {
    /// What it was made from.
    input: Fingerprint,
    /// Its bytes.
    content: Fingerprint,
    stamp: Stamp,
    pages: usize,
}

/// What tells without reading it that a file is still the one that was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    size: u64,
    /// Nanoseconds since 1970.
    modified: u128,
}

impl Stamp {
    fn of(metadata: &Metadata) -> io::Result<Self> {
        let since = metadata.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
        Ok(Self { size: metadata.len(), modified: since.as_nanos() })
    }
}

/// What stands where an output belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// What would come out now; its pages.
    Current(usize),
    /// Nothing, or what this program wrote.
    Ours,
    /// What this program wrote and a person changed.
    Edited,
}

/// The record of a folder of outputs.
#[derive(Debug)]
pub struct Record {
    folder: PathBuf,
    /// The last two of each file: the last may have been interrupted before the file appeared.
    known: BTreeMap<String, Vec<Made>>,
    lines: Mutex<File>,
}

impl Record {
    /// Opens the record of a folder; lines that are not whole are passed over.
    ///
    /// # Errors
    /// When it can't be read or written.
    pub fn open(folder: &Path) -> io::Result<Self> {
        let path = folder.join(FILE);
        let text = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(error),
        };
        let mut known: BTreeMap<String, Vec<Made>> = BTreeMap::new();
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(&*text);
        for line in reader.records().filter_map(Result::ok) {
            if let Some((file, made)) = parsed(&line) {
                let list = known.entry(file).or_default();
                list.push(made);
                if list.len() > 2 {
                    list.remove(0);
                }
            }
        }
        let mut lines = OpenOptions::new().create(true).append(true).open(path)?;
        // a line that was cut off must not swallow the next
        if text.last().is_some_and(|last| *last != b'\n') {
            lines.write_all(b"\n")?;
        }
        Ok(Self { folder: folder.to_owned(), known, lines: Mutex::new(lines) })
    }

    /// What stands where an output made from `input` belongs.
    pub fn standing(&self, file: &str, input: Fingerprint) -> Standing {
        let path = self.folder.join(file);
        let Some(known) = self.known.get(file) else { return Standing::Ours };
        let Ok(metadata) = fs::metadata(&path) else { return Standing::Ours };
        let Some(stamp) = Stamp::of(&metadata).ok().filter(|_| metadata.is_file()) else {
            return Standing::Ours;
        };
        let content = known.iter().rev().find(|made| made.stamp == stamp).map(|made| made.content);
        // copying a folder about changes times and no contents
        let content =
            content.or_else(|| fs::read(&path).ok().map(|bytes| Fingerprint::of_bytes(&bytes)));
        match known.iter().rev().find(|made| Some(made.content) == content) {
            None => Standing::Edited,
            Some(made) if made.input == input => Standing::Current(made.pages),
            Some(_) => Standing::Ours,
        }
    }

    /// Notes an output that is about to appear.
    ///
    /// # Errors
    /// When the record can't be written.
    pub fn note(
        &self,
        file: &str,
        input: Fingerprint,
        bytes: &[u8],
        pages: usize,
        metadata: &Metadata,
    ) -> io::Result<()> {
        let stamp = Stamp::of(metadata)?;
        let mut line = csv::Writer::from_writer(Vec::new());
        line.write_record([
            file,
            &format!("{:032x}", input.0),
            &format!("{:032x}", Fingerprint::of_bytes(bytes).0),
            &stamp.size.to_string(),
            &stamp.modified.to_string(),
            &pages.to_string(),
        ])?;
        let line = line.into_inner().map_err(csv::IntoInnerError::into_error)?;
        // one write, so that lines of two builds never mix
        let mut lines = self.lines.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        lines.write_all(&line)
    }
}

fn parsed(line: &csv::StringRecord) -> Option<(String, Made)> {
    let hash = |at: usize| u128::from_str_radix(line.get(at)?, 16).ok().map(Fingerprint);
    let made = Made {
        input: hash(1)?,
        content: hash(2)?,
        stamp: Stamp { size: line.get(3)?.parse().ok()?, modified: line.get(4)?.parse().ok()? },
        pages: line.get(5)?.parse().ok()?,
    };
    Some((line.get(0)?.to_owned(), made))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output;

    fn write(folder: &Path, input: &[u8], bytes: &[u8]) {
        let record = Record::open(folder).unwrap();
        let pending = output::pending(&folder.join("甲.pdf"), bytes).unwrap();
        let input = Fingerprint::of_bytes(input);
        record.note("甲.pdf", input, bytes, 2, &pending.metadata().unwrap()).unwrap();
        pending.publish().unwrap();
    }

    fn standing(folder: &Path, input: &[u8]) -> Standing {
        Record::open(folder).unwrap().standing("甲.pdf", Fingerprint::of_bytes(input))
    }

    #[test]
    fn an_output_is_current_until_its_input_changes() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        assert_eq!(standing(folder, b"1"), Standing::Ours);
        write(folder, b"1", b"one");
        assert_eq!(standing(folder, b"1"), Standing::Current(2));
        assert_eq!(standing(folder, b"2"), Standing::Ours);
        write(folder, b"2", b"two");
        assert_eq!(standing(folder, b"1"), Standing::Ours);
        assert_eq!(standing(folder, b"2"), Standing::Current(2));
        fs::remove_file(folder.join("甲.pdf")).unwrap();
        assert_eq!(standing(folder, b"2"), Standing::Ours);
        fs::create_dir(folder.join("甲.pdf")).unwrap();
        assert_eq!(standing(folder, b"2"), Standing::Ours);
    }

    #[test]
    fn what_a_person_edited_is_known() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        write(folder, b"1", b"one");
        output::replace(&folder.join("甲.pdf"), b"one and a half").unwrap();
        assert_eq!(standing(folder, b"1"), Standing::Edited);
        // a copy has another time and the same content
        output::replace(&folder.join("甲.pdf"), b"one").unwrap();
        assert_eq!(standing(folder, b"1"), Standing::Current(2));
    }

    #[test]
    fn an_interrupted_build_is_no_edit() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        write(folder, b"1", b"one");
        // noted, and killed before the file appeared; the last line cut off
        let record = Record::open(folder).unwrap();
        let pending = output::pending(&folder.join("甲.pdf"), b"two").unwrap();
        let input = Fingerprint::of_bytes(b"2");
        record.note("甲.pdf", input, b"two", 2, &pending.metadata().unwrap()).unwrap();
        drop(pending);
        let mut file = OpenOptions::new().append(true).open(folder.join(FILE)).unwrap();
        file.write_all("甲.pdf,00".as_bytes()).unwrap();
        assert_eq!(standing(folder, b"1"), Standing::Current(2));
        assert_eq!(standing(folder, b"2"), Standing::Ours);
        write(folder, b"2", b"two");
        assert_eq!(standing(folder, b"2"), Standing::Current(2));
    }
}
