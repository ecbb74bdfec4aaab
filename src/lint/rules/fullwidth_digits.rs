//! Digits are half-width.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Prose;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "fullwidth-digits",
    severity: Severity::Warning,
    basis: &[Basis::NationalStandard("GB/T 15835-2011 5.1.7")],
    doc: "阿拉伯数字用半角。全角的数字占一个汉字宽，常是输入法没有切换。",
    check: Check::Prose(check),
    wrong: &[Sample::Text("共【１２】个村。"), Sample::Text("增长【３．５％】。")],
    right: &[Sample::Text("共12个村。"), Sample::Text("增长3.5%。")],
};

static DIGITS: Pattern = Pattern::new("[０-９]+(?:．[０-９]+)*％?");

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    for hit in DIGITS.hits(prose.text()) {
        let right: String = hit.words().chars().map(halved).collect();
        found.push(
            RULE.at(&prose.place(hit.range()), format!("“{}”是全角的", hit.words()))
                .hint(format!("改成“{right}”"))
                .mend(right),
        );
    }
}

/// The half-width form of a full-width character.
fn halved(c: char) -> char {
    u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c)
}
