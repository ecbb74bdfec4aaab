//! A percentage point is no percentage of a point.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Prose;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "percent-point",
    severity: Severity::Warning,
    basis: &[Basis::Practice("百分数之差是百分点")],
    doc: "两个百分数相减得百分点：从30%到35%，提高5个百分点。“5%个百分点”说了两次。",
    check: Check::Prose(check),
    wrong: &[Sample::Text("覆盖率提高【5%个百分点】。"), Sample::Text("覆盖率提高【5个百分比】。")],
    right: &[Sample::Text("覆盖率提高5个百分点。"), Sample::Text("覆盖率提高5%。")],
};

static POINT: Pattern = Pattern::new(r"([0-9]+(?:\.[0-9]+)?)(?:[%％]个?百分[点比]|个百分比)");

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    for hit in POINT.hits(prose.text()) {
        let right = format!("{}个百分点", hit.part(1));
        found.push(
            RULE.at(&prose.place(hit.range()), format!("“{}”写错了", hit.words()))
                .hint(format!("改成“{right}”"))
                .mend(right),
        );
    }
}
