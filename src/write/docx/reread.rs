//! What a DOCX prints, read back from its package: for tests.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read};

use super::xml::{self, Element, Node};
use crate::standard::MM_PER_PT;

/// What a DOCX says, and where its first lines stand.
#[derive(Debug, Default)]
pub(crate) struct Reread {
    /// The words of the text.
    pub text: String,
    /// The words of each header and footer.
    pub edges: Vec<(String, String)>,
    /// The lines of page 1 as far as each is as long as its paragraph says.
    pub lines: Vec<Line>,
    /// Where its red rules stand below the paper's top edge, in mm.
    pub rules: Vec<f64>,
}

/// A line of text.
#[derive(Debug, PartialEq)]
pub(crate) struct Line {
    /// The top of its em box below the paper's, in mm.
    pub top: f64,
    /// Its words.
    pub words: String,
}

/// Reads it. Every part is parsed, those that hold no words too.
///
/// # Errors
/// When it is no package, or a part of it no XML.
pub(crate) fn reread(file: &[u8]) -> io::Result<Reread> {
    let mut archive = zip::ZipArchive::new(Cursor::new(file))?;
    let mut parts = BTreeMap::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at)?;
        let name = part.name().map_err(io::Error::other)?.into_owned();
        if [".xml", ".rels"].iter().any(|ending| name.ends_with(ending)) {
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes)?;
            parts.insert(name, xml::parse(&bytes)?);
        }
    }
    let part = |name| parts.get(name).ok_or_else(|| io::Error::other(format!("no {name}")));
    let (document, styles) = (part("word/document.xml")?, part("word/styles.xml")?);
    let edges = parts
        .iter()
        .filter(|(name, _)| name.starts_with("word/header") || name.starts_with("word/footer"));
    let mut page = Page::new(styles, document);
    if let Some(body) = document.find("w:body") {
        page.set(body);
    }
    Ok(Reread {
        text: words(document),
        edges: edges.map(|(name, edge)| (name.clone(), words(edge))).collect(),
        lines: page.lines,
        rules: page.rules,
    })
}

fn words(element: &Element) -> String {
    let parts = element.children.iter().map(|child| match child {
        Node::Element(child) => words(child),
        Node::Text(text) if element.name == "w:t" => text.clone(),
        Node::Text(_) => String::new(),
    });
    parts.collect()
}

/// A page that is filled from above; lengths in mm.
struct Page {
    styles: BTreeMap<String, Set>,
    /// How far it is filled.
    filled: f64,
    lines: Vec<Line>,
    rules: Vec<f64>,
}

/// How a paragraph is set.
#[derive(Clone, Copy, Default)]
struct Set {
    before: f64,
    after: f64,
    line: f64,
    size: f64,
    /// The space between the text and a rule below it, and the rule.
    rule: Option<(f64, f64)>,
}

impl Set {
    /// With what these properties say otherwise.
    fn with(mut self, element: &Element) -> Self {
        let properties = element.elements().find(|child| child.name == "w:pPr");
        let spacing = properties.and_then(|it| it.elements().find(|it| it.name == "w:spacing"));
        let twips = |name| number(spacing?, name).map(|twips| twips / 20.0 * MM_PER_PT);
        self.before = twips("w:before").unwrap_or(self.before);
        self.after = twips("w:after").unwrap_or(self.after);
        self.line = twips("w:line").unwrap_or(self.line);
        if let Some(rule) = properties.and_then(|it| it.find("w:pBdr")?.find("w:bottom")) {
            let points = |name| number(rule, name).unwrap_or_default() * MM_PER_PT;
            self.rule = Some((points("w:space"), points("w:sz") / 8.0));
        }
        let size = element.elements().find(|child| child.name == "w:rPr");
        let size = size.and_then(|it| number(it.find("w:sz")?, "w:val"));
        self.size = size.map_or(self.size, |size| size / 2.0 * MM_PER_PT);
        self
    }

    /// From the top of a line to its em box, between what programs do that centre it and those that put
    /// the baseline 80 % down.
    fn above(self) -> f64 {
        f64::midpoint((self.line - self.size) / 2.0, 0.8 * self.line - 0.88 * self.size)
    }
}

fn number(element: &Element, name: &str) -> Option<f64> {
    element.attribute(name)?.parse().ok()
}

impl Page {
    fn new(styles: &Element, document: &Element) -> Self {
        let all = || styles.elements().filter(|style| style.name == "w:style");
        let id = |style: &Element| style.attribute("w:styleId").unwrap_or_default().to_owned();
        let normal = all().find(|style| id(style) == "Normal");
        let defaults = styles.find("w:rPrDefault").map(|it| Set::default().with(it));
        let normal = normal.map(|style| defaults.unwrap_or_default().with(style));
        let normal = normal.unwrap_or_default();
        let top = document.find("w:pgMar").and_then(|margin| number(margin, "w:top"));
        Self {
            styles: all().map(|style| (id(style), normal.with(style))).collect(),
            filled: top.unwrap_or_default() / 20.0 * MM_PER_PT,
            lines: Vec::new(),
            rules: Vec::new(),
        }
    }

    /// Sets paragraphs and tables below each other.
    fn set(&mut self, holder: &Element) {
        for child in holder.elements() {
            match child.name.as_str() {
                "w:p" => self.paragraph(child),
                // stands at its own place
                "w:tbl" if child.find("w:tblpPr").is_some() => {}
                "w:tbl" => {
                    for row in child.elements().filter(|it| it.name == "w:tr") {
                        self.row(row);
                    }
                }
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Element) {
        let style = paragraph.find("w:pStyle").and_then(|style| style.attribute("w:val"));
        let style = self.styles.get(style.unwrap_or("Normal")).copied().unwrap_or_default();
        let set = style.with(paragraph);
        let flow = self.filled;
        let frame = paragraph.find("w:framePr");
        let mm = |name| number(frame?, name).map(|twips| twips / 20.0 * MM_PER_PT);
        self.filled = mm("w:y").unwrap_or(self.filled + set.before);
        let mut line = String::new();
        let mut close = |words: &mut String| {
            let words = std::mem::take(words);
            self.lines.push(Line { top: self.filled + set.above(), words });
            self.filled += set.line;
        };
        for run in paragraph.elements() {
            for part in run.elements() {
                match part.name.as_str() {
                    "w:br" => close(&mut line),
                    _ => line.push_str(&words(part)),
                }
            }
        }
        close(&mut line);
        if let Some((space, weight)) = set.rule {
            self.rules.push(self.filled + space);
            self.filled += space + weight;
        }
        self.filled += set.after;
        if let (Some(top), Some(height)) = (mm("w:y"), mm("w:h")) {
            // other text stands below a frame
            self.filled = flow.max(top + height);
        }
    }

    /// The cells of a row beside each other.
    fn row(&mut self, row: &Element) {
        let top = self.filled;
        let mut cells = Vec::new();
        for cell in row.elements().filter(|cell| cell.name == "w:tc") {
            let first = self.lines.len();
            self.filled = top;
            self.set(cell);
            cells.push((cell, first..self.lines.len(), self.filled));
        }
        let bottom = cells.iter().map(|(.., filled)| *filled).fold(top, f64::max);
        for (cell, lines, filled) in cells {
            let align = cell.find("w:vAlign").and_then(|align| align.attribute("w:val"));
            let down = match align {
                Some("bottom") => bottom - filled,
                Some("center") => (bottom - filled) / 2.0,
                _ => 0.0,
            };
            self.lines[lines].iter_mut().for_each(|line| line.top += down);
        }
        self.filled = bottom;
    }
}
