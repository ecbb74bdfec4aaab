//! In running text a date has 年, 月 and 日.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::{Kind, Prose};
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "date-marks",
    severity: Severity::Warning,
    basis: &[
        Basis::NationalStandard("GB/T 15834-2011 附录 A.4"),
        Basis::NationalStandard("GB/T 15835-2011 5.1.4"),
    ],
    doc: "正文里的日期写年、月、日，不用点号、斜线或者顿号隔开。表格里不管。",
    check: Check::Prose(check),
    wrong: &[
        Sample::Text("请于【2026.5.6】前报送。"),
        Sample::Text("请于【2026/5/6】前报送。"),
        Sample::Text("请于【2026、5、6】前报送。"),
    ],
    right: &[
        Sample::Text("请于2026年5月6日前报送。"),
        Sample::Text("日期：2026-05-06。"),
        Sample::Text("版本2026.5.6.1。"),
        Sample::Text("| 时间 | 事项 |\n|---|---|\n| 2026.5.6 | 检查 |"),
    ],
};

static DATE: Pattern =
    Pattern::new("((?:19|20)[0-9]{2})([./、．])([0-9]{1,2})([./、．])([0-9]{1,2})");

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    if prose.kind == Kind::Cell {
        return;
    }
    for hit in DATE.hits(prose.text()) {
        let number = |c: char| c.is_ascii_alphanumeric() || "./-".contains(c);
        let (Some(month), Some(day)) = (hit.number(3), hit.number(5)) else { continue };
        let is_date =
            (1..=12).contains(&month) && (1..=31).contains(&day) && hit.part(2) == hit.part(4);
        if is_date && !hit.before().ends_with(number) && !hit.after().starts_with(number) {
            let right = format!("{}年{month}月{day}日", hit.part(1));
            found.push(
                RULE.at(&prose.place(hit.range()), format!("日期写成了“{}”", hit.words()))
                    .hint(format!("改成“{right}”"))
                    .mend(right),
            );
        }
    }
}
