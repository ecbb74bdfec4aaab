//! 版头 (7.2) of all formats but the letter's.

use docx_rs::{
    LineSpacing, LineSpacingType, Paragraph, Run, Tab, TabValueType, TableCell, VAlignType,
};

use super::flow::{self, Flow, beside, line, line_break, room, run};
use super::letter;
use super::mark::Mark;
use super::measure::{EM, Grid, LINE_ABOVE, PITCH, TYPE_WIDTH, ems, twips, unsigned};
use super::styles::{
    COPY_NUMBER, HEAD_RULE, NUMBER, ORDER_NUMBER, SECRECY, SIGNER, SIGNERS, Style, UPWARD_NUMBER,
    URGENCY,
};
use crate::arrange::Head;
use crate::arrange::head::{Divider, LetterRows, Notice, NoticeKind, NumberRow, Signers};
use crate::doc::Text;
use crate::standard::{GBT9704, SIGNER_LEAD};

/// Adds 版头, its mark in a size of so many mm, without what is red where that is printed already (套打).
pub(super) fn head(head: &Head, mark_size: f64, preprinted: bool, flow: &mut Flow) {
    match head {
        Head::Standing { notices, mark, mark_drop, number, divider } => {
            let mark = Mark::new(mark, mark_size, preprinted);
            // two rows from 标志 to what follows, a line of 3号
            let two_rows = 2.0 * GBT9704.element_gap - LINE_ABOVE - mark.below();
            set(notices, mark, *mark_drop, two_rows, flow);
            match number {
                NumberRow::Centred { number } => centred(number, *divider, preprinted, flow),
                NumberRow::Upward { number, signers, most } => {
                    let (names, width) = names(signers);
                    let right = (width + EM).min(ems(*most));
                    upward(number, (names, right), *divider, preprinted, flow);
                }
            }
        }
        Head::Letter { mark, notices, number, signers, rows } => {
            let mark = Mark::new(mark, mark_size, preprinted);
            letter::mark(mark, preprinted, flow);
            let at_right = (number, signers.as_ref());
            match rows {
                LetterRows::Beside { .. } => letter::beside_notices(notices, at_right, flow),
                LetterRows::Below => letter::below(notices, at_right, flow),
            }
        }
    }
}

/// 份号, 密级和保密期限 or 紧急程度 (7.2.1 to 7.2.3).
pub(super) fn notice(notice: &Notice) -> Paragraph {
    let style = match notice.kind {
        NoticeKind::CopyNumber => &COPY_NUMBER,
        NoticeKind::Secrecy => &SECRECY,
        NoticeKind::Urgency => &URGENCY,
    };
    line(style, &notice.text)
}

/// 发文机关标志 (7.2.4), its ink so far below the type area's top edge whatever stands above it.
fn set(notices: &[Notice], mark: Mark, drop: f64, after: f64, flow: &mut Flow) {
    let above_mark = twips(drop - mark.above());
    let mut used = 0;
    for found in notices {
        let row = i32::try_from(found.row).unwrap_or_default();
        // empty rows
        if row > used {
            flow.paragraph(room((row - used) * PITCH));
        }
        used = row + 1;
        // the mark's line begins above its ink; the row before it may end there
        let over = (used * PITCH - above_mark).max(0);
        let line = notice(found);
        flow.paragraph(if over > 0 {
            let exactly = LineSpacing::new().line_rule(LineSpacingType::Exact);
            line.line_spacing(exactly.line(PITCH - over))
        } else {
            line
        });
    }
    mark.set((above_mark - used * PITCH).max(0), twips(after), flow);
}

/// 发文字号 (7.2.5) by itself.
fn centred(number: &Text, divider: Divider, preprinted: bool, flow: &mut Flow) {
    let style = match divider {
        Divider::Rule => &NUMBER,
        Divider::Space => &ORDER_NUMBER,
    };
    flow.paragraph(line(style, number));
    rule_room(style, preprinted, flow);
}

/// 发文字号 and 签发人 (7.2.6), so wide with 右空一字, in a row of a table: the number at its bottom, beside the last of
/// them.
fn upward(
    number: &Text,
    (signers, right): (Paragraph, i32),
    divider: Divider,
    preprinted: bool,
    flow: &mut Flow,
) {
    let cell = |width, paragraph| {
        let cell = TableCell::new().vertical_align(VAlignType::Bottom);
        (width, cell.add_paragraph(paragraph))
    };
    flow.table(beside(vec![
        cell(TYPE_WIDTH - right, line(&UPWARD_NUMBER, number)),
        cell(right, signers),
    ]));
    match divider {
        Divider::Rule => {
            flow.paragraph(Paragraph::new().style(HEAD_RULE.id));
            rule_room(&HEAD_RULE, preprinted, flow);
        }
        Divider::Space => flow.paragraph(room(ORDER_NUMBER.after)),
    }
}

/// Keeps the room of a style's rule that is not printed.
fn rule_room(style: &Style, preprinted: bool, flow: &mut Flow) {
    if let Some(height) = style.rule_room().filter(|_| preprinted) {
        flow.paragraph(room(height));
    }
}

/// 签发人 (7.2.6) in its columns, and how wide they are.
pub(super) fn names(signers: &Signers) -> (Paragraph, i32) {
    let Signers { columns, names, .. } = signers;
    let widest = |at: usize| {
        let column = names.iter().skip(at).step_by(*columns);
        column.map(|name| Grid::STANDARD.width(name).min(TYPE_WIDTH)).max()
    };
    // where the second names begin
    let second = Grid::STANDARD.width(SIGNER_LEAD) + widest(0).unwrap_or_default() + EM;
    let right = widest(1).filter(|_| *columns > 1).map_or(second - EM, |width| second + width);
    let lead = Paragraph::new().style(SIGNERS.id).add_run(run(SIGNER_LEAD));
    let lead = match columns {
        1 => lead,
        _ => lead.add_tab(Tab::new().val(TabValueType::Left).pos(unsigned(second))),
    };
    let paragraph = names.iter().enumerate().fold(lead, |paragraph, (at, name)| {
        let paragraph = match at {
            0 => paragraph,
            _ if at % columns == 0 => paragraph.add_run(line_break()),
            _ => paragraph.add_run(Run::new().add_tab()),
        };
        let runs = flow::name(name, SIGNERS.size, SIGNERS.tight);
        runs.into_iter().fold(paragraph, |line, run| line.add_run(run.style(SIGNER)))
    });
    (paragraph, right.min(TYPE_WIDTH))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signers_stand_two_a_row_in_columns() {
        let width = |found: &[&str]| {
            let found: Vec<Text> = found.iter().map(|name| Text::program(*name)).collect();
            names(&Signers { columns: found.len().min(2), names: found }).1
        };
        assert_eq!(width(&["王某某"]), (4 + 3) * EM);
        assert_eq!(width(&["王某某", "李　某"]), (4 + 3 + 1 + 3) * EM);
        assert_eq!(width(&["王某某", "李　某", "欧阳某某"]), (4 + 4 + 1 + 3) * EM);
        assert_eq!(width(&[&"字".repeat(99), "李"]), TYPE_WIDTH);
    }
}
