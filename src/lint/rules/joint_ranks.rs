//! Organs of one rank issue together.

use crate::compose::Facts;
use crate::diag::{Diagnostics, Severity};
use crate::directory::Relation;
use crate::lint::{Basis, Check, Rule, Sample, terms};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "joint-ranks",
    severity: Severity::Warning,
    basis: &[Basis::Regulation("第十七条")],
    doc: "同级的机关才联合行文。上级和下级不能联合发文；活动里写了“机关”一览表的，级别不同的也提醒。",
    check: Check::Facts(check),
    wrong: &[
        Sample::Document("联合发文: [【甲县丁镇人民政府】]"),
        Sample::Organs(
            "联合发文: [【乙县财政局】]",
            "名称,级别\n甲县人民政府,县处级\n乙县财政局,乡科级\n",
        ),
    ],
    right: &[
        Sample::Document("联合发文: [乙县人民政府]"),
        Sample::Organs(
            "联合发文: [乙县财政局]",
            "名称,级别\n甲县人民政府,县处级\n乙县财政局,县处级\n",
        ),
    ],
};

fn check(facts: &Facts<'_>, found: &mut Diagnostics) {
    let [host, others @ ..] = facts.organs.list() else { return };
    for other in others {
        let rank = |name: &str| facts.directory?.find(name)?.rank.as_deref();
        let differ = match (rank(host), rank(other)) {
            (Some(one), Some(another)) => one != another,
            _ => matches!(
                terms::relation(facts.directory, host, other),
                Some(Relation::Above(_) | Relation::Below)
            ),
        };
        if differ {
            let message = format!("“{}”和“{}”不是同级机关", &**host, &**other);
            found.push(RULE.at(other.place(), message).hint("核对级别；不同级的，不联合发文"));
        }
    }
}
