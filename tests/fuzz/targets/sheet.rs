//! Sheets: bytes become a grid, a roster and records, or are refused at their cells; the same twice.
//!
//! The first byte says of which kind. A workbook is given as its parts, each after its name, so that what is
//! changed is what stands in it and not how it is packed.

use std::io::{Cursor, Read, Write};

use hongtou::internals::roster;
use hongtou::internals::sheet;
use hongtou::internals::sheet::layout::Layout;
use hongtou::internals::sheet::records::Records;

use super::{files, made_or_told};

const KINDS: [&str; 3] = ["csv", "yaml", "xlsx"];
/// Between the parts of a workbook, and between a part's name and the part.
const BETWEEN: &[u8] = b"\x01\n";

pub(super) fn run(bytes: &[u8]) {
    let Some((kind, bytes)) = bytes.split_first() else { return };
    let kind = KINDS[usize::from(*kind) % KINDS.len()];
    let packed;
    let bytes = if kind == "xlsx" && !bytes.starts_with(b"PK") {
        packed = workbook(bytes);
        &packed
    } else {
        bytes
    };
    let name = format!("表.{kind}");
    let read = || sheet::read(&name, bytes, None);
    let Some(grid) = made_or_told(read()) else { return };
    assert_eq!(format!("{grid:?}"), format!("{:?}", read().unwrap()));
    if let Some(roster) = made_or_told(roster::read(&grid)) {
        for member in roster.members() {
            assert!(
                member.name.is_some() || member.fields.iter().any(|it| !it.v.is_empty()),
                "nobody: {member:?}"
            );
        }
    }
    let layout = Layout::of(&grid, None);
    let _ = (layout.titles(&grid).count(), layout.notes(&grid).count(), layout.names(&grid));
    if let Some(records) = made_or_told(Records::read(&grid)) {
        for at in 0..records.len() {
            assert!(!records.get(at).values().is_empty());
        }
    }
}

/// A workbook of these parts. They are stored as they are.
fn workbook(parts: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut pieces = pieces(parts).into_iter();
    while let (Some(name), Some(part)) = (pieces.next(), pieces.next()) {
        // of two parts with one name the first counts
        if zip.start_file(String::from_utf8_lossy(name), stored).is_ok() {
            zip.write_all(part).unwrap();
        }
    }
    zip.finish().unwrap().into_inner()
}

fn pieces(bytes: &[u8]) -> Vec<&[u8]> {
    let mut pieces = Vec::new();
    let mut rest = bytes;
    while let Some(at) = rest.windows(BETWEEN.len()).position(|here| here == BETWEEN) {
        pieces.push(&rest[..at]);
        rest = &rest[at + BETWEEN.len()..];
    }
    pieces.push(rest);
    pieces
}

/// The parts of a workbook as [`workbook`] takes them.
fn unpacked(bytes: Vec<u8>) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).ok()?;
        let name = part.name().ok()?.into_owned();
        if name.contains("theme") || name.contains("docProps") {
            continue;
        }
        parts.extend_from_slice(name.as_bytes());
        parts.extend_from_slice(BETWEEN);
        part.read_to_end(&mut parts).ok()?;
        parts.extend_from_slice(BETWEEN);
    }
    (parts.len() < 64 * 1024).then_some(parts)
}

pub(super) fn seeds() -> Vec<Vec<u8>> {
    let mut seeds = Vec::new();
    for (nth, kind) in KINDS.iter().enumerate() {
        for file in files(&format!(".{kind}")) {
            let bytes = std::fs::read(&file).unwrap();
            let bytes = if *kind == "xlsx" { unpacked(bytes) } else { Some(bytes) };
            let first = u8::try_from(nth).unwrap();
            seeds.extend(bytes.map(|bytes| [&[first], &*bytes].concat()));
        }
    }
    seeds
}
