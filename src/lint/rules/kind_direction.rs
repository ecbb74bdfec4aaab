//! Each kind of document goes up, down or aside.

use crate::compose::Facts;
use crate::diag::{Diagnostics, Severity};
use crate::directory::Relation;
use crate::lint::{Basis, Check, Rule, Sample, terms};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "kind-direction",
    severity: Severity::Error,
    basis: &[Basis::Regulation("第八条、第十五条、第十六条")],
    doc: "文种和行文方向要相合。请示、报告只报上级；向不相隶属的机关请求批准用函；命令、决定、通知、通报、批复不发给上级。活动里写了“机关”一览表的按表，没有写的，只看名称上一眼分得清的镇、县、市、省。",
    check: Check::Facts(check),
    wrong: &[
        Sample::Document(
            "标题: 关于解决改厕经费的请示\n签发人: 王强\n附注: 联系人：李梅，电话：0000-1234567\n主送: 【各乡镇人民政府】",
        ),
        Sample::Document("标题: 关于做好改厕工作的通知\n主送: 【乙市人民政府】"),
        Sample::Organs(
            "标题: 关于解决改厕经费的请示\n签发人: 王强\n附注: 联系人：李梅，电话：0000-1234567\n主送: 【乙县财政局】",
            "名称,上级\n甲县人民政府,丙市人民政府\n丙市人民政府,\n乙县财政局,丙市人民政府\n",
        ),
    ],
    right: &[
        Sample::Document("标题: 关于做好改厕工作的通知\n主送: 各乡镇人民政府"),
        Sample::Document(
            "标题: 关于解决改厕经费的请示\n签发人: 王强\n附注: 联系人：李梅，电话：0000-1234567\n主送: 乙市人民政府",
        ),
        Sample::Organs(
            "标题: 关于解决改厕经费的函\n主送: 乙县财政局",
            "名称,上级\n甲县人民政府,丙市人民政府\n丙市人民政府,\n乙县财政局,丙市人民政府\n",
        ),
    ],
};

/// Kinds that no superior gets.
const DOWN: [&str; 6] = ["命令", "令", "决定", "通知", "通报", "批复"];

fn check(facts: &Facts<'_>, found: &mut Diagnostics) {
    let (Some(title), [own, ..]) = (terms::heading(facts), facts.organs.list()) else { return };
    let Some(kind) = title.kind else { return };
    for (name, place) in terms::addressees(facts) {
        let Some(relation) = terms::relation(facts.directory, own, name) else { continue };
        let (what, hint) = match relation {
            Relation::Above(_) if DOWN.contains(&kind) => (
                "是上级",
                "报上级的，用请示、报告或者意见；不必报的，从主送里删去，需要它知道的写进抄送",
            ),
            Relation::Below if terms::UPWARD.contains(&kind) => {
                ("是下级", "发给下级的，用通知、通报、意见或者批复")
            }
            Relation::Beside if terms::UPWARD.contains(&kind) => {
                ("不是上级", "向不相隶属的机关请求批准、商洽工作，用函")
            }
            Relation::Same | Relation::Above(_) | Relation::Below | Relation::Beside => continue,
        };
        let message = format!("主送的“{name}”{what}，不用{kind}");
        found.push(RULE.at(&place, message).hint(hint));
    }
}
