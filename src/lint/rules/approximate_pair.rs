//! Two neighbouring numbers for about so many stand without 、 and in Chinese.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Prose;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "approximate-pair",
    severity: Severity::Warning,
    basis: &[
        Basis::NationalStandard("GB/T 15834-2011 4.5.3.4"),
        Basis::NationalStandard("GB/T 15835-2011 4.2.2"),
    ],
    doc: "相邻两个数连用表示概数，用汉字，中间不用顿号。各指一项的（一、二年级）不管。",
    check: Check::Prose(check),
    wrong: &[
        Sample::Text("整改要【3、4天】。"),
        Sample::Text("整改要【三、四天】。"),
        Sample::Text("年龄在【十三、四岁】。"),
    ],
    right: &[
        Sample::Text("整改要三四天。"),
        Sample::Text("面向一、二年级学生。"),
        Sample::Text("第一、二次会议。"),
        Sample::Text("见表3、4个表格。"),
        Sample::Text("第五、六次会议分别听取。"),
        Sample::Text("发展二、三产业。"),
    ],
};

static PAIR: Pattern = Pattern::new(
    "十?([1-9]、[1-9]|[一二三四五六七八九]、[一二三四五六七八九])(天|个|次|年|名|人|户|家|岁|倍|成)",
);

const DIGITS: [&str; 9] = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    let digit = |c: char| match c.to_digit(10) {
        Some(digit) => digit.checked_sub(1).map(|nth| nth as usize),
        None => DIGITS.iter().position(|digit| digit.starts_with(c)),
    };
    for hit in PAIR.hits(prose.text()) {
        let mut digits = hit.part(1).chars().filter_map(digit);
        let (Some(from), Some(to)) = (digits.next(), digits.next()) else { continue };
        let names_items = hit.before().ends_with(|c: char| {
            c.is_ascii_digit() || "第、附件表图.一二三四五六七八九十百".contains(c)
        }) || hit.after().starts_with(['级', '班']);
        if to == from + 1 && !names_items {
            let ten = if hit.words().starts_with('十') { "十" } else { "" };
            let right = format!("{ten}{}{}{}", DIGITS[from], DIGITS[to], hit.part(2));
            found.push(
                RULE.at(&prose.place(hit.range()), format!("概数写成了“{}”", hit.words()))
                    .hint(format!("改成“{right}”；各指一项的不用改")),
            );
        }
    }
}
