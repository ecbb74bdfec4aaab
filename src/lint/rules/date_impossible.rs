//! A date in a text is one that the calendar has.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Prose;
use crate::lint::{Basis, Check, Rule, Sample, reading};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "date-impossible",
    severity: Severity::Error,
    basis: &[Basis::Regulation("第二十条（四）")],
    doc: "正文里的日期，日历上要有。2月30日、4月31日这样的日子没有，收文的人不知道是哪一天；2月29日只在闰年有。",
    check: Check::Prose(check),
    wrong: &[
        Sample::Text("各单位要组织自查，于【2026年2月30日】前报送自查报告，逾期不再受理。"),
        Sample::Text("活动自3月1日开始，到【4月31日】结束。"),
        Sample::Text(
            "| 事项 | 时间 |\n|---|---|\n| 自查 | 【2027年2月29日】 |\n| 验收 | 6月30日 |",
        ),
    ],
    right: &[
        Sample::Text("活动从2028年2月29日开始，至12月31日结束。"),
        Sample::Text("仔猪养到13月龄。"),
    ],
};

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    for moment in reading::moments(prose.text()) {
        if moment.point.day.is_some() && moment.point.is_impossible() {
            let words = &prose.text()[moment.range.clone()];
            found.push(
                RULE.at(&prose.place(moment.range.clone()), format!("日历上没有{words}"))
                    .hint("请核对年份、月份和日子"),
            );
        }
    }
}
