//! The page: paper, margins, grid, page numbers and the mark of a draft.

use std::io;

use docx_rs::{
    BuildXML, DocGrid, DocGridType, Footer, FooterReference, Header, HeaderReference, PageMargin,
    PageNum, PageOrientationType, PageSize, Paragraph, SectionProperty,
};

use super::finish::mended;
use super::flow::{line, run, spacer};
use super::letter;
use super::measure::{LEFT, PAGE_HEIGHT, PAGE_WIDTH, PITCH, RIGHT, twips, unsigned};
use super::styles::{DRAFT, PAGE_EVEN, PAGE_ODD};
use super::text_box;
use super::xml::{Element, Node};
use crate::arrange::FirstFoot;
use crate::standard::word::PAGE_NUMBER_DASH;
use crate::standard::{DRAFT_MARK, GBT9704};

/// One of the parts with what stands at the head or the foot of pages.
pub(super) struct EdgePart {
    /// `header` or `footer`.
    pub kind: &'static str,
    /// The part's path below `word/`.
    pub file: &'static str,
    /// How sections refer to it.
    pub relationship: &'static str,
    path: &'static str,
}

/// Odd and even pages with a number, odd and even pages without, the first page of a letter, odd and even
/// turned pages.
pub(super) const FOOTERS: [EdgePart; 7] = [
    EdgePart {
        kind: "footer",
        file: "footer1.xml",
        relationship: "rIdFooter1",
        path: "word/footer1.xml",
    },
    EdgePart {
        kind: "footer",
        file: "footer2.xml",
        relationship: "rIdFooter2",
        path: "word/footer2.xml",
    },
    EdgePart {
        kind: "footer",
        file: "footer3.xml",
        relationship: "rIdFooter3",
        path: "word/footer3.xml",
    },
    EdgePart {
        kind: "footer",
        file: "footer4.xml",
        relationship: "rIdFooter4",
        path: "word/footer4.xml",
    },
    EdgePart {
        kind: "footer",
        file: "footer5.xml",
        relationship: "rIdFooter5",
        path: "word/footer5.xml",
    },
    EdgePart {
        kind: "footer",
        file: "footer6.xml",
        relationship: "rIdFooter6",
        path: "word/footer6.xml",
    },
    EdgePart {
        kind: "footer",
        file: "footer7.xml",
        relationship: "rIdFooter7",
        path: "word/footer7.xml",
    },
];

/// The head of every page of a draft.
const HEADER: EdgePart = EdgePart {
    kind: "header",
    file: "header1.xml",
    relationship: "rIdHeader1",
    path: "word/header1.xml",
};

/// The parts of a document: a draft has one more.
pub(super) fn edges(draft: bool) -> impl Iterator<Item = &'static EdgePart> {
    FOOTERS.iter().chain(draft.then_some(&HEADER))
}

/// The part that [`HEADER`] names.
pub(super) fn header() -> io::Result<(&'static str, Element)> {
    let header = Header::new().add_paragraph(line(&DRAFT, DRAFT_MARK));
    Ok((HEADER.path, mended(&header.build())?))
}

/// The parts that [`FOOTERS`] names, without what is red where that is printed already (套打).
pub(super) fn footers(preprinted: bool) -> io::Result<Vec<(&'static str, Element)>> {
    let [odd, even, blank_odd, blank_even, letter, turned_odd, turned_even] =
        FOOTERS.map(|footer| footer.path);
    let number = |style| {
        let line = Paragraph::new().style(style).add_run(run("— "));
        line.add_page_num(PageNum::new()).add_run(run(" —"))
    };
    let footer = |line: Paragraph| Footer::new().add_paragraph(line);
    let blank = |style| footer(Paragraph::new().style(style));
    let part = |footer: &Footer| mended(&footer.build());
    let turned = |style, id| {
        let mut element = part(&footer(spacer()))?;
        let number = text_box::turned_number(vec![mended(&number(style).build())?]);
        if let Some(line) = element.elements_mut().find(|child| child.name == "w:p") {
            line.children.push(Node::Element(number.run(id)?));
        }
        io::Result::Ok(element)
    };
    Ok(vec![
        (odd, part(&footer(number(PAGE_ODD.id)))?),
        (even, part(&footer(number(PAGE_EVEN.id)))?),
        (blank_odd, part(&blank(PAGE_ODD.id))?),
        (blank_even, part(&blank(PAGE_EVEN.id))?),
        (letter, part(&footer(letter::second_rule(preprinted)).add_paragraph(spacer()))?),
        (turned_odd, turned(PAGE_ODD.id, 1)?),
        (turned_even, turned(PAGE_EVEN.id, 2)?),
    ])
}

/// The sections of a document from the first to the last.
pub(super) struct Sections {
    first: FirstFoot,
    draft: bool,
}

impl Sections {
    /// The sections of a document with this foot on page 1, finished or not.
    pub(super) fn new(first: FirstFoot, draft: bool) -> Self {
        Self { first, draft }
    }

    /// The next section, its pages numbered or not (7.5).
    pub(super) fn upright(&mut self, numbered: bool) -> SectionProperty {
        // only the first page of all is a letter's first page (10.1)
        let section = section(numbered, std::mem::replace(&mut self.first, FirstFoot::Number));
        self.marked(section)
    }

    /// The next section, its pages turned.
    pub(super) fn turned(&mut self) -> SectionProperty {
        self.first = FirstFoot::Number;
        self.marked(turned_section())
    }

    fn marked(&self, section: SectionProperty) -> SectionProperty {
        if !self.draft {
            return section;
        }
        let reference = |kind| Some(HeaderReference::new(kind, HEADER.relationship));
        SectionProperty {
            header_reference: reference("default"),
            even_header_reference: reference("even"),
            first_header_reference: reference("first").filter(|_| section.title_pg),
            ..section
        }
    }
}

/// A section of turned pages (8): a sheet lying on its side, with its page number where the sheet has it
/// when it stands.
fn turned_section() -> SectionProperty {
    let upright = section(true, FirstFoot::Number);
    let margin = PageMargin::new()
        .top(LEFT)
        .bottom(RIGHT)
        .left(twips(GBT9704.page_height - GBT9704.margin_top - GBT9704.type_height))
        .right(twips(GBT9704.margin_top))
        .header(twips(15.0))
        .footer(twips(15.0));
    let size = PageSize::new()
        .size(PAGE_HEIGHT.unsigned_abs(), PAGE_WIDTH.unsigned_abs())
        .orient(PageOrientationType::Landscape);
    SectionProperty {
        footer_reference: Some(FooterReference::new("default", FOOTERS[5].relationship)),
        even_footer_reference: Some(FooterReference::new("even", FOOTERS[6].relationship)),
        ..upright.page_size(size).page_margin(margin)
    }
}

/// A section (5.1, 5.2), its pages numbered or not (7.5); a letter's first page is not (10.1).
fn section(numbered: bool, first: FirstFoot) -> SectionProperty {
    let first = match first {
        FirstFoot::Number => None,
        FirstFoot::DoubleLine => Some(FooterReference::new("first", FOOTERS[4].relationship)),
    };
    let [odd, even] =
        if numbered { [&FOOTERS[0], &FOOTERS[1]] } else { [&FOOTERS[2], &FOOTERS[3]] };
    let edge = GBT9704.margin_top + GBT9704.type_height;
    let footer = GBT9704.page_height - edge - GBT9704.page_number_drop - PAGE_NUMBER_DASH;
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
