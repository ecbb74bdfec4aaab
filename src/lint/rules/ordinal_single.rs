//! A level has two of a kind, or none.

use crate::diag::{Diagnostics, Severity};
use crate::doc::{Document, Level, number, ordinal};
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "ordinal-single",
    severity: Severity::Note,
    basis: &[Basis::Practice("分了层，至少有两条")],
    doc: "一层里只有一条的，不用编号。只有（一）没有（二），或者漏了一条，或者不必分这一层。",
    check: Check::Document(check),
    wrong: &[
        Sample::Text("一、总体要求\n\n【（一）】目标\n\n全县完成改厕。\n\n二、工作步骤"),
        Sample::Text("（一）改厕\n\n（二）改水\n\n【1.】查水源\n\n由镇政府负责。"),
    ],
    right: &[
        Sample::Text("一、总体要求\n\n（一）改厕\n\n（二）改水\n\n二、工作步骤"),
        Sample::Text("一、总体要求\n\n请落实。"),
    ],
};

fn check(document: &Document, found: &mut Diagnostics) {
    for blocks in document.texts() {
        let numbered = ordinal::all(blocks);
        for (nth, item) in numbered.iter().enumerate() {
            let ends = |other: &&ordinal::Numbered| other.level <= item.level;
            let next = numbered[nth + 1..].iter().find(ends);
            let before = numbered[..nth].iter().rev().find(ends);
            let alone =
                |other: Option<&ordinal::Numbered>| other.is_none_or(|it| it.level < item.level);
            // 1. with （一） below it is upside down, which another rule tells
            let is_turned = next.is_some_and(|it| it.value == 1 && it.level > Level::One);
            let is_alone = alone(next) && alone(before) && !is_turned;
            // what a template makes may be a list of one
            if let Some((_, place)) = &item.typed
                && item.level > Level::One
                && item.value == 1
                && is_alone
            {
                let words = number::ordinal(item.level, item.value);
                let message = format!("这一层只有“{words}”一条");
                let hint = "补上下一条，或者删去这个序号";
                found.push(RULE.at(place, message).hint(hint));
            }
        }
    }
}
