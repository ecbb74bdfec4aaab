//! There are as many attachments as the text says.

use crate::diag::{Diagnostics, Severity};
use crate::doc::Document;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample, terms};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "attachment-count",
    severity: Severity::Warning,
    basis: &[Basis::Regulation("第九条（十）")],
    doc: "正文说附件有几个，就是几个。",
    check: Check::Document(check),
    wrong: &[
        Sample::Whole(
            "附件: [{ 正文: 文.md, 标题: 任务分工表 }, { 正文: 文.md, 标题: 联络员名单 }]",
            "请填写【附件共3份】，4月10日前报送。",
        ),
        Sample::Whole("附件: [{ 正文: 文.md, 标题: 任务分工表 }]", "请填写后附的【两个附件】。"),
    ],
    right: &[
        Sample::Whole(
            "附件: [{ 正文: 文.md, 标题: 任务分工表 }, { 正文: 文.md, 标题: 联络员名单 }]",
            "请填写附件共2份，4月10日前报送。",
        ),
        Sample::Whole("附件: [{ 正文: 文.md, 标题: 任务分工表 }]", "请把附件打印3份，盖章后报送。"),
    ],
};

static BEHIND: Pattern =
    Pattern::new("(附件(?:共|一共|共计)([0-9]{1,2}|[一二两三四五六七八九十])(?:份|个|件))");
static BEFORE: Pattern =
    Pattern::new("(?:[^第0-9]|^)(([0-9]{1,2}|[两三四五六七八九])(?:个|件)附件)");

fn check(document: &Document, found: &mut Diagnostics) {
    let count = terms::attachments(document);
    if count == 0 {
        return;
    }
    for prose in terms::text_and_issued(document) {
        let behind = BEHIND.hits(prose.text()).next();
        let before = BEFORE.hits(prose.text()).next();
        for hit in behind.into_iter().chain(before) {
            let said = hit.part(2);
            let said = said.parse().ok().or_else(|| {
                "一二三四五六七八九十".chars().position(|c| said.starts_with(c)).map(|at| at + 1)
            });
            if said.unwrap_or(2) != count {
                let message = format!("正文写着“{}”，附件有{count}个", hit.part(1));
                let hint = "改正正文里的数，或者核对“附件”里漏了哪一个";
                found.push(RULE.at(&prose.place(hit.part_range(1)), message).hint(hint));
            }
        }
    }
}
