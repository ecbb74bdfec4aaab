//! Until a day is 截至.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Prose;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "until-date",
    severity: Severity::Warning,
    basis: &[Basis::Practice("《现代汉语词典》：到某时为止用“截至”，“截止”后面不带时间")],
    doc: "后面跟着时间的用“截至”。“截止”是到期停下来，后面不带时间。",
    check: Check::Prose(check),
    wrong: &[
        Sample::Text("【截止】2025年底，全镇建成卫生厕所1200座。"),
        Sample::Text("【截止】目前，任务已经完成。"),
    ],
    right: &[
        Sample::Text("截至2025年底，全镇建成卫生厕所1200座。"),
        Sample::Text("报名截止5月20日。"),
        Sample::Text("5月20日截止。"),
        Sample::Text("截止时间为5月20日。"),
        Sample::Text("截止到5月20日。"),
    ],
};

static UNTIL: Pattern =
    Pattern::new("(截止)(?:于)?(?:[0-9]|目前|今年|去年|上年|本年|本月|上月|年底|昨日|今日|现在)");

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    for hit in UNTIL.hits(prose.text()) {
        // 报名截止5月20日 leaves the verb behind its noun
        let noun = [
            "报名", "申报", "投标", "申请", "登记", "报送", "时间", "日期", "征集", "投票", "缴费",
        ];
        if !noun.iter().any(|noun| hit.before().ends_with(noun)) {
            found.push(
                RULE.at(&prose.place(hit.part_range(1)), "后面跟着时间，“截止”应为“截至”")
                    .hint("改成“截至”")
                    .replacement("截至"),
            );
        }
    }
}
