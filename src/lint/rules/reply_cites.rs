//! A reply says what it replies to.

use crate::diag::{Diagnostics, Severity};
use crate::doc::Document;
use crate::lint::{Basis, Check, Rule, Sample, terms};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "reply-cites",
    severity: Severity::Warning,
    basis: &[Basis::Practice(
        "批复和复函先引来文的标题，后引发文字号，收文的人才知道答复的是哪一件",
    )],
    doc: "批复和复函的开头引来文的标题和发文字号。写成：你镇《关于……的请示》（石溪府〔2026〕3号）收悉。",
    check: Check::Document(check),
    wrong: &[
        Sample::Whole("标题: 关于同意新建公厕的批复", "【你镇请示收悉】。经研究，现批复如下。"),
        Sample::Whole(
            "格式: 信函\n标题: 关于借用场地的复函",
            "【你局关于借用场地的函收悉】。现函复如下。",
        ),
    ],
    right: &[
        Sample::Whole(
            "标题: 关于同意新建公厕的批复",
            "你镇《关于新建公厕的请示》（乙府〔2025〕3号）收悉。经研究，现批复如下。",
        ),
        Sample::Whole("标题: 关于同意新建公厕的批复", "同意你镇新建公厕。"),
    ],
};

fn check(document: &Document, found: &mut Diagnostics) {
    let kind = terms::title_of(document).and_then(|title| terms::kind(&title));
    if !matches!(kind, Some("批复" | "复函")) {
        return;
    }
    let text = terms::own_text(document);
    let Some(first) = text.first() else { return };
    let words = first.text();
    let Some(at) = words.find("收悉") else { return };
    let clause = &words[..at + "收悉".len()];
    if !clause.contains(['《', '〔', '号']) {
        let hint = "写成：你镇《关于……的请示》（石溪府〔2026〕3号）收悉";
        let message = "没有引来文的标题和发文字号";
        found.push(RULE.at(&first.place(0..clause.len()), message).hint(hint));
    }
}
