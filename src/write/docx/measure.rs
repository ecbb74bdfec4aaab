//! Lengths in Word's units, and how wide a text is.

use crate::standard::{GBT9704, MM_PER_PT};

/// 3号 in half points.
pub(super) const SIZE_3: usize = 32;
/// What makes 28 characters of 16 pt fill 156 mm (5.2.3), in twips per character.
pub(super) const TIGHT: i32 = -5;
/// 字 (3.1) in twips: 3号 with the tightening.
pub(super) const EM: i32 = 16 * 20 + TIGHT;
/// 行 (3.2) in twips: 28.95 pt; 22 of them go into 225 mm, 22 of 29 pt do not.
pub(super) const PITCH: i32 = 579;
/// 字 of 4号 in twips, for 版记 and page numbers.
pub(super) const EM_4: i32 = 14 * 20;
/// 订口 (5.2.1): 28 mm.
pub(super) const LEFT: i32 = 1587;
/// What 28 mm and 156 mm leave of the page: 26 mm.
pub(super) const RIGHT: i32 = 1474;
/// Page width: A4.
pub(super) const PAGE_WIDTH: i32 = 11906;
/// Page height: A4.
pub(super) const PAGE_HEIGHT: i32 = 16838;
/// Width of the type area (5.2.1).
pub(super) const TYPE_WIDTH: i32 = PAGE_WIDTH - LEFT - RIGHT;

/// Height of the type area (5.2.1), the width of a turned page's: 225 mm.
pub(super) const TYPE_HEIGHT: i32 = 12756;

/// Millimetres as twips.
pub(super) fn twips(mm: f64) -> i32 {
    whole(mm / MM_PER_PT * 20.0)
}

/// Millimetres of a font size as half points, rounded down so that a line that fits still does.
pub(super) fn half_points(mm: f64) -> usize {
    usize::try_from(whole((mm / MM_PER_PT * 2.0).floor())).unwrap_or_default().max(2)
}

/// Twips for the builders that want them unsigned.
pub(super) fn unsigned(twips: i32) -> usize {
    usize::try_from(twips).unwrap_or_default()
}

/// 字 times a count.
pub(super) fn ems(count: usize) -> i32 {
    // no line holds more: keeps absurd counts from overflowing
    EM * i32::try_from(count.min(28)).unwrap_or_default()
}

/// The width of a text in 3号, in twips. Latin characters are half a 字 wide, as they are in `仿宋_GB2312`
/// and as the digits are in every 仿宋.
pub(super) fn width(text: &str) -> i32 {
    let per_character = |c: char| if is_half(c) { EM - 8 * 20 } else { EM };
    text.chars().map(per_character).fold(0, i32::saturating_add)
}

fn is_half(c: char) -> bool {
    c < '\u{2000}' && c != '·'
}

/// How many lines a text takes where `room` 字 go into a line, no line beginning with closing or ending
/// with opening punctuation.
pub(super) fn lines(text: &str, room: f64) -> usize {
    let mut lines = 1;
    let mut used = 0.0;
    let mut last = '字';
    for c in text.chars() {
        if used + ems_of(c) > room.max(1.0) {
            lines += 1;
            let together =
                "，。、；：？！）》〉”’】〕」』".contains(c) || "（《〈“‘【〔「『".contains(last);
            used = if together { ems_of(last) } else { 0.0 };
        }
        used += ems_of(c);
        last = c;
    }
    lines
}

fn ems_of(c: char) -> f64 {
    if is_half(c) { 0.5 } else { 1.0 }
}

/// Rounds; lengths here are far from the limits of `i32`, and those that are not are cut to them.
#[expect(clippy::cast_possible_truncation, reason = "`as` saturates")]
fn whole(number: f64) -> i32 {
    number.round() as i32
}

/// Size in half points of 发文机关标志 with so many characters (7.2.4).
pub(super) fn mark_size(characters: usize) -> usize {
    half_points(GBT9704.mark_size_for(characters))
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
        assert_eq!(width("年月"), 2 * EM);
        assert_eq!(width("10"), 2 * (8 * 20 + TIGHT));
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
        assert_eq!(lines(&"字".repeat(10_000), 0.0), 10_000);
    }

    #[test]
    fn lines_break_where_punctuation_lets_them() {
        assert_eq!(lines("", 4.0), 1);
        assert_eq!(lines("甲乙丙丁", 4.0), 1);
        assert_eq!(lines("甲乙丙丁戊己庚辛", 4.0), 2);
        // 丁， goes to the second line, 辛 to the third
        assert_eq!(lines("甲乙丙丁，戊己庚辛", 4.0), 3);
        assert_eq!(lines("2026年", 3.0), 1);
    }
}
