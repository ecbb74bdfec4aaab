//! 版头 (7.2) of all formats but the letter's.

use docx_rs::{
    LineSpacing, LineSpacingType, Paragraph, Run, Tab, TabValueType, Table, TableCell,
    TableCellMargins, TableLayoutType, TableRow, VAlignType, WidthType,
};

use super::flow::{Flow, line, line_break, run};
use super::letter;
use super::measure::{EM, PITCH, TYPE_WIDTH, mark_size, twips, unsigned, width};
use super::styles::{
    COPY_NUMBER, HEAD_RULE, MARK, NUMBER, ORDER_NUMBER, SECRECY, SIGNER, SIGNERS, Style,
    UPWARD_NUMBER, URGENCY,
};
use crate::doc::{Format, Head, Text};
use crate::standard::{GBT9704, MM_PER_PT, SIGNER_LEAD};

/// A mark's line is 1.267 em high: in such a line programs that centre the em box and programs that put
/// the baseline 80 % down agree, 1.0136 em below the line's top. 小标宋 has its ink from 0.845 em above
/// to 0.087 em below the baseline.
const MARK_LINE: f64 = 1.267;
/// From the top of a mark's line to its ink, in em.
pub(super) const MARK_ABOVE: f64 = 1.0136 - 0.845;
/// From its ink to the bottom of its line, in em.
const MARK_BELOW: f64 = 0.2534 - 0.087;
/// Its ink, in em.
pub(super) const MARK_INK: f64 = 0.845 + 0.087;
/// From the top of a line of 3号 to its em box, in mm.
pub(super) const LINE_ABOVE: f64 = 2.74;

/// Adds 版头.
pub(super) fn head(format: Format, head: &Head, flow: &mut Flow) {
    // two rows from 标志 to what follows, a line of 3号
    let em = mark_em(head);
    let two_rows = 2.0 * GBT9704.element_gap + 0.5 - LINE_ABOVE - MARK_BELOW * em;
    match format {
        Format::Document => {
            mark(head, GBT9704.mark_drop, two_rows, flow);
            // the rule stands under 发文字号's row even where that is empty
            number(head, &NUMBER, flow);
        }
        Format::Letter => letter::head(head, flow),
        Format::Order => {
            mark(head, GBT9704.order_mark_drop, two_rows, flow);
            if head.number.is_some() || !head.signers.is_empty() {
                number(head, &ORDER_NUMBER, flow);
            }
        }
        Format::Minutes => {
            let numbered = head.number.is_some() || !head.signers.is_empty();
            // 标题 brings its own two rows
            mark(head, GBT9704.mark_drop, if numbered { two_rows } else { 0.0 }, flow);
            if numbered {
                number(head, &NUMBER, flow);
            }
        }
    }
}

/// 份号, 密级和保密期限 and 紧急程度 (7.2.1 to 7.2.3) with their rows, counted from 0.
pub(super) fn above(head: &Head) -> impl Iterator<Item = (i32, &'static Style, &Text)> {
    let urgency = if head.secrecy.is_some() { 2 } else { 1 };
    [
        (0, &COPY_NUMBER, &head.copy_number),
        (1, &SECRECY, &head.secrecy),
        (urgency, &URGENCY, &head.urgency),
    ]
    .into_iter()
    .filter_map(|(row, style, text)| Some((row, style, text.as_ref()?)))
}

/// 发文机关标志 (7.2.4), its ink so far below the type area's top edge whatever stands above it.
fn mark(head: &Head, drop: f64, after: f64, flow: &mut Flow) {
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
    let before = twips(drop - MARK_ABOVE * mark_em(head)) - used * PITCH;
    let spacing = mark_line(head)
        .before(before.max(0).unsigned_abs())
        .after(twips(after.max(0.0)).unsigned_abs());
    flow.paragraph(mark_of(head).line_spacing(spacing));
}

/// The mark without its spacing. Size and spacing follow from the number of characters, so they cannot
/// be the style's.
pub(super) fn mark_of(head: &Head) -> Paragraph {
    let size = mark_size(head.mark.chars().count());
    Paragraph::new().style(MARK.id).add_run(run(&head.mark).size(size))
}

/// The height of its line.
pub(super) fn mark_line(head: &Head) -> LineSpacing {
    LineSpacing::new().line_rule(LineSpacingType::Exact).line(twips(MARK_LINE * mark_em(head)))
}

/// Its size in mm.
#[expect(clippy::cast_precision_loss, reason = "a font size")]
pub(super) fn mark_em(head: &Head) -> f64 {
    mark_size(head.mark.chars().count()) as f64 / 2.0 * MM_PER_PT
}

/// 发文字号 (7.2.5), or with 签发人 (7.2.6) both in a row of a table: the number at its bottom, beside the
/// last of them.
fn number(head: &Head, style: &Style, flow: &mut Flow) {
    let number = head.number.as_deref().unwrap_or_default();
    if head.signers.is_empty() {
        flow.paragraph(line(style, number));
        return;
    }
    let (signers, block) = signers(&head.signers);
    // 右空一字; the number keeps room for some characters
    let right = (block + EM).min(TYPE_WIDTH - 8 * EM);
    let widths = [TYPE_WIDTH - right, right].map(unsigned);
    let cell = |width, paragraph| {
        let cell = TableCell::new().width(width, WidthType::Dxa);
        cell.vertical_align(VAlignType::Bottom).add_paragraph(paragraph)
    };
    let row = TableRow::new(vec![
        cell(widths[0], line(&UPWARD_NUMBER, number)),
        cell(widths[1], signers),
    ]);
    // no table style: in a styled table LibreOffice forgets the names' character style
    flow.table(
        Table::without_borders(vec![row.cant_split()])
            .margins(TableCellMargins::new().margin(0, 0, 0, 0))
            .width(unsigned(TYPE_WIDTH), WidthType::Dxa)
            .layout(TableLayoutType::Fixed)
            .set_grid(widths.to_vec()),
    );
    if style.rule.is_some() {
        flow.paragraph(Paragraph::new().style(HEAD_RULE.id));
    }
}

/// 签发人 (7.2.6), two names a row, and how wide they are.
pub(super) fn signers(signers: &[Text]) -> (Paragraph, i32) {
    let widest = |at: usize| {
        signers.iter().skip(at).step_by(2).map(|name| width(name).min(TYPE_WIDTH)).max()
    };
    // where the second names begin
    let second = width(SIGNER_LEAD) + widest(0).unwrap_or_default() + EM;
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

    fn head_of(texts: [Option<&str>; 3]) -> Head {
        let [copy_number, secrecy, urgency] = texts.map(|text| text.map(Text::program));
        let (mark, number) = (Text::program("青云市人民政府文件"), None);
        Head { copy_number, secrecy, urgency, mark, number, signers: vec![] }
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
