//! A sentence that ends in a quotation or in brackets has one point.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Prose;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "point-inside-and-out",
    severity: Severity::Warning,
    basis: &[Basis::NationalStandard("GB/T 15834-2011 附录 B.2")],
    doc: "引语或者括注和全句只用一个句末标点。引号里已经有句号，外面不再用；句子里的括注，括号里末尾不用句号。",
    check: Check::Prose(check),
    wrong: &[
        Sample::Text("会议要求“质量第一。”【。】"),
        Sample::Text("按分工抓好落实（见下表【。】）。"),
        Sample::Text("按分工（见下表【。】），抓好落实。"),
    ],
    right: &[
        Sample::Text("会议要求：“质量第一。”"),
        Sample::Text("按分工抓好落实（见下表）。"),
        Sample::Text("已经落实。（见下表。）"),
    ],
};

static TWICE: Pattern = Pattern::new("[。！？]”(。)|(。)）[。，；、：]");

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    for hit in TWICE.hits(prose.text()) {
        let (range, message) = match hit.part_range(1) {
            range if range.is_empty() => (hit.part_range(2), "句子里的括注，末尾多了“。”"),
            range => (range, "引号里已经有句末标点，外面多了“。”"),
        };
        found.push(RULE.at(&prose.place(range), message).hint("删去“。”").mend(""));
    }
}
