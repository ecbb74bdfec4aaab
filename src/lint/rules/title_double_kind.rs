//! A title has one kind of document.

use crate::compose::Facts;
use crate::diag::{Diagnostics, Severity};
use crate::lint::{Basis, Check, Rule, Sample, terms};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "title-double-kind",
    severity: Severity::Error,
    basis: &[Basis::Regulation("第八条、第十五条（四）")],
    doc: "标题只用一个文种。请示和报告是两个文种，不能并用；“的通知的通知”只留一个，转发的公文用书名号括起来的除外。",
    check: Check::Facts(check),
    wrong: &[
        Sample::Document(
            "标题: 【关于解决改厕经费的请示报告】\n签发人: 王强\n附注: 联系人：李梅，电话：0000-1234567",
        ),
        Sample::Document("标题: 【关于转发县爱卫会关于做好改厕工作的通知的通知】"),
    ],
    right: &[
        Sample::Document(
            "标题: 关于解决改厕经费的请示\n签发人: 王强\n附注: 联系人：李梅，电话：0000-1234567",
        ),
        Sample::Document("标题: 关于转发《县爱卫会关于做好改厕工作的通知》的通知"),
    ],
};

/// Two kinds that are written as one.
const MIXED: [&str; 4] = ["请示报告", "报告请示", "请示的报告", "请示函"];

fn check(facts: &Facts<'_>, found: &mut Diagnostics) {
    let Some(title) = terms::heading(facts) else { return };
    let bare = terms::bare(&title.words);
    if let Some(mixed) = MIXED.iter().find(|mixed| bare.ends_with(**mixed)) {
        let message = format!("“{mixed}”把两个文种写在一起");
        let hint = "请求批准的写“请示”，汇报工作的写“报告”，商请的写“函”";
        found.push(RULE.at(title.place, message).hint(hint));
        return;
    }
    let Some(kind) = title.kind else { return };
    if bare.ends_with(&format!("的{kind}的{kind}")) {
        let shorter = &bare[..bare.len() - format!("的{kind}").len()];
        let message = format!("标题末尾有两个“的{kind}”");
        let hint = format!("写成“{shorter}”，或者给转发的公文加上书名号");
        found.push(RULE.at(title.place, message).hint(hint));
    }
}
