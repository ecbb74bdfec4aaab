//! What is announced follows.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose;
use crate::doc::{Block, Document, Level};
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "lead-without-list",
    severity: Severity::Warning,
    basis: &[Basis::Practice("“如下”后面要有内容")],
    doc: "写了“如下：”，后面要有下文。后面没有了，或者接着就是同一层的下一条，多半漏了一段。",
    check: Check::Document(check),
    wrong: &[
        Sample::Text("一、总体要求\n\n请落实。\n\n二、工作步骤\n\n工作分三步，具体【如下：】"),
        Sample::Text("一、总体要求\n\n工作目标【如下：】\n\n二、工作步骤\n\n请落实。"),
    ],
    right: &[
        Sample::Text("现通知如下：\n\n一、总体要求\n\n请落实。\n\n二、工作步骤\n\n请落实。"),
        Sample::Text(
            "一、总体要求\n\n任务如下：\n\n（一）改厕。\n\n（二）改水。\n\n二、工作步骤\n\n请落实。",
        ),
    ],
};

fn check(document: &Document, found: &mut Diagnostics) {
    let body = &document.body;
    // what is attached or issued may be what follows
    let follows =
        body.issued.is_some() || !body.attachments.is_empty() || !body.attendance.is_empty();
    for (nth, blocks) in document.texts().enumerate() {
        // the ordinal under which a paragraph stands
        let mut above = None;
        for (at, block) in blocks.iter().enumerate() {
            if let Some(level) = level(block) {
                above = Some(level);
            }
            let last = prose::of_blocks(std::slice::from_ref(block)).pop();
            let Some(last) = last.filter(|last| last.text().trim_end().ends_with("如下："))
            else {
                continue;
            };
            let is_bare = match blocks.get(at + 1) {
                None => nth > 0 || !follows,
                Some(next) => {
                    matches!((level(next), above), (Some(next), Some(above)) if next <= above)
                        && matches!(next, Block::Heading(_))
                }
            };
            if is_bare {
                let end = last.text().trim_end().len();
                let place = last.place(end - "如下：".len()..end);
                found.push(
                    RULE.at(&place, "“如下：”后面没有下文").hint("补上漏了的一段，或者改写这一句"),
                );
            }
        }
    }
}

fn level(block: &Block) -> Option<Level> {
    match block {
        Block::Heading(heading) => Some(heading.ordinal.level),
        Block::Paragraph(paragraph) => paragraph.ordinal.as_ref().map(|ordinal| ordinal.level),
        Block::Item(_) | Block::Roster(_) | Block::Table(_) => None,
    }
}
