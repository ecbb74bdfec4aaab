//! From one number to another by so much: the three agree.

use crate::diag::{Diagnostics, Severity};
use crate::lint::pattern::{Hit, Pattern};
use crate::lint::{Basis, Check, Reading, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "growth-arithmetic",
    severity: Severity::Warning,
    basis: &[Basis::Regulation("第二十条（四）")],
    doc: "“由80户增加到100户，增长25%”，三个数要对得上。增长的百分数是增加的部分除以原来的数；百分数变百分数的，说几个百分点。四舍五入的误差不算，“年均增长”不算。",
    check: Check::Reading(check),
    wrong: &[
        Sample::Text("全县卫生厕所由80户增加到100户，【增长20%】，群众满意。"),
        Sample::Text("普及率从82.5%提高到91%，【提高了9.5个百分点】。"),
        Sample::Text("收入由2024年的80万元增至2025年的100万元，【增长20%】。"),
        Sample::Text("垃圾处理量由每天50吨增加到60吨，【增长25%】。"),
        Sample::Text("投诉由120件下降到90件，【减少40件】。"),
        Sample::Text("垃圾日产量从2025年的50吨降至40吨，【下降25%】。"),
    ],
    right: &[
        Sample::Text("由80户增加到100户，增长25%；从3.2万元增加到4.1万元，增长28.1%。"),
        Sample::Text("普及率从82.5%提高到91%，提高8.5个百分点，年均增长5%。"),
        Sample::Text("由120件下降到90件，减少30件、下降25%；由80户增加到100户，投资增长30%。"),
        Sample::Text("人口由2020年的3.2万人增加到2025年的4.1万人，年均增长5.1%。"),
        Sample::Text("由1个增加到3个，增长了2倍；由80%提高到90%，提高12.5%。"),
    ],
};

static GROWTH: Pattern = Pattern::made(|| {
    let number = r"([0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)(万|亿)?([%％]|[\p{Han}]{0,3}?)";
    let year = "(?:[0-9]{4}年的?|去年的?|上年的?|原来的|每[天日月年])?";
    let verb = "(增加|提高|上升|增长|提升|扩大|增|升|下降|减少|降低|压减|缩短|降|减)";
    let by = "(增长|增加|提高|上升|提升|增幅|净增|下降|减少|降低|降幅)";
    format!(
        r"(?:由|从){year}{number}{verb}(?:到|至|为){year}{number}[，,、（(](?:同比|比上年|较上年|环比)?{by}(?:了|为|达到?)?([0-9]+(?:,[0-9]{{3}})*(?:\.[0-9]+)?)(万|亿)?(个百分点|[%％]|倍|[\p{{Han}}]{{1,2}})"
    )
});

/// A number and by how much it may be rounded.
#[derive(Clone, Copy)]
struct Rounded {
    value: f64,
    off: f64,
}

impl Rounded {
    fn read(digits: &str, times: Option<&str>) -> Option<Self> {
        // a whole number of things was not rounded
        let whole = times.is_none() && !digits.contains('.');
        let times = match times {
            Some("万") => 1e4,
            Some("亿") => 1e8,
            _ => 1.0,
        };
        let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let value: f64 = digits.replace(',', "").parse().ok()?;
        let off = if whole { 0.0 } else { 0.5 * 10_f64.powi(-i32::try_from(decimals).ok()?) };
        Some(Self { value: value * times, off: off * times })
    }
}

fn check(reading: &Reading<'_>, found: &mut Diagnostics) {
    for (_, passage) in reading.running() {
        let text = passage.text();
        if !text.contains(['由', '从']) {
            continue;
        }
        for said in GROWTH.hits(text) {
            let word = |at: usize| said.get(at).map(|it| it.as_str());
            let number = |at: usize| Rounded::read(word(at)?, word(at + 1));
            let (Some(from), Some(to), Some(by)) = (number(1), number(5), number(9)) else {
                continue;
            };
            let (Some(verb), Some(lead), Some(unit)) = (word(4), said.get(8), said.get(11)) else {
                continue;
            };
            let falls = |word: &str| word.contains(['降', '减', '缩']);
            // 从3%提高到5: units that do not fit are none of ours
            let (unit_from, unit_to) = (word(3).unwrap_or_default(), word(7).unwrap_or_default());
            if falls(verb) != falls(lead.as_str()) || unit_from != unit_to && !unit_from.is_empty()
            {
                continue;
            }
            let Some((right, least, most, as_said)) = right(from, to, unit_to, unit.as_str(), by)
            else {
                continue;
            };
            if (least..=most).contains(&by.value) {
                continue;
            }
            let range = lead.start()..unit.end();
            let message = format!(
                "从{}到{}，应当是{}{as_said}，写的是{}",
                plain(&said, 1),
                plain(&said, 5),
                rounded(right),
                &text[range.clone()]
            );
            found.push(RULE.at(&passage.place(range), message).hint("请核对这三个数"));
        }
    }
}

fn plain(said: &Hit<'_>, at: usize) -> String {
    (at..at + 3).filter_map(|at| said.get(at)).map(|it| it.as_str()).collect()
}

/// What it should be, at least and at most, and its unit; nothing where that can't be told.
fn right<'u>(
    from: Rounded,
    to: Rounded,
    of: &str,
    unit: &'u str,
    by: Rounded,
) -> Option<(f64, f64, f64, &'u str)> {
    let percent = matches!(of, "%" | "％");
    let change = |from: f64, to: f64| (to - from).abs();
    match unit {
        "个百分点" if percent => {
            let off = from.off.max(0.5e-9) + to.off + by.off + 1e-9;
            let right = change(from.value, to.value);
            Some((right, right - off, right + off, unit))
        }
        "%" | "％" if !percent && from.value > 0.0 => {
            let share = |from: f64, to: f64| (to / from - 1.0).abs() * 100.0;
            let right = share(from.value, to.value);
            let ends = [
                share(from.value - from.off, to.value + to.off),
                share(from.value + from.off, to.value - to.off),
            ];
            // a percentage without decimals is rounded too
            let off = if by.off > 0.0 { by.off } else { 0.5 } + 1e-9;
            let least = ends[0].min(ends[1]).min(right) - off;
            Some((right, least, ends[0].max(ends[1]).max(right) + off, "%"))
        }
        _ if !percent && !of.is_empty() && unit == of => {
            let off = from.off + to.off + by.off + 1e-9;
            let right = change(from.value, to.value);
            Some((right, right - off, right + off, unit))
        }
        _ => None,
    }
}

fn rounded(value: f64) -> String {
    let one = (value * 10.0).round() / 10.0;
    one.to_string()
}
