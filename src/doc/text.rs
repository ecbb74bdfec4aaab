//! Every printed word of a document in the order of printing, with the face it is printed in.

use serde::Serialize;

use crate::doc::{
    Attachment, Block, Body, Document, Head, Heading, Imprint, Inline, Level, NoteItem, PageFormat,
    RosterList, Signature, SignedBy, Stamp, Table, Text, Title,
};
use crate::source::Place;
use crate::standard::{ATTACHMENT_NOTE_LEAD, COPY_TO_LEAD, SEND_TO_LEAD, SIGNER_LEAD};

/// The classes of type that the standard names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Face {
    /// 小标宋: 标志, 标题.
    BiaoSong,
    /// 仿宋: everything without a rule of its own (5.2.2).
    FangSong,
    /// 楷体: second-level headings.
    Kai,
    /// 黑体: first-level headings, 附件, table heads.
    Hei,
    /// 宋体: page numbers, tables.
    Song,
}

impl Face {
    /// All faces.
    pub const ALL: [Self; 5] = [Self::BiaoSong, Self::FangSong, Self::Kai, Self::Hei, Self::Song];

    /// The Chinese name of the class.
    pub const fn name(self) -> &'static str {
        match self {
            Self::BiaoSong => "小标宋",
            Self::FangSong => "仿宋",
            Self::Kai => "楷体",
            Self::Hei => "黑体",
            Self::Song => "宋体",
        }
    }
}

/// The elements that carry words, each with its face: the one table that fonts, PDF and DOCX go by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 份号 (7.2.1).
    CopyNumber,
    /// 密级和保密期限 (7.2.2).
    Secrecy,
    /// 紧急程度 (7.2.3).
    Urgency,
    /// 发文机关标志 (7.2.4).
    Mark,
    /// 发文字号 (7.2.5).
    Number,
    /// `签发人：` (7.2.6).
    SignerLead,
    /// 签发人姓名 (7.2.6).
    Signer,
    /// 标题 (7.3.1).
    Title,
    /// 题注 below it (practice, no clause).
    TitleNote,
    /// 主送机关 (7.3.2).
    Addressees,
    /// 一级标题 (7.3.3).
    Heading1,
    /// 二级标题 (7.3.3).
    Heading2,
    /// 三级标题 (7.3.3).
    Heading3,
    /// 四级标题 (7.3.3).
    Heading4,
    /// 正文 (7.3.3).
    Text,
    /// An item of a list.
    Item,
    /// 名单 in the form of a list.
    Roster,
    /// The head of a table (no clause; the face is ours).
    TableHead,
    /// The other rows of a table (no clause; the face is ours).
    TableText,
    /// 附件说明 (7.3.4).
    AttachmentNote,
    /// `出席：` and the like (10.3).
    AttendanceLabel,
    /// Who was there (10.3).
    Attendance,
    /// 发文机关署名 (7.3.5).
    Organ,
    /// 签发人职务 (7.3.5.3).
    Post,
    /// The name in place of 签名章 (7.3.5.3).
    SignerName,
    /// 成文日期 (7.3.5.4).
    Date,
    /// 附注 (7.3.6).
    Annotation,
    /// 附件 and its number over an attachment (7.3.7).
    AttachmentLabel,
    /// 主送机关 and 抄送机关 in 版记 (7.4.2).
    CopyTo,
    /// Other elements of 版记 (7.4.3).
    ImprintOther,
    /// 印发机关 (7.4.3).
    Printer,
    /// 印发日期 (7.4.3).
    Printed,
    /// 页码 (7.5); writers count them, no text of the tree is one.
    PageNumber,
    /// 草稿 at the head of every page (practice, no clause); it is no text of the tree.
    DraftMark,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 34] = [
        Self::CopyNumber,
        Self::Secrecy,
        Self::Urgency,
        Self::Mark,
        Self::Number,
        Self::SignerLead,
        Self::Signer,
        Self::Title,
        Self::TitleNote,
        Self::Addressees,
        Self::Heading1,
        Self::Heading2,
        Self::Heading3,
        Self::Heading4,
        Self::Text,
        Self::Item,
        Self::Roster,
        Self::TableHead,
        Self::TableText,
        Self::AttachmentNote,
        Self::AttendanceLabel,
        Self::Attendance,
        Self::Organ,
        Self::Post,
        Self::SignerName,
        Self::Date,
        Self::Annotation,
        Self::AttachmentLabel,
        Self::CopyTo,
        Self::ImprintOther,
        Self::Printer,
        Self::Printed,
        Self::PageNumber,
        Self::DraftMark,
    ];

    /// A heading's (7.3.3).
    pub const fn heading(level: Level) -> Self {
        match level {
            Level::One => Self::Heading1,
            Level::Two => Self::Heading2,
            Level::Three => Self::Heading3,
            Level::Four => Self::Heading4,
        }
    }

    /// The element's Chinese name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::CopyNumber => "份号",
            Self::Secrecy => "密级",
            Self::Urgency => "紧急程度",
            Self::Mark => "发文机关标志",
            Self::Number => "发文字号",
            Self::SignerLead | Self::Signer => "签发人",
            Self::Title => "标题",
            Self::TitleNote => "题注",
            Self::Addressees => "主送机关",
            Self::Heading1 => "一级标题",
            Self::Heading2 => "二级标题",
            Self::Heading3 => "三级标题",
            Self::Heading4 => "四级标题",
            Self::Text => "正文",
            Self::Item => "列表",
            Self::Roster => "名单",
            Self::TableHead => "表头",
            Self::TableText => "表文",
            Self::AttachmentNote => "附件说明",
            Self::AttendanceLabel | Self::Attendance => "出席",
            Self::Organ => "发文机关署名",
            Self::Post => "签发人职务",
            Self::SignerName => "签名",
            Self::Date => "成文日期",
            Self::Annotation => "附注",
            Self::AttachmentLabel => "附件",
            Self::CopyTo => "抄送机关",
            Self::ImprintOther => "版记其他",
            Self::Printer => "印发机关",
            Self::Printed => "印发日期",
            Self::PageNumber => "页码",
            Self::DraftMark => "草稿",
        }
    }

    /// The face it is printed in: 仿宋 where the standard names no other (5.2.2).
    pub const fn face(self) -> Face {
        match self {
            Self::CopyNumber
            | Self::Number
            | Self::SignerLead
            | Self::Addressees
            | Self::Heading3
            | Self::Heading4
            | Self::Text
            | Self::Item
            | Self::Roster
            | Self::AttachmentNote
            | Self::Attendance
            | Self::Organ
            | Self::Post
            | Self::Date
            | Self::Annotation
            | Self::CopyTo
            | Self::ImprintOther
            | Self::Printer
            | Self::Printed => Face::FangSong,
            Self::Secrecy
            | Self::Urgency
            | Self::Heading1
            | Self::TableHead
            | Self::AttendanceLabel
            | Self::AttachmentLabel
            | Self::DraftMark => Face::Hei,
            Self::Mark | Self::Title => Face::BiaoSong,
            Self::Signer | Self::TitleNote | Self::Heading2 | Self::SignerName => Face::Kai,
            Self::TableText | Self::PageNumber => Face::Song,
        }
    }
}

/// Calls `visit` with each piece of text in the order of printing.
pub fn visit<'a>(document: &'a Document, visit: &mut impl FnMut(Role, &'a str, &'a Place)) {
    let mut walk = Walk { visit };
    if let Some(head) = &document.head {
        walk.head(head, document.format);
    }
    walk.body(&document.body);
    if let Some(imprint) = &document.imprint {
        walk.imprint(imprint, document.format);
    }
}

struct Walk<'v, F> {
    visit: &'v mut F,
}

impl<'a, F: FnMut(Role, &'a str, &'a Place)> Walk<'_, F> {
    fn text(&mut self, role: Role, text: &'a Text) {
        (self.visit)(role, text, text.place());
    }

    fn optional(&mut self, role: Role, text: Option<&'a Text>) {
        if let Some(text) = text {
            self.text(role, text);
        }
    }

    fn program(&mut self, role: Role, words: &'a str) {
        if !words.is_empty() {
            (self.visit)(role, words, &Place::Program);
        }
    }

    fn head(&mut self, head: &'a Head, format: PageFormat) {
        // a letter's mark stands above everything else (10.1)
        let mark_first = format == PageFormat::Letter;
        if mark_first {
            self.mark(head);
        }
        self.optional(Role::CopyNumber, head.copy_numbers.first());
        self.optional(Role::Secrecy, head.secrecy.as_ref());
        self.optional(Role::Urgency, head.urgency.as_ref());
        if !mark_first {
            self.mark(head);
        }
        self.optional(Role::Number, head.number.as_ref());
        if !head.signers.is_empty() {
            self.program(Role::SignerLead, SIGNER_LEAD);
        }
        for signer in &head.signers {
            self.text(Role::Signer, signer);
        }
    }

    fn mark(&mut self, head: &'a Head) {
        for text in head.mark.names.iter().chain(&head.mark.ending) {
            self.text(Role::Mark, text);
        }
    }

    fn body(&mut self, body: &'a Body) {
        if let Some(title) = &body.title {
            self.title(title);
        }
        self.optional(Role::Addressees, body.addressees.as_ref().map(|it| &it.text));
        self.blocks(&body.blocks);
        self.note(&body.attachment_note);
        for list in &body.attendance {
            self.program(Role::AttendanceLabel, &list.label);
            self.program(Role::AttendanceLabel, "：");
            self.text(Role::Attendance, &list.names);
        }
        if let Some(signature) = &body.signature {
            self.signature(signature);
        }
        self.optional(Role::Annotation, body.annotation.as_ref());
        if let Some(issued) = &body.issued {
            self.title(&issued.title);
            self.blocks(&issued.blocks);
            self.note(&issued.attachment_note);
        }
        for attachment in &body.attachments {
            self.attachment(attachment);
        }
    }

    fn signature(&mut self, signature: &'a Signature) {
        let organ = Role::Organ;
        match &signature.by {
            SignedBy::Sealed(seals) => {
                for sealed in seals.rows.iter().flatten() {
                    self.text(organ, &sealed.organ);
                }
            }
            SignedBy::Unsealed { organs } => organs.iter().for_each(|text| self.text(organ, text)),
            SignedBy::Stamped { people } => {
                for person in people {
                    self.text(Role::Post, &person.post);
                    if let Stamp::Name(name) = &person.stamp {
                        self.text(Role::SignerName, name);
                    }
                }
            }
        }
        self.text(Role::Date, &signature.date);
    }

    fn imprint(&mut self, imprint: &'a Imprint, format: PageFormat) {
        let leads = [(SEND_TO_LEAD, &imprint.send_to), (COPY_TO_LEAD, &imprint.copy_to)];
        for (lead, names) in leads {
            if let Some(names) = names {
                let role = Role::CopyTo;
                self.program(role, lead);
                self.text(role, names);
            }
        }
        for other in &imprint.others {
            self.text(Role::ImprintOther, other);
        }
        // a letter has no 印发机关 (10.1)
        if let Some(printing) = imprint.printing.as_ref().filter(|_| format != PageFormat::Letter) {
            self.text(Role::Printer, &printing.printer);
            self.text(Role::Printed, &printing.printed);
        }
    }

    fn title(&mut self, title: &'a Title) {
        for line in &title.lines {
            self.text(Role::Title, line);
        }
        self.optional(Role::TitleNote, title.note.as_ref());
    }

    fn note(&mut self, items: &'a [NoteItem]) {
        let role = Role::AttachmentNote;
        for (index, item) in items.iter().enumerate() {
            if index == 0 {
                self.program(role, ATTACHMENT_NOTE_LEAD);
            }
            self.program(role, &item.ordinal);
            self.text(role, &item.name);
        }
    }

    fn attachment(&mut self, attachment: &'a Attachment) {
        if !attachment.label.is_empty() {
            self.text(Role::AttachmentLabel, &attachment.label);
        }
        self.title(&attachment.title);
        self.optional(Role::Addressees, attachment.addressees.as_ref().map(|it| &it.text));
        self.blocks(&attachment.blocks);
    }

    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            match block {
                Block::Heading(heading) => self.heading(heading),
                Block::Paragraph(paragraph) => {
                    if let Some(ordinal) = &paragraph.ordinal {
                        self.program(Role::Text, &ordinal.printed);
                    }
                    self.inlines(Role::Text, &paragraph.text);
                }
                Block::Item(item) => {
                    let role = Role::Item;
                    self.program(role, &item.marker);
                    self.inlines(role, &item.text);
                }
                Block::Roster(roster) => self.roster(roster),
                Block::Table(table) => self.table(table),
            }
        }
    }

    fn heading(&mut self, heading: &'a Heading) {
        let role_of = Role::heading(heading.ordinal.level);
        self.program(role_of, &heading.ordinal.printed);
        self.inlines(role_of, &heading.text);
        self.inlines(Role::Text, &heading.run_in);
    }

    fn roster(&mut self, roster: &'a RosterList) {
        let role = Role::Roster;
        for entry in &roster.entries {
            self.optional(role, entry.label.as_ref());
            self.optional(role, entry.name.as_ref());
            self.text(role, &entry.post);
        }
    }

    fn table(&mut self, table: &'a Table) {
        for (index, row) in table.rows.iter().enumerate() {
            let role = if index < table.head { Role::TableHead } else { Role::TableText };
            for line in row.iter().flat_map(|cell| &cell.lines) {
                self.text(role, line);
            }
        }
    }

    fn inlines(&mut self, role: Role, inlines: &'a [Inline]) {
        for inline in inlines {
            match inline {
                Inline::Plain(text) | Inline::Strong(text) => self.text(role, text),
                Inline::Break => {}
            }
        }
    }
}

/// A listing of the tree, a piece of text a line, for people and for tests.
pub fn listing(document: &Document) -> String {
    let mut listing = String::new();
    visit(document, &mut |role, text, _| {
        listing.push_str(role.name());
        listing.push_str(" | ");
        listing.push_str(text);
        listing.push('\n');
    });
    listing
}
