//! 签发人 stands on an 上行文 only.

use crate::compose::Facts;
use crate::diag::{Diagnostics, Severity};
use crate::lint::{Basis, Check, Rule, Sample, terms};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "downward-signer",
    severity: Severity::Warning,
    basis: &[Basis::Regulation("第九条（六）")],
    doc: "只有上行文标注签发人。通知、通报、决定、批复、公告一类标了签发人，发文字号会排到左边，成了上行文的样子。",
    check: Check::Facts(check),
    wrong: &[
        Sample::Document("标题: 关于做好改厕工作的通知\n签发人: 【王强】"),
        Sample::Document("标题: 关于表扬先进集体的通报\n签发人: [【王强】]\n文号: 5"),
    ],
    right: &[
        Sample::Document("标题: 关于改厕工作情况的报告\n签发人: 王强"),
        Sample::Document("标题: 关于加强改厕工作的意见\n签发人: 王强"),
    ],
};

const NEVER_UP: [&str; 8] = ["决定", "命令", "公报", "公告", "通告", "通知", "通报", "批复"];

fn check(facts: &Facts<'_>, found: &mut Diagnostics) {
    let Some(title) = terms::heading(facts) else { return };
    let Some(kind) = title.kind.filter(|kind| NEVER_UP.contains(kind)) else { return };
    if let [signer, ..] = facts.signers.list() {
        let message = format!("{kind}不是上行文，标注了签发人");
        found.push(RULE.at(signer.place(), message).hint("删去“签发人”"));
    }
}
