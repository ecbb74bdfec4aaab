//! 逐一: an entry of 文件 and the recipients that it is made for.

mod cells;

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::context;
use crate::diag::{Diagnostic, Diagnostics, Result, codes};
use crate::model::{Campaign, DocumentSpec, EachSpec, OVERRIDES, Variable, is_override};
use crate::project::Project;
use crate::render::{Context, Renderer};
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
    /// What its row says that can't be.
    pub mistakes: Diagnostics,
}

impl<'p> Entry<'p> {
    /// An entry that is one document.
    pub fn single(spec: &'p DocumentSpec) -> Self {
        Self {
            spec: Cow::Borrowed(spec),
            recipient: None,
            serial: None,
            mistakes: Diagnostics::new(),
        }
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
                && !is_override(name)
            {
                let place = records.get(0).get(name).map_or(&each.table.place, |cell| &cell.place);
                let message = format!("“{}”表的列“{name}”和{what}同名", each.table.v);
                found.push(
                    Diagnostic::error(codes::NAME_TAKEN, place.clone(), message)
                        .hint("给这一列换个名字"),
                );
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
                    codes::NO_RECIPIENT,
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
    pub fn entry(&self, spec: &'p DocumentSpec, index: usize) -> Entry<'p> {
        let list = &self.lists[index];
        let record = self.records.get(list[0]);
        let mut facts = Context::new();
        let mut tables = BTreeMap::new();
        if let Some(group) = self.group {
            facts.extend(values_of(&record).into_iter().filter(|(name, _)| name == group));
            let members = list.iter().map(|index| values_of(&self.records.get(*index)));
            facts.insert(MEMBERS.to_owned(), Variable::rows(members));
        } else {
            facts.extend(values_of(&record));
        }
        for joined in &self.joined {
            let key = record.get(joined.key).map_or("", |cell| cell.v.as_str());
            let rows = joined.by_key.get(key).map_or(&[][..], Vec::as_slice);
            let values = rows.iter().map(|index| values_of(&joined.records.get(*index)));
            facts.insert(joined.name.to_owned(), Variable::rows(values));
            tables.insert(joined.name.to_owned(), joined.records.only(rows, joined.key));
        }
        let place = record.place().clone();
        let mut mistakes = Diagnostics::new();
        let spec = if self.group.is_some() {
            Cow::Borrowed(spec)
        } else {
            overridden(self.campaign, spec, &record, &mut mistakes)
        };
        let recipient = Some(Recipient { facts, tables, place });
        Entry { spec, recipient, serial: None, mistakes }
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
            return Err(
                Diagnostic::error(codes::SELF_JOIN, key.place.clone(), "表不能和自己关联").into()
            );
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

/// The values of a record by the names of their columns, each with its cell.
pub(super) fn values_of(record: &Record<'_>) -> Context {
    let place = |name: &str| record.get(name).map_or(record.place(), |cell| &cell.place);
    record
        .values()
        .into_iter()
        .map(|(name, value)| {
            let value = Variable::of(value, place(&name));
            (name, value)
        })
        .collect()
}

fn records<'p>(project: &'p Project, name: &Spanned<String>) -> Result<Records<'p>> {
    if let Some(grid) = project.tables.get(&name.v) {
        return Records::read(grid.as_ref().map_err(Clone::clone)?);
    }
    let known = project.tables.keys().map(String::as_str);
    Err(Diagnostic::error(
        codes::UNKNOWN_TABLE,
        name.place.clone(),
        format!("活动里没有叫“{}”的表", name.v),
    )
    .did_you_mean(&name.v, known)
    .into())
}

fn known(records: &Records<'_>, column: &Spanned<String>) -> Result<()> {
    if records.has(&column.v) {
        return Ok(());
    }
    Err(Diagnostic::error(
        codes::UNKNOWN_COLUMN,
        column.place.clone(),
        format!("表里没有“{}”这一列", column.v),
    )
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
        if renderer.holds(filter, &values_of(&records.get(index)))? {
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

/// An entry with what a row says otherwise: an empty cell says nothing, a wrong one is told and makes its key
/// one of which nothing is known.
fn overridden<'p>(
    campaign: &Campaign,
    spec: &'p DocumentSpec,
    record: &Record<'_>,
    found: &mut Diagnostics,
) -> Cow<'p, DocumentSpec> {
    let mut spec = Cow::Borrowed(spec);
    for column in OVERRIDES {
        let Some(cell) = record.get(column.name).filter(|cell| !cell.v.is_empty()) else {
            continue;
        };
        let set = column.set(spec.to_mut(), campaign, cell);
        if found.take(set).is_none() {
            spec.to_mut().unknown.push(column.name.to_owned());
        }
    }
    spec
}
