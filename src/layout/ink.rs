//! Every glyph, rule and picture on the pages with its bounds: for tests that nothing leaves the paper or is
//! printed over something else.

use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::text::TextItem;

use super::Laid;

/// Something that is printed; lengths in mm from the paper's left and top edges.
#[derive(Clone, Debug)]
pub(crate) struct Ink {
    /// The page, from 1.
    pub page: usize,
    /// What it is.
    pub what: What,
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
}

/// What is printed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum What {
    /// The glyph of these characters.
    Glyph(String),
    /// What stands for characters that the font has not.
    Missing(String),
    /// A line or an area.
    Shape,
    /// A picture.
    Picture,
}

impl Laid {
    /// All that is printed, in the order of printing.
    pub(crate) fn ink(&self) -> Vec<Ink> {
        let mut found = Vec::new();
        for (index, page) in self.paged.pages().iter().enumerate() {
            collect(&page.frame, Transform::identity(), index + 1, &mut found);
        }
        found
    }
}

fn collect(frame: &Frame, origin: Transform, page: usize, found: &mut Vec<Ink>) {
    for (position, item) in frame.items() {
        let here = origin.pre_concat(Transform::translate(position.x, position.y));
        let mut add = |what, min: Point, max: Point| {
            let (a, b) = (min.transform(here), max.transform(here));
            let (left, right) = (a.x.min(b.x).to_mm(), a.x.max(b.x).to_mm());
            let (top, bottom) = (a.y.min(b.y).to_mm(), a.y.max(b.y).to_mm());
            found.push(Ink { page, what, left, top, right, bottom });
        };
        match item {
            FrameItem::Group(group) => {
                collect(&group.frame, here.pre_concat(group.transform), page, found);
            }
            FrameItem::Text(text) => glyphs(text, &mut add),
            FrameItem::Shape(shape, _) => {
                let bounds = shape.bbox(true);
                add(What::Shape, bounds.min, bounds.max);
            }
            FrameItem::Image(_, size, _) => add(What::Picture, Point::zero(), size.to_point()),
            FrameItem::Link(..) | FrameItem::Tag(_) => {}
        }
    }
}

fn glyphs(text: &TextItem, add: &mut impl FnMut(What, Point, Point)) {
    let mut at = Point::zero();
    for glyph in &text.glyphs {
        let characters = text.text[glyph.range()].to_owned();
        let missing = glyph.id == 0;
        let what = if missing { What::Missing(characters) } else { What::Glyph(characters) };
        let place = at + Point::new(glyph.x_offset.at(text.size), -glyph.y_offset.at(text.size));
        // a space has no ink
        let ink = text.font.ttf().glyph_bounding_box(ttf_parser::GlyphId(glyph.id));
        if let Some(ink) = ink {
            let em = |units: i16| text.font.to_em(units).at(text.size);
            let min = place + Point::new(em(ink.x_min), -em(ink.y_max));
            let max = place + Point::new(em(ink.x_max), -em(ink.y_min));
            add(what, min, max);
        } else if missing {
            add(what, place, place);
        }
        at += Point::new(glyph.x_advance.at(text.size), -glyph.y_advance.at(text.size));
    }
}
