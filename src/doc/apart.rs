//! 附件 that are not bound with the text (7.3.7).

use super::{Attachment, Body, Document, Meta, PageFormat, Text};

/// An attachment as a document of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Apart {
    /// What it is called in 附件说明: `附件`, or `附件1`.
    pub label: String,
    /// Its pages, headed by 发文字号 and the label.
    pub document: Document,
}

/// Takes out of a document the attachments that are not bound with it. 附件说明 goes on naming them.
pub fn taken_out(document: &mut Document) -> Vec<Apart> {
    let (apart, bound): (Vec<_>, Vec<_>) = std::mem::take(&mut document.body.attachments)
        .into_iter()
        .partition(|attachment| attachment.apart);
    document.body.attachments = bound;
    apart.into_iter().map(|attachment| alone(document, attachment)).collect()
}

fn alone(document: &Document, attachment: Attachment) -> Apart {
    let number = document.head.as_ref().and_then(|head| head.number.as_ref());
    let label = attachment.label.to_string();
    let title: String = attachment.title.lines.iter().map(|line| &**line).collect();
    let numbered =
        number.map(|number| Text::new(format!("{}{label}", &**number), number.place().clone()));
    let attachment = Attachment { label: numbered.unwrap_or(attachment.label), ..attachment };
    let document = Document {
        format: PageFormat::Document,
        head: None,
        body: Body { attachments: vec![attachment], ..Body::default() },
        imprint: None,
        preprinted: false,
        tighten: document.tighten,
        draft: document.draft,
        meta: Meta { title, ..document.meta.clone() },
    };
    Apart { label, document }
}
