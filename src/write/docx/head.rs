//! 版头 (7.2) of all formats but the letter's.

use docx_rs::{LineSpacing, Paragraph, Run, Tab, TabValueType, TableCell, VAlignType};

use super::flow::{Flow, beside, line, line_break, room, run};
use super::letter;
use super::mark::Mark;
use super::measure::{EM, Grid, LINE_ABOVE, PITCH, TYPE_WIDTH, twips, unsigned};
use super::styles::{
    COPY_NUMBER, HEAD_RULE, NUMBER, ORDER_NUMBER, SECRECY, SIGNER, SIGNERS, Style, UPWARD_NUMBER,
    URGENCY,
};
use crate::doc::{Format, Head, Text};
use crate::standard::{GBT9704, SIGNER_LEAD};

/// Adds 版头, its mark in a size of so many mm, without what is red where that is printed already (套打).
pub(super) fn head(format: Format, head: &Head, mark_size: f64, preprinted: bool, flow: &mut Flow) {
    let mark = Mark::new(&head.mark, mark_size, preprinted);
    let numbered = head.number.is_some() || !head.signers.is_empty();
    // two rows from 标志 to what follows, a line of 3号
    let two_rows = 2.0 * GBT9704.element_gap + 0.5 - LINE_ABOVE - mark.below();
    match format {
        Format::Document => {
            set(head, mark, GBT9704.mark_drop, two_rows, flow);
            // the rule stands under 发文字号's row even where that is empty
            number(head, &NUMBER, preprinted, flow);
        }
        Format::Letter => letter::head(head, mark, preprinted, flow),
        Format::Order => {
            set(head, mark, GBT9704.order_mark_drop, two_rows, flow);
            if numbered {
                number(head, &ORDER_NUMBER, preprinted, flow);
            }
        }
        Format::Minutes => {
            // 标题 brings its own two rows
            set(head, mark, GBT9704.mark_drop, if numbered { two_rows } else { 0.0 }, flow);
            if numbered {
                number(head, &NUMBER, preprinted, flow);
            }
        }
    }
}

/// 份号, 密级和保密期限 and 紧急程度 (7.2.1 to 7.2.3) with their rows, counted from 0.
pub(super) fn above(head: &Head) -> impl Iterator<Item = (i32, &'static Style, &Text)> {
    let urgency = if head.secrecy.is_some() { 2 } else { 1 };
    [
        // of the copies that are printed the first is the one to go on editing
        (0, &COPY_NUMBER, head.copy_numbers.first()),
        (1, &SECRECY, head.secrecy.as_ref()),
        (urgency, &URGENCY, head.urgency.as_ref()),
    ]
    .into_iter()
    .filter_map(|(row, style, text)| Some((row, style, text?)))
}

/// 发文机关标志 (7.2.4), its ink so far below the type area's top edge whatever stands above it.
fn set(head: &Head, mark: Mark, drop: f64, after: f64, flow: &mut Flow) {
    let mut used = 0;
    for (row, style, text) in above(head) {
        let line = line(style, text);
        // an empty row is space above the next
        flow.paragraph(match row - used {
            0 => line,
            rows => line.line_spacing(LineSpacing::new().before((rows * PITCH).unsigned_abs())),
        });
        used = row + 1;
    }
    mark.set(twips(drop - mark.above()) - used * PITCH, twips(after), flow);
}

/// 发文字号 (7.2.5), or with 签发人 (7.2.6) both in a row of a table: the number at its bottom, beside the
/// last of them.
fn number(head: &Head, style: &Style, preprinted: bool, flow: &mut Flow) {
    let number = head.number.as_deref().unwrap_or_default();
    if head.signers.is_empty() {
        flow.paragraph(line(style, number));
        rule_room(style, preprinted, flow);
        return;
    }
    let (signers, block) = signers(&head.signers);
    // 右空一字; the number keeps room for some characters
    let right = (block + EM).min(TYPE_WIDTH - 8 * EM);
    let cell = |width, paragraph| {
        let cell = TableCell::new().vertical_align(VAlignType::Bottom);
        (width, cell.add_paragraph(paragraph))
    };
    flow.table(beside(vec![
        cell(TYPE_WIDTH - right, line(&UPWARD_NUMBER, number)),
        cell(right, signers),
    ]));
    if style.rule.is_some() {
        flow.paragraph(Paragraph::new().style(HEAD_RULE.id));
        rule_room(&HEAD_RULE, preprinted, flow);
    }
}

/// Keeps the room of a style's rule that is not printed.
fn rule_room(style: &Style, preprinted: bool, flow: &mut Flow) {
    if let Some(height) = style.rule_room().filter(|_| preprinted) {
        flow.paragraph(room(height));
    }
}

/// 签发人 (7.2.6), two names a row, and how wide they are.
pub(super) fn signers(signers: &[Text]) -> (Paragraph, i32) {
    let widest = |at: usize| {
        signers
            .iter()
            .skip(at)
            .step_by(2)
            .map(|name| Grid::STANDARD.width(name).min(TYPE_WIDTH))
            .max()
    };
    // where the second names begin
    let second = Grid::STANDARD.width(SIGNER_LEAD) + widest(0).unwrap_or_default() + EM;
    let right = widest(1).map_or(second - EM, |width| second + width);
    let lead = Paragraph::new().style(SIGNERS.id).add_run(run(SIGNER_LEAD));
    let lead = match signers {
        [] | [_] => lead,
        [_, _, ..] => lead.add_tab(Tab::new().val(TabValueType::Left).pos(unsigned(second))),
    };
    let paragraph = signers.iter().enumerate().fold(lead, |paragraph, (at, name)| {
        let paragraph = match at {
            0 => paragraph,
            _ if at % 2 == 1 => paragraph.add_run(Run::new().add_tab()),
            _ => paragraph.add_run(line_break()),
        };
        paragraph.add_run(run(name).style(SIGNER))
    });
    (paragraph, right.min(TYPE_WIDTH))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc;

    fn head_of(texts: [Option<&str>; 3]) -> Head {
        let [copy_number, secrecy, urgency] = texts.map(|text| text.map(Text::program));
        let mark = doc::Mark::line(Text::program("青云市人民政府文件"));
        let copy_numbers = copy_number.into_iter().collect();
        Head { copy_numbers, secrecy, urgency, mark, number: None, signers: vec![] }
    }

    #[test]
    fn rows_above_the_mark_are_the_standards() {
        let rows = |texts| above(&head_of(texts)).map(|(row, ..)| row).collect::<Vec<_>>();
        assert_eq!(rows([Some("1"), Some("2"), Some("3")]), [0, 1, 2]);
        assert_eq!(rows([None, Some("2"), None]), [1]);
        assert_eq!(rows([Some("1"), None, Some("3")]), [0, 1]);
        assert_eq!(rows([None, None, None]), [0; 0]);
    }

    #[test]
    fn signers_stand_two_a_row_in_columns() {
        let width = |names: &[&str]| {
            signers(&names.iter().map(|name| Text::program(*name)).collect::<Vec<_>>()).1
        };
        assert_eq!(width(&["王某某"]), (4 + 3) * EM);
        assert_eq!(width(&["王某某", "李　某"]), (4 + 3 + 1 + 3) * EM);
        assert_eq!(width(&["王某某", "李　某", "欧阳某某"]), (4 + 4 + 1 + 3) * EM);
        assert_eq!(width(&[&"字".repeat(99), "李"]), TYPE_WIDTH);
    }
}
