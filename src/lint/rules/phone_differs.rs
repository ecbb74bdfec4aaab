//! A telephone number in the text is the roster's.

use crate::diag::{Diagnostics, Severity};
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Reading, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "phone-differs",
    severity: Severity::Warning,
    basis: &[Basis::Regulation("第二十条（四）")],
    doc: "联系人的手机号，正文和附注里写的同名单里一样。只比手机和手机。",
    check: Check::Reading(check),
    wrong: &[Sample::Text(
        "请与王强联系（联系人：王强，电话：【13800000009】）。\n\n| 姓名 | 职务 | 电话 |\n|---|---|---|\n| 王强 | 书记 | 13800000001 |",
    )],
    right: &[Sample::Text(
        "联系人：王强，电话：138-0000-0001；李梅，电话：13800000005；王强，办公电话：1234567。\n\n| 姓名 | 职务 | 电话 |\n|---|---|---|\n| 王强 | 书记 | 13800000001 |",
    )],
};

static NUMBER: Pattern = Pattern::new(
    r"(\p{Han}{2,4})[，,、；（(]?(?:联系)?(?:电话|手机|手机号码?|联系方式)[：:]\s*(1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4})",
);

fn check(reading: &Reading<'_>, found: &mut Diagnostics) {
    if reading.people.is_empty() {
        return;
    }
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    for passage in &reading.passages {
        for said in NUMBER.hits(passage.text()) {
            let (Some(name), Some(number)) = (said.get(1), said.get(2)) else { continue };
            let listed = reading.people.iter().find(|it| it.name == name.as_str());
            let Some((person, phone)) = listed.and_then(|it| Some((it, it.phone?))) else {
                continue;
            };
            let known = digits(phone);
            if known.len() == 11 && known.starts_with('1') && known != digits(number.as_str()) {
                let message =
                    format!("{}的手机号这里是{}，名单里是{known}", person.name, number.as_str());
                found.push(
                    RULE.at(&passage.place(number.range()), message)
                        .hint("核对哪一处是对的")
                        .related(phone.place().clone(), "名单里在这里"),
                );
            }
        }
    }
}
