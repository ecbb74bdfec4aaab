//! Nobody stands twice in one group.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Diagnostics};
use crate::lint::{Check, Rule};
use crate::model::RosterSpec;
use crate::roster::Roster;

pub(in crate::lint) const RULE: Rule =
    Rule { name: "roster_double_name", basis: "惯例", check: Check::Roster(check) };

fn check(_: &RosterSpec, roster: &Roster, found: &mut Diagnostics) {
    for group in &roster.groups {
        let mut seen = BTreeMap::new();
        for name in group.members.iter().filter_map(|member| member.name.as_ref()) {
            if let Some(first) = seen.insert(&name.v, &name.place) {
                let group = if group.label.v.is_empty() { "名单" } else { &group.label.v };
                let message = format!("“{}”在{group}里出现了两次，前一次在 {first}", name.v);
                found.push(
                    Diagnostic::warning(name.place.clone(), message)
                        .hint("同一个人就删去一行；同名的在备注里分清，例如（女）"),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::said_of_roster;

    #[test]
    fn a_name_stands_once_in_a_group() {
        insta::assert_snapshot!(
            said_of_roster("组别,姓名,职务\n组长,王强,书记\n成员,李梅,甲\n,李　梅,乙\n,王强,丙\n"),
            @r"
        提醒: 甲.csv B4: “李梅”在成员里出现了两次，前一次在 甲.csv B3
        提醒: 甲.csv B5: “王强”在组长和成员里的职务不一样：书记，丙
        "
        );
    }
}
