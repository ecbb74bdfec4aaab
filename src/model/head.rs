//! What may stand above 发文机关标志: 份号, 密级和保密期限, 紧急程度.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::de::{Deserialize, Deserializer, Error};

use super::form::{Form, schema_in_form};
use super::wrong::Wrong;

/// 份号 (7.2.1), six digits: of one copy, or of all copies from the first to the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyNumbers(RangeInclusive<u32>);

/// A PDF of more copies is no longer one that a person prints.
const MOST_COPIES: u32 = 2000;

impl CopyNumbers {
    /// Each number as it is printed.
    pub fn printed(&self) -> impl Iterator<Item = String> {
        self.0.clone().map(|number| format!("{number:06}"))
    }
}

impl FromStr for CopyNumbers {
    type Err = Wrong;

    fn from_str(text: &str) -> Result<Self, Wrong> {
        let one = |text: &str| -> Option<u32> {
            let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
            text.parse().ok().filter(|number| digits && (1..=999_999).contains(number))
        };
        let numbers = match text.split_once(['-', '～', '—', '至']) {
            None => one(text).map(|number| number..=number),
            Some((first, last)) => one(first.trim()).zip(one(last.trim())).map(|(a, b)| a..=b),
        };
        let Some(numbers) = numbers else {
            return Err(Wrong::new(
                format!("“{text}”不能作份号"),
                "份号是六位阿拉伯数字（7.2.1），例如：000001；一次印多份的，写 000001-000030",
            ));
        };
        if numbers.is_empty() {
            return Err(Wrong::new(
                format!("“{text}”的末号比首号小"),
                "从小到大写，例如：000001-000030",
            ));
        }
        if numbers.end() - numbers.start() >= MOST_COPIES {
            let count = numbers.end() - numbers.start() + 1;
            return Err(Wrong::new(
                format!("“{text}”一次要印{count}份，最多{MOST_COPIES}份"),
                "分几次印",
            ));
        }
        Ok(Self(numbers))
    }
}

/// 密级和保密期限 (7.2.2): `机密★1年`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secrecy(String);

/// Levels and the most years each may last (《保守国家秘密法》第二十条).
const LEVELS: [(&str, u32); 3] = [("绝密", 30), ("机密", 20), ("秘密", 10)];

impl FromStr for Secrecy {
    type Err = Wrong;

    fn from_str(text: &str) -> Result<Self, Wrong> {
        let example = "写成 机密★1年，期限用阿拉伯数字（7.2.2）";
        let Some((level, most)) = LEVELS.iter().find(|(level, _)| text.starts_with(level)) else {
            return Err(Wrong::new(
                format!("“{text}”不是密级"),
                format!("密级有绝密、机密、秘密三种；{example}"),
            ));
        };
        let term = &text[level.len()..];
        let Some(term) = term.strip_prefix('★') else {
            return if term.is_empty() {
                Ok(Self(text.to_owned()))
            } else {
                Err(Wrong::new(format!("“{text}”的密级和期限之间没有用“★”隔开"), example))
            };
        };
        if term == "长期" {
            return Ok(Self(text.to_owned()));
        }
        let end = term.find(|c: char| !c.is_ascii_digit()).unwrap_or(term.len());
        match (term[..end].parse::<u32>(), &term[end..]) {
            (Ok(years), "年") if years > *most => Err(Wrong::new(
                format!("{level}级的保密期限最长{most}年"),
                format!("请核对“{text}”"),
            )),
            (Ok(1..), "年" | "个月" | "天") => Ok(Self(text.to_owned())),
            _ => Err(Wrong::new(format!("“{term}”不是保密期限"), example)),
        }
    }
}

impl fmt::Display for Secrecy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// 紧急程度 (7.2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema)]
#[schemars(description = "")]
pub enum Urgency {
    /// 特急.
    #[schemars(rename = "特急", description = "要在最短时间内办理")]
    Most,
    /// 加急.
    #[schemars(rename = "加急", description = "要抓紧办理")]
    More,
}

impl FromStr for Urgency {
    type Err = Wrong;

    fn from_str(text: &str) -> Result<Self, Wrong> {
        match text {
            "特急" => Ok(Self::Most),
            "加急" => Ok(Self::More),
            _ => Err(Wrong::new(format!("公文没有“{text}”这种紧急程度"), "可以写的有：特急、加急")),
        }
    }
}

impl fmt::Display for Urgency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Most => "特急",
            Self::More => "加急",
        })
    }
}

macro_rules! from_text {
    ($($name:ty),*) => {
        $(impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.trim().parse().map_err(D::Error::custom)
            }
        })*
    };
}

from_text!(CopyNumbers, Secrecy, Urgency);

schema_in_form!(
    CopyNumbers,
    Form {
        pattern: r"^\s*0*[1-9][0-9]{0,5}(\s*[-～—至]\s*0*[1-9][0-9]{0,5})?\s*$",
        wrong: "这不是份号，写成 000001；一次印多份的，写 000001-000030",
        examples: &["000001", "000001-000030"],
        number: Some((1.0, 999_999.0)),
    }
);

schema_in_form!(
    Secrecy,
    Form {
        pattern: r"^\s*(绝密|机密|秘密)(★(长期|0*[1-9][0-9]*(年|个月|天)))?\s*$",
        wrong: "这不是密级，写成 机密★1年；密级有绝密、机密、秘密三种，期限用阿拉伯数字",
        examples: &["绝密★长期", "机密★1年", "秘密★6个月"],
        number: None,
    }
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copy_numbers_have_six_digits() {
        let printed = |text: &str| {
            text.parse::<CopyNumbers>().map(|numbers| numbers.printed().collect::<Vec<_>>())
        };
        assert_eq!(printed("17").unwrap(), ["000017"]);
        assert_eq!(printed("000009 - 000011").unwrap(), ["000009", "000010", "000011"]);
        for text in ["0", "1000000", "№17", "", "+5", "一", "5-3", "1-", "-3", "1-2-3", "1-90000"]
        {
            assert!(printed(text).is_err(), "{text}");
        }
    }

    #[test]
    fn terms_are_legal_or_refused() {
        for text in ["机密", "机密★1年", "绝密★30年", "秘密★6个月", "绝密★长期"]
        {
            assert_eq!(text.parse::<Secrecy>().unwrap().to_string(), text);
        }
        for text in ["机密1年", "秘密★十年", "秘密★20年", "内部", "机密★", "机密★0年", "机密★1"]
        {
            assert!(text.parse::<Secrecy>().is_err(), "{text}");
        }
    }
}
