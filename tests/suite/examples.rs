//! The example campaigns: what they say and how it came to stand on the page.

use std::fmt::Write;

use hongtou::internals::doc::text;
use hongtou::internals::layout::Run;

use crate::{PRESS, example_documents};

#[test]
fn trees() {
    for (name, document) in example_documents() {
        insta::assert_snapshot!(format!("tree-{name}"), text::listing(&document));
    }
}

/// Page, place, font and size of the first run of each line: a change of layout is a change here.
#[test]
fn layouts() {
    for (name, document) in example_documents() {
        let typeset = PRESS.typeset(document).unwrap();
        insta::assert_snapshot!(format!("layout-{name}"), listing(&typeset.runs()));
    }
}

fn listing(runs: &[Run]) -> String {
    let mut listing = String::new();
    let mut line = (0, 0.0);
    for run in runs.iter().filter(|run| !run.text.trim().is_empty()) {
        let font = run.font.trim_start_matches("Gongwen ");
        if (run.page, run.y) == line {
            write!(listing, " [{:.1} {font}] {}", run.x, run.text).unwrap();
        } else {
            write!(
                listing,
                "\np{} x{:.1} y{:.1} {font} {:.1}: {}",
                run.page, run.x, run.y, run.size, run.text
            )
            .unwrap();
        }
        line = (run.page, run.y);
    }
    listing
}
