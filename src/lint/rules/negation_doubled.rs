//! What prevents needs no 不.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Prose;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "negation-doubled",
    severity: Severity::Warning,
    basis: &[Basis::Practice("防止不再发生，就是让它发生")],
    doc: "“防止”“避免”“杜绝”已经是不让，后面不再用“不”；“切忌”后面也不用。",
    check: Check::Prose(check),
    wrong: &[Sample::Text("【防止类似事故不再发生】。"), Sample::Text("【切忌不要】走过场。")],
    right: &[
        Sample::Text("防止类似事故再次发生。"),
        Sample::Text("避免不必要的支出。"),
        Sample::Text("切忌走过场。"),
        Sample::Text("杜绝不按程序办事的现象发生。"),
    ],
};

static DOUBLED: Pattern = Pattern::new(
    "(?:防止|避免|杜绝|严防|谨防)[^，。；、：]{0,12}不再?(?:发生|出现|反弹|复发)|切忌(?:不要|不能|不可)",
);

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    for hit in DOUBLED.hits(prose.text()) {
        found.push(
            RULE.at(&prose.place(hit.range()), format!("“{}”多了一个否定", hit.words()))
                .hint("删去后面的“不再”“不要”，例如：防止类似事故再次发生"),
        );
    }
}
