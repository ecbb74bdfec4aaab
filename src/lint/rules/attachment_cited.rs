//! An attachment that the text names is there.

use crate::diag::{Diagnostics, Severity};
use crate::doc::Document;
use crate::lint::{Basis, Check, Rule, Sample, terms};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "attachment-cited",
    severity: Severity::Error,
    basis: &[Basis::Standard("7.3.4、7.3.7")],
    doc: "正文说到的附件要有。说了“见附件3”而只有两个，或者说了“见附件”而一个也没有，收文的人找不到；别的公文的附件（《……》附件3）不管。",
    check: Check::Document(check),
    wrong: &[
        Sample::Text("任务分工【见附件】，请抓好落实。"),
        Sample::Whole(
            "附件: [{ 正文: 文.md, 标题: 任务分工 }, { 正文: 文.md, 标题: 联络员名单 }]",
            "任务分工见附件1，联络员名单见附件2，时间安排见【附件3】。",
        ),
    ],
    right: &[
        Sample::Whole(
            "附件: [{ 正文: 文.md, 标题: 任务分工 }, { 正文: 文.md, 标题: 联络员名单 }]",
            "任务分工见附件1，联络员名单见附件2。",
        ),
        Sample::Text("按照《乙市改厕方案》附件3的标准执行。"),
        Sample::Text("请携带身份证复印件等附件材料。"),
    ],
};

fn check(document: &Document, found: &mut Diagnostics) {
    if document.head.is_none() && document.body.title.is_none() {
        // an attachment that is bound apart names those of its document
        return;
    }
    let count = terms::attachments(document);
    for prose in terms::text_and_issued(document) {
        for named in terms::named_attachments(prose.text()) {
            let is_there = match named.number {
                Some(number) => number <= count,
                None => count > 0 || !named.is_seen,
            };
            if is_there || named.is_label {
                continue;
            }
            let words = &prose.text()[named.range.clone()];
            let message = match count {
                0 => format!("正文写着“{words}”，这份文件没有附件"),
                _ => format!("正文写着“{words}”，附件只有{count}个"),
            };
            let hint = "在“附件”里补上它，或者改正正文里的号";
            found.push(RULE.at(&prose.place(named.range), message).hint(hint));
        }
    }
}
