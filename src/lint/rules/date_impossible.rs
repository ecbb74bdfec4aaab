//! A date is one of the calendar.

use chrono::NaiveDate;

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Prose;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "date-impossible",
    severity: Severity::Error,
    basis: &[Basis::Regulation("第十九条（三）")],
    doc: "日期是日历上有的。2月30日、4月31日、13月，多半是打错了；没有写年份的2月29日不管。",
    check: Check::Prose(check),
    wrong: &[
        Sample::Text("请于【2026年2月30日】前报送材料。"),
        Sample::Text("会议于【4月31日】召开。"),
        Sample::Text("工期到2026年【13月5日】为止。"),
        Sample::Text("各镇要在【2027年2月29日】前完成。"),
    ],
    right: &[Sample::Text("请于2026年2月28日前报送材料，2月29日是闰年才有的，2028年2月29日也对。")],
};

static DATE: Pattern = Pattern::new("(?:([0-9]{4})年)?([0-9]{1,2})月([0-9]{1,2})日");
/// A year of 366 days, for dates without one.
const LEAP: i32 = 2000;

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    // most paragraphs have none
    if !prose.text().contains('月') {
        return;
    }
    for date in DATE.all(prose.text()) {
        let number = |part: usize| date.get(part).and_then(|it| it.as_str().parse::<u32>().ok());
        let (Some(whole), Some(month), Some(day)) = (date.get(0), number(2), number(3)) else {
            continue;
        };
        let year = date.get(1).and_then(|it| it.as_str().parse::<i32>().ok());
        if NaiveDate::from_ymd_opt(year.unwrap_or(LEAP), month, day).is_some() {
            continue;
        }
        // 2026年13月5日: the year is none of the mistake
        let from = date.get(2).filter(|_| !(1..=12).contains(&month));
        let range = from.map_or(whole.start(), |it| it.start())..whole.end();
        let message = format!("日历上没有“{}”", &prose.text()[range.clone()]);
        found.push(RULE.at(&prose.place(range), message).hint("请核对月份和日子"));
    }
}
