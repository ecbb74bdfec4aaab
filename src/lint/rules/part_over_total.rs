//! A part is not more than the whole.

use crate::diag::{Diagnostics, Severity};
use crate::lint::reading::{self, Quantity};
use crate::lint::{Basis, Check, Reading, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "part-over-total",
    severity: Severity::Warning,
    basis: &[Basis::Regulation("第二十条（四）")],
    doc: "“其中”后面的数不比前面的总数大。同一个单位的才比；几个部分都是地方的（青溪镇、东村）或者资金来源（省级资金、县级配套），加起来也不比总数大。",
    check: Check::Reading(check),
    wrong: &[
        Sample::Text("全县改厕1200户，其中青溪镇【1300户】，白沙镇200户。"),
        Sample::Text("安排资金50万元（其中县级【60万元】）。"),
        Sample::Text("总投资【500万元】，其中中央资金300万元、省级资金150万元、县级配套100万元。"),
        Sample::Text(
            "今年全县改厕【100户】，其中青溪镇40户、白沙镇35户、石桥镇30户，9月底前完成。",
        ),
    ],
    right: &[
        Sample::Text("全县改厕1200户，其中青溪镇300户；白沙镇200户，其中东村150户。"),
        Sample::Text("参加培训30人，其中女性20人、党员25人。"),
        Sample::Text("改厕100户，其中青溪镇40户（东村20户、西村20户）、白沙镇35户。"),
        Sample::Text("增长3.2%，其中青溪镇78.5%的户参加。"),
        Sample::Text("改厕5户，投资20万元，其中县级12万元；完成3个村，其中2个村改厕80户。"),
    ],
};

/// What has no parts.
const RATES: [&str; 12] =
    ["%", "％", "个百分点", "倍", "年", "日", "天", "周", "个月", "次", "期", "点"];

fn check(reading: &Reading<'_>, found: &mut Diagnostics) {
    for (_, passage) in reading.running() {
        let text = passage.text();
        for (at, lead) in text.match_indices("其中") {
            let sentence = reading::sentence(text, &(at..at + lead.len()));
            let inside =
                |it: &&Quantity| it.range.start >= sentence.start && it.range.end <= sentence.end;
            let quantities: Vec<&Quantity> = passage.quantities().iter().filter(inside).collect();
            // the number right before is the whole
            let whole = quantities.iter().rev().find(|it| it.range.end <= at);
            let part = quantities.iter().find(|it| it.range.start >= at);
            let (Some(whole), Some(part)) = (whole, part) else { continue };
            let between = &text[whole.range.end..at];
            let close = between.chars().count() <= 1
                || between.trim_end_matches(['，', '（', '(', '、']).chars().count() <= 6;
            if close
                && part.unit == whole.unit
                && !RATES.contains(&whole.unit)
                && !part.approximate
                && !whole.approximate
                && part.value > whole.value
            {
                let words = &text[part.range.clone()];
                let total = &text[whole.range.clone()];
                found.push(
                    RULE.at(
                        &passage.place(part.range.clone()),
                        format!("其中的{words}比总数{total}还大"),
                    )
                    .hint("请核对两个数")
                    .related(passage.place(whole.range.clone()), "总数写在这里"),
                );
                continue;
            }
            if !close || whole.approximate || RATES.contains(&whole.unit) {
                continue;
            }
            let parts = places(text, at + lead.len(), whole.unit, &quantities);
            let sum: f64 = parts.iter().map(|part| part.value).sum();
            let off: f64 = parts.iter().map(|part| part.rounding()).sum();
            if parts.len() > 1 && sum > whole.value + off + 1e-6 {
                let unit = whole.unit;
                let words = &text[whole.range.clone()];
                let times = if words.contains('亿') {
                    1e8
                } else if words.contains('万') {
                    1e4
                } else {
                    1.0
                };
                let scale = if times > 1.0 { &words[words.len() - unit.len() - 3..] } else { unit };
                let sum = (sum / times * 100.0).round() / 100.0;
                found.push(
                    RULE.at(
                        &passage.place(whole.range.clone()),
                        format!("总数写的是{words}，其中的各部分加起来是{sum}{scale}"),
                    )
                    .hint("请核对总数和各部分的数"),
                );
            }
        }
    }
}

/// The parts behind 其中 that are of places, or of funds, each of another, one behind the other up to what is none.
fn places<'q>(
    text: &str,
    from: usize,
    unit: &str,
    quantities: &[&'q Quantity],
) -> Vec<&'q Quantity> {
    let mut parts = Vec::new();
    let mut end = from;
    for quantity in quantities.iter().filter(|it| it.range.start >= from) {
        let name = text[end..quantity.range.start].trim_start_matches(['、', '，', '：', '和']);
        let plain = !name.contains(['（', '）', '(', ')']) && name.chars().count() <= 8;
        let is_fund = ["资金", "配套", "自筹"].iter().any(|end| name.ends_with(end));
        let is_place = plain && (is_fund || name.ends_with(['镇', '乡', '村', '县', '区', '市']));
        if !is_place || quantity.unit != unit || quantity.approximate {
            break;
        }
        parts.push(*quantity);
        end = quantity.range.end;
    }
    parts
}
