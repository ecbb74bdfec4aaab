//! 待填: what a person has still to write, marked `【待填：what，例如：an example】` wherever text may stand.

use std::ops::Range;

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::doc::{Document, text};
use crate::source::Place;

const OPEN: &str = "【待填";
const CLOSE: char = '】';

/// A placeholder in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placeholder<'t> {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// What is to be written.
    pub what: &'t str,
    /// 例如: what it may look like; of a choice the first.
    pub example: Option<&'t str>,
    /// 选: what may be chosen.
    pub choices: Vec<&'t str>,
    /// 默认：今天: where nothing is said, the day on which the campaign is begun.
    pub today: bool,
}

/// All placeholders of a text from its beginning.
pub fn all(text: &str) -> impl Iterator<Item = Placeholder<'_>> {
    text.match_indices(OPEN).filter_map(|(start, _)| {
        let rest = &text[start..];
        let end = rest.find([CLOSE, '\n']).filter(|end| rest[*end..].starts_with(CLOSE))?;
        let range = start..start + end + CLOSE.len_utf8();
        Some(parsed(rest[OPEN.len()..end].trim_start_matches(['：', ':']), range))
    })
}

/// The first placeholder of a text.
pub fn first(text: &str) -> Option<Placeholder<'_>> {
    all(text).next()
}

/// What a document still has to say: a draft may have gaps, what goes out may not. Each is told where a
/// person wrote it, not where it was filled in.
pub fn left(document: &Document, draft: bool) -> Diagnostics {
    let mut left: Vec<(String, Place)> = Vec::new();
    text::visit(document, &mut |_, words, place| {
        for blank in all(words) {
            let written = &words[blank.range.clone()];
            // what the program puts together is told where it comes from
            if *place != Place::Program && left.iter().all(|(known, _)| known != written) {
                left.push((written.to_owned(), place.narrow(written)));
            }
        }
    });
    let say = |(written, place): (String, Place)| {
        let what = first(&written).map(|blank| blank.what).filter(|what| !what.is_empty());
        let message = format!("还没有填：{}", what.unwrap_or("这里"));
        if draft {
            return Diagnostic::warning(codes::BLANK, place, message);
        }
        let hint = "把【待填：……】换成自己的内容；还没想好就加上 --draft，先出草稿";
        Diagnostic::error(codes::BLANK, place, message).hint(hint)
    };
    let mut found = Diagnostics::new();
    left.into_iter().map(say).for_each(|said| found.push(said));
    found
}

fn parsed(words: &str, range: Range<usize>) -> Placeholder<'_> {
    let plain =
        Placeholder { range, what: words, example: None, choices: Vec::new(), today: false };
    let part = |mark: &str| words.split_once(mark);
    if let Some((what, example)) = part("，例如：") {
        return Placeholder { what, example: Some(example), ..plain };
    }
    if let Some((what, choices)) = part("，选：") {
        let choices: Vec<&str> = choices.split('、').collect();
        return Placeholder { what, example: choices.first().copied(), choices, ..plain };
    }
    match part("，默认：") {
        Some((what, "今天")) => Placeholder { what, today: true, ..plain },
        _ => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placeholder_says_what_is_wanted() {
        let text = "由【待填：牵头单位，例如：县爱卫办】牵头，【待填】；【待填：属性，选：公开、不公开】【待填：日期，默认：今天】【待填：没有完\n】";
        let found: Vec<_> = all(text).collect();
        assert_eq!(&text[found[0].range.clone()], "【待填：牵头单位，例如：县爱卫办】");
        let said: Vec<_> =
            found.iter().map(|it| (it.what, it.example, it.choices.len(), it.today)).collect();
        assert_eq!(
            said,
            [
                ("牵头单位", Some("县爱卫办"), 0, false),
                ("", None, 0, false),
                ("属性", Some("公开"), 2, false),
                ("日期", None, 0, true),
            ]
        );
    }
}
