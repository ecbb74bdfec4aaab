//! The name of an attachment stands without 书名号.

use crate::compose::Facts;
use crate::diag::{Diagnostics, Severity};
use crate::doc::title;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "attachment-title-quoted",
    severity: Severity::Note,
    basis: &[Basis::Practice("附件说明列的就是名称，不再加书名号")],
    doc: "附件的标题不加书名号。附件说明和附件本身都印这个标题，加了书名号，附件的标题就成了引用别的文件。",
    check: Check::Facts(check),
    wrong: &[
        Sample::Document("附件: [{ 正文: 文.md, 标题: 【《任务分工表》】 }]"),
        Sample::Document(
            "附件: [{ 正文: 文.md, 标题: 【《改厕|任务表》】 }, { 正文: 文.md, 标题: 名单 }]",
        ),
    ],
    right: &[Sample::Document("附件: [{ 正文: 文.md, 标题: 关于印发《任务分工表》的通知 }]")],
};

fn check(facts: &Facts<'_>, found: &mut Diagnostics) {
    for known in facts.attachment_titles.iter().filter_map(|title| title.known()) {
        let inner = known.v.strip_prefix('《').and_then(|rest| rest.strip_suffix('》'));
        if let Some(inner) = inner.filter(|inner| !inner.contains(['《', '》'])) {
            found.push(
                RULE.at(&known.place, "附件的标题外面有书名号")
                    .hint(format!("写成“{}”", title::unbroken(inner)))
                    .replacement(inner.replace(title::BREAK, "|")),
            );
        }
    }
}
