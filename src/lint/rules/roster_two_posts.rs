//! Who stands in two groups has one post.

use std::collections::BTreeMap;

use crate::diag::{Diagnostics, Severity};
use crate::lint::{Basis, Check, Rule, Sample};
use crate::model::RosterSpec;
use crate::roster::Roster;

pub(in crate::lint) const RULE: Rule = Rule {
    code: "roster-two-posts",
    severity: Severity::Warning,
    basis: &[Basis::Practice("名单写现任职务")],
    doc: "一个人在两组里职务要一样。不一样，或者有一处没有改成现任职务，或者是同名的两个人。",
    check: Check::Roster(check),
    wrong: &[
        Sample::Roster("组别,姓名,职务\n组长,王强,书记\n成员,李梅,镇长\n,【王强】,副书记\n", ""),
        Sample::Roster(
            "组别,姓名,单位,职务\n组长,王强,镇政府,镇长\n成员,【王强】,镇党委,委员\n",
            "",
        ),
    ],
    right: &[
        Sample::Roster("组别,姓名,职务\n组长,王强,书记\n成员,王强,书记\n", ""),
        Sample::Roster("组别,姓名,职务\n组长,王强,书记\n成员,王刚,副书记\n", ""),
    ],
};

fn check(_: &RosterSpec, roster: &Roster, found: &mut Diagnostics) {
    let mut seen = BTreeMap::new();
    for (nth, group) in roster.groups.iter().enumerate() {
        for member in &group.members {
            let Some(name) = &member.name else { continue };
            let post = roster.post(member);
            let (first, group_before, post_before, place) =
                seen.entry(&name.v).or_insert((nth, &group.label.v, post.clone(), &name.place));
            if *first != nth && *post_before != post {
                let message = format!(
                    "“{}”在{group_before}和{}里的职务不一样：{post_before}，{post}",
                    name.v, group.label.v
                );
                found.push(
                    RULE.at(&name.place, message)
                        .hint("核对哪一处是现任职务；是两个人就在备注里分清")
                        .related((*place).clone(), format!("前一处写的是“{post_before}”")),
                );
            }
        }
    }
}
