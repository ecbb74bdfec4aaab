//! A title ends with the kind of document.

use crate::compose::Facts;
use crate::diag::{Diagnostics, Severity};
use crate::lint::{Basis, Check, Rule, Sample, terms};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "title-no-kind",
    severity: Severity::Error,
    basis: &[Basis::Regulation("第九条（七）")],
    doc: "标题由发文机关名称、事由和文种组成，以文种收尾。写了“关于……”而末尾没有文种的，看不出这份公文是通知、请示还是别的。",
    check: Check::Facts(check),
    wrong: &[
        Sample::Document("标题: 【关于开展春季爱国卫生检查】"),
        Sample::Document("标题: 【甲县人民政府关于农村改厕工作的若干事项】"),
    ],
    right: &[
        Sample::Document("标题: 关于开展春季爱国卫生检查的通知"),
        Sample::Document("标题: 关于公布春季检查结果的通知（第二批）"),
        Sample::Document("标题: 研究改厕工作\n格式: 纪要\n标志: 甲县人民政府专题会议纪要"),
    ],
};

fn check(facts: &Facts<'_>, found: &mut Diagnostics) {
    let Some(title) = terms::heading(facts) else { return };
    let named = title.kind.is_some() || terms::other_kind(&title.words).is_some();
    if !named && title.words.contains("关于") {
        let hint = "在末尾补上“的通知”“的请示”“的函”一类的文种";
        found.push(RULE.at(title.place, "标题末尾没有文种").hint(hint));
    }
}
