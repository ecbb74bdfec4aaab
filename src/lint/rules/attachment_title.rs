//! The title of an attachment is its name alone.

use crate::compose::Facts;
use crate::diag::{Diagnostics, Severity};
use crate::doc::title;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "attachment-title",
    severity: Severity::Error,
    basis: &[Basis::Standard("7.3.4")],
    doc: "附件的标题只写名称。序号和“附件1”由程序编，名称后面不加标点；再写一遍，会印成“附件：1.1.名单”。",
    check: Check::Facts(check),
    wrong: &[
        Sample::Document(
            "附件: [{ 正文: 文.md, 标题: 【1.任务分工表】 }, { 正文: 文.md, 标题: 联络员名单 }]",
        ),
        Sample::Document("附件: [{ 正文: 文.md, 标题: 【附件1：任务分工表】 }]"),
        Sample::Document(
            "附件: [{ 正文: 文.md, 标题: 【任务分工表；】 }, { 正文: 文.md, 标题: 联络员名单 }]",
        ),
    ],
    right: &[
        Sample::Document(
            "附件: [{ 正文: 文.md, 标题: 任务分工表 }, { 正文: 文.md, 标题: 2026年任务表（样式） }]",
        ),
        Sample::Document("附件: [{ 正文: 文.md, 标题: 110报警服务台工作规范 }]"),
    ],
};

static NUMBERED: Pattern = Pattern::new(
    "^(?:附件[0-9一二三四五六七八九十]{0,2}[：: 　.．、]+|附[：:]|[0-9]{1,2}[.．、]|[（(][0-9]{1,2}[）)])",
);

fn check(facts: &Facts<'_>, found: &mut Diagnostics) {
    for title in facts.attachment_titles.iter().filter_map(|title| title.known()) {
        let words = title.v.as_str();
        let start = NUMBERED.hits(words).next().map_or(0, |hit| hit.range().end);
        // 3.5万元 is no third
        let start =
            if words[start..].starts_with(|c: char| c.is_ascii_digit()) { 0 } else { start };
        let bare = words[start..].trim_end_matches(['。', '，', '；', '：', '、', ';', ',']);
        if bare.is_empty() || bare == words {
            continue;
        }
        let message = if start > 0 {
            format!("附件的标题里写了“{}”", words[..start].trim_end())
        } else {
            format!("附件名称末尾有“{}”", &words[bare.len()..])
        };
        found.push(
            RULE.at(&title.place, message)
                .hint(format!("只写“{}”，序号由程序编", title::unbroken(bare)))
                .replacement(bare.replace(title::BREAK, "|")),
        );
    }
}
