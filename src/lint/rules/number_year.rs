//! The year of 发文字号 is the year of 成文日期.

use crate::compose::Facts;
use crate::diag::{Diagnostics, Severity};
use crate::lint::{Basis, Check, Rule, Sample};
use crate::model::NumberSpec;

pub(in crate::lint) const RULE: Rule = Rule {
    code: "number-year",
    severity: Severity::Warning,
    basis: &[Basis::Practice("文号按年编，成文在哪一年就用哪一年的号")],
    doc: "发文字号的年份是成文日期的年份。隔年的字号多半是从去年的文件抄来的，没有改。",
    check: Check::Facts(check),
    wrong: &[
        Sample::Document("文号: 【甲府发〔2025〕5号】"),
        Sample::Document("日期: { 成文: 2025-12-31 }\n文号: 【甲府发〔2026〕1号】"),
    ],
    right: &[Sample::Document("文号: 甲府发〔2026〕5号"), Sample::Document("文号: 5")],
};

fn check(facts: &Facts<'_>, found: &mut Diagnostics) {
    let (Some(number), Some(issued)) = (facts.number.known(), facts.issued.known()) else { return };
    if let NumberSpec::Full(full) = &number.written
        && full.year != issued.v.year()
    {
        let message = format!("发文字号的年份是{}，成文日期却是{}", full.year, issued.v);
        found.push(
            RULE.at(number.printed.place(), message)
                .hint("核对两处的年份；发文字号一般用成文日期的年份")
                .related(issued.place.clone(), "成文日期写在这里"),
        );
    }
}
