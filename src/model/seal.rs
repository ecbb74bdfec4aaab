//! Organs that issue together, and pictures of seals and signature stamps.

use schemars::JsonSchema;
use serde::Deserialize;

use super::form::schema_as;
use super::short::{Details, Short};
use crate::source::Spanned;

/// A picture: a path, or a path and how wide it is printed.
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "Spanned<Short<PictureDetails>>")]
pub struct PictureSpec {
    /// 图片: a PNG file of the campaign.
    pub file: Spanned<String>,
    /// 宽 in mm: of a seal its diameter.
    pub width: Option<Spanned<f64>>,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "图片", description = "图片和印多宽，例如：{ 图片: 印章/县政府.png, 宽: 42 }")]
struct PictureDetails {
    #[serde(rename = "图片")]
    #[schemars(description = "活动文件夹里的 PNG 图片，例如：印章/县政府.png")]
    file: Spanned<String>,
    #[serde(rename = "宽")]
    #[schemars(description = "印出来多宽，毫米，例如：42（印章不写就是它）")]
    width: Option<Spanned<f64>>,
}

schema_as!(PictureSpec, Short<PictureDetails>);

impl Details for PictureDetails {
    const SHORT: &'static str = "图片路径";
    const EXAMPLE: &'static str = "印章/县政府.png";
}

impl From<Spanned<Short<PictureDetails>>> for PictureSpec {
    fn from(form: Spanned<Short<PictureDetails>>) -> Self {
        match form.v {
            Short::Text(path) => Self { file: Spanned::new(path, form.place), width: None },
            Short::Full(full) => Self { file: full.file, width: full.width },
        }
    }
}

/// An organ of a joint document: its name, or its name and its seal.
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "Spanned<Short<JointDetails>>")]
pub struct JointOrgan {
    /// 名称: full or standard short name.
    pub name: Spanned<String>,
    /// 印章 (7.3.5.1).
    pub seal: Option<PictureSpec>,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(
    title = "联合发文",
    description = "联合发文的机关，例如：{ 名称: 青溪县财政局, 印章: 印章/财政局.png }"
)]
struct JointDetails {
    #[serde(rename = "名称")]
    #[schemars(description = "机关的全称或者规范化简称，例如：青溪县财政局")]
    name: Spanned<String>,
    #[serde(rename = "印章")]
    #[schemars(description = "印章的图片，透明背景的 PNG，例如：印章/财政局.png")]
    seal: Option<PictureSpec>,
}

schema_as!(JointOrgan, Short<JointDetails>);

impl Details for JointDetails {
    const SHORT: &'static str = "机关名称";
    const EXAMPLE: &'static str = "青溪县财政局";
}

impl From<Spanned<Short<JointDetails>>> for JointOrgan {
    fn from(form: Spanned<Short<JointDetails>>) -> Self {
        match form.v {
            Short::Text(name) => Self { name: Spanned::new(name, form.place), seal: None },
            Short::Full(full) => Self { name: full.name, seal: full.seal },
        }
    }
}
