//! Years are joined by 一字线, quantities by 浪纹线.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Prose;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "range-mark",
    severity: Severity::Warning,
    basis: &[Basis::NationalStandard("GB/T 15834-2011 4.13.3")],
    doc: "时间的起止用一字线“—”，数值范围用浪纹线“～”，都不用短横线“-”。短横线留给编号、电话和型号。",
    check: Check::Prose(check),
    wrong: &[
        Sample::Text("实施期为【2021-2025年】。"),
        Sample::Text("《行动方案（【2021-2025】）》"),
        Sample::Text("【3-5月】开展整治。"),
        Sample::Text("每日【8:00-18:00】开放。"),
        Sample::Text("每村配【2-3人】。"),
        Sample::Text("【3月1日-5月31日】开展整治。"),
        Sample::Text("每村配【2~3人】。"),
    ],
    right: &[
        Sample::Text("实施期为2021—2025年。"),
        Sample::Text("3—5月开展整治。"),
        Sample::Text("每村配2～3人。"),
        Sample::Text("每村配2—3人。"),
        Sample::Text("执行GB/T 9704-2012标准。"),
        Sample::Text("电话0391-6666666。"),
        Sample::Text("见表1-2。"),
        Sample::Text("型号A3-5台。"),
        Sample::Text("日期：2026-01-05。"),
    ],
};

static RANGE: Pattern = Pattern::new(concat!(
    r"((?:19|20)[0-9]{2})年?([-~－–]|--)((?:19|20)[0-9]{2})年?",
    r"|([0-9]{1,2}月(?:[0-9]{1,2}日)?|[0-9]{1,2}日)([-~－–])(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?|[0-9]{1,2}日)",
    r"|([0-9]{1,2}[:：][0-9]{2})([-~－–])[0-9]{1,2}[:：][0-9]{2}",
    r"|([0-9]{1,2})([-~－–])([0-9]{1,2})[月日时点]",
    r"|([0-9]+(?:\.[0-9]+)?)((?:[人个户家元次岁倍里米吨亩层件项条处座张名天年周]|万|亿|千|公里|厘米|毫米|平方|立方|公斤|千克|小时|分钟|℃|%)*)([-~－–])([0-9]+(?:\.[0-9]+)?)(?:[人个户家元次岁倍里米吨亩层件项条处座张名天年周]|公里|厘米|毫米|平方|立方|公斤|千克|小时|分钟|℃)",
));

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    for hit in RANGE.hits(prose.text()) {
        let part = |groups: [usize; 4]| groups.map(|group| hit.part(group)).concat();
        let sign = part([2, 5, 7, 9]) + hit.part(13);
        let quantity = !hit.part(11).is_empty();
        let bound = |a: usize, b: usize| {
            Some((hit.part(a).parse::<f64>().ok()?, hit.part(b).parse::<f64>().ok()?))
        };
        let grows = [bound(1, 3), bound(8, 10), bound(11, 14)]
            .into_iter()
            .flatten()
            .all(|(from, to)| from < to);
        let inside_more = hit
            .before()
            .trim_end()
            .ends_with(|c: char| c.is_ascii_alphanumeric() || "-－./〔[".contains(c))
            || hit.after().starts_with(|c: char| c.is_ascii_alphanumeric() || "-－./".contains(c));
        if !grows || inside_more {
            continue;
        }
        let (right, what) = if quantity {
            ("～", "数值范围用“～”")
        } else {
            ("—", "起止用“—”")
        };
        let words = hit.words().replacen(&sign, right, 1);
        found.push(
            RULE.at(&prose.place(hit.range()), format!("“{}”里用了“{sign}”，{what}", hit.words()))
                .hint(format!("改成“{words}”"))
                .mend(words),
        );
    }
}
