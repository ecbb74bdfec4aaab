//! 名单 of a campaign: a sheet, and how its people are printed.

use std::str::FromStr;

use schemars::JsonSchema;
use schemars::r#gen::SchemaGenerator;
use schemars::schema::Schema;
use serde::Deserialize;
use serde::de::{Deserializer, Error};

use super::Sheet;
use super::short::FromText;
use super::wrong::Wrong;
use crate::source::Spanned;

/// 名单: a path, or a path with details.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(
    title = "名单",
    description = "名单的文件和怎样印它，例如：{ 文件: 名单/领导小组.xlsx, 顺序: 姓氏笔画 }"
)]
pub struct RosterSpec {
    /// 文件.
    #[serde(rename = "文件")]
    #[schemars(description = "活动文件夹里的 xlsx、csv 或 yaml 文件，例如：名单/领导小组.xlsx")]
    pub file: Spanned<String>,
    /// 工作表; the first where none is named.
    #[serde(rename = "工作表")]
    #[schemars(description = "读 xlsx 里的哪一张工作表，不写就是第一张，例如：成员")]
    pub worksheet: Option<Spanned<String>>,
    /// 标题 of an attachment that prints it.
    #[serde(rename = "标题")]
    #[schemars(description = "名单的标题，例如：石溪镇创建市级卫生镇工作领导小组成员名单")]
    pub title: Option<Spanned<String>>,
    /// 顺序; as given where it is not said.
    #[serde(rename = "顺序")]
    #[schemars(
        description = "组内按什么排：不变（不写就是它）、姓氏笔画、姓名笔画、拼音，或者一个列名，例如：姓氏笔画"
    )]
    pub order: Option<Spanned<Order>>,
    /// 注明顺序: what is printed below the title about the order.
    #[serde(rename = "注明顺序", default)]
    #[schemars(
        description = "是：在标题下面注明，例如“以姓氏笔画为序”；写别的字就印那些字；不写就是否"
    )]
    #[schemars(with = "String")]
    pub order_note: OrderNote,
    /// 列: the columns that a table prints, by the words above them; all where none is said.
    #[serde(rename = "列", default)]
    #[schemars(
        description = "印成表格时印哪几列，写表头上的字，例如：[组别, 姓名, 职务]；不写就都印"
    )]
    pub columns: Vec<Spanned<String>>,
    /// 分表: whether each group has a table of its own.
    #[serde(rename = "分表", default)]
    #[schemars(description = "是：每个组别单独一张表；不写就是否")]
    pub by_group: bool,
    /// 办公室 of the group.
    #[serde(rename = "办公室")]
    #[schemars(description = "领导小组的办公室，例如：{ 设在: 县卫生健康局, 主任: 李红梅 }")]
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
    /// 姓氏笔画: by surname; who has the same, with a given name of one character first.
    SurnameStrokes,
    /// 姓名笔画: by each character of the name.
    NameStrokes,
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
            Self::SurnameStrokes => Some("以姓氏笔画为序".to_owned()),
            Self::NameStrokes => Some("以姓名笔画为序".to_owned()),
            Self::Pinyin => Some("以姓氏拼音为序".to_owned()),
            Self::Column(name) => Some(format!("以{name}为序")),
        }
    }
}

impl FromStr for Order {
    type Err = Wrong;

    fn from_str(text: &str) -> Result<Self, Wrong> {
        Ok(match text.trim() {
            "" => return Err(Wrong::new("没有写按什么排", "写“姓氏笔画”“拼音”，或一个列名")),
            "不变" => Self::Given,
            "姓氏笔画" | "笔画" | "以姓氏笔画为序" => Self::SurnameStrokes,
            "姓名笔画" | "以姓名笔画为序" => Self::NameStrokes,
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

/// The words that are known; any other is the name of a column.
const ORDERS: [&str; 4] = ["不变", "姓氏笔画", "姓名笔画", "拼音"];

impl JsonSchema for Order {
    fn is_referenceable() -> bool {
        false
    }

    fn schema_name() -> String {
        "Order".to_owned()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = String::json_schema(generator).into_object();
        schema.metadata().examples = ORDERS.map(Into::into).to_vec();
        schema.into()
    }
}

/// 办公室 of a leading group.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(
    title = "办公室",
    description = "领导小组的办公室，例如：{ 设在: 县卫生健康局, 主任: 李红梅 }"
)]
pub struct OfficeSpec {
    /// 设在: the unit where it is.
    #[serde(rename = "设在")]
    #[schemars(description = "办公室设在哪个单位，例如：县卫生健康局")]
    pub seat: Spanned<String>,
    /// 职责: what it does, a clause without a full stop.
    #[serde(rename = "职责")]
    #[schemars(description = "办公室做什么，句末不加句号，例如：负责日常工作")]
    pub duty: Option<Spanned<String>>,
    /// 主任: a name.
    #[serde(rename = "主任")]
    #[schemars(description = "办公室主任的姓名，例如：李红梅")]
    pub director: Option<Spanned<String>>,
    /// 副主任: names.
    #[serde(rename = "副主任", default)]
    #[schemars(description = "办公室副主任的姓名，例如：[赵一鸣]")]
    pub deputies: Vec<Spanned<String>>,
}

impl RosterSpec {
    /// The sheet that holds it, of which the head is always told from the cells.
    pub fn sheet(&self) -> Sheet {
        let Self { file, worksheet, title, .. } = self;
        Sheet {
            file: file.clone(),
            sheet: worksheet.clone(),
            title: title.clone(),
            head: None,
            widths: None,
        }
    }
}

impl FromText for RosterSpec {
    const SHORT: &'static str = "文件路径";
    const EXAMPLE: &'static str = "名单/领导小组.xlsx";

    fn from_text(text: Spanned<String>) -> Self {
        Self {
            file: text,
            worksheet: None,
            title: None,
            order: None,
            order_note: OrderNote::None,
            columns: Vec::new(),
            by_group: false,
            office: None,
        }
    }
}
