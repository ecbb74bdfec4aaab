//! Campaign files: one is read or refused, every message at its place.

use hongtou::internals::load;
use hongtou::internals::source::Source;

use super::{contents, made_or_told, told};

pub(super) fn run(bytes: &[u8]) {
    let source = Source::new("campaign.yaml", String::from_utf8_lossy(bytes));
    let known = made_or_told(load::known(&source));
    if let Some((_, found)) = &known {
        told(found);
    }
    if let Some(blanks) = made_or_told(load::blanks(&source)) {
        for blank in blanks {
            let _ = format!("{blank:?}");
        }
    }
    // what is refused by one is by the other
    let whole = made_or_told(load::campaign(&source));
    assert!(whole.is_none() || known.is_some(), "{}", source.text());
}

pub(super) fn seeds() -> Vec<Vec<u8>> {
    contents("campaign.yaml")
}
