//! The tree → laid-out pages, as a value. The only home of typst.
//!
//! The tree goes to typst as JSON inside an in-memory [`world`]; the layout is one file, `page.typ`,
//! that reads it. Strings are values there, never markup. What the standard lets be adjusted is adjusted here
//! ([`adjust`]), copies are put one after the other and landscape pages turned. [`Laid`] is what comes out: the PDF
//! ([`crate::write::pdf`]) is one form of it, [`drawing`] the light one for a screen.

mod adjust;
pub mod drawing;
#[cfg(test)]
pub(crate) mod ink;
mod lines;
mod room;
mod world;

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use typst::World as _;
use typst::foundations::{Bytes, Datetime, Smart};
use typst::layout::{Abs, Ratio, Size, Transform};
use typst::model::Document as _;
use typst_layout::{Page, PagedDocument};

pub use self::drawing::Run;
use self::world::{DocumentWorld, PICTURES, Shared};
use crate::arrange::{Arranged, Head, arrange, fit, overflow, tables};
use crate::diag::{Diagnostic, Diagnostics, Result, codes};
use crate::doc::table::too_narrow;
use crate::doc::text::{Face, Role};
use crate::doc::{Document, PageFormat};
use crate::fonts::Fonts;
use crate::source::Place;
use crate::standard::{ATTACHMENT_NOTE_LEAD, DRAFT_MARK, Figures, GBT9704, SIGNER_LEAD};

/// The layout. With [`Laid::input`] beside it as `document.json` it compiles in typst alone, without this
/// program: that is how the benchmark knows what this program adds to typst's own time.
pub const LAYOUT: &str = include_str!("layout/page.typ");

/// 字 of a text that is set closer, as a part of the standard's: 29 stand on a line, also behind an indent (7.3.5.5).
pub const TIGHT: f64 = 0.962;

/// For so many documents typst remembers what it has made.
const REMEMBERED: usize = 2;

/// Of a document with more bytes of input than this, typst remembers nothing: no other has much in common with it,
/// and what is remembered takes several times the room of the pages.
const LONG: usize = 128 * 1024;

/// What `page.typ` reads.
#[derive(Serialize)]
struct Input<'a> {
    figures: &'a Figures,
    faces: &'a Faces,
    /// The face of each element.
    roles: BTreeMap<Role, Face>,
    /// 套打: the room of what is red is kept.
    preprinted: bool,
    /// 草稿: every page says so.
    draft: bool,
    arranged: &'a Arranged<'a>,
    /// 版头 of each copy that is printed.
    heads: &'a [Option<Head>],
    /// Whether a copy ends on a front page.
    blank_between: bool,
    layout: &'a Layout,
    /// 字 of what is set closer, as a part of the standard's.
    tight: f64,
    pictures: &'a str,
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
    /// Held while a document is laid out and written that takes much memory.
    turn: Mutex<()>,
}

/// Where 版记 stands relative to the page on which the text ends: it belongs on the last page, and that
/// page is even (7.4.1, 6.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ImprintPage {
    /// On that page.
    Same,
    /// On the page after it.
    Next,
    /// On the second page after it; neither the blank page nor this one carries a number (7.5).
    AfterBlank,
}

/// What laying a document out decided, for the writer that can't lay out.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Layout {
    /// Where 版记 stands.
    pub imprint_page: ImprintPage,
    /// Size of 发文机关标志 (7.2.4) in mm.
    pub mark_size: f64,
    /// How the text is spaced (7.3.5.5).
    pub spacing: Spacing,
}

/// 行距 and 字距 of the text, adjusted where a signature would stand on a page with hardly any text
/// (7.3.5.5: 可以采取调整行距、字距的措施).
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Spacing {
    /// 行 (3.2) as a part of the standard's: 1 where nothing is adjusted.
    pub line: f64,
    /// 字 (3.1) as a part of the standard's: 1 where nothing is adjusted.
    pub character: f64,
}

/// A document laid out.
pub struct Laid {
    paged: Paged,
    document: Document,
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
        Self { shared, faces, ends_on_odd_page: AtomicBool::new(true), turn: Mutex::new(()) }
    }

    /// Waits for the turn of a document that takes much memory; it lasts until what comes back is dropped. Who makes
    /// several at once asks for it before each is laid out.
    pub fn turn(&self, document: &Document) -> Option<MutexGuard<'_, ()>> {
        // what a fault left half done was dropped with its document
        room::is_much(document).then(|| self.turn.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Lays a document out. What the standard lets be adjusted is adjusted, and a note says so.
    ///
    /// # Errors
    /// When page 1 has no room for text whatever is adjusted (7.3.3), or a table none for a column; else only when the layout itself is
    /// wrong.
    pub fn typeset(&self, document: Document) -> Result<Laid> {
        let laid_out = self.laid_out(document);
        // what the last documents have in common with the next
        comemo::evict(REMEMBERED);
        laid_out
    }

    fn laid_out(&self, mut document: Document) -> Result<Laid> {
        room::refuse_too_long(&document)?;
        fit(&mut document);
        refuse_narrow_columns(&document)?;
        let notes = self.relieve(&mut document);
        let advance = |c| self.shared.advance(&self.faces[&Role::Mark.face()], c);
        let mark = document.head.as_ref().map_or(0.0, |head| head.mark.size(advance));
        let spacing = Spacing { line: 1.0, character: 1.0 };
        let guess =
            arrange(&document).imprint.is_some() && self.ends_on_odd_page.load(Ordering::Relaxed);
        let apart = guess && document.format != PageFormat::Letter;
        let imprint_page = if apart { ImprintPage::Next } else { ImprintPage::Same };
        let layout = Layout { imprint_page, mark_size: mark, spacing };
        let paged = self.compile(&document, &layout, None)?;
        let mut laid_out = Laid { paged, document, layout, notes };
        self.show_text_on_page_one(&mut laid_out)?;
        refuse_high_imprint(&laid_out)?;
        self.settle_lines(&mut laid_out)?;
        self.join_signature_to_text(&mut laid_out)?;
        let unnumbered_from = self.end_on_an_even_page(&mut laid_out)?;
        let unnumbered_from = self.save_last_sheet(&mut laid_out, unnumbered_from)?;
        let unnumbered_from = self.continue_cells(&mut laid_out, unnumbered_from)?;
        let copies =
            laid_out.document.head.as_ref().map_or(1, |head| head.copy_numbers.len().max(1));
        if copies > 1 {
            let Laid { document, layout, .. } = &laid_out;
            let blank_between = !laid_out.pages().is_multiple_of(2);
            laid_out.paged =
                self.compile_copies(document, layout, unnumbered_from, copies, blank_between)?;
        }
        Ok(laid_out)
    }

    /// Lets what no line has room for break anywhere, and says so.
    fn relieve(&self, document: &mut Document) -> Diagnostics {
        let advance = |face, c| self.shared.advance(&self.faces[&face], c);
        let mut notes = Diagnostics::new();
        for overflow::Overflow { place, characters } in overflow::relieve(document, &advance) {
            let message = format!(
                "这里{characters}个字符连在一起，一行排不下，又没有能换行的地方，只好随处断开"
            );
            notes.push(
                Diagnostic::warning(codes::UNBREAKABLE, place, message)
                    .hint("写短一些，或者在能断开的地方加一个空格；供签名用的横线不必这么长"),
            );
        }
        notes
    }

    /// Compiles one copy.
    fn compile(
        &self,
        document: &Document,
        layout: &Layout,
        unnumbered_from: Option<usize>,
    ) -> Result<Paged> {
        self.compile_copies(document, layout, unnumbered_from, 1, false)
    }

    fn compile_copies(
        &self,
        document: &Document,
        layout: &Layout,
        unnumbered_from: Option<usize>,
        copies: usize,
        blank_between: bool,
    ) -> Result<Paged> {
        let arranged = arrange(document);
        let input = Input {
            figures: &GBT9704,
            faces: &self.faces,
            roles: Role::ALL.map(|role| (role, role.face())).into(),
            preprinted: document.preprinted,
            draft: document.draft,
            arranged: &arranged,
            heads: arranged.heads.get(..copies).unwrap_or_default(),
            blank_between,
            layout,
            tight: TIGHT,
            pictures: PICTURES,
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
                if input.len() > LONG {
                    comemo::evict(0);
                }
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

/// Refuses a table with a column that has no room for a character.
fn refuse_narrow_columns(document: &Document) -> Result<()> {
    let mut found = Diagnostics::new();
    for table in tables::all(document) {
        if let Some(text) = too_narrow(table) {
            let columns = table.widths.len();
            let message = format!("表有 {columns} 列，排不下了，这一列不够一个字宽");
            found.push(
                Diagnostic::error(codes::TABLE_TOO_WIDE, text.place().clone(), message)
                    .hint("分成几张表，或者删去用不着的列；作附件的表可以横排，最多三十来列"),
            );
        }
    }
    found.or(())
}

/// Refuses 版记 that no page has room for.
fn refuse_high_imprint(laid_out: &Laid) -> Result<()> {
    let (height, room) = (adjust::height_of_imprint(&laid_out.paged), GBT9704.type_height);
    let Some(imprint) = laid_out.document.imprint.as_ref().filter(|_| height > room) else {
        return Ok(());
    };
    let lists = [("主送机关", &imprint.send_to), ("抄送机关", &imprint.copy_to)];
    let lists = lists.into_iter().filter_map(|(name, names)| Some((name, names.as_ref()?)));
    let others = imprint.others.iter().map(|text| ("其他内容", text));
    let longest = lists.chain(others).max_by_key(|(_, text)| text.chars().count());
    let Some((name, text)) = longest else { return Ok(()) };
    let count = text.split(['，', '、', '；', '。']).filter(|it| !it.trim().is_empty()).count();
    // as if all of it were as high as it is long
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "some hundreds of names"
    )]
    let fit = (count as f64 * room / height) as usize;
    let message = format!("版记太高，一页排不下：{name}有{count}个，这一页大约排得下{fit}个");
    Err(Diagnostic::error(codes::IMPRINT_TOO_HIGH, text.place().clone(), message)
        .hint("用总称（如“各乡镇人民政府”），或者分成几份文件印发")
        .into())
}

/// A fault of the program's own while it lays out.
pub(crate) fn internal(what: &str) -> Diagnostics {
    Diagnostic::error(
        codes::INTERNAL_ERROR,
        Place::Program,
        format!("程序内部错误（排版）：{what}"),
    )
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

impl Laid {
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
    pub fn arranged(&self) -> Arranged<'_> {
        arrange(&self.document)
    }

    /// The pages as typst made them, for writers of files.
    pub(crate) fn paged(&self) -> &PagedDocument {
        &self.paged
    }

    /// The pages as a list of what is drawn on each, for a screen.
    pub fn drawings(&self) -> Vec<drawing::Page> {
        drawing::of(&self.paged)
    }

    /// The stretches of text as they came to stand on the pages, in the order of printing.
    pub fn runs(&self) -> Vec<Run> {
        drawing::runs(&self.drawings())
    }
}
