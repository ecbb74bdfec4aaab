//! 不再提醒: what a person answers to a reminder.

use schemars::JsonSchema;
use serde::de::{Deserialize, Deserializer, Error};

use super::wrong::Wrong;
use crate::source::Spanned;

/// An answer to a reminder: it is right as it is, and why.
#[derive(Clone, Debug, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(
    title = "不再提醒",
    description = "一条核对过的提醒，例如：{ 规则: roster-two-posts, 内容: 牛某某, 因为: 确有两职 }"
)]
pub struct AnswerSpec {
    /// 规则: the code of the reminder.
    #[serde(rename = "规则")]
    #[schemars(description = "提醒的名字，写在消息的方括号里，例如：roster-two-posts")]
    pub rule: Spanned<String>,
    /// 内容: words of the message, or of the place it is about; every reminder of the rule where it is not said.
    #[serde(rename = "内容", default, deserialize_with = "some_words")]
    #[schemars(description = "哪一处：消息里的几个字，例如：牛某某；不写就是这条规则的全部提醒")]
    pub words: Option<Spanned<String>>,
    /// 因为: why it is right as it is.
    #[serde(rename = "因为", deserialize_with = "words")]
    #[schemars(description = "为什么不用改，例如：确有两职")]
    pub because: Spanned<String>,
}

/// Words that are there: empty ones would be in every message, and no reason is none.
fn words<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Spanned<String>, D::Error> {
    let words: Spanned<String> = Spanned::deserialize(deserializer)?;
    if words.v.trim().is_empty() {
        return Err(D::Error::custom(Wrong::new(
            "这里是空的",
            "“内容”写消息里的几个字，“因为”写不用改的理由",
        )));
    }
    Ok(words)
}

fn some_words<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Spanned<String>>, D::Error> {
    words(deserializer).map(Some)
}
