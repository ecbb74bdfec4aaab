//! The whole document from 版头 to the last attachment.

use docx_rs::{AlignmentType, LineSpacing, LineSpacingType, Paragraph, SpecialIndentType};

use super::blocks::blocks;
use super::flow::{Flow, line, lines, run, spacer};
use super::measure::{EM, TYPE_WIDTH, mark_size, twips, width};
use super::page::section;
use super::styles::{
    ADDRESSEES, ANNOTATION, ATTACHMENT_LABEL, ATTACHMENT_TITLE, DATE, MARK, NOTE, NOTE_NEXT,
    NUMBER, ORGAN, TITLE,
};
use crate::doc::{Document, Head, NoteItem, Signature};
use crate::standard::{ATTACHMENT_NOTE_LEAD, GBT9704, MM_PER_PT};
use crate::write::ImprintPage;

/// The text with its sections.
pub(super) fn document(document: &Document, imprint_page: ImprintPage) -> docx_rs::Document {
    let mut flow = Flow::default();
    head(&document.head, &mut flow);
    let body = &document.body;
    flow.paragraph(lines(&TITLE, &body.title.lines));
    if let Some(addressees) = &body.addressees {
        flow.paragraph(line(&ADDRESSEES, addressees));
    }
    blocks(&body.blocks, &mut flow);
    attachment_note(&body.attachment_note, &mut flow);
    if let Some(found) = &body.signature {
        signature(found, &mut flow);
    }
    if let Some(annotation) = &body.annotation {
        flow.paragraph(line(&ANNOTATION, annotation));
    }
    if let Some(issued) = &body.issued {
        // on a new page because another document precedes it, not because it is a title
        flow.paragraph(lines(&TITLE, &issued.title.lines).page_break_before(true));
        blocks(&issued.blocks, &mut flow);
        attachment_note(&issued.attachment_note, &mut flow);
    }
    for attachment in &body.attachments {
        flow.paragraph(line(&ATTACHMENT_LABEL, &attachment.label));
        flow.paragraph(lines(&ATTACHMENT_TITLE, &attachment.title.lines));
        if let Some(addressees) = &attachment.addressees {
            flow.paragraph(line(&ADDRESSEES, addressees));
        }
        blocks(&attachment.blocks, &mut flow);
    }
    let numbered = document.imprint.is_none() || end(imprint_page, &mut flow);
    docx_rs::Document {
        children: flow.into_children(),
        section_property: section(numbered),
        has_numbering: false,
    }
}

/// Makes the last paragraph the one that 版记 hangs on; false where the last section has no page numbers.
fn end(imprint_page: ImprintPage, flow: &mut Flow) -> bool {
    match imprint_page {
        ImprintPage::Same => flow.paragraph(spacer()),
        ImprintPage::Next => flow.paragraph(spacer().page_break_before(true)),
        ImprintPage::AfterBlank => {
            flow.change_last(|last| last.section_property(section(true)));
            flow.paragraph(spacer());
            flow.paragraph(spacer().page_break_before(true));
        }
    }
    imprint_page != ImprintPage::AfterBlank
}

/// 发文机关标志 (7.2.4), 发文字号 (7.2.5) and, as the border below it, 版头分隔线 (7.2.7).
fn head(head: &Head, flow: &mut Flow) {
    // Size and spacing follow from the number of characters, so they cannot be the style's. The line is
    // 1.267 em high: in such a line programs that centre the em box and programs that put the baseline
    // 80 % down agree, 1.0136 em below the line's top. 小标宋 has its ink from 0.845 em above to 0.087 em
    // below the baseline. 发文字号's em box begins 2.74 mm below its line's top.
    let size = mark_size(head.mark.chars().count());
    #[expect(clippy::cast_precision_loss, reason = "a font size")]
    let em = size as f64 / 2.0 * MM_PER_PT;
    let two_rows = 2.0 * GBT9704.element_gap + 0.5;
    let spacing = LineSpacing::new()
        .line_rule(LineSpacingType::Exact)
        .line(twips(1.267 * em))
        .before(twips(GBT9704.mark_drop - (1.0136 - 0.845) * em).unsigned_abs())
        .after(twips((two_rows - 2.74 - (0.2534 - 0.087) * em).max(0.0)).unsigned_abs());
    let mark = Paragraph::new().style(MARK.id).line_spacing(spacing);
    flow.paragraph(mark.add_run(run(&head.mark).size(size)));
    // the rule stands under 发文字号's row even where that is empty
    flow.paragraph(line(&NUMBER, head.number.as_deref().unwrap_or_default()));
}

/// 附件说明 (7.3.4): `附件：1.名称`, the next ordinals below the first, wrapped lines below the name.
fn attachment_note(items: &[NoteItem], flow: &mut Flow) {
    for (at, item) in items.iter().enumerate() {
        let (style, lead) = if at == 0 { (&NOTE, ATTACHMENT_NOTE_LEAD) } else { (&NOTE_NEXT, "") };
        let paragraph = line(style, &format!("{lead}{}{}", item.ordinal, &*item.name));
        let ordinal = width(&item.ordinal);
        // the styles leave room for `1.`; no ordinal or a longer one moves the name
        flow.paragraph(if ordinal == width("1.") {
            paragraph
        } else {
            let hanging = ordinal - style.first - EM;
            paragraph.indent(
                Some(5 * EM + ordinal),
                Some(SpecialIndentType::Hanging(hanging)),
                None,
                None,
            )
        });
    }
}

/// 发文机关署名 and 成文日期 (7.3.5), on the page of some text (7.3.5.5).
fn signature(signature: &Signature, flow: &mut Flow) {
    flow.change_last(|last| last.keep_next(true));
    let (organ, date) = places(width(&signature.organ), width(&signature.date), signature.sealed);
    // how far right they stand follows from how wide they are
    flow.paragraph(line(&ORGAN, &signature.organ).indent(None, None, Some(organ), None));
    let line = line(&DATE, &signature.date);
    flow.paragraph(match date {
        Edge::Right(room) => line.indent(None, None, Some(room), None),
        Edge::Left(room) => line.align(AlignmentType::Left).indent(Some(room), None, None, None),
    });
}

/// Where a line is held: so far from the left or from the right edge of the type area.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Edge {
    Left(i32),
    Right(i32),
}

/// How far 发文机关署名 ends from the right edge, and where 成文日期 is held: by the end for which the
/// standard gives the figure, so that it is right whatever a face's digits measure.
fn places(organ: i32, date: i32, sealed: bool) -> (i32, Edge) {
    // what is longer than a line is as wide as the type area
    let (organ, date) = (organ.min(TYPE_WIDTH), date.min(TYPE_WIDTH));
    let (organ_right, date_edge) = if sealed {
        // 7.3.5.1: 右空四字, 署名 centred on it; as far left as an organ that needs more room asks
        let centred = 4 * EM + (date - organ) / 2;
        (centred.max(0), Edge::Right((4 * EM + (-centred).max(0)).min(TYPE_WIDTH - date)))
    } else if date > organ {
        // 7.3.5.2: 成文日期 is longer
        (4 * EM + date - organ, Edge::Right((2 * EM).min(TYPE_WIDTH - date)))
    } else {
        // 7.3.5.2: 署名 右空二字, 成文日期 begins two 字 behind it
        (2 * EM, Edge::Left((TYPE_WIDTH - organ).min(TYPE_WIDTH - date)))
    };
    (organ_right.min(TYPE_WIDTH - organ), date_edge)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_organ_is_centred_on_its_date() {
        assert_eq!(places(6 * EM, 8 * EM, true), (5 * EM, Edge::Right(4 * EM)));
        assert_eq!(places(16 * EM, 8 * EM, true), (0, Edge::Right(4 * EM)));
        // wider: both move left, and stay centred
        assert_eq!(places(20 * EM, 8 * EM, true), (0, Edge::Right(6 * EM)));
    }

    #[test]
    fn an_unsealed_date_begins_two_characters_behind_the_organ() {
        let begin = |organ| TYPE_WIDTH - 2 * EM - organ;
        assert_eq!(places(10 * EM, 7 * EM, false), (2 * EM, Edge::Left(begin(10 * EM) + 2 * EM)));
        let (organ_right, date) = places(4 * EM, 7 * EM, false);
        assert_eq!((organ_right + 4 * EM, date), (2 * EM + 7 * EM + 2 * EM, Edge::Right(2 * EM)));
    }

    #[test]
    fn nothing_leaves_the_type_area() {
        for organ in [0, EM, 27 * EM, 28 * EM, i32::MAX] {
            for date in [0, 8 * EM, i32::MAX] {
                for sealed in [false, true] {
                    let (organ_right, Edge::Left(room) | Edge::Right(room)) =
                        places(organ, date, sealed);
                    let inside = 0..=TYPE_WIDTH;
                    assert!(
                        inside.contains(&organ_right) && inside.contains(&room),
                        "{organ} {date} {sealed}"
                    );
                }
            }
        }
    }
}
