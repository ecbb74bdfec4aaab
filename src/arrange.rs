//! The tree on its paper: what both formats must agree on, decided once.
//!
//! A stage of its own between composing and writing, a pure function from tree to value. It is not part of
//! [`crate::doc`], for the tree says what a document says and knows neither rows nor millimetres; and it is not
//! part of a writer, for two writers that decide by themselves decide differently. What stands here: which
//! elements there are, on which row, at which edge, below which rule, how wide. Writers convert it into their
//! own units and ask nothing: a `match` of theirs is over a kind, never over whether something is there.

pub mod head;
pub mod imprint;
pub mod overflow;
pub mod tables;

use serde::Serialize;

pub use self::head::Head;
pub use self::imprint::Imprint;
use crate::doc::Document;

/// A document as it stands on its paper.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Arranged {
    /// 版头 of each copy (份号, 7.2.1), of one where there are no numbers; nothing where the document has
    /// none. At least one.
    pub heads: Vec<Option<Head>>,
    /// 版记; nothing where no word of it is printed.
    pub imprint: Option<Imprint>,
}

/// Arranges a document.
pub fn arrange(document: &Document) -> Arranged {
    Arranged { heads: head::of_copies(document), imprint: imprint::of(document) }
}
