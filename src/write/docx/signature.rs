//! 发文机关署名 or 签发人签名章, and 成文日期 (7.3.5).

use docx_rs::{AlignmentType, Paragraph};

use super::flow::{Flow, line, spread as spread_out};
use super::measure::{EM, TYPE_WIDTH};
use super::styles::{DATE, ORGAN, ORGAN_NEXT};
use super::{sealed, stamped};
use crate::arrange::closing::{By, Longer, Signed};
use crate::doc::Text;

/// Adds them, on the page of some text (7.3.5.5). Returns how many twips a seal reaches below 成文日期.
pub(super) fn signature(signature: &Signed<'_>, preprinted: bool, flow: &mut Flow) -> i32 {
    flow.change_last(|last| last.keep_next(true));
    let Signed { by, date } = signature;
    match by {
        By::Sealed { seals } => return sealed::sealed(seals, date, preprinted, flow),
        By::Unsealed { organs, spread, longer } => {
            unsealed(organs, *spread, *longer, date, flow);
        }
        By::Stamped { people, spread } => {
            stamped::stamped(people, *spread, date, preprinted, flow);
        }
    }
    0
}

/// 发文机关署名 without seals (7.3.5.2), several below each other in one width.
fn unsealed(organs: &[Text], spread: bool, longer: Longer, date: &Text, flow: &mut Flow) {
    let grid = flow.grid;
    let widest = organs.iter().map(|organ| grid.width(organ)).max().unwrap_or_default();
    let (organ_right, date_edge) = places(longer, widest, grid.width(date));
    for (at, organ) in organs.iter().enumerate() {
        let style = if at == 0 { &ORGAN } else { &ORGAN_NEXT };
        let more = if spread { widest.min(TYPE_WIDTH) - grid.width(organ) } else { 0 };
        let runs = spread_out(organ, more, grid.tight());
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
fn places(longer: Longer, organ: i32, date: i32) -> (i32, Edge) {
    // what is longer than a line is as wide as the type area
    let (organ, date) = (organ.min(TYPE_WIDTH), date.min(TYPE_WIDTH));
    let (organ_right, date_edge) = match longer {
        Longer::Date => (4 * EM + date - organ, Edge::Right((2 * EM).min(TYPE_WIDTH - date))),
        Longer::Organ => (2 * EM, Edge::Left((TYPE_WIDTH - organ).min(TYPE_WIDTH - date))),
    };
    (organ_right.clamp(0, TYPE_WIDTH - organ), date_edge)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unsealed_date_begins_two_characters_behind_the_organ() {
        let begin = |organ| TYPE_WIDTH - 2 * EM - organ;
        assert_eq!(
            places(Longer::Organ, 10 * EM, 7 * EM),
            (2 * EM, Edge::Left(begin(10 * EM) + 2 * EM))
        );
        let (organ_right, date) = places(Longer::Date, 4 * EM, 7 * EM);
        assert_eq!((organ_right + 4 * EM, date), (2 * EM + 7 * EM + 2 * EM, Edge::Right(2 * EM)));
    }

    #[test]
    fn nothing_leaves_the_type_area() {
        for organ in [0, EM, 27 * EM, 28 * EM, i32::MAX] {
            for date in [0, 8 * EM, i32::MAX] {
                for longer in [Longer::Organ, Longer::Date] {
                    let (organ_right, Edge::Left(room) | Edge::Right(room)) =
                        places(longer, organ, date);
                    let inside = 0..=TYPE_WIDTH;
                    assert!(inside.contains(&organ_right), "{longer:?} {organ} {date}");
                    assert!(inside.contains(&room), "{longer:?} {organ} {date}");
                }
            }
        }
    }
}
