//! What `docx-rs` writes, put right: children in the order of the schema, no empty properties, what it
//! cannot say.

use std::io;

use super::styles::{MARK, TABLE_HEAD};
use super::xml::{Element, Node, parse};

/// Children in the order of the schema; only what we write is named.
const ORDER: [(&str, &[&str]); 6] = [
    (
        "w:pPr",
        &[
            "w:pStyle",
            "w:keepNext",
            "w:keepLines",
            "w:pageBreakBefore",
            "w:framePr",
            "w:pBdr",
            "w:tabs",
            "w:spacing",
            "w:ind",
            "w:jc",
            "w:textAlignment",
            "w:rPr",
            "w:sectPr",
        ],
    ),
    ("w:rPr", &["w:rStyle", "w:rFonts", "w:b", "w:bCs", "w:spacing", "w:sz", "w:szCs"]),
    (
        "w:sectPr",
        &[
            "w:headerReference",
            "w:footerReference",
            "w:type",
            "w:pgSz",
            "w:pgMar",
            "w:cols",
            "w:titlePg",
            "w:docGrid",
        ],
    ),
    (
        "w:tblPr",
        &[
            "w:tblStyle",
            "w:tblpPr",
            "w:tblW",
            "w:jc",
            "w:tblBorders",
            "w:tblLayout",
            "w:tblCellMar",
        ],
    ),
    ("w:tcPr", &["w:tcW", "w:gridSpan", "w:vMerge", "w:noWrap", "w:textDirection", "w:vAlign"]),
    ("w:trPr", &["w:cantSplit", "w:trHeight", "w:tblHeader"]),
];

/// Properties that say nothing when they are empty.
const PROPERTIES: [&str; 5] = ["w:rPr", "w:pPr", "w:trPr", "w:tblBorders", "w:tabs"];

/// The namespaces that our documents use.
const NAMESPACES: [(&str, &str); 5] = [
    ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    ("xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    ("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
    ("xmlns:pic", "http://schemas.openxmlformats.org/drawingml/2006/picture"),
];

/// What `docx-rs` built, put right.
pub(super) fn mended(built: &[u8]) -> io::Result<Element> {
    let mut element = parse(built)?;
    mend(&mut element);
    Ok(element)
}

/// Puts an element and all below it right.
fn mend(element: &mut Element) {
    match element.name.as_str() {
        "w:document" | "w:hdr" | "w:ftr" => {
            element.attributes =
                NAMESPACES.map(|(name, uri)| (name.to_owned(), uri.to_owned())).into();
        }
        // paragraph numbers of a counter that says nothing of the document
        "w:p" => element.attributes.clear(),
        "w:gridCol" => element.attributes.retain(|(name, _)| name == "w:w"),
        // an indent in twips has to take back 正文's in characters, which would win
        "w:ind" => element.attributes.push(("w:firstLineChars".to_owned(), "0".to_owned())),
        // `docx-rs` misspells it
        "w:framePr" => {
            for (name, _) in &mut element.attributes {
                if name == "w:v_space" {
                    "w:vSpace".clone_into(name);
                }
            }
        }
        "w:tr" => repeat_head(element),
        "w:tc" => keep_whole(element),
        _ => {}
    }
    element.elements_mut().for_each(mend);
    let empty =
        |child: &Element| PROPERTIES.contains(&child.name.as_str()) && child.children.is_empty();
    element.children.retain(|child| !matches!(child, Node::Element(child) if empty(child)));
    if let Some((_, order)) = ORDER.iter().find(|(name, _)| *name == element.name) {
        sort(element, order);
    }
}

/// The sort is stable: what repeats stays in order, what is not named goes to the end.
fn sort(element: &mut Element, order: &[&str]) {
    element.children.sort_by_key(|child| match child {
        Node::Element(child) => {
            order.iter().position(|name| *name == child.name).unwrap_or(order.len())
        }
        Node::Text(_) => order.len(),
    });
}

/// The names in a cell of 发文机关标志 are not broken, which `docx-rs` cannot say.
fn keep_whole(cell: &mut Element) {
    if first_style(cell) != Some(MARK.id) {
        return;
    }
    if let Some(properties) = cell.elements_mut().find(|child| child.name == "w:tcPr") {
        properties.children.push(Node::Element(Element::new("w:noWrap")));
    }
}

/// The style of its first paragraph that names one.
fn first_style(holder: &Element) -> Option<&str> {
    holder.find("w:pStyle").and_then(|style| style.attribute("w:val"))
}

/// Rows set in 表头 that are not broken are repeated on each page, which `docx-rs` cannot say.
fn repeat_head(row: &mut Element) {
    if first_style(row) != Some(TABLE_HEAD.id) {
        return;
    }
    let whole = |row: &Element| row.find("w:cantSplit").is_some();
    if let Some(properties) =
        row.elements_mut().find(|child| child.name == "w:trPr").filter(|it| whole(it))
    {
        properties.children.push(Node::Element(Element::new("w:tblHeader")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(part: &str) -> Element {
        super::mended(part.as_bytes()).unwrap()
    }

    fn names(element: &Element) -> Vec<&str> {
        element.elements().map(|child| child.name.as_str()).collect()
    }

    #[test]
    fn properties_are_in_the_order_of_the_schema() {
        let root = mended(
            "<w:pPr><w:rPr><w:sz/><w:rFonts/></w:rPr><w:jc/><w:x/><w:ind/><w:pStyle/></w:pPr>",
        );
        assert_eq!(names(&root), ["w:pStyle", "w:ind", "w:jc", "w:rPr", "w:x"]);
        assert_eq!(names(root.find("w:rPr").unwrap()), ["w:rFonts", "w:sz"]);
    }

    #[test]
    fn a_frames_distance_has_the_name_of_the_schema() {
        let root = mended(r#"<w:pPr><w:framePr w:x="1" w:v_space="9"/></w:pPr>"#);
        assert_eq!(root.find("w:framePr").unwrap().attribute("w:vSpace"), Some("9"));
    }

    #[test]
    fn what_says_nothing_goes() {
        let root = mended(
            r#"<w:p w14:paraId="1"><w:pPr><w:rPr/></w:pPr><w:r><w:rPr/><w:t>甲</w:t></w:r></w:p>"#,
        );
        assert!(
            root.attributes.is_empty()
                && names(&root) == ["w:r"]
                && names(root.find("w:r").unwrap()) == ["w:t"]
        );
        let root = mended(r#"<w:tblGrid><w:gridCol w:w="9" w:type="dxa"/></w:tblGrid>"#);
        assert_eq!(
            root.find("w:gridCol").unwrap().attributes,
            [("w:w".to_owned(), "9".to_owned())]
        );
    }

    #[test]
    fn head_rows_that_are_whole_are_repeated() {
        let row = |style: &str, whole: &str| {
            format!(
                r#"<w:tr><w:trPr>{whole}</w:trPr><w:tc><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr></w:p></w:tc></w:tr>"#
            )
        };
        let repeated = |style, whole| mended(&row(style, whole)).find("w:tblHeader").is_some();
        assert!(repeated("TableHead", "<w:cantSplit/>"));
        assert!(!repeated("TableHead", "") && !repeated("TableText", "<w:cantSplit/>"));
    }
}
