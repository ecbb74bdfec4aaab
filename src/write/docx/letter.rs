//! 版头 of a letter (10.1) and its red double lines.

use docx_rs::{
    BorderType, LineSpacing, LineSpacingType, Paragraph, ParagraphBorder, ParagraphBorderPosition,
    ParagraphBorders,
};

use super::flow::{Flow, line};
use super::head::{above, signers};
use super::mark::Mark;
use super::measure::{EM, Grid, LINE_ABOVE, TYPE_WIDTH, twips};
use super::styles::{LETTER_NUMBER, LETTER_RULE, RED};
use crate::doc::Head;
use crate::standard::GBT9704;

/// A double line in twips: 2 pt, 0.75 pt of white and 0.75 pt, as Word makes them.
const DOUBLE: i32 = 40 + 15 + 15;

/// Adds 版头: 标志 and the first double line in frames at the paper's top, below them 份号, 密级 and 紧急程度
/// at the left, 发文字号 at the right of the first of them.
pub(super) fn head(head: &Head, mark: Mark, preprinted: bool, flow: &mut Flow) {
    let top = twips(GBT9704.letter_mark_top - mark.above());
    // the elements are so far below the line that 7/8 字 are between them (10.1); the line's frame keeps
    // as far off the mark's, which ends 1 mm below the ink
    let below = twips(GBT9704.letter_gap - LINE_ABOVE);
    let height = twips(mark.height() - mark.below() + 1.0).unsigned_abs();
    let words = framed(mark.lines(LineSpacing::new()), top);
    flow.paragraph(words.h_rule("exact").frame_height(height));
    let ink = mark.height() - mark.above() - mark.below();
    let top = twips(GBT9704.letter_mark_top + ink + GBT9704.letter_rule_gap);
    flow.paragraph(rule(BorderType::ThickThinSmallGap, top, preprinted).v_space(below));
    let mut lines = 0;
    for (_, style, text) in above(head) {
        flow.paragraph(line(style, text));
        lines += 1;
    }
    if head.number.is_none() && lines == 0 {
        // its row stays
        flow.paragraph(line(&LETTER_NUMBER, ""));
    }
    if let Some(number) = &head.number {
        let paragraph = line(&LETTER_NUMBER, number);
        flow.paragraph(if lines == 0 {
            paragraph
        } else {
            // in a frame, for the words before it in the file stand on its row and below
            paragraph
                .wrap("around")
                .h_anchor("margin")
                .x_align("right")
                .v_anchor("page")
                .frame_y(top + DOUBLE + below)
                .frame_width(
                    Grid::STANDARD.width(number).min(TYPE_WIDTH - EM).unsigned_abs()
                        + EM.unsigned_abs(),
                )
        });
    }
    if !head.signers.is_empty() {
        flow.paragraph(signers(&head.signers).0);
    }
}

/// The second double line, at the foot of the first page.
pub(super) fn second_rule(preprinted: bool) -> Paragraph {
    let bottom = twips(GBT9704.page_height - GBT9704.letter_rule_bottom);
    rule(BorderType::ThinThickSmallGap, bottom - DOUBLE, preprinted)
}

/// A red double line whose upper edge is so far below the paper's: the border below an empty paragraph,
/// for programs do not agree on what space between a text and its border is in a frame, nor on which
/// line of a border above a text is the outer. Where it is printed already (套打) only its room is kept.
fn rule(kind: BorderType, top: i32, preprinted: bool) -> Paragraph {
    let rule = framed(Paragraph::new().style(LETTER_RULE.id), top - LETTER_RULE.line);
    if preprinted {
        let height = LETTER_RULE.line + DOUBLE;
        let exactly = LineSpacing::new().line_rule(LineSpacingType::Exact).line(height);
        return rule.line_spacing(exactly);
    }
    let border = ParagraphBorder::new(ParagraphBorderPosition::Bottom);
    let border = border.val(kind).size(16).space(0).color(RED);
    let mut rule = rule;
    rule.property = rule.property.set_borders(ParagraphBorders::with_empty().set(border));
    rule
}

/// In a frame as long as the double lines, so far below the paper's top edge.
fn framed(paragraph: Paragraph, top: i32) -> Paragraph {
    let left = (GBT9704.page_width - GBT9704.letter_rule_width) / 2.0;
    paragraph
        .wrap("notBeside")
        .h_anchor("page")
        .frame_x(twips(left))
        .v_anchor("page")
        .frame_y(top)
        .frame_width(twips(GBT9704.letter_rule_width).unsigned_abs())
}
