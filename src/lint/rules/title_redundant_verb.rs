//! 请示 asks already, 报告 reports already.

use crate::compose::Facts;
use crate::diag::{Diagnostics, Severity};
use crate::lint::{Basis, Check, Rule, Sample, terms};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "title-redundant-verb",
    severity: Severity::Warning,
    basis: &[Basis::Practice("文种已经说明行文的目的，标题里不重复")],
    doc: "标题里不重复文种的意思。请示就是请求，标题里不再写“请求”“申请”；报告就是上报，不再写“上报”“汇报”。",
    check: Check::Facts(check),
    wrong: &[
        Sample::Document(
            "标题: 【关于请求解决改厕经费的请示】\n签发人: 王强\n附注: 联系人：李梅，电话：0000-1234567",
        ),
        Sample::Document("标题: 【关于上报春季检查情况的报告】\n签发人: 王强"),
    ],
    right: &[
        Sample::Document(
            "标题: 关于解决改厕经费的请示\n签发人: 王强\n附注: 联系人：李梅，电话：0000-1234567",
        ),
        Sample::Document("标题: 关于报送春季检查材料的报告\n签发人: 王强"),
    ],
};

/// Kinds, and the verbs that say what they are.
const SAID: [(&str, &[&str]); 2] =
    [("请示", &["请求", "恳请", "申请", "请示"]), ("报告", &["上报", "呈报", "汇报", "报告"])];

fn check(facts: &Facts<'_>, found: &mut Diagnostics) {
    let Some(title) = terms::heading(facts) else { return };
    let Some(kind) = title.kind else { return };
    let Some((_, matter)) = title.words.split_once("关于") else { return };
    let verbs = SAID.iter().find(|(said, _)| *said == kind).map_or(&[][..], |(_, verbs)| verbs);
    // 关于申请人…… is no verb
    if let Some(verb) = verbs.iter().find(|verb| matter.starts_with(**verb))
        && !matter[verb.len()..].starts_with(['人', '书', '表', '的', '会'])
    {
        let hint = format!("删去“{verb}”：关于{}", &matter[verb.len()..]);
        let message = format!("标题里的“{verb}”和文种“{kind}”重复");
        found.push(RULE.at(title.place, message).hint(hint));
    }
}
