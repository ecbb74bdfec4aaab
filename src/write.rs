//! Documents → bytes. The PDF is written from the laid-out pages, the DOCX from the arranged tree with what laying
//! out decided; neither knows of campaigns.

pub mod docx;
pub mod pdf;

/// The formats of outputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// For the printer and the archive (PDF/A-2b, PDF/UA-1).
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
