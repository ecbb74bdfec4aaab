//! 文种: the kinds of documents (《党政机关公文处理工作条例》第八条).

/// All of them, and two more words that titles end with: 复函 is a 函, 令 a 命令. What ends with another stands before it.
pub const KINDS: [&str; 17] = [
    "决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复",
    "议案", "复函", "函", "纪要", "令",
];

/// The fifteen that the regulation names.
pub fn statutory() -> impl Iterator<Item = &'static str> {
    KINDS.into_iter().filter(|kind| !matches!(*kind, "复函" | "令"))
}
