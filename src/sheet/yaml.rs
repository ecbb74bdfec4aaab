//! yaml: a list of mappings (column to value), or a list of lists of which the first is the head. A
//! mapping of such lists is a sheet by groups: 组长: [{姓名: 王强}].

use std::fmt;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::granit_parser::ErrorKind;
use serde_yaml::{Error, ExternalMessageSource, Location, Spanned};

use crate::characters;
use crate::diag::{Diagnostic, Diagnostics, Result};
use crate::sheet::cells::Cells;
use crate::sheet::{Grid, foreign};
use crate::source::{Place, Source};

/// A value as it is written, without guessing whether it is a number: 013… keeps its 0.
type Value = Spanned<Option<String>>;

/// What to write, where something else was written.
const SHAPE: &str = "写成每行一项的列表，例如“- {组别: 组长, 姓名: 王强, 职务: 县长}”";

/// The column that the keys of a sheet by groups fill.
const GROUP: &str = "组别";

/// A whole file as it is written.
enum Sheet {
    Rows(Vec<Spanned<Row>>),
    Groups(Vec<(Spanned<String>, Spanned<Rows>)>),
}

/// The rows of a group; a single one may stand without a list.
struct Rows(Vec<Spanned<Row>>);

/// A row as it is written.
enum Row {
    Mapping(Vec<(Spanned<String>, Value)>),
    List(Vec<Value>),
}

pub(super) fn read(path: &str, bytes: &[u8]) -> Result<Grid> {
    let source = Source::new(path, decode(path, bytes)?);
    let options = serde_yaml::options! { with_snippet: false };
    let sheet: Sheet = serde_yaml::from_str_with_options(source.text(), options)
        .map_err(|error| explain(&source, &error))?;
    let rows = match sheet {
        Sheet::Rows(rows) => rows,
        Sheet::Groups(groups) => ungrouped(&source, groups)?,
    };
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

/// The rows of all groups, each with the name of its group in a column of its own.
fn ungrouped(
    source: &Arc<Source>,
    groups: Vec<(Spanned<String>, Spanned<Rows>)>,
) -> Result<Vec<Spanned<Row>>> {
    let mut found = Diagnostics::new();
    let mut all = Vec::new();
    for (group, rows) in groups {
        if rows.value.0.is_empty() {
            let message = format!("“{}”下面一项也没有", group.value);
            found.push(Diagnostic::error(place(source, group.referenced), message).hint(SHAPE));
        }
        for mut row in rows.value.0 {
            let is_group = |(key, _): &&(Spanned<String>, Value)| key.value == GROUP;
            match &mut row.value {
                Row::Mapping(entries) => match entries.iter().find(is_group) {
                    None => entries.insert(0, group_entry(&group)),
                    Some((key, _)) => {
                        let message = format!("这一项写了组别，外面又有“{}”", group.value);
                        let at = place(source, key.referenced);
                        found.push(Diagnostic::error(at, message).hint("两处只写一处"));
                    }
                },
                Row::List(_) => {
                    let at = place(source, row.referenced);
                    let message = "这一项是列表，没有写列名";
                    found.push(Diagnostic::error(at, message).hint(SHAPE));
                }
            }
            all.push(row);
        }
    }
    found.or(all)
}

/// A group's name as a value with its column.
fn group_entry(group: &Spanned<String>) -> (Spanned<String>, Value) {
    let spanned = |value| Spanned::new(value, group.referenced, group.defined);
    let value = Spanned::new(Some(group.value.clone()), group.referenced, group.defined);
    (spanned(GROUP.to_owned()), value)
}

fn add(cells: &mut Cells, source: &Arc<Source>, (row, column): (usize, usize), value: Value) {
    let text = value.value.unwrap_or_default();
    let place = place(source, value.referenced).narrow(&text);
    cells.add(row, column, &text, place);
}

/// The text, in UTF-8 or in what older programs in China write.
fn decode(path: &str, bytes: &[u8]) -> Result<String> {
    let (message, hint) = match (foreign(bytes), characters::decoded(bytes)) {
        (None, Some(text)) => return Ok(text),
        (Some(kind), _) => {
            (format!("这不是 yaml 文件，而是改了扩展名的 {kind} 文件"), "把扩展名改回去")
        }
        (None, None) => ("文件不是 UTF-8 编码".to_owned(), "用记事本打开它，另存为 UTF-8 编码"),
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
        Error::Eof { .. } => (NOTHING, SHAPE),
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
        NOTHING => Place::file(source.name()),
        OPEN_QUOTE => likely(source, open_quote).unwrap_or(at),
        TAB => likely(source, leading_tab).unwrap_or(at),
        _ => at,
    };
    Diagnostic::error(at, message).hint(hint)
}

const NOTHING: &str = "文件里没有内容";
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

impl<'de> Deserialize<'de> for Sheet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserializer.deserialize_any(SheetVisitor)
    }
}

struct SheetVisitor;

impl<'de> Visitor<'de> for SheetVisitor {
    type Value = Sheet;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list, or a mapping of lists")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> std::result::Result<Sheet, A::Error> {
        entries(map).map(Sheet::Groups)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> std::result::Result<Sheet, A::Error> {
        items(list).map(Sheet::Rows)
    }
}

impl<'de> Deserialize<'de> for Rows {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserializer.deserialize_any(RowsVisitor)
    }
}

struct RowsVisitor;

impl<'de> Visitor<'de> for RowsVisitor {
    type Value = Rows;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of mappings, or a mapping")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> std::result::Result<Rows, A::Error> {
        let entries: Vec<(Spanned<String>, Value)> = entries(map)?;
        let at = entries.first().map(|(key, _)| (key.referenced, key.defined));
        let row = at
            .map(|(referenced, defined)| Spanned::new(Row::Mapping(entries), referenced, defined));
        Ok(Rows(row.into_iter().collect()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> std::result::Result<Rows, A::Error> {
        items(list).map(Rows)
    }

    fn visit_unit<E>(self) -> std::result::Result<Rows, E> {
        Ok(Rows(Vec::new()))
    }
}

fn entries<'de, A: MapAccess<'de>, K: Deserialize<'de>, V: Deserialize<'de>>(
    mut map: A,
) -> std::result::Result<Vec<(K, V)>, A::Error> {
    let mut entries = Vec::new();
    while let Some(entry) = map.next_entry()? {
        entries.push(entry);
    }
    Ok(entries)
}

fn items<'de, A: SeqAccess<'de>, T: Deserialize<'de>>(
    mut list: A,
) -> std::result::Result<Vec<T>, A::Error> {
    let mut items = Vec::new();
    while let Some(item) = list.next_element()? {
        items.push(item);
    }
    Ok(items)
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

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> std::result::Result<Row, A::Error> {
        entries(map).map(Row::Mapping)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> std::result::Result<Row, A::Error> {
        items(list).map(Row::List)
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
        let place = |row: usize, column: usize| grid.rows()[row][column].place.to_string();
        assert_eq!(place(0, 1), "甲.yaml:1:12");
        assert_eq!(place(1, 1), "甲.yaml:1:16");
        assert_eq!(place(2, 0), "甲.yaml:2:8");
        assert_eq!(place(2, 2), "甲.yaml:2:3");
    }

    #[test]
    fn groups_are_a_column() {
        let text =
            "组长: {姓名: 王强, 职务: 县长}\n成员:\n- {姓名: 李梅}\n- 姓名: 张伟\n  职务: 局长\n";
        let grid = read("甲.yaml", text.as_bytes(), None).unwrap();
        let expected = [
            ["组别", "姓名", "职务"],
            ["组长", "王强", "县长"],
            ["成员", "李梅", ""],
            ["成员", "张伟", "局长"],
        ];
        assert_eq!(values(&grid), expected);
        assert_eq!(grid.rows()[3][0].place.to_string(), "甲.yaml:2:1");
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
            ("# 空\n", "甲.yaml: 文件里没有内容"),
            ("组长:\n成员: [{姓名: 王强}]\n", "甲.yaml:1:1: “组长”下面一项也没有"),
            ("组长: [{姓名: 王强}, [李梅]]\n", "甲.yaml:1:16: 这一项是列表，没有写列名"),
            ("组长:\n- {组别: 成员, 姓名: 王强}\n", "甲.yaml:2:4: 这一项写了组别，外面又有“组长”"),
            ("[]\n", "甲.yaml: 表里没有内容"),
        ] {
            assert_eq!(
                messages("甲.yaml", text.as_bytes()),
                [format!("错误: {message} +")],
                "{text}"
            );
        }
        let found = messages("甲.yaml", b"-\0 \xce\xd2");
        assert_eq!(found, ["错误: 甲.yaml: 文件不是 UTF-8 编码 +"]);
    }
}
