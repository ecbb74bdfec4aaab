//! 名单 of a campaign: a sheet, and how its people are printed.

use std::str::FromStr;

use serde::Deserialize;
use serde::de::{Deserializer, Error};

use super::Sheet;
use super::short::{Details, Short};
use crate::source::Spanned;

/// 名单: a path, or a path with details.
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "Spanned<Short<RosterDetails>>")]
pub struct RosterSpec {
    /// The sheet.
    pub sheet: Sheet,
    /// 顺序; as given where it is not said.
    pub order: Option<Spanned<Order>>,
    /// 注明顺序: what is printed below the title about the order.
    pub order_note: OrderNote,
    /// 列: the columns that a table prints, by the words above them; all where none is said.
    pub columns: Vec<Spanned<String>>,
    /// 分表: whether each group has a table of its own.
    pub by_group: bool,
    /// 办公室 of the group.
    pub office: Option<OfficeSpec>,
}

/// 注明顺序.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum OrderNote {
    /// 否: nothing.
    #[default]
    None,
    /// 是: what 顺序 says.
    OfOrder,
    /// These words, whatever 顺序 says.
    Words(String),
}

impl<'de> Deserialize<'de> for OrderNote {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match String::deserialize(deserializer)?.trim() {
            "否" | "" => Self::None,
            "是" => Self::OfOrder,
            words => Self::Words(words.trim_matches(['（', '）']).to_owned()),
        })
    }
}

/// 顺序.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// 不变: as the sheet gives it.
    Given,
    /// 姓氏笔画.
    Stroke,
    /// 拼音.
    Pinyin,
    /// By a column.
    Column(String),
}

impl Order {
    /// What is printed where the order is to be noted.
    pub fn note(&self) -> Option<String> {
        match self {
            Self::Given => None,
            Self::Stroke => Some("以姓氏笔画为序".to_owned()),
            Self::Pinyin => Some("以姓氏拼音为序".to_owned()),
            Self::Column(name) => Some(format!("以{name}为序")),
        }
    }
}

impl FromStr for Order {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Ok(match text.trim() {
            "" => return Err("没有写按什么排\n写“姓氏笔画”“拼音”，或一个列名".to_owned()),
            "不变" => Self::Given,
            "姓氏笔画" | "笔画" | "以姓氏笔画为序" => Self::Stroke,
            "拼音" | "姓氏拼音" | "以姓氏拼音为序" => Self::Pinyin,
            column => Self::Column(column.to_owned()),
        })
    }
}

impl<'de> Deserialize<'de> for Order {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// 办公室 of a leading group.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeSpec {
    /// 设在: the unit where it is.
    #[serde(rename = "设在")]
    pub seat: Spanned<String>,
    /// 职责: what it does, a clause without a full stop.
    #[serde(rename = "职责")]
    pub duty: Option<Spanned<String>>,
    /// 主任: a name.
    #[serde(rename = "主任")]
    pub director: Option<Spanned<String>>,
    /// 副主任: names.
    #[serde(rename = "副主任", default)]
    pub deputies: Vec<Spanned<String>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RosterDetails {
    #[serde(rename = "文件")]
    file: Spanned<String>,
    #[serde(rename = "工作表")]
    sheet: Option<Spanned<String>>,
    #[serde(rename = "标题")]
    title: Option<Spanned<String>>,
    #[serde(rename = "顺序")]
    order: Option<Spanned<Order>>,
    #[serde(rename = "注明顺序", default)]
    order_note: OrderNote,
    #[serde(rename = "列", default)]
    columns: Vec<Spanned<String>>,
    #[serde(rename = "分表", default)]
    by_group: bool,
    #[serde(rename = "办公室")]
    office: Option<OfficeSpec>,
}

impl Details for RosterDetails {
    const SHORT: &'static str = "文件路径";
    const EXAMPLE: &'static str = "名单/领导小组.xlsx";
}

impl From<Spanned<Short<RosterDetails>>> for RosterSpec {
    fn from(form: Spanned<Short<RosterDetails>>) -> Self {
        let sheet = |file, sheet, title| Sheet { file, sheet, title, head: None };
        match form.v {
            Short::Text(path) => Self {
                sheet: sheet(Spanned::new(path, form.place), None, None),
                order: None,
                order_note: OrderNote::None,
                columns: Vec::new(),
                by_group: false,
                office: None,
            },
            Short::Full(full) => Self {
                sheet: sheet(full.file, full.sheet, full.title),
                order: full.order,
                order_note: full.order_note,
                columns: full.columns,
                by_group: full.by_group,
                office: full.office,
            },
        }
    }
}
