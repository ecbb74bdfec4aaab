//! A classified document carries 份号.

use crate::compose::Facts;
use crate::diag::{Diagnostics, Severity};
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "secret-copy-number",
    severity: Severity::Error,
    basis: &[Basis::Regulation("第九条（一）"), Basis::Standard("7.2.1")],
    doc: "涉密公文要标注份号。份号是六位数字，印在版心左上角第一行，每一份一个号，便于登记和收回。",
    check: Check::Facts(check),
    wrong: &[
        Sample::Document("密级: 【机密】"),
        Sample::Document("密级: 【秘密★6个月】\n紧急程度: 特急"),
    ],
    right: &[Sample::Document("密级: 机密★1年\n份号: 3"), Sample::Document("紧急程度: 特急")],
};

fn check(facts: &Facts<'_>, found: &mut Diagnostics) {
    if let Some(secrecy) = facts.secrecy.known()
        && facts.copy_numbers.is_absent()
    {
        found.push(
            RULE.at(&secrecy.place, "涉密公文没有标注份号").hint("补上“份号: 1”，会印成 000001"),
        );
    }
}
