//! A group with deputies or members has somebody at its head.

use crate::diag::{Diagnostics, Severity};
use crate::lint::{Basis, Check, Rule, Sample};
use crate::model::RosterSpec;
use crate::roster::Roster;

pub(in crate::lint) const RULE: Rule = Rule {
    code: "roster-no-head",
    severity: Severity::Warning,
    basis: &[Basis::Practice("领导小组有人牵头")],
    doc: "有副职的名单有正职，不止有成员。有副组长没有组长，或者只有成员，多半是组别写错了、组长漏了。",
    check: Check::Roster(check),
    wrong: &[
        Sample::Roster("组别,姓名,职务\n【副总指挥】,王强,书记\n成员,李梅,镇长\n", ""),
        Sample::Roster("组别,姓名,职务\n【成员】,王强,书记\n,李梅,镇长\n", ""),
    ],
    right: &[
        Sample::Roster("组别,姓名,职务\n组长,王强,书记\n副组长,李梅,镇长\n", ""),
        Sample::Roster("组别,姓名,职务\n常务副组长,王强,书记\n第一组长,李梅,镇长\n", ""),
    ],
};

fn check(_: &RosterSpec, roster: &Roster, found: &mut Diagnostics) {
    let labels: Vec<&str> = roster.groups.iter().map(|group| group.label.v.as_str()).collect();
    for group in &roster.groups {
        let label = &group.label;
        // 副组长 has 组长 above it, 第一副组长 too
        let Some((_, head)) = label.v.split_once('副') else { continue };
        let named = |label: &&str| label.ends_with(head) && !label.contains('副');
        if !head.is_empty() && !labels.iter().any(named) {
            found.push(
                RULE.at(&label.place, format!("有{}，没有{head}", label.v))
                    .hint(format!("补上{head}，或核对组别写得对不对")),
            );
        }
    }
    if let [only] = labels.as_slice()
        && ["成员", "组员"].contains(only)
    {
        let place = &roster.groups[0].label.place;
        found.push(
            RULE.at(place, format!("名单里只有{only}，没有牵头的人"))
                .hint("补上组长；不分组的名单可以不要“组别”这一列"),
        );
    }
}
