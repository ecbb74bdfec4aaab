//! Drawings, which docx-rs can't write as they have to be: what floats on the page or stands in a line
//! as a character does, around the shape or the picture that it shows.

use std::io;

use docx_rs::{Run, Sym};

use super::xml::{Element, Node, parse};
use super::{picture, text_box};

/// What the texts' placeholders name as their font; no text of a document makes such an element.
const PLACEHOLDER: &str = "drawing";
/// Drawings of the text are numbered from here; the numbers below are the footers'.
const FIRST: usize = 3;

/// A drawing; lengths in EMU.
pub(super) struct Drawing {
    /// What Word's list of objects and a screen reader call it.
    pub name: &'static str,
    /// Its width.
    pub width: i64,
    /// Its height.
    pub height: i64,
    /// Where it stands.
    pub place: Place,
    /// What it shows.
    pub graphic: Graphic,
}

/// Where a drawing stands.
pub(super) enum Place {
    /// In its line, as a character.
    Inline,
    /// At its own place on the page.
    Floating {
        /// From the left.
        horizontal: Position,
        /// From above.
        vertical: Position,
        /// What the text does about it.
        wrap: Wrap,
    },
}

/// One coordinate of a floating drawing, relative to a page, its margins or a paragraph.
pub(super) enum Position {
    /// At an edge or in the middle.
    Aligned(&'static str, &'static str),
    /// So far from its beginning, in EMU.
    Offset(&'static str, i64),
}

/// What text does where a floating drawing stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrap {
    /// It goes on below.
    TopAndBottom,
    /// It runs behind the drawing.
    InFront,
    /// It runs before the drawing.
    Behind,
}

/// What a drawing shows.
pub(super) enum Graphic {
    /// A rectangle without lines, with paragraphs and tables or empty.
    Shape {
        /// How it holds them: attributes of `wps:bodyPr`.
        body: &'static str,
        /// Paragraphs and tables.
        content: Vec<Element>,
    },
    /// The picture of that relationship.
    Picture(String),
}

impl Graphic {
    /// Nothing: room for what stands on the paper already.
    pub(super) const EMPTY: Self = Self::Shape { body: "", content: Vec::new() };
}

impl Drawing {
    /// The run that holds it. Numbers are unique in a document.
    pub(super) fn run(&self, id: usize) -> io::Result<Element> {
        let drawing = match &self.graphic {
            Graphic::Shape { body, content } => {
                let drawing = self.drawing(id, &text_box::shape(self, body, !content.is_empty()));
                // shapes are younger than the format
                let open = r#"<mc:AlternateContent><mc:Choice Requires="wps">"#;
                format!("{open}{drawing}</mc:Choice></mc:AlternateContent>")
            }
            Graphic::Picture(relationship) => {
                self.drawing(id, &picture::picture(self, id, relationship))
            }
        };
        let mut run = parse(format!("<w:r>{drawing}</w:r>").as_bytes())?;
        if let Graphic::Shape { content, .. } = &self.graphic {
            text_box::fill(&mut run, content);
        }
        Ok(run)
    }

    fn drawing(&self, id: usize, graphic: &str) -> String {
        let Self { name, width, height, .. } = self;
        let properties = format!(
            r#"<wp:docPr id="{id}" name="{name}" descr="{name}"/><wp:cNvGraphicFramePr/><a:graphic>{graphic}</a:graphic>"#
        );
        let extent = format!(
            r#"<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>"#
        );
        let distances = r#"distT="0" distB="0" distL="0" distR="0""#;
        let Place::Floating { horizontal, vertical, wrap } = &self.place else {
            return format!(
                "<w:drawing><wp:inline {distances}>{extent}{properties}</wp:inline></w:drawing>"
            );
        };
        let behind = u8::from(*wrap == Wrap::Behind);
        let overlap = u8::from(*wrap != Wrap::TopAndBottom);
        let wrap = match wrap {
            Wrap::TopAndBottom => "<wp:wrapTopAndBottom/>",
            Wrap::InFront | Wrap::Behind => "<wp:wrapNone/>",
        };
        format!(
            concat!(
                r#"<w:drawing><wp:anchor {} simplePos="0" relativeHeight="{}" behindDoc="{}" locked="0" layoutInCell="1" allowOverlap="{}">"#,
                r#"<wp:simplePos x="0" y="0"/><wp:positionH {}</wp:positionH><wp:positionV {}</wp:positionV>"#,
                r#"{}{}{}</wp:anchor></w:drawing>"#,
            ),
            distances,
            id,
            behind,
            overlap,
            horizontal.xml(),
            vertical.xml(),
            extent,
            wrap,
            properties,
        )
    }
}

impl Position {
    fn xml(&self) -> String {
        match self {
            Self::Aligned(from, to) => {
                format!(r#"relativeFrom="{from}"><wp:align>{to}</wp:align>"#)
            }
            Self::Offset(from, by) => {
                format!(r#"relativeFrom="{from}"><wp:posOffset>{by}</wp:posOffset>"#)
            }
        }
    }
}

/// What stands for a drawing while docx-rs writes the text.
pub(super) fn placeholder(at: usize) -> Run {
    Run::new().add_sym(Sym::new(PLACEHOLDER, at.to_string()))
}

/// Puts the drawings in the places of their placeholders.
pub(super) fn put(element: &mut Element, drawings: &[Drawing]) -> io::Result<()> {
    for child in element.elements_mut() {
        match placed(child).and_then(|at| Some((at, drawings.get(at)?))) {
            Some((at, drawing)) => *child = drawing.run(FIRST + at)?,
            None => put(child, drawings)?,
        }
    }
    Ok(())
}

/// Which drawing a run stands for.
fn placed(run: &Element) -> Option<usize> {
    let symbol = run.children.iter().find_map(|child| match child {
        Node::Element(child) if child.name == "w:sym" => Some(child),
        _ => None,
    })?;
    (symbol.attribute("w:font") == Some(PLACEHOLDER))
        .then(|| symbol.attribute("w:char")?.parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use docx_rs::{BuildXML, Paragraph};

    use super::*;

    fn picture(place: Place) -> Drawing {
        let graphic = Graphic::Picture("rIdImage1".into());
        Drawing { name: "印章", width: 42, height: 40, place, graphic }
    }

    #[test]
    fn drawings_replace_their_placeholders_and_have_numbers_of_their_own() {
        let paragraph = Paragraph::new().add_run(placeholder(0)).add_run(placeholder(1));
        let mut paragraph = parse(&paragraph.build()).unwrap();
        let behind = Place::Floating {
            horizontal: Position::Offset("margin", -7),
            vertical: Position::Aligned("page", "top"),
            wrap: Wrap::Behind,
        };
        put(&mut paragraph, &[picture(Place::Inline), picture(behind)]).unwrap();
        let part = paragraph.to_part();
        assert!(!part.contains("w:sym") && part.contains("<wp:posOffset>-7</wp:posOffset>"));
        assert!(part.contains(r#"behindDoc="1""#) && part.contains("<wp:inline "));
        assert!(part.contains(r#"docPr id="3""#) && part.contains(r#"docPr id="4""#));
    }

    #[test]
    fn a_shape_keeps_its_content_and_an_empty_one_its_room() {
        let shape = |content: Vec<Element>| {
            let graphic = Graphic::Shape { body: r#"anchor="b""#, content };
            let drawing =
                Drawing { name: "版记", width: 9, height: 9, place: Place::Inline, graphic };
            drawing.run(1).unwrap()
        };
        let full = shape(vec![Element::new("w:p")]);
        assert!(full.find("w:txbxContent").unwrap().find("w:p").is_some());
        assert!(shape(vec![]).find("wps:txbx").is_none());
    }
}
