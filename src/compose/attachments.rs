//! 附件 (7.3.7).

use std::collections::BTreeMap;

use super::facts::Facts;
use super::parts::{self, Parts};
use super::roster;
use crate::diag::{Diagnostic, Diagnostics, Result, codes};
use crate::doc::{Attachment, Block, Title, table as tables, title};
use crate::model::{AttachmentSpec, DocumentSpec};
use crate::project::Project;
use crate::source::Spanned;

/// 标题 of an attachment: as told there, or as told where the sheet is named.
pub(super) fn title(
    project: &Project,
    parts: &Parts<'_>,
    attachment: &Spanned<AttachmentSpec>,
) -> Result<Spanned<String>> {
    let spec = &attachment.v;
    let campaign = &project.campaign;
    let content = usize::from(spec.roster.is_some())
        + usize::from(spec.table.is_some())
        + usize::from(spec.text.is_some());
    if content != 1 {
        return Err(Diagnostic::error(
            codes::ATTACHMENT_CONTENT,
            attachment.place.clone(),
            "附件要写明“名单”“表”“正文”中的一项",
        )
        .hint("例如：{ 名单: 领导小组 }，或 { 正文: 附件.md, 标题: …… }")
        .into());
    }
    known(spec.roster.as_ref(), &project.rosters, "名单")?;
    known(spec.table.as_ref(), &project.tables, "表")?;
    let roster = spec.roster.as_ref().and_then(|name| campaign.rosters.get(&name.v));
    let table = spec.table.as_ref().and_then(|name| campaign.tables.get(&name.v));
    if roster.is_none() && table.is_none() {
        // of one that is written wrong, nothing is known
        spec.roster.as_ref().map(|name| parts::known(project.rosters.get(&name.v))).transpose()?;
        spec.table.as_ref().map(|name| parts::known(project.tables.get(&name.v))).transpose()?;
    }
    let of_sheet = match (roster, table) {
        (Some(roster), _) => roster.title.as_ref(),
        (None, table) => table.and_then(|table| table.title.as_ref()),
    };
    match spec.title.as_ref().or(of_sheet) {
        Some(title) => parts.title(title),
        None => Err(Diagnostic::error(
            codes::ATTACHMENT_UNTITLED,
            attachment.place.clone(),
            "这个附件没有标题",
        )
        .hint("补上“标题: ……”，附件说明里也用它")
        .into()),
    }
}

/// Refuses the name of a sheet that the campaign does not have.
fn known<T>(
    name: Option<&Spanned<String>>,
    sheets: &BTreeMap<String, T>,
    kind: &str,
) -> Result<()> {
    match name.filter(|name| !sheets.contains_key(&name.v)) {
        None => Ok(()),
        Some(name) => {
            let message = format!("活动里没有叫“{}”的{kind}", name.v);
            let known = sheets.keys().map(String::as_str);
            Err(Diagnostic::error(codes::UNKNOWN_ATTACHMENT, name.place.clone(), message)
                .did_you_mean(&name.v, known)
                .into())
        }
    }
}

/// 附件 (7.3.7), numbered where there are several: those that are known.
pub(super) fn all(
    project: &Project,
    parts: &Parts<'_>,
    facts: &Facts<'_>,
    found: &mut Diagnostics,
) -> Vec<Attachment> {
    let spec = facts.spec;
    let of_each = spec.attachments.iter().zip(&facts.attachment_titles).zip(labels(spec));
    of_each
        .filter_map(|((attachment, title), label)| {
            // without a title there is a message about that already
            let title = title.known()?;
            attached(project, parts, &attachment.v, label, title, found)
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
    parts: &Parts<'_>,
    spec: &AttachmentSpec,
    label: String,
    name: &Spanned<String>,
    found: &mut Diagnostics,
) -> Option<Attachment> {
    let blocks = match (&spec.roster, &spec.table, &spec.text) {
        (Some(name), _, _) => found.take(roster::blocks(project, &name.v, spec.form))?,
        (_, Some(table), _) => found.take(parts.table_blocks(project, &table.v))?,
        (_, _, Some(text)) => parts.blocks(project, text, found),
        // without content there is a message about that already
        (None, None, None) => Vec::new(),
    };
    let too_wide = match blocks.as_slice() {
        [notes @ .., Block::Table(table)] if spec.table.is_some() || notes.is_empty() => {
            tables::wants_landscape(table)
        }
        _ => false,
    };
    let landscape = spec.landscape.unwrap_or(too_wide);
    let note = spec.roster.as_ref().and_then(|name| roster::order_note(project, &name.v));
    Some(Attachment {
        label,
        title: Title { note, ..title::broken(&name.v, &name.place) },
        addressees: found.take(parts.addressees(&spec.addressees))?,
        blocks,
        landscape,
        apart: spec.apart,
    })
}
