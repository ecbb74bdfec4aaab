//! What is to be followed from a day on is issued before it, and ends after it.

use crate::diag::{Diagnostics, Severity};
use crate::lint::pattern::Pattern;
use crate::lint::reading::{self, Part};
use crate::lint::{Basis, Check, Reading, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "effective-before-issue",
    severity: Severity::Note,
    basis: &[Basis::Practice("办法从发布以后施行；从以前施行的要写明道理")],
    doc: "“自某日起施行”的日子一般不早于成文日期，有效期在施行以后才结束。从以前的日子起施行，多半是日期没有改。",
    check: Check::Reading(check),
    wrong: &[
        Sample::Text("本办法自【2025年1月1日】起施行，由县财政局负责解释。"),
        Sample::Text("本办法自2026年2月1日起施行，有效期至【2026年1月31日】。"),
    ],
    right: &[
        Sample::Text("本办法自2026年2月1日起施行，有效期至2031年1月31日。"),
        Sample::Text("《甲办法》自2020年1月1日起施行以来，效果良好。"),
        Sample::Text("本通知自2026年1月5日起执行。"),
    ],
};

static EFFECTIVE: Pattern = Pattern::new("^起(?:施行|实施|执行)(?:[，。；]|$)");
static OWN: Pattern =
    Pattern::new("^本?(?:办法|规定|细则|制度|方案|通知|意见|规则|条例|公告|决定)?(?:，)?自$");

fn check(reading: &Reading<'_>, found: &mut Diagnostics) {
    let Some(issued) = reading.facts.issued.known() else { return };
    let of_document = |part: Part| !matches!(part, Part::Attachment(_));
    for (_, passage) in reading.running().filter(|(_, passage)| of_document(passage.part)) {
        let text = passage.text();
        let mut from = None;
        for moment in passage.moments().iter().filter(|moment| moment.point.year.is_some()) {
            let range = moment.range.clone();
            let clause = reading::clause(text, &range);
            let Some(day) = moment.point.first(0) else { continue };
            if EFFECTIVE.is_in(&text[range.end..]) && OWN.is_in(&text[clause.start..range.start]) {
                from = Some((day, range.clone()));
                if day < issued.v.0 {
                    let message =
                        format!("施行日期{}早于成文日期{}", &text[range.clone()], issued.v);
                    found.push(
                        RULE.at(&passage.place(range), message)
                            .hint("核对年份；确实从以前算起的，写明道理")
                            .related(issued.place.clone(), "成文日期写在这里"),
                    );
                }
            } else if let Some((begun, begins)) = &from
                && text[clause.start..range.start].ends_with("有效期至")
                && moment.point.last(0).is_some_and(|last| last < *begun)
            {
                let message = format!("有效期{}在施行以前就结束了", &text[range.clone()]);
                found.push(
                    RULE.at(&passage.place(range), message)
                        .hint("请核对施行日期和有效期")
                        .related(passage.place(begins.clone()), "施行日期写在这里"),
                );
            }
        }
    }
}
