//! A group stands in one piece.

use std::collections::BTreeMap;

use crate::diag::{Diagnostics, Severity};
use crate::lint::{Basis, Check, Rule, Sample};
use crate::model::RosterSpec;
use crate::roster::Roster;

pub(in crate::lint) const RULE: Rule = Rule {
    code: "roster-split-group",
    severity: Severity::Warning,
    basis: &[Basis::Practice("名单按组别排")],
    doc: "一个组别的人排在一起。组别空着的行算上一行的组别；一个组别分在两处，中间的人可能归错了组。",
    check: Check::Roster(check),
    wrong: &[
        Sample::Roster("组别,姓名,职务\n组长,王强,书记\n成员,李梅,镇长\n【组长】,赵六,院长\n", ""),
        Sample::Roster(
            "组别,姓名,职务\n组长,王强,书记\n副组长,李梅,镇长\n成员,赵六,院长\n【副组长】,孙立,站长\n",
            "",
        ),
    ],
    right: &[
        Sample::Roster("组别,姓名,职务\n组长,王强,书记\n成员,李梅,镇长\n成员,赵六,院长\n", ""),
        Sample::Roster("姓名,职务\n王强,书记\n", ""),
    ],
};

fn check(_: &RosterSpec, roster: &Roster, found: &mut Diagnostics) {
    let mut seen = BTreeMap::new();
    for label in roster.groups.iter().map(|group| &group.label) {
        if let Some(first) = seen.insert(&label.v, &label.place) {
            found.push(
                RULE.at(&label.place, format!("“{}”分在两处", label.v))
                    .hint("一个组别的人排在一起；组别空着的行算上一行的组别")
                    .related(first.clone(), "前一处在这里"),
            );
        }
    }
}
