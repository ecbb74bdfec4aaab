//! A total in the text is the table's.

use crate::diag::{Diagnostics, Severity};
use crate::lint::reading::{Quantity, Sheet};
use crate::lint::{Basis, Check, Reading, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "text-total-differs",
    severity: Severity::Warning,
    basis: &[Basis::Regulation("第二十条（四）")],
    doc: "正文说的总数，和它指的那张表的合计一样。只看写明“见附件”或“如下表”的句子，表里只有一列是这个单位的才对。",
    check: Check::Reading(check),
    wrong: &[
        Sample::Campaign(&[
            (
                "campaign.yaml",
                "发文机关: { 名称: 甲县人民政府 }\n日期: { 成文: 2026-01-05 }\n表: { 任务: { 文件: 任务.csv, 标题: 改厕任务表 } }\n\
                 文件: [{ 名: 乙, 标题: 关于下达改厕任务的通知, 正文: 文.md, 附件: [{ 表: 任务 }] }]\n",
            ),
            ("文.md", "今年全县计划改厕【65户】（任务分解见附件），请抓好落实。"),
            ("任务.csv", "序号,乡镇,改厕户数\n1,子镇,20\n2,丑镇,30\n3,寅乡,12\n,合计,62\n"),
        ]),
        Sample::Text(
            "安排补助资金【60万元】，分配如下：\n\n| 乡镇 | 补助资金（万元） |\n|---|---|\n| 子镇 | 20 |\n| 丑镇 | 30.5 |\n| 合计 | 50.5 |",
        ),
    ],
    right: &[
        Sample::Text(
            "安排补助资金50.5万元，改厕3户，分配如下：\n\n| 乡镇 | 补助资金（万元） | 计划户数 | 完成户数 |\n|---|---|---|---|\n| 子镇 | 20 | 1 | 1 |\n| 丑镇 | 30.5 | 1 | 1 |\n| 合计 | 50.5 | 2 | 2 |",
        ),
        Sample::Text(
            "每户补助2户主1人，青溪镇20户、白沙镇30户，分配如下：\n\n| 乡镇 | 户数 |\n|---|---|\n| 青溪镇 | 20 |\n| 白沙镇 | 30 |\n| 合计 | 50 |",
        ),
    ],
};

/// What is measured, and what the heads of its columns say.
const MEASURED: [(&str, &[&str]); 9] = [
    ("户", &["户"]),
    ("人", &["人数", "人口", "人）"]),
    ("座", &["座", "公厕"]),
    ("处", &["处"]),
    ("亩", &["亩", "面积"]),
    ("公里", &["公里", "里程"]),
    ("吨", &["吨"]),
    ("台", &["台"]),
    ("元", &["万元"]),
];

fn check(reading: &Reading<'_>, found: &mut Diagnostics) {
    for pointed in reading.pointed() {
        let quantities: Vec<&Quantity> = pointed.quantities().collect();
        for quantity in &quantities {
            // of several of a kind nobody knows which is the total
            let alike = quantities.iter().filter(|it| it.unit == quantity.unit).count();
            let Some((total, times)) = total(pointed.sheet, quantity.unit).filter(|_| alike == 1)
            else {
                continue;
            };
            let off = quantity.rounding();
            // a part of it may be what is told
            let is_part = (0..).zip(pointed.sheet.heads()).any(|(column, _)| {
                let mut rows = pointed.sheet.rows();
                rows.any(|row| {
                    let number = pointed.sheet.number(row, column);
                    number.is_some_and(|it| (it * times - quantity.value).abs() <= off + 1e-6)
                })
            });
            if is_part || (total * times - quantity.value).abs() <= off + 1e-6 {
                continue;
            }
            let words = &pointed.passage.text()[quantity.range.clone()];
            let unit = if times > 1.0 { "万元" } else { quantity.unit };
            let total = (total * 1000.0).round() / 1000.0;
            found.push(
                RULE.at(
                    &pointed.passage.place(quantity.range.clone()),
                    format!("正文写的是{words}，表里合计是{total}{unit}"),
                )
                .hint("核对正文和表里的数；说的不是合计的，写明是什么"),
            );
        }
    }
}

/// The total of the one column of that unit, as its last row of totals has it, and what one of it is worth.
fn total(sheet: &Sheet<'_>, unit: &str) -> Option<(f64, f64)> {
    let (_, words) = MEASURED.iter().find(|(measured, _)| *measured == unit)?;
    let is_measured = |head: &String| {
        words.iter().any(|word| head.contains(word)) && !head.contains(['率', '均', '每', '比'])
    };
    let mut columns = (0..).zip(sheet.heads()).filter(|(_, head)| is_measured(head));
    let (Some((column, _)), None) = (columns.next(), columns.next()) else { return None };
    let row = sheet.rows().rev().find(|row| sheet.is_total(*row))?;
    let times = if unit == "元" { 1e4 } else { 1.0 };
    Some((sheet.number(row, column)?, times))
}
