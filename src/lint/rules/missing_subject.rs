//! A sentence that begins 通过 … 使 has no subject.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Prose;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "missing-subject",
    severity: Severity::Note,
    basis: &[Basis::Practice("“通过……，使……”没有主语")],
    doc: "句子以“通过”“经过”开头、后面用“使”，这一句就没有主语。删去其中一个。",
    check: Check::Prose(check),
    wrong: &[Sample::Text("【通过开展健康教育，使】群众养成良好习惯。")],
    right: &[
        Sample::Text("开展健康教育，使群众养成良好习惯。"),
        Sample::Text("通过开展健康教育，群众养成良好习惯。"),
        Sample::Text("通过培训，使用新设备。"),
    ],
};

static BOTH: Pattern = Pattern::new("(?:^|[。；])((?:通过|经过)[^，。；：]{2,30}，使)(.?)");

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    for hit in BOTH.hits(prose.text()) {
        if !["用", "命", "馆", "得"].contains(&hit.part(2)) {
            found.push(
                RULE.at(&prose.place(hit.part_range(1)), "“通过……，使……”没有主语")
                    .hint("删去“通过”，或者删去“使”"),
            );
        }
    }
}
