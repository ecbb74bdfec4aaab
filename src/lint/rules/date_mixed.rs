//! A date is written in one kind of numerals.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Prose;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "date-mixed",
    severity: Severity::Warning,
    basis: &[Basis::NationalStandard("GB/T 15835-2011 4.3")],
    doc: "一个日期里年、月、日用同一种数字。",
    check: Check::Prose(check),
    wrong: &[
        Sample::Text("【二〇二六年5月】完成。"),
        Sample::Text("【2026年五月】完成。"),
        Sample::Text("【5月二十日】检查。"),
    ],
    right: &[
        Sample::Text("2026年5月完成。"),
        Sample::Text("二〇二六年五月完成。"),
        Sample::Text("农历2026年五月初五。"),
        Sample::Text("举办2026年三月三歌圩。"),
    ],
};

static DATE: Pattern = Pattern::new(concat!(
    "[一二三四五六七八九〇零○]{4}年[0-9]{1,2}月",
    "|[0-9]{4}年[一二三四五六七八九十]{1,2}月",
    "|[0-9]{1,2}月[一二三四五六七八九十]{1,3}日",
));

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    for hit in DATE.hits(prose.text()) {
        // 农历, and 三月三, a holiday
        if !hit.before().ends_with("农历") && !hit.after().starts_with(['三', '初', '十']) {
            found.push(
                RULE.at(&prose.place(hit.range()), format!("“{}”里汉字和数字混用", hit.words()))
                    .hint("年、月、日都用阿拉伯数字，例如：2026年5月20日"),
            );
        }
    }
}
