//! The text calls an attachment by its title.

use crate::diag::{Diagnostics, Severity};
use crate::doc::Document;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample, terms};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "attachment-cited-title",
    severity: Severity::Warning,
    basis: &[Basis::Practice("正文和附件说明里，一个附件一个名称")],
    doc: "正文里写附件的名称，和它的标题一样。《任务分工表》（见附件1），附件1的标题却是“任务安排表”，收文的人不知道是不是同一个；少写机关和年份的不算。",
    check: Check::Document(check),
    wrong: &[
        Sample::Whole(
            "附件: [{ 正文: 文.md, 标题: 任务分工表 }, { 正文: 文.md, 标题: 联络员名单 }]",
            "请填报《【任务安排表】》（见附件1）和《联络员名单》（见附件2）。",
        ),
        Sample::Whole(
            "附件: [{ 正文: 文.md, 标题: 改厕任务表 }]",
            "请填报《【改水任务表】》（附件）。",
        ),
    ],
    right: &[
        Sample::Whole(
            "附件: [{ 正文: 文.md, 标题: 甲县改厕任务分工表 }]",
            "请填报《改厕任务分工表》（见附件）。",
        ),
        Sample::Whole(
            "附件: [{ 正文: 文.md, 标题: 任务分工表 }]",
            "按照《改厕条例》的要求，任务见附件。",
        ),
    ],
};

static BEHIND: Pattern = Pattern::new("^》（(?:详?见)?附件([0-9]{0,2})）");

fn check(document: &Document, found: &mut Diagnostics) {
    let notes = terms::attachment_note(document);
    for prose in terms::text_and_issued(document) {
        for cited in terms::cited(prose.text()) {
            let Some(behind) = BEHIND.hits(&prose.text()[cited.at.end..]).next() else { continue };
            let number = behind.part(1).parse::<usize>().unwrap_or(1);
            let Some(note) = number.checked_sub(1).and_then(|at| notes.get(at)) else { continue };
            let (name, title) = (&*note.name, cited.title);
            if !terms::may_be_one(title, name) {
                let message = format!("正文叫它“{title}”，附件的标题是“{name}”");
                found.push(
                    RULE.at(&prose.place(cited.at), message)
                        .hint("核对是不是同一个附件；是的，用同一个名称")
                        .related(note.name.place().clone(), "附件的标题写在这里"),
                );
            }
        }
    }
}
