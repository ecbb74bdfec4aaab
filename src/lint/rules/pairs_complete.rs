//! What is opened is closed.

use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::doc::prose::{Kind, Prose};
use crate::lint::pairs::{Half, Mark, Pairs};
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "pairs-complete",
    severity: Severity::Warning,
    basis: &[
        Basis::NationalStandard("GB/T 15834-2011 4.8.2"),
        Basis::NationalStandard("GB/T 15834-2011 4.9.2"),
        Basis::NationalStandard("GB/T 15834-2011 4.15.2"),
    ],
    doc: "引号、括号、书名号成对用，有前一半就有后一半。一段里没有配上的，到后面的段落里找；引文分成几段、每段都以前引号开头的，不算。",
    check: Check::Paragraphs(check),
    wrong: &[
        Sample::Text("转发【《】改厕办法的通知。"),
        Sample::Text("各镇（含街道）【）】要落实。"),
        Sample::Text("争创“卫生村【“】活动。"),
        Sample::Text("落实【”】三包”责任。"),
        Sample::Text("各镇要落实【（】见下表。"),
    ],
    right: &[
        Sample::Text("争创“卫生村”活动。"),
        Sample::Text("他说：“一是改厕。\n\n“二是改水。”"),
        Sample::Text("要求（一是改厕。\n\n二是改水）。"),
        Sample::Text("1）改厕；2）改水。"),
    ],
};

fn check(paragraphs: &[Prose<'_>], found: &mut Diagnostics) {
    // what was opened in a paragraph and not closed there
    let mut open: Vec<Finding<'_>> = Vec::new();
    for prose in paragraphs {
        if prose.kind == Kind::Title {
            tell(&mut open, found);
        }
        let Pairs { mut unclosed, mut unopened, .. } = Pairs::of(prose.text());
        turned(prose, &mut unclosed, &mut unopened, found);
        // each paragraph of a long quotation begins with its mark
        if prose.text().starts_with('“') {
            open.retain(|it| it.half.mark != Mark::Quote);
        }
        let is_alone = matches!(prose.kind, Kind::Title | Kind::Cell);
        for half in unopened {
            match open.iter().rposition(|it| it.half.mark == half.mark).filter(|_| !is_alone) {
                Some(partner) => {
                    open.remove(partner);
                }
                None => found.push(said(prose, &half, half.mark.halves().0)),
            }
        }
        for half in unclosed {
            if is_alone {
                found.push(said(prose, &half, half.mark.halves().1));
            } else {
                open.push(Finding { prose, half });
            }
        }
    }
    tell(&mut open, found);
}

struct Finding<'p> {
    prose: &'p Prose<'p>,
    half: Half,
}

fn tell(open: &mut Vec<Finding<'_>>, found: &mut Diagnostics) {
    for Finding { prose, half } in open.drain(..) {
        found.push(said(prose, &half, half.mark.halves().1));
    }
}

fn said(prose: &Prose<'_>, half: &Half, wanted: &str) -> Diagnostic {
    let mark = &prose.text()[half.range.clone()];
    RULE.at(&prose.place(half.range.clone()), format!("“{mark}”没有配对的“{wanted}”"))
        .hint(format!("补上“{wanted}”，或者删去“{mark}”"))
}

/// Quotation marks turned the wrong way: “甲“, ”甲”.
fn turned(
    prose: &Prose<'_>,
    unclosed: &mut Vec<Half>,
    unopened: &mut Vec<Half>,
    found: &mut Diagnostics,
) {
    let (half, right) = match (&unclosed[..], &unopened[..]) {
        ([first, second], []) if are_near(prose, first, second) => (second, "”"),
        ([], [first, second]) if are_near(prose, first, second) => (first, "“"),
        _ => return,
    };
    let mark = &prose.text()[half.range.clone()];
    found.push(
        RULE.at(&prose.place(half.range.clone()), format!("引号“{mark}”的方向反了"))
            .hint(format!("改成“{right}”"))
            .replacement(right),
    );
    unclosed.clear();
    unopened.clear();
}

fn are_near(prose: &Prose<'_>, first: &Half, second: &Half) -> bool {
    let between = &prose.text()[first.range.end..second.range.start];
    let quotes = first.mark == Mark::Quote && second.mark == Mark::Quote;
    quotes && between.chars().count() <= 30 && !between.contains('。')
}
