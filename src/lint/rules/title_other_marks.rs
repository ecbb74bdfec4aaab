//! In a title stand few marks.

use crate::compose::Facts;
use crate::diag::{Diagnostics, Severity};
use crate::lint::{Basis, Check, Rule, Sample, terms};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "title-other-marks",
    severity: Severity::Warning,
    basis: &[Basis::NationalStandard("GB/T 15834-2011 附录 B.4")],
    doc: "标题中间除书名号、引号、括号、顿号和连接号外，一般不用标点。逗号、分号、冒号换成“和”“及”，或者改写；书名号里的照原样。",
    check: Check::Facts(check),
    wrong: &[
        Sample::Document("标题: 【关于做好改厕，改水工作的通知】"),
        Sample::Document("标题: 【关于改厕工作：进一步落实责任的通知】"),
    ],
    right: &[
        Sample::Document("标题: 关于做好改厕、改水工作的通知"),
        Sample::Document("标题: 关于印发《改厕工作要点：2026》的通知"),
        Sample::Document("标题: 关于开展“百日攻坚”（2026—2027年）行动的通知"),
    ],
};

const MARKS: [char; 6] = ['，', '；', '：', '。', '！', '？'];

fn check(facts: &Facts<'_>, found: &mut Diagnostics) {
    let Some(title) = terms::heading(facts) else { return };
    // the last mark another rule tells
    let words = title.words.trim_end_matches(MARKS);
    let mut depth = 0_usize;
    let outside = words.chars().find(|c| {
        match c {
            '《' | '“' => depth += 1,
            '》' | '”' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && MARKS.contains(c)
    });
    if let Some(mark) = outside {
        let hint = "并列的用“、”或者“和”，别的改写成不用标点的标题";
        found.push(RULE.at(title.place, format!("标题里有“{mark}”")).hint(hint));
    }
}
