//! A title says 关于 and 的.

use crate::compose::Facts;
use crate::diag::{Diagnostics, Severity};
use crate::lint::{Basis, Check, Rule, Sample, terms};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "title-missing-guanyu",
    severity: Severity::Warning,
    basis: &[Basis::Practice(
        "标题写成“发文机关+关于+事由+的+文种”，事由才不会和机关、文种连成一片",
    )],
    doc: "标题里用“关于”引出事由，文种前用“的”。直接写“印发”“转发”的，令、公告、通告、公报和决议，可以没有。",
    check: Check::Facts(check),
    wrong: &[
        Sample::Document("标题: 【甲县人民政府开展春季检查的通知】"),
        Sample::Document("标题: 【关于开展春季爱国卫生检查通知】"),
    ],
    right: &[
        Sample::Document("标题: 甲县人民政府关于开展春季检查的紧急通知\n紧急程度: 特急"),
        Sample::Document("标题: 甲县人民政府转发《乙市人民政府关于改厕工作的意见》的通知"),
        Sample::Document("标题: 甲县人民政府征收土地预公告"),
        Sample::Document("标题: 关于印发春季检查方案的通知"),
    ],
};

/// Kinds whose titles say what they are about in their own way.
const FREE: [&str; 7] = ["公告", "通告", "公报", "决议", "令", "命令", "纪要"];
/// What may stand right behind the organ in place of 关于.
const VERBS: [&str; 5] = ["印发", "转发", "批转", "发布", "颁发"];
/// How many characters may stand between 的 and the kind: 若干, 补充, 指导性.
const BETWEEN: usize = 4;

fn check(facts: &Facts<'_>, found: &mut Diagnostics) {
    let Some(title) = terms::heading(facts) else { return };
    let Some(kind) = title.kind.filter(|kind| !FREE.contains(kind)) else { return };
    let words = &title.words;
    // 政府工作报告 and the like are names
    let is_name = words.ends_with("工作报告");
    if is_name || VERBS.iter().any(|verb| words.contains(verb)) && !words.contains("关于") {
        return;
    }
    let matter = terms::bare(words).trim_end_matches(kind);
    if !words.contains("关于") {
        let hint = format!("写成“……关于……的{kind}”");
        found.push(RULE.at(title.place, "标题里没有“关于”").hint(hint));
    } else if !matter.chars().rev().take(BETWEEN + 1).any(|c| c == '的') {
        let hint = format!("在“{kind}”前加“的”");
        found.push(RULE.at(title.place, format!("标题的事由和“{kind}”之间没有“的”")).hint(hint));
    }
}
