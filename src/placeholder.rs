//! 待填: what a person has still to write, marked `【待填：what，例如：an example】` wherever text may stand.

use std::ops::Range;

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
