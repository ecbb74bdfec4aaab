//! Marks that come in pairs, by a stack: a pattern can't count.

use std::ops::Range;

/// A kind of mark that comes in pairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// （）, and () typed for them.
    Bracket,
    /// 〔〕.
    TortoiseShell,
    /// 《》.
    Title,
    /// 〈〉.
    InnerTitle,
    /// “”.
    Quote,
    /// ‘’.
    InnerQuote,
}

impl Mark {
    fn opened_by(c: char) -> Option<Self> {
        Some(match c {
            '（' | '(' => Self::Bracket,
            '〔' => Self::TortoiseShell,
            '《' => Self::Title,
            '〈' => Self::InnerTitle,
            '“' => Self::Quote,
            '‘' => Self::InnerQuote,
            _ => return None,
        })
    }

    fn closed_by(c: char) -> Option<Self> {
        Some(match c {
            '）' | ')' => Self::Bracket,
            '〕' => Self::TortoiseShell,
            '》' => Self::Title,
            '〉' => Self::InnerTitle,
            '”' => Self::Quote,
            '’' => Self::InnerQuote,
            _ => return None,
        })
    }

    /// Its two halves.
    pub(super) const fn halves(self) -> (&'static str, &'static str) {
        match self {
            Self::Bracket => ("（", "）"),
            Self::TortoiseShell => ("〔", "〕"),
            Self::Title => ("《", "》"),
            Self::InnerTitle => ("〈", "〉"),
            Self::Quote => ("“", "”"),
            Self::InnerQuote => ("‘", "’"),
        }
    }

    /// What stands for it inside itself, and it inside that (4.8.3.4, 4.15.3.5 of GB/T 15834).
    pub(super) const fn inside(self) -> Option<Self> {
        Some(match self {
            Self::Title => Self::InnerTitle,
            Self::InnerTitle => Self::Title,
            Self::Quote => Self::InnerQuote,
            Self::InnerQuote => Self::Quote,
            Self::Bracket | Self::TortoiseShell => return None,
        })
    }
}

/// A half without its partner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Half {
    pub mark: Mark,
    pub range: Range<usize>,
}

/// A pair, from the first byte of its opening half to the last of its closing one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub mark: Mark,
    pub range: Range<usize>,
    /// Where in the list of pairs the one is that it directly stands in.
    pub outer: Option<usize>,
}

/// The marks of a paragraph.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    /// In the order in which they are closed: what stands in a pair comes before it.
    pub closed: Vec<Pair>,
    pub unclosed: Vec<Half>,
    pub unopened: Vec<Half>,
}

impl Pairs {
    pub(super) fn of(text: &str) -> Self {
        let mut found = Self::default();
        // each open half, and the pairs that stand in it
        let mut open: Vec<(Half, Vec<usize>)> = Vec::new();
        for (at, c) in text.char_indices().filter(|(_, c)| *c == '(' || *c == ')' || *c > '\u{7f}')
        {
            let range = at..at + c.len_utf8();
            if let Some(mark) = Mark::opened_by(c) {
                open.push((Half { mark, range }, Vec::new()));
                continue;
            }
            let Some(mark) = Mark::closed_by(c) else { continue };
            let Some(partner) = open.iter().rposition(|(half, _)| half.mark == mark) else {
                if !stands_alone(&text[..at], c) {
                    found.unopened.push(Half { mark, range });
                }
                continue;
            };
            for (half, inside) in open.drain(partner + 1..).collect::<Vec<_>>() {
                found.unclosed.push(half);
                // what stood in it stands in what is around it
                open[partner].1.extend(inside);
            }
            let Some((half, inside)) = open.pop() else { continue };
            let pair = found.closed.len();
            for inner in inside {
                found.closed[inner].outer = Some(pair);
            }
            found.closed.push(Pair { mark, range: half.range.start..range.end, outer: None });
            if let Some((_, around)) = open.last_mut() {
                around.push(pair);
            }
        }
        found.unclosed.extend(open.into_iter().map(|(half, _)| half));
        found.unclosed.sort_by_key(|half| half.range.start);
        found
    }
}

/// Whether a closing half is no half at all: that of an ordinal, `1）`, or an apostrophe.
fn stands_alone(before: &str, c: char) -> bool {
    let numeral = |c: char| c.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(c);
    match c {
        '）' | ')' => {
            let lead = before.trim_end_matches(numeral);
            let len = before[lead.len()..].chars().count();
            (1..=3).contains(&len)
                && (lead.is_empty()
                    || lead.ends_with(['。', '；', '：', '，', '、', ' ', ';', '\u{3000}']))
        }
        '’' => before.ends_with(|c: char| c.is_ascii_alphabetic()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let found = Pairs::of(text);
        let part = |range: &Range<usize>| text[range.clone()].to_owned();
        let pairs = found.closed.iter().map(|pair| {
            let outer =
                pair.outer.map(|outer| part(&found.closed[outer].range)).unwrap_or_default();
            format!("{}<{outer}", part(&pair.range))
        });
        let half = |half: &Half| format!("{:?}@{}", half.mark, half.range.start);
        format!(
            "{} | {} | {}",
            pairs.collect::<Vec<_>>().join(" "),
            found.unclosed.iter().map(half).collect::<Vec<_>>().join(" "),
            found.unopened.iter().map(half).collect::<Vec<_>>().join(" ")
        )
    }

    #[test]
    fn what_stands_in_what_is_known() {
        assert_eq!(shown("《甲〈乙〉》"), "〈乙〉<《甲〈乙〉》 《甲〈乙〉》< |  | ");
        assert_eq!(shown("《甲〈《乙》〉》（丙)").matches('<').count(), 4);
        assert_eq!(shown("“甲《乙”"), "“甲《乙”< | Title@6 | ");
        assert_eq!(shown("甲）乙"), " |  | Bracket@3");
        assert_eq!(shown("1）甲；2）乙，don’t"), " |  | ");
    }
}
