//! 机关代字 is the organ's own.

use crate::compose::Facts;
use crate::diag::{Diagnostics, Severity};
use crate::lint::{Basis, Check, Rule, Sample};
use crate::model::NumberSpec;

pub(in crate::lint) const RULE: Rule = Rule {
    code: "number-code",
    severity: Severity::Warning,
    basis: &[Basis::Regulation("第九条（五）"), Basis::Standard("7.2.5")],
    doc: "发文字号用发文机关自己的代字。党委的文件不用政府的代字；活动里写了“机关”一览表的，代字要和表里的一样（表里写几个的，有一个一样）。",
    check: Check::Facts(check),
    wrong: &[
        Sample::Document(
            "发文机关: { 名称: 中共甲县委员会, 代字: 甲府发 }\n文号: 【甲府发〔2026〕5号】",
        ),
        Sample::Organs("文号: 【甲财发〔2026〕5号】", "名称,代字\n甲县人民政府,甲府发、甲府函\n"),
    ],
    right: &[
        Sample::Document("文号: 甲府发〔2026〕5号"),
        Sample::Organs("文号: 甲府函〔2026〕5号", "名称,代字\n甲县人民政府,甲府发、甲府函\n"),
        Sample::Document(
            "发文机关: { 名称: 中共甲县委员会, 代字: 甲委发 }\n文号: 甲委发〔2026〕5号",
        ),
    ],
};

fn check(facts: &Facts<'_>, found: &mut Diagnostics) {
    let (Some(number), [own, ..]) = (facts.number.known(), facts.organs.list()) else { return };
    let code = match &number.written {
        NumberSpec::Full(full) => full.code.as_str(),
        NumberSpec::Serial(_) | NumberSpec::Ledger => {
            number.printed.split('〔').next().unwrap_or_default()
        }
        NumberSpec::Blank(_) => return,
    };
    let organ = facts.directory.and_then(|directory| directory.find(own));
    let known = organ.and_then(|organ| organ.code.as_ref());
    let said = match known {
        Some(known) if !known.v.split(['、', '，', ',', '\n']).any(|it| it.trim() == code) => {
            let place = known.place.clone();
            RULE.at(number.printed.place(), format!("代字“{code}”不是“{}”的", &**own))
                .hint(format!("一览表里写的是“{}”", known.v))
                .related(place, "代字写在这里")
        }
        None if is_of_party(own) && code.contains(['府', '政']) => RULE
            .at(number.printed.place(), format!("党委的文件用了政府的代字“{code}”"))
            .hint("核对“发文机关”和它的“代字”"),
        Some(_) | None => return,
    };
    found.push(said);
}

fn is_of_party(organ: &str) -> bool {
    (organ.starts_with("中共") || organ.ends_with("党委")) && !organ.contains('政')
}
