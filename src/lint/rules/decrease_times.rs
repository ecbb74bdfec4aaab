//! What gets less does not get less by times.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Prose;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "decrease-times",
    severity: Severity::Warning,
    basis: &[Basis::Practice("减少一倍就没有了")],
    doc: "减少、降低不用“倍”。减少一倍就是零；说减少了几分之几，或者减少到几分之几。",
    check: Check::Prose(check),
    wrong: &[Sample::Text("发病率【下降了2倍】。"), Sample::Text("投诉【减少三倍】。")],
    right: &[
        Sample::Text("发病率下降了三分之二。"),
        Sample::Text("产量增加了2倍。"),
        Sample::Text("缩小到原来的一半。"),
    ],
};

static LESS: Pattern = Pattern::new(
    r"(?:减少|降低|下降|缩小|缩短|压缩|减轻)(?:了|到|至)?(?:[0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九十百]+)倍",
);

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    for hit in LESS.hits(prose.text()) {
        found.push(
            RULE.at(&prose.place(hit.range()), format!("“{}”算不出来", hit.words()))
                .hint("改成分数或者百分数，例如：下降了三分之二、下降了50%"),
        );
    }
}
