//! What headings, paragraphs and items of lists have in common: running text.

use super::{Block, Inline, Text};

impl Inline {
    /// Its words; nothing of a break.
    pub fn text(&self) -> Option<&Text> {
        match self {
            Self::Plain(text) | Self::Strong(text) => Some(text),
            Self::Break => None,
        }
    }

    /// The same, to change them.
    pub fn text_mut(&mut self) -> Option<&mut Text> {
        match self {
            Self::Plain(text) | Self::Strong(text) => Some(text),
            Self::Break => None,
        }
    }
}

impl Block {
    /// Its running text, without ordinal and marker, of a heading with what is run in; nothing of 名单 and
    /// tables.
    pub fn running(&self) -> impl Iterator<Item = &Text> {
        let (text, run_in): (&[Inline], &[Inline]) = match self {
            Self::Heading(heading) => (&heading.text, &heading.run_in),
            Self::Paragraph(paragraph) => (&paragraph.text, &[]),
            Self::Item(item) => (&item.text, &[]),
            Self::Roster(_) | Self::Table(_) => (&[], &[]),
        };
        text.iter().chain(run_in).filter_map(Inline::text)
    }

    /// The same, to change it.
    pub fn running_mut(&mut self) -> impl Iterator<Item = &mut Text> {
        let (text, run_in): (&mut [Inline], &mut [Inline]) = match self {
            Self::Heading(heading) => (&mut heading.text, &mut heading.run_in),
            Self::Paragraph(paragraph) => (&mut paragraph.text, &mut []),
            Self::Item(item) => (&mut item.text, &mut []),
            Self::Roster(_) | Self::Table(_) => (&mut [], &mut []),
        };
        text.iter_mut().chain(run_in).filter_map(Inline::text_mut)
    }

    /// Whether it is set somewhat closer; nothing of what never is.
    pub fn tight_mut(&mut self) -> Option<&mut bool> {
        match self {
            Self::Heading(heading) => Some(&mut heading.tight),
            Self::Paragraph(paragraph) => Some(&mut paragraph.tight),
            Self::Item(item) => Some(&mut item.tight),
            Self::Roster(_) | Self::Table(_) => None,
        }
    }
}
