//! Quantities in running text: a number and what it counts or measures, in either numerals.

use std::ops::Range;

use crate::lint::pattern::{Hit, Pattern};

/// A number with its unit, as it stands in a text.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::lint) struct Quantity {
    /// Where it stands, with its unit.
    pub(crate) range: Range<usize>,
    /// What it comes to, 万 and 亿 multiplied in.
    pub(crate) value: f64,
    /// What one of its last digit is worth: what was rounded may be off by half of it.
    pub(crate) step: f64,
    /// `%`, `户`, `个村`.
    pub(crate) unit: &'static str,
    /// 约, 近, 余, 以上: not to be held to the digit.
    pub(crate) approximate: bool,
}

/// The units that are known, longer ones before those that they begin with.
const UNITS: [&str; 75] = [
    "个百分点",
    "个行政村",
    "个自然村",
    "个村民小组",
    "个村（社区）",
    "个村",
    "个社区",
    "个乡镇（街道）",
    "个镇（街道）",
    "个乡镇",
    "个镇",
    "个乡",
    "个街道",
    "个县（市、区）",
    "个县",
    "个区",
    "个市",
    "个省",
    "个部门",
    "个单位",
    "个项目组",
    "个工作组",
    "个工作专班",
    "个专班",
    "个小组",
    "个组",
    "个项目",
    "个阶段",
    "个方面",
    "个步骤",
    "个环节",
    "个点位",
    "个点",
    "个月",
    "个",
    "大类",
    "大项",
    "方面",
    "阶段",
    "步骤",
    "人次",
    "户",
    "人",
    "名",
    "公里",
    "千米",
    "平方米",
    "平方公里",
    "亩",
    "公顷",
    "吨",
    "立方米",
    "元",
    "座",
    "处",
    "所",
    "台",
    "辆",
    "家",
    "项",
    "条",
    "件",
    "类",
    "种",
    "次",
    "期",
    "天",
    "周",
    "年",
    "日",
    "倍",
    "米",
    "%",
    "％",
    "点",
];

static QUANTITY: Pattern = Pattern::made(|| {
    let units: Vec<String> = UNITS.iter().map(|unit| regex::escape(unit)).collect();
    let number = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?|[一二三四五六七八九十百两]{1,5}";
    format!("({number})(万|亿)?(余|多)?({})", units.join("|"))
});

/// What stands before a number that is not exact.
const ABOUT: [&str; 12] =
    ["约", "近", "超", "超过", "逾", "达到", "不少于", "不低于", "至少", "不超过", "突破", "过"];
/// What stands behind it.
const OR_SO: [&str; 8] = ["以上", "以下", "左右", "以内", "之内", "内", "上下", "前后"];

/// The quantities of a text.
pub(super) fn quantities(text: &str) -> Vec<Quantity> {
    let quantity = |of: Hit<'_>| {
        let (whole, number) = (of.get(0)?, of.get(1)?);
        let before = &text[..whole.start()];
        let goes_on =
            |c: char| c.is_ascii_digit() || "第.一二三四五六七八九十百两〔-－—～~".contains(c);
        if before.ends_with(goes_on) {
            return None;
        }
        let times = match of.get(2).map(|it| it.as_str()) {
            Some("万") => 1e4,
            Some("亿") => 1e8,
            _ => 1.0,
        };
        let digits = number.as_str().replace(',', "");
        let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let value = digits.parse::<f64>().ok().or_else(|| numeral(&digits).map(f64::from))?;
        let step = times / 10_f64.powi(i32::try_from(decimals).ok()?);
        let unit = UNITS.iter().find(|unit| Some(**unit) == of.get(4).map(|it| it.as_str()))?;
        let approximate = of.get(3).is_some()
            || ABOUT.iter().any(|word| before.ends_with(word))
            || OR_SO.iter().any(|word| text[whole.end()..].starts_with(word));
        Some(Quantity { range: whole.range(), value: value * times, step, unit, approximate })
    };
    QUANTITY.hits(text).filter_map(quantity).collect()
}

impl Quantity {
    /// By how much it may have been rounded: a whole number of things by nothing.
    pub(crate) fn rounding(&self) -> f64 {
        if (self.step - 1.0).abs() < f64::EPSILON { 0.0 } else { self.step / 2.0 }
    }

    /// A whole number of things.
    pub(crate) fn count(&self) -> Option<usize> {
        let whole = self.value.fract() == 0.0 && (0.0..1e6).contains(&self.value);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is small")]
        whole.then_some(self.value as usize)
    }
}

/// The number that a text consists of, in either numerals: 12, 十二, 两.
pub(in crate::lint) fn count_of(text: &str) -> Option<u32> {
    text.parse().ok().or_else(|| numeral(text))
}

/// Whether a text is a number in Chinese numerals.
pub(super) fn is_numeral(text: &str) -> bool {
    text.len() <= "二十一".len() && numeral(text).is_some()
}

/// A number below a thousand in Chinese numerals: 五, 十二, 两, 一百零三.
fn numeral(text: &str) -> Option<u32> {
    let (mut sum, mut digit) = (0, None);
    for c in text.chars() {
        let value = match c {
            '零' | '〇' => continue,
            '一' => 1,
            '二' | '两' => 2,
            '三' => 3,
            '四' => 4,
            '五' => 5,
            '六' => 6,
            '七' => 7,
            '八' => 8,
            '九' => 9,
            '十' => 10,
            '百' => 100,
            _ => return None,
        };
        match (value, digit) {
            (10 | 100, _) => sum += digit.take().unwrap_or(1) * value,
            // 三四天: about so many
            (_, Some(_)) => return None,
            (_, None) => digit = Some(value),
        }
    }
    let number = sum + digit.unwrap_or(0);
    (number > 0).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_read_with_their_units() {
        let said = |text: &str| {
            let found = quantities(text);
            let said = found.iter().map(|it| {
                let about = if it.approximate { "约" } else { "" };
                format!("{about}{}{} ±{}", it.value, it.unit, it.step)
            });
            said.collect::<Vec<_>>().join("，")
        };
        for (text, quantities) in [
            ("全镇共12个村、1,200户", "12个村 ±1，1200户 ±1"),
            ("投资1.25亿元", "125000000元 ±1000000"),
            ("增长12.5%，约50余人", "12.5% ±0.1，约50人 ±1"),
            ("十二个工作组，两项任务", "12个工作组 ±1，2项 ±1"),
            ("三四天，第3期，3—5个村", ""),
            ("至少3次，10天以内", "约3次 ±1，约10天 ±1"),
        ] {
            assert_eq!(said(text), quantities, "{text}");
        }
    }

    #[test]
    fn chinese_numerals_are_read() {
        let read = ["五", "十", "十二", "二十", "三十六", "两", "一百零三"].map(numeral);
        assert_eq!(read.map(Option::unwrap), [5, 10, 12, 20, 36, 2, 103]);
        assert_eq!(["三四", "几", ""].map(numeral), [None; 3]);
    }
}
