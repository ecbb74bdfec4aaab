//! A total is the sum of what it totals.

use crate::diag::{Diagnostics, Severity};
use crate::doc::{Cell, Text};
use crate::lint::reading::Sheet;
use crate::lint::{Basis, Check, Reading, Rule, Sample};
use crate::sheet::layout;

pub(in crate::lint) const RULE: Rule = Rule {
    code: "total-differs",
    severity: Severity::Warning,
    basis: &[Basis::Regulation("第二十条（四）")],
    doc: "表里的合计、小计等于各行之和。占比、单价、人均、排名这样的列不加；小数按四舍五入的误差放宽；有“其中”行、数里夹着字的表不查。",
    check: Check::Reading(check),
    wrong: &[
        Sample::Text(
            "| 村 | 户数 | 改厕数 |\n|---|---|---|\n| 东村 | 120 | 30 |\n| 西村 | 98 | 25 |\n| 南村 | 76 | 20 |\n| 合计 | 294 | 【85】 |",
        ),
        Sample::Text(
            "| 镇 | 村 | 人数 |\n|---|---|---|\n| 甲镇 | 东村 | 12 |\n| | 西村 | 8 |\n| | 小计 | 20 |\n| 乙镇 | 南村 | 5 |\n| | 北村 | 7 |\n| | 小计 | 【13】 |\n| 总计 | | 32 |",
        ),
        Sample::Text(
            "| 村 | 男 | 女 | 合计 |\n|---|---|---|---|\n| 东村 | 12 | 13 | 25 |\n| 西村 | 8 | 9 | 【19】 |\n| 南村 | 5 | 6 | 11 |",
        ),
        Sample::Campaign(&[
            (
                "campaign.yaml",
                "发文机关: { 名称: 甲县人民政府 }\n日期: { 成文: 2026-01-05 }\n表: { 资金: { 文件: 资金.csv, 标题: 资金安排表 } }\n\
                 文件: [{ 名: 乙, 标题: 关于下达改厕资金的通知, 正文: 文.md, 附件: [{ 表: 资金 }] }]\n",
            ),
            ("文.md", "现将资金下达你们，请抓好落实。"),
            (
                "资金.csv",
                "序号,乡镇,资金（万元）\n1,子镇,12.5\n2,丑镇,30.25\n3,寅乡,7.25\n,合计,【60.00】\n",
            ),
        ]),
    ],
    right: &[
        Sample::Text(
            "| 村 | 户数 | 占比 | 单价 |\n|---|---|---|---|\n| 东村 | 120 | 55% | 3 |\n| 西村 | 98 | 45% | 4 |\n| 合计 | 218 | 100% | 3.5 |",
        ),
        Sample::Text(
            "| 项目 | 资金（万元） |\n|---|---|\n| 道路 | 1.234 |\n| 供水 | 2.333 |\n| 合计 | 3.57 |",
        ),
        Sample::Text(
            "| 项目 | 数 |\n|---|---|\n| 党员 | 30 |\n| 其中：女 | 12 |\n| 群众 | 50 |\n| 合计 | 80 |",
        ),
        Sample::Text("| 合计 | 30 |\n|---|---|\n| 东村 | 12 |\n| 西村 | 18 |"),
        Sample::Text("| 村 | 数 |\n|---|---|\n| 合计 | 30 |\n| 东村 | 12 |\n| 西村 | 18 |"),
    ],
};

/// What a column is headed with whose numbers are not added.
const NO_SUM: [&str; 30] = [
    "率", "比", "%", "％", "单价", "均", "序", "排名", "名次", "年份", "年度", "电话", "编号",
    "标准", "指数", "得分", "分值", "权重", "倍", "增长", "增幅", "进度", "系数", "税号", "代码",
    "日期", "时间", "时限", "档", "价格",
];

/// A number in a cell.
struct Number<'d> {
    row: usize,
    value: f64,
    /// What its last digit is worth.
    step: f64,
    cell: &'d Cell,
}

fn check(reading: &Reading<'_>, found: &mut Diagnostics) {
    for sheet in &reading.sheets {
        let told = check_across(sheet, found);
        let totals: Vec<usize> = sheet.rows().filter(|row| sheet.is_total(*row)).collect();
        if totals.is_empty() || sheet.rows().any(|row| sheet.is_of_the_above(row)) {
            continue;
        }
        for column in 0..sheet.heads().len() {
            let is_added = !NO_SUM.iter().any(|word| sheet.heads()[column].contains(word));
            if is_added
                && told != Some(column)
                && let Some(numbers) = numbers(sheet, column)
            {
                check_column(&numbers, &totals, &sheet.heads()[column], found);
            }
        }
    }
}

/// A column of totals is the sum of those beside it, where that holds in most rows.
/// Gives the column where one of its own is wrong: the sum down it is wrong too, then.
fn check_across(sheet: &Sheet<'_>, found: &mut Diagnostics) -> Option<usize> {
    let heads = sheet.heads();
    let column = heads.iter().position(|head| layout::is_total(head))?;
    let before = found.len();
    let is_added =
        |at: &usize| *at != column && !NO_SUM.iter().any(|word| heads[*at].contains(word));
    let rows: Vec<usize> =
        sheet.rows().filter(|row| sheet.number(*row, column).is_some()).collect();
    let numeric = |at: &usize| rows.iter().all(|row| sheet.number(*row, *at).is_some());
    let beside = |side: std::ops::Range<usize>| -> Vec<usize> {
        side.filter(is_added).filter(numeric).collect()
    };
    for addends in [beside(0..column), beside(column + 1..heads.len())] {
        let sum = |row: usize| addends.iter().filter_map(|at| sheet.number(row, *at)).sum::<f64>();
        let differs = |row: &&usize| {
            sheet.number(**row, column).is_some_and(|total| (sum(**row) - total).abs() > 1e-6)
        };
        let wrong: Vec<&usize> = rows.iter().filter(differs).collect();
        let most = addends.len() > 1 && rows.len() > 2 && wrong.len() * 3 <= rows.len();
        for row in wrong.into_iter().filter(|_| most) {
            let line = sheet.cell(*row, column).and_then(|cell| cell.lines.first());
            let Some(line) = line.filter(|_| !sheet.is_total(*row)) else { continue };
            let message = format!(
                "这一行{}写的是{}，各列加起来是{}",
                heads[column],
                line.trim(),
                rounded(sum(*row), 0.01)
            );
            found.push(RULE.at(line.place(), message).hint("请核对合计和各列的数"));
        }
    }
    (found.len() > before).then_some(column)
}

/// The numbers of a column; none where something else stands in it.
fn numbers<'d>(sheet: &Sheet<'d>, column: usize) -> Option<Vec<Number<'d>>> {
    let mut numbers = Vec::new();
    for row in sheet.rows() {
        let Some(words) = sheet.words(row, column) else { continue };
        let words = words.trim();
        if matches!(words, "-" | "—" | "——" | "/" | "／" | "－" | "无") {
            continue;
        }
        let cell = sheet.cell(row, column)?;
        let value = layout::number(words).filter(|_| cell.columns == 1)?;
        let decimals = words.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let step = 10_f64.powi(-i32::try_from(decimals).ok()?);
        numbers.push(Number { row, value, step, cell });
    }
    Some(numbers)
}

fn check_column(numbers: &[Number<'_>], totals: &[usize], head: &str, found: &mut Diagnostics) {
    let is_total = |number: &&Number<'_>| totals.contains(&number.row);
    let money = head.contains("万元") || head.contains("亿元");
    // the sum of some, and how far off it may be
    let sum = |of: &[&Number<'_>]| {
        let step = of.iter().map(|it| it.step).fold(f64::INFINITY, f64::min);
        let off: f64 =
            if step < 1.0 || money { of.iter().map(|it| it.step / 2.0).sum() } else { 0.0 };
        (of.iter().map(|it| it.value).sum::<f64>(), off)
    };
    let records: Vec<&Number<'_>> = numbers.iter().filter(|it| !is_total(it)).collect();
    for total in numbers.iter().filter(is_total) {
        let above: Vec<&Number<'_>> =
            records.iter().copied().filter(|it| it.row < total.row).collect();
        let last = totals.iter().rev().find(|row| **row < total.row);
        let since: Vec<&Number<'_>> =
            above.iter().copied().filter(|it| last.is_none_or(|last| it.row > *last)).collect();
        let subtotals: Vec<&Number<'_>> =
            numbers.iter().filter(is_total).filter(|it| it.row < total.row).collect();
        let below: Vec<&Number<'_>> =
            records.iter().copied().filter(|it| it.row > total.row).collect();
        let until = totals.iter().find(|row| **row > total.row);
        let up_to: Vec<&Number<'_>> =
            below.iter().copied().filter(|it| until.is_none_or(|until| it.row < *until)).collect();
        let behind: Vec<&Number<'_>> =
            numbers.iter().filter(is_total).filter(|it| it.row > total.row).collect();
        let fits = |of: &Vec<&Number<'_>>| {
            let (sum, off) = sum(of);
            (sum - total.value).abs()
                <= off + total.step / 2.0 * f64::from(u8::from(off > 0.0)) + 1e-6
        };
        let ways = [&above, &since, &subtotals, &below, &up_to, &behind, &records];
        // a total of one row is that row; of none nobody knows what it totals
        let known = since.len() > 1 || (since.is_empty() && up_to.len() > 1);
        if !known || ways.into_iter().any(fits) {
            continue;
        }
        let added = if since.is_empty() {
            &up_to
        } else if last.is_some() && since.len() > 1 {
            &since
        } else {
            &above
        };
        let right = rounded(sum(added).0, added.iter().map(|it| it.step).fold(1.0, f64::min));
        let Some(place) = total.cell.lines.first().map(Text::place) else { continue };
        let words: String = total.cell.lines.iter().map(|line| line.trim()).collect();
        found.push(
            RULE.at(place, format!("“{head}”这一列合计写的是{words}，各行加起来是{right}"))
                .hint("请核对合计和各行的数"),
        );
    }
}

/// A number with as many decimals as it needs.
fn rounded(value: f64, step: f64) -> String {
    let step = if value.fract() == 0.0 { 1.0 } else { step };
    let decimals = if step >= 1.0 {
        0
    } else if step >= 0.1 {
        1
    } else if step >= 0.01 {
        2
    } else {
        3
    };
    format!("{value:.decimals$}")
}
