//! Dates in each form: 2026年3月5日, 3月5日, 二〇二六年三月五日, 星期四.

use chinese_number::ChineseCase;
use chrono::{Datelike, TimeDelta};
use minijinja::Error;
use minijinja::value::Value;

use super::number::decimal;
use super::numerals::named;
use super::{called, defined, refused, wrong};
use crate::model::Date;

/// A date, as a campaign writes it or as documents print it.
pub(super) fn date(value: &Value) -> Result<Date, Error> {
    let value = defined(value)?;
    let Some(text) = value.as_str() else {
        let called = called(value);
        return Err(refused(format!("{called}不是日期"), "写成 2026-03-05 或 2026年3月5日"));
    };
    text.parse().map_err(wrong)
}

/// `|日期`: 2026年3月5日.
pub(super) fn full(value: &Value) -> Result<String, Error> {
    Ok(date(value)?.to_string())
}

/// `|年月`: 2026年3月.
pub(super) fn month(value: &Value) -> Result<String, Error> {
    let Date(day) = date(value)?;
    Ok(format!("{}年{}月", day.year(), day.month()))
}

/// `|月日`: 3月5日.
pub(super) fn day(value: &Value) -> Result<String, Error> {
    let Date(day) = date(value)?;
    Ok(format!("{}月{}日", day.month(), day.day()))
}

/// `|汉字日期`: 二〇二六年三月五日, the year by its digits with 〇 (GB/T 15835, 5.2.5).
pub(super) fn in_words(value: &Value) -> Result<String, Error> {
    const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let Date(day) = date(value)?;
    let year = day.year().to_string();
    let year: String =
        year.bytes().filter_map(|b| DIGITS.get(usize::from(b.wrapping_sub(b'0')))).collect();
    let number = |number: u32| named(number.into(), ChineseCase::Lower);
    Ok(format!("{year}年{}月{}日", number(day.month())?, number(day.day())?))
}

/// `|星期`: 星期四.
pub(super) fn weekday(value: &Value) -> Result<String, Error> {
    const DAYS: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];
    let Date(day) = date(value)?;
    Ok(format!("星期{}", DAYS[day.weekday().num_days_from_monday() as usize]))
}

/// `|加天(10)`: the day so many days later, or earlier where the number is negative.
pub(super) fn later(value: &Value, days: &Value) -> Result<String, Error> {
    let Date(day) = date(value)?;
    let number = decimal(days)?.normalize();
    let number = i64::try_from(number.mantissa()).ok().filter(|_| number.scale() == 0);
    let moved = number
        .and_then(TimeDelta::try_days)
        .and_then(|days| day.checked_add_signed(days))
        // and back again, so that what is printed can be read
        .and_then(|day| Date(day).to_string().parse::<Date>().ok());
    let wrong =
        || refused(format!("加不了{}天", called(days)), "写整数，例如：|加天(10)，往前数写 -10");
    Ok(moved.ok_or_else(wrong)?.to_string())
}

#[cfg(test)]
mod tests {
    use super::super::tests::answers;

    #[test]
    fn forms() {
        answers(&[
            ("'2026-03-05'|日期", "2026年3月5日"),
            ("'2026年3月5日'|日期", "2026年3月5日"),
            ("'2026-03-05'|年月", "2026年3月"),
            ("'2026-03-05'|月日", "3月5日"),
            ("'2026-03-05'|汉字日期", "二〇二六年三月五日"),
            ("'2030-10-20'|汉字日期", "二〇三〇年十月二十日"),
            ("'2030-12-31'|汉字日期", "二〇三〇年十二月三十一日"),
            ("'2026-03-05'|星期", "星期四"),
            ("'2026-03-08'|星期", "星期日"),
            ("'2026-12-25'|加天(10)", "2027年1月4日"),
            ("'2024-02-28'|加天(1)|月日", "2月29日"),
            ("'2026-03-05'|加天(-5)", "2026年2月28日"),
        ]);
    }

    #[test]
    fn what_is_no_date_is_refused() {
        answers(&[
            ("'三月五日'|月日", "“三月五日”不是日期\n写成 2026-03-05 或 2026年3月5日"),
            ("'2026-02-30'|日期", "日历上没有2026年2月30日\n请核对月份和日子"),
            ("2026|日期", "“2026”不是日期\n写成 2026-03-05 或 2026年3月5日"),
            ("'2026-03-05'|加天(1.5)", "加不了“1.5”天\n写整数，例如：|加天(10)，往前数写 -10"),
            ("'2026-03-05'|加天(99999)", "加不了“99999”天\n写整数，例如：|加天(10)，往前数写 -10"),
        ]);
    }
}
