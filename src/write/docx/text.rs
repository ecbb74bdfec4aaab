//! The whole document from 版头 to the last attachment.

use docx_rs::{Paragraph, SpecialIndentType};

use super::blocks::blocks;
use super::flow::{Flow, line, lines, run, spacer};
use super::measure::{EM, TYPE_WIDTH, width};
use super::page::Sections;
use super::signature::signature;
use super::styles::{
    ADDRESSEES, ANNOTATION, ATTACHMENT_LABEL, ATTACHMENT_TITLE, ATTENDANCE, ATTENDANCE_NEXT, LABEL,
    NOTE, NOTE_NEXT, TITLE,
};
use super::{head, imprint};
use crate::doc::{Attendance, Document, NoteItem};
use crate::standard::ATTACHMENT_NOTE_LEAD;
use crate::write::ImprintPage;

/// The text with its sections.
pub(super) fn document(document: &Document, imprint_page: ImprintPage) -> docx_rs::Document {
    let mut flow = Flow::default();
    let format = document.format;
    head::head(format, &document.head, &mut flow);
    let body = &document.body;
    if let Some(title) = &body.title {
        flow.paragraph(lines(&TITLE, &title.lines));
    }
    if let Some(addressees) = &body.addressees {
        flow.paragraph(line(&ADDRESSEES, addressees));
    }
    blocks(&body.blocks, &mut flow);
    attachment_note(&body.attachment_note, &mut flow);
    attendance(&body.attendance, &mut flow);
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
    let mut sections = Sections::new(format);
    // a turned attachment ends its own section, and before it the upright one ends
    let mut turned = false;
    for attachment in &body.attachments {
        if attachment.landscape && !turned {
            flow.change_last(|last| last.section_property(sections.upright(true)));
        }
        flow.paragraph(line(&ATTACHMENT_LABEL, &attachment.label));
        flow.paragraph(lines(&ATTACHMENT_TITLE, &attachment.title.lines));
        if let Some(addressees) = &attachment.addressees {
            flow.paragraph(line(&ADDRESSEES, addressees));
        }
        blocks(&attachment.blocks, &mut flow);
        if attachment.landscape {
            flow.change_last(|last| last.section_property(sections.turned()));
        }
        turned = attachment.landscape;
    }
    let imprint = document.imprint.as_ref().filter(|imprint| imprint::is_printed(imprint, format));
    let numbered = imprint.is_none() || end(imprint_page, &mut sections, turned, &mut flow);
    docx_rs::Document {
        children: flow.into_children(),
        section_property: sections.upright(numbered),
        has_numbering: false,
    }
}

/// Makes the last paragraph the one that 版记 hangs on; false where the last section has no page numbers.
fn end(imprint_page: ImprintPage, sections: &mut Sections, turned: bool, flow: &mut Flow) -> bool {
    match imprint_page {
        ImprintPage::Same => flow.paragraph(spacer()),
        ImprintPage::Next => flow.paragraph(spacer().page_break_before(true)),
        ImprintPage::AfterBlank => {
            if !turned {
                flow.change_last(|last| last.section_property(sections.upright(true)));
            }
            flow.paragraph(spacer());
            flow.paragraph(spacer().page_break_before(true));
        }
    }
    imprint_page != ImprintPage::AfterBlank
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

/// 出席、请假、列席 (10.3): `出席：` and the names, wrapped lines below the first.
fn attendance(lists: &[Attendance], flow: &mut Flow) {
    for (at, list) in lists.iter().enumerate() {
        let style = if at == 0 { &ATTENDANCE } else { &ATTENDANCE_NEXT };
        let label = format!("{}：", list.label);
        let hanging = width(&label);
        let paragraph = Paragraph::new()
            .style(style.id)
            .add_run(run(&label).style(LABEL))
            .add_run(run(&list.names));
        // the style leaves room for a label of two characters; names keep a quarter of the line
        flow.paragraph(if hanging == -style.first {
            paragraph
        } else {
            let hanging = hanging.min(TYPE_WIDTH - 9 * EM);
            let hang = Some(SpecialIndentType::Hanging(hanging));
            paragraph.indent(Some(2 * EM + hanging), hang, None, None)
        });
    }
}
