//! A plan goes out with a document that issues it.

use crate::compose::Facts;
use crate::diag::{Diagnostics, Severity};
use crate::lint::{Basis, Check, Rule, Sample, terms};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "title-nonstatutory-kind",
    severity: Severity::Warning,
    basis: &[Basis::Regulation("第八条")],
    doc: "方案、办法、要点、总结不是公文文种。公文的文种有十五种，方案一类的材料用通知印发：关于印发《……方案》的通知。",
    check: Check::Facts(check),
    wrong: &[
        Sample::Document("标题: 【关于创建卫生县的实施方案】"),
        Sample::Document("标题: 【甲县2026年爱国卫生工作要点】"),
    ],
    right: &[
        Sample::Document("标题: 关于印发《创建卫生县实施方案》的通知"),
        Sample::Document("标题: 甲县2025年国民经济和社会发展统计公报"),
    ],
};

fn check(facts: &Facts<'_>, found: &mut Diagnostics) {
    let Some(title) = terms::heading(facts) else { return };
    if let (None, Some(other)) = (title.kind, terms::other_kind(&title.words)) {
        let message = format!("“{other}”不是公文文种");
        let hint =
            format!("用通知印发它：标题写成“关于印发《……{other}》的通知”，它自己写在“印发件”里");
        found.push(RULE.at(title.place, message).hint(hint));
    }
}
