//! The ledger as a csv file: rows and columns for people to read and to correct in a spreadsheet.
//!
//! Cells are text, verbatim. What a spreadsheet would take for a formula, a number or a date is written with an
//! apostrophe before it, and read without. Columns are known by their heads, in any order; columns and lines that
//! people added stay. A row that can't be read with certainty is told at its cell: nothing is guessed.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use crate::characters;
use crate::diag::{Diagnostic, Diagnostics, Result, codes};
use crate::model::{DocNumber, NumberSpec};
use crate::source::Place;

/// The version that is written.
const VERSION: u32 = 2;
/// A last record of our own: where it does not come back, a quote before it was never closed.
const END: &str = "\u{1}end";

/// What a ledger says of each number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// 序: the how manyth line that was ever written. A line that is missing is known by it.
    Order,
    /// 文号.
    Number,
    /// 标题.
    Title,
    /// 成文日期, as printed.
    Date,
    /// 收文: who receives the document.
    Recipient,
    /// 文件: the name of its files.
    File,
    /// 活动: the campaign file that it is made from, without its ending.
    Campaign,
    /// 状态.
    State,
    /// 备注: what became of it.
    Remark,
}

impl Column {
    const ALL: [(Self, &'static str); 9] = [
        (Self::Order, "序"),
        (Self::Number, "文号"),
        (Self::Title, "标题"),
        (Self::Date, "成文日期"),
        (Self::Recipient, "收文"),
        (Self::File, "文件"),
        (Self::Campaign, "活动"),
        (Self::State, "状态"),
        (Self::Remark, "备注"),
    ];
    /// Without these nothing can be known.
    const NEEDED: [Self; 2] = [Self::Number, Self::File];

    fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// What a number is to its document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// It has it.
    #[default]
    Used,
    /// 预留: kept for one that is made elsewhere or later.
    Reserved,
    /// 停用: the campaign makes the document no more. The number stays its own.
    Left,
    /// 作废: nobody gets it again.
    Void,
}

impl State {
    const ALL: [Self; 4] = [Self::Used, Self::Reserved, Self::Left, Self::Void];
}

/// As it stands in the ledger.
impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Used => "",
            Self::Reserved => "预留",
            Self::Left => "停用",
            Self::Void => "作废",
        })
    }
}

/// A row that carries a number, or the words of a person.
#[derive(Clone, Debug)]
pub(super) struct Row {
    cells: Vec<String>,
    /// None: a note between the numbers.
    pub(super) number: Option<DocNumber>,
    pub(super) state: State,
    /// Where it stands in the file, counted from 0.
    line: u32,
}

/// All rows below the head.
#[derive(Clone, Debug)]
pub(super) struct Table {
    file: Arc<str>,
    head: Vec<String>,
    /// Where each [`Column`] stands.
    at: [usize; Column::ALL.len()],
    pub(super) rows: Vec<Row>,
}

impl Table {
    /// One without a row.
    pub(super) fn new(file: &str) -> Self {
        let head = Column::ALL.map(|(_, name)| name.to_owned()).to_vec();
        Self { file: file.into(), head, at: std::array::from_fn(|at| at), rows: Vec::new() }
    }

    /// Reads a ledger that is there.
    ///
    /// # Errors
    /// Every cell that can't be read with certainty, at its place.
    pub(super) fn read(file: &str, bytes: &[u8]) -> Result<Self> {
        let records = records(file, bytes)?;
        let whole =
            |message: &str| Diagnostic::error(codes::LEDGER_DAMAGED, Place::file(file), message);
        let Some(((_, head), rest)) = records.split_first() else {
            return Err(whole("台账是空的，再编就从头编起了")
                .hint("从备份里找回它；一个号也没有发过的，删去这个文件")
                .into());
        };
        // of two byte order marks the second is in the head
        let blank = |c: char| c.is_whitespace() || c == '\u{feff}';
        let mut head: Vec<String> =
            head.iter().map(|cell| cell.trim_matches(blank).to_owned()).collect();
        let version = Version::taken_from(&mut head, file)?;
        let place = |line: u32, column: usize| {
            Place::Cell(file.into(), None, line, u32::try_from(column).unwrap_or(u32::MAX))
        };
        let mut found = Diagnostics::new();
        // a line that was cut off may have had others after it
        if !bytes.ends_with(b"\n") && !bytes.ends_with(b"\r") {
            let line = records.last().map_or(0, |(line, _)| *line);
            found.push(
                Diagnostic::error(
                    codes::LEDGER_DAMAGED,
                    place(line, 0),
                    "台账的最后一行没有写完，后面的可能丢了",
                )
                .hint("从备份里找回它；核对过最后一行是完整的，在末尾加一个换行"),
            );
        }
        for (at, name) in head.iter().enumerate() {
            if !name.is_empty() && head[..at].contains(name) {
                let message = format!("台账里有两列都叫“{name}”");
                found.push(
                    Diagnostic::error(codes::DUPLICATE_COLUMN, place(0, at), message)
                        .hint("删去或改名其中一列"),
                );
            }
        }
        for column in Column::NEEDED {
            if !head.iter().any(|name| name == column.name()) {
                let message = format!("这不是文号台账：第一行里没有“{}”这一列", column.name());
                let all = Column::ALL.map(|(_, name)| name).join("、");
                found.push(
                    Diagnostic::error(codes::LEDGER_HEAD, place(0, 0), message)
                        .hint(format!("第一行应有：{all}")),
                );
            }
        }
        if found.has_errors() {
            return Err(found);
        }
        let is_guarded = head.iter().any(|name| name == Column::Order.name());
        let at = Column::ALL.map(|(_, name)| {
            head.iter().position(|known| known == name).unwrap_or_else(|| {
                head.push(name.to_owned());
                head.len() - 1
            })
        });
        let mut table = Self { file: file.into(), head, at, rows: Vec::new() };
        for (line, cells) in rest {
            let cells = cells.iter().map(|cell| if is_guarded { bare(cell) } else { cell });
            let row = table.row(*line, cells.map(str::to_owned).collect());
            table.rows.extend(found.take(row).flatten());
        }
        // lines that can't be read are not missing
        if !found.has_errors() {
            found.take(table.check_order(version));
        }
        found.or(table)
    }

    /// A row as it stands in the file; none where it is empty.
    fn row(&self, line: u32, mut cells: Vec<String>) -> Result<Option<Row>> {
        let mut filled = cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty());
        let Some((first, text)) = filled.next() else { return Ok(None) };
        let place = |column: usize| {
            let column = u32::try_from(column).unwrap_or(u32::MAX);
            Place::Cell(Arc::clone(&self.file), None, line, column)
        };
        if filled.next().is_none() && text.trim_start().starts_with('注') {
            let note = vec![text.clone()];
            return Ok(Some(Row { cells: note, number: None, state: State::Used, line }));
        }
        if let Some(beyond) = cells.iter().skip(self.head.len()).position(|cell| !cell.is_empty()) {
            let message = "这一行比表头多出一格";
            return Err(Diagnostic::error(
                codes::LEDGER_ROW,
                place(self.head.len() + beyond),
                message,
            )
            .hint("格里有逗号的，两头加上英文引号")
            .into());
        }
        cells.resize(self.head.len(), String::new());
        let cell = |column: Column| &cells[self.at[column as usize]];
        let of = |column: Column| place(self.at[column as usize]);
        let written: String = cell(Column::Number).split_whitespace().collect();
        let mut found = Diagnostics::new();
        let number = if let Ok(NumberSpec::Full(number)) = written.parse() {
            Some(number)
        } else {
            let (place, message) = match written.as_str() {
                "" => (place(first), "这一行没有文号".to_owned()),
                written => (of(Column::Number), format!("“{written}”不是发文字号")),
            };
            let hint = "写全，例如：青溪府发〔2026〕25号；说明另起一行，以“注：”开头，只写一格";
            found.push(Diagnostic::error(codes::LEDGER_ROW, place, message).hint(hint));
            None
        };
        let state = cell(Column::State).trim();
        let known = State::ALL.into_iter().find(|known| known.to_string() == state);
        if known.is_none() {
            let names = State::ALL.map(|state| state.to_string());
            let unknown = Diagnostic::error(
                codes::LEDGER_ROW,
                of(Column::State),
                format!("没有“{state}”这种状态"),
            );
            let names = names.iter().map(String::as_str).filter(|name| !name.is_empty());
            found.push(unknown.did_you_mean(state, names));
        }
        if cell(Column::File).contains('?') {
            found.push(
                Diagnostic::error(
                    codes::LEDGER_DAMAGED,
                    of(Column::File),
                    "文件名里的“?”是另存时丢了的字",
                )
                .hint("改回原来的字；用 Excel 另存时选“CSV UTF-8”"),
            );
        }
        found.or(Some(Row { cells, number, state: known.unwrap_or_default(), line }))
    }

    /// Every line that was ever written must be there: one that is missing carried a number that would be given
    /// again.
    fn check_order(&self, version: Option<Version>) -> Result<()> {
        let mut seen = BTreeSet::new();
        let mut found = Diagnostics::new();
        for row in self.rows.iter().filter(|row| row.number.is_some()) {
            let written = self.get(row, Column::Order).trim();
            if written.is_empty() {
                continue; // a person's
            }
            let place = self.place(row, Column::Order);
            match written.parse::<u32>() {
                Ok(order) if order > 0 && !seen.insert(order) => {
                    let message = format!("有两行的“序”都是{order}");
                    found.push(
                        Diagnostic::error(codes::LEDGER_ORDER, place, message)
                            .hint("自己加的行，“序”空着，由程序来编"),
                    );
                }
                Ok(order) if order > 0 => {}
                _ => found.push(
                    Diagnostic::error(codes::LEDGER_ORDER, place, format!("“序”不能是“{written}”"))
                        .hint("写回原来的数；自己加的行，空着"),
                ),
            }
        }
        let count =
            version.map_or(0, |version| version.count).max(seen.last().copied().unwrap_or(0));
        if !found.has_errors()
            && let Some(missing) = (1..=count).find(|order| !seen.contains(order))
        {
            let after = self.rows.iter().rfind(|row| {
                self.get(row, Column::Order).trim().parse::<u32>().is_ok_and(|it| it < missing)
            });
            let place = after.map_or(Place::Cell(Arc::clone(&self.file), None, 0, 0), |row| {
                self.place(row, Column::Order)
            });
            let message = match count - u32::try_from(seen.len()).unwrap_or(u32::MAX) {
                1 => format!("台账少了序{missing}这一行"),
                lost => format!("台账少了{lost}行，最前的是序{missing}"),
            };
            found.push(Diagnostic::error(codes::LEDGER_DAMAGED, place, message).hint(format!(
                "从备份里找回这一行，它的号才不会再给别人；不用的号不删行，执行 hongtou ledger void；\
                 实在找不回的，补一行，“序”写 {missing}，“文号”写它原来的号，“状态”写 作废"
            )));
        }
        found.or(())
    }

    /// The file's bytes: UTF-8 with the mark that tells Excel so.
    ///
    /// # Errors
    /// Never in practice: it writes to memory.
    pub(super) fn bytes(&mut self) -> std::io::Result<Vec<u8>> {
        let count = self.number_lines();
        let mut writer =
            csv::WriterBuilder::new().flexible(true).from_writer("\u{feff}".as_bytes().to_vec());
        writer.write_record(self.head.iter().chain([&Version { count }.to_string()]))?;
        for row in &self.rows {
            let cells = row.cells.iter().enumerate();
            // the program's own numbers, and dates that a spreadsheet writes as it read them
            let plain =
                [Column::Order, Column::Number, Column::Date].map(|it| self.at[it as usize]);
            let written = cells
                .map(|(at, cell)| if plain.contains(&at) { cell.clone() } else { guarded(cell) });
            writer.write_record(written)?;
        }
        writer.into_inner().map_err(csv::IntoInnerError::into_error)
    }

    /// Numbers the lines that have no 序 yet, and gives the last.
    fn number_lines(&mut self) -> u32 {
        let at = self.at[Column::Order as usize];
        let orders = self.rows.iter().map(|row| self.get(row, Column::Order));
        let orders = orders.filter_map(|cell| cell.trim().parse::<u32>().ok());
        let mut last = orders.max().unwrap_or(0);
        for row in self.rows.iter_mut().filter(|row| row.number.is_some()) {
            if row.cells[at].trim().is_empty() {
                last += 1;
                row.cells[at] = last.to_string();
            }
        }
        last
    }

    /// Adds a row with a number.
    pub(super) fn add(&mut self, number: &DocNumber) -> usize {
        let line = self.rows.last().map_or(1, |row| row.line + 1);
        let cells = vec![String::new(); self.head.len()];
        let row = Row { cells, number: Some(number.clone()), state: State::Used, line };
        self.rows.push(row);
        let at = self.rows.len() - 1;
        self.set(at, Column::Number, number.to_string());
        at
    }

    /// A cell; what a note says is in none of them.
    pub(super) fn get<'a>(&self, row: &'a Row, column: Column) -> &'a str {
        let cell = row.cells.get(self.at[column as usize]).filter(|_| row.number.is_some());
        cell.map_or("", String::as_str)
    }

    /// Writes a cell.
    pub(super) fn set(&mut self, row: usize, column: Column, text: impl Into<String>) {
        let at = self.at[column as usize];
        self.rows[row].cells[at] = text.into();
    }

    /// Says what a number is to its document now.
    pub(super) fn put(&mut self, row: usize, state: State) {
        self.rows[row].state = state;
        self.set(row, Column::State, state.to_string());
    }

    /// Where a cell stands.
    pub(super) fn place(&self, row: &Row, column: Column) -> Place {
        let at = u32::try_from(self.at[column as usize]).unwrap_or(u32::MAX);
        Place::Cell(Arc::clone(&self.file), None, row.line, at)
    }
}

/// The head's last cell: of which version the ledger is, and how many lines were ever written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Version {
    count: u32,
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "第{VERSION}版共{}条", self.count)
    }
}

impl Version {
    /// Takes it out of a head; the first ledgers had none.
    fn taken_from(head: &mut Vec<String>, file: &str) -> Result<Option<Self>> {
        let parsed = |cell: &String| {
            let (version, count) =
                cell.strip_prefix('第')?.strip_suffix('条')?.split_once("版共")?;
            Some((version.parse::<u32>().ok()?, count.parse::<u32>().ok()?))
        };
        let Some((at, (version, count))) =
            head.iter().enumerate().find_map(|(at, cell)| Some((at, parsed(cell)?)))
        else {
            return Ok(None);
        };
        let column = u32::try_from(at).unwrap_or(u32::MAX);
        if version != VERSION {
            let message = format!("这是第{version}版的台账，这个程序只认到第{VERSION}版");
            return Err(Diagnostic::error(
                codes::LEDGER_VERSION,
                Place::Cell(file.into(), None, 0, column),
                message,
            )
            .hint("用写它的那个版本的程序，或更新的")
            .into());
        }
        // a column of its own, without a cell below; one that is left stays in its place
        head[at].clear();
        while head.last().is_some_and(String::is_empty) {
            head.pop();
        }
        Ok(Some(Self { count }))
    }
}

/// The records of a csv text with the line of each, counted from 0 as a spreadsheet does.
fn records(file: &str, bytes: &[u8]) -> Result<Vec<(u32, csv::StringRecord)>> {
    let whole =
        |message: &str| Diagnostic::error(codes::WRONG_FILE_TYPE, Place::file(file), message);
    let Some(text) = characters::decoded(bytes) else {
        return Err(whole("台账不是文本文件")
            .hint("用 Excel 打开它，另存为“CSV UTF-8（逗号分隔）”")
            .into());
    };
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let head = text.lines().next().unwrap_or_default();
    let separator = [b',', b'\t', b';']
        .into_iter()
        .max_by_key(|separator| head.bytes().filter(|byte| byte == separator).count())
        .filter(|separator| head.as_bytes().contains(separator))
        .unwrap_or(b',');
    let guarded = format!("{text}\n{END}\n");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(guarded.as_bytes());
    let (mut records, mut line, mut counted) = (Vec::new(), 0, 0);
    // the text is valid UTF-8 and rows may have any length: nothing is left that could be an error
    for record in reader.records().filter_map(std::result::Result::ok) {
        let start = record.position().map_or(0, |at| usize::try_from(at.byte()).unwrap_or(0));
        let empty = guarded.as_bytes()[start..].iter().take_while(|byte| **byte == b'\n').count();
        line += guarded[counted..start + empty].matches('\n').count();
        counted = start + empty;
        if record.len() == 1 && &record[0] == END {
            return Ok(records);
        }
        records.push((u32::try_from(line).unwrap_or(u32::MAX), record));
    }
    let (line, record) = records.pop().unwrap_or_default();
    let column = record.len().saturating_sub(1);
    let place = Place::Cell(file.into(), None, line, u32::try_from(column).unwrap_or(u32::MAX));
    Err(Diagnostic::error(codes::OPEN_QUOTE, place, "引号没有成对，后面的内容都被当成了同一格")
        .hint("补上另一半引号；要写引号本身，就连写两个")
        .into())
}

/// A cell that a spreadsheet shows as the text that it is, and writes so again.
fn guarded(cell: &str) -> String {
    if is_taken_for_something_else(cell) { format!("'{cell}") } else { cell.to_owned() }
}

/// What a guarded cell says.
fn bare(cell: &str) -> &str {
    cell.strip_prefix('\'').unwrap_or(cell)
}

/// Whether a spreadsheet would make a formula, a number or a date of it, or take the apostrophe for ours.
fn is_taken_for_something_else(cell: &str) -> bool {
    let is_formula =
        cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\'', '＝', '＋', '－', '＠']);
    let is_number = cell.is_ascii() && cell.bytes().any(|byte| byte.is_ascii_digit());
    let is_logical = ["TRUE", "FALSE"].iter().any(|it| cell.eq_ignore_ascii_case(it));
    is_formula || is_number || is_logical
}
