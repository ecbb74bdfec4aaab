//! Either all organs of a joint document have a picture of their seal, or none.

use crate::diag::{Diagnostics, Severity};
use crate::doc::{Document, SignedBy};
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "joint-seals",
    severity: Severity::Warning,
    basis: &[Basis::Regulation("第九条（十三）")],
    doc: "联合行文的机关，印章图片要么都有，要么都没有。一部分印出来、一部分盖实体章，位置对不齐。",
    check: Check::Document(check),
    wrong: &[
        Sample::Document(
            "发文机关: { 名称: 甲县人民政府, 代字: 甲府发, 印章: 章.png }\n联合发文: [【乙县财政局】]",
        ),
        Sample::Document(
            "发文机关: { 名称: 甲县人民政府, 代字: 甲府发, 印章: 章.png }\n联合发文: [{ 名称: 乙县财政局, 印章: 章.png }, 【丙县教育局】]",
        ),
    ],
    right: &[
        Sample::Document("联合发文: [乙县财政局]"),
        Sample::Document(
            "发文机关: { 名称: 甲县人民政府, 代字: 甲府发, 印章: 章.png }\n联合发文: [{ 名称: 乙县财政局, 印章: 章.png }]",
        ),
    ],
};

fn check(document: &Document, found: &mut Diagnostics) {
    let Some(SignedBy::Sealed(seals)) = document.body.signature.as_ref().map(|it| &it.by) else {
        return;
    };
    let organs = || seals.rows.iter().flatten();
    if organs().any(|organ| organ.seal.is_some())
        && let Some(without) = organs().find(|organ| organ.seal.is_none())
    {
        let message = format!("别的机关有印章图片，“{}”没有", &*without.organ);
        found.push(
            RULE.at(without.organ.place(), message)
                .hint("写成 { 名称: ……, 印章: …….png }，或者都不写，留出位置盖实体印章"),
        );
    }
}
