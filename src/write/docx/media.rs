//! The files of pictures in the package, each once however often it is shown.

use std::sync::Arc;

/// Pictures in the order in which they are shown first.
#[derive(Default)]
pub(super) struct Media {
    pictures: Vec<Arc<[u8]>>,
}

/// A picture's file.
pub(super) struct MediaPart<'a> {
    /// How the text refers to it.
    pub relationship: String,
    /// The part's path below `word/`.
    pub file: String,
    /// A PNG.
    pub png: &'a [u8],
}

impl Media {
    /// How the text refers to this picture.
    pub(super) fn relationship(&mut self, png: &Arc<[u8]>) -> String {
        let known = self.pictures.iter().position(|picture| picture == png);
        let at = known.unwrap_or_else(|| {
            self.pictures.push(Arc::clone(png));
            self.pictures.len() - 1
        });
        relationship(at)
    }

    /// The parts.
    pub(super) fn parts(&self) -> impl Iterator<Item = MediaPart<'_>> {
        // numbered: a user's file name may hold what no part name may
        self.pictures.iter().enumerate().map(|(at, png)| MediaPart {
            relationship: relationship(at),
            file: format!("media/image{}.png", at + 1),
            png,
        })
    }
}

fn relationship(at: usize) -> String {
    format!("rIdImage{}", at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_stored_once() {
        let mut media = Media::default();
        let pictures: [Arc<[u8]>; 3] = [[1].into(), [2].into(), [1].into()];
        let found = pictures.each_ref().map(|png| media.relationship(png));
        assert_eq!(found, ["rIdImage1", "rIdImage2", "rIdImage1"]);
        let files: Vec<_> = media.parts().map(|part| part.file).collect();
        assert_eq!(files, ["media/image1.png", "media/image2.png"]);
    }
}
