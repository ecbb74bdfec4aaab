//! The tree → PDF. The only home of typst.
//!
//! The tree goes to typst as JSON inside an in-memory [`world`]; the layout is one file, `page.typ`,
//! that reads it. Strings are values there, never markup.

mod adjust;
mod runs;
mod world;

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::Serialize;
use typst::World as _;
use typst::foundations::{Bytes, Datetime, Smart};
use typst::layout::{Abs, Ratio, Size, Transform};
use typst::model::Document as _;
use typst_layout::{Page, PagedDocument};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

pub use self::runs::Run;
use self::world::{DocumentWorld, PICTURES, Shared};
use crate::arrange::{Arranged, Head, arrange};
use crate::diag::{Diagnostic, Diagnostics, Result};
use crate::doc::text::{Face, Role};
use crate::doc::{Document, Format, table};
use crate::fonts::Fonts;
use crate::source::Place;
use crate::standard::{ATTACHMENT_NOTE_LEAD, DRAFT_MARK, Figures, GBT9704, SIGNER_LEAD};
use crate::write::{ImprintPage, Layout, Spacing};

/// The layout. With [`Typeset::input`] beside it as `document.json` it compiles in typst alone, without this
/// program: that is how the benchmark knows what this program adds to typst's own time.
pub const LAYOUT: &str = include_str!("pdf/page.typ");

/// What `page.typ` reads.
#[derive(Serialize)]
struct Input<'a> {
    figures: &'a Figures,
    faces: &'a Faces,
    /// The face of each element.
    roles: BTreeMap<Role, Face>,
    document: &'a Document,
    arranged: &'a Arranged,
    /// 版头 of each copy that is printed.
    heads: &'a [Option<Head>],
    /// Whether a copy ends on a front page.
    blank_between: bool,
    layout: &'a Layout,
    pictures: &'a str,
    table_padding: f64,
    attachment_note_lead: &'a str,
    signer_lead: &'a str,
    unnumbered_from: Option<usize>,
    draft_mark: &'a str,
}

/// Families of each face in the order in which they are asked for a character.
type Faces = BTreeMap<Face, Vec<String>>;

/// Lays documents out. Made once, for it holds the parsed fonts and the layout.
pub struct Typesetter {
    shared: Shared,
    faces: Faces,
    /// Whether the last document's text ended on an odd page: the next one's probably does, and then it is
    /// laid out only once. What comes out does not depend on it.
    ends_on_odd_page: AtomicBool,
}

/// A document laid out.
pub struct Typeset {
    paged: Paged,
    document: Document,
    arranged: Arranged,
    layout: Layout,
    notes: Diagnostics,
}

/// The pages, and the JSON that they were laid out from.
struct Paged {
    pages: PagedDocument,
    input: Bytes,
}

impl Deref for Paged {
    type Target = PagedDocument;

    fn deref(&self) -> &PagedDocument {
        &self.pages
    }
}

impl Typesetter {
    /// Gets ready to print with these fonts.
    pub fn new(fonts: &Fonts) -> Self {
        let mut shared = Shared::new(LAYOUT);
        let mut families = |face| (face, shared.add_fonts(fonts.chain(face)));
        let faces = Face::ALL.map(&mut families).into();
        Self { shared, faces, ends_on_odd_page: AtomicBool::new(true) }
    }

    /// Lays a document out. What the standard lets be adjusted is adjusted, and a note says so.
    ///
    /// # Errors
    /// When page 1 has no room for text whatever is adjusted (7.3.3); else only when the layout itself is
    /// wrong.
    pub fn typeset(&self, document: Document) -> Result<Typeset> {
        let mark = document.head.as_ref().map_or(0.0, |head| head.mark.size());
        let spacing = Spacing { line: 1.0, character: 1.0 };
        let arranged = arrange(&document);
        let guess = arranged.imprint.is_some() && self.ends_on_odd_page.load(Ordering::Relaxed);
        let apart = guess && document.format != Format::Letter;
        let imprint_page = if apart { ImprintPage::Next } else { ImprintPage::Same };
        let layout = Layout { imprint_page, mark_size: mark, spacing };
        let paged = self.compile(&document, &arranged, &layout, None)?;
        let mut laid_out = Typeset { paged, document, arranged, layout, notes: Diagnostics::new() };
        self.show_text_on_page_one(&mut laid_out)?;
        self.join_signature_to_text(&mut laid_out)?;
        let unnumbered_from = self.end_on_an_even_page(&mut laid_out)?;
        if laid_out.arranged.heads.len() > 1 {
            let Typeset { document, arranged, layout, .. } = &laid_out;
            let blank_between = !laid_out.pages().is_multiple_of(2);
            let heads = &arranged.heads;
            laid_out.paged = self.compile_copies(
                document,
                arranged,
                layout,
                unnumbered_from,
                heads,
                blank_between,
            )?;
        }
        Ok(laid_out)
    }

    /// Compiles one copy.
    fn compile(
        &self,
        document: &Document,
        arranged: &Arranged,
        layout: &Layout,
        unnumbered_from: Option<usize>,
    ) -> Result<Paged> {
        let first = arranged.heads.get(..1).unwrap_or_default();
        self.compile_copies(document, arranged, layout, unnumbered_from, first, false)
    }

    fn compile_copies(
        &self,
        document: &Document,
        arranged: &Arranged,
        layout: &Layout,
        unnumbered_from: Option<usize>,
        heads: &[Option<Head>],
        blank_between: bool,
    ) -> Result<Paged> {
        let input = Input {
            figures: &GBT9704,
            faces: &self.faces,
            roles: Role::ALL.map(|role| (role, role.face())).into(),
            document,
            arranged,
            heads,
            blank_between,
            layout,
            pictures: PICTURES,
            table_padding: table::PADDING,
            attachment_note_lead: ATTACHMENT_NOTE_LEAD,
            signer_lead: SIGNER_LEAD,
            unnumbered_from,
            draft_mark: DRAFT_MARK,
        };
        let json = serde_json::to_vec(&input).map_err(|error| internal(&error.to_string()))?;
        let input = Bytes::new(json);
        let world = DocumentWorld::new(&self.shared, input.clone(), document.pictures());
        let compiled = typst::compile::<PagedDocument>(&world);
        // a warning means that the layout did not settle or a font was not found: a wrong page
        let mut problems = compiled.warnings;
        match compiled.output {
            Ok(pages) if problems.is_empty() => {
                comemo::evict(2);
                Ok(Paged { pages: with_meta(turned(pages), document), input })
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
    /// How many pages, of all copies.
    pub fn pages(&self) -> usize {
        self.paged.pages().len()
    }

    /// The document as it was printed: 主送机关 may have moved into 版记.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// What was decided, for writers that can't lay out.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The JSON that [`LAYOUT`] read when these pages were laid out, with all that was adjusted: who compiles
    /// it again gets the same pages at once. Pictures are not in it.
    pub fn input(&self) -> &[u8] {
        &self.paged.input
    }

    /// What a person should know of how it came to stand.
    pub fn notes(&self) -> &Diagnostics {
        &self.notes
    }

    /// The document as it stands on its paper, for writers that can't lay out.
    pub fn arranged(&self) -> &Arranged {
        &self.arranged
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
        runs::of(&self.paged)
    }
}
