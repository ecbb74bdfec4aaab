//! 为期 and 共: as many days or months as from one date to the other.

use crate::diag::{Diagnostics, Severity};
use crate::lint::pattern::Pattern;
use crate::lint::reading::count_of;
use crate::lint::{Basis, Check, Reading, Rule, Sample};
use chrono::{Datelike, Days, NaiveDate};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "duration-differs",
    severity: Severity::Warning,
    basis: &[Basis::Regulation("第二十条（四）")],
    doc: "起止日期和“为期”“共”几天、几个月要对得上。天数头尾都算或者只算一头，都算对。",
    check: Check::Reading(check),
    wrong: &[
        Sample::Text("整治行动从2026年3月1日起至5月31日止，【为期2个月】，分三步推进。"),
        Sample::Text("培训时间为3月9日至13日，【共6天】，食宿统一安排。"),
        Sample::Text("县里集中【用两个月】时间（2026年3月1日至5月31日），开展整治。"),
        Sample::Text(
            "（一）摸底排查（2026年3月至5月，【为期两个月】）。逐户上门登记。\n\n（二）集中整改（2026年6月）。",
        ),
    ],
    right: &[
        Sample::Text("整治行动从2026年3月1日至5月31日，为期3个月。"),
        Sample::Text("培训时间为3月9日至13日，共5天；3月9日至13日，历时4天。"),
        Sample::Text("3月15日至6月20日开展整治，为期3个月左右；3月1日至5日放假，共4天假期调休。"),
        Sample::Text("3月1日至20日报名，共5天面试，为期一周。"),
    ],
};

static DURATION: Pattern = Pattern::new(
    "^(?:止|期间|结束)?(?:放假|调休|开展|进行|举行|，|,|、|（|\\(|为)*(?:（?\
        (为期|历时|共计?)([0-9]{1,3}|[一二两三四五六七八九十]{1,3})(天|日|个月|周|年))",
);
/// The same before the dates: 用3个月时间（3月至5月）.
static BEFORE: Pattern = Pattern::new(
    "(为期|历时|集中|利用|用)([0-9]{1,3}|[一二两三四五六七八九十]{1,3})(天|个月|周)\
        (?:的)?(?:时间)?(?:，|,)?(?:（|\\(|从|自)+$",
);
/// Behind a number that is not exact, or that counts something else.
const LOOSE: [&str; 8] = ["左右", "以上", "多", "余", "以内", "内", "半", "假"];

fn check(reading: &Reading<'_>, found: &mut Diagnostics) {
    let this_year = reading.facts.issued.known().map_or(2000, |date| date.v.year());
    for passage in &reading.passages {
        let text = passage.text();
        for span in passage.spans() {
            let (before, rest) = (&text[..span.range.start], &text[span.range.end..]);
            let (said, start) = match (DURATION.find(rest), BEFORE.find(before)) {
                (Some(said), _) => (said, span.range.end),
                (None, Some(said)) => (said, 0),
                (None, None) => continue,
            };
            let (Some(lead), Some(number), Some(unit)) = (said.get(1), said.get(2), said.get(3))
            else {
                continue;
            };
            let range = start + lead.start()..start + unit.end();
            if LOOSE.iter().any(|word| text[range.end..].starts_with(word)) {
                continue;
            }
            let Some(number) = count_of(number.as_str()).map(i64::from) else { continue };
            let Some((from, to)) = span.days(this_year).filter(|(from, to)| from <= to) else {
                continue;
            };
            let Some(right) = right(from, to, span.is_of_days(), unit.as_str()) else { continue };
            if (right.0..=right.1).contains(&number) {
                continue;
            }
            let days = &text[span.range.clone()];
            let message =
                format!("{days}是{}{}，写的是“{}”", right.1, unit.as_str(), &text[range.clone()]);
            found.push(
                RULE.at(&passage.place(range), message)
                    .hint("请核对起止日期和天数、月数")
                    .related(passage.place(span.range.clone()), "起止日期写在这里"),
            );
        }
    }
}

/// How many at least and at most: those of days may count both ends or one.
fn right(from: NaiveDate, to: NaiveDate, of_days: bool, unit: &str) -> Option<(i64, i64)> {
    let days = (to - from).num_days() + 1;
    let apart = |day: NaiveDate| 12 * i64::from(day.year()) + i64::from(day.month());
    let months = apart(to) - apart(from);
    match unit {
        "天" | "日" if of_days => Some((days - 1, days)),
        "周" if of_days => Some((days / 7, (days + 6) / 7)),
        "个月" if of_days => {
            let behind = to.checked_add_days(Days::new(1))?;
            let whole =
                |day: NaiveDate| (day.day() == from.day()).then(|| apart(day) - apart(from));
            let part = months - i64::from(to.day() < from.day());
            Some(whole(behind).or(whole(to)).map_or((part, part + 1), |whole| (whole, whole)))
        }
        "个月" => Some((months + 1, months + 1)),
        "年" => Some((months / 12, (months + 12) / 12)),
        _ => None,
    }
}
