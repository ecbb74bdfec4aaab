//! A document read at once, for rules that hold its parts against each other: texts, tables and rosters in the
//! order of printing, and in the texts dates, stretches of days, quantities and counts.

mod dates;
mod people;
mod pointed;
mod quantity;
mod sheet;

use std::cell::OnceCell;
use std::ops::Range;

use crate::compose::{Composed, Facts};
use crate::doc::prose::{Kind, Prose};
use crate::doc::{Block, Document, Inline, Level, Ordinal, Title};
use crate::placeholder;
use crate::source::Place;

pub(super) use self::dates::{Moment, Point, Span, moments, spans};
pub(super) use self::people::Listed;
pub(super) use self::quantity::{Quantity, count_of};
pub(super) use self::sheet::Sheet;

/// A document read at once.
#[derive(Debug)]
pub struct Reading<'d> {
    /// What it says, evaluated.
    pub(super) facts: &'d Facts<'d>,
    /// Its texts without the cells of tables, in the order of printing.
    pub(super) passages: Vec<Passage<'d>>,
    /// Its tables.
    pub(super) sheets: Vec<Sheet<'d>>,
    /// The people of its rosters and of tables of people.
    pub(super) people: Vec<Listed<'d>>,
}

/// Which of a document's texts something stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// 正文.
    Body,
    /// 印发件.
    Issued,
    /// 附件, by its number from 1.
    Attachment(u32),
}

/// How something is enumerated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// As a heading of that level, or a paragraph with such an ordinal.
    Level(Level),
    /// As an item of a list, so deep.
    Item(usize),
}

/// A title, a heading, a paragraph or an item of a list.
#[derive(Debug)]
pub(super) struct Passage<'d> {
    /// Where it stands.
    pub(super) part: Part,
    /// How it is enumerated.
    pub(super) rank: Option<Rank>,
    /// Whether its ordinal was typed, and then as a first one: 一、（一）.
    pub(super) typed: Option<bool>,
    prose: Prose<'d>,
    /// Its words, where something in it is still to be written: spaces in the place of that.
    written: Option<String>,
    moments: OnceCell<Vec<Moment>>,
    spans: OnceCell<Vec<Span>>,
    quantities: OnceCell<Vec<Quantity>>,
}

impl<'d> Passage<'d> {
    fn new(part: Part, rank: Option<Rank>, prose: Prose<'d>) -> Self {
        let (typed, moments, spans, quantities) = Default::default();
        let mut written = None;
        for blank in placeholder::all(prose.text()) {
            let text: &mut String = written.get_or_insert_with(|| prose.text().to_owned());
            text.replace_range(blank.range.clone(), &" ".repeat(blank.range.len()));
        }
        Self { part, rank, typed, prose, written, moments, spans, quantities }
    }

    /// What it is.
    pub(super) fn kind(&self) -> Kind {
        self.prose.kind
    }

    /// Its words; what is still to be written is blank.
    pub(super) fn text(&self) -> &str {
        self.written.as_deref().unwrap_or_else(|| self.prose.text())
    }

    /// Where a part of its words was written.
    pub(super) fn place(&self, range: Range<usize>) -> Place {
        self.prose.place(range)
    }

    /// The dates in it.
    pub(super) fn moments(&self) -> &[Moment] {
        self.moments.get_or_init(|| moments(self.text()))
    }

    /// The stretches of days in it.
    pub(super) fn spans(&self) -> &[Span] {
        self.spans.get_or_init(|| spans(self.text()))
    }

    /// The numbers in it that count or measure something.
    pub(super) fn quantities(&self) -> &[Quantity] {
        self.quantities.get_or_init(|| quantity::quantities(self.text()))
    }
}

impl<'d> Reading<'d> {
    /// Reads a document and what is bound apart from it.
    pub fn of(composed: &'d Composed<'d>) -> Self {
        let mut reading = Self {
            facts: &composed.facts,
            passages: Vec::new(),
            sheets: Vec::new(),
            people: Vec::new(),
        };
        for volume in &composed.volumes {
            reading.read(&volume.document);
        }
        reading
    }

    fn read(&mut self, document: &'d Document) {
        let body = &document.body;
        self.title(Part::Body, body.title.as_ref());
        self.blocks(Part::Body, &body.blocks);
        let note = body.annotation.as_ref().map(|note| Prose::of(Kind::Line, [note]));
        self.passages.extend(note.map(|prose| Passage::new(Part::Body, None, prose)));
        if let Some(issued) = &body.issued {
            self.title(Part::Issued, Some(&issued.title));
            self.blocks(Part::Issued, &issued.blocks);
        }
        for attachment in &body.attachments {
            let (_, number) = attachment.label.rsplit_once("附件").unwrap_or_default();
            let part = Part::Attachment(number.parse().unwrap_or(1));
            self.title(part, Some(&attachment.title));
            self.blocks(part, &attachment.blocks);
        }
    }

    fn title(&mut self, part: Part, title: Option<&'d Title>) {
        let prose = title.map(|title| Prose::of(Kind::Title, &title.lines));
        self.passages.extend(prose.map(|prose| Passage::new(part, None, prose)));
    }

    fn blocks(&mut self, part: Part, blocks: &'d [Block]) {
        let words =
            |kind, inlines: &'d [Inline]| Prose::of(kind, inlines.iter().filter_map(Inline::text));
        for block in blocks {
            let mut typed = None;
            let mut level = |ordinal: &'d Ordinal| {
                typed = ordinal.typed.as_deref();
                Rank::Level(ordinal.level)
            };
            let (rank, prose) = match block {
                Block::Heading(heading) => {
                    (Some(level(&heading.ordinal)), words(Kind::Heading, &heading.text))
                }
                Block::Paragraph(paragraph) => {
                    let prose = words(Kind::Paragraph, &paragraph.text);
                    let rank = paragraph.ordinal.as_ref().map(level);
                    // 一、加强领导。各单位要……: a paragraph to the page, and one of a list to who reads it
                    let lead = paragraph.text.first().and_then(Inline::text);
                    let lead = lead.and_then(|text| text.split_once('、')).map(|(lead, _)| lead);
                    let lead = lead.filter(|lead| rank.is_none() && quantity::is_numeral(lead));
                    typed = typed.or(lead);
                    (rank.or(lead.map(|_| Rank::Level(Level::One))), prose)
                }
                Block::Item(item) => (Some(Rank::Item(item.depth)), words(Kind::Item, &item.text)),
                Block::Roster(roster) => {
                    self.people.extend(people::of_list(self.next_roster(), roster));
                    continue;
                }
                Block::Table(table) => {
                    let sheet = Sheet::of(part, self.passages.len(), table);
                    self.people.extend(people::of_sheet(self.next_roster(), &sheet));
                    self.sheets.push(sheet);
                    continue;
                }
            };
            let bare = typed.map(|typed| typed.trim_matches(|c: char| !c.is_alphanumeric()));
            let typed = bare.map(|bare| matches!(bare, "一" | "1"));
            self.passages.push(Passage { typed, ..Passage::new(part, rank, prose) });
            if let Block::Heading(heading) = block
                && !heading.run_in.is_empty()
            {
                let run_in = words(Kind::Paragraph, &heading.run_in);
                self.passages.push(Passage::new(part, None, run_in));
            }
        }
    }

    fn next_roster(&self) -> usize {
        self.people.last().map_or(0, |last| last.roster + 1)
    }

    /// The passages of running text and the headings in it: no titles, no 附注.
    pub(super) fn running(&self) -> impl Iterator<Item = (usize, &Passage<'d>)> {
        let is_running = |passage: &Passage<'_>| {
            matches!(passage.kind(), Kind::Heading | Kind::Paragraph | Kind::Item)
        };
        self.passages.iter().enumerate().filter(move |(_, passage)| is_running(passage))
    }

    /// What follows a passage in its own text.
    pub(super) fn behind(&self, at: usize) -> impl Iterator<Item = &Passage<'d>> {
        let part = self.passages.get(at).map(|passage| passage.part);
        let rest = self.passages.get(at + 1..).unwrap_or_default().iter();
        rest.take_while(move |passage| Some(passage.part) == part && passage.kind() != Kind::Title)
    }
}

/// The clause around a stretch of a text: from the mark before it to the mark behind it.
pub(super) fn clause(text: &str, range: &Range<usize>) -> Range<usize> {
    around(text, range, &['，', '。', '；', '：', '！', '？', ',', ';'])
}

/// The sentence around a stretch of a text.
pub(super) fn sentence(text: &str, range: &Range<usize>) -> Range<usize> {
    around(text, range, &['。', '！', '？', '；'])
}

fn around(text: &str, range: &Range<usize>, marks: &[char]) -> Range<usize> {
    let before = &text[..range.start];
    let start = before
        .rfind(marks)
        .map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
    let end = text[range.end..].find(marks).map_or(text.len(), |at| range.end + at);
    start..end
}
