//! A count behind a list of names is the number of names.

use crate::diag::{Diagnostics, Severity};
use crate::lint::{Basis, Check, Reading, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "count-of-names",
    severity: Severity::Warning,
    basis: &[Basis::Regulation("第二十条（四）")],
    doc: "“甲村、乙村、丙村3个村”，列了几个就写几个。名称都用同一个字结尾的才数；有“等”的，只有列的比说的多才提醒。",
    check: Check::Reading(check),
    wrong: &[
        Sample::Text("在石桥村、大河村、柳树村【4个村】先行试点，9月底前完成。"),
        Sample::Text("镇里成立综合协调组、宣传教育组和督查考核组【4个组】，各负其责。"),
        Sample::Text("选择青溪镇、白沙镇、石桥镇、黄坪镇等【三个镇】开展试点。"),
        Sample::Text("下设综合协调组、宣传教育组、督查考核组、后勤保障组【3个工作组】，分头推进。"),
    ],
    right: &[
        Sample::Text("在石桥村、大河村、柳树村3个村先行试点，石桥镇、白沙镇等5个镇跟进。"),
        Sample::Text("青溪镇的石桥村、大河村和白沙镇的柳树村3个村已经完成。"),
        Sample::Text("石桥、大河、柳树4个村完成改造；石桥社区、大河村2个村（社区）正在改造。"),
        Sample::Text("每个组、每个村3个村民小组。"),
    ],
};

/// What names end with, and what they are counted as.
const ENDINGS: [(char, &[&str]); 9] = [
    ('村', &["个村", "个行政村"]),
    ('镇', &["个镇"]),
    ('乡', &["个乡"]),
    ('县', &["个县"]),
    ('区', &["个社区", "个区"]),
    ('市', &["个市"]),
    ('组', &["个组", "个工作组", "个小组", "个专项组", "个项目组"]),
    ('班', &["个专班", "个工作专班"]),
    ('省', &["个省"]),
];

fn check(reading: &Reading<'_>, found: &mut Diagnostics) {
    for (_, passage) in reading.running() {
        let text = passage.text();
        for quantity in passage.quantities().iter().filter(|it| !it.approximate) {
            let ending = ENDINGS.iter().find(|(_, units)| units.contains(&quantity.unit));
            let (Some((ending, _)), Some(count)) = (ending, quantity.count()) else { continue };
            // 3个村（社区）, 3个村民小组, 3个市辖区
            if text[quantity.range.end..].starts_with(['（', '(', '民', '辖', '级', '里', '域'])
            {
                continue;
            }
            let before = text[..quantity.range.start].trim_end_matches(['共', '这', '　', ' ']);
            let (before, open) = match before.strip_suffix('等') {
                Some(before) => (before, true),
                None => (before, false),
            };
            let names = names(before, *ending);
            let differs = if open { names > count } else { names != count };
            if names > 1 && differs {
                let words = &text[quantity.range.clone()];
                found.push(
                    RULE.at(
                        &passage.place(quantity.range.clone()),
                        format!("写的是“{words}”，前面列了{names}个"),
                    )
                    .hint("核对是漏了一个，还是数写错了"),
                );
            }
        }
    }
}

/// How many names with that ending stand right before, one behind the other.
fn names(before: &str, ending: char) -> usize {
    let clause =
        before.rsplit(['，', '。', '；', '：', '（', '“', '《']).next().unwrap_or_default();
    let parts: Vec<&str> = clause.split(['、', '和', '及', '与', '以']).collect();
    // 以及 parts a name from nothing
    let parts = parts.iter().rev().filter(|part| !part.is_empty());
    parts.take_while(|part| part.ends_with(ending) && part.chars().count() > 1).count()
}
