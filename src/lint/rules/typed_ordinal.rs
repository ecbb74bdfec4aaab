//! An ordinal that was typed is the one that is printed, or somebody skipped or doubled one.

use crate::diag::{Diagnostics, Severity};
use crate::doc::{Block, Document};
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "typed-ordinal",
    severity: Severity::Warning,
    basis: &[Basis::Standard("7.3.3")],
    doc: "手打的序号和按顺序编出来的不一样，要核对。序号由程序重编；不一样，多半是漏了一条、重了一条，或者层次打错了。",
    check: Check::Document(check),
    wrong: &[
        Sample::Text("一、总体要求\n\n【三、】工作步骤"),
        Sample::Text("一、总体要求\n\n（一）目标\n\n【（三）】任务"),
    ],
    right: &[
        Sample::Text("一、总体要求\n\n（一）目标\n\n（二）任务\n\n二、工作步骤"),
        Sample::Text("# 总体要求\n\n## 目标"),
    ],
};

fn check(document: &Document, found: &mut Diagnostics) {
    for block in document.blocks() {
        let ordinal = match block {
            Block::Heading(heading) => Some(&heading.ordinal),
            Block::Paragraph(paragraph) => paragraph.ordinal.as_ref(),
            Block::Item(_) | Block::Roster(_) | Block::Table(_) => None,
        };
        if let Some(ordinal) = ordinal
            && let Some(typed) = &ordinal.typed
            && bare(typed) != bare(&ordinal.printed)
        {
            let message = format!("写的是“{}”，按顺序印成了“{}”", &**typed, ordinal.printed);
            found.push(RULE.at(typed.place(), message).hint("核对有没有漏掉或重复的序号"));
        }
    }
}

/// The number itself; which of its marks are mended, another rule tells.
fn bare(ordinal: &str) -> String {
    ordinal.chars().filter(|c| c.is_alphanumeric()).collect()
}
