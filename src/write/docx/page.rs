//! The page: paper, margins, grid and page numbers.

use docx_rs::{
    DocGrid, DocGridType, Footer, FooterReference, PageMargin, PageNum, PageSize, Paragraph,
    SectionProperty,
};

use super::flow::{run, spacer};
use super::letter;
use super::measure::{LEFT, PAGE_HEIGHT, PAGE_WIDTH, PITCH, RIGHT, twips, unsigned};
use super::styles::{PAGE_EVEN, PAGE_ODD};
use crate::doc::Format;
use crate::standard::GBT9704;

/// One of the parts with what stands at the foot of pages.
pub(super) struct FooterPart {
    /// The part's path below `word/`.
    pub file: &'static str,
    /// How sections refer to it.
    pub relationship: &'static str,
    path: &'static str,
}

/// Odd and even pages with a number, odd and even pages without, the first page of a letter.
pub(super) const FOOTERS: [FooterPart; 5] = [
    FooterPart { file: "footer1.xml", relationship: "rIdFooter1", path: "word/footer1.xml" },
    FooterPart { file: "footer2.xml", relationship: "rIdFooter2", path: "word/footer2.xml" },
    FooterPart { file: "footer3.xml", relationship: "rIdFooter3", path: "word/footer3.xml" },
    FooterPart { file: "footer4.xml", relationship: "rIdFooter4", path: "word/footer4.xml" },
    FooterPart { file: "footer5.xml", relationship: "rIdFooter5", path: "word/footer5.xml" },
];

/// The parts that [`FOOTERS`] names.
pub(super) fn footers() -> Vec<(&'static str, Footer)> {
    let [odd, even, blank_odd, blank_even, letter] = FOOTERS.map(|footer| footer.path);
    let number = |style| {
        let line = Paragraph::new().style(style).add_run(run("— "));
        Footer::new().add_paragraph(line.add_page_num(PageNum::new()).add_run(run(" —")))
    };
    let blank = |style| Footer::new().add_paragraph(Paragraph::new().style(style));
    vec![
        (odd, number(PAGE_ODD.id)),
        (even, number(PAGE_EVEN.id)),
        (blank_odd, blank(PAGE_ODD.id)),
        (blank_even, blank(PAGE_EVEN.id)),
        (letter, Footer::new().add_paragraph(letter::second_rule()).add_paragraph(spacer())),
    ]
}

/// A section (5.1, 5.2), its pages numbered or not (7.5); a letter's first page is not (10.1).
pub(super) fn section(numbered: bool, format: Format) -> SectionProperty {
    let first = match format {
        Format::Document | Format::Order | Format::Minutes => None,
        Format::Letter => Some(FooterReference::new("first", FOOTERS[4].relationship)),
    };
    let [odd, even] =
        if numbered { [&FOOTERS[0], &FOOTERS[1]] } else { [&FOOTERS[2], &FOOTERS[3]] };
    let edge = GBT9704.margin_top + GBT9704.type_height;
    // the 4号 line of 17.75 pt holds its 一字线 3.1 mm above its bottom
    let footer = GBT9704.page_height - edge - GBT9704.page_number_drop - 3.1;
    let margin = PageMargin::new()
        .top(twips(GBT9704.margin_top))
        .bottom(twips(GBT9704.page_height - edge))
        .left(LEFT)
        .right(RIGHT)
        .header(twips(15.0))
        .footer(twips(footer));
    let grid = DocGrid::new().grid_type(DocGridType::Lines).line_pitch(unsigned(PITCH));
    let size = PageSize::new().size(PAGE_WIDTH.unsigned_abs(), PAGE_HEIGHT.unsigned_abs());
    SectionProperty {
        title_pg: first.is_some(),
        first_footer_reference: first,
        footer_reference: Some(FooterReference::new("default", odd.relationship)),
        even_footer_reference: Some(FooterReference::new("even", even.relationship)),
        ..SectionProperty::new().page_size(size).page_margin(margin).doc_grid(grid)
    }
}
