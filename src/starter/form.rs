//! A workbook to be filled in: head, widths and, where a column has few values or its placeholders offer some, a list to choose from.

use std::collections::BTreeSet;
use std::io;

use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook,
    XlsxError,
};

use crate::placeholder;

/// The columns whose values are chosen from those that stand there, besides what a placeholder offers (选).
const CHOSEN: [&str; 3] = ["组别", "类型", "变动"];
/// So many rows below the head take a choice.
const ROWS: u32 = 500;
/// Excel's number for the format of cells that hold text: telephone numbers keep their zeros.
const TEXT: u8 = 49;
/// In Excel's measure, half a Chinese character.
const WIDTHS: std::ops::RangeInclusive<usize> = 8..=44;

/// The rows of a csv text.
pub(super) fn rows(csv: &str) -> Vec<Vec<String>> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(csv.as_bytes());
    let rows = reader.records().filter_map(Result::ok);
    rows.map(|row| row.iter().map(str::to_owned).collect()).collect()
}

/// The workbook of these rows, the first of which is the head. The same rows give the same bytes.
///
/// # Errors
/// When there is more than a worksheet holds.
pub(super) fn xlsx(rows: &[Vec<String>]) -> io::Result<Vec<u8>> {
    written(rows).map_err(|error| match error {
        XlsxError::IoError(error) => error,
        other => io::Error::new(io::ErrorKind::InvalidInput, other),
    })
}

fn written(rows: &[Vec<String>]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // no clock: the same form is the same file
    let created = ExcelDateTime::from_ymd(2012, 7, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let sheet = workbook.add_worksheet();
    let cell = Format::new()
        .set_font_name("宋体")
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
        .set_num_format_index(TEXT);
    let head = cell.clone().set_bold().set_align(FormatAlign::Center);
    for (at, row) in (0..).zip(rows) {
        for (column, value) in (0..).zip(row) {
            let format = if at == 0 { &head } else { &cell };
            sheet.write_string_with_format(at, column, value, format)?;
        }
    }
    for (column, name) in (0..).zip(rows.first().into_iter().flatten()) {
        let values = || rows.iter().skip(1).filter_map(|row| row.get(usize::from(column)));
        let widest = values().chain([name]).map(|value| width(value)).max().unwrap_or_default();
        let width = widest.clamp(*WIDTHS.start(), *WIDTHS.end());
        sheet.set_column_width(column, u16::try_from(width + 2).unwrap_or(u16::MAX))?;
        let mut seen = BTreeSet::new();
        let offered = values().flat_map(|value| match placeholder::first(value) {
            Some(blank) => blank.choices,
            None if CHOSEN.contains(&name.as_str()) => vec![value.as_str()],
            None => Vec::new(),
        });
        let choices: Vec<&str> =
            offered.filter(|value| !value.is_empty() && seen.insert(*value)).collect();
        if !choices.is_empty() {
            // others may be typed: a choice is an offer
            let list =
                DataValidation::new().allow_list_strings(&choices)?.show_error_message(false);
            sheet.add_data_validation(1, column, ROWS, column, &list)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    workbook.save_to_buffer()
}

fn width(value: &str) -> usize {
    let line = |line: &str| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    value.lines().map(line).max().unwrap_or_default()
}
