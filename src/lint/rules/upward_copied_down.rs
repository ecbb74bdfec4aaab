//! An 上行文 is not copied to subordinates.

use crate::compose::Facts;
use crate::diag::{Diagnostics, Severity};
use crate::directory::Relation;
use crate::lint::{Basis, Check, Rule, Sample, terms};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "upward-copied-down",
    severity: Severity::Error,
    basis: &[Basis::Regulation("第十五条（一）")],
    doc: "请示和报告不抄送下级机关。事情还没有定，下级先看到了会照着办。",
    check: Check::Facts(check),
    wrong: &[
        Sample::Document(
            "标题: 关于改厕工作情况的报告\n签发人: 王强\n主送: 乙市人民政府\n抄送: [乙市爱卫会, 【各乡镇人民政府】]",
        ),
        Sample::Organs(
            "标题: 关于改厕工作情况的报告\n签发人: 王强\n主送: 乙市人民政府\n抄送: [【甲县爱卫办】]",
            "名称,上级\n甲县人民政府,乙市人民政府\n乙市人民政府,\n甲县爱卫办,甲县人民政府\n",
        ),
    ],
    right: &[
        Sample::Document(
            "标题: 关于改厕工作情况的报告\n签发人: 王强\n主送: 乙市人民政府\n抄送: [乙市爱卫会]",
        ),
        Sample::Document("标题: 关于做好改厕工作的通知\n抄送: [各乡镇人民政府]"),
    ],
};

fn check(facts: &Facts<'_>, found: &mut Diagnostics) {
    let (Some(title), [own, ..]) = (terms::heading(facts), facts.organs.list()) else { return };
    let Some(kind) = title.kind.filter(|kind| terms::UPWARD.contains(kind)) else { return };
    for (name, place) in terms::copied(facts) {
        if terms::relation(facts.directory, own, name) == Some(Relation::Below) {
            let message = format!("{kind}抄送了下级“{name}”");
            let hint = format!("从“抄送”里删去“{name}”；各份文件共用的抄送，在这一份里另写自己的");
            found.push(RULE.at(&place, message).hint(hint));
        }
    }
}
