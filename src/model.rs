//! The campaign (活动): the facts, once, as plain data. Keys are the standard's own Chinese terms.

mod date;
mod each;
mod head;
mod number;
mod outline;
mod period;
mod roster;
mod seal;
mod short;

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

pub use self::date::Date;
pub use self::each::EachSpec;
pub use self::head::{CopyNumbers, Secrecy, Urgency};
pub use self::number::{DocNumber, NumberSpec};
pub use self::outline::{Phase, Task};
pub use self::period::Period;
pub use self::roster::{OfficeSpec, Order, OrderNote, RosterSpec};
pub use self::seal::{JointOrgan, PictureSpec};
use self::short::{Details, OneOrMany, Short};
use crate::source::Spanned;

/// Free facts for templates (变量).
pub type Facts = BTreeMap<String, serde_json::Value>;

/// One campaign: `campaign.yaml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Campaign {
    /// 活动: its name, free text for templates.
    #[serde(rename = "活动")]
    pub name: Option<Spanned<String>>,
    /// 发文机关.
    #[serde(rename = "发文机关")]
    pub organ: Organ,
    /// 日期.
    #[serde(rename = "日期")]
    pub dates: Dates,
    /// 抄送机关 (7.4.2) of every document that names none itself.
    #[serde(rename = "抄送", default)]
    pub copy_to: Vec<Spanned<String>>,
    /// 附注 (7.3.6) of every document that has none itself, without brackets.
    #[serde(rename = "附注")]
    pub annotation: Option<Spanned<String>>,
    /// 变量.
    #[serde(rename = "变量", default)]
    pub facts: Spanned<Facts>,
    /// 名单 by name.
    #[serde(rename = "名单", default)]
    pub rosters: BTreeMap<String, RosterSpec>,
    /// 表 by name.
    #[serde(rename = "表", default)]
    pub tables: BTreeMap<String, Sheet>,
    /// 阶段 of its plan, in their order.
    #[serde(rename = "阶段", default)]
    pub phases: Vec<Phase>,
    /// 任务 of its plan.
    #[serde(rename = "任务", default)]
    pub tasks: Vec<Task>,
    /// 台账: the ledger from which numbers are given, a csv file.
    #[serde(rename = "台账")]
    pub ledger: Option<Spanned<String>>,
    /// 文件: the documents to make.
    #[serde(rename = "文件")]
    pub documents: Vec<DocumentSpec>,
}

/// 发文机关.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organ {
    /// 名称: full or standard short name; 署名 and, with 文件, 标志 follow from it.
    #[serde(rename = "名称")]
    pub name: Spanned<String>,
    /// 代字: what 发文字号 begins with.
    #[serde(rename = "代字")]
    pub code: Option<Spanned<String>>,
    /// 发文机关标志 (7.2.4), where it is not 名称 with 文件.
    #[serde(rename = "标志")]
    pub mark: Option<Spanned<String>>,
    /// 印发机关 (7.4.3), where it is not 名称.
    #[serde(rename = "印发机关")]
    pub printer: Option<Spanned<String>>,
    /// 印章 (7.3.5.1): a picture of the seal; room is left for a real one where there is none.
    #[serde(rename = "印章")]
    pub seal: Option<PictureSpec>,
}

/// 日期.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dates {
    /// 成文日期 (7.3.5.4).
    #[serde(rename = "成文")]
    pub issued: Spanned<Date>,
    /// 印发日期 (7.4.3); without it there is no 版记.
    #[serde(rename = "印发")]
    pub printed: Option<Spanned<Date>>,
}

/// A sheet that the campaign includes: a path, or a path with details.
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "Spanned<Short<SheetDetails>>")]
pub struct Sheet {
    /// The file.
    pub file: Spanned<String>,
    /// 工作表; the first where none is named.
    pub sheet: Option<Spanned<String>>,
    /// 标题 of an attachment that prints it.
    pub title: Option<Spanned<String>>,
    /// 表头: how many rows are the head; told from the merged cells where it is not said.
    pub head: Option<Spanned<usize>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SheetDetails {
    #[serde(rename = "文件")]
    file: Spanned<String>,
    #[serde(rename = "工作表")]
    sheet: Option<Spanned<String>>,
    #[serde(rename = "标题")]
    title: Option<Spanned<String>>,
    #[serde(rename = "表头")]
    head: Option<Spanned<usize>>,
}

impl Details for SheetDetails {
    const SHORT: &'static str = "文件路径";
    const EXAMPLE: &'static str = "名单/领导小组.xlsx";
}

impl From<Spanned<Short<SheetDetails>>> for Sheet {
    fn from(form: Spanned<Short<SheetDetails>>) -> Self {
        match form.v {
            Short::Text(path) => {
                Self { file: Spanned::new(path, form.place), sheet: None, title: None, head: None }
            }
            Short::Full(full) => {
                Self { file: full.file, sheet: full.sheet, title: full.title, head: full.head }
            }
        }
    }
}

/// One document to make.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentSpec {
    /// 名: the name of the output files.
    #[serde(rename = "名")]
    pub name: Spanned<String>,
    /// 逐一: one document for each record of a table, whose columns its texts can use.
    #[serde(rename = "逐一")]
    pub each: Option<EachSpec>,
    /// 模板: the template that says the text.
    #[serde(rename = "模板")]
    pub template: Option<Spanned<String>>,
    /// 正文: a file of the campaign that says the text, in place of a template.
    #[serde(rename = "正文")]
    pub text: Option<Spanned<String>>,
    /// 格式: one of the standard's four.
    #[serde(rename = "格式", default)]
    pub format: FormatSpec,
    /// 联合发文: the organs that issue it with 发文机关, in their order (7.2.4, 7.3.5).
    #[serde(rename = "联合发文", default)]
    pub joint: Vec<JointOrgan>,
    /// 份号 (7.2.1): one, or from the first to the last of as many copies.
    #[serde(rename = "份号")]
    pub copy_numbers: Option<Spanned<CopyNumbers>>,
    /// 密级和保密期限 (7.2.2).
    #[serde(rename = "密级")]
    pub secrecy: Option<Spanned<Secrecy>>,
    /// 紧急程度 (7.2.3).
    #[serde(rename = "紧急程度")]
    pub urgency: Option<Spanned<Urgency>>,
    /// 签发人 (7.2.6) of an 上行文.
    #[serde(rename = "签发人", default)]
    pub signers: Vec<Spanned<String>>,
    /// 标志 of this document, where it is not the organ's.
    #[serde(rename = "标志")]
    pub mark: Option<Spanned<String>>,
    /// 文号; the 令号 of an order.
    #[serde(rename = "文号")]
    pub number: Option<Spanned<NumberSpec>>,
    /// 标题 (7.3.1); a `|` forces a line break.
    #[serde(rename = "标题")]
    pub title: Spanned<String>,
    /// 题注: printed in brackets below the title, for example when and by whom a 决议 was adopted.
    #[serde(rename = "题注")]
    pub title_note: Option<Spanned<String>>,
    /// 主送机关 (7.3.2).
    #[serde(rename = "主送", default)]
    pub addressees: Vec<Spanned<String>>,
    /// 印发件.
    #[serde(rename = "印发件")]
    pub issued: Option<IssuedSpec>,
    /// 附件 (7.3.7); where there is an 印发件 they are its attachments.
    #[serde(rename = "附件", default)]
    pub attachments: Vec<Spanned<AttachmentSpec>>,
    /// 盖章: whether room is left for a seal (7.3.5.1); yes where it is not said.
    #[serde(rename = "盖章")]
    pub sealed: Option<bool>,
    /// 署名: whether 发文机关署名 and 成文日期 are printed (7.3.5); yes where it is not said. A 决议 with its
    /// 题注 has none.
    #[serde(rename = "署名")]
    pub signed: Option<bool>,
    /// 签署: a person of each organ signs in its place (7.3.5.3).
    #[serde(rename = "签署", default, deserialize_with = "one_or_many")]
    pub signed_by: Vec<PersonSpec>,
    /// 主送移入版记: 主送机关 are printed in 版记 (7.4.2), for they are too many for page 1 (7.3.2).
    #[serde(rename = "主送移入版记", default)]
    pub send_to_in_imprint: bool,
    /// 出席 of minutes (10.3).
    #[serde(rename = "出席", default)]
    pub present: Vec<Spanned<String>>,
    /// 请假 of minutes (10.3).
    #[serde(rename = "请假", default)]
    pub excused: Vec<Spanned<String>>,
    /// 列席 of minutes (10.3).
    #[serde(rename = "列席", default)]
    pub observing: Vec<Spanned<String>>,
    /// 日期 of this document.
    #[serde(rename = "日期")]
    pub dates: Option<Dates>,
    /// 抄送 of this document.
    #[serde(rename = "抄送")]
    pub copy_to: Option<Vec<Spanned<String>>>,
    /// 版记其他: other elements of 版记 (7.4.3).
    #[serde(rename = "版记其他", default)]
    pub imprint_others: Vec<Spanned<String>>,
    /// 附注 of this document.
    #[serde(rename = "附注")]
    pub annotation: Option<Spanned<String>>,
    /// 变量 of this document.
    #[serde(rename = "变量", default)]
    pub facts: Spanned<Facts>,
}

/// 格式.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum FormatSpec {
    /// 文件.
    #[default]
    #[serde(rename = "文件")]
    Document,
    /// 信函 (10.1).
    #[serde(rename = "信函")]
    Letter,
    /// 命令 (10.2).
    #[serde(rename = "命令")]
    Order,
    /// 纪要 (10.3).
    #[serde(rename = "纪要")]
    Minutes,
}

impl FormatSpec {
    /// The format with this Chinese name.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "文件" => Some(Self::Document),
            "信函" => Some(Self::Letter),
            "命令" => Some(Self::Order),
            "纪要" => Some(Self::Minutes),
            _ => None,
        }
    }
}

/// 签署: who signs in person.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonSpec {
    /// 职务, in full.
    #[serde(rename = "职务")]
    pub post: Spanned<String>,
    /// 姓名.
    #[serde(rename = "姓名")]
    pub name: Spanned<String>,
    /// 签名章: a picture of it; the name is printed in its place where there is none.
    #[serde(rename = "签名章")]
    pub stamp: Option<PictureSpec>,
}

fn one_or_many<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<PersonSpec>, D::Error> {
    OneOrMany::deserialize(deserializer).map(|people| people.0)
}

/// 印发件: a path, or a path and a title.
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "Spanned<Short<IssuedDetails>>")]
pub struct IssuedSpec {
    /// 正文: the file with its text.
    pub text: Spanned<String>,
    /// 标题; what stands in the 书名号 of the document's title where it is not said.
    pub title: Option<Spanned<String>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct IssuedDetails {
    #[serde(rename = "正文")]
    text: Spanned<String>,
    #[serde(rename = "标题")]
    title: Option<Spanned<String>>,
}

impl Details for IssuedDetails {
    const SHORT: &'static str = "文件路径";
    const EXAMPLE: &'static str = "方案.md";
}

impl From<Spanned<Short<IssuedDetails>>> for IssuedSpec {
    fn from(form: Spanned<Short<IssuedDetails>>) -> Self {
        match form.v {
            Short::Text(path) => Self { text: Spanned::new(path, form.place), title: None },
            Short::Full(full) => Self { text: full.text, title: full.title },
        }
    }
}

/// One attachment: exactly one of 名单, 表 and 正文.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttachmentSpec {
    /// 名单: the name of a roster of the campaign.
    #[serde(rename = "名单")]
    pub roster: Option<Spanned<String>>,
    /// 表: the name of a table of the campaign.
    #[serde(rename = "表")]
    pub table: Option<Spanned<String>>,
    /// 正文: a file with the attachment's text.
    #[serde(rename = "正文")]
    pub text: Option<Spanned<String>>,
    /// 标题, where the sheet does not say it.
    #[serde(rename = "标题")]
    pub title: Option<Spanned<String>>,
    /// 主送机关 of an attached document.
    #[serde(rename = "主送", default)]
    pub addressees: Vec<Spanned<String>>,
    /// 单独装订: not bound with the text, a file of its own (7.3.7).
    #[serde(rename = "单独装订", default)]
    pub apart: bool,
    /// 横排 (8); decided by the table's width where it is not said.
    #[serde(rename = "横排")]
    pub landscape: Option<bool>,
    /// 样式 of a roster.
    #[serde(rename = "样式", default)]
    pub form: RosterForm,
}

/// How a roster is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum RosterForm {
    /// 名册: 组　长：name　post.
    #[default]
    #[serde(rename = "名册")]
    List,
    /// 表格.
    #[serde(rename = "表格")]
    Table,
}

impl RosterForm {
    /// The form with this Chinese name.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "名册" => Some(Self::List),
            "表格" => Some(Self::Table),
            _ => None,
        }
    }
}
