//! 逐一: one entry of 文件 for each record of a table.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::short::{Details, Short};
use crate::source::Spanned;

/// 逐一: a table's name, or that and more.
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "Spanned<Short<EachDetails>>")]
pub struct EachSpec {
    /// 表: the table of recipients.
    pub table: Spanned<String>,
    /// 其中: an expression over the columns that holds for those who get one.
    pub filter: Option<Spanned<String>>,
    /// 分组: a column; one document for all records of one value.
    pub group: Option<Spanned<String>>,
    /// 关联: tables by name, each with the column by which its rows belong to a recipient.
    pub joined: BTreeMap<String, Spanned<String>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct EachDetails {
    #[serde(rename = "表")]
    table: Spanned<String>,
    #[serde(rename = "其中")]
    filter: Option<Spanned<String>>,
    #[serde(rename = "分组")]
    group: Option<Spanned<String>>,
    #[serde(rename = "关联", default)]
    joined: BTreeMap<String, Spanned<String>>,
}

impl Details for EachDetails {
    const SHORT: &'static str = "表的名字";
    const EXAMPLE: &'static str = "乡镇";
}

impl From<Spanned<Short<EachDetails>>> for EachSpec {
    fn from(form: Spanned<Short<EachDetails>>) -> Self {
        match form.v {
            Short::Text(name) => Self {
                table: Spanned::new(name, form.place),
                filter: None,
                group: None,
                joined: BTreeMap::new(),
            },
            Short::Full(full) => {
                let EachDetails { table, filter, group, joined } = full;
                Self { table, filter, group, joined }
            }
        }
    }
}
