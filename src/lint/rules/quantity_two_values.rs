//! What a place has of something is the same number throughout.

use std::collections::BTreeMap;

use crate::diag::{Diagnostics, Severity};
use crate::lint::pattern::Pattern;
use crate::lint::reading::{self, Part};
use crate::lint::{Basis, Check, Reading, Rule, Sample};
use crate::source::Place;

pub(in crate::lint) const RULE: Rule = Rule {
    code: "quantity-two-values",
    severity: Severity::Warning,
    basis: &[Basis::Regulation("第二十条（四）")],
    doc: "同一件事的数，全文一样。只比主语写明的总数：全镇共有、我县下辖、本项目总投资；句子里有时间、有变化（去年、增加到、目标）的不比。",
    check: Check::Reading(check),
    wrong: &[
        Sample::Text(
            "一、基本情况\n\n全镇共有12个村、3个社区，常住人口2.3万人。\n\n二、目标任务\n\n以全镇【13个村】为单元，抓好整治。",
        ),
        Sample::Text(
            "本项目总投资120万元，由县财政安排。\n\n资金来源：本项目总投资【130万元】，其中县级90万元。",
        ),
    ],
    right: &[
        Sample::Text(
            "全镇共有12个村。\n\n2025年全镇有11个村，全镇完成3个村的改造。\n\n全镇12个村都要落实。",
        ),
        Sample::Text("全镇共有12个村。\n\n到2027年，全镇13个村达标。\n\n全镇6个村是重点村。"),
        Sample::Text("（一）道路。总投资120万元。\n\n（二）供水。总投资130万元。"),
    ],
};

/// A subject that is the same wherever it stands, what is said of it, and the number.
static SUBJECT: Pattern = Pattern::new(
    "(全[县镇乡区市村省]|[我本][县镇乡区市村省])(共有|现有|共|下辖|辖|总计|共辖|现辖|有)?$|\
         ((?:本|该)(?:项目|工程)(?:计划|概算|估算)?总(?:投资|面积|长度|户数|人口))(?:约|为|共)?$",
);
/// What says that it is about another time, or about a part.
const OTHERWISE: [&str; 28] = [
    "去年", "上年", "明年", "今年", "到", "年底", "以来", "目标", "增", "减", "新", "原", "完成",
    "已", "计划", "力争", "将", "剩", "余", "其中", "重点", "试点", "示范", "确定", "选择", "年",
    "月", "达标",
];

fn check(reading: &Reading<'_>, found: &mut Diagnostics) {
    let mut seen: BTreeMap<(String, &str), (f64, Place, String)> = BTreeMap::new();
    for (_, passage) in reading.running().filter(|(_, it)| !matches!(it.part, Part::Attachment(_)))
    {
        let text = passage.text();
        for quantity in passage.quantities().iter().filter(|it| !it.approximate) {
            let clause = reading::clause(text, &quantity.range);
            let before = &text[clause.start..quantity.range.start];
            let Some(said) = SUBJECT.find(before) else { continue };
            let is_otherwise = OTHERWISE.iter().any(|word| text[clause.clone()].contains(word));
            let Some(name) = said.get(1).or(said.get(3)).filter(|_| !is_otherwise) else {
                continue;
            };
            // 12个村民小组, 6个村的群众; without a verb it is all of them only where that is said
            let behind = &text[quantity.range.end..];
            let said_of_all = said.get(2).or(said.get(3)).is_some()
                || behind.starts_with(['都', '均', '全', '要', '各', '为'])
                || before.starts_with(['以', '把', '将', '在'])
                    && behind.starts_with(['全', '都', '为']);
            if behind.starts_with(['民', '组', '级', '干', '（', '是']) || !said_of_all {
                continue;
            }
            let name = name.as_str().replace('本', "我");
            let words = text[quantity.range.clone()].to_owned();
            let place = passage.place(quantity.range.clone());
            let key = (name.replace(['我', '全'], ""), quantity.unit);
            match seen.get(&key) {
                None => {
                    seen.insert(key, (quantity.value, place, words));
                }
                Some((value, first, before)) => {
                    let off = (value - quantity.value).abs();
                    if off > quantity.step / 2.0 && off > 1e-9 {
                        found.push(
                            RULE.at(&place, format!("这里是{words}，前面是{before}"))
                                .hint("同一个数前后要一样；说的不是一回事，写明各是什么")
                                .related(first.clone(), format!("前面写的是{before}")),
                        );
                    }
                }
            }
        }
    }
}
