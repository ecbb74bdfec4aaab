//! The words of the tree, of the PDF and of the DOCX are the same in the same order.

use std::io::Read;

use hongtou::internals::arrange::tables;
use hongtou::internals::doc::{Document, text};
use hongtou::internals::layout::Run;

use crate::{PRESS, example_documents, files};

#[test]
fn tree_pdf_and_docx_say_the_same() {
    for (name, document) in example_documents() {
        say_the_same(&name, document);
    }
}

/// Lays a document out and compares the words of the tree, of the PDF and of the DOCX.
pub(crate) fn say_the_same(name: &str, mut document: Document) {
    // a PDF repeats all words for each further copy
    if let Some(head) = &mut document.head {
        head.copy_numbers.truncate(1);
    }
    let laid = PRESS.typeset(document).unwrap_or_else(|error| panic!("{name}: {error:?}"));
    let stretches = stretches(laid.document());
    let tree: String = stretches.iter().flat_map(|stretch| &stretch.pieces).cloned().collect();
    let (_, docx) = files(&laid);
    assert_eq!(words_of_docx(&docx), tree, "{name}: docx");
    compare_pdf(name, &words_of_pdf(&laid.runs()), &stretches);
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Running text, or a table.
struct Stretch {
    is_table: bool,
    pieces: Vec<String>,
    /// A table's head, which later pages repeat.
    head: String,
    /// What the PDF says again of cells that are merged over rows.
    again: String,
}

fn stretches(document: &Document) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut before = "";
    let mut tables = tables::all(document);
    text::visit(document, &mut |role, text, _| {
        let is_table = role.name() == "表头" || role.name() == "表文";
        let next_table = role.name() == "表头" && before == "表文";
        before = role.name();
        if next_table || stretches.last().is_none_or(|last| last.is_table != is_table) {
            let table = if is_table { tables.next() } else { None };
            let again =
                table.iter().flat_map(|it| it.said_again()).map(|it| squeezed(it)).collect();
            stretches.push(Stretch { is_table, pieces: Vec::new(), head: String::new(), again });
        }
        let last = stretches.last_mut().unwrap();
        last.pieces.push(squeezed(text));
        if role.name() == "表头" {
            last.head.push_str(&squeezed(text));
        }
    });
    stretches
}

/// What stands on the pages without page numbers.
pub(crate) fn words_of_pdf(runs: &[Run]) -> String {
    runs.iter().filter(|run| run.y < 265.0).map(|run| squeezed(&run.text)).collect()
}

/// Running text stands in its order. A table is drawn with its merged cells last, so that of it the
/// words are compared, with the head as often as pages repeat it.
fn compare_pdf(name: &str, pdf: &str, stretches: &[Stretch]) {
    let mut rest = pdf;
    for (index, stretch) in stretches.iter().enumerate() {
        let words: String = stretch.pieces.concat();
        if !stretch.is_table {
            let here = &rest[..rest.floor_char_boundary(words.len())];
            assert_eq!(here, words, "{name}: pdf");
            rest = &rest[words.len()..];
            continue;
        }
        let next = match stretches.get(index + 1) {
            Some(table) if table.is_table => table.head.clone(),
            Some(text) => text.pieces.concat(),
            None => String::new(),
        };
        let repeats = (0..20)
            .find(|repeats| {
                let end = words.len() + repeats * stretch.head.len() + stretch.again.len();
                rest.get(end..).is_some_and(|rest| rest.starts_with(&next))
            })
            .unwrap_or_else(|| panic!("{name}: nothing follows the table {words}"));
        let wanted = words + &stretch.again + &stretch.head.repeat(repeats);
        let (table, behind) = rest.split_at(wanted.len());
        let sorted = |text: &str| {
            let mut chars: Vec<char> = text.chars().collect();
            chars.sort_unstable();
            chars
        };
        assert_eq!(sorted(table), sorted(&wanted), "{name}: table");
        for piece in stretch.pieces.iter().filter(|piece| piece.chars().count() <= 4) {
            assert!(table.contains(piece), "{name}: {piece}");
        }
        rest = behind;
    }
    assert_eq!(rest, "", "{name}: pdf");
}

pub(crate) fn words_of_docx(bytes: &[u8]) -> String {
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
