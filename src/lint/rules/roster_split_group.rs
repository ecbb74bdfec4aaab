//! A group stands in one piece.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Diagnostics};
use crate::lint::{Check, Rule};
use crate::model::RosterSpec;
use crate::roster::Roster;

pub(in crate::lint) const RULE: Rule =
    Rule { name: "roster_split_group", basis: "惯例", check: Check::Roster(check) };

/// A label that comes back is a second group, and rows below it without a label belong to that one.
fn check(_: &RosterSpec, roster: &Roster, found: &mut Diagnostics) {
    let mut seen = BTreeMap::new();
    for label in roster.groups.iter().map(|group| &group.label) {
        if let Some(first) = seen.insert(&label.v, &label.place) {
            let message = format!("“{}”分在两处，前一处在 {first}", label.v);
            found.push(
                Diagnostic::warning(label.place.clone(), message)
                    .hint("一个组别的人排在一起；组别空着的行算上一行的组别"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::said_of_roster;

    #[test]
    fn a_label_comes_once() {
        insta::assert_snapshot!(
            said_of_roster("组别,姓名,职务\n组长,王强,甲\n成员,李梅,乙\n组长,赵六,丙\n"),
            @"提醒: 甲.csv A4: “组长”分在两处，前一处在 甲.csv A2"
        );
    }
}
