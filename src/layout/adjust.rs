//! What the standard lets be adjusted until a document stands as it asks: where the first layout falls
//! short, another is made.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::atomic::Ordering;

use typst::foundations::{Array, Content, Label, Selector, Value};
use typst::introspection::{Introspector as _, MetadataElem};
use typst_layout::PagedDocument;

use super::lines::{self, Fault};
use super::{ImprintPage, Laid, Layout, Spacing, TIGHT, Typesetter, internal};
use crate::arrange::tables;
use crate::diag::{Diagnostic, Diagnostics, Result, codes};
use crate::doc::{Continued, Document, PageFormat};
use crate::source::Place;
use crate::standard::GBT9704;

/// What 7.3.5.5 lets be adjusted, from the least: a 23rd row on a page, a 29th character on a line, both.
const SPACINGS: [Spacing; 3] = {
    let (row_more, character_more) = (0.954, TIGHT);
    [
        Spacing { line: row_more, character: 1.0 },
        Spacing { line: 1.0, character: character_more },
        Spacing { line: row_more, character: character_more },
    ]
};

/// How often at most lines are settled: numbers part, paragraphs are set closer, and those that it does not help are
/// not.
const SETTLING: usize = 4;

/// A page with no more lines than this has few.
const FEW: usize = 3;

/// How much smaller a mark of several organs may become so that page 1 shows text (7.2.4, 7.3.3).
const MARK_SCALES: [f64; 3] = [0.8, 0.65, 0.5];

impl Typesetter {
    /// 首页必须显示正文 (7.3.3): where there is no room, a mark of several organs becomes smaller (7.2.4), or
    /// 主送机关 move into 版记 (7.3.2).
    pub(super) fn show_text_on_page_one(&self, laid_out: &mut Laid) -> Result<()> {
        let shows =
            |paged: &PagedDocument| page_of(paged, "text-begin").is_none_or(|page| page == 1);
        if shows(&laid_out.paged) {
            return Ok(());
        }
        let document = &laid_out.document;
        let mut moved = document.clone();
        moved.move_addressees_to_imprint();
        // said already, where 主送机关 stood before
        self.relieve(&mut moved);
        let head = document.head.as_ref();
        let joint = head.is_some_and(|head| head.mark.names.len() > 1);
        let smaller = MARK_SCALES.iter().filter(|_| joint);
        let as_written = smaller.clone().map(|scale| (document, *scale));
        let with_moved = std::iter::once(&1.0).chain(smaller);
        let with_moved = with_moved.map(|scale| (&moved, *scale));
        let with_moved = with_moved.filter(|_| document.body.addressees.is_some());
        for (tried, scale) in as_written.chain(with_moved) {
            let mark_size = laid_out.layout.mark_size * scale;
            let layout = Layout { mark_size, ..laid_out.layout };
            let paged = self.compile(tried, &layout, None)?;
            if shows(&paged) {
                let mut notes = std::mem::take(&mut laid_out.notes);
                if tried.body.addressees.is_none()
                    && let Some(addressees) = &document.body.addressees
                {
                    let place = addressees.text.place().clone();
                    notes.push(
                        Diagnostic::warning(
                            codes::ADDRESSEES_MOVED,
                            place,
                            "主送机关太多，首页排不下正文，移到了版记（7.3.2）",
                        )
                        .hint("就要这样的，写上“主送移入版记: 是”，就不再提醒"),
                    );
                }
                let document = tried.clone();
                *laid_out = Laid { paged, document, layout, notes };
                return Ok(());
            }
        }
        Err(no_text_on_page_one(document))
    }

    /// Where a line is spaced out because a number keeps with what it counts, they part; where that does not help,
    /// and where one character stands alone on a paragraph's last line, the paragraph is set somewhat closer
    /// (7.3.5.5: 调整字距), if that mends it.
    pub(super) fn settle_lines(&self, laid_out: &mut Laid) -> Result<()> {
        let mut tried = BTreeSet::new();
        for round in 0..SETTLING {
            let faults = lines::faults(&laid_out.paged, &laid_out.document);
            if faults.is_empty() {
                return Ok(());
            }
            let mut document = laid_out.document.clone();
            let mut changed = false;
            for (at, fault) in faults {
                let last = round + 1 == SETTLING;
                changed |= match (fault, lines::tight_mut(&mut document, at)) {
                    (Fault::Spaced { part: Some(part) }, _) if !last => {
                        lines::part(&mut document, at, part)
                    }
                    (_, Some(tight))
                        if *tight || fault != Fault::Long && !last && tried.insert(at) =>
                    {
                        // where it did not help, back again
                        *tight = !*tight;
                        true
                    }
                    _ => false,
                };
            }
            if !changed {
                return Ok(());
            }
            laid_out.paged = self.compile(&document, &laid_out.layout, None)?;
            laid_out.document = document;
        }
        Ok(())
    }

    /// 7.3.5.5: where a signature would share its page with a line of text only, the text is set somewhat
    /// closer, so that it need not.
    pub(super) fn join_signature_to_text(&self, laid_out: &mut Laid) -> Result<()> {
        let Some((page, _)) = position_of(&laid_out.paged, "signature") else { return Ok(()) };
        let Some((text_page, y)) = position_of(&laid_out.paged, "text-last") else {
            return Ok(());
        };
        let alone = text_page < page;
        let one_line = text_page == page && page > 1 && y < GBT9704.margin_top + GBT9704.pitch;
        if !alone && !one_line {
            return Ok(());
        }
        let mut crowded = None;
        for spacing in SPACINGS {
            let layout = Layout { spacing, imprint_page: ImprintPage::Same, ..laid_out.layout };
            let paged = self.compile(&laid_out.document, &layout, None)?;
            if position_of(&paged, "signature").is_none_or(|(now, _)| now >= page) {
                continue;
            }
            if !leaves_a_blank_page(&paged) {
                (laid_out.layout, laid_out.paged) = (layout, paged);
                return Ok(());
            }
            crowded.get_or_insert((layout, paged));
        }
        // a line of text above the signature looks better than a blank page before 版记
        if let Some((layout, paged)) = crowded.filter(|_| alone) {
            (laid_out.layout, laid_out.paged) = (layout, paged);
            return Ok(());
        }
        if alone && let Some(signature) = &laid_out.document.body.signature {
            laid_out.notes.push(
                Diagnostic::warning(
                    codes::SIGNATURE_ALONE,
                    signature.date.place().clone(),
                    "署名和成文日期单独排在一页上，调整行距、字距也没能让它们和正文同页（7.3.5.5）",
                )
                .hint("在表格或名单后面补一段话，或增删几行正文"),
            );
        }
        Ok(())
    }

    /// Where some lines make another sheet, the text is set somewhat closer (7.3.5.5) if that is asked for and saves
    /// it; otherwise a note says that it could be. Takes and gives the first page without a number.
    pub(super) fn save_last_sheet(
        &self,
        laid_out: &mut Laid,
        unnumbered_from: Option<usize>,
    ) -> Result<Option<usize>> {
        let asked = laid_out.document.tighten;
        let few_lines = few_lines(laid_out);
        let few = match few_lines {
            Some(lines) => format!("末页只有{lines}行"),
            None if unnumbered_from.is_some() => "版记前面空着一页".to_owned(),
            None if asked => "末页".to_owned(),
            None => return Ok(unnumbered_from),
        };
        let before = laid_out.pages();
        let now = laid_out.layout.spacing;
        let tighter = |spacing: &Spacing| {
            spacing.line <= now.line && spacing.character <= now.character && *spacing != now
        };
        // whether it could be is seen at the closest
        let from = if asked { 0 } else { SPACINGS.len() - 1 };
        for spacing in SPACINGS.into_iter().skip(from).filter(tighter) {
            let layout = Layout { spacing, imprint_page: ImprintPage::Same, ..laid_out.layout };
            let paged = self.compile(&laid_out.document, &layout, None)?;
            let saved = before.saturating_sub(pages_of(&laid_out.document, &paged));
            if saved == 0 {
                continue;
            }
            if asked {
                (laid_out.layout, laid_out.paged) = (layout, paged);
                return self.end_on_an_even_page(laid_out);
            }
            let message = format!("{few}，收紧行距、字距（7.3.5.5）可以少用{saved}页");
            laid_out.notes.push(
                Diagnostic::note(codes::SHEET_OF_FEW_LINES, place(&laid_out.document), message)
                    .hint("要收紧的，写上“收紧: 是”"),
            );
            return Ok(unnumbered_from);
        }
        if asked && few_lines.is_some() {
            let message = format!("{few}，行距、字距收紧到7.3.5.5的限度也少不了一页");
            laid_out.notes.push(
                Diagnostic::note(codes::SHEET_OF_FEW_LINES, place(&laid_out.document), message)
                    .hint("删去几个字，或者不写“收紧”"),
            );
        }
        Ok(unnumbered_from)
    }

    /// Says again what stands in a cell merged over rows on each page on which it goes on. Takes and gives the first
    /// page without a number.
    pub(super) fn continue_cells(
        &self,
        laid_out: &mut Laid,
        unnumbered_from: Option<usize>,
    ) -> Result<Option<usize>> {
        if tables::all(&laid_out.document).all(|table| table.continued.is_none()) {
            return Ok(unnumbered_from);
        }
        let before = laid_out.pages();
        for _ in 0..SETTLING {
            let mut document = laid_out.document.clone();
            if !continued(&laid_out.paged, &mut document) {
                break;
            }
            laid_out.paged = self.compile(&document, &laid_out.layout, unnumbered_from)?;
            laid_out.document = document;
        }
        if laid_out.pages() == before {
            return Ok(unnumbered_from);
        }
        self.end_on_an_even_page(laid_out)
    }

    /// 版记 on the last page, and that one even (7.4.1, 6.2). Gives the first page without a number, where
    /// there is one (7.5).
    pub(super) fn end_on_an_even_page(&self, laid_out: &mut Laid) -> Result<Option<usize>> {
        let paged = &laid_out.paged;
        // a letter's has no page of its own to be on (10.1)
        if laid_out.document.format == PageFormat::Letter {
            return Ok(None);
        }
        let (Some(text_end), Some(imprint)) =
            (page_of(paged, "text-end"), page_of(paged, "imprint"))
        else {
            return Ok(None);
        };
        let imprint_page = laid_out.layout.imprint_page;
        let wanted = match text_end % 2 {
            1 => ImprintPage::Next,
            _ if imprint_page == ImprintPage::Same && imprint > text_end => ImprintPage::AfterBlank,
            _ => ImprintPage::Same,
        };
        self.ends_on_odd_page.store(wanted == ImprintPage::Next, Ordering::Relaxed);
        if wanted == imprint_page {
            return Ok(None);
        }
        // where the even page of the text's end has no room for it, the odd page after that one is blank
        let unnumbered_from = (wanted == ImprintPage::AfterBlank).then_some(text_end + 1);
        laid_out.layout.imprint_page = wanted;
        let Laid { document, layout, .. } = &*laid_out;
        laid_out.paged = self.compile(document, layout, unnumbered_from)?;
        match page_of(&laid_out.paged, "imprint") {
            Some(page) if page.is_multiple_of(2) && page == laid_out.paged.pages().len() => {
                Ok(unnumbered_from)
            }
            // it was guessed that the text ends on an odd page, and on the even one there is no room
            Some(_) if wanted == ImprintPage::Same => self.end_on_an_even_page(laid_out),
            _ => Err(internal("版记没有落在最后的双数页上")),
        }
    }
}

/// Notes in tables with which rows pages begin inside merged cells; whether that is news.
fn continued(paged: &PagedDocument, document: &mut Document) -> bool {
    let mut news = false;
    let mut known = None;
    for table in tables::all_mut(document) {
        let rows = table.rows.iter().enumerate().skip(table.head);
        let merged = rows.flat_map(|(row, cells)| {
            let may_break = cells.iter().filter(|cell| !cell.whole);
            may_break.map(move |cell| row + 1..row + cell.rows)
        });
        let merged: Vec<Range<usize>> = merged.collect();
        let Some(Continued { table: number, rows }) = &mut table.continued else { continue };
        let on_pages = known.get_or_insert_with(|| pages_of_rows(paged));
        let own: Vec<_> = on_pages.range((*number, 0)..(*number + 1, 0)).collect();
        let begin = own.windows(2).filter(|pair| pair[0].1 < pair[1].1).map(|pair| pair[1].0.1);
        let begin = begin.filter(|row| merged.iter().any(|inside| inside.contains(row))).collect();
        news |= *rows != begin;
        *rows = begin;
    }
    news
}

/// The page (from 1) on which each row of a numbered table begins: (table, row) and page.
fn pages_of_rows(paged: &PagedDocument) -> BTreeMap<(usize, usize), usize> {
    let found = Label::new(typst::utils::PicoStr::intern("row-begins"))
        .map(|label| paged.introspector().query(&Selector::Label(label)))
        .unwrap_or_default();
    let of_row = |told: &Content| {
        let value = told.to_packed::<MetadataElem>()?.value.clone().cast::<Array>().ok()?;
        let [Value::Int(table), Value::Int(row)] = value.as_slice() else { return None };
        let page = paged.introspector().position(told.location()?)?.page.get();
        Some(((usize::try_from(*table).ok()?, usize::try_from(*row).ok()?), page))
    };
    found.iter().filter_map(of_row).collect()
}

/// How many lines the page has on which the text ends, where they are few: not page 1, nor a turned one.
fn few_lines(laid_out: &Laid) -> Option<usize> {
    let turned = laid_out.document.body.attachments.last().is_some_and(|last| last.landscape);
    let (page, y) = position_of(&laid_out.paged, "text-end")?;
    let pitch = GBT9704.pitch * laid_out.layout.spacing.line;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the lines of a page"
    )]
    let lines = ((y - GBT9704.margin_top) / pitch).ceil().max(0.0) as usize;
    (page > 1 && !turned && (1..=FEW).contains(&lines)).then_some(lines)
}

/// How many pages a document has in the end that was laid out with 版记 on the page of the text's end.
fn pages_of(document: &Document, paged: &PagedDocument) -> usize {
    let ends = page_of(paged, "text-end").zip(page_of(paged, "imprint"));
    match ends.filter(|_| document.format != PageFormat::Letter) {
        None => paged.pages().len(),
        Some((text_end, _)) if text_end % 2 == 1 => text_end + 1,
        Some((text_end, _)) if leaves_a_blank_page(paged) => text_end + 2,
        Some((text_end, _)) => text_end,
    }
}

/// Whether 版记 has no room on the even page on which the text ends.
fn leaves_a_blank_page(paged: &PagedDocument) -> bool {
    let ends = page_of(paged, "text-end").zip(page_of(paged, "imprint"));
    ends.is_some_and(|(text_end, imprint)| text_end.is_multiple_of(2) && imprint > text_end)
}

/// How high 版记 is, in mm; 0 where there is none.
pub(super) fn height_of_imprint(paged: &PagedDocument) -> f64 {
    let height = || {
        let label = Label::new(typst::utils::PicoStr::intern("imprint-height"))?;
        let found = paged.introspector().query_label(label).ok()?.clone();
        found.to_packed::<MetadataElem>()?.value.clone().cast::<f64>().ok()
    };
    height().unwrap_or_default()
}

/// The page (from 1) on which a label of the layout stands.
fn page_of(paged: &PagedDocument, label: &str) -> Option<usize> {
    position_of(paged, label).map(|(page, _)| page)
}

/// The page (from 1) on which a label of the layout stands, and how far below the paper's top, in mm.
fn position_of(paged: &PagedDocument, label: &str) -> Option<(usize, f64)> {
    let label = Label::new(typst::utils::PicoStr::intern(label))?;
    let introspector = paged.introspector();
    let location = introspector.query_label(label).ok()?.location()?;
    let position = introspector.position(location)?;
    Some((position.page.get(), position.point.y.to_mm()))
}

/// Where a document as a whole is spoken of: its title, or what it has in its place.
fn place(document: &Document) -> Place {
    let title = document.body.title.as_ref().and_then(|title| title.lines.first());
    let mark = document.head.as_ref().and_then(|head| head.mark.names.first());
    title
        .or(document.body.addressees.as_ref().map(|it| &it.text))
        .or(mark)
        .map_or(Place::Program, |text| text.place().clone())
}

/// 首页必须显示正文 (7.3.3).
fn no_text_on_page_one(document: &Document) -> Diagnostics {
    Diagnostic::error(
        codes::NO_TEXT_ON_PAGE_ONE,
        place(document),
        "首页排不下正文，而首页必须显示正文（7.3.3）",
    )
    .hint("把标题缩短；联合发文的机关多的，用“标志”只写主办机关")
    .into()
}
