//! A short name is given once, and used.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Prose;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "short-name",
    severity: Severity::Note,
    basis: &[Basis::Practice("简称先注明，注明了就用")],
    doc: "“（以下简称……）”注明的简称，后面要用到；同一个简称不注明两次。",
    check: Check::Paragraphs(check),
    wrong: &[Sample::Text("开展爱国卫生运动（以下简称“【爱卫运动】”）。")],
    right: &[
        Sample::Text("开展爱国卫生运动（以下简称“爱卫运动”）。\n\n爱卫运动由各镇组织。"),
        Sample::Text("执行《改厕办法》（以下简称《办法》）。\n\n《办法》自印发之日起施行。"),
    ],
};

static DEFINED: Pattern =
    Pattern::new("以下[简统](?:称为|称)[：:]?[“《]?([^“”《》（）()，。；、]{2,20})");

fn check(paragraphs: &[Prose<'_>], found: &mut Diagnostics) {
    let mut names: Vec<&str> = Vec::new();
    for (index, prose) in paragraphs.iter().enumerate() {
        for hit in DEFINED.hits(prose.text()) {
            let name = hit.part(1);
            let place = || prose.place(hit.part_range(1));
            let behind = &prose.text()[hit.part_range(1).end..];
            let used = behind.contains(name)
                || paragraphs[index + 1..].iter().any(|it| it.text().contains(name));
            if names.contains(&name) {
                found.push(
                    RULE.at(&place(), format!("简称“{name}”前面注明过了"))
                        .hint("删去这里的括注，直接用简称"),
                );
            } else if !used {
                found.push(
                    RULE.at(&place(), format!("简称“{name}”后面没有用到"))
                        .hint("后面用这个简称，或者删去括注"),
                );
            }
            names.push(name);
        }
    }
}
