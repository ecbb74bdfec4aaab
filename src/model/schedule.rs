//! 阶段 and 任务 of a plan.

use schemars::JsonSchema;
use serde::Deserialize;

use super::period::Period;
use crate::source::Spanned;

/// 阶段: a phase.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(
    title = "阶段",
    description = "方案的一个阶段，例如：{ 名: 宣传发动, 时间: 2026年3月, 内容: …… }"
)]
pub struct Phase {
    /// 名: `宣传发动`.
    #[serde(rename = "名")]
    #[schemars(description = "阶段的名称，例如：宣传发动")]
    pub name: Spanned<String>,
    /// 时间.
    #[serde(rename = "时间")]
    #[schemars(description = "起止时间，例如：2026年3月、2026年3月至5月、2026年3月15日至4月10日")]
    pub period: Spanned<Period>,
    /// 内容: what is done in it.
    #[serde(rename = "内容")]
    #[schemars(description = "这个阶段做什么，例如：召开动员会议，把任务分解到村。")]
    pub content: Spanned<String>,
    /// 责任单位.
    #[serde(rename = "责任单位", default)]
    #[schemars(description = "由谁负责，例如：[各村（社区）]")]
    pub leads: Vec<Spanned<String>>,
}

/// 任务: a task.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(
    title = "任务",
    description = "一项任务，例如：{ 事项: 改造公共厕所, 责任单位: [镇规划建设办], 时限: 2026年9月底前 }"
)]
pub struct Task {
    /// 事项: what is to be done.
    #[serde(rename = "事项")]
    #[schemars(description = "做什么事，例如：改造老街、车站的公共厕所")]
    pub matter: Spanned<String>,
    /// 责任单位.
    #[serde(rename = "责任单位")]
    #[schemars(description = "由谁负责，例如：[镇农业服务中心]")]
    pub leads: Vec<Spanned<String>>,
    /// 配合单位.
    #[serde(rename = "配合单位", default)]
    #[schemars(description = "由谁配合，例如：[镇财政办公室]；没有就不写")]
    pub helpers: Vec<Spanned<String>>,
    /// 时限.
    #[serde(rename = "时限")]
    #[schemars(description = "什么时候完成，例如：2026年9月底前、2026年3月至5月、长期")]
    pub deadline: Spanned<Period>,
    /// 备注.
    #[serde(rename = "备注")]
    #[schemars(description = "备注，例如：每月报一次进度")]
    pub note: Option<Spanned<String>>,
}
