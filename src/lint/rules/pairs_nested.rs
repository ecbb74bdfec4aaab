//! Titles in titles and quotations in quotations have marks of their own.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Prose;
use crate::lint::pairs::{Mark, Pair, Pairs};
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "pairs-nested",
    severity: Severity::Warning,
    basis: &[
        Basis::NationalStandard("GB/T 15834-2011 4.8.3.4"),
        Basis::NationalStandard("GB/T 15834-2011 4.15.3.5"),
    ],
    doc: "书名号里面还要用书名号时，外面用双书名号，里面用单书名号；引号里面还要用引号时，外面用双引号，里面用单引号。再有一层，又用双的。",
    check: Check::Prose(check),
    wrong: &[
        Sample::Text("转发《关于印发【《改厕办法》】的通知》（甲府发〔2025〕3号）。"),
        Sample::Text("会议指出“要树立【“一盘棋”】思想”。"),
        Sample::Text("转发《甲〈乙【〈丙〉】〉》。"),
    ],
    right: &[
        Sample::Text("转发《关于印发〈改厕办法〉的通知》（甲府发〔2025〕3号）。"),
        Sample::Text("转发《关于转发〈关于印发《改厕办法》的通知〉的通知》（甲府发〔2025〕3号）。"),
        Sample::Text("会议指出“要树立‘一盘棋’思想”。"),
        Sample::Text("执行《改厕办法》《改水办法》。"),
    ],
};

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    let text = prose.text();
    if !text.contains(['《', '〈', '“', '‘']) {
        return;
    }
    let pairs = Pairs::of(text).closed;
    // what each mark should be: of the outermost ones what it is
    let mut meant: Vec<Mark> = pairs.iter().map(|pair| pair.mark).collect();
    // what stands around a pair comes behind it
    for index in (0..pairs.len()).rev() {
        let pair = &pairs[index];
        let Some(right) = around(&pairs, pair).and_then(|outer| meant[outer].inside()) else {
            continue;
        };
        meant[index] = right;
        if right != pair.mark {
            let ((open, close), (left, _)) = (right.halves(), pair.mark.halves());
            let words = &text[pair.range.start + left.len()..pair.range.end - left.len()];
            found.push(
                RULE.at(&prose.place(pair.range.clone()), format!("“{left}”里面又用了“{left}”"))
                    .hint(format!("改成“{open}{words}{close}”"))
                    .mend(format!("{open}{words}{close}")),
            );
        }
    }
}

/// The nearest pair around another that is of its family.
fn around(pairs: &[Pair], pair: &Pair) -> Option<usize> {
    let family = |mark: Mark| [Some(mark), mark.inside()].contains(&Some(pair.mark));
    let mut outer = pair.outer?;
    while !family(pairs[outer].mark) || pair.mark.inside().is_none() {
        outer = pairs[outer].outer?;
    }
    Some(outer)
}
