//! The colon in a time is half-width.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Prose;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "clock-colon",
    severity: Severity::Warning,
    basis: &[Basis::NationalStandard("GB/T 15835-2011 5.1.5")],
    doc: "时间里时和分之间用半角的冒号。比例里的不管。",
    check: Check::Prose(check),
    wrong: &[
        Sample::Text("上午【9：30】开会。"),
        Sample::Text("【15：30】开会。"),
        Sample::Text("每日8:00—【18：00】开放。"),
    ],
    right: &[
        Sample::Text("上午9:30开会。"),
        Sample::Text("按1：20配备教师。"),
        Sample::Text("比例尺为1：500。"),
    ],
};

static TIME: Pattern = Pattern::new("([0-9]{1,2})：([0-5][0-9])");

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    for hit in TIME.hits(prose.text()) {
        let part_of_more = |c: char| c.is_ascii_digit() || c == '：';
        let is_hour = hit.number(1).is_some_and(|hour| hour <= 24);
        // 1：20 may be a proportion; 9：30 behind 上午 is none
        let told = hit.part(1).len() == 2
            || hit.before().ends_with(['午', '上', '晨', '晚', '日', '）', '—', '至']);
        if is_hour
            && told
            && !hit.before().ends_with(part_of_more)
            && !hit.after().starts_with(part_of_more)
        {
            let right = hit.words().replace('：', ":");
            found.push(
                RULE.at(
                    &prose.place(hit.range()),
                    format!("时间“{}”里的冒号是全角的", hit.words()),
                )
                .hint(format!("改成“{right}”"))
                .mend(right),
            );
        }
    }
}
