//! The lines of running text as they came to stand, and what is wrong with them: a line that is spaced out, a
//! character that stands alone on a last line (孤字).

use std::collections::VecDeque;

use typst::layout::{Abs, Frame, FrameItem, Point, Transform};
use typst::text::TextItem;
use typst_layout::PagedDocument;

use crate::doc::name::is_ideograph;
use crate::doc::{BREAK_HERE, Block, Document, Text};
use crate::standard::GBT9704;

/// Beyond this advance from character to character, as a part of their size, a line looks spaced out. Somewhat less
/// than the 1.1 that nobody takes for text any more.
const SPACED: f64 = 1.085;
/// A line is judged by so many neighbouring characters at least.
const ENOUGH: usize = 6;
/// What lengths may be off, in mm.
const ROUNDING: f64 = 0.1;

/// What runs over lines: of which text of the document, and which of its blocks, or 主送机关 above them.
pub(super) type At = (usize, Option<usize>);

/// What is wrong with a paragraph's lines.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Fault {
    /// A line is longer than the type area is wide.
    Long,
    /// A character stands alone on the last line, perhaps with its mark.
    Alone,
    /// A line is spaced out.
    Spaced {
        /// Where the number that begins the next line may part from what it counts, so that it has room on this one.
        part: Option<Part>,
    },
}

/// A place between two characters of a block: which of its stretches, and which byte of that.
pub(super) type Part = (usize, usize);

/// A line of 3号.
#[derive(Debug)]
struct Line {
    page: usize,
    y: Abs,
    text: String,
    /// Where its last character begins.
    last: Abs,
    /// From each 字 to the next, as a part of its size.
    advances: Vec<f64>,
    /// How many characters may move apart.
    loose: usize,
}

/// The faults of a document's lines, each at its paragraph, the first of a paragraph only.
pub(super) fn faults(paged: &PagedDocument, document: &Document) -> Vec<(At, Fault)> {
    let mut lines = VecDeque::from(lines(paged));
    let mut found = Vec::new();
    for (text, (blocks, addressees)) in document.texts().zip(document.addressees()).enumerate() {
        let above = addressees.map(|it| (None, Words::new("", std::iter::once(&it.text))));
        let blocks = blocks.iter().enumerate();
        let blocks = blocks.filter_map(|(at, block)| Some((Some(at), Words::of(block)?)));
        for (at, words) in above.into_iter().chain(blocks) {
            let own = taken(&mut lines, &words.text);
            if let Some(fault) = fault(&words, &own) {
                found.push(((text, at), fault));
            }
        }
    }
    found
}

/// Whether what stands there is set somewhat closer, to change it.
pub(super) fn tight_mut(document: &mut Document, (text, block): At) -> Option<&mut bool> {
    match block {
        Some(block) => document.texts_mut().nth(text)?.get_mut(block)?.tight_mut(),
        None => document.addressees_mut().nth(text)?.map(|addressees| &mut addressees.tight),
    }
}

/// Lets a line end at a place; whether that changed anything.
pub(super) fn part(document: &mut Document, (text, block): At, (piece, at): Part) -> bool {
    let piece = match block {
        Some(block) => document.texts_mut().nth(text).and_then(|blocks| {
            blocks.get_mut(block).and_then(|block| block.running_mut().nth(piece))
        }),
        None => {
            document.addressees_mut().nth(text).flatten().map(|addressees| &mut addressees.text)
        }
    };
    piece.is_some_and(|text| text.also_break_at(at))
}

/// The words of a block as they are drawn, without white space.
struct Words {
    text: String,
    /// From which byte on a stretch's character stands there: (byte, stretch, its byte).
    places: Vec<(usize, usize, usize)>,
}

impl Words {
    fn of(block: &Block) -> Option<Self> {
        let lead = match block {
            Block::Heading(heading) => &heading.ordinal.printed,
            Block::Paragraph(paragraph) => {
                paragraph.ordinal.as_ref().map_or("", |ordinal| &ordinal.printed)
            }
            Block::Item(item) => &item.marker,
            Block::Roster(_) | Block::Table(_) => return None,
        };
        Some(Self::new(lead, block.running()))
    }

    fn new<'t>(lead: &str, pieces: impl Iterator<Item = &'t Text>) -> Self {
        let mut words = Self { text: drawn(lead), places: Vec::new() };
        for (piece, text) in pieces.enumerate() {
            for (at, c) in text.char_indices().filter(|(_, c)| is_drawn(*c)) {
                words.places.push((words.text.len(), piece, at));
                words.text.push(c);
            }
        }
        words
    }

    fn place(&self, at: usize) -> Option<Part> {
        let found = self.places.binary_search_by_key(&at, |(byte, ..)| *byte).ok()?;
        let (_, piece, at) = self.places[found];
        Some((piece, at))
    }
}

fn is_drawn(c: char) -> bool {
    !c.is_whitespace() && c != BREAK_HERE
}

fn drawn(text: &str) -> String {
    text.chars().filter(|c| is_drawn(*c)).collect()
}

/// Takes the lines that hold exactly these words, with those before them; none where there are none.
fn taken(lines: &mut VecDeque<Line>, words: &str) -> Vec<Line> {
    let count = |from: usize| {
        let mut rest = words;
        for (count, line) in lines.iter().skip(from).enumerate() {
            if rest.is_empty() {
                return Some(count);
            }
            rest = rest.strip_prefix(line.text.as_str())?;
        }
        rest.is_empty().then(|| lines.len() - from)
    };
    let Some((from, count)) = (0..lines.len()).find_map(|from| Some((from, count(from)?))) else {
        return Vec::new();
    };
    lines.drain(..from);
    lines.drain(..count).collect()
}

fn fault(words: &Words, lines: &[Line]) -> Option<Fault> {
    // a mark at a line's end may give up half of its width
    let edge = GBT9704.margin_left + GBT9704.type_width - 0.2 * GBT9704.em;
    if lines.iter().any(|line| line.last.to_mm() > edge) {
        return Some(Fault::Long);
    }
    let mut at = 0;
    for (line, next) in lines.iter().zip(lines.iter().skip(1)) {
        at += line.text.len();
        if let Some(advance) = median(&line.advances).filter(|advance| *advance > SPACED) {
            let part = digits(&next.text).filter(|digits| {
                // half of a 字 each
                #[expect(clippy::cast_precision_loss, reason = "the characters of a line")]
                let (width, room) = (*digits as f64 / 2.0, line.loose as f64 * (advance - 1.0));
                width <= room + ROUNDING
            });
            let part = part.and_then(|digits| words.place(at + digits));
            return Some(Fault::Spaced { part });
        }
    }
    let (last, before) = lines.split_last()?;
    let alone = last.text.chars().filter(|c| !is_mark(*c)).count() == 1;
    (alone && !before.is_empty()).then_some(Fault::Alone)
}

/// With how many bytes of a number a line begins that a character follows.
fn digits(line: &str) -> Option<usize> {
    let end = line.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | ',')))?;
    let unit = line[end..].chars().next().is_some_and(is_ideograph);
    (unit && line[..end].ends_with(|c: char| c.is_ascii_digit())).then_some(end)
}

fn median(advances: &[f64]) -> Option<f64> {
    let mut sorted = advances.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().filter(|_| sorted.len() >= ENOUGH)
}

/// A mark that does not begin a line.
fn is_mark(c: char) -> bool {
    "，。、；：？！）》〉”’】〕」』％%".contains(c)
}

/// The lines of 3号 of all upright pages, in the order of printing, without what stands above the type area.
fn lines(paged: &PagedDocument) -> Vec<Line> {
    let mut lines = Vec::new();
    for (page, found) in paged.pages().iter().enumerate() {
        collect(&found.frame, Point::zero(), page, &mut lines);
    }
    lines
}

fn collect(frame: &Frame, origin: Point, page: usize, lines: &mut Vec<Line>) {
    for (position, item) in frame.items() {
        let at = origin + *position;
        match item {
            // what is turned or scaled is no running text
            FrameItem::Group(group) => {
                let Transform { tx, ty, .. } = group.transform;
                if group.transform == Transform::translate(tx, ty) {
                    collect(&group.frame, at + Point::new(tx, ty), page, lines);
                }
            }
            FrameItem::Text(text) => {
                let in_text = (text.size.to_mm() - GBT9704.em).abs() < ROUNDING;
                if in_text && at.y.to_mm() > GBT9704.margin_top {
                    add(text, at, page, lines);
                }
            }
            FrameItem::Shape(..)
            | FrameItem::Image(..)
            | FrameItem::Link(..)
            | FrameItem::Tag(_) => {}
        }
    }
}

fn add(text: &TextItem, at: Point, page: usize, lines: &mut Vec<Line>) {
    let on_line = |line: &Line| line.page == page && (line.y - at.y).to_mm().abs() < ROUNDING;
    if !lines.last().is_some_and(on_line) {
        let (text, advances) = (String::new(), Vec::new());
        lines.push(Line { page, y: at.y, text, last: at.x, advances, loose: 0 });
    }
    let Some(line) = lines.last_mut() else { return };
    let last = text.glyphs.last().map_or(Abs::zero(), |glyph| glyph.x_advance.at(text.size));
    line.last = line.last.max(at.x + text.width() - last);
    line.text.extend(text.text.chars().filter(|c| is_drawn(*c)));
    let glyphs = text.glyphs.iter().map(|glyph| {
        let c = text.text[glyph.range()].chars().next().unwrap_or_default();
        (c, glyph.x_advance.get())
    });
    let glyphs: Vec<_> = glyphs.collect();
    line.loose += glyphs.iter().filter(|(c, _)| !c.is_ascii()).count();
    // of the one before a mark a part may be the mark's
    let both = |pair: &&[(char, f64)]| pair.iter().all(|(c, _)| is_ideograph(*c));
    line.advances.extend(glyphs.windows(2).filter(both).map(|pair| pair[0].1));
}
