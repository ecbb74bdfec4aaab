//! Escapes values for the markup.

use std::fmt::Write;

use super::trace::is_mark;

/// The value as markup that prints it as it stands. Punctuation gets a backslash; white space that
/// would be structure, and what a line must not begin with lest it be taken for a typed ordinal,
/// becomes a character reference.
pub(super) fn escaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 8);
    let mut first = true;
    for c in value.chars() {
        if is_mark(c) {
            out.push(c);
            continue;
        }
        let begins = first && (c.is_alphanumeric() || matches!(c, '（' | '\u{3000}' | ' '));
        first = false;
        if c.is_ascii_punctuation() {
            out.push('\\');
            out.push(c);
        } else if c.is_control() || begins {
            // writing to a String can't fail
            let _ = write!(out, "&#{};", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::escaped;
    use crate::diag::{Diagnostic, Diagnostics, codes};
    use crate::doc::{Block, Inline};
    use crate::markup;
    use crate::source::{Place, Source};

    fn blocks(text: String) -> Vec<Block> {
        let source: Arc<Source> = Source::new("试", text);
        let none = |_: &markup::Placement| {
            Err(Diagnostic::error(codes::INTERNAL_ERROR, Place::Program, "").into())
        };
        let mut found = Diagnostics::new();
        let blocks = markup::parse(&source, &none, &mut found);
        assert!(found.is_empty());
        blocks
    }

    fn shown(blocks: &[Block]) -> Option<String> {
        let [Block::Paragraph(paragraph)] = blocks else { return None };
        let parts = paragraph.text.iter().map(|inline| match inline {
            Inline::Plain(text) => Some(text.to_string()),
            Inline::Strong(_) => None,
            Inline::Break => Some("\n".to_owned()),
        });
        parts.collect()
    }

    #[test]
    fn what_looks_like_structure_prints_as_it_stands() {
        for value in [
            "# 标题",
            "一、总体要求",
            "（一）加强领导。各镇",
            "1. 甲",
            "1.甲乙",
            "* 甲",
            "- 甲",
            "> 甲",
            "甲|乙|丙",
            "**甲**",
            "`甲`",
            "[甲](乙)",
            "<b>甲</b>",
            "```\n甲",
            "甲\n# 乙",
            "甲\n\n乙",
            "&amp;",
            "\\",
            "{{ 甲 }}",
            "王　强",
            "~~甲~~",
            "<!-- 甲 -->",
            "甲  \n乙",
            "---",
            "甲\n---",
            "|甲|\n|-|\n|乙|",
            "![甲](乙)",
        ] {
            let text = blocks(escaped(value));
            assert_eq!(shown(&text).as_deref(), Some(value), "{value}: {text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_value_comes_out_as_itself(value in r"[一-三、（）#*|`<>&\\\[\]!~_{}0-9a-z.。+\- \n:;\-]{1,30}") {
            let value = value.trim().to_owned();
            prop_assume!(!value.is_empty());
            let text = blocks(format!("前{}后", escaped(&value)));
            prop_assert_eq!(shown(&text), Some(format!("前{value}后")));
            let alone = blocks(escaped(&value));
            prop_assert_eq!(shown(&alone), Some(value));
        }
    }
}
