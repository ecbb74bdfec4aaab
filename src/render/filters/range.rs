//! From–to: 3～5天, 3%～5%, 2026—2030年.

use minijinja::Error;
use minijinja::value::{Rest, Value};
use rust_decimal::Decimal;

use super::dates::date;
use super::number::{self, decimal, exact};
use super::{called, defined, optional, quoted, refused};
use crate::model::Date;

/// Between quantities (GB/T 15834, 4.13.3.3).
const WAVE: &str = "～";
/// Between points in time (GB/T 15834, 4.13.3.2).
const DASH: &str = "—";

/// `|至(5, "天")`, of numbers with a unit or of dates.
pub(super) fn range(from: &Value, to: &Value, unit: Rest<Value>) -> Result<String, Error> {
    let unit = optional(unit)?;
    if let Some(first) = exact(defined(from)?) {
        let unit = unit.map(|unit| quoted(&unit, "单位", "至(5, \"天\")")).transpose()?;
        let last = decimal(to)?;
        in_order(from, to, first <= last)?;
        return Ok(numbers(first, last, &unit.unwrap_or_default()));
    }
    let (first, last) = (date(from)?, date(to)?);
    if unit.is_some() {
        return Err(refused("日期后面没有单位", "例如：|至(\"2026-03-10\")"));
    }
    in_order(from, to, first <= last)?;
    Ok(days(first, last))
}

fn in_order(from: &Value, to: &Value, ordered: bool) -> Result<(), Error> {
    if ordered {
        return Ok(());
    }
    Err(refused(format!("从{}到{}是倒着的", called(from), called(to)), "小的、早的写在前面"))
}

/// The unit stands once, but twice where it would be misread: 3%～5%, 13万元～17万元 (GB/T 15835, 5.1.3).
fn numbers(first: Decimal, last: Decimal, unit: &str) -> String {
    if first == last {
        return format!("{}{unit}", number::value(first));
    }
    let years = Decimal::from(1900)..Decimal::from(2200);
    let in_time = matches!(unit, "月" | "日" | "时")
        || (unit.starts_with('年') && years.contains(&first) && years.contains(&last));
    let dash = if in_time { DASH } else { WAVE };
    let twice = unit.starts_with(['%', '‰', '万', '亿']);
    let first_unit = if twice { unit } else { "" };
    format!("{}{first_unit}{dash}{}{unit}", number::value(first), number::value(last))
}

/// What both days share stands once: 2011年2月3日—10日.
fn days(first: Date, last: Date) -> String {
    if first == last {
        return first.to_string();
    }
    let whole = last.to_string();
    let same_year = first.year() == last.year();
    let rest = match (whole.split_once('年'), whole.split_once('月')) {
        (_, Some((month, day))) if first.to_string().starts_with(&format!("{month}月")) => day,
        (Some((_, day)), _) if same_year => day,
        _ => &whole,
    };
    format!("{first}{DASH}{rest}")
}

#[cfg(test)]
mod tests {
    use super::super::tests::answers;

    #[test]
    fn ranges() {
        answers(&[
            ("3|至(5, '天')", "3～5天"),
            ("3|至(5)", "3～5"),
            ("3|至(3, '天')", "3天"),
            ("1.5|至(2.50, '米')", "1.5～2.5米"),
            ("-36|至(-8, '℃')", "-36～-8℃"),
            ("3|至(5, '%')", "3%～5%"),
            ("13|至(17, '万元')", "13万元～17万元"),
            ("9|至(16, '亿')", "9亿～16亿"),
            ("2026|至(2030, '年')", "2026—2030年"),
            ("3|至(5, '年')", "3～5年"),
            ("3|至(5, '月')", "3—5月"),
            ("3|至(5, '个月')", "3～5个月"),
            ("'2026-03-05'|至('2027-01-10')", "2026年3月5日—2027年1月10日"),
            ("'2026-03-05'|至('2026-10-10')", "2026年3月5日—10月10日"),
            ("'2026-01-05'|至('2026-11-10')", "2026年1月5日—11月10日"),
            ("'2026-03-05'|至('2026年3月10日')", "2026年3月5日—10日"),
            ("'2026-03-05'|至('2026-03-05')", "2026年3月5日"),
        ]);
    }

    #[test]
    fn what_is_no_range_is_refused() {
        answers(&[
            ("5|至(3)", "从“5”到“3”是倒着的\n小的、早的写在前面"),
            ("5|至('待定')", "“待定”不是数\n要用数，例如：12 或 12.5"),
            ("5|至(8, 9)", "括号里应当是单位，不是“9”\n用引号括起来，例如：|至(5, \"天\")"),
            ("'2026-03-05'|至(9)", "“9”不是日期\n写成 2026-03-05 或 2026年3月5日"),
            ("'2026-03-05'|至('2026-03-06', '止')", "日期后面没有单位\n例如：|至(\"2026-03-10\")"),
        ]);
    }
}
