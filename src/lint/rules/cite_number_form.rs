//! A number that is cited is written as numbers are.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Prose;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "cite-number-form",
    severity: Severity::Warning,
    basis: &[Basis::Standard("7.2.5")],
    doc: "引用的发文字号照标准的样子写。年份用六角括号〔〕，写四位，顺序号不加“第”、不编虚位：国发〔2024〕5号。法院的案号、许可证的号另有写法，不管。",
    check: Check::Prose(check),
    wrong: &[
        Sample::Text("按照《关于改厕的通知》（甲府发【[2025]3号】）执行。"),
        Sample::Text("按照《关于改厕的通知》（甲府发【〔2025〕第3号】）执行。"),
        Sample::Text("按照《关于改厕的通知》（甲府办发【〔2025〕03号】）执行。"),
    ],
    right: &[
        Sample::Text("按照《关于改厕的通知》（甲府发〔2025〕3号）执行。"),
        Sample::Text("依据（2025）丙01民初5号判决书和丁（2020）不动产权第001号证书办理。"),
    ],
};

static NUMBER: Pattern = Pattern::new(
    "[发函办政府委党字文规令财教卫建农](([\\[［【〔﹝（(])((?:19|20)[0-9]{2})([\\]］】〕﹞）)])(第?)(0*)([1-9][0-9]{0,3})号)",
);

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    let text = prose.text();
    if !text.contains('号') {
        return;
    }
    for number in NUMBER.hits(text) {
        let part = |nth: usize| number.part(nth);
        let marks = [part(2), part(4)] != ["〔", "〕"];
        let round = matches!(part(2), "（" | "(") && part(5).is_empty();
        // 字（2020）第5号 is the number of a licence
        if !marks && part(5).is_empty() && part(6).is_empty()
            || !round && matches!(part(2), "（" | "(")
        {
            continue;
        }
        let right = format!("〔{}〕{}号", part(3), part(7));
        let message = format!("发文字号里的“{}”写得不对", part(1));
        let hint = format!("写成“{right}”");
        found.push(
            RULE.at(&prose.place(number.part_range(1)), message).hint(hint).replacement(right),
        );
    }
}
