//! Each organ gets a document once.

use std::collections::BTreeSet;

use crate::compose::Facts;
use crate::diag::{Diagnostics, Severity};
use crate::lint::{Basis, Check, Rule, Sample, terms};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "addressee-twice",
    severity: Severity::Warning,
    basis: &[Basis::Practice("主送是要办的机关，抄送是要知道的机关，一个机关只在一处")],
    doc: "一个机关在主送和抄送里只写一次。主送了就不用抄送；写了两次的，一处多半是另一个机关。",
    check: Check::Facts(check),
    wrong: &[
        Sample::Document("主送: [县水利局, 县财政局]\n抄送: [县委办公室, 【县财政局】]"),
        Sample::Document("主送: [县水利局, 县财政局, 【县水利局】]"),
    ],
    right: &[Sample::Document("主送: [县水利局, 县财政局]\n抄送: [县委办公室]")],
};

fn check(facts: &Facts<'_>, found: &mut Diagnostics) {
    let mut seen = BTreeSet::new();
    let lists = [("主送", terms::addressees(facts)), ("抄送", terms::copied(facts))];
    for (list, names) in lists {
        for (name, place) in names {
            if !seen.insert(name) {
                let message = format!("“{name}”写了两次");
                let hint = format!("从{list}里删去一处，或者改成另一个机关");
                found.push(RULE.at(&place, message).hint(hint));
            }
        }
    }
}
