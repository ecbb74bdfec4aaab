//! Laid-out pages as lists of what is drawn on them: text with the place of each glyph, lines, filled boxes and
//! pictures. It is the form for a screen, far lighter than a PDF or an SVG a page: outlines of glyphs are not in it,
//! a viewer keeps them by font and glyph. Tests that compare places rather than pictures read it too.
//!
//! Lengths are mm, from the page's upper left corner, y downwards.

use std::hash::Hash;

use serde::Serialize;
use siphasher::sip128::{Hasher128, SipHasher13};
use typst::layout::{Frame, FrameItem, Transform};
use typst::text::TextItem;
use typst::visualize::{FixedStroke, Geometry, Paint, Shape};
use typst_layout::PagedDocument;

use crate::doc::BREAK_HERE;

/// A page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Page {
    /// Width of the paper.
    pub width: f64,
    /// Height of the paper.
    pub height: f64,
    /// What is drawn, in this order.
    pub items: Vec<Item>,
}

impl Page {
    /// A number that is another where the page looks otherwise: a viewer keeps the pages that it has.
    pub fn fingerprint(&self) -> u128 {
        let mut hasher = SipHasher13::new();
        serde_json::to_vec(self).unwrap_or_default().hash(&mut hasher);
        hasher.finish128().as_u128()
    }
}

/// Something drawn, where the matrix `[a, b, c, d, e, f]` puts it, as a canvas and an SVG understand it: x is
/// `a·x + c·y + e`, y is `b·x + d·y + f`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Item {
    /// From the item's own coordinates to the page's.
    pub matrix: [f64; 6],
    /// What it is.
    #[serde(flatten)]
    pub shape: Drawn,
}

impl Item {
    /// Where a point of its own coordinates stands on the page.
    pub fn on_page(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let [right_x, down_x, right_y, down_y, left, top] = self.matrix;
        [right_x * x + right_y * y + left, down_x * x + down_y * y + top]
    }
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Drawn {
    /// A stretch of text on its baseline, from x 0.
    Text {
        /// The text.
        text: String,
        /// The family of the font that was really used.
        font: String,
        /// Size in pt.
        size: f64,
        /// Its colour, `#rrggbb`.
        colour: String,
        /// What is drawn round the glyphs to make them bold, in mm; 0 where nothing is.
        stroke: f64,
        /// Its glyphs.
        glyphs: Vec<Glyph>,
    },
    /// A line from 0, 0.
    Line {
        /// To there.
        to: [f64; 2],
        /// Its weight.
        weight: f64,
        /// Its colour.
        colour: String,
    },
    /// A filled box from 0, 0: the rules of 版头 and 版记.
    Box {
        /// Its width.
        width: f64,
        /// Its height.
        height: f64,
        /// Its colour.
        colour: String,
    },
    /// A picture from 0, 0.
    Picture {
        /// Its width.
        width: f64,
        /// Its height.
        height: f64,
        /// What it is to a screen reader: 印章, 签名章.
        alt: String,
    },
    /// What a list cannot say (a curve, a gradient). `page.typ` draws none; a viewer that meets it shows the PDF.
    Other,
}

/// A glyph of a text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Glyph {
    /// Its number in the font.
    pub id: u16,
    /// Its origin from the text's beginning.
    pub x: f64,
    /// The byte of the text with which it begins.
    pub at: u16,
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

/// What is drawn on each page.
pub(super) fn of(paged: &PagedDocument) -> Vec<Page> {
    let page = |page: &typst_layout::Page| {
        let mut items = Vec::new();
        collect(&page.frame, Transform::identity(), &mut items);
        Page { width: page.frame.width().to_mm(), height: page.frame.height().to_mm(), items }
    };
    paged.pages().iter().map(page).collect()
}

/// All stretches of text in the order of printing.
pub(super) fn runs(pages: &[Page]) -> Vec<Run> {
    let mut runs = Vec::new();
    for (index, page) in pages.iter().enumerate() {
        for item in &page.items {
            if let Drawn::Text { text, font, size, .. } = &item.shape {
                let [.., x, y] = item.matrix;
                // no text has it: it is where a line might have ended
                let (font, text) = (font.clone(), text.replace(BREAK_HERE, ""));
                runs.push(Run { page: index + 1, x, y, size: *size, font, text });
            }
        }
    }
    runs
}

fn collect(frame: &Frame, origin: Transform, items: &mut Vec<Item>) {
    for (position, item) in frame.items() {
        let here = origin.pre_concat(Transform::translate(position.x, position.y));
        let shape = match item {
            FrameItem::Group(group) => {
                collect(&group.frame, here.pre_concat(group.transform), items);
                continue;
            }
            FrameItem::Text(found) => text(found),
            FrameItem::Shape(found, _) => shape(found),
            FrameItem::Image(image, size, _) => Drawn::Picture {
                width: size.x.to_mm(),
                height: size.y.to_mm(),
                alt: image.alt().unwrap_or_default().to_owned(),
            },
            FrameItem::Link(..) | FrameItem::Tag(_) => continue,
        };
        items.push(Item { matrix: matrix(here), shape });
    }
}

fn matrix(transform: Transform) -> [f64; 6] {
    let Transform { sx, ky, kx, sy, tx, ty } = transform;
    [sx.get(), ky.get(), kx.get(), sy.get(), tx.to_mm(), ty.to_mm()]
}

fn text(found: &TextItem) -> Drawn {
    let Some(colour) = colour(&found.fill) else { return Drawn::Other };
    let mut cursor = 0.0;
    let glyphs = found.glyphs.iter().map(|glyph| {
        let x = cursor + glyph.x_offset.at(found.size).to_mm();
        cursor += glyph.x_advance.at(found.size).to_mm();
        Glyph { id: glyph.id, x, at: glyph.range.start }
    });
    Drawn::Text {
        glyphs: glyphs.collect(),
        text: found.text.to_string(),
        font: found.font.font().info().family.as_str().to_owned(),
        size: found.size.to_pt(),
        colour,
        stroke: found.stroke.as_ref().map_or(0.0, |stroke| stroke.thickness.to_mm()),
    }
}

fn shape(found: &Shape) -> Drawn {
    match (&found.geometry, &found.fill, &found.stroke) {
        (Geometry::Line(to), None, Some(FixedStroke { paint, thickness, .. })) => {
            let line = |colour| Drawn::Line {
                to: [to.x.to_mm(), to.y.to_mm()],
                weight: thickness.to_mm(),
                colour,
            };
            colour(paint).map_or(Drawn::Other, line)
        }
        (Geometry::Rect(size), Some(fill), None) => {
            let filled =
                |colour| Drawn::Box { width: size.x.to_mm(), height: size.y.to_mm(), colour };
            colour(fill).map_or(Drawn::Other, filled)
        }
        (Geometry::Line(_) | Geometry::Rect(_) | Geometry::Curve(_), ..) => Drawn::Other,
    }
}

fn colour(paint: &Paint) -> Option<String> {
    match paint {
        Paint::Solid(colour) => Some(colour.to_hex().to_string()),
        Paint::Gradient(_) | Paint::Tiling(_) => None,
    }
}
