//! In writing a day is 日, not 号.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Prose;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "date-hao",
    severity: Severity::Warning,
    basis: &[Basis::Practice("公文里的日期写“日”，“号”是口语")],
    doc: "日期写“日”，不写“号”。",
    check: Check::Prose(check),
    wrong: &[Sample::Text("请于5月6【号】前报送。")],
    right: &[
        Sample::Text("请于5月6日前报送。"),
        Sample::Text("6号楼、5号文件。"),
        Sample::Text("执行2026年5月6号令。"),
    ],
};

static DATE: Pattern = Pattern::new("[0-9]{1,2}月[0-9]{1,2}(号)(.?)");

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    // 6号楼, 5号令 are no days
    const THINGS: &str = "楼线院门令文台机井桥室车会";
    for hit in DATE.hits(prose.text()) {
        if hit.part(2).is_empty() || !THINGS.contains(hit.part(2)) {
            found.push(
                RULE.at(&prose.place(hit.part_range(1)), "日期里用了“号”")
                    .hint("改成“日”")
                    .replacement("日"),
            );
        }
    }
}
