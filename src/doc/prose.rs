//! The text of a document for rules that read: each paragraph as one string, whatever is bold in it.

use std::ops::Range;

use crate::doc::{Block, Document, Inline, Text, Title};
use crate::source::Place;

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
    /// Texts that stand one behind the other.
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
    /// place of the parts that hold them.
    pub fn place(&self, range: Range<usize>) -> Place {
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

/// The place of a stretch of a text.
fn narrowed(text: &Text, range: Range<usize>) -> Place {
    // a text may be a part of what stands at its place: without its ordinal, up to its first 。
    text.place().part(text, range)
}

/// Every paragraph of a document in the order of printing.
pub fn paragraphs(document: &Document) -> Vec<Prose<'_>> {
    let mut found = Vec::new();
    let body = &document.body;
    title(body.title.as_ref(), &mut found);
    found.extend(body.addressees.as_ref().map(|text| Prose::of(Kind::Line, [text])));
    blocks(&body.blocks, &mut found);
    found.extend(body.annotation.as_ref().map(|text| Prose::of(Kind::Line, [text])));
    if let Some(issued) = &body.issued {
        title(Some(&issued.title), &mut found);
        blocks(&issued.blocks, &mut found);
    }
    for attachment in &body.attachments {
        title(Some(&attachment.title), &mut found);
        found.extend(attachment.addressees.as_ref().map(|text| Prose::of(Kind::Line, [text])));
        blocks(&attachment.blocks, &mut found);
    }
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
    use crate::source::Source;

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
        let Place::Text(_, across) = prose.place(3..10) else { panic!() };
        assert_eq!(&source.text()[across], "厕**,改");
    }
}
