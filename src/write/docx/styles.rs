//! The named styles, one for each element of the standard, as a table. A clerk who wants another look
//! changes the style; no paragraph is formatted by hand but where its text decides the figures.

use super::measure::{EM, EM_4, Grid, PITCH, RIGHT, SIZE_3, TIGHT, TYPE_WIDTH, twips};
use crate::doc::Level;
use crate::doc::text::{Face, Role};
use crate::standard::GBT9704;
use crate::standard::word::{
    ABOVE_RULE, ABOVE_RULE_UNDER_TABLE, ABOVE_TITLE, BELOW_ORDER_NUMBER, BELOW_TITLE,
    PAGE_NUMBER_LINE, TITLE_PITCH, half_points,
};

/// The faces in the order of the file's table of fonts.
pub(super) const FACES: [Face; 5] =
    [Face::FangSong, Face::Kai, Face::Hei, Face::BiaoSong, Face::Song];

/// The name of a face that offices have, and another for those that lack it.
pub(super) fn names(face: Face) -> (&'static str, Option<&'static str>) {
    match face {
        Face::FangSong => ("仿宋_GB2312", Some("仿宋")),
        Face::Kai => ("楷体_GB2312", Some("楷体")),
        Face::Hei => ("黑体", None),
        Face::BiaoSong => ("方正小标宋简体", Some("方正小标宋_GBK")),
        Face::Song => ("宋体", None),
    }
}

/// How lines are set.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    /// Flush at both ends.
    Both,
    /// Flush left.
    Left,
    /// Centred.
    Centre,
    /// Flush right.
    Right,
}

/// A paragraph style; lengths in twips, sizes in half points.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Style {
    /// How paragraphs name it.
    pub id: &'static str,
    /// How people name it.
    pub name: &'static str,
    /// The face.
    pub face: Face,
    /// The size.
    pub size: usize,
    /// What is added to each character's width.
    pub tight: i32,
    /// Where it is not black.
    pub colour: Option<&'static str>,
    /// From one line's top to the next, exactly.
    pub line: i32,
    /// Space above.
    pub before: i32,
    /// Space below.
    pub after: i32,
    /// How lines are set.
    pub align: Align,
    /// Left of all lines.
    pub left: i32,
    /// Left of the first line, seen from the others: positive indents it, negative hangs it.
    pub first: i32,
    /// Right of all lines.
    pub right: i32,
    /// A tab stop that sets flush right.
    pub tab: Option<i32>,
    /// On the page of the next paragraph.
    pub keep_next: bool,
    /// On a new page.
    pub new_page: bool,
    /// A red rule (7.2.7) so many points below the last line.
    pub rule: Option<i32>,
    /// Where the navigation pane puts it: 0 for the outermost.
    pub outline: Option<u8>,
    /// Running text in 3号, whose 行 and 字 a document may adjust (7.3.5.5).
    pub running: bool,
}

/// What [`Style::rule`] takes below its space.
const RULE: i32 = twips(GBT9704.head_rule);

/// The names of the styles that Word has of its own and shows in the reader's language: 标题, 标题 1, 题注. Its
/// navigation pane and other programs know by them what a paragraph is.
const BUILT_IN: [&str; 9] = [
    "Normal",
    "Title",
    "caption",
    "heading 1",
    "heading 2",
    "heading 3",
    "heading 4",
    "header",
    "footer",
];

impl Style {
    /// Whether Word has this style of its own.
    pub(super) fn is_built_in(&self) -> bool {
        BUILT_IN.contains(&self.name)
    }

    /// The style with the 行 and 字 of this grid where it is one of running text.
    pub(super) fn on(self, grid: Grid) -> Self {
        if !self.running {
            return self;
        }
        let rows = |twips: i32| twips * grid.pitch / PITCH;
        let characters = |twips: i32| twips * grid.em / EM;
        Self {
            tight: grid.tight(),
            line: rows(self.line),
            before: rows(self.before),
            left: characters(self.left),
            first: characters(self.first),
            ..self
        }
    }

    /// The height of its rule, where it has one, with the space above it.
    pub(super) fn rule_room(&self) -> Option<i32> {
        self.rule.map(|space| space * 20 + RULE)
    }
}

/// The red of 版头.
pub(super) const RED: &str = "FF0000";

/// 正文 (7.3.3), which Word knows as `Normal` and shows as 正文: 3号仿宋, 左空二字.
pub(super) const BODY: Style = Style {
    id: "Normal",
    name: "Normal",
    face: Role::Text.face(),
    size: SIZE_3,
    tight: TIGHT,
    colour: None,
    line: PITCH,
    before: 0,
    after: 0,
    align: Align::Both,
    left: 0,
    first: 2 * EM,
    right: 0,
    tab: None,
    keep_next: false,
    new_page: false,
    rule: None,
    outline: None,
    running: true,
};

/// What differs from 正文 first in not being indented.
const FLUSH: Style = Style { first: 0, ..BODY };
/// What stands at its place whatever 行 and 字 of the text are.
const FIXED: Style = Style { running: false, ..FLUSH };

/// 发文机关标志 (7.2.4). Size and spacing follow the number of its characters.
pub(super) const MARK: Style = Style {
    id: "Mark",
    name: "发文机关标志",
    face: Role::Mark.face(),
    colour: Some(RED),
    tight: 0,
    align: Align::Centre,
    ..FIXED
};
/// 份号 (7.2.1), on row 1.
pub(super) const COPY_NUMBER: Style = Style { id: "CopyNumber", name: "份号", ..FIXED };
/// 密级和保密期限 (7.2.2), on row 2.
pub(super) const SECRECY: Style =
    Style { id: "Secrecy", name: "密级和保密期限", face: Role::Secrecy.face(), ..FIXED };
/// 紧急程度 (7.2.3), below them.
pub(super) const URGENCY: Style =
    Style { id: "Urgency", name: "紧急程度", face: Role::Urgency.face(), ..FIXED };
/// 发文字号 (7.2.5) with 版头分隔线 (7.2.7), 4 mm below the number.
pub(super) const NUMBER: Style =
    Style {
        id: "Number", name: "发文字号", align: Align::Centre, rule: Some(ABOVE_RULE), ..FIXED
    };
/// 发文字号 of an 上行文 (7.2.5): 居左空一字.
pub(super) const UPWARD_NUMBER: Style =
    Style { id: "UpwardNumber", name: "上行文发文字号", left: EM, ..FIXED };
/// 签发人 (7.2.6): 居右空一字, wrapped lines under the first name. The right indent leaves some room, for
/// the cell around it is as wide as the text.
pub(super) const SIGNERS: Style = Style {
    id: "Signers",
    name: "签发人",
    align: Align::Left,
    left: 4 * EM,
    first: -4 * EM,
    right: EM / 2,
    ..FIXED
};
/// 版头分隔线 (7.2.7) below a 发文字号 that shares its row with 签发人.
pub(super) const HEAD_RULE: Style =
    Style { id: "HeadRule", name: "版头分隔线", rule: Some(ABOVE_RULE_UNDER_TABLE), ..SPACER };
/// 发文字号 of a letter (10.1): flush right.
pub(super) const LETTER_NUMBER: Style =
    Style { id: "LetterNumber", name: "信函发文字号", align: Align::Right, ..FIXED };
/// A red double line on a letter's first page (10.1).
pub(super) const LETTER_RULE: Style = Style {
    id: "LetterRule",
    name: "信函红色双线",
    left: LETTER_RULE_LEFT - twips(GBT9704.margin_left),
    right: LETTER_RULE_LEFT - RIGHT,
    ..SPACER
};
/// Where these lines, longer than the type area, begin on the paper.
const LETTER_RULE_LEFT: i32 = twips((GBT9704.page_width - GBT9704.letter_rule_width) / 2.0);
/// 令号 (10.2), the text 空二行 below it.
pub(super) const ORDER_NUMBER: Style = Style {
    id: "OrderNumber",
    name: "令号",
    align: Align::Centre,
    after: BELOW_ORDER_NUMBER,
    ..FIXED
};
/// 标题 (7.3.1): 2号小标宋, 12.5 mm from line to line. 空二行 above and 空一行 below are 20.8 mm and 10.4 mm
/// from edge to edge, as in GB/T 33476.2, and a little more because programs place text in its line
/// differently.
pub(super) const TITLE: Style = Style {
    id: "Title",
    name: "Title",
    face: Role::Title.face(),
    size: half_points(GBT9704.title_size),
    tight: 0,
    line: TITLE_PITCH,
    before: ABOVE_TITLE,
    after: BELOW_TITLE,
    align: Align::Centre,
    keep_next: true,
    ..FIXED
};
/// 题注, below the title.
pub(super) const TITLE_NOTE: Style = Style {
    id: "Caption",
    name: "caption",
    face: Role::TitleNote.face(),
    align: Align::Centre,
    after: BELOW_TITLE,
    keep_next: true,
    ..FLUSH
};
/// 主送机关 (7.3.2).
pub(super) const ADDRESSEES: Style = Style { id: "Addressees", name: "主送机关", ..FLUSH };
/// 一级标题 (7.3.3) to 四级标题.
const HEADINGS: [Style; 4] = [
    Style {
        id: "Heading1",
        name: "heading 1",
        face: Role::Heading1.face(),
        keep_next: true,
        outline: Some(0),
        ..BODY
    },
    Style {
        id: "Heading2",
        name: "heading 2",
        face: Role::Heading2.face(),
        keep_next: true,
        outline: Some(1),
        ..BODY
    },
    Style { id: "Heading3", name: "heading 3", keep_next: true, outline: Some(2), ..BODY },
    Style { id: "Heading4", name: "heading 4", keep_next: true, outline: Some(3), ..BODY },
];
/// An item of a list.
pub(super) const ITEM: Style = Style { id: "ListItem", name: "列表项", ..BODY };
/// 名单: label, name, unit and post; the last wraps under itself.
pub(super) const ROSTER: Style =
    Style { id: "Roster", name: "名单", left: 2 * EM, align: Align::Left, first: 0, ..BODY };
/// 附件说明 (7.3.4), its first item, with room for `附件：1.` before the name.
pub(super) const NOTE: Style =
    Style { id: "Note", name: "附件说明", before: PITCH, left: 6 * EM, first: -4 * EM, ..BODY };
/// 附件说明 (7.3.4), the items after the first.
pub(super) const NOTE_NEXT: Style =
    Style { id: "NoteNext", name: "附件说明续", left: 6 * EM, first: -EM, ..BODY };
/// 出席 and other lists of those who were there (10.3), the first: wrapped lines under the first unit,
/// with room for `出席：` before it.
pub(super) const ATTENDANCE: Style =
    Style { id: "Attendance", name: "出席", before: PITCH, ..ATTENDANCE_NEXT };
/// 请假, 列席: the lists after the first.
pub(super) const ATTENDANCE_NEXT: Style =
    Style { id: "AttendanceNext", name: "请假列席", left: 5 * EM, first: -3 * EM, ..BODY };
/// 发文机关署名 (7.3.5). How far it is from the right follows its width.
pub(super) const ORGAN: Style = Style {
    id: "Organ",
    name: "发文机关署名",
    before: PITCH,
    align: Align::Right,
    right: 2 * EM,
    keep_next: true,
    ..FLUSH
};
/// 发文机关署名 (7.3.5) below another, or below room for a seal.
pub(super) const ORGAN_NEXT: Style =
    Style { id: "OrganNext", name: "发文机关署名续", before: 0, ..ORGAN };
/// 成文日期 (7.3.5): 右空四字 where there is a seal.
pub(super) const DATE: Style =
    Style { id: "IssueDate", name: "成文日期", align: Align::Right, right: 4 * EM, ..FLUSH };
/// 签发人职务 and, in place of the stamp, the name (7.3.5.3): 下空二行, the name 右空四字.
pub(super) const STAMPED: Style = Style {
    id: "Stamped",
    name: "签发人职务",
    before: 2 * PITCH,
    align: Align::Right,
    right: 4 * EM,
    keep_next: true,
    ..FLUSH
};
/// The persons after the first (7.3.5.3): 空一行.
pub(super) const STAMPED_NEXT: Style =
    Style { id: "StampedNext", name: "签发人职务续", before: PITCH, ..STAMPED };
/// 成文日期 below it (7.3.5.3): 空一行, 右空四字.
pub(super) const STAMPED_DATE: Style =
    Style { id: "StampedDate", name: "签名章成文日期", before: PITCH, ..DATE };
/// 附注 (7.3.6).
pub(super) const ANNOTATION: Style = Style { id: "Annotation", name: "附注", ..BODY };
/// 附件 and its number over an attachment (7.3.7), on a new page.
pub(super) const ATTACHMENT_LABEL: Style = Style {
    id: "AttachmentLabel",
    name: "附件标识",
    face: Role::AttachmentLabel.face(),
    keep_next: true,
    new_page: true,
    ..FIXED
};
/// 发文字号 and 附件 over an attachment that is bound apart from its document (7.3.7).
pub(super) const APART_LABEL: Style =
    Style { id: "ApartLabel", name: "另订附件标识", new_page: false, ..ATTACHMENT_LABEL };
/// An attachment's title (7.3.7), on row 3.
pub(super) const ATTACHMENT_TITLE: Style =
    Style { id: "AttachmentTitle", name: "附件标题", before: PITCH, ..TITLE };
/// The head of a table.
pub(super) const TABLE_HEAD: Style = Style {
    id: "TableHead",
    name: "表头",
    face: Role::TableHead.face(),
    align: Align::Centre,
    ..TABLE_TEXT
};
/// Text in a table: 小四宋体.
pub(super) const TABLE_TEXT: Style = Style {
    id: "TableText",
    name: "表文",
    face: Role::TableText.face(),
    size: half_points(GBT9704.table_size),
    align: Align::Left,
    tight: 0,
    line: twips(GBT9704.table_pitch),
    ..FIXED
};
/// Text in the middle of a table's cell.
pub(super) const TABLE_CENTRED: Style =
    Style { id: "TableCentred", name: "表文居中", align: Align::Centre, ..TABLE_TEXT };
/// 主送机关 that was moved to 版记 (7.4.2).
pub(super) const SEND_TO: Style = Style { id: "SendTo", name: "版记主送机关", ..COPY_TO };
/// 抄送机关 (7.4.2): 4号仿宋, 左右各空一字, wrapped lines under the first name.
pub(super) const COPY_TO: Style = Style {
    id: "CopyTo",
    name: "抄送机关",
    left: 4 * EM_4,
    first: -3 * EM_4,
    right: EM_4,
    ..IMPRINT
};
/// Other elements of 版记 (7.4.3).
pub(super) const OTHER: Style = Style { id: "ImprintOther", name: "版记其他要素", ..IMPRINT };
/// 印发机关和印发日期 (7.4.3): 4号仿宋, one at the left, the other at the right, both 空一字.
pub(super) const PRINTER: Style =
    Style { id: "Printer", name: "印发机关", tab: Some(TYPE_WIDTH - EM_4), ..IMPRINT };
/// What the elements of 版记 share (7.4).
const IMPRINT: Style = Style {
    id: "",
    name: "",
    size: half_points(GBT9704.small_size),
    align: Align::Left,
    tight: 0,
    line: twips(GBT9704.small_pitch),
    left: EM_4,
    right: EM_4,
    ..FIXED
};
/// 页码 of odd pages (7.5): 4号宋体, 居右空一字.
pub(super) const PAGE_ODD: Style = Style {
    id: "Footer",
    name: "footer",
    face: Role::PageNumber.face(),
    size: half_points(GBT9704.small_size),
    tight: 0,
    line: PAGE_NUMBER_LINE,
    align: Align::Right,
    right: EM_4,
    ..FIXED
};
/// 页码 of even pages (7.5): 居左空一字.
pub(super) const PAGE_EVEN: Style = Style {
    id: "PageEven",
    name: "双页页码",
    align: Align::Both,
    left: EM_4,
    right: 0,
    ..PAGE_ODD
};
/// 草稿, at the head of every page.
pub(super) const DRAFT: Style = Style {
    id: "Header",
    name: "header",
    face: Role::DraftMark.face(),
    align: Align::Right,
    ..FIXED
};
/// A paragraph that holds something else's place and should take none itself.
pub(super) const SPACER: Style =
    Style { id: "Spacer", name: "占位行", size: 2, tight: 0, line: 20, ..FIXED };

/// All paragraph styles.
pub(super) const ALL: [Style; 46] = [
    BODY,
    COPY_NUMBER,
    SECRECY,
    URGENCY,
    MARK,
    NUMBER,
    UPWARD_NUMBER,
    SIGNERS,
    HEAD_RULE,
    LETTER_NUMBER,
    LETTER_RULE,
    ORDER_NUMBER,
    TITLE,
    TITLE_NOTE,
    ADDRESSEES,
    HEADINGS[0],
    HEADINGS[1],
    HEADINGS[2],
    HEADINGS[3],
    ITEM,
    ROSTER,
    NOTE,
    NOTE_NEXT,
    ATTENDANCE,
    ATTENDANCE_NEXT,
    ORGAN,
    ORGAN_NEXT,
    DATE,
    STAMPED,
    STAMPED_NEXT,
    STAMPED_DATE,
    ANNOTATION,
    ATTACHMENT_LABEL,
    APART_LABEL,
    ATTACHMENT_TITLE,
    TABLE_HEAD,
    TABLE_TEXT,
    TABLE_CENTRED,
    SEND_TO,
    COPY_TO,
    OTHER,
    PRINTER,
    PAGE_ODD,
    PAGE_EVEN,
    DRAFT,
    SPACER,
];

/// The style of a heading on a line of its own.
pub(super) fn heading(level: Level) -> &'static Style {
    match level {
        Level::One => &HEADINGS[0],
        Level::Two => &HEADINGS[1],
        Level::Three => &HEADINGS[2],
        Level::Four => &HEADINGS[3],
    }
}

/// The character style of a run-in heading, which Word keeps in step with [`heading`] and takes into a table of
/// contents by itself; the paragraph is 正文, for the navigation pane would show it whole.
pub(super) fn run_in(level: Level) -> &'static str {
    match level {
        Level::One => "Heading1Char",
        Level::Two => "Heading2Char",
        Level::Three => "Heading3Char",
        Level::Four => "Heading4Char",
    }
}

/// The character style of text set off from the rest.
pub(super) const STRONG: &str = "Strengthened";
/// The character style of a list's label (10.3), in 黑体.
pub(super) const LABEL: &str = "AttendanceLabel";
/// The character style of 签发人姓名 (7.2.6, 7.3.5.3), in 楷体.
pub(super) const SIGNER: &str = "SignerName";
/// The table style of tables in the text.
pub(super) const TABLE: &str = "GridTable";
/// The table style of 版记 with its rules (7.4.1).
pub(super) const IMPRINT_TABLE: &str = "ImprintTable";
