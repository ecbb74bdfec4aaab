//! Pictures of seals (印章) and of signature stamps (签名章).

use std::sync::Arc;

use super::drawing::{Drawing, Offset, Place};
use super::measure::emus;
use super::media::Media;
use crate::doc::Picture;

/// 印章 behind the text (7.3.5.1), its centre so many mm right of the type area's left edge and below the
/// top of the paragraph in which it hangs.
pub(super) fn seal(picture: &Picture, (x, y): (f64, f64), media: &mut Media) -> Drawing {
    let place = Place::Behind {
        horizontal: Offset("margin", emus(x - picture.width / 2.0)),
        vertical: Offset("paragraph", emus(y - picture.height / 2.0)),
    };
    drawing("印章", picture, place, media.relationship(&picture.png))
}

/// One clear pixel: room for what stands on the paper already, in every program.
const CLEAR: &[u8] = include_bytes!("clear.png");

/// 签名章 in its line (7.3.5.3), or its room there where it is printed already (套打).
pub(super) fn stamp(picture: &Picture, preprinted: bool, media: &mut Media) -> Drawing {
    let shown = if preprinted {
        media.relationship(&Arc::from(CLEAR))
    } else {
        media.relationship(&picture.png)
    };
    drawing("签名章", picture, Place::Inline, shown)
}

fn drawing(name: &'static str, size: &Picture, place: Place, picture: String) -> Drawing {
    let (width, height) = (emus(size.width).max(1), emus(size.height).max(1));
    Drawing { name, width, height, place, picture }
}

/// The XML of a picture.
pub(super) fn picture(drawing: &Drawing, id: usize) -> String {
    let Drawing { name, width, height, picture, .. } = drawing;
    format!(
        concat!(
            r#"<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>"#,
            r#"<pic:nvPicPr><pic:cNvPr id="{}" name="{}"/><pic:cNvPicPr/></pic:nvPicPr>"#,
            r#"<pic:blipFill><a:blip r:embed="{}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>"#,
            r#"<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{}" cy="{}"/></a:xfrm>"#,
            r#"<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>"#,
        ),
        id, name, picture, width, height,
    )
}
