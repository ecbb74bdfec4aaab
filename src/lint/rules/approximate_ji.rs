//! 几 goes with Chinese numerals.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Prose;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "approximate-ji",
    severity: Severity::Warning,
    basis: &[Basis::NationalStandard("GB/T 15835-2011 4.2.2")],
    doc: "含“几”的概数用汉字：几十、三十几。",
    check: Check::Prose(check),
    wrong: &[Sample::Text("发展【几10】户。"), Sample::Text("已有【30几】户。")],
    right: &[
        Sample::Text("发展几十户。"),
        Sample::Text("已有三十几户。"),
        Sample::Text("第3几何图形。"),
    ],
};

static JI: Pattern = Pattern::new("几([0-9]+)|([1-9]0)几([户人个年天次家名岁])");

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    for hit in JI.hits(prose.text()) {
        let words = hit.words().trim_end_matches(hit.part(3));
        let range = hit.range().start..hit.range().start + words.len();
        found.push(
            RULE.at(&prose.place(range), format!("“{words}”里汉字和数字混用"))
                .hint("含“几”的概数用汉字，例如：几十、三十几"),
        );
    }
}
