//! yaml: a list of mappings (column to value), or a list of lists of which the first is the head.

use std::fmt;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::granit_parser::ErrorKind;
use serde_yaml::{Error, ExternalMessageSource, Location, Spanned};

use crate::diag::{Diagnostic, Result};
use crate::sheet::cells::Cells;
use crate::sheet::{Grid, foreign};
use crate::source::{Place, Source};

/// A value as it is written, without guessing whether it is a number: 013… keeps its 0.
type Value = Spanned<Option<String>>;

/// What to write, where something else was written.
const SHAPE: &str = "写成每行一项的列表，例如“- {组别: 组长, 姓名: 王强, 职务: 县长}”";

/// A row as it is written.
enum Row {
    Mapping(Vec<(Spanned<String>, Value)>),
    List(Vec<Value>),
}

pub(super) fn read(path: &str, bytes: &[u8]) -> Result<Grid> {
    let source = Source::new(path, decode(path, bytes)?);
    let options = serde_yaml::options! { with_snippet: false };
    let rows: Vec<Spanned<Row>> = serde_yaml::from_str_with_options(source.text(), options)
        .map_err(|error| explain(&source, &error))?;
    let starts: Vec<Place> = rows.iter().map(|row| place(&source, row.referenced)).collect();
    let mut cells = Cells::default();
    let mut head: Vec<String> = Vec::new();
    // The keys of mappings become a row of their own above the others.
    let first = usize::from(rows.iter().any(|row| matches!(row.value, Row::Mapping(_))));
    for (at, row) in rows.into_iter().enumerate() {
        match row.value {
            Row::Mapping(entries) => {
                for (key, value) in entries {
                    let known = head.iter().position(|known| *known == key.value);
                    let column = known.unwrap_or(head.len());
                    add(&mut cells, &source, (at + first, column), value);
                    if known.is_none() {
                        head.push(key.value.clone());
                        add(
                            &mut cells,
                            &source,
                            (0, column),
                            Spanned::new(Some(key.value), key.referenced, key.defined),
                        );
                    }
                }
            }
            Row::List(_) if first > 0 => {
                let message = "这一项是列表，别的项却写了列名";
                cells.error(Diagnostic::error(starts[at].clone(), message).hint(SHAPE));
            }
            Row::List(values) => {
                for (column, value) in values.into_iter().enumerate() {
                    add(&mut cells, &source, (at, column), value);
                }
            }
        }
    }
    let file = Place::file(path);
    let start = |row: usize, _| starts.get(row.saturating_sub(first)).unwrap_or(&file).clone();
    cells.grid(&file, start)
}

fn add(cells: &mut Cells, source: &Arc<Source>, (row, column): (usize, usize), value: Value) {
    let text = value.value.unwrap_or_default();
    let place = place(source, value.referenced).narrow(&text);
    cells.add(row, column, &text, place);
}

fn decode<'a>(path: &str, bytes: &'a [u8]) -> Result<&'a str> {
    let (message, hint) = match (foreign(bytes), std::str::from_utf8(bytes)) {
        (None, Ok(text)) => return Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        (Some(kind), _) => {
            (format!("这不是 yaml 文件，而是改了扩展名的 {kind} 文件"), "把扩展名改回去")
        }
        (None, Err(_)) => ("文件不是 UTF-8 编码".to_owned(), "用记事本打开它，另存为 UTF-8 编码"),
    };
    Err(Diagnostic::error(Place::file(path), message).hint(hint).into())
}

/// The stretch of the text that a location means. A mistake of syntax has only line and column.
fn place(source: &Arc<Source>, location: Location) -> Place {
    let size = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
    let span = location.span();
    if let (Some(start), Some(len)) = (span.byte_offset(), span.byte_len()) {
        return Place::text(source, size(start)..size(start).saturating_add(size(len)));
    }
    let line = source.line(size(location.line()));
    let mut chars = source.text()[line.clone()].char_indices().map(|(at, c)| at..at + c.len_utf8());
    let at = chars.nth(size(location.column()).saturating_sub(1));
    let at = at.unwrap_or(line.len()..line.len());
    Place::text(source, line.start + at.start..line.start + at.end)
}

/// The parser's mistake in the clerk's language.
fn explain(source: &Arc<Source>, error: &Error) -> Diagnostic {
    let at = error.location().map_or(Place::file(source.name()), |at| place(source, at));
    let (message, hint) = match error {
        Error::Eof { .. } => ("文件里没有内容", SHAPE),
        Error::MultipleDocuments { .. } => ("YAML 写法有误：文件被“---”分成了几份", "删去“---”"),
        Error::DuplicateMappingKey { .. } => {
            ("YAML 写法有误：同一项里有两个相同的列名", "删去其中一个")
        }
        Error::UnknownAnchor { .. } => {
            ("YAML 写法有误：“*”引用了没有定义过的内容", "“*”本身要打印时，给这个值加上引号")
        }
        Error::Unexpected { .. }
        | Error::SerdeInvalidType { .. }
        | Error::NullIntoString { .. }
        | Error::UnexpectedSequenceEnd { .. }
        | Error::UnexpectedMappingEnd { .. } => ("这里的写法不能当作表格的一格或一行", SHAPE),
        Error::ExternalMessage { source, .. } => match source.as_ref() {
            ExternalMessageSource::Parser(error) => syntax(error.kind()),
            _ => GENERAL,
        },
        _ => GENERAL,
    };
    let at = match message {
        OPEN_QUOTE => likely(source, open_quote).unwrap_or(at),
        TAB => likely(source, leading_tab).unwrap_or(at),
        _ => at,
    };
    Diagnostic::error(at, message).hint(hint)
}

const OPEN_QUOTE: &str = "YAML 写法有误：引号没有成对";
const TAB: &str = "YAML 写法有误：缩进里有制表符";

/// Where a mistake likely stands that the parser sees only later: the character that the first line
/// with such a mistake gives.
fn likely(source: &Arc<Source>, mistake: fn(&str) -> Option<usize>) -> Option<Place> {
    let mut start = 0;
    for line in source.text().split_inclusive('\n') {
        if let Some(at) = mistake(line) {
            return Some(Place::text(source, start + at..start + at + 1));
        }
        start += line.len();
    }
    None
}

fn open_quote(line: &str) -> Option<usize> {
    let odd = ['"', '\''].into_iter().find(|quote| line.matches(*quote).count() % 2 == 1)?;
    line.find(odd)
}

fn leading_tab(line: &str) -> Option<usize> {
    line.find(|c: char| c != ' ').filter(|at| line[*at..].starts_with('\t'))
}

const GENERAL: (&str, &str) =
    ("YAML 写法有误", "检查这一行和上一行的缩进、冒号和引号；有特殊符号的值要加引号");

fn syntax(kind: &ErrorKind) -> (&'static str, &'static str) {
    match kind {
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar => (TAB, "把制表符（Tab）换成空格"),
        ErrorKind::UnclosedQuotedScalar
        | ErrorKind::DocumentIndicatorInQuotedScalar
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            (OPEN_QUOTE, "补上另一半引号，引号后面不要再写字")
        }
        ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::MisplacedFlowCollectionEnd
        | ErrorKind::MismatchedFlowCollectionEnd { .. }
        | ErrorKind::UnclosedFlowCollection { .. } => (
            "YAML 写法有误：括号没有成对，或者缺逗号",
            "括号要用半角的 [ ] 或 { }，各项之间用半角逗号",
        ),
        ErrorKind::MappingValueNotAllowed
        | ErrorKind::InvalidColonPlacement
        | ErrorKind::InvalidMappingValueWhitespace => {
            ("YAML 写法有误：这里不该有冒号", "值里有冒号时，给整个值加上引号")
        }
        ErrorKind::SimpleKeyExpected
        | ErrorKind::InvalidSimpleKey
        | ErrorKind::ExpectedBlockMappingKey => (
            "YAML 写法有误：列名后面缺冒号，或者缩进没有对齐",
            "写成“姓名: 王强”，冒号用半角，后面空一格",
        ),
        ErrorKind::InvalidIndentation
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::BlockSequenceEntryNotAllowed => {
            ("YAML 写法有误：缩进没有对齐", "同一级的行左边要对齐，每一项以“- ”开头")
        }
        ErrorKind::UnexpectedCharacter { .. } => {
            ("YAML 写法有误：值不能以这个符号开头", "给这个值加上引号")
        }
        _ => GENERAL,
    }
}

impl<'de> Deserialize<'de> for Row {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserializer.deserialize_any(RowVisitor)
    }
}

struct RowVisitor;

impl<'de> Visitor<'de> for RowVisitor {
    type Value = Row;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a mapping or a list")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Row, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Row::Mapping(entries))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> std::result::Result<Row, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element()? {
            values.push(value);
        }
        Ok(Row::List(values))
    }
}

#[cfg(test)]
mod tests {
    use crate::sheet::read;
    use crate::sheet::tests::{messages, values};

    #[test]
    fn values_stay_as_they_are_written() {
        let text = "- {姓名: 王强, 电话: 013912345678, 兼: yes}\n\
                    - 姓名: \"李 梅\"\n  备注: |\n    一行\n    二行\n  电话: ~\n  额: 1.50\n";
        let grid = read("甲.yaml", text.as_bytes(), None).unwrap();
        let expected = [
            ["姓名", "电话", "兼", "备注", "额"],
            ["王强", "013912345678", "yes", "", ""],
            ["李 梅", "", "", "一行\n二行", "1.50"],
        ];
        assert_eq!(values(&grid), expected);
        let place = |row: usize, column: usize| grid.rows[row][column].place.to_string();
        assert_eq!(place(0, 1), "甲.yaml:1:12");
        assert_eq!(place(1, 1), "甲.yaml:1:16");
        assert_eq!(place(2, 0), "甲.yaml:2:8");
        assert_eq!(place(2, 2), "甲.yaml:2:3");
    }

    #[test]
    fn lists_of_lists_are_rows_as_they_stand() {
        let grid = read("甲.yml", "- [姓名, 单位]\n-\n  - 王强\n".as_bytes(), None).unwrap();
        assert_eq!(values(&grid), [["姓名", "单位"], ["王强", ""]]);
    }

    #[test]
    fn mistakes_are_told_in_chinese_at_their_place() {
        for (text, message) in [
            ("- 姓名: \"王强\n", "甲.yaml:1:7: YAML 写法有误：引号没有成对"),
            (
                "- {姓名: 王强\n- {姓名: 李梅}\n",
                "甲.yaml:1:3: YAML 写法有误：括号没有成对，或者缺逗号",
            ),
            ("- 姓名: 王强\n\t职务: 县长\n", "甲.yaml:2:1: YAML 写法有误：缩进里有制表符"),
            (
                "- 姓名: 王强\n  职务：县长\n",
                "甲.yaml:2:3: YAML 写法有误：列名后面缺冒号，或者缩进没有对齐",
            ),
            (
                "- 姓名: 王强\n  姓名: 李梅\n",
                "甲.yaml:2:3: YAML 写法有误：同一项里有两个相同的列名",
            ),
            ("- 姓名: [王强]\n", "甲.yaml:1:7: 这里的写法不能当作表格的一格或一行"),
            ("- 王强\n", "甲.yaml:1:3: 这里的写法不能当作表格的一格或一行"),
            ("姓名: 王强\n", "甲.yaml:1:1: 这里的写法不能当作表格的一格或一行"),
            ("- 姓名: *甲\n", "甲.yaml:1:7: YAML 写法有误：“*”引用了没有定义过的内容"),
            ("- 姓名: @甲\n", "甲.yaml:1:7: YAML 写法有误：值不能以这个符号开头"),
            ("- 职务: 县长: 书记\n", "甲.yaml:1:9: YAML 写法有误：这里不该有冒号"),
            ("- {甲: 乙}\n- [丙]\n", "甲.yaml:2:3: 这一项是列表，别的项却写了列名"),
            ("# 空\n", "甲.yaml: 表里没有内容"),
            ("[]\n", "甲.yaml: 表里没有内容"),
        ] {
            assert_eq!(
                messages("甲.yaml", text.as_bytes()),
                [format!("错误: {message} +")],
                "{text}"
            );
        }
        let found = messages("甲.yaml", b"\xce\xd2");
        assert_eq!(found, ["错误: 甲.yaml: 文件不是 UTF-8 编码 +"]);
    }
}
