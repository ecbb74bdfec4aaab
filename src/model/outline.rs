//! 阶段 and 任务 of a plan.

use serde::Deserialize;

use super::period::Period;
use crate::source::Spanned;

/// 阶段: a phase.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// 名: `宣传发动`.
    #[serde(rename = "名")]
    pub name: Spanned<String>,
    /// 时间.
    #[serde(rename = "时间")]
    pub period: Spanned<Period>,
    /// 内容: what is done in it.
    #[serde(rename = "内容")]
    pub content: Spanned<String>,
    /// 责任单位.
    #[serde(rename = "责任单位", default)]
    pub leads: Vec<Spanned<String>>,
}

/// 任务: a task.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// 事项: what is to be done.
    #[serde(rename = "事项")]
    pub matter: Spanned<String>,
    /// 责任单位.
    #[serde(rename = "责任单位")]
    pub leads: Vec<Spanned<String>>,
    /// 配合单位.
    #[serde(rename = "配合单位", default)]
    pub helpers: Vec<Spanned<String>>,
    /// 时限.
    #[serde(rename = "时限")]
    pub deadline: Spanned<Period>,
    /// 备注.
    #[serde(rename = "备注")]
    pub note: Option<Spanned<String>>,
}
