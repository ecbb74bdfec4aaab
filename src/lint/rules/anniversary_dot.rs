//! In the names of days · stands between month and day.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Prose;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "anniversary-dot",
    severity: Severity::Warning,
    basis: &[Basis::NationalStandard("GB/T 15835-2011 5.1.6")],
    doc: "用阿拉伯数字的月日作专名，中间用间隔号：“4·15”全民国家安全教育日。不用小数点。",
    check: Check::Prose(check),
    wrong: &[
        Sample::Text("开展“【4.15】”全民国家安全教育日活动。"),
        Sample::Text("“【5.12】”防灾减灾日。"),
        Sample::Text("吸取【11.23】火灾教训。"),
    ],
    right: &[
        Sample::Text("开展“4·15”全民国家安全教育日活动。"),
        Sample::Text("增长4.15%。"),
        Sample::Text("6.5级地震。"),
    ],
};

static DAY: Pattern = Pattern::new(concat!(
    "([0-9]{1,2})([.．])([0-9]{1,2})”?",
    r"(?:事件|事故|惨案|运动|专案|火灾|爆炸|空难|洪灾|特大|汶川|防灾减灾|爱国卫生|消防|(?:世界|国际|全国|全民|国家)\p{Han}{1,10}日)",
));

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    for hit in DAY.hits(prose.text()) {
        let is_day = hit.number(1).is_some_and(|month| (1..=12).contains(&month))
            && hit.number(3).is_some_and(|day| (1..=31).contains(&day));
        let part_of_more =
            hit.before().ends_with(|c: char| c.is_ascii_alphanumeric() || ".-".contains(c));
        if is_day && !part_of_more {
            let right = format!("{}·{}", hit.part(1), hit.part(3));
            found.push(
                RULE.at(
                    &prose.place(hit.part_range(1).start..hit.part_range(3).end),
                    "月日的专名用了小数点",
                )
                .hint(format!("改成“{right}”"))
                .mend(right),
            );
        }
    }
}
