//! In years 〇 is written, not 零.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Prose;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "zero-circle",
    severity: Severity::Warning,
    basis: &[Basis::NationalStandard("GB/T 15835-2011 5.2.5")],
    doc: "汉字的年份里用“〇”，不用“零”，也不用圆圈或者字母O。",
    check: Check::Prose(check),
    wrong: &[
        Sample::Text("【二零二六年】完成。"),
        Sample::Text("【二○二六年】完成。"),
        Sample::Text("【二OO四年】完成。"),
    ],
    right: &[
        Sample::Text("二〇二六年完成。"),
        Sample::Text("2026年完成。"),
        Sample::Text("二十年以上。"),
    ],
};

static YEAR: Pattern = Pattern::new("[一二][〇零○O0ОΟ◯一二三四五六七八九]{3}年");

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    const WRONG: [char; 7] = ['零', '○', 'O', '0', 'О', 'Ο', '◯'];
    for hit in YEAR.hits(prose.text()).filter(|hit| hit.words().contains(WRONG)) {
        // a date that goes on in digits is another rule's
        if hit.after().starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let right = hit.words().replace(WRONG, "〇");
        found.push(
            RULE.at(&prose.place(hit.range()), format!("“{}”里的零写错了", hit.words()))
                .hint(format!("改成“{right}”"))
                .mend(right),
        );
    }
}
