//! A joint 上行文 names a 签发人 of each organ.

use crate::diag::{Diagnostic, Diagnostics};
use crate::lint::{Check, Rule};
use crate::model::Campaign;

pub(in crate::lint) const RULE: Rule = Rule {
    name: "joint_signers",
    basis: "GB/T 9704-2012 7.2.6；《党政机关公文处理工作条例》第二十二条",
    check: Check::Campaign(check),
};

fn check(campaign: &Campaign, found: &mut Diagnostics) {
    for spec in &campaign.documents {
        let organs = spec.joint.len() + 1;
        if let Some(first) = spec.signers.first()
            && organs > 1
            && spec.signers.len() != organs
        {
            let signers = spec.signers.len();
            found.push(
                Diagnostic::warning(
                    first.place.clone(),
                    format!("{organs}个机关联合上行，签发人写了{signers}个"),
                )
                .hint("一个机关一个签发人，按发文机关的顺序写"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::said;

    #[test]
    fn each_organ_signs() {
        let campaign = |signers: &str| {
            format!(
                "发文机关: {{ 名称: 甲 }}\n日期: {{ 成文: 2026-01-05 }}\n文件:\n- {{ 名: 乙, 标题: 关于丙的报告, 联合发文: [丁], 签发人: {signers} }}\n"
            )
        };
        assert_eq!(said(&campaign("[王强, 李红梅]")), "");
        insta::assert_snapshot!(said(&campaign("[王强]")), @"提醒: campaign.yaml:4:40: 2个机关联合上行，签发人写了1个");
    }
}
