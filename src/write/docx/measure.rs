//! Lengths in Word's units, and how wide a text is.

use crate::layout::Spacing;
use crate::standard::word::SIZE_3_TWIPS;
use crate::standard::{GBT9704, MM_PER_PT};

pub(super) use crate::standard::word::{LINE_ABOVE, PITCH, SIZE_3, TIGHT, twips};

/// 字 (3.1) in twips: 3号 with the tightening.
pub(super) const EM: i32 = SIZE_3_TWIPS + TIGHT;
/// 字 of 4号 in twips, for 版记 and page numbers.
pub(super) const EM_4: i32 = twips(GBT9704.small_size);
/// 订口 (5.2.1).
pub(super) const LEFT: i32 = twips(GBT9704.margin_left);
/// What 订口 and the type area leave of the page.
pub(super) const RIGHT: i32 = twips(GBT9704.page_width - GBT9704.margin_left - GBT9704.type_width);
/// Page width (5.1).
pub(super) const PAGE_WIDTH: i32 = twips(GBT9704.page_width);
/// Page height (5.1).
pub(super) const PAGE_HEIGHT: i32 = twips(GBT9704.page_height);
/// Width of the type area (5.2.1).
pub(super) const TYPE_WIDTH: i32 = PAGE_WIDTH - LEFT - RIGHT;

/// Height of the type area (5.2.1), the width of a turned page's.
pub(super) const TYPE_HEIGHT: i32 = twips(GBT9704.type_height);

/// Millimetres as EMU, the unit of drawings.
pub(super) fn emus(mm: f64) -> i64 {
    i64::from(whole(mm * 36_000.0))
}

/// Millimetres of a font size as half points, rounded down so that a line that fits still does.
pub(super) fn half_points(mm: f64) -> usize {
    usize::try_from(whole((mm / MM_PER_PT * 2.0).floor())).unwrap_or_default().max(2)
}

/// 字 as twips.
pub(super) fn ems(characters: f64) -> i32 {
    whole(characters * f64::from(EM))
}

/// Twips for the builders that want them unsigned.
pub(super) fn unsigned(twips: i32) -> usize {
    usize::try_from(twips).unwrap_or_default()
}

/// Twips as millimetres.
pub(super) fn millimetres(twips: i32) -> f64 {
    f64::from(twips) / 20.0 * MM_PER_PT
}

/// 字 and 行 in twips: the standard's, or what a document adjusts them to (7.3.5.5).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Grid {
    /// 字 (3.1).
    pub em: i32,
    /// 行 (3.2).
    pub pitch: i32,
}

impl Grid {
    /// The standard's.
    pub(super) const STANDARD: Self = Self { em: EM, pitch: PITCH };

    /// The grid of running text.
    pub(super) fn of(spacing: Spacing) -> Self {
        Self {
            em: EM + whole(f64::from(EM) * (spacing.character - 1.0)),
            pitch: whole(f64::from(PITCH) * spacing.line),
        }
    }

    /// What is added to each character of 3号.
    pub(super) fn tight(self) -> i32 {
        self.em - SIZE_3_TWIPS
    }

    /// 字 times a count.
    pub(super) fn ems(self, count: usize) -> i32 {
        // no line holds more: keeps absurd counts from overflowing
        self.em * i32::try_from(count.min(28)).unwrap_or_default()
    }

    /// The width of a text in 3号. Latin characters are half a 字 wide, as they are in `仿宋_GB2312` and as
    /// the digits are in every 仿宋.
    pub(super) fn width(self, text: &str) -> i32 {
        let half = self.em - SIZE_3_TWIPS / 2;
        let per_character = |c: char| if is_half(c) { half } else { self.em };
        text.chars().map(per_character).fold(0, i32::saturating_add)
    }
}

fn is_half(c: char) -> bool {
    c < '\u{2000}' && c != '·'
}

/// Rounds; lengths here are far from the limits of `i32`, and those that are not are cut to them.
#[expect(clippy::cast_possible_truncation, reason = "`as` saturates")]
fn whole(number: f64) -> i32 {
    number.round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grid_is_28_by_22() {
        let height = PAGE_HEIGHT - twips(37.0) - twips(35.0);
        assert_eq!((TYPE_WIDTH / EM, height / PITCH), (28, 22));
    }

    #[test]
    fn digits_are_half_as_wide_as_characters() {
        assert_eq!(Grid::STANDARD.width("年月"), 2 * EM);
        assert_eq!(Grid::STANDARD.width("10"), 2 * (8 * 20 + TIGHT));
    }

    #[test]
    fn a_mark_fits_its_line_whatever_its_length() {
        for characters in 1..60 {
            let size = half_points(GBT9704.mark_size_for(1, f64::from(characters), 0.0));
            let size = i32::try_from(size).unwrap() * 10;
            assert!(size * characters <= TYPE_WIDTH, "{characters}");
        }
    }

    #[test]
    fn an_adjusted_grid_is_tighter() {
        assert_eq!(Grid::of(Spacing { line: 1.0, character: 1.0 }), Grid::STANDARD);
        let tighter = Grid::of(Spacing { line: 0.965, character: 0.98 });
        assert_eq!((tighter.em, tighter.pitch, tighter.tight()), (309, 559, -11));
        assert_eq!(tighter.width("年1"), 309 + 149);
    }

    #[test]
    fn absurd_lengths_do_not_overflow() {
        assert_eq!(Grid::STANDARD.ems(usize::MAX), 28 * EM);
    }
}
