//! The pages as lists of what is drawn on them.

use hongtou::internals::layout::drawing::{Drawn, Page};

use crate::{PRESS, example_documents};

/// What a screen is given says all that is on the paper, and nothing leaves it.
#[test]
fn everything_drawn_is_said_and_stands_on_the_paper() {
    let mut kinds = [0; 4];
    for (name, document) in example_documents() {
        let laid = PRESS.typeset(document).unwrap();
        let pages = laid.drawings();
        assert_eq!(pages.len(), laid.pages());
        for Page { width, height, items, .. } in &pages {
            assert_eq!((width.round(), height.round()), (210.0, 297.0), "{name}");
            for item in items {
                let (far, kind) = match &item.shape {
                    Drawn::Text { glyphs, .. } => {
                        ([glyphs.last().map_or(0.0, |glyph| glyph.x), 0.0], 0)
                    }
                    Drawn::Line { to, .. } => (*to, 1),
                    Drawn::Box { width, height, .. } => ([*width, *height], 2),
                    Drawn::Picture { width, height, .. } => ([*width, *height], 3),
                    Drawn::Other => panic!("{name}: {item:?}"),
                };
                kinds[kind] += 1;
                for point in [[0.0, 0.0], far] {
                    let [x, y] = item.on_page(point);
                    assert!((0.0..=*width).contains(&x), "{name}: {item:?}");
                    assert!((0.0..=*height).contains(&y), "{name}: {item:?}");
                }
            }
        }
    }
    assert!(kinds.iter().all(|count| *count > 0), "{kinds:?}");
}

/// One word more changes the page on which it stands and no other.
#[test]
fn a_page_that_looks_the_same_has_the_same_fingerprint() {
    let (_, document) =
        example_documents().into_iter().find(|(name, _)| name == "rows-函有签发人").unwrap();
    let prints = |document| -> Vec<u128> {
        PRESS.typeset(document).unwrap().drawings().iter().map(Page::fingerprint).collect()
    };
    let before = prints(document.clone());
    assert_eq!(before, prints(document.clone()));
    let mut changed = document;
    changed.head.as_mut().unwrap().number = None;
    assert_ne!(before, prints(changed));
}
