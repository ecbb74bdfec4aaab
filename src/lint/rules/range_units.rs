//! Both ends of a range have their unit.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Prose;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "range-units",
    severity: Severity::Warning,
    basis: &[Basis::NationalStandard("GB/T 15835-2011 5.1.3")],
    doc: "数值范围的两头都写百分号，都写“万”“亿”。“9～16亿”读得出两种意思。",
    check: Check::Prose(check),
    wrong: &[
        Sample::Text("增长【3～5%】。"),
        Sample::Text("投入【9～16亿】元。"),
        Sample::Text("增长【2至3.5%】。"),
        Sample::Text("补助【5-10万】元。"),
    ],
    right: &[
        Sample::Text("增长3%～5%。"),
        Sample::Text("投入9亿～16亿元。"),
        Sample::Text("投入5000～1万元。"),
        Sample::Text("第3—5页。"),
        Sample::Text("2021—2025年投入3亿元。"),
    ],
};

static RANGE: Pattern =
    Pattern::new(r"([0-9]+(?:\.[0-9]+)?)([-～~—–－至])([0-9]+(?:\.[0-9]+)?)([%％‰万亿])");

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    for hit in RANGE.hits(prose.text()) {
        let (first, last, unit) = (hit.part(1), hit.part(3), hit.part(4));
        let number = |text: &str| text.parse::<f64>().unwrap_or_default();
        // 5000～1万 has its unit at one end only; ‑1、A1 and 第1 begin no quantity
        let counts = number(first) < number(last)
            && !hit.before().ends_with(|c: char| c.is_ascii_alphanumeric() || ".-第－".contains(c));
        if counts {
            let sign = if matches!(hit.part(2), "至" | "—") { hit.part(2) } else { "～" };
            let right = format!("{first}{unit}{sign}{last}{unit}");
            found.push(
                RULE.at(
                    &prose.place(hit.range()),
                    format!("“{}”前一个数少了“{unit}”", hit.words()),
                )
                .hint(format!("改成“{right}”"))
                .mend(right),
            );
        }
    }
}
