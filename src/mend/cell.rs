//! A cell of a csv file: the words in it, without a change of any other cell.

use std::ops::Range;
use std::sync::Arc;

use crate::characters;
use crate::diag::Diagnostic;
use crate::doc::Text;
use crate::doc::prose::{Kind, Prose};
use crate::lint;
use crate::sheet;
use crate::source::{Place, Source};

/// What may part cells.
const SEPARATORS: [char; 3] = [',', ';', '\t'];

/// The file with a cell mended by a rule, the cell's words before and after; none where it is not certain that nothing
/// else changes.
pub(super) fn mended(
    file: &str,
    bytes: &[u8],
    row: u32,
    column: u32,
    code: &str,
) -> Option<(Vec<u8>, String, String)> {
    let (row, column) = (usize::try_from(row).ok()?, usize::try_from(column).ok()?);
    let before = values(file, bytes)?;
    let was = value(&before, row, column)?;
    let is = said(&was, code)?;
    let text = characters::decoded(bytes)?;
    let text = characters::cleaned(&text);
    SEPARATORS.iter().find_map(|separator| {
        let field = field(&text, *separator, row, column)?;
        let written = &text[field.clone()];
        // inside quotes each quote is doubled
        let is_quoted = written.trim_start().starts_with('"');
        let as_written =
            |words: &str| if is_quoted { words.replace('"', "\"\"") } else { words.to_owned() };
        let old = as_written(&was);
        let at = written.find(&old)?;
        let range = field.start + at..field.start + at + old.len();
        let bytes = characters::replaced(bytes, range, &as_written(&is))?;
        let mut wanted = before.clone();
        let cell = wanted.iter_mut().find(|(at, _)| *at == (row, column))?;
        cell.1.clone_from(&is);
        (values(file, &bytes)? == wanted).then_some((bytes, was.clone(), is.clone()))
    })
}

/// Words as a rule would have them.
fn said(words: &str, code: &str) -> Option<String> {
    let mut words = words.to_owned();
    let source: Arc<Source> = Source::new("", words.clone());
    let text = Text::new(words.clone(), Place::text(&source, 0..words.len()));
    let found = lint::prose(&Prose::of(Kind::Cell, [&text]));
    let mut edits: Vec<(Range<usize>, String)> =
        found.iter().filter_map(|said| edit(said, code)).collect();
    edits.sort_by_key(|(range, _)| range.start);
    let mut end = words.len() + 1;
    let mut is_changed = false;
    for (range, is) in edits.into_iter().rev() {
        if range.end < end {
            end = range.start;
            words.replace_range(range, &is);
            is_changed = true;
        }
    }
    is_changed.then_some(words)
}

fn edit(said: &Diagnostic, code: &str) -> Option<(Range<usize>, String)> {
    let Place::Text(_, range) = &said.place else { return None };
    let is = said.replacement.clone().filter(|_| said.mends && said.code == code)?;
    Some((range.clone(), is))
}

/// Every cell by its row and column.
fn values(file: &str, bytes: &[u8]) -> Option<Vec<((usize, usize), String)>> {
    let grid = sheet::read(file, bytes, None).ok()?;
    let cells = grid.rows().iter().flatten().filter_map(|cell| match &cell.place {
        Place::Cell(_, _, row, column) => {
            Some(((usize::try_from(*row).ok()?, usize::try_from(*column).ok()?), cell.v.clone()))
        }
        Place::Program | Place::Text(..) | Place::File(_) => None,
    });
    Some(cells.collect())
}

fn value(cells: &[((usize, usize), String)], row: usize, column: usize) -> Option<String> {
    cells.iter().find(|(at, _)| *at == (row, column)).map(|(_, value)| value.clone())
}

/// The bytes of a cell in a csv text, with its quotes.
fn field(text: &str, separator: char, row: usize, column: usize) -> Option<Range<usize>> {
    let (mut at_row, mut at_column, mut start, mut is_quoted) = (0, 0, 0, false);
    for (at, c) in text.char_indices().chain(std::iter::once((text.len(), '\n'))) {
        if c == '"' {
            is_quoted = !is_quoted;
        }
        if is_quoted || c != separator && c != '\n' {
            continue;
        }
        if (at_row, at_column) == (row, column) {
            return Some(start..at);
        }
        start = at + c.len_utf8();
        if c == separator {
            at_column += 1;
        } else {
            (at_row, at_column) = (at_row + 1, 0);
        }
    }
    None
}
