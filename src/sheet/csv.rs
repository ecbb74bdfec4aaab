//! csv: UTF-8 or GB18030, separated by comma, semicolon or tab.

use std::sync::Arc;

use csv::{ReaderBuilder, StringRecord};
use encoding_rs::{Encoding, GB18030, UTF_8};

use crate::diag::{Diagnostic, Result, codes};
use crate::sheet::cells::Cells;
use crate::sheet::layout::TITLE_ROWS;
use crate::sheet::{Grid, foreign};
use crate::source::{Place, Source};

/// A last record of our own: where it does not come back, a quote before it was never closed.
const END: &str = "\u{1}end";

pub(super) fn read(path: &str, bytes: &[u8]) -> Result<Grid> {
    let source = Source::new(path, decode(path, bytes)?.replace("\r\n", "\n").replace('\r', "\n"));
    let separator = separator(&source)?;
    let guarded = format!("{}\n{END}\n", source.text());
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(guarded.as_bytes());
    let file: Arc<str> = path.into();
    let mut cells = Cells::default();
    let (mut row, mut ended, mut last) = (0, false, 0);
    let mut record = StringRecord::new();
    // The text is valid UTF-8 and rows may have any length: nothing is left that could be an error.
    while reader.read_record(&mut record).unwrap_or(false) {
        ended = record.len() == 1 && &record[0] == END;
        if ended {
            break;
        }
        // The reader passes over empty lines, a spreadsheet counts them.
        let start = record.position().map_or(0, |at| usize::try_from(at.byte()).unwrap_or(0));
        let empty = guarded.as_bytes()[start..].iter().take_while(|byte| **byte == b'\n').count();
        (row, last) = (row + empty, start + empty);
        // the row that names the separator is none of the sheet
        if row == 0 && record.iter().next().is_some_and(|cell| cell.trim().starts_with("sep=")) {
            row += 1;
            continue;
        }
        for (column, value) in record.iter().enumerate() {
            cells.add(row, column, as_text(value), place(&file, row, column));
        }
        row += 1;
        if cells.are_too_many() {
            ended = true;
            break;
        }
    }
    if !ended {
        let quote = source.text()[last..].find('"').map_or(last, |at| last + at);
        let open = Place::text(&source, quote..quote + 1);
        return Err(Diagnostic::error(
            codes::OPEN_QUOTE,
            open,
            "引号没有成对，后面的内容都被当成了同一格",
        )
        .hint("补上另一半引号；要写引号本身，就连写两个")
        .into());
    }
    cells.grid(&Place::file(path), |row, column| place(&file, row, column))
}

fn place(file: &Arc<str>, row: usize, column: usize) -> Place {
    let [row, column] = [row, column].map(|n| u32::try_from(n).unwrap_or(u32::MAX));
    Place::Cell(Arc::clone(file), None, row, column)
}

/// The text in the encoding that its bytes are in: what a mark says, else UTF-8, else what WPS and
/// Excel write on a Chinese Windows.
fn decode(path: &str, bytes: &[u8]) -> Result<String> {
    if let Some(kind) = foreign(bytes) {
        let message = format!("这不是 csv 文件，而是改了扩展名的 {kind} 文件");
        let hint = "用 WPS 或 Excel 打开它，另存为 xlsx 或 csv 文件";
        return Err(Diagnostic::error(codes::WRONG_FILE_TYPE, Place::file(path), message)
            .hint(hint)
            .into());
    }
    let guess = if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { GB18030 };
    let encoding = Encoding::for_bom(bytes).map_or(guess, |(marked, _)| marked);
    let (text, broken) = encoding.decode_with_bom_removal(bytes);
    if !broken {
        return Ok(text.into_owned());
    }
    let at = text.find('\u{fffd}').unwrap_or_default();
    let source = Source::new(path, text);
    let message = format!("按 {} 编码读不出这里的字", encoding.name().to_uppercase());
    Err(Diagnostic::error(codes::WRONG_ENCODING, Place::text(&source, at..at + 1), message)
        .hint("用 WPS 或 Excel 打开它，另存为 xlsx 文件，或者存为 UTF-8 编码的 csv 文件")
        .into())
}

/// What may separate cells, and what it is called.
const SEPARATORS: [(u8, &str); 3] = [(b',', "逗号"), (b';', "分号"), (b'\t', "制表符")];
/// So many rows tell what separates the cells of all.
const SAMPLE: usize = 200;

/// How the rows look with a separator.
struct Reading {
    separator: u8,
    /// The row, counted from 0, in which it occurs first: the head, or a title above it.
    head: usize,
    /// How many cells each row has.
    cells: Vec<usize>,
}

impl Reading {
    /// How many rows, from the head on, have as many cells as the head.
    fn equal(&self) -> usize {
        self.below().iter().filter(|cells| **cells == self.cells[self.head]).count()
    }

    /// Whether most rows, from the head on, have no more cells than the head and more than one.
    fn fits(&self) -> bool {
        let fit = self.below().iter().filter(|cells| (2..=self.cells[self.head]).contains(cells));
        fit.count() * 2 >= self.below().len()
    }

    /// Whether what it takes for the head is a title, which it divides by chance: it does not divide what is the
    /// head with another separator.
    fn divides_a_title(&self, readings: &[Self]) -> bool {
        readings.iter().any(|other| {
            other.head > self.head && self.cells.get(other.head) == Some(&1) && other.fits()
        })
    }

    fn below(&self) -> &[usize] {
        &self.cells[self.head..]
    }
}

/// The separator that the head has and the rows below keep to. A separator that occurs in cells only, however
/// often, is none.
fn separator(source: &Arc<Source>) -> Result<u8> {
    let text = source.text();
    let first = text.lines().next().unwrap_or_default();
    if let Some(said) = first.trim_matches(['"', ' ']).strip_prefix("sep=")
        && let [said] = said.as_bytes()
    {
        return Ok(*said);
    }
    let readings: Vec<Reading> =
        SEPARATORS.iter().filter_map(|(separator, _)| reading(text, *separator)).collect();
    let is_head = |reading: &&Reading| reading.fits() && !reading.divides_a_title(&readings);
    let mut likely: Vec<&Reading> = readings.iter().filter(is_head).collect();
    if likely.is_empty() {
        likely = readings.iter().collect();
    }
    likely.sort_by_key(|reading| (reading.head, std::cmp::Reverse(reading.equal())));
    chinese(source, likely.first().map_or(TITLE_ROWS, |reading| reading.head))?;
    match likely.as_slice() {
        [] => Ok(b','),
        [first, second, ..] if (first.head, first.equal()) == (second.head, second.equal()) => {
            let name = |of: &Reading| {
                let known = SEPARATORS.iter().find(|(separator, _)| *separator == of.separator);
                known.map_or("", |(_, name)| *name)
            };
            let row = source.line(1);
            let message = format!("看不出各格之间是{}还是{}", name(first), name(second));
            Err(Diagnostic::error(codes::UNCLEAR_SEPARATOR, Place::text(source, row), message)
                .hint("在最上面加一行“sep=,”（或 sep=;），或者用 WPS 或 Excel 填表，存为 xlsx 文件")
                .into())
        }
        [first, ..] => Ok(first.separator),
    }
}

/// How the first rows look with a separator; none where it does not occur in the first of them.
fn reading(text: &str, separator: u8) -> Option<Reading> {
    let reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let records = reader.into_records().map_while(std::result::Result::ok).take(SAMPLE);
    let filled = records.filter(|record| record.iter().any(|cell| !cell.trim().is_empty()));
    let cells: Vec<usize> = filled.map(|record| record.len()).collect();
    let head = cells.iter().take(TITLE_ROWS).position(|cells| *cells > 1)?;
    Some(Reading { separator, head, cells })
}

/// What people type between cells and what divides none, and what it is called.
const NO_SEPARATORS: [(char, &str); 5] =
    [('，', "中文逗号"), ('；', "中文分号"), ('、', "顿号"), ('|', "竖线"), ('｜', "竖线")];

/// Refuses rows that something else divides: it stands in the head, above the first row that a separator divides,
/// and in most rows below as often.
fn chinese(source: &Arc<Source>, divided: usize) -> Result<()> {
    let lines: Vec<&str> = source.text().lines().filter(|line| !line.trim().is_empty()).collect();
    let lines = &lines[..lines.len().min(SAMPLE)];
    for (mark, name) in NO_SEPARATORS {
        let Some(head) = lines.iter().take(divided).position(|line| line.contains(mark)) else {
            continue;
        };
        let count = |line: &str| line.matches(mark).count();
        let below = &lines[head + 1..];
        let alike = below.iter().filter(|line| count(line) >= count(lines[head])).count();
        if below.is_empty() || alike * 2 <= below.len() {
            continue;
        }
        let at = source.text().find(mark).unwrap_or_default();
        let place = Place::text(source, at..at + mark.len_utf8());
        let message = format!("各格之间是{name}“{mark}”，分不开");
        return Err(Diagnostic::error(codes::UNCLEAR_SEPARATOR, place, message)
            .hint("改成半角逗号“,”；也可以用 WPS 或 Excel 填表，存为 xlsx 文件")
            .into());
    }
    Ok(())
}

/// A value without the signs with which a spreadsheet is told that it is a text: `="0571"`, `'0571`.
fn as_text(value: &str) -> &str {
    let formula = value.strip_prefix("=\"").and_then(|value| value.strip_suffix('"'));
    let digits = |text: &&str| text.starts_with(|c: char| c.is_ascii_digit());
    formula.or_else(|| value.strip_prefix('\'').filter(digits)).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use encoding_rs::GB18030;

    use crate::sheet::read;
    use crate::sheet::tests::{messages, values};

    #[test]
    fn encodings_and_separators_are_recognised() {
        let text = "姓名,单位\n王强,\"办公室,一科\"\n";
        let expected = [["姓名", "单位"], ["王强", "办公室,一科"]];
        let gb18030 = GB18030.encode(text).0;
        let utf16: Vec<u8> = "\u{feff}姓名\t单位\n王强\t办公室,一科"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let semicolons = "姓名;单位\r\n王强;办公室,一科";
        let marked = format!("\u{feff}{text}");
        for bytes in [text.as_bytes(), marked.as_bytes(), &gb18030, &utf16, semicolons.as_bytes()] {
            assert_eq!(values(&read("甲.csv", bytes, None).unwrap()), expected);
        }
    }

    #[test]
    fn the_separator_follows_the_head_and_equal_rows() {
        for (text, expected) in [
            // more semicolons in the cells than commas between them
            (
                "姓名,职务\n王强,县委书记;县人大主任;组长\n李梅,县长;副书记;副组长\n",
                vec![
                    ["姓名", "职务"],
                    ["王强", "县委书记;县人大主任;组长"],
                    ["李梅", "县长;副书记;副组长"],
                ],
            ),
            (
                "关于A,B的名单\n姓名;职务\n王强;县长,书记\n",
                vec![["关于A,B的名单", ""], ["姓名", "职务"], ["王强", "县长,书记"]],
            ),
            (
                "姓名\t职务\n王强\t县长,书记;组长\n",
                vec![["姓名", "职务"], ["王强", "县长,书记;组长"]],
            ),
            (
                "姓名,职务;职称\n王强,县长\n李梅,甲;乙\n",
                vec![["姓名", "职务;职称"], ["王强", "县长"], ["李梅", "甲;乙"]],
            ),
            ("姓名,职务,\n王强,县长,\n", vec![["姓名", "职务"], ["王强", "县长"]]),
            ("sep=;\n姓名;职务,甲\n王强;县长,乙\n", vec![["姓名", "职务,甲"], ["王强", "县长,乙"]]),
            (
                "姓名,职务\n王强,\"县长;\n书记;组长\"\n",
                vec![["姓名", "职务"], ["王强", "县长;\n书记;组长"]],
            ),
        ] {
            assert_eq!(values(&read("甲.csv", text.as_bytes(), None).unwrap()), expected, "{text}");
        }
        for (text, column, name) in [
            ("组别，姓名\n组长，王强\n成员，李梅，书记\n", 3, "中文逗号“，”"),
            ("名单\n组别，姓名\n组长，王强,书记\n成员，李梅\n", 3, "中文逗号“，”"),
            ("组别、姓名\n组长、王强\n", 3, "顿号“、”"),
            ("组别；姓名\n组长；王强\n", 3, "中文分号“；”"),
            ("组别|姓名\n组长|王强\n", 3, "竖线“|”"),
        ] {
            let line = if text.starts_with("名单") { 2 } else { 1 };
            let said = format!("错误: 甲.csv:{line}:{column}: 各格之间是{name}，分不开 +");
            assert_eq!(messages("甲.csv", text.as_bytes()), [said]);
        }
        for text in ["甲、乙\n", "要点\n甲，乙\n丙\n丁\n", "姓名,备注、说明\n王强,甲\n"]
        {
            assert!(read("甲.csv", text.as_bytes(), None).is_ok(), "{text}");
        }
        assert_eq!(
            messages("甲.csv", "姓名;职务,甲\n王强;县长,乙\n".as_bytes()),
            ["错误: 甲.csv:1:1: 看不出各格之间是逗号还是分号 +"]
        );
    }

    #[test]
    fn places_count_rows_as_a_spreadsheet_does() {
        let grid =
            read("甲.csv", "题\n\n\n姓名,\"单\n位\"\n\n王强,乙\r\n".as_bytes(), None).unwrap();
        let expected =
            [["题", ""], ["", ""], ["", ""], ["姓名", "单\n位"], ["", ""], ["王强", "乙"]];
        assert_eq!(values(&grid), expected);
        assert_eq!(grid.rows()[5][1].place.to_string(), "甲.csv B6");
        assert_eq!(grid.rows()[1][1].place.to_string(), "甲.csv B2");
    }

    #[test]
    fn an_open_quote_is_found_at_its_line() {
        let found = messages("甲.csv", "姓名,单位\n\n王强,\"办公室\n李梅,二科\n".as_bytes());
        assert_eq!(found, ["错误: 甲.csv:3:4: 引号没有成对，后面的内容都被当成了同一格 +"]);
        assert_eq!(messages("甲.csv", b"\"").len(), 1);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let found = messages("甲.csv", b"a,b\nc,\xff\xff\n");
        assert_eq!(found, ["错误: 甲.csv:2:3: 按 GB18030 编码读不出这里的字 +"]);
        let found = messages("甲.csv", b"\xef\xbb\xbfa\n\xce\xd2");
        assert_eq!(found, ["错误: 甲.csv:2:1: 按 UTF-8 编码读不出这里的字 +"]);
        let found = messages("甲.csv", b"PK\x03\x04....");
        assert_eq!(found, ["错误: 甲.csv: 这不是 csv 文件，而是改了扩展名的 xlsx 文件 +"]);
        assert_eq!(messages("甲.csv", b" ,,\n,\n"), ["错误: 甲.csv: 表里没有内容 +"]);
        let found = messages("甲.csv", b"a,\x07\n\x00,b\n");
        assert_eq!(
            found,
            [
                "错误: 甲.csv B1: 有一个不能打印的字符 U+0007 +",
                "错误: 甲.csv A2: 有一个不能打印的字符 U+0000 +"
            ]
        );
    }
}
