//! 版头 of a letter (10.1) and its red double lines.

use docx_rs::{
    BorderType, LineSpacing, LineSpacingType, Paragraph, ParagraphBorder, ParagraphBorderPosition,
    ParagraphBorders, SpecialIndentType,
};

use super::flow::{Flow, line};
use super::head::names;
use super::mark::Mark;
use super::measure::{EM, Grid, LINE_ABOVE, PITCH, TYPE_WIDTH, twips};
use super::styles::{LETTER_NUMBER, LETTER_RULE, RED, SIGNERS};
use crate::arrange::head::Signers;
use crate::doc::Text;
use crate::standard::GBT9704;
use crate::standard::word::{DOUBLE, eighths};

/// From the double line down to what stands below it, in twips: the elements are so far below it that 7/8 字
/// are between them (10.1).
fn below_rule() -> i32 {
    twips(GBT9704.letter_gap - LINE_ABOVE)
}

/// The upper edge of the first double line below the paper's, in twips.
fn rule_top(mark: Mark) -> i32 {
    let ink = mark.height() - mark.above() - mark.below();
    twips(GBT9704.letter_mark_top + ink + GBT9704.letter_rule_gap)
}

/// Adds 标志 and the first double line, in frames at the paper's top.
pub(super) fn mark(mark: Mark, preprinted: bool, flow: &mut Flow) {
    let top = twips(GBT9704.letter_mark_top - mark.above());
    // the line's frame keeps as far off the mark's, which ends 1 mm below the ink
    let height = twips(mark.height() - mark.below() + 1.0).unsigned_abs();
    let words = framed(mark.lines(LineSpacing::new()), top);
    flow.paragraph(words.h_rule("exact").frame_height(height));
    let rule = rule(BorderType::ThickThinSmallGap, rule_top(mark), preprinted);
    flow.paragraph(rule.v_space(below_rule()));
}

/// Adds 发文字号 and 签发人 at the right of so many rows, beside so many notices.
pub(super) fn beside(
    mark: Mark,
    (rows, notices): (usize, usize),
    (number, signers): (&Text, Option<&Signers>),
    flow: &mut Flow,
) {
    let at_right = line(&LETTER_NUMBER, number);
    if rows == 1 && notices == 0 {
        flow.paragraph(at_right);
        return;
    }
    // rows that only have something at the right
    for _ in notices..rows {
        flow.paragraph(line(&LETTER_NUMBER, ""));
    }
    // in frames, for the words before them in the file stand on their rows
    let top = rule_top(mark) + DOUBLE + below_rule();
    let width = Grid::STANDARD.width(number).min(TYPE_WIDTH - EM) + EM;
    flow.paragraph(beside_text(at_right, top, width));
    if let Some(found) = signers {
        let (paragraph, width) = names(found);
        // 右空一字: the frame is one 字 wider than they are
        let frame = beside_text(paragraph, top + PITCH, (width + EM).min(TYPE_WIDTH));
        flow.paragraph(frame);
    }
}

/// Adds 发文字号 and 签发人 in rows of their own.
pub(super) fn below((number, signers): (&Text, Option<&Signers>), flow: &mut Flow) {
    flow.paragraph(line(&LETTER_NUMBER, number));
    if let Some(found) = signers {
        let (paragraph, width) = names(found);
        let left = SIGNERS.left + (TYPE_WIDTH - width - EM).max(0);
        let hanging = Some(SpecialIndentType::Hanging(-SIGNERS.first));
        flow.paragraph(paragraph.indent(Some(left), hanging, Some(EM), None));
    }
}

/// In a frame at the right of the type area, so far below the paper's top edge, in twips.
fn beside_text(paragraph: Paragraph, top: i32, width: i32) -> Paragraph {
    paragraph
        .wrap("around")
        .h_anchor("margin")
        .x_align("right")
        .v_anchor("page")
        .frame_y(top)
        .frame_width(width.unsigned_abs())
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
    let border = border.val(kind).size(eighths(GBT9704.letter_thick)).space(0).color(RED);
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
