//! About so many is said once.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Prose;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "approximate-doubled",
    severity: Severity::Warning,
    basis: &[Basis::Practice("一个数只用一个表示约数或者界限的词")],
    doc: "“约”和“左右”，“近”和“余”，“超过”“不少于”和“以上”，说的是一件事，只用一个。",
    check: Check::Prose(check),
    wrong: &[
        Sample::Text("参加【约300人左右】。"),
        Sample::Text("发放【近100余】份。"),
        Sample::Text("覆盖率【超过95%以上】。"),
        Sample::Text("每村【不少于3人以上】。"),
        Sample::Text("【大约20户上下】。"),
    ],
    right: &[
        Sample::Text("参加约300人。"),
        Sample::Text("覆盖率达到95%以上。"),
        Sample::Text("超过载质量30%以上的。"),
        Sample::Text("近3年来发放100余份。"),
        Sample::Text("超过3次，5次以上的。"),
        Sample::Text("配备不少于2名副高以上职称的人员。"),
    ],
};

/// Of the words behind a number only those that count or measure: 不少于2名副高以上职称 is no doubling.
static DOUBLED: Pattern = Pattern::new(concat!(
    r"(?:大约|约|大概)[0-9][0-9.,]*[%万亿]?",
    "(?:个百分点|个月|小时|分钟|公里|公斤|平方米|万元|亿元|[人个户家元次岁倍里米吨亩件项条处张名天年周份所座])?(?:左右|上下)",
    r"|近[0-9][0-9.,]*[万亿]?余",
    r"|(?:超过|不少于|不低于|至少)[0-9][0-9.,]*[%万亿]?",
    "(?:个百分点|个月|小时|分钟|公里|公斤|平方米|万元|亿元|[人个户家元次岁倍里米吨亩件项条处张名天年周份所座])?以上",
));

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    for hit in DOUBLED.hits(prose.text()) {
        found.push(
            RULE.at(&prose.place(hit.range()), format!("“{}”把约数或者界限说了两次", hit.words()))
                .hint("前后两个词只留一个"),
        );
    }
}
