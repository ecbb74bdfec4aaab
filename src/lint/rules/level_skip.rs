//! One writes to the next organ above.

use crate::compose::Facts;
use crate::diag::{Diagnostics, Severity};
use crate::directory::Relation;
use crate::lint::{Basis, Check, Rule, Sample, terms};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "level-skip",
    severity: Severity::Warning,
    basis: &[Basis::Regulation("第十四条")],
    doc: "一般不越级行文。特殊情况需要越级的，同时抄送被越过的机关。活动里写了“机关”一览表的按表；没有写的，只看名称上分得清的：镇报省、报国务院。",
    check: Check::Facts(check),
    wrong: &[
        Sample::Organs(
            "标题: 关于改厕工作情况的报告\n签发人: 王强\n主送: 【丙省人民政府】",
            "名称,上级\n甲县人民政府,乙市人民政府\n乙市人民政府,丙省人民政府\n丙省人民政府,\n",
        ),
        Sample::Document(
            "发文机关: { 名称: 甲县丁镇人民政府, 代字: 丁府 }\n标题: 关于改厕工作情况的报告\n签发人: 王强\n主送: 【丙省人民政府】",
        ),
    ],
    right: &[
        Sample::Organs(
            "标题: 关于改厕工作情况的报告\n签发人: 王强\n主送: 丙省人民政府\n抄送: [乙市人民政府]",
            "名称,上级\n甲县人民政府,乙市人民政府\n乙市人民政府,丙省人民政府\n丙省人民政府,\n",
        ),
        Sample::Document("标题: 关于改厕工作情况的报告\n签发人: 王强\n主送: 乙市人民政府"),
    ],
};

fn check(facts: &Facts<'_>, found: &mut Diagnostics) {
    let (Some(title), [own, ..]) = (terms::heading(facts), facts.organs.list()) else { return };
    let Some(kind) = title.kind.filter(|kind| terms::UPWARD.contains(kind)) else { return };
    let copied = terms::copied(facts);
    for (name, place) in terms::addressees(facts) {
        let known = facts.directory.and_then(|directory| Some((directory, directory.find(own)?)));
        let skipped = match (terms::relation(facts.directory, own, name), known) {
            (Some(Relation::Above(steps)), Some((directory, organ))) if steps > 1 => {
                let between: Vec<_> = directory.above(organ).into_iter().take(steps - 1).collect();
                if between.iter().all(|organ| copied.iter().any(|(name, _)| organ.goes_by(name))) {
                    continue;
                }
                between.iter().map(|organ| organ.name.v.as_str()).collect::<Vec<_>>().join("、")
            }
            // a county may be a city by its name, so only what is far above is certain
            (Some(Relation::Above(steps)), None) if steps > 2 && copied.is_empty() => {
                "上一级机关".to_owned()
            }
            _ => continue,
        };
        let message = format!("{kind}越级主送“{name}”，没有抄送{skipped}");
        found.push(RULE.at(&place, message).hint("主送直接的上级；确需越级的，抄送被越过的机关"));
    }
}
