//! Who stands in two groups has one post.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Diagnostics};
use crate::lint::{Check, Rule};
use crate::model::RosterSpec;
use crate::roster::Roster;

pub(in crate::lint) const RULE: Rule =
    Rule { name: "roster_two_posts", basis: "惯例", check: Check::Roster(check) };

fn check(_: &RosterSpec, roster: &Roster, found: &mut Diagnostics) {
    let mut seen = BTreeMap::new();
    for (nth, group) in roster.groups.iter().enumerate() {
        for member in &group.members {
            let Some(name) = &member.name else { continue };
            let post = roster.post(member);
            let (first, group_before, post_before) =
                seen.entry(&name.v).or_insert((nth, &group.label.v, post.clone()));
            if *first != nth && *post_before != post {
                let message = format!(
                    "“{}”在{group_before}和{}里的职务不一样：{post_before}，{post}",
                    name.v, group.label.v
                );
                found.push(
                    Diagnostic::warning(name.place.clone(), message)
                        .hint("核对哪一处是现任职务；是两个人就在备注里分清"),
                );
            }
        }
    }
}
