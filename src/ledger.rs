//! 文号台账: which document has which number, so that none is given twice and each keeps its own.
//!
//! A csv file beside the campaign, for people to read and to correct. It is read, changed and written under
//! a lock: two builds at once take turns.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use crate::diag::{Diagnostic, Result, io_reason};
use crate::model::{DocNumber, NumberSpec};
use crate::output;
use crate::source::Place;

/// The file's name where the campaign says none.
pub const FILE: &str = "文号台账.csv";
/// Its columns.
const HEAD: [&str; 5] = ["文号", "标题", "成文日期", "收文", "文件"];

/// A ledger, locked until it is dropped.
#[derive(Debug)]
pub struct Ledger {
    path: PathBuf,
    entries: Vec<Line>,
    serials: BTreeMap<(String, i32), BTreeSet<u32>>,
    by_file: BTreeMap<(String, i32, String), u32>,
    changed: bool,
    /// Dropped last: the lock goes with it. Without one it can't be saved.
    lock: Option<File>,
}

/// A document and its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// 发文字号.
    pub number: DocNumber,
    /// 标题.
    pub title: String,
    /// 成文日期, as printed.
    pub date: String,
    /// Who receives it.
    pub recipient: String,
    /// The name of its files: by it a document is known again.
    pub file: String,
}

impl Ledger {
    /// Opens a ledger and waits for its lock; a file that is not there is an empty one.
    ///
    /// # Errors
    /// When it can't be read or written, or is not as this program writes it.
    pub fn open(path: &Path) -> Result<Self> {
        let at =
            |message: String| Diagnostic::error(Place::file(path.display().to_string()), message);
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let beside = path.with_file_name(format!(".{name}.lock"));
        let locked = File::create(&beside).and_then(|file| file.lock().map(|()| file));
        let lock = locked.map_err(|error| {
            at(format!("台账锁不住：{}", io_reason(&error))).hint("把活动文件夹放到可以写的地方")
        })?;
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(at(format!("读不出来：{}", io_reason(&error))).into()),
        };
        Ok(Self { lock: Some(lock), ..Self::of_bytes(path.to_owned(), &bytes)? })
    }

    /// A ledger that is nowhere on the disk: only to look at.
    ///
    /// # Errors
    /// When it is not as this program writes it.
    pub fn of_bytes(path: PathBuf, bytes: &[u8]) -> Result<Self> {
        let mut ledger = Self {
            path,
            entries: Vec::new(),
            serials: BTreeMap::new(),
            by_file: BTreeMap::new(),
            changed: false,
            lock: None,
        };
        if !bytes.is_empty() {
            ledger.read(bytes)?;
        }
        Ok(ledger)
    }

    fn read(&mut self, bytes: &[u8]) -> Result<()> {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let grid = crate::sheet::read(&name, bytes, None)?;
        let is_head =
            |row: &[crate::source::Spanned<String>]| row.iter().map(|cell| &*cell.v).eq(HEAD);
        if !grid.rows().first().is_some_and(|row| is_head(row)) {
            return Err(Diagnostic::error(Place::file(name), "这不是文号台账")
                .hint(format!("第一行应是：{}", HEAD.join(",")))
                .into());
        }
        for row in &grid.rows()[1..] {
            let [number, title, date, recipient, file] = row.as_slice() else { continue };
            let wrong = |message: String| Diagnostic::error(number.place.clone(), message);
            let Ok(NumberSpec::Full(parsed)) = number.v.parse() else {
                return Err(wrong(format!("“{}”不是发文字号", number.v))
                    .hint("写全，例如：青溪府发〔2026〕25号")
                    .into());
            };
            let line = Line {
                number: parsed,
                title: title.v.clone(),
                date: date.v.clone(),
                recipient: recipient.v.clone(),
                file: file.v.clone(),
            };
            if !self.enter(line) {
                return Err(wrong(format!("台账里“{}”出现了两次", number.v))
                    .hint("一个文号只能给一份文件，删去或改正其中一行")
                    .into());
            }
        }
        Ok(())
    }

    /// Enters a line; false where its number is taken.
    fn enter(&mut self, line: Line) -> bool {
        let DocNumber { code, year, serial } = line.number.clone();
        if !self.serials.entry((code.clone(), year)).or_default().insert(serial) {
            return false;
        }
        if !line.file.is_empty() {
            self.by_file.insert((code, year, line.file.clone()), serial);
        }
        self.entries.push(line);
        true
    }

    /// The serial that a document has already.
    pub fn known(&self, code: &str, year: i32, file: &str) -> Option<u32> {
        self.by_file.get(&(code.to_owned(), year, file.to_owned())).copied()
    }

    /// Gives a document the number after the last one of its 代字 and year.
    pub fn give(&mut self, code: &str, year: i32, line: impl FnOnce(DocNumber) -> Line) -> u32 {
        let last = self.serials.get(&(code.to_owned(), year)).and_then(BTreeSet::last);
        let serial = last.map_or(1, |last| last.saturating_add(1));
        self.enter(line(DocNumber { code: code.to_owned(), year, serial }));
        self.changed = true;
        serial
    }

    /// Writes what was given; nothing where nothing was.
    ///
    /// # Errors
    /// When the file can't be written; it stays as it was.
    pub fn save(&self) -> Result<()> {
        if !self.changed {
            return Ok(());
        }
        if self.lock.is_none() {
            let place = Place::file(self.path.display().to_string());
            return Err(Diagnostic::error(place, "活动不在磁盘上，台账没有地方存")
                .hint("把活动存进文件夹，再从台账取文号")
                .into());
        }
        // the mark tells Excel that this is UTF-8
        let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
        let lines = self.entries.iter().map(|line| {
            [
                line.number.to_string(),
                line.title.clone(),
                line.date.clone(),
                line.recipient.clone(),
                line.file.clone(),
            ]
        });
        let written = writer
            .write_record(HEAD)
            .and_then(|()| lines.into_iter().try_for_each(|line| writer.write_record(line)));
        let bytes = written
            .map_err(std::io::Error::from)
            .and_then(|()| writer.into_inner().map_err(csv::IntoInnerError::into_error));
        let bytes = bytes.map_err(|error| {
            Diagnostic::error(Place::file(self.path.display().to_string()), io_reason(&error))
        })?;
        output::replace(&self.path, &bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(file: &str) -> impl FnOnce(DocNumber) -> Line {
        let file = file.to_owned();
        move |number| Line {
            number,
            title: "关于防汛的通知".to_owned(),
            date: "2026年3月5日".to_owned(),
            recipient: "石桥镇".to_owned(),
            file,
        }
    }

    fn number(path: &Path, files: &[&str]) -> Vec<u32> {
        let mut ledger = Ledger::open(path).unwrap();
        let give = |file: &&str| match ledger.known("青溪府发", 2026, file) {
            Some(serial) => serial,
            None => ledger.give("青溪府发", 2026, line(file)),
        };
        let serials = files.iter().map(give).collect();
        ledger.save().unwrap();
        serials
    }

    #[test]
    fn a_document_keeps_its_number() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        assert_eq!(number(&path, &["甲", "乙", "丙"]), [1, 2, 3]);
        assert_eq!(number(&path, &["丙", "丁", "甲"]), [3, 4, 1]);
        insta::assert_snapshot!(fs::read_to_string(&path).unwrap().lines().nth(4).unwrap(), @"青溪府发〔2026〕4号,关于防汛的通知,2026年3月5日,石桥镇,丁");
    }

    #[test]
    fn builds_at_once_neither_lose_nor_double_a_number() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        let mut given: Vec<u32> = std::thread::scope(|scope| {
            let path = &path;
            let build = |at: usize| {
                scope.spawn(move || {
                    (0..20).flat_map(|n| number(path, &[&format!("{at}-{n}")])).collect::<Vec<_>>()
                })
            };
            let builds: Vec<_> = (0..4).map(build).collect();
            builds.into_iter().flat_map(|build| build.join().unwrap()).collect()
        });
        given.sort_unstable();
        assert_eq!(given, (1..=80).collect::<Vec<_>>());
    }

    #[test]
    fn a_ledger_that_people_spoiled_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        let said = |text: &str| {
            output::replace(&path, text.as_bytes()).unwrap();
            Ledger::open(&path).unwrap_err().iter().map(ToString::to_string).collect::<String>()
        };
        insta::assert_snapshot!(said("序号,标题\n1,2\n"), @"错误: 文号台账.csv: 这不是文号台账");
        let head = HEAD.join(",");
        insta::assert_snapshot!(said(&format!("{head}\n5号,a,b,c,d\n")), @"错误: 文号台账.csv A2: “5号”不是发文字号");
        let twice = "青溪府发〔2026〕4号,a,b,c,";
        insta::assert_snapshot!(said(&format!("{head}\n{twice}d\n{twice}e\n")), @"错误: 文号台账.csv A3: 台账里“青溪府发〔2026〕4号”出现了两次");
    }
}
