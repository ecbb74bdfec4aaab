//! A plan has not run out when it is issued.

use chrono::{Datelike, NaiveDate};

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Kind;
use crate::lint::reading::Part;
use crate::lint::{Basis, Check, Reading, Rule, Sample};
use crate::source::Place;

pub(in crate::lint) const RULE: Rule = Rule {
    code: "plan-past",
    severity: Severity::Warning,
    basis: &[Basis::Regulation("第二十条（四）")],
    doc: "方案的阶段不都在成文日期以前。所有阶段在成文日期以前就结束了，多半是从去年的方案抄来的，年份没有改。",
    check: Check::Reading(check),
    wrong: &[Sample::Text(
        "一、实施步骤\n\n（一）动员部署阶段（【2025年3月】）。召开会议。\n\n（二）集中整治阶段（2025年4月至9月）。抓好整治。\n\n（三）总结验收阶段（2025年10月至11月）。组织验收。",
    )],
    right: &[
        Sample::Text(
            "（一）动员部署阶段（2025年11月）。召开会议。\n\n（二）集中整治阶段（2025年12月至2026年6月）。抓好整治。",
        ),
        Sample::Text(
            "（一）动员部署阶段（2026年3月）。召开会议。\n\n（二）集中整治阶段（4月至6月）。抓好整治。",
        ),
    ],
};

fn check(reading: &Reading<'_>, found: &mut Diagnostics) {
    let Some(issued) = reading.facts.issued.known() else { return };
    let mut ends: Vec<(NaiveDate, Place, String)> = Vec::new();
    for (_, passage) in reading.running() {
        let text = passage.text();
        let is_phase = |start: usize, end: usize| {
            let lead = text[..start].trim_end_matches(['（', '(']);
            lead.len() < start
                && lead.contains("阶段")
                && !lead.contains('。')
                && text[end..].starts_with(['）', ')'])
        };
        let own = !matches!(passage.part, Part::Attachment(_)) && passage.kind() != Kind::Title;
        let spans =
            passage.spans().iter().filter(|span| is_phase(span.range.start, span.range.end));
        let spans = spans.filter_map(|span| {
            let dated = span.from.year.is_some();
            Some((span.days(0).filter(|_| dated)?.1, span.range.clone()))
        });
        let moments = passage.moments().iter();
        let moments = moments.filter(|it| is_phase(it.range.start, it.range.end));
        let moments = moments.filter_map(|moment| {
            let dated = moment.point.year.is_some();
            Some((moment.point.last(0).filter(|_| dated)?, moment.range.clone()))
        });
        let stretches = spans.chain(moments).filter(|_| own);
        ends.extend(
            stretches
                .map(|(end, range)| (end, passage.place(range.clone()), text[range].to_owned())),
        );
    }
    let all_past = ends.len() > 1 && ends.iter().all(|(end, ..)| *end < issued.v.0);
    if let Some((end, place, words)) = ends.first().filter(|_| all_past) {
        let message = format!("各阶段都在成文日期以前（第一阶段{words}，成文日期{}）", issued.v);
        let hint = if end.year() < issued.v.year() {
            "核对年份，是不是从去年的方案抄来的"
        } else {
            "请核对各阶段的时间和成文日期"
        };
        found.push(
            RULE.at(place, message).hint(hint).related(issued.place.clone(), "成文日期写在这里"),
        );
    }
}
