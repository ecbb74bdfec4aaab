//! An 上行文 goes to an organ, not to its head.

use crate::compose::Facts;
use crate::diag::{Diagnostics, Severity};
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample, terms};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "addressee-person",
    severity: Severity::Error,
    basis: &[Basis::Regulation("第十五条（五）")],
    doc: "请示和报告主送机关，不主送负责人个人。上级负责人直接交办的事项除外，那样的材料不用红头。",
    check: Check::Facts(check),
    wrong: &[
        Sample::Document(
            "标题: 关于解决改厕经费的请示\n签发人: 王强\n附注: 联系人：李梅，电话：0000-1234567\n主送: 【张市长】",
        ),
        Sample::Document("标题: 关于改厕工作情况的报告\n签发人: 王强\n主送: 【李建国副书记】"),
    ],
    right: &[
        Sample::Document("标题: 关于改厕工作情况的报告\n签发人: 王强\n主送: 乙市人民政府"),
        Sample::Document("主送: 各村党支部书记"),
    ],
};

static PERSON: Pattern = Pattern::new(
    "(副?(省长|市长|州长|区长|县长|旗长|镇长|乡长|局长|厅长|部长|处长|科长|主任|书记|秘书长|主席|常委)|同志|先生|女士)$",
);

fn check(facts: &Facts<'_>, found: &mut Diagnostics) {
    let Some(title) = terms::heading(facts) else { return };
    if !title.kind.is_some_and(|kind| terms::UPWARD.contains(&kind)) {
        return;
    }
    for (name, place) in terms::addressees(facts) {
        if PERSON.is_in(name) {
            let message = format!("主送写的是人：“{name}”");
            found.push(RULE.at(&place, message).hint("写他所在的机关，例如：青溪县人民政府"));
        }
    }
}
