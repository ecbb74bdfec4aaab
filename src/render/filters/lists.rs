//! Lists and tables: 甲、乙和丙, 共12项, sums.

use minijinja::Error;
use minijinja::value::{Rest, Value, ValueKind};
use rust_decimal::Decimal;

use super::number::{self, exact};
use super::{called, defined, optional, quoted, refused, text};
use crate::diag;

/// The items of a list.
pub(super) fn items(list: &Value) -> Result<Vec<Value>, Error> {
    let list = defined(list)?;
    match list.kind() {
        ValueKind::Seq | ValueKind::Iterable => Ok(list.try_iter()?.collect()),
        _ => Err(refused(format!("{}不是一列值", called(list)), "写成列表，例如：[宣传, 整治]")),
    }
}

fn texts(list: &Value) -> Result<Vec<String>, Error> {
    items(list)?.iter().map(text).collect()
}

/// Words with 、 between them, which neither 书名号 nor 引号 side by side want (GB/T 15834, 4.5.3.5).
pub(in crate::render) fn enumerated(words: &[String]) -> String {
    words.iter().fold(String::new(), |line, word| {
        let marked = [('》', '《'), ('”', '“')];
        let bare = line.is_empty()
            || marked.iter().any(|(close, open)| line.ends_with(*close) && word.starts_with(*open));
        line + if bare { "" } else { "、" } + word
    })
}

/// `|顿号`: 甲、乙、丙.
pub(super) fn listed(list: &Value) -> Result<String, Error> {
    Ok(enumerated(&texts(list)?))
}

/// `|并列`: 甲、乙和丙.
pub(super) fn joined(list: &Value, word: Rest<Value>) -> Result<String, Error> {
    let word = match optional(word)? {
        Some(word) => quoted(&word, "连词", "并列(\"及\")")?,
        None => "和".to_owned(),
    };
    Ok(match texts(list)?.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [before @ .., end] => enumerated(before) + &word + end,
    })
}

/// `|共("项")`: 共12项, of a list or of a number.
pub(super) fn counted(what: &Value, unit: &Value) -> Result<String, Error> {
    let unit = quoted(unit, "量词", "共(\"项\")")?;
    let number = match exact(defined(what)?) {
        Some(number) => number,
        None => items(what)?.len().into(),
    };
    Ok(format!("共{}{unit}", number::value(number)))
}

/// `|列("村名")`: the values of a column, for the other filters.
pub(super) fn column(rows: &Value, name: &Value) -> Result<Vec<Value>, Error> {
    let name = quoted(name, "列名", "列(\"村名\")")?;
    items(rows)?.iter().map(|row| cell(row, &name)).collect()
}

/// `|合计("户数")`: the sum of a column, or of the list itself. What is empty counts as nothing.
pub(super) fn sum(rows: &Value, name: Rest<Value>) -> Result<Value, Error> {
    let name = optional(name)?.map(|name| quoted(&name, "列名", "合计(\"户数\")")).transpose()?;
    let mut sum = Decimal::ZERO;
    for (index, item) in items(rows)?.into_iter().enumerate() {
        let item = match &name {
            Some(name) => cell(&item, name)?,
            None => item,
        };
        let number = match item.kind() {
            ValueKind::None => Some(Decimal::ZERO),
            ValueKind::String if item.as_str().is_some_and(|text| text.trim().is_empty()) => {
                Some(Decimal::ZERO)
            }
            _ => exact(&item),
        };
        let number = number.ok_or_else(|| no_number(&item, index, name.as_deref()))?;
        sum = sum.checked_add(number).ok_or_else(number::too_large)?;
    }
    Ok(number::value(sum))
}

fn no_number(item: &Value, index: usize, column: Option<&str>) -> Error {
    let (item, nth) = (called(item), index + 1);
    let place = match column {
        Some(column) => format!("第{nth}条的“{column}”是{item}"),
        None => format!("第{nth}个值是{item}"),
    };
    refused(format!("{place}，不是数，求不了和"), "改成数，没有数就空着")
}

fn cell(row: &Value, column: &str) -> Result<Value, Error> {
    if row.kind() != ValueKind::Map {
        let said = format!("{}不是表里的一行，没有“{column}”这一列", called(row));
        return Err(refused(said, format!("用 各行(\"表名\")，或一列 {{ {column}: …… }}")));
    }
    let cell = row.get_attr(column)?;
    if !cell.is_undefined() {
        return Ok(cell);
    }
    let columns: Vec<Value> = row.try_iter()?.collect();
    let hint = diag::suggestion(column, columns.iter().filter_map(Value::as_str));
    Err(refused(format!("没有“{column}”这一列"), hint.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::super::tests::answers;

    #[test]
    fn lists() {
        answers(&[
            ("['甲', '乙', '丙']|顿号", "甲、乙、丙"),
            ("['甲', 2, 3.5]|顿号", "甲、2、3.5"),
            ("[]|顿号", ""),
            ("['《甲》', '《乙》', '丙']|顿号", "《甲》《乙》、丙"),
            ("['“甲”', '《乙》']|顿号", "“甲”、《乙》"),
            ("['甲', '乙', '丙']|并列", "甲、乙和丙"),
            ("['甲', '乙', '丙']|并列('及')", "甲、乙及丙"),
            ("['甲', '乙']|并列", "甲和乙"),
            ("['甲']|并列", "甲"),
            ("['甲', '乙']|共('项')", "共2项"),
            ("[]|共('项')", "共0项"),
            ("12|共('项')", "共12项"),
            ("'1,200'|共('户')", "共1200户"),
            ("[{'村': '甲'}, {'村': '乙'}]|列('村')|并列", "甲和乙"),
        ]);
    }

    #[test]
    fn sums_are_exact() {
        answers(&[
            ("[0.1, 0.2]|合计", "0.3"),
            ("['1,200', '', none, 3, '-0.50']|合计", "1202.5"),
            ("[]|合计", "0"),
            ("[{'户': 320}, {'户': ''}, {'户': '12'}]|合计('户')", "332"),
            ("[{'户': 320}, {'户': 4}]|合计('户') > 300", "是"),
            ("[0.5, 0.5]|合计|大写", "壹"),
        ]);
    }

    #[test]
    fn what_is_no_list_is_refused() {
        answers(&[
            ("'甲'|顿号", "“甲”不是一列值\n写成列表，例如：[宣传, 整治]"),
            ("{'甲': 1}|共('项')", "一组值不是一列值\n写成列表，例如：[宣传, 整治]"),
            ("['甲']|共(3)", "括号里应当是量词，不是“3”\n用引号括起来，例如：|共(\"项\")"),
            ("[{'户数': 3}]|合计('户')", "没有“户”这一列\n是不是想写“户数”？"),
            (
                "[{'户': 3}, {'户': '待定'}]|合计('户')",
                "第2条的“户”是“待定”，不是数，求不了和\n改成数，没有数就空着",
            ),
            ("[3, '三']|合计", "第2个值是“三”，不是数，求不了和\n改成数，没有数就空着"),
            (
                "[3]|合计('户')",
                "“3”不是表里的一行，没有“户”这一列\n用 各行(\"表名\")，或一列 { 户: …… }",
            ),
        ]);
    }
}
