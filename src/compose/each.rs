//! 逐一: an entry of 文件 and the recipients that it is made for.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::str::FromStr;

use super::context;
use crate::diag::{Diagnostic, Diagnostics, Result};
use crate::model::{
    AttachmentSpec, Campaign, DocumentSpec, EachSpec, Fact, FormatSpec, JointOrgan, PersonSpec,
    RosterForm,
};
use crate::project::{Project, TEXT_COLUMN};
use crate::render::{Context, Renderer, is_template};
use crate::sheet::Grid;
use crate::sheet::records::{Record, Records};
use crate::source::{Place, Spanned};

/// What a template calls all records of a group.
const MEMBERS: &str = "成员";

/// The recipients of an entry.
#[derive(Debug)]
pub struct Recipients<'p> {
    campaign: &'p Campaign,
    records: Records<'p>,
    /// The records of each recipient: one, or those of a group.
    lists: Vec<Vec<usize>>,
    group: Option<&'p str>,
    joined: Vec<Joined<'p>>,
}

/// A table whose rows belong to recipients.
#[derive(Debug)]
struct Joined<'p> {
    name: &'p str,
    key: &'p str,
    records: Records<'p>,
    by_key: BTreeMap<String, Vec<usize>>,
}

/// What one recipient brings into its document.
#[derive(Clone, Debug)]
pub struct Recipient {
    /// Its columns by name, the rows of joined tables, the members of a group.
    pub(super) facts: Context,
    /// Its part of each joined table.
    pub(super) tables: BTreeMap<String, Grid>,
    /// Where it stands.
    pub place: Place,
}

/// One document to make.
#[derive(Clone, Debug)]
pub struct Entry<'p> {
    /// What the campaign says of it, with what its recipient says otherwise.
    pub spec: Cow<'p, DocumentSpec>,
    /// For whom, where it is one of many.
    pub recipient: Option<Recipient>,
    /// 顺序号 of the ledger, where it has one.
    pub serial: Option<u32>,
}

impl<'p> Entry<'p> {
    /// An entry that is one document.
    pub fn single(spec: &'p DocumentSpec) -> Self {
        Self { spec: Cow::Borrowed(spec), recipient: None, serial: None }
    }
}

impl<'p> Recipients<'p> {
    /// Those who get a document of an entry, in the order of the table.
    ///
    /// # Errors
    /// When there is no such table, column or record, a column hides another name, or 其中 does not hold
    /// or not hold.
    pub fn of(
        project: &'p Project,
        renderer: &Renderer,
        spec: &'p DocumentSpec,
        each: &'p EachSpec,
    ) -> Result<Self> {
        let records = records(project, &each.table)?;
        let mut found = Diagnostics::new();
        for name in records.columns() {
            if let Some(what) = context::taken(&project.campaign, spec, name)
                && !OVERRIDES.contains(&name)
            {
                let place = records.get(0).get(name).map_or(&each.table.place, |cell| &cell.place);
                let message = format!("“{}”表的列“{name}”和{what}同名", each.table.v);
                found.push(Diagnostic::error(place.clone(), message).hint("给这一列换个名字"));
            }
        }
        let joined =
            each.joined.iter().map(|(name, key)| Joined::new(project, &records, each, name, key));
        let joined = found.take(crate::diag::collect(joined));
        let chosen = match &each.filter {
            None => Some((0..records.len()).collect()),
            Some(filter) => found.take(those(renderer, &records, filter)),
        };
        if let Some(group) = &each.group {
            found.take(known(&records, group));
        }
        let (Some(joined), Some(chosen)) = (joined, chosen) else { return Err(found) };
        if chosen.is_empty()
            && let Some(filter) = &each.filter
        {
            found.push(
                Diagnostic::error(
                    filter.place.clone(),
                    format!("“{}”表里没有一行符合“其中”", each.table.v),
                )
                .hint("核对列名和值，例如：类型 == \"镇\""),
            );
        }
        let group = each.group.as_ref().map(|group| group.v.as_str());
        let lists = match group {
            None => chosen.into_iter().map(|index| vec![index]).collect(),
            Some(group) => grouped(&records, group, &chosen),
        };
        let campaign = &project.campaign;
        found.or(Self { campaign, records, lists, group, joined })
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.lists.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.lists.is_empty()
    }

    /// The document of one recipient, counted from 0.
    ///
    /// # Errors
    /// When its row says something of the document that can't be.
    pub fn entry(&self, spec: &'p DocumentSpec, index: usize) -> Result<Entry<'p>> {
        let list = &self.lists[index];
        let record = self.records.get(list[0]);
        let mut facts = Context::new();
        let mut tables = BTreeMap::new();
        if let Some(group) = self.group {
            facts.extend(facts_of(&record).into_iter().filter(|(name, _)| name == group));
            let members = list.iter().map(|index| facts_of(&self.records.get(*index)));
            facts.insert(MEMBERS.to_owned(), Fact::rows(members));
        } else {
            facts.extend(facts_of(&record));
        }
        for joined in &self.joined {
            let key = record.get(joined.key).map_or("", |cell| cell.v.as_str());
            let rows = joined.by_key.get(key).map_or(&[][..], Vec::as_slice);
            let values = rows.iter().map(|index| facts_of(&joined.records.get(*index)));
            facts.insert(joined.name.to_owned(), Fact::rows(values));
            tables.insert(joined.name.to_owned(), joined.records.only(rows, joined.key));
        }
        let place = record.place().clone();
        let spec = if self.group.is_some() {
            Cow::Borrowed(spec)
        } else {
            overridden(self.campaign, spec, &record)?
        };
        Ok(Entry { spec, recipient: Some(Recipient { facts, tables, place }), serial: None })
    }
}

impl<'p> Joined<'p> {
    fn new(
        project: &'p Project,
        recipients: &Records<'_>,
        each: &EachSpec,
        name: &'p str,
        key: &'p Spanned<String>,
    ) -> Result<Self> {
        known(recipients, key)?;
        if name == each.table.v {
            return Err(Diagnostic::error(key.place.clone(), "表不能和自己关联").into());
        }
        let records = records(project, &Spanned::new(name.to_owned(), key.place.clone()))?;
        known(&records, key)?;
        let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for index in 0..records.len() {
            let value = records.get(index).get(&key.v).map(|cell| cell.v.clone());
            by_key.entry(value.unwrap_or_default()).or_default().push(index);
        }
        Ok(Self { name, key: &key.v, records, by_key })
    }
}

/// The values of a record by the names of their columns.
pub(super) fn facts_of(record: &Record<'_>) -> Context {
    let place = |name: &str| record.get(name).map_or(record.place(), |cell| &cell.place);
    record
        .values()
        .into_iter()
        .map(|(name, value)| {
            let fact = Fact::of(value, place(&name));
            (name, fact)
        })
        .collect()
}

fn records<'p>(project: &'p Project, name: &Spanned<String>) -> Result<Records<'p>> {
    if let Some(grid) = project.tables.get(&name.v) {
        return Records::read(grid.as_ref().map_err(Clone::clone)?);
    }
    let known = project.tables.keys().map(String::as_str);
    Err(Diagnostic::error(name.place.clone(), format!("活动里没有叫“{}”的表", name.v))
        .did_you_mean(&name.v, known)
        .into())
}

fn known(records: &Records<'_>, column: &Spanned<String>) -> Result<()> {
    if records.has(&column.v) {
        return Ok(());
    }
    Err(Diagnostic::error(column.place.clone(), format!("表里没有“{}”这一列", column.v))
        .did_you_mean(&column.v, records.columns())
        .into())
}

/// The records for which an expression holds.
fn those(
    renderer: &Renderer,
    records: &Records<'_>,
    filter: &Spanned<String>,
) -> Result<Vec<usize>> {
    let mut chosen = Vec::new();
    for index in 0..records.len() {
        if renderer.holds(filter, &facts_of(&records.get(index)))? {
            chosen.push(index);
        }
    }
    Ok(chosen)
}

/// Lists of the records that have the same value, in the order of the first of each.
fn grouped(records: &Records<'_>, column: &str, chosen: &[usize]) -> Vec<Vec<usize>> {
    let mut at = BTreeMap::new();
    let mut lists: Vec<Vec<usize>> = Vec::new();
    for index in chosen {
        let value = records.get(*index).get(column).map_or("", |cell| cell.v.as_str());
        let list = *at.entry(value.to_owned()).or_insert(lists.len());
        match lists.get_mut(list) {
            Some(list) => list.push(*index),
            None => lists.push(vec![*index]),
        }
    }
    lists
}

/// Columns that are no facts but say something of their row's document itself.
pub const OVERRIDES: [&str; 23] = [
    "附件",
    "联合发文",
    "签署",
    "格式",
    "成文日期",
    "印发日期",
    "版记其他",
    "出席",
    "请假",
    "列席",
    "标题",
    "主送",
    "抄送",
    "附注",
    "文号",
    "份号",
    "密级",
    "紧急程度",
    "签发人",
    "标志",
    "盖章",
    "模板",
    TEXT_COLUMN,
];

/// An entry with what a row says otherwise: an empty cell says nothing.
fn overridden<'p>(
    campaign: &Campaign,
    spec: &'p DocumentSpec,
    record: &Record<'_>,
) -> Result<Cow<'p, DocumentSpec>> {
    let mut spec = Cow::Borrowed(spec);
    let mut found = Diagnostics::new();
    for name in OVERRIDES {
        let Some(cell) = record.get(name).filter(|cell| !cell.v.is_empty()) else { continue };
        if is_template(&cell.v) {
            found.push(Diagnostic::error(cell.place.clone(), "表格里不能写 {{ }}").hint("写定值"));
            continue;
        }
        let text = || Some(cell.clone());
        let list = || vec![cell.clone()];
        let spec = spec.to_mut();
        match name {
            "格式" => spec.format = found.take(format(cell)).unwrap_or_default(),
            "成文日期" => {
                let dates = spec.dates.get_or_insert_with(|| campaign.dates.clone());
                dates.issued = found.take(parsed(cell)).unwrap_or_else(|| dates.issued.clone());
            }
            "印发日期" => {
                let dates = spec.dates.get_or_insert_with(|| campaign.dates.clone());
                dates.printed = found.take(parsed(cell));
            }
            "附件" => {
                let named = words(cell).map(|name| attachment(campaign, name));
                spec.attachments = found.take(crate::diag::collect(named)).unwrap_or_default();
            }
            "联合发文" => {
                let organ = |name| JointOrgan { name, seal: None };
                spec.joint = words(cell).map(organ).collect();
            }
            "签署" => {
                let people = words(cell).map(|words| person(&words));
                spec.signed_by = found.take(crate::diag::collect(people)).unwrap_or_default();
            }
            "版记其他" => spec.imprint_others = list(),
            "出席" => spec.present = list(),
            "请假" => spec.excused = list(),
            "列席" => spec.observing = list(),
            "标题" => spec.title = cell.clone(),
            "主送" => spec.addressees = list(),
            "抄送" => spec.copy_to = Some(list()),
            "附注" => spec.annotation = text(),
            "文号" => spec.number = found.take(parsed(cell)),
            "份号" => spec.copy_numbers = found.take(parsed(cell)),
            "密级" => spec.secrecy = found.take(parsed(cell)),
            "紧急程度" => spec.urgency = found.take(parsed(cell)),
            "签发人" => spec.signers = list(),
            "标志" => spec.mark = text(),
            "盖章" => spec.sealed = found.take(yes_or_no(cell)),
            "模板" => (spec.template, spec.text) = (text(), None),
            _ => (spec.template, spec.text) = (None, text()),
        }
    }
    found.or(spec)
}

/// What a cell lists, with 、 between.
fn words(cell: &Spanned<String>) -> impl Iterator<Item = Spanned<String>> {
    let words = cell.v.split(['、', '；', '\n']).map(str::trim).filter(|words| !words.is_empty());
    words.map(|words| Spanned::new(words.to_owned(), cell.place.clone()))
}

/// A roster or a table of the campaign as an attachment.
fn attachment(campaign: &Campaign, name: Spanned<String>) -> Result<Spanned<AttachmentSpec>> {
    let place = name.place.clone();
    let (roster, table) = if campaign.rosters.contains_key(&name.v) {
        (Some(name), None)
    } else if campaign.tables.contains_key(&name.v) {
        (None, Some(name))
    } else {
        let known = campaign.rosters.keys().chain(campaign.tables.keys()).map(String::as_str);
        let message = format!("活动里没有叫“{}”的名单或表，不能作附件", name.v);
        return Err(Diagnostic::error(place, message).did_you_mean(&name.v, known).into());
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
        None => Err(Diagnostic::error(place(), format!("“{}”里分不出职务和姓名", words.v))
            .hint("职务和姓名之间空一格，例如：县长 王明远")
            .into()),
    }
}

fn parsed<T: FromStr<Err = String>>(cell: &Spanned<String>) -> Result<Spanned<T>> {
    cell.v.parse().map(|value| Spanned::new(value, cell.place.clone())).map_err(|said: String| {
        let (message, hint) = said.split_once('\n').unwrap_or((&said, ""));
        let wrong = Diagnostic::error(cell.place.clone(), message);
        if hint.is_empty() { wrong.into() } else { wrong.hint(hint).into() }
    })
}

fn format(cell: &Spanned<String>) -> Result<FormatSpec> {
    FormatSpec::named(&cell.v).ok_or_else(|| {
        Diagnostic::error(cell.place.clone(), format!("没有“{}”这种格式", cell.v))
            .hint("可以写的有：文件、信函、命令、纪要")
            .into()
    })
}

fn yes_or_no(cell: &Spanned<String>) -> Result<bool> {
    match cell.v.as_str() {
        "是" => Ok(true),
        "否" => Ok(false),
        other => Err(Diagnostic::error(cell.place.clone(), format!("“盖章”写的是“{other}”"))
            .hint("写“是”或“否”")
            .into()),
    }
}
