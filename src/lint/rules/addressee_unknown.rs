//! Organs go by the names of the campaign's own list.

use crate::compose::Facts;
use crate::diag::{Diagnostics, Severity};
use crate::lint::{Basis, Check, Rule, Sample, terms};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "addressee-unknown",
    severity: Severity::Warning,
    basis: &[Basis::Regulation("第九条（八）（十六）")],
    doc: "主送和抄送的机关写全称或者规范化简称。活动里写了“机关”一览表的，表里没有的名称要核对；“各乡镇”“有关单位”一类的统称不管。",
    check: Check::Facts(check),
    wrong: &[
        Sample::Organs(
            "主送: [各乡镇人民政府, 【县发改委】]",
            "名称,简称\n甲县人民政府,县政府\n甲县发展和改革局,县发展改革局\n",
        ),
        Sample::Organs(
            "主送: [县发展改革局]\n抄送: [【县财证局】]",
            "名称,简称\n甲县人民政府,县政府\n甲县发展和改革局,县发展改革局\n甲县财政局,县财政局\n",
        ),
    ],
    right: &[
        Sample::Organs(
            "主送: [各乡镇人民政府, 县发展改革局, 有关单位]\n抄送: [甲县财政局]",
            "名称,简称\n甲县人民政府,县政府\n甲县发展和改革局,县发展改革局\n甲县财政局,县财政局\n",
        ),
        Sample::Document("主送: 县发改委"),
    ],
};

/// Words of names that are no one organ's.
const GENERAL: [&str; 10] =
    ["各", "有关", "相关", "单位", "部门", "其他", "直属", "成员", "全体", "机关"];

fn check(facts: &Facts<'_>, found: &mut Diagnostics) {
    let Some(directory) = facts.directory else { return };
    let known = || {
        directory.organs().iter().flat_map(|organ| {
            std::iter::once(organ.name.v.as_str())
                .chain(organ.short_names.iter().map(String::as_str))
        })
    };
    for (name, place) in terms::addressees(facts).into_iter().chain(terms::copied(facts)) {
        let is_general = GENERAL.iter().any(|word| name.contains(word));
        if !is_general && directory.find(name).is_none() {
            let longer = known().find(|known| terms::may_be_one(name, known));
            let said = RULE.at(&place, format!("机关一览表里没有“{name}”"));
            found.push(match longer {
                Some(longer) => {
                    said.hint(format!("是“{longer}”的，照表里写；不是的，把它加进表里"))
                }
                None => said.hint("核对名称，或者把它加进表里").did_you_mean(name, known()),
            });
        }
    }
}
