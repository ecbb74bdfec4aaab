//! A paragraph ends with the end of a sentence.

use crate::diag::{Diagnostics, Severity};
use crate::doc::name::is_ideograph;
use crate::doc::prose::{Kind, Prose};
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "paragraph-end",
    severity: Severity::Warning,
    basis: &[Basis::NationalStandard("GB/T 15834-2011 4.1")],
    doc: "一段话的末尾有句末标点。以逗号、顿号结束的，话没有说完；长的一段没有标点就结束的，多半漏了句号。",
    check: Check::Prose(check),
    wrong: &[
        Sample::Text("各镇要抓好改厕【，】"),
        Sample::Text(
            "各镇要按照县里的统一安排，抓好改厕、改水、改路等各项重点任务，年底以前全部完【成】",
        ),
    ],
    right: &[
        Sample::Text("各镇要抓好改厕。"),
        Sample::Text("联系人：王强，电话：0000-1234567"),
        Sample::Text("具体任务如下：\n\n改厕。"),
        Sample::Text("落实责任单位"),
        Sample::Text(
            "1 知识产权民事、刑事、行政案件“三合一”审判 整合分散的审判资源，实行三类案件集中审理 全国",
        ),
    ],
};

/// What is shorter may be a line of a form, a name or a heading.
const LONG: usize = 35;

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    let text = prose.text().trim_end();
    let Some(last) = text.chars().next_back().filter(|_| prose.kind == Kind::Paragraph) else {
        return;
    };
    let place = || prose.place(text.len() - last.len_utf8()..text.len());
    if matches!(last, '，' | '、') {
        found.push(
            RULE.at(&place(), format!("一段话以“{last}”结束")).hint("补全这一句，或者改成“。”"),
        );
    } else if is_ideograph(last)
        && text.contains('，')
        && !text.contains([' ', '\t', '\u{3000}'])
        && text.chars().count() >= LONG
    {
        found.push(RULE.at(&place(), "一段话的末尾没有标点").hint("补上“。”"));
    }
}
