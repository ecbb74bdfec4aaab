//! 附件 (7.3.7).

use std::collections::BTreeMap;

use super::facts::Facts;
use super::parts::Evaluator;
use super::roster;
use crate::diag::{Diagnostic, Diagnostics, Result, codes};
use crate::doc::{Addressees, Attachment, Block, Text, Title, table as tables, title};
use crate::model::{AttachmentSpec, Content, DocumentSpec};
use crate::project::Project;
use crate::source::Spanned;

/// 标题 of an attachment: as told there, or as told where the sheet is named.
pub(super) fn title(
    project: &Project,
    evaluator: &Evaluator<'_>,
    attachment: &Spanned<AttachmentSpec>,
    content: Content<'_>,
) -> Result<Spanned<String>> {
    let campaign = &project.campaign;
    // of one that is written wrong nothing is known
    let of_sheet = match content {
        Content::Roster(name) => {
            let roster = known(name, &project.rosters, "名单")?;
            let spec = campaign.rosters.get(&name.v);
            if spec.is_none() {
                roster.as_ref().map_err(Clone::clone)?;
            }
            spec.and_then(|spec| spec.title.as_ref())
        }
        Content::Table(name) => {
            let table = known(name, &project.tables, "表")?;
            let spec = campaign.tables.get(&name.v);
            if spec.is_none() {
                table.as_ref().map_err(Clone::clone)?;
            }
            spec.and_then(|spec| spec.title.as_ref())
        }
        Content::Text(_) => None,
    };
    match attachment.v.title.as_ref().or(of_sheet) {
        Some(title) => evaluator.title(title),
        None => Err(Diagnostic::error(
            codes::ATTACHMENT_UNTITLED,
            attachment.place.clone(),
            "这个附件没有标题",
        )
        .hint("补上“标题: ……”，附件说明里也用它")
        .into()),
    }
}

/// The sheet of that name, where the campaign has one.
fn known<'p, T>(
    name: &Spanned<String>,
    sheets: &'p BTreeMap<String, T>,
    kind: &str,
) -> Result<&'p T> {
    sheets.get(&name.v).ok_or_else(|| {
        let message = format!("活动里没有叫“{}”的{kind}", name.v);
        let known = sheets.keys().map(String::as_str);
        Diagnostic::error(codes::UNKNOWN_ATTACHMENT, name.place.clone(), message)
            .did_you_mean(&name.v, known)
            .into()
    })
}

/// 附件 (7.3.7), numbered where there are several: those that are known.
pub(super) fn all(
    project: &Project,
    evaluator: &Evaluator<'_>,
    spec: &DocumentSpec,
    facts: &Facts<'_>,
    found: &mut Diagnostics,
) -> Vec<Attachment> {
    let of_each = spec.attachments.iter().zip(&facts.attachment_titles).zip(labels(spec));
    of_each
        .filter_map(|((attachment, title), label)| {
            // without a title there is a message about that already
            let title = title.known()?;
            attached(project, evaluator, &attachment.v, label, title, found)
        })
        .collect()
}

/// `附件`, or `附件1` and so on where there are several.
pub(super) fn labels(spec: &DocumentSpec) -> impl Iterator<Item = String> {
    let several = spec.attachments.len() > 1;
    (1..=spec.attachments.len())
        .map(move |number| if several { format!("附件{number}") } else { "附件".to_owned() })
}

fn attached(
    project: &Project,
    evaluator: &Evaluator<'_>,
    spec: &AttachmentSpec,
    label: String,
    name: &Spanned<String>,
    found: &mut Diagnostics,
) -> Option<Attachment> {
    let content = spec.content()?;
    let blocks = match content {
        Content::Roster(name) => found.take(roster::blocks(project, &name.v, spec.form))?,
        Content::Table(name) => found.take(evaluator.table_blocks(project, &name.v))?,
        Content::Text(file) => evaluator.blocks(project, file, found),
    };
    let too_wide = match blocks.as_slice() {
        [notes @ .., Block::Table(table)]
            if matches!(content, Content::Table(_)) || notes.is_empty() =>
        {
            tables::wants_landscape(table)
        }
        _ => false,
    };
    let landscape = spec.landscape.unwrap_or(too_wide);
    let note = match content {
        Content::Roster(name) => roster::order_note(project, &name.v),
        Content::Table(_) | Content::Text(_) => None,
    };
    Some(Attachment {
        label: Text::program(label),
        title: Title { note, ..title::typed(&name.v, &name.place) },
        addressees: found.take(evaluator.addressees(&spec.addressees))?.map(Addressees::from),
        blocks,
        landscape,
        apart: spec.apart,
    })
}
