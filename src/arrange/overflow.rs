//! What is wider than its line and offers no place to break: a rule of underscores for a name to be written on, an
//! account number of seventy digits. Word breaks such a stretch anywhere rather than print past the margin
//! (`overflow-wrap: anywhere`); the tree says where the PDF may do the same.

use std::ops::Range;

use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{GraphemeClusterSegmenter, LineSegmenter};

use crate::doc::text::{Face, Role};
use crate::doc::{
    Attachment, Block, Body, Document, Head, Heading, Imprint, Inline, NoteItem, RosterList,
    Signature, SignedBy, Stamp, Table, Text, Title,
};
use crate::source::Place;
use crate::standard::{COPY_TO_LEAD, GBT9704, SEND_TO_LEAD, SIGNER_LEAD};

/// How wide a character of a face is, as a part of its size.
pub type Advance<'a> = dyn Fn(Face, char) -> f64 + 'a;

/// A stretch that is broken anywhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Overflow {
    /// Where it was written.
    pub place: Place,
    /// How many characters it has.
    pub characters: usize,
}

/// Marks where such stretches may be broken. Each is told once, though a title stands in 附件说明 and over its
/// attachment.
pub fn relieve(document: &mut Document, advance: &Advance<'_>) -> Vec<Overflow> {
    let mut walk = Walk { advance, found: Vec::new() };
    if let Some(head) = &mut document.head {
        walk.head(head);
    }
    walk.body(&mut document.body);
    if let Some(imprint) = &mut document.imprint {
        walk.imprint(imprint);
    }
    walk.found
}

/// Lines of one size that a text fills, in mm.
#[derive(Clone, Copy)]
struct Room {
    /// Size of the characters.
    size: f64,
    /// The first line.
    first: f64,
    /// Each further line.
    rest: f64,
}

impl Room {
    /// Lines of 3号 that begin at one edge.
    const fn flush(width: f64) -> Self {
        Self { size: GBT9704.em, first: width, rest: width }
    }

    /// Lines of 3号 of which the first begins so many 字 further in.
    fn indented(width: f64, characters: f64) -> Self {
        Self { first: width - characters * GBT9704.em, ..Self::flush(width) }
    }

    const fn sized(self, size: f64) -> Self {
        Self { size, ..self }
    }
}

struct Walk<'a> {
    advance: &'a Advance<'a>,
    found: Vec<Overflow>,
}

impl Walk<'_> {
    fn head(&mut self, head: &mut Head) {
        let room = Room::flush(GBT9704.type_width);
        self.all(Role::Secrecy, room, &mut head.secrecy);
        self.all(Role::Urgency, room, &mut head.urgency);
        // half of the line each: 居左空一字, 居右空一字
        let half = GBT9704.type_width / 2.0 - GBT9704.em;
        let beside = if head.signers.is_empty() { room } else { Room::flush(half) };
        self.all(Role::Number, beside, &mut head.number);
        let lead = self.width(Role::Signer, SIGNER_LEAD);
        self.all(Role::Signer, Room::flush(half - lead), &mut head.signers);
    }

    fn body(&mut self, body: &mut Body) {
        let width = GBT9704.type_width;
        if let Some(title) = &mut body.title {
            self.title(title, width);
        }
        let addressees = body.addressees.as_mut().map(|it| &mut it.text);
        self.all(Role::Addressees, Room::flush(width), addressees);
        self.blocks(&mut body.blocks, width);
        self.note(&mut body.attachment_note);
        for list in &mut body.attendance {
            let label = 3.0 + self.width(Role::AttendanceLabel, &list.label) / GBT9704.em;
            let room = Room::flush(width - label * GBT9704.em);
            self.all(Role::Attendance, room, [&mut list.names]);
        }
        if let Some(signature) = &mut body.signature {
            self.signature(signature);
        }
        self.all(Role::Annotation, Room::indented(width, 2.0), &mut body.annotation);
        if let Some(issued) = &mut body.issued {
            self.title(&mut issued.title, width);
            self.blocks(&mut issued.blocks, width);
            self.note(&mut issued.attachment_note);
        }
        for attachment in &mut body.attachments {
            self.attachment(attachment);
        }
    }

    fn attachment(&mut self, attachment: &mut Attachment) {
        let width = if attachment.landscape { GBT9704.type_height } else { GBT9704.type_width };
        self.all(Role::AttachmentLabel, Room::flush(width), [&mut attachment.label]);
        self.title(&mut attachment.title, width);
        let addressees = attachment.addressees.as_mut().map(|it| &mut it.text);
        self.all(Role::Addressees, Room::flush(width), addressees);
        self.blocks(&mut attachment.blocks, width);
    }

    fn imprint(&mut self, imprint: &mut Imprint) {
        let small = GBT9704.small_size;
        let room = Room::flush(GBT9704.type_width - 2.0 * small).sized(small);
        let lists = [(SEND_TO_LEAD, &mut imprint.send_to), (COPY_TO_LEAD, &mut imprint.copy_to)];
        for (lead, names) in lists {
            #[expect(clippy::cast_precision_loss, reason = "three characters")]
            let lead = lead.chars().count() as f64 * small;
            let room = Room { first: room.first - lead, rest: room.rest - lead, ..room };
            self.all(Role::CopyTo, room, names);
        }
        self.all(Role::ImprintOther, room, &mut imprint.others);
        if let Some(printing) = &mut imprint.printing {
            let half = Room::flush(room.first / 2.0).sized(small);
            self.all(Role::Printer, half, [&mut printing.printer]);
            self.all(Role::Printed, half, [&mut printing.printed]);
        }
    }

    fn title(&mut self, title: &mut Title, width: f64) {
        let room = Room::flush(width);
        self.all(Role::Title, room.sized(GBT9704.title_size), &mut title.lines);
        self.all(Role::TitleNote, room, &mut title.note);
    }

    fn note(&mut self, items: &mut [NoteItem]) {
        let ordinals = items.iter().map(|item| self.width(Role::AttachmentNote, &item.ordinal));
        let ordinal = ordinals.fold(0.0, f64::max);
        let room = Room::flush(GBT9704.type_width - 5.0 * GBT9704.em - ordinal);
        for item in items {
            self.all(Role::AttachmentNote, room, [&mut item.name]);
        }
    }

    fn signature(&mut self, signature: &mut Signature) {
        let room = Room::flush(GBT9704.type_width);
        match &mut signature.by {
            SignedBy::Sealed(seals) => {
                let organs = seals.rows.iter_mut().flatten().map(|sealed| &mut sealed.organ);
                self.all(Role::Organ, room, organs);
            }
            SignedBy::Unsealed { organs } => self.all(Role::Organ, room, organs),
            SignedBy::Stamped { people } => {
                // 右空四字, two 字 between post and name
                let half = Room::flush((GBT9704.type_width - 6.0 * GBT9704.em) / 2.0);
                for person in people {
                    self.all(Role::Post, half, [&mut person.post]);
                    if let Stamp::Name(name) = &mut person.stamp {
                        self.all(Role::SignerName, half, [name]);
                    }
                }
            }
        }
        self.all(Role::Date, room, [&mut signature.date]);
    }

    fn blocks(&mut self, blocks: &mut [Block], width: f64) {
        for block in blocks {
            match block {
                Block::Heading(Heading { ordinal, text, run_in, tight: _ }) => {
                    let role = Role::heading(ordinal.level);
                    let words = words(role, text).chain(words(Role::Text, run_in));
                    let room = Room::indented(width, 2.0);
                    self.paragraph((role, &ordinal.printed), words, room);
                }
                Block::Paragraph(paragraph) => {
                    let lead = paragraph.ordinal.as_ref().map_or("", |ordinal| &ordinal.printed);
                    let words = words(Role::Text, &mut paragraph.text);
                    self.paragraph((Role::Text, lead), words, Room::indented(width, 2.0));
                }
                Block::Item(item) => {
                    #[expect(clippy::cast_precision_loss, reason = "a few levels")]
                    let room = Room::indented(width, 2.0 + item.depth as f64);
                    let words = words(Role::Item, &mut item.text);
                    self.paragraph((Role::Item, &item.marker), words, room);
                }
                Block::Roster(roster) => self.roster(roster, width),
                Block::Table(table) => self.table(table),
            }
        }
    }

    fn roster(&mut self, roster: &mut RosterList, width: f64) {
        #[expect(clippy::cast_precision_loss, reason = "columns of a line")]
        let [label, name] =
            [roster.label_width, roster.name_width + 1].map(|width| width as f64 * GBT9704.em);
        let rest = width - 2.0 * GBT9704.em - label;
        for entry in &mut roster.entries {
            let post = if entry.name.is_some() { rest - name } else { rest };
            self.all(Role::Roster, Room::flush(label), &mut entry.label);
            self.all(Role::Roster, Room::flush(name), &mut entry.name);
            self.all(Role::Roster, Room::flush(post), [&mut entry.post]);
        }
    }

    fn table(&mut self, table: &mut Table) {
        let Table { widths, padding, head, rows, .. } = table;
        for (index, row) in rows.iter_mut().enumerate() {
            let role = if index < *head { Role::TableHead } else { Role::TableText };
            for cell in row {
                let width: f64 = widths.iter().skip(cell.column).take(cell.columns).sum();
                let room = Room::flush(width - 2.0 * *padding);
                self.all(role, room.sized(GBT9704.table_size), &mut cell.lines);
            }
        }
    }

    /// Texts of which each begins a line.
    fn all<'t>(&mut self, role: Role, room: Room, texts: impl IntoIterator<Item = &'t mut Text>) {
        for text in texts {
            self.line((role, ""), vec![(role, text)], room);
        }
    }

    /// Running text; a break that the writer asked for ends a line.
    fn paragraph<'t>(
        &mut self,
        lead: (Role, &str),
        words: impl Iterator<Item = Option<(Role, &'t mut Text)>>,
        room: Room,
    ) {
        let mut parts = Vec::new();
        let (mut lead, mut room) = (lead, room);
        for word in words {
            if let Some(part) = word {
                parts.push(part);
            } else {
                self.line(lead, std::mem::take(&mut parts), room);
                (lead, room) = ((lead.0, ""), Room { first: room.rest, ..room });
            }
        }
        self.line(lead, parts, room);
    }

    fn width(&self, role: Role, text: &str) -> f64 {
        let width: f64 = text.chars().map(|c| (self.advance)(role.face(), c)).sum();
        width * GBT9704.em
    }

    /// A text that begins a line, behind its lead, and fills as many as it needs.
    fn line(&mut self, lead: (Role, &str), mut parts: Vec<(Role, &mut Text)>, room: Room) {
        let mut joined = as_segmented(lead.1);
        let mut starts = Vec::new();
        for (_, text) in &mut parts {
            text.break_at(Vec::new());
            starts.push(joined.len());
            joined.push_str(&as_segmented(text));
        }
        let stretches =
            self.too_wide(&joined, room, |at| match starts.partition_point(|it| *it <= at) {
                0 => lead.0.face(),
                behind => parts[behind - 1].0.face(),
            });
        let mut breaks = vec![Vec::new(); parts.len()];
        for stretch in stretches {
            for at in boundaries(&joined[stretch.clone()]).map(|at| stretch.start + at) {
                if let Some(part) = starts.partition_point(|start| *start <= at).checked_sub(1) {
                    breaks[part].push(at - starts[part]);
                }
            }
            let mut place: Option<Place> = None;
            for ((_, text), start) in parts.iter().zip(&starts) {
                let inside = stretch.start.max(*start)..stretch.end.min(start + text.len());
                if inside.start < inside.end {
                    let here = text.place().part(text, inside.start - start..inside.end - start);
                    place = Some(place.map_or_else(|| here.clone(), |from| from.through(&here)));
                }
            }
            let found = Overflow {
                place: place.unwrap_or(Place::Program),
                characters: joined[stretch].chars().count(),
            };
            if !self.found.contains(&found) {
                self.found.push(found);
            }
        }
        for ((_, text), breaks) in parts.into_iter().zip(breaks) {
            text.break_at(breaks);
        }
    }

    /// The stretches without a place to break that no line has room for.
    fn too_wide(&self, text: &str, room: Room, face: impl Fn(usize) -> Face) -> Vec<Range<usize>> {
        let segmenter = LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
        let breaks: Vec<usize> = segmenter.segment_str(text).collect();
        let wide = |stretch: &Range<usize>| {
            let line = if stretch.start == 0 { room.first } else { room.rest };
            let words = text[stretch.clone()].trim_end();
            // nearly all end here
            #[expect(clippy::cast_precision_loss, reason = "the characters of a text")]
            if words.chars().count() as f64 * WIDEST * room.size <= line {
                return false;
            }
            let width =
                words.char_indices().map(|(at, c)| (self.advance)(face(stretch.start + at), c));
            width.sum::<f64>() * room.size > line + ROUNDING
        };
        breaks
            .iter()
            .zip(breaks.iter().skip(1))
            .map(|(start, end)| *start..*end)
            .filter(wide)
            .collect()
    }
}

/// No character is wider than this, as a part of its size.
const WIDEST: f64 = 2.0;
/// What a length may be off.
const ROUNDING: f64 = 0.01;

/// The words of running text; nothing stands for a break that the writer asked for.
fn words(role: Role, inlines: &mut [Inline]) -> impl Iterator<Item = Option<(Role, &mut Text)>> {
    inlines.iter_mut().map(move |inline| match inline {
        Inline::Plain(text) | Inline::Strong(text) => Some((role, text)),
        Inline::Break => None,
    })
}

/// As the lines of Chinese text are broken: “ opens and ” closes, where other languages have no side for them.
fn as_segmented(text: &str) -> String {
    text.replace(['“', '‘'], "（").replace(['”', '’'], "）")
}

/// Between the characters of a text, not between one and what stands on it.
fn boundaries(text: &str) -> impl Iterator<Item = usize> {
    let inside = 1..text.len();
    GraphemeClusterSegmenter::new().segment_str(text).filter(move |at| inside.contains(at))
}
