//! Names of people and short terms, which Chinese print stretches to one width.

/// Whether it is a Chinese character of those that texts are written in.
pub fn is_ideograph(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Whether a word is a Chinese name or term, which people stretch with spaces: Chinese characters, and
/// the dot in the names of minorities.
pub fn is_han(word: &str) -> bool {
    let han = |c| {
        matches!(c, '\u{3007}' | '\u{3400}'..='\u{9fff}' | '\u{e000}'..='\u{faff}')
            || matches!(c, '\u{20000}'..='\u{3ffff}' | '·' | '•' | '・')
    };
    !word.is_empty() && word.chars().all(han)
}

/// A Chinese name or term without the spaces that stretch it; nothing where the word is none.
pub fn unstretched(word: &str) -> Option<String> {
    let bare: String = word.split_whitespace().collect();
    is_han(&bare).then_some(bare)
}

/// Two Chinese characters set apart so that they are as wide as `wanted`; longer words as they are.
pub fn padded(word: &str, wanted: usize) -> String {
    let mut chars = word.chars();
    match (chars.next(), chars.next(), chars.next()) {
        (Some(first), Some(last), None) if is_han(word) => {
            format!("{first}{}{last}", "\u{3000}".repeat(wanted.saturating_sub(2)))
        }
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{padded, unstretched};

    #[test]
    fn stretched_words_are_drawn_together() {
        assert_eq!(unstretched("王　强").as_deref(), Some("王强"));
        assert_eq!(unstretched("买买提 · 艾力").as_deref(), Some("买买提·艾力"));
        assert_eq!(unstretched("John Smith"), None);
        assert_eq!(unstretched("王 强 Q"), None);
        assert_eq!(unstretched(" "), None);
    }

    #[test]
    fn two_characters_are_set_apart() {
        for (word, wanted, set) in [
            ("王强", 3, "王　强"),
            ("组长", 4, "组　　长"),
            ("王小强", 3, "王小强"),
            ("Li", 3, "Li"),
        ] {
            assert_eq!(padded(word, wanted), set);
        }
    }
}
