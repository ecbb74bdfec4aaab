//! Shares of a whole come to a hundred per cent.

use crate::diag::{Diagnostics, Severity};
use crate::lint::pattern::{Hit, Pattern};
use crate::lint::{Basis, Check, Reading, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "percent-sum",
    severity: Severity::Warning,
    basis: &[Basis::Regulation("第二十条（四）")],
    doc: "同一个总数的各部分，占比加起来是100%。四舍五入的误差不算；正文里“分别占”的几个占比可以不全，只有超过100%才提醒。",
    check: Check::Reading(check),
    wrong: &[
        Sample::Text(
            "| 项目 | 占比 |\n|---|---|\n| 道路 | 45.5% |\n| 供水 | 30.2% |\n| 其他 | 26.3% |\n| 合计 | 【100%】 |",
        ),
        Sample::Text("全县粪污还田、制气、外运【分别占55%、30%和25%】，还田比例最高。"),
    ],
    right: &[
        Sample::Text(
            "| 项目 | 占比 |\n|---|---|\n| 道路 | 33.3% |\n| 供水 | 33.3% |\n| 其他 | 33.3% |\n| 合计 | 100% |",
        ),
        Sample::Text("还田、制气分别占55%、30%；三项分别占33.4%、33.3%、33.4%。"),
        Sample::Text("| 村 | 完成率 |\n|---|---|\n| 东村 | 90% |\n| 西村 | 80% |\n| 合计 | 85% |"),
        Sample::Text("甲、乙两厂的国产设备分别占80%、70%。"),
    ],
};

/// What a column of shares is headed with.
const SHARES: [&str; 3] = ["占比", "比重", "构成"];

static SHARED: Pattern = Pattern::new(
    r"分别占(?:比|到|总数的|全[县镇市省]的)?((?:[0-9]+(?:\.[0-9]+)?[%％][、，和及]?)+)",
);
static PERCENT: Pattern = Pattern::new(r"([0-9]+(?:\.[0-9]+)?)\s*[%％]");

/// The percentages of a text, and by how much each may be rounded.
fn percentages(text: &str) -> Vec<(f64, f64)> {
    let number = |of: Hit<'_>| {
        let digits = of.get(1)?.as_str();
        let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        Some((digits.parse().ok()?, 0.5 * 10_f64.powi(-i32::try_from(decimals).ok()?)))
    };
    PERCENT.hits(text).filter_map(number).collect()
}

fn check(reading: &Reading<'_>, found: &mut Diagnostics) {
    for sheet in &reading.sheets {
        let Some(column) = sheet.column(&SHARES) else { continue };
        let (mut sum, mut off, mut total) = (0.0, 0.0, None);
        let (mut count, mut whole) = (0, true);
        for row in sheet.rows() {
            let Some(words) = sheet.words(row, column) else { continue };
            let percentages = percentages(&words);
            match (percentages.as_slice(), sheet.is_total(row)) {
                ([(value, _)], true) if total.is_none() => total = Some((row, *value)),
                ([(value, rounding)], false) => {
                    sum += value;
                    off += rounding;
                    count += 1;
                }
                _ => whole = false,
            }
        }
        whole &= count > 1 && !sheet.rows().any(|row| sheet.is_of_the_above(row));
        if let Some((row, 100.0)) = total
            && whole
            && (sum - 100.0_f64).abs() > off + 1e-6
            && let Some(line) = sheet.cell(row, column).and_then(|cell| cell.lines.first())
        {
            let message = format!("各行的占比加起来是{sum:.1}%，不是100%");
            found.push(RULE.at(line.place(), message).hint("请核对各行的占比"));
        }
    }
    for (_, passage) in reading.running().filter(|(_, passage)| passage.text().contains("分别占"))
    {
        let text = passage.text();
        for said in SHARED.hits(text) {
            let (Some(all), Some(list)) = (said.get(0), said.get(1)) else { continue };
            let parts = percentages(list.as_str());
            let (sum, off) =
                parts.iter().fold((0.0, 0.0), |(sum, off), part| (sum + part.0, off + part.1));
            // two of which each is of another whole: 分别占80%、70%
            if parts.len() > 2 && (100.0 + off..=130.0).contains(&(sum - 1e-6)) {
                let end =
                    all.start() + all.as_str().trim_end_matches(['、', '，', '和', '及']).len();
                found.push(
                    RULE.at(
                        &passage.place(all.start()..end),
                        format!("这几项占比加起来是{}%，超过100%", (sum * 10.0).round() / 10.0),
                    )
                    .hint("请核对各项占比；不是同一个总数的，分开写"),
                );
            }
        }
    }
}
