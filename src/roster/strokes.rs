//! 字序: in which order characters stand by their strokes (GF 3003-1999).
//!
//! `strokes/strokes.txt` holds the characters of GB 13000.1 in that order; `strokes/make_strokes.py` makes it and
//! says from what. The table of Unicode's collation orders characters of as many strokes by radical, and counts
//! those of some traditional forms: it is asked for characters outside the national table only.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

use icu_collator::CollatorBorrowed;

/// The characters by their strokes.
const ORDER: &str = include_str!("strokes/strokes.txt");

/// The rank of each, from 1 on.
static RANKS: LazyLock<HashMap<char, u16>> = LazyLock::new(|| characters().zip(1..).collect());

/// The same characters in Unicode's order by strokes, when it is first asked for.
static BY_UNICODE: OnceLock<Vec<char>> = OnceLock::new();

fn characters() -> impl Iterator<Item = char> {
    ORDER.lines().flat_map(str::chars)
}

/// Whether the national table has a character.
pub(super) fn has(c: char) -> bool {
    RANKS.contains_key(&c)
}

/// Where a character stands among others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Standing {
    /// The rank of a character of the table; of one outside it, that of the character behind which it stands.
    rank: u16,
    /// A character outside the table.
    outside: Option<char>,
}

/// Tells where characters stand.
pub(super) struct Strokes {
    unicode: CollatorBorrowed<'static>,
}

impl Strokes {
    /// With Unicode's order by strokes for the characters outside the table.
    pub(super) fn new(unicode: CollatorBorrowed<'static>) -> Self {
        Self { unicode }
    }

    /// Where a character stands. One outside the table stands behind the character of the table that Unicode's
    /// order has before it.
    pub(super) fn standing(&self, c: char) -> Standing {
        if let Some(rank) = RANKS.get(&c) {
            return Standing { rank: *rank, outside: None };
        }
        let known = BY_UNICODE.get_or_init(|| {
            let mut known: Vec<char> = characters().collect();
            known.sort_by(|a, b| self.compare(*a, *b));
            known
        });
        let ahead = known.partition_point(|other| self.compare(*other, c).is_lt());
        let before = ahead.checked_sub(1).and_then(|at| RANKS.get(&known[at]));
        Standing { rank: before.copied().unwrap_or(0), outside: Some(c) }
    }

    fn compare(&self, a: char, b: char) -> Ordering {
        let (mut a_bytes, mut b_bytes) = ([0; 4], [0; 4]);
        self.unicode.compare(a.encode_utf8(&mut a_bytes), b.encode_utf8(&mut b_bytes))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{characters, has};

    #[test]
    fn the_table_has_each_character_of_the_standard_once() {
        let standard = '\u{4e00}'..='\u{9fa5}';
        let known: BTreeSet<char> = characters().collect();
        assert_eq!(known.len(), characters().count());
        assert!(known.iter().all(|c| standard.contains(c)));
        let missing: String = standard.filter(|c| !has(*c)).collect();
        assert_eq!(missing, "兙桛瓰瓱瓼");
    }
}
