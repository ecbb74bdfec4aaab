//! Laid-out pages → PDF.

use typst::foundations::Smart;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::diag::Result;
use crate::layout::{Laid, internal};

/// The pages as the bytes of a PDF file for archives (PDF/A-2b) and for whoever has it read to them (PDF/UA-1); the
/// same bytes for the same pages.
///
/// # Errors
/// Only when the PDF could not be written as these standards ask.
pub fn pdf(laid: &Laid) -> Result<Vec<u8>> {
    let standards = PdfStandards::new(&[PdfStandard::A_2b, PdfStandard::Ua_1])
        .map_err(|error| internal(error.message().as_ref()))?;
    let options = PdfOptions {
        creator: Smart::Custom(Some("hongtou".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(laid.paged(), &options).map_err(|errors| {
        let said: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
        internal(&said.join("；"))
    })
}
