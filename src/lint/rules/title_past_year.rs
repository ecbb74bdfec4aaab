//! The year in the title of a plan is not over.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Kind;
use crate::lint::{Basis, Check, Reading, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "title-past-year",
    severity: Severity::Warning,
    basis: &[Basis::Regulation("第二十条（四）")],
    doc: "方案、计划、要点、安排的年份不是过去的年份。今年发的文件写去年的方案，多半是从去年的文件抄来的，标题没有改。总结、通报、考核这样说去年的事的不算。",
    check: Check::Reading(check),
    wrong: &[
        Sample::Document("标题: 关于印发《【2025年】改厕工作实施方案》的通知"),
        Sample::Document("标题: 关于印发甲县【2024年度】卫生工作要点的通知"),
        Sample::Document("标题: 关于做好【2025年】防汛备汛工作的通知"),
    ],
    right: &[
        Sample::Document("标题: 关于印发《2026年改厕工作实施方案》的通知"),
        Sample::Document("标题: 关于印发《2025—2027年改厕工作方案》的通知"),
        Sample::Document("标题: 关于2025年改厕工作方案执行情况的通报"),
        Sample::Document("标题: 关于印发《2025年度目标考核工作方案》的通知"),
        Sample::Document("标题: 关于做好2025年度工作总结报送工作的通知"),
    ],
};

/// What a title looks forward with.
const AHEAD: [&str; 8] =
    ["方案", "计划", "要点", "安排", "关于做好", "关于开展", "关于加强", "预案"];
/// What looks back: what is done about a year when it is over.
const BACK: [&str; 36] = [
    "总结", "情况", "考核", "考评", "考察", "评选", "评比", "评先", "评优", "表彰", "表扬", "先进",
    "优秀", "决算", "报告", "通报", "结果", "公布", "公示", "验收", "审计", "评价", "评估", "年报",
    "清算", "统计", "结算", "核算", "绩效", "述职", "年检", "年审", "补助", "兑现", "扣除", "汇算",
];

fn check(reading: &Reading<'_>, found: &mut Diagnostics) {
    let Some(issued) = reading.facts.issued.known() else { return };
    let titles = reading.passages.iter().filter(|passage| passage.kind() == Kind::Title);
    // what is issued has the same title again
    let Some(title) = titles.take(1).next() else { return };
    let text = title.text();
    let looks_back = BACK.iter().any(|word| text.contains(word));
    if looks_back || !AHEAD.iter().any(|word| text.contains(word)) {
        return;
    }
    let years: Vec<(i32, usize, usize)> = years(text);
    let is_past = |(year, ..): &(i32, usize, usize)| *year < issued.v.year();
    if let [(_, start, end), ..] = years.as_slice()
        && years.iter().all(is_past)
        && !text[*end..].starts_with(['—', '－', '-', '至'])
    {
        let words = &text[*start..*end];
        found.push(
            RULE.at(
                &title.place(*start..*end),
                format!("标题写的是{words}，成文日期是{}", issued.v),
            )
            .hint(format!("核对是不是{}年，标题是不是从去年的文件抄来的", issued.v.year()))
            .related(issued.place.clone(), "成文日期写在这里"),
        );
    }
}

/// The years of a title with the bytes where they stand: 2025年, 2025年度, 2025—2027年.
fn years(text: &str) -> Vec<(i32, usize, usize)> {
    let mut found = Vec::new();
    let mut rest = 0;
    while let Some(at) = text[rest..].find(|c: char| c.is_ascii_digit()).map(|at| rest + at) {
        let len = text[at..].bytes().take_while(u8::is_ascii_digit).count();
        let end = at + len;
        let unit = ["年度", "年"].iter().find(|unit| text[end..].starts_with(**unit));
        let in_range = text[end..].starts_with(['—', '－', '-', '～', '~', '至']);
        if len == 4
            && (unit.is_some() || in_range)
            && let Ok(year) = text[at..end].parse()
        {
            found.push((year, at, end + unit.map_or(0, |unit| unit.len())));
        }
        rest = end;
    }
    found
}
