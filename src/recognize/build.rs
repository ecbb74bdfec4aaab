//! Paragraphs whose element is known → the tree and the facts.

use chrono::NaiveDate;

use super::frame::Frame;
use super::words::{attachment_label, date, date_at_end, number, signatory};
use super::{Element, Line};
use crate::compose::{Fact, Facts, Number};
use crate::doc::number::number as number_ordinals;
use crate::doc::{
    Addressees, Attachment, Attendance, Block, Body, Document, Head, Imprint, Inline, Issued, Mark,
    Meta, NoteItem, PageFormat, Paragraph, Printing, Signatory, Signature, SignedBy, Stamp, Text,
    Title,
};
use crate::source::Spanned;

/// The tree and the facts.
pub(super) fn document(lines: &[Line<'_>], frame: &Frame) -> (Document, Facts<'static>) {
    let mut parts = Parts::default();
    for (line, (element, ..)) in lines.iter().zip(frame) {
        parts.add(line, *element);
    }
    parts.settle();
    let facts = parts.facts();
    (parts.document(&facts), facts)
}

/// What was collected, in the order of the text.
#[derive(Default)]
struct Parts {
    copy_number: Option<Text>,
    secrecy: Option<Text>,
    urgency: Option<Text>,
    mark: Vec<Text>,
    number: Option<Text>,
    signers: Vec<Text>,
    title: Title,
    addressees: Option<Text>,
    blocks: Vec<Block>,
    note: Vec<NoteItem>,
    attendance: Vec<Attendance>,
    organs: Vec<Text>,
    people: Vec<Signatory>,
    date: Option<Text>,
    annotation: Option<Text>,
    issued: Option<Issued>,
    attachments: Vec<Attachment>,
    send_to: Option<Text>,
    copy_to: Option<Text>,
    others: Vec<Text>,
    printing: Option<Printing>,
}

impl Line<'_> {
    /// Words of it from one byte to another, without the spaces around them.
    fn part(&self, from: usize, to: usize) -> Text {
        let words = self.words();
        let part = words.get(from..to).unwrap_or_default();
        let start = self.range.start + from + (part.len() - part.trim_start().len());
        let part = part.trim();
        Text::new(part, self.prose.place(start..start + part.len()))
    }

    fn text(&self) -> Text {
        self.part(0, self.words().len())
    }

    fn from(&self, from: usize) -> Text {
        self.part(from, self.words().len())
    }
}

/// Puts words in their place, or, where something stands there already, keeps them as 正文.
fn once(place: &mut Option<Text>, words: Text, text: &mut Vec<Block>) {
    if place.is_none() {
        *place = Some(words);
    } else {
        let text_of = vec![Inline::Plain(words)];
        text.push(Block::Paragraph(Paragraph { text: text_of, ..Paragraph::default() }));
    }
}

impl Parts {
    /// The text that is being read: of an attachment, of what is issued, or 正文.
    fn text(&mut self) -> &mut Vec<Block> {
        match (self.attachments.last_mut(), &mut self.issued) {
            (Some(attachment), _) => &mut attachment.blocks,
            (None, Some(issued)) => &mut issued.blocks,
            (None, None) => &mut self.blocks,
        }
    }

    fn add(&mut self, line: &Line<'_>, element: Element) {
        let text = line.text();
        let blocks = &mut self.blocks;
        match element {
            Element::Text => self.text().push(line.block.clone()),
            Element::CopyNumber => once(&mut self.copy_number, text, blocks),
            Element::Secrecy => once(&mut self.secrecy, text, blocks),
            Element::Urgency => once(&mut self.urgency, text, blocks),
            Element::Mark => self.mark.push(text),
            Element::Number => {
                let end = number(line.words()).unwrap_or(line.words().len());
                once(&mut self.number, line.part(0, end), blocks);
                self.signers(line, end);
            }
            Element::Signers => self.signers(line, 0),
            Element::Title => self.title.lines.push(text),
            Element::TitleNote => once(&mut self.title.note, text, blocks),
            Element::Addressees => once(&mut self.addressees, text, blocks),
            Element::AttachmentNote => self.note(line),
            Element::Attendance => {
                let words = line.words();
                let label = words.find(['：', ':']).unwrap_or_default();
                let names =
                    line.from(label + words[label..].chars().next().map_or(0, char::len_utf8));
                self.attendance.push(Attendance { label: words[..label].trim().to_owned(), names });
            }
            Element::Signature => self.signature(line),
            Element::Date => once(&mut self.date, text, blocks),
            Element::Annotation => once(&mut self.annotation, text, blocks),
            Element::IssuedTitle => {
                let empty = || Issued {
                    title: Title::default(),
                    blocks: Vec::new(),
                    attachment_note: Vec::new(),
                };
                self.issued.get_or_insert_with(empty).title.lines.push(text);
            }
            Element::AttachmentLabel => {
                let words = line.words();
                let behind = attachment_label(words).unwrap_or(words.len());
                let label = words[..behind]
                    .trim_end_matches(|c: char| c.is_whitespace() || "：:.．、".contains(c));
                let title = Some(line.from(behind)).filter(|title| !title.is_empty());
                self.attachments.push(Attachment {
                    label: line.part(0, label.len()),
                    title: Title { lines: title.into_iter().collect(), note: None },
                    addressees: None,
                    blocks: Vec::new(),
                    landscape: false,
                    apart: false,
                });
            }
            Element::AttachmentTitle => {
                if let Some(attachment) = self.attachments.last_mut() {
                    attachment.title.lines.push(text);
                }
            }
            Element::SendTo => {
                once(&mut self.send_to, line.from(lead(line.words())), &mut self.blocks);
            }
            Element::CopyTo => {
                let names = line.from(lead(line.words()));
                if self.copy_to.is_none() {
                    self.copy_to = Some(names);
                } else {
                    self.others.push(text);
                }
            }
            Element::ImprintOther => self.others.push(text),
            Element::Printing => {
                let words = line.words();
                let end = words.strip_suffix('。').unwrap_or(words).len() - "印发".len();
                let date = date_at_end(words[..end].trim_end()).unwrap_or_default();
                if self.printing.is_none() {
                    let printer = line.part(0, date);
                    self.printing = Some(Printing { printer, printed: line.from(date) });
                } else {
                    self.others.push(text);
                }
            }
        }
    }

    /// A person signs, or organs do (7.3.5): names of organs beside a person are kept as 正文.
    fn settle(&mut self) {
        if !self.people.is_empty() {
            let organs = std::mem::take(&mut self.organs);
            let text = |organ| once(&mut Some(Text::default()), organ, &mut self.blocks);
            organs.into_iter().for_each(text);
        }
    }

    /// Names behind `签发人：` from a byte on.
    fn signers(&mut self, line: &Line<'_>, from: usize) {
        let words = &line.words()[from..];
        let Some(lead) = words.find("签发人") else { return };
        let names = &words[lead + "签发人".len()..];
        let names = names.trim_start_matches(|c: char| c.is_whitespace() || "：:".contains(c));
        let mut at = from + words.len() - names.len();
        let mut waiting: Option<usize> = None;
        for part in names.split_inclusive(|c: char| c.is_whitespace() || "、，,".contains(c)) {
            let name = part.trim_end_matches(|c: char| c.is_whitespace() || "、，,".contains(c));
            let (start, end) = (at, at + name.len());
            at += part.len();
            // 王　强 is one name
            match (waiting.take(), name.chars().count()) {
                (waiting_from, 0) => waiting = waiting_from,
                (Some(from), _) => self.signers.push(line.part(from, end)),
                (None, 1) => waiting = Some(start),
                (None, _) => self.signers.push(line.part(start, end)),
            }
        }
        if let Some(from) = waiting {
            self.signers.push(line.part(from, at));
        }
    }

    /// A line of 落款: a person or organs, and perhaps 成文日期.
    fn signature(&mut self, line: &Line<'_>) {
        let words = line.words();
        let date = date_at_end(words).unwrap_or(words.len());
        if date < words.len() {
            once(&mut self.date, line.from(date), &mut self.blocks);
        }
        if let Some((post, name)) = signatory(&words[..date]) {
            let stamp = Stamp::Name(line.part(name, date));
            self.people.push(Signatory { post: line.part(0, post), stamp });
            return;
        }
        // names that are set wide have a gap behind each character
        let is_wide = words[..date].split_whitespace().all(|part| part.chars().count() == 1);
        if is_wide {
            self.organs.push(line.part(0, date));
            return;
        }
        let mut at = 0;
        for part in words[..date].split_inclusive(char::is_whitespace) {
            if !part.trim().is_empty() {
                self.organs.push(line.part(at, at + part.len()));
            }
            at += part.len();
        }
    }

    /// A line of 附件说明 (7.3.4).
    fn note(&mut self, line: &Line<'_>) {
        let items = match &mut self.issued {
            Some(issued) => &mut issued.attachment_note,
            None => &mut self.note,
        };
        let words = line.words();
        let label =
            attachment_label(words).filter(|behind| words[..*behind].ends_with(['：', ':']));
        let behind = label.or_else(|| {
            Some(words.len() - words.strip_prefix("附")?.strip_prefix(['：', ':'])?.len())
        });
        let behind = behind.unwrap_or_default();
        let rest = words[behind..].trim_start();
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let mark = rest[digits..].chars().next().filter(|c| digits > 0 && ".．、".contains(*c));
        let of_label =
            words[..behind].trim_start_matches("附件").trim_end_matches(['：', ':']).trim();
        let (ordinal, name) = match mark {
            Some(mark) => (rest[..digits].to_owned() + ".", digits + mark.len_utf8()),
            None if of_label.is_empty() => (String::new(), 0),
            None => (format!("{of_label}."), 0),
        };
        let name = line.from(words.len() - rest.len() + name);
        let goes_on = ordinal.is_empty() && behind == 0;
        match items.last_mut() {
            // the title of one attachment takes several lines
            Some(last) if goes_on => {
                let place = last.name.place().through(name.place());
                last.name = Text::new(format!("{}{}", &*last.name, &*name), place);
            }
            _ if name.is_empty() => {}
            _ => items.push(NoteItem { ordinal, name }),
        }
    }

    /// Whether it is written out from 版头 to 落款: what is missing there is not there.
    fn is_whole(&self) -> bool {
        !self.mark.is_empty() && !self.title.lines.is_empty() && self.date.is_some()
    }

    fn format(&self) -> PageFormat {
        let ends = |ending: &str| {
            let last = [self.title.lines.last(), self.mark.last()];
            last.into_iter().flatten().any(|words| words.ends_with(ending))
        };
        if ends("纪要") {
            PageFormat::Minutes
        } else if self.mark.last().is_some_and(|mark| mark.ends_with('令')) {
            PageFormat::Order
        } else {
            PageFormat::Document
        }
    }

    fn facts(&self) -> Facts<'static> {
        let mut facts = Facts::unknown(self.format());
        if self.is_whole() {
            facts.signers = Fact::Absent;
            facts.secrecy = Fact::Absent;
            facts.urgency = Fact::Absent;
            facts.copy_numbers = Fact::Absent;
            facts.addressees = Fact::Absent;
            facts.annotation = Fact::Absent;
        }
        let written = self.number.as_ref().and_then(|printed| {
            let written = printed.split_whitespace().collect::<String>().parse().ok()?;
            Some(Number { printed: printed.clone(), written })
        });
        known(&mut facts.number, written);
        read(&mut facts.copy_numbers, self.copy_number.as_ref());
        read(&mut facts.secrecy, self.secrecy.as_ref());
        read(&mut facts.urgency, self.urgency.as_ref());
        let day = |words: &Text| {
            let day = words.trim_end_matches('。').trim_end_matches("印发");
            date(day).map(|day| Spanned::new(day, words.place().clone()))
        };
        known(&mut facts.issued, self.date.as_ref().and_then(day));
        known(&mut facts.printed, self.printing.as_ref().and_then(|it| day(&it.printed)));
        let organs = if self.organs.is_empty() {
            self.mark.iter().filter_map(organ).collect()
        } else {
            self.organs.clone()
        };
        known(&mut facts.organs, some(organs));
        known(&mut facts.mark, self.mark());
        known(&mut facts.signers, some(self.signers.clone()));
        known(&mut facts.title, spanned(&self.title));
        known(&mut facts.title_note, self.title.note.clone());
        known(&mut facts.addressees, self.addressees.clone());
        known(&mut facts.send_to, self.send_to.clone());
        known(&mut facts.copy_to, self.copy_to.clone());
        known(&mut facts.attendance, some(self.attendance.clone()));
        known(&mut facts.signed_by, self.signed_by());
        known(&mut facts.annotation, self.annotation.clone());
        known(&mut facts.others, some(self.others.clone()));
        known(&mut facts.printer, self.printing.as_ref().map(|it| it.printer.clone()));
        known(&mut facts.issued_title, self.issued.as_ref().and_then(|it| spanned(&it.title)));
        let notes = self.issued.as_ref().map_or(&self.note, |issued| &issued.attachment_note);
        let items =
            notes.iter().map(|item| Spanned::new(item.name.to_string(), item.name.place().clone()));
        let attached = self.attachments.iter().filter_map(|it| spanned(&it.title));
        facts.attachment_titles = if notes.is_empty() {
            attached.map(Fact::Known).collect()
        } else {
            items.map(Fact::Known).collect()
        };
        facts
    }

    fn mark(&self) -> Option<Mark> {
        let (last, names) = self.mark.split_last()?;
        Some(if &**last == "文件" && !names.is_empty() {
            Mark { names: names.to_vec(), ending: Some(last.clone()) }
        } else {
            Mark { names: self.mark.clone(), ending: None }
        })
    }

    fn signed_by(&self) -> Option<SignedBy> {
        self.date.as_ref()?;
        Some(if self.people.is_empty() {
            SignedBy::Unsealed { organs: self.organs.clone() }
        } else {
            SignedBy::Stamped { people: self.people.clone() }
        })
    }

    fn head(&self) -> Option<Head> {
        let above = [&self.copy_number, &self.secrecy, &self.urgency, &self.number];
        let is_there = above.into_iter().any(Option::is_some)
            || !self.mark.is_empty()
            || !self.signers.is_empty();
        is_there.then(|| Head {
            copy_numbers: self.copy_number.clone().into_iter().collect(),
            secrecy: self.secrecy.clone(),
            urgency: self.urgency.clone(),
            mark: self.mark().unwrap_or(Mark { names: Vec::new(), ending: None }),
            number: self.number.clone(),
            signers: self.signers.clone(),
        })
    }

    fn document(self, facts: &Facts<'_>) -> Document {
        let is_imprinted = self.send_to.is_some()
            || self.copy_to.is_some()
            || !self.others.is_empty()
            || self.printing.is_some();
        let organs: Vec<&str> = facts.organs.list().iter().map(|organ| &**organ).collect();
        let meta = Meta {
            title: facts.title_words().unwrap_or_default(),
            author: organs.join("、"),
            date: facts.issued.known().map_or(NaiveDate::default(), |date| date.v.0),
        };
        let head = self.head();
        let signature =
            self.signed_by().zip(self.date.clone()).map(|(by, date)| Signature { by, date });
        let mut document = Document {
            format: facts.format,
            head,
            body: Body {
                title: (!self.title.lines.is_empty()).then_some(self.title),
                addressees: self.addressees.map(Addressees::from),
                blocks: self.blocks,
                attachment_note: self.note,
                attendance: self.attendance,
                signature,
                annotation: self.annotation,
                issued: self.issued,
                attachments: self.attachments,
            },
            imprint: is_imprinted.then_some(Imprint {
                send_to: self.send_to,
                copy_to: self.copy_to,
                others: self.others,
                printing: self.printing,
            }),
            preprinted: false,
            tighten: false,
            draft: false,
            meta,
        };
        number_ordinals(&mut document, false);
        document
    }
}

/// The byte behind `抄送：`.
fn lead(words: &str) -> usize {
    words
        .find(['：', ':'])
        .map_or(0, |at| at + words[at..].chars().next().map_or(0, char::len_utf8))
}

/// The organ of a line of 发文机关标志.
fn organ(mark: &Text) -> Option<Text> {
    let name = mark.strip_suffix("文件").unwrap_or(mark).trim();
    (!name.is_empty()).then(|| Text::new(name, mark.place().part(mark, 0..name.len())))
}

fn some<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}

fn known<T>(fact: &mut Fact<T>, value: Option<T>) {
    if let Some(value) = value {
        *fact = Fact::Known(value);
    }
}

/// A value that is written, where it is written as it should be.
fn read<T: std::str::FromStr>(fact: &mut Fact<Spanned<T>>, words: Option<&Text>) {
    if let Some(words) = words {
        *fact = match words.split_whitespace().collect::<String>().parse() {
            Ok(value) => Fact::Known(Spanned::new(value, words.place().clone())),
            Err(_) => Fact::Unknown,
        };
    }
}

/// A title with its line breaks, from its first line to its last.
fn spanned(title: &Title) -> Option<Spanned<String>> {
    let (first, last) = (title.lines.first()?, title.lines.last()?);
    let lines: Vec<&str> = title.lines.iter().map(|line| &**line).collect();
    Some(Spanned::new(lines.join("\n"), first.place().through(last.place())))
}
