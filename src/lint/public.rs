//! Whether a document is published.

use crate::doc::Document;

/// Whether 附注 says that everybody may read it.
pub(super) fn is_public(document: &Document) -> bool {
    document.body.annotation.as_ref().is_some_and(|note| {
        ["公开发布", "主动公开", "此件公开"].iter().any(|said| note.contains(said))
    })
}
