//! 发文机关署名 or 签发人签名章, and 成文日期 (7.3.5).

use docx_rs::{AlignmentType, Paragraph};

use super::flow::{Flow, line, run};
use super::measure::{EM, TYPE_WIDTH, width};
use super::styles::{DATE, ORGAN, SIGNER, STAMPED, STAMPED_DATE};
use crate::doc::{Signature, SignedBy, Text};

/// Adds them, on the page of some text (7.3.5.5).
pub(super) fn signature(signature: &Signature, flow: &mut Flow) {
    flow.change_last(|last| last.keep_next(true));
    match &signature.by {
        SignedBy::Sealed { organ } => signed(organ, &signature.date, true, flow),
        SignedBy::Unsealed { organ } => signed(organ, &signature.date, false, flow),
        SignedBy::Stamped { post, name } => {
            // two 字 between post and name
            let stamped = Paragraph::new().style(STAMPED.id);
            let stamped = stamped.add_run(run(post)).add_run(run("\u{3000}\u{3000}"));
            flow.paragraph(stamped.add_run(run(name).style(SIGNER)));
            flow.paragraph(line(&STAMPED_DATE, &signature.date));
        }
    }
}

/// 发文机关署名 with room for a seal or without (7.3.5.1, 7.3.5.2).
fn signed(organ: &Text, date: &Text, sealed: bool, flow: &mut Flow) {
    let (organ_right, date_edge) = places(width(organ), width(date), sealed);
    // how far right they stand follows from how wide they are
    flow.paragraph(line(&ORGAN, organ).indent(None, None, Some(organ_right), None));
    let line = line(&DATE, date);
    flow.paragraph(match date_edge {
        Edge::Right(room) => line.indent(None, None, Some(room), None),
        Edge::Left(room) => line.align(AlignmentType::Left).indent(Some(room), None, None, None),
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
fn places(organ: i32, date: i32, sealed: bool) -> (i32, Edge) {
    // what is longer than a line is as wide as the type area
    let (organ, date) = (organ.min(TYPE_WIDTH), date.min(TYPE_WIDTH));
    let (organ_right, date_edge) = if sealed {
        // 7.3.5.1: 右空四字, 署名 centred on it; as far left as an organ that needs more room asks
        let centred = 4 * EM + (date - organ) / 2;
        (centred.max(0), Edge::Right((4 * EM + (-centred).max(0)).min(TYPE_WIDTH - date)))
    } else if date > organ {
        // 7.3.5.2: 成文日期 is longer
        (4 * EM + date - organ, Edge::Right((2 * EM).min(TYPE_WIDTH - date)))
    } else {
        // 7.3.5.2: 署名 右空二字, 成文日期 begins two 字 behind it
        (2 * EM, Edge::Left((TYPE_WIDTH - organ).min(TYPE_WIDTH - date)))
    };
    (organ_right.min(TYPE_WIDTH - organ), date_edge)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_organ_is_centred_on_its_date() {
        assert_eq!(places(6 * EM, 8 * EM, true), (5 * EM, Edge::Right(4 * EM)));
        assert_eq!(places(16 * EM, 8 * EM, true), (0, Edge::Right(4 * EM)));
        // wider: both move left, and stay centred
        assert_eq!(places(20 * EM, 8 * EM, true), (0, Edge::Right(6 * EM)));
    }

    #[test]
    fn an_unsealed_date_begins_two_characters_behind_the_organ() {
        let begin = |organ| TYPE_WIDTH - 2 * EM - organ;
        assert_eq!(places(10 * EM, 7 * EM, false), (2 * EM, Edge::Left(begin(10 * EM) + 2 * EM)));
        let (organ_right, date) = places(4 * EM, 7 * EM, false);
        assert_eq!((organ_right + 4 * EM, date), (2 * EM + 7 * EM + 2 * EM, Edge::Right(2 * EM)));
    }

    #[test]
    fn nothing_leaves_the_type_area() {
        for organ in [0, EM, 27 * EM, 28 * EM, i32::MAX] {
            for date in [0, 8 * EM, i32::MAX] {
                for sealed in [false, true] {
                    let (organ_right, Edge::Left(room) | Edge::Right(room)) =
                        places(organ, date, sealed);
                    let inside = 0..=TYPE_WIDTH;
                    assert!(
                        inside.contains(&organ_right) && inside.contains(&room),
                        "{organ} {date} {sealed}"
                    );
                }
            }
        }
    }
}
