//! Who heads the group's office is of the group.

use crate::diag::{Diagnostics, Severity};
use crate::lint::{Basis, Check, Rule, Sample};
use crate::model::RosterSpec;
use crate::roster::Roster;

pub(in crate::lint) const RULE: Rule = Rule {
    code: "roster-office",
    severity: Severity::Warning,
    basis: &[Basis::Practice("领导小组办公室主任由小组成员兼任")],
    doc: "办公室主任是名单里的人。不在名单里，或者是姓名写错了，或者是名单改了、办公室没有改。",
    check: Check::Roster(check),
    wrong: &[
        Sample::Roster(
            "组别,姓名,职务\n组长,王强,镇长\n成员,李梅,卫生院院长\n",
            "办公室: { 设在: 镇卫生院, 主任: 【李红梅】 }",
        ),
        Sample::Roster(
            "姓名,职务\n王强,镇长\n",
            "办公室: { 设在: 镇卫生院, 职责: 负责日常工作, 主任: 【张伟】 }",
        ),
    ],
    right: &[
        Sample::Roster(
            "组别,姓名,职务\n组长,王强,镇长\n成员,李　梅,卫生院院长\n",
            "办公室: { 设在: 镇卫生院, 主任: 李梅 }",
        ),
        Sample::Roster("姓名,职务\n王强,镇长\n", "办公室: { 设在: 镇卫生院, 副主任: [张伟] }"),
    ],
};

fn check(spec: &RosterSpec, roster: &Roster, found: &mut Diagnostics) {
    let Some(office) = &spec.office else { return };
    for director in office.director.iter().filter(|director| !roster.has(&director.v)) {
        found.push(
            RULE.at(&director.place, format!("办公室主任“{}”不在这个名单里", director.v))
                .hint("核对姓名，或把他加进名单"),
        );
    }
}
