//! The figures of the DOCX: Word's units, and where the file departs from [`GBT9704`] on purpose.
//!
//! Offices check page margins, font sizes and the line pitch in Word's dialogs, and programs that show a DOCX place
//! text in its line differently. What is not named in [`DEPARTURES`] is the standard's figure in Word's unit.

use super::{GBT9704, MM_PER_PT};

/// Millimetres as twips (a twentieth of a point).
pub const fn twips(mm: f64) -> i32 {
    rounded(mm / MM_PER_PT * 20.0)
}

/// Millimetres of a font size as half points.
pub const fn half_points(mm: f64) -> usize {
    rounded(mm / MM_PER_PT * 2.0).unsigned_abs() as usize
}

/// Millimetres of a rule's weight as eighths of a point.
pub const fn eighths(mm: f64) -> usize {
    rounded(mm / MM_PER_PT * 8.0).unsigned_abs() as usize
}

/// `f64::round` of a length, which is no `const fn` yet.
#[expect(clippy::cast_possible_truncation, reason = "`as` saturates")]
const fn rounded(number: f64) -> i32 {
    (if number < 0.0 { number - 0.5 } else { number + 0.5 }) as i32
}

/// 3号 in half points: 16 pt.
pub const SIZE_3: usize = 32;
/// 3号 in twips.
pub const SIZE_3_TWIPS: i32 = 16 * 20;
/// What is added to each character of 3号, in twips.
pub const TIGHT: i32 = -5;
/// 行 (3.2), in twips: 28.95 pt.
pub const PITCH: i32 = 579;
/// From one title line's top to the next, in twips.
pub const TITLE_PITCH: i32 = 710;
/// Space above a title: 空二行 (7.3.1), in twips.
pub const ABOVE_TITLE: i32 = 1049;
/// The same where a line of text is above it and no rule, in twips.
pub const ABOVE_TITLE_UNDER_TEXT: i32 = 930;
/// Space below a title: 空一行 (7.3.2), in twips.
pub const BELOW_TITLE: i32 = 320;
/// Space below 令号: 空二行 (10.2), in twips.
pub const BELOW_ORDER_NUMBER: i32 = 920;
/// From the bottom of 发文字号's line to 版头分隔线 (7.2.7), in pt.
pub const ABOVE_RULE: i32 = 5;
/// The same below a row of a table, in pt.
pub const ABOVE_RULE_UNDER_TABLE: i32 = 4;
/// A double line of a letter (10.1), in twips: 2 pt, 0.75 pt of white, 0.75 pt.
pub const DOUBLE: i32 = 40 + 15 + 15;
/// The line of a page number (7.5), in twips: 17.75 pt.
pub const PAGE_NUMBER_LINE: i32 = 355;
/// From the bottom of that line to its 一字线, in mm.
pub const PAGE_NUMBER_DASH: f64 = 3.1;
/// From the top of a line of 3号 to its em box, in mm.
pub const LINE_ABOVE: f64 = 2.74;
/// How much of a mark's em is below the baseline.
pub const MARK_BELOW: f64 = 0.087;

/// A figure that is not the standard's.
pub struct Departure {
    /// What it is.
    pub figure: &'static str,
    /// In the PDF, in mm.
    pub standard: f64,
    /// In the DOCX, in mm.
    pub word: f64,
    /// Why.
    pub because: &'static str,
}

const fn mm(twips: i32) -> f64 {
    twips as f64 / 20.0 * MM_PER_PT
}

/// Every figure of the DOCX that departs from [`GBT9704`].
pub const DEPARTURES: [Departure; 14] = [
    Departure {
        figure: "3号 (5.2.2)",
        standard: GBT9704.em,
        word: mm(SIZE_3_TWIPS),
        because: "Word's dialog knows 16 pt as 三号, and no 15.79 pt",
    },
    Departure {
        figure: "字 (3.1, 5.2.3)",
        standard: GBT9704.em,
        word: mm(SIZE_3_TWIPS + TIGHT),
        because: "16 pt less 0.25 pt a character: 28 of them go into 156 mm; a tenth of a point finer is nowhere offered",
    },
    Departure {
        figure: "行 (3.2, 5.2.3)",
        standard: GBT9704.pitch,
        word: mm(PITCH),
        because: "offices check 28.95 pt, and 22 boxes of it go into 225 mm; 22 of 29 pt do not",
    },
    Departure {
        figure: "标题's 行",
        standard: GBT9704.title_pitch,
        word: mm(TITLE_PITCH),
        because: "35.5 pt, the next below that Word's dialog shows",
    },
    Departure {
        figure: "空二行 above 标题 (7.3.1)",
        standard: 2.0 * GBT9704.element_gap,
        word: mm(ABOVE_TITLE),
        because: "space above a line of fixed height: with what is above the characters in their line it is 空二行, and somewhat more, for programs place text in its line differently",
    },
    Departure {
        figure: "空二行 above 标题 of a letter (7.3.1)",
        standard: 2.0 * GBT9704.element_gap,
        word: mm(ABOVE_TITLE_UNDER_TEXT),
        because: "the same, with what is below the characters in the line above",
    },
    Departure {
        figure: "空一行 below 标题 (7.3.2)",
        standard: GBT9704.element_gap,
        word: mm(BELOW_TITLE),
        because: "the same below it",
    },
    Departure {
        figure: "空二行 below 令号 (10.2)",
        standard: 2.0 * GBT9704.element_gap,
        word: mm(BELOW_ORDER_NUMBER),
        because: "the same between two lines of 3号",
    },
    Departure {
        figure: "版头分隔线 below 发文字号 (7.2.7)",
        standard: GBT9704.head_rule_gap,
        word: mm(ABOVE_RULE * 20),
        because: "from the line's bottom, which is below the characters'",
    },
    Departure {
        figure: "版头分隔线 below 签发人 (7.2.7)",
        standard: GBT9704.head_rule_gap,
        word: mm(ABOVE_RULE_UNDER_TABLE * 20),
        because: "the same below a row of a table, and a line of 1 pt that carries the rule",
    },
    Departure {
        figure: "a letter's double line (10.1; ours)",
        standard: GBT9704.letter_thick + GBT9704.letter_between + GBT9704.letter_thin,
        word: mm(DOUBLE),
        because: "Word has one border of a thick and a thin line, and sets its parts itself",
    },
    Departure {
        figure: "页码's line (7.5)",
        standard: GBT9704.small_size,
        word: mm(PAGE_NUMBER_LINE),
        because: "a line of fixed height holds its 一字线 3.1 mm above its bottom in every program",
    },
    Departure {
        figure: "above the characters in a line of 3号",
        standard: 0.0,
        word: LINE_ABOVE,
        because: "Word's lines begin above their characters; half way between programs that centre the em box and programs that put the baseline 80 % down, which differ by 0.9 mm",
    },
    Departure {
        figure: "小标宋's ink below the baseline, of 1 mm",
        standard: GBT9704.mark_below,
        word: MARK_BELOW,
        because: "方正小标宋, which the DOCX names, is not the shipped face",
    },
];

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;

    #[test]
    fn figures_are_the_standards_in_words_units() {
        assert_eq!(
            (twips(28.0), twips(210.0), twips(297.0), twips(225.0)),
            (1587, 11906, 16838, 12756)
        );
        assert_eq!((half_points(GBT9704.title_size), half_points(GBT9704.small_size)), (44, 28));
        assert_eq!((eighths(GBT9704.thick_rule), eighths(GBT9704.thin_rule)), (8, 6));
        assert_eq!(twips(-1.0), -57);
    }

    /// Whoever changes a figure of one format only meets this list.
    #[test]
    fn departures() {
        let mut list = String::new();
        for Departure { figure, standard, word, because } in DEPARTURES {
            writeln!(list, "{figure}: {standard:.3} mm, {word:.3} mm: {because}").unwrap();
        }
        insta::assert_snapshot!(list);
    }
}
