//! Where the text names attachments by their numbers, it names all.

use std::collections::BTreeSet;

use crate::diag::{Diagnostics, Severity};
use crate::doc::Document;
use crate::lint::{Basis, Check, Rule, Sample, terms};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "attachment-uncited",
    severity: Severity::Note,
    basis: &[Basis::Practice("附件是正文说到的材料，正文不提，收文的人不知道拿它做什么")],
    doc: "正文按号说到附件的，各个附件都要说到。说了附件1、附件3，没有说附件2，多半漏了一句，或者多附了一个。",
    check: Check::Document(check),
    wrong: &[
        Sample::Whole(
            "附件: [{ 正文: 文.md, 标题: 任务分工 }, { 正文: 文.md, 标题: 【联络员名单】 }]",
            "任务分工见附件1，请抓好落实。",
        ),
        Sample::Whole(
            "附件: [{ 正文: 文.md, 标题: 任务分工 }, { 正文: 文.md, 标题: 【时间安排】 }, { 正文: 文.md, 标题: 联络员名单 }]",
            "任务分工见附件1，联络员名单见附件3。",
        ),
    ],
    right: &[
        Sample::Whole(
            "附件: [{ 正文: 文.md, 标题: 任务分工 }, { 正文: 文.md, 标题: 联络员名单 }]",
            "任务分工和名单见附件1、2。",
        ),
        Sample::Whole(
            "附件: [{ 正文: 文.md, 标题: 任务分工 }, { 正文: 文.md, 标题: 联络员名单 }, { 正文: 文.md, 标题: 样表 }]",
            "任务分工见附件1至附件3，请抓好落实。",
        ),
    ],
};

fn check(document: &Document, found: &mut Diagnostics) {
    let notes = terms::attachment_note(document);
    let mut cited = BTreeSet::new();
    for prose in terms::text_and_issued(document) {
        cited.extend(terms::numbers_of_attachments(prose.text()));
        // 任务分工见后 names it by its title
        let titled = notes.iter().enumerate().filter(|(_, it)| prose.text().contains(&*it.name));
        if !cited.is_empty() {
            cited.extend(titled.map(|(at, _)| at + 1));
        }
    }
    if cited.is_empty() || notes.len() < 2 {
        return;
    }
    for (at, note) in notes.iter().enumerate().filter(|(at, _)| !cited.contains(&(at + 1))) {
        let message = format!("正文没有说到附件{}“{}”", at + 1, &*note.name);
        let hint = format!("在正文里写上“见附件{}”，或者从“附件”里删去它", at + 1);
        found.push(RULE.at(note.name.place(), message).hint(hint));
    }
}
