//! Dates in running text, and stretches of days: 2026年3月5日, 3月上旬, 4月底, 3月至5月, 3月1日至10日.

use std::ops::Range;

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::lint::pattern::{Hit, Pattern};

/// A day, a month or a year as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lint) struct Point {
    /// Nothing where it is left out.
    pub(crate) year: Option<i32>,
    pub(crate) month: Option<u32>,
    pub(crate) day: Option<u32>,
    /// Which part of the month or year.
    pub(crate) part: Third,
    /// 次年: the year behind that of what stands before it.
    pub(crate) next_year: bool,
}

/// A part of a month or of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lint) enum Third {
    /// All of it.
    Whole,
    /// 初, 上旬, 上半.
    First,
    /// 中旬, 中.
    Middle,
    /// 下旬, 下半.
    Last,
    /// 底, 末: its last day.
    End,
}

/// A date in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::lint) struct Moment {
    /// Where it stands.
    pub(crate) range: Range<usize>,
    /// What it says.
    pub(crate) point: Point,
}

/// A stretch of days in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::lint) struct Span {
    /// Where it stands.
    pub(crate) range: Range<usize>,
    /// From when.
    pub(crate) from: Point,
    /// To when; what it leaves out is as in `from`.
    pub(crate) to: Point,
}

const POINT: &str = r"(?:([0-9]{4})年|(次年|翌年))?(?:([0-9]{1,2})月份?)?(?:([0-9]{1,2})[日号])?(上旬|中旬|下旬|初|底|末|中)?";

static MOMENT: Pattern = Pattern::new(
    r"(?:([0-9]{4})年|(次年|翌年))?([0-9]{1,2})月份?(?:([0-9]{1,2})[日号])?(上旬|中旬|下旬|初|底|末)?|([0-9]{4})年(初|底|末)?",
);

static SPAN: Pattern = Pattern::made(|| {
    format!(r"{POINT}(?:起|开始)?(?:（[^）]{{1,6}}）)?，?(?:至|到|—+|－|-|–|~|～|─+){POINT}")
});

/// 1—3月, 3月1—10日: what is measured is said once.
static SHORT: Pattern = Pattern::new(
    r"(?:([0-9]{4})年)?(?:([0-9]{1,2})月)?([0-9]{1,2})(?:至|到|—+|－|-|–|~|～)([0-9]{1,2})(月|日)",
);

impl Point {
    fn read(of: &Hit<'_>, first: usize) -> Self {
        let number = |at: usize| of.get(first + at).and_then(|it| it.as_str().parse().ok());
        let part = match of.get(first + 4).map(|it| it.as_str()) {
            Some("初" | "上旬") => Third::First,
            Some("中旬" | "中") => Third::Middle,
            Some("下旬") => Third::Last,
            Some("底" | "末") => Third::End,
            _ => Third::Whole,
        };
        Self {
            year: number(0).and_then(|year: u32| i32::try_from(year).ok()),
            month: number(2),
            day: number(3),
            part,
            next_year: of.get(first + 1).is_some(),
        }
    }

    /// Whether it says a day.
    pub(crate) fn is_day(&self) -> bool {
        self.month.is_some() && self.day.is_some()
    }

    /// Whether the calendar can't have it.
    pub(crate) fn is_impossible(&self) -> bool {
        let leap = self.year.unwrap_or(2000);
        match (self.month, self.day) {
            (Some(month), None) => !(1..=12).contains(&month),
            (Some(month), Some(day)) => NaiveDate::from_ymd_opt(leap, month, day).is_none(),
            (None, _) => false,
        }
    }

    /// Its first day, where what it leaves out is of that year.
    pub(crate) fn first(&self, year: i32) -> Option<NaiveDate> {
        let year = self.year.unwrap_or(year);
        let (month, day) = match (self.month, self.day, self.part) {
            (Some(month), Some(day), _) => (month, day),
            (Some(month), None, Third::Whole | Third::First) => (month, 1),
            (Some(month), None, Third::Middle) => (month, 11),
            (Some(month), None, Third::Last) => (month, 21),
            (None, _, Third::Whole | Third::First) => (1, 1),
            (_, None, Third::End) | (None, ..) => return self.last(year),
        };
        NaiveDate::from_ymd_opt(year, month, day)
    }

    /// Its last day, where what it leaves out is of that year.
    pub(crate) fn last(&self, year: i32) -> Option<NaiveDate> {
        let year = self.year.unwrap_or(year);
        let Some(month) = self.month else { return NaiveDate::from_ymd_opt(year, 12, 31) };
        match (self.day, self.part) {
            (Some(day), _) => NaiveDate::from_ymd_opt(year, month, day),
            (None, Third::First) => NaiveDate::from_ymd_opt(year, month, 10),
            (None, Third::Middle) => NaiveDate::from_ymd_opt(year, month, 20),
            (None, Third::Whole | Third::Last | Third::End) => {
                let first = NaiveDate::from_ymd_opt(year, month, 1)?;
                first.checked_add_months(Months::new(1))?.checked_sub_days(Days::new(1))
            }
        }
    }
}

impl Span {
    /// Its first and its last day, where what it leaves out is of that year.
    pub(crate) fn days(&self, year: i32) -> Option<(NaiveDate, NaiveDate)> {
        let from = self.from.first(year)?;
        let to_year = if self.to.next_year { from.year() + 1 } else { from.year() };
        let to = Point { month: self.to.month.or(self.from.month), ..self.to };
        Some((from, to.last(to_year)?))
    }

    /// Whether both its ends are days.
    pub(crate) fn is_of_days(&self) -> bool {
        self.from.is_day() && self.to.day.is_some()
    }
}

/// Whether a number that begins here is a part of a longer one.
fn is_inside_number(text: &str, start: usize) -> bool {
    text[..start].ends_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '第' | '/'))
}

/// The dates of a text, those in stretches of days too.
pub(in crate::lint) fn moments(text: &str) -> Vec<Moment> {
    if !text.contains(['月', '年']) {
        return Vec::new();
    }
    let moment = |of: Hit<'_>| {
        let whole = of.get(0)?;
        let point = if let Some(year) = of.get(6) {
            let part = if of.get(7).is_none() {
                Third::Whole
            } else if whole.as_str().ends_with('初') {
                Third::First
            } else {
                Third::End
            };
            let year = year.as_str().parse().ok();
            Point { year, month: None, day: None, part, next_year: false }
        } else {
            Point::read(&of, 1)
        };
        // 10月龄, 3月期: no date
        (!is_inside_number(text, whole.start())).then(|| Moment { range: whole.range(), point })
    };
    MOMENT.hits(text).filter_map(moment).collect()
}

/// The stretches of days of a text.
pub(in crate::lint) fn spans(text: &str) -> Vec<Span> {
    if !text.contains(['月', '年']) {
        return Vec::new();
    }
    let span = |of: Hit<'_>| {
        let whole = of.get(0)?;
        let (from, to) = (Point::read(&of, 1), Point::read(&of, 6));
        let begins = from.month.is_some() || from.year.is_some();
        let alike = match (to.month, to.day, to.year) {
            (Some(_), ..) => true,
            (None, Some(_), None) => from.day.is_some(),
            (None, None, Some(_)) => from.month.is_none(),
            (None, _, _) => false,
        };
        let is_one = begins && alike && !is_inside_number(text, whole.start());
        is_one.then(|| Span { range: whole.range(), from, to })
    };
    let mut found: Vec<Span> = SPAN.hits(text).filter_map(span).collect();
    let short: Vec<Span> = SHORT.hits(text).filter_map(|of| short_span(text, &of)).collect();
    for span in short {
        let inside = |it: &Span| it.range.start < span.range.end && span.range.start < it.range.end;
        if !found.iter().any(inside) {
            found.push(span);
        }
    }
    found.sort_by_key(|span| span.range.start);
    found
}

fn short_span(text: &str, of: &Hit<'_>) -> Option<Span> {
    let whole = of.get(0)?;
    let number = |at: usize| of.get(at).and_then(|it| it.as_str().parse().ok());
    let year = number(1).and_then(|year| i32::try_from(year).ok());
    let point = |nth: usize| match of.get(5).map(|it| it.as_str()) {
        // a month before months is none of theirs
        Some("月") => (of.get(2).is_none()).then_some((number(nth), None)),
        _ => of.get(2).map(|_| (number(2), number(nth))),
    };
    let (from, to) = (point(3)?, point(4)?);
    let at = |(month, day)| Point { year, month, day, part: Third::Whole, next_year: false };
    let behind = &text[whole.end()..];
    let goes_on = behind.starts_with(|c: char| c.is_ascii_digit());
    let is_one = !is_inside_number(text, whole.start()) && !goes_on;
    is_one.then(|| Span { range: whole.range(), from: at(from), to: at(to) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<String> {
        let days = |span: &Span| {
            let (from, to) = span.days(2026).unwrap();
            format!("{} {from} {to}", &text[span.range.clone()])
        };
        spans(text).iter().map(days).collect()
    }

    #[test]
    fn stretches_of_days_are_read_as_plans_write_them() {
        for (text, days) in [
            ("（2026年3月至5月）", "2026年3月至5月 2026-03-01 2026-05-31"),
            ("自3月1日起至10日，", "3月1日起至10日 2026-03-01 2026-03-10"),
            ("4月上旬—5月底", "4月上旬—5月底 2026-04-01 2026-05-31"),
            ("2026年11月—次年2月", "2026年11月—次年2月 2026-11-01 2027-02-28"),
            ("2018年12月30日至2019年1月1日", "2018年12月30日至2019年1月1日 2018-12-30 2019-01-01"),
            ("2026年—2028年", "2026年—2028年 2026-01-01 2028-12-31"),
            ("3月5日（星期四）至6日", "3月5日（星期四）至6日 2026-03-05 2026-03-06"),
            ("（2026年1—3月）", "2026年1—3月 2026-01-01 2026-03-31"),
            ("从3月1日开始，至4月10日", "3月1日开始，至4月10日 2026-03-01 2026-04-10"),
            ("于3月1—10日", "3月1—10日 2026-03-01 2026-03-10"),
        ] {
            assert_eq!(said(text), [days], "{text}");
        }
        for text in ["从甲至乙", "13—15日", "2026年3月2—5月", "第3月至今", "3月—乙"]
        {
            assert_eq!(said(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn dates_are_found_with_what_they_leave_out() {
        let text = "于2026年3月5日、4月底前和2027年底前，12个月内，第3月";
        let found = moments(text);
        let words: Vec<&str> = found.iter().map(|it| &text[it.range.clone()]).collect();
        assert_eq!(words, ["2026年3月5日", "4月底", "2027年底"]);
        let last: Vec<String> =
            found.iter().map(|it| it.point.last(2026).unwrap().to_string()).collect();
        assert_eq!(last, ["2026-03-05", "2026-04-30", "2027-12-31"]);
    }

    #[test]
    fn what_the_calendar_does_not_have_is_impossible() {
        let impossible = |text: &str| moments(text)[0].point.is_impossible();
        assert!(impossible("2026年2月29日") && impossible("4月31日") && impossible("13月"));
        assert!(!impossible("2月29日") && !impossible("2024年2月29日") && !impossible("12月"));
    }
}
