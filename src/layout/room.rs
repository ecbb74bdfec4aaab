//! The memory that laying a document out takes: what takes more than a machine can be asked for is refused at its
//! place, and of what takes much there is one at a time.

use crate::diag::{Diagnostic, Diagnostics, Result, codes};
use crate::doc::{Block, Document, Text};
use crate::source::Place;

/// No document may take more bytes than this; the program itself and the files take the rest of a GB.
const MOST: usize = 880 << 20;
/// Of documents that take more than this there is one at a time.
const MUCH: usize = 128 << 20;
/// What a paragraph, a cell, a person of a list and a character take, in bytes: measured over documents of 10,000.
const PARAGRAPH: usize = 40_000;
const CELL: usize = 28_000;
const PERSON: usize = 52_000;
const CHARACTER: usize = 500;
/// So many numbers with a unit may be in one paragraph: typst gives up where it puts more than 512 boxes into one.
const NUMBERS: usize = 500;

/// Whether a document is one of those that are laid out one at a time.
pub(super) fn is_much(document: &Document) -> bool {
    document.blocks().map(room).sum::<usize>() > MUCH
}

/// Refuses what is too long to be laid out.
pub(super) fn refuse_too_long(document: &Document) -> Result<()> {
    let mut found = Diagnostics::new();
    for block in document.blocks().filter(|block| numbers(block) > NUMBERS) {
        let message = format!("这一段太长，里面的数字超过{NUMBERS}个，排不下");
        found.push(
            Diagnostic::error(codes::TOO_LONG, place(block), message)
                .hint("分成几段写，或者把数字列成表"),
        );
    }
    let rooms = document.texts().map(|blocks| (blocks.iter().map(room).sum::<usize>(), blocks));
    let rooms: Vec<_> = rooms.collect();
    let all: usize = rooms.iter().map(|(room, _)| room).sum();
    let largest =
        rooms.into_iter().max_by_key(|(room, _)| *room).and_then(|(_, blocks)| blocks.first());
    if let Some(first) = largest.filter(|_| all > MOST) {
        let (mut paragraphs, mut cells, mut people) = (0, 0, 0);
        for block in document.blocks() {
            match block {
                Block::Heading(_) | Block::Paragraph(_) | Block::Item(_) => paragraphs += 1,
                Block::Roster(roster) => people += roster.entries.len(),
                Block::Table(table) => cells += table.rows.iter().map(Vec::len).sum::<usize>(),
            }
        }
        let counts = [(paragraphs, "段"), (people, "人"), (cells, "格")];
        let counts = counts.iter().filter(|(count, _)| *count > 0);
        let counts: Vec<String> = counts.map(|(count, of)| format!("{count}{of}")).collect();
        let message = format!("这份文件太长，排不下：从这里起的最多，一共{}", counts.join("、"));
        found.push(
            Diagnostic::error(codes::TOO_LONG, place(first), message)
                .hint("分成几份文件；很长的表和名单不排进文件，另附表格文件"),
        );
    }
    found.or(())
}

/// What a block takes, in bytes.
fn room(block: &Block) -> usize {
    let characters: usize = texts(block).map(|text| text.chars().count()).sum();
    let pieces = match block {
        Block::Heading(_) | Block::Paragraph(_) | Block::Item(_) => PARAGRAPH,
        Block::Roster(roster) => PERSON * roster.entries.len(),
        Block::Table(table) => CELL * table.rows.iter().map(Vec::len).sum::<usize>(),
    };
    pieces + CHARACTER * characters
}

/// The texts of a block.
fn texts(block: &Block) -> impl Iterator<Item = &Text> {
    let (entries, rows) = match block {
        Block::Roster(roster) => (roster.entries.as_slice(), [].as_slice()),
        Block::Table(table) => ([].as_slice(), table.rows.as_slice()),
        Block::Heading(_) | Block::Paragraph(_) | Block::Item(_) => ([].as_slice(), [].as_slice()),
    };
    let people =
        entries.iter().flat_map(|entry| entry.label.iter().chain(&entry.name).chain([&entry.post]));
    block.running().chain(people).chain(rows.iter().flatten().flat_map(|cell| &cell.lines))
}

/// How many numbers a block of running text has that a word follows.
fn numbers(block: &Block) -> usize {
    let text: String = block.running().map(|text| &**text).collect();
    let next = text.chars().skip(1);
    text.chars().zip(next).filter(|(c, next)| c.is_ascii_digit() && next.is_alphabetic()).count()
}

/// Where a block begins.
fn place(block: &Block) -> Place {
    texts(block).next().map_or(Place::Program, |text| text.place().clone())
}
