//! The phases of a plan follow one another.

use chrono::{Datelike, NaiveDate};

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Kind;
use crate::lint::reading::{self, Moment, Part, Rank, Span};
use crate::lint::{Basis, Check, Reading, Rule, Sample};
use crate::source::Place;

pub(in crate::lint) const RULE: Rule = Rule {
    code: "phase-order",
    severity: Severity::Warning,
    basis: &[Basis::Regulation("第二十条（四）")],
    doc: "方案的各阶段前后相接，不倒着排，也不叠在一起。前一阶段的末月和后一阶段的首月是同一个月的，不算重叠。",
    check: Check::Reading(check),
    wrong: &[
        Sample::Text(
            "（一）宣传发动阶段（2026年3月至5月）。召开会议。\n\n（二）集中整治阶段（【2026年4月至9月】）。抓好整治。\n\n（三）总结验收阶段（2026年10月至11月）。组织验收。",
        ),
        Sample::Text(
            "第一阶段：动员部署（3月上旬至3月底）。召开会议。\n\n第二阶段：集中整治（4月至9月）。抓好整治。\n\n第三阶段：总结验收（【8月至10月】）。组织验收。",
        ),
        Sample::Text(
            "一、实施步骤\n\n（一）宣传发动（2026年3月至4月）。召开会议。\n\n（二）集中整治（【2026年3月至9月】）。抓好整治。",
        ),
        Sample::Text(
            "| 阶段 | 时间 | 任务 |\n|---|---|---|\n| 动员部署 | 2026年4月 | 开会 |\n| 集中整治 | 2026年5月至9月 | 整治 |\n| 总结验收 | 【2025年10月至11月】 | 验收 |",
        ),
    ],
    right: &[
        Sample::Text(
            "（一）宣传发动阶段（2026年3月至5月）。开会。\n\n（二）集中整治阶段（5月至12月）。整治。\n\n（三）总结验收阶段（次年1月至2月）。验收。",
        ),
        Sample::Text(
            "（一）宣传发动阶段（2026年3月1日—3月31日）。开会。\n\n（二）整治阶段（3月31日—11月30日）。整治。\n\n（三）巩固阶段（1月—2月）。巩固。",
        ),
        Sample::Text(
            "一、重点任务\n\n（一）除四害（2026年4月至10月）。消杀。\n\n（二）健康教育（2026年3月至11月）。宣传。",
        ),
        Sample::Text("（一）试点阶段（2026年3月至5月）。试点。\n\n（二）推广阶段（长期）。推广。"),
    ],
};

/// A phase without a year that would lie so many months behind the one before it is not of the next year.
const FAR: i32 = 2;

/// What the heading says of a section whose parts are phases.
const SECTIONS: [&str; 4] = ["步骤", "阶段", "进度", "时间安排"];

/// When a phase is.
struct Phase {
    from: NaiveDate,
    to: NaiveDate,
    /// Its ends are months, not days.
    of_months: bool,
    place: Place,
    words: String,
}

fn check(reading: &Reading<'_>, found: &mut Diagnostics) {
    for phases in of_texts(reading).into_iter().chain(of_sheets(reading)) {
        for pair in phases.windows(2) {
            let [before, phase] = pair else { continue };
            let overlap = if before.of_months || phase.of_months {
                month(phase.from) < month(before.to)
            } else {
                phase.from < before.to
            };
            if overlap {
                let message = if phase.from < before.from {
                    format!("这一阶段（{}）排在{}的后面，却比它早", phase.words, before.words)
                } else {
                    format!("这一阶段（{}）和前一阶段（{}）重叠", phase.words, before.words)
                };
                found.push(
                    RULE.at(&phase.place, message)
                        .hint("请核对各阶段的起止时间")
                        .related(before.place.clone(), "前一阶段在这里"),
                );
                break;
            }
        }
    }
}

fn month(day: NaiveDate) -> i32 {
    day.year() * 12 + day.month0().cast_signed()
}

/// The phases that texts tell of: headings and sentences that say 阶段 before a stretch of days in brackets.
fn of_texts(reading: &Reading<'_>) -> Vec<Vec<Phase>> {
    let mut lists: Vec<Vec<Phase>> = Vec::new();
    let mut last: Option<Part> = None;
    let mut year = None;
    let mut section: Option<(Part, Rank, bool)> = None;
    for (_, passage) in reading.running() {
        let text = passage.text();
        // the heading that what is enumerated stands under
        if let Some(rank) = passage.rank
            && section.is_none_or(|(part, above, _)| part != passage.part || rank <= above)
        {
            let about = SECTIONS.iter().any(|word| text.contains(word));
            section = Some((passage.part, rank, about && passage.kind() == Kind::Heading));
        }
        let inside = section.is_some_and(|(part, above, about)| {
            about && part == passage.part && passage.rank.is_some_and(|rank| rank > above)
        });
        let in_brackets = |range: &std::ops::Range<usize>| {
            let (before, behind) = (&text[..range.start], &text[range.end..]);
            let open = before.ends_with(['（', '(']) && behind.starts_with(['）', ')']);
            let lead = before.trim_end_matches(['（', '(']);
            let named = lead.chars().count() <= 24 && (lead.contains("阶段") || inside);
            open && named && !lead.contains('。')
        };
        let Some((span, range)) = stretch(passage.spans(), passage.moments(), in_brackets) else {
            continue;
        };
        if last != Some(passage.part) {
            lists.push(Vec::new());
            year = None;
        }
        last = Some(passage.part);
        let Some(phases) = lists.last_mut() else { continue };
        let place = passage.place(range.clone());
        if let Some(phase) = phase(&span, &mut year, phases.last(), place, &text[range], reading) {
            phases.push(phase);
        }
    }
    lists
}

/// The phases of tables that have a column of them and one of their times.
fn of_sheets(reading: &Reading<'_>) -> Vec<Vec<Phase>> {
    let mut lists = Vec::new();
    for sheet in &reading.sheets {
        let (Some(_), Some(times)) = (sheet.column(&["阶段"]), sheet.column(&["时间"])) else {
            continue;
        };
        let (mut list, mut year) = (Vec::new(), None);
        for row in sheet.rows() {
            let Some(line) = sheet.line(row, times) else {
                continue;
            };
            let (spans, moments) = (reading::spans(line), reading::moments(line));
            let whole = |range: &std::ops::Range<usize>| range.len() == line.len();
            let Some((span, range)) = stretch(&spans, &moments, whole) else { continue };
            let place = line.place().part(line, range.clone());
            if let Some(phase) = phase(&span, &mut year, list.last(), place, &line[range], reading)
            {
                list.push(phase);
            }
        }
        lists.push(list);
    }
    lists
}

/// The stretch of days that stands as it should, or a date that is one: 2026年4月.
fn stretch(
    spans: &[Span],
    moments: &[Moment],
    stands: impl Fn(&std::ops::Range<usize>) -> bool,
) -> Option<(Span, std::ops::Range<usize>)> {
    if let Some(span) = spans.iter().find(|span| stands(&span.range)) {
        return Some((span.clone(), span.range.clone()));
    }
    let moment = moments.iter().find(|moment| stands(&moment.range))?;
    let (range, point) = (moment.range.clone(), moment.point);
    point.month?;
    Some((Span { range: range.clone(), from: point, to: point }, range))
}

/// A phase, whose year is that of the phase before it where it says none, or the next.
fn phase(
    span: &Span,
    year: &mut Option<i32>,
    before: Option<&Phase>,
    place: Place,
    words: &str,
    reading: &Reading<'_>,
) -> Option<Phase> {
    let issued = reading.facts.issued.known().map(|date| date.v.year());
    let next = i32::from(span.from.next_year);
    let assumed = year.or(issued)? + next;
    let (mut from, mut to) = span.days(assumed)?;
    if span.from.year.is_none()
        && next == 0
        && let Some(before) = before
        && from < before.from
    {
        let (later, end) = span.days(assumed + 1)?;
        if month(later) - month(before.to) <= FAR {
            (from, to) = (later, end);
        }
    }
    *year = Some(to.year());
    let of_months = !span.is_of_days();
    (from <= to).then(|| Phase { from, to, of_months, place, words: words.to_owned() })
}
