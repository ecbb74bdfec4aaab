//! The tree on its paper: what both formats must agree on, decided once.
//!
//! A stage of its own between composing and writing, a pure function from tree to value. It is not part of
//! [`crate::doc`], for the tree says what a document says and knows neither rows nor millimetres; and it is not
//! part of a writer, for two writers that decide by themselves decide differently. What stands here: which
//! elements there are, on which row, at which edge, below which rule, how wide. Writers convert it into their
//! own units and ask nothing: a `match` of theirs is over a kind, never over whether something is there.

pub mod body;
pub mod closing;
pub mod head;
pub mod imprint;
pub mod overflow;
pub mod rosters;
pub mod tables;

use serde::Serialize;

pub use self::body::Part;
pub use self::head::Head;
pub use self::imprint::Imprint;
use crate::doc::{Document, PageFormat};

/// A document as it stands on its paper.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Arranged<'d> {
    /// 版头 of each copy (份号, 7.2.1), of one where there are no numbers; nothing where the document has
    /// none. At least one.
    pub heads: Vec<Option<Head>>,
    /// 主体.
    pub parts: Vec<Part<'d>>,
    /// What stands at the foot of page 1.
    pub first_foot: FirstFoot,
    /// 版记; nothing where no word of it is printed.
    pub imprint: Option<Imprint>,
}

/// The foot of page 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FirstFoot {
    /// 页码 (7.5).
    Number,
    /// A letter's second double line (10.1).
    DoubleLine,
}

/// Gives what composing made for any page the room that it has on its own: tables and 名单.
pub fn fit(document: &mut Document) {
    tables::fit(document);
    rosters::fit(document);
}

/// Arranges a document.
pub fn arrange(document: &Document) -> Arranged<'_> {
    Arranged {
        heads: head::of_copies(document),
        parts: body::parts(document),
        first_foot: match document.format {
            PageFormat::Letter => FirstFoot::DoubleLine,
            PageFormat::Document | PageFormat::Order | PageFormat::Minutes => FirstFoot::Number,
        },
        imprint: imprint::of(document),
    }
}
