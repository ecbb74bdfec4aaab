//! Breaks a 标题 into lines by meaning (7.3.1): words, numbers and 书名号 stay whole, lines stand in
//! trapezoid or diamond shape, none begins with a mark or a particle.

use std::ops::Range;

use crate::doc::{Text, Title, words};
use crate::source::Place;
use crate::standard::most_ems as width;

/// Characters of 2号 that fit in a line of the type area: 156 mm / 7.76 mm.
const CAPACITY: f64 = 20.0;
/// Lines that a search tries before it takes the best it has found; real titles need a few hundred.
const MOST_STEPS: usize = 50_000;
/// A line shorter than this looks like a leftover.
const SHORT: f64 = 8.0;
/// A last line of so many characters or fewer is one.
const LEFTOVER: usize = 3;

/// What forces a break in a title.
pub const BREAK: char = '\n';

/// A title in lines. A [`BREAK`] in the text forces one and is not printed.
pub fn broken(text: &str, place: &Place) -> Title {
    let lines = text
        .split(BREAK)
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .flat_map(break_lines)
        .map(|line| Text::new(line, place.clone()))
        .collect();
    Title { lines, note: None }
}

/// The text of a title without forced breaks, as it is quoted elsewhere.
pub fn unbroken(text: &str) -> String {
    text.split(BREAK).map(str::trim).collect()
}

fn break_lines(text: &str) -> Vec<&str> {
    if width(text) <= CAPACITY {
        return vec![text];
    }
    [Care::Quotes, Care::Words, Care::None]
        .into_iter()
        .find_map(|care| Search::new(text, care).best())
        .unwrap_or_else(|| filled(text))
}

/// Lines filled one after the other, for a title that no search brings into shape.
fn filled(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if width(&text[start..at + c.len_utf8()]) > CAPACITY {
            lines.push(&text[start..at]);
            start = at;
        }
    }
    lines.push(&text[start..]);
    lines
}

/// What a break may not cut.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Care {
    /// Words, and a pair of 书名号 that fits in a line.
    Quotes,
    /// Words.
    Words,
    /// Nothing: a title that is one endless word.
    None,
}

/// A place where a line may end, and how good it is there (lower is better).
struct Break {
    at: usize,
    cost: f64,
}

struct Search<'a> {
    text: &'a str,
    breaks: Vec<Break>,
    most_lines: usize,
    steps: usize,
    best: Option<(f64, Vec<Range<usize>>)>,
}

impl<'a> Search<'a> {
    fn new(text: &'a str, care: Care) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a small positive number of lines"
        )]
        let fewest_lines = (width(text) / CAPACITY).ceil() as usize;
        Self {
            text,
            breaks: breaks(text, care),
            most_lines: fewest_lines + 1,
            steps: 0,
            best: None,
        }
    }

    fn best(mut self) -> Option<Vec<&'a str>> {
        let mut lines = Vec::new();
        self.extend(0, 0, 0.0, &mut lines);
        let (_, lines) = self.best?;
        Some(lines.into_iter().map(|range| &self.text[range]).collect())
    }

    /// Tries every next line from byte `start` with the breaks from `from` on.
    fn extend(&mut self, start: usize, from: usize, cost: f64, lines: &mut Vec<Range<usize>>) {
        // a step measures what is left
        self.steps += 1 + (self.text.len() - start) / 256;
        let hopeless = self.best.as_ref().is_some_and(|(best, _)| cost - 20.0 > *best);
        if hopeless || self.steps > MOST_STEPS {
            return;
        }
        if width(&self.text[start..]) <= CAPACITY {
            lines.push(start..self.text.len());
            self.judge(cost, lines);
            lines.pop();
        }
        if lines.len() + 1 >= self.most_lines {
            return;
        }
        for index in from..self.breaks.len() {
            let Break { at, cost: price } = self.breaks[index];
            if width(&self.text[start..at]) > CAPACITY {
                break;
            }
            lines.push(start..at);
            self.extend(at, index + 1, cost + price, lines);
            lines.pop();
        }
    }

    fn judge(&mut self, cost: f64, lines: &[Range<usize>]) {
        let widths: Vec<f64> = lines.iter().map(|line| width(&self.text[line.clone()])).collect();
        let counts: Vec<usize> =
            lines.iter().map(|line| self.text[line.clone()].chars().count()).collect();
        let waist = |i: usize| {
            widths[i] < widths[i - 1] && widths[i] < widths[i + 1]
                || counts[i] < counts[i - 1] && counts[i] < counts[i + 1]
        };
        let hourglass = (1..lines.len().saturating_sub(1)).any(waist);
        if hourglass || counts.last().is_some_and(|count| *count <= LEFTOVER) {
            return;
        }
        let widest = widths.iter().copied().fold(0.0, f64::max);
        let ragged: f64 = widths.iter().map(|w| (widest - w) / CAPACITY).sum();
        let short: f64 = widths.iter().map(|w| (SHORT - w).max(0.0)).sum();
        let rectangle = widths.iter().all(|w| (w - widest).abs() < 0.25);
        #[expect(clippy::cast_precision_loss, reason = "a handful of lines")]
        let count = lines.len() as f64;
        let total = cost + ragged + short + 4.0 * count + if rectangle { 2.0 } else { 0.0 };
        if self.best.as_ref().is_none_or(|(best, _)| total < *best) {
            self.best = Some((total, lines.to_vec()));
        }
    }
}

fn breaks(text: &str, care: Care) -> Vec<Break> {
    let quotes = quotes(text);
    let starts: Vec<usize> = match care {
        Care::None => text.char_indices().map(|(at, _)| at).collect(),
        Care::Quotes | Care::Words => words::starts(text),
    };
    starts
        .into_iter()
        .filter(|at| *at > 0 && *at < text.len())
        .filter_map(|at| {
            let (before, after) = (&text[..at], &text[at..]);
            if !may_end_line(before) || !may_begin_line(after) || joins_number(before, after) {
                return None;
            }
            let inside = quotes.iter().find(|quote| quote.start < at && at < quote.end);
            let fits = inside.is_some_and(|quote| width(&text[quote.clone()]) <= CAPACITY);
            if care == Care::Quotes && fits {
                return None;
            }
            let cost = if after.starts_with("关于") {
                -6.0
            } else if inside.is_some() {
                if after.starts_with('（') || before.ends_with("实施") { 2.0 } else { 4.0 }
            } else if after.starts_with('《') || before.ends_with('》') {
                0.5
            } else {
                2.0
            };
            Some(Break { at, cost })
        })
        .collect()
}

/// The outermost pairs of 书名号.
fn quotes(text: &str) -> Vec<Range<usize>> {
    let (mut found, mut depth, mut start) = (Vec::new(), 0_usize, 0);
    for (at, c) in text.char_indices() {
        match c {
            '《' => {
                if depth == 0 {
                    start = at;
                }
                depth += 1;
            }
            '》' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    found.push(start..at + c.len_utf8());
                }
            }
            _ => {}
        }
    }
    found
}

fn may_begin_line(rest: &str) -> bool {
    !rest.starts_with([
        '的', '地', '得', '和', '与', '及', '或', '等', '之', '了', '，', '。', '、', '；', '：',
        '？', '！', '）', '》', '〉', '”', '’', '】', '〕', '—', '～', '·', '%', '％', '年', '月',
        '日', '号',
    ])
}

fn may_end_line(before: &str) -> bool {
    !before.ends_with(['（', '《', '〈', '“', '‘', '【', '〔', '—', '～', '·', '第'])
}

/// A number, and a number and its measure, stay together.
fn joins_number(before: &str, after: &str) -> bool {
    before.ends_with(|c: char| c.is_ascii_alphanumeric())
        && after.starts_with(|c: char| c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let title = broken(text, &Place::Program);
        title.lines.iter().map(|line| &**line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn breaks_stand_where_the_meaning_does() {
        insta::assert_snapshot!(shown("关于开展春季爱国卫生运动的通知"), @"关于开展春季爱国卫生运动的通知");
        insta::assert_snapshot!(
            shown("青溪县人民政府办公室关于印发《青溪县卫生乡镇创建工作行动方案（2026—2030年）》的通知"),
            @r"
        青溪县人民政府办公室
        关于印发《青溪县卫生乡镇创建工作行动方案
        （2026—2030年）》的通知
        "
        );
        insta::assert_snapshot!(
            shown("云岭镇人民政府关于进一步做好冬春季节农村人居环境整治提升工作的通知"),
            @r"
        云岭镇人民政府
        关于进一步做好冬春季节农村
        人居环境整治提升工作的通知
        "
        );
    }

    #[test]
    fn a_bar_forces_a_break_and_is_not_printed() {
        insta::assert_snapshot!(shown("云岭镇人民政府\n关于印发方案的通知"), @r"
        云岭镇人民政府
        关于印发方案的通知
        ");
        assert_eq!(unbroken("甲 \n 乙"), "甲乙");
    }

    #[test]
    fn a_title_of_many_lines_does_not_take_for_ever() {
        let text = format!("关于{}的通知", "进一步加强农村饮水安全巩固提升工程建设管理".repeat(40));
        let title = broken(&text, &Place::Program);
        assert!(title.lines.iter().all(|line| width(line) <= CAPACITY));
    }

    #[test]
    fn endless_and_empty_titles_break_somehow() {
        assert!(broken("", &Place::Program).lines.is_empty());
        let long = "A".repeat(300);
        let title = broken(&long, &Place::Program);
        assert_eq!(title.lines.iter().map(|line| line.len()).sum::<usize>(), 300);
    }

    proptest::proptest! {
        #[test]
        fn no_word_is_lost_and_no_line_too_wide(text in "[一-龥《》（）0-9，的关于]{1,90}") {
            let title = broken(&text, &Place::Program);
            let joined: String = title.lines.iter().map(|line| &**line).collect();
            proptest::prop_assert_eq!(joined, text);
            proptest::prop_assert!(title.lines.iter().all(|line| width(line) <= CAPACITY));
        }
    }
}
