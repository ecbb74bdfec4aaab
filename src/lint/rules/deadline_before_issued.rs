//! What is asked for can still be done when the document is issued.

use chrono::{Datelike, NaiveDate};

use crate::diag::{Diagnostics, Severity};
use crate::doc::Document;
use crate::doc::prose;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "deadline-before-issued",
    severity: Severity::Warning,
    basis: &[Basis::Regulation("第十九条（三）")],
    doc: "“请于……前”的日期不早于成文日期。早了，收文的人收到时已经过期；没有写年份的，按成文日期的年份看，离年末近的按下一年看。",
    check: Check::Document(check),
    wrong: &[
        Sample::Text("请各镇于【2025年12月20日】前报送材料。"),
        Sample::Text("请于【1月3日】前将名单报县爱卫办。"),
        Sample::Text("本办法自【2025年1月1日】起施行。"),
    ],
    right: &[
        Sample::Text("请各镇于2026年1月20日前报送材料。"),
        Sample::Text("请于12月20日前将名单报县爱卫办。"),
        Sample::Text("上级要求各镇于2025年12月20日前报送材料，目前都已报齐。"),
        Sample::Whole("日期: { 成文: 2026-12-25 }", "请于1月10日前将名单报县爱卫办。"),
    ],
};

static DEADLINE: Pattern = Pattern::new(
    "(?:请[^。；！]{0,30}?(?:于|在))(?:([0-9]{4})年)?([0-9]{1,2})月([0-9]{1,2})日(?:（[^（）]*）)?(?:[0-9：:时]*)(?:之?前|以前)",
);
static EFFECTIVE: Pattern = Pattern::new(
    "本(?:办法|规定|细则|意见|方案|通告|决定|通知|条例|制度)自([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日起(?:施行|实施|执行|生效)",
);
/// So many days before 成文日期 a date without a year is that of the next year.
const FAR: i64 = 180;

fn check(document: &Document, found: &mut Diagnostics) {
    let issued = document.meta.date;
    let body = &document.body;
    let texts = std::iter::once(&body.blocks).chain(body.issued.iter().map(|it| &it.blocks));
    for prose in texts.flat_map(|blocks| prose::of_blocks(blocks)) {
        for (pattern, what) in [(&DEADLINE, "期限"), (&EFFECTIVE, "施行日期")] {
            for date in pattern.all(prose.text()) {
                let number = |part: usize| date.get(part)?.as_str().parse::<u32>().ok();
                let (Some(month), Some(day)) = (number(2), number(3)) else { continue };
                let year = number(1).and_then(|year| i32::try_from(year).ok());
                let named = NaiveDate::from_ymd_opt(year.unwrap_or(issued.year()), month, day);
                let Some(named) = named.filter(|named| *named < issued) else { continue };
                if year.is_none() && (issued - named).num_days() > FAR {
                    continue;
                }
                let first = date.get(1).or(date.get(2)).map_or(0, |it| it.start());
                let last = date.get(3).map_or(0, |it| it.end()) + "日".len();
                let words = &prose.text()[first..last];
                let message = format!(
                    "{what}{words}早于成文日期{}年{}月{}日",
                    issued.year(),
                    issued.month(),
                    issued.day()
                );
                found.push(
                    RULE.at(&prose.place(first..last), message)
                        .hint("核对这个日期和“日期”里的成文日期，多半有一个没有改"),
                );
            }
        }
    }
}
