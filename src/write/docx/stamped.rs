//! 签发人签名章 (7.3.5.3).

use docx_rs::{LineSpacing, LineSpacingType, Paragraph, TextAlignmentType};

use super::flow::{self, Flow, line, run, spread as spread_out};
use super::measure::{EM, TYPE_WIDTH, twips};
use super::picture;
use super::styles::{SIGNER, STAMPED, STAMPED_DATE, STAMPED_NEXT};
use crate::doc::{Signatory, Stamp, Text};

/// Adds persons, a row each: posts end in one line, stamps or names begin in one, two 字 from them.
pub(super) fn stamped(
    people: &[Signatory],
    spread: bool,
    date: &Text,
    preprinted: bool,
    flow: &mut Flow,
) {
    let grid = flow.grid;
    let name = |person: &Signatory| match &person.stamp {
        Stamp::Name(name) => Some(grid.width(name).min(TYPE_WIDTH)),
        Stamp::Picture(_) => None,
    };
    // names stand for stamps, which are all as wide as the widest
    let names = people.iter().filter_map(name).max().unwrap_or_default();
    let width = |person: &Signatory| match &person.stamp {
        Stamp::Name(_) => names,
        Stamp::Picture(stamp) => twips(stamp.width),
    };
    let widest = people.iter().map(width).max().unwrap_or_default();
    for (at, person) in people.iter().enumerate() {
        let style = if at == 0 { &STAMPED } else { &STAMPED_NEXT };
        let row = line(style, &person.post).add_run(run("\u{3000}\u{3000}"));
        let row = match &person.stamp {
            Stamp::Name(found) => {
                let more = if spread { names - grid.width(found) } else { 0 };
                let runs = match more {
                    0 => flow::name(found, STAMPED.size, grid.tight()),
                    more => spread_out(found, more, grid.tight()),
                };
                runs.into_iter().fold(row, |row, run| row.add_run(run.style(SIGNER)))
            }
            Stamp::Picture(stamp) => {
                let stamp = picture::stamp(stamp, preprinted, &mut flow.media);
                around(row.add_run(flow.drawing(stamp)))
            }
        };
        flow.paragraph(match widest - width(person) {
            0 => row,
            // 右空四字 is the widest's
            narrower => row.indent(None, None, Some(4 * EM + narrower), None),
        });
    }
    flow.paragraph(line(&STAMPED_DATE, date));
}

/// As high as the picture in it, the text in the middle (以签名章为准上下居中).
fn around(mut row: Paragraph) -> Paragraph {
    row.property = row.property.text_alignment(TextAlignmentType::Center);
    row.line_spacing(LineSpacing::new().line_rule(LineSpacingType::Auto).line(240))
}
