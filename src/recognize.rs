//! Recognises the elements of an official document in a text that is no campaign's: each paragraph is one element of
//! 版头, 主体 or 版记, and what was not recognised is 正文.
//!
//! The tail comes first: 成文日期 with 署名 above it, 附件 and 版记 behind it anchor the end, so that the title is
//! what stands before 主送机关 ([`frame`]). Then each paragraph is put in its place in the tree ([`build`]), and
//! [`Facts`] are what was read there: what is not there is unknown, and no rule asks for it.

mod build;
mod frame;
#[cfg(test)]
mod tests;
mod words;

use std::sync::Arc;

use crate::compose::{Composed, Facts, Volume};
use crate::diag::Diagnostics;
use crate::doc::Block;
use crate::doc::prose::{Kind, Prose};
use crate::markup;
use crate::source::{Place, Source};

/// An element of an official document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Element {
    /// 份号 (7.2.1).
    CopyNumber,
    /// 密级和保密期限 (7.2.2).
    Secrecy,
    /// 紧急程度 (7.2.3).
    Urgency,
    /// 发文机关标志 (7.2.4).
    Mark,
    /// 发文字号 (7.2.5), with 签发人 on the same line where they are.
    Number,
    /// 签发人 (7.2.6).
    Signers,
    /// 标题 (7.3.1), one of its lines.
    Title,
    /// 题注 below it.
    TitleNote,
    /// 主送机关 (7.3.2).
    Addressees,
    /// 正文 (7.3.3), with headings, lists and tables.
    Text,
    /// 附件说明 (7.3.4).
    AttachmentNote,
    /// 出席、请假、列席 of minutes (10.3).
    Attendance,
    /// 发文机关署名 (7.3.5), with 成文日期 on the same line where it is.
    Signature,
    /// 成文日期 (7.3.5.4).
    Date,
    /// 附注 (7.3.6).
    Annotation,
    /// 标题 of what is issued, one of its lines.
    IssuedTitle,
    /// `附件1` over an attachment (7.3.7).
    AttachmentLabel,
    /// 标题 of an attachment, one of its lines.
    AttachmentTitle,
    /// 主送机关 in 版记 (7.4.2).
    SendTo,
    /// 抄送机关 (7.4.2).
    CopyTo,
    /// Another element of 版记 (7.4.3).
    ImprintOther,
    /// 印发机关和印发日期 (7.4.3).
    Printing,
}

/// How sure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Its words stand for nothing else.
    Certain,
    /// Its place and its form speak for it.
    Likely,
}

/// What a paragraph was taken for.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    /// For what.
    pub element: Element,
    /// How sure that is.
    pub confidence: Confidence,
    /// Why.
    pub reason: &'static str,
    /// Its words, in one line.
    pub words: String,
    /// Where it stands; the program's where it is a table.
    pub place: Place,
}

/// A text in the form of a document.
#[derive(Debug)]
pub struct Recognized {
    /// What it says and its tree, as of a campaign's document.
    pub composed: Composed<'static>,
    /// What each paragraph was taken for, in the order of the text.
    pub taken: Vec<Taken>,
}

impl Element {
    /// Its Chinese name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::CopyNumber => "份号",
            Self::Secrecy => "密级",
            Self::Urgency => "紧急程度",
            Self::Mark => "发文机关标志",
            Self::Number => "发文字号",
            Self::Signers => "签发人",
            Self::Title => "标题",
            Self::TitleNote => "题注",
            Self::Addressees => "主送机关",
            Self::Text => "正文",
            Self::AttachmentNote => "附件说明",
            Self::Attendance => "出席",
            Self::Signature => "署名",
            Self::Date => "成文日期",
            Self::Annotation => "附注",
            Self::IssuedTitle => "印发件",
            Self::AttachmentLabel => "附件",
            Self::AttachmentTitle => "附件标题",
            Self::SendTo => "主送（版记）",
            Self::CopyTo => "抄送机关",
            Self::ImprintOther => "版记其他",
            Self::Printing => "印发机关和日期",
        }
    }
}

/// A paragraph, as what frames a document is told by its words.
struct Line<'b> {
    block: &'b Block,
    prose: Prose<'b>,
    /// Where the words begin and end without the spaces around them.
    range: std::ops::Range<usize>,
}

impl<'b> Line<'b> {
    fn of(block: &'b Block) -> Self {
        let ordinal = match block {
            Block::Heading(heading) => heading.ordinal.typed.as_ref(),
            Block::Paragraph(paragraph) => {
                paragraph.ordinal.as_ref().and_then(|ordinal| ordinal.typed.as_ref())
            }
            Block::Item(_) | Block::Roster(_) | Block::Table(_) => None,
        };
        let prose = Prose::of(Kind::Paragraph, ordinal.into_iter().chain(block.running()));
        let text = prose.text();
        let start = text.len() - text.trim_start().len();
        let range = start..text.trim_end().len().max(start);
        Self { block, prose, range }
    }

    /// Its words; none of a table.
    fn words(&self) -> &str {
        self.prose.text().get(self.range.clone()).unwrap_or_default()
    }

    /// Whether an ordinal was typed before it.
    fn is_numbered(&self) -> bool {
        match self.block {
            Block::Heading(heading) => heading.ordinal.typed.is_some(),
            Block::Paragraph(paragraph) => paragraph.ordinal.is_some(),
            Block::Item(_) | Block::Roster(_) | Block::Table(_) => true,
        }
    }
}

/// Recognises a text; Markdown is read as such. `found` gets what the markup has to say.
pub fn text(source: &Arc<Source>, is_markdown: bool, found: &mut Diagnostics) -> Recognized {
    blocks(&markup::typed(source, is_markdown, found))
}

/// Recognises paragraphs, wherever they come from.
pub fn blocks(blocks: &[Block]) -> Recognized {
    let lines: Vec<Line<'_>> = blocks.iter().map(Line::of).collect();
    let frame = frame::of(&lines);
    let (document, facts) = build::document(&lines, &frame);
    let taken = lines.iter().zip(&frame).map(|(line, (element, confidence, reason))| Taken {
        element: *element,
        confidence: *confidence,
        reason,
        words: line.words().to_owned(),
        place: line.prose.place(line.range.clone()),
    });
    let taken = taken.collect();
    let volumes = vec![Volume { suffix: String::new(), document }];
    Recognized { composed: Composed { facts, volumes, found: Diagnostics::new() }, taken }
}

impl Recognized {
    /// What it says.
    pub fn facts(&self) -> &Facts<'static> {
        &self.composed.facts
    }

    /// What was recognised besides 正文, each with its lines, in the order of the text: `标题（第3、4行）`.
    pub fn summary(&self) -> Vec<String> {
        let mut elements: Vec<(&Taken, Vec<String>)> = Vec::new();
        for taken in self.taken.iter().filter(|taken| taken.element != Element::Text) {
            let line = taken.place.line().map(|line| line.to_string());
            match elements.iter_mut().find(|(first, _)| first.element == taken.element) {
                Some((_, lines)) => lines.extend(line),
                None => elements.push((taken, line.into_iter().collect())),
            }
        }
        let summary = |(taken, lines): (&Taken, Vec<String>)| {
            let lines = match lines.as_slice() {
                [] => String::new(),
                [first, .., last] if lines.len() > 4 => format!("（第{first}—{last}行）"),
                lines => format!("（第{}行）", lines.join("、")),
            };
            format!("{}{lines}", taken.element.name())
        };
        elements.into_iter().map(summary).collect()
    }

    /// What each paragraph was taken for, a line each, for people and for tests.
    pub fn listing(&self) -> String {
        let line = |taken: &Taken| {
            let sure = if taken.confidence == Confidence::Certain { "" } else { "？" };
            let Taken { element, reason, words, .. } = taken;
            format!("{}{sure} | {words} | {reason}\n", element.name())
        };
        self.taken.iter().map(line).collect()
    }
}
