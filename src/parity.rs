//! The words of the tree, of the PDF and of the DOCX are the same in the same order, each is printed once,
//! and nothing leaves the page, whatever a document holds.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::Value;

use crate::arrange;
use crate::diag::codes;
use crate::doc::text::{self, Role};
use crate::doc::{Block, Cell, Document, PageFormat, apart, arbitrary};
use crate::fonts::{Fonts, Options};
use crate::layout::drawing::{Drawn, Item};
use crate::layout::ink::{Ink, What};
use crate::layout::{ImprintPage, Laid, Run, Typesetter};
use crate::source::Place;
use crate::standard::word::PITCH;
use crate::standard::{
    ATTACHMENT_NOTE_LEAD, COPY_TO_LEAD, DRAFT_MARK, GBT9704, MM_PER_PT, SEND_TO_LEAD, SIGNER_LEAD,
};
use crate::write::docx::{
    docx,
    reread::{Reread, reread},
};
use crate::write::pdf::pdf;

static TYPESETTER: LazyLock<Typesetter> = LazyLock::new(|| {
    let fonts = Fonts::open(&Options { folder: None, shipped_only: true });
    Typesetter::new(&fonts.unwrap())
});

proptest! {
    #![proptest_config(ProptestConfig {
        max_shrink_iters: 4000,
        failure_persistence: None,
        // the same documents on every run; others where PROPTEST_CASES asks for more
        rng_seed: if cases() == CASES { RngSeed::Fixed(9704) } else { RngSeed::Random },
        ..ProptestConfig::with_cases(cases())
    })]

    #[test]
    fn tree_pdf_and_docx_say_the_same_in_their_places(document in arbitrary::document()) {
        let faults: Vec<String> = of_all_volumes(document).collect();
        prop_assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}

/// A few seconds.
const CASES: u32 = 48;

/// As many as `PROPTEST_CASES` says.
fn cases() -> u32 {
    match ProptestConfig::default().cases {
        // proptest's own number, where nobody asks for another
        256 => CASES,
        asked => asked,
    }
}

fn of_all_volumes(mut document: Document) -> impl Iterator<Item = String> {
    let apart: Vec<_> = apart::taken_out(&mut document).into_iter().map(|it| it.document).collect();
    std::iter::once(document).chain(apart).flat_map(faults)
}

/// What is wrong with the files of a document.
fn faults(document: Document) -> Vec<String> {
    let mut faults = Vec::new();
    every_word_is_visited(&document, &mut faults);
    let mut before = document.clone();
    arrange::fit(&mut before);
    let laid = match TYPESETTER.typeset(document) {
        Ok(laid) => laid,
        Err(said) => {
            let placed = said.iter().all(|it| it.place != Place::Program);
            let known =
                [codes::NO_TEXT_ON_PAGE_ONE, codes::TABLE_TOO_WIDE, codes::IMPRINT_TOO_HIGH];
            let known = said.iter().all(|it| known.iter().any(|known| it.code == known.name));
            if !placed || !known {
                faults.push(format!("refused: {said:?}"));
            }
            return faults;
        }
    };
    // which paragraphs are set closer is no word
    let mut after = laid.document().clone();
    for block in after.texts_mut().flatten() {
        if let Some(tight) = block.tight_mut() {
            *tight = false;
        }
    }
    for table in arrange::tables::all_mut(&mut after) {
        table.continued.iter_mut().for_each(|it| it.rows.clear());
    }
    after.addressees_mut().flatten().for_each(|addressees| addressees.tight = false);
    if after != before {
        let mut moved = before.clone();
        moved.move_addressees_to_imprint();
        if moved != after || laid.notes().is_empty() {
            faults.push("changed: the tree was changed without a word".to_owned());
        }
    }
    if let Err(said) = pdf(&laid) {
        faults.push(format!("not written: {said:?}"));
    }
    pdf_says_it(&laid, &mut faults);
    docx_says_it(&laid, &mut faults);
    nothing_leaves_the_page(&laid, &mut faults);
    nothing_is_printed_over(&laid, &mut faults);
    faults
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// How often each text occurs.
fn counted<'a>(texts: impl IntoIterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    let mut counts = BTreeMap::new();
    for text in texts.into_iter().filter(|text| !text.is_empty()) {
        *counts.entry(text).or_insert(0) += 1;
    }
    counts
}

/// The tree's walk, which the font check and all else rely on, leaves nothing out that the tree holds.
fn every_word_is_visited(document: &Document, faults: &mut Vec<String>) {
    fn strings<'v>(key: &str, value: &'v Value, found: &mut Vec<&'v str>) {
        match value {
            // what is not printed
            _ if ["kind", "format", "file", "meta"].contains(&key) => {}
            // of which the walk gives the first
            Value::Array(of) if key == "copy_numbers" => {
                found.extend(of.first().and_then(Value::as_str));
            }
            Value::String(text) => found.push(text),
            Value::Array(values) => values.iter().for_each(|value| strings("", value, found)),
            Value::Object(of) => of.iter().for_each(|(key, value)| strings(key, value, found)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    let value = serde_json::to_value(document).unwrap();
    let mut held = Vec::new();
    strings("", &value, &mut held);
    let mut visited = Vec::new();
    text::visit(document, &mut |_, words, _| visited.push(words));
    let leads = [SIGNER_LEAD, SEND_TO_LEAD, COPY_TO_LEAD, ATTACHMENT_NOTE_LEAD, "："];
    visited.retain(|words| !leads.contains(words));
    if counted(held) != counted(visited) {
        faults.push("visit: the walk over the tree leaves something out".to_owned());
    }
}

/// A stretch of what is printed: running text, or what stands in columns and may break over pages: a table, or a
/// person of 名单 who is higher than a page.
#[derive(Debug)]
struct Stretch {
    words: String,
    /// Of columns, what their later pages repeat; nothing where the stretch is running text.
    head: Option<String>,
    /// What the PDF says again of its cells that are merged over rows.
    again: String,
}

/// What a copy of a document says; in the PDF of 套打 the mark is not printed.
fn stretches(document: &Document) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    let (mut tables, mut people) = (tables(document), people(document));
    // how many more texts of a table's head, and of all of it
    let mut open = (0, 0);
    text::visit(document, &mut |role, words, _| {
        if document.preprinted && role == Role::Mark {
            return;
        }
        let in_table = role == Role::TableHead || role == Role::TableText;
        if in_table || role == Role::Roster {
            while open.1 == 0 {
                let (next, again, in_columns) = if in_table {
                    let (next, again) = tables.next().unwrap();
                    (next, again, true)
                } else {
                    let (next, in_columns) = people.next().unwrap();
                    (next, String::new(), in_columns)
                };
                open = next;
                if in_columns || stretches.last().is_none_or(|last| last.head.is_some()) {
                    let head = in_columns.then(String::new);
                    stretches.push(Stretch { words: String::new(), head, again });
                }
            }
        } else if stretches.last().is_none_or(|last| last.head.is_some()) {
            let (words, again) = (String::new(), String::new());
            stretches.push(Stretch { words, head: None, again });
        }
        let last = stretches.last_mut().unwrap();
        let words = squeezed(words);
        last.words.push_str(&words);
        if let (Some(head), 1..) = (&mut last.head, open.0) {
            head.push_str(&words);
            open.0 -= 1;
        }
        open.1 = open.1.saturating_sub(1);
    });
    stretches
}

/// How many texts each table has in its head and at all, and what the PDF says again of it.
fn tables(document: &Document) -> impl Iterator<Item = ((usize, usize), String)> {
    arrange::tables::all(document).map(|table| {
        let texts = |rows: &[Vec<Cell>]| -> usize {
            rows.iter().flatten().map(|cell| cell.lines.len()).sum()
        };
        let counts = (texts(&table.rows[..table.head]), texts(&table.rows));
        (counts, table.said_again().map(|line| squeezed(line)).collect())
    })
}

/// How many texts each person of 名单 has, none of them a head, and whether they may break over pages.
fn people(document: &Document) -> impl Iterator<Item = ((usize, usize), bool)> {
    let entries = document.texts().flatten().filter_map(|block| match block {
        Block::Roster(roster) => Some(&roster.entries),
        Block::Heading(_) | Block::Paragraph(_) | Block::Item(_) | Block::Table(_) => None,
    });
    entries.flatten().map(|entry| {
        let texts = [&entry.label, &entry.name].into_iter().flatten().count() + 1;
        ((0, texts), !entry.whole)
    })
}

/// The pages' own words: the page numbers and the mark of a draft, of each page.
#[derive(Debug, Default)]
struct Edges {
    numbers: Vec<String>,
    drafts: usize,
}

/// What stands on the pages, and at their edges.
fn printed(runs: &[Run], pages: usize) -> (String, Vec<Edges>) {
    let type_bottom = GBT9704.margin_top + GBT9704.type_height;
    let mut words = String::new();
    let mut edges: Vec<Edges> = std::iter::repeat_with(Edges::default).take(pages).collect();
    for run in runs {
        let text = squeezed(&run.text);
        let edge = &mut edges[run.page - 1];
        // of a turned page at its left
        let above = run.y < GBT9704.letter_mark_top || run.x < GBT9704.margin_left - 5.0;
        let is_number = text.starts_with('—') && text.ends_with('—') && run.y > type_bottom + 3.0;
        if is_number {
            edge.numbers.push(text);
        } else if text == DRAFT_MARK && above {
            edge.drafts += 1;
        } else {
            words.push_str(&text);
        }
    }
    (words, edges)
}

fn pdf_says_it(laid: &Laid, faults: &mut Vec<String>) {
    let document = laid.document();
    let (words, edges) = printed(&laid.runs(), laid.pages());
    let copies = laid.arranged().heads.len();
    let mut wanted = Vec::new();
    for copy in 0..copies {
        let mut document = document.clone();
        if let Some(head) = &mut document.head {
            head.copy_numbers.drain(..copy);
        }
        wanted.extend(stretches(&document));
    }
    // tables leave it open how often their heads are repeated
    let mut rests = BTreeSet::from([words.as_str()]);
    for stretch in &wanted {
        let behind = rests.iter().flat_map(|rest| after(rest, stretch, laid.pages())).collect();
        let before = std::mem::replace(&mut rests, behind);
        if rests.is_empty() {
            let rest = before.first().unwrap();
            faults.push(format!("pdf: {}", difference(&stretch.words, rest)));
            return;
        }
    }
    if !rests.contains("") {
        faults.push(format!("pdf: too much: {rests:?}"));
    }
    // each copy begins on a front page
    let pages = laid.pages();
    let of_copy = if copies == 1 { pages } else { (pages + 1) / copies };
    let unnumbered = match laid.layout().imprint_page {
        ImprintPage::AfterBlank => pages.min(of_copy) - 2..of_copy,
        ImprintPage::Same | ImprintPage::Next => 0..0,
    };
    for (index, edge) in edges.iter().enumerate() {
        let index = index % of_copy;
        let first_of_letter = document.format == PageFormat::Letter && index == 0;
        // what keeps the next copy on a front page
        let blank =
            copies > 1 && of_copy % 2 == 0 && index + 1 == of_copy && edge.numbers.is_empty();
        let numbered = !first_of_letter && !unnumbered.contains(&index) && !blank;
        let wanted = if numbered { vec![format!("—{}—", index + 1)] } else { vec![] };
        if edge.numbers != wanted {
            faults.push(format!("page number: {:?} on page {}", edge.numbers, index + 1));
        }
        if edge.drafts != usize::from(document.draft) && !blank {
            faults.push(format!("draft: {} on page {}", edge.drafts, index + 1));
        }
    }
}

/// What may follow a stretch, where the words begin with it. Of a table, which is drawn with its merged cells
/// last, the characters are compared, with the head as often as pages repeat it.
fn after<'w>(words: &'w str, stretch: &Stretch, pages: usize) -> Vec<&'w str> {
    let Some(head) = &stretch.head else {
        return words.strip_prefix(stretch.words.as_str()).into_iter().collect();
    };
    let sorted = |text: &str| {
        let mut chars: Vec<char> = text.chars().collect();
        chars.sort_unstable();
        chars
    };
    let most = if head.is_empty() { 0 } else { pages };
    let behind = (0..=most).filter_map(|repeats| {
        let wanted = format!("{}{}{}", stretch.words, stretch.again, head.repeat(repeats));
        let (table, rest) = words.split_at_checked(wanted.len())?;
        (sorted(table) == sorted(&wanted)).then_some(rest)
    });
    behind.collect()
}

/// Where two texts part.
fn difference(wanted: &str, found: &str) -> String {
    let same = wanted.chars().zip(found.chars()).take_while(|(a, b)| a == b).count();
    let part =
        |text: &str| -> String { text.chars().skip(same.saturating_sub(4)).take(40).collect() };
    format!("“{}” is wanted, “{}” is found", part(wanted), part(found))
}

fn docx_says_it(laid: &Laid, faults: &mut Vec<String>) {
    let document = laid.document();
    let file = docx(laid).unwrap();
    let reread = match reread(&file) {
        Ok(reread) => reread,
        Err(error) => return faults.push(format!("docx: {error}")),
    };
    let wanted: String = stretches(document).into_iter().map(|stretch| stretch.words).collect();
    let found = squeezed(&reread.text);
    if found != wanted {
        faults.push(format!("docx: {}", difference(&wanted, &found)));
    }
    head_stands_alike(laid, &reread, faults);
    for (name, words) in reread.edges {
        let wanted: &[&str] =
            if name.starts_with("word/header") { &[DRAFT_MARK] } else { &["", "—1—"] };
        if !wanted.contains(&squeezed(&words).as_str()) {
            faults.push(format!("docx: {name} says {words}"));
        }
    }
}

/// The rows of 版头 stand where they stand in the PDF: each text, and 版头分隔线.
fn head_stands_alike(laid: &Laid, reread: &Reread, faults: &mut Vec<String>) {
    let document = laid.document();
    let Some(head) = &document.head else { return };
    // where one is as long as to be broken, the lines below it move as each program breaks it
    let row = head.number.iter().chain(&head.signers);
    if row.clone().any(|text| text.chars().count() > 10) {
        return;
    }
    let notices = head.copy_numbers.iter().take(1).chain(&head.secrecy).chain(&head.urgency);
    let title = document.body.title.iter().filter_map(|title| title.lines.first());
    // rows of the DOCX are somewhat lower, and its marks of several organs as much smaller as half a point is
    let departures = [
        (GBT9704.pitch - f64::from(PITCH) / 20.0 * MM_PER_PT, head.signers.len()),
        (GBT9704.mark_pitch * MM_PER_PT / 2.0, head.mark.names.len()),
    ];
    #[expect(clippy::cast_precision_loss, reason = "some rows")]
    let departures = departures.map(|(by, rows)| by * rows as f64);
    let apart = APART + departures.into_iter().sum::<f64>();
    let texts = notices.map(|text| (text, ROW)).chain(row.chain(title).map(|text| (text, apart)));
    let runs = laid.runs();
    for (text, apart) in texts {
        let words = squeezed(text);
        let run = runs.iter().find(|run| squeezed(&run.text).contains(&words));
        let line = reread.lines.iter().find(|line| squeezed(&line.words).contains(&words));
        let (Some(run), Some(line)) = (run, line) else { continue };
        let (pdf, docx) = (run.y - 0.88 * run.size * MM_PER_PT, line.top);
        if (pdf - docx).abs() > apart {
            faults.push(format!("rows: {words} at {pdf:.1} in the PDF, at {docx:.1} in the DOCX"));
        }
    }
    let is_red =
        |item: &&Item| matches!(&item.shape, Drawn::Box { colour, .. } if colour == "#ff0000");
    let drawings = laid.drawings();
    let rules: Vec<f64> = drawings[0].items.iter().filter(is_red).map(|it| it.matrix[5]).collect();
    let same = rules.len() == reread.rules.len()
        && rules.iter().zip(&reread.rules).all(|(pdf, docx)| (pdf - docx).abs() < apart);
    if document.format != PageFormat::Letter && !same {
        let docx = &reread.rules;
        faults.push(format!("rule: at {rules:.1?} in the PDF, at {docx:.1?} in the DOCX"));
    }
}

/// So far may a row of one format stand from the other's, in mm: programs put a line's text at different
/// heights in it.
const APART: f64 = 2.5;
/// The same of what stands on the grid: the PDF's characters fill it, the DOCX's stand in the middle of their
/// rows.
const ROW: f64 = 4.0;

/// Rounding, and what a face's curves reach beyond their box.
const SLACK: f64 = 0.6;

/// Nothing is off the paper; the text, its rules and its pictures are in the type area (5.2.1).
fn nothing_leaves_the_page(laid: &Laid, faults: &mut Vec<String>) {
    let s = &GBT9704;
    let (left, top) = (s.margin_left, s.margin_top);
    let (right, bottom) = (left + s.type_width, top + s.type_height);
    for ink in laid.ink() {
        let Ink { page, what, .. } = &ink;
        if let What::Missing(characters) = what {
            faults.push(format!("glyph: none for {characters}"));
            continue;
        }
        let outside = |left: f64, top: f64, right: f64, bottom: f64| {
            let over = [left - ink.left, top - ink.top, ink.right - right, ink.bottom - bottom];
            over.into_iter().fold(0.0, f64::max) > SLACK.max(0.1 * (ink.bottom - ink.top))
        };
        let at = format!("{what:?} at {:.1},{:.1} on page {page}", ink.left, ink.top);
        if outside(0.0, 0.0, s.page_width, s.page_height) {
            faults.push(format!("paper: {at}"));
            return;
        }
        // 页码 below it, 草稿 above it, a letter's mark and double lines
        let edge = ink.top > bottom + 3.0 || ink.bottom < top - 5.0 || ink.right < left - 5.0;
        let letter = laid.document().format == PageFormat::Letter && ink.bottom < top + 30.0;
        // points may hang over the edge
        let hangs = matches!(what, What::Glyph(c) if ".,:;–—-".contains(c.as_str()));
        let right = if hangs { right + 2.0 } else { right };
        // of a turned page that edge is the upper one
        let top = if hangs { top - 2.0 } else { top };
        // Latin signs reach below the em box that stands on the type area's edge
        let reaches = is_latin(what);
        let bottom = if reaches { bottom + 0.15 * s.em } else { bottom };
        if !edge && !letter && outside(left, top, right, bottom) {
            faults.push(format!("type area: {at}"));
            return;
        }
    }
}

fn is_latin(what: &What) -> bool {
    matches!(what, What::Glyph(c) if c.starts_with(|c: char| c.is_ascii()))
}

/// No glyph is printed over another.
fn nothing_is_printed_over(laid: &Laid, faults: &mut Vec<String>) {
    let mut glyphs: Vec<Ink> = laid.ink();
    glyphs.retain(|ink| matches!(ink.what, What::Glyph(_)));
    glyphs.sort_by(|a, b| (a.page, a.left).partial_cmp(&(b.page, b.left)).unwrap());
    for (index, ink) in glyphs.iter().enumerate() {
        let after = glyphs[index + 1..].iter();
        for other in after.take_while(|other| other.page == ink.page && other.left < ink.right) {
            let width = ink.right.min(other.right) - other.left;
            let height = ink.bottom.min(other.bottom) - ink.top.max(other.top);
            let area = |ink: &Ink| (ink.right - ink.left) * (ink.bottom - ink.top);
            // the hook of an f reaches over the i behind it
            let latin = [ink, other].iter().all(|ink| is_latin(&ink.what));
            let share = if latin { 0.6 } else { 0.3 };
            if height > 0.0 && width * height > share * area(ink).min(area(other)) {
                faults.push(format!(
                    "printed over: {:?} and {:?} at {:.1},{:.1} on page {}",
                    ink.what, other.what, ink.left, ink.top, ink.page
                ));
                return;
            }
        }
    }
}
