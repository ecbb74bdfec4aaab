//! A section of a department writes to nobody outside.

use crate::compose::Facts;
use crate::diag::{Diagnostics, Severity};
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample, terms};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "section-outward",
    severity: Severity::Error,
    basis: &[Basis::Regulation("第十七条")],
    doc: "部门的内设机构除办公室外不得对外正式行文。股、科发给别的机关的公文，用部门的名义发。",
    check: Check::Facts(check),
    wrong: &[
        Sample::Document(
            "发文机关: { 名称: 【甲县卫生健康局爱卫股】, 代字: 甲卫 }\n主送: 各乡镇人民政府",
        ),
        Sample::Document(
            "发文机关: { 名称: 【甲县农业农村局人居环境科】, 代字: 甲农 }\n标题: 关于商请借用场地的函\n主送: 县文化和旅游局",
        ),
    ],
    right: &[
        Sample::Document("发文机关: { 名称: 甲县卫生健康局, 代字: 甲卫 }\n主送: 县水利局"),
        Sample::Document(
            "发文机关: { 名称: 甲县卫生健康局爱卫股, 代字: 甲卫 }\n主送: 局机关各股室",
        ),
    ],
};

static SECTION: Pattern = Pattern::new("(局|委|委员会|厅|办|办公室)[^局委厅]{1,12}(股|科)$");
/// With what lists of those inside begin.
const INSIDE: [&str; 7] = ["局", "各股", "各科", "机关", "委机关", "委属", "本"];

fn check(facts: &Facts<'_>, found: &mut Diagnostics) {
    for organ in facts.organs.list().iter().filter(|organ| SECTION.is_in(organ)) {
        let addressees = terms::addressees(facts);
        let outside = addressees
            .iter()
            .find(|(name, _)| !INSIDE.iter().any(|inside| name.starts_with(inside)));
        if let Some((name, _)) = outside {
            let message = format!("内设机构“{}”不得对外行文，主送却有“{name}”", &**organ);
            found.push(RULE.at(organ.place(), message).hint("“发文机关”写部门的名称"));
        }
    }
}
