//! No mark stands between a list and its 等.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Prose;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "mark-before-deng",
    severity: Severity::Warning,
    basis: &[Basis::NationalStandard("GB/T 15834-2011 附录 B.1.2")],
    doc: "顿号隔开的并列词语，后面的“等”字前不用顿号。",
    check: Check::Prose(check),
    wrong: &[
        Sample::Text("各镇要抓好改厕、改水【、】等工作。"),
        Sample::Text("配齐人、财、物【、】等。"),
        Sample::Text("包括改厕、改水【、】等3项。"),
    ],
    right: &[
        Sample::Text("各镇要抓好改厕、改水等工作。"),
        Sample::Text("按类别、等级、数量验收。"),
        Sample::Text("采用分级授权、等级评价。"),
        Sample::Text("兼顾公平、等待时机。"),
    ],
};

/// 、 is wrong where 等 ends the list, not where it begins a word (等级, 等高, 等待).
static BEFORE_DENG: Pattern = Pattern::new(
    "(、)等(?:[，。；：、）”]|$|[0-9]|工作|方面|单位|部门|措施|问题|情况|项目|内容|任务|相关|有关|形式|方式|活动|人员|领域|场所|设施|行业|重点|多种|多个|各类)",
);

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    for hit in BEFORE_DENG.hits(prose.text()) {
        found.push(
            RULE.at(&prose.place(hit.part_range(1)), "“等”字前多了“、”").hint("删去“、”").mend(""),
        );
    }
}
