//! Whether a document is published.

use crate::doc::prose::{Kind, Prose};

/// Whether 附注 says that everybody may read it.
pub(super) fn is_public(paragraphs: &[Prose<'_>]) -> bool {
    let notes = paragraphs.iter().filter(|prose| prose.kind == Kind::Line);
    notes.into_iter().any(|note| {
        ["公开发布", "主动公开", "此件公开"].iter().any(|said| note.text().contains(said))
    })
}
