//! The tree → bytes. Writers fold the same tree and know nothing of campaigns.

pub mod docx;
pub mod pdf;

use serde::Serialize;

/// Where 版记 stands relative to the page on which the text ends: it belongs on the last page, and that
/// page is even (7.4.1, 6.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ImprintPage {
    /// On that page.
    Same,
    /// On the page after it.
    Next,
    /// On the second page after it; neither the blank page nor this one carries a number (7.5).
    AfterBlank,
}
