//! What stands where on the pages: for tests, which compare places rather than pictures.

use typst::layout::{Frame, FrameItem, Point, Transform};
use typst_layout::PagedDocument;

/// All stretches of text in the order of printing.
pub(super) fn of(paged: &PagedDocument) -> Vec<Run> {
    let mut runs = Vec::new();
    for (index, page) in paged.pages().iter().enumerate() {
        collect_runs(&page.frame, Transform::identity(), index + 1, &mut runs);
    }
    runs
}

/// A stretch of text on a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The page, from 1.
    pub page: usize,
    /// Left end from the paper's left edge, in mm.
    pub x: f64,
    /// Baseline from the paper's top edge, in mm.
    pub y: f64,
    /// Size in pt.
    pub size: f64,
    /// The family of the font that was really used.
    pub font: String,
    /// The text.
    pub text: String,
}

fn collect_runs(frame: &Frame, origin: Transform, page: usize, runs: &mut Vec<Run>) {
    for (position, item) in frame.items() {
        let here = origin.pre_concat(Transform::translate(position.x, position.y));
        match item {
            FrameItem::Group(group) => {
                collect_runs(&group.frame, here.pre_concat(group.transform), page, runs);
            }
            FrameItem::Text(text) => {
                let at = Point::zero().transform(here);
                runs.push(Run {
                    page,
                    x: at.x.to_mm(),
                    y: at.y.to_mm(),
                    size: text.size.to_pt(),
                    font: text.font.font().info().family.as_str().to_owned(),
                    text: text.text.to_string(),
                });
            }
            FrameItem::Shape(..)
            | FrameItem::Image(..)
            | FrameItem::Link(..)
            | FrameItem::Tag(_) => {}
        }
    }
}
