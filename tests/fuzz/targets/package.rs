//! A DOCX, looked at as Word does before it opens one: what it would offer to repair is a fault.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// An element of a part.
#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Element>,
    text: String,
}

/// The parts of a package, parsed, and the names of all.
pub(super) struct Package {
    parts: BTreeMap<String, Element>,
    names: BTreeSet<String>,
}

impl Element {
    fn of(tag: &BytesStart<'_>) -> Self {
        let attributes = tag.attributes().map(|attribute| {
            let attribute = attribute.expect("an attribute that is not XML");
            (text_of(attribute.key.as_ref()), attribute.value.to_string())
        });
        Self {
            name: text_of(tag.name().as_ref()),
            attributes: attributes.collect(),
            ..Self::default()
        }
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn all<'a>(&'a self, found: &mut Vec<&'a Self>) {
        found.push(self);
        self.children.iter().for_each(|child| child.all(found));
    }

    fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }
}

fn text_of(name: impl AsRef<str>) -> String {
    name.as_ref().to_owned()
}

fn parsed(name: &str, xml: &str) -> Element {
    let mut reader = Reader::from_str(xml);
    let mut open = vec![Element::default()];
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{name} is no XML: {error}")) {
            Event::Start(tag) => open.push(Element::of(&tag)),
            Event::Empty(tag) => open.last_mut().unwrap().children.push(Element::of(&tag)),
            Event::End(_) => {
                let element = open.pop().unwrap();
                open.last_mut()
                    .unwrap_or_else(|| panic!("{name} ends too often"))
                    .children
                    .push(element);
            }
            Event::Text(text) => open.last_mut().unwrap().text.push_str(&text),
            Event::GeneralRef(reference) => {
                let character = match &*reference {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    "apos" => "'",
                    other => panic!("{name}: &{other};"),
                };
                open.last_mut().unwrap().text.push_str(character);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(open.len(), 1, "{name} does not end");
    let mut roots = open.pop().unwrap().children;
    assert_eq!(roots.len(), 1, "{name} has not one root");
    let forbidden = |c: char| matches!(c, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\u{fffe}' | '\u{ffff}');
    assert!(!xml.contains(forbidden), "{name} holds what XML can't");
    roots.remove(0)
}

impl Package {
    /// Reads one; every part of it that is XML is parsed.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let (mut parts, mut names) = (BTreeMap::new(), BTreeSet::new());
        for at in 0..archive.len() {
            let mut part = archive.by_index(at).unwrap();
            let name = part.name().unwrap().into_owned();
            assert!(names.insert(name.clone()), "two parts are called {name}");
            if [".xml", ".rels"].iter().any(|ending| name.ends_with(ending)) {
                let mut xml = String::new();
                part.read_to_string(&mut xml).unwrap();
                parts.insert(name.clone(), parsed(&name, &xml));
            }
        }
        Self { parts, names }
    }

    /// What its text says, without blanks.
    pub(super) fn words(&self) -> String {
        fn add(element: &Element, words: &mut String) {
            match element.name.as_str() {
                // what others print in place of what stands beside it
                "mc:Fallback" => {}
                "w:t" => words.extend(element.text.chars().filter(|c| !c.is_whitespace())),
                _ => element.children.iter().for_each(|child| add(child, words)),
            }
        }
        let mut words = String::new();
        add(&self.parts["word/document.xml"], &mut words);
        words
    }
}

/// In what each of these may stand.
const PARENTS: &[(&str, &[&str])] = &[
    ("w:body", &["w:document"]),
    ("w:p", &["w:body", "w:tc", "w:txbxContent", "w:hdr", "w:ftr", "w:sdtContent"]),
    ("w:tbl", &["w:body", "w:tc", "w:txbxContent", "w:hdr", "w:ftr", "w:sdtContent"]),
    ("w:tr", &["w:tbl"]),
    ("w:tc", &["w:tr"]),
    ("w:t", &["w:r"]),
    ("w:pPr", &["w:p", "w:style", "w:pPrDefault", "w:lvl", "w:tblStylePr", "w:pPrChange"]),
    ("w:tcPr", &["w:tc", "w:style", "w:tblStylePr"]),
];
/// What stands first in these, where they have it.
const FIRST: &[(&str, &str)] = &[
    ("w:p", "w:pPr"),
    ("w:r", "w:rPr"),
    ("w:tc", "w:tcPr"),
    ("w:tr", "w:trPr"),
    ("w:tbl", "w:tblPr"),
];

/// Elements stand where the schema has them, tables are rectangles, and what is pointed to is there.
pub(super) fn check(package: &Package) {
    for (name, root) in &package.parts {
        shape(name, root);
        if let Some(owner) = name.strip_suffix(".rels") {
            let (folder, _) = owner.split_once("_rels/").unwrap();
            for relationship in &root.children {
                let target = relationship.get("Target").unwrap_or_default();
                let outside = relationship.get("TargetMode") == Some("External");
                assert!(!outside, "{name} points outside: {target}");
                let target =
                    target.strip_prefix('/').map_or(format!("{folder}{target}"), str::to_owned);
                assert!(
                    package.names.contains(&target),
                    "{name} points to {target}, which is not there"
                );
            }
        }
    }
    let types = &package.parts["[Content_Types].xml"];
    for name in package.names.iter().filter(|name| *name != "[Content_Types].xml") {
        let known = types.children.iter().any(|kind| {
            kind.get("PartName").is_some_and(|part| part.trim_start_matches('/') == name)
                || kind.get("Extension").is_some_and(|ending| name.ends_with(&format!(".{ending}")))
        });
        assert!(known, "nothing says of what kind {name} is");
    }
}

fn shape(name: &str, root: &Element) {
    let mut all = Vec::new();
    root.all(&mut all);
    let mut drawings = BTreeSet::new();
    for element in all {
        for child in &element.children {
            if let Some((_, parents)) = PARENTS.iter().find(|(known, _)| *known == child.name) {
                assert!(
                    parents.contains(&&*element.name),
                    "{name}: {} in {}",
                    child.name,
                    element.name
                );
            }
        }
        if let Some((_, first)) = FIRST.iter().find(|(known, _)| *known == element.name) {
            let at = element.children.iter().position(|child| child.name == *first);
            assert!(
                at.is_none_or(|at| at == 0),
                "{name}: {first} is not the first of {}",
                element.name
            );
        }
        match element.name.as_str() {
            "w:tc" => {
                let last = element.children.last().map(|child| child.name.as_str());
                assert_eq!(last, Some("w:p"), "{name}: a cell does not end with a paragraph");
            }
            "w:tbl" => rectangle(name, element),
            "wp:docPr" => {
                let id = element.get("id").unwrap_or_default().to_owned();
                assert!(drawings.insert(id), "{name}: two drawings have one number");
            }
            _ => {}
        }
    }
}

/// Each row of a table covers each column of its grid once.
fn rectangle(name: &str, table: &Element) {
    let grid = table.child("w:tblGrid").map_or(0, |grid| grid.children.len());
    for row in table.children.iter().filter(|child| child.name == "w:tr") {
        let cells = row.children.iter().filter(|child| child.name == "w:tc");
        let spans = cells.map(|cell| {
            let span = cell
                .child("w:tcPr")
                .and_then(|it| it.child("w:gridSpan"))
                .and_then(|it| it.get("w:val"));
            span.map_or(1, |span| span.parse::<usize>().unwrap())
        });
        assert_eq!(spans.sum::<usize>(), grid, "{name}: a row of another width than its table");
    }
}
