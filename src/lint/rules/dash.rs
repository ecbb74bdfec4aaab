//! A dash has the room of two characters.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Prose;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "dash",
    severity: Severity::Warning,
    basis: &[Basis::NationalStandard("GB/T 15834-2011 4.10.2")],
    doc: "破折号是“——”，占两个字，不用两个减号或者两个短横代替。",
    check: Check::Prose(check),
    wrong: &[
        Sample::Text("创建的目标【--】国家卫生镇。"),
        Sample::Text("创建的目标【－－】国家卫生镇。"),
        Sample::Text("创建的目标【──】国家卫生镇。"),
    ],
    right: &[
        Sample::Text("创建的目标——国家卫生镇。"),
        Sample::Text("实施期为2021—2025年。"),
        Sample::Text("京—沪线。"),
        Sample::Text("执行git --help。"),
    ],
};

static DASHES: Pattern = Pattern::new("--+|－－+|──+");

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    let is_chinese = |c: char| c > '\u{2e7f}' || c == '”' || c == '“';
    for hit in DASHES.hits(prose.text()) {
        if hit.before().ends_with(is_chinese)
            && (hit.after().is_empty() || hit.after().starts_with(is_chinese))
        {
            found.push(
                RULE.at(&prose.place(hit.range()), format!("破折号写成了“{}”", hit.words()))
                    .hint("改成“——”")
                    .mend("——"),
            );
        }
    }
}
