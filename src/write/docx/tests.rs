use std::io::{Cursor, Read};

use chrono::NaiveDate;

use super::*;
use crate::doc::{
    Attachment, Attendance, Block, Body, Cell, Format, Head, Heading, Imprint, Inline, Issued,
    Item, Level, Meta, NoteItem, Ordinal, Paragraph, Printing, RosterEntry, RosterList, Signature,
    SignedBy, Table, Text, Title,
};

/// A text that must be escaped and cleaned wherever it stands.
const HOSTILE: &str = "<甲&乙>\"'\u{fffe}]]>";
const CLEAN: &str = "<甲&乙>\"']]>";

fn hostile() -> Text {
    Text::program(HOSTILE)
}

fn title() -> Title {
    Title { lines: vec![hostile(), hostile()] }
}

fn note() -> NoteItem {
    NoteItem { ordinal: HOSTILE.into(), name: hostile() }
}

fn blocks() -> Vec<Block> {
    let text = vec![Inline::Plain(hostile()), Inline::Strong(hostile()), Inline::Break];
    let heading = |run_in: &[Inline]| {
        let (text, run_in) = (text.clone(), run_in.to_vec());
        let ordinal = Ordinal { printed: HOSTILE.into(), ..Ordinal::new(Level::Two, None) };
        Block::Heading(Heading { ordinal, text, run_in })
    };
    let entry = |name| RosterEntry { label: Some(hostile()), name, post: hostile() };
    let cell = Cell {
        column: 0,
        columns: 1,
        rows: 1,
        lines: vec![hostile()],
        centred: true,
        whole: false,
    };
    vec![
        heading(&[]),
        heading(&text),
        Block::Paragraph(Paragraph { ordinal: None, text: text.clone() }),
        Block::Item(Item { depth: 3, marker: HOSTILE.into(), text }),
        Block::Roster(RosterList {
            label_width: 4,
            name_width: 3,
            entries: vec![entry(None), entry(Some(hostile()))],
        }),
        Block::Table(Table {
            widths: vec![156.0],
            head: 1,
            rows: vec![vec![cell.clone()], vec![cell]],
        }),
    ]
}

/// A document that has everything, all of it [`HOSTILE`].
fn everything() -> Document {
    Document {
        format: Format::Document,
        head: Head {
            copy_number: Some(hostile()),
            secrecy: Some(hostile()),
            urgency: Some(hostile()),
            mark: hostile(),
            number: Some(hostile()),
            signers: vec![hostile(), hostile(), hostile()],
        },
        body: Body {
            title: Some(title()),
            addressees: Some(hostile()),
            blocks: blocks(),
            attachment_note: vec![note(), note()],
            attendance: vec![
                Attendance { label: HOSTILE.into(), names: hostile() },
                Attendance { label: "出席".into(), names: hostile() },
            ],
            signature: Some(Signature {
                by: SignedBy::Unsealed { organ: hostile() },
                date: hostile(),
            }),
            annotation: Some(hostile()),
            issued: Some(Issued {
                title: title(),
                blocks: blocks(),
                attachment_note: vec![note()],
            }),
            attachments: vec![Attachment {
                landscape: false,
                label: HOSTILE.into(),
                title: title(),
                addressees: Some(hostile()),
                blocks: blocks(),
            }],
        },
        imprint: Some(Imprint {
            send_to: Some(hostile()),
            copy_to: Some(hostile()),
            printing: Some(Printing { printer: hostile(), printed: hostile() }),
        }),
        meta: Meta { title: HOSTILE.into(), author: HOSTILE.into(), date: NaiveDate::MIN },
    }
}

/// It in each format and signed in each way.
fn variants() -> Vec<Document> {
    let mut variants = Vec::new();
    for format in [Format::Document, Format::Letter, Format::Order, Format::Minutes] {
        let signed = [
            SignedBy::Sealed { organ: hostile() },
            SignedBy::Unsealed { organ: hostile() },
            SignedBy::Stamped { post: hostile(), name: hostile() },
        ];
        for by in signed {
            let signature = Some(Signature { by, date: hostile() });
            let mut document = Document { format, ..everything() };
            document.body.signature = signature;
            variants.push(document);
        }
    }
    variants
}

/// A document that has nothing.
fn nothing() -> Document {
    let mut document = everything();
    document.head = Head {
        copy_number: None,
        secrecy: None,
        urgency: None,
        mark: Text::default(),
        number: None,
        signers: vec![],
    };
    document.body = Body {
        title: None,
        addressees: None,
        blocks: vec![],
        attachment_note: vec![],
        attendance: vec![],
        signature: Some(Signature {
            by: SignedBy::Sealed { organ: Text::default() },
            date: Text::default(),
        }),
        annotation: None,
        issued: None,
        attachments: vec![],
    };
    document.imprint = None;
    document
}

fn part(file: &[u8], name: &str) -> String {
    let mut text = String::new();
    zip::ZipArchive::new(Cursor::new(file))
        .unwrap()
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

fn texts(element: &xml::Element, out: &mut Vec<String>) {
    if matches!(element.name.as_str(), "w:t" | "dc:title" | "dc:creator") {
        out.push(
            element
                .children
                .iter()
                .map(|n| if let xml::Node::Text(t) = n { t.as_str() } else { "" })
                .collect(),
        );
    }
    element.elements().for_each(|child| texts(child, out));
}

#[test]
fn every_text_arrives_whole_but_for_what_xml_forbids() {
    for document in variants() {
        let file = docx(&document, ImprintPage::Next).unwrap();
        let mut found = Vec::new();
        for name in ["word/document.xml", "docProps/core.xml"] {
            texts(&xml::parse(part(&file, name).as_bytes()).unwrap(), &mut found);
        }
        let found: Vec<_> = found.iter().filter(|text| !text.is_empty()).collect();
        let ours = |c| "附件签发人出席主抄送：\u{3000}".contains(c);
        let strange = |text: &&&String| !text.replace(CLEAN, "").chars().all(ours);
        assert_eq!(found.iter().find(strange), None);
        assert!(found.len() > 70, "{}", found.len());
    }
}

/// 版头's words in the order of the file.
fn head_words(document: &Document) -> String {
    let text = part(&docx(document, ImprintPage::Same).unwrap(), "word/document.xml");
    let mut found = Vec::new();
    texts(&xml::parse(text.as_bytes()).unwrap(), &mut found);
    found.concat().chars().take(12).collect()
}

#[test]
fn words_are_in_the_order_of_the_tree_in_each_format() {
    for format in [Format::Document, Format::Letter, Format::Order, Format::Minutes] {
        let mut document = Document { format, ..everything() };
        let text = |text: &str| Some(Text::program(text));
        document.head = Head {
            copy_number: text("1"),
            secrecy: text("2"),
            urgency: text("3"),
            mark: Text::program("4"),
            number: text("5"),
            signers: ["6", "7", "8"].map(Text::program).into(),
        };
        document.body.title = None;
        let mut tree = String::new();
        crate::doc::text::visit(&document, &mut |_, words, _| tree.push_str(words));
        let tree: String = tree.chars().take(12).collect();
        assert_eq!(head_words(&document), tree);
    }
}

#[test]
fn an_imprint_without_words_is_none() {
    let mut document = everything();
    document.imprint = Some(Imprint {
        send_to: None,
        copy_to: None,
        printing: Some(Printing { printer: hostile(), printed: hostile() }),
    });
    let boxed = |document: &Document| {
        part(&docx(document, ImprintPage::Next).unwrap(), "word/document.xml").contains("txbx")
    };
    assert!(boxed(&document));
    // a letter has no 印发机关
    document.format = Format::Letter;
    assert!(!boxed(&document));
}

#[test]
fn every_part_is_xml_and_is_reached() {
    let bare = variants().into_iter().map(|full| Document { format: full.format, ..nothing() });
    for document in variants().into_iter().chain(bare) {
        for page in [ImprintPage::Same, ImprintPage::Next, ImprintPage::AfterBlank] {
            let file = docx(&document, page).unwrap();
            let mut archive = zip::ZipArchive::new(Cursor::new(&file)).unwrap();
            let types = part(&file, "[Content_Types].xml");
            for at in 0..archive.len() {
                let name = archive.by_index(at).unwrap().name().unwrap().into_owned();
                xml::parse(part(&file, &name).as_bytes()).unwrap();
                assert!(
                    name.starts_with('[')
                        || name.contains("_rels/")
                        || types.contains(&format!("\"/{name}\""))
                );
            }
        }
    }
}

#[test]
fn the_same_document_is_the_same_bytes() {
    for document in variants() {
        let first = docx(&document, ImprintPage::Same).unwrap();
        let elsewhere =
            std::thread::spawn(move || docx(&document, ImprintPage::Same).unwrap()).join().unwrap();
        assert!(first == elsewhere);
    }
}

#[test]
fn the_imprint_hangs_on_the_last_paragraph() {
    for (page, sections, breaks) in
        [(ImprintPage::Same, 1, 1), (ImprintPage::Next, 1, 2), (ImprintPage::AfterBlank, 2, 2)]
    {
        let text = part(&docx(&everything(), page).unwrap(), "word/document.xml");
        assert_eq!(
            (text.matches("<w:sectPr>").count(), text.matches("<w:pageBreakBefore").count()),
            (sections, breaks)
        );
        let root = xml::parse(text.as_bytes()).unwrap();
        let body = root.find("w:body").unwrap();
        let last = body.elements().filter(|child| child.name == "w:p").last().unwrap();
        assert!(last.find("w:txbxContent").is_some(), "{page:?}");
    }
    assert!(
        !part(&docx(&nothing(), ImprintPage::Next).unwrap(), "word/document.xml").contains("txbx")
    );
}

#[test]
fn paragraphs_name_only_styles_that_there_are() {
    for document in variants() {
        let file = docx(&document, ImprintPage::AfterBlank).unwrap();
        let styles = part(&file, "word/styles.xml");
        let names = [
            "word/document.xml",
            "word/footer1.xml",
            "word/footer2.xml",
            "word/footer3.xml",
            "word/footer4.xml",
            "word/footer5.xml",
        ];
        for text in names.map(|name| part(&file, name)) {
            for tag in ["<w:pStyle w:val=\"", "<w:rStyle w:val=\"", "<w:tblStyle w:val=\""] {
                for found in text.split(tag).skip(1) {
                    let id = found.split('"').next().unwrap();
                    assert!(styles.contains(&format!("w:styleId=\"{id}\"")), "{id}");
                }
            }
        }
    }
}
