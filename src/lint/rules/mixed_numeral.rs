//! Digits go with 万 and 亿 alone.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Prose;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "mixed-numeral",
    severity: Severity::Warning,
    basis: &[Basis::NationalStandard("GB/T 15835-2011 5.3")],
    doc: "阿拉伯数字后面只用“万”“亿”，不用“千”“百”“十”；百分数写成3%，不写百分之3。",
    check: Check::Prose(check),
    wrong: &[
        Sample::Text("投资【3千5百万】元。"),
        Sample::Text("发放【5百】份。"),
        Sample::Text("增长【百分之3】。"),
        Sample::Text("投资【1亿2千万】元。"),
        Sample::Text("惠及【3千】户。"),
    ],
    right: &[
        Sample::Text("投资3500万元。"),
        Sample::Text("发放500份。"),
        Sample::Text("增长3%。"),
        Sample::Text("重5千克，长3千米，10千瓦，1000百帕。"),
        Sample::Text("增长百分之三。"),
        Sample::Text("5千伏安。"),
    ],
};

static MIXED: Pattern = Pattern::new(
    r"百分之([0-9]+(?:\.[0-9]+)?)|([0-9]+[亿万])?((?:[0-9]+[千百十])+)([0-9]*)([万亿]?)([余多]?[元人名户个份家亩棵株册件只头块张]?)",
);

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    for hit in MIXED.hits(prose.text()) {
        let (groups, big) = (hit.part(3), hit.part(5));
        // 5千 alone may begin 千克, 千瓦 or 百帕
        let several = groups.matches(['千', '百', '十']).count() > 1;
        let (range, right) = if !hit.part(1).is_empty() {
            (hit.range(), Some(format!("{}%", hit.part(1))))
        } else if several || !big.is_empty() || !hit.part(6).is_empty() {
            let words = hit.words().len() - hit.part(6).len();
            let plain = hit.part(2).is_empty() && hit.part(4).is_empty();
            let sum = sum(groups).filter(|_| plain);
            (hit.range().start..hit.range().start + words, sum.map(|sum| format!("{sum}{big}")))
        } else {
            continue;
        };
        let words = &prose.text()[range.clone()];
        let said = RULE.at(&prose.place(range.clone()), format!("“{words}”里数字和汉字混用"));
        found.push(match right {
            Some(right) => said.hint(format!("改成“{right}”")).mend(right),
            None => said.hint("数字后面只用“万”“亿”，例如：1.2亿"),
        });
    }
}

/// 3千5百 as a number.
fn sum(groups: &str) -> Option<u64> {
    groups.split_inclusive(['千', '百', '十']).try_fold(0_u64, |sum, group| {
        let unit = group.chars().next_back()?;
        let times = match unit {
            '千' => 1000,
            '百' => 100,
            _ => 10,
        };
        let digits: u64 = group.trim_end_matches(unit).parse().ok()?;
        sum.checked_add(digits.checked_mul(times)?)
    })
}
