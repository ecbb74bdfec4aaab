//! The words of the tree, of the PDF and of the DOCX are the same in the same order.

use std::io::Read;

use hongtou::doc::{Block, Document, text};
use hongtou::write::pdf::Run;

use crate::{example_documents, files, press};

#[test]
fn tree_pdf_and_docx_say_the_same() {
    let (_, typesetter) = press();
    for (name, document) in example_documents() {
        let typeset = typesetter.typeset(&document).unwrap();
        let tree = words_of_tree(&document);
        let (_, docx) = files(&document, &typeset);
        let docx = words_of_docx(&docx);
        assert_eq!(docx, tree, "{name}: docx");
        let pdf = words_of_pdf(&typeset.runs(), &tree, &heads(&document));
        assert_eq!(pdf, tree, "{name}: pdf");
    }
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn words_of_tree(document: &Document) -> String {
    let mut words = String::new();
    text::visit(document, &mut |_, text, _| words.push_str(&squeezed(text)));
    words
}

/// The words of each table's head, which later pages repeat.
fn heads(document: &Document) -> Vec<String> {
    let body = &document.body;
    let issued = body.issued.iter().flat_map(|issued| &issued.blocks);
    let attached = body.attachments.iter().flat_map(|attachment| &attachment.blocks);
    body.blocks
        .iter()
        .chain(issued)
        .chain(attached)
        .filter_map(|block| match block {
            Block::Table(table) => {
                let cells = table.rows[..table.head].iter().flatten();
                Some(cells.flat_map(|cell| &cell.lines).map(|line| squeezed(line)).collect())
            }
            _ => None,
        })
        .collect()
}

/// What stands on the pages without page numbers and without the heads that a page repeats.
fn words_of_pdf(runs: &[Run], tree: &str, heads: &[String]) -> String {
    let pages = runs.iter().map(|run| run.page).max().unwrap_or(0);
    let mut words = String::new();
    for page in 1..=pages {
        let here: String = runs
            .iter()
            .filter(|run| run.page == page && run.y < 265.0)
            .map(|run| squeezed(&run.text))
            .collect();
        let repeated = heads
            .iter()
            .find(|head| here.starts_with(head.as_str()) && !tree[words.len()..].starts_with(head.as_str()));
        words.push_str(&here[repeated.map_or(0, String::len)..]);
    }
    words
}

fn words_of_docx(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut xml = String::new();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    let mut reader = quick_xml::Reader::from_str(&xml);
    let (mut words, mut inside) = (String::new(), false);
    loop {
        use quick_xml::events::Event;
        match reader.read_event().unwrap() {
            Event::Start(tag) if tag.name().as_ref() == "w:t" => inside = true,
            Event::End(tag) if tag.name().as_ref() == "w:t" => inside = false,
            Event::Text(text) if inside => words.push_str(&squeezed(&text)),
            Event::GeneralRef(name) if inside => {
                words.push_str(match &*name {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    other => panic!("unexpected reference {other}"),
                });
            }
            Event::Eof => return words,
            _ => {}
        }
    }
}
