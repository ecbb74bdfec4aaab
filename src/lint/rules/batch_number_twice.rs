//! Two rows do not have one 发文字号.

use std::collections::BTreeMap;

use crate::diag::{Diagnostics, Severity};
use crate::lint::{Basis, Check, Rule, Run, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "batch-number-twice",
    severity: Severity::Warning,
    basis: &[Basis::Standard("7.2.5")],
    doc: "逐一生成的文件，表里各行写的文号不重。发文字号里的顺序号一份文件一个；所有收文机关用同一个号的，写在活动文件的“文号”里，不写在表里。",
    check: Check::Run(check),
    wrong: &[Sample::Campaign(&[
        (
            "campaign.yaml",
            "发文机关: { 名称: 甲县人民政府, 代字: 甲府发 }\n日期: { 成文: 2026-01-05 }\n表: { 镇: 镇.csv }\n\
             文件: [{ 名: \"{{ 乡镇 }}\", 逐一: 镇, 标题: 关于下达改厕任务的通知, 主送: \"{{ 乡镇 }}人民政府\", 正文: 文.md }]\n",
        ),
        ("文.md", "下达你镇改厕任务{{ 户数 }}户，请抓好落实。"),
        ("镇.csv", "乡镇,户数,文号\n子镇,12,5\n丑镇,15,6\n寅镇,18,【6】\n"),
    ])],
    right: &[Sample::Campaign(&[
        (
            "campaign.yaml",
            "发文机关: { 名称: 甲县人民政府, 代字: 甲府发 }\n日期: { 成文: 2026-01-05 }\n表: { 镇: 镇.csv }\n\
                 文件: [{ 名: \"{{ 乡镇 }}\", 逐一: 镇, 文号: 5, 标题: 关于下达改厕任务的通知, 主送: \"{{ 乡镇 }}人民政府\", 正文: 文.md }]\n",
        ),
        ("文.md", "下达你镇改厕任务{{ 户数 }}户，请抓好落实。"),
        ("镇.csv", "乡镇,户数\n子镇,12\n丑镇,15\n"),
    ])],
};

fn check(run: &Run<'_>, found: &mut Diagnostics) {
    let mut seen = BTreeMap::new();
    for number in run.documents.iter().filter_map(|brief| brief.number.as_ref()) {
        if let Some(first) = seen.insert((&number.series, number.serial), &number.place) {
            found.push(
                RULE.at(&number.place, format!("{}{}号给了两行", number.series, number.serial))
                    .hint("一份文件一个号；核对哪一行写错了")
                    .related(first.clone(), "前一行在这里"),
            );
        }
    }
}
