//! The campaign (活动): the facts, once, as plain data. Keys are the standard's own Chinese terms.

mod answer;
mod date;
mod each;
mod form;
mod head;
mod number;
mod organs;
mod overrides;
mod period;
mod roster;
mod schedule;
mod seal;
mod short;
mod variable;
mod width;
mod words;
mod wrong;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};

pub use self::answer::AnswerSpec;
pub use self::date::Date;
pub use self::each::EachSpec;
pub use self::head::{CopyNumbers, Secrecy, Urgency};
pub use self::number::{DocNumber, NumberSpec};
pub use self::organs::OrgansSpec;
pub use self::overrides::{Key, OVERRIDES, Override, is_override};
pub use self::period::Period;
pub use self::roster::{OfficeSpec, Order, OrderNote, RosterSpec};
pub use self::schedule::{Phase, Task};
pub use self::seal::{JointOrgan, PictureSpec};
use self::short::OneOrMany;
pub use self::short::{FromText, Short};
pub use self::variable::{Variable, Variables};
pub use self::width::ColumnWidth;
pub use self::words::{WordSpec, Words};
pub use self::wrong::Wrong;
use crate::diag::{self, Diagnostic, codes};
use crate::source::Spanned;

/// One campaign: `campaign.yaml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(
    title = "活动",
    description = "一个活动的事实，只写一遍：谁发文、什么日期、要生成哪些公文"
)]
pub struct Campaign {
    /// 活动: its name, free text for templates.
    #[serde(rename = "活动")]
    #[schemars(description = "活动的名称，供模板引用，例如：创建市级卫生镇")]
    pub name: Option<Spanned<String>>,
    /// 发文机关.
    #[serde(rename = "发文机关")]
    #[schemars(description = "由谁发文，例如：{ 名称: 石溪镇人民政府, 代字: 石溪府发 }")]
    pub organ: Organ,
    /// 日期.
    #[serde(rename = "日期")]
    #[schemars(description = "成文和印发的日期，例如：{ 成文: 2026-03-05, 印发: 2026-03-06 }")]
    pub dates: Dates,
    /// 抄送机关 (7.4.2) of every document that names none itself.
    #[serde(rename = "抄送", default)]
    #[schemars(
        description = "抄送哪些机关，各份文件共用，例如：[县爱卫办, 县卫生健康局]；某一份不同的，写在那一份里"
    )]
    pub copy_to: Vec<Spanned<String>>,
    /// 附注 (7.3.6) of every document that has none itself, without brackets.
    #[serde(rename = "附注")]
    #[schemars(description = "附注，各份文件共用，括号由程序加，例如：此件公开发布")]
    pub annotation: Option<Spanned<String>>,
    /// 收紧 of every document that does not say otherwise.
    #[serde(rename = "收紧", default)]
    #[schemars(
        description = "是：末页只有几行、收紧行距和字距（7.3.5.5）能少用一页的，就收紧；不写就是否；某一份不同的，写在那一份里"
    )]
    pub tighten: bool,
    /// 变量.
    #[serde(rename = "变量", default)]
    #[schemars(
        description = "自己起名的值，在文字里用 {{ 目标年 }} 这样引用，例如：{ 目标年: 2026 }；不能和程序给的名字相同"
    )]
    pub facts: Spanned<Variables>,
    /// 词语: what a title's lines do not cut, besides the words that the program knows.
    #[serde(rename = "词语", default)]
    #[schemars(
        description = "标题换行时不拆开的词，例如：[幸福河湖, 健康细胞]；机关名称、活动名称和常用的词不用写"
    )]
    pub nouns: Vec<Spanned<String>>,
    /// 名单 by name.
    #[serde(rename = "名单", default)]
    #[schemars(description = "名单的名字和它的文件，例如：{ 领导小组: 名单/领导小组.xlsx }")]
    pub rosters: BTreeMap<String, Short<RosterSpec>>,
    /// 表 by name.
    #[serde(rename = "表", default)]
    #[schemars(description = "表的名字和它的文件，例如：{ 行事历: 表/行事历.xlsx }")]
    pub tables: BTreeMap<String, Short<Sheet>>,
    /// 阶段 of its plan, in their order.
    #[serde(rename = "阶段", default)]
    #[schemars(
        description = "方案分几个阶段，按先后写，供模板引用，例如：[{ 名: 宣传发动, 时间: 2026年3月, 内容: 召开动员会 }]"
    )]
    pub phases: Vec<Phase>,
    /// 任务 of its plan.
    #[serde(rename = "任务", default)]
    #[schemars(
        description = "方案或者纪要里的事项，一组一项，供模板引用，例如：[{ 事项: 改造户厕86户, 责任单位: [镇农业服务中心] }]"
    )]
    pub tasks: Vec<Task>,
    /// 机关: organs, and who is above whom.
    #[serde(rename = "机关")]
    #[schemars(
        description = "机关一览表的文件，检查主送、抄送和行文方向用，例如：表/机关.csv；列有名称、简称、级别、上级、代字、电话"
    )]
    pub organs: Option<Short<OrgansSpec>>,
    /// 台账: the ledger from which numbers are given, a csv file.
    #[serde(rename = "台账")]
    #[schemars(description = "文号记在哪个 csv 文件里，例如：文号台账.csv（不写就是它）")]
    pub ledger: Option<Spanned<String>>,
    /// 不再提醒: answers to reminders about rosters and about any document.
    #[serde(rename = "不再提醒", default)]
    #[schemars(
        description = "核对过、不用改的提醒，例如：[{ 规则: roster-two-posts, 内容: 牛某某, 因为: 确有两职 }]"
    )]
    pub answers: Vec<AnswerSpec>,
    /// 文件: the documents to make.
    #[serde(rename = "文件")]
    #[schemars(
        description = "要生成的公文，一份一项，例如：[{ 名: 通知, 文号: 8, 标题: 关于开展卫生检查的通知, 正文: 通知.md }]"
    )]
    pub documents: Vec<DocumentSpec>,
    /// What is written but wrong, so that nothing is known of it: the keys that lead there, and what is wrong.
    #[serde(skip)]
    #[schemars(skip)]
    pub unknown: Vec<(Vec<String>, Diagnostic)>,
}

/// 发文机关.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(
    title = "发文机关",
    description = "由谁发文，例如：{ 名称: 石溪镇人民政府, 代字: 石溪府发 }"
)]
pub struct Organ {
    /// 名称: full or standard short name; 署名 and, with 文件, 标志 follow from it.
    #[serde(rename = "名称")]
    #[schemars(
        description = "全称或者规范化简称，标志、署名、印发机关都由它得来，例如：石溪镇人民政府"
    )]
    pub name: Spanned<String>,
    /// 代字: what 发文字号 begins with.
    #[serde(rename = "代字")]
    #[schemars(description = "机关代字，编发文字号用，例如：石溪府发")]
    pub code: Option<Spanned<String>>,
    /// 发文机关标志 (7.2.4), where it is not 名称 with 文件.
    #[serde(rename = "标志")]
    #[schemars(description = "红头上印的字，不写就是名称加“文件”，例如：石溪镇人民政府文件")]
    pub mark: Option<Spanned<String>>,
    /// 印发机关 (7.4.3), where it is not 名称.
    #[serde(rename = "印发机关")]
    #[schemars(description = "版记里的印发机关，不写就是名称，例如：石溪镇党政办公室")]
    pub printer: Option<Spanned<String>>,
    /// 印章 (7.3.5.1): a picture of the seal; room is left for a real one where there is none.
    #[serde(rename = "印章")]
    #[schemars(
        description = "印章的图片，透明背景的 PNG，例如：印章/镇政府.png；没有就留出盖章的位置"
    )]
    pub seal: Option<Short<PictureSpec>>,
}

/// 日期.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(
    title = "日期",
    description = "成文和印发的日期，例如：{ 成文: 2026-03-05, 印发: 2026-03-06 }"
)]
pub struct Dates {
    /// 成文日期 (7.3.5.4).
    #[serde(rename = "成文")]
    #[schemars(description = "成文日期，负责人签发的日期，例如：2026-03-05")]
    pub issued: Spanned<Date>,
    /// 印发日期 (7.4.3); without it there is no 版记.
    #[serde(rename = "印发")]
    #[schemars(
        description = "印发日期，送去印刷的日期，不能早于成文，例如：2026-03-06；不写就没有版记"
    )]
    pub printed: Option<Spanned<Date>>,
}

/// A sheet that the campaign includes: a path, or a path with details.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(
    title = "表",
    description = "表的文件和怎样读它，例如：{ 文件: 表/行事历.xlsx, 表头: 2 }"
)]
pub struct Sheet {
    /// The file.
    #[serde(rename = "文件")]
    #[schemars(description = "活动文件夹里的 xlsx、csv 或 yaml 文件，例如：表/行事历.xlsx")]
    pub file: Spanned<String>,
    /// 工作表; the first where none is named.
    #[serde(rename = "工作表")]
    #[schemars(description = "读 xlsx 里的哪一张工作表，不写就是第一张，例如：成员")]
    pub sheet: Option<Spanned<String>>,
    /// 标题 of an attachment that prints it.
    #[serde(rename = "标题")]
    #[schemars(description = "作附件时印在上面的标题，例如：青溪县行事历")]
    pub title: Option<Spanned<String>>,
    /// 表头: how many rows are the head; told from the merged cells where it is not said.
    #[serde(rename = "表头")]
    #[schemars(description = "表头有几行，换页时重复，例如：2；不写就由合并的单元格判断")]
    pub head: Option<Spanned<usize>>,
    /// 列宽: of each column, where it is not decided by what stands in it.
    #[serde(rename = "列宽")]
    #[schemars(
        description = "每一列多宽，从左到右，例如：[3字, 8字, 自动]；或者都写份数：[1, 2, 4]；不写就由内容定"
    )]
    pub widths: Option<Spanned<Vec<ColumnWidth>>>,
}

impl FromText for Sheet {
    const SHORT: &'static str = "文件路径";
    const EXAMPLE: &'static str = "名单/领导小组.xlsx";

    fn from_text(text: Spanned<String>) -> Self {
        Self { file: text, sheet: None, title: None, head: None, widths: None }
    }
}

/// One document to make.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "文件", description = "要生成的一份公文，或者一张表每行一份")]
pub struct DocumentSpec {
    /// 名: the name of the output files.
    #[serde(rename = "名")]
    #[schemars(
        description = "生成的文件叫什么，例如：创建方案（得到 创建方案.pdf 和 创建方案.docx）；逐一生成的写 通知-{{ 乡镇 }}"
    )]
    pub name: Spanned<String>,
    /// 逐一: one document for each record of a table, whose columns its texts can use.
    #[serde(rename = "逐一")]
    #[schemars(
        description = "一张表每行一份：表的名字，例如：乡镇；或者 { 表: 乡镇, 其中: 任务 > 0 }"
    )]
    pub each: Option<Short<EachSpec>>,
    /// 模板: the template that says the text.
    #[serde(rename = "模板")]
    #[schemars(
        description = "用哪个模板写正文，例如：印发方案、通知，或者 templates 文件夹里自己的；和“正文”写一个"
    )]
    pub template: Option<Spanned<String>>,
    /// 正文: a file of the campaign that says the text, in place of a template.
    #[serde(rename = "正文")]
    #[schemars(description = "正文在哪个文件里，例如：通知.md；和“模板”写一个")]
    pub text: Option<Spanned<String>>,
    /// 格式: one of the standard's four.
    #[serde(rename = "格式", default)]
    #[schemars(description = "文件（不写就是它）、信函、命令、纪要，版式各按标准")]
    pub format: PageFormatSpec,
    /// 联合发文: the organs that issue it with 发文机关, in their order (7.2.4, 7.3.5).
    #[serde(rename = "联合发文", default)]
    #[schemars(description = "主办机关以外的机关，按顺序，例如：[青溪县财政局]")]
    pub joint: Vec<Short<JointOrgan>>,
    /// 份号 (7.2.1): one, or from the first to the last of as many copies.
    #[serde(rename = "份号")]
    #[schemars(description = "份号，例如：17（印成 000017）；一次印多份的写 000001-000030")]
    pub copy_numbers: Option<Spanned<CopyNumbers>>,
    /// 密级和保密期限 (7.2.2).
    #[serde(rename = "密级")]
    #[schemars(description = "密级和保密期限，例如：机密★1年")]
    pub secrecy: Option<Spanned<Secrecy>>,
    /// 紧急程度 (7.2.3).
    #[serde(rename = "紧急程度")]
    #[schemars(description = "特急 或者 加急")]
    pub urgency: Option<Spanned<Urgency>>,
    /// 签发人 (7.2.6) of an 上行文.
    #[serde(rename = "签发人", default)]
    #[schemars(description = "上行文写签发人的姓名，例如：[王明远]")]
    pub signers: Vec<Spanned<String>>,
    /// 标志 of this document, where it is not the organ's.
    #[serde(rename = "标志")]
    #[schemars(description = "这一份的发文机关标志，纪要必须写，例如：青溪县人民政府常务会议纪要")]
    pub mark: Option<Spanned<String>>,
    /// 文号; the 令号 of an order.
    #[serde(rename = "文号")]
    #[schemars(
        description = "顺序号，例如：25；写全的例如：青溪府发〔2026〕25号；依次编号写 台账"
    )]
    pub number: Option<Spanned<NumberSpec>>,
    /// 标题 (7.3.1); a `|` forces a line break.
    #[serde(rename = "标题")]
    #[schemars(
        description = "公文标题，可以引用变量，用 | 指定换行处，例如：关于开展春季爱国卫生运动的通知"
    )]
    pub title: Spanned<String>,
    /// 题注: printed in brackets below the title, for example when and by whom a 决议 was adopted.
    #[serde(rename = "题注")]
    #[schemars(
        description = "印在标题下面的括号里，括号由程序加，例如：2026年3月5日县人民代表大会通过"
    )]
    pub title_note: Option<Spanned<String>>,
    /// 主送机关 (7.3.2).
    #[serde(rename = "主送", default)]
    #[schemars(
        description = "主送机关，例如：[各乡镇人民政府, 县政府有关部门]；逐一生成的写 \"{{ 乡镇 }}人民政府\""
    )]
    pub addressees: Vec<Spanned<String>>,
    /// 印发件.
    #[serde(rename = "印发件")]
    #[schemars(
        description = "随通知印发的方案、办法在哪个文件里，例如：方案.md；标题就是公文标题里《》中的字"
    )]
    pub issued: Option<Short<IssuedSpec>>,
    /// 附件 (7.3.7); where there is an 印发件 they are its attachments.
    #[serde(rename = "附件", default)]
    #[schemars(description = "附件，按顺序，例如：[{ 名单: 领导小组 }, { 表: 行事历 }]")]
    pub attachments: Vec<Spanned<AttachmentSpec>>,
    /// 盖章: whether room is left for a seal (7.3.5.1); yes where it is not said.
    #[serde(rename = "盖章")]
    #[schemars(description = "是（不写就是它）：留出盖章的位置；否：按不加盖印章编排")]
    pub sealed: Option<bool>,
    /// 署名: whether 发文机关署名 and 成文日期 are printed (7.3.5); yes where it is not said. A 决议 with its
    /// 题注 has none.
    #[serde(rename = "署名")]
    #[schemars(description = "否：不印发文机关署名和成文日期，例如有题注的决议；不写就是“是”")]
    pub signed: Option<bool>,
    /// 签署: a person of each organ signs in its place (7.3.5.3).
    #[serde(rename = "签署", default, deserialize_with = "one_or_many")]
    #[schemars(
        with = "OneOrMany<PersonSpec>",
        description = "由个人签署的写职务和姓名，例如：{ 职务: 县长, 姓名: 王明远 }；联合发文的写成列表，一个机关一人"
    )]
    pub signed_by: Vec<PersonSpec>,
    /// 收紧: set closer where that saves a page (7.3.5.5); as the campaign says where it is not said.
    #[serde(rename = "收紧")]
    #[schemars(
        description = "是：收紧行距和字距（7.3.5.5）能少用一页的，就收紧；不写就照全部文件共用的"
    )]
    pub tighten: Option<bool>,
    /// 序号: whether ordinals that were typed are counted anew.
    #[serde(rename = "序号", default)]
    #[schemars(description = "手打的序号怎样印：重编（不写就是它）或者 原样")]
    pub ordinals: OrdinalsSpec,
    /// 主送移入版记: 主送机关 are printed in 版记 (7.4.2), for they are too many for page 1 (7.3.2).
    #[serde(rename = "主送移入版记", default)]
    #[schemars(description = "是：主送机关印在版记里；不写就是否")]
    pub send_to_in_imprint: bool,
    /// 出席 of minutes (10.3).
    #[serde(rename = "出席", default)]
    #[schemars(description = "纪要的出席人员，例如：[王明远（县长）, 李红梅（副县长）]")]
    pub present: Vec<Spanned<String>>,
    /// 请假 of minutes (10.3).
    #[serde(rename = "请假", default)]
    #[schemars(description = "纪要的请假人员，例如：[孙立（副县长）]")]
    pub excused: Vec<Spanned<String>>,
    /// 列席 of minutes (10.3).
    #[serde(rename = "列席", default)]
    #[schemars(description = "纪要的列席人员，例如：[县财政局负责人]")]
    pub observing: Vec<Spanned<String>>,
    /// 日期 of this document.
    #[serde(rename = "日期")]
    #[schemars(description = "这一份自己的日期，例如：{ 成文: 2026-03-05 }")]
    pub dates: Option<Dates>,
    /// 抄送 of this document.
    #[serde(rename = "抄送")]
    #[schemars(description = "这一份自己的抄送机关，例如：[县财政局]；不抄送的写 []")]
    pub copy_to: Option<Vec<Spanned<String>>>,
    /// 版记其他: other elements of 版记 (7.4.3).
    #[serde(rename = "版记其他", default)]
    #[schemars(description = "版记里的其他要素，例如：[共印30份]")]
    pub imprint_others: Vec<Spanned<String>>,
    /// 附注 of this document.
    #[serde(rename = "附注")]
    #[schemars(
        description = "这一份自己的附注，括号由程序加，例如：联系人：李红梅，电话：0000—1234567"
    )]
    pub annotation: Option<Spanned<String>>,
    /// 变量 of this document.
    #[serde(rename = "变量", default)]
    #[schemars(description = "这一份自己的变量，例如：{ 目标年: 2026 }")]
    pub facts: Spanned<Variables>,
    /// 不再提醒: answers to reminders about this document.
    #[serde(rename = "不再提醒", default)]
    #[schemars(
        description = "这一份核对过、不用改的提醒，例如：[{ 规则: upward-signer, 因为: 只报送材料 }]"
    )]
    pub answers: Vec<AnswerSpec>,
    /// What is written but wrong, so that nothing is known of it: keys, or columns of its row.
    #[serde(skip)]
    #[schemars(skip)]
    pub unknown: Vec<String>,
}

impl Campaign {
    /// Whether something is written there that can't be, so that nothing is known of it; keys are joined by
    /// points.
    pub fn is_unknown(&self, key: &str) -> bool {
        let begins = |path: &[String]| {
            let mut path = path.iter();
            key.split('.').all(|key| path.next().is_some_and(|step| step == key))
        };
        self.unknown.iter().any(|(path, _)| begins(path))
    }

    /// What is wrong with each 名单 or 表 of which nothing is known, by its name.
    pub fn wrong_sheets(&self, kind: &str) -> impl Iterator<Item = (&str, &Diagnostic)> {
        self.unknown.iter().filter_map(move |(path, said)| match path.as_slice() {
            [first, name, ..] if first == kind => Some((name.as_str(), said)),
            _ => None,
        })
    }
}

/// What says the text of a document.
#[derive(Clone, Copy, Debug)]
pub enum TextSource<'s> {
    /// 模板 by name.
    Template(&'s Spanned<String>),
    /// 正文: a file.
    File(&'s Spanned<String>),
}

impl DocumentSpec {
    /// What says its text.
    ///
    /// # Errors
    /// When nothing does, or both: a row of its table may still say which.
    pub fn text_source(&self) -> diag::Result<TextSource<'_>> {
        match (&self.template, &self.text) {
            (Some(template), None) => Ok(TextSource::Template(template)),
            (None, Some(file)) => Ok(TextSource::File(file)),
            (Some(_), Some(file)) => Err(Diagnostic::error(
                codes::TEXT_SOURCE,
                file.place.clone(),
                "“模板”和“正文”只能写一个",
            )
            .hint("正文由模板来写就删去“正文”，由文件来写就删去“模板”")
            .into()),
            (None, None) => Err(Diagnostic::error(
                codes::TEXT_SOURCE,
                self.name.place.clone(),
                "这份文件没有“模板”，也没有“正文”",
            )
            .hint("补上“模板: 印发方案”，或“正文: 通知.md”")
            .into()),
        }
    }

    /// Whether something is written there that can't be, so that nothing is known of it.
    pub fn is_unknown(&self, key: &str) -> bool {
        self.unknown.iter().any(|unknown| unknown == key)
    }
}

/// 格式.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[schemars(description = "")]
pub enum PageFormatSpec {
    /// 文件.
    #[default]
    #[serde(rename = "文件")]
    #[schemars(description = "一般公文：通知、请示、报告、意见……")]
    Document,
    /// 信函 (10.1).
    #[serde(rename = "信函")]
    #[schemars(description = "函，版式按标准10.1")]
    Letter,
    /// 命令 (10.2).
    #[serde(rename = "命令")]
    #[schemars(description = "令，版式按标准10.2，文号写令号")]
    Order,
    /// 纪要 (10.3).
    #[serde(rename = "纪要")]
    #[schemars(description = "会议纪要，版式按标准10.3，要写“标志”")]
    Minutes,
}

impl PageFormatSpec {
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

/// 序号.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[schemars(description = "")]
pub enum OrdinalsSpec {
    /// 重编.
    #[default]
    #[serde(rename = "重编")]
    #[schemars(description = "按顺序重新编号")]
    Renumbered,
    /// 原样.
    #[serde(rename = "原样")]
    #[schemars(description = "手打的是几就印几，标点仍照标准印")]
    AsTyped,
}

/// 签署: who signs in person.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "签署", description = "签署的人，例如：{ 职务: 县长, 姓名: 王明远 }")]
pub struct PersonSpec {
    /// 职务, in full.
    #[serde(rename = "职务")]
    #[schemars(description = "职务，写全，例如：县长")]
    pub post: Spanned<String>,
    /// 姓名.
    #[serde(rename = "姓名")]
    #[schemars(description = "姓名，例如：王明远")]
    pub name: Spanned<String>,
    /// 签名章: a picture of it; the name is printed in its place where there is none.
    #[serde(rename = "签名章")]
    #[schemars(description = "签名章的图片，PNG，例如：印章/王明远.png；没有就印姓名")]
    pub stamp: Option<Short<PictureSpec>>,
}

fn one_or_many<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<PersonSpec>, D::Error> {
    OneOrMany::deserialize(deserializer).map(|people| people.0)
}

/// 印发件: a path, or a path and a title.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(
    title = "印发件",
    description = "印发件的文件和标题，例如：{ 正文: 方案.md, 标题: 石溪镇创建市级卫生镇工作方案 }"
)]
pub struct IssuedSpec {
    /// 正文: the file with its text.
    #[serde(rename = "正文")]
    #[schemars(description = "印发件的正文在哪个文件里，例如：方案.md")]
    pub text: Spanned<String>,
    /// 标题; what stands in the 书名号 of the document's title where it is not said.
    #[serde(rename = "标题")]
    #[schemars(
        description = "印发件的标题，不写就是公文标题里《》中的字，例如：石溪镇创建市级卫生镇工作方案"
    )]
    pub title: Option<Spanned<String>>,
}

impl FromText for IssuedSpec {
    const SHORT: &'static str = "文件路径";
    const EXAMPLE: &'static str = "方案.md";

    fn from_text(text: Spanned<String>) -> Self {
        Self { text, title: None }
    }
}

/// One attachment: exactly one of 名单, 表 and 正文.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(
    title = "附件",
    description = "一个附件，“名单”“表”“正文”写其中一项，例如：{ 名单: 领导小组, 样式: 表格 }"
)]
pub struct AttachmentSpec {
    /// 名单: the name of a roster of the campaign.
    #[serde(rename = "名单")]
    #[schemars(description = "哪个名单，写上面“名单”里的名字，例如：领导小组")]
    pub roster: Option<Spanned<String>>,
    /// 表: the name of a table of the campaign.
    #[serde(rename = "表")]
    #[schemars(description = "哪张表，写上面“表”里的名字，例如：行事历")]
    pub table: Option<Spanned<String>>,
    /// 正文: a file with the attachment's text.
    #[serde(rename = "正文")]
    #[schemars(description = "附件的正文在哪个文件里，例如：附件/填报说明.md")]
    pub text: Option<Spanned<String>>,
    /// 标题, where the sheet does not say it.
    #[serde(rename = "标题")]
    #[schemars(description = "附件的标题，表里没有写的在这里写，例如：领导小组成员名单")]
    pub title: Option<Spanned<String>>,
    /// 主送机关 of an attached document.
    #[serde(rename = "主送", default)]
    #[schemars(description = "附件自己是一份公文时的主送机关，例如：[各村（社区）, 镇直各单位]")]
    pub addressees: Vec<Spanned<String>>,
    /// 单独装订: not bound with the text, a file of its own (7.3.7).
    #[serde(rename = "单独装订", default)]
    #[schemars(description = "是：不和正文一起装订，另成文件；不写就是否")]
    pub apart: bool,
    /// 横排 (8); decided by the table's width where it is not said.
    #[serde(rename = "横排")]
    #[schemars(description = "是 或者 否，不写就由表的宽窄定")]
    pub landscape: Option<bool>,
    /// 样式 of a roster.
    #[serde(rename = "样式", default)]
    #[schemars(description = "名单怎样印：名册（不写就是它）或者 表格")]
    pub form: RosterForm,
}

/// What an attachment prints.
#[derive(Clone, Copy, Debug)]
pub enum Content<'s> {
    /// 名单 by name.
    Roster(&'s Spanned<String>),
    /// 表 by name.
    Table(&'s Spanned<String>),
    /// 正文: a file.
    Text(&'s Spanned<String>),
}

impl AttachmentSpec {
    /// What it prints; none where it does not say exactly one thing, which is a mistake of its campaign's text.
    pub fn content(&self) -> Option<Content<'_>> {
        match (&self.roster, &self.table, &self.text) {
            (Some(name), None, None) => Some(Content::Roster(name)),
            (None, Some(name), None) => Some(Content::Table(name)),
            (None, None, Some(file)) => Some(Content::Text(file)),
            _ => None,
        }
    }
}

/// How a roster is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[schemars(description = "")]
pub enum RosterForm {
    /// 名册: 组　长：name　post.
    #[default]
    #[serde(rename = "名册")]
    #[schemars(description = "一人一行：组　长：王　强　县长")]
    List,
    /// 表格.
    #[serde(rename = "表格")]
    #[schemars(description = "一人一行的表格")]
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
