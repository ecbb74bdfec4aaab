//! The whole document from 版头 to the last attachment.

use docx_rs::{LineSpacing, Paragraph, SectionProperty, SpecialIndentType};

use super::blocks::blocks;
use super::flow::{Flow, Written, closer, line, lines, room, run, spacer};
use super::measure::{Grid, PITCH, TYPE_HEIGHT, TYPE_WIDTH};
use super::page::Sections;
use super::signature::signature;
use super::styles::{
    ADDRESSEES, ANNOTATION, APART_LABEL, ATTACHMENT_LABEL, ATTACHMENT_TITLE, ATTENDANCE,
    ATTENDANCE_NEXT, LABEL, NOTE, NOTE_NEXT, Style, TITLE, TITLE_NOTE,
};
use super::{head, imprint};
use crate::arrange::body::{Attached, List};
use crate::arrange::closing::{Closing, With};
use crate::arrange::{Arranged, FirstFoot, Imprint, Part};
use crate::doc::{Addressees, Attendance, Document, NoteItem, Title};
use crate::layout::{ImprintPage, Layout};
use crate::standard::ATTACHMENT_NOTE_LEAD;
use crate::standard::word::{ABOVE_TITLE, ABOVE_TITLE_UNDER_TEXT};

/// The text with its sections.
pub(super) fn document(document: &Document, arranged: &Arranged<'_>, layout: &Layout) -> Written {
    let mut flow = Flow::new(Grid::of(layout.spacing));
    let preprinted = document.preprinted;
    // of the copies that are printed the first is the one to go on editing
    if let Some(Some(found)) = arranged.heads.first() {
        head::head(found, layout.mark_size, preprinted, &mut flow);
    }
    let mut sections = Sections::new(arranged.first_foot, document.draft);
    let mut turned = false;
    for part in &arranged.parts {
        match part {
            Part::Title { title: found } => {
                let above = matches!(arranged.first_foot, FirstFoot::DoubleLine)
                    .then_some(ABOVE_TITLE_UNDER_TEXT);
                title(&TITLE, found, above, &mut flow);
            }
            Part::Addressees { addressees: found } => addressees(found, &mut flow),
            Part::Text { blocks: found, lists: below, closing: last } => {
                blocks(found, &mut flow);
                // a page with 署名 has text on it (7.3.5.5)
                let with_line = last.as_ref().is_some_and(|closing| closing.with == With::Line);
                if with_line && !below.is_empty() {
                    flow.change_last(|last| last.keep_next(true));
                }
                lists(below, &mut flow);
                if let Some(found) = last {
                    closing(found, preprinted, &mut flow);
                }
            }
            Part::Issued { title: found, blocks: text, lists: below } => {
                // on a new page because another document precedes it, not because it is a title
                let above = room(ABOVE_TITLE - PITCH).page_break_before(true).keep_next(true);
                flow.paragraph(above);
                title(&ATTACHMENT_TITLE, found, None, &mut flow);
                blocks(text, &mut flow);
                lists(below, &mut flow);
            }
            Part::Attachment(found) => {
                if turned {
                    flow.change_last(|last| last.section_property(sections.turned()));
                }
                turned = false;
                flow.room = TYPE_WIDTH;
                attachment(found, &mut flow);
            }
            Part::Turned(found) => {
                if turned {
                    flow.change_last(|last| last.section_property(sections.turned()));
                } else if !flow.is_empty() {
                    flow.change_last(|last| last.section_property(sections.upright(true)));
                }
                turned = true;
                flow.room = TYPE_HEIGHT;
                attachment(found, &mut flow);
            }
            Part::End => {}
        }
    }
    let imprint = arranged.imprint.as_ref();
    let last = end(imprint, layout.imprint_page, sections, turned, &mut flow);
    flow.close(last)
}

/// 标题 and 题注, with so many twips above them where they are not the style's.
fn title(style: &Style, title: &Title, above: Option<i32>, flow: &mut Flow) {
    let words = lines(style, &title.lines);
    flow.paragraph(match above {
        Some(above) => words.line_spacing(LineSpacing::new().before(above.unsigned_abs())),
        None => words,
    });
    if let Some(note) = &title.note {
        flow.paragraph(line(&TITLE_NOTE, note));
    }
}

/// 发文机关署名, 成文日期 and 附注 (7.3.5, 7.3.6), on one page with the foot of the seals.
fn closing(closing: &Closing<'_>, preprinted: bool, flow: &mut Flow) {
    let below = closing.signature.as_ref().map(|found| signature(found, preprinted, flow));
    let mut below = below.unwrap_or_default();
    if let Some(annotation) = closing.annotation {
        if below > 0 {
            flow.change_last(|last| last.keep_next(true));
        }
        flow.paragraph(line(&ANNOTATION, annotation));
        below -= flow.grid.pitch;
    }
    if below > 0 {
        flow.change_last(|last| last.keep_next(true));
        flow.paragraph(room(below));
    }
}

/// 附件 (7.3.7).
fn attachment(attachment: &Attached<'_>, flow: &mut Flow) {
    let label = if flow.is_empty() { &APART_LABEL } else { &ATTACHMENT_LABEL };
    flow.paragraph(line(label, attachment.label));
    title(&ATTACHMENT_TITLE, attachment.title, None, flow);
    if let Some(found) = attachment.addressees {
        addressees(found, flow);
    }
    blocks(attachment.blocks, flow);
}

/// 主送机关 (7.3.2).
fn addressees(addressees: &Addressees, flow: &mut Flow) {
    let words = line(&ADDRESSEES, &addressees.text);
    flow.paragraph(closer(words, addressees.tight, flow.grid));
}

/// What is listed below a text.
fn lists(lists: &[List<'_>], flow: &mut Flow) {
    for list in lists {
        match list {
            List::Note { items } => attachment_note(items, flow),
            List::Attendance { lists } => attendance(lists, flow),
        }
    }
}

/// Ends the text with 版记, where there is one, and the paragraph on whose page it stands. Returns the last section.
fn end(
    imprint: Option<&Imprint>,
    imprint_page: ImprintPage,
    mut sections: Sections,
    turned: bool,
    flow: &mut Flow,
) -> SectionProperty {
    let Some(imprint) = imprint else {
        return if turned { sections.turned() } else { sections.upright(true) };
    };
    // neither the blank page nor that of 版记 carries a number (7.5)
    let blank = imprint_page == ImprintPage::AfterBlank;
    if turned {
        flow.change_last(|last| last.section_property(sections.turned()));
    } else if blank {
        flow.change_last(|last| last.section_property(sections.upright(true)));
    }
    if blank {
        flow.paragraph(spacer());
    }
    match imprint_page {
        ImprintPage::Same => {}
        ImprintPage::Next | ImprintPage::AfterBlank => {
            flow.paragraph(spacer().page_break_before(true));
        }
    }
    flow.table(imprint::table(imprint));
    flow.paragraph(spacer());
    sections.upright(!blank)
}

/// 附件说明 (7.3.4): `附件：1.名称`, the next ordinals below the first, wrapped lines below the name; on one page.
fn attachment_note(items: &[NoteItem], flow: &mut Flow) {
    let grid = flow.grid;
    for (at, item) in items.iter().enumerate() {
        let (style, lead) = if at == 0 { (&NOTE, ATTACHMENT_NOTE_LEAD) } else { (&NOTE_NEXT, "") };
        let paragraph = line(style, &format!("{lead}{}{}", item.ordinal, &*item.name));
        let paragraph = if at + 1 < items.len() { paragraph.keep_next(true) } else { paragraph };
        let ordinal = grid.width(&item.ordinal);
        // the styles leave room for `1.`; no ordinal or a longer one moves the name
        flow.paragraph(if ordinal == grid.width("1.") {
            paragraph
        } else {
            let hanging = ordinal - style.on(grid).first - grid.em;
            paragraph.indent(
                Some(5 * grid.em + ordinal),
                Some(SpecialIndentType::Hanging(hanging)),
                None,
                None,
            )
        });
    }
}

/// 出席、请假、列席 (10.3): `出席：` and the names, wrapped lines below the first.
fn attendance(lists: &[Attendance], flow: &mut Flow) {
    let grid = flow.grid;
    for (at, list) in lists.iter().enumerate() {
        let style = if at == 0 { &ATTENDANCE } else { &ATTENDANCE_NEXT };
        let label = format!("{}：", list.label);
        let hanging = grid.width(&label);
        let paragraph = Paragraph::new()
            .style(style.id)
            .add_run(run(&label).style(LABEL))
            .add_run(run(&list.names));
        // the style leaves room for a label of two characters; names keep a quarter of the line
        flow.paragraph(if hanging == -style.on(grid).first {
            paragraph
        } else {
            let hanging = hanging.min(TYPE_WIDTH - 9 * grid.em);
            let hang = Some(SpecialIndentType::Hanging(hanging));
            paragraph.indent(Some(2 * grid.em + hanging), hang, None, None)
        });
    }
}
