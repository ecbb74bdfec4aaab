//! The calendar has the day.

use chrono::NaiveDate;

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Prose;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "date-impossible",
    severity: Severity::Error,
    basis: &[Basis::Standard("7.3.5.4")],
    doc: "日历上没有的日子，是打错了。年份没有写的，二月算二十九天。",
    check: Check::Prose(check),
    wrong: &[
        Sample::Text("【2026年2月30日】检查。"),
        Sample::Text("请于【4月31日】前报送。"),
        Sample::Text("【2026年13月1日】检查。"),
        Sample::Text("【2025年2月29日】检查。"),
    ],
    right: &[
        Sample::Text("2026年2月28日检查。"),
        Sample::Text("2024年2月29日检查。"),
        Sample::Text("请于4月30日前报送。"),
        Sample::Text("比上年同月多31日。"),
    ],
};

static DATE: Pattern = Pattern::new("(?:([0-9]{4})年)?([0-9]{1,2})月(?:份)?([0-9]{1,2})日");

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    for hit in DATE.all(prose.text()) {
        let (Some(month), Some(day)) = (hit.number(2), hit.number(3)) else { continue };
        // a leap year has every day
        let year = hit.part(1).parse().unwrap_or(2024);
        let part_of_more = hit.before().ends_with(|c: char| c.is_ascii_digit());
        if NaiveDate::from_ymd_opt(year, month, day).is_none() && !part_of_more {
            found.push(
                RULE.at(&prose.place(hit.range()), format!("日历上没有{}", hit.words()))
                    .hint("核对这个日期"),
            );
        }
    }
}
