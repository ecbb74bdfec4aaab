//! Something has still to be written.

use crate::diag::{Diagnostic, Diagnostics};
use crate::doc::{Document, text};
use crate::lint::{Check, Rule};
use crate::placeholder;
use crate::source::Place;

pub(in crate::lint) const RULE: Rule =
    Rule { name: "unfinished", basis: "惯例", check: Check::Document(check) };

/// A draft may have gaps; what goes out may not.
fn check(document: &Document, found: &mut Diagnostics) {
    text::visit(document, &mut |_, words, place| {
        // what the program puts together from other texts is told there
        let own = *place != Place::Program;
        for placeholder in placeholder::all(words).filter(|_| own) {
            let what = if placeholder.what.is_empty() { "这里" } else { placeholder.what };
            let place = place.narrow(&words[placeholder.range.clone()]);
            let message = format!("还没有填：{what}");
            found.push(if document.draft {
                Diagnostic::warning(place, message)
            } else {
                let filled = "把【待填：……】换成自己的内容；还没想好就加上 --draft，先出草稿";
                Diagnostic::error(place, message).hint(filled)
            });
        }
    });
}
