//! One of every kind that the tree knows, through both writers. A kind that is new does not compile here until it
//! stands in a list; one that a writer does not know fails.

use std::sync::Arc;

use chrono::NaiveDate;
use hongtou::internals::doc::seals::{Sealed, in_rows};
use hongtou::internals::doc::{
    Attachment, Attendance, Block, Body, Document, Head, Heading, Imprint, Inline, Issued, Item,
    Level, Mark, Meta, NoteItem, Ordinal, PageFormat, Paragraph, Picture, Printing, RosterEntry,
    RosterList, Signatory, Signature, SignedBy, Stamp, Text, Title, number, table,
};

use crate::PRESS;
use crate::parity::say_the_same;

/// A value of each variant. The patterns are matched without a wildcard.
macro_rules! every {
    ($kind:ty: $($pattern:pat => $value:expr),+ $(,)?) => {{
        fn known(it: &$kind) {
            match it { $($pattern => {})+ }
        }
        let all: Vec<$kind> = vec![$($value),+];
        all.iter().for_each(known);
        $(assert!(all.iter().any(|it| matches!(it, $pattern)));)+
        all
    }};
}

fn text(words: &str) -> Text {
    Text::program(words)
}

fn formats() -> Vec<PageFormat> {
    every!(PageFormat:
        PageFormat::Document => PageFormat::Document,
        PageFormat::Letter => PageFormat::Letter,
        PageFormat::Order => PageFormat::Order,
        PageFormat::Minutes => PageFormat::Minutes,
    )
}

fn inlines() -> Vec<Inline> {
    let mut inlines = every!(Inline:
        Inline::Plain(_) => Inline::Plain(text("平常的字")),
        Inline::Strong(_) => Inline::Strong(text("加粗的字")),
        Inline::Break => Inline::Break,
    );
    inlines.push(Inline::Plain(text("换行以后")));
    inlines
}

fn levels() -> Vec<Level> {
    every!(Level:
        Level::One => Level::One,
        Level::Two => Level::Two,
        Level::Three => Level::Three,
        Level::Four => Level::Four,
    )
}

fn blocks() -> Vec<Block> {
    let mut blocks = Vec::new();
    for level in levels() {
        for run_in in [Vec::new(), inlines()] {
            let ordinal = Ordinal::new(level, None);
            let text = inlines();
            blocks.push(Block::Heading(Heading { ordinal, text, run_in, tight: false }));
        }
    }
    let entry = |label: Option<&str>, name: Option<&str>| RosterEntry {
        label: label.map(text),
        name: name.map(text),
        post: text("县长"),
        with_next: label.is_some(),
        whole: true,
    };
    let rows = [["序号", "任务"], ["1", "值班"]];
    let rows = rows.map(|row| row.map(|cell| vec![text(cell)]).to_vec()).to_vec();
    let rest = every!(Block:
        Block::Heading(_) => Block::Heading(Heading {
            ordinal: Ordinal::new(Level::One, None), text: inlines(), run_in: Vec::new(), tight: true,
        }),
        Block::Item(_) => Block::Item(Item { depth: 1, marker: "●".into(), text: inlines(), tight: true }),
        Block::Roster(_) => Block::Roster(RosterList {
            label_width: 3,
            name_width: 3,
            entries: vec![entry(Some("组长："), Some("王明远")), entry(None, None)],
        }),
        Block::Table(_) => Block::Table(table::laid_out(rows, &[], Some(1), &[])),
        Block::Paragraph(_) => Block::Paragraph(Paragraph {
            ordinal: Some(Ordinal::new(Level::Two, None)), text: inlines(), tight: true,
        }),
    );
    blocks.extend(rest);
    blocks
}

/// A white picture of one pixel.
fn picture() -> Picture {
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, 1, 1);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.write_header().unwrap().write_image_data(&[255]).unwrap();
    Picture { file: "章.png".into(), width: 42.0, height: 42.0, png: Arc::from(png) }
}

pub(crate) fn signatures() -> Vec<Signature> {
    let date = || text("2026年3月5日");
    let organs = ["青溪县财政局", "青溪县水利局"];
    let sealed = |seal: Option<Picture>| {
        let organs = organs.map(|organ| Sealed { organ: text(organ), seal: seal.clone() });
        SignedBy::Sealed(in_rows(organs.to_vec(), &date()))
    };
    let stamps = every!(Stamp:
        Stamp::Name(_) => Stamp::Name(text("王明远")),
        Stamp::Picture(_) => Stamp::Picture(picture()),
    );
    let people = stamps.into_iter().map(|stamp| Signatory { post: text("县长"), stamp }).collect();
    let mut signed = every!(SignedBy:
        SignedBy::Sealed(_) => sealed(None),
        SignedBy::Unsealed { .. } => SignedBy::Unsealed { organs: organs.map(text).to_vec() },
        SignedBy::Stamped { .. } => SignedBy::Stamped { people },
    );
    signed.push(sealed(Some(picture())));
    signed.into_iter().map(|by| Signature { by, date: date() }).collect()
}

fn title(words: &str) -> Title {
    Title { lines: vec![text(words)], note: Some(text("（2026年3月1日通过）")) }
}

fn note() -> Vec<NoteItem> {
    ["1.", "2."].map(|ordinal| NoteItem { ordinal: ordinal.into(), name: text("任务表") }).to_vec()
}

fn attachment(landscape: bool) -> Attachment {
    Attachment {
        label: text("附件1"),
        title: title("任务表"),
        addressees: Some(text("各村民委员会：").into()),
        blocks: blocks(),
        landscape,
        apart: false,
    }
}

fn head() -> Head {
    Head {
        copy_numbers: vec![text("000001")],
        secrecy: Some(text("秘密★1年")),
        urgency: Some(text("特急")),
        mark: Mark {
            names: vec![text("青溪县财政局"), text("青溪县水利局")],
            ending: Some(text("文件")),
        },
        number: Some(text("青财〔2026〕5号")),
        signers: ["王明远", "李红梅", "赵一鸣"].map(text).to_vec(),
    }
}

/// A document that has everything.
pub(crate) fn everything(format: PageFormat, signature: Signature) -> Document {
    let mut document = Document {
        format,
        head: Some(head()),
        body: Body {
            title: Some(title("关于防汛的通知")),
            addressees: Some(text("各乡镇人民政府：").into()),
            blocks: blocks(),
            attachment_note: note(),
            attendance: vec![Attendance {
                label: "出席".into(), names: text("王明远，李红梅")
            }],
            signature: Some(signature),
            annotation: Some(text("（联系人：李红梅）")),
            issued: Some(Issued {
                title: title("防汛方案"),
                blocks: blocks(),
                attachment_note: note(),
            }),
            attachments: vec![attachment(false), attachment(true)],
        },
        imprint: Some(Imprint {
            send_to: Some(text("各乡镇人民政府。")),
            copy_to: Some(text("县委办公室。")),
            others: vec![text("分送：各成员单位。")],
            printing: Some(Printing {
                printer: text("青溪县财政局办公室"),
                printed: text("2026年3月6日印发"),
            }),
        }),
        preprinted: false,
        tighten: false,
        draft: false,
        meta: Meta { title: String::new(), author: String::new(), date: NaiveDate::default() },
    };
    number::number(&mut document, false);
    document
}

#[test]
fn both_writers_know_every_kind() {
    let fonts = PRESS.fonts();
    for format in formats() {
        for signature in signatures() {
            let document = everything(format, signature);
            fonts.check(&document).unwrap();
            say_the_same(&format!("{format:?}"), document);
        }
    }
}

/// Every element of 版头 and 版记 by itself and with every other: none depends on another to be printed.
#[test]
fn no_element_needs_another_to_be_printed() {
    let signature = || signatures().into_iter().next().unwrap();
    for format in formats() {
        for kept in 0..(1_u32 << 8) {
            // all alone, all but one, and each pair: the rest is between them
            if !matches!(kept.count_ones(), 0..=2 | 7..=8) {
                continue;
            }
            let keeps = |bit: u32| kept & (1 << bit) != 0;
            let mut document = everything(format, signature());
            let paragraph =
                Paragraph { text: vec![Inline::Plain(text("正文。"))], ..Paragraph::default() };
            document.body = Body {
                blocks: vec![Block::Paragraph(paragraph)],
                signature: Some(signature()),
                ..Body::default()
            };
            let found = document.head.as_mut().unwrap();
            found.copy_numbers.retain(|_| keeps(0));
            found.secrecy = found.secrecy.take().filter(|_| keeps(1));
            found.urgency = found.urgency.take().filter(|_| keeps(2));
            found.number = found.number.take().filter(|_| keeps(3));
            found.signers.retain(|_| keeps(4));
            let found = document.imprint.as_mut().unwrap();
            found.send_to = found.send_to.take().filter(|_| keeps(5));
            found.copy_to = found.copy_to.take().filter(|_| keeps(6));
            found.others.retain(|_| keeps(7));
            found.printing = found.printing.take().filter(|_| keeps(7));
            say_the_same(&format!("{format:?} {kept:08b}"), document);
        }
    }
}
