//! Paragraphs and tables one after the other, as Word wants them.

use docx_rs::{
    BreakType, DocumentChild, LineSpacing, LineSpacingType, Paragraph, ParagraphChild, Run,
    RunFonts, SectionProperty, Table, TableCell, TableCellMargins, TableLayoutType, TableRow,
    WidthType,
};

use super::drawing::{self, Drawing};
use super::measure::{Grid, TYPE_WIDTH, unsigned};
use super::media::Media;
use super::styles::{self, SPACER, Style};
use super::xml::clean;
use crate::doc::{Inline, Text};
use crate::layout::{Spacing, TIGHT};

/// What has been written so far.
pub(super) struct Flow {
    /// 字 and 行 of running text.
    pub grid: Grid,
    /// How long its lines are, in twips: a turned page's are longer (8).
    pub room: i32,
    /// The files of its pictures.
    pub media: Media,
    children: Vec<DocumentChild>,
    drawings: Vec<Drawing>,
}

/// What has been written, whole.
pub(super) struct Written {
    /// The text, with placeholders for its drawings.
    pub document: docx_rs::Document,
    /// The drawings.
    pub drawings: Vec<Drawing>,
    /// The files of its pictures.
    pub media: Media,
}

impl Flow {
    /// Nothing yet.
    pub(super) fn new(grid: Grid) -> Self {
        Self {
            grid,
            room: TYPE_WIDTH,
            media: Media::default(),
            children: Vec::new(),
            drawings: Vec::new(),
        }
    }

    /// Whether nothing has been written.
    pub(super) fn is_empty(&self) -> bool {
        self.children.is_empty()
    }

    /// A run that holds the drawing.
    pub(super) fn drawing(&mut self, drawing: Drawing) -> Run {
        self.drawings.push(drawing);
        drawing::placeholder(self.drawings.len() - 1)
    }

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

    /// All of it; these are the properties of its last section.
    pub(super) fn close(mut self, section_property: SectionProperty) -> Written {
        // Word wants a paragraph below a table
        if !matches!(self.children.last(), Some(DocumentChild::Paragraph(_))) {
            self.paragraph(spacer());
        }
        let Self { media, children, drawings, .. } = self;
        let document = docx_rs::Document { children, section_property, has_numbering: false };
        Written { document, drawings, media }
    }
}

/// A paragraph that takes no room.
pub(super) fn spacer() -> Paragraph {
    Paragraph::new().style(SPACER.id)
}

/// An empty paragraph so many twips high. Programs agree on it, but not on whether a picture's place counts
/// from above or below the space over a paragraph, nor on spaces that meet.
pub(super) fn room(height: i32) -> Paragraph {
    let exactly = LineSpacing::new().line_rule(LineSpacingType::Exact).line(height.max(1));
    spacer().line_spacing(exactly)
}

/// Cells of these widths beside each other, without rules and margins, for what no line of text can set.
pub(super) fn beside(cells: Vec<(i32, TableCell)>) -> Table {
    let widths: Vec<usize> = cells.iter().map(|(width, _)| unsigned(*width)).collect();
    let sized = |(width, cell): (i32, TableCell)| cell.width(unsigned(width), WidthType::Dxa);
    // no table style: in a styled table LibreOffice forgets the names' character style
    Table::without_borders(vec![TableRow::new(cells.into_iter().map(sized).collect()).cant_split()])
        .margins(TableCellMargins::new().margin(0, 0, 0, 0))
        .width(widths.iter().sum(), WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .set_grid(widths)
}

/// A run of Chinese text: without the hint, Word would take “” ‘’ — … · for Latin.
pub(super) fn run(text: &str) -> Run {
    Run::new().fonts(RunFonts::new().hint("eastAsia")).add_text(clean(text))
}

/// A text with so many twips more in all between its characters (分散对齐), besides what its style adds to
/// each. The last character gets none, so that the text ends where its line does.
pub(super) fn spread(text: &str, more: i32, tight: i32) -> Vec<Run> {
    let text = clean(text);
    let gaps = i32::try_from(text.chars().count()).unwrap_or(i32::MAX).saturating_sub(1);
    match text.char_indices().next_back() {
        Some((last, _)) if gaps > 0 && more >= gaps => {
            let (first, last) = text.split_at(last);
            vec![run(first).character_spacing(tight + more / gaps), run(last)]
        }
        _ => vec![run(&text)],
    }
}

/// A paragraph of one text.
pub(super) fn line(style: &Style, text: &str) -> Paragraph {
    let line = Paragraph::new().style(style.id);
    name(text, style.size, style.tight).into_iter().fold(line, Paragraph::add_run)
}

/// A text in so many half points; a name of two characters that is as wide as one of three (`冯　丽`) without
/// the space in it, so that who looks for 冯丽 finds it: the room is the first character's.
pub(super) fn name(text: &str, size: usize, tight: i32) -> Vec<Run> {
    let mut characters = text.chars();
    let [first, between, last, rest] = std::array::from_fn(|_| characters.next());
    match (first, between, last, rest) {
        (Some(first), Some('\u{3000}'), Some(last), None) => {
            let em = i32::try_from(size).unwrap_or_default() * 10 + tight;
            vec![run(&first.to_string()).character_spacing(em + tight), run(&last.to_string())]
        }
        _ => vec![run(text)],
    }
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

/// A paragraph whose characters stand somewhat closer, where it is set so (7.3.5.5).
pub(super) fn closer(mut paragraph: Paragraph, tight: bool, grid: Grid) -> Paragraph {
    if !tight {
        return paragraph;
    }
    let tight = Grid::of(Spacing { line: 1.0, character: TIGHT }).tight().min(grid.tight());
    for child in &mut paragraph.children {
        if let ParagraphChild::Run(run) = child {
            **run = std::mem::take(&mut **run).character_spacing(tight);
        }
    }
    paragraph
}

/// A line break.
pub(super) fn line_break() -> Run {
    Run::new().add_break(BreakType::TextWrapping)
}

#[cfg(test)]
mod tests {
    use docx_rs::BuildXML;

    use super::*;

    fn built(runs: &[Run]) -> Vec<String> {
        runs.iter().map(|run| String::from_utf8(run.build()).unwrap()).collect()
    }

    #[test]
    fn a_spread_text_ends_with_its_last_character() {
        let runs = built(&spread("甲乙丙", 600, -5));
        assert!(runs[0].contains(r#"<w:spacing w:val="295" />"#) && runs[0].contains("甲乙"));
        assert!(!runs[1].contains("w:spacing") && runs[1].contains('丙'));
    }

    #[test]
    fn what_cannot_be_spread_stays_whole() {
        for (text, more) in [("甲乙丙", 0), ("甲乙丙", -9), ("甲", 600), ("", 600)] {
            let runs = built(&spread(text, more, -5));
            assert!(runs.len() == 1 && !runs[0].contains("w:spacing"), "{text}");
        }
    }
}
