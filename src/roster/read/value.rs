//! The values beside the names: telephone numbers, dates, and what is said to be the same as above.

use super::super::compact;
use super::super::head::{Field, field};
use super::heads::Heads;
use super::rows::Line;
use crate::diag::{Diagnostic, Diagnostics, Result};
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
                    let error = Diagnostic::error(cell.place.clone(), message);
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
    if field(head) == Field::Phone {
        return phone(cell);
    }
    let head = compact(head);
    let is_date = ["出生", "日期", "年月", "时间"].iter().any(|word| head.contains(word));
    let is_serial = cell.v.len() == 5 && cell.v.bytes().all(|c| c.is_ascii_digit());
    if is_date && is_serial {
        let hint = "把这一格设为日期格式，或者写成“1980年5月”";
        let message = format!("“{}”是日期在表里的序号，印出来不是日期", cell.v);
        return Err(Diagnostic::error(cell.place.clone(), message).hint(hint).into());
    }
    Ok(cell.clone())
}

/// A telephone number in plain digits and signs.
fn phone(cell: &Spanned<String>) -> Result<Spanned<String>> {
    let text = half_width(cell.v.trim_start_matches(['\'', '‘', '’', '`']));
    let han = text.chars().filter(|c| super::super::is_han(&c.to_string())).count();
    let none = NO_PHONE.contains(&text.as_str());
    if han > 1 && !none && !text.contains(|c: char| c.is_ascii_digit()) {
        let hint = "看看这一行是不是错了一格；是文字的，写到备注一列";
        let message = format!("电话一列写的是“{text}”");
        return Err(Diagnostic::error(cell.place.clone(), message).hint(hint).into());
    }
    // a program that keeps numbers as fractions writes them so
    let whole = text.strip_suffix(".0").filter(|whole| whole.bytes().all(|c| c.is_ascii_digit()));
    Ok(Spanned::new(whole.unwrap_or(&text).to_owned(), cell.place.clone()))
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
            Err(Diagnostic::error(cell.place.clone(), message).hint(hint).into())
        }
    }
}
