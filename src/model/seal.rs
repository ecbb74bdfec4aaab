//! Organs that issue together, and pictures of seals and signature stamps.

use schemars::JsonSchema;
use serde::Deserialize;

use super::short::{FromText, Short};
use crate::source::Spanned;

/// A picture: a path, or a path and how wide it is printed.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "图片", description = "图片和印多宽，例如：{ 图片: 印章/县政府.png, 宽: 42 }")]
pub struct PictureSpec {
    /// 图片: a PNG file of the campaign.
    #[serde(rename = "图片")]
    #[schemars(description = "活动文件夹里的 PNG 图片，例如：印章/县政府.png")]
    pub file: Spanned<String>,
    /// 宽 in mm: of a seal its diameter.
    #[serde(rename = "宽")]
    #[schemars(description = "印出来多宽，毫米，例如：42（印章不写就是它）")]
    pub width: Option<Spanned<f64>>,
}

impl FromText for PictureSpec {
    const SHORT: &'static str = "图片路径";
    const EXAMPLE: &'static str = "印章/县政府.png";

    fn from_text(text: Spanned<String>) -> Self {
        Self { file: text, width: None }
    }
}

/// An organ of a joint document: its name, or its name and its seal.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(
    title = "联合发文",
    description = "联合发文的机关，例如：{ 名称: 青溪县财政局, 印章: 印章/财政局.png }"
)]
pub struct JointOrgan {
    /// 名称: full or standard short name.
    #[serde(rename = "名称")]
    #[schemars(description = "机关的全称或者规范化简称，例如：青溪县财政局")]
    pub name: Spanned<String>,
    /// 印章 (7.3.5.1).
    #[serde(rename = "印章")]
    #[schemars(description = "印章的图片，透明背景的 PNG，例如：印章/财政局.png")]
    pub seal: Option<Short<PictureSpec>>,
}

impl FromText for JointOrgan {
    const SHORT: &'static str = "机关名称";
    const EXAMPLE: &'static str = "青溪县财政局";

    fn from_text(text: Spanned<String>) -> Self {
        Self { name: text, seal: None }
    }
}
