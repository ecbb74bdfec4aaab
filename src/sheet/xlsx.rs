//! xlsx: a workbook of Excel or WPS.

use std::io::Cursor;
use std::sync::Arc;

use calamine::{
    DataRef, Dimensions, NumberFormat, Reader, SheetType, SheetVisible, Xlsx, XlsxError,
};

use crate::diag::{Diagnostic, Result};
use crate::doc::table::Merge;
use crate::sheet::cells::Cells;
use crate::sheet::{Grid, number};
use crate::source::{Place, Spanned};

/// How the compound files begin that old Excel and encryption write.
pub(super) const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

pub(super) fn read(path: &str, bytes: &[u8], sheet: Option<&Spanned<String>>) -> Result<Grid> {
    let mut book: Book = Xlsx::new(Cursor::new(bytes)).map_err(|_| unreadable(path, bytes))?;
    let name = choose(&book, path, sheet)?;
    let broken = |error: &XlsxError| broken(path, &name, error);
    let mut cells = Cells::default();
    for merge in book.merge_cells_by_sheet_name(&name).map_err(|error| broken(&error))? {
        cells.merge(measure(merge));
    }
    let file: Arc<str> = path.into();
    let sheet: Arc<str> = name.as_str().into();
    let place = |row, column| Place::Cell(Arc::clone(&file), Some(Arc::clone(&sheet)), row, column);
    let mut reader = book.worksheet_cells_reader(&name).map_err(|error| broken(&error))?;
    let formats: Vec<_> = reader.styles().iter().map(|style| style.number_format.clone()).collect();
    // The cells one by one: calamine's range allots every cell up to the last, however far it lies.
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(|e| broken(&e))? {
        let (row, column) = cell.get_position();
        let place = place(row, column);
        match show(cell.get_value(), formats.get(style).and_then(Option::as_ref)) {
            Ok(value) => cells.add(row as usize, column as usize, &value, place),
            Err((message, hint)) => cells.error(Diagnostic::error(place, message).hint(hint)),
        }
    }
    let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let whole = Place::file(format!("{path} {name}"));
    cells.grid(&whole, |row, column| place(narrow(row), narrow(column)))
}

/// The text that the sheet shows for a value; else what is wrong with it and what to do.
fn show(
    value: &DataRef,
    format: Option<&NumberFormat>,
) -> std::result::Result<String, (String, &'static str)> {
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
            return Err(("这个号码超过15位，表格软件已经把末几位改成了0".to_owned(), hint));
        }
        DataRef::Float(value) => number::number(*value, code),
        DataRef::DateTime(value) => number::date(*value, code, id),
        DataRef::DateTimeIso(text) => number::iso_date(text).unwrap_or_else(|| text.clone()),
        DataRef::Error(error) => return Err((formula(error), FORMULA)),
    })
}

fn formula(error: impl std::fmt::Display) -> String {
    format!("公式算不出结果（{error}）")
}

const FORMULA: &str = "改正公式，或者把结果粘贴成数值";

/// Counted from the sheet's first cell; a range written back to front is empty and falls away.
fn measure(merge: Dimensions) -> Merge {
    let len = |start: u32, end: u32| (end as usize + 1).saturating_sub(start as usize);
    Merge {
        top: merge.start.0 as usize,
        left: merge.start.1 as usize,
        rows: len(merge.start.0, merge.end.0),
        columns: len(merge.start.1, merge.end.1),
    }
}

/// The name of the sheet to read.
fn choose(book: &Book, path: &str, sheet: Option<&Spanned<String>>) -> Result<String> {
    let sheets = || book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    if let Some(wanted) = sheet {
        let known = || sheets().map(|sheet| sheet.name.as_str());
        return match known().find(|name| *name == wanted.v) {
            Some(name) => Ok(name.to_owned()),
            None => Err(Diagnostic::error(
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
        None => Err(Diagnostic::error(Place::file(path), "文件里没有工作表")
            .hint("检查是不是选错了文件")
            .into()),
    }
}

/// Why a file can't be opened at all, told from how it begins.
fn unreadable(path: &str, bytes: &[u8]) -> Diagnostic {
    let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (message, hint) = if !bytes.starts_with(COMPOUND) {
        if bytes.starts_with(b"PK") {
            ("xlsx 文件坏了，或者不是表格", "用 WPS 或 Excel 打开它，另存为一份新的 xlsx 文件")
        } else {
            ("这不是 xlsx 文件", "用 WPS 或 Excel 打开它，另存为 xlsx 文件，不要只改扩展名")
        }
    } else if bytes.windows(encrypted.len()).any(|part| part == encrypted) {
        ("文件加了密码，读不了", "用 WPS 或 Excel 打开它，去掉密码后重新保存")
    } else {
        ("这是旧格式 xls 文件，只改了扩展名", "用 WPS 或 Excel 打开它，另存为 xlsx 文件")
    };
    Diagnostic::error(Place::file(path), message).hint(hint)
}

/// Why a sheet can't be read to its end.
fn broken(path: &str, sheet: &str, error: &XlsxError) -> Diagnostic {
    let place = Place::file(path);
    match error {
        // Newer errors than calamine knows (#SPILL!, #CALC!) come without their cell.
        XlsxError::CellError(name) => {
            Diagnostic::error(place, format!("工作表“{sheet}”里有公式算不出结果（{name}）"))
                .hint(format!("查找 {name}，{FORMULA}"))
        }
        _ => Diagnostic::error(place, format!("工作表“{sheet}”坏了，读不到底"))
            .hint("用 WPS 或 Excel 打开它，另存为一份新的 xlsx 文件"),
    }
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::{Format, Formula, Workbook};

    use crate::doc::table::Merge;
    use crate::sheet::read;
    use crate::sheet::tests::{messages, values};
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
        assert_eq!(grid.rows[3][1].place.to_string(), "名单/甲.xlsx 成员!C7");
        assert_eq!(grid.rows[2][0].place.to_string(), "名单/甲.xlsx 成员!B6");
        let merge = |top, rows, columns| Merge { top, left: 0, rows, columns };
        assert_eq!(grid.merges, [merge(1, 3, 1), merge(0, 1, 2)]);
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
