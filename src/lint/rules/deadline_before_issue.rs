//! What is asked for by a day can still be done on the day of the document.

use crate::diag::{Diagnostics, Severity};
use crate::lint::pattern::Pattern;
use crate::lint::reading::{self, Part};
use crate::lint::{Basis, Check, Reading, Rule, Sample};
use chrono::{Datelike, Days};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "deadline-before-issue",
    severity: Severity::Warning,
    basis: &[Basis::Regulation("第二十条（四）")],
    doc: "要求报送、完成的期限不早于成文日期。“请于某日前报送”的日子在成文日期以前，多半是抄自以前的文件，或者发文拖了，期限没有顺延。没有写年份的，只看成文日期以前两个月里的。",
    check: Check::Reading(check),
    wrong: &[
        Sample::Text("请各单位于【2025年11月20日】前将自查报告报送县爱卫办。"),
        Sample::Text("各乡镇要抓紧填报，务必于【1月4日】前反馈，逾期视为无意见。"),
        Sample::Text("报名截止时间为【2025年12月25日】，材料送县爱卫办。"),
        Sample::Text(
            "| 任务 | 责任单位 | 完成时限 |\n|---|---|---|\n| 改造公厕 | 镇规划办 | 【2025年9月底】前 |\n| 验收 | 镇爱卫办 | 2026年6月底前 |",
        ),
    ],
    right: &[
        Sample::Text("请各单位于2026年1月5日前将自查报告报送县爱卫办。"),
        Sample::Text("请于12月20日前报送年度总结，于2月10日前报送计划。"),
        Sample::Text("截至2025年12月底，全县改厕1200户；数据截止到2025年12月31日。"),
        Sample::Text("此前要求各单位于2025年11月20日前报送，目前仍有3个单位没有报。"),
        Sample::Text("| 任务 | 完成时间 |\n|---|---|\n| 改造公厕 | 2025年9月 |"),
    ],
};

/// What asks for something, before the date in its clause.
static ASKS: Pattern =
    Pattern::new("(?:请|务必|务于|须|必须)[^，。；]{0,24}[于在]?$|要(?:求)?[于在]$");
/// What names it: 报名截止时间为.
static NAMED: Pattern = Pattern::new("截止(?:时间|日期)(?:为|是|：|:|到|至)$");
/// What is done by then, behind the date.
static DONE: Pattern = Pattern::new(
    "^(?:（[^）]{1,8}）)?(?:下班|[0-9:时点]{0,5})?(?:之前|以前|前)[^。；]{0,40}(报|送|反馈|提交|完成|上传|填|交|整改|汇总|发)",
);
/// What tells of what has been.
const PAST: [&str; 8] = ["去年", "上年", "此前", "曾", "已", "原定", "要求的", "以来"];
/// A date without a year that lies so many days before the document's was of this year.
const LATELY: u64 = 60;

fn check(reading: &Reading<'_>, found: &mut Diagnostics) {
    let Some(issued) = reading.facts.issued.known() else { return };
    let day = issued.v.0;
    let lately = day.checked_sub_days(Days::new(LATELY)).unwrap_or(day);
    let mut say = |place, words: &str| {
        found.push(
            RULE.at(&place, format!("期限{words}早于成文日期{}", issued.v))
                .hint("核对期限的年份和日子；发文拖了的，期限顺延")
                .related(issued.place.clone(), "成文日期写在这里"),
        );
    };
    // an attachment may be a document of its own day
    let own = |part: Part| !matches!(part, Part::Attachment(_));
    for (_, passage) in reading.running().filter(|(_, passage)| own(passage.part)) {
        let text = passage.text();
        for moment in passage.moments() {
            let range = moment.range.clone();
            let is_over = |last| last < day && (moment.point.year.is_some() || last >= lately);
            if !moment.point.last(day.year()).is_some_and(is_over) {
                continue;
            }
            let sentence = reading::sentence(text, &range);
            let is_past = PAST.iter().any(|word| text[sentence.clone()].contains(word));
            let before = &text[sentence.start..range.start];
            let is_asked = ASKS.is_in(before) && DONE.is_in(&text[range.end..]);
            if !is_past && (is_asked || NAMED.is_in(before)) {
                say(passage.place(range.clone()), &text[range]);
            }
        }
    }
    for sheet in &reading.sheets {
        let Some(column) = sheet.column(&["时限", "截止", "期限"]) else { continue };
        for row in sheet.rows() {
            let Some(line) = sheet.line(row, column) else {
                continue;
            };
            let Some(moment) = reading::moments(line).pop() else { continue };
            let last = moment.point.last(day.year()).filter(|_| moment.point.year.is_some());
            if last.is_some_and(|last| last < day) {
                say(line.place().part(line, moment.range.clone()), &line[moment.range]);
            }
        }
    }
}
