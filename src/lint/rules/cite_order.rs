//! One cites the title first, then the number.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::{Kind, Prose};
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "cite-order",
    severity: Severity::Warning,
    basis: &[Basis::Practice("引用公文先引标题，后引发文字号")],
    doc: "引用公文，先写标题，后面括号里写发文字号。写成：《关于……的通知》（国发〔2024〕5号）。",
    check: Check::Prose(check),
    wrong: &[
        Sample::Text("根据【甲府发〔2025〕3号《关于做好改厕工作的通知》】，制定本方案。"),
        Sample::Text("按照【乙市府办〔2025〕12号文件《关于改水工作的意见》】要求，做好工作。"),
        Sample::Text("按照【（甲府发〔2025〕3号）《关于做好改厕工作的通知》】要求，做好工作。"),
    ],
    right: &[
        Sample::Text("根据《关于做好改厕工作的通知》（甲府发〔2025〕3号），制定本方案。"),
        Sample::Text("甲府发〔2025〕3号文件已经下发。《改厕条例》另有规定的，从其规定。"),
        Sample::Text(
            "《关于改水的意见》（甲府发〔2025〕3号）《关于改厕的意见》（甲府发〔2025〕4号）都已下发。",
        ),
    ],
};

static NUMBER_FIRST: Pattern = Pattern::new(
    "(（?)([\u{4e00}-\u{9fff}]{1,12}〔[0-9]{4}〕[0-9]{1,4}号)(?:文件?)?）?(《[^《》]*》)",
);
/// Words before a number that are none of 机关代字.
const LEADS: [&str; 13] = [
    "根据", "按照", "依据", "依照", "贯彻", "落实", "执行", "参照", "遵照", "和", "及", "与",
    "对照",
];

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    let text = prose.text();
    if prose.kind == Kind::Cell || !text.contains('〔') {
        return;
    }
    for cited in NUMBER_FIRST.hits(text) {
        let (opens, number) = (!cited.part(1).is_empty(), cited.part(2));
        // （number） behind a title is that title's
        if opens && cited.before().ends_with('》') {
            continue;
        }
        let code = LEADS.iter().find_map(|lead| number.rsplit_once(lead));
        let code = code.map_or(number, |(_, code)| code);
        let from = cited.part_range(2).end - code.len();
        let start = if opens { cited.range().start } else { from };
        let right = format!("{}（{code}）", cited.part(3));
        found.push(
            RULE.at(&prose.place(start..cited.range().end), "发文字号写在了标题前面")
                .hint(format!("写成“{right}”"))
                .replacement(right),
        );
    }
}
