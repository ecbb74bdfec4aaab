//! The text of a document for rules that read: each paragraph as one string, whatever is bold in it.

use std::ops::Range;

use crate::doc::{Block, Document, Inline, Text, Title};
use crate::source::{Origin, Place, Segment, Source};

/// What a stretch of prose is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 标题, its lines joined.
    Title,
    /// 主送机关, 附注 and the like.
    Line,
    /// A heading inside the text, without its ordinal.
    Heading,
    /// A paragraph, or the running text behind a heading.
    Paragraph,
    /// An item of a list.
    Item,
    /// A cell of a table, or a line of a roster.
    Cell,
}

/// A paragraph as one string, and where each part of it comes from.
#[derive(Clone, Debug)]
pub struct Prose<'d> {
    /// What it is.
    pub kind: Kind,
    text: String,
    /// The parts, each from its first byte in the text.
    parts: Vec<(usize, &'d Text)>,
}

impl<'d> Prose<'d> {
    /// A paragraph of these parts.
    pub fn of(kind: Kind, parts: impl IntoIterator<Item = &'d Text>) -> Self {
        let mut prose = Self { kind, text: String::new(), parts: Vec::new() };
        for part in parts {
            prose.parts.push((prose.text.len(), part));
            prose.text.push_str(part);
        }
        prose
    }

    fn of_inlines(kind: Kind, inlines: &'d [Inline]) -> Self {
        Self::of(kind, inlines.iter().filter_map(Inline::text))
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The place of a byte range: exact where the words stand in their source as they are printed, else the
    /// place of the parts that hold them. Nothing can take the place of the latter: it is that of a text which was
    /// made from what stands there.
    pub fn place(&self, range: Range<usize>) -> Place {
        let place = self.holding(range.clone());
        match (self.text.get(range), place.words()) {
            (Some(printed), Some(written)) if printed != written && !printed.is_empty() => {
                made_from(printed, place)
            }
            _ => place,
        }
    }

    /// The place of what holds a byte range.
    fn holding(&self, range: Range<usize>) -> Place {
        let mut places = self.parts.iter().filter_map(|(start, part)| {
            let end = start + part.len();
            let inside = range.start.max(*start)..range.end.min(end);
            let empty = inside.start >= inside.end;
            (!empty).then(|| narrowed(part, inside.start - start..inside.end - start))
        });
        let Some(first) = places.next() else { return Place::Program };
        match (&first, places.next_back()) {
            (Place::Text(source, from), Some(Place::Text(other, to)))
                if *source == other && from.start <= to.end =>
            {
                Place::text(source, from.start..to.end)
            }
            _ => first,
        }
    }
}

/// Words that were made from what stands at a place.
fn made_from(words: &str, place: Place) -> Place {
    let rendered = 0..words.len();
    let segment =
        Segment { rendered: rendered.clone(), call: None, literal: None, value: Some(place) };
    let origin = Origin::new(Vec::new(), vec![segment]);
    Place::text(&Source::rendered("", words, || origin), rendered)
}

/// The place of a stretch of a text: a text may be a part of what stands at its place, without its ordinal or up to
/// its first 。, and it may have a mark at its ends that does not stand there.
fn narrowed(text: &Text, range: Range<usize>) -> Place {
    let all = 0..text.len();
    let last = text.char_indices().next_back().map_or(0, |(at, _)| at);
    let first = text.chars().next().map_or(0, char::len_utf8);
    let windows = [all, 0..last, first..text.len(), first..last];
    let mut places = windows.into_iter().filter_map(|window| {
        let holds = window.start <= range.start && range.end <= window.end;
        let words = text.get(window.clone()).filter(|_| holds)?;
        Some(text.place().part(words, range.start - window.start..range.end - window.start))
    });
    let is_exact = |place: &Place| place.words() == text.get(range.clone());
    let whole = places.next().unwrap_or_else(|| text.place().clone());
    if is_exact(&whole) || whole != *text.place() {
        return whole;
    }
    places.find(is_exact).unwrap_or(whole)
}

/// Every paragraph of a document in the order of printing.
pub fn paragraphs(document: &Document) -> Vec<Prose<'_>> {
    let mut found = Vec::new();
    let body = &document.body;
    title(body.title.as_ref(), &mut found);
    found.extend(body.addressees.as_ref().map(|it| Prose::of(Kind::Line, [&it.text])));
    blocks(&body.blocks, &mut found);
    found.extend(body.annotation.as_ref().map(|text| Prose::of(Kind::Line, [text])));
    if let Some(issued) = &body.issued {
        title(Some(&issued.title), &mut found);
        blocks(&issued.blocks, &mut found);
    }
    for attachment in &body.attachments {
        title(Some(&attachment.title), &mut found);
        found.extend(attachment.addressees.as_ref().map(|it| Prose::of(Kind::Line, [&it.text])));
        blocks(&attachment.blocks, &mut found);
    }
    found
}

/// Every paragraph of some blocks.
pub fn of_blocks(blocks: &[Block]) -> Vec<Prose<'_>> {
    let mut found = Vec::new();
    self::blocks(blocks, &mut found);
    found
}

fn title<'d>(title: Option<&'d Title>, found: &mut Vec<Prose<'d>>) {
    found.extend(title.map(|title| Prose::of(Kind::Title, &title.lines)));
}

fn blocks<'d>(blocks: &'d [Block], found: &mut Vec<Prose<'d>>) {
    for block in blocks {
        match block {
            Block::Heading(heading) => {
                found.push(Prose::of_inlines(Kind::Heading, &heading.text));
                if !heading.run_in.is_empty() {
                    found.push(Prose::of_inlines(Kind::Paragraph, &heading.run_in));
                }
            }
            Block::Paragraph(paragraph) => {
                found.push(Prose::of_inlines(Kind::Paragraph, &paragraph.text));
            }
            Block::Item(item) => found.push(Prose::of_inlines(Kind::Item, &item.text)),
            Block::Roster(roster) => {
                found.extend(roster.entries.iter().map(|it| Prose::of(Kind::Cell, [&it.post])));
            }
            Block::Table(table) => {
                let cells = table.rows.iter().flatten();
                found.extend(cells.map(|cell| Prose::of(Kind::Cell, &cell.lines)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bold_does_not_part_a_paragraph() {
        let source = Source::new("甲.md", "（一）改厕**,改水**,改路");
        let part = |words: &str, range| Text::new(words, Place::text(&source, range));
        let inlines = [
            Inline::Plain(part("改厕", 0..15)),
            Inline::Strong(part(",改水", 17..24)),
            Inline::Plain(part(",改路", 26..33)),
        ];
        let prose = Prose::of_inlines(Kind::Paragraph, &inlines);
        assert_eq!(prose.text(), "改厕,改水,改路");
        let at = |range: Range<usize>| prose.place(range).to_string();
        assert_eq!([at(0..6), at(6..7), at(13..14)], ["甲.md:1:4", "甲.md:1:8", "甲.md:1:13"]);
        let across = prose.place(3..10);
        assert_eq!(
            (across.words(), across.clone().written().words()),
            (Some("厕,改"), Some("厕**,改"))
        );
        assert_eq!(prose.place(0..6).written().words(), Some("改厕"));
    }

    #[test]
    fn a_mark_that_was_added_hides_no_place() {
        let source = Source::new("甲.yaml", "主送: 甲,乙");
        let addressees = Text::new("甲,乙：", Place::text(&source, 8..15));
        let prose = Prose::of(Kind::Line, [&addressees]);
        assert_eq!(prose.place(3..4).to_string(), "甲.yaml:1:6");
        // what does not stand there can't be replaced there
        let colon = prose.place(7..10);
        assert_eq!((colon.words(), colon.clone().written().words()), (Some("："), Some("甲,乙")));
    }
}
