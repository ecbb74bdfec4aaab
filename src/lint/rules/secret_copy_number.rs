//! A classified document carries 份号.

use crate::diag::{Diagnostic, Diagnostics};
use crate::lint::{Check, Rule};
use crate::model::Campaign;

pub(in crate::lint) const RULE: Rule = Rule {
    name: "secret_copy_number",
    basis: "《党政机关公文处理工作条例》第九条（一）",
    check: Check::Campaign(check),
};

fn check(campaign: &Campaign, found: &mut Diagnostics) {
    for spec in &campaign.documents {
        if let Some(secrecy) = &spec.secrecy
            && spec.copy_numbers.is_none()
        {
            found.push(
                Diagnostic::error(secrecy.place.clone(), "涉密公文没有标注份号")
                    .hint("补上“份号: 1”，会印成 000001"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::said;

    #[test]
    fn what_is_secret_is_counted() {
        let campaign = |more: &str| {
            format!(
                "发文机关: {{ 名称: 甲 }}\n日期: {{ 成文: 2026-01-05 }}\n文件:\n- {{ 名: 乙, 标题: 丙, {more} }}\n"
            )
        };
        assert_eq!(said(&campaign("密级: 机密, 份号: 3")), "");
        insta::assert_snapshot!(said(&campaign("密级: 机密")), @"错误: campaign.yaml:4:22: 涉密公文没有标注份号");
    }
}
