//! A joint 上行文 names a 签发人 of each organ.

use crate::compose::Facts;
use crate::diag::{Diagnostics, Severity};
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "joint-signers",
    severity: Severity::Warning,
    basis: &[Basis::Standard("7.2.6"), Basis::Regulation("第二十二条")],
    doc: "联合上行文，一个机关一个签发人。签发人按发文机关的顺序写，主办机关的在最前。",
    check: Check::Facts(check),
    wrong: &[
        Sample::Document("标题: 关于改厕的报告\n联合发文: [乙县财政局]\n签发人: 【王强】"),
        Sample::Document(
            "标题: 关于改厕的请示\n联合发文: [乙县财政局, 乙县教育局]\n签发人: [【王强】, 李红梅]\n附注: 联系人：李梅，电话：0000-1234567",
        ),
    ],
    right: &[
        Sample::Document("标题: 关于改厕的报告\n联合发文: [乙县财政局]\n签发人: [王强, 李红梅]"),
        Sample::Document("标题: 关于改厕的报告\n签发人: 王强"),
    ],
};

fn check(facts: &Facts<'_>, found: &mut Diagnostics) {
    let (Some(organs), Some(signers)) = (facts.organs.known(), facts.signers.known()) else {
        return;
    };
    let (organs, count) = (organs.len(), signers.len());
    if let Some(first) = signers.first()
        && organs > 1
        && count != organs
    {
        let message = format!("{organs}个机关联合上行，签发人写了{count}个");
        found.push(RULE.at(first.place(), message).hint("一个机关一个签发人，按发文机关的顺序写"));
    }
}
