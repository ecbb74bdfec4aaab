//! A document that is cited for the first time comes with its number.

use std::collections::BTreeSet;

use crate::diag::{Diagnostics, Severity};
use crate::doc::Document;
use crate::lint::{Basis, Check, Rule, Sample, terms};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "cite-number-missing",
    severity: Severity::Note,
    basis: &[Basis::Practice("引用公文第一次引标题和发文字号，收文的人好找")],
    doc: "第一次引用一份公文，标题后面写发文字号。《关于……的通知》（青溪府发〔2026〕5号）；法律、法规和印发的方案本身不用写，中央的文件不管。",
    check: Check::Document(check),
    wrong: &[
        Sample::Text("按照《【乙市人民政府关于做好改厕工作的通知】》要求，制定本方案。"),
        Sample::Text("按照《【关于改水工作的意见】》，《改厕条例》和《关于改水工作的意见》办理。"),
    ],
    right: &[
        Sample::Text(
            "按照《关于做好改厕工作的通知》（乙府发〔2025〕3号）要求办理。以下《关于做好改厕工作的通知》简称《通知》。",
        ),
        Sample::Text(
            "按照《中华人民共和国传染病防治法》《中共中央、国务院关于推进健康中国建设的意见》办理。",
        ),
    ],
};

const KINDS: [&str; 7] = ["通知", "意见", "决定", "函", "批复", "通报", "请示"];

fn check(document: &Document, found: &mut Diagnostics) {
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let texts: Vec<_> = terms::text_and_issued(document).collect();
    for prose in &texts {
        for cited in terms::cited(prose.text()) {
            let title = cited.title;
            let is_document = title.contains("关于")
                && terms::kind(title).is_some_and(|kind| KINDS.contains(&kind));
            let is_central = title.starts_with("中共中央") || title.starts_with("中央");
            // behind the title may stand a number in another form, or 〔〕 at the end of the sentence
            let behind = &prose.text()[cited.at.end..];
            let before = prose.text()[..cited.at.start].trim_end_matches('《');
            let numbered = cited.number.is_some()
                || behind.starts_with("》（") && behind.contains('号')
                || ["号", "号）", "号文", "号文件"].iter().any(|end| before.ends_with(end));
            if is_document && !is_central && known.insert(title) && !numbered {
                let message = format!("引用“{title}”没有写发文字号");
                let hint = format!("写成“《{title}》（……〔……〕……号）”");
                found.push(RULE.at(&prose.place(cited.at), message).hint(hint));
            }
        }
    }
}
