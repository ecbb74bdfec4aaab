//! Numbers in Chinese characters: 十二, 壹拾贰, 壹拾贰元整.

use chinese_number::{ChineseCase, ChineseCountMethod, ChineseVariant, NumberToChinese};
use minijinja::Error;
use minijinja::value::Value;

use super::number::decimal;
use super::{called, refused};

/// The first number that has no name: 一万万亿.
const TOO_LARGE: u64 = 10_000_000_000_000_000;

/// `|汉字数`: 一百零二.
pub(super) fn lower(number: &Value) -> Result<String, Error> {
    named(whole(number)?, ChineseCase::Lower)
}

/// `|大写`: 壹佰零贰.
pub(super) fn upper(number: &Value) -> Result<String, Error> {
    in_capitals(whole(number)?)
}

/// `|金额大写`, as the rules for filling in bills want it (支付结算办法, annex 1): 元 without more is
/// followed by 整, 角 and 分 are not; a 角 that is missing before 分 is 零.
pub(super) fn amount(number: &Value) -> Result<String, Error> {
    let amount = decimal(number)?.normalize();
    if amount.scale() > 2 {
        let said = format!("{}的小数超过两位，写不成金额", called(number));
        return Err(refused(said, "先用 |数(2) 四舍五入到分"));
    }
    // a 分 stands in the second place
    let hundredths = amount.mantissa() * 10_i128.pow(2 - amount.scale());
    let hundredths = u64::try_from(hundredths).ok().filter(|it| it / 100 < TOO_LARGE);
    let hundredths = hundredths.ok_or_else(|| out_of_range(number))?;
    let (whole, tenths, rest) = (hundredths / 100, hundredths / 10 % 10, hundredths % 10);
    let mut out = String::new();
    if whole > 0 || hundredths == 0 {
        out += &in_capitals(whole)?;
        out += "元";
    }
    match (tenths, rest) {
        (0, 0) => out += "整",
        (0, _) if whole > 0 => out += "零",
        (0, _) => {}
        (tenths, _) => out += &(in_capitals(tenths)? + "角"),
    }
    if rest > 0 {
        out += &(in_capitals(rest)? + "分");
    }
    Ok(out)
}

/// The numerals of a whole number. 万亿 and not 兆, which has two meanings.
pub(super) fn named(number: u64, case: ChineseCase) -> Result<String, Error> {
    number
        .to_chinese(ChineseVariant::Simple, case, ChineseCountMethod::Middle)
        .map_err(|_| super::number::too_large())
}

/// 大写, in which ten is not 拾 as in speech but 壹拾, so that nothing can be put before it.
fn in_capitals(number: u64) -> Result<String, Error> {
    let named = named(number, ChineseCase::Upper)?;
    Ok(if named.starts_with('拾') { format!("壹{named}") } else { named })
}

fn whole(value: &Value) -> Result<u64, Error> {
    let number = decimal(value)?.normalize();
    if number.scale() > 0 {
        let said = format!("{}不是整数", called(value));
        return Err(refused(said, "先用 |数(0) 取整，或改用阿拉伯数字"));
    }
    let number = u64::try_from(number.mantissa()).ok().filter(|number| *number < TOO_LARGE);
    number.ok_or_else(|| out_of_range(value))
}

fn out_of_range(value: &Value) -> Error {
    refused(format!("{}写不成汉字", called(value)), "要用零或正数，不到一万万亿")
}

#[cfg(test)]
mod tests {
    use minijinja::value::Value;
    use proptest::prelude::*;

    use super::super::tests::answers;
    use super::{TOO_LARGE, amount, lower, upper};

    #[test]
    fn numerals() {
        for (number, said, written) in [
            (0, "零", "零"),
            (2, "二", "贰"),
            (10, "十", "壹拾"),
            (11, "十一", "壹拾壹"),
            (20, "二十", "贰拾"),
            (101, "一百零一", "壹佰零壹"),
            (110, "一百一十", "壹佰壹拾"),
            (1010, "一千零一十", "壹仟零壹拾"),
            (10_001, "一万零一", "壹万零壹"),
            (12_580, "一万二千五百八十", "壹万贰仟伍佰捌拾"),
            (100_000, "十万", "壹拾万"),
            (100_010, "十万零一十", "壹拾万零壹拾"),
            (107_000, "十万七千", "壹拾万柒仟"),
            (100_000_000, "一亿", "壹亿"),
            (100_010_000, "一亿零一万", "壹亿零壹万"),
            (1_000_000_000_000, "一万亿", "壹万亿"),
            (10_000_000_000_003, "十万亿零三", "壹拾万亿零叁"),
            (
                TOO_LARGE - 1,
                "九千九百九十九万九千九百九十九亿九千九百九十九万九千九百九十九",
                "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖",
            ),
        ] {
            assert_eq!(lower(&Value::from(number)).unwrap(), said);
            assert_eq!(upper(&Value::from(number)).unwrap(), written);
        }
    }

    /// The examples of 支付结算办法 itself, and the ends of the scale.
    #[test]
    fn amounts() {
        for (number, written) in [
            ("1409.50", "壹仟肆佰零玖元伍角"),
            ("6007.14", "陆仟零柒元壹角肆分"),
            ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
            ("107000.53", "壹拾万柒仟元伍角叁分"),
            ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
            ("325.04", "叁佰贰拾伍元零肆分"),
            ("0", "零元整"),
            ("20", "贰拾元整"),
            ("20.000", "贰拾元整"),
            ("0.5", "伍角"),
            ("0.05", "伍分"),
            ("0.53", "伍角叁分"),
            ("12580.5", "壹万贰仟伍佰捌拾元伍角"),
        ] {
            assert_eq!(amount(&Value::from(number)).unwrap(), written, "{number}");
        }
    }

    #[test]
    fn what_has_no_numerals_is_refused() {
        answers(&[
            ("(19.9 * 3)|金额大写", "伍拾玖元柒角"),
            ("3.5|汉字数", "“3.5”不是整数\n先用 |数(0) 取整，或改用阿拉伯数字"),
            ("-3|大写", "“-3”写不成汉字\n要用零或正数，不到一万万亿"),
            ("10000000000000000|大写", "“10000000000000000”写不成汉字\n要用零或正数，不到一万万亿"),
            ("-0.5|金额大写", "“-0.5”写不成汉字\n要用零或正数，不到一万万亿"),
            ("0.125|金额大写", "“0.125”的小数超过两位，写不成金额\n先用 |数(2) 四舍五入到分"),
        ]);
    }

    /// Reads numerals as a person does: a digit, its place, and what was read so far raised by 万 and 亿.
    fn read(numerals: &str) -> u64 {
        const DIGITS: &str = "零壹贰叁肆伍陆柒捌玖";
        let (mut total, mut section, mut digit) = (0, 0, 0);
        for c in numerals.chars() {
            if let Some(found) = DIGITS.chars().position(|it| it == c) {
                digit = found as u64;
                continue;
            }
            match c {
                '拾' => section += digit * 10,
                '佰' => section += digit * 100,
                '仟' => section += digit * 1000,
                '万' => (total, section) = (total + (section + digit) * 10_000, 0),
                '亿' => (total, section) = ((total + section + digit) * 100_000_000, 0),
                _ => panic!("{c} in {numerals}"),
            }
            digit = 0;
        }
        total + section + digit
    }

    /// Numbers of every length, and those with many zeros, which are the hard ones.
    fn numbers() -> impl Strategy<Value = u64> {
        let digits = prop::collection::vec(prop_oneof![3 => Just(0), 2 => 0..10_u64], 1..=16);
        digits.prop_map(|digits| digits.into_iter().fold(0, |number, digit| number * 10 + digit))
    }

    proptest! {
        #[test]
        fn numerals_read_back(number in numbers()) {
            let written = upper(&Value::from(number)).unwrap();
            prop_assert_eq!(read(&written), number, "{}", written);
            prop_assert!(!written.contains("零零"), "{}", written);
            prop_assert!(number == 0 || !written.ends_with('零'), "{}", written);
            prop_assert!(!written.starts_with('拾'), "{}", written);
        }

        #[test]
        fn amounts_read_back(whole in numbers(), hundredths in 0..100_u64) {
            let written = amount(&Value::from(format!("{whole}.{hundredths:02}"))).unwrap();
            let (yuan, rest) = written.split_once('元').unwrap_or(("零", &written));
            let (jiao, rest) = rest.split_once('角').unwrap_or(("零", rest));
            let fen = rest.strip_suffix('分').unwrap_or("零");
            prop_assert_eq!((read(yuan), read(jiao) * 10 + read(fen)), (whole, hundredths), "{}", written);
            prop_assert_eq!(written.ends_with('整'), hundredths == 0);
        }
    }
}
