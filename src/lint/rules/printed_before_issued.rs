//! 印发日期 is the day a document is sent to print: never before 成文日期.

use crate::compose::Facts;
use crate::diag::{Diagnostics, Severity};
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "printed-before-issued",
    severity: Severity::Error,
    basis: &[Basis::Standard("7.3.5.4、7.4.3")],
    doc: "印发日期不早于成文日期。成文日期是负责人签发的日期，印发日期是送去印刷的日期，先签发，后印刷。",
    check: Check::Facts(check),
    wrong: &[
        Sample::Document("日期: { 成文: 2026-01-05, 印发: 【2026-01-04】 }"),
        Sample::Document("日期: { 成文: 2026年1月5日, 印发: 【2025年12月31日】 }"),
    ],
    right: &[
        Sample::Document("日期: { 成文: 2026-01-05, 印发: 2026-01-05 }"),
        Sample::Document("日期: { 成文: 2026-01-05 }"),
    ],
};

fn check(facts: &Facts<'_>, found: &mut Diagnostics) {
    if let (Some(issued), Some(printed)) = (facts.issued.known(), facts.printed.known())
        && printed.v < issued.v
    {
        let message = format!("印发日期{}早于成文日期{}", printed.v, issued.v);
        found.push(
            RULE.at(&printed.place, message)
                .hint("印发日期是送印的日子，不会早于成文日期，请核对两个日期")
                .related(issued.place.clone(), "成文日期写在这里"),
        );
    }
}
