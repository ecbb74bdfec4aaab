//! The numbers of a batch follow one another.

use std::collections::BTreeMap;

use crate::diag::{Diagnostics, Severity};
use crate::lint::{Basis, Check, Rule, Run, Sample};
use crate::source::Place;

/// The campaign of its cases.
const CAMPAIGN: &str = "发文机关: { 名称: 甲县人民政府, 代字: 甲府发 }\n日期: { 成文: 2026-01-05 }\n表: { 镇: 镇.csv }\n\
    文件: [{ 名: \"{{ 乡镇 }}\", 逐一: 镇, 标题: 关于下达改厕任务的通知, 主送: \"{{ 乡镇 }}人民政府\", 正文: 文.md }]\n";

pub(in crate::lint) const RULE: Rule = Rule {
    code: "batch-number-gap",
    severity: Severity::Note,
    basis: &[Basis::Practice("一批文件的号连着编")],
    doc: "逐一生成的文件，表里写的文号连着。跳了几个号的，可能漏了一行，也可能那个号给了别的文件；跳得多的不说。",
    check: Check::Run(check),
    wrong: &[Sample::Campaign(&[
        ("campaign.yaml", CAMPAIGN),
        ("文.md", "下达你镇改厕任务{{ 户数 }}户，请抓好落实。"),
        ("镇.csv", "乡镇,户数,文号\n子镇,12,5\n丑镇,15,6\n寅镇,18,7\n卯镇,11,【9】\n辰镇,10,10\n"),
    ])],
    right: &[Sample::Campaign(&[
        ("campaign.yaml", CAMPAIGN),
        ("文.md", "下达你镇改厕任务{{ 户数 }}户，请抓好落实。"),
        ("镇.csv", "乡镇,户数,文号\n子镇,12,9\n丑镇,15,6\n寅镇,18,7\n卯镇,11,8\n辰镇,10,10\n"),
    ])],
};

/// Fewer numbers show no order that something could be missing from.
const FEWEST: usize = 4;

fn check(run: &Run<'_>, found: &mut Diagnostics) {
    let mut series: BTreeMap<&str, BTreeMap<u32, &Place>> = BTreeMap::new();
    for number in run.documents.iter().filter_map(|brief| brief.number.as_ref()) {
        series.entry(&number.series).or_default().insert(number.serial, &number.place);
    }
    for (series, numbers) in series {
        let serials: Vec<(&u32, &&Place)> = numbers.iter().collect();
        let gaps: Vec<_> = serials.windows(2).filter(|pair| *pair[1].0 - *pair[0].0 > 1).collect();
        let few = gaps.len() * 4 <= serials.len();
        for pair in gaps.iter().filter(|_| serials.len() >= FEWEST && few) {
            let (before, after) = (*pair[0].0, *pair[1].0);
            let missing = match after - before {
                2 => format!("{}号", before + 1),
                _ => format!("{}号到{}号", before + 1, after - 1),
            };
            found.push(
                RULE.at(pair[1].1, format!("{series}{after}号前面没有{missing}"))
                    .hint("核对是不是漏了一行；那个号给了别的文件就不用改"),
            );
        }
    }
}
