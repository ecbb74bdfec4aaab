//! Paragraphs and tables one after the other, as Word wants them.

use docx_rs::{BreakType, DocumentChild, Paragraph, Run, RunFonts, Table};

use super::styles::{self, SPACER, Style};
use super::xml::clean;
use crate::doc::{Inline, Text};

/// What has been written so far.
#[derive(Default)]
pub(super) struct Flow {
    children: Vec<DocumentChild>,
}

impl Flow {
    /// Adds a paragraph.
    pub(super) fn paragraph(&mut self, paragraph: Paragraph) {
        self.children.push(DocumentChild::Paragraph(Box::new(paragraph)));
    }

    /// Adds a table. Word joins tables that touch, so a paragraph parts them.
    pub(super) fn table(&mut self, table: Table) {
        if matches!(self.children.last(), Some(DocumentChild::Table(_))) {
            self.paragraph(spacer());
        }
        self.children.push(DocumentChild::Table(Box::new(table)));
    }

    /// Changes the last paragraph; where a table or nothing is last, one that takes no room is added.
    pub(super) fn change_last(&mut self, change: impl FnOnce(Paragraph) -> Paragraph) {
        let last = match self.children.pop() {
            Some(DocumentChild::Paragraph(paragraph)) => *paragraph,
            other => {
                self.children.extend(other);
                spacer()
            }
        };
        self.paragraph(change(last));
    }

    /// All of it.
    pub(super) fn into_children(self) -> Vec<DocumentChild> {
        self.children
    }
}

/// A paragraph that takes no room.
pub(super) fn spacer() -> Paragraph {
    Paragraph::new().style(SPACER.id)
}

/// A run of Chinese text: without the hint, Word would take “” ‘’ — … · for Latin.
pub(super) fn run(text: &str) -> Run {
    Run::new().fonts(RunFonts::new().hint("eastAsia")).add_text(clean(text))
}

/// A paragraph of one text.
pub(super) fn line(style: &Style, text: &str) -> Paragraph {
    Paragraph::new().style(style.id).add_run(run(text))
}

/// A paragraph of several lines.
pub(super) fn lines(style: &Style, lines: &[Text]) -> Paragraph {
    let paragraph = Paragraph::new().style(style.id);
    lines.iter().enumerate().fold(paragraph, |paragraph, (at, text)| {
        let paragraph = if at == 0 { paragraph } else { paragraph.add_run(line_break()) };
        paragraph.add_run(run(text))
    })
}

/// Adds running text, in a character style where one is given.
pub(super) fn inlines(paragraph: Paragraph, inlines: &[Inline], style: Option<&str>) -> Paragraph {
    inlines.iter().fold(paragraph, |paragraph, inline| {
        paragraph.add_run(match (inline, style) {
            (Inline::Plain(text), None) => run(text),
            (Inline::Plain(text), Some(style)) => run(text).style(style),
            (Inline::Strong(text), None) => run(text).style(styles::STRONG),
            // a run has one character style only
            (Inline::Strong(text), Some(style)) => run(text).style(style).bold(),
            (Inline::Break, _) => line_break(),
        })
    })
}

/// A line break.
pub(super) fn line_break() -> Run {
    Run::new().add_break(BreakType::TextWrapping)
}
