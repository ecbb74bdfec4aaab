//! Documents of every shape, for properties that must hold for all of them.
//!
//! Each element is there or not, once or many times, short or longer than its line, its cell, its page.
//! What composing never makes is not made here either: [`document`] says what that is. Every text begins
//! with characters drawn at random, so that what is lost or printed twice can't hide behind its like.

use std::sync::Arc;

use chrono::NaiveDate;
use proptest::bool::weighted;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::name::padded;
use super::seals::{self, Sealed};
use super::table::{self, Merge};
use super::words::Nouns;
use super::{
    Addressees, Attachment, Attendance, Block, Body, Document, Head, Heading, Imprint, Inline,
    Issued, Item, Level, Mark, Meta, NoteItem, Ordinal, PageFormat, Paragraph, Picture, Printing,
    RosterEntry, RosterList, Signatory, Signature, SignedBy, Stamp, Text, Title, number, title,
};
use crate::source::Place;

/// What texts begin with.
const FIRST: &str = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥金木水火土石山川江河湖海田林草牧渔农工商学兵东西南北中天地元黄宇宙洪荒日月星云风雨";
/// What they go on with: Chinese, figures with units, Latin, signs that other languages read as their own,
/// and what no line may be broken in.
const SCRIPTS: [&str; 9] = [
    "各村要对照标准逐项自查，列出清单，明确“责任人”和《完成时限》；（逐项销号）。",
    "2026年6月底前改造户厕1,250户、3.5公里，完成98%；",
    "Office Open XML of the second edition, part 1 ",
    "<b>&amp;'\"#$*_@\\~[]{}|`/",
    "_",
    "7",
    "W",
    "…",
    "（",
];

/// A text of so many characters.
fn text(length: impl Strategy<Value = usize>) -> impl Strategy<Value = Text> {
    words(length).prop_map(placed)
}

/// Texts stand somewhere, so that a message about one can say where.
fn placed(words: String) -> Text {
    Text::new(words, Place::file("公文"))
}

fn words(length: impl Strategy<Value = usize>) -> impl Strategy<Value = String> {
    let chinese = prop_oneof![12 => Just(0_usize), 5 => 1..SCRIPTS.len()];
    (chinese, length, any::<u64>().no_shrink()).prop_map(move |(script, length, mut drawn)| {
        let first: Vec<char> = FIRST.chars().collect();
        let unlike = std::iter::repeat_with(|| {
            let at = usize::try_from(drawn % 64).unwrap() % first.len();
            drawn /= 64;
            first[at]
        });
        unlike.take(length.min(4)).chain(SCRIPTS[script].chars().cycle()).take(length).collect()
    })
}

/// Up to some lines, seldom more than a page.
fn long() -> impl Strategy<Value = usize> {
    prop_oneof![24 => 2..=60_usize, 4 => 60..=300_usize, 1 => 300..=1500_usize]
}

/// Seldom longer than a line.
fn about_a_line() -> impl Strategy<Value = usize> {
    prop_oneof![12 => 2..=24_usize, 1 => 24..=120_usize]
}

/// So many at least, up to a few, seldom up to many.
fn list<S: Strategy + 'static>(
    of: S,
    least: usize,
    few: usize,
    many: usize,
) -> impl Strategy<Value = Vec<S::Value>> {
    let of = of.boxed();
    prop_oneof![12 => vec(of.clone(), least..=few), 1 => vec(of, few..=many)]
}

fn head() -> impl Strategy<Value = Head> {
    let copies = prop_oneof![5 => 0..=1_usize, 1 => 2..=3_usize];
    let copy_numbers = copies
        .prop_map(|copies| (1..=copies).map(|n| placed(format!("{:06}", 800_000 + n))).collect());
    let number = option::of(text(about_a_line()));
    let signer = text(prop_oneof![10 => Just(4_usize), 1 => 5..=40_usize]);
    (
        copy_numbers,
        option::of(text(4..=8_usize)),
        option::of(text(4..=5_usize)),
        mark(),
        number,
        list(signer, 0, 3, 30),
    )
        .prop_map(|(copy_numbers, secrecy, urgency, mark, number, signers)| Head {
            copy_numbers,
            secrecy,
            urgency,
            mark,
            number,
            signers,
        })
}

fn mark() -> impl Strategy<Value = Mark> {
    let organ = || text(prop_oneof![8 => 2..=12_usize, 1 => 12..=40_usize]);
    prop_oneof![
        2 => organ().prop_map(Mark::line),
        1 => (list(organ(), 2, 4, 30), text(1..=3_usize))
            .prop_map(|(names, ending)| Mark { names, ending: Some(ending) }),
    ]
}

fn titled() -> impl Strategy<Value = Title> {
    let length = prop_oneof![10 => 4..=60_usize, 1 => 60..=260_usize];
    (words(length), option::weighted(0.2, text(about_a_line()))).prop_map(|(words, note)| {
        let mut title = Title { note, ..title::typed(&words, &Place::file("公文")) };
        title.break_lines(false, &Nouns::default());
        title
    })
}

fn inlines() -> impl Strategy<Value = Vec<Inline>> {
    let piece = prop_oneof![
        4 => text(long()).prop_map(Inline::Plain),
        2 => text(long()).prop_map(Inline::Strong),
        1 => Just(Inline::Break),
    ];
    // a line that is only broken is none
    (text(long()), vec(piece, 0..=3)).prop_map(|(first, mut rest)| {
        rest.insert(0, Inline::Plain(first));
        rest
    })
}

fn ordinal() -> impl Strategy<Value = Ordinal> {
    select(&Level::ALL[..]).prop_map(|level| Ordinal::new(level, None))
}

fn heading() -> impl Strategy<Value = Block> {
    (ordinal(), inlines(), option::of(inlines())).prop_map(|(ordinal, text, run_in)| {
        let run_in = run_in.unwrap_or_default();
        Block::Heading(Heading { ordinal, text, run_in, tight: false })
    })
}

fn paragraph() -> impl Strategy<Value = Block> {
    (option::weighted(0.2, ordinal()), inlines())
        .prop_map(|(ordinal, text)| Block::Paragraph(Paragraph { ordinal, text, tight: false }))
}

fn item() -> impl Strategy<Value = Block> {
    let depth = prop_oneof![12 => 0..=2_usize, 1 => 3..=30_usize];
    (depth, option::of(1..=120_u32), inlines()).prop_map(|(depth, ordinal, text)| {
        let marker = ordinal.map_or_else(|| "●".to_owned(), |n| format!("{n}."));
        Block::Item(Item { depth, marker, text, tight: false })
    })
}

/// 名单 as [`RosterList`] describes it.
fn roster() -> impl Strategy<Value = Block> {
    let name = words(prop_oneof![12 => 2..=4_usize, 1 => 4..=30_usize]);
    let post = text(prop_oneof![1 => Just(0_usize), 12 => about_a_line(), 1 => long()]);
    let member = (option::weighted(0.8, name), post);
    let label = words(prop_oneof![12 => 2..=4_usize, 1 => 4..=30_usize]);
    let group = (option::weighted(0.8, label), list(member, 0, 4, 40));
    list(group, 0, 3, 8).prop_map(|groups| {
        let width = |word: &str| word.chars().count();
        let labels = groups.iter().filter_map(|(label, _)| label.as_deref()).map(width).max();
        let labels = labels.unwrap_or(0);
        let mut entries = Vec::new();
        for (nth, (label, members)) in groups.iter().enumerate() {
            for (at, (name, post)) in members.iter().enumerate() {
                let label = label.as_ref().filter(|_| at == 0);
                entries.push(RosterEntry {
                    whole: true,
                    label: label.map(|label| placed(padded(label, labels) + "：")),
                    name: name.as_ref().map(|name| placed(padded(name, 3))),
                    post: post.clone(),
                    with_next: nth == 0 && groups.len() > 1 && members.len() <= 8,
                });
            }
        }
        let names = entries.iter().filter_map(|entry| entry.name.as_ref());
        let name_width = names.map(|name| width(name).max(3)).max().unwrap_or(0);
        let label_width = if labels > 0 { labels + 1 } else { 0 };
        Block::Roster(RosterList { label_width, name_width, entries })
    })
}

fn merge() -> impl Strategy<Value = Merge> {
    (0..12_usize, 0..8_usize, 1..=6_usize, 1..=4_usize)
        .prop_map(|(top, left, rows, columns)| Merge { top, left, rows, columns })
}

fn table() -> impl Strategy<Value = Block> {
    let length = prop_oneof![
        3 => Just(0_usize), 16 => 1..=12_usize, 4 => 12..=60_usize, 1 => 60..=600_usize,
    ];
    let cell = prop_oneof![
        12 => vec(text(length.clone()), 1),
        1 => vec(text(length), 2..=5),
    ];
    let columns = prop_oneof![10 => 1..=6_usize, 1 => 6..=14_usize];
    let head = prop_oneof![2 => Just(None), 2 => Just(Some(1)), 1 => (0..=4_usize).prop_map(Some)];
    (list(vec(cell, 1..=14), 1, 8, 60), columns, list(merge(), 0, 2, 6), head).prop_map(
        |(mut rows, columns, merges, head)| {
            for row in &mut rows {
                row.truncate(columns);
            }
            Block::Table(table::laid_out(rows, &merges, head, &[]))
        },
    )
}

/// Running text; of the kinds of block some are there and some are not.
fn blocks() -> impl Strategy<Value = Vec<Block>> {
    let block = prop_oneof![
        4 => paragraph(),
        3 => heading(),
        2 => item(),
        2 => roster(),
        2 => table(),
    ];
    (list(block, 0, 6, 24), any::<[bool; 5]>()).prop_map(|(mut blocks, kinds)| {
        let kind = |block: &Block| match block {
            Block::Paragraph(_) => 0,
            Block::Heading(_) => 1,
            Block::Item(_) => 2,
            Block::Roster(_) => 3,
            Block::Table(_) => 4,
        };
        blocks.retain(|block| kinds[kind(block)]);
        blocks
    })
}

fn picture() -> impl Strategy<Value = Picture> {
    (10..=60_u32, 10..=60_u32).prop_map(|(width, height)| Picture {
        file: format!("{width}-{height}.png"),
        width: width.into(),
        height: height.into(),
        png: blank(width, height),
    })
}

/// A picture of one pixel a mm: its sides are as those that it is printed with.
fn blank(width: u32, height: u32) -> Arc<[u8]> {
    let mut bytes = Vec::new();
    let mut writer = png::Encoder::new(&mut bytes, width, height).write_header().unwrap();
    writer.write_image_data(&vec![0; (width * height) as usize]).unwrap();
    writer.finish().unwrap();
    bytes.into()
}

/// A 署名 has a line (5.2.3).
fn organ() -> impl Strategy<Value = Text> {
    text(prop_oneof![8 => 2..=14_usize, 1 => 14..=28_usize])
}

fn signature() -> impl Strategy<Value = Signature> {
    let sealed = (organ(), option::of(picture())).prop_map(|(organ, seal)| Sealed { organ, seal });
    let stamp = prop_oneof![
        2 => text(prop_oneof![8 => 2..=4_usize, 1 => 4..=20_usize]).prop_map(Stamp::Name),
        1 => picture().prop_map(Stamp::Picture),
    ];
    let person = (text(prop_oneof![8 => 2..=12_usize, 1 => 12..=40_usize]), stamp)
        .prop_map(|(post, stamp)| Signatory { post, stamp });
    prop_oneof![
        2 => (list(sealed, 1, 3, 30), date())
            .prop_map(|(organs, date)| (SignedBy::Sealed(seals::in_rows(organs, &date)), date)),
        2 => (list(organ(), 1, 3, 30), date())
            .prop_map(|(organs, date)| (SignedBy::Unsealed { organs }, date)),
        1 => (list(person, 1, 3, 30), date())
            .prop_map(|(people, date)| (SignedBy::Stamped { people }, date)),
    ]
    .prop_map(|(by, date)| Signature { by, date })
}

fn date() -> impl Strategy<Value = Text> {
    (1..=12_u32, 1..=31_u32).prop_map(|(month, day)| placed(format!("2026年{month}月{day}日")))
}

fn imprint() -> impl Strategy<Value = Imprint> {
    let organs = || {
        let length = prop_oneof![12 => 2..=60_usize, 1 => 60..=700_usize];
        option::of(text(length).prop_map(|names| placed(format!("{}。", &*names))))
    };
    let printing = (text(about_a_line()), text(8..=14_usize))
        .prop_map(|(printer, printed)| Printing { printer, printed });
    (
        option::weighted(0.2, organs()),
        organs(),
        list(text(about_a_line()), 0, 2, 8),
        option::of(printing),
    )
        .prop_map(|(send_to, copy_to, others, printing)| Imprint {
            send_to: send_to.flatten(),
            copy_to,
            others,
            printing,
        })
}

fn addressees() -> impl Strategy<Value = Addressees> {
    let length = prop_oneof![12 => 2..=60_usize, 1 => 60..=700_usize];
    text(length).prop_map(|names| placed(format!("{}：", &*names)).into())
}

/// Labels and 附件说明 follow from how many there are.
fn attachment() -> impl Strategy<Value = Attachment> {
    (titled(), option::weighted(0.2, addressees()), blocks(), weighted(0.25), weighted(0.2))
        .prop_map(|(title, addressees, blocks, landscape, apart)| Attachment {
            label: Text::default(),
            title,
            addressees,
            blocks,
            landscape,
            apart,
        })
}

fn body() -> impl Strategy<Value = Body> {
    let attendance = vec(option::of(text(long())), 3).prop_map(|lists| {
        let labels = ["出席", "请假", "列席"].into_iter().zip(lists);
        let lists = labels.filter_map(|(label, names)| {
            Some(Attendance { label: label.to_owned(), names: names? })
        });
        lists.collect::<Vec<_>>()
    });
    let issued = (titled(), blocks());
    let annotation = text(about_a_line()).prop_map(|note| placed(format!("（{}）", &*note)));
    (
        titled(),
        option::of(addressees()),
        blocks(),
        option::weighted(0.3, attendance),
        option::of(signature()),
        option::of(annotation),
        option::weighted(0.2, issued),
        option::weighted(0.4, list(attachment(), 1, 3, 12)),
    )
        .prop_map(
            |(
                title,
                addressees,
                blocks,
                attendance,
                signature,
                annotation,
                issued,
                attachments,
            )| {
                let mut attachments = attachments.unwrap_or_default();
                let several = attachments.len() > 1;
                let mut note = Vec::new();
                for (at, attachment) in attachments.iter_mut().enumerate() {
                    let n = at + 1;
                    attachment.label =
                        placed(if several { format!("附件{n}") } else { "附件".to_owned() });
                    let ordinal = if several { format!("{n}.") } else { String::new() };
                    let name: String = attachment.title.lines.iter().map(|line| &**line).collect();
                    note.push(NoteItem { ordinal, name: placed(name) });
                }
                // what a 通知 issues carries the attachments
                let (note, issued) = match issued {
                    None => (note, None),
                    Some((title, blocks)) => {
                        (Vec::new(), Some(Issued { title, blocks, attachment_note: note }))
                    }
                };
                Body {
                    title: Some(title),
                    addressees,
                    blocks,
                    attachment_note: note,
                    attendance: attendance.unwrap_or_default(),
                    signature,
                    annotation,
                    issued,
                    attachments,
                }
            },
        )
}

/// Any document that can be composed, with the attachments that are bound apart from it still in it:
///
/// * a mark of several organs has 文件 or 令 at their right; letters' and minutes' have one line (10.1, 10.3);
/// * an order has no title (10.2), a letter no 印发机关 (10.1), and organs do not sign minutes (10.3);
/// * 主送机关 stand below the title or in 版记 (7.4.2), and 版记 is there when something is in it.
pub(crate) fn document() -> impl Strategy<Value = Document> {
    let format = select(vec![
        PageFormat::Document,
        PageFormat::Letter,
        PageFormat::Order,
        PageFormat::Minutes,
    ]);
    let flags = (weighted(0.15), weighted(0.15));
    (format, head(), body(), option::of(imprint()), flags).prop_map(
        |(format, mut head, mut body, mut imprint, (preprinted, draft))| {
            if matches!(format, PageFormat::Letter | PageFormat::Minutes) {
                head.mark = Mark::line(head.mark.names.remove(0));
            }
            if format == PageFormat::Order {
                body.title = None;
            }
            if format == PageFormat::Minutes {
                let in_person = |it: &Signature| matches!(it.by, SignedBy::Stamped { .. });
                body.signature = body.signature.filter(in_person);
            }
            if let Some(imprint) = &mut imprint {
                if format == PageFormat::Letter {
                    imprint.printing = None;
                }
                if imprint.send_to.is_some() {
                    body.addressees = None;
                }
            }
            imprint = imprint.filter(|it| {
                let Imprint { send_to, copy_to, others, printing } = it;
                send_to.is_some() || copy_to.is_some() || !others.is_empty() || printing.is_some()
            });
            let meta = Meta {
                title: "标题".to_owned(),
                author: "机关".to_owned(),
                date: NaiveDate::default(),
            };
            let head = Some(head);
            let mut document =
                Document { format, head, body, imprint, preprinted, tighten: false, draft, meta };
            number::number(&mut document, false);
            document
        },
    )
}
