//! Facts and texts → the tree.

use super::attachments;
use super::facts::{Evaluated, Fact};
use super::parts::{self, Evaluator};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::doc::words::Nouns;
use crate::doc::{
    Addressees, Block, Body, Document, Head, Issued, Meta, NoteItem, PageFormat, Signature, Text,
    Title,
};
use crate::doc::{number, title};
use crate::model::{DocumentSpec, OrdinalsSpec, TextSource};
use crate::project::Project;
use crate::render::Renderer;
use crate::source::Spanned;

impl Evaluated<'_> {
    /// The document, as far as it is known: what has a mistake is left out of it, and `found` says what that
    /// is.
    pub(super) fn tree(
        &self,
        project: &Project,
        renderer: &Renderer,
        found: &mut Diagnostics,
    ) -> Document {
        let Self { facts, spec, .. } = self;
        let format = facts.format;
        let heading = facts.title.known().unwrap_or(&spec.title);
        // what is issued goes by its document's title where its own is not known
        let issued_title = match &facts.issued_title {
            Fact::Known(title) => Some(title),
            Fact::Absent => None,
            Fact::Unknown => Some(heading),
        };
        let titles: Vec<&Spanned<String>> =
            facts.attachment_titles.iter().map(|title| title.known().unwrap_or(heading)).collect();
        let context = self.context_of_texts(heading, issued_title, &titles);
        let own = self.entry.recipient.as_ref().map(|recipient| &recipient.tables);
        let evaluator = Evaluator { renderer, context: &context, own };

        let blocks = body_text(project, &evaluator, spec, found);
        let issued_blocks =
            spec.issued.as_ref().map(|issued| evaluator.blocks(project, &issued.text, found));
        let attachments = attachments::all(project, &evaluator, spec, facts, found);

        let items = note_items(&titles);
        // what a 通知 issues carries the attachments, not the 通知
        let (own_note, issued_note) =
            if issued_title.is_some() { (Vec::new(), items) } else { (items, Vec::new()) };
        let issued = issued_title.zip(issued_blocks).map(|(name, blocks)| Issued {
            title: title::typed(&name.v, &name.place),
            blocks,
            attachment_note: issued_note,
        });
        let organs: Vec<&str> = facts.organs.list().iter().map(|organ| &**organ).collect();
        let mut document = Document {
            format,
            head: self.head(),
            body: Body {
                title: (format != PageFormat::Order).then(|| Title {
                    note: facts.title_note.value(),
                    ..title::typed(&heading.v, &heading.place)
                }),
                addressees: facts.addressees.value().map(Addressees::from),
                blocks,
                attachment_note: own_note,
                attendance: facts.attendance.list().to_vec(),
                signature: self.signature(),
                annotation: facts.annotation.value(),
                issued,
                attachments,
            },
            imprint: facts.printer.value().and_then(|printer| {
                let printed = self.dates.printed.as_ref();
                let (send_to, copy_to) = (facts.send_to.value(), facts.copy_to.value());
                parts::imprint(
                    format,
                    printed,
                    send_to,
                    copy_to,
                    facts.others.list().to_vec(),
                    printer,
                )
            }),
            preprinted: false,
            tighten: spec.tighten.unwrap_or(project.campaign.tighten),
            draft: false,
            meta: Meta {
                title: title::unbroken(&heading.v),
                author: organs.join("、"),
                date: self.dates.issued.v.0,
            },
        };
        number::number(&mut document, spec.ordinals == OrdinalsSpec::AsTyped);
        title::break_lines(&mut document, &self.nouns(project, &titles));
        document
    }

    /// What stays whole in titles besides the words of every office.
    fn nouns(&self, project: &Project, attachments: &[&Spanned<String>]) -> Nouns {
        let campaign = &project.campaign;
        let named = campaign.nouns.iter().chain(&campaign.name).chain(attachments.iter().copied());
        let organs = self.facts.organs.list().iter().map(|organ| &**organ);
        Nouns::new(named.map(|it| &*it.v).chain(organs))
    }

    /// 版头 (7.2), where its mark is known.
    fn head(&self) -> Option<Head> {
        let facts = &self.facts;
        let head = parts::head(self.spec, facts.mark.value()?, facts.signers.list().to_vec());
        Some(Head { number: facts.number.known().map(|it| it.printed.clone()), ..head })
    }

    fn signature(&self) -> Option<Signature> {
        let date = &self.dates.issued;
        let date = Text::new(date.v.to_string(), date.place.clone());
        self.facts.signed_by.value().map(|by| Signature { by, date })
    }
}

/// 正文 from the template or from the campaign's own file.
fn body_text(
    project: &Project,
    evaluator: &Evaluator<'_>,
    spec: &DocumentSpec,
    found: &mut Diagnostics,
) -> Vec<Block> {
    if spec.is_unknown("模板") || spec.is_unknown("正文") {
        return Vec::new();
    }
    match found.take(spec.text_source()) {
        None => Vec::new(),
        Some(TextSource::File(path)) => evaluator.blocks(project, path, found),
        Some(TextSource::Template(template)) => {
            if let Some(source) = evaluator.renderer.template(&template.v) {
                return evaluator.blocks_of(project, source, found);
            }
            let message = format!("没有叫“{}”的模板", template.v);
            found.push(
                Diagnostic::error(codes::UNKNOWN_TEMPLATE, template.place.clone(), message)
                    .did_you_mean(&template.v, evaluator.renderer.template_names()),
            );
            Vec::new()
        }
    }
}

/// 附件说明 (7.3.4): numbered only where there are several.
fn note_items(titles: &[&Spanned<String>]) -> Vec<NoteItem> {
    let several = titles.len() > 1;
    titles
        .iter()
        .enumerate()
        .map(|(index, name)| NoteItem {
            ordinal: if several { format!("{}.", index + 1) } else { String::new() },
            name: Text::new(title::unbroken(&name.v), name.place.clone()),
        })
        .collect()
}
