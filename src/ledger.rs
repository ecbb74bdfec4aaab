//! 文号台账: which document has which number, so that none is given twice and each keeps its own.
//!
//! A csv file beside the campaign, for people to read and to correct. A document is known by the campaign file
//! that it is made from and by its name. A number that was ever in the ledger stays there: it is used, reserved,
//! left by its document, or void, and is never given again. A [`Ledger`] is a value; [`Held`] is the file of one,
//! locked: two builds at once take turns.

mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use self::table::State;
use self::table::{Column, Row, Table};
use crate::diag::{Code, Diagnostic, Diagnostics, Result, codes, io_reason};
use crate::model::DocNumber;
use crate::output;
use crate::source::Place;
use crate::storage::{Lock, Storage};

/// The file's name where the campaign says none.
pub const FILE: &str = "文号台账.csv";
/// So many documents are named in one message.
const NAMED: usize = 5;

/// A number series: 机关代字 and year.
type Series = (String, i32);

/// The numbers that were given, and to whom.
#[derive(Clone, Debug)]
pub struct Ledger {
    table: Table,
    /// The row of each serial.
    serials: BTreeMap<Series, BTreeMap<u32, usize>>,
    /// The rows of each document's name, of any campaign.
    files: BTreeMap<String, Vec<usize>>,
    changed: bool,
}

/// What the ledger says about a document besides its number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// 标题.
    pub title: String,
    /// 成文日期, as printed.
    pub date: String,
    /// Who receives it.
    pub recipient: String,
}

/// A document that has a number, or wants one.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The name of its files.
    pub file: String,
    /// Where the campaign says so.
    pub place: Place,
    /// Which number.
    pub wanted: Wanted,
    /// What it is about.
    pub subject: Subject,
}

/// Which number a document wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The one that the campaign says.
    Fixed(DocNumber),
    /// The one that it has, or the next of 机关代字 and year.
    Next(String, i32),
}

/// A line of the ledger, to look at.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// 发文字号.
    pub number: &'a DocNumber,
    /// 标题.
    pub title: &'a str,
    /// Who receives it.
    pub recipient: &'a str,
    /// The name of its files.
    pub file: &'a str,
    /// What the number is to it.
    pub state: State,
    /// What became of it.
    pub remark: &'a str,
}

impl Ledger {
    /// One without a number.
    pub fn new(file: &str) -> Self {
        Self {
            table: Table::new(file),
            serials: BTreeMap::new(),
            files: BTreeMap::new(),
            changed: false,
        }
    }

    /// Reads the bytes of a ledger; `file` is what messages call it.
    ///
    /// # Errors
    /// Every cell that can't be read with certainty, numbers that stand twice and documents that have two.
    pub fn parse(file: &str, bytes: &[u8]) -> Result<Self> {
        let table = Table::read(file, bytes)?;
        let mut ledger = Self { table, ..Self::new(file) };
        let mut found = Diagnostics::new();
        for at in 0..ledger.table.rows.len() {
            found.take(ledger.enter(at));
        }
        found.or(ledger)
    }

    /// Reads a ledger to look only; a file that is not there is an empty one.
    ///
    /// # Errors
    /// When it can't be read, is a link or no regular file, or as [`Ledger::parse`].
    pub fn read(storage: &dyn Storage, path: &Path) -> Result<Self> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        match storage.read(path) {
            Ok(bytes) => Self::parse(&name, &bytes),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Self::new(&name)),
            Err(error) => {
                let message = format!("台账读不出来：{}", io_reason(&error));
                Err(Diagnostic::error(
                    codes::FILE_UNREADABLE,
                    Place::file(path.display().to_string()),
                    message,
                )
                .hint("把台账文件本身放在活动文件夹里")
                .into())
            }
        }
    }

    /// The bytes of its file.
    ///
    /// # Errors
    /// Never in practice: it writes to memory.
    pub fn bytes(&mut self) -> std::io::Result<Vec<u8>> {
        self.table.bytes()
    }

    /// Enters a row of the table into the indexes.
    fn enter(&mut self, at: usize) -> Result<()> {
        let row = &self.table.rows[at];
        let Some(number) = &row.number else { return Ok(()) };
        let twice = |code: Code, column: Column, other: &Row, what: &str| {
            let place = self.table.place(row, column);
            let message = format!("台账里{what}，另一行在 {}", self.table.place(other, column));
            Diagnostic::error(code, place, message)
        };
        let series = (number.code.clone(), number.year);
        if let Some(other) = self.serials.get(&series).and_then(|it| it.get(&number.serial)) {
            let other = &self.table.rows[*other];
            return Err(twice(
                codes::DUPLICATE_NUMBER,
                Column::Number,
                other,
                &format!("“{number}”出现了两次"),
            )
            .hint("一个文号只能给一份文件，改正其中一行")
            .into());
        }
        let file = self.table.get(row, Column::File).to_owned();
        if !file.is_empty() && row.state == State::Used {
            let campaign = self.table.get(row, Column::Campaign);
            let other = self.of_file(&file).find(|other| {
                let same =
                    other.number.as_ref().is_some_and(|it| (it.code.clone(), it.year) == series);
                same && other.state == State::Used
                    && self.table.get(other, Column::Campaign) == campaign
            });
            if let Some(other) = other {
                return Err(twice(
                    codes::LEDGER_TWO_NUMBERS,
                    Column::File,
                    other,
                    &format!("“{file}”有两个文号"),
                )
                .hint("留着印出的那个，另一行的“状态”写 作废")
                .into());
            }
        }
        self.serials.entry(series).or_default().insert(number.serial, at);
        if !file.is_empty() {
            self.files.entry(file).or_default().push(at);
        }
        Ok(())
    }

    fn of_file(&self, file: &str) -> impl Iterator<Item = &Row> {
        self.files.get(file).into_iter().flatten().map(|at| &self.table.rows[*at])
    }

    /// Whether it holds no number.
    pub fn is_empty(&self) -> bool {
        self.serials.is_empty()
    }

    /// Its lines, series by series in the order of the numbers.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        self.serials.values().flat_map(BTreeMap::values).filter_map(|at| {
            let row = &self.table.rows[*at];
            let cell = |column| self.table.get(row, column);
            Some(Entry {
                number: row.number.as_ref()?,
                title: cell(Column::Title),
                recipient: cell(Column::Recipient),
                file: cell(Column::File),
                state: row.state,
                remark: cell(Column::Remark),
            })
        })
    }

    /// The stretches of numbers between the first and the last of each series that nobody has, each with its ends.
    pub fn gaps(&self) -> Vec<(DocNumber, DocNumber)> {
        let mut gaps = Vec::new();
        for ((code, year), serials) in &self.serials {
            let number = |serial| DocNumber { code: code.clone(), year: *year, serial };
            let pairs = serials.keys().zip(serials.keys().skip(1));
            let open = pairs.filter(|(before, after)| **after - **before > 1);
            gaps.extend(open.map(|(before, after)| (number(before + 1), number(after - 1))));
        }
        gaps
    }

    /// Gives each document of a campaign its number: first those that the campaign fixes, so that they are free
    /// for nobody else, then the others in their order. `told` gets what a person should know. `whole` says that
    /// these are all documents of the campaign: a number whose document is not among them is left by it.
    ///
    /// # Errors
    /// When a fixed number is another document's, or there is no further number.
    pub fn number(
        &mut self,
        campaign: &str,
        claims: &[Claim],
        whole: bool,
        told: &mut Diagnostics,
    ) -> Result<Vec<DocNumber>> {
        let files: BTreeSet<&str> = claims.iter().map(|claim| claim.file.as_str()).collect();
        let mut round = Round { ledger: self, campaign, files, alike: BTreeMap::new(), told };
        round.alike = round.unclaimed();
        let mut found = Diagnostics::new();
        for claim in claims {
            if let Wanted::Fixed(number) = &claim.wanted {
                found.take(round.fix(claim, number));
            }
        }
        if found.has_errors() {
            return Err(found);
        }
        let mut numbers = Vec::with_capacity(claims.len());
        for claim in claims {
            let number = match &claim.wanted {
                Wanted::Fixed(number) => Ok(number.clone()),
                Wanted::Next(code, year) => round.next(claim, code, *year),
            };
            numbers.extend(found.take(number));
        }
        if whole {
            round.leave();
        }
        found.or(numbers)
    }

    /// Keeps the next numbers of a series for documents that are made elsewhere or later.
    ///
    /// # Errors
    /// When there is no further number.
    pub fn reserve(
        &mut self,
        code: &str,
        year: i32,
        count: u32,
        why: &str,
    ) -> Result<Vec<DocNumber>> {
        let mut numbers = Vec::new();
        for _ in 0..count {
            let number = self.after_last(code, year)?;
            let at = self.add(&number)?;
            self.table.put(at, State::Reserved);
            self.table.set(at, Column::Remark, why);
            numbers.push(number);
        }
        Ok(numbers)
    }

    /// Makes a number void: its line stays, and nobody gets it again.
    ///
    /// # Errors
    /// When the ledger does not hold it, or it is void already.
    pub fn void(&mut self, number: &DocNumber, why: &str) -> Result<()> {
        let Some(at) = self.row_of(number) else {
            let message = format!("台账里没有{number}");
            return Err(Diagnostic::error(codes::LEDGER_UNKNOWN_NUMBER, Place::Program, message)
                .hint("执行 hongtou ledger list 看有哪些号")
                .into());
        };
        let row = &self.table.rows[at];
        if row.state == State::Void {
            let place = self.table.place(row, Column::State);
            return Err(Diagnostic::error(
                codes::NUMBER_VOID,
                place,
                format!("{number}已经作废了"),
            )
            .into());
        }
        self.table.put(at, State::Void);
        self.remark(at, why);
        Ok(())
    }

    fn row_of(&self, number: &DocNumber) -> Option<usize> {
        let series = (number.code.clone(), number.year);
        self.serials.get(&series)?.get(&number.serial).copied()
    }

    /// The number after the last of its series.
    fn after_last(&self, code: &str, year: i32) -> Result<DocNumber> {
        let last = self.serials.get(&(code.to_owned(), year)).and_then(BTreeMap::last_key_value);
        let Some((last, at)) = last else {
            return Ok(DocNumber { code: code.to_owned(), year, serial: 1 });
        };
        if let Some(serial) = last.checked_add(1) {
            return Ok(DocNumber { code: code.to_owned(), year, serial });
        }
        let place = self.table.place(&self.table.rows[*at], Column::Number);
        Err(Diagnostic::error(codes::LEDGER_FULL, place, format!("{last}号之后编不下去了"))
            .hint("这个号是不是写错了？改正这一行")
            .into())
    }

    /// Adds a line with a number that is free.
    fn add(&mut self, number: &DocNumber) -> Result<usize> {
        let at = self.table.add(number);
        self.changed = true;
        self.enter(at)?;
        Ok(at)
    }

    /// Adds to what a line says became of it.
    fn remark(&mut self, at: usize, words: &str) {
        self.changed = true;
        let before = self.table.get(&self.table.rows[at], Column::Remark).to_owned();
        let gap = if before.is_empty() || words.is_empty() { "" } else { "；" };
        self.table.set(at, Column::Remark, format!("{before}{gap}{words}"));
    }
}

/// One numbering of all documents of a campaign.
struct Round<'a> {
    ledger: &'a mut Ledger,
    campaign: &'a str,
    files: BTreeSet<&'a str>,
    /// The lines of documents that this campaign does not make, by what they are about.
    alike: BTreeMap<(Series, String, String), usize>,
    told: &'a mut Diagnostics,
}

impl Round<'_> {
    fn cell(&self, at: usize, column: Column) -> &str {
        self.ledger.table.get(&self.ledger.table.rows[at], column)
    }

    fn place(&self, at: usize, column: Column) -> Place {
        self.ledger.table.place(&self.ledger.table.rows[at], column)
    }

    fn state(&self, at: usize) -> State {
        self.ledger.table.rows[at].state
    }

    fn number_of(&self, at: usize) -> String {
        self.ledger.table.rows[at].number.as_ref().map(ToString::to_string).unwrap_or_default()
    }

    /// Whether a line is this campaign's, or of the time when lines named none.
    fn is_ours(&self, at: usize) -> bool {
        ["", self.campaign].contains(&self.cell(at, Column::Campaign))
    }

    /// The lines of a document in a series, this campaign's own first.
    fn lines(&self, file: &str, code: &str, year: i32) -> Vec<usize> {
        let rows = self.ledger.files.get(file).into_iter().flatten().copied();
        let in_series = |at: &usize| {
            let number = self.ledger.table.rows[*at].number.as_ref();
            number.is_some_and(|number| number.code == code && number.year == year)
        };
        let mut lines: Vec<usize> = rows.filter(|at| in_series(at) && self.is_ours(*at)).collect();
        lines.sort_by_key(|at| self.cell(*at, Column::Campaign).is_empty());
        lines
    }

    /// The number that a document has, or the next.
    fn next(&mut self, claim: &Claim, code: &str, year: i32) -> Result<DocNumber> {
        let lines = self.lines(&claim.file, code, year);
        let (void, alive): (Vec<_>, Vec<_>) =
            lines.into_iter().partition(|at| self.state(*at) == State::Void);
        let known = alive.first().copied().or_else(|| self.renamed_by_excel(claim, code, year));
        if let Some(at) = known {
            self.keep(at, claim);
            let serial = self.ledger.table.rows[at].number.clone();
            return serial.ok_or_else(Diagnostics::new);
        }
        let number = self.ledger.after_last(code, year)?;
        if let Some(at) = void.last() {
            let message =
                format!("“{}”原来的{}作废了，另编{number}", claim.file, self.number_of(*at));
            self.told.push(Diagnostic::warning(
                codes::NUMBER_CHANGED,
                self.place(*at, Column::State),
                message,
            ));
        } else if let Some(at) = self.alike.remove(&(
            (code.to_owned(), year),
            bare(&claim.subject.title),
            bare(&claim.subject.recipient),
        )) {
            let message = format!(
                "“{}”新编{number}；标题和收文相同的“{}”已经有{}",
                claim.file,
                self.cell(at, Column::File),
                self.number_of(at),
            );
            self.told.push(Diagnostic::warning(codes::LEDGER_SAME_TITLE, self.place(at, Column::File), message).hint(
                "只是改了“名”或活动文件名的，把台账里这一行的“文件”“活动”改过来，新编的那一行“状态”写 作废",
            ));
        }
        let at = self.ledger.add(&number)?;
        self.fill(at, claim);
        Ok(number)
    }

    /// Enters a number that the campaign fixes.
    fn fix(&mut self, claim: &Claim, number: &DocNumber) -> Result<()> {
        for at in self.lines(&claim.file, &number.code, number.year) {
            let is_other = self.ledger.table.rows[at].number.as_ref() != Some(number);
            if is_other
                && self.state(at) == State::Used
                && !self.cell(at, Column::Campaign).is_empty()
            {
                let message = format!(
                    "“{}”在台账里是{}，活动里写的是{number}；原来的号留着，不给别的文件",
                    claim.file,
                    self.number_of(at),
                );
                self.told.push(Diagnostic::warning(
                    codes::NUMBER_CHANGED,
                    claim.place.clone(),
                    message,
                ));
                self.ledger.table.put(at, State::Left);
                self.ledger.remark(at, &format!("改用{number}"));
            }
        }
        let Some(at) = self.ledger.row_of(number) else {
            let at = self.ledger.add(number)?;
            self.fill(at, claim);
            return Ok(());
        };
        let (state, file) = (self.state(at), self.cell(at, Column::File).to_owned());
        let is_same_title = same(self.cell(at, Column::Title), &claim.subject.title);
        if state == State::Void {
            let message =
                format!("{number}已经作废，不能再用（台账 {}）", self.place(at, Column::State));
            return Err(Diagnostic::error(codes::NUMBER_VOID, claim.place.clone(), message)
                .hint("换一个号")
                .into());
        }
        if self.is_ours(at) && file == claim.file {
            self.keep(at, claim);
        } else if file.is_empty() && (state == State::Reserved || is_same_title) {
            self.fill(at, claim);
        } else if self.is_ours(at) && is_same_title && !self.files.contains(file.as_str()) {
            let message = format!("{number}在台账里的文件“{file}”改名为“{}”", claim.file);
            self.told.push(Diagnostic::warning(
                codes::LEDGER_RENAMED,
                self.place(at, Column::File),
                message,
            ));
            self.ledger.remark(at, &format!("原名：{file}"));
            self.fill(at, claim);
        } else {
            let name = if file.is_empty() { self.cell(at, Column::Title) } else { &file };
            let message =
                format!("{number}在台账里已经给了“{name}”（{}）", self.place(at, Column::Number));
            return Err(Diagnostic::error(codes::DUPLICATE_NUMBER, claim.place.clone(), message)
                .hint("换一个号；写“文号: 台账”，由程序接着编")
                .into());
        }
        Ok(())
    }

    /// A document has the line that is its own: what it says is brought up to date where anybody can see it.
    fn keep(&mut self, at: usize, claim: &Claim) {
        let (old, new) = (self.cell(at, Column::Title).to_owned(), &claim.subject.title);
        if !old.is_empty() && !new.is_empty() && !same(&old, new) {
            let number = self.number_of(at);
            let message = format!("{number}在台账里的标题是“{old}”，现在是“{new}”");
            self.told.push(Diagnostic::warning(codes::LEDGER_RETITLED, self.place(at, Column::Title), message).hint(
                "台账改记现在的，原来的留在备注；如果是另一份文件，换个“名”，才会另编一个号",
            ));
            self.ledger.remark(at, &format!("原标题：{old}"));
            self.ledger.table.set(at, Column::Title, new);
        }
        if self.state(at) != State::Used || self.cell(at, Column::Campaign).is_empty() {
            self.fill(at, claim);
        }
    }

    /// Writes a document into a line.
    fn fill(&mut self, at: usize, claim: &Claim) {
        let Subject { title, date, recipient } = &claim.subject;
        let known = self.cell(at, Column::File) == claim.file;
        let table = &mut self.ledger.table;
        table.set(at, Column::Title, title);
        table.set(at, Column::Date, date);
        table.set(at, Column::Recipient, recipient);
        table.set(at, Column::File, &claim.file);
        table.set(at, Column::Campaign, self.campaign);
        table.put(at, State::Used);
        if !known {
            self.ledger.files.entry(claim.file.clone()).or_default().push(at);
        }
        self.ledger.changed = true;
    }

    /// A line whose document's name a spreadsheet changed when it saved the ledger: `001` to `1`, `3-5` to a date.
    fn renamed_by_excel(&mut self, claim: &Claim, code: &str, year: i32) -> Option<usize> {
        let saved = as_excel_saves(&claim.file)?;
        let at =
            self.lines(&saved, code, year).into_iter().find(|at| self.state(*at) != State::Void)?;
        if self.files.contains(saved.as_str())
            || !same(self.cell(at, Column::Title), &claim.subject.title)
        {
            return None;
        }
        let message = format!("台账里的文件名“{saved}”是 Excel 改的，按“{}”认", claim.file);
        self.told.push(Diagnostic::warning(
            codes::LEDGER_RENAMED,
            self.place(at, Column::File),
            message,
        ));
        self.fill(at, claim);
        Some(at)
    }

    fn unclaimed(&self) -> BTreeMap<(Series, String, String), usize> {
        let rows = self.ledger.table.rows.iter().enumerate();
        let open = rows.filter_map(|(at, row)| {
            let number = row.number.as_ref()?;
            let is_made = self.is_ours(at) && self.files.contains(self.cell(at, Column::File));
            let title = bare(self.cell(at, Column::Title));
            let is_open = !is_made && !title.is_empty() && row.state != State::Void;
            let series = (number.code.clone(), number.year);
            is_open.then(|| ((series, title, bare(self.cell(at, Column::Recipient))), at))
        });
        open.collect()
    }

    /// Says which numbers are left by their documents. They stay as they are.
    fn leave(&mut self) {
        let rows: Vec<usize> = (0..self.ledger.table.rows.len())
            .filter(|at| self.state(*at) == State::Used)
            .filter(|at| self.cell(*at, Column::Campaign) == self.campaign)
            .filter(|at| !self.files.contains(self.cell(*at, Column::File)))
            .collect();
        let Some(first) = rows.first() else { return };
        let names = rows.iter().take(NAMED);
        let names: Vec<String> = names
            .map(|at| format!("{}“{}”", self.number_of(*at), self.cell(*at, Column::File)))
            .collect();
        let more = if rows.len() > NAMED { format!("等{}个", rows.len()) } else { String::new() };
        let message = format!(
            "台账里{}{more}，活动里已经没有这份文件；号留着，不给别的文件",
            names.join("、")
        );
        self.told.push(
            Diagnostic::warning(codes::LEDGER_GONE, self.place(*first, Column::File), message)
                .hint("没有印发过的，执行 hongtou ledger void 作废；文件回到活动里，还是原来的号"),
        );
        for at in rows {
            self.ledger.table.put(at, State::Left);
        }
        self.ledger.changed = true;
    }
}

/// Whether two texts say the same: spaces do not count.
fn same(one: &str, other: &str) -> bool {
    bare(one) == bare(other)
}

fn bare(text: &str) -> String {
    text.split_whitespace().flat_map(str::chars).collect()
}

/// What a spreadsheet makes of a name in a csv when it saves it again, where that is another.
fn as_excel_saves(name: &str) -> Option<String> {
    let parts: Vec<&str> = name.split(['-', '/']).collect();
    let saved = if let [month, day] = parts.as_slice()
        && let (Ok(month @ 1..=12), Ok(day @ 1..=31)) = (month.parse::<u32>(), day.parse::<u32>())
    {
        format!("{month}月{day}日")
    } else {
        let is_whole = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
        is_whole.then(|| name.trim_start_matches('0').to_owned())?
    };
    (saved != name).then_some(saved)
}

/// The file of a ledger, locked until it is dropped.
#[derive(Debug)]
pub struct Held {
    /// What it says, and is to say.
    pub ledger: Ledger,
    storage: Arc<dyn Storage>,
    path: PathBuf,
    _lock: Lock,
}

impl Held {
    /// Waits for the lock of a ledger, and reads it.
    ///
    /// # Errors
    /// When it can't be locked, or as [`Ledger::read`].
    pub fn open(storage: &Arc<dyn Storage>, path: &Path) -> Result<Self> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let beside = path.with_file_name(format!(".{name}.lock"));
        let lock = storage.lock(&beside).and_then(|lock| lock.exclusive().map(|()| lock));
        let lock = lock.map_err(|error| {
            let message = format!("台账锁不住：{}", io_reason(&error));
            Diagnostic::error(
                codes::FILE_UNWRITABLE,
                Place::file(beside.display().to_string()),
                message,
            )
            .hint("把活动文件夹放到可以写的地方；这个文件是程序自己的，可以删去")
        })?;
        let ledger = Ledger::read(&**storage, path)?;
        Ok(Self { ledger, storage: Arc::clone(storage), path: path.to_owned(), _lock: lock })
    }

    /// Writes what changed, and waits until it is on the disk; nothing where nothing did.
    ///
    /// # Errors
    /// When the file can't be written; it stays as it was.
    pub fn save(&mut self) -> Result<()> {
        if !self.ledger.changed {
            return Ok(());
        }
        let bytes = self.ledger.bytes().map_err(|error| {
            Diagnostic::error(
                codes::FILE_UNWRITABLE,
                Place::file(self.path.display().to_string()),
                io_reason(&error),
            )
        })?;
        output::replace_in(&self.storage, &self.path, &bytes)?;
        self.ledger.changed = false;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
