//! Laid-out pages → PDF.

use typst::foundations::Smart;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::diag::{Diagnostics, Result};
use crate::layout::{Laid, internal};

/// What a file claims to be, from the most to the least: for archives and for whoever has it read to them; for archives,
/// with its tags; without. Typst refuses to claim what does not hold, as where a heading's level is left out.
const CLAIMS: [(&[PdfStandard], bool); 3] = [
    (&[PdfStandard::A_2b, PdfStandard::Ua_1], true),
    (&[PdfStandard::A_2b], true),
    (&[PdfStandard::A_2b], false),
];

/// The pages as the bytes of a PDF file for archives (PDF/A-2b), and where its headings and tables are such as PDF/UA-1
/// asks, of that too; the same bytes for the same pages.
///
/// # Errors
/// Only when the PDF could not be written as the archive standard asks.
pub fn pdf(laid: &Laid) -> Result<Vec<u8>> {
    let mut refused = Diagnostics::new();
    for (standards, tagged) in CLAIMS {
        match claiming(laid, standards, tagged) {
            Ok(bytes) => return Ok(bytes),
            Err(why) => refused = why,
        }
    }
    Err(refused)
}

fn claiming(laid: &Laid, standards: &[PdfStandard], tagged: bool) -> Result<Vec<u8>> {
    let standards =
        PdfStandards::new(standards).map_err(|error| internal(error.message().as_ref()))?;
    let options = PdfOptions {
        creator: Smart::Custom(Some("hongtou".to_owned())),
        standards,
        tagged,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(laid.paged(), &options).map_err(|errors| {
        let said: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
        internal(&said.join("；"))
    })
}
