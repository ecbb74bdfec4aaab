//! Between Chinese characters stand full-width marks.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Prose;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "halfwidth-near-han",
    severity: Severity::Warning,
    basis: &[Basis::NationalStandard("GB/T 15834-2011 5.1.1")],
    doc: "汉字之间用全角标点。半角的逗号、分号、冒号占半个字宽，常是输入法没有切换。数字之间的和英文里的不管。",
    check: Check::Prose(check),
    wrong: &[
        Sample::Text("各镇要抓好改厕【,】改水和改路。"),
        Sample::Text("**重点任务**【:】改厕。"),
    ],
    right: &[
        Sample::Text("各镇要抓好改厕，改水和改路。"),
        Sample::Text("下午3:00开会，投资1,200万元，使用Word,Excel两种格式。"),
    ],
};

/// Half-width marks and what stands for them between Chinese characters.
const MARKS: [(char, &str); 3] = [(',', "，"), (';', "；"), (':', "：")];

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let text = prose.text();
    for (at, c) in text.char_indices() {
        let Some((_, full)) = MARKS.iter().find(|(half, _)| *half == c) else { continue };
        let before = text[..at].chars().next_back();
        let after = text[at + 1..].chars().next();
        if before.is_some_and(is_han) && after.is_some_and(is_han) {
            found.push(
                RULE.at(&prose.place(at..at + 1), format!("汉字之间的“{c}”是半角的"))
                    .hint(format!("改成“{full}”"))
                    .mend(*full),
            );
        }
    }
}
