//! No recipient gets the same document twice, and no two get one where all others differ.

use std::collections::BTreeMap;

use crate::diag::{Diagnostics, Severity};
use crate::lint::batch::Brief;
use crate::lint::{Basis, Check, Rule, Run, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "batch-same-document",
    severity: Severity::Warning,
    basis: &[Basis::Practice("一个收文机关一份，各行各说各的")],
    doc: "逐一生成的文件，两行不做出同一份来。主送和文字全一样的，是一行抄了两遍；别的各行文字都不同、只有两行一模一样的，多半是抄了上一行没有改。",
    check: Check::Run(check),
    wrong: &[
        Sample::Campaign(&[
            (
                "campaign.yaml",
                "发文机关: { 名称: 甲县人民政府 }\n日期: { 成文: 2026-01-05 }\n表: { 镇: 镇.csv }\n\
                 文件: [{ 名: \"{{ 序 }}-{{ 乡镇 }}\", 逐一: 镇, 标题: 关于下达改厕任务的通知, 主送: \"{{ 乡镇 }}人民政府\", 正文: 文.md }]\n",
            ),
            ("文.md", "下达你镇改厕任务{{ 户数 }}户，请抓好落实。"),
            ("镇.csv", "序,乡镇,户数\n甲,子镇,12\n乙,丑镇,15\n【丙】,子镇,12\n"),
        ]),
        Sample::Campaign(&[
            (
                "campaign.yaml",
                "发文机关: { 名称: 甲县人民政府 }\n日期: { 成文: 2026-01-05 }\n表: { 镇: 镇.csv }\n\
                 文件: [{ 名: \"{{ 乡镇 }}\", 逐一: 镇, 标题: 关于下达改厕任务的通知, 主送: \"{{ 乡镇 }}人民政府\", 正文: 文.md }]\n",
            ),
            ("文.md", "下达你镇改厕任务{{ 户数 }}户，补助资金{{ 资金 }}元，由{{ 联系人 }}负责。"),
            (
                "镇.csv",
                "乡镇,户数,资金,联系人\n子镇,121,36300,甲一\n丑镇,152,45600,甲二\n寅镇,183,54900,甲三\n卯镇,114,34200,甲四\n\
                 辰镇,105,31500,甲五\n巳镇,206,61800,甲六\n午镇,97,29100,甲七\n未镇,88,26400,甲八\n申镇,132,39600,甲九\n【酉镇】,132,39600,甲九\n",
            ),
        ]),
    ],
    right: &[Sample::Campaign(&[
        (
            "campaign.yaml",
            "发文机关: { 名称: 甲县人民政府 }\n日期: { 成文: 2026-01-05 }\n表: { 镇: 镇.csv }\n\
                 文件: [{ 名: \"{{ 乡镇 }}\", 逐一: 镇, 标题: 关于改厕的通知, 主送: \"{{ 乡镇 }}人民政府\", 正文: 文.md }]\n",
        ),
        ("文.md", "请抓好落实。"),
        ("镇.csv", "乡镇\n子镇\n丑镇\n寅镇\n"),
    ])],
};

/// Of fewer documents nobody can say that they all differ.
const FEWEST: usize = 8;

fn check(run: &Run<'_>, found: &mut Diagnostics) {
    let mut seen: BTreeMap<u64, Vec<&Brief>> = BTreeMap::new();
    for brief in &run.documents {
        seen.entry(brief.words).or_default().push(brief);
    }
    let total = run.documents.len();
    // one pair in many is a slip; more of them are texts that say the same to many
    let repeated = total - seen.len();
    let differ = total >= FEWEST && repeated * 20 <= total.max(20);
    for brief in &run.documents {
        let Some([first, more @ ..]) = seen.get(&brief.words).map(Vec::as_slice) else { continue };
        let before = std::iter::once(first).chain(more);
        let mut before = before.take_while(|other| !std::ptr::eq(**other, *brief));
        let same =
            before.clone().find(|it| it.recipient == brief.recipient && !it.recipient.is_empty());
        let message = match (same, before.next().filter(|_| differ)) {
            (Some(_), _) => format!("给{}的和前面一行的一模一样", brief.recipient),
            (None, Some(other)) => {
                format!(
                    "给{}的和给{}的文字一模一样，别的各行都不同",
                    brief.recipient, other.recipient
                )
            }
            (None, None) => continue,
        };
        let Some(other) = same.or(Some(first)) else { continue };
        found.push(
            RULE.at(&brief.place, message)
                .hint("核对是不是抄了前面一行没有改；多出来的行删去")
                .related(other.place.clone(), "前面一行在这里"),
        );
    }
}
