//! Nobody stands twice in one group.

use std::collections::BTreeMap;

use crate::diag::{Diagnostics, Severity};
use crate::lint::{Basis, Check, Rule, Sample};
use crate::model::RosterSpec;
use crate::roster::Roster;

pub(in crate::lint) const RULE: Rule = Rule {
    code: "roster-double-name",
    severity: Severity::Warning,
    basis: &[Basis::Practice("一个人在一个组里只有一个位置")],
    doc: "一组里一个姓名只出现一次。出现两次，或者是重复录入，或者是同名的两个人，要在备注里分清。",
    check: Check::Roster(check),
    wrong: &[
        Sample::Roster(
            "组别,姓名,职务\n组长,王强,书记\n成员,李梅,财政局局长\n,【李　梅】,财政局局长\n",
            "",
        ),
        Sample::Roster("姓名,职务\n王强,书记\n【王强】,书记\n", ""),
    ],
    right: &[
        Sample::Roster("组别,姓名,职务\n组长,王强,书记\n成员,李梅,财政局局长\n", ""),
        Sample::Roster("组别,姓名,职务\n组长,王强,书记\n成员,王强,书记\n", ""),
    ],
};

fn check(_: &RosterSpec, roster: &Roster, found: &mut Diagnostics) {
    for group in &roster.groups {
        let mut seen = BTreeMap::new();
        for name in group.members.iter().filter_map(|member| member.name.as_ref()) {
            if let Some(first) = seen.insert(&name.v, &name.place) {
                let group = if group.label.v.is_empty() { "名单" } else { &group.label.v };
                found.push(
                    RULE.at(&name.place, format!("“{}”在{group}里出现了两次", name.v))
                        .hint("同一个人就删去一行；同名的在备注里分清，例如（女）")
                        .related(first.clone(), "前一次在这里"),
                );
            }
        }
    }
}
