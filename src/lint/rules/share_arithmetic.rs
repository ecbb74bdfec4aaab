//! So many of so many is so many per cent.

use crate::diag::{Diagnostics, Severity};
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Reading, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "share-arithmetic",
    severity: Severity::Warning,
    basis: &[Basis::Regulation("第二十条（四）")],
    doc: "“农户1200户，已改厕960户，普及率80%”，三个数要对得上。两个数单位相同、一个接着一个，后面紧跟着占比或者完成率、普及率的，才算；四舍五入的误差不算。",
    check: Check::Reading(check),
    wrong: &[
        Sample::Text("全镇共有农户1200户，已改厕960户，【普及率85%】，位居全县前列。"),
        Sample::Text("全县共有行政村120个，其中已完成治理90个，【占70%】。"),
        Sample::Text("今年任务200座，完成150座，【完成率为70%】。"),
        Sample::Text("共抽查60家，合格51家，【合格率达到90%】，比上年提高。"),
    ],
    right: &[
        Sample::Text("全镇共有农户1200户，已改厕961户，普及率80.1%；任务3处，完成2处，完成率67%。"),
        Sample::Text("全镇农户1200户，其中党员户96户，改厕率90%。"),
        Sample::Text("任务200座，完成150座，好评率98%，满意率99%。"),
        Sample::Text("全镇农户1200户，今年新改厕96户，普及率90%。"),
    ],
};

static SHARE: Pattern = Pattern::made(|| {
    let number = r"([0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)(万|亿)?";
    let unit = "(户|座|处|个村|个|家|人|名|件|项|亩|吨|公里|万元|元|批次)";
    let rate = "占|占比|完成率|普及率|合格率|达标率|办结率|整改率|销号率|参保率|建成率|改造率|治理率|到位率|签约率";
    format!(
        r"{number}{unit}，(?:其中)?([\p{{Han}}]{{0,8}}?){number}{unit}，((?:{rate})(?:的|为|达|达到|是)?([0-9]+(?:\.[0-9]+)?)[%％])"
    )
});
/// What has been done with the second number, where a rate is told and not a share.
const DONE: [&str; 16] = [
    "完成", "改", "合格", "达标", "建成", "办结", "整改", "销号", "参保", "治理", "签约", "到位",
    "普及", "使用", "已", "实际",
];
/// What says that the second number is a part of what the rate counts.
const PART: [&str; 4] = ["新", "今年", "本月", "再"];

fn check(reading: &Reading<'_>, found: &mut Diagnostics) {
    for (_, passage) in reading.running() {
        let text = passage.text();
        if !text.contains(['%', '％']) {
            continue;
        }
        for said in SHARE.hits(text) {
            let word = |at: usize| said.get(at).map_or("", |it| it.as_str());
            let number = |at: usize| -> Option<f64> {
                let times = match word(at + 1) {
                    "万" => 1e4,
                    "亿" => 1e8,
                    _ => 1.0,
                };
                Some(word(at).replace(',', "").parse::<f64>().ok()? * times)
            };
            let (Some(whole), Some(part)) = (number(1), number(5)) else { continue };
            let (Some(share), Some(percent)) = (said.get(8), word(9).parse::<f64>().ok()) else {
                continue;
            };
            let is_done = DONE.iter().any(|done| word(4).contains(done));
            if !share.as_str().starts_with('占') && !is_done {
                continue;
            }
            let decimals = word(9).split_once('.').map_or(0, |(_, decimals)| decimals.len());
            let inside = word(3) == word(7) && whole > 0.0 && part <= whole;
            let rounded = word(1).contains('.') || word(5).contains('.') || !word(2).is_empty();
            if !inside || rounded || PART.iter().any(|lead| word(0).contains(lead)) {
                continue;
            }
            // cut off or rounded: both are done
            let off = 10_f64.powi(-i32::try_from(decimals).unwrap_or_default());
            let right = part / whole * 100.0;
            if (right - percent).abs() >= off {
                let right = (right * 10.0).round() / 10.0;
                found.push(
                    RULE.at(
                        &passage.place(share.range()),
                        format!(
                            "{}{}里的{}{}是{right}%，写的是“{}”",
                            word(1),
                            word(3),
                            word(5),
                            word(7),
                            share.as_str()
                        ),
                    )
                    .hint("请核对这三个数"),
                );
            }
        }
    }
}
