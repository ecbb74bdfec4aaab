//! A document is read later.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::{Kind, Prose};
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "relative-date",
    severity: Severity::Note,
    basis: &[Basis::Practice("公文要存档，过几年还读得懂")],
    doc: "句子开头的“日前”“近日”“上个月”，以后读的人不知道是哪一天。能写日期的，写日期。",
    check: Check::Prose(check),
    wrong: &[
        Sample::Text("【日前】，市爱卫会通报了结果。"),
        Sample::Text("工作已经开展。【上个月】组织了检查。"),
    ],
    right: &[
        Sample::Text("2026年1月，市爱卫会通报了结果。"),
        Sample::Text("请于6月30日前报送。"),
        Sample::Text("5日前报送。"),
    ],
};

static RELATIVE: Pattern =
    Pattern::new("(?:^|[。；！？])(日前|近日|近期|昨日|昨天|上个月|上月|上周|去年|前不久|不久前)");

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    if !matches!(prose.kind, Kind::Paragraph | Kind::Item) {
        return;
    }
    for hit in RELATIVE.hits(prose.text()) {
        found.push(
            RULE.at(
                &prose.place(hit.part_range(1)),
                format!("“{}”以后读不出是什么时候", hit.part(1)),
            )
            .hint("能写日期的，写日期，例如：2026年3月"),
        );
    }
}
