//! What typst may see: one layout, one JSON, the fonts. No disk, no clock.

use std::sync::Arc;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::layout::Abs;
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook, FontVariant, FontVariations};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::doc::Picture;
use crate::fonts::FontFile;

/// What all documents share.
pub(super) struct Shared {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    files: Vec<(Arc<Vec<u8>>, u32)>,
    layout: Source,
    data: Option<FileId>,
}

/// The bytes of a font file without a copy.
struct FontBytes(Arc<Vec<u8>>);

impl AsRef<[u8]> for FontBytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// The bytes of a picture without a copy.
struct PictureBytes(Arc<[u8]>);

impl AsRef<[u8]> for PictureBytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

fn file_id(path: &str) -> Option<FileId> {
    let path = VirtualPath::new(path).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl Shared {
    pub(super) fn new(layout: &str) -> Self {
        let layout = match file_id("page.typ") {
            Some(id) => Source::new(id, layout.to_owned()),
            None => Source::detached(layout),
        };
        Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::new()),
            fonts: Vec::new(),
            files: Vec::new(),
            layout,
            data: file_id("document.json"),
        }
    }

    /// How wide a character is in the first of these fonts that has it, as a part of its size.
    pub(super) fn advance(&self, families: &[String], c: char) -> f64 {
        let of = |family: &String| {
            let font = self.fonts.iter().find(|font| font.info().family.as_str() == family)?;
            if !font.info().coverage.contains(u32::from(c)) {
                return None;
            }
            let upright = (FontVariant::default(), Abs::zero(), FontVariations::default());
            let font = font.clone().instantiate(upright.0, upright.1, &upright.2);
            Some(font.x_advance(font.ttf().glyph_index(c)?.0)?.get())
        };
        families.iter().find_map(of).unwrap_or(1.0)
    }

    /// Adds fonts and gives the names by which the layout calls them.
    pub(super) fn add_fonts(&mut self, files: &[FontFile]) -> Vec<String> {
        files
            .iter()
            .filter_map(|file| {
                let same = |(bytes, index): &(Arc<Vec<u8>>, u32)| {
                    Arc::ptr_eq(bytes, &file.bytes) && *index == file.index
                };
                if let Some(at) = self.files.iter().position(same) {
                    return Some(self.fonts[at].info().family.as_str().to_owned());
                }
                let bytes = Bytes::new(FontBytes(Arc::clone(&file.bytes)));
                let font = Font::new(bytes, file.index)?;
                let family = font.info().family.as_str().to_owned();
                self.book.push(font.info().clone());
                self.fonts.push(font);
                self.files.push((Arc::clone(&file.bytes), file.index));
                Some(family)
            })
            .collect()
    }
}

/// The world of one document.
pub(super) struct DocumentWorld<'a> {
    shared: &'a Shared,
    json: Bytes,
    pictures: Vec<(FileId, Bytes)>,
}

/// The folder in which the layout finds pictures.
pub(super) const PICTURES: &str = "pictures/";

impl<'a> DocumentWorld<'a> {
    pub(super) fn new<'p>(
        shared: &'a Shared,
        json: Bytes,
        pictures: impl Iterator<Item = &'p Picture>,
    ) -> Self {
        let pictures = pictures.filter_map(|picture| {
            let id = file_id(&format!("{PICTURES}{}", picture.file))?;
            Some((id, Bytes::new(PictureBytes(Arc::clone(&picture.png)))))
        });
        Self { shared, json, pictures: pictures.collect() }
    }
}

impl World for DocumentWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.shared.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.shared.book
    }

    fn main(&self) -> FileId {
        self.shared.layout.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.shared.layout.id() {
            Ok(self.shared.layout.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    /// The document's JSON, always under the same name, for typst never forgets a name, and its pictures
    /// under the names that the campaign gives them.
    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if Some(id) == self.shared.data {
            return Ok(self.json.clone());
        }
        let picture = self.pictures.iter().find(|(known, _)| *known == id);
        picture.map(|(_, bytes)| bytes.clone()).ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shared.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
