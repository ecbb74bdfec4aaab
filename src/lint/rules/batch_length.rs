//! One document of many is about as long as the others.

use crate::diag::{Diagnostics, Severity};
use crate::lint::{Basis, Check, Rule, Run, Sample};

/// The campaign of its cases.
const CAMPAIGN: &str = "发文机关: { 名称: 甲县人民政府 }\n日期: { 成文: 2026-01-05 }\n表: { 镇: 镇.csv }\n\
    文件: [{ 名: \"{{ 乡镇 }}\", 逐一: 镇, 标题: 关于下达改厕任务的通知, 主送: \"{{ 乡镇 }}人民政府\", 正文: 文.md }]\n";

pub(in crate::lint) const RULE: Rule = Rule {
    code: "batch-length",
    severity: Severity::Note,
    basis: &[Basis::Practice("一张表里的各份文件长短相近")],
    doc: "逐一生成的文件，长短和别的各份相近。别的都差不多长、只有一两份长出一倍或者短去一半的，多半是那一行的格子填串了，或者漏了一段。",
    check: Check::Run(check),
    wrong: &[Sample::Campaign(&[
        ("campaign.yaml", CAMPAIGN),
        ("文.md", "下达你镇改厕任务，{{ 要求 }}。"),
        (
            "镇.csv",
            "乡镇,要求\n子镇,三月底前完成\n丑镇,四月底前完成\n寅镇,五月底前完成\n卯镇,六月底前完成\n辰镇,七月底前完成\n\
             巳镇,八月底前完成\n午镇,九月底前完成\n未镇,十月底前完成\n申镇,冬月底前完成\n\
             【酉镇】,三月底前完成摸底并且把各村各组的花名册和照片一并报来经县里抽查合格以后再组织施工施工中要注意安全和质量完工以后及时申请验收并做好管护\n",
        ),
    ])],
    right: &[Sample::Campaign(&[
        ("campaign.yaml", CAMPAIGN),
        ("文.md", "下达你镇改厕任务，{{ 要求 }}。"),
        ("镇.csv", "乡镇,要求\n子镇,三月底前完成\n丑镇,四月底前完成\n寅镇,早日完成\n"),
    ])],
};

/// Fewer documents have no common length.
const FEWEST: usize = 10;
/// One in so many at most is unlike the others.
const RARE: usize = 10;

fn check(run: &Run<'_>, found: &mut Diagnostics) {
    let mut lengths: Vec<usize> = run.documents.iter().map(|brief| brief.length).collect();
    lengths.sort_unstable();
    let Some(median) = lengths.get(lengths.len() / 2).copied() else { return };
    let is_like = |length: usize| (median * 3 / 4..=median * 5 / 4).contains(&length);
    let is_far = |length: usize| length > median * 2 || length * 2 < median;
    let far = lengths.iter().filter(|length| is_far(**length)).count();
    let alike = lengths.iter().filter(|length| is_like(**length)).count();
    if lengths.len() < FEWEST || far * RARE > lengths.len() || alike + far < lengths.len() {
        return;
    }
    for brief in run.documents.iter().filter(|brief| is_far(brief.length)) {
        let message = format!("这一份有{}个字，别的各份都在{median}个字上下", brief.length);
        found.push(RULE.at(&brief.place, message).hint("看一看这一行的格子有没有填串"));
    }
}
