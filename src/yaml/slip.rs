//! Slips of the hand that a Chinese keyboard makes in YAML: full-width marks and spaces, a dash for a hyphen, a
//! tab, no space behind a colon. Each is told as what it is, with its line put right.

use std::ops::Range;
use std::sync::Arc;

use serde_yaml::Error;

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::placeholder;
use crate::source::{Place, Source};
use crate::yaml::{Data, Node};

/// More slips than a person puts right in one go.
const MOST: usize = 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Colon,
    NoSpace,
    Comma,
    Bracket,
    Quote,
    Dash,
    Space,
    Tab,
}

/// What is wrong with a line.
#[derive(Debug)]
struct Slip {
    kind: Kind,
    /// Of the first slip, in the line.
    at: Range<usize>,
    /// The line with all its slips put right.
    mended: String,
}

/// The slips that keep a text from being read; none where nothing is certain. A line is to blame when the
/// parser, once it is put right, no longer stops where it stopped, or for its indentation alone.
pub(super) fn all(source: &Arc<Source>, error: &Error) -> Option<Diagnostics> {
    let mut lines: Vec<String> = source.text().split('\n').map(str::to_owned).collect();
    let mut found = Vec::new();
    let mut stop = stopped(error);
    while found.len() < MOST {
        let candidates = candidates(&lines, stop.as_ref().map_or(0, |(line, _)| *line));
        let to_blame = candidates.into_iter().find_map(|(number, slip)| {
            let before = std::mem::replace(&mut lines[number], slip.mended.clone());
            let now = super::read(&lines.join("\n")).err().map(|error| stopped(&error));
            let is_to_blame = slip.is_certain() || now.as_ref() != Some(&stop);
            if !is_to_blame {
                lines[number] = before;
            }
            is_to_blame.then_some((number, slip, now))
        });
        let Some((number, slip, now)) = to_blame else { break };
        found.push((number, slip));
        match now {
            Some(next) => stop = next,
            None => break,
        }
    }
    found.sort_by_key(|(number, _)| *number);
    let mut told = Diagnostics::new();
    for (number, slip) in &found {
        told.push(slip.diagnostic(source, source.line(number + 1).start));
    }
    (!told.is_empty()).then_some(told)
}

/// The slip in the line in which a place begins.
pub(crate) fn at(source: &Arc<Source>, place: &Range<usize>) -> Option<Diagnostic> {
    let (number, _) = source.position(place.start);
    let line = source.line(number);
    let slip = mend(&source.text()[line.clone()])?;
    Some(slip.diagnostic(source, line.start))
}

/// A full-width comma between items of a list in brackets.
pub(crate) fn comma(source: &Arc<Source>, at: usize) -> Diagnostic {
    let (number, _) = source.position(at);
    let mended = mend(&source.text()[source.line(number)]).map(|slip| slip.mended);
    let mended = mended.map_or("换成半角的".to_owned(), |line| mended_line(&line));
    let range = at..at + '，'.len_utf8();
    Diagnostic::error(codes::YAML_SLIP, Place::text(source, range), COMMA)
        .hint(format!("{mended}；确实是一项里的字的，给这一项加上引号"))
}

const COMMA: &str = "逗号“，”是全角的，这里要用半角的";

fn mended_line(line: &str) -> String {
    format!("这一行改成  {}", line.trim())
}

/// Words behind a value that the parser takes for a comment, though there is no space behind their `#`: nobody
/// would see that they are not printed.
pub(super) fn comments(source: &Arc<Source>, node: &Node) -> Diagnostics {
    let mut told = Diagnostics::new();
    match &node.data {
        Data::Scalar { plain: true, .. } => told.extend(comment(source, &node.range)),
        Data::Scalar { .. } | Data::Null => {}
        Data::List(items, _) => told.extend(items.iter().flat_map(|item| comments(source, item))),
        Data::Map(entries, _) => {
            told.extend(entries.iter().flat_map(|(_, value)| comments(source, value)));
        }
    }
    told
}

fn comment(source: &Arc<Source>, value: &Range<usize>) -> Option<Diagnostic> {
    let text = source.text();
    let value = value.start..value.start + text[value.clone()].trim_end().len();
    let line = source.line(source.position(value.end).0);
    let rest = text[value.end..line.end].trim_end();
    let words = rest.trim_start();
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '（' | '《' | '“' | '【');
    if value.is_empty()
        || words.len() == rest.len()
        || !words.strip_prefix('#')?.starts_with(is_word)
    {
        return None;
    }
    let end = value.end + rest.len();
    let whole = text[value.start.max(line.start)..end].to_owned();
    let quoted = (value.start >= line.start && !whole.contains(['"', '\\']))
        .then(|| mended_line(&format!("{}\"{whole}\"", &text[line.start..value.start])));
    let quoted = quoted.unwrap_or("给整个值加上引号".to_owned());
    let message = format!("“{words}”没有读：前面有空格的“#”，从它起是注释");
    let place = Place::text(source, end - words.len()..end);
    Some(
        Diagnostic::error(codes::YAML_SLIP, place, message)
            .hint(format!("是值里的字的，{quoted}；是注释的，“#”后面空一格")),
    )
}

/// Where the parser stops, the line counted from 0, and what it says.
fn stopped(error: &Error) -> Option<(usize, String)> {
    let line = usize::try_from(error.location()?.line()).ok()?;
    Some((line.saturating_sub(1), error.to_string()))
}

/// Lines that may be to blame for a mistake that is seen in one, the likeliest first: that line, those before
/// it that the parser took together with it, one that a bracket or a quotation mark leaves open, the next.
fn candidates(lines: &[String], seen: usize) -> Vec<(usize, Slip)> {
    let seen = seen.min(lines.len().saturating_sub(1));
    let mut found = Vec::new();
    let mut together = true;
    for number in (0..=seen).rev() {
        let line = &lines[number];
        if let Some(slip) = mend(line)
            && (together || matches!(slip.kind, Kind::Bracket | Kind::Quote))
        {
            found.push((number, slip));
        } else if number < seen && is_whole(line) {
            together = false;
        }
    }
    let next = lines.get(seen + 1).and_then(|line| mend(line));
    found.extend(next.map(|slip| (seen + 1, slip)));
    found
}

/// Whether a line has a key of its own.
fn is_whole(line: &str) -> bool {
    let line = line.trim();
    !line.starts_with('#') && (line.contains(": ") || line.ends_with(':'))
}

impl Slip {
    /// Whether nothing else could be meant: how far a key is to be moved in, only a person knows.
    fn is_certain(&self) -> bool {
        matches!(self.kind, Kind::Space | Kind::Tab) && is_whole(&self.mended)
    }

    fn diagnostic(&self, source: &Arc<Source>, start: usize) -> Diagnostic {
        let range = start + self.at.start..start + self.at.end;
        let typed = &source.text()[range.clone()];
        let message = match self.kind {
            Kind::Colon => "冒号“：”是全角的，这里要用半角的".to_owned(),
            Kind::NoSpace => "冒号后面没有空格".to_owned(),
            Kind::Comma => COMMA.to_owned(),
            Kind::Bracket => format!("括号“{typed}”是全角的，这里要用半角的"),
            Kind::Quote => format!("引号 {typed} 是全角的，这里要用半角的"),
            Kind::Dash if typed == "-" => "“-”后面没有空格".to_owned(),
            Kind::Dash => format!("列表的一项用半角的“-”开头，不是“{typed}”"),
            Kind::Space => "缩进里有全角的空格，要用半角的".to_owned(),
            Kind::Tab => "缩进里有制表符，要用空格".to_owned(),
        };
        let hint = match self.kind {
            Kind::Space | Kind::Tab => "换成半角的空格，和同一级的行左边对齐".to_owned(),
            _ => mended_line(&self.mended),
        };
        Diagnostic::error(codes::YAML_SLIP, Place::text(source, range), message).hint(hint)
    }
}

/// Puts a line right; none where nothing is wrong with it.
fn mend(line: &str) -> Option<Slip> {
    let mut mender = Mender { line, at: 0, mended: String::new(), first: None, depth: 0 };
    mender.indentation();
    if mender.rest().starts_with('#') {
        return None;
    }
    mender.key(true);
    mender.value();
    mender.keep(line.len());
    let (kind, at) = mender.first?;
    Some(Slip { kind, at, mended: mender.mended })
}

/// Reads a line once and writes it anew.
struct Mender<'a> {
    line: &'a str,
    /// What is read.
    at: usize,
    mended: String,
    first: Option<(Kind, Range<usize>)>,
    /// How many brackets are open.
    depth: usize,
}

impl<'a> Mender<'a> {
    fn rest(&self) -> &'a str {
        &self.line[self.at..]
    }

    /// Takes what stands up to a byte as it is.
    fn keep(&mut self, end: usize) {
        self.mended.push_str(&self.line[self.at..end]);
        self.at = end;
    }

    fn replace(&mut self, len: usize, with: &str, kind: Kind) {
        self.first.get_or_insert((kind, self.at..self.at + len));
        self.mended.push_str(with);
        self.at += len;
    }

    /// Spaces and the marks of list items.
    fn indentation(&mut self) {
        while let Some(c) = self.rest().chars().next() {
            match c {
                ' ' => self.keep(self.at + 1),
                '-' if self.rest()[1..].starts_with([' ', '\t', '\u{3000}', '\u{a0}']) => {
                    self.keep(self.at + 1);
                }
                '-' | '－' | '—' | '–' | '−' => {
                    let rest = self.rest().trim_start_matches(c);
                    let word = rest.trim_start_matches([' ', '\u{3000}']);
                    if !begins_with_key(word) {
                        break;
                    }
                    self.replace(self.rest().len() - rest.len(), "- ", Kind::Dash);
                    self.at += rest.len() - word.len();
                }
                '\t' => self.replace(1, "  ", Kind::Tab),
                '\u{3000}' => self.replace(c.len_utf8(), "  ", Kind::Space),
                '\u{a0}' => self.replace(c.len_utf8(), " ", Kind::Space),
                _ => break,
            }
        }
    }

    /// A key and its colon, if there is one.
    fn key(&mut self, may_stand_alone: bool) {
        let rest = self.rest();
        let len = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
        let gap = rest[len..].len() - rest[len..].trim_start_matches(' ').len();
        let (word, after) = (&rest[..len], &rest[len + gap..]);
        if word.is_empty() || word.is_ascii() {
            return;
        }
        if let Some(value) = after.strip_prefix('：') {
            self.keep(self.at + len);
            self.at += gap;
            let trimmed = value.trim_start_matches([' ', '\u{3000}']);
            let colon = if trimmed.is_empty() && may_stand_alone { ":" } else { ": " };
            self.replace('：'.len_utf8(), colon, Kind::Colon);
            self.at += value.len() - trimmed.len();
        } else if let Some(value) = after.strip_prefix(':') {
            self.keep(self.at + len + gap);
            if value.is_empty() || value.starts_with([' ', '\t', '\r']) {
                self.keep(self.at + 1);
                self.keep(self.at + value.len() - value.trim_start_matches(' ').len());
            } else {
                self.replace(1, ": ", Kind::NoSpace);
                self.at += value.len() - value.trim_start_matches('\u{3000}').len();
            }
        }
    }

    fn value(&mut self) {
        let value = self.rest().trim_end();
        let is_blank = placeholder::first(value).is_some_and(|blank| blank.range.start == 0);
        match value.chars().next() {
            Some('【' | '［') if is_blank || !value.ends_with(['】', '］', ']']) => {}
            Some('[' | '【' | '［') => self.nested(Self::list),
            Some('{' | '｛') => self.nested(Self::mapping),
            Some('“' | '”') if value.ends_with(['“', '”', '"']) && value.chars().count() > 1 =>
            {
                self.quoted(value);
            }
            Some('"') if !value[1..].contains('"') && value.ends_with(['“', '”']) => {
                self.quoted(value);
            }
            _ => {}
        }
    }

    /// A value in quotation marks of which one or both are full-width.
    fn quoted(&mut self, value: &str) {
        let end = self.at + value.len();
        let mark = |mender: &mut Self| match mender.rest().chars().next() {
            Some(c @ ('“' | '”')) => mender.replace(c.len_utf8(), "\"", Kind::Quote),
            _ => mender.keep(mender.at + 1),
        };
        mark(self);
        let last = self.line[..end].char_indices().next_back().map_or(end, |(at, _)| at);
        self.keep(last.max(self.at));
        mark(self);
    }

    fn bracket(&mut self, full: char, half: &str) {
        self.replace(full.len_utf8(), half, Kind::Bracket);
    }

    /// A list or a mapping in brackets; of those that are nested too deep nothing is put right.
    fn nested(&mut self, read: fn(&mut Self)) {
        if self.depth == super::DEEPEST {
            return self.keep(self.line.len());
        }
        self.depth += 1;
        read(self);
        self.depth -= 1;
    }

    /// The items of a list in brackets, to the bracket that closes it.
    fn list(&mut self) {
        let end = self.at + self.rest().trim_end().len();
        match self.rest().chars().next() {
            Some('[') => self.keep(self.at + 1),
            Some(c) => self.bracket(c, "["),
            None => return,
        }
        while self.at < end {
            let Some(c) = self.rest().chars().next() else { break };
            let is_last = self.at + c.len_utf8() == end;
            match c {
                ']' => return self.keep(self.at + 1),
                '】' | '］' if is_last => return self.bracket(c, "]"),
                '，' => self.comma(),
                '[' => self.nested(Self::list),
                '{' | '｛' => self.nested(Self::mapping),
                '"' => self.in_quotes('"'),
                '（' => self.in_quotes('）'),
                '【' => self.in_quotes('】'),
                _ => self.keep(self.at + c.len_utf8()),
            }
        }
    }

    /// The keys and values of a mapping in brackets.
    fn mapping(&mut self) {
        match self.rest().chars().next() {
            Some('{') => self.keep(self.at + 1),
            Some(_) => self.bracket('｛', "{"),
            None => return,
        }
        self.next_key();
        while let Some(c) = self.rest().chars().next() {
            match c {
                '}' => return self.keep(self.at + 1),
                '｝' => return self.bracket(c, "}"),
                ',' => {
                    self.keep(self.at + 1);
                    self.next_key();
                }
                '，' if begins_with_key(&self.rest()[c.len_utf8()..]) => {
                    self.comma();
                    self.next_key();
                }
                '[' if self.mended.ends_with(": ") => self.nested(Self::list),
                '"' => self.in_quotes('"'),
                _ => self.keep(self.at + c.len_utf8()),
            }
        }
    }

    fn next_key(&mut self) {
        self.keep(self.at + self.rest().len() - self.rest().trim_start_matches(' ').len());
        self.key(false);
    }

    fn comma(&mut self) {
        let spaced = self.rest()['，'.len_utf8()..].starts_with(' ');
        self.replace('，'.len_utf8(), if spaced { "," } else { ", " }, Kind::Comma);
    }

    /// Takes what stands in quotation marks or brackets of the words themselves as it is.
    fn in_quotes(&mut self, close: char) {
        let first = self.rest().chars().next().map_or(0, char::len_utf8);
        let inner = self.rest()[first..].find(close);
        let len = inner.map_or(first, |at| first + at + close.len_utf8());
        self.keep(self.at + len);
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn begins_with_key(text: &str) -> bool {
    let text = text.trim_start();
    let word = text.find(|c: char| !is_word(c)).unwrap_or(text.len());
    word > 0 && text[word..].starts_with(['：', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(line: &str) -> String {
        mend(line).map_or("-".to_owned(), |slip| {
            let column = line[..slip.at.start].chars().count() + 1;
            format!("{column} {:?} {}", slip.kind, slip.mended)
        })
    }

    #[test]
    fn lines_are_put_right() {
        for (line, expected) in [
            ("活动：创卫", "3 Colon 活动: 创卫"),
            ("发文机关：", "5 Colon 发文机关:"),
            ("  - 名： 方案", "6 Colon   - 名: 方案"),
            ("名称 ：甲", "4 Colon 名称: 甲"),
            ("名称:甲", "3 NoSpace 名称: 甲"),
            ("名称:　{ 代字:　甲 }", "3 NoSpace 名称: { 代字: 甲 }"),
            ("主送：【甲，乙】", "3 Colon 主送: [甲, 乙]"),
            ("主送: [甲, 乙】", "10 Bracket 主送: [甲, 乙]"),
            ("主送: ［甲，乙］", "5 Bracket 主送: [甲, 乙]"),
            ("机关: { 名称：甲，代字：乙 }", "9 Colon 机关: { 名称: 甲, 代字: 乙 }"),
            ("机关: ｛名称: 甲, 代字: 乙}", "5 Bracket 机关: {名称: 甲, 代字: 乙}"),
            ("- { 名单：甲 }", "7 Colon - { 名单: 甲 }"),
            ("附件: [{ 名单: 甲｝]", "13 Bracket 附件: [{ 名单: 甲}]"),
            ("标题: “甲: 乙”", "5 Quote 标题: \"甲: 乙\""),
            ("标题: \"甲”", "7 Quote 标题: \"甲\""),
            ("　名称: 甲", "1 Space   名称: 甲"),
            ("\t名称: 甲", "1 Tab   名称: 甲"),
            ("－ 名: 甲", "1 Dash - 名: 甲"),
            ("  —— 名：甲", "3 Dash   - 名: 甲"),
            ("-名: 甲", "1 Dash - 名: 甲"),
            ("附件: [{ 列: [甲，乙] }, {表：丙}]", "13 Comma 附件: [{ 列: [甲, 乙] }, {表: 丙}]"),
            (
                "出席: [甲（子，丑）, 乙，【待填：丙，例如：丁】]",
                "15 Comma 出席: [甲（子，丑）, 乙, 【待填：丙，例如：丁】]",
            ),
            ("- － 甲", "-"),
            ("名称: 甲", "-"),
            ("主送: 【待填：主送】", "-"),
            ("标题: 【甲】乙", "-"),
            ("附注: 联系人：李红梅，电话：0000", "-"),
            ("# 注意：甲", "-"),
            ("时间: 上午9:00", "-"),
            ("阶段: { 内容: 做到“四个到位”，抓好落实 }", "-"),
            ("", "-"),
        ] {
            assert_eq!(mended(line), expected, "{line}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_put_right_stays_so(line in "[ \t\u{3000}-]{0,3}[名称ab]{0,3}[：: ]{0,2}[甲，：:,【】\\[\\]{}｛｝“”\"]{0,12}") {
            if let Some(slip) = mend(&line) {
                proptest::prop_assert!(line.get(slip.at.clone()).is_some());
            }
        }
    }
}
