//! What is written is printed somewhere.

use crate::compose::Facts;
use crate::diag::{Diagnostics, Severity};
use crate::doc::{PageFormat, SignedBy, Text};
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "printed-nowhere",
    severity: Severity::Warning,
    basis: &[Basis::Standard("7.2.4、10.2")],
    doc: "写了的，总要印在一处。命令没有标题，题注也就不印；自己写了标志、又没有机关署名的，联合发文的机关哪里都不印。",
    check: Check::Facts(check),
    wrong: &[
        Sample::Document("格式: 命令\n题注: 【2026年3月5日通过】"),
        Sample::Document("联合发文: [【乙县财政局】]\n标志: 甲县人民政府文件\n署名: 否"),
    ],
    right: &[
        Sample::Document("题注: 2026年3月5日通过"),
        Sample::Document("联合发文: [乙县财政局]\n标志: 甲县人民政府文件"),
    ],
};

fn check(facts: &Facts<'_>, found: &mut Diagnostics) {
    // nothing of a text that is no campaign's is printed
    let Some(spec) = facts.spec else { return };
    if facts.format == PageFormat::Order
        && let Some(note) = facts.title_note.known()
    {
        let message = "命令没有标题，题注不印";
        found.push(RULE.at(note.place(), message).hint("要印的，写进正文；不要印的，删去题注"));
    }
    let (Some(organs), Some(mark)) = (facts.organs.known(), facts.mark.known()) else { return };
    let signs = |organ: &Text| match facts.signed_by.known() {
        Some(SignedBy::Sealed(seals)) => seals.rows.iter().flatten().any(|it| it.organ == *organ),
        Some(SignedBy::Unsealed { organs }) => organs.contains(organ),
        Some(SignedBy::Stamped { .. }) | None => false,
    };
    let in_mark = |organ: &Text| mark.names.iter().any(|name| name.contains(&**organ));
    // no organ signs minutes (10.3)
    let signed = spec.signed != Some(false) && facts.format != PageFormat::Minutes;
    for organ in organs.iter().skip(1) {
        let is_printed = in_mark(organ) || signed && signs(organ);
        if !is_printed {
            let message = format!("联合发文的“{}”在标志和署名里都不印", &**organ);
            let hint = "标志里写上它，或者由机关署名；不印的，从联合发文里删去";
            found.push(RULE.at(organ.place(), message).hint(hint));
        }
    }
}
