//! A decimal fraction has its 0.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Prose;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "bare-decimal",
    severity: Severity::Warning,
    basis: &[Basis::NationalStandard("GB/T 15835-2011 5.1.2")],
    doc: "纯小数写出小数点前面的0。",
    check: Check::Prose(check),
    wrong: &[Sample::Text("增长【.5】%。"), Sample::Text("占【.35】。")],
    right: &[Sample::Text("增长0.5%。"), Sample::Text("扩展名为.7z。"), Sample::Text("1.5倍。")],
};

static FRACTION: Pattern = Pattern::new(r"[\p{Han}，。；：、（～—](\.[0-9]+)(.?)");

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    for hit in FRACTION.hits(prose.text()) {
        let number = hit.part(1);
        if !hit.part(2).starts_with(|c: char| c.is_ascii_alphabetic() || c == '.') {
            found.push(
                RULE.at(&prose.place(hit.part_range(1)), format!("“{number}”前面少了0"))
                    .hint(format!("改成“0{number}”"))
                    .mend(format!("0{number}")),
            );
        }
    }
}
