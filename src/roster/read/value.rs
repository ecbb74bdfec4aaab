//! The values beside the names: telephone numbers, dates, and what is said to be the same as above.

use super::super::compact;
use super::super::head::{Field, field};
use super::heads::Heads;
use super::rows::Line;
use crate::diag::{Diagnostic, Diagnostics, Result, codes};
use crate::placeholder;
use crate::source::Spanned;

/// What says that a value is the one above.
const DITTO: [&str; 6] = ["同上", "〃", "″", "〞", "”", "\""];
/// What a telephone column says where there is no number.
const NO_PHONE: [&str; 5] = ["暂无", "没有", "保密", "不详", "空号"];

/// Writes out what is said to be the same as above.
///
/// # Errors
/// Where nothing stands above.
pub(super) fn repeat(lines: &mut [Line], heads: &Heads) -> Result<()> {
    let mut found = Diagnostics::new();
    let mut above: Vec<Spanned<String>> = Vec::new();
    for line in lines {
        let Line::Person(row) = line else { continue };
        let columns = heads.fields.iter().enumerate();
        for (column, _) in columns.filter(|(_, field)| !matches!(field, Field::Number)) {
            let cell = &mut row[column];
            if !DITTO.contains(&cell.v.as_str()) {
                continue;
            }
            match above.get(column).filter(|above| !above.v.is_empty()) {
                Some(above) if heads.fields[column] != Field::Name => cell.v.clone_from(&above.v),
                _ => {
                    let message = format!("看不出“{}”是和什么相同", cell.v);
                    let error =
                        Diagnostic::error(codes::UNCLEAR_DITTO, cell.place.clone(), message);
                    found.push(error.hint("写出这一格的内容"));
                }
            }
        }
        above.clone_from(row);
    }
    found.or(())
}

/// A value as it is printed under those words.
///
/// # Errors
/// When it can't belong under them.
pub(super) fn of(cell: &Spanned<String>, head: &str) -> Result<Spanned<String>> {
    if placeholder::first(&cell.v).is_some() {
        return Ok(cell.clone());
    }
    if field(head) == Field::Phone {
        return phone(cell);
    }
    let head = compact(head);
    let is_date = ["出生", "日期", "年月", "时间"].iter().any(|word| head.contains(word));
    let is_serial = cell.v.len() == 5 && cell.v.bytes().all(|c| c.is_ascii_digit());
    if is_date && is_serial {
        let hint = "把这一格设为日期格式，或者写成“1980年5月”";
        let message = format!("“{}”是日期在表里的序号，印出来不是日期", cell.v);
        return Err(Diagnostic::error(codes::DATE_AS_NUMBER, cell.place.clone(), message)
            .hint(hint)
            .into());
    }
    let chinese = is_date.then(|| chinese_date(&cell.v)).flatten();
    Ok(Spanned::new(chinese.unwrap_or_else(|| cell.v.clone()), cell.place.clone()))
}

/// 2026-3-5 as a spreadsheet saves a date into a csv file, in the form in which a workbook's is shown.
fn chinese_date(text: &str) -> Option<String> {
    let mut parts = text.split(['-', '/']);
    let year = parts.next().filter(|year| year.len() == 4)?.parse::<u16>().ok()?;
    let parts: Option<Vec<u8>> = parts.map(|part| part.parse::<u8>().ok()).collect();
    match parts?.as_slice() {
        [month @ 1..=12] => Some(format!("{year}年{month}月")),
        [month @ 1..=12, day @ 1..=31] => Some(format!("{year}年{month}月{day}日")),
        _ => None,
    }
}

/// A telephone number in plain digits and signs.
fn phone(cell: &Spanned<String>) -> Result<Spanned<String>> {
    let text = half_width(cell.v.trim_start_matches(['\'', '‘', '’', '`']));
    let han = text.chars().filter(|c| crate::doc::name::is_han(&c.to_string())).count();
    let none = NO_PHONE.contains(&text.as_str());
    if han > 1 && !none && !text.contains(|c: char| c.is_ascii_digit()) {
        let hint = "看看这一行是不是错了一格；是文字的，写到备注一列";
        let message = format!("电话一列写的是“{text}”");
        return Err(Diagnostic::error(codes::MISPLACED_CELL, cell.place.clone(), message)
            .hint(hint)
            .into());
    }
    Ok(Spanned::new(plain_number(&text).unwrap_or(text), cell.place.clone()))
}

/// A number that is written as an amount, 13,800,000,001 or 13800000001.0, in its digits.
fn plain_number(text: &str) -> Option<String> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut groups = whole.split(',');
    // shorter ones may be several numbers
    let first = groups.next()?.len();
    let is_amount = !whole.contains(',')
        || (whole.len() > 12 && first < 4 && groups.all(|group| group.len() == 3));
    let digits = whole.replace(',', "");
    let is_number = digits.len() > 6 && digits.bytes().all(|c| c.is_ascii_digit());
    (is_amount && is_number && fraction.bytes().all(|c| c == b'0')).then_some(digits)
}

/// Digits, letters and signs of a telephone number typed with a Chinese keyboard.
fn half_width(text: &str) -> String {
    let narrow = |c: char| match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '－' | '＋' => {
            char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c)
        }
        '\u{3000}' => ' ',
        _ => c,
    };
    text.chars().map(narrow).collect()
}

/// 序号 is not read, but a name under it tells that the row has slipped by a cell.
pub(super) fn check_ordinal(cell: Option<&Spanned<String>>) -> Result<()> {
    let numerals = "一二三四五六七八九十百〇第号";
    let word = |cell: &&Spanned<String>| {
        let letters = cell.v.chars().filter(|c| c.is_alphabetic() && !numerals.contains(*c));
        letters.count() > 1
    };
    match cell.filter(word) {
        None => Ok(()),
        Some(cell) => {
            let message = format!("序号一列写的是“{}”", cell.v);
            let hint = "看看这一行是不是错了一格";
            Err(Diagnostic::error(codes::MISPLACED_CELL, cell.place.clone(), message)
                .hint(hint)
                .into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::source::{Place, Spanned};

    #[test]
    fn numbers_and_dates_are_printed_as_such() {
        for (text, head, printed) in [
            ("１３８－0013", "电话", "138-0013"),
            ("'13800000001", "手机", "13800000001"),
            ("13800000001.0", "联系电话（手机）", "13800000001"),
            ("13,800,000,001", "电话", "13800000001"),
            ("8222,8333", "电话", "8222,8333"),
            ("222,333,444", "电话", "222,333,444"),
            ("0571-8222/8333", "电话", "0571-8222/8333"),
            ("保密", "电话", "保密"),
            ("1980/5/1", "出生年月", "1980年5月1日"),
            ("2026-03", "任职时间", "2026年3月"),
            ("1980.05", "出生年月", "1980.05"),
            ("2026-13-05", "日期", "2026-13-05"),
            ("2026/3/5", "编号", "2026/3/5"),
        ] {
            let cell = Spanned::new(text.to_owned(), Place::Program);
            assert_eq!(of(&cell, head).unwrap().v, printed, "{text}");
        }
        for (text, head) in [("副县长", "电话"), ("29342", "出生年月")] {
            let cell = Spanned::new(text.to_owned(), Place::Program);
            assert!(of(&cell, head).is_err(), "{text}");
        }
    }
}
