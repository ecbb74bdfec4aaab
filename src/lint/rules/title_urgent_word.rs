//! What is urgent is marked so in 版头.

use crate::compose::Facts;
use crate::diag::{Diagnostics, Severity};
use crate::lint::{Basis, Check, Rule, Sample, terms};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "title-urgent-word",
    severity: Severity::Note,
    basis: &[Basis::Practice("紧急程度标在版头，收文的人一眼看见"), Basis::Standard("7.2.3")],
    doc: "标题写了“紧急”的，版头标注紧急程度。只写在标题里，收发登记时看不出要先办。",
    check: Check::Facts(check),
    wrong: &[
        Sample::Document("标题: 【关于做好防汛值守的紧急通知】"),
        Sample::Document(
            "标题: 【关于解决抗旱用水的紧急请示】\n签发人: 王强\n附注: 联系人：李梅，电话：0000-1234567",
        ),
    ],
    right: &[
        Sample::Document("标题: 关于做好防汛值守的紧急通知\n紧急程度: 特急"),
        Sample::Document("标题: 关于做好紧急避险演练的通知"),
    ],
};

fn check(facts: &Facts<'_>, found: &mut Diagnostics) {
    let Some(title) = terms::heading(facts) else { return };
    let is_urgent =
        terms::bare(&title.words).ends_with(&format!("紧急{}", title.kind.unwrap_or("")));
    if is_urgent && title.kind.is_some() && facts.urgency.is_absent() {
        let hint = "写上“紧急程度: 特急”或者“紧急程度: 加急”，标题里可以不写“紧急”";
        found.push(RULE.at(title.place, "标题写着“紧急”，版头没有紧急程度").hint(hint));
    }
}
