//! Between titles, and between quotations, stands no 、.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Prose;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "adjacent-titles",
    severity: Severity::Note,
    basis: &[Basis::NationalStandard("GB/T 15834-2011 4.5.3.5")],
    doc: "并列的书名号之间、并列的引号之间通常不用顿号。中间有括注等别的成分的，用顿号。",
    check: Check::Prose(check),
    wrong: &[
        Sample::Text("执行《改厕规范》【、】《改水规范》。"),
        Sample::Text("争创“卫生村”【、】“文明村”。"),
    ],
    right: &[
        Sample::Text("执行《改厕规范》《改水规范》。"),
        Sample::Text("执行《改厕规范》（节选）、《改水规范》。"),
    ],
};

static BETWEEN: Pattern = Pattern::new("》(、)《|”(、)“");

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    for hit in BETWEEN.hits(prose.text()) {
        let (range, what) = match hit.part_range(1) {
            range if range.is_empty() => (hit.part_range(2), "引号"),
            range => (range, "书名号"),
        };
        found.push(
            RULE.at(&prose.place(range), format!("并列的{what}之间通常不用顿号"))
                .hint("删去“、”")
                .mend(""),
        );
    }
}
