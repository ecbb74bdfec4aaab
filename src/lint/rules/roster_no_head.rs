//! A group with deputies or members has somebody at its head.

use crate::diag::{Diagnostic, Diagnostics};
use crate::lint::{Check, Rule};
use crate::model::RosterSpec;
use crate::roster::Roster;

pub(in crate::lint) const RULE: Rule =
    Rule { name: "roster_no_head", basis: "惯例", check: Check::Roster(check) };

fn check(_: &RosterSpec, roster: &Roster, found: &mut Diagnostics) {
    let labels: Vec<&str> = roster.groups.iter().map(|group| group.label.v.as_str()).collect();
    for group in &roster.groups {
        let label = &group.label;
        // 副组长 has 组长 above it, 第一副组长 too
        let Some((_, head)) = label.v.split_once('副') else { continue };
        let named = |label: &&str| label.ends_with(head) && !label.contains('副');
        if !head.is_empty() && !labels.iter().any(named) {
            found.push(
                Diagnostic::warning(label.place.clone(), format!("有{}，没有{head}", label.v))
                    .hint(format!("补上{head}，或核对组别写得对不对")),
            );
        }
    }
    if let [only] = labels.as_slice()
        && ["成员", "组员"].contains(only)
    {
        let place = roster.groups[0].label.place.clone();
        found.push(
            Diagnostic::warning(place, format!("名单里只有{only}，没有牵头的人"))
                .hint("补上组长；不分组的名单可以不要“组别”这一列"),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::said_of_roster;

    #[test]
    fn somebody_leads() {
        let said = |labels: [&str; 2]| {
            said_of_roster(&format!(
                "组别,姓名,职务\n{},王强,书记\n{},李梅,镇长\n",
                labels[0], labels[1]
            ))
        };
        assert_eq!(said(["组长", "副组长"]), "");
        assert_eq!(said(["常务副组长", "第一组长"]), "");
        insta::assert_snapshot!(said(["副总指挥", "成员"]), @"提醒: 甲.csv A2: 有副总指挥，没有总指挥");
        insta::assert_snapshot!(said(["成员", "成员"]), @"提醒: 甲.csv A2: 名单里只有成员，没有牵头的人");
    }
}
