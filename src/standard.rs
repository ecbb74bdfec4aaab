//! The figures of GB/T 9704-2012, once, each with its clause. Lengths are millimetres unless said. What the DOCX
//! sets otherwise stands beside them in [`word`], with its reason.
//!
//! The PDF follows the standard's own point grid: the first character's top on the type area's top
//! edge, 22 rows and 28 characters that fill 225 mm × 156 mm. The DOCX follows what offices check in
//! Word's dialogs: page margins and a fixed line pitch of 28.95 pt. Both give 22 × 28.

pub mod word;

use serde::Serialize;

/// Millimetres of a point.
pub const MM_PER_PT: f64 = 25.4 / 72.0;

/// The figures that the layout needs, in the form in which they are handed to it.
#[derive(Clone, Debug, Serialize)]
pub struct Figures {
    /// Paper (5.1): A4.
    pub page_width: f64,
    /// Paper (5.1): A4.
    pub page_height: f64,
    /// 天头 (5.2.1).
    pub margin_top: f64,
    /// 订口 (5.2.1).
    pub margin_left: f64,
    /// 版心 (5.2.1), width.
    pub type_width: f64,
    /// 版心 (5.2.1), height.
    pub type_height: f64,
    /// 字 (3.1): the width of a character; 28 fill a line (5.2.3). Also the size of 3号 in the PDF.
    pub em: f64,
    /// 行 (3.2): from one line's top to the next; 22 fill a page (5.2.3).
    pub pitch: f64,
    /// 空一行 around 标志, 发文字号 and 标题, from edge to edge: the reading of GB/T 33476.2-2016. In running
    /// text an empty row of the grid is one.
    pub element_gap: f64,
    /// 2号 (7.3.1), the title's size.
    pub title_size: f64,
    /// From one title line's top to the next (3.2 with 2号 characters).
    pub title_pitch: f64,
    /// 4号 (7.4, 7.5), the size of 版记 and page numbers.
    pub small_size: f64,
    /// From one 版记 line's top to the next.
    pub small_pitch: f64,
    /// Upper edge of 发文机关标志 below the type area's top edge (7.2.4).
    pub mark_drop: f64,
    /// The same of an order (10.2).
    pub order_mark_drop: f64,
    /// Upper edge of a letter's mark below the paper's top edge (10.1).
    pub letter_mark_top: f64,
    /// First double line of a letter below its mark (10.1).
    pub letter_rule_gap: f64,
    /// Lower edge of a letter's second double line above the paper's bottom edge (10.1).
    pub letter_rule_bottom: f64,
    /// Length of a letter's double lines, centred on the paper (10.1).
    pub letter_rule_width: f64,
    /// 3号汉字高度的7/8: from a letter's first double line to the elements below it (10.1).
    pub letter_gap: f64,
    /// Thick line of a double line (not in the standard; the figure is ours).
    pub letter_thick: f64,
    /// Thin line of a double line (ours).
    pub letter_thin: f64,
    /// White between the two (ours).
    pub letter_between: f64,
    /// Largest size of 发文机关标志 (7.2.4 asks only for 醒目、美观、庄重; the figure is ours).
    pub mark_size: f64,
    /// Largest height of a mark of several organs (ours: page 1 keeps room for text, 7.3.3).
    pub mark_height: f64,
    /// From one organ of a mark to the next below it, in characters of the mark (ours).
    pub mark_pitch: f64,
    /// From the organs of a mark to 文件 at their right, in characters of the mark (ours).
    pub mark_between: f64,
    /// 版头分隔线 below 发文字号 (7.2.7).
    pub head_rule_gap: f64,
    /// Weight of 版头分隔线 (not in the standard; the figure is ours).
    pub head_rule: f64,
    /// First and last 版记分隔线 (7.4.1).
    pub thick_rule: f64,
    /// 版记分隔线 between elements (7.4.1).
    pub thin_rule: f64,
    /// 一字线 of the page number below the type area's bottom edge (7.5).
    pub page_number_drop: f64,
    /// Between a title and a table right below it (ours).
    pub table_gap: f64,
    /// Size of table text (not in the standard; the figure is ours: 小四).
    pub table_size: f64,
    /// From one line's top to the next in a table (ours).
    pub table_pitch: f64,
    /// White space above the first line of a table's cell and below the last, besides what the pitch has (ours): a
    /// row of one line is 8.2 mm high, of the 8 to 10 that offices give it.
    pub table_air: f64,
    /// Height of a row that is filled in by hand (ours).
    pub table_blank: f64,
    /// White space left and right of a table's text (ours).
    pub table_padding: f64,
    /// The same in a table of so many columns that its numbers would part (ours).
    pub table_padding_least: f64,
    /// Rules of a table, in pt (ours).
    pub table_rule: f64,
    /// Stroke that makes a glyph bold where its face has no bold, in characters (ours).
    pub bold_stroke: f64,
    /// From the baseline of a face's em box to its top, in characters.
    pub em_above: f64,
    /// From the baseline of 小标宋 to the top of its ink, in characters.
    pub mark_above: f64,
    /// From the baseline of 小标宋 to the bottom of its ink, in characters: to the ink 7.2.4 and 10.1 measure.
    pub mark_below: f64,
    /// From the text to the top of the first seal below it (7.3.5.1: 上距正文一行之内; the figure is ours).
    pub seal_drop: f64,
    /// A closing (署名, 成文日期, 附注) higher than this breaks over pages (ours).
    pub most_together: f64,
}

/// GB/T 9704-2012.
pub const GBT9704: Figures = Figures {
    page_width: 210.0,
    page_height: 297.0,
    margin_top: 37.0,
    margin_left: 28.0,
    type_width: 156.0,
    type_height: 225.0,
    em: 156.0 / 28.0,
    // 21 pitches and one character fill 225 mm; a micrometre less so that rounding never loses row 22
    pitch: (225.0 - 156.0 / 28.0) / 21.0 - 0.001,
    element_gap: 10.39,
    title_size: 22.0 * MM_PER_PT,
    title_pitch: 22.0 * MM_PER_PT + 7.0 / 8.0 * 156.0 / 28.0,
    small_size: 14.0 * MM_PER_PT,
    small_pitch: 8.2,
    mark_drop: 35.0,
    order_mark_drop: 20.0,
    letter_mark_top: 30.0,
    letter_rule_gap: 4.0,
    letter_rule_bottom: 20.0,
    letter_rule_width: 170.0,
    letter_gap: 4.84,
    letter_thick: 0.7,
    letter_thin: 0.25,
    letter_between: 0.35,
    mark_size: 16.5,
    mark_height: 75.0,
    mark_pitch: 1.3,
    mark_between: 0.4,
    head_rule_gap: 4.0,
    head_rule: 0.7,
    thick_rule: 0.35,
    thin_rule: 0.25,
    page_number_drop: 7.0,
    table_gap: 6.0,
    table_size: 12.0 * MM_PER_PT,
    table_pitch: 7.0,
    table_air: 0.6,
    table_blank: 10.0,
    table_padding: 1.4,
    table_padding_least: 1.0,
    table_rule: 0.5,
    bold_stroke: 0.022,
    em_above: 0.88,
    mark_above: 0.845,
    mark_below: 0.085,
    seal_drop: 0.5,
    most_together: 150.0,
};

impl Figures {
    /// Size of a 发文机关标志 in mm, as large as looks right: it stays on one line, names of several organs
    /// with what stands at their right, and never grows past [`Figures::mark_size`] nor, of several
    /// organs, past [`Figures::mark_height`]. Widths are in characters: the widest name, and the ending.
    #[expect(clippy::cast_precision_loss, reason = "a mark has at most some dozens of organs")]
    pub fn mark_size_for(&self, organs: usize, widest: f64, ending: f64) -> f64 {
        let between = if ending > 0.0 { self.mark_between } else { 0.0 };
        let widest = self.type_width / (widest.max(1.0) + between + ending);
        let highest = self.mark_height / (organs.max(1) as f64 * self.mark_pitch);
        widest.min(highest).min(self.mark_size)
    }
}

/// What introduces 附件说明 (7.3.4).
pub const ATTACHMENT_NOTE_LEAD: &str = "附件：";
/// What introduces 签发人 (7.2.6).
pub const SIGNER_LEAD: &str = "签发人：";
/// What the head of every page of an unfinished document says (practice, no clause).
pub const DRAFT_MARK: &str = "草稿";
/// What introduces 主送机关 in 版记 (7.4.2).
pub const SEND_TO_LEAD: &str = "主送：";
/// What introduces 抄送机关 (7.4.2).
pub const COPY_TO_LEAD: &str = "抄送：";

/// Width of a text in 字, whose digits and Latin letters are half as wide, as those of 仿宋 are.
pub fn ems(text: &str) -> f64 {
    widths(text, 0.5)
}

/// The most that a text is wide in any face, in its characters: digits are somewhat more than half as wide in 小标宋
/// (0.58 in the shipped one, the widest known) and in 宋体 (0.56).
pub fn most_ems(text: &str) -> f64 {
    widths(text, 0.58)
}

/// The most that a text is wide in any face whatever stands in it: W and _ are nearly as wide as 字 in some.
pub fn ems_at_most(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii_digit() { 0.58 } else { 1.0 }).sum()
}

fn widths(text: &str, ascii: f64) -> f64 {
    text.chars().map(|c| if c.is_ascii() { ascii } else { 1.0 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twenty_two_rows_fill_the_type_area_and_twenty_three_do_not() {
        let s = &GBT9704;
        let rows = |n: f64| (n - 1.0) * s.pitch + s.em;
        assert!(rows(22.0) <= s.type_height && s.type_height - rows(22.0) < 0.1);
        assert!(rows(23.0) > s.type_height);
        assert!((s.em * 28.0 - s.type_width).abs() < 1e-9);
    }

    #[test]
    fn blank_rows_lie_in_the_standards_ranges() {
        let on_grid = |rows: f64| (rows + 1.0) * GBT9704.pitch - GBT9704.em;
        let between_elements = |rows: f64| rows * GBT9704.element_gap;
        for gap in [on_grid, between_elements] as [fn(f64) -> f64; 2] {
            assert!((10.0..=15.8).contains(&gap(1.0)));
            assert!((20.3..=26.2).contains(&gap(2.0)));
        }
    }
}
