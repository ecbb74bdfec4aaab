//! Who has questions knows whom to ask.

use crate::diag::{Diagnostics, Severity};
use crate::doc::Document;
use crate::doc::prose::{self, Kind};
use crate::lint::{Basis, Check, Rule, Sample, terms};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "contact-missing",
    severity: Severity::Warning,
    basis: &[Basis::Practice("上级办理请示、单位报名参会，都要找得到人；请示写在附注里")],
    doc: "请示和会议通知写明联系人和电话。请示的写在附注里：（联系人：李梅，电话：0000-1234567）；会议通知写在正文里也可以。",
    check: Check::Document(check),
    wrong: &[
        Sample::Document("标题: 【关于解决改厕经费的请示】\n签发人: 王强"),
        Sample::Document("标题: 【关于召开全县爱国卫生工作会议的通知】"),
    ],
    right: &[
        Sample::Document(
            "标题: 关于解决改厕经费的请示\n签发人: 王强\n附注: 联系人：李梅，电话：0000-1234567",
        ),
        Sample::Whole(
            "标题: 关于召开全县爱国卫生工作会议的通知",
            "请于4月1日前报名，联系电话：0000-1234567。",
        ),
        Sample::Document("标题: 关于转发《关于召开会议的通知》的通知"),
    ],
};

const CONTACT: [&str; 5] = ["联系人", "电话", "联系方式", "手机", "邮箱"];

fn check(document: &Document, found: &mut Diagnostics) {
    let Some(title) = terms::title_of(document) else { return };
    let is_meeting = |title: &str| {
        let invites = ["关于召开", "关于举办", "关于举行"].iter().any(|it| title.contains(it));
        invites
            && !title.contains('《')
            && ["会", "会议", "培训", "培训班"]
                .iter()
                .any(|it| terms::bare(title).trim_end_matches("的通知").ends_with(it))
    };
    let wants = match terms::kind(&title) {
        Some("请示") => "请示",
        Some("通知") if is_meeting(&title) => "会议通知",
        _ => return,
    };
    let texts = prose::paragraphs(document);
    let says = |text: &str| CONTACT.iter().any(|word| text.contains(word));
    let says_in_text = texts.iter().any(|prose| prose.kind != Kind::Title && says(prose.text()));
    if !says_in_text && let Some(place) = texts.first().map(|prose| prose.place(0..title.len())) {
        let message = format!("{wants}没有联系人和电话");
        let hint = "补上“附注: 联系人：……，电话：……”，括号由程序加";
        found.push(RULE.at(&place, message).hint(hint));
    }
}
