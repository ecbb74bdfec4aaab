//! 发文机关标志 (7.2.4).

use docx_rs::{
    AlignmentType, LineSpacing, LineSpacingType, Paragraph, Run, Table, TableAlignmentType,
    TableCell, VAlignType,
};

use super::flow::{Flow, beside, line_break, room, run, spread};
use super::measure::{half_points, twips};
use super::styles::MARK;
use crate::arrange::head;
use crate::doc::Text;
use crate::standard::word::MARK_BELOW;
use crate::standard::{GBT9704, MM_PER_PT};

/// A mark's line is 1.267 em high: in such a line programs that centre the em box and programs that put
/// the baseline 80 % down agree, 1.0136 em below the line's top. 小标宋 has its ink from 0.845 em above
/// to 0.087 em below the baseline.
const LINE: f64 = 1.267;
/// From the top of a line to its ink, in em.
const ABOVE: f64 = 1.0136 - GBT9704.mark_above;
/// From its ink to the bottom of the line, in em.
const BELOW: f64 = 0.2534 - MARK_BELOW;
/// A cell is so much wider than its text, in twips: no program breaks it for a rounding or another face.
const SLACK: i32 = 240;

/// The mark as it is set: what the number of its characters decides cannot be the style's.
#[derive(Clone, Copy)]
pub(super) struct Mark<'a> {
    words: &'a head::Mark,
    /// In half points.
    size: usize,
    /// Only its room is kept (套打).
    preprinted: bool,
}

impl<'a> Mark<'a> {
    /// The mark in a size of so many mm.
    pub(super) fn new(words: &'a head::Mark, size: f64, preprinted: bool) -> Self {
        Self { words, size: half_points(size), preprinted }
    }

    /// From the top of its first line to its ink, in mm.
    pub(super) fn above(self) -> f64 {
        ABOVE * self.em()
    }

    /// From its ink to the bottom of its last line, in mm.
    pub(super) fn below(self) -> f64 {
        BELOW * self.em()
    }

    /// From the top of its first line to the bottom of its last, in mm.
    #[expect(clippy::cast_precision_loss, reason = "a few organs")]
    pub(super) fn height(self) -> f64 {
        let more = match self.words {
            head::Mark::Line { .. } => 0.0,
            head::Mark::Joint { names, .. } => names.len().saturating_sub(1) as f64,
        };
        (LINE + more * GBT9704.mark_pitch) * self.em()
    }

    #[expect(clippy::cast_precision_loss, reason = "a font size")]
    fn em(self) -> f64 {
        self.size as f64 / 2.0 * MM_PER_PT
    }

    /// Adds it with so many twips of space.
    pub(super) fn set(self, before: i32, after: i32, flow: &mut Flow) {
        // no space over a paragraph: at a page's top programs do not agree on it
        if before > 0 {
            flow.paragraph(room(before));
        }
        if let (head::Mark::Joint { names, ending }, false) = (self.words, self.preprinted) {
            flow.table(self.block(names, ending.as_ref()));
            if after > 0 {
                flow.paragraph(room(after));
            }
            return;
        }
        let spacing = LineSpacing::new().after(after.max(0).unsigned_abs());
        flow.paragraph(self.lines(spacing));
    }

    /// It as one paragraph, empty where it is printed already.
    pub(super) fn lines(self, spacing: LineSpacing) -> Paragraph {
        let paragraph = Paragraph::new().style(MARK.id);
        let exactly = |mm| spacing.line_rule(LineSpacingType::Exact).line(twips(mm));
        if self.preprinted {
            return paragraph.line_spacing(exactly(self.height()));
        }
        let (names, ending) = match self.words {
            head::Mark::Line { text } => (std::slice::from_ref(text), None),
            head::Mark::Joint { names, ending } => (names.as_slice(), ending.as_ref()),
        };
        let words = names.iter().enumerate().fold(paragraph, |paragraph, (at, name)| {
            let paragraph = if at == 0 { paragraph } else { paragraph.add_run(line_break()) };
            paragraph.add_run(self.sized(run(name)))
        });
        let words =
            ending.iter().fold(words, |words, ending| words.add_run(self.sized(run(ending))));
        let height = if names.len() > 1 { GBT9704.mark_pitch } else { LINE };
        words.line_spacing(exactly(height * self.em()))
    }

    /// Several organs below each other in one width, and what stands at their right, centred on them.
    fn block(self, names: &[Text], ending: Option<&Text>) -> Table {
        let em = i32::try_from(self.size).unwrap_or_default() * 10;
        let wide = |text: &str| i32::try_from(text.chars().count()).unwrap_or_default() * em;
        let line = |align, before: f64| {
            let spacing = LineSpacing::new().before(twips(before * self.em()).unsigned_abs());
            let exactly = spacing.line_rule(LineSpacingType::Exact).line(twips(LINE * self.em()));
            Paragraph::new().style(MARK.id).align(align).line_spacing(exactly)
        };
        let cell = || TableCell::new().vertical_align(VAlignType::Center);
        let widest = names.iter().map(|name| wide(name)).max().unwrap_or_default();
        let organs = names.iter().enumerate().fold(cell(), |cell, (at, name)| {
            let before = if at == 0 { 0.0 } else { GBT9704.mark_pitch - LINE };
            let runs = spread(name, widest - wide(name), MARK.tight);
            // the slack is at both sides of the block
            let align = if ending.is_some() { AlignmentType::Right } else { AlignmentType::Center };
            let line = line(align, before);
            let add = |line: Paragraph, run| line.add_run(self.sized(run));
            cell.add_paragraph(runs.into_iter().fold(line, add))
        });
        let mut cells = vec![(widest + SLACK, organs)];
        if let Some(ending) = ending {
            let between = twips(GBT9704.mark_between * self.em());
            let line = line(AlignmentType::Left, 0.0).indent(Some(between), None, None, None);
            let line = line.add_run(self.sized(run(ending)));
            cells.push((between + wide(ending) + SLACK, cell().add_paragraph(line)));
        }
        beside(cells).align(TableAlignmentType::Center)
    }

    fn sized(self, run: Run) -> Run {
        run.size(self.size)
    }
}

#[cfg(test)]
mod tests {
    use docx_rs::BuildXML;

    use super::*;

    fn built(names: &[&str], ending: Option<&str>) -> String {
        let names: Vec<Text> = names.iter().map(|name| Text::program(*name)).collect();
        let ending = ending.map(Text::program);
        let words = head::Mark::Joint { names: names.clone(), ending: ending.clone() };
        let block = Mark::new(&words, 10.0, false).block(&names, ending.as_ref());
        String::from_utf8(block.build()).unwrap()
    }

    #[test]
    fn names_are_as_wide_as_the_longest() {
        let block = built(&["甲乙丙丁", "戊己"], Some("文件"));
        // 10 mm are 28 pt: 戊 is followed by the room of two characters
        assert!(block.contains(r#"<w:spacing w:val="1120" />"#), "{block}");
        assert_eq!(block.matches("<w:tc>").count(), 2);
        assert!(block.contains(r#"<w:gridCol w:w="2480" "#), "{block}");
        assert_eq!(built(&["甲乙", "丙丁"], None).matches("<w:tc>").count(), 1);
    }

    #[test]
    fn room_is_the_same_for_what_is_printed_already() {
        let words = head::Mark::Joint { names: vec![Text::program("甲"); 3], ending: None };
        let empty = Mark::new(&words, 10.0, true).lines(LineSpacing::new());
        let height = twips((2.0 * GBT9704.mark_pitch + LINE) * 28.0 * MM_PER_PT);
        let built = String::from_utf8(empty.build()).unwrap();
        assert!(built.contains(&format!(r#"w:line="{height}""#)) && !built.contains("<w:t"));
    }
}
