//! A time of 24 hours needs no 下午.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Prose;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "clock-period",
    severity: Severity::Warning,
    basis: &[Basis::NationalStandard("GB/T 15835-2011 5.1.5")],
    doc: "二十四小时制的时间前面不加上午、下午；下午15时写成15时，或者下午3时。",
    check: Check::Prose(check),
    wrong: &[
        Sample::Text("【下午15】时开会。"),
        Sample::Text("【晚上20】:00开会。"),
        Sample::Text("【上午14】:30开会。"),
    ],
    right: &[
        Sample::Text("15时开会。"),
        Sample::Text("下午3时开会。"),
        Sample::Text("上午9:30开会。"),
        Sample::Text("下午15人参加。"),
    ],
};

static TIME: Pattern =
    Pattern::new("((上午|早上|凌晨|下午|晚上)(?:1[3-9]|2[0-4]))(?:[时:：点]|[0-9]{2}分)");

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    for hit in TIME.hits(prose.text()) {
        let (words, period) = (hit.part(1), hit.part(2));
        let hour = words.trim_start_matches(period);
        let said = RULE.at(&prose.place(hit.part_range(1)), format!("“{words}”把时段说了两次"));
        found.push(match period {
            "下午" | "晚上" => said.hint(format!("改成“{hour}”")).replacement(hour),
            _ => said.hint("核对是上午还是下午，只写几时"),
        });
    }
}
