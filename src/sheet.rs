//! Sheets: the bytes of an included xlsx, csv or yaml file become rows of text with their places.

mod cells;
mod csv;
mod grid;
pub mod layout;
mod number;
pub mod records;
mod text;
mod xlsx;
mod yaml;

use crate::diag::{Diagnostic, Result, codes};
use crate::source::{Place, Spanned};

pub use self::grid::{Grid, Merge, Row, single, values};

/// Reads a file by its extension: xlsx, csv, yaml or yml. A workbook's sheet is the named one, else
/// the first that is not hidden.
///
/// # Errors
/// When the file is of another kind, is broken or holds nothing, when there is no such sheet, and for
/// each value that can't be printed.
pub fn read(path: &str, bytes: &[u8], sheet: Option<&Spanned<String>>) -> Result<Grid> {
    let file = || Place::file(path);
    if bytes.is_empty() {
        return Err(Diagnostic::error(codes::EMPTY_FILE, file(), "文件是空的，一个字节也没有")
            .hint("可能没有存好，请打开它重新保存一次")
            .into());
    }
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    match (extension.to_ascii_lowercase().as_str(), sheet) {
        ("xlsx", _) => xlsx::read(path, bytes, sheet),
        (kind @ ("csv" | "yaml" | "yml"), Some(sheet)) => {
            let message = format!("{kind} 文件没有工作表，不能指定“{}”", sheet.v);
            let hint = "删去工作表的名字，或者改用 xlsx 文件";
            Err(Diagnostic::error(codes::UNKNOWN_WORKSHEET, sheet.place.clone(), message)
                .hint(hint)
                .into())
        }
        ("csv", None) => csv::read(path, bytes),
        ("yaml" | "yml", None) => yaml::read(path, bytes),
        ("", _) => Err(Diagnostic::error(
            codes::WRONG_FILE_TYPE,
            file(),
            "文件没有扩展名，看不出是什么表格",
        )
        .hint("表格可以是 xlsx、csv 或 yaml 文件")
        .into()),
        (other, _) => {
            Err(Diagnostic::error(codes::WRONG_FILE_TYPE, file(), format!("读不了 {other} 文件"))
                .hint("用 WPS 或 Excel 打开它，另存为 xlsx 文件")
                .into())
        }
    }
}

/// The text of a yaml or csv file that turned out to be something else, named as the clerk knows it.
fn foreign(bytes: &[u8]) -> Option<&'static str> {
    const ZIP: &[u8] = b"PK\x03\x04";
    match bytes {
        _ if bytes.starts_with(ZIP) => Some("xlsx"),
        _ if bytes.starts_with(xlsx::COMPOUND) => Some("xls"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Grid, read};
    use crate::source::{Place, Spanned};

    /// The values of a grid, row by row.
    pub(super) fn values(grid: &Grid) -> Vec<Vec<&str>> {
        grid.rows().iter().map(|row| row.iter().map(|cell| cell.v.as_str()).collect()).collect()
    }

    /// The messages of a file that can't be read.
    pub(super) fn messages(path: &str, bytes: &[u8]) -> Vec<String> {
        match read(path, bytes, None) {
            Ok(grid) => panic!("{path} was read: {:?}", values(&grid)),
            Err(found) => {
                found.iter().map(|d| d.to_string() + d.hint.as_ref().map_or("", |_| " +")).collect()
            }
        }
    }

    #[test]
    fn other_kinds_of_files_are_refused_with_a_hint() {
        for (path, message) in [
            ("甲.xls", "错误: 甲.xls: 读不了 xls 文件 +"),
            ("名单/甲.et", "错误: 名单/甲.et: 读不了 et 文件 +"),
            ("甲.DOCX", "错误: 甲.DOCX: 读不了 docx 文件 +"),
            ("v1.2/甲", "错误: v1.2/甲: 文件没有扩展名，看不出是什么表格 +"),
        ] {
            assert_eq!(messages(path, b"x"), [message]);
        }
        for path in ["甲.xlsx", "甲.csv", "甲.yaml"] {
            let message = format!("错误: {path}: 文件是空的，一个字节也没有 +");
            assert_eq!(messages(path, b""), [message]);
        }
    }

    #[test]
    fn only_a_workbook_has_sheets() {
        let sheet = Spanned::new("成员".to_owned(), Place::file("campaign.yaml"));
        let found = read("甲.csv", b"a,b", Some(&sheet)).unwrap_err();
        let message = "错误: campaign.yaml: csv 文件没有工作表，不能指定“成员”";
        assert_eq!(found.iter().map(ToString::to_string).collect::<Vec<_>>(), [message]);
    }

    #[test]
    fn the_three_kinds_of_files_give_the_same_grid() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        let rows = [["姓名", "电话", "备注"], ["王强", "01351234", ""], ["李 梅", "0.5", "兼"]];
        for (row, cells) in (1..).zip(rows) {
            for (column, value) in (2..).zip(cells) {
                sheet.write(row, column, value).unwrap();
            }
        }
        let xlsx = read("甲.xlsx", &book.save_to_buffer().unwrap(), None).unwrap();
        let csv = "\u{feff}姓名;电话;备注\r\n王强;01351234\r\n李 梅;0.5;\"兼\"\r\n;;\r\n";
        let csv = read("甲.csv", csv.as_bytes(), None).unwrap();
        let yaml = "- {姓名: 王强, 电话: 01351234}\n- 姓名: 李 梅\n  备注: '兼'\n  电话: 0.5\n";
        let yaml = read("甲.yaml", yaml.as_bytes(), None).unwrap();
        assert_eq!(values(&xlsx), rows);
        assert_eq!(xlsx, csv);
        assert_eq!(xlsx, yaml);
    }
}
