//! Every printed word of a document in the order of printing, with the face it is printed in.

use crate::doc::{
    Attachment, Block, Body, Document, Format, Head, Heading, Imprint, Inline, Level, NoteItem,
    RosterList, Signature, SignedBy, Stamp, Table, Text, Title,
};
use crate::source::Place;
use crate::standard::{ATTACHMENT_NOTE_LEAD, COPY_TO_LEAD, SEND_TO_LEAD, SIGNER_LEAD};

/// The classes of type that the standard names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
    pub fn name(self) -> &'static str {
        match self {
            Self::BiaoSong => "小标宋",
            Self::FangSong => "仿宋",
            Self::Kai => "楷体",
            Self::Hei => "黑体",
            Self::Song => "宋体",
        }
    }

    /// The face of a heading (7.3.3).
    pub fn of_heading(level: Level) -> Self {
        match level {
            Level::One => Self::Hei,
            Level::Two => Self::Kai,
            Level::Three | Level::Four => Self::FangSong,
        }
    }
}

/// What the elements are called in a listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Role {
    /// The element's Chinese name.
    pub name: &'static str,
    /// The face it is printed in.
    pub face: Face,
}

const fn role(name: &'static str, face: Face) -> Role {
    Role { name, face }
}

/// Calls `visit` with each piece of text in the order of printing.
pub fn visit<'a>(document: &'a Document, visit: &mut impl FnMut(Role, &'a str, &'a Place)) {
    let mut walk = Walk { visit };
    if let Some(head) = &document.head {
        walk.head(head, document.format);
    }
    walk.body(&document.body);
    if let Some(imprint) = &document.imprint {
        walk.imprint(imprint);
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

    fn head(&mut self, head: &'a Head, format: Format) {
        // a letter's mark stands above everything else (10.1)
        let mark_first = format == Format::Letter;
        if mark_first {
            self.mark(head);
        }
        self.optional(role("份号", Face::FangSong), head.copy_numbers.first());
        self.optional(role("密级", Face::Hei), head.secrecy.as_ref());
        self.optional(role("紧急程度", Face::Hei), head.urgency.as_ref());
        if !mark_first {
            self.mark(head);
        }
        self.optional(role("发文字号", Face::FangSong), head.number.as_ref());
        if !head.signers.is_empty() {
            self.program(role("签发人", Face::FangSong), SIGNER_LEAD);
        }
        for signer in &head.signers {
            self.text(role("签发人", Face::Kai), signer);
        }
    }

    fn mark(&mut self, head: &'a Head) {
        for text in head.mark.names.iter().chain(&head.mark.ending) {
            self.text(role("发文机关标志", Face::BiaoSong), text);
        }
    }

    fn body(&mut self, body: &'a Body) {
        if let Some(title) = &body.title {
            self.title(title);
        }
        self.optional(role("主送机关", Face::FangSong), body.addressees.as_ref());
        self.blocks(&body.blocks);
        self.note(&body.attachment_note);
        for list in &body.attendance {
            self.program(role("出席", Face::Hei), &list.label);
            self.program(role("出席", Face::Hei), "：");
            self.text(role("出席", Face::FangSong), &list.names);
        }
        if let Some(signature) = &body.signature {
            self.signature(signature);
        }
        self.optional(role("附注", Face::FangSong), body.annotation.as_ref());
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
        let organ = role("发文机关署名", Face::FangSong);
        match &signature.by {
            SignedBy::Sealed(seals) => {
                for sealed in seals.rows.iter().flatten() {
                    self.text(organ, &sealed.organ);
                }
            }
            SignedBy::Unsealed { organs } => organs.iter().for_each(|text| self.text(organ, text)),
            SignedBy::Stamped { people } => {
                for person in people {
                    self.text(role("签发人职务", Face::FangSong), &person.post);
                    if let Stamp::Name(name) = &person.stamp {
                        self.text(role("签名", Face::Kai), name);
                    }
                }
            }
        }
        self.text(role("成文日期", Face::FangSong), &signature.date);
    }

    fn imprint(&mut self, imprint: &'a Imprint) {
        let leads = [(SEND_TO_LEAD, &imprint.send_to), (COPY_TO_LEAD, &imprint.copy_to)];
        for (lead, names) in leads {
            if let Some(names) = names {
                let role = role("抄送机关", Face::FangSong);
                self.program(role, lead);
                self.text(role, names);
            }
        }
        for other in &imprint.others {
            self.text(role("版记其他", Face::FangSong), other);
        }
        if let Some(printing) = &imprint.printing {
            self.text(role("印发机关", Face::FangSong), &printing.printer);
            self.text(role("印发日期", Face::FangSong), &printing.printed);
        }
    }

    fn title(&mut self, title: &'a Title) {
        for line in &title.lines {
            self.text(role("标题", Face::BiaoSong), line);
        }
        self.optional(role("题注", Face::Kai), title.note.as_ref());
    }

    fn note(&mut self, items: &'a [NoteItem]) {
        let role = role("附件说明", Face::FangSong);
        for (index, item) in items.iter().enumerate() {
            if index == 0 {
                self.program(role, ATTACHMENT_NOTE_LEAD);
            }
            self.program(role, &item.ordinal);
            self.text(role, &item.name);
        }
    }

    fn attachment(&mut self, attachment: &'a Attachment) {
        self.program(role("附件", Face::Hei), &attachment.label);
        self.title(&attachment.title);
        self.optional(role("主送机关", Face::FangSong), attachment.addressees.as_ref());
        self.blocks(&attachment.blocks);
    }

    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            match block {
                Block::Heading(heading) => self.heading(heading),
                Block::Paragraph(paragraph) => {
                    if let Some(ordinal) = &paragraph.ordinal {
                        self.program(role("正文", Face::FangSong), &ordinal.printed);
                    }
                    self.inlines(role("正文", Face::FangSong), &paragraph.text);
                }
                Block::Item(item) => {
                    let role = role("列表", Face::FangSong);
                    self.program(role, &item.marker);
                    self.inlines(role, &item.text);
                }
                Block::Roster(roster) => self.roster(roster),
                Block::Table(table) => self.table(table),
            }
        }
    }

    fn heading(&mut self, heading: &'a Heading) {
        let name = match heading.ordinal.level {
            Level::One => "一级标题",
            Level::Two => "二级标题",
            Level::Three => "三级标题",
            Level::Four => "四级标题",
        };
        let role_of = role(name, Face::of_heading(heading.ordinal.level));
        self.program(role_of, &heading.ordinal.printed);
        self.inlines(role_of, &heading.text);
        self.inlines(role("正文", Face::FangSong), &heading.run_in);
    }

    fn roster(&mut self, roster: &'a RosterList) {
        let role = role("名单", Face::FangSong);
        for entry in &roster.entries {
            self.optional(role, entry.label.as_ref());
            self.optional(role, entry.name.as_ref());
            self.text(role, &entry.post);
        }
    }

    fn table(&mut self, table: &'a Table) {
        for (index, row) in table.rows.iter().enumerate() {
            let role = if index < table.head {
                role("表头", Face::Hei)
            } else {
                role("表文", Face::Song)
            };
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
        listing.push_str(role.name);
        listing.push_str(" | ");
        listing.push_str(text);
        listing.push('\n');
    });
    listing
}
