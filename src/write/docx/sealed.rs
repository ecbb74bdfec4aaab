//! 发文机关署名 with seals or with room for them (7.3.5.1).

use docx_rs::{AlignmentType, Paragraph, Run, Tab, TabValueType};

use super::flow::{Flow, line, room, run};
use super::measure::{EM, Grid, LINE_ABOVE, SIZE_3, TYPE_WIDTH, ems, millimetres, twips, unsigned};
use super::picture;
use super::styles::{DATE, ORGAN_NEXT};
use crate::doc::Text;
use crate::doc::seals::{Last, Sealed, Seals};
use crate::standard::{GBT9704, MM_PER_PT};

/// Adds the organs, the last of each row over 成文日期, the others at its left; what has no date below it stands
/// in the middle of its seal. Returns how many twips a seal reaches below the date.
pub(super) fn sealed(seals: &Seals, date: &Text, preprinted: bool, flow: &mut Flow) -> i32 {
    let grid = flow.grid;
    let organs = seals.rows.iter().flatten();
    let widest = organs.map(|organ| grid.width(&organ.organ)).max().unwrap_or_default();
    let half = grid.width(date).min(TYPE_WIDTH) / 2;
    let last = last(seals.last, widest, half);
    let below_text = middle(grid, seals.diameter);
    let (mut lowered, mut middle) = (0, below_text);
    for (at, organs) in seals.rows.iter().enumerate() {
        let above = if at == 0 { grid.pitch } else { twips(seals.down) - grid.pitch };
        let dated = at + 1 == seals.rows.len() && organs.len() == 1;
        middle = if dated { below_text } else { LINE_ABOVE + em() / 2.0 };
        let drop = twips((below_text - middle).max(0.0));
        flow.paragraph(room(above + drop - lowered).keep_next(true));
        lowered = drop;
        let before = (0_i32..).map(|before| last - twips(f64::from(before) * seals.across));
        let mut places: Vec<_> = organs.iter().rev().zip(before).collect();
        places.reverse();
        let row = row(&places, middle, preprinted, flow);
        flow.paragraph(row);
    }
    flow.paragraph(line(&DATE, date).indent(None, None, Some(TYPE_WIDTH - last - half), None));
    twips(middle + seals.diameter / 2.0) - 2 * grid.pitch
}

/// A row of organs and where their centres are, their seals behind them.
fn row(places: &[(&Sealed, i32)], middle: f64, preprinted: bool, flow: &mut Flow) -> Paragraph {
    let mut row = Paragraph::new().style(ORGAN_NEXT.id);
    for (organ, centre) in places {
        if let Some(seal) = organ.seal.as_ref().filter(|_| !preprinted) {
            let seal = picture::seal(seal, (millimetres(*centre), middle), &mut flow.media);
            row = row.add_run(flow.drawing(seal));
        }
    }
    if let [(organ, centre)] = places {
        let half = flow.grid.width(&organ.organ).min(TYPE_WIDTH) / 2;
        let right = TYPE_WIDTH - centre - half;
        if right >= 0 && TYPE_WIDTH - centre < *centre {
            // in the middle of what is left and right of the date's: another name stands there too
            let left = 2 * centre - TYPE_WIDTH;
            let row = row.align(AlignmentType::Center).indent(Some(left), None, Some(0), None);
            return row.add_run(run(&organ.organ));
        }
        // held by its end, so that a name of more than a line is broken as text is
        return row.add_run(run(&organ.organ)).indent(None, None, Some(right), None);
    }
    let add = |row: Paragraph, (organ, centre): &(&Sealed, i32)| {
        let stop = Tab::new().val(TabValueType::Center).pos(unsigned(*centre));
        row.add_tab(stop).add_run(Run::new().add_tab()).add_run(run(&organ.organ))
    };
    // into the margin: a name that ends at the edge is not broken for a rounding
    let row = row.align(AlignmentType::Left).indent(None, None, Some(-EM), None);
    places.iter().fold(row, add)
}

/// Where the last organ of a row and 成文日期, half as wide as given, have their centre.
fn last(last: Last, widest: i32, half: i32) -> i32 {
    let at = match last {
        Last::Date { room } => TYPE_WIDTH - ems(room) - half,
        Last::Organ => TYPE_WIDTH - widest.min(TYPE_WIDTH) / 2,
    };
    at.clamp(half, TYPE_WIDTH - half)
}

/// From the top of a row's line to the middle of its seals, in mm. An empty row parts the first from the
/// text, and the largest seal begins right below that.
fn middle(grid: Grid, diameter: f64) -> f64 {
    let text = millimetres(2 * grid.pitch) - LINE_ABOVE - em();
    GBT9704.seal_drop - text + diameter / 2.0
}

/// Size of the characters in mm.
fn em() -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a font size")]
    let half_points = SIZE_3 as f64;
    half_points / 2.0 * MM_PER_PT
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATE: Last = Last::Date { room: 4.0 };

    #[test]
    fn a_date_is_four_characters_in_but_for_a_very_wide_organ() {
        assert_eq!(last(DATE, 6 * EM, 4 * EM), TYPE_WIDTH - 8 * EM);
        assert_eq!(last(DATE, 16 * EM, 4 * EM), TYPE_WIDTH - 8 * EM);
        assert_eq!(last(Last::Organ, 20 * EM, 4 * EM), TYPE_WIDTH - 10 * EM);
    }

    #[test]
    fn nothing_leaves_the_type_area() {
        for organ in [0, EM, 28 * EM, i32::MAX] {
            for half in [0, 4 * EM, TYPE_WIDTH / 2] {
                for at in [DATE, Last::Organ, Last::Date { room: 0.0 }] {
                    let inside = half..=TYPE_WIDTH - half;
                    assert!(inside.contains(&last(at, organ, half)), "{at:?} {organ} {half}");
                }
            }
        }
    }

    #[test]
    fn a_seal_begins_right_below_the_text() {
        let text_bottom = -(2.0 * 28.95 - 16.0) * MM_PER_PT + LINE_ABOVE;
        for diameter in [30.0, 42.0, 50.0] {
            let top = middle(Grid::STANDARD, diameter) - diameter / 2.0;
            assert!((top - text_bottom - GBT9704.seal_drop).abs() < 0.01, "{diameter}");
        }
    }
}
