//! What is published lists nobody's mobile number.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::{Kind, Prose};
use crate::lint::pattern::Pattern;
use crate::lint::public::is_public;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "public-mobile",
    severity: Severity::Warning,
    basis: &[Basis::Law("《中华人民共和国个人信息保护法》第二十五条")],
    doc: "公开发布的公文，表里不列个人的手机号。附注和正文里的联系电话不管。",
    check: Check::Paragraphs(check),
    wrong: &[Sample::Whole(
        "附注: 此件公开发布",
        "| 姓名 | 电话 |\n|---|---|\n| 王强 | 【13800001234】 |",
    )],
    right: &[
        Sample::Whole("附注: 此件公开发布", "联系电话：13800001234。"),
        Sample::Text("| 姓名 | 电话 |\n|---|---|\n| 王强 | 13800001234 |"),
    ],
};

static MOBILE: Pattern = Pattern::new("(?:^|[^0-9])(1[3-9][0-9]{9})(?:$|[^0-9])");

fn check(paragraphs: &[Prose<'_>], found: &mut Diagnostics) {
    if !is_public(paragraphs) {
        return;
    }
    for prose in paragraphs.iter().filter(|prose| prose.kind == Kind::Cell) {
        for hit in MOBILE.hits(prose.text()) {
            found.push(
                RULE.at(&prose.place(hit.part_range(1)), "公开发布的公文里列了手机号")
                    .hint("核对要不要公开；不公开的删去，或者换成办公电话"),
            );
        }
    }
}
