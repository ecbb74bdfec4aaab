//! The DOCX writer: a document for Word and WPS that a clerk can go on editing.
//!
//! `docx-rs` builds the text and the footers; what it writes is parsed again and put right (order of
//! children, what it cannot say). Every other part of the package is ours.

mod blocks;
mod drawing;
mod finish;
mod flow;
mod head;
mod imprint;
mod letter;
mod mark;
mod measure;
mod media;
mod package;
mod page;
mod parts;
mod picture;
#[cfg(test)]
pub(crate) mod reread;
mod sealed;
mod signature;
mod stamped;
mod styles;
mod stylesheet;
mod table;
mod text;
mod xml;

use std::io;

use docx_rs::BuildXML;

use crate::arrange::Arranged;
use crate::doc::Document;
use crate::layout::{Laid, Layout};

/// The document as the bytes of a DOCX file; the same bytes for the same document and layout.
///
/// # Errors
///
/// Fails only where a part cannot be built or packed, which no document is known to cause.
pub fn docx(laid: &Laid) -> io::Result<Vec<u8>> {
    bytes(laid.document(), &laid.arranged(), laid.layout())
}

fn bytes(document: &Document, arranged: &Arranged<'_>, layout: &Layout) -> io::Result<Vec<u8>> {
    let written = text::document(document, arranged, layout);
    let mut text = finish::mended(&written.document.build())?;
    drawing::put(&mut text, &written.drawings)?;
    let styles = stylesheet::part(measure::Grid::of(layout.spacing), document.preprinted);
    let edges = page::edges(&text, arranged.first_foot, document.preprinted)?;
    let mut package = package::Package::new();
    for (name, part) in parts::fixed(&document.meta, &edges, &written.media) {
        package.add(name, part.as_bytes())?;
    }
    package.add("word/styles.xml", styles.as_bytes())?;
    package.add("word/document.xml", text.to_part().as_bytes())?;
    for (edge, part) in &edges {
        package.add(&format!("word/{}", edge.file), part.to_part().as_bytes())?;
    }
    for picture in written.media.parts() {
        package.add(&format!("word/{}", picture.file), picture.png)?;
    }
    package.close()
}

#[cfg(test)]
mod tests;
