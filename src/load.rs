//! YAML text → [`Campaign`]. The only home of the YAML crate.
//!
//! serde stops at the first mistake; a clerk wants them all. So the text becomes a tree of [`node`]s
//! first, the model is deserialized from that tree by [`de`], and on a mistake the offending node is
//! cut out ([`prune`]) and the rest is tried again.

mod de;
mod node;
mod prune;
mod spanned;

use std::sync::Arc;

use serde::Deserialize;

use crate::characters;
use crate::diag::{Diagnostic, Diagnostics, Result};
use crate::model::Campaign;
use crate::source::{Place, Source};

/// Reads a campaign.
///
/// # Errors
/// Every mistake of the text in one go: what is not YAML, unknown, missing and repeated keys, values of
/// the wrong kind, impossible dates and document numbers.
pub fn campaign(source: &Arc<Source>) -> Result<Campaign> {
    if source.text().trim().is_empty() {
        return Err(Diagnostic::error(Place::file(source.name()), "活动文件是空的")
            .hint("至少写上“发文机关”“日期”“文件”三项，示例见 data 文件夹")
            .into());
    }
    spanned::within(source, || decode(source))
}

/// Deserializes as often as it takes to find every mistake.
fn decode<T: for<'de> Deserialize<'de>>(source: &Arc<Source>) -> Result<T> {
    let mut root = node::parse(source)?;
    let mut found = Diagnostics::new();
    for duplicate in root.take_duplicates() {
        found.push(
            Diagnostic::error(
                Place::text(source, duplicate.range),
                format!("“{}”写了两次", duplicate.text),
            )
            .hint("只留一处"),
        );
    }
    for (text, range) in root.scalars() {
        let place = |_| Place::text(source, range.clone());
        found.take(characters::check(text, place));
    }
    let mut cut = prune::Cut::default();
    loop {
        match T::deserialize(&root) {
            Ok(value) => return found.or(value),
            Err(mistake) => {
                if !cut.excuses(&mistake) {
                    found.push(mistake.diagnostic(source));
                }
                if !cut.prune(&mut root, &mistake) {
                    return Err(found);
                }
            }
        }
    }
}
