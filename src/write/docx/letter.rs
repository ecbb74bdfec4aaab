//! 版头 of a letter (10.1) and its red double lines.

use docx_rs::{
    BorderType, LineSpacing, LineSpacingType, Paragraph, ParagraphBorder, ParagraphBorderPosition,
    ParagraphBorders, SpecialIndentType, TableCell,
};

use super::flow::{Flow, beside, line};
use super::head::{names, notice};
use super::mark::Mark;
use super::measure::{EM, Grid, LINE_ABOVE, TYPE_WIDTH, twips};
use super::styles::{LETTER_NUMBER, LETTER_RULE, RED, SIGNERS};
use crate::arrange::head::{Notice, Signers};
use crate::doc::Text;
use crate::standard::GBT9704;
use crate::standard::word::{DOUBLE, eighths};

/// From 标志's ink to the bottom of the frame that holds it, in mm.
const BELOW_MARK: f64 = 1.0;

/// Adds 标志, in a frame above the type area, and the first double line.
pub(super) fn mark(mark: Mark, preprinted: bool, flow: &mut Flow) {
    let ink = mark.height() - mark.above() - mark.below();
    let ink_bottom = GBT9704.letter_mark_top + ink;
    let height = twips(mark.height() - mark.below() + BELOW_MARK).unsigned_abs();
    let left = (GBT9704.page_width - GBT9704.letter_rule_width) / 2.0;
    let frame = mark
        .lines(LineSpacing::new())
        .wrap("notBeside")
        .h_anchor("page")
        .frame_x(twips(left))
        .v_anchor("page")
        .frame_y(twips(GBT9704.letter_mark_top - mark.above()))
        .frame_width(twips(GBT9704.letter_rule_width).unsigned_abs())
        .h_rule("exact")
        .frame_height(height);
    flow.paragraph(frame);
    let rule = BorderType::ThickThinSmallGap;
    // the elements are so far below it that 7/8 字 are between them (10.1)
    let below = LineSpacing::new().after(twips(GBT9704.letter_gap - LINE_ABOVE).unsigned_abs());
    // what follows a frame begins below it, but not above the type area
    let begins = (ink_bottom + BELOW_MARK).max(GBT9704.margin_top);
    let above = twips(ink_bottom + GBT9704.letter_rule_gap - begins).max(LETTER_RULE.line);
    flow.paragraph(self::rule(rule, above, below, preprinted));
}

/// Adds notices and, at the right of so many rows from the first, 发文字号 and 签发人.
pub(super) fn beside_notices(
    notices: &[Notice],
    (number, signers): (&Text, Option<&Signers>),
    flow: &mut Flow,
) {
    let at_right = line(&LETTER_NUMBER, number);
    if notices.is_empty() && signers.is_none() {
        flow.paragraph(at_right);
        return;
    }
    let mut right = Grid::STANDARD.width(number) + EM;
    let mut cell = TableCell::new().add_paragraph(at_right);
    if let Some(found) = signers {
        let (paragraph, width) = names(found);
        // 右空一字: the cell is one 字 wider than they are
        right = right.max(width + EM);
        let left = SIGNERS.left + (right - width - EM).max(0);
        let hanging = Some(SpecialIndentType::Hanging(-SIGNERS.first));
        cell = cell.add_paragraph(paragraph.indent(Some(left), hanging, Some(SIGNERS.right), None));
    }
    let right = right.min(TYPE_WIDTH - EM);
    let left = notices.iter().map(notice).fold(TableCell::new(), TableCell::add_paragraph);
    let left = if notices.is_empty() { left.add_paragraph(line(&LETTER_NUMBER, "")) } else { left };
    flow.table(beside(vec![(TYPE_WIDTH - right, left), (right, cell)]));
}

/// Adds notices, 发文字号 and 签发人 in rows of their own.
pub(super) fn below(
    notices: &[Notice],
    (number, signers): (&Text, Option<&Signers>),
    flow: &mut Flow,
) {
    for found in notices {
        flow.paragraph(notice(found));
    }
    flow.paragraph(line(&LETTER_NUMBER, number));
    if let Some(found) = signers {
        let (paragraph, width) = names(found);
        let left = SIGNERS.left + (TYPE_WIDTH - width - EM).max(0);
        let hanging = Some(SpecialIndentType::Hanging(-SIGNERS.first));
        flow.paragraph(paragraph.indent(Some(left), hanging, Some(EM), None));
    }
}

/// The second double line, at the foot of the first page.
pub(super) fn second_rule(preprinted: bool) -> Paragraph {
    rule(BorderType::ThinThickSmallGap, LETTER_RULE.line, LineSpacing::new(), preprinted)
}

/// A red double line so far below the paragraph's top: the border below an empty line, for programs do not
/// agree on which line of a border above a text is the outer. Where it is printed already (套打) only its
/// room is kept.
fn rule(kind: BorderType, above: i32, spacing: LineSpacing, preprinted: bool) -> Paragraph {
    let rule = Paragraph::new().style(LETTER_RULE.id);
    let exactly = |height| spacing.line_rule(LineSpacingType::Exact).line(height);
    if preprinted {
        return rule.line_spacing(exactly(above + DOUBLE));
    }
    let border = ParagraphBorder::new(ParagraphBorderPosition::Bottom);
    let border = border.val(kind).size(eighths(GBT9704.letter_thick)).space(0).color(RED);
    let mut rule = rule.line_spacing(exactly(above));
    rule.property = rule.property.set_borders(ParagraphBorders::with_empty().set(border));
    rule
}
