//! Words of closing and opening that are written wrong.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::{Kind, Prose};
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "closing-words",
    severity: Severity::Warning,
    basis: &[Basis::Practice("公文的习用语有定写")],
    doc: "公文的习用语照定写的写。“兹定于”不写“兹订于”；“此致敬礼”是书信的话，公文不用。",
    check: Check::Prose(check),
    wrong: &[
        Sample::Text("【兹订于】4月2日召开全县爱国卫生工作会议。"),
        Sample::Text("请予支持。\n\n【此致敬礼】"),
        Sample::Text("请予支持。\n\n【此致】\n\n敬礼！"),
    ],
    right: &[
        Sample::Text("兹定于4月2日召开全县爱国卫生工作会议。"),
        Sample::Text("由此致使工期延误的，追究责任。"),
    ],
};

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    if prose.kind != Kind::Paragraph {
        return;
    }
    let text = prose.text();
    if let Some(at) = text.find("兹订于") {
        let place = prose.place(at..at + "兹订于".len());
        let said = RULE.at(&place, "“兹订于”应是“兹定于”").hint("改成“兹定于”");
        found.push(said.replacement("兹定于"));
    }
    let bare = text.trim_end_matches(['！', '。', '，', '：']);
    if matches!(bare, "此致" | "此致敬礼" | "此致 敬礼" | "此致，敬礼") {
        let message = format!("“{bare}”是书信的话，公文不用");
        found.push(RULE.at(&prose.place(0..bare.len()), message).hint("删去它"));
    }
}
