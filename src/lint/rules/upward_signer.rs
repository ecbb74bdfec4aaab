//! An 上行文 names its 签发人.

use crate::compose::Facts;
use crate::diag::{Diagnostics, Severity};
use crate::doc::PageFormat;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "upward-signer",
    severity: Severity::Warning,
    basis: &[Basis::Regulation("第九条（六）"), Basis::Standard("7.2.6")],
    doc: "请示和报告是上行文，要标注签发人。写了签发人，发文字号就排到左边，和签发人同一行。",
    check: Check::Facts(check),
    wrong: &[
        Sample::Document("标题: 【关于解决经费的请示】\n附注: 联系人：李梅，电话：0000-1234567"),
        Sample::Document("标题: 【关于农村改厕工作情况的报告】\n文号: 5"),
    ],
    right: &[
        Sample::Document(
            "标题: 关于解决经费的请示\n签发人: 王强\n附注: 联系人：李梅，电话：0000-1234567",
        ),
        Sample::Document("标题: 关于报送材料的通知"),
        Sample::Document(
            "标题: 关于解决经费的请示\n格式: 信函\n附注: 联系人：李梅，电话：0000-1234567",
        ),
    ],
};

/// Kinds that only go to a superior.
const UPWARD: [&str; 2] = ["请示", "报告"];

fn check(facts: &Facts<'_>, found: &mut Diagnostics) {
    let (Some(title), Some(words)) = (facts.title.known(), facts.title_words()) else { return };
    let kind = UPWARD.iter().find(|kind| words.ends_with(**kind));
    if let Some(kind) = kind
        && facts.format == PageFormat::Document
        && facts.signers.is_absent()
    {
        found.push(
            RULE.at(&title.place, format!("{kind}是上行文，没有标注签发人"))
                .hint("补上“签发人: [姓名]”，发文字号会排到左边"),
        );
    }
}
