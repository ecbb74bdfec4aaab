//! Lengths in Word's units, and how wide a text is.

use crate::standard::{GBT9704, MM_PER_PT};

/// 3号 in half points.
pub const SIZE_3: usize = 32;
/// What makes 28 characters of 16 pt fill 156 mm (5.2.3), in twips per character.
pub const TIGHT: i32 = -5;
/// 字 (3.1) in twips: 3号 with the tightening.
pub const EM: i32 = 16 * 20 + TIGHT;
/// 行 (3.2) in twips: 28.95 pt; 22 of them go into 225 mm, 22 of 29 pt do not.
pub const PITCH: i32 = 579;
/// 字 of 4号 in twips, for 版记 and page numbers.
pub const EM_4: i32 = 14 * 20;
/// Left edge of the type area.
pub const LEFT: i32 = 1587;
/// Right margin.
pub const RIGHT: i32 = 1474;
/// Page width: A4.
pub const PAGE_WIDTH: i32 = 11906;
/// Page height: A4.
pub const PAGE_HEIGHT: i32 = 16838;
/// Width of the type area (5.2.1).
pub const TYPE_WIDTH: i32 = PAGE_WIDTH - LEFT - RIGHT;

/// Millimetres as twips.
pub fn twips(mm: f64) -> i32 {
    whole(mm / MM_PER_PT * 20.0)
}

/// Millimetres of a font size as half points, rounded down so that a line that fits still does.
pub fn half_points(mm: f64) -> usize {
    usize::try_from(whole((mm / MM_PER_PT * 2.0).floor())).unwrap_or_default().max(2)
}

/// A size of 3号 as a length for those who want an unsigned number.
pub fn unsigned(twips: i32) -> usize {
    usize::try_from(twips).unwrap_or_default()
}

/// 字 times a count.
pub fn ems(count: usize) -> i32 {
    // no line holds more: keeps absurd counts from overflowing
    EM * i32::try_from(count.min(28)).unwrap_or_default()
}

/// The width of a text in 3号, in twips. Latin characters are half a 字 wide, as they are in 仿宋_GB2312
/// and as the digits are in every 仿宋.
pub fn width(text: &str) -> i32 {
    let per_character = |c: char| if is_half(c) { EM - 8 * 20 } else { EM };
    text.chars().map(per_character).fold(0, i32::saturating_add)
}

/// The width of a text in 字.
pub fn width_in_ems(text: &str) -> f64 {
    text.chars().map(|c| if is_half(c) { 0.5 } else { 1.0 }).sum()
}

fn is_half(c: char) -> bool {
    c < '\u{2000}' && c != '·'
}

/// How many lines a text takes at most where `room` 字 go into a line: each line may have to give a
/// character to the next because of its punctuation.
pub fn lines(text: &str, room: f64) -> usize {
    let lines = (width_in_ems(text) / (room - 1.0).max(1.0)).ceil().max(1.0);
    usize::try_from(whole(lines)).unwrap_or(1)
}

/// Rounds; lengths here are far from the limits of `i32`, and those that are not are cut to them.
#[expect(clippy::cast_possible_truncation, reason = "`as` saturates")]
fn whole(number: f64) -> i32 {
    number.round() as i32
}

/// Size in half points of 发文机关标志 with so many characters (7.2.4).
pub fn mark_size(characters: usize) -> usize {
    half_points(GBT9704.mark_size_for(characters))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grid_is_28_by_22() {
        assert!(28 * EM <= TYPE_WIDTH && 29 * EM > TYPE_WIDTH);
        let height = PAGE_HEIGHT - 2098 - 1984;
        assert!(22 * PITCH <= height && 23 * PITCH > height);
    }

    #[test]
    fn digits_are_half_as_wide_as_characters() {
        assert_eq!(width("年月"), 2 * EM);
        assert_eq!(width("10"), 2 * (8 * 20 + TIGHT));
        assert!((width_in_ems("2026年·") - 4.0).abs() < 1e-9);
    }

    #[test]
    fn a_mark_fits_its_line_whatever_its_length() {
        for characters in 1..60 {
            let size = i32::try_from(mark_size(characters)).unwrap() * 10;
            assert!(size * i32::try_from(characters).unwrap() <= TYPE_WIDTH, "{characters}");
        }
        assert_eq!(mark_size(0), mark_size(1));
    }

    #[test]
    fn absurd_lengths_do_not_overflow() {
        assert_eq!(ems(usize::MAX), 28 * EM);
        assert!(lines(&"字".repeat(10_000), 0.0) >= 10_000);
        assert_eq!(lines("", 10.0), 1);
    }
}
