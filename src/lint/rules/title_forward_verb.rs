//! One's own is issued, another's document is forwarded.

use crate::compose::Facts;
use crate::diag::{Diagnostics, Severity};
use crate::lint::{Basis, Check, Rule, Sample, terms};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "title-forward-verb",
    severity: Severity::Warning,
    basis: &[Basis::Practice(
        "自己的方案用“印发”，上级和别的机关的公文用“转发”，下级的公文用“批转”",
    )],
    doc: "本机关的材料用“印发”，别的机关的公文用“转发”。自己的方案写成“转发”，或者别人的通知写成“印发”，说错了是谁的公文。",
    check: Check::Facts(check),
    wrong: &[
        Sample::Document("标题: 【甲县人民政府关于转发《甲县人民政府春季检查方案》的通知】"),
        Sample::Document(
            "标题: 【甲县人民政府关于印发《乙市人民政府关于做好改厕工作的通知》的通知】",
        ),
    ],
    right: &[
        Sample::Document("标题: 甲县人民政府关于印发《甲县人民政府春季检查方案》的通知"),
        Sample::Document("标题: 甲县人民政府关于转发《乙市人民政府关于做好改厕工作的通知》的通知"),
    ],
};

fn check(facts: &Facts<'_>, found: &mut Diagnostics) {
    let (Some(title), [organ, ..]) = (terms::heading(facts), facts.organs.list()) else { return };
    let words = &title.words;
    let cited = terms::cited(words);
    let Some(inner) = cited.first() else { return };
    let before = words[..inner.at.start].trim_end_matches('《');
    let (verb, right) = if before.ends_with("转发") && inner.title.starts_with(&**organ) {
        ("转发", "印发")
    } else if before.ends_with("印发")
        && inner.title.ends_with("通知")
        && !inner.title.starts_with(&**organ)
        && !inner.title.starts_with("关于")
    {
        ("印发", "转发")
    } else {
        return;
    };
    let message = format!("“《{}》”前用了“{verb}”", inner.title);
    let hint = format!("本机关的用“印发”，别的机关的用“转发”；这里像是“{right}”");
    found.push(RULE.at(title.place, message).hint(hint));
}
