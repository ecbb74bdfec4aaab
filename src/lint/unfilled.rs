//! What a document still has to say. No rule like the others: whether it stops the document hangs on whether a
//! draft is wanted, and no campaign can answer it.

use std::collections::BTreeSet;

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::doc::prose::{self, Prose};
use crate::doc::{Document, text};
use crate::placeholder;
use crate::source::Place;

/// The placeholders that are left: a draft may have gaps, what goes out may not. Each is told once, where a
/// person wrote it, not where it was filled in.
pub fn unfilled(document: &Document, draft: bool) -> Diagnostics {
    let mut left: Vec<(String, Place)> = Vec::new();
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut add = |written: &str, place: Place| {
        // what the program puts together is told where it comes from
        if place != Place::Program && known.insert(written.to_owned()) {
            left.push((written.to_owned(), place));
        }
    };
    text::visit(document, &mut |_, words, place| {
        for blank in placeholder::all(words) {
            add(&words[blank.range.clone()], place.part(words, blank.range));
        }
    });
    // one of which a part is bold is whole in its paragraph only
    for paragraph in prose::paragraphs(document) {
        add_of(&paragraph, &mut add);
    }
    let mut found = Diagnostics::new();
    found.extend(left.into_iter().map(|(written, place)| said(&written, place, draft)));
    found
}

fn add_of(paragraph: &Prose<'_>, add: &mut impl FnMut(&str, Place)) {
    for blank in placeholder::all(paragraph.text()) {
        add(&paragraph.text()[blank.range.clone()], paragraph.place(blank.range));
    }
}

fn said(written: &str, place: Place, draft: bool) -> Diagnostic {
    let what = placeholder::first(written).map(|blank| blank.what).filter(|what| !what.is_empty());
    let message = format!("还没有填：{}", what.unwrap_or("这里"));
    if draft {
        return Diagnostic::warning(codes::BLANK, place, message);
    }
    let hint = "把【待填：……】换成自己的内容；还没想好就加上 --draft，先出草稿";
    Diagnostic::error(codes::BLANK, place, message).hint(hint)
}
