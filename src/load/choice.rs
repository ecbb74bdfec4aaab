//! Keys of which exactly one is to be written. The model has a key for each, as the text does, for so the
//! schema can tell of them; what is chosen is decided here, once.

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{AttachmentSpec, DocumentSpec};
use crate::source::Spanned;

/// Refuses a document that says too much or too little.
pub(super) fn check(spec: &DocumentSpec, found: &mut Diagnostics) {
    let is_said = spec.template.is_some() || spec.text.is_some();
    let is_unknown = spec.is_unknown("模板") || spec.is_unknown("正文");
    // where each row of a table is a document, a row may say it
    if !is_unknown && (is_said || spec.each.is_none()) {
        found.take(spec.text_source());
    }
    if !spec.is_unknown("附件") {
        let wrong = spec.attachments.iter().filter_map(content);
        wrong.for_each(|wrong| found.push(wrong));
    }
}

/// 名单, 表 or 正文 of an attachment.
fn content(attachment: &Spanned<AttachmentSpec>) -> Option<Diagnostic> {
    let AttachmentSpec { roster, table, text, .. } = &attachment.v;
    let mut written = [roster, table, text].into_iter().flatten();
    let (place, message) = match (written.next(), written.next()) {
        (Some(_), None) => return None,
        (Some(_), Some(second)) => (&second.place, "附件的“名单”“表”“正文”只能写一项"),
        (None, _) => (&attachment.place, "附件要写明“名单”“表”“正文”中的一项"),
    };
    Some(
        Diagnostic::error(codes::ATTACHMENT_CONTENT, place.clone(), message)
            .hint("例如：{ 名单: 领导小组 }，或 { 正文: 附件.md, 标题: …… }"),
    )
}
