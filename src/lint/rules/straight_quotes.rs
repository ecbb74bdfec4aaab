//! Chinese text has curly quotation marks.

use crate::diag::{Diagnostics, Severity};
use crate::doc::name::is_ideograph;
use crate::doc::prose::Prose;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "straight-quotes",
    severity: Severity::Warning,
    basis: &[Basis::NationalStandard("GB/T 15834-2011 4.8.2")],
    doc: "中文里的引号是“”，前后不同。直的引号常是从英文输入法或者网页来的。",
    check: Check::Prose(check),
    wrong: &[Sample::Text("创建【\"卫生镇\"】活动。"), Sample::Text("落实【\"三包\"】责任。")],
    right: &[
        Sample::Text("创建“卫生镇”活动。"),
        Sample::Text("使用32\"显示屏和50\"显示屏。"),
        Sample::Text("执行 print \"ok\" 命令。"),
    ],
};

static QUOTED: Pattern = Pattern::new(r#""([^"]+)""#);

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    for hit in QUOTED.hits(prose.text()) {
        let inside = hit.part(1);
        // 32" is a size
        let size = hit.before().ends_with(|c: char| c.is_ascii_digit());
        if inside.contains(is_ideograph) && !size {
            found.push(
                RULE.at(&prose.place(hit.range()), "中文里用了直的引号")
                    .hint(format!("改成“{inside}”"))
                    .mend(format!("“{inside}”")),
            );
        }
    }
}
