//! Numbers as exact decimals: 12.58万, 12.5%.

use minijinja::Error;
use minijinja::value::{Rest, Value, ValueKind};
use rust_decimal::{Decimal, RoundingStrategy};

use super::{called, defined, optional, refused};

/// More places than any figure of a document has.
const MOST_PLACES: i64 = 10;

/// More digits, before and behind the point, a decimal does not have.
const MOST_DIGITS: usize = 28;

/// A value as a number: what is written as one is one.
pub(super) fn decimal(value: &Value) -> Result<Decimal, Error> {
    let value = defined(value)?;
    exact(value)
        .ok_or_else(|| refused(format!("{}不是数", called(value)), "要用数，例如：12 或 12.5"))
}

/// A value as a number, where it is one.
pub(super) fn exact(value: &Value) -> Option<Decimal> {
    match value.kind() {
        ValueKind::Number => match (value.as_i64(), f64::try_from(value.clone())) {
            (Some(whole), _) => Some(whole.into()),
            (None, Ok(float)) if !value.is_integer() => without_noise(float),
            _ => written(&value.to_string()),
        },
        ValueKind::String => written(value.as_str()?),
        _ => None,
    }
}

/// A value as a number of the engine, where it is one, also as text.
pub(in crate::render) fn number(value: &Value) -> Option<Value> {
    let number = exact(value)?.normalize();
    if number.scale() == 0
        && let Ok(whole) = i64::try_from(number)
    {
        return Some(whole.into());
    }
    number.to_string().parse::<f64>().ok().map(Value::from)
}

/// A number with a point as it is printed. One that does not come out even is not printed with all the places that
/// a computer has.
pub(in crate::render) fn decimal_words(value: &Value) -> Result<String, Error> {
    let number = exact(value).map(|number| number.normalize());
    match number.filter(|number| i64::from(number.scale()) <= MOST_PLACES) {
        Some(number) => Ok(number.to_string()),
        None => Err(refused(
            format!("{value} 的小数位太多，印不出来"),
            "写明印几位小数，例如：|数(2)；除数是 0、数太大的，核对算式",
        )),
    }
}

/// A binary fraction as the decimal that is meant. Calculating leaves noise behind the fifteenth digit
/// (0.1 + 0.2 is 0.30000000000000004); what differs by more was written so.
fn without_noise(float: f64) -> Option<Decimal> {
    let short: f64 = format!("{float:.14e}").parse().ok()?;
    let noise = (short - float).abs() <= float.abs() * (2.0 * f64::EPSILON);
    written(&if noise { short } else { float }.to_string())
}

/// A number as people write it: 12, -3.5, 1,200.
fn written(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next().is_some_and(is_digits);
    let grouped = groups.all(|group| group.len() == 3 && is_digits(group));
    let leading = !whole.contains(',') || whole.find(',').is_some_and(|at| at <= 3);
    if !(first && grouped && leading && is_digits(fraction)) {
        return None;
    }
    Decimal::from_str_exact(&text.replace(',', "")).ok()
}

/// A decimal as a value: a number where that prints the same digits, else their text.
pub(super) fn value(decimal: Decimal) -> Value {
    let decimal = decimal.normalize();
    if decimal.scale() == 0 {
        let whole = decimal.mantissa();
        return i64::try_from(whole).map_or_else(|_| whole.into(), Value::from);
    }
    let digits = decimal.to_string();
    match digits.parse::<f64>() {
        Ok(float) if float.to_string() == digits => float.into(),
        _ => digits.into(),
    }
}

/// `|数(2)`: with as many places, rounded as one learns it at school; without an argument as it is.
pub(super) fn fixed(number: &Value, places: Rest<Value>) -> Result<Value, Error> {
    let number = decimal(number)?;
    Ok(match self::places(places)? {
        Some(places) => with_places(number, places)?.into(),
        None => value(number),
    })
}

/// `|万`: 12.58万.
pub(super) fn ten_thousands(number: &Value, places: Rest<Value>) -> Result<String, Error> {
    in_units(number, 10_000, "万", places)
}

/// `|亿`: 1.2亿.
pub(super) fn hundred_millions(number: &Value, places: Rest<Value>) -> Result<String, Error> {
    in_units(number, 100_000_000, "亿", places)
}

fn in_units(number: &Value, size: i64, unit: &str, places: Rest<Value>) -> Result<String, Error> {
    let number = decimal(number)?.checked_div(size.into()).ok_or_else(too_large)?;
    Ok(match self::places(places)? {
        Some(places) => with_places(number, places)?,
        None => number.normalize().to_string(),
    } + unit)
}

/// `|百分比`: 0.125 is 12.5%, with no more than two places where it is not said how many.
pub(super) fn percent(number: &Value, places: Rest<Value>) -> Result<String, Error> {
    let number = decimal(number)?.checked_mul(Decimal::ONE_HUNDRED).ok_or_else(too_large)?;
    Ok(match self::places(places)? {
        Some(places) => with_places(number, places)?,
        None => rounded(number, 2).normalize().to_string(),
    } + "%")
}

pub(super) fn too_large() -> Error {
    refused("这个数太大了", "请核对这个数")
}

fn rounded(number: Decimal, places: u32) -> Decimal {
    number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

fn with_places(number: Decimal, places: u32) -> Result<String, Error> {
    let rounded = rounded(number, places);
    let whole = rounded.trunc().normalize().to_string().trim_start_matches('-').len();
    if whole + places as usize > MOST_DIGITS {
        return Err(too_large());
    }
    // what rounds to nothing has no sign
    let rounded = if rounded.is_zero() { Decimal::ZERO } else { rounded };
    Ok(format!("{rounded:.*}", places as usize))
}

fn places(arguments: Rest<Value>) -> Result<Option<u32>, Error> {
    let Some(places) = optional(arguments)? else { return Ok(None) };
    let number = places.as_i64().filter(|_| places.kind() == ValueKind::Number);
    match number.filter(|number| (0..=MOST_PLACES).contains(number)).map(u32::try_from) {
        Some(Ok(number)) => Ok(Some(number)),
        _ => Err(refused(
            format!("小数位数不能是{}", called(&places)),
            format!("写 0 到 {MOST_PLACES} 的整数，例如：|数(2)"),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::answers;
    use super::{value, written};

    #[test]
    fn numbers_read_as_people_write_them() {
        for (text, read) in [
            ("12", Some("12")),
            (" -3.50 ", Some("-3.50")),
            ("1,200", Some("1200")),
            ("12,345,678.9", Some("12345678.9")),
            ("007", Some("7")),
            ("9999999999999999999999999999", Some("9999999999999999999999999999")),
            ("99999999999999999999999999999999", None),
            ("1,20", None),
            ("1200,000", None),
            (",200", None),
            ("1.", None),
            (".5", None),
            ("1_000", None),
            ("+5", None),
            ("1e5", None),
            ("12%", None),
            ("-", None),
            ("", None),
            ("１２", None),
            ("待定", None),
        ] {
            assert_eq!(written(text).map(|number| number.to_string()).as_deref(), read, "{text}");
        }
    }

    #[test]
    fn a_decimal_prints_its_own_digits() {
        for text in ["0", "-7", "0.3", "1234.56", "18446744073709551616", "12345678901234567.89"] {
            assert_eq!(value(written(text).unwrap()).to_string(), text);
        }
    }

    #[test]
    fn figures() {
        answers(&[
            ("7.5|数(2)", "7.50"),
            ("7|数(1)", "7.0"),
            ("2.345|数(2)", "2.35"),
            ("1.005|数(2)", "1.01"),
            ("-2.5|数(0)", "-3"),
            ("-0.001|数(2)", "0.00"),
            ("7.0|数", "7"),
            ("'1,200'|数", "1200"),
            ("(0.1 + 0.2)|数", "0.3"),
            ("(19.9 * 3)|数", "59.7"),
            ("123456789012345.67|数", "123456789012345.67"),
            ("125800|万", "12.58万"),
            ("123456|万", "12.3456万"),
            ("123456|万(2)", "12.35万"),
            ("50000|万", "5万"),
            ("120000000|亿", "1.2亿"),
            ("0.125|百分比", "12.5%"),
            ("0.07|百分比", "7%"),
            ("1.2|百分比", "120%"),
            ("(1 / 3)|百分比", "33.33%"),
            ("(2 / 3)|百分比(1)", "66.7%"),
            ("0.5|百分比(1)", "50.0%"),
            ("0.00001|百分比", "0%"),
        ]);
    }

    #[test]
    fn figures_with_more_digits_than_a_decimal_has_are_refused() {
        let too_large = "这个数太大了\n请核对这个数";
        answers(&[
            ("777777777777777777|数(10)", "777777777777777777.0000000000"),
            ("'7777777777777777777'|数(10)", too_large),
            ("'777777777777777777777777'|数(10)", too_large),
            ("'7777777777777777777777777777'|万(10)", too_large),
            ("'77777777777777777777777777'|百分比(10)", too_large),
        ]);
    }

    #[test]
    fn what_is_no_figure_is_refused() {
        answers(&[
            ("'待定'|万", "“待定”不是数\n要用数，例如：12 或 12.5"),
            ("none|万", "空着的值不是数\n要用数，例如：12 或 12.5"),
            ("true|数", "“是”不是数\n要用数，例如：12 或 12.5"),
            ("[1]|百分比", "一列值不是数\n要用数，例如：12 或 12.5"),
            ("7|数(-1)", "小数位数不能是“-1”\n写 0 到 10 的整数，例如：|数(2)"),
            ("7|数('二')", "小数位数不能是“二”\n写 0 到 10 的整数，例如：|数(2)"),
        ]);
    }
}
