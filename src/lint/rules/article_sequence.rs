//! Chapters and articles are counted without a gap.

use crate::diag::{Diagnostics, Severity};
use crate::doc::Document;
use crate::doc::ordinal;
use crate::doc::{Level, prose};
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "article-sequence",
    severity: Severity::Warning,
    basis: &[Basis::Practice("条文要引用，条和章的编号不重不漏")],
    doc: "条文的“第几章”“第几条”连着编。从第一条编起的，后面跳过的、重复的都指出来，各说一次。",
    check: Check::Document(check),
    wrong: &[
        Sample::Text(
            "第一条　为加强管理，制定本办法。\n\n第二条　本办法适用于全县。\n\n【第四条】　管护经费列入预算。\n\n第五条　本办法自印发之日起施行。",
        ),
        Sample::Text(
            "第一章　总则\n\n第一条　为加强管理，制定本办法。\n\n第二章　管护\n\n第二条　落实责任。\n\n【第二章】　附则\n\n第三条　本办法自印发之日起施行。",
        ),
    ],
    right: &[
        Sample::Text(
            "第一章　总则\n\n第一条　为加强管理，制定本办法。\n\n第二条　本办法适用于全县。\n\n第二章　附则\n\n第三条　本办法自印发之日起施行。",
        ),
        Sample::Text("第四条修改为：\n\n第四条　管护经费列入预算。\n\n第九条删去。"),
    ],
};

static ARTICLE: Pattern =
    Pattern::new("^(第([一二三四五六七八九十百]{1,6}|[0-9]{1,3})([章条]))[ 　\u{2003}]");

fn check(document: &Document, found: &mut Diagnostics) {
    for blocks in document.texts() {
        let (mut chapter, mut article) = (None, None);
        for prose in prose::of_blocks(blocks) {
            let Some(said) = ARTICLE.hits(prose.text()).next() else { continue };
            let unit = said.part(3);
            let number = said.part(2).parse().ok();
            let number = number.or_else(|| ordinal::value(Level::One, said.part(2)));
            let Some(number) = number else { continue };
            let last = if unit == "章" { &mut chapter } else { &mut article };
            match *last {
                // only what begins with the first is counted
                None if number == 1 => *last = Some(1_usize),
                None => {}
                Some(before) => {
                    if number != before + 1 {
                        let what = if number == before { "重复" } else { "没有连着编" };
                        let message =
                            format!("“{}”{what}，前一个是第{before}{}", said.part(1), unit);
                        let hint = "核对有没有漏掉或者重复的";
                        found.push(RULE.at(&prose.place(said.part_range(1)), message).hint(hint));
                    }
                    *last = Some(number);
                }
            }
        }
    }
}
