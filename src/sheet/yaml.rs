//! yaml: a list of mappings (column to value), or a list of lists of which the first is the head. A
//! mapping of such lists is a sheet by groups: 组长: [{姓名: 王强}].

use std::sync::Arc;

use crate::characters;
use crate::diag::{Diagnostic, Result, codes};
use crate::sheet::cells::Cells;
use crate::sheet::{Grid, foreign};
use crate::source::{Place, Source};
use crate::yaml::{self, Data, Key, Node, slip};

/// What to write, where something else was written.
const SHAPE: &str = "写成每行一项的列表，例如“- {组别: 组长, 姓名: 王强, 职务: 县长}”";

/// The column that the keys of a sheet by groups fill.
const GROUP: &str = "组别";

/// A row as it is written, below its group where there are groups.
struct Row {
    group: Option<Key>,
    node: Node,
}

pub(super) fn read(path: &str, bytes: &[u8]) -> Result<Grid> {
    let source = Source::new(path, decode(path, bytes)?);
    let mut sheet = Sheet { source: &source, cells: Cells::default(), head: Vec::new() };
    let root = yaml::parse(&source)?;
    let rows = sheet.rows(root)?;
    let starts: Vec<Place> = rows.iter().map(|row| sheet.place(&row.node)).collect();
    // The keys of mappings become a row of their own above the others.
    let first = usize::from(rows.iter().any(|row| matches!(row.node.data, Data::Map(..))));
    for (at, row) in rows.into_iter().enumerate() {
        sheet.add_row(at + first, row, first > 0);
    }
    let file = Place::file(path);
    let start = |row: usize, _| starts.get(row.saturating_sub(first)).unwrap_or(&file).clone();
    sheet.cells.grid(&file, start)
}

/// A sheet that is being read.
struct Sheet<'a> {
    source: &'a Arc<Source>,
    cells: Cells,
    /// The columns so far.
    head: Vec<String>,
}

impl Sheet<'_> {
    fn place(&self, node: &Node) -> Place {
        Place::text(self.source, node.range.clone())
    }

    /// The rows of the file, those of all groups where it has groups.
    fn rows(&mut self, root: Node) -> Result<Vec<Row>> {
        let file = || Place::file(self.source.name());
        match root.data {
            Data::Null => Err(Diagnostic::error(codes::EMPTY_FILE, file(), "文件里没有内容")
                .hint(SHAPE)
                .into()),
            Data::Scalar { .. } => Err(self.misshapen(&root).into()),
            Data::List(items, _) => {
                Ok(items.into_iter().map(|node| Row { group: None, node }).collect())
            }
            Data::Map(groups, _) => {
                let mut rows = Vec::new();
                for (group, node) in groups {
                    self.add_group(&group, node, &mut rows);
                }
                Ok(rows)
            }
        }
    }

    /// The rows of a group; a single one may stand without a list.
    fn add_group(&mut self, group: &Key, node: Node, rows: &mut Vec<Row>) {
        let row = |node| Row { group: Some(group.clone()), node };
        match node.data {
            Data::List(items, _) if !items.is_empty() => rows.extend(items.into_iter().map(row)),
            Data::Map(..) => rows.push(row(node)),
            Data::Scalar { .. } => self.cells.error(self.misshapen(&node)),
            Data::Null | Data::List(..) => {
                let message = format!("“{}”下面一项也没有", group.text);
                let at = Place::text(self.source, group.range.clone());
                self.cells.error(Diagnostic::error(codes::EMPTY_GROUP, at, message).hint(SHAPE));
            }
        }
    }

    fn add_row(&mut self, at: usize, row: Row, has_head: bool) {
        let wrong = |sheet: &Self, message: &str| {
            Diagnostic::error(codes::TABLE_SHAPE, sheet.place(&row.node), message).hint(SHAPE)
        };
        match (&row.node.data, row.group) {
            (Data::Map(entries, _), group) => self.add_mapping(at, entries, group),
            (Data::List(..), Some(_)) => {
                let error = wrong(self, "这一项是列表，没有写列名");
                self.cells.error(error);
            }
            (Data::List(..), None) if has_head => {
                let error = wrong(self, "这一项是列表，别的项却写了列名");
                self.cells.error(error);
            }
            (Data::List(values, _), None) => {
                for (column, value) in values.iter().enumerate() {
                    self.add(at, column, value);
                }
            }
            (Data::Null | Data::Scalar { .. }, _) => {
                let error = self.misshapen(&row.node);
                self.cells.error(error);
            }
        }
    }

    fn add_mapping(&mut self, at: usize, entries: &[(Key, Node)], group: Option<Key>) {
        if let Some(group) = group {
            let inner = entries.iter().find(|(key, _)| key.text == GROUP);
            match inner {
                None => {
                    let key = Key { text: GROUP.to_owned(), range: group.range.clone() };
                    let column = self.column(&key);
                    let place = Place::text(self.source, group.range.clone());
                    self.cells.add(at, column, &group.text, place.narrow(&group.text));
                }
                Some((key, _)) => {
                    let message = format!("这一项写了组别，外面又有“{}”", group.text);
                    let place = Place::text(self.source, key.range.clone());
                    self.cells.error(
                        Diagnostic::error(codes::DUPLICATE_GROUP, place, message)
                            .hint("两处只写一处"),
                    );
                }
            }
        }
        let mut seen: Vec<&str> = Vec::new();
        for (key, value) in entries {
            if seen.contains(&key.text.as_str()) {
                let message = "YAML 写法有误：同一项里有两个相同的列名";
                let place = Place::text(self.source, key.range.clone());
                self.cells.error(
                    Diagnostic::error(codes::DUPLICATE_KEY, place, message).hint("删去其中一个"),
                );
                continue;
            }
            seen.push(&key.text);
            if key.text.contains(['：', ':'])
                && let Some(slip) = slip::at(self.source, &key.range)
            {
                self.cells.error(slip);
                continue;
            }
            let column = self.column(key);
            self.add(at, column, value);
        }
    }

    /// The column of a key; a new one gets its word in the head.
    fn column(&mut self, key: &Key) -> usize {
        if let Some(known) = self.head.iter().position(|known| *known == key.text) {
            return known;
        }
        let column = self.head.len();
        self.head.push(key.text.clone());
        let place = Place::text(self.source, key.range.clone());
        self.cells.add(0, column, &key.text, place.narrow(&key.text));
        column
    }

    /// Adds a value as it is written, without guessing whether it is a number: 013… keeps its 0.
    fn add(&mut self, row: usize, column: usize, value: &Node) {
        match &value.data {
            Data::Null => {}
            Data::Scalar { text, .. } => {
                self.cells.add(row, column, text, self.place(value).narrow(text));
            }
            Data::List(..) | Data::Map(..) => {
                let error = self.misshapen(value);
                self.cells.error(error);
            }
        }
    }

    /// What can be neither a row nor a cell; a text that has keys in it is a slip of the hand.
    fn misshapen(&self, node: &Node) -> Diagnostic {
        let slip = match &node.data {
            Data::Scalar { text, plain: true, .. } if text.contains(['：', ':', '｛']) => {
                slip::at(self.source, &node.range)
            }
            _ => None,
        };
        slip.unwrap_or_else(|| {
            let message = "这里的写法不能当作表格的一格或一行";
            Diagnostic::error(codes::TABLE_SHAPE, self.place(node), message).hint(SHAPE)
        })
    }
}

/// The text, in UTF-8 or in what older programs in China write.
fn decode(path: &str, bytes: &[u8]) -> Result<String> {
    let (code, message, hint) = match (foreign(bytes), characters::decoded(bytes)) {
        (None, Some(text)) => return Ok(text),
        (Some(kind), _) => (
            codes::WRONG_FILE_TYPE,
            format!("这不是 yaml 文件，而是改了扩展名的 {kind} 文件"),
            "把扩展名改回去",
        ),
        (None, None) => (
            codes::WRONG_ENCODING,
            "文件不是 UTF-8 编码".to_owned(),
            "用记事本打开它，另存为 UTF-8 编码",
        ),
    };
    Err(Diagnostic::error(code, Place::file(path), message).hint(hint).into())
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
            ("- {姓名: 王强\n- {姓名: 李梅}\n", "甲.yaml:1:3: 括号“{”没有关上"),
            ("- 姓名: 王强\n\t职务: 县长\n", "甲.yaml:2:1: 缩进里有制表符，要用空格"),
            ("- 姓名: 王强\n  职务：县长\n", "甲.yaml:2:5: 冒号“：”是全角的，这里要用半角的"),
            (
                "- 姓名: 王强\n  姓名: 李梅\n",
                "甲.yaml:2:3: YAML 写法有误：同一项里有两个相同的列名",
            ),
            ("- 姓名: [王强]\n", "甲.yaml:1:8: 这里的写法不能当作表格的一格或一行"),
            ("- 王强\n", "甲.yaml:1:3: 这里的写法不能当作表格的一格或一行"),
            ("姓名: 王强\n", "甲.yaml:1:5: 这里的写法不能当作表格的一格或一行"),
            ("- 姓名: *甲\n", "甲.yaml:1:7: YAML 写法有误：“*”引用了没有定义过的内容"),
            ("- 姓名: @甲\n", "甲.yaml:1:7: YAML 写法有误：值不能以这个符号开头"),
            ("- 职务: 县长: 书记\n", "甲.yaml:1:9: YAML 写法有误：这里不该有冒号"),
            ("- {甲: 乙}\n- [丙]\n", "甲.yaml:2:4: 这一项是列表，别的项却写了列名"),
            ("# 空\n", "甲.yaml: 文件里没有内容"),
            ("组长:\n成员: [{姓名: 王强}]\n", "甲.yaml:1:1: “组长”下面一项也没有"),
            ("组长: [{姓名: 王强}, [李梅]]\n", "甲.yaml:1:17: 这一项是列表，没有写列名"),
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
