//! What is secret is not published.

use crate::compose::Facts;
use crate::diag::{Diagnostics, Severity};
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "secret-public",
    severity: Severity::Error,
    basis: &[Basis::Regulation("第三十一条"), Basis::Law("《保守国家秘密法》")],
    doc: "涉密公文不公开发布。标了密级，附注又写“此件公开发布”，两样必有一样不对；公开以前要先解密。",
    check: Check::Facts(check),
    wrong: &[
        Sample::Document("密级: 秘密★1年\n份号: 3\n附注: 【此件公开发布】"),
        Sample::Document("密级: 机密\n份号: 3\n附注: 【此件主动公开】"),
    ],
    right: &[
        Sample::Document("密级: 秘密★1年\n份号: 3\n附注: 此件发至县级，不公开"),
        Sample::Document("附注: 此件公开发布"),
    ],
};

const PUBLIC: [&str; 4] = ["公开发布", "主动公开", "依申请公开", "可公开"];

fn check(facts: &Facts<'_>, found: &mut Diagnostics) {
    let (Some(secrecy), Some(note)) = (facts.secrecy.known(), facts.annotation.known()) else {
        return;
    };
    let is_public = PUBLIC.iter().any(|word| note.contains(word)) && !note.contains("不公开");
    if is_public {
        let message = format!("密级是“{}”，附注却写着公开", secrecy.v);
        found.push(
            RULE.at(note.place(), message)
                .hint("涉密的，改附注；不涉密的，删去“密级”和“份号”")
                .related(secrecy.place.clone(), "密级写在这里"),
        );
    }
}
