//! The name of a rule that is issued stands in 书名号.

use crate::compose::Facts;
use crate::diag::{Diagnostics, Severity};
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample, terms};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "title-unquoted-rules",
    severity: Severity::Note,
    basis: &[Basis::Practice("标题里的规章和办法加书名号，名称从哪里起到哪里止才看得清")],
    doc: "标题里印发、废止的规章、办法、细则加书名号。国务院办公厅的标题有不加的，所以只作说明；要随通知印发的，程序从书名号里取它的标题。",
    check: Check::Facts(check),
    wrong: &[
        Sample::Document("标题: 【关于印发甲县农村公厕管理办法的通知】"),
        Sample::Document("标题: 【关于废止甲县集贸市场卫生管理细则的决定】"),
    ],
    right: &[
        Sample::Document("标题: 关于印发《甲县农村公厕管理办法》的通知"),
        Sample::Document("标题: 关于印发春季检查方案的通知"),
    ],
};

static BARE: Pattern = Pattern::new(
    "(印发|发布|颁发|废止|修订|修改)[^《》]*?(办法|规定|条例|细则|规则)(（[^（）]*）)?的",
);

fn check(facts: &Facts<'_>, found: &mut Diagnostics) {
    let Some(title) = terms::heading(facts) else { return };
    if let Some(bare) =
        BARE.hits(&title.words).next().filter(|_| !title.words.contains(['《', '“']))
    {
        let named = bare.words().trim_end_matches('的');
        let verb = bare.part(1);
        let hint = format!("写成“{verb}《{}》”", &named[verb.len()..]);
        found.push(RULE.at(title.place, "标题里的规章没有加书名号").hint(hint));
    }
}
