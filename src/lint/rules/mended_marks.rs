//! What was typed is printed as the standard writes it; where marks were changed for that, it is said.

use crate::diag::{Diagnostics, Severity};
use crate::doc::{Block, Document, Inline, Text};
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "mended-marks",
    severity: Severity::Note,
    basis: &[Basis::Standard("7.3.3"), Basis::NationalStandard("GB/T 15834-2011 附录 B.4")],
    doc: "手打的序号和标题，标点照标准的写法印：序号的“．”“、”“()”改成“.”“（）”，单独成行的标题去掉末尾的句号。改了几处，一份文件说一次。",
    check: Check::Printed(check),
    wrong: &[
        Sample::Text("一、总体要求\n\n【(一)】目标\n\n（二)任务"),
        Sample::Text("一、总体要求\n\n（一）目标\n\n【1、】指标\n\n2.时限\n\n（二）任务"),
    ],
    right: &[Sample::Text("一、总体要求\n\n（一）目标\n\n1.指标\n\n2.时限\n\n（二）任务")],
};

fn check(document: &Document, found: &mut Diagnostics) {
    let (mut ordinals, mut points) = (Vec::new(), Vec::new());
    for block in document.blocks() {
        let ordinal = match block {
            Block::Heading(heading) => {
                let last = heading.text.last().filter(|_| heading.run_in.is_empty());
                points.extend(last.and_then(without_point));
                Some(&heading.ordinal)
            }
            Block::Paragraph(paragraph) => paragraph.ordinal.as_ref(),
            Block::Item(_) | Block::Roster(_) | Block::Table(_) => None,
        };
        let typed = ordinal.and_then(|ordinal| Some((ordinal.typed.as_ref()?, &ordinal.printed)));
        let mended = typed.filter(|(typed, printed)| marks(typed) != marks(printed));
        ordinals.extend(mended.map(|(typed, _)| typed));
    }
    let Some(first) = ordinals.first().or(points.first()) else { return };
    let counts = [(ordinals.len(), "序号的标点"), (points.len(), "标题末尾的句号")];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    let counts: Vec<String> = counts.map(|(count, what)| format!("{what}{count}处")).collect();
    found.push(
        RULE.at(first.place(), format!("改了{}再印", counts.join("、")))
            .hint("印出来的已经改好；文件里不改也行"),
    );
}

/// The marks of an ordinal.
fn marks(ordinal: &str) -> String {
    ordinal.chars().filter(|c| !c.is_alphanumeric()).collect()
}

/// The end of a heading whose final 。 is not printed.
fn without_point(inline: &Inline) -> Option<&Text> {
    let (Inline::Plain(text) | Inline::Strong(text)) = inline else { return None };
    let written = text.place().words()?.trim_end();
    (written.ends_with('。') && !text.ends_with('。')).then_some(text)
}
