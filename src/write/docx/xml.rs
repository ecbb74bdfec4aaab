//! A small XML tree: parse, change, write.

use std::borrow::Cow;
use std::fmt::{self, Write};
use std::io;

use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// An element; prefixes are kept as they are written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Element {
    /// The name with its prefix.
    pub name: String,
    /// Names and unescaped values.
    pub attributes: Vec<(String, String)>,
    /// What it holds.
    pub children: Vec<Node>,
}

/// What an element holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    /// An element.
    Element(Element),
    /// Unescaped text.
    Text(String),
}

impl Element {
    /// An element without attributes.
    pub(super) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// The elements among its children.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements among its children, to change.
    pub(super) fn elements_mut(&mut self) -> impl Iterator<Item = &mut Self> {
        self.children.iter_mut().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element of that name at any depth.
    pub(super) fn find(&self, name: &str) -> Option<&Self> {
        self.elements().find_map(|element| {
            if element.name == name { Some(element) } else { element.find(name) }
        })
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The element as a part of the package.
    pub(super) fn to_part(&self) -> String {
        let mut out = String::from(DECLARATION);
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        out.push('<');
        out.push_str(&self.name);
        for (name, value) in &self.attributes {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            out.push_str(&escape(value.as_str()));
            out.push('"');
        }
        if self.children.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        for child in &self.children {
            match child {
                Node::Element(element) => element.write(out),
                Node::Text(text) => out.push_str(&escape(text.as_str())),
            }
        }
        out.push_str("</");
        out.push_str(&self.name);
        out.push('>');
    }
}

/// What each part begins with.
pub(super) const DECLARATION: &str =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The text without the characters that XML 1.0 forbids even when escaped: they would make the whole
/// file unreadable.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let legal = |c: char| !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    if text.chars().all(legal) { text.into() } else { text.chars().filter(|c| legal(*c)).collect() }
}

/// Adds to a part that is written as text. Writing to a text cannot fail.
pub(super) fn push(out: &mut String, text: fmt::Arguments) {
    let _ = out.write_fmt(text);
}

/// The root element of a part or a fragment.
pub(super) fn parse(part: &[u8]) -> io::Result<Element> {
    let mut reader = Reader::from_str(std::str::from_utf8(part).map_err(io::Error::other)?);
    // a root above the root saves a special case
    let mut open = vec![Element::default()];
    loop {
        match reader.read_event().map_err(io::Error::other)? {
            Event::Start(start) => open.push(element(&start)?),
            Event::Empty(start) => append(&mut open, Node::Element(element(&start)?)),
            Event::End(_) => {
                if let Some(done) = open.pop() {
                    append(&mut open, Node::Element(done));
                }
            }
            Event::Text(text) => append(&mut open, Node::Text(text.xml10_content().into_owned())),
            Event::CData(text) => append(&mut open, Node::Text(text.xml10_content().into_owned())),
            Event::GeneralRef(reference) => {
                let entity = format!("&{};", reference.xml10_content());
                let text = quick_xml::escape::unescape(&entity).map_err(io::Error::other)?;
                append(&mut open, Node::Text(text.into_owned()));
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    let children = open.into_iter().flat_map(|element| element.children);
    let mut roots = children.filter_map(|child| match child {
        Node::Element(element) => Some(element),
        Node::Text(_) => None,
    });
    roots.next().ok_or_else(|| io::Error::other("a part without a root element"))
}

/// Texts that touch become one.
fn append(open: &mut [Element], node: Node) {
    let Some(parent) = open.last_mut() else { return };
    match (parent.children.last_mut(), node) {
        (Some(Node::Text(before)), Node::Text(text)) => before.push_str(&text),
        (_, node) => parent.children.push(node),
    }
}

fn element(start: &BytesStart) -> io::Result<Element> {
    let mut element = Element::new(start.name().0);
    for attribute in start.attributes() {
        let attribute = attribute.map_err(io::Error::other)?;
        let value =
            attribute.normalized_value(XmlVersion::Explicit1_0).map_err(io::Error::other)?;
        element.attributes.push((attribute.key.0.to_owned(), value.into_owned()));
    }
    Ok(element)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_parsed_is_written_again() {
        let part = r#"<a x="&lt;&amp;&quot;"><b/>甲&amp;乙&#x4E19;<c>&gt;</c></a>"#;
        let root = parse(part.as_bytes()).unwrap();
        let text: String = root
            .children
            .iter()
            .filter_map(|n| if let Node::Text(t) = n { Some(t.as_str()) } else { None })
            .collect();
        assert_eq!((root.attribute("x"), text.as_str()), (Some("<&\""), "甲&乙丙"));
        assert_eq!(parse(root.to_part().as_bytes()).unwrap(), root);
    }

    #[test]
    fn what_is_no_element_is_an_error() {
        assert!(parse(b"").is_err());
        assert!(parse(b"<a>&nosuch;</a>").is_err());
        assert!(parse(b"<a><b></a>").is_err());
        assert!(parse(&[0xff]).is_err());
    }

    #[test]
    fn characters_that_no_xml_may_hold_are_dropped() {
        assert_eq!(clean("甲\0\u{1}\u{b}\u{1f}\u{fffe}\u{ffff}乙"), "甲乙");
        assert!(matches!(clean("甲乙𠀀"), Cow::Borrowed(_)));
    }
}
