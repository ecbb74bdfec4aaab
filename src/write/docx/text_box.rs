//! Shapes: text boxes, for what stands at its place whatever the text does, and empty ones, for what
//! stands on the paper already.

use super::drawing::{Drawing, Graphic, Place, Position, Wrap};
use super::measure::{EMU, TYPE_WIDTH, emus};
use super::xml::{Element, Node};
use crate::standard::GBT9704;
use crate::standard::word::{PAGE_NUMBER_BOX, PAGE_NUMBER_DASH};

/// 版记: as wide as the type area, its bottom the type area's, so many twips high; text keeps off it.
pub(super) fn imprint(height: i64, content: Vec<Element>) -> Drawing {
    Drawing {
        name: "版记",
        width: i64::from(TYPE_WIDTH) * EMU,
        height: height * EMU,
        place: Place::Floating {
            horizontal: Position::Aligned("margin", "center"),
            vertical: Position::Aligned("margin", "bottom"),
            wrap: Wrap::TopAndBottom,
        },
        graphic: Graphic::Shape { body: r#"anchor="b""#, content },
    }
}

/// 页码 along the left edge of a turned page, its line reading upright once the sheet stands (8).
pub(super) fn turned_number(content: Vec<Element>) -> Drawing {
    // the bottom of the number's line is the left edge here
    let dash =
        GBT9704.page_height - GBT9704.margin_top - GBT9704.type_height - GBT9704.page_number_drop;
    Drawing {
        name: "页码",
        width: emus(PAGE_NUMBER_BOX),
        height: i64::from(TYPE_WIDTH) * EMU,
        place: Place::Floating {
            horizontal: Position::Offset("page", emus(dash - PAGE_NUMBER_DASH)),
            vertical: Position::Offset("page", emus(GBT9704.margin_left)),
            wrap: Wrap::InFront,
        },
        graphic: Graphic::Shape { body: r#"vert="vert""#, content },
    }
}

/// The XML of a shape, with a place for content or without.
pub(super) fn shape(drawing: &Drawing, body: &str, filled: bool) -> String {
    let Drawing { width, height, .. } = drawing;
    let (kind, content) =
        if filled { (r#" txBox="1""#, "<wps:txbx><w:txbxContent/></wps:txbx>") } else { ("", "") };
    format!(
        concat!(
            r#"<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>"#,
            r#"<wps:cNvSpPr{}/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{}" cy="{}"/></a:xfrm>"#,
            r#"<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>"#,
            r#"{}<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" {}><a:noAutofit/></wps:bodyPr></wps:wsp></a:graphicData>"#,
        ),
        kind, width, height, content, body,
    )
}

/// Puts the content where the shape keeps a place for it.
pub(super) fn fill(element: &mut Element, content: &[Element]) {
    if element.name == "w:txbxContent" {
        element.children = content.iter().cloned().map(Node::Element).collect();
    }
    element.elements_mut().for_each(|child| fill(child, content));
}
