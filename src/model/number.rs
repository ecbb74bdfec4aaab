//! 发文字号 (7.2.5).

use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error};

use super::form::{Form, schema_in_form};
use super::wrong::Wrong;
use crate::placeholder;

/// 发文字号: 机关代字, year and serial number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocNumber {
    /// 机关代字.
    pub code: String,
    /// 年份, four digits.
    pub year: i32,
    /// 顺序号, from 1.
    pub serial: u32,
}

/// In full, with 六角括号 and without 第 or leading zeros (7.2.5).
impl fmt::Display for DocNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Self::printed(&self.code, self.year, &self.serial))
    }
}

impl DocNumber {
    /// A number whose serial may not be known yet.
    pub fn printed(code: &str, year: i32, serial: &dyn fmt::Display) -> String {
        format!("{code}〔{year}〕{serial}号")
    }
}

/// What a campaign writes: the whole number, or its serial alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumberSpec {
    /// 顺序号; 代字 and year follow from the organ and 成文日期.
    Serial(u32),
    /// The whole 发文字号.
    Full(DocNumber),
    /// 【待填：……】: nobody knows it yet.
    Blank(String),
    /// 台账: the next serial of the ledger, or the one that it already has.
    Ledger,
}

impl FromStr for NumberSpec {
    type Err = Wrong;

    fn from_str(text: &str) -> Result<Self, Wrong> {
        let example = "写成 25，或写全：青溪府发〔2026〕25号";
        if text.bytes().all(|b| b.is_ascii_digit()) {
            return match text.parse() {
                Ok(0) | Err(_) => Err(Wrong::new(
                    format!("发文顺序号“{text}”不对"),
                    format!("顺序号从 1 编起，{example}"),
                )),
                Ok(serial) => Ok(Self::Serial(serial)),
            };
        }
        if placeholder::first(text).is_some() {
            return Ok(Self::Blank(text.to_owned()));
        }
        if text == "台账" {
            return Ok(Self::Ledger);
        }
        let wrong = |what: &str| Err(Wrong::new(format!("“{text}”不是发文字号：{what}"), example));
        let Some((code, rest)) = text.split_once('〔') else {
            return if text.contains(['[', '［', '【', '(', '（', '﹝']) {
                wrong("年份应使用六角括号〔〕（7.2.5）")
            } else {
                wrong("没有用六角括号〔〕括起来的年份（7.2.5）")
            };
        };
        let Some((year, rest)) = rest.split_once('〕') else {
            return wrong("六角括号〔〕没有成对");
        };
        let Some(serial) = rest.strip_suffix('号') else {
            return wrong("末尾没有“号”（7.2.5）");
        };
        if code.is_empty() || !code.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) {
            return wrong("机关代字应为汉字");
        }
        if !(year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit())) {
            return wrong("年份应为四位阿拉伯数字（7.2.5）");
        }
        if serial.starts_with('第') {
            return wrong("顺序号前不加“第”字（7.2.5）");
        }
        if serial.starts_with('0') {
            return wrong("顺序号不编虚位，即 1 不编为 01（7.2.5）");
        }
        match (year.parse(), serial.parse()) {
            (Ok(year), Ok(serial)) if rest.starts_with(|c: char| c.is_ascii_digit()) => {
                Ok(Self::Full(DocNumber { code: code.to_owned(), year, serial }))
            }
            _ => wrong("顺序号应为阿拉伯数字（7.2.5）"),
        }
    }
}

const FORM: Form = Form {
    pattern: r"^\s*(0*[1-9][0-9]*|台账|[\u4e00-\u9fff]+〔[0-9]{4}〕[1-9][0-9]*号|.*【待填[^】]*】.*)\s*$",
    wrong: "这不是发文字号，写成 25，或写全：青溪府发〔2026〕25号；依次编号写 台账",
    examples: &["台账", "青溪府发〔2026〕25号"],
    number: Some((1.0, 4_294_967_295.0)),
};

schema_in_form!(NumberSpec, FORM);

impl<'de> Deserialize<'de> for NumberSpec {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.trim().parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::NumberSpec;

    #[test]
    fn serials_and_whole_numbers_read() {
        assert_eq!("25".parse(), Ok(NumberSpec::Serial(25)));
        let NumberSpec::Full(number) = "青溪府办发〔2026〕25号".parse().unwrap() else {
            panic!()
        };
        assert_eq!(number.to_string(), "青溪府办发〔2026〕25号");
    }

    #[test]
    fn each_wrong_form_is_told_apart() {
        let said = |text: &str| {
            let message = text.parse::<NumberSpec>().unwrap_err();
            format!("{message}\n{}", message.hint).split(['：', '\n']).nth(1).unwrap().to_owned()
        };
        insta::assert_snapshot!(said("青府发[2026]5号"), @"年份应使用六角括号〔〕（7.2.5）");
        insta::assert_snapshot!(said("青府发5号"), @"没有用六角括号〔〕括起来的年份（7.2.5）");
        insta::assert_snapshot!(said("青府发〔26〕5号"), @"年份应为四位阿拉伯数字（7.2.5）");
        insta::assert_snapshot!(said("青府发〔2026〕第5号"), @"顺序号前不加“第”字（7.2.5）");
        insta::assert_snapshot!(said("青府发〔2026〕05号"), @"顺序号不编虚位，即 1 不编为 01（7.2.5）");
        insta::assert_snapshot!(said("青府发〔2026〕5"), @"末尾没有“号”（7.2.5）");
        insta::assert_snapshot!(said("青府发〔2026〕+5号"), @"顺序号应为阿拉伯数字（7.2.5）");
        insta::assert_snapshot!(said("〔2026〕5号"), @"机关代字应为汉字");
        insta::assert_snapshot!(said("0"), @"顺序号从 1 编起，写成 25，或写全");
    }
}
