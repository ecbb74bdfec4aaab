//! 附件说明 is made from the attachments.

use crate::diag::{Diagnostics, Severity};
use crate::doc::Document;
use crate::lint::{Basis, Check, Rule, Sample, terms};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "attachment-typed",
    severity: Severity::Warning,
    basis: &[Basis::Standard("7.3.4、7.3.7")],
    doc: "附件说明由程序按“附件”编排，正文里不用打。在正文里打了“附件：1.……”的，印出来是一个普通的段落，位置和缩进都不对，附件本身也不会有。",
    check: Check::Document(check),
    wrong: &[
        Sample::Text("请抓好落实。\n\n【附件：任务分工表】"),
        Sample::Text("请抓好落实。\n\n【附件1：任务分工表】"),
    ],
    right: &[
        Sample::Text("附件中的表由各镇填写。"),
        Sample::Whole("附件: [{ 正文: 文.md, 标题: 任务分工表 }]", "任务分工见附件，请抓好落实。"),
    ],
};

fn check(document: &Document, found: &mut Diagnostics) {
    for prose in terms::text_and_issued(document) {
        if terms::named_attachments(prose.text()).first().is_some_and(|named| named.is_label) {
            let hint = "写进活动文件：附件: [{ 表: ……, 标题: …… }]，把这一段删去";
            let place = prose.place(0..prose.text().len());
            found.push(RULE.at(&place, "附件说明打在了正文里").hint(hint));
            return;
        }
    }
}
