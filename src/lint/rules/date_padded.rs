//! Months and days have no 0 before them.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Prose;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "date-padded",
    severity: Severity::Warning,
    basis: &[Basis::Standard("7.3.5.4")],
    doc: "月、日不编虚位：1月不写成01月。",
    check: Check::Prose(check),
    wrong: &[
        Sample::Text("请于【05月06日】前报送。"),
        Sample::Text("【2026年05月06日】检查。"),
        Sample::Text("【2026年05月】检查。"),
    ],
    right: &[
        Sample::Text("请于5月6日前报送。"),
        Sample::Text("2026年10月20日检查。"),
        Sample::Text("日期：2026-05-06。"),
    ],
};

static DATE: Pattern = Pattern::new("(?:([0-9]{4})年)?([0-9]{1,2})月(?:([0-9]{1,2})日)?");

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    for hit in DATE.hits(prose.text()) {
        let (year, month, day) = (hit.part(1), hit.part(2), hit.part(3));
        let padded = |part: &str| part.starts_with('0') && part.len() == 2;
        if !padded(month) && !padded(day) || hit.before().ends_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let unit = |part: &str, unit| match part.trim_start_matches('0') {
            "" => String::new(),
            part => format!("{part}{unit}"),
        };
        let right = unit(year, "年") + &unit(month, "月") + &unit(day, "日");
        found.push(
            RULE.at(&prose.place(hit.range()), format!("“{}”编了虚位", hit.words()))
                .hint(format!("改成“{right}”"))
                .mend(right),
        );
    }
}
