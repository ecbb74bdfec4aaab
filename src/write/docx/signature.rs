//! 发文机关署名 or 签发人签名章, and 成文日期 (7.3.5).

use docx_rs::{AlignmentType, Paragraph};

use super::flow::{Flow, line, spread};
use super::measure::{EM, TYPE_WIDTH};
use super::styles::{DATE, ORGAN, ORGAN_NEXT};
use super::{sealed, stamped};
use crate::doc::{Signature, SignedBy, Text};

/// Adds them, on the page of some text (7.3.5.5). Returns how many twips a seal reaches below 成文日期.
pub(super) fn signature(signature: &Signature, preprinted: bool, flow: &mut Flow) -> i32 {
    flow.change_last(|last| last.keep_next(true));
    let Signature { by, date } = signature;
    match by {
        SignedBy::Sealed(seals) => return sealed::sealed(seals, date, preprinted, flow),
        SignedBy::Unsealed { organs } => unsealed(organs, date, flow),
        SignedBy::Stamped { people } => stamped::stamped(people, date, preprinted, flow),
    }
    0
}

/// 发文机关署名 without seals (7.3.5.2), several below each other in one width.
fn unsealed(organs: &[Text], date: &Text, flow: &mut Flow) {
    let grid = flow.grid;
    let widest = organs.iter().map(|organ| grid.width(organ)).max().unwrap_or_default();
    let (organ_right, date_edge) = places(widest, grid.width(date));
    for (at, organ) in organs.iter().enumerate() {
        let style = if at == 0 { &ORGAN } else { &ORGAN_NEXT };
        let runs = spread(organ, widest.min(TYPE_WIDTH) - grid.width(organ), grid.tight());
        let line = runs.into_iter().fold(Paragraph::new().style(style.id), Paragraph::add_run);
        // how far right they stand follows from how wide they are
        flow.paragraph(line.indent(None, None, Some(organ_right), None));
    }
    let line = line(&DATE, date);
    flow.paragraph(match date_edge {
        Edge::Right(room) => line.indent(None, None, Some(room), None),
        // into the margin rather than into a second line, where a face's digits are wider
        Edge::Left(room) => {
            line.align(AlignmentType::Left).indent(Some(room), None, Some(-2 * EM), None)
        }
    });
}

/// Where a line is held: so far from the left or from the right edge of the type area.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Edge {
    Left(i32),
    Right(i32),
}

/// How far 发文机关署名 ends from the right edge, and where 成文日期 is held: by the end for which the
/// standard gives the figure, so that it is right whatever a face's digits measure.
fn places(organ: i32, date: i32) -> (i32, Edge) {
    // what is longer than a line is as wide as the type area
    let (organ, date) = (organ.min(TYPE_WIDTH), date.min(TYPE_WIDTH));
    let (organ_right, date_edge) = if date > organ {
        // 成文日期 is longer
        (4 * EM + date - organ, Edge::Right((2 * EM).min(TYPE_WIDTH - date)))
    } else {
        // 署名 右空二字, 成文日期 begins two 字 behind it
        (2 * EM, Edge::Left((TYPE_WIDTH - organ).min(TYPE_WIDTH - date)))
    };
    (organ_right.min(TYPE_WIDTH - organ), date_edge)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unsealed_date_begins_two_characters_behind_the_organ() {
        let begin = |organ| TYPE_WIDTH - 2 * EM - organ;
        assert_eq!(places(10 * EM, 7 * EM), (2 * EM, Edge::Left(begin(10 * EM) + 2 * EM)));
        let (organ_right, date) = places(4 * EM, 7 * EM);
        assert_eq!((organ_right + 4 * EM, date), (2 * EM + 7 * EM + 2 * EM, Edge::Right(2 * EM)));
    }

    #[test]
    fn nothing_leaves_the_type_area() {
        for organ in [0, EM, 27 * EM, 28 * EM, i32::MAX] {
            for date in [0, 8 * EM, i32::MAX] {
                let (organ_right, Edge::Left(room) | Edge::Right(room)) = places(organ, date);
                let inside = 0..=TYPE_WIDTH;
                assert!(inside.contains(&organ_right) && inside.contains(&room), "{organ} {date}");
            }
        }
    }
}
