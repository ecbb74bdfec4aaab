//! The bracket that is never closed: the parser sees that only where the text ends, or where another is closed.

use std::sync::Arc;

use crate::diag::{Diagnostic, codes};
use crate::source::{Place, Source};

/// A bracket without its partner, with its line put right where that is certain.
pub(super) fn open(source: &Arc<Source>) -> Option<Diagnostic> {
    let open = unclosed(source.text());
    let (at, bracket) = *open.first()?;
    let line = source.line(source.position(at).0);
    let words = &source.text()[line.clone()];
    let close: String =
        open.iter().rev().filter(|(at, _)| line.contains(at)).map(|(_, it)| partner(*it)).collect();
    let mended = format!("{}{close}", words.trim_end());
    let lines = [&source.text()[..line.start], &mended, &source.text()[line.end..]];
    let is_certain = !words.contains('#') && unclosed(&lines.concat()).is_empty();
    let is_cut = words.split(" #").nth(1).is_some_and(|rest| !rest.starts_with([' ', '#']));
    let hint = if is_cut {
        "“#”前面有空格，从它起没有读；是值里的字的，给整个值加上引号".to_owned()
    } else if is_certain {
        format!("这一行改成  {}", mended.trim())
    } else {
        format!("在这一项的末尾补上“{}”", partner(bracket))
    };
    let message = format!("括号“{bracket}”没有关上");
    let place = Place::text(source, at..at + bracket.len_utf8());
    Some(Diagnostic::error(codes::YAML_SYNTAX, place, message).hint(hint))
}

fn partner(bracket: char) -> char {
    if bracket == '[' { ']' } else { '}' }
}

/// The brackets that are open where the text ends, or where one is closed that is not the last: then only that.
fn unclosed(text: &str) -> Vec<(usize, char)> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut quote: Option<char> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        // what stands before, and whether there is a space between
        let (mut before, mut spaced, mut is_item) = (None, true, true);
        for (at, c) in line.char_indices() {
            if let Some(mark) = quote {
                quote = (c != mark || before == Some('\\')).then_some(mark);
                before = Some(c);
                continue;
            }
            let is_in = !open.is_empty();
            let begins = match before {
                None => true,
                Some(',' | '[' | '{') => is_in,
                Some(':') => spaced || is_in,
                Some('-') => spaced && is_item,
                _ => false,
            };
            match c {
                '#' if spaced => break,
                '"' | '\'' if begins => quote = Some(c),
                '[' | '{' if begins => open.push((start + at, c)),
                ']' | '}' if is_in => match open.pop() {
                    Some((_, last)) if partner(last) == c => {}
                    other => return other.into_iter().collect(),
                },
                _ => {}
            }
            is_item &= matches!(c, '-' | ' ');
            spaced = c.is_whitespace();
            if !spaced {
                before = Some(c);
            }
        }
        start += line.len();
    }
    open
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bracket_without_partner_is_found_where_it_opens() {
        for (text, said) in [
            ("甲: [子, 丑\n乙: 寅\n", "1:4 这一行改成  甲: [子, 丑]"),
            ("甲: { 子: 丑\n乙: { 寅: 卯 }\n", "1:4 这一行改成  甲: { 子: 丑}"),
            ("甲:\n  - { 子: [丑, 寅 }\n乙: [卯]\n", "2:10 在这一项的末尾补上“]”"),
            ("甲: [{ 子: 丑\n", "1:4 这一行改成  甲: [{ 子: 丑}]"),
            ("甲: [子, # 丑]\n乙: 寅\n", "1:4 在这一项的末尾补上“]”"),
            ("甲: [子]\n乙: \"[\"\n丙: 丁[\n", "-"),
            ("甲: [子,\n  丑]\n# [\n", "-"),
        ] {
            let found = open(&Source::new("甲.yaml", text)).map(|said| {
                let place = said.place.to_string();
                format!("{} {}", place.trim_start_matches("甲.yaml:"), said.hint.unwrap())
            });
            assert_eq!(found.as_deref().unwrap_or("-"), said, "{text}");
        }
    }
}
