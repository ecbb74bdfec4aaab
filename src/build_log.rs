//! 生成记录: what each output was made from, so that what would come out the same is left alone, and what
//! a person has made or edited since is not lost.
//!
//! A hidden folder in the folder of the outputs. In it a file, to which each output adds a line before it
//! appears, and the rosters as they were printed. Each line ends with a sum of itself: one that was cut off is
//! known by it. Losing the record loses no more than time and the words about what changed.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::fingerprint::Fingerprint;
use crate::output;
use crate::storage::{FileStamp, Lock, Storage};

/// The folder's name.
pub const FOLDER: &str = ".hongtou";
/// The file's name.
const FILE: &str = "生成记录.tsv";
/// What it was called when its lines had no sums.
const FIRST: &str = "生成记录.csv";
/// What the last whole build came from, and its files.
const LAST: &str = "上次生成.csv";
/// So many bytes it has at most.
const LONGEST_LAST: usize = 32 * 1024 * 1024;
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
    stamp: FileStamp,
    pages: usize,
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
    /// What this program did not make.
    Foreign,
    /// What a power cut left of a file.
    Torn,
    /// Nothing any more: what this program wrote is gone.
    Gone,
    /// Nothing.
    New,
}

/// Whose a file is that stands where another is about to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// There is none.
    Nobodys,
    /// It holds what is about to be written.
    Same(FileStamp),
    /// This program wrote it.
    Ours,
    /// A person's work: what this program wrote and somebody edited, or what it never knew.
    Persons(Standing),
}

/// A line about an output that is about to appear.
#[derive(Clone, Copy, Debug)]
pub struct Note<'a> {
    /// Its name in the folder.
    pub file: &'a str,
    /// What it is made from.
    pub input: &'a Input,
    /// Its bytes.
    pub content: Fingerprint,
    /// Size and time that it will have.
    pub stamp: FileStamp,
    /// How many pages.
    pub pages: usize,
}

/// The record of a folder of outputs.
#[derive(Debug)]
pub struct BuildLog {
    storage: Arc<dyn Storage>,
    folder: PathBuf,
    known: Mutex<Known>,
    _lock: Option<Lock>,
}

/// What the lines say.
#[derive(Debug, Default)]
struct Known {
    files: BTreeMap<String, Versions>,
    /// How many bytes of the file are read.
    read: u64,
}

/// What this program wrote under a name.
#[derive(Debug, Default)]
struct Versions {
    /// The last two: the last may have been interrupted before the file appeared.
    last: Vec<Made>,
    /// All before.
    older: Vec<Fingerprint>,
}

impl Known {
    fn add(&mut self, file: &str, made: Made) {
        let versions = self.files.entry(file.to_owned()).or_default();
        if versions.last.len() == 2 {
            versions.older.push(versions.last.remove(0).content);
        }
        versions.last.push(made);
    }

    /// How a file of these contents was made, where that is not long ago.
    fn made(&self, file: &str, content: Fingerprint) -> Option<&Made> {
        let last = &self.files.get(file)?.last;
        last.iter().rev().find(|made| made.content == content)
    }

    /// Whether a file of these contents was ever made.
    fn wrote(&self, file: &str, content: Fingerprint) -> bool {
        let is_older = |versions: &Versions| versions.older.contains(&content);
        self.made(file, content).is_some() || self.files.get(file).is_some_and(is_older)
    }

    fn of_stamp(&self, file: &str, stamp: FileStamp) -> Option<Fingerprint> {
        let last = &self.files.get(file)?.last;
        last.iter().rev().find(|made| made.stamp == stamp).map(|made| made.content)
    }
}

/// What is found in a place.
enum Found {
    Nothing,
    File(FileStamp, Fingerprint),
    Torn,
    /// A link, a pipe, or what can't be read.
    Other,
}

impl BuildLog {
    /// Reads the record of a folder, to look only; lines that are not whole are passed over.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn read(storage: &Arc<dyn Storage>, folder: &Path) -> io::Result<Self> {
        let record = Self {
            storage: Arc::clone(storage),
            folder: folder.to_owned(),
            known: Mutex::default(),
            _lock: None,
        };
        let first = record.folder().join(FIRST);
        match storage.read(&first) {
            Ok(bytes) => add_first(&mut record.known(), &bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        record.read_on()?;
        Ok(record)
    }

    /// Opens the record of a folder to add to it. What killed runs left there is taken away.
    ///
    /// # Errors
    /// When it can't be read or written.
    pub fn open(storage: &Arc<dyn Storage>, folder: &Path) -> io::Result<Self> {
        let own = folder.join(FOLDER);
        storage.make_folder(&own)?;
        let lock = locked(&**storage, folder, &own.join(LOCK));
        Ok(Self { _lock: lock, ..Self::read(storage, folder)? })
    }

    /// Where it is kept.
    pub fn storage(&self) -> &Arc<dyn Storage> {
        &self.storage
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
        self.storage.read(&self.folder.join(file))
    }

    /// The folder for what is kept of a campaign besides.
    pub fn folder(&self) -> PathBuf {
        self.folder.join(FOLDER)
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads the lines that were added since, by this run or another.
    fn read_on(&self) -> io::Result<()> {
        let mut known = self.known();
        let bytes = match self.storage.read_from(&self.folder().join(FILE), known.read) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        // a line without its end may still be written
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        for line in bytes[..whole].split(|byte| *byte == b'\n') {
            if let Some((file, made)) = std::str::from_utf8(line).ok().and_then(parsed) {
                known.add(file, made);
            }
        }
        known.read += u64::try_from(whole).unwrap_or_default();
        Ok(())
    }

    /// What stands in a place. By its size and time where these are known and it need not be told `surely`.
    fn found(&self, file: &str, surely: bool) -> Found {
        let path = self.folder.join(file);
        let stamp = match self.storage.stamp(&path) {
            Ok(stamp) => stamp,
            // a folder can't be put aside: who puts a file there is told
            Err(error) => match error.kind() {
                io::ErrorKind::NotFound | io::ErrorKind::IsADirectory => return Found::Nothing,
                _ => return Found::Other,
            },
        };
        let known = self.known().of_stamp(file, stamp).filter(|_| !surely);
        if let Some(content) = known {
            return Found::File(stamp, content);
        }
        // copying a folder about changes times and no contents
        match self.storage.read(&path) {
            Ok(bytes) => {
                let content = Fingerprint::of_bytes(&bytes);
                let is_known = self.known().wrote(file, content);
                if !is_known && is_torn(&bytes) { Found::Torn } else { Found::File(stamp, content) }
            }
            Err(_) => Found::Other,
        }
    }

    /// Whether this program wrote these contents under this name, be it in another run just now.
    fn wrote(&self, file: &str, content: Fingerprint) -> bool {
        let known = self.known().wrote(file, content);
        known || (self.read_on().is_ok() && self.known().wrote(file, content))
    }

    /// What a person has there, where it is none of this program's.
    fn a_persons(&self, file: &str) -> Standing {
        let is_known = self.known().files.contains_key(file);
        if is_known { Standing::Edited } else { Standing::Foreign }
    }

    /// What stands where an output made from `input` belongs. `surely` reads the file: size and time of an edited
    /// file may be as they were.
    pub fn standing(&self, file: &str, input: &Input, surely: bool) -> Standing {
        let content = match self.found(file, surely) {
            Found::Nothing if self.known().files.contains_key(file) => return Standing::Gone,
            Found::Nothing => return Standing::New,
            Found::Torn => return Standing::Torn,
            Found::Other => return self.a_persons(file),
            Found::File(_, content) => content,
        };
        if !self.wrote(file, content) {
            return self.a_persons(file);
        }
        match self.known().made(file, content) {
            Some(made) if made.input.whole == input.whole => Standing::Current(made.pages),
            Some(made) => Standing::Old(input.changed(&made.input.parts)),
            None => Standing::Old(Vec::new()),
        }
    }

    /// Whose the file is that stands where these contents are about to.
    pub fn whose(&self, file: &str, content: Fingerprint, surely: bool) -> Whose {
        match self.found(file, surely) {
            Found::Nothing => Whose::Nobodys,
            Found::File(stamp, stands) if stands == content => Whose::Same(stamp),
            Found::File(_, stands) if self.wrote(file, stands) => Whose::Ours,
            Found::Torn => Whose::Ours,
            Found::File(..) | Found::Other => Whose::Persons(self.a_persons(file)),
        }
    }

    /// The parts of what an output was last made from.
    pub fn parts(&self, file: &str) -> Option<Vec<(String, u32)>> {
        let known = self.known();
        known.files.get(file)?.last.last().map(|made| made.input.parts.clone())
    }

    /// How many documents the last whole build came to, where it came from the same as one would now, and all
    /// its files stand as they were written. `all` gets the names of the files that were read on the way.
    pub fn stands_whole(&self, all: impl FnOnce(&[&str]) -> Option<Fingerprint>) -> Option<usize> {
        let text = self.storage.read(&self.folder().join(LAST)).ok()?;
        // more than any campaign makes: it is none of ours, and all is made as if there were none
        if text.len() > LONGEST_LAST {
            return None;
        }
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
            let stamp = self.storage.stamp(&self.folder.join(file)).ok()?;
            let known = self.known();
            let made = known.files.get(*file)?.last.last()?;
            (stamp == made.stamp).then_some(())
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
        let bytes = out.into_inner().unwrap_or_default();
        output::replace_in(&self.storage, &self.folder().join(LAST), &bytes)
    }

    /// Notes outputs that are about to appear. When this returns, the notes are on the disk: no file is ever there
    /// without its line.
    ///
    /// # Errors
    /// When the record can't be written.
    pub fn note(&self, notes: &[Note<'_>]) -> io::Result<()> {
        // a line that an earlier run could not finish must not swallow the first
        let lines = std::iter::once("\n".to_owned()).chain(notes.iter().map(line));
        let path = self.folder().join(FILE);
        let is_new = !self.storage.stands(&path);
        self.storage.append(&path, lines.collect::<String>().as_bytes())?;
        self.storage.sync(&path)?;
        if is_new { self.storage.sync(&self.folder()) } else { Ok(()) }
    }
}

/// A note as a line, its sum at the end.
fn line(note: &Note<'_>) -> String {
    let Note { file, input, content, stamp, pages } = note;
    let FileStamp { size, modified } = stamp;
    let whole = input.whole;
    let mut line = format!("{file}\t{whole:x}\t{content:x}\t{size}\t{modified}\t{pages}");
    for (name, hash) in &input.parts {
        let name = name.replace(char::is_control, " ");
        // writing to a string cannot fail
        let _ = write!(line, "\t{name}\t{hash:x}");
    }
    format!("{line}\t{:08x}\n", sum(&line))
}

fn sum(line: &str) -> u32 {
    Fingerprint::of_bytes(line.as_bytes()).short()
}

fn parsed(line: &str) -> Option<(&str, Made)> {
    let (line, written) = line.rsplit_once('\t')?;
    if u32::from_str_radix(written, 16).ok()? != sum(line) {
        return None;
    }
    let fields: Vec<&str> = line.split('\t').collect();
    Some((fields.first()?, of_fields(&fields)?))
}

fn of_fields(fields: &[&str]) -> Option<Made> {
    let hash = |at: usize| u128::from_str_radix(fields.get(at)?, 16).ok().map(Fingerprint::from);
    let part = |part: &[&str]| {
        let [name, hash] = part else { return None };
        Some(((*name).to_owned(), u32::from_str_radix(hash, 16).ok()?))
    };
    let parts = fields.get(6..)?.chunks(2).map(part).collect::<Option<Vec<_>>>()?;
    Some(Made {
        input: Input { whole: hash(1)?, parts },
        content: hash(2)?,
        stamp: FileStamp {
            size: fields.get(3)?.parse().ok()?,
            modified: fields.get(4)?.parse().ok()?,
        },
        pages: fields.get(5)?.parse().ok()?,
    })
}

/// Reads what the first version of this program wrote: csv without sums.
fn add_first(known: &mut Known, bytes: &[u8]) {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    for line in reader.records().filter_map(Result::ok) {
        let fields: Vec<&str> = line.iter().collect();
        if let (Some(file), Some(made)) = (fields.first(), of_fields(&fields)) {
            known.add(file, made);
        }
    }
}

/// Whether a file is what a power cut left of one that was being written: nothing, zeros in place of its bytes, or
/// a PDF or a package (DOCX, XLSX) whose end is missing. No program that people work with saves such a file.
fn is_torn(bytes: &[u8]) -> bool {
    /// So many zeros at an end are no contents.
    const HOLE: usize = 16;
    /// The end of a file stands in so many bytes: a package may have a comment behind it.
    const END: usize = 66_000;
    let end = &bytes[bytes.len().saturating_sub(END)..];
    let ends_with = |mark: &[u8]| end.windows(mark.len()).any(|window| window == mark);
    let is_hole = |part: &[u8]| part.iter().all(|byte| *byte == 0);
    is_hole(&bytes[..bytes.len().min(HOLE)])
        || is_hole(&bytes[bytes.len().saturating_sub(HOLE)..])
        || (bytes.starts_with(b"%PDF-") && !ends_with(b"%%EOF"))
        || (bytes.starts_with(b"PK\x03\x04") && !ends_with(b"PK\x05\x06"))
}

/// Says that somebody is at work here, for as long as it is held. Who is alone here tidies up first. Where the file
/// system has no locks, nothing is tidied.
fn locked(storage: &dyn Storage, folder: &Path, path: &Path) -> Option<Lock> {
    let lock = storage.lock(path).ok()?;
    lock.if_alone(|| output::sweep(storage, folder)).ok()?;
    lock.shared().ok()?;
    Some(lock)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::output::Beside;
    use crate::storage::Disk;

    fn opened(folder: &Path) -> BuildLog {
        BuildLog::open(&Disk::shared(), folder).unwrap()
    }

    fn input(bytes: &[u8]) -> Input {
        let parts = vec![("正文".to_owned(), u32::from(bytes[0])), ("标题".to_owned(), 7)];
        Input { whole: Fingerprint::of_bytes(bytes), parts }
    }

    fn write(folder: &Path, input: &[u8], bytes: &[u8]) {
        noted(folder, input, bytes).put().unwrap();
    }

    /// Noted, and not in its place yet.
    fn noted(folder: &Path, input: &[u8], bytes: &[u8]) -> Beside {
        let record = opened(folder);
        let beside = Beside::write(&Disk::shared(), &folder.join("甲.pdf"), bytes).unwrap();
        let (input, content) = (self::input(input), Fingerprint::of_bytes(bytes));
        let stamp = beside.stamp().unwrap();
        let note = Note { file: "甲.pdf", input: &input, content, stamp, pages: 2 };
        record.note(&[note]).unwrap();
        beside
    }

    fn standing(folder: &Path, input: &[u8]) -> Standing {
        opened(folder).standing("甲.pdf", &self::input(input), true)
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
        let other = opened(folder);
        let left = folder.join(".hongtou-1");
        output::replace(&left, "半".as_bytes()).unwrap();
        drop(opened(folder));
        assert!(left.exists());
        drop(other);
        drop(opened(folder));
        assert!(!left.exists());
    }

    #[test]
    fn an_interrupted_build_is_no_edit() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        write(folder, b"1", b"one");
        // noted, and killed before the file appeared, more than once; the last line cut off
        for bytes in [b"two", b"thr", b"fou"] {
            drop(noted(folder, b"2", bytes));
        }
        Disk.append(&folder.join(FOLDER).join(FILE), "甲.pdf\t00".as_bytes()).unwrap();
        assert_eq!(standing(folder, b"1"), Standing::Old(Vec::new()));
        write(folder, b"2", b"two");
        assert_eq!(standing(folder, b"2"), Standing::Current(2));
    }

    #[test]
    fn what_another_build_wrote_just_now_is_no_edit() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        write(folder, b"1", b"one");
        let slow = opened(folder);
        write(folder, b"2", b"two");
        assert_eq!(slow.standing("甲.pdf", &input(b"2"), true), Standing::Current(2));
        write(folder, b"3", b"three");
        assert_eq!(slow.whose("甲.pdf", Fingerprint::of_bytes(b"x"), true), Whose::Ours);
    }

    #[test]
    fn an_edit_that_keeps_size_and_time_is_seen_by_who_looks_closely() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("甲.pdf");
        write(folder.path(), b"1", b"one");
        let time = fs::metadata(&path).unwrap().modified().unwrap();
        output::replace(&path, b"two").unwrap();
        fs::File::options().append(true).open(&path).unwrap().set_modified(time).unwrap();
        let record = opened(folder.path());
        assert_eq!(record.standing("甲.pdf", &input(b"1"), false), Standing::Current(2));
        assert_eq!(record.standing("甲.pdf", &input(b"1"), true), Standing::Edited);
    }

    #[test]
    fn what_a_power_cut_left_is_no_edit() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("甲.pdf");
        write(folder.path(), b"1", b"%PDF-1.7 one %%EOF");
        for torn in [&b""[..], &[0; 18], b"%PDF-1.7 o", b"%PDF\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"] {
            output::replace(&path, torn).unwrap();
            assert_eq!(standing(folder.path(), b"1"), Standing::Torn, "{torn:?}");
        }
        for edited in ["我写的", "%PDF-1.7 two %%EOF", "%PDF-1.7 one %%EOF EDITED"] {
            output::replace(&path, edited.as_bytes()).unwrap();
            assert_eq!(standing(folder.path(), b"1"), Standing::Edited);
        }
    }

    #[test]
    fn a_line_that_was_cut_off_says_nothing() {
        let (input, content) = (input(b"1"), Fingerprint::of_bytes(b"one"));
        let stamp = FileStamp { size: 3, modified: 7 };
        let whole = line(&Note { file: "甲.pdf", input: &input, content, stamp, pages: 12 });
        let whole = whole.trim_end();
        assert_eq!(parsed(whole).unwrap().1, Made { input, content, stamp, pages: 12 });
        let cuts = (0..whole.len()).filter(|at| whole.is_char_boundary(*at));
        assert!(cuts.map(|at| &whole[..at]).all(|cut| parsed(cut).is_none()));
    }

    #[test]
    fn the_first_record_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("甲.pdf");
        output::replace(&path, b"one").unwrap();
        let FileStamp { size, modified } = Disk.stamp(&path).unwrap();
        let (whole, content) = (input(b"1").whole, Fingerprint::of_bytes(b"one"));
        let line = format!("甲.pdf,{whole:x},{content:x},{size},{modified},2,正文,31,标题,7\n");
        fs::create_dir(folder.path().join(FOLDER)).unwrap();
        output::replace(&folder.path().join(FOLDER).join(FIRST), line.as_bytes()).unwrap();
        assert_eq!(standing(folder.path(), b"1"), Standing::Current(2));
        assert_eq!(standing(folder.path(), b"2"), Standing::Old(vec!["正文".to_owned()]));
    }
}
