//! 分发清单: which document goes where, as a workbook for those who send the documents out.

use std::io;

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// A document and its recipient: one row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// 收文机关.
    pub(super) recipient: String,
    /// 发文字号.
    pub(super) number: String,
    /// 标题.
    pub(super) title: String,
    /// Pages of one copy.
    pub(super) pages: usize,
    /// 份数.
    pub(super) copies: usize,
    /// Name of its file.
    pub(super) file: String,
}

const NAME: &str = "分发清单";

const HEAD: [&str; 7] = ["序号", "收文机关", "文号", "标题", "份数", "页数", "文件"];

/// In Excel's measure, half a Chinese character. A longer text is broken: a column wider than this
/// would make the printed list too small to read.
const WIDEST: usize = 50;

/// Excel's number for it.
const PAPER_A4: u8 = 9;

/// Excel's number for the format of cells that hold text.
const TEXT: u8 = 49;

/// What a cell holds. There is no kind for formulas and links: what a user wrote stays text.
enum Cell<'a> {
    Text(&'a str),
    Count(u32),
}

/// The workbook. 成文日期 becomes its date of creation, so that the same entries give the same bytes.
///
/// # Errors
/// When there is more than a worksheet holds: rows, characters of a text, years before 1900.
pub(super) fn xlsx(entries: &[Entry], dated: NaiveDate) -> io::Result<Vec<u8>> {
    let rows = rows(entries)?;
    written(&rows, dated).map_err(|error| match error {
        XlsxError::IoError(error) => error,
        other => io::Error::new(io::ErrorKind::InvalidInput, other),
    })
}

/// The entries and 合计.
fn rows(entries: &[Entry]) -> io::Result<Vec<[Cell<'_>; 7]>> {
    let mut rows = Vec::with_capacity(entries.len() + 1);
    for (at, entry) in entries.iter().enumerate() {
        rows.push([
            count(at + 1)?,
            Cell::Text(&entry.recipient),
            Cell::Text(&entry.number),
            Cell::Text(&entry.title),
            count(entry.copies)?,
            count(entry.pages)?,
            Cell::Text(&entry.file),
        ]);
    }
    rows.push([
        Cell::Text("合计"),
        Cell::Text(""),
        Cell::Text(""),
        Cell::Text(""),
        count(entries.iter().map(|entry| entry.copies).sum())?,
        count(entries.iter().map(|entry| entry.pages).sum())?,
        Cell::Text(""),
    ]);
    Ok(rows)
}

fn count(number: usize) -> io::Result<Cell<'static>> {
    u32::try_from(number).map(Cell::Count).map_err(io::Error::other)
}

fn written(rows: &[[Cell<'_>; 7]], dated: NaiveDate) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(dated)?);
    let sheet = workbook.add_worksheet();
    sheet.set_name(NAME)?;
    let cell = Format::new()
        .set_font_name("宋体")
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap();
    let head = cell.clone().set_bold().set_align(FormatAlign::Center);
    let number = cell.clone().set_align(FormatAlign::Center);
    // so that it is still text after someone has edited it
    let text = cell.set_num_format_index(TEXT);
    for (column, name) in (0..).zip(HEAD) {
        sheet.write_string_with_format(0, column, name, &head)?;
        let cells = rows.iter().map(|row| row[usize::from(column)].width());
        let widest = cells.chain([width(name)]).max().unwrap_or_default().min(WIDEST);
        // with room for the lines beside it
        sheet.set_column_width(column, u16::try_from(widest + 2).unwrap_or(u16::MAX))?;
    }
    for (at, row) in (1..).zip(rows) {
        for (column, cell) in (0..).zip(row) {
            match cell {
                Cell::Text(value) => sheet.write_string_with_format(at, column, *value, &text)?,
                Cell::Count(value) => {
                    sheet.write_number_with_format(at, column, *value, &number)?
                }
            };
        }
    }
    printing(sheet)?;
    workbook.save_to_buffer()
}

fn printing(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
    sheet.set_paper_size(PAPER_A4).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_footer("&C第&P页，共&N页");
    Ok(())
}

fn properties(dated: NaiveDate) -> Result<DocProperties, XlsxError> {
    // a year that does not fit is one that Excel does not have
    let year = u16::try_from(dated.year()).unwrap_or_default();
    let part = |part: u32| u8::try_from(part).unwrap_or_default();
    let created = ExcelDateTime::from_ymd(year, part(dated.month()), part(dated.day()))?;
    Ok(DocProperties::new().set_title(NAME).set_creation_datetime(&created))
}

impl Cell<'_> {
    fn width(&self) -> usize {
        match self {
            Self::Text(text) => width(text),
            Self::Count(number) => width(&number.to_string()),
        }
    }
}

/// In Excel's measure: a Chinese character is as wide as two digits.
fn width(text: &str) -> usize {
    let line = |line: &str| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    text.lines().map(line).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use calamine::{Data, Reader, Xlsx};

    use super::*;

    fn entry(recipient: &str, title: &str, pages: usize, copies: usize) -> Entry {
        Entry {
            recipient: recipient.into(),
            number: "青府发〔2026〕1号".into(),
            title: title.into(),
            pages,
            copies,
            file: format!("通知-{recipient}.pdf"),
        }
    }

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 5).unwrap()
    }

    fn two() -> [Entry; 2] {
        [
            entry("城关镇人民政府", "关于防汛的通知", 2, 3),
            entry("县水利局", "关于抗旱的通知", 4, 10),
        ]
    }

    fn book(entries: &[Entry]) -> Xlsx<Cursor<Vec<u8>>> {
        Xlsx::new(Cursor::new(xlsx(entries, day()).unwrap())).unwrap()
    }

    fn cells(entries: &[Entry]) -> Vec<Vec<Data>> {
        let range = book(entries).worksheet_range(NAME).unwrap();
        range.rows().map(<[Data]>::to_vec).collect()
    }

    /// A file of the package.
    fn inside(bytes: Vec<u8>, name: &str) -> String {
        let mut text = String::new();
        let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        package.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn rows_and_sums_read_back() {
        let text = |text: &str| Data::String(text.into());
        let entries = two();
        let rows = cells(&entries);
        assert_eq!(rows.len(), 4);
        assert_eq!(rows[0], HEAD.map(text));
        let counts = [[1.0, 3.0, 2.0], [2.0, 10.0, 4.0]].map(|row| row.map(Data::Float));
        for (row, (entry, [at, copies, pages])) in rows[1..].iter().zip(entries.iter().zip(counts))
        {
            let texts = [&entry.recipient, &entry.number, &entry.title, &entry.file];
            let [recipient, number, title, file] = texts.map(|value| text(value));
            assert_eq!(*row, [at, recipient, number, title, copies, pages, file]);
        }
        assert_eq!(rows[3][0], text("合计"));
        assert_eq!(rows[3][1..4], [const { Data::Empty }; 3]);
        assert_eq!(rows[3][4..6], [13.0, 6.0].map(Data::Float));
        assert_eq!(rows[3][6], Data::Empty);
    }

    #[test]
    fn what_looks_like_a_formula_or_a_link_stays_text() {
        let wrote = ["=1+1", "{=A1}", "https://example.com", "007", "_x0041_", "a\u{1}b"];
        for wrote in wrote {
            let mut entry = entry(wrote, wrote, 1, 1);
            entry.number = wrote.into();
            entry.file = wrote.into();
            let entries = [entry];
            let row = &cells(&entries)[1];
            for column in [1, 2, 3, 6] {
                assert_eq!(row[column], Data::String(wrote.into()), "{wrote}");
            }
            let formulas = book(&entries).worksheet_formula(NAME).unwrap();
            assert_eq!(formulas.used_cells().count(), 0, "{wrote}");
            let sheet = inside(xlsx(&entries, day()).unwrap(), "xl/worksheets/sheet1.xml");
            assert!(!sheet.contains("hyperlink"), "{wrote}");
        }
    }

    #[test]
    fn the_same_entries_give_the_same_bytes() {
        let first = xlsx(&two(), day()).unwrap();
        // the clock's seconds would show
        std::thread::sleep(std::time::Duration::from_millis(1100));
        assert_eq!(first, xlsx(&two(), day()).unwrap());
        let core = inside(first, "docProps/core.xml");
        assert!(core.contains(">2026-03-05T00:00:00Z</dcterms:created>"), "{core}");
    }

    #[test]
    fn it_prints_on_a4_across_with_its_head_on_each_page() {
        let bytes = xlsx(&two(), day()).unwrap();
        let sheet = inside(bytes.clone(), "xl/worksheets/sheet1.xml");
        for wanted in [
            r#"<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>"#,
            r#"<pageSetup paperSize="9" fitToHeight="0" orientation="landscape" "#,
            r#"<pageSetUpPr fitToPage="1"/>"#,
            "<oddFooter>&amp;C第&amp;P页，共&amp;N页</oddFooter>",
        ] {
            assert!(sheet.contains(wanted), "{wanted} in {sheet}");
        }
        let workbook = inside(bytes.clone(), "xl/workbook.xml");
        assert!(workbook.contains("分发清单!$1:$1</definedName>"), "{workbook}");
        let styles = inside(bytes, "xl/styles.xml");
        // bold, lines, and Excel's format for text
        for wanted in ["<b/>", r#"<left style="thin">"#, r#"numFmtId="49""#, r#"wrapText="1""#] {
            assert!(styles.contains(wanted), "{wanted} in {styles}");
        }
    }

    #[test]
    fn columns_are_as_wide_as_their_texts() {
        assert_eq!(width("第1行\n第二行长"), 8);
        let mut entry = entry("县水利局", &"长".repeat(200), 2, 3);
        entry.file = "a.pdf".into();
        let sheet = inside(xlsx(&[entry], day()).unwrap(), "xl/worksheets/sheet1.xml");
        let widths: Vec<f64> = sheet
            .split("width=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap().parse::<f64>().unwrap().floor())
            .collect();
        // 序号, 县水利局, 青府发〔2026〕1号, the title cut at the widest, 份数 and 页数 in one, a.pdf
        assert_eq!(widths, [6.0, 10.0, 19.0, 52.0, 6.0, 7.0]);
    }

    #[test]
    fn what_excel_can_not_hold_is_an_error() {
        let long = entry("县水利局", &"长".repeat(40_000), 1, 1);
        assert!(xlsx(&[long], day()).is_err());
        assert!(xlsx(&[entry("县水利局", "", usize::MAX, 1)], day()).is_err());
        assert!(xlsx(&two(), NaiveDate::from_ymd_opt(1800, 1, 1).unwrap()).is_err());
        assert!(xlsx(&two(), NaiveDate::from_ymd_opt(-1, 1, 1).unwrap()).is_err());
    }

    #[test]
    fn an_empty_list_has_a_head_and_a_sum() {
        let rows = cells(&[]);
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[1][4..6], [Data::Float(0.0), Data::Float(0.0)]);
    }
}
