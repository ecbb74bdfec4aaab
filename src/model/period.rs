//! 时间 and 时限 of a plan: from a day to a day, as plans write it.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::de::{Deserialize, Deserializer, Error};

use super::form::{Form, schema_in_form};
use super::wrong::Wrong;
use crate::placeholder;

/// A stretch of days: `2026年3月`, `2026年3月至5月`, `2026年3月15日至4月10日`, `2026年底前`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// Its first and its last day; none where it is still to be written or has no end (长期).
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// As printed.
    printed: String,
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.printed)
    }
}

/// A year, a month of it, a day of that.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Point {
    year: Option<i32>,
    month: Option<u32>,
    day: Option<u32>,
}

impl Point {
    /// `2026年3月15日`, or less of it: `2026年`, `5月`, `10日`.
    fn read(text: &str) -> Option<Self> {
        let mut point = Self::default();
        let mut rest = text;
        if let Some((year, after)) = rest.split_once('年') {
            (point.year, rest) = (Some(number(year, 4)?.try_into().ok()?), after);
        }
        if let Some((month, after)) = rest.split_once('月') {
            (point.month, rest) = (Some(number(month, 2)?), after);
        }
        if let Some(day) = rest.strip_suffix('日') {
            (point.day, rest) = (Some(number(day, 2)?), "");
        }
        let whole = rest.is_empty() && !text.is_empty();
        // a day of a year is none
        (whole && (point.year.is_none() || point.month.is_some() || point.day.is_none()))
            .then_some(point)
    }

    /// What the second of two leaves out is the first's: 2026年3月至5月.
    fn after(self, first: Self) -> Self {
        let month = if self.year.is_some() { self.month } else { self.month.or(first.month) };
        Self { year: self.year.or(first.year), month, day: self.day }
    }

    fn first_day(self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year?, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    fn last_day(self) -> Option<NaiveDate> {
        let first = self.first_day()?;
        match (self.month, self.day) {
            (_, Some(_)) => Some(first),
            (Some(_), None) => {
                first.checked_add_months(Months::new(1))?.checked_sub_days(Days::new(1))
            }
            (None, None) => NaiveDate::from_ymd_opt(first.year(), 12, 31),
        }
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.year.map_or(Ok(()), |year| write!(f, "{year}年"))?;
        self.month.map_or(Ok(()), |month| write!(f, "{month}月"))?;
        self.day.map_or(Ok(()), |day| write!(f, "{day}日"))
    }
}

fn number(digits: &str, most: usize) -> Option<u32> {
    let plain = (1..=most).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
}

impl FromStr for Period {
    type Err = Wrong;

    fn from_str(text: &str) -> Result<Self, Wrong> {
        let text: String = text.split_whitespace().collect();
        if placeholder::first(&text).is_some() || text == "长期" {
            return Ok(Self { days: None, printed: text });
        }
        let wrong = || {
            Wrong::new(
                format!("“{text}”不是时间"),
                "写成 2026年3月、2026年3月至5月、2026年3月15日至4月10日 或 2026年6月底前",
            )
        };
        let (words, by) = match text.strip_suffix('前') {
            Some(words) => match words.strip_suffix('底') {
                Some(words) => (words, "底前"),
                None => (words, "前"),
            },
            None => (text.as_str(), ""),
        };
        let separated =
            ["至", "—", "－", "-", "~", "～"].iter().find_map(|it| words.split_once(it));
        let (first, second) = match separated {
            Some((first, second)) => (first, Some(second)),
            None => (words, None),
        };
        // 2026年底: what is read is the year
        let read = |words: &str| Point::read(words).or_else(|| Point::read(&format!("{words}年")));
        let first = read(first).filter(|point| point.year.is_some()).ok_or_else(wrong)?;
        let second = second.map(|words| Point::read(words).ok_or_else(wrong)).transpose()?;
        let last = second.map_or(first, |second| second.after(first));
        let unknown = || Wrong::new(format!("“{text}”里有日历上没有的日子"), "请核对月份和日子");
        let from = first.first_day().ok_or_else(unknown)?;
        let to = last.last_day().ok_or_else(unknown)?;
        if to < from {
            return Err(Wrong::new(format!("“{text}”的结束早于开始"), "核对起止的先后"));
        }
        if !(1949..=2199).contains(&from.year()) || !(1949..=2199).contains(&to.year()) {
            return Err(Wrong::new(format!("“{text}”的年份不对"), "年份写四位"));
        }
        let second = second.map(|second| format!("至{second}")).unwrap_or_default();
        Ok(Self { days: Some((from, to)), printed: format!("{first}{second}{by}") })
    }
}

const FORM: Form = Form {
    pattern: r"^\s*([0-9\s]{4,}\S.*|[0-9\s]{4,}|长期\s*|.*【待填[^】]*】.*)$",
    wrong: "这不是时间，写成 2026年3月、2026年3月至5月、2026年3月15日至4月10日、2026年6月底前 或 长期",
    examples: &["2026年3月", "2026年3月至5月", "2026年3月15日至4月10日", "2026年6月底前", "长期"],
    number: Some((1949.0, 2199.0)),
};

schema_in_form!(Period, FORM);

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::Period;

    #[test]
    fn what_plans_write_is_read_and_printed_alike() {
        for (written, printed, days) in [
            ("2026年3月", "2026年3月", "2026-03-01 2026-03-31"),
            ("2026年03月 - 05月", "2026年3月至5月", "2026-03-01 2026-05-31"),
            ("2026年3月15日至4月10日", "2026年3月15日至4月10日", "2026-03-15 2026-04-10"),
            ("2026年3月1日至10日", "2026年3月1日至10日", "2026-03-01 2026-03-10"),
            ("2026年11月至2027年2月", "2026年11月至2027年2月", "2026-11-01 2027-02-28"),
            ("2026年底前", "2026年底前", "2026-01-01 2026-12-31"),
            ("2026年6月底前", "2026年6月底前", "2026-06-01 2026-06-30"),
            ("2026年6月30日前", "2026年6月30日前", "2026-06-30 2026-06-30"),
            ("2026—2028年", "2026年至2028年", "2026-01-01 2028-12-31"),
        ] {
            let period: Period = written.parse().unwrap();
            let (from, to) = period.days.unwrap();
            assert_eq!(
                (period.to_string().as_str(), format!("{from} {to}")),
                (printed, days.to_owned())
            );
        }
        assert_eq!("长期".parse::<Period>().unwrap().days, None);
        assert_eq!("【待填：时间】".parse::<Period>().unwrap().to_string(), "【待填：时间】");
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for wrong in [
            "",
            "3月",
            "2026年5月至3月",
            "2026年2月30日",
            "2026年13月",
            "近期",
            "26年3月",
            "2026年15日",
        ] {
            assert!(wrong.parse::<Period>().is_err(), "{wrong}");
        }
    }
}
