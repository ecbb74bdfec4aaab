//! Drawings, which docx-rs can't write as they have to be: a picture that floats on the page or stands in a
//! line as a character does.

use std::io;

use docx_rs::{Run, Sym};

use super::picture;
use super::xml::{Element, Node, parse};

/// What the texts' placeholders name as their font; no text of a document makes such an element.
const PLACEHOLDER: &str = "drawing";
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
    /// The relationship of the picture that it shows.
    pub picture: String,
}

/// Where a drawing stands.
pub(super) enum Place {
    /// In its line, as a character.
    Inline,
    /// At its own place on the page, behind the text.
    Behind {
        /// From the left.
        horizontal: Offset,
        /// From above.
        vertical: Offset,
    },
}

/// One coordinate of a floating drawing: so many EMU from the beginning of the margins or a paragraph.
pub(super) struct Offset(pub &'static str, pub i64);

impl Drawing {
    /// The run that holds it. Numbers are unique in a document.
    fn run(&self, id: usize) -> io::Result<Element> {
        let Self { name, width, height, .. } = self;
        let properties = format!(
            r#"<wp:docPr id="{id}" name="{name}" descr="{name}"/><wp:cNvGraphicFramePr/><a:graphic>{}</a:graphic>"#,
            picture::picture(self, id),
        );
        let extent = format!(
            r#"<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>"#
        );
        let distances = r#"distT="0" distB="0" distL="0" distR="0""#;
        let drawing = match &self.place {
            Place::Inline => format!("<wp:inline {distances}>{extent}{properties}</wp:inline>"),
            Place::Behind { horizontal: Offset(left, x), vertical: Offset(above, y) } => format!(
                concat!(
                    r#"<wp:anchor {} simplePos="0" relativeHeight="{}" behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1">"#,
                    r#"<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="{}"><wp:posOffset>{}</wp:posOffset></wp:positionH>"#,
                    r#"<wp:positionV relativeFrom="{}"><wp:posOffset>{}</wp:posOffset></wp:positionV>"#,
                    "{}<wp:wrapNone/>{}</wp:anchor>",
                ),
                distances, id, left, x, above, y, extent, properties,
            ),
        };
        parse(format!("<w:r><w:drawing>{drawing}</w:drawing></w:r>").as_bytes())
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
            Some((at, drawing)) => *child = drawing.run(at + 1)?,
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
        Drawing { name: "印章", width: 42, height: 40, place, picture: "rIdImage1".into() }
    }

    #[test]
    fn drawings_replace_their_placeholders_and_have_numbers_of_their_own() {
        let paragraph = Paragraph::new().add_run(placeholder(0)).add_run(placeholder(1));
        let mut paragraph = parse(&paragraph.build()).unwrap();
        let behind =
            Place::Behind { horizontal: Offset("margin", -7), vertical: Offset("paragraph", 9) };
        put(&mut paragraph, &[picture(Place::Inline), picture(behind)]).unwrap();
        let part = paragraph.to_part();
        assert!(!part.contains("w:sym") && part.contains("<wp:posOffset>-7</wp:posOffset>"));
        assert!(part.contains(r#"behindDoc="1""#) && part.contains("<wp:inline "));
        assert!(part.contains(r#"docPr id="1""#) && part.contains(r#"docPr id="2""#));
    }
}
