//! What a row of recipients may say otherwise of its document.

use std::str::FromStr;

use super::{
    AttachmentSpec, Campaign, Dates, DocumentSpec, JointOrgan, PageFormatSpec, PersonSpec,
    RosterForm, Short, Wrong,
};
use crate::diag::{Diagnostic, Result, codes, collect};
use crate::source::Spanned;

/// A column of a table of recipients that is no fact but says something of its row's document itself.
pub struct Override {
    /// The column's name.
    pub name: &'static str,
    /// The key with which the document says it.
    pub key: Key,
    set: Set,
}

/// A key of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// The column's own name.
    Same,
    /// A key in 日期.
    Date(&'static str),
}

/// Puts a cell in the place of what the document says.
enum Set {
    /// Any words will do.
    Words(fn(&mut DocumentSpec, Spanned<String>)),
    /// The cell has to be read.
    Value(fn(&mut DocumentSpec, &Campaign, &Spanned<String>) -> Result<()>),
}

const fn words(name: &'static str, set: fn(&mut DocumentSpec, Spanned<String>)) -> Override {
    Override { name, key: Key::Same, set: Set::Words(set) }
}

const fn value(
    name: &'static str,
    set: fn(&mut DocumentSpec, &Campaign, &Spanned<String>) -> Result<()>,
) -> Override {
    Override { name, key: Key::Same, set: Set::Value(set) }
}

/// All of them: the code, the schema and README's list read this table.
pub const OVERRIDES: &[Override] = &[
    value("格式", |spec, _, cell| format(cell).map(|it| spec.format = it)),
    words("标题", |spec, cell| spec.title = cell),
    words("主送", |spec, cell| spec.addressees = vec![cell]),
    words("抄送", |spec, cell| spec.copy_to = Some(vec![cell])),
    words("附注", |spec, cell| spec.annotation = Some(cell)),
    value("文号", |spec, _, cell| parsed(cell).map(|it| spec.number = Some(it))),
    value("份号", |spec, _, cell| parsed(cell).map(|it| spec.copy_numbers = Some(it))),
    value("密级", |spec, _, cell| parsed(cell).map(|it| spec.secrecy = Some(it))),
    value("紧急程度", |spec, _, cell| parsed(cell).map(|it| spec.urgency = Some(it))),
    words("签发人", |spec, cell| spec.signers = listed(&cell).collect()),
    words("标志", |spec, cell| spec.mark = Some(cell)),
    value("盖章", |spec, _, cell| yes_or_no("盖章", cell).map(|it| spec.sealed = Some(it))),
    value("收紧", |spec, _, cell| yes_or_no("收紧", cell).map(|it| spec.tighten = Some(it))),
    words("模板", |spec, cell| (spec.template, spec.text) = (Some(cell), None)),
    words("正文", |spec, cell| (spec.template, spec.text) = (None, Some(cell))),
    Override {
        name: "成文日期",
        key: Key::Date("成文"),
        set: Set::Value(|spec, campaign, cell| {
            parsed(cell).map(|it| dates(spec, campaign).issued = it)
        }),
    },
    Override {
        name: "印发日期",
        key: Key::Date("印发"),
        set: Set::Value(|spec, campaign, cell| {
            parsed(cell).map(|it| dates(spec, campaign).printed = Some(it))
        }),
    },
    words("版记其他", |spec, cell| spec.imprint_others = vec![cell]),
    words("出席", |spec, cell| spec.present = vec![cell]),
    words("请假", |spec, cell| spec.excused = vec![cell]),
    words("列席", |spec, cell| spec.observing = vec![cell]),
    value("附件", |spec, campaign, cell| {
        let attachments = listed(cell).map(|name| attachment(campaign, name));
        collect(attachments).map(|it| spec.attachments = it)
    }),
    words("联合发文", |spec, cell| {
        spec.joint = listed(&cell).map(|name| Short(JointOrgan { name, seal: None })).collect();
    }),
    value("签署", |spec, _, cell| {
        collect(listed(cell).map(|words| person(&words))).map(|it| spec.signed_by = it)
    }),
];

impl Override {
    /// Puts a cell's value, which is not empty, in the place of the document's.
    ///
    /// # Errors
    /// When the value is none that the document can have; nothing is changed then.
    pub fn set(
        &self,
        spec: &mut DocumentSpec,
        campaign: &Campaign,
        cell: &Spanned<String>,
    ) -> Result<()> {
        if ["{{", "{%", "{#"].iter().any(|mark| cell.v.contains(mark)) {
            return Err(Diagnostic::error(
                codes::TEMPLATE_IN_VALUE,
                cell.place.clone(),
                "表格里不能写 {{ }}",
            )
            .hint("写定值")
            .into());
        }
        match self.set {
            Set::Words(set) => {
                set(spec, cell.clone());
                Ok(())
            }
            Set::Value(set) => set(spec, campaign, cell),
        }
    }
}

/// Whether a column says something of its row's document.
pub fn is_override(column: &str) -> bool {
    OVERRIDES.iter().any(|it| it.name == column)
}

/// The dates of the document's own, which are the campaign's until a row says otherwise.
fn dates<'s>(spec: &'s mut DocumentSpec, campaign: &Campaign) -> &'s mut Dates {
    spec.dates.get_or_insert_with(|| campaign.dates.clone())
}

/// What a cell lists, with 、 between.
fn listed(cell: &Spanned<String>) -> impl Iterator<Item = Spanned<String>> {
    let words = cell.v.split(['、', '；', '\n']).map(str::trim).filter(|words| !words.is_empty());
    words.map(|words| Spanned::new(words.to_owned(), cell.place.clone()))
}

/// A roster or a table of the campaign as an attachment.
fn attachment(campaign: &Campaign, name: Spanned<String>) -> Result<Spanned<AttachmentSpec>> {
    let place = name.place.clone();
    let is_wrong = |kind| campaign.wrong_sheets(kind).any(|(wrong, _)| wrong == name.v);
    let (roster, table) = if campaign.rosters.contains_key(&name.v) || is_wrong("名单") {
        (Some(name), None)
    } else if campaign.tables.contains_key(&name.v) || is_wrong("表") {
        (None, Some(name))
    } else {
        let known = campaign.rosters.keys().chain(campaign.tables.keys()).map(String::as_str);
        let message = format!("活动里没有叫“{}”的名单或表，不能作附件", name.v);
        return Err(Diagnostic::error(codes::UNKNOWN_ATTACHMENT, place, message)
            .did_you_mean(&name.v, known)
            .into());
    };
    let spec = AttachmentSpec {
        roster,
        table,
        text: None,
        title: None,
        addressees: Vec::new(),
        apart: false,
        landscape: None,
        form: RosterForm::default(),
    };
    Ok(Spanned::new(spec, place))
}

/// 县长 王明远.
fn person(words: &Spanned<String>) -> Result<PersonSpec> {
    let place = || words.place.clone();
    match words.v.split_once(char::is_whitespace) {
        Some((post, name)) => Ok(PersonSpec {
            post: Spanned::new(post.to_owned(), place()),
            name: Spanned::new(name.trim().to_owned(), place()),
            stamp: None,
        }),
        None => Err(Diagnostic::error(
            codes::BAD_VALUE,
            place(),
            format!("“{}”里分不出职务和姓名", words.v),
        )
        .hint("职务和姓名之间空一格，例如：县长 王明远")
        .into()),
    }
}

fn parsed<T: FromStr<Err = Wrong>>(cell: &Spanned<String>) -> Result<Spanned<T>> {
    match cell.v.parse() {
        Ok(value) => Ok(Spanned::new(value, cell.place.clone())),
        Err(wrong) => Err(wrong.at(cell.place.clone()).into()),
    }
}

fn format(cell: &Spanned<String>) -> Result<PageFormatSpec> {
    PageFormatSpec::named(&cell.v).ok_or_else(|| {
        Diagnostic::error(codes::BAD_VALUE, cell.place.clone(), format!("没有“{}”这种格式", cell.v))
            .hint("可以写的有：文件、信函、命令、纪要")
            .into()
    })
}

fn yes_or_no(column: &str, cell: &Spanned<String>) -> Result<bool> {
    match cell.v.as_str() {
        "是" => Ok(true),
        "否" => Ok(false),
        other => Err(Diagnostic::error(
            codes::BAD_VALUE,
            cell.place.clone(),
            format!("“{column}”写的是“{other}”"),
        )
        .hint("写“是”或“否”")
        .into()),
    }
}
