//! The text of a cell, freed from what nobody sees.

use crate::characters;
use crate::diag::{Diagnostic, Result, codes};
use crate::source::Place;

/// The text as it is seen: line breaks as `\n`, no spaces around a line, no invisible characters.
///
/// # Errors
/// When a control character stands in it, which no document could print, and when it is not what the
/// clerk means: a formula instead of its result, a number of which the last digits are lost.
pub(super) fn clean(text: &str, place: &Place) -> Result<String> {
    let text = characters::cleaned(text).replace('\t', " ");
    characters::check(&text, |_| place.clone())?;
    let lines: Vec<&str> = text.trim().lines().map(str::trim).collect();
    let text = lines.join("\n");
    if is_cut(&text) {
        let message = format!("号码变成了“{text}”，末几位已经丢了");
        let hint = "在原来的表里把这一列设为文本格式，重新键入号码再保存";
        return Err(Diagnostic::error(codes::NUMBER_CUT, place.clone(), message).hint(hint).into());
    }
    if is_formula(&text) {
        let hint = "把公式的结果粘贴成数值";
        return Err(Diagnostic::error(
            codes::FORMULA_NO_RESULT,
            place.clone(),
            "这一格是公式，不是结果",
        )
        .hint(hint)
        .into());
    }
    if is_failed(&text) {
        let message = format!("这一格是“{text}”，内容没有存下来");
        let hint = "在原来的表里改正公式或加宽这一列，再保存";
        return Err(Diagnostic::error(codes::CELL_ERROR, place.clone(), message).hint(hint).into());
    }
    Ok(text)
}

/// Whether a spreadsheet saved the error of a formula, or signs for a number that its column is too
/// narrow to show.
fn is_failed(text: &str) -> bool {
    const ERRORS: [&str; 7] = ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"];
    ERRORS.contains(&text) || (text.len() > 2 && text.bytes().all(|c| c == b'#'))
}

/// Whether a number is written as 1.38E+10, as a spreadsheet saves long numbers into a csv file.
fn is_cut(text: &str) -> bool {
    let Some((digits, power)) = text.split_once("E+").or_else(|| text.split_once("e+")) else {
        return false;
    };
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit());
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    whole.len() == 1 && are_digits(whole) && are_digits(fraction) && are_digits(power)
}

/// Whether a formula was typed into a cell of text.
fn is_formula(text: &str) -> bool {
    let formula = text.strip_prefix('=').unwrap_or_default();
    formula.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '(')
}

#[cfg(test)]
mod tests {
    use super::clean;
    use crate::source::Place;

    #[test]
    fn what_is_not_seen_goes() {
        let seen = |text| clean(text, &Place::Program).unwrap();
        assert_eq!(seen("\u{3000}王\u{3000}强\u{a0}\t"), "王\u{3000}强");
        assert_eq!(seen("一行 \r\n　二行\r三\u{2028}四\n\n"), "一行\n二行\n三\n四");
        assert_eq!(seen("\u{202d}138\u{200b}0013\u{202c}\u{feff}"), "1380013");
        assert_eq!(seen(" \n\u{3000}\n"), "");
    }

    #[test]
    fn control_characters_are_named() {
        let found = clean("王\u{7}强", &Place::file("甲.csv")).unwrap_err();
        let messages: Vec<_> = found.iter().map(ToString::to_string).collect();
        assert_eq!(messages, ["错误: 甲.csv: 有一个不能打印的字符 U+0007"]);
    }

    #[test]
    fn what_is_not_meant_is_named() {
        for text in ["1.38E+10", "5e+07", "=B2&C2", " =SUM(A1:A3)", "#N/A", "########"] {
            assert!(clean(text, &Place::Program).is_err(), "{text}");
        }
        for text in ["E+5", "1.E+10", "12E+3", "1.38E+", "=", "== 以下空白 ==", "=“甲”"] {
            assert_eq!(clean(text, &Place::Program).unwrap(), text);
        }
    }
}
