//! The parts that hardly depend on the document: package, settings, fonts, what the file says of itself.

use quick_xml::escape::escape;

use super::measure::{EM, PITCH};
use super::media::Media;
use super::page::EdgePart;
use super::styles;
use super::xml::{DECLARATION, Element, clean, push};
use crate::doc::Meta;

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE_TYPE: &str = "application/vnd.openxmlformats-officedocument";
const WORD_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// Colours and faces of a document that asks for none: some programs want the part to be there.
const THEME: &str = include_str!("theme1.xml");

/// The parts that the text refers to: relationship, file, kind.
const RELATED: [(&str, &str, &str); 4] = [
    ("rIdStyles", "styles.xml", "styles"),
    ("rIdSettings", "settings.xml", "settings"),
    ("rIdFonts", "fontTable.xml", "fontTable"),
    ("rIdTheme", "theme/theme1.xml", "theme"),
];

/// All parts but the text, its headers and footers, its styles and its pictures.
pub(super) fn fixed(
    meta: &Meta,
    edges: &[(EdgePart, Element)],
    media: &Media,
) -> Vec<(&'static str, String)> {
    vec![
        ("[Content_Types].xml", content_types(edges)),
        ("_rels/.rels", package_relationships()),
        ("docProps/core.xml", core(meta)),
        ("docProps/app.xml", app()),
        ("word/_rels/document.xml.rels", text_relationships(edges, media)),
        ("word/settings.xml", settings()),
        ("word/fontTable.xml", font_table()),
        ("word/theme/theme1.xml", format!("{DECLARATION}{THEME}")),
    ]
}

fn content_types(edges: &[(EdgePart, Element)]) -> String {
    let mut out = format!(
        concat!(
            r#"{}<Types xmlns="{}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
            r#"<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>"#,
            r#"<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>"#,
            r#"<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>"#,
            r#"<Override PartName="/word/document.xml" ContentType="{}.document.main+xml"/>"#,
        ),
        DECLARATION, PACKAGE, WORD_TYPE,
    );
    let related = RELATED.iter().map(|(_, file, kind)| (*file, *kind));
    for (file, kind) in related.chain(edges.iter().map(|(edge, _)| (edge.file, edge.kind))) {
        let family = if kind == "theme" { OFFICE_TYPE } else { WORD_TYPE };
        push(
            &mut out,
            format_args!(
                r#"<Override PartName="/word/{file}" ContentType="{family}.{kind}+xml"/>"#
            ),
        );
    }
    out + "</Types>"
}

fn package_relationships() -> String {
    format!(
        concat!(
            r#"{0}<Relationships xmlns="{1}/relationships">"#,
            r#"<Relationship Id="rId1" Type="{2}/officeDocument" Target="word/document.xml"/>"#,
            r#"<Relationship Id="rId2" Type="{1}/relationships/metadata/core-properties" Target="docProps/core.xml"/>"#,
            r#"<Relationship Id="rId3" Type="{2}/extended-properties" Target="docProps/app.xml"/></Relationships>"#,
        ),
        DECLARATION, PACKAGE, OFFICE,
    )
}

fn text_relationships(edges: &[(EdgePart, Element)], media: &Media) -> String {
    let mut out = format!(r#"{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">"#);
    let mut relate = |id: &str, kind: &str, file: &str| {
        push(
            &mut out,
            format_args!(r#"<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{file}"/>"#),
        );
    };
    for (id, file, kind) in RELATED {
        relate(id, kind, file);
    }
    for (edge, _) in edges {
        relate(edge.relationship, edge.kind, edge.file);
    }
    for picture in media.parts() {
        relate(&picture.relationship, "image", &picture.file);
    }
    out + "</Relationships>"
}

/// Title and 发文机关; the dates are 成文日期's, for the clock would make each file another.
fn core(meta: &Meta) -> String {
    let time = meta.date.format("%Y-%m-%dT00:00:00Z");
    format!(
        concat!(
            r#"{}<cp:coreProperties xmlns:cp="{}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" "#,
            r#"xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">"#,
            r#"<dc:title>{}</dc:title><dc:creator>{}</dc:creator><cp:lastModifiedBy>{}</cp:lastModifiedBy>"#,
            r#"<dcterms:created xsi:type="dcterms:W3CDTF">{}</dcterms:created>"#,
            r#"<dcterms:modified xsi:type="dcterms:W3CDTF">{}</dcterms:modified><dc:language>zh-CN</dc:language></cp:coreProperties>"#,
        ),
        DECLARATION,
        PACKAGE,
        escape(clean(&meta.title)),
        escape(clean(&meta.author)),
        escape(clean(&meta.author)),
        time,
        time,
    )
}

fn app() -> String {
    format!(
        r#"{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>hongtou</Application></Properties>"#
    )
}

fn settings() -> String {
    format!(
        concat!(
            r#"{}<w:settings xmlns:w="{}"><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>"#,
            r#"<w:defaultTabStop w:val="{}"/><w:evenAndOddHeaders/><w:drawingGridVerticalSpacing w:val="{}"/>"#,
            r#"<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>"#,
            r#"<w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:useFELayout/>"#,
            r#"<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>"#,
            r#"</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>"#,
        ),
        DECLARATION, MAIN, EM, PITCH,
    )
}

fn font_table() -> String {
    let mut out = format!(r#"{DECLARATION}<w:fonts xmlns:w="{MAIN}">"#);
    for (name, other) in styles::FACES.map(styles::names) {
        let other =
            other.map(|other| format!(r#"<w:altName w:val="{other}"/>"#)).unwrap_or_default();
        push(
            &mut out,
            format_args!(
                r#"<w:font w:name="{name}">{other}<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>"#
            ),
        );
    }
    out + "</w:fonts>"
}
