//! 发文机关署名 with room for seals (7.3.5.1): where each stands is the same in both formats.

use serde::Serialize;

use super::{Picture, Text};
use crate::standard::{GBT9704, ems};

/// Diameter in mm of a seal that says none: that of counties and townships (国发〔1999〕25号). Not in the
/// standard.
pub const DIAMETER: f64 = 42.0;
/// Least distance between two seals in mm: they neither touch nor overlap (7.3.5.1).
const BETWEEN: f64 = 2.0;

/// Organs that seal, in rows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Seals {
    /// The organs in their order, from left to right and from above; the last of a row stands over 成文日期.
    pub rows: Vec<Vec<Sealed>>,
    /// Where the last organ of a row and 成文日期 have their common middle.
    pub last: Last,
    /// From the middle of an organ to the middle of the next at its right, in mm.
    pub across: f64,
    /// From a row to the next, in mm.
    pub down: f64,
    /// Diameter of the largest seal, in mm.
    pub diameter: f64,
}

/// Where the middle of 成文日期 and of the organ over it is (7.3.5.1).
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Last {
    /// Where the date has it.
    Date {
        /// How many 字 the date ends before the edge: four, or what a very long one leaves.
        room: f64,
    },
    /// Where the widest organ has it, which ends at the edge.
    Organ,
}

/// An organ that seals.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sealed {
    /// 发文机关署名.
    pub organ: Text,
    /// 印章; room for a real one where there is none.
    pub seal: Option<Picture>,
}

/// Sets organs in as few rows as there can be, so that no seal leaves the type area, touches another or
/// stands on another's name.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "some organs, each some dozens of characters long"
)]
pub fn in_rows(organs: Vec<Sealed>, date: &Text) -> Seals {
    let em = GBT9704.em;
    let width = |text: &Text| text.chars().count() as f64 * em;
    let seals = organs.iter().filter_map(|organ| organ.seal.as_ref());
    let diameter = seals.map(|seal| seal.width.max(seal.height)).fold(DIAMETER, f64::max);
    let widest = organs.iter().map(|organ| width(&organ.organ)).fold(0.0, f64::max);
    let half = (widest / 2.0).max(diameter / 2.0);
    // 成文日期 右空四字
    let date = ems(date) * em;
    let room = (GBT9704.type_width - date).clamp(0.0, 4.0 * em);
    let over_date = GBT9704.type_width - room - date / 2.0;
    let last = if over_date > GBT9704.type_width - widest / 2.0 {
        Last::Organ
    } else {
        Last::Date { room: room / em }
    };
    let rightmost = over_date.min(GBT9704.type_width - half);
    let apart = (diameter + BETWEEN).max(widest + em);
    let columns = (((rightmost - half).max(0.0) / apart) as usize + 1).min(organs.len().max(1));
    let rows = organs.len().div_ceil(columns).max(1);
    let columns = organs.len().div_ceil(rows).max(1);
    // as far apart as the type area lets them, two 字 from its edge as its paragraphs are
    let across = match columns {
        1 => 0.0,
        more => ((rightmost - half - 2.0 * em) / (more - 1) as f64).max(apart),
    };
    let mut rest = organs.into_iter();
    let rows = (0..rows).map(|_| rest.by_ref().take(columns).collect()).collect();
    Seals { rows, last, across, down: diameter + BETWEEN, diameter }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows_of(names: &[&str]) -> (Vec<usize>, f64) {
        let organs = names.iter().map(|name| Sealed { organ: Text::program(*name), seal: None });
        let seals = in_rows(organs.collect(), &Text::program("2026年12月15日"));
        (seals.rows.iter().map(Vec::len).collect(), seals.across)
    }

    #[test]
    fn seals_of_42_mm_stand_three_a_row() {
        assert_eq!(rows_of(&["甲县公安局"]).0, [1]);
        assert_eq!(rows_of(&["甲县公安局"; 3]).0, [3]);
        assert_eq!(rows_of(&["甲县公安局"; 4]).0, [2, 2]);
        assert_eq!(rows_of(&["甲县公安局"; 5]).0, [3, 2]);
    }

    #[test]
    fn long_names_stand_further_apart() {
        let (rows, across) = rows_of(&["青溪县人力资源和社会保障局", "青溪县公安局"]);
        assert_eq!(rows, [2]);
        assert!(across >= 14.0 * GBT9704.em);
        assert_eq!(rows_of(&[&"字".repeat(27), "青溪县公安局"]).0, [1, 1]);
        assert_eq!(rows_of(&[&"字".repeat(40)]).0, [1]);
    }
}
