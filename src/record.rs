//! 生成记录: what each output was made from, so that what would come out the same is left alone, and what
//! a person has edited since is not lost.
//!
//! A hidden folder in the folder of the outputs. In it a csv file, to which each output adds a line before
//! it appears, and the rosters as they were printed. Losing it loses no more than time and the words about
//! what changed.

use std::collections::BTreeMap;
use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::UNIX_EPOCH;

use crate::fingerprint::Fingerprint;
use crate::output;

/// The folder's name.
pub const FOLDER: &str = ".hongtou";
/// The file's name.
const FILE: &str = "生成记录.csv";
/// What the last whole build came from, and its files.
const LAST: &str = "上次生成.csv";
/// Held by everyone who writes outputs here.
const LOCK: &str = "lock";

/// What an output is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// All of it.
    pub whole: Fingerprint,
    /// Its parts as a person knows them, for the words about what changed.
    pub parts: Vec<(String, u32)>,
}

impl Input {
    /// The parts that are another than they were, and those that are gone.
    fn changed(&self, was: &[(String, u32)]) -> Vec<String> {
        let missing = |these: &[(String, u32)], those: &[(String, u32)]| -> Vec<String> {
            these
                .iter()
                .filter(|part| !those.contains(part))
                .map(|(name, _)| name.clone())
                .collect()
        };
        let mut names = missing(&self.parts, was);
        for name in missing(was, &self.parts) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }
}

/// How a file was made.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Made {
    input: Input,
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

/// A whole build: what it came from, and what it came to.
#[derive(Debug)]
pub struct Whole<'a> {
    /// What it came from.
    pub all: Fingerprint,
    /// How many documents it made.
    pub documents: usize,
    /// Their files.
    pub files: &'a [&'a str],
    /// The files of the campaign that were read while it made them.
    pub read: &'a [String],
}

/// What stands where an output belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// What would come out now; its pages.
    Current(usize),
    /// What this program wrote from something else: the parts that changed.
    Old(Vec<String>),
    /// What this program wrote and a person changed.
    Edited,
    /// Nothing any more: what this program wrote is gone.
    Gone,
    /// Nothing that this program knows of.
    New,
}

/// The record of a folder of outputs.
#[derive(Debug)]
pub struct Record {
    folder: PathBuf,
    /// The last two of each file: the last may have been interrupted before the file appeared.
    known: BTreeMap<String, Vec<Made>>,
    /// What has no line to add to only looks.
    lines: Option<Mutex<File>>,
    _lock: Option<File>,
}

impl Record {
    /// Reads the record of a folder, to look only; lines that are not whole are passed over.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn read(folder: &Path) -> io::Result<Self> {
        Self::parsed(folder).map(|(record, _)| record)
    }

    /// The record of a folder, and whether its last line is whole.
    fn parsed(folder: &Path) -> io::Result<(Self, bool)> {
        let path = folder.join(FOLDER).join(FILE);
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
        let whole = text.last().is_none_or(|last| *last == b'\n');
        Ok((Self { folder: folder.to_owned(), known, lines: None, _lock: None }, whole))
    }

    /// Opens the record of a folder to add to it. What killed runs left there is taken away.
    ///
    /// # Errors
    /// When it can't be read or written.
    pub fn open(folder: &Path) -> io::Result<Self> {
        let own = folder.join(FOLDER);
        fs::create_dir_all(&own)?;
        let lock = locked(folder, &own.join(LOCK));
        let (record, whole) = Self::parsed(folder)?;
        let mut lines = OpenOptions::new().create(true).append(true).open(own.join(FILE))?;
        // a line that was cut off must not swallow the next
        if !whole {
            lines.write_all(b"\n")?;
        }
        Ok(Self { lines: Some(Mutex::new(lines)), _lock: lock, ..record })
    }

    /// The folder of the outputs.
    pub fn outputs(&self) -> &Path {
        &self.folder
    }

    /// The bytes of an output.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn bytes(&self, file: &str) -> io::Result<Vec<u8>> {
        fs::read(self.folder.join(file))
    }

    /// The folder for what is kept of a campaign besides.
    pub fn folder(&self) -> PathBuf {
        self.folder.join(FOLDER)
    }

    /// What stands where an output made from `input` belongs.
    pub fn standing(&self, file: &str, input: &Input) -> Standing {
        let path = self.folder.join(file);
        let Some(known) = self.known.get(file) else { return Standing::New };
        let Ok(metadata) = fs::metadata(&path) else { return Standing::Gone };
        // an empty file is what a power cut left, and no person's work
        let whole = metadata.is_file() && metadata.len() > 0;
        let Some(stamp) = Stamp::of(&metadata).ok().filter(|_| whole) else {
            return Standing::Gone;
        };
        let content = known.iter().rev().find(|made| made.stamp == stamp).map(|made| made.content);
        // copying a folder about changes times and no contents
        let content =
            content.or_else(|| fs::read(&path).ok().map(|bytes| Fingerprint::of_bytes(&bytes)));
        match known.iter().rev().find(|made| Some(made.content) == content) {
            None => Standing::Edited,
            Some(made) if made.input.whole == input.whole => Standing::Current(made.pages),
            Some(made) => Standing::Old(input.changed(&made.input.parts)),
        }
    }

    /// How many documents the last whole build came to, where it came from the same as one would now, and all
    /// its files stand as they were written. `all` gets the names of the files that were read on the way.
    pub fn stands_whole(&self, all: impl FnOnce(&[&str]) -> Option<Fingerprint>) -> Option<usize> {
        let text = fs::read(self.folder().join(LAST)).ok()?;
        let lines = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(&*text);
        let lines: Vec<csv::StringRecord> = lines.into_records().filter_map(Result::ok).collect();
        let (first, lines) = lines.split_first()?;
        let count = |at: usize| first.get(at)?.parse::<usize>().ok();
        let (documents, files, read) = (count(1)?, count(2)?, count(3)?);
        // a line that is missing was cut off
        if lines.len() != files + read {
            return None;
        }
        let names: Option<Vec<&str>> = lines.iter().map(|line| line.get(0)).collect();
        let names = names?;
        let (files, read) = names.split_at(files);
        let stands = |file: &&str| {
            let made = self.known.get(*file)?.last()?;
            let metadata = fs::metadata(self.folder.join(file)).ok()?;
            (Stamp::of(&metadata).ok()? == made.stamp).then_some(())
        };
        let same = u128::from_str_radix(first.get(0)?, 16).ok().map(Fingerprint::from) == all(read);
        (same && files.iter().all(|file| stands(file).is_some())).then_some(documents)
    }

    /// Notes a whole build.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn note_whole(&self, made: &Whole<'_>) -> crate::diag::Result<()> {
        let mut out = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        let counts = [made.documents, made.files.len(), made.read.len()].map(|n| n.to_string());
        // writing to memory cannot fail
        let _ = out.write_field(format!("{:x}", made.all)).and_then(|()| out.write_record(&counts));
        for name in made.files.iter().copied().chain(made.read.iter().map(String::as_str)) {
            let _ = out.write_record([name]);
        }
        output::replace(&self.folder().join(LAST), &out.into_inner().unwrap_or_default())
    }

    /// Notes an output that is about to appear.
    ///
    /// # Errors
    /// When the record can't be written.
    pub fn note(
        &self,
        file: &str,
        input: &Input,
        bytes: &[u8],
        pages: usize,
        metadata: &Metadata,
    ) -> io::Result<()> {
        let Some(lines) = &self.lines else { return Ok(()) };
        let stamp = Stamp::of(metadata)?;
        let mut line = csv::Writer::from_writer(Vec::new());
        line.write_field(file)?;
        line.write_field(format!("{:x}", input.whole))?;
        line.write_field(format!("{:x}", Fingerprint::of_bytes(bytes)))?;
        line.write_field(stamp.size.to_string())?;
        line.write_field(stamp.modified.to_string())?;
        line.write_field(pages.to_string())?;
        for (name, hash) in &input.parts {
            line.write_field(name)?;
            line.write_field(format!("{hash:x}"))?;
        }
        line.write_record(None::<&[u8]>)?;
        let line = line.into_inner().map_err(csv::IntoInnerError::into_error)?;
        // one write, so that lines of two builds never mix
        let mut lines = lines.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        lines.write_all(&line)
    }
}

fn parsed(line: &csv::StringRecord) -> Option<(String, Made)> {
    let hash = |at: usize| u128::from_str_radix(line.get(at)?, 16).ok().map(Fingerprint::from);
    let part = |at: usize| {
        Some((line.get(at)?.to_owned(), u32::from_str_radix(line.get(at + 1)?, 16).ok()?))
    };
    let parts = (6..line.len()).step_by(2).filter_map(part).collect();
    let made = Made {
        input: Input { whole: hash(1)?, parts },
        content: hash(2)?,
        stamp: Stamp { size: line.get(3)?.parse().ok()?, modified: line.get(4)?.parse().ok()? },
        pages: line.get(5)?.parse().ok()?,
    };
    Some((line.get(0)?.to_owned(), made))
}

/// Says that somebody is at work here, for as long as the file is open. Who is alone here tidies up first.
/// Where the file system has no locks, nothing is tidied.
fn locked(folder: &Path, path: &Path) -> Option<File> {
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(path).ok()?;
    match file.try_lock() {
        Ok(()) => {
            output::sweep(folder);
            file.unlock().ok()?;
        }
        Err(TryLockError::WouldBlock) => {}
        Err(TryLockError::Error(_)) => return None,
    }
    file.lock_shared().ok()?;
    Some(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(bytes: &[u8]) -> Input {
        let parts = vec![("正文".to_owned(), u32::from(bytes[0])), ("标题".to_owned(), 7)];
        Input { whole: Fingerprint::of_bytes(bytes), parts }
    }

    fn write(folder: &Path, input: &[u8], bytes: &[u8]) {
        let record = Record::open(folder).unwrap();
        let pending = output::pending(&folder.join("甲.pdf"), bytes).unwrap();
        record.note("甲.pdf", &self::input(input), bytes, 2, &pending.metadata().unwrap()).unwrap();
        pending.publish().unwrap();
    }

    fn standing(folder: &Path, input: &[u8]) -> Standing {
        Record::open(folder).unwrap().standing("甲.pdf", &self::input(input))
    }

    #[test]
    fn an_output_is_current_until_its_input_changes() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let old = || Standing::Old(vec!["正文".to_owned()]);
        assert_eq!(standing(folder, b"1"), Standing::New);
        write(folder, b"1", b"one");
        assert_eq!(standing(folder, b"1"), Standing::Current(2));
        assert_eq!(standing(folder, b"2"), old());
        write(folder, b"2", b"two");
        assert_eq!(standing(folder, b"1"), old());
        assert_eq!(standing(folder, b"2"), Standing::Current(2));
        fs::remove_file(folder.join("甲.pdf")).unwrap();
        assert_eq!(standing(folder, b"2"), Standing::Gone);
        fs::create_dir(folder.join("甲.pdf")).unwrap();
        assert_eq!(standing(folder, b"2"), Standing::Gone);
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
    fn what_a_killed_run_left_is_swept_when_nobody_else_is_at_work() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let other = Record::open(folder).unwrap();
        let left = folder.join(".hongtou-1");
        output::replace(&left, "半".as_bytes()).unwrap();
        drop(Record::open(folder).unwrap());
        assert!(left.exists());
        drop(other);
        drop(Record::open(folder).unwrap());
        assert!(!left.exists());
    }

    #[test]
    fn an_interrupted_build_is_no_edit() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        write(folder, b"1", b"one");
        // noted, and killed before the file appeared; the last line cut off
        let record = Record::open(folder).unwrap();
        let pending = output::pending(&folder.join("甲.pdf"), b"two").unwrap();
        record.note("甲.pdf", &input(b"2"), b"two", 2, &pending.metadata().unwrap()).unwrap();
        drop(pending);
        let mut file =
            OpenOptions::new().append(true).open(folder.join(FOLDER).join(FILE)).unwrap();
        file.write_all("甲.pdf,00".as_bytes()).unwrap();
        assert_eq!(standing(folder, b"1"), Standing::Current(2));
        assert_eq!(standing(folder, b"2"), Standing::Old(vec!["正文".to_owned()]));
        write(folder, b"2", b"two");
        assert_eq!(standing(folder, b"2"), Standing::Current(2));
    }
}
