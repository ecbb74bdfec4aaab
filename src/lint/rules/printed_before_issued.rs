//! 印发日期 is the day a document is sent to print: never before 成文日期.

use crate::diag::{Diagnostic, Diagnostics};
use crate::lint::{Check, Rule};
use crate::model::Campaign;

pub(in crate::lint) const RULE: Rule = Rule {
    name: "printed_before_issued",
    basis: "GB/T 9704-2012 7.3.5.4、7.4.3",
    check: Check::Campaign(check),
};

fn check(campaign: &Campaign, found: &mut Diagnostics) {
    let own = campaign.documents.iter().filter_map(|spec| spec.dates.as_ref());
    for dates in std::iter::once(&campaign.dates).chain(own) {
        if let Some(printed) = &dates.printed
            && printed.v < dates.issued.v
        {
            found.push(
                Diagnostic::error(
                    printed.place.clone(),
                    format!("印发日期{}早于成文日期{}", printed.v, dates.issued.v),
                )
                .hint("印发日期是送印的日子，不会早于成文日期，请核对两个日期"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::said;

    #[test]
    fn printing_follows_issuing() {
        let campaign = |printed: &str| {
            format!(
                "发文机关: {{ 名称: 甲 }}\n日期: {{ 成文: 2026-01-05, 印发: {printed} }}\n文件: []\n"
            )
        };
        assert_eq!(said(&campaign("2026-01-05")), "");
        insta::assert_snapshot!(said(&campaign("2026-01-04")), @"错误: campaign.yaml:2:27: 印发日期2026年1月4日早于成文日期2026年1月5日");
    }
}
