//! One mark where the sentence stops, not two.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Prose;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "doubled-marks",
    severity: Severity::Warning,
    basis: &[Basis::NationalStandard("GB/T 15834-2011 4")],
    doc: "一处停顿只用一个标点。接连两个逗号、逗号连着句号，多是删改时留下的。",
    check: Check::Prose(check),
    wrong: &[
        Sample::Text("各镇要抓好改厕【，，】改水和改路。"),
        Sample::Text("各镇要抓好改厕、改水【，。】"),
        Sample::Text("要求如下【：：】改厕。"),
        Sample::Text("改厕工作完成【。，】改水开始。"),
        Sample::Text("工作落实了吗【？。】"),
    ],
    right: &[
        Sample::Text("各镇要抓好改厕，改水和改路。"),
        Sample::Text("他说：“落实了。”"),
        Sample::Text("改厕、改水……"),
    ],
};

static MARKS: Pattern = Pattern::new("[，；：、]{2,}|[，；：、]+。|。[，；：、]+|[？！]。");

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    for hit in MARKS.hits(prose.text()) {
        let marks = hit.words();
        let (Some(first), Some(last)) = (marks.chars().next(), marks.chars().next_back()) else {
            continue;
        };
        // 。 after others, and the same twice: which one is meant is certain
        let meant = match (first, last) {
            _ if marks.chars().all(|c| c == first) => Some(first),
            ('？' | '！', _) => Some(first),
            (_, '。') => Some(last),
            _ => None,
        };
        let place = prose.place(hit.range());
        // what stood between them is not printed: a value that is empty, something that can't be read
        if place.clone().written().words().is_some_and(|words| words != marks) {
            continue;
        }
        let said = RULE.at(&place, format!("“{marks}”是重复的标点"));
        found.push(match meant {
            Some(mark) => said.hint(format!("改成“{mark}”")).mend(mark),
            None => said.hint("只留一个"),
        });
    }
}
