//! No organ writes to itself.

use crate::compose::Facts;
use crate::diag::{Diagnostics, Severity};
use crate::lint::{Basis, Check, Rule, Sample, terms};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "addressee-self",
    severity: Severity::Warning,
    basis: &[Basis::Practice("公文是发给别的机关的")],
    doc: "主送和抄送里没有发文机关自己。多半是从上级来文的主送里抄来，没有删去自己。",
    check: Check::Facts(check),
    wrong: &[
        Sample::Document("主送: [各乡镇人民政府, 【甲县人民政府】]"),
        Sample::Document("主送: 各乡镇人民政府\n抄送: [县委办公室, 【甲县人民政府】]"),
    ],
    right: &[Sample::Document("主送: 各乡镇人民政府\n抄送: [甲县人民政府办公室]")],
};

fn check(facts: &Facts<'_>, found: &mut Diagnostics) {
    let lists = [("主送", terms::addressees(facts)), ("抄送", terms::copied(facts))];
    for (list, names) in lists {
        for (name, place) in names {
            if facts.organs.list().iter().any(|organ| **organ == *name) {
                let message = format!("{list}里有发文机关自己：“{name}”");
                found.push(RULE.at(&place, message).hint(format!("从{list}里删去“{name}”")));
            }
        }
    }
}
