//! Nothing leaves the type area: what has no place to break, and what is higher than a page.

use hongtou::internals::doc::seals::{Sealed, in_rows};
use hongtou::internals::doc::{
    Block, Body, Document, Imprint, Inline, PageFormat, Paragraph, Printing, RosterEntry,
    RosterList, Signatory, SignedBy, Stamp, Table, Text, table,
};
use hongtou::internals::layout::Laid;
use hongtou::internals::layout::drawing::Drawn;

use crate::PRESS;
use crate::parity::say_the_same;
use crate::variants::{everything, signatures};

/// The type area's edges, in mm, and the line of page numbers below it. A bracket at the beginning of a line gives
/// up its empty half.
const LEFT: f64 = 28.0 - 2.8;
const RIGHT: f64 = 184.0;
const TOP: f64 = 30.0;
const BOTTOM: f64 = 282.0;

fn text(words: &str) -> Text {
    Text::program(words)
}

/// Panics where a glyph begins outside, or within a tenth of a character of the right edge.
fn stays_inside(name: &str, laid: &Laid) {
    for (number, page) in laid.drawings().iter().enumerate() {
        for item in &page.items {
            let Drawn::Text { text, glyphs, size, .. } = &item.shape else { continue };
            for glyph in glyphs {
                let [x, y] = item.on_page([glyph.x, 0.0]);
                let upright = item.matrix[1].abs() < 0.01;
                let edge = if upright { RIGHT - size / 10.0 * 0.35 } else { RIGHT };
                assert!(
                    (LEFT - 0.1..=edge).contains(&x) && (TOP..=BOTTOM).contains(&y),
                    "{name}: page {} {x:.1} {y:.1}: {text}",
                    number + 1
                );
            }
        }
    }
}

/// What has no place to break and more than a line's width.
fn endless() -> [(&'static str, String); 5] {
    [
        ("下划线", "_".repeat(60)),
        ("数字", "8".repeat(70)),
        ("省略号", "……".repeat(100)),
        ("括号", "（".repeat(200)),
        ("拉丁字母", "W".repeat(80)),
    ]
}

type Put = fn(&mut Document, &Text);

fn words(text: &Text) -> Vec<Inline> {
    vec![Inline::Plain(Text::program("见")), Inline::Plain(text.clone())]
}

/// Each element that a person writes.
const ELEMENTS: &[(&str, Put)] = &[
    ("标题", |document, it| document.body.title.as_mut().unwrap().lines = vec![it.clone()]),
    ("主送机关", |document, it| document.body.addressees = Some(it.clone().into())),
    ("正文", |document, it| {
        let paragraph = Paragraph { text: words(it), ..Paragraph::default() };
        document.body.blocks.push(Block::Paragraph(paragraph));
    }),
    ("段首", |document, it| {
        let paragraph =
            Paragraph { text: vec![Inline::Strong(it.clone())], ..Paragraph::default() };
        document.body.blocks.insert(0, Block::Paragraph(paragraph));
    }),
    ("小标题和列表", |document, it| {
        for block in &mut document.body.blocks {
            match block {
                Block::Heading(heading) => heading.text = words(it),
                Block::Item(item) => item.text = words(it),
                Block::Paragraph(_) | Block::Roster(_) | Block::Table(_) => {}
            }
        }
    }),
    ("名单", |document, it| {
        let entry = RosterEntry {
            label: Some(it.clone()),
            name: Some(it.clone()),
            post: it.clone(),
            with_next: false,
            whole: true,
        };
        let width = it.chars().count();
        let roster = RosterList { label_width: width, name_width: width, entries: vec![entry] };
        document.body.blocks.push(Block::Roster(roster));
    }),
    ("表格", |document, it| {
        let row = |words: &[&Text]| words.iter().map(|it| vec![(*it).clone()]).collect();
        let (head, short) = (text("项目"), text("短"));
        let rows = vec![row(&[&head, it, &head]), row(&[&short, &short, it])];
        document.body.blocks.push(Block::Table(table::laid_out(rows, &[], Some(1), &[])));
    }),
    ("附件说明", |document, it| document.body.attachment_note[0].name = it.clone()),
    ("附件标题", |document, it| document.body.attachments[0].title.lines = vec![it.clone()]),
    ("出席", |document, it| document.body.attendance[0].names = it.clone()),
    ("署名", |document, it| {
        document.body.signature.as_mut().unwrap().by =
            SignedBy::Unsealed { organs: vec![it.clone(), text("青溪县水利局")] };
    }),
    ("盖章的署名", |document, it| {
        let date = document.body.signature.as_ref().unwrap().date.clone();
        let organs = [it.clone(), text("青溪县水利局")];
        let organs = organs.map(|organ| Sealed { organ, seal: None }).to_vec();
        document.body.signature.as_mut().unwrap().by = SignedBy::Sealed(in_rows(organs, &date));
    }),
    ("签发人职务和姓名", |document, it| {
        let signatory = Signatory { post: it.clone(), stamp: Stamp::Name(it.clone()) };
        document.body.signature.as_mut().unwrap().by =
            SignedBy::Stamped { people: vec![signatory.clone(), signatory] };
    }),
    ("附注", |document, it| document.body.annotation = Some(it.clone())),
    ("抄送机关", |document, it| document.imprint.as_mut().unwrap().copy_to = Some(it.clone())),
    ("版记其他", |document, it| document.imprint.as_mut().unwrap().others = vec![it.clone()]),
    ("印发机关", |document, it| {
        let printing = document.imprint.as_mut().unwrap().printing.as_mut().unwrap();
        printing.printer = it.clone();
    }),
    ("发文字号", |document, it| document.head.as_mut().unwrap().number = Some(it.clone())),
    ("签发人", |document, it| document.head.as_mut().unwrap().signers[0] = it.clone()),
];

fn plain() -> Document {
    let mut document = everything(PageFormat::Document, signatures().swap_remove(1));
    document.head.as_mut().unwrap().copy_numbers.truncate(1);
    document
}

#[test]
fn what_cannot_be_broken_is_broken_anywhere_and_told() {
    let mut wrong = Vec::new();
    for (kind, words) in endless() {
        for (element, put) in ELEMENTS {
            let name = format!("{kind} {element}");
            let mut document = plain();
            put(&mut document, &text(&words));
            let tried = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                // what leaves page 1 no room for text is refused
                let Ok(laid) = PRESS.typeset(document.clone()) else { return };
                say_the_same(&name, document);
                stays_inside(&name, &laid);
                assert!(!laid.notes().is_empty(), "{name}: nothing is said");
            }));
            if let Err(error) = tried {
                wrong.push(error.downcast_ref::<String>().cloned().unwrap_or(name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A document whose text is these blocks.
fn of(blocks: Vec<Block>) -> Document {
    let body = Body { blocks, ..Body::default() };
    Document { body, imprint: None, ..plain() }
}

fn rows(count: usize, words: &str) -> Vec<Vec<Vec<Text>>> {
    (0..count).map(|_| vec![vec![text(words)], vec![text("短")]]).collect()
}

#[test]
fn what_is_higher_than_a_page_breaks_over_pages() {
    let long = "各村要对照标准逐项自查，列出清单，".repeat(120);
    let entry = |post: &str, with_next| RosterEntry {
        label: None,
        name: Some(text("王明远")),
        post: text(post),
        with_next,
        whole: true,
    };
    let roster = |entries| {
        let roster = RosterList { label_width: 0, name_width: 3, entries };
        of(vec![Block::Roster(roster)])
    };
    let table = |rows, head| of(vec![Block::Table(table::laid_out(rows, &[], Some(head), &[]))]);
    let high = [
        ("名单一人", roster(vec![entry(&long, false)])),
        ("名单一组", roster(vec![entry(&long[..3 * 180], true); 9])),
        ("表头一行", table(rows(2, &long), 1)),
        ("表头多行", table(rows(60, "表头"), 40)),
    ];
    let noted = signatures().into_iter().map(|signature| {
        let mut document = everything(PageFormat::Document, signature);
        document.head.as_mut().unwrap().copy_numbers.truncate(1);
        document.body.annotation = Some(text(&long));
        ("附注", document)
    });
    for (name, document) in high.into_iter().chain(noted) {
        say_the_same(name, document.clone());
        let laid = PRESS.typeset(document).unwrap();
        assert!(laid.pages() > 1, "{name}");
        stays_inside(name, &laid);
    }
}

#[test]
fn what_a_cell_merged_over_rows_says_is_said_again_where_it_goes_on() {
    let row = |at: usize| {
        let label = if at == 1 { "成员单位" } else { "" };
        [label, "某某某", "县水利局"].map(|words| vec![text(words)]).to_vec()
    };
    let merge = table::Merge { top: 1, left: 0, rows: 70, columns: 1 };
    let mut rows: Vec<_> = (1..=70).map(row).collect();
    rows.insert(0, ["组别", "姓名", "单位"].map(|words| vec![text(words)]).to_vec());
    let behind = Paragraph { text: words(&text("以上单位")), ..Paragraph::default() };
    let table = table::laid_out(rows, &[merge], Some(1), &[]);
    let document = of(vec![Block::Table(table), Block::Paragraph(behind)]);
    say_the_same("续表", document.clone());
    let laid = PRESS.typeset(document).unwrap();
    stays_inside("续表", &laid);
    let runs = laid.runs();
    for page in 1..=laid.pages() {
        let at = |words: &str| -> Vec<f64> {
            let here = runs.iter().filter(|run| run.page == page && run.text.contains(words));
            here.map(|run| run.y).collect()
        };
        let (labels, names) = (at("成员单位"), at("某某某"));
        assert_eq!(labels.len(), 1, "page {page}");
        // in the middle of the rows that are on this page
        let middle = f64::midpoint(names[0], names[names.len() - 1]);
        assert!((labels[0] - middle).abs() < 0.5, "page {page}: {} {middle}", labels[0]);
    }
    assert!(laid.pages() > 2);
}

#[test]
fn totals_stay_with_the_row_above_them() {
    // somewhere among these the last page begins with the last rows
    for count in 20..40 {
        let mut table = table::laid_out(rows(count, "青溪镇"), &[], Some(1), &[]);
        let totals = table::laid_out(rows(1, "合计"), &[], Some(0), &[]);
        table.rows.extend(totals.rows);
        let table = Table { footing: 1, ..table };
        let laid = PRESS.typeset(of(vec![Block::Table(table)])).unwrap();
        let runs = laid.runs();
        let total = runs.iter().find(|run| run.text.contains("合计")).unwrap();
        let above = runs.iter().filter(|run| run.text.contains("青溪镇"));
        assert!(
            above.filter(|run| run.page == total.page && run.y < total.y).count() > 0,
            "{count}"
        );
        stays_inside("合计", &laid);
    }
}

#[test]
fn a_small_table_is_not_broken_and_no_last_row_stands_alone() {
    for lines in 1..24 {
        for count in [3, 30] {
            let paragraph = Paragraph { text: words(&text("正文。")), ..Paragraph::default() };
            let mut blocks = vec![Block::Paragraph(paragraph); lines];
            blocks.push(Block::Table(table::laid_out(rows(count, "青溪镇"), &[], Some(0), &[])));
            let laid = PRESS.typeset(of(blocks)).unwrap();
            let runs = laid.runs();
            let pages = runs.iter().filter(|run| run.text == "青溪镇").map(|run| run.page);
            let pages: Vec<usize> = pages.collect();
            let last = pages.iter().filter(|page| **page == pages[pages.len() - 1]).count();
            assert!(last > 1 && (count > 3 || last == 3), "{lines} {count}: {pages:?}");
        }
    }
}

#[test]
fn an_imprint_that_no_page_has_room_for_is_refused_by_name() {
    let organs = |count: usize| {
        let names: Vec<String> = (0..count).map(|at| format!("青溪县第{at}号办公室")).collect();
        Some(text(&(names.join("，") + "。")))
    };
    let document = |send_to, copy_to| {
        let printing = Printing {
            printer: text("县政府办公室"),
            printed: text("2026年3月6日印发"),
        };
        let printing = Some(printing);
        Document {
            imprint: Some(Imprint { send_to, copy_to, others: vec![], printing }),
            ..plain()
        }
    };
    for count in (10..200).step_by(10) {
        match PRESS.typeset(document(None, organs(count))) {
            Ok(laid) => {
                assert!(count < 75, "{count}");
                stays_inside("版记", &laid);
            }
            Err(errors) => {
                assert!(count > 60, "{count}");
                let said: String = errors.iter().map(|error| error.message.as_str()).collect();
                assert!(said.contains(&format!("抄送机关有{count}个")), "{said}");
            }
        }
    }
    assert!(PRESS.typeset(document(organs(120), None)).is_err());
}

#[test]
fn what_stands_in_one_row_has_room_beside_each_other() {
    for (number, signer) in [(22, 2), (3, 20), (22, 20)] {
        let mut document = of(vec![Block::Paragraph(Paragraph {
            text: vec![Inline::Plain(text("正文。"))],
            ..Paragraph::default()
        })]);
        let head = document.head.as_mut().unwrap();
        let (number, signer) = ("号".repeat(number), "签".repeat(signer));
        head.number = Some(text(&number));
        head.signers = vec![text(&signer)];
        let laid = PRESS.typeset(document).unwrap();
        stays_inside(&number, &laid);
        let mut numbers: Vec<[f64; 2]> = Vec::new();
        let mut signers: Vec<[f64; 2]> = Vec::new();
        for item in &laid.drawings()[0].items {
            let Drawn::Text { text, glyphs, .. } = &item.shape else { continue };
            let places = glyphs.iter().map(|glyph| item.on_page([glyph.x, 0.0]));
            if text.contains('号') && !text.contains('〔') {
                numbers.extend(places);
            } else if text.contains('签') {
                signers.extend(places);
            }
        }
        for [x, y] in &numbers {
            let over = |[x_of, y_of]: &[f64; 2]| (y - y_of).abs() < 4.0 && x + 5.0 > *x_of;
            assert!(!signers.iter().any(over), "{number} {signer}: {x} {y}");
        }
    }
}

#[test]
fn rows_above_the_mark_move_it_down() {
    let mut document = plain();
    document.format = PageFormat::Order;
    let laid = PRESS.typeset(document).unwrap();
    let runs = laid.runs();
    let urgency = runs.iter().find(|run| run.text == "特急").unwrap();
    let mark = runs.iter().find(|run| run.size > 23.0).unwrap();
    // the mark's characters begin above its baseline
    assert!(urgency.y < mark.y - mark.size * 0.35 * 0.8, "{} {}", urgency.y, mark.y);
}
