//! The page: paper, margins, grid, page numbers and the mark of a draft.

use std::collections::BTreeSet;
use std::io;

use docx_rs::{
    BuildXML, DocGrid, DocGridType, FieldCharType, Footer, FooterReference, Header,
    HeaderReference, HeightRule, InstrPAGE, InstrText, PageMargin, PageOrientationType, PageSize,
    Paragraph, Run, SectionProperty, Table, TableCell, TableCellMargins, TableLayoutType,
    TablePositionProperty, TableRow, TextDirectionType, WidthType,
};

use super::finish::mended;
use super::flow::{line, room, run, spacer};
use super::letter;
use super::measure::{LEFT, PAGE_HEIGHT, PAGE_WIDTH, PITCH, RIGHT, TYPE_WIDTH, twips, unsigned};
use super::styles::{DRAFT, PAGE_EVEN, PAGE_ODD};
use super::xml::Element;
use crate::arrange::FirstFoot;
use crate::standard::word::{PAGE_NUMBER_DASH, PAGE_NUMBER_LINE};
use crate::standard::{DRAFT_MARK, GBT9704};

/// One of the parts with what stands at the head or the foot of pages.
pub(super) struct EdgePart {
    /// `header` or `footer`.
    pub kind: &'static str,
    /// The part's path below `word/`.
    pub file: &'static str,
    /// How sections refer to it.
    pub relationship: &'static str,
}

const fn footer(file: &'static str, relationship: &'static str) -> EdgePart {
    EdgePart { kind: "footer", file, relationship }
}

/// Odd pages with a number.
const ODD: EdgePart = footer("footer1.xml", "rIdFooter1");
/// Even pages with a number.
const EVEN: EdgePart = footer("footer2.xml", "rIdFooter2");
/// Odd pages without.
const BLANK_ODD: EdgePart = footer("footer3.xml", "rIdFooter3");
/// Even pages without.
const BLANK_EVEN: EdgePart = footer("footer4.xml", "rIdFooter4");
/// The first page of a letter.
const LETTER: EdgePart = footer("footer5.xml", "rIdFooter5");
/// Odd turned pages.
const TURNED_ODD: EdgePart = footer("footer6.xml", "rIdFooter6");
/// Even turned pages.
const TURNED_EVEN: EdgePart = footer("footer7.xml", "rIdFooter7");
/// Every page of a draft, at its head.
const HEADER: EdgePart =
    EdgePart { kind: "header", file: "header1.xml", relationship: "rIdHeader1" };

/// The parts to which the sections of this text refer, without what is red where that is printed already
/// (套打).
pub(super) fn edges(
    text: &Element,
    first: FirstFoot,
    preprinted: bool,
) -> io::Result<Vec<(EdgePart, Element)>> {
    let blank = |style| Footer::new().add_paragraph(Paragraph::new().style(style)).build();
    let turned =
        |style| Footer::new().add_table(turned_number(style)).add_paragraph(spacer()).build();
    let mut references = BTreeSet::new();
    collect_references(text, &mut references);
    let all: [(EdgePart, &dyn Fn() -> Vec<u8>); 8] = [
        (ODD, &|| numbered(PAGE_ODD.id, first).build()),
        (EVEN, &|| numbered(PAGE_EVEN.id, first).build()),
        (BLANK_ODD, &|| blank(PAGE_ODD.id)),
        (BLANK_EVEN, &|| blank(PAGE_EVEN.id)),
        (LETTER, &|| Footer::new().add_paragraph(letter::second_rule(preprinted)).build()),
        (TURNED_ODD, &|| turned(PAGE_ODD.id)),
        (TURNED_EVEN, &|| turned(PAGE_EVEN.id)),
        (HEADER, &|| Header::new().add_paragraph(line(&DRAFT, DRAFT_MARK)).build()),
    ];
    let used = all.into_iter().filter(|(edge, _)| references.contains(edge.relationship));
    used.map(|(edge, build)| Ok((edge, mended(&build())?))).collect()
}

/// The parts to which anything in an element refers.
fn collect_references<'e>(element: &'e Element, references: &mut BTreeSet<&'e str>) {
    references.extend(element.attribute("r:id"));
    element.elements().for_each(|child| collect_references(child, references));
}

/// 页码 between its 一字线 (7.5). The field is in five runs, as Word writes it: not every program reads it in one.
fn number(style: &str) -> Paragraph {
    let mark = |kind| Run::new().add_field_char(kind, false);
    Paragraph::new()
        .style(style)
        .add_run(run("— "))
        .add_run(mark(FieldCharType::Begin))
        .add_run(Run::new().add_instr_text(InstrText::PAGE(InstrPAGE::new())))
        .add_run(mark(FieldCharType::Separate))
        .add_run(run("1"))
        .add_run(mark(FieldCharType::End))
        .add_run(run(" —"))
}

/// 页码 along the left edge of a turned page, its line reading upright once the sheet stands (8).
fn turned_number(style: &str) -> Table {
    // the bottom of the number's line is the left edge here
    let dash =
        GBT9704.page_height - GBT9704.margin_top - GBT9704.type_height - GBT9704.page_number_drop;
    let place = TablePositionProperty::new()
        .horizontal_anchor("page")
        .position_x(twips(dash - PAGE_NUMBER_DASH))
        .vertical_anchor("page")
        .position_y(LEFT);
    let width = unsigned(PAGE_NUMBER_LINE);
    let cell = TableCell::new()
        .width(width, WidthType::Dxa)
        .text_direction(TextDirectionType::TbRl)
        .add_paragraph(number(style));
    #[expect(clippy::cast_precision_loss, reason = "the width of a page")]
    let row = TableRow::new(vec![cell]).row_height(TYPE_WIDTH as f32);
    Table::without_borders(vec![row.height_rule(HeightRule::Exact)])
        .margins(TableCellMargins::new().margin(0, 0, 0, 0))
        .position(place)
        .width(width, WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .set_grid(vec![width])
}

/// The sections of a document from the first to the last.
pub(super) struct Sections {
    /// The foot of page 1.
    first: FirstFoot,
    /// Whether that page is still to come.
    at_first: bool,
    draft: bool,
}

impl Sections {
    /// The sections of a document with this foot on page 1, finished or not.
    pub(super) fn new(first: FirstFoot, draft: bool) -> Self {
        Self { first, at_first: true, draft }
    }

    /// The next section, its pages numbered or not (7.5).
    pub(super) fn upright(&mut self, numbered: bool) -> SectionProperty {
        // only the first page of all is a letter's first page (10.1)
        let at_first = std::mem::replace(&mut self.at_first, false);
        self.marked(section(numbered, self.first, at_first))
    }

    /// The next section, its pages turned.
    pub(super) fn turned(&mut self) -> SectionProperty {
        self.at_first = false;
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
    let upright = section(true, FirstFoot::Number, false);
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
        footer_reference: Some(FooterReference::new("default", TURNED_ODD.relationship)),
        even_footer_reference: Some(FooterReference::new("even", TURNED_EVEN.relationship)),
        ..upright.page_size(size).page_margin(margin)
    }
}

/// How far above the paper's bottom what stands at the foot of upright pages ends: the line of 页码 (7.5), and
/// in a letter the double line on its first page (10.1), the numbers of whose other pages have room below them.
fn foot_ends(first: FirstFoot) -> f64 {
    let edge = GBT9704.margin_top + GBT9704.type_height;
    match first {
        FirstFoot::Number => {
            GBT9704.page_height - edge - GBT9704.page_number_drop - PAGE_NUMBER_DASH
        }
        FirstFoot::DoubleLine => GBT9704.letter_rule_bottom,
    }
}

/// The foot of a page with a number.
fn numbered(style: &str, first: FirstFoot) -> Footer {
    let foot = Footer::new().add_paragraph(number(style));
    match twips(foot_ends(FirstFoot::Number) - foot_ends(first)) {
        0 => foot,
        below => foot.add_paragraph(room(below)),
    }
}

/// A section (5.1, 5.2), its pages numbered or not (7.5); a letter's first page is not (10.1).
fn section(numbered: bool, first: FirstFoot, at_first: bool) -> SectionProperty {
    let double_line = at_first && matches!(first, FirstFoot::DoubleLine);
    let [odd, even] = if numbered { [ODD, EVEN] } else { [BLANK_ODD, BLANK_EVEN] };
    let margin = PageMargin::new()
        .top(twips(GBT9704.margin_top))
        .bottom(twips(GBT9704.page_height - GBT9704.margin_top - GBT9704.type_height))
        .left(LEFT)
        .right(RIGHT)
        .header(twips(15.0))
        .footer(twips(foot_ends(first)));
    let grid = DocGrid::new().grid_type(DocGridType::Lines).line_pitch(unsigned(PITCH));
    let size = PageSize::new().size(PAGE_WIDTH.unsigned_abs(), PAGE_HEIGHT.unsigned_abs());
    SectionProperty {
        title_pg: double_line,
        first_footer_reference: double_line
            .then(|| FooterReference::new("first", LETTER.relationship)),
        footer_reference: Some(FooterReference::new("default", odd.relationship)),
        even_footer_reference: Some(FooterReference::new("even", even.relationship)),
        ..SectionProperty::new().page_size(size).page_margin(margin).doc_grid(grid)
    }
}
