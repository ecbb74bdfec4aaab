//! Dates as a campaign writes them and as documents print them.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::de::{Deserialize, Deserializer, Error};

use super::form::{Form, schema_in_form};
use super::wrong::Wrong;

/// A calendar day. Prints as 7.3.5.4 asks: full year, month and day in Arabic digits, no leading zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(pub NaiveDate);

impl Date {
    /// The year.
    pub fn year(self) -> i32 {
        self.0.year()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}年{}月{}日", self.0.year(), self.0.month(), self.0.day())
    }
}

/// `2026-03-05` or `2026年3月5日`.
impl FromStr for Date {
    type Err = Wrong;

    fn from_str(text: &str) -> Result<Self, Wrong> {
        let text = text.trim();
        let parts: Vec<&str> = if let Some(chinese) = text.strip_suffix('日') {
            chinese.split(['年', '月']).collect()
        } else {
            text.split('-').collect()
        };
        let numbers: Option<Vec<u32>> = parts
            .iter()
            .map(|part| {
                let digits = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
                if digits { part.parse().ok() } else { None }
            })
            .collect();
        let Some([year, month, day]) = numbers.as_deref() else {
            return Err(Wrong::new(format!("“{text}”不是日期"), "写成 2026-03-05 或 2026年3月5日"));
        };
        if !(1949..=2199).contains(year) {
            return Err(Wrong::new(format!("“{text}”的年份不对"), "年份写四位，例如：2026-03-05"));
        }
        i32::try_from(*year)
            .ok()
            .and_then(|year| NaiveDate::from_ymd_opt(year, *month, *day))
            .map(Self)
            .ok_or_else(|| {
                Wrong::new(format!("日历上没有{year}年{month}月{day}日"), "请核对月份和日子")
            })
    }
}

/// A date that is still to be written waits in the starters, which become today's when a campaign begins.
const FORM: Form = Form {
    pattern: r"^\s*([0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日|【待填[^】]*】)\s*$",
    wrong: "这不是日期，写成 2026-03-05 或 2026年3月5日",
    examples: &["2026-03-05", "2026年3月5日"],
    number: None,
};

schema_in_form!(Date, FORM);

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn both_forms_read_and_one_is_printed() {
        for text in ["2026-03-05", "2026年3月5日", " 2026-3-5 "] {
            let date: Date = text.parse().unwrap();
            assert_eq!(date.to_string(), "2026年3月5日");
        }
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in [
            "2026-02-30",
            "2026-13-01",
            "26-3-5",
            "明天",
            "2026-03",
            "2026-3-5-1",
            "",
            "２０２６-3-5",
        ] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }
}
