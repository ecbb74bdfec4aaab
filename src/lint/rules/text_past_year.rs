//! A plan's text is about the year of its title.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Kind;
use crate::lint::pattern::Pattern;
use crate::lint::reading::{Part, Passage};
use crate::lint::{Basis, Check, Reading, Rule, Sample};
use chrono::Datelike;

/// The campaign of its cases.
const CAMPAIGN: &str = "发文机关: { 名称: 甲县人民政府 }\n日期: { 成文: 2026-01-05 }\n文件: [{ 名: 乙, 标题: 关于做好2026年改厕工作的通知, 正文: 文.md }]\n";

pub(in crate::lint) const RULE: Rule = Rule {
    code: "text-past-year",
    severity: Severity::Warning,
    basis: &[Basis::Regulation("第二十条（四）")],
    doc: "标题写今年的工作，正文开头就不写做好去年的工作。“为做好2025年……工作”和标题的2026年不一样，多半是从去年的文件抄来的。",
    check: Check::Reading(check),
    wrong: &[Sample::Campaign(&[
        ("campaign.yaml", CAMPAIGN),
        ("文.md", "为扎实做好【2025年】改厕工作，现就有关事项通知如下。\n\n请抓好落实。"),
    ])],
    right: &[Sample::Campaign(&[
        ("campaign.yaml", CAMPAIGN),
        (
            "文.md",
            "在做好2025年改厕工作的基础上，为做好2026年改厕工作，通知如下。\n\n抓好2025年结转任务。",
        ),
    ])],
};

static FOR: Pattern = Pattern::new(
    "为(?:了)?(?:切实|扎实|进一步|全面|全力)?(?:做好|抓好|推进|开展|加强|完成|实施)[^，。；]{0,8}$",
);

fn check(reading: &Reading<'_>, found: &mut Diagnostics) {
    let Some(issued) = reading.facts.issued.known() else { return };
    let title = reading.passages.iter().find(|it| it.kind() == Kind::Title);
    let years = title.map(Passage::moments).unwrap_or_default();
    let [of_title] = years else { return };
    let (Some(title), Some(year)) = (title, of_title.point.year) else { return };
    if year < issued.v.0.year() {
        return;
    }
    let own = |part: Part| !matches!(part, Part::Attachment(_));
    for (_, passage) in reading.running().filter(|(_, passage)| own(passage.part)) {
        let text = passage.text();
        for moment in passage.moments().iter().filter(|it| it.point.month.is_none()) {
            let range = moment.range.clone();
            let is_past = moment.point.year == Some(year - 1);
            if is_past && FOR.is_in(&text[..range.start]) && text[range.end..].contains("工作") {
                found.push(
                    RULE.at(
                        &passage.place(range.clone()),
                        format!("这里写的是{}，标题写的是{year}年", &text[range]),
                    )
                    .hint("核对是不是从去年的文件抄来的")
                    .related(title.place(of_title.range.clone()), "标题在这里"),
                );
            }
        }
    }
}
