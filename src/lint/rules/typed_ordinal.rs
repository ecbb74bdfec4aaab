//! An ordinal that was typed is the one that is printed, or somebody skipped or doubled one.

use crate::diag::{Diagnostic, Diagnostics};
use crate::doc::{Block, Document};
use crate::lint::{Check, Rule};

pub(in crate::lint) const RULE: Rule =
    Rule { name: "typed_ordinal", basis: "GB/T 9704-2012 7.3.3", check: Check::Document(check) };

fn check(document: &Document, found: &mut Diagnostics) {
    let body = &document.body;
    let issued = body.issued.iter().flat_map(|issued| &issued.blocks);
    let attached = body.attachments.iter().flat_map(|attachment| &attachment.blocks);
    for block in body.blocks.iter().chain(issued).chain(attached) {
        let ordinal = match block {
            Block::Heading(heading) => Some(&heading.ordinal),
            Block::Paragraph(paragraph) => paragraph.ordinal.as_ref(),
            Block::Item(_) | Block::Roster(_) | Block::Table(_) => None,
        };
        if let Some(ordinal) = ordinal
            && let Some(typed) = &ordinal.typed
            && bare(typed) != bare(&ordinal.printed)
        {
            found.push(
                Diagnostic::warning(
                    typed.place().clone(),
                    format!("写的是“{}”，按顺序印成了“{}”", &**typed, ordinal.printed),
                )
                .hint("核对有没有漏掉或重复的序号"),
            );
        }
    }
}

/// The number itself: half-width brackets and other marks are mended without a word.
fn bare(ordinal: &str) -> String {
    ordinal.chars().filter(|c| c.is_alphanumeric()).collect()
}
