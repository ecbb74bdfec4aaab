//! 用语.yaml: the words of an office.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::source::Spanned;

/// The words of an office: what else is looked for, and what is not.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "用语", description = "本单位的用语：另外要查的词，和不查的词")]
pub struct Words {
    /// 用语: words that should be written otherwise.
    #[serde(rename = "用语", default)]
    #[schemars(
        description = "另外要查的词，例如：[{ 错: 县发改委, 对: 县发展和改革局, 因为: 机构改革后的名称 }]"
    )]
    pub words: Vec<WordSpec>,
    /// 不查: words of the program's tables that this office writes.
    #[serde(rename = "不查", default)]
    #[schemars(
        description = "程序会提醒、本单位照用的词，照提醒里引号中的字写，例如：[其它, 座落]"
    )]
    pub passed: Vec<Spanned<String>>,
}

/// A word that should be written otherwise.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "词", description = "一个词，例如：{ 错: 县发改委, 对: 县发展和改革局 }")]
pub struct WordSpec {
    /// 错: as it should not be written.
    #[serde(rename = "错")]
    #[schemars(description = "不该这样写的词，两个字以上，例如：县发改委")]
    pub wrong: Spanned<String>,
    /// 对: what stands for it; where it is not said, nothing does.
    #[serde(rename = "对")]
    #[schemars(description = "应当怎样写，例如：县发展和改革局；不写就只说这个词不用")]
    pub right: Option<Spanned<String>>,
    /// 除了: phrases in which the same characters are right.
    #[serde(rename = "除了", default)]
    #[schemars(description = "字相同而不错的地方，写上前后的字，例如：[县发改委托]")]
    pub but: Vec<Spanned<String>>,
    /// 因为: why, which is said with it.
    #[serde(rename = "因为")]
    #[schemars(description = "为什么，随提醒一起说，例如：机构改革后的名称")]
    pub because: Option<Spanned<String>>,
}
