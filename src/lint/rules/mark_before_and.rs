//! No 、 stands before 及 and 或.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Prose;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "mark-before-and",
    severity: Severity::Warning,
    basis: &[Basis::Practice("连词前面不再停顿")],
    doc: "并列的最后一项前面有“以及”“及”“或者”“或”的，不再用顿号。",
    check: Check::Prose(check),
    wrong: &[
        Sample::Text("各镇【、】以及街道都要落实。"),
        Sample::Text("书面【、】或者电话报告。"),
        Sample::Text("县卫生健康局【、】及各镇要配合。"),
    ],
    right: &[
        Sample::Text("各镇以及街道都要落实。"),
        Sample::Text("书面或者电话报告。"),
        Sample::Text("反映问题要准确、及时。"),
        Sample::Text("收费合理、或许还能再降。"),
    ],
};

static AND: Pattern = Pattern::new("(、)(?:以及|及[^时格早第]|或者|或[^许然])");

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    for hit in AND.hits(prose.text()) {
        found.push(
            RULE.at(&prose.place(hit.part_range(1)), "连词前面多了“、”").hint("删去“、”").mend(""),
        );
    }
}
