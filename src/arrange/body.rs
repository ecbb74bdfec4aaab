//! 主体 (7.3): its parts in the order of printing, and what keeps with what.

use serde::Serialize;

use super::closing::{self, Closing};
use crate::doc::{
    self, Addressees, Attachment, Attendance, Block, Document, NoteItem, Text, Title,
};

/// A part of 主体. Writers set one after the other.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Part<'d> {
    /// 标题 (7.3.1).
    Title {
        /// In its lines.
        title: &'d Title,
    },
    /// 主送机关 (7.3.2).
    Addressees {
        /// With their colon.
        addressees: &'d Addressees,
    },
    /// 正文 (7.3.3) and what closes it.
    Text {
        /// 正文.
        blocks: &'d [Block],
        /// What is listed below it.
        lists: Vec<List<'d>>,
        /// 署名, 成文日期 and 附注.
        closing: Option<Closing<'d>>,
    },
    /// 印发件, on a new page.
    Issued {
        /// Its own 标题.
        title: &'d Title,
        /// Its own 正文.
        blocks: &'d [Block],
        /// What is listed below it.
        lists: Vec<List<'d>>,
    },
    /// 附件 (7.3.7), on a new page.
    Attachment(Attached<'d>),
    /// 附件 on turned pages (8).
    Turned(Attached<'d>),
    /// Where the text ends that 版记 is below, on upright pages.
    End,
}

/// What stands below a text.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum List<'d> {
    /// 附件说明 (7.3.4).
    Note {
        /// At least one.
        items: &'d [NoteItem],
    },
    /// 出席、请假、列席 (10.3).
    Attendance {
        /// At least one.
        lists: &'d [Attendance],
    },
}

/// 附件 (7.3.7).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Attached<'d> {
    /// `附件1` over it.
    pub label: &'d Text,
    /// Its title.
    pub title: &'d Title,
    /// What is between its title and its content.
    pub below_title: BelowTitle,
    /// 主送机关 of an attached document.
    pub addressees: Option<&'d Addressees>,
    /// Its content.
    pub blocks: &'d [Block],
    /// Whether the text ends with it.
    pub ends: bool,
}

/// The space below the title of an attachment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BelowTitle {
    /// 空一行, above text.
    Row,
    /// Less, above a table.
    Table,
}

/// The parts of a document.
pub(super) fn parts(document: &Document) -> Vec<Part<'_>> {
    let body = &document.body;
    let mut parts = Vec::new();
    parts.extend(body.title.as_ref().map(|title| Part::Title { title }));
    parts.extend(body.addressees.as_ref().map(|it| Part::Addressees { addressees: it }));
    // 附件 that are bound apart have nothing before them
    if document.head.is_some() || !body.blocks.is_empty() || body.signature.is_some() {
        let lists = lists(&body.attachment_note, &body.attendance);
        let closing = closing::of(body);
        parts.push(Part::Text { blocks: &body.blocks, lists, closing });
    }
    parts.extend(body.issued.as_ref().map(|issued| {
        let doc::Issued { title, blocks, attachment_note } = issued;
        Part::Issued { title, blocks, lists: lists(attachment_note, &[]) }
    }));
    let last = body.attachments.len().saturating_sub(1);
    let attachments = body.attachments.iter().enumerate();
    parts.extend(attachments.map(|(at, found)| attachment(found, at == last)));
    if !matches!(parts.last(), Some(Part::Turned(_))) {
        parts.push(Part::End);
    }
    parts
}

fn lists<'d>(items: &'d [NoteItem], lists: &'d [Attendance]) -> Vec<List<'d>> {
    let note = (!items.is_empty()).then_some(List::Note { items });
    let attendance = (!lists.is_empty()).then_some(List::Attendance { lists });
    note.into_iter().chain(attendance).collect()
}

fn attachment(attachment: &Attachment, ends: bool) -> Part<'_> {
    let Attachment { label, title, addressees, blocks, landscape, apart: _ } = attachment;
    let below_title = match (addressees, blocks.first()) {
        (None, Some(Block::Table(_))) => BelowTitle::Table,
        _ => BelowTitle::Row,
    };
    let addressees = addressees.as_ref();
    let attached = Attached { label, title, below_title, addressees, blocks, ends };
    if *landscape { Part::Turned(attached) } else { Part::Attachment(attached) }
}
