//! Breaks a 标题 into lines by meaning (7.3.1): words, names, numbers and 书名号 stay whole, lines stand in
//! trapezoid or diamond shape, none begins with a mark or a particle.

use std::ops::Range;

use crate::doc::words::{self, Nouns};
use crate::doc::{Document, Text, Title, prose};
use crate::source::Place;
use crate::standard::{GBT9704, most_ems as width};

/// Lines that a search tries before it takes the best it has found; real titles need a few hundred.
const MOST_STEPS: usize = 50_000;
/// A line shorter than this looks like a leftover.
const SHORT: f64 = 8.0;
/// A last line of so many characters or fewer is one.
const LEFTOVER: usize = 3;

/// What forces a break in a title.
pub const BREAK: char = '\n';

/// A title in the lines that were typed: a [`BREAK`] in the text forces one and is not printed.
pub fn typed(text: &str, place: &Place) -> Title {
    let lines = typed_lines(text).map(|line| Text::new(line, place.clone())).collect();
    Title { lines, note: None }
}

fn typed_lines(text: &str) -> impl Iterator<Item = &str> {
    text.split(BREAK).map(str::trim).filter(|part| !part.is_empty())
}

/// The first of several typed lines that an upright page, or a turned one (8), has no room for.
pub fn too_long(text: &str, turned: bool) -> Option<&str> {
    let capacity = capacity(turned);
    let several = typed_lines(text).count() > 1;
    typed_lines(text).find(|line| several && width(line) > capacity)
}

/// Breaks the titles of a document whose lines are too long; `nouns` are held together.
pub fn break_lines(document: &mut Document, nouns: &Nouns) {
    let fits = |(title, turned): (&mut Title, bool)| {
        title.lines.iter().all(|line| width(line) <= capacity(turned))
    };
    if titles_mut(document).all(fits) {
        return;
    }
    let texts = prose::paragraphs(document).iter().map(|it| it.text().to_owned()).collect();
    let nouns = nouns.clone().in_texts(texts);
    for (title, turned) in titles_mut(document) {
        title.break_lines(turned, &nouns);
    }
}

/// Each title, and whether its page is turned (8).
fn titles_mut(document: &mut Document) -> impl Iterator<Item = (&mut Title, bool)> {
    let body = &mut document.body;
    let upright = [body.title.as_mut(), body.issued.as_mut().map(|issued| &mut issued.title)];
    let upright = upright.into_iter().flatten().map(|title| (title, false));
    upright.chain(body.attachments.iter_mut().map(|it| (&mut it.title, it.landscape)))
}

impl Title {
    /// Breaks its lines that an upright page, or a turned one (8), has no room for.
    pub fn break_lines(&mut self, turned: bool, nouns: &Nouns) {
        let broken = self.lines.iter().flat_map(|line| {
            let parts = broken(line, capacity(turned), nouns).into_iter();
            parts.map(|part| Text::new(part, line.place().clone()))
        });
        self.lines = broken.collect();
    }
}

/// Characters of 2号 that fit in a line of the type area.
fn capacity(turned: bool) -> f64 {
    let room = if turned { GBT9704.type_height } else { GBT9704.type_width };
    (room / GBT9704.title_size).floor()
}

/// The text of a title without forced breaks, as it is quoted elsewhere.
pub fn unbroken(text: &str) -> String {
    text.split(BREAK).map(str::trim).collect()
}

/// A line of a title in lines of so many characters.
pub fn broken<'t>(text: &'t str, capacity: f64, nouns: &Nouns) -> Vec<&'t str> {
    const CARES: [Care; 5] = [
        Care { quotes: true, ..Care::MEANING },
        Care::MEANING,
        Care { shape: false, ..Care::MEANING },
        Care { nouns: false, ..Care::MEANING },
        Care { words: false, nouns: false, quotes: false, shape: false },
    ];
    if width(text) <= capacity {
        return vec![text];
    }
    let places = Places::of(text, nouns);
    CARES
        .into_iter()
        .find_map(|care| Search::new(text, capacity, care, &places).best())
        .unwrap_or_else(|| filled(text, capacity))
}

/// Lines filled one after the other, for a title that no search brings into shape.
fn filled(text: &str, capacity: f64) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if width(&text[start..at + c.len_utf8()]) > capacity {
            lines.push(&text[start..at]);
            start = at;
        }
    }
    lines.push(&text[start..]);
    lines
}

/// What is sought: meaning before shape.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is given up by itself")]
struct Care {
    /// A pair of 书名号 that fits in a line stays whole.
    quotes: bool,
    /// Names, and words that are one in meaning, stay whole.
    nouns: bool,
    /// Words stay whole.
    words: bool,
    /// Trapezoid or diamond, and no leftover on the last line.
    shape: bool,
}

impl Care {
    const MEANING: Self = Self { quotes: false, nouns: true, words: true, shape: true };
}

/// A place where a line may end, and how good it is there (lower is better).
#[derive(Clone, Copy)]
struct Break {
    at: usize,
    cost: f64,
}

struct Search<'a> {
    text: &'a str,
    capacity: f64,
    shape: bool,
    breaks: Vec<Break>,
    most_lines: usize,
    steps: usize,
    best: Option<(f64, Vec<Range<usize>>)>,
}

impl<'a> Search<'a> {
    fn new(text: &'a str, capacity: f64, care: Care, places: &Places) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a small positive number of lines"
        )]
        let fewest_lines = (width(text) / capacity).ceil() as usize;
        Self {
            text,
            capacity,
            shape: care.shape,
            breaks: places.breaks(text, capacity, care),
            most_lines: fewest_lines + if care.shape { 1 } else { 2 },
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
        if width(&self.text[start..]) <= self.capacity {
            lines.push(start..self.text.len());
            self.judge(cost, lines);
            lines.pop();
        }
        if lines.len() + 1 >= self.most_lines {
            return;
        }
        for index in from..self.breaks.len() {
            let Break { at, cost: price } = self.breaks[index];
            if width(&self.text[start..at]) > self.capacity {
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
        let leftover = counts.last().is_some_and(|count| *count <= LEFTOVER);
        if self.shape && (hourglass || leftover) {
            return;
        }
        let widest = widths.iter().copied().fold(0.0, f64::max);
        let ragged: f64 = widths.iter().map(|w| (widest - w) / self.capacity).sum();
        let short: f64 = widths.iter().map(|w| (SHORT - w).max(0.0)).sum();
        let rectangle = widths.iter().all(|w| (w - widest).abs() < 0.25);
        #[expect(clippy::cast_precision_loss, reason = "a handful of lines")]
        let count = lines.len() as f64;
        let fault = |found: bool, cost: f64| if found { cost } else { 0.0 };
        let shape = fault(rectangle, 2.0) + fault(hourglass, 6.0) + fault(leftover, 6.0);
        let total = cost + ragged + short + 4.0 * count + shape;
        if self.best.as_ref().is_none_or(|(best, _)| total < *best) {
            self.best = Some((total, lines.to_vec()));
        }
    }
}

/// Where words begin in a title, and what stays whole.
struct Places {
    words: Vec<usize>,
    /// Names, and words that are one in meaning.
    nouns: Vec<Range<usize>>,
    /// Pairs of 书名号.
    quotes: Vec<Range<usize>>,
    /// Words that stand together in the texts, too.
    recurring: Vec<usize>,
    /// Where 关于 ends the organs' names.
    organs: usize,
}

impl Places {
    fn of(text: &str, nouns: &Nouns) -> Self {
        let words = words::starts(text);
        Self {
            nouns: nouns.held(text),
            quotes: pairs(text, '《', '》'),
            recurring: nouns.recurring(text, &words),
            organs: text.find(ABOUT).unwrap_or_default(),
            words,
        }
    }

    fn breaks(&self, text: &str, capacity: f64, care: Care) -> Vec<Break> {
        let fits = |range: &Range<usize>| width(&text[range.clone()]) <= capacity;
        let held = |at: usize, whole: &[Range<usize>]| {
            whole.iter().any(|range| range.start < at && at < range.end && fits(range))
        };
        let allowed = |at: &usize| {
            let (before, after) = text.split_at(*at);
            let inside = !before.is_empty() && !after.is_empty();
            let is_held = care.quotes && held(*at, &self.quotes)
                || care.nouns && held(*at, &self.nouns)
                || joins_number(before, after);
            inside && may_end_line(before) && may_begin_line(after) && !is_held
        };
        let starts = if care.words {
            self.words.clone()
        } else {
            text.char_indices().map(|(at, _)| at).collect()
        };
        starts
            .into_iter()
            .filter(allowed)
            .map(|at| Break { at, cost: self.cost(text, at) })
            .collect()
    }

    /// What a break costs there.
    fn cost(&self, text: &str, at: usize) -> f64 {
        let (before, after) = text.split_at(at);
        if after.starts_with(ABOUT) {
            return -6.0;
        }
        let inside = |ranges: &[Range<usize>]| ranges.iter().any(|it| it.start < at && at < it.end);
        let pause = before.ends_with(['、', '》', ' ', '　']) || after.starts_with(['《', '（']);
        let quoted = if inside(&self.quotes) { 2.0 } else { 0.0 };
        if pause {
            return quoted;
        }
        let index = self.words.partition_point(|start| *start < at);
        let word = |index: usize| {
            let end = self.words.get(index + 1).copied().unwrap_or(text.len());
            self.words.get(index).map_or("", |start| &text[*start..end])
        };
        let (last, first) = (index.checked_sub(1).map_or("", word), word(index));
        let single = |word: &str| word.chars().count() == 1;
        let clings = single(first) && !is_one(FREE, first) || is_one(TAILS, first);
        let leans = single(last) && !joins(last) || is_one(LEADS, last);
        let faults = [
            (inside(&self.nouns), 8.0),
            (clings, 3.0),
            (leans, 3.0),
            (self.recurring.contains(&at), 3.0),
            (at < self.organs && !words::ends_organ(before), 4.0),
        ];
        2.0 + quoted + faults.iter().filter(|(found, _)| *found).map(|(_, cost)| cost).sum::<f64>()
    }
}

/// What the matter of a title begins with.
const ABOUT: &str = "关于";
/// Words of one character that may begin a line.
const FREE: &str = "对 为 向 在 从 以 由 将 给 把";
/// Words that end what stands before them.
const TAILS: &str = "工作 方案 情况 问题 名单 办法 细则 规定 规划 计划 意见 通知 报告 请示 批复 \
    通报 决定 公告 通告 活动 会议 项目 工程 资金 行动 制度 机制 体系 体制 小组 \
    委员会 办公室 成员 人员 单位 机构 部门 标准 建设 管理 服务 期间 领域 称号 \
    系统 任务 阶段 同志 事业 能力 水平 质量 功能 条件 环境 时期";
/// Words that begin what stands behind them.
const LEADS: &str = "关于 进一步 切实 全面 深入 加快 认真 严格 若干 有关 相关 部分 省级 市级 \
    县级 镇级 村级 国家级 国家 全国 全省 全市 全县 全镇 城乡 农村 基层 基本 \
    重点 重大 公共 专项 县域 一个 一批 几个 \
    创建 开展 加强 推进 做好 印发 成立 调整 召开 解决 建立 健全 实施 落实 完善 提高 促进 支持 同意 表扬 表彰";

fn is_one(words: &str, word: &str) -> bool {
    words.split(' ').any(|one| one == word)
}

/// Whether it joins what stands before it to what follows.
fn joins(word: &str) -> bool {
    ["和", "与", "及", "或", "的"].contains(&word)
}

/// The outermost pairs of a mark that opens and one that closes.
fn pairs(text: &str, opens: char, closes: char) -> Vec<Range<usize>> {
    let (mut found, mut depth, mut start) = (Vec::new(), 0_usize, 0);
    for (at, c) in text.char_indices() {
        if c == opens {
            if depth == 0 {
                start = at;
            }
            depth += 1;
        } else if c == closes && depth > 0 {
            depth -= 1;
            if depth == 0 {
                found.push(start..at + c.len_utf8());
            }
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

    fn lines(text: &str) -> Vec<&str> {
        broken(text, capacity(false), &Nouns::default())
    }

    fn shown(text: &str) -> String {
        lines(text).join("\n")
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
        关于进一步做好冬春季节
        农村人居环境整治提升工作的通知
        "
        );
    }

    #[test]
    fn a_bar_forces_a_break_and_is_not_printed() {
        let title = typed("云岭镇人民政府\n关于印发方案的通知", &Place::Program);
        let lines: Vec<&str> = title.lines.iter().map(|line| &**line).collect();
        assert_eq!(lines, ["云岭镇人民政府", "关于印发方案的通知"]);
        assert_eq!(unbroken("甲 \n 乙"), "甲乙");
    }

    #[test]
    fn a_title_of_many_lines_does_not_take_for_ever() {
        let text = format!("关于{}的通知", "进一步加强农村饮水安全巩固提升工程建设管理".repeat(40));
        assert!(lines(&text).iter().all(|line| width(line) <= capacity(false)));
    }

    #[test]
    fn endless_and_empty_titles_break_somehow() {
        assert!(typed("", &Place::Program).lines.is_empty());
        let long = "A".repeat(300);
        assert_eq!(lines(&long).concat(), long);
    }

    proptest::proptest! {
        #[test]
        fn no_word_is_lost_and_no_line_too_wide(text in "[一-龥《》（）0-9，的关于]{1,90}") {
            let lines = lines(&text);
            proptest::prop_assert_eq!(lines.concat(), text.as_str());
            proptest::prop_assert!(lines.iter().all(|line| width(line) <= capacity(false)));
        }
    }
}
