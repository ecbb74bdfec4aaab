//! An 上行文 goes to one superior.

use crate::compose::Facts;
use crate::diag::{Diagnostics, Severity};
use crate::lint::{Basis, Check, Rule, Sample, terms};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "upward-one-addressee",
    severity: Severity::Warning,
    basis: &[Basis::Regulation("第十五条（一）")],
    doc: "请示和报告原则上只主送一个上级机关。还要别的上级或者同级机关知道的，写进抄送。",
    check: Check::Facts(check),
    wrong: &[
        Sample::Document(
            "标题: 关于解决改厕经费的请示\n签发人: 王强\n附注: 联系人：李梅，电话：0000-1234567\n主送: [【乙市人民政府, 乙市财政局】]",
        ),
        Sample::Document(
            "标题: 关于改厕工作情况的报告\n签发人: 王强\n主送: 【乙市人民政府、乙市爱卫会】",
        ),
    ],
    right: &[
        Sample::Document(
            "标题: 关于改厕工作情况的报告\n签发人: 王强\n主送: 乙市人民政府\n抄送: [乙市爱卫会]",
        ),
        Sample::Document("主送: [各乡镇人民政府, 县直各部门]"),
    ],
};

fn check(facts: &Facts<'_>, found: &mut Diagnostics) {
    let Some(title) = terms::heading(facts) else { return };
    let Some(kind) = title.kind.filter(|kind| terms::UPWARD.contains(kind)) else { return };
    let list = facts.addressees.known().or(facts.send_to.known());
    let count = terms::addressees(facts).len();
    if let Some(list) = list.filter(|_| count > 1) {
        let hint = "主送写一个上级机关，别的写进“抄送”";
        let message = format!("{kind}主送了{count}个机关");
        found.push(RULE.at(list.place(), message).hint(hint));
    }
}
