//! A year has four digits.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Prose;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "short-year",
    severity: Severity::Warning,
    basis: &[Basis::NationalStandard("GB/T 15835-2011 5.1.4")],
    doc: "年份写全四位。",
    check: Check::Prose(check),
    wrong: &[
        Sample::Text("【24年】底完成。"),
        Sample::Text("到【26年】末完成。"),
        Sample::Text("【24年】5月启动。"),
    ],
    right: &[
        Sample::Text("2024年底完成。"),
        Sample::Text("用15年初步建成。"),
        Sample::Text("接受12年初中等教育，有30年底蕴。"),
        Sample::Text("满20年度假补助。"),
        Sample::Text("第10年末。"),
        Sample::Text("处10年6个月监禁。"),
    ],
};

static YEAR: Pattern = Pattern::new("([0-9]{2}年)(?:底|末|初|度|(?:1[0-2]|[1-9])月)(.?)");

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    for hit in YEAR.hits(prose.text()) {
        let words = hit.part(1);
        // 15年初步, 12年初中, 30年底蕴, 20年度假
        let part_of_word = hit.words().contains('初')
            && ["步", "中", "级", "等", "期"].contains(&hit.part(2))
            || hit.words().contains('底') && hit.part(2) == "蕴"
            || hit.words().contains('度') && ["过", "假", "量"].contains(&hit.part(2))
            || hit.words().contains('月') && ["以", "的", "内", "后"].contains(&hit.part(2));
        let counts = hit
            .before()
            .ends_with(|c: char| c.is_ascii_digit() || "第近约满超用每前后过刑限为.〔".contains(c));
        if !part_of_word && !counts {
            found.push(
                RULE.at(&prose.place(hit.part_range(1)), format!("年份“{words}”没有写全"))
                    .hint(format!("写四位，例如：20{words}")),
            );
        }
    }
}
