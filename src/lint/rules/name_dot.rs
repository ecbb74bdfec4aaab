//! Between the parts of a name stands ·.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Prose;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "name-dot",
    severity: Severity::Warning,
    basis: &[Basis::NationalStandard("GB/T 15834-2011 4.14.2")],
    doc: "外国人和一些民族人名内各部分之间用间隔号“·”，居中，不用“•”“.”代替。",
    check: Check::Prose(check),
    wrong: &[
        Sample::Text("组长由阿迪力【•】买买提担任。"),
        Sample::Text("邀请列夫【.】托尔斯泰研究会参加。"),
    ],
    right: &[
        Sample::Text("组长由阿迪力·买买提担任。"),
        Sample::Text("执行GB/T 9704。"),
        Sample::Text("网址www.example.cn。"),
    ],
};

static DOT: Pattern = Pattern::new(r"\p{Han}([•・‧･∙.．])\p{Han}");

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    for hit in DOT.hits(prose.text()) {
        let (dot, range) = (hit.part(1), hit.part_range(1));
        // 一.要求 is an ordinal
        if prose.text()[..range.start].chars().count() < 3 {
            continue;
        }
        let said = RULE.at(&prose.place(range), format!("汉字之间的“{dot}”不是间隔号"));
        found.push(match dot {
            "." | "．" => said.hint("人名中间用“·”，句子末尾用“。”"),
            _ => said.hint("改成“·”").mend("·"),
        });
    }
}
