//! Numbers and dates of a workbook as the sheet shows them.

use calamine::ExcelDateTime;

/// A number in the format of its cell: percent, fixed decimals, leading zeros and thousands are kept, any
/// other format gives the plain number.
pub(super) fn number(value: f64, code: &str) -> String {
    // A spreadsheet keeps 15 digits; what lies behind them is an error of binary fractions.
    let value: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    let sections: Vec<&str> = code.split(';').collect();
    let shown = match (sections.as_slice(), value) {
        ([_, _, "", ..], 0.0) => Some(String::new()),
        ([_, negative, ..], ..0.0) => in_pattern(-value, negative),
        ([_, _, zero, ..], 0.0) => in_pattern(value, zero),
        ([code, ..], ..0.0) => in_pattern(-value, code).map(|shown| format!("-{shown}")),
        ([code, ..], _) => in_pattern(value, code),
        ([], _) => None,
    };
    shown.unwrap_or_else(|| value.to_string())
}

/// A number that is not negative in a pattern such as `#,##0.00"元"`; none where the pattern says
/// more than we know.
fn in_pattern(value: f64, code: &str) -> Option<String> {
    let (mut before, mut digits, mut after) = (String::new(), String::new(), String::new());
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        let behind = !after.is_empty();
        let literal = if digits.is_empty() { &mut before } else { &mut after };
        match c {
            '"' => literal.extend(chars.by_ref().take_while(|c| *c != '"')),
            '\\' => literal.extend(chars.next()),
            // room as wide as the next character, or filled with it
            '_' | '*' => _ = chars.next(),
            '[' => _ = chars.by_ref().find(|c| *c == ']'),
            '0' | '#' | ',' | '.' if !behind => digits.push(c),
            ' ' | '-' | '+' | '(' | ')' | '%' | '¥' | '￥' | '$' => literal.push(c),
            _ => return None,
        }
    }
    if digits.is_empty() {
        return (!code.is_empty()).then_some(before);
    }
    let value = if before.contains('%') || after.contains('%') { value * 100.0 } else { value };
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    if whole.ends_with(',') || fraction.contains([',', '.']) {
        return None;
    }
    // A half is rounded up, as on the sheet, though the binary fraction lies a little below.
    let rounded = format!("{:.*}", fraction.len(), value * (1.0 + f64::EPSILON));
    let (shown_whole, shown_fraction) = rounded.split_once('.').unwrap_or((&rounded, ""));
    let zeros = whole.matches('0').count();
    let mut shown = format!("{shown_whole:0>zeros$}");
    if whole.contains(',') {
        shown = thousands(&shown);
    }
    let kept = fraction.matches('0').count();
    let kept = kept.max(shown_fraction.trim_end_matches('0').len());
    if kept > 0 {
        shown = shown + "." + shown_fraction.get(..kept).unwrap_or(shown_fraction);
    }
    Some(format!("{before}{shown}{after}"))
}

/// Groups of three digits, split by commas.
fn thousands(whole: &str) -> String {
    let mut shown = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

/// A date or time in Chinese, with the parts that the format of its cell shows: 2026年3月5日 10:30.
pub(super) fn date(value: ExcelDateTime, code: &str, id: Option<u32>) -> String {
    if value.is_duration() {
        let minutes = (value.as_f64() * 24.0 * 60.0).round();
        return format!("{}:{:02}", (minutes / 60.0).floor(), minutes % 60.0);
    }
    let (year, month, day, hour, minute, second, milli) = value.to_ymd_hms_milli();
    let parts = parts(code, id);
    let shown = |part, text: String| if parts.contains(part) { text } else { String::new() };
    let date = [
        shown('y', format!("{year}年")),
        shown('m', format!("{month}月")),
        shown('d', format!("{day}日")),
    ];
    // a time of day is a binary fraction and may lie a little below its minute
    let seconds = u32::from(hour) * 3600 + u32::from(minute) * 60 + u32::from(second);
    let minutes = (seconds + u32::from(milli >= 500)) / 60;
    let time = shown('h', format!("{}:{:02}", minutes / 60, minutes % 60));
    format!("{} {time}", date.concat()).trim().to_owned()
}

/// A date in ISO 8601, which few programs write: the date, and the time unless it is midnight.
pub(super) fn iso_date(text: &str) -> Option<String> {
    let (date, time) = text.split_once('T').unwrap_or((text, ""));
    let mut parts = date.splitn(3, '-').map(|part| part.parse::<u32>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let shown = format!("{year}年{month}月{day}日");
    match time.get(..5) {
        None | Some("00:00") => Some(shown),
        Some(time) => Some(format!("{shown} {}", time.strip_prefix('0').unwrap_or(time))),
    }
}

/// Which of y, m, d and h (the time) the format of a date shows.
fn parts(code: &str, id: Option<u32>) -> &'static str {
    // What Chinese Excel means by the numbers that the standard leaves to each language.
    match id {
        Some(27 | 36 | 50 | 52 | 57) => return "ym",
        Some(28 | 29 | 51 | 53 | 54 | 58) => return "md",
        Some(30 | 31) => return "ymd",
        Some(32..=35 | 55 | 56) => return "h",
        _ => {}
    }
    let mut bare = String::new();
    let mut chars = code.split(';').next().unwrap_or_default().chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => _ = chars.by_ref().find(|c| *c == '"'),
            '[' => _ = chars.by_ref().find(|c| *c == ']'),
            '\\' | '_' | '*' => _ = chars.next(),
            c => bare.push(c.to_ascii_lowercase()),
        }
    }
    let (year, day, time) = (bare.contains('y'), bare.contains('d'), bare.contains(['h', 's']));
    match (year, day, time) {
        (true, true, true) => "ymdh",
        (true, false, false) => "ym",
        (false, true, false) => "md",
        (false, true, true) => "mdh",
        (false, false, true) => "h",
        (false, false, false) if bare.contains('m') => "m",
        (true, false, true) => "ymh",
        _ => "ymd",
    }
}

#[cfg(test)]
mod tests {
    use calamine::{ExcelDateTime, ExcelDateTimeType};

    use super::{date, iso_date, number};

    #[test]
    fn numbers_are_shown_as_on_the_sheet() {
        for (value, code, shown) in [
            (13_800_138_000.0, "General", "13800138000"),
            (0.5, "General", "0.5"),
            (0.1 + 0.2, "General", "0.3"),
            (-3.0, "General", "-3"),
            (0.0, "0_);[Red]\\(0\\)", "0"),
            (0.85, "0%", "85%"),
            (0.8525, "0.0%", "85.3%"),
            (2.0, "0.00_ ", "2.00"),
            (0.125, "0.00", "0.13"),
            (1.005, "0.00", "1.01"),
            (7.0, "000", "007"),
            (1_234_567.5, "#,##0.0#", "1,234,567.5"),
            (-12.0, "0_);[Red]\\(0\\)", "(12)"),
            (-12.0, "0.0", "-12.0"),
            (3.0, "0\"人\"", "3人"),
            (0.0, "0;-0;\"无\"", "无"),
            (0.0, "0;-0;;@", ""),
            (5.0, "", "5"),
            (0.5, "# ?/?", "0.5"),
            (12_000.0, "0.00E+00", "12000"),
        ] {
            assert_eq!(number(value, code), shown, "{value} {code}");
        }
    }

    #[test]
    fn dates_show_the_parts_of_their_format() {
        let serial = |value| ExcelDateTime::new(value, ExcelDateTimeType::DateTime, false);
        for (value, code, shown) in [
            (46086.0, "yyyy/m/d", "2026年3月5日"),
            (46086.4375, "yyyy-mm-dd hh:mm:ss", "2026年3月5日 10:30"),
            (46086.4375, "mm-dd-yy", "2026年3月5日"),
            (46086.0, "yyyy\"年\"m\"月\"", "2026年3月"),
            (46086.0, "m\"月\"d\"日\"", "3月5日"),
            (0.354_166_666_666_666_7, "h:mm", "8:30"),
            (46086.0, "[$-804]General", "2026年3月5日"),
        ] {
            assert_eq!(date(serial(value), code, None), shown, "{code}");
        }
        assert_eq!(date(serial(46086.0), "General", Some(57)), "2026年3月");
        let long = ExcelDateTime::new(1.5, ExcelDateTimeType::TimeDelta, false);
        assert_eq!(date(long, "[h]:mm", None), "36:00");
        assert_eq!(iso_date("2026-03-05T09:30:00").as_deref(), Some("2026年3月5日 9:30"));
        assert_eq!(iso_date("2026-03-05").as_deref(), Some("2026年3月5日"));
        assert_eq!(iso_date("昨天"), None);
    }
}
