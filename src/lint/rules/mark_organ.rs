//! 发文机关标志 is the name of the organ that signs.

use crate::compose::Facts;
use crate::diag::{Diagnostics, Severity};
use crate::doc::PageFormat;
use crate::lint::{Basis, Check, Rule, Sample, terms};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "mark-organ",
    severity: Severity::Error,
    basis: &[Basis::Regulation("第九条（四）（十一）"), Basis::Standard("7.2.4、10.1")],
    doc: "发文机关标志是发文机关的名称加“文件”。标志和署名是同一个机关，用全称或者规范化简称；信函的标志不加“文件”。",
    check: Check::Facts(check),
    wrong: &[
        Sample::Document(
            "发文机关: { 名称: 甲县人民政府办公室, 代字: 甲府办发, 标志: 【甲县人民政府文件】 }",
        ),
        Sample::Document("标志: 【乙县人民政府文件】"),
        Sample::Document("格式: 信函\n标题: 关于商请借用场地的函\n标志: 【甲县人民政府文件】"),
    ],
    right: &[
        Sample::Document("标志: 甲县政府文件"),
        Sample::Document("格式: 信函\n标题: 关于商请借用场地的函\n标志: 甲县人民政府"),
        Sample::Document("标志: 甲县人民政府 乙县财政局文件\n联合发文: [乙县财政局]"),
    ],
};

fn check(facts: &Facts<'_>, found: &mut Diagnostics) {
    let (Some(mark), Some(organs)) = (facts.mark.known(), facts.organs.known()) else { return };
    let ([mark], [organ]) = (mark.names.as_slice(), organs.as_slice()) else { return };
    let name = mark.strip_suffix("文件");
    if facts.format == PageFormat::Letter && name.is_some() {
        let hint = format!("写成“标志: {}”", name.unwrap_or(mark));
        found.push(RULE.at(mark.place(), "信函的发文机关标志不加“文件”").hint(hint));
        return;
    }
    let is_own = facts.format == PageFormat::Document || facts.format == PageFormat::Letter;
    let name = name.unwrap_or(mark);
    if is_own && !terms::may_be_one(name, organ) {
        let message = format!("标志是“{}”，发文机关是“{}”", &**mark, &**organ);
        found.push(
            RULE.at(mark.place(), message)
                .hint("核对是谁发文；标志写发文机关的全称或者规范化简称加“文件”")
                .related(organ.place().clone(), "发文机关写在这里"),
        );
    }
}
