//! 逐一: one entry of 文件 for each record of a table.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::short::FromText;
use crate::source::Spanned;

/// 逐一: a table's name, or that and more.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "逐一", description = "一张表每行一份，例如：{ 表: 乡镇, 其中: 任务 > 0 }")]
pub struct EachSpec {
    /// 表: the table of recipients.
    #[serde(rename = "表")]
    #[schemars(description = "每行一份的是哪张表，写上面“表”里的名字，例如：乡镇")]
    pub table: Spanned<String>,
    /// 其中: an expression over the columns that holds for those who get one.
    #[serde(rename = "其中")]
    #[schemars(description = "只做哪些行，用列名写成式子，例如：类型 == \"镇\" and 任务 > 0")]
    pub filter: Option<Spanned<String>>,
    /// 分组: a column; one document for all records of one value.
    #[serde(rename = "分组")]
    #[schemars(description = "按哪一列分组，一组一份，例如：县；正文里用“成员”引用组里的各行")]
    pub group: Option<Spanned<String>>,
    /// 关联: tables by name, each with the column by which its rows belong to a recipient.
    #[serde(rename = "关联", default)]
    #[schemars(description = "另一张表的名字和按哪一列取它的行，例如：{ 村庄: 乡镇 }")]
    pub joined: BTreeMap<String, Spanned<String>>,
}

impl FromText for EachSpec {
    const SHORT: &'static str = "表的名字";
    const EXAMPLE: &'static str = "乡镇";

    fn from_text(text: Spanned<String>) -> Self {
        Self { table: text, filter: None, group: None, joined: BTreeMap::new() }
    }
}
