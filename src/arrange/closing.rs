//! What closes a text: 发文机关署名, 成文日期 and 附注 (7.3.5, 7.3.6): which of the standard's cases holds. How far that is on
//! its grid each format works out by itself.

use serde::Serialize;

use crate::doc::{Block, Body, Signatory, Signature, SignedBy, Stamp, Text, seals};
use crate::standard::ems;

/// 署名, 成文日期 and 附注.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Closing<'d> {
    /// What it keeps with, so that no signature stands alone on a page (7.3.5.5).
    pub with: With,
    /// How many rows are empty above it; seals bring their own.
    pub above: usize,
    /// 署名 and 成文日期.
    pub signature: Option<Signed<'d>>,
    /// 附注, with its brackets.
    pub annotation: Option<&'d Text>,
}

/// What stands on the page of a closing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum With {
    /// The last line of the text, and with it 附件说明 and 出席 between the two.
    Line,
    /// The block above it: the text ends with a table, a heading or 名单.
    Block,
}

/// 署名 and 成文日期 (7.3.5).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Signed<'d> {
    /// Who signs.
    pub by: By<'d>,
    /// 成文日期.
    pub date: &'d Text,
}

/// Who signs, and where 成文日期 stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum By<'d> {
    /// Organs with seals (7.3.5.1).
    Sealed {
        /// Their rows.
        #[serde(flatten)]
        seals: &'d seals::Seals,
    },
    /// Organs without (7.3.5.2).
    Unsealed {
        /// Below each other.
        organs: &'d [Text],
        /// Whether they are set to one width.
        spread: bool,
        /// What the places follow from.
        longer: Longer,
    },
    /// Persons (7.3.5.3).
    Stamped {
        /// A row each.
        people: &'d [Signatory],
        /// Whether their names are set to one width.
        spread: bool,
    },
}

/// Which of 署名 and 成文日期 without seals is longer (7.3.5.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Longer {
    /// 署名: 右空二字, the date begins two 字 behind its beginning.
    Organ,
    /// 成文日期: 右空二字, 署名 begins two 字 before its beginning.
    Date,
}

/// The closing of a text.
pub(super) fn of(body: &Body) -> Option<Closing<'_>> {
    let (signature, annotation) = (body.signature.as_ref(), body.annotation.as_ref());
    if signature.is_none() && annotation.is_none() {
        return None;
    }
    let with = match body.blocks.last() {
        Some(Block::Paragraph(_) | Block::Item(_)) => With::Line,
        _ => With::Block,
    };
    let above = match signature.map(|signature| &signature.by) {
        Some(SignedBy::Stamped { .. }) => 2,
        Some(SignedBy::Unsealed { .. }) => 1,
        Some(SignedBy::Sealed(_)) | None => 0,
    };
    Some(Closing { with, above, signature: signature.map(signed), annotation })
}

fn signed(signature: &Signature) -> Signed<'_> {
    let Signature { by, date } = signature;
    let by = match by {
        SignedBy::Sealed(seals) => By::Sealed { seals },
        SignedBy::Unsealed { organs } => {
            let organ = organs.iter().map(|organ| ems(organ)).fold(0.0, f64::max);
            let longer = if ems(date) > organ { Longer::Date } else { Longer::Organ };
            By::Unsealed { organs, spread: organs.len() > 1, longer }
        }
        SignedBy::Stamped { people } => {
            let names = people.iter().filter(|it| matches!(it.stamp, Stamp::Name(_)));
            By::Stamped { people, spread: names.count() > 1 }
        }
    };
    Signed { by, date }
}
