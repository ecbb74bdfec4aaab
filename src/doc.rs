//! The document tree, shaped and named as the standard names the page: 版头, 主体, 版记.
//!
//! Every word of the tree is printed, but for 印发机关和印发日期 of a letter (10.1) and what [`Meta`] says. Printed
//! besides are page numbers, 草稿, the leads of the standard (附件：, 签发人：, 主送：, 抄送：), the colon behind the
//! label of [`Attendance`], and a table's head on each page: [`text::visit`] says them too, but for the first two
//! and the repeated heads. What stands on which row is no matter of the tree: [`crate::arrange`] decides it.

pub mod apart;
#[cfg(test)]
pub(crate) mod arbitrary;
pub mod kind;
pub mod name;
pub mod number;
pub mod ordinal;
pub mod prose;
mod running;
pub mod seals;
pub mod table;
pub mod text;
pub mod title;
pub mod words;

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use crate::source::Place;
use crate::standard::GBT9704;

/// A text and where it came from. Holds no control characters and no line breaks.
#[derive(Clone, Debug, Default)]
pub struct Text {
    content: String,
    place: Place,
    breaks: Vec<usize>,
}

/// Where a line may end; no text of a document has the character itself.
pub const BREAK_HERE: char = '\u{200b}';

impl Text {
    /// A text with its place. What is not printable (line breaks, tabs) becomes a space; loading has
    /// refused other control characters before.
    pub fn new(content: impl Into<String>, place: Place) -> Self {
        let mut content: String = content.into();
        if content.contains(char::is_control) {
            content = content.replace(char::is_control, " ");
        }
        Self { content, place, breaks: Vec::new() }
    }

    /// A text that the program supplies.
    pub fn program(content: impl Into<String>) -> Self {
        Self::new(content, Place::Program)
    }

    /// Where it came from.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Sets at which bytes, in their order, a line may end as a last resort, besides those where any may.
    pub fn break_at(&mut self, breaks: Vec<usize>) {
        self.breaks = breaks;
    }

    /// Lets a line end at this byte too; false where one may already.
    pub fn also_break_at(&mut self, at: usize) -> bool {
        let found = self.breaks.binary_search(&at);
        if let Err(index) = found {
            self.breaks.insert(index, at);
        }
        found.is_err()
    }
}

/// The content, with the character that lets a line end where one may as a last resort.
impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.breaks.is_empty() {
            return serializer.serialize_str(&self.content);
        }
        let mut content = self.content.clone();
        for at in self.breaks.iter().rev() {
            content.insert(*at, BREAK_HERE);
        }
        serializer.serialize_str(&content)
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.content
    }
}

/// Places do not count.
impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.content == other.content
    }
}

/// One official document (公文).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Document {
    /// Which of the standard's four formats it is printed in.
    pub format: PageFormat,
    /// 版头 (7.2); 附件 that are bound apart from their document have none.
    pub head: Option<Head>,
    /// 主体 (7.3).
    pub body: Body,
    /// 版记 (7.4).
    pub imprint: Option<Imprint>,
    /// 套打: the red stands on the paper already; its room is kept, it is not printed.
    pub preprinted: bool,
    /// 收紧: its text is set closer where that saves a page (7.3.5.5).
    pub tighten: bool,
    /// 草稿: it is not finished, and the head of every page says so.
    pub draft: bool,
    /// What the file says of itself, not printed.
    pub meta: Meta,
}

impl Document {
    /// The blocks of all its texts in the order of printing.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.texts().flatten()
    }

    /// Its texts in the order of printing, each with ordinals of its own: 正文, 印发件, each 附件.
    pub fn texts(&self) -> impl Iterator<Item = &Vec<Block>> {
        let body = &self.body;
        let issued = body.issued.iter().map(|issued| &issued.blocks);
        let attachments = body.attachments.iter().map(|attachment| &attachment.blocks);
        std::iter::once(&body.blocks).chain(issued).chain(attachments)
    }

    /// The same, to change them.
    pub fn texts_mut(&mut self) -> impl Iterator<Item = &mut Vec<Block>> {
        let body = &mut self.body;
        let issued = body.issued.iter_mut().map(|issued| &mut issued.blocks);
        let attachments = body.attachments.iter_mut().map(|attachment| &mut attachment.blocks);
        std::iter::once(&mut body.blocks).chain(issued).chain(attachments)
    }

    /// 主送机关 above each of these texts.
    pub fn addressees(&self) -> impl Iterator<Item = Option<&Addressees>> {
        let body = &self.body;
        let issued = body.issued.iter().map(|_| None);
        let attachments = body.attachments.iter().map(|attachment| attachment.addressees.as_ref());
        std::iter::once(body.addressees.as_ref()).chain(issued).chain(attachments)
    }

    /// The same, to change them.
    pub fn addressees_mut(&mut self) -> impl Iterator<Item = Option<&mut Addressees>> {
        let body = &mut self.body;
        let issued = body.issued.iter().map(|_| None);
        let attachments = body.attachments.iter_mut();
        let attachments = attachments.map(|attachment| attachment.addressees.as_mut());
        std::iter::once(body.addressees.as_mut()).chain(issued).chain(attachments)
    }

    /// Its pictures in the order of printing.
    pub fn pictures(&self) -> impl Iterator<Item = &Picture> {
        let (seals, people) = match self.body.signature.as_ref().map(|signature| &signature.by) {
            Some(SignedBy::Sealed(seals)) => (seals.rows.as_slice(), [].as_slice()),
            Some(SignedBy::Stamped { people }) => ([].as_slice(), people.as_slice()),
            Some(SignedBy::Unsealed { .. }) | None => ([].as_slice(), [].as_slice()),
        };
        let stamps = people.iter().filter_map(|person| match &person.stamp {
            Stamp::Picture(picture) => Some(picture),
            Stamp::Name(_) => None,
        });
        seals.iter().flatten().filter_map(|sealed| sealed.seal.as_ref()).chain(stamps)
    }

    /// Moves 主送机关 into 版记, where page 1 has no room for them and the text (7.3.2, 7.4.2).
    pub fn move_addressees_to_imprint(&mut self) {
        let Some(addressees) = self.body.addressees.take() else { return };
        let names = addressees.text.trim_end_matches('：');
        let send_to = Some(Text::new(format!("{names}。"), addressees.text.place().clone()));
        match &mut self.imprint {
            Some(imprint) => imprint.send_to = send_to,
            None => {
                self.imprint =
                    Some(Imprint { send_to, copy_to: None, others: Vec::new(), printing: None });
            }
        }
    }
}

/// The formats of the standard: the general one and the three of clause 10.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PageFormat {
    /// 文件格式 (7).
    #[default]
    Document,
    /// 信函格式 (10.1): no 文件 in the mark, double red lines, 发文字号 at the right, no number on page 1,
    /// 抄送 without rules.
    Letter,
    /// 命令（令）格式 (10.2): mark 20 mm below the type area's top, 令号, no title, no 主送机关.
    Order,
    /// 纪要格式 (10.3): its own mark, lists of those who were there.
    Minutes,
}

/// What the file says of itself.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Meta {
    /// 标题 without line breaks.
    pub title: String,
    /// 发文机关.
    pub author: String,
    /// 成文日期; no document knows the clock.
    #[serde(skip)]
    pub date: NaiveDate,
}

/// 版头 (7.2).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Head {
    /// 份号 (7.2.1): six digits, on row 1. A PDF holds a copy for each; what a person goes on editing is
    /// the first.
    pub copy_numbers: Vec<Text>,
    /// 密级和保密期限 (7.2.2), on row 2.
    pub secrecy: Option<Text>,
    /// 紧急程度 (7.2.3), below them.
    pub urgency: Option<Text>,
    /// 发文机关标志 (7.2.4).
    pub mark: Mark,
    /// 发文字号 (7.2.5).
    pub number: Option<Text>,
    /// 签发人 (7.2.6) of an 上行文, in the order of the organs; with them 发文字号 stands at the left.
    pub signers: Vec<Text>,
}

/// 发文机关标志 (7.2.4).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mark {
    /// The one line of it; of a joint document the organs, the host first, set to one width below each
    /// other.
    pub names: Vec<Text>,
    /// `文件` at the right of several organs, centred on them.
    pub ending: Option<Text>,
}

impl Mark {
    /// A mark of one line.
    pub fn line(text: Text) -> Self {
        Self { names: vec![text], ending: None }
    }

    /// Its largest size in mm, where a character is so wide in its face, as a part of its size.
    pub fn size(&self, advance: impl Fn(char) -> f64) -> f64 {
        // digits have the room of 字
        let width = |text: &Text| text.chars().map(|c| advance(c).max(1.0)).sum::<f64>();
        let widest = self.names.iter().map(width).fold(0.0, f64::max);
        GBT9704.mark_size_for(self.names.len(), widest, self.ending.as_ref().map_or(0.0, width))
    }
}

/// 主体 (7.3).
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Body {
    /// 标题 (7.3.1); an order has none.
    pub title: Option<Title>,
    /// 主送机关 (7.3.2).
    pub addressees: Option<Addressees>,
    /// 正文 (7.3.3).
    pub blocks: Vec<Block>,
    /// 附件说明 (7.3.4).
    pub attachment_note: Vec<NoteItem>,
    /// 出席、请假、列席 of minutes (10.3), in this order.
    pub attendance: Vec<Attendance>,
    /// 发文机关署名 and 成文日期 (7.3.5).
    pub signature: Option<Signature>,
    /// 附注 (7.3.6), with its brackets.
    pub annotation: Option<Text>,
    /// 印发件: the document that this one issues.
    pub issued: Option<Issued>,
    /// 附件 (7.3.7).
    pub attachments: Vec<Attachment>,
}

/// 标题 (7.3.1), already broken into the lines in which it is printed.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Title {
    /// At least one line.
    pub lines: Vec<Text>,
    /// 题注, centred below it in brackets: when and by what meeting a 决议 was adopted, 以姓氏笔画为序
    /// (practice, no clause).
    pub note: Option<Text>,
}

/// 主送机关 (7.3.2).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Addressees {
    /// Their names, with the colon.
    pub text: Text,
    /// Set somewhat closer, as a [`Heading`] is.
    pub tight: bool,
}

impl From<Text> for Addressees {
    fn from(text: Text) -> Self {
        Self { text, tight: false }
    }
}

/// One line of 附件说明 (7.3.4).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NoteItem {
    /// `1.`, or nothing where there is only one attachment.
    pub ordinal: String,
    /// The attachment's title.
    pub name: Text,
}

/// One list of those who were there (10.3).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Attendance {
    /// `出席`, in 黑体, without the colon that follows it.
    pub label: String,
    /// Units and names.
    pub names: Text,
}

/// 发文机关署名 and 成文日期 (7.3.5).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Signature {
    /// Who signs, and how.
    pub by: SignedBy,
    /// 成文日期, as printed.
    pub date: Text,
}

/// Who signs, and how. Of a joint document the host stands first.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SignedBy {
    /// Organs, with room for their seals (7.3.5.1): 成文日期 右空四字, the last organ centred over it, the
    /// others at its left and above it.
    Sealed(seals::Seals),
    /// Organs, without seals (7.3.5.2): set to one width below each other, 右空二字, the date two 字 behind
    /// their beginning.
    Unsealed {
        /// 发文机关署名.
        organs: Vec<Text>,
    },
    /// Persons (7.3.5.3), one a row: two rows below the text the stamp 右空四字, the post two 字 to its
    /// left; the date one row below, 右空四字.
    Stamped {
        /// Who signs.
        people: Vec<Signatory>,
    },
}

/// A person who signs (7.3.5.3).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Signatory {
    /// 签发人职务.
    pub post: Text,
    /// 签名章.
    pub stamp: Stamp,
}

/// 签名章 (7.3.5.3).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", content = "of", rename_all = "snake_case")]
pub enum Stamp {
    /// The name, in 楷体 in place of the stamp.
    Name(Text),
    /// A picture of it.
    Picture(Picture),
}

/// A picture of a seal (印章) or of a signature stamp (签名章).
#[derive(Clone, PartialEq, Serialize)]
pub struct Picture {
    /// The file, as the campaign names it.
    pub file: String,
    /// Width in mm.
    pub width: f64,
    /// Height in mm.
    pub height: f64,
    /// The file's bytes: a PNG.
    #[serde(skip)]
    pub png: Arc<[u8]>,
}

/// Without the bytes.
impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Picture({} {} × {})", self.file, self.width, self.height)
    }
}

/// 印发件: the plan that a 通知 issues, on a new page with its own title, text and 附件说明.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Issued {
    /// Its own 标题.
    pub title: Title,
    /// Its own 正文.
    pub blocks: Vec<Block>,
    /// Its own 附件说明.
    pub attachment_note: Vec<NoteItem>,
}

/// 附件 (7.3.7), each on a new page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Attachment {
    /// `附件`, or `附件1` where there are several; after 发文字号 where it is not bound with the text.
    pub label: Text,
    /// Its title, the same words as in 附件说明.
    pub title: Title,
    /// 主送机关 of an attached document.
    pub addressees: Option<Addressees>,
    /// Its content.
    pub blocks: Vec<Block>,
    /// 横排 (8): turned 90 degrees counter-clockwise on its pages; the page number stays where it is.
    pub landscape: bool,
    /// Not bound with the text: [`apart::taken_out`] makes it a document of its own (7.3.7).
    #[serde(skip)]
    pub apart: bool,
}

/// 版记 (7.4). A letter's has neither rules nor 印发机关 (10.1).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Imprint {
    /// 主送机关 moved here (7.4.2), on the line above 抄送 without a rule between: the names with the final
    /// 。, without the lead.
    pub send_to: Option<Text>,
    /// 抄送机关 (7.4.2): the names with the final 。, without the lead.
    pub copy_to: Option<Text>,
    /// Other elements (7.4.3), each above 印发机关 and parted from it by a thin rule.
    pub others: Vec<Text>,
    /// 印发机关和印发日期 (7.4.3).
    pub printing: Option<Printing>,
}

/// 印发机关和印发日期 (7.4.3), on one row.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Printing {
    /// 印发机关.
    pub printer: Text,
    /// 印发日期, with 印发.
    pub printed: Text,
}

/// A piece of running text, in the order of printing.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// 标题层次 (7.3.3).
    Heading(Heading),
    /// 自然段.
    Paragraph(Paragraph),
    /// An item of an ordered or bullet list.
    Item(Item),
    /// 名单 in the form of a list.
    Roster(RosterList),
    /// A table.
    Table(Table),
}

/// Depth of a heading: 一、（一）1.（1）.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(into = "u8")]
pub enum Level {
    /// 一、 黑体.
    One,
    /// （一） 楷体.
    Two,
    /// 1. 仿宋.
    Three,
    /// （1） 仿宋.
    Four,
}

impl Level {
    /// All levels from the outermost.
    pub const ALL: [Self; 4] = [Self::One, Self::Two, Self::Three, Self::Four];
}

impl From<Level> for u8 {
    fn from(level: Level) -> Self {
        level as Self + 1
    }
}

/// The ordinal of a heading or of a numbered paragraph (7.3.3).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ordinal {
    /// How deep.
    pub level: Level,
    /// `一、`; set by [`number::number`].
    pub printed: String,
    /// What the writer of the text typed, where something was typed.
    #[serde(skip)]
    pub typed: Option<Text>,
}

impl Ordinal {
    /// An ordinal that is not numbered yet.
    pub fn new(level: Level, typed: Option<Text>) -> Self {
        Self { level, printed: String::new(), typed }
    }
}

/// A heading inside the text (7.3.3).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Heading {
    /// Its ordinal.
    pub ordinal: Ordinal,
    /// The heading itself.
    pub text: Vec<Inline>,
    /// Running text behind a run-in heading, on the same line.
    pub run_in: Vec<Inline>,
    /// Set somewhat closer (7.3.5.5), so that no character stands alone on its last line and no line is spaced out;
    /// laying out decides it.
    pub tight: bool,
}

/// A paragraph.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Paragraph {
    /// The ordinal of a sentence that is numbered as headings are: `（一）加强值守；`.
    pub ordinal: Option<Ordinal>,
    /// Its text.
    pub text: Vec<Inline>,
    /// Set somewhat closer, as a [`Heading`] is.
    pub tight: bool,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Item {
    /// 0 for an item of an outermost list.
    pub depth: usize,
    /// `1.` or `●`.
    pub marker: String,
    /// Its text.
    pub text: Vec<Inline>,
    /// Set somewhat closer, as a [`Heading`] is.
    pub tight: bool,
}

/// A stretch of running text.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", content = "text", rename_all = "snake_case")]
pub enum Inline {
    /// As the surrounding text.
    Plain(Text),
    /// Set off from it, in bold.
    Strong(Text),
    /// A line break that the writer asked for.
    Break,
}

/// 名单 as a list: 组　长：name　post.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RosterList {
    /// Width of the column of labels with the colon, in 字.
    pub label_width: usize,
    /// Width of the column of names without the space behind it, in 字.
    pub name_width: usize,
    /// The people in the order of printing.
    pub entries: Vec<RosterEntry>,
}

/// One line of a roster.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RosterEntry {
    /// The group's label with its colon, on the group's first line.
    pub label: Option<Text>,
    /// The name, padded; none for an entry such as 各村党组织书记.
    pub name: Option<Text>,
    /// Unit and post; begins in the column of names where there is no name.
    pub post: Text,
    /// On the page of the next entry.
    pub with_next: bool,
    /// Kept on one page; who takes more than that breaks over pages.
    pub whole: bool,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Table {
    /// Widths of the columns in mm; they fill the type area.
    pub widths: Vec<f64>,
    /// White space left and right of a cell's text, in mm.
    pub padding: f64,
    /// How wide they are to be; those behind the last are as wide as the content asks for.
    #[serde(skip)]
    pub wanted: Vec<table::Width>,
    /// How many rows, from the first, are the head.
    pub head: usize,
    /// How many of them each page repeats: all, or none of a head that leaves too little room below it.
    pub repeated: usize,
    /// How many rows, from the last, stay on the page of the row above them: totals, a last row, all of a small table.
    pub footing: usize,
    /// Where pages begin in cells that are merged over rows; nothing where none of them may break.
    pub continued: Option<Continued>,
    /// The rows; a merged cell stands only where it begins.
    pub rows: Vec<Vec<Cell>>,
}

/// The pages on which cells of a table go on that are merged over rows. In the PDF what stands in them is said
/// again there; no DOCX can say that.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Continued {
    /// Which of the document's tables it is.
    pub table: usize,
    /// The rows with which these pages begin; laying out decides it.
    pub rows: Vec<usize>,
}

impl Table {
    /// What is said again on later pages of cells that go on there.
    pub fn said_again(&self) -> impl Iterator<Item = &Text> {
        let begin = self.continued.as_ref().map_or(&[][..], |it| &it.rows);
        let cells = self.rows.iter().enumerate();
        let cells = cells.flat_map(|(row, cells)| cells.iter().map(move |cell| (row, cell)));
        cells.filter(|(_, cell)| !cell.whole).flat_map(move |(row, cell)| {
            let inside = begin.iter().filter(move |at| (row + 1..row + cell.rows).contains(at));
            inside.flat_map(|_| &cell.lines)
        })
    }

    /// Whether a row below the head has cells, and nothing in them but its number: somebody fills them in by hand.
    pub fn is_blank(&self, row: usize) -> bool {
        let cells = self.rows.get(row).filter(|_| row >= self.head).map_or(&[][..], Vec::as_slice);
        let empty = |cell: &&Cell| cell.lines.iter().all(|line| line.trim().is_empty());
        let number = |cell: &Cell| {
            let digits = |line: &Text| line.bytes().all(|byte| byte.is_ascii_digit());
            cell.column == 0 && cell.lines.iter().all(digits)
        };
        cells.iter().any(|cell| empty(&cell)) && cells.iter().all(|it| empty(&it) || number(it))
    }
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cell {
    /// Its column, from 0.
    pub column: usize,
    /// How many columns it covers.
    pub columns: usize,
    /// How many rows it covers.
    pub rows: usize,
    /// Its text, a value a line.
    pub lines: Vec<Text>,
    /// Centred, or set flush left as running text is.
    pub centred: bool,
    /// Kept on one page; a row that is taller than a page breaks inside.
    pub whole: bool,
}
