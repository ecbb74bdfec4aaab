//! Before measure words 二 is 两.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Prose;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "two-liang",
    severity: Severity::Note,
    basis: &[Basis::Practice("量词前面说“两”：两个、两名")],
    doc: "量词前面一般用“两”。法律条文里常写“二名”“二个”，引用时照原文。",
    check: Check::Prose(check),
    wrong: &[Sample::Text("每镇报【二个】典型。"), Sample::Text("派【二名】干部。")],
    right: &[
        Sample::Text("每镇报两个典型。"),
        Sample::Text("第二个典型。"),
        Sample::Text("十二名干部。"),
        Sample::Text("二次供水设施。"),
        Sample::Text("奖励第一、二名获奖者。"),
    ],
};

static TWO: Pattern = Pattern::new("二(?:个|名|家|位|件|只)");

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    for hit in TWO.hits(prose.text()) {
        let part_of_more = hit
            .before()
            .ends_with(|c: char| "第十百千万零〇一二三四五六七八九、至到或".contains(c));
        if !part_of_more {
            let right = hit.words().replace('二', "两");
            found.push(
                RULE.at(&prose.place(hit.range()), format!("“{}”一般写作“{right}”", hit.words()))
                    .hint(format!("改成“{right}”；引用原文的不改")),
            );
        }
    }
}
