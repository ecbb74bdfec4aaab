use std::io::{Cursor, Read};
use std::sync::Arc;

use chrono::NaiveDate;

use super::*;
use crate::arrange::arrange;
use crate::doc::seals::{Last, Sealed, Seals};
use crate::doc::{
    Attachment, Attendance, Block, Body, Cell, Head, Heading, Imprint, Inline, Issued, Item, Level,
    Mark, Meta, NoteItem, Ordinal, PageFormat, Paragraph, Picture, Printing, RosterEntry,
    RosterList, Signatory, Signature, SignedBy, Stamp, Table, Text, Title,
};
use crate::layout::{ImprintPage, Layout, Spacing};

/// The file of a document laid out so.
fn docx(document: &Document, layout: &Layout) -> io::Result<Vec<u8>> {
    bytes(document, &arrange(document), layout)
}

/// A text that must be escaped and cleaned wherever it stands.
const HOSTILE: &str = "<甲&乙>\"'\u{fffe}]]>";
const CLEAN: &str = "<甲&乙>\"']]>";

fn hostile() -> Text {
    Text::program(HOSTILE)
}

fn title() -> Title {
    Title { lines: vec![hostile(), hostile()], note: Some(hostile()) }
}

fn note() -> NoteItem {
    NoteItem { ordinal: HOSTILE.into(), name: hostile() }
}

fn blocks() -> Vec<Block> {
    let text = vec![Inline::Plain(hostile()), Inline::Strong(hostile()), Inline::Break];
    let heading = |run_in: &[Inline]| {
        let (text, run_in) = (text.clone(), run_in.to_vec());
        let ordinal = Ordinal { printed: HOSTILE.into(), ..Ordinal::new(Level::Two, None) };
        Block::Heading(Heading { ordinal, text, run_in, tight: false })
    };
    let entry = |name| RosterEntry {
        label: Some(hostile()),
        name,
        post: hostile(),
        with_next: true,
        whole: true,
    };
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
        Block::Paragraph(Paragraph { ordinal: None, text: text.clone(), tight: true }),
        Block::Item(Item { depth: 3, marker: HOSTILE.into(), text, tight: true }),
        Block::Roster(RosterList {
            label_width: 4,
            name_width: 3,
            entries: vec![entry(None), entry(Some(hostile()))],
        }),
        Block::Table(Table {
            widths: vec![156.0],
            padding: 1.4,
            wanted: Vec::new(),
            head: 1,
            repeated: 1,
            footing: 0,
            continued: None,
            rows: vec![vec![cell.clone()], vec![cell]],
        }),
    ]
}

fn picture(png: &[u8]) -> Picture {
    Picture { file: HOSTILE.into(), width: 42.0, height: 42.0, png: Arc::from(png) }
}

fn layout(imprint_page: ImprintPage) -> Layout {
    let spacing = Spacing { line: 1.0, character: 1.0 };
    Layout { imprint_page, mark_size: 12.0, spacing }
}

/// A document that has everything, all of it [`HOSTILE`].
fn everything() -> Document {
    Document {
        format: PageFormat::Document,
        head: Some(Head {
            copy_numbers: vec![hostile(), hostile()],
            secrecy: Some(hostile()),
            urgency: Some(hostile()),
            mark: Mark { names: vec![hostile(), hostile()], ending: Some(hostile()) },
            number: Some(hostile()),
            signers: vec![hostile(), hostile(), hostile()],
        }),
        body: Body {
            title: Some(title()),
            addressees: Some(hostile().into()),
            blocks: blocks(),
            attachment_note: vec![note(), note()],
            attendance: vec![
                Attendance { label: HOSTILE.into(), names: hostile() },
                Attendance { label: "出席".into(), names: hostile() },
            ],
            signature: Some(Signature {
                by: SignedBy::Unsealed { organs: vec![hostile(), hostile()] },
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
                apart: false,
                label: hostile(),
                title: title(),
                addressees: Some(hostile().into()),
                blocks: blocks(),
            }],
        },
        imprint: Some(Imprint {
            send_to: Some(hostile()),
            copy_to: Some(hostile()),
            others: vec![hostile(), hostile()],
            printing: Some(Printing { printer: hostile(), printed: hostile() }),
        }),
        preprinted: false,
        tighten: false,
        draft: false,
        meta: Meta { title: HOSTILE.into(), author: HOSTILE.into(), date: NaiveDate::MIN },
    }
}

/// Organs in these rows, each with this seal.
fn seals(rows: &[usize], seal: Option<&[u8]>) -> SignedBy {
    let organ = || Sealed { organ: hostile(), seal: seal.map(picture) };
    let rows = rows.iter().map(|count| (0..*count).map(|_| organ()).collect()).collect();
    SignedBy::Sealed(Seals {
        rows,
        last: Last::Date { room: 4.0 },
        across: 50.0,
        down: 44.0,
        diameter: 42.0,
    })
}

/// It in each format and signed in each way.
fn variants() -> Vec<Document> {
    let mut variants = Vec::new();
    for format in [PageFormat::Document, PageFormat::Letter, PageFormat::Order, PageFormat::Minutes]
    {
        let signed = [
            seals(&[1], None),
            seals(&[2, 1], Some(&[1])),
            SignedBy::Unsealed { organs: vec![hostile(), hostile()] },
            SignedBy::Stamped {
                people: [Stamp::Name(hostile()), Stamp::Picture(picture(&[2]))]
                    .map(|stamp| Signatory { post: hostile(), stamp })
                    .into(),
            },
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
    document.head = Some(Head {
        copy_numbers: vec![],
        secrecy: None,
        urgency: None,
        mark: Mark::line(Text::default()),
        number: None,
        signers: vec![],
    });
    document.body = Body {
        title: None,
        addressees: None,
        blocks: vec![],
        attachment_note: vec![],
        attendance: vec![],
        signature: Some(Signature {
            by: SignedBy::Unsealed { organs: vec![Text::default()] },
            date: Text::default(),
        }),
        annotation: None,
        issued: None,
        attachments: vec![],
    };
    document.imprint = None;
    document
}

fn bytes_of(file: &[u8], name: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    archive.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

fn part(file: &[u8], name: &str) -> String {
    String::from_utf8(bytes_of(file, name)).unwrap()
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
        let file = docx(&document, &layout(ImprintPage::Next)).unwrap();
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
    let text = part(&docx(document, &layout(ImprintPage::Same)).unwrap(), "word/document.xml");
    let mut found = Vec::new();
    texts(&xml::parse(text.as_bytes()).unwrap(), &mut found);
    found.concat().chars().take(14).collect()
}

#[test]
fn words_are_in_the_order_of_the_tree_in_each_format() {
    for format in [PageFormat::Document, PageFormat::Letter, PageFormat::Order, PageFormat::Minutes]
    {
        let mut document = Document { format, ..everything() };
        let text = |text: &str| Some(Text::program(text));
        document.head = Some(Head {
            copy_numbers: ["1", "x"].map(Text::program).into(),
            secrecy: text("2"),
            urgency: text("3"),
            mark: Mark { names: ["甲", "乙"].map(Text::program).into(), ending: text("文") },
            number: text("5"),
            signers: ["6", "7", "8"].map(Text::program).into(),
        });
        document.body.title = None;
        let mut tree = String::new();
        crate::doc::text::visit(&document, &mut |_, words, _| tree.push_str(words));
        let tree: String = tree.chars().take(14).collect();
        assert_eq!(head_words(&document), tree);
    }
}

#[test]
fn an_imprint_without_words_is_none() {
    let mut document = everything();
    document.imprint = Some(Imprint {
        send_to: None,
        copy_to: None,
        others: vec![],
        printing: Some(Printing { printer: hostile(), printed: hostile() }),
    });
    let stands = |document: &Document| {
        part(&docx(document, &layout(ImprintPage::Next)).unwrap(), "word/document.xml")
            .contains("w:tblpPr")
    };
    assert!(stands(&document));
    // a letter has no 印发机关
    document.format = PageFormat::Letter;
    assert!(!stands(&document));
}

#[test]
fn every_part_is_xml_and_is_reached() {
    let bare = variants().into_iter().map(|full| Document { format: full.format, ..nothing() });
    for document in variants().into_iter().chain(bare) {
        for page in [ImprintPage::Same, ImprintPage::Next, ImprintPage::AfterBlank] {
            let file = docx(&document, &layout(page)).unwrap();
            let mut archive = zip::ZipArchive::new(Cursor::new(&file)).unwrap();
            let types = part(&file, "[Content_Types].xml");
            for at in 0..archive.len() {
                let name = archive.by_index(at).unwrap().name().unwrap().into_owned();
                if name.starts_with("word/media/") {
                    assert!(part(&file, "word/_rels/document.xml.rels").contains(&name[5..]));
                    continue;
                }
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
        let first = docx(&document, &layout(ImprintPage::Same)).unwrap();
        let elsewhere =
            std::thread::spawn(move || docx(&document, &layout(ImprintPage::Same)).unwrap())
                .join()
                .unwrap();
        assert!(first == elsewhere);
    }
}

#[test]
fn the_imprint_stands_above_the_last_paragraph() {
    for (page, sections, breaks) in
        [(ImprintPage::Same, 1, 1), (ImprintPage::Next, 1, 2), (ImprintPage::AfterBlank, 2, 2)]
    {
        let text = part(&docx(&everything(), &layout(page)).unwrap(), "word/document.xml");
        assert_eq!(
            (text.matches("<w:sectPr>").count(), text.matches("<w:pageBreakBefore").count()),
            (sections, breaks)
        );
        let root = xml::parse(text.as_bytes()).unwrap();
        let body: Vec<_> = root.find("w:body").unwrap().elements().collect();
        let [.., before, table, after, section] = body[..] else { panic!("{page:?}") };
        let names = [before, table, after, section].map(|child| child.name.as_str());
        assert_eq!(names, ["w:p", "w:tbl", "w:p", "w:sectPr"]);
        let place = table.find("w:tblpPr").unwrap();
        assert_eq!(place.attribute("w:tblpYSpec"), Some("bottom"));
        // what begins the page comes before the table, which stands on that of what follows it
        assert_eq!(before.find("w:pageBreakBefore").is_some(), page != ImprintPage::Same);
        assert!(after.find("w:pageBreakBefore").is_none());
    }
    let text = part(&docx(&nothing(), &layout(ImprintPage::Next)).unwrap(), "word/document.xml");
    assert!(!text.contains("w:tblpPr"));
}

/// The paths of all parts.
fn names(file: &[u8]) -> Vec<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    (0..archive.len())
        .map(|at| archive.by_index(at).unwrap().name().unwrap().into_owned())
        .collect()
}

#[test]
fn only_feet_that_a_section_names_are_packed() {
    for document in variants() {
        for page in [ImprintPage::Same, ImprintPage::AfterBlank] {
            let file = docx(&document, &layout(page)).unwrap();
            let feet = names(&file).iter().filter(|name| name.contains("/footer")).count();
            let of_letter = usize::from(document.format == PageFormat::Letter);
            let unnumbered = if page == ImprintPage::AfterBlank { 2 } else { 0 };
            assert_eq!(feet, 2 + of_letter + unnumbered, "{:?} {page:?}", document.format);
        }
    }
}

#[test]
fn nothing_is_for_some_programs_only() {
    let mut turned = everything();
    turned.body.attachments[0].landscape = true;
    for document in variants().into_iter().chain([turned]) {
        let file = docx(&document, &layout(ImprintPage::Next)).unwrap();
        for name in names(&file).iter().filter(|name| !name.starts_with("word/media/")) {
            assert!(!part(&file, name).contains("AlternateContent"), "{name}");
        }
    }
}

#[test]
fn paragraphs_name_only_styles_that_there_are() {
    for document in variants() {
        let file = docx(&document, &layout(ImprintPage::AfterBlank)).unwrap();
        let styles = part(&file, "word/styles.xml");
        let mut texts = names(&file);
        texts.retain(|name| name.contains("/footer") || name.ends_with("/document.xml"));
        for text in texts.iter().map(|name| part(&file, name)) {
            for tag in ["<w:pStyle w:val=\"", "<w:rStyle w:val=\"", "<w:tblStyle w:val=\""] {
                for found in text.split(tag).skip(1) {
                    let id = found.split('"').next().unwrap();
                    assert!(styles.contains(&format!("w:styleId=\"{id}\"")), "{id}");
                }
            }
        }
    }
}

fn signed(by: SignedBy) -> Document {
    let mut document = nothing();
    document.body.signature = Some(Signature { by, date: hostile() });
    document
}

#[test]
fn seals_hang_behind_their_organs() {
    let file = docx(&signed(seals(&[2, 1], Some(&[1]))), &layout(ImprintPage::Same)).unwrap();
    let text = part(&file, "word/document.xml");
    assert_eq!(
        (text.matches("behindDoc=\"1\"").count(), text.matches("rIdImage1").count()),
        (3, 3)
    );
    // one file, under no name of a user's
    assert_eq!(part(&file, "word/media/image1.png"), "\u{1}");
    assert!(!part(&file, "word/_rels/document.xml.rels").contains("image2"));
}

#[test]
fn no_two_drawings_have_one_number() {
    let people = vec![Signatory { post: hostile(), stamp: Stamp::Picture(picture(&[1])) }; 3];
    let mut document = everything();
    for by in [seals(&[2, 2], Some(&[1])), SignedBy::Stamped { people }] {
        document.body.signature = Some(Signature { by, date: hostile() });
        let file = docx(&document, &layout(ImprintPage::Same)).unwrap();
        let text = part(&file, "word/document.xml");
        let mut numbers: Vec<_> = text
            .split("docPr id=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap().to_owned())
            .collect();
        let all = numbers.len();
        numbers.sort();
        numbers.dedup();
        assert_eq!(numbers.len(), all);
        assert!(all >= 3);
    }
}

#[test]
fn what_is_printed_already_is_not_printed_again() {
    for document in variants() {
        let parts = |preprinted| {
            let document = Document { preprinted, ..document.clone() };
            let file = docx(&document, &layout(ImprintPage::Same)).unwrap();
            let names = names(&file);
            // each of them one byte, so that what is longer is none
            let pictures = names.iter().filter(|name| name.contains("media"));
            let pictures = pictures.filter(|name| bytes_of(&file, name).len() == 1).count();
            let texts = names.iter().filter(|name| {
                ["document.xml", "styles.xml", "footer5.xml"].iter().any(|it| name.ends_with(it))
            });
            let text: String = texts.map(|name| part(&file, name)).collect();
            let marks = text.matches("方正小标宋简体").count() + text.matches("\"Mark\"").count();
            assert!(marks > 1);
            let red = text.matches("<w:pBdr>").count() + text.matches("behindDoc").count();
            let stamps = text.matches("<wp:inline").count();
            (red + pictures, stamps)
        };
        let ((red, stamps), (none, room)) = (parts(false), parts(true));
        assert!(red > 0 && none == 0 && stamps == room, "{red} {none} {stamps} {room}");
    }
}

#[test]
fn an_attachment_apart_begins_on_the_first_page() {
    for landscape in [false, true] {
        let mut document = Document { head: None, imprint: None, ..everything() };
        let attachment = Attachment { landscape, ..document.body.attachments.remove(0) };
        document.body = Body { attachments: vec![attachment], ..Body::default() };
        let file = docx(&document, &layout(ImprintPage::Same)).unwrap();
        let root = xml::parse(part(&file, "word/document.xml").as_bytes()).unwrap();
        let body = root.find("w:body").unwrap();
        let first = body.elements().next().unwrap().find("w:pStyle").unwrap();
        assert_eq!(first.attribute("w:val"), Some("ApartLabel"));
        let sections: Vec<_> =
            body.elements()
                .filter_map(|child| {
                    if child.name == "w:sectPr" { Some(child) } else { child.find("w:sectPr") }
                })
                .collect();
        let turned = sections[0].find("w:pgSz").unwrap().attribute("w:orient").is_some();
        assert_eq!((sections.len(), turned), (1, landscape));
        // the text ends with a table, below which Word wants a paragraph
        let last: Vec<_> = body.elements().map(|child| child.name.as_str()).collect();
        assert!(last.ends_with(&["w:tbl", "w:p", "w:sectPr"]));
        let style = part(&file, "word/styles.xml");
        let style = style.split("w:styleId=\"ApartLabel\"").nth(1).unwrap();
        assert!(!style.split("</w:style>").next().unwrap().contains("pageBreakBefore"));
    }
}

#[test]
fn an_imprint_of_one_element_has_its_rules_but_for_a_letters() {
    let texts = [(Some(hostile()), vec![]), (None, vec![hostile()])];
    for (send_to, others) in texts {
        let imprint = Imprint { send_to, copy_to: None, others, printing: None };
        for (format, tables) in [(PageFormat::Document, 1), (PageFormat::Letter, 0)] {
            let document = Document { format, imprint: Some(imprint.clone()), ..nothing() };
            let text =
                part(&docx(&document, &layout(ImprintPage::Next)).unwrap(), "word/document.xml");
            assert_eq!(text.matches("\"ImprintTable\"").count(), tables);
            assert_eq!(text.matches("<w:tblpPr ").count(), 1);
        }
    }
}

#[test]
fn spacing_is_the_styles() {
    let styles = |spacing| {
        let layout = Layout { spacing, ..layout(ImprintPage::Same) };
        let file = docx(&everything(), &layout).unwrap();
        let styles = part(&file, "word/styles.xml");
        (part(&file, "word/document.xml").matches("w:line=").count(), styles)
    };
    let (lines, standard) = styles(Spacing { line: 1.0, character: 1.0 });
    let (tight_lines, tight) = styles(Spacing { line: 0.965, character: 0.98 });
    let style = |part: &str, id: &str| {
        let style = part.split(&format!("w:styleId=\"{id}\"")).nth(1).unwrap();
        style.split("</w:style>").next().unwrap().to_owned()
    };
    assert_eq!(lines, tight_lines);
    assert!(standard.contains(r#"<w:spacing w:val="-5"/>"#));
    let body = style(&tight, "Normal");
    assert!(body.contains(r#"w:line="559""#) && !standard.contains(r#"w:line="559""#));
    assert!(tight.contains(r#"<w:spacing w:val="-11"/>"#));
    // 版头 stands where it stood
    let number = style(&tight, "Number");
    assert!(number.contains(r#"w:line="579""#) && number.contains(r#"<w:spacing w:val="-5"/>"#));
    assert_eq!(style(&tight, "Title"), style(&standard, "Title"));
}
