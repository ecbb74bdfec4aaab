//! Where a roster gives posts and names, each line has both.

use crate::diag::{Diagnostics, Severity};
use crate::lint::{Basis, Check, Rule, Sample};
use crate::model::RosterSpec;
use crate::roster::{Field, Group, Member, Roster};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "roster-no-post",
    severity: Severity::Warning,
    basis: &[Basis::Practice("名单写全姓名和职务，收文的人才知道是谁")],
    doc: "名单里的人都有姓名和职务。同组的人都有、只有一行没有的，多半是漏了，或者错了一行；“各村党组织书记”这样的不算。",
    check: Check::Roster(check),
    wrong: &[
        Sample::Roster("组别,姓名,职务\n组长,王强,书记\n成员,李梅,甲\n,【赵六】,\n,丁一,乙\n", ""),
        Sample::Roster(
            "组别,姓名,职务\n组长,王强,书记\n成员,李梅,甲\n,,【县财政局局长】\n,丁一,乙\n",
            "",
        ),
    ],
    right: &[
        Sample::Roster("姓名,电话\n王强,13800000001\n李梅,13800000002\n", ""),
        Sample::Roster("姓名,职务\n,县财政局局长\n,县教育局局长\n", ""),
        Sample::Roster("组别,姓名,职务\n组长,王强,书记\n成员,李梅,甲\n,丁一,乙\n,,各镇镇长\n", ""),
    ],
};

/// How an entry for many begins or what is in it: 各村党组织书记, 有关部门负责人. It has no name.
const MANY: [&str; 8] = ["各", "全体", "其他", "其它", "有关", "相关", "若干", "待定"];

fn check(_: &RosterSpec, roster: &Roster, found: &mut Diagnostics) {
    for group in &roster.groups {
        for member in &group.members {
            let post = roster.post(member);
            match &member.name {
                Some(name)
                    if post.is_empty() && others(group, |it| !roster.post(it).is_empty()) =>
                {
                    let message = format!("“{}”没有写职务", name.v);
                    found.push(
                        RULE.at(&name.place, message)
                            .hint("同组的人都有职务；补上，或核对是不是错了一行"),
                    );
                }
                None if !is_of_many(&post) && others(group, |it| it.name.is_some()) => {
                    let of_post = [Field::Post, Field::Unit];
                    let cell = of_post.iter().find_map(|field| roster.value(member, *field));
                    let place = cell.map(|cell| cell.place.clone()).unwrap_or_default();
                    found.push(
                        RULE.at(&place, format!("“{post}”没有写姓名"))
                            .hint("同组的人都有姓名；补上，和职务合并成一格的拆开，还没有定的写【待填：姓名】"),
                    );
                }
                _ => {}
            }
        }
    }
}

fn is_of_many(post: &str) -> bool {
    MANY.iter().any(|word| post.contains(word))
}

/// Whether most of a group, and two people of it at least, are like that.
fn others(group: &Group, is: impl Fn(&Member) -> bool) -> bool {
    let count = group.members.iter().filter(|member| is(member)).count();
    count > 1 && count * 2 > group.members.len()
}
