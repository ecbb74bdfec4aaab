//! Text boxes, which docx-rs can't write: for what stands at its place whatever the text does.

use std::io;

use super::finish::mend;
use super::measure::{TYPE_WIDTH, twips};
use super::xml::{Element, Node, parse};
use crate::standard::GBT9704;

/// EMU of a twip.
const EMU: i64 = 635;

/// Where a box stands and how large it is, in twips.
pub(super) struct Shape {
    id: u8,
    name: &'static str,
    width: i64,
    height: i64,
    horizontal: String,
    vertical: String,
    wrap: &'static str,
    body: &'static str,
}

impl Shape {
    /// As wide as the type area, its bottom the type area's; text keeps off it.
    pub(super) fn imprint(height: i64) -> Self {
        let align = |to| format!(r#"relativeFrom="margin"><wp:align>{to}</wp:align>"#);
        Self {
            id: 1,
            name: "版记",
            width: i64::from(TYPE_WIDTH),
            height,
            horizontal: align("center"),
            vertical: align("bottom"),
            wrap: "<wp:wrapTopAndBottom/>",
            body: r#"anchor="b""#,
        }
    }

    /// Along the left edge of a turned page, its line reading upright once the sheet stands (8).
    pub(super) fn turned_number(id: u8) -> Self {
        let at = |mm: f64| {
            let offset = i64::from(twips(mm)) * EMU;
            format!(r#"relativeFrom="page"><wp:posOffset>{offset}</wp:posOffset>"#)
        };
        // the 4号 line of 17.75 pt (6.26 mm) holds its 一字线 3.1 mm above its bottom, here the left edge
        let dash = GBT9704.page_height
            - GBT9704.margin_top
            - GBT9704.type_height
            - GBT9704.page_number_drop;
        Self {
            id,
            name: "页码",
            width: i64::from(twips(6.26)),
            height: i64::from(TYPE_WIDTH),
            horizontal: at(dash - 3.1),
            vertical: at(GBT9704.margin_left),
            wrap: "<wp:wrapNone/>",
            body: r#"vert="vert""#,
        }
    }
}

/// A run with a box that holds these paragraphs and tables.
pub(super) fn holding(shape: &Shape, content: &[Vec<u8>]) -> io::Result<Element> {
    let mut elements = Vec::new();
    for part in content {
        let mut element = parse(part)?;
        mend(&mut element);
        elements.push(element);
    }
    let mut run = parse(frame(shape).as_bytes())?;
    fill(&mut run, &elements);
    Ok(run)
}

/// Puts the content where the frame keeps a place for it.
fn fill(element: &mut Element, content: &[Element]) {
    if element.name == "w:txbxContent" {
        element.children = content.iter().cloned().map(Node::Element).collect();
    }
    element.elements_mut().for_each(|child| fill(child, content));
}

fn frame(shape: &Shape) -> String {
    let Shape { id, name, horizontal, vertical, wrap, body, .. } = shape;
    let (width, height) = (shape.width * EMU, shape.height * EMU);
    format!(
        concat!(
            r#"<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>"#,
            r#"<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0">"#,
            r#"<wp:simplePos x="0" y="0"/><wp:positionH {horizontal}</wp:positionH>"#,
            r#"<wp:positionV {vertical}</wp:positionV>"#,
            r#"<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>{wrap}"#,
            r#"<wp:docPr id="{id}" name="{name}"/><wp:cNvGraphicFramePr/>"#,
            r#"<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>"#,
            r#"<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>"#,
            r#"<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>"#,
            r#"<wps:txbx><w:txbxContent/></wps:txbx>"#,
            r#"<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" {body}><a:noAutofit/></wps:bodyPr>"#,
            r#"</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"#,
        ),
        horizontal = horizontal,
        vertical = vertical,
        width = width,
        height = height,
        wrap = wrap,
        id = id,
        name = name,
        body = body,
    )
}
