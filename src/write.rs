//! The tree → bytes. Writers fold the same tree and know nothing of campaigns.

pub mod docx;
pub mod pdf;

use serde::Serialize;

/// The formats of outputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// For the printer and the archive (PDF/A-2b).
    Pdf,
    /// For those who go on working on it, in Word or WPS.
    Docx,
}

impl Format {
    /// All, in the order in which they are made.
    pub const ALL: [Self; 2] = [Self::Pdf, Self::Docx];

    /// What the names of its files end with, and what it is called on the command line.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
        }
    }
}

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

/// What laying a document out decided, for the writer that can't lay out.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Layout {
    /// Where 版记 stands.
    pub imprint_page: ImprintPage,
    /// Size of 发文机关标志 (7.2.4) in mm.
    pub mark_size: f64,
    /// How the text is spaced (7.3.5.5).
    pub spacing: Spacing,
}

/// 行距 and 字距 of the text, adjusted where a signature would stand on a page with hardly any text
/// (7.3.5.5: 可以采取调整行距、字距的措施).
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Spacing {
    /// 行 (3.2) as a part of the standard's: 1 where nothing is adjusted.
    pub line: f64,
    /// 字 (3.1) as a part of the standard's: 1 where nothing is adjusted.
    pub character: f64,
}
