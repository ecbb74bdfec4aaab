//! The DOCX writer: a document for Word and WPS that a clerk can go on editing.
//!
//! `docx-rs` builds the text and the footers; what it writes is parsed again and put right (order of
//! children, what it cannot say). Every other part of the package is ours.

mod blocks;
mod finish;
mod flow;
mod head;
mod imprint;
mod letter;
mod measure;
mod package;
mod page;
mod parts;
mod sheet;
mod signature;
mod styles;
mod table;
mod text;
mod text_box;
mod xml;

use std::io;

use docx_rs::BuildXML;

use super::ImprintPage;
use crate::doc::Document;

/// The document as the bytes of a DOCX file; the same bytes for the same document.
///
/// # Errors
///
/// Fails only where a part cannot be built or packed, which no document is known to cause.
pub fn docx(document: &Document, imprint_page: ImprintPage) -> io::Result<Vec<u8>> {
    let mut text = xml::parse(&text::document(document, imprint_page).build())?;
    finish::mend(&mut text);
    let format = document.format;
    let imprint = document.imprint.as_ref().filter(|imprint| imprint::is_printed(imprint, format));
    if let Some(imprint) = imprint {
        finish::append_run(&mut text, imprint::run_of(imprint, format)?);
    }
    let mut parts = parts::fixed(&document.meta);
    parts.push(("word/document.xml", text.to_part()));
    for (name, footer) in page::footers()? {
        parts.push((name, footer.to_part()));
    }
    package::pack(&parts)
}

#[cfg(test)]
mod tests;
