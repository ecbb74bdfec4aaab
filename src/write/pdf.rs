//! The tree → PDF. The only home of typst.
//!
//! The tree goes to typst as JSON inside an in-memory [`world`]; the layout is one file, `page.typ`,
//! that reads it. Strings are values there, never markup.

mod world;

use serde::Serialize;
use typst::World as _;
use typst::foundations::{Bytes, Datetime, Label, Smart};
use typst::introspection::Introspector as _;
use typst::layout::{Abs, Frame, FrameItem, Point, Ratio, Size, Transform};
use typst::model::Document as _;
use typst_layout::{Page, PagedDocument};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use self::world::{DocumentWorld, Shared};
use crate::diag::{Diagnostic, Diagnostics, Result};
use crate::doc::{Document, Format, table, text::Face};
use crate::fonts::Fonts;
use crate::source::Place;
use crate::standard::{
    ATTACHMENT_NOTE_LEAD, COPY_TO_LEAD, Figures, GBT9704, SEND_TO_LEAD, SIGNER_LEAD,
};
use crate::write::ImprintPage;

/// What `page.typ` reads.
#[derive(Serialize)]
struct Input<'a> {
    figures: &'a Figures,
    faces: &'a Faces,
    document: &'a Document,
    mark_size: f64,
    table_padding: f64,
    attachment_note_lead: &'a str,
    signer_lead: &'a str,
    send_to_lead: &'a str,
    copy_to_lead: &'a str,
    imprint_page: ImprintPage,
    unnumbered_from: Option<usize>,
}

/// Families of each face in the order in which they are asked for a character.
#[derive(Serialize)]
struct Faces {
    biaosong: Vec<String>,
    fangsong: Vec<String>,
    kai: Vec<String>,
    hei: Vec<String>,
    song: Vec<String>,
}

/// Lays documents out. Made once, for it holds the parsed fonts and the layout.
pub struct Typesetter {
    shared: Shared,
    faces: Faces,
}

/// A document laid out.
pub struct Typeset {
    paged: PagedDocument,
    imprint_page: ImprintPage,
}

impl Typesetter {
    /// Gets ready to print with these fonts.
    pub fn new(fonts: &Fonts) -> Self {
        let mut shared = Shared::new(include_str!("pdf/page.typ"));
        let mut families = |face| shared.add_fonts(fonts.chain(face));
        let faces = Faces {
            biaosong: families(Face::BiaoSong),
            fangsong: families(Face::FangSong),
            kai: families(Face::Kai),
            hei: families(Face::Hei),
            song: families(Face::Song),
        };
        Self { shared, faces }
    }

    /// Lays a document out.
    ///
    /// # Errors
    /// When page 1 has no room for text (7.3.3); else only when the layout itself is wrong.
    pub fn typeset(&self, document: &Document) -> Result<Typeset> {
        let first = self.compile(document, ImprintPage::Same, None)?;
        if page_of(&first, "text-begin").is_some_and(|page| page > 1) {
            return Err(no_text_on_page_one(document));
        }
        let (Some(text_end), Some(imprint)) =
            (page_of(&first, "text-end"), page_of(&first, "imprint"))
        else {
            return Ok(Typeset { paged: first, imprint_page: ImprintPage::Same });
        };
        // on an odd page it moves on to the even one; where the even page of the text's end had no
        // room for it, the odd page after that one is blank
        let (imprint_page, unnumbered_from) = match imprint % 2 {
            // a letter's has no page of its own to be on (10.1)
            _ if document.format == Format::Letter => {
                return Ok(Typeset { paged: first, imprint_page: ImprintPage::Same });
            }
            0 => return Ok(Typeset { paged: first, imprint_page: ImprintPage::Same }),
            _ if imprint == text_end => (ImprintPage::Next, None),
            _ => (ImprintPage::AfterBlank, Some(text_end + 1)),
        };
        let paged = self.compile(document, imprint_page, unnumbered_from)?;
        match page_of(&paged, "imprint") {
            Some(page) if page.is_multiple_of(2) && page == paged.pages().len() => {
                Ok(Typeset { paged, imprint_page })
            }
            _ => Err(internal("版记没有落在最后的双数页上")),
        }
    }

    fn compile(
        &self,
        document: &Document,
        imprint_page: ImprintPage,
        unnumbered_from: Option<usize>,
    ) -> Result<PagedDocument> {
        let input = Input {
            figures: &GBT9704,
            faces: &self.faces,
            document,
            mark_size: GBT9704.mark_size_for(document.head.mark.chars().count()),
            table_padding: table::PADDING,
            attachment_note_lead: ATTACHMENT_NOTE_LEAD,
            signer_lead: SIGNER_LEAD,
            send_to_lead: SEND_TO_LEAD,
            copy_to_lead: COPY_TO_LEAD,
            imprint_page,
            unnumbered_from,
        };
        let json = serde_json::to_vec(&input).map_err(|error| internal(&error.to_string()))?;
        let world = DocumentWorld::new(&self.shared, Bytes::new(json));
        let compiled = typst::compile::<PagedDocument>(&world);
        // a warning means that the layout did not settle or a font was not found: a wrong page
        let mut problems = compiled.warnings;
        match compiled.output {
            Ok(paged) if problems.is_empty() => {
                comemo::evict(2);
                Ok(with_meta(turned(paged), document))
            }
            Ok(_) => Err(said_by(&world, &problems)),
            Err(errors) => {
                problems.extend(errors);
                Err(said_by(&world, &problems))
            }
        }
    }
}

/// Turns landscape pages counter-clockwise, so that every page is upright and a landscape table has its
/// head at the left (8).
fn turned(paged: PagedDocument) -> PagedDocument {
    let wide = |page: &Page| page.frame.width() > page.frame.height();
    if !paged.pages().iter().any(wide) {
        return paged;
    }
    let info = paged.info().clone();
    let upright = paged.pages().iter().cloned().map(|mut page| {
        if wide(&page) {
            let size = page.frame.size();
            page.frame.transform(Transform {
                sx: Ratio::zero(),
                ky: -Ratio::one(),
                kx: Ratio::one(),
                sy: Ratio::zero(),
                tx: Abs::zero(),
                ty: size.x,
            });
            page.frame.set_size(Size::new(size.y, size.x));
        }
        page
    });
    PagedDocument::new(upright.collect(), info)
}

/// Metadata is set here, not in the layout: in the layout it would be part of every style and nothing
/// would be reused from one document to the next.
fn with_meta(mut paged: PagedDocument, document: &Document) -> PagedDocument {
    use chrono::Datelike;
    let meta = &document.meta;
    let day = |n: u32| u8::try_from(n).unwrap_or(1);
    let info = paged.info_mut();
    info.title = Some(meta.title.as_str().into());
    info.author = [meta.author.as_str().into()].into_iter().collect();
    info.date = Smart::Custom(Datetime::from_ymd(
        meta.date.year(),
        day(meta.date.month()),
        day(meta.date.day()),
    ));
    paged
}

/// The page (from 1) on which a label of the layout stands.
fn page_of(paged: &PagedDocument, label: &str) -> Option<usize> {
    let label = Label::new(typst::utils::PicoStr::intern(label))?;
    let introspector = paged.introspector();
    let location = introspector.query_label(label).ok()?.location()?;
    introspector.page(location).map(usize::from)
}

/// 首页必须显示正文 (7.3.3).
fn no_text_on_page_one(document: &Document) -> Diagnostics {
    let title = document.body.title.as_ref().and_then(|title| title.lines.first());
    let place = document.body.addressees.as_ref().or(title).unwrap_or(&document.head.mark).place();
    Diagnostic::error(place.clone(), "首页排不下正文，而首页必须显示正文（7.3.3）")
        .hint("主送机关多的，写“主送移入版记: 是”；标题长的，把它缩短")
        .into()
}

fn internal(what: &str) -> Diagnostics {
    Diagnostic::error(Place::Program, format!("程序内部错误（排版）：{what}"))
        .hint("这是程序的毛病，不是您的；请把活动文件夹连同这句话发给我们")
        .into()
}

fn said_by(world: &DocumentWorld<'_>, problems: &[typst::diag::SourceDiagnostic]) -> Diagnostics {
    let said: Vec<String> = problems
        .iter()
        .map(|problem| {
            let line = typst::WorldExt::range(world, problem.span).and_then(|range| {
                Some(world.source(world.main()).ok()?.lines().byte_to_line(range.start)? + 1)
            });
            match line {
                Some(line) => format!("page.typ:{line}: {}", problem.message),
                None => problem.message.to_string(),
            }
        })
        .collect();
    internal(&said.join("；"))
}

impl Typeset {
    /// How many pages.
    pub fn pages(&self) -> usize {
        self.paged.pages().len()
    }

    /// Where 版记 came to stand, for writers that can't lay out.
    pub fn imprint_page(&self) -> ImprintPage {
        self.imprint_page
    }

    /// The PDF.
    ///
    /// # Errors
    /// Only when the PDF could not be written as the archive standard asks (PDF/A-2b).
    pub fn pdf(&self) -> Result<Vec<u8>> {
        let standards = PdfStandards::new(&[PdfStandard::A_2b])
            .map_err(|error| internal(error.message().as_ref()))?;
        let options = PdfOptions {
            creator: Smart::Custom(Some("hongtou".to_owned())),
            standards,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&self.paged, &options).map_err(|errors| {
            let said: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
            internal(&said.join("；"))
        })
    }

    /// The stretches of text as they came to stand on the pages, in the order of printing.
    pub fn runs(&self) -> Vec<Run> {
        let mut runs = Vec::new();
        for (index, page) in self.paged.pages().iter().enumerate() {
            collect_runs(&page.frame, Transform::identity(), index + 1, &mut runs);
        }
        runs
    }
}

/// A stretch of text on a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The page, from 1.
    pub page: usize,
    /// Left end from the paper's left edge, in mm.
    pub x: f64,
    /// Baseline from the paper's top edge, in mm.
    pub y: f64,
    /// Size in pt.
    pub size: f64,
    /// The family of the font that was really used.
    pub font: String,
    /// The text.
    pub text: String,
}

fn collect_runs(frame: &Frame, origin: Transform, page: usize, runs: &mut Vec<Run>) {
    for (position, item) in frame.items() {
        let here = origin.pre_concat(Transform::translate(position.x, position.y));
        match item {
            FrameItem::Group(group) => {
                collect_runs(&group.frame, here.pre_concat(group.transform), page, runs);
            }
            FrameItem::Text(text) => {
                let at = Point::zero().transform(here);
                runs.push(Run {
                    page,
                    x: at.x.to_mm(),
                    y: at.y.to_mm(),
                    size: text.size.to_pt(),
                    font: text.font.font().info().family.as_str().to_owned(),
                    text: text.text.to_string(),
                });
            }
            FrameItem::Shape(..)
            | FrameItem::Image(..)
            | FrameItem::Link(..)
            | FrameItem::Tag(_) => {}
        }
    }
}
