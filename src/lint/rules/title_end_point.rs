//! A title ends without a point.

use crate::compose::Facts;
use crate::diag::{Diagnostics, Severity};
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "title-end-point",
    severity: Severity::Warning,
    basis: &[Basis::NationalStandard("GB/T 15834-2011 附录 B.4")],
    doc: "标题末尾不加标点。标题里除书名号、引号、括号和顿号以外，一般不用标点。",
    check: Check::Facts(check),
    wrong: &[
        Sample::Document("标题: 【关于开展检查的通知。】"),
        Sample::Document("标题: 【关于做好|改厕工作的通知；】"),
    ],
    right: &[
        Sample::Document("标题: 关于开展检查的通知"),
        Sample::Document("标题: 关于开展检查的通知（试行）"),
    ],
};

fn check(facts: &Facts<'_>, found: &mut Diagnostics) {
    let Some(title) = facts.title.known() else { return };
    let bare = title.v.trim_end_matches(['。', '，', '；', '：', '、', '.', ',', ';', ':']);
    if bare.len() < title.v.len() {
        let point = &title.v[bare.len()..];
        let said =
            RULE.at(&title.place, format!("标题末尾有“{point}”")).hint(format!("删去“{point}”"));
        // a title that was put together, or broken into lines, stands there otherwise
        let is_written = title.place.words() == Some(title.v.as_str());
        found.push(if is_written { said.mend(bare) } else { said });
    }
}
