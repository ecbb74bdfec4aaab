//! A line that ends a sentence is a paragraph of its own, also without an empty line behind it.

use crate::diag::{Diagnostics, Severity};
use crate::doc::{Block, Document, Inline};
use crate::lint::{Basis, Check, Rule, Sample};
use crate::markup;

pub(in crate::lint) const RULE: Rule = Rule {
    code: "split-lines",
    severity: Severity::Note,
    basis: &[Basis::Practice("从 Word 粘贴来的文字一段一行，段与段之间没有空行")],
    doc: "一行以句末标点结束，下一行另起一段，中间没有空行也一样。按这条分了段的，一份文件说一次；按固定宽度折行的文字，恰好折在句末的一行仍和下一行相连。",
    check: Check::Printed(check),
    wrong: &[Sample::Text("各镇要落实责任。\n【各村要配合。】")],
    right: &[
        Sample::Text("各镇要落实责任。\n\n各村要配合。"),
        Sample::Text("宣传创建工作的重大\n意义。"),
    ],
};

fn check(document: &Document, found: &mut Diagnostics) {
    let split = document.blocks().filter_map(|block| match block {
        Block::Paragraph(paragraph) if paragraph.ordinal.is_none() => {
            match paragraph.text.first() {
                Some(Inline::Plain(text) | Inline::Strong(text)) => Some(text.place()),
                Some(Inline::Break) | None => None,
            }
        }
        _ => None,
    });
    let split: Vec<_> = split.filter(|place| markup::is_split(place)).collect();
    let Some(first) = split.first() else { return };
    let message = format!("有{}行接在句末标点后面、中间没有空行，各自排成了一段", split.len());
    found.push(RULE.at(first, message).hint("应当连成一段的，删去中间的换行；应当分开的，不用改"));
}
