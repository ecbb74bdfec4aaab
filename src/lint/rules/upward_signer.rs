//! An 上行文 names its 签发人.

use crate::diag::{Diagnostic, Diagnostics};
use crate::doc::title;
use crate::lint::{Check, Rule};
use crate::model::{Campaign, FormatSpec};

pub(in crate::lint) const RULE: Rule = Rule {
    name: "upward_signer",
    basis: "《党政机关公文处理工作条例》第九条（六）；GB/T 9704-2012 7.2.6",
    check: Check::Campaign(check),
};

/// Kinds that only go to a superior.
const UPWARD: [&str; 2] = ["请示", "报告"];

fn check(campaign: &Campaign, found: &mut Diagnostics) {
    for spec in &campaign.documents {
        let title = title::unbroken(&spec.title.v);
        let kind = UPWARD.iter().find(|kind| title.ends_with(**kind));
        if let Some(kind) = kind
            && spec.format == FormatSpec::Document
            && spec.signers.is_empty()
        {
            found.push(
                Diagnostic::warning(
                    spec.title.place.clone(),
                    format!("{kind}是上行文，没有标注签发人"),
                )
                .hint("补上“签发人: [姓名]”，发文字号会排到左边"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::said;

    #[test]
    fn what_goes_up_is_signed() {
        let campaign = |title: &str, more: &str| {
            format!(
                "发文机关: {{ 名称: 甲 }}\n日期: {{ 成文: 2026-01-05 }}\n文件:\n- {{ 名: 乙, 标题: {title}{more} }}\n"
            )
        };
        assert_eq!(said(&campaign("关于经费的请示", ", 签发人: 王强")), "");
        assert_eq!(said(&campaign("关于经费的通知", "")), "");
        insta::assert_snapshot!(said(&campaign("关于经费的请示", "")), @"提醒: campaign.yaml:4:15: 请示是上行文，没有标注签发人");
    }
}
