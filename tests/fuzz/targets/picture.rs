//! Pictures of seals: one that is taken has pixels; one that is not is refused where the campaign names it.

use hongtou::Place;
use hongtou::internals::picture;
use hongtou::internals::source::{Source, Spanned};

use super::{contents, made_or_told};

pub(super) fn run(bytes: &[u8]) {
    let source = Source::new("campaign.yaml", "印章: 章.png");
    let file = Spanned::new("章.png".to_owned(), Place::text(&source, 8..15));
    let Some(image) = made_or_told(picture::read(&file, bytes)) else { return };
    assert!(
        image.aspect.is_finite() && image.aspect > 0.0,
        "a picture {} times as high as wide",
        image.aspect
    );
    assert!(!image.png.is_empty());
}

pub(super) fn seeds() -> Vec<Vec<u8>> {
    contents(".png").into_iter().filter(|bytes| bytes.len() < 64 * 1024).collect()
}
