//! A weekday behind a date is the day's.

use std::collections::BTreeSet;

use crate::diag::{Diagnostics, Severity};
use crate::lint::pattern::Pattern;
use crate::lint::reading::{Passage, Point};
use crate::lint::{Basis, Check, Reading, Rule, Sample};
use chrono::{Datelike, NaiveDate};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "weekday-differs",
    severity: Severity::Warning,
    basis: &[Basis::Regulation("第二十条（四）")],
    doc: "日期后面写的星期几，要和日历一致。没有写年份的，按成文日期的年份算；离成文日期远的，前后一年也算对，文件里提到的年份都算对。",
    check: Check::Reading(check),
    wrong: &[
        Sample::Text("定于2026年3月5日（【星期五】）上午召开动员会议，请各单位派1人参加。"),
        Sample::Text("请于3月5日【周五】上午到县政府礼堂参加会议。"),
        Sample::Text("一、会议时间\n\n1月15日（【周三】）下午3点，会期半天。"),
        Sample::Document("附注: 会议时间：2026年1月12日（【星期二】）"),
    ],
    right: &[
        Sample::Text("定于2026年3月5日（星期四）召开会议，3月6日（周五）返回。"),
        Sample::Text("12月30日（星期二）前已经自查，12月30日（星期三）再查。"),
        Sample::Text("自3月5日，周一至周五开放；3月5日（周四下午）开会。"),
        Sample::Text("每周三（星期三）和3月5日（农历正月十七）上班。"),
    ],
};

/// So many days from 成文日期 a date without a year is surely of the same year.
const NEAR: i64 = 180;

static WEEKDAY: Pattern = Pattern::made(|| {
    let name = "(星期|周|礼拜)([一二三四五六日天])";
    format!("^[（(]{name}|^{name}[上下晚，。）)]|^[，,]{name}[，,）)]")
});

fn check(reading: &Reading<'_>, found: &mut Diagnostics) {
    let issued = reading.facts.issued.known().map(|date| date.v.0);
    let moments = reading.passages.iter().flat_map(Passage::moments);
    let years: BTreeSet<i32> = moments.filter_map(|moment| moment.point.year).collect();
    for passage in &reading.passages {
        let text = passage.text();
        for moment in passage.moments().iter().filter(|moment| moment.point.is_day()) {
            let end = moment.range.end;
            let Some(said) = WEEKDAY.find(&text[end..]) else { continue };
            let part = |part: usize| [0, 2, 4].iter().find_map(|way| said.get(way + part));
            let (Some(lead), Some(name)) = (part(1), part(2)) else { continue };
            let days = days(moment.point, issued, &years);
            let is_right = |day: &NaiveDate| name_of(*day).contains(name.as_str());
            let Some(day) = days.first().filter(|_| !days.iter().any(is_right)) else { continue };
            let right = name_of(*day).chars().next().unwrap_or_default();
            let words = format!("{}{}", lead.as_str(), name.as_str());
            let mut said = RULE.at(
                &passage.place(end + lead.start()..end + name.end()),
                format!(
                    "{}年{}月{}日是星期{right}，写的是{words}",
                    day.year(),
                    day.month(),
                    day.day()
                ),
            );
            if moment.point.year.is_none()
                && let Some(issued) = reading.facts.issued.known()
            {
                said = said.related(issued.place.clone(), "年份按成文日期算");
            }
            found.push(said.hint("请核对是日子错了，还是星期错了"));
        }
    }
}

/// The days that a date may mean, the likeliest first: where it says no year, that of 成文日期, the next or last where
/// that is far away, and any that the document names.
fn days(point: Point, issued: Option<NaiveDate>, years: &BTreeSet<i32>) -> Vec<NaiveDate> {
    if point.year.is_some() {
        return point.first(0).into_iter().collect();
    }
    let Some(issued) = issued else { return Vec::new() };
    let Some(near) = point.first(issued.year()) else { return Vec::new() };
    let away = (near - issued).num_days();
    let other = if away.abs() < NEAR {
        None
    } else if away < 0 {
        point.first(issued.year() + 1)
    } else {
        point.first(issued.year() - 1)
    };
    let named = years.iter().filter_map(|year| point.first(*year));
    std::iter::once(near).chain(other).chain(named).collect()
}

/// What a weekday is called.
fn name_of(day: NaiveDate) -> &'static str {
    match day.weekday().number_from_monday() {
        1 => "一",
        2 => "二",
        3 => "三",
        4 => "四",
        5 => "五",
        6 => "六",
        _ => "日天",
    }
}
