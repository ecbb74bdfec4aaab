//! xlsx: a workbook of Excel or WPS.

mod marks;
mod package;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::sync::Arc;

use calamine::{
    DataRef, Dimensions, NumberFormat, Reader, SheetType, SheetVisible, Style, Xlsx, XlsxError,
};

use crate::diag::{Code, Diagnostic, Result, codes};
use crate::sheet::cells::Cells;
use crate::sheet::{Grid, Merge, number};
use crate::source::{Place, Spanned};

use self::marks::Marks;
use self::package::Package;

/// How the compound files begin that old Excel and encryption write.
pub(super) const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

pub(super) fn read(path: &str, bytes: &[u8], sheet: Option<&Spanned<String>>) -> Result<Grid> {
    let package = Package::open(path, bytes)?;
    let mut book: Book =
        Xlsx::new(Cursor::new(package.bytes())).map_err(|_| unreadable(path, bytes))?;
    let name = choose(&book, path, sheet)?;
    let file: Arc<str> = path.into();
    let sheet: Arc<str> = name.as_str().into();
    let place = |row, column| Place::Cell(Arc::clone(&file), Some(Arc::clone(&sheet)), row, column);
    let marks = Marks::read(&package, &name, path, place)?;
    let failed: Vec<_> = marks.failed.iter().map(|(at, error)| (*at, error.clone())).collect();
    let broken = |error: &XlsxError| {
        let is_it = |(_, known): &&(_, String)| matches!(error, XlsxError::CellError(name) if name == known);
        let cell = failed.iter().find(is_it).map(|((row, column), _)| place(*row, *column));
        broken(path, &name, cell, error)
    };
    let mut reading = Reading::new(marks);
    for merge in book.merge_cells_by_sheet_name(&name).map_err(|error| broken(&error))? {
        reading.merge(merge);
    }
    let mut reader = book.worksheet_cells_reader(&name).map_err(|error| broken(&error))?;
    let styles = reader.styles().to_vec();
    // The cells one by one: calamine's range allots every cell up to the last, however far it lies.
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(|e| broken(&e))? {
        let (row, column) = cell.get_position();
        reading.cell((row, column), cell.get_value(), styles.get(style), place(row, column));
    }
    let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let whole = Place::file(format!("{path} {name}"));
    let (cells, columns) = reading.cells();
    let on_sheet = |column: usize| columns.get(column).copied().unwrap_or(narrow(column));
    cells.grid(&whole, |row, column| place(narrow(row), on_sheet(column)))
}

/// A sheet while it is read.
struct Reading {
    marks: Marks,
    /// The columns that are shown.
    columns: Vec<u32>,
    /// The merged cells that begin in a hidden column and show in the next.
    moved: BTreeSet<(u32, u32)>,
    /// The hidden rows with values, and the first value of each.
    hidden: BTreeMap<u32, Place>,
    cells: Cells,
}

impl Reading {
    fn new(marks: Marks) -> Self {
        Self {
            columns: marks.shown_columns(),
            marks,
            moved: BTreeSet::new(),
            hidden: BTreeMap::new(),
            cells: Cells::default(),
        }
    }

    /// How many of the columns that are shown stand before one.
    fn before(&self, column: u32) -> usize {
        self.columns.partition_point(|shown| *shown < column)
    }

    /// Adds a merged cell, counted from the sheet's first cell among the columns that are shown; a range
    /// written back to front is empty and falls away.
    fn merge(&mut self, merge: Dimensions) {
        let (top, left) = (merge.start.0 as usize, self.before(merge.start.1));
        let rows = (merge.end.0 as usize + 1).saturating_sub(top);
        let columns = self.before(merge.end.1.saturating_add(1)).saturating_sub(left);
        if columns > 0 && self.marks.hides(merge.start.1) {
            self.moved.insert(merge.start);
        }
        self.cells.merge(Merge { top, left, rows, columns });
    }

    fn cell(&mut self, at: (u32, u32), value: &DataRef, style: Option<&Style>, place: Place) {
        let (row, column) = at;
        if self.marks.hides(column) && !self.moved.contains(&at) {
            return;
        }
        if self.marks.open_formulas.contains(&at) {
            let hint = "用 WPS 或 Excel 打开它，保存一次；或者把结果粘贴成数值";
            self.cells.error(
                Diagnostic::error(codes::FORMULA_NO_RESULT, place, "这一格的公式还没有算出结果")
                    .hint(hint),
            );
            return;
        }
        let value = match show(value, style.and_then(|style| style.number_format.as_ref())) {
            Ok(value) => value,
            Err((code, message, hint)) => {
                return self.cells.error(Diagnostic::error(code, place, message).hint(hint));
            }
        };
        if value.trim().is_empty() {
            return;
        }
        if self.marks.hidden_rows.contains(&row) {
            self.hidden.entry(row).or_insert_with(|| place.clone());
        }
        if self.marks.struck.contains(&at) || style.is_some_and(is_struck_out) {
            let message = "这一格有画了删除线的字，看不出还要不要";
            let hint = "不要的就删去，要的就去掉删除线";
            self.cells
                .error(Diagnostic::error(codes::STRUCK_OUT, place.clone(), message).hint(hint));
        }
        self.cells.add(row as usize, self.before(column), &value, place);
    }

    /// The cells, and which column of the sheet each of theirs is.
    fn cells(mut self) -> (Cells, Vec<u32>) {
        if let Some((row, place)) = self.hidden.first_key_value() {
            self.cells.error(hidden_rows(*row, self.hidden.len(), place));
        }
        let widths = self.columns.iter().map(|column| self.marks.width(*column)).collect();
        self.cells.set_widths(widths);
        (self.cells, self.columns)
    }
}

fn is_struck_out(style: &Style) -> bool {
    style.font.as_ref().is_some_and(|font| font.strikethrough)
}

/// Somebody hid the rows, or a filter was left on: whether their people belong to the document nobody
/// but the clerk knows.
fn hidden_rows(first: u32, count: usize, place: &Place) -> Diagnostic {
    let rows = match count {
        1 => format!("第 {} 行", first + 1),
        _ => format!("第 {} 行等 {count} 行", first + 1),
    };
    Diagnostic::error(codes::HIDDEN_ROWS, place.clone(), format!("{rows}是隐藏的，看不出还要不要"))
        .hint("要的就取消隐藏或清除筛选，不要的就删去，再保存")
}

/// The text that the sheet shows for a value; else what is wrong with it and what to do.
fn show(
    value: &DataRef,
    format: Option<&NumberFormat>,
) -> std::result::Result<String, (Code, String, &'static str)> {
    let (code, id) = format.map_or(("", None), |f| (f.format_code.as_str(), f.format_id));
    Ok(match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(true) => "是".to_owned(),
        DataRef::Bool(false) => "否".to_owned(),
        DataRef::Int(value) => value.to_string(),
        DataRef::Float(value) if value.abs() >= 1e15 => {
            let hint = "把这一格设为文本格式，再重新键入号码";
            let message = "这个号码超过15位，表格软件已经把末几位改成了0".to_owned();
            return Err((codes::NUMBER_CUT, message, hint));
        }
        DataRef::Float(value) => number::number(*value, code),
        DataRef::DateTime(value) => number::date(*value, code, id),
        DataRef::DateTimeIso(text) => number::iso_date(text).unwrap_or_else(|| text.clone()),
        DataRef::Error(error) => return Err((codes::CELL_ERROR, formula(error), FORMULA)),
    })
}

fn formula(error: impl std::fmt::Display) -> String {
    format!("公式算不出结果（{error}）")
}

const FORMULA: &str = "改正公式，或者把结果粘贴成数值";

/// The name of the sheet to read.
fn choose(book: &Book, path: &str, sheet: Option<&Spanned<String>>) -> Result<String> {
    let sheets = || book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    if let Some(wanted) = sheet {
        let known = || sheets().map(|sheet| sheet.name.as_str());
        return match known().find(|name| *name == wanted.v) {
            Some(name) => Ok(name.to_owned()),
            None => Err(Diagnostic::error(
                codes::UNKNOWN_WORKSHEET,
                wanted.place.clone(),
                format!("{path} 里没有工作表“{}”", wanted.v),
            )
            .did_you_mean(&wanted.v, known())
            .into()),
        };
    }
    let first = sheets().find(|sheet| sheet.visible == SheetVisible::Visible);
    match first.or_else(|| sheets().next()) {
        Some(sheet) => Ok(sheet.name.clone()),
        None => Err(Diagnostic::error(codes::EMPTY_FILE, Place::file(path), "文件里没有工作表")
            .hint("检查是不是选错了文件")
            .into()),
    }
}

/// Why a file can't be opened at all, told from how it begins.
fn unreadable(path: &str, bytes: &[u8]) -> Diagnostic {
    let contains = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|part| part == name)
    };
    let (message, hint) = if !bytes.starts_with(COMPOUND) {
        if bytes.starts_with(b"PK") {
            ("xlsx 文件坏了，或者不是表格", "用 WPS 或 Excel 打开它，另存为一份新的 xlsx 文件")
        } else {
            ("这不是 xlsx 文件", "用 WPS 或 Excel 打开它，另存为 xlsx 文件，不要只改扩展名")
        }
    } else if contains("WordDocument") {
        ("这是 Word 文件，只改了扩展名", "把其中的表格复制到 WPS 表格或 Excel 里，存为 xlsx 文件")
    } else if contains("EncryptedPackage") {
        ("文件加了密码，读不了", "用 WPS 或 Excel 打开它，去掉密码后重新保存")
    } else {
        ("这是旧格式 xls 文件，只改了扩展名", "用 WPS 或 Excel 打开它，另存为 xlsx 文件")
    };
    Diagnostic::error(codes::WRONG_FILE_TYPE, Place::file(path), message).hint(hint)
}

/// Why a sheet can't be read to its end.
fn broken(path: &str, sheet: &str, cell: Option<Place>, error: &XlsxError) -> Diagnostic {
    match (cell, error) {
        // Newer errors than calamine knows (#SPILL!, #CALC!) stop it.
        (Some(place), XlsxError::CellError(name)) => {
            Diagnostic::error(codes::CELL_ERROR, place, formula(name)).hint(FORMULA)
        }
        _ => Diagnostic::error(
            codes::BROKEN_FILE,
            Place::file(path),
            format!("工作表“{sheet}”坏了，读不到底"),
        )
        .hint("用 WPS 或 Excel 打开它，另存为一份新的 xlsx 文件"),
    }
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::{Format, Formula, Workbook};

    use crate::sheet::tests::{messages, values};
    use crate::sheet::{Merge, read};
    use crate::source::{Place, Spanned};

    #[test]
    fn values_are_shown_as_the_clerk_sees_them() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let date = Format::new().set_num_format("yyyy-mm-dd");
        sheet.write(0, 0, 13_800_138_000_i64).unwrap();
        sheet.write(0, 1, 0.5).unwrap();
        sheet.write_with_format(0, 2, 46086, &date).unwrap();
        sheet.write(1, 0, true).unwrap();
        sheet.write(1, 1, " 一行 \r\n二行\u{200b}\u{3000}").unwrap();
        sheet.write_with_format(1, 2, 0.85, &Format::new().set_num_format("0%")).unwrap();
        let (plain, bold) = (Format::new(), Format::new().set_bold());
        sheet.write_rich_string(2, 0, &[(&plain, "王"), (&bold, " 强")]).unwrap();
        sheet.write(2, 1, Formula::new("=1+1").set_result("2")).unwrap();
        sheet.write_with_format(2, 2, "", &bold).unwrap();
        let grid = read("甲.xlsx", &book.save_to_buffer().unwrap(), None).unwrap();
        let expected = [
            ["13800138000", "0.5", "2026年3月5日"],
            ["是", "一行\n二行", "85%"],
            ["王 强", "2", ""],
        ];
        assert_eq!(values(&grid), expected);
    }

    #[test]
    fn places_name_the_real_cell_and_merges_count_from_the_grid() {
        let mut book = Workbook::new();
        book.add_worksheet().set_name("隐藏").unwrap().set_hidden(true);
        let sheet = book.add_worksheet().set_name("成员").unwrap();
        let plain = Format::new();
        sheet.merge_range(4, 1, 6, 1, "组长", &plain).unwrap();
        sheet.merge_range(3, 1, 3, 4, "题", &plain).unwrap();
        sheet.write(6, 2, "王强").unwrap();
        sheet.write(5, 1, "看不见").unwrap();
        sheet.set_active(true);
        let bytes = book.save_to_buffer().unwrap();
        let grid = read("名单/甲.xlsx", &bytes, None).unwrap();
        assert_eq!(values(&grid), [["题", ""], ["组长", ""], ["", ""], ["", "王强"]]);
        assert_eq!(grid.rows()[3][1].place.to_string(), "名单/甲.xlsx 成员!C7");
        assert_eq!(grid.rows()[2][0].place.to_string(), "名单/甲.xlsx 成员!B6");
        let merge = |top, rows, columns| Merge { top, left: 0, rows, columns };
        assert_eq!(grid.merges(), [merge(0, 1, 2), merge(1, 3, 1)]);
        let wanted = Spanned::new("成圆".to_owned(), Place::file("campaign.yaml"));
        let found = read("甲.xlsx", &bytes, Some(&wanted)).unwrap_err();
        let found: Vec<_> = found.iter().map(|d| (d.to_string(), d.hint.clone())).collect();
        let message = "错误: campaign.yaml: 甲.xlsx 里没有工作表“成圆”".to_owned();
        assert_eq!(found, [(message, Some("是不是想写“成员”？".to_owned()))]);
    }

    #[test]
    fn errors_of_formulas_and_cut_numbers_are_placed() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write(0, 0, "身份证号").unwrap();
        sheet.write(1, 0, 330_102_199_001_011_234_i64).unwrap();
        sheet.write(2, 1, Formula::new("=#REF!").set_result("#REF!")).unwrap();
        sheet.write(3, 0, "甲\u{3}").unwrap();
        assert_eq!(
            messages("甲.xlsx", &book.save_to_buffer().unwrap()),
            [
                "错误: 甲.xlsx Sheet1!A2: 这个号码超过15位，表格软件已经把末几位改成了0 +",
                "错误: 甲.xlsx Sheet1!B3: 公式算不出结果（#REF!） +",
                "错误: 甲.xlsx Sheet1!A4: 有一个不能打印的字符 U+0003 +",
            ]
        );
    }

    #[test]
    fn what_is_no_workbook_is_named() {
        let old = [super::COMPOUND, &[0; 600]].concat();
        let locked: Vec<u8> =
            "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let locked = [&old, locked.as_slice()].concat();
        for (bytes, message) in [
            (b"\x89PNG....".as_slice(), "这不是 xlsx 文件"),
            (b"PK\x03\x04....", "xlsx 文件坏了，或者不是表格"),
            (&old, "这是旧格式 xls 文件，只改了扩展名"),
            (&locked, "文件加了密码，读不了"),
        ] {
            assert_eq!(messages("甲.xlsx", bytes), [format!("错误: 甲.xlsx: {message} +")]);
        }
        let mut book = Workbook::new();
        book.add_worksheet();
        let found = messages("甲.xlsx", &book.save_to_buffer().unwrap());
        assert_eq!(found, ["错误: 甲.xlsx Sheet1: 表里没有内容 +"]);
    }

    #[test]
    fn broken_files_are_errors_and_no_panics() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.merge_range(0, 0, 0, 3, "题", &Format::new()).unwrap();
        for row in 1..40 {
            sheet.write(row, 0, "王强").unwrap();
            sheet.write(row, 1, f64::from(row) / 7.0).unwrap();
        }
        let whole = book.save_to_buffer().unwrap();
        // a generator of our own, so that each run breaks the same bytes
        let mut state = 1_usize;
        let mut random = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695);
            (state >> 33) % below
        };
        for round in 0..400 {
            let mut bytes = whole.clone();
            if round % 2 == 0 {
                bytes.truncate(random(whole.len()));
            } else {
                for _ in 0..=random(8) {
                    bytes[random(whole.len())] ^= 1 << random(8);
                }
            }
            if let Err(found) = read("甲.xlsx", &bytes, None) {
                assert!(!found.is_empty());
            }
        }
    }
}
