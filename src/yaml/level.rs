//! A line that stands on no level of the text: it is moved in below one that is complete, or an item among keys.
//! Mostly the line above it is missing.

use std::sync::Arc;

use crate::diag::{Diagnostic, codes};
use crate::source::{Place, Source};

/// A line with words.
struct Line<'t> {
    /// Counted from 1.
    number: usize,
    /// Spaces before it, and before the key of an item.
    indent: [usize; 2],
    text: &'t str,
}

/// What is wrong with the level of a line, counted from 1.
pub(super) fn astray(source: &Arc<Source>, number: usize) -> Option<Diagnostic> {
    let lines: Vec<Line<'_>> =
        lines(source.text()).take_while(|line| line.number <= number).collect();
    let first = lines.first()?;
    let (line, before) = lines.split_last()?;
    let (line, message) = match before.last() {
        _ if line.number != number => return None,
        Some(above) if line.indent[0] > above.indent[0] && above.is_complete() => {
            let (key, _) = above.text.trim_start_matches("- ").split_once(':')?;
            (line, format!("这一行缩进在“{key}”下面，“{key}”却已经写完了"))
        }
        Some(above) if line.is_item() && line.indent[0] == above.indent[0] && !above.is_item() => {
            (line, "“- ”开头的是列表的一项，不能和上面的“键: 值”排在一起".to_owned())
        }
        Some(_) if first.indent[0] > line.indent[0] => {
            (first, "第一行前面有空格，后面的行却没有".to_owned())
        }
        _ => return None,
    };
    let missing = if line.is_item() { "文件:" } else { "名单:" };
    let missing = if line.number == first.number { "发文机关:" } else { missing };
    let at = source.line(line.number);
    let place = Place::text(source, at.start + line.indent[0]..at.end);
    Some(
        Diagnostic::error(codes::YAML_SYNTAX, place, message)
            .hint(format!("上面少了一行的，补上，例如“{missing}”；没有少的，和同一级的行左边对齐")),
    )
}

fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    (1..).zip(text.lines()).filter_map(|(number, line)| {
        let text = line.trim();
        let indent = line.len() - line.trim_start_matches(' ').len();
        let key = text.len() - text.trim_start_matches(['-', ' ']).len();
        let has_words = !text.is_empty() && !text.starts_with('#');
        has_words.then_some(Line { number, indent: [indent, indent + key], text })
    })
}

impl Line<'_> {
    fn is_item(&self) -> bool {
        self.text.starts_with("- ")
    }

    /// Whether it is a key with its value.
    fn is_complete(&self) -> bool {
        let value = self.text.split_once(": ").map_or("", |(_, value)| value.trim());
        !value.is_empty() && !value.starts_with(['|', '>', '&', '#', '"', '\''])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_on_no_level_is_told_with_what_may_be_missing() {
        for (text, number, said) in [
            ("甲: 乙\n  丙: 丁\n", 2, "2:3 这一行缩进在“甲”下面，“甲”却已经写完了"),
            ("甲:\n  - 乙: 丙\n      丁: 戊\n", 3, "3:7 这一行缩进在“乙”下面，“乙”却已经写完了"),
            (
                "甲:\n  乙: 丙\n  - 丁\n",
                3,
                "3:3 “- ”开头的是列表的一项，不能和上面的“键: 值”排在一起",
            ),
            ("  甲: 乙\n\n丙: 丁\n", 3, "1:3 第一行前面有空格，后面的行却没有"),
            ("甲: 乙\n丙: 丁\n", 2, "-"),
            ("甲:\n  丙: 丁\n", 2, "-"),
        ] {
            let found = astray(&Source::new("甲.yaml", text), number).map(|said| {
                let place = said.place.to_string();
                format!("{} {}", place.trim_start_matches("甲.yaml:"), said.message)
            });
            assert_eq!(found.as_deref().unwrap_or("-"), said, "{text}");
        }
    }
}
