//! The year of 发文字号 is the year of 成文日期.

use crate::diag::{Diagnostic, Diagnostics};
use crate::lint::{Check, Rule};
use crate::model::{Campaign, NumberSpec};

pub(in crate::lint) const RULE: Rule =
    Rule { name: "number_year", basis: "惯例", check: Check::Campaign(check) };

fn check(campaign: &Campaign, found: &mut Diagnostics) {
    for spec in &campaign.documents {
        let date = spec.dates.as_ref().unwrap_or(&campaign.dates).issued.v;
        if let Some(number) = &spec.number
            && let NumberSpec::Full(full) = &number.v
            && full.year != date.year()
        {
            found.push(
                Diagnostic::warning(
                    number.place.clone(),
                    format!("发文字号的年份是{}，成文日期却是{date}", full.year),
                )
                .hint("核对两处的年份；发文字号一般用成文日期的年份"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::said;

    #[test]
    fn the_years_agree_or_it_is_said() {
        let campaign = |number: &str| {
            format!(
                "发文机关: {{ 名称: 甲, 代字: 甲 }}\n日期: {{ 成文: 2026-01-05 }}\n文件:\n- {{ 名: 乙, 标题: 丙, 文号: {number} }}\n"
            )
        };
        assert_eq!(said(&campaign("5")), "");
        assert_eq!(said(&campaign("甲发〔2026〕5号")), "");
        insta::assert_snapshot!(said(&campaign("甲发〔2025〕5号")), @"提醒: campaign.yaml:4:22: 发文字号的年份是2025，成文日期却是2026年1月5日");
    }
}
