//! 机关 of a campaign: a sheet of organs.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Sheet;
use super::short::FromText;
use crate::source::Spanned;

/// 机关: a path, or a path with details.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(
    title = "机关",
    description = "机关一览表的文件，例如：{ 文件: 表/机关.xlsx, 工作表: 全县 }"
)]
pub struct OrgansSpec {
    /// 文件.
    #[serde(rename = "文件")]
    #[schemars(description = "活动文件夹里的 xlsx、csv 或 yaml 文件，例如：表/机关.csv")]
    pub file: Spanned<String>,
    /// 工作表; the first where none is named.
    #[serde(rename = "工作表")]
    #[schemars(description = "读 xlsx 里的哪一张工作表，不写就是第一张，例如：全县")]
    pub worksheet: Option<Spanned<String>>,
}

impl OrgansSpec {
    /// The sheet that holds it.
    pub fn sheet(&self) -> Sheet {
        let Self { file, worksheet } = self;
        Sheet {
            file: file.clone(),
            sheet: worksheet.clone(),
            title: None,
            head: None,
            widths: None,
        }
    }
}

impl FromText for OrgansSpec {
    const SHORT: &'static str = "文件路径";
    const EXAMPLE: &'static str = "表/机关.csv";

    fn from_text(text: Spanned<String>) -> Self {
        Self { file: text, worksheet: None }
    }
}
