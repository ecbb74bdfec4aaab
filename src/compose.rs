//! One document of a campaign as a tree: head, body and imprint from the facts, text from the markup.

mod context;
mod each;
mod list;
mod parts;
mod roster;

pub use self::each::{Entry, OVERRIDES, Recipient, Recipients};
pub use self::list::table;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use crate::compose::parts::Parts;
use crate::diag::{Diagnostic, Diagnostics, Result};
use crate::doc::{
    Attachment, Block, Body, Document, Format, Head, Issued, Meta, NoteItem, Signature, Text, Title,
};
use crate::doc::{apart, number, table as tables, title};
use crate::ledger::{Subject, Wanted};
use crate::model::{AttachmentSpec, Dates, DocNumber, DocumentSpec, FormatSpec, NumberSpec};
use crate::output::is_forbidden_in_names;
use crate::project::Project;
use crate::render::{Placeable, Renderer, Rows};
use crate::sheet::Grid;
use crate::sheet::records::Records;
use crate::source::Spanned;

/// A renderer for a project: its own templates over the built-in ones.
pub fn renderer(project: &Project) -> Renderer {
    let tables = project.tables.iter().map(|(name, table)| (name.clone(), rows(table)));
    let placeable = Placeable {
        rosters: project.campaign.rosters.keys().cloned().collect(),
        tables: tables.collect(),
    };
    Renderer::new(&project.templates, placeable)
}

/// The rows of a table, read when a template wants them.
fn rows(table: &Result<Arc<Grid>>) -> Rows {
    let table = table.clone();
    Box::new(move || {
        let grid = table.clone()?;
        let records = Records::read(&grid)?;
        Ok((0..records.len()).map(|index| records.get(index).values()).collect())
    })
}

/// The name of a document's output files, without an ending.
///
/// # Errors
/// When it can't be evaluated or is no name that every file system takes.
pub fn file_name(
    project: &Project,
    renderer: &Renderer,
    entry: &Entry<'_>,
) -> Result<Spanned<String>> {
    let context = context::of_entry(&project.campaign, entry)?;
    let spec = &entry.spec;
    let name = renderer.string(&spec.name, &context)?.trim().to_owned();
    let recipient = entry.recipient.as_ref();
    let place = recipient.map_or(&spec.name.place, |recipient| &recipient.place);
    let wrong = |message: String, hint: &str| {
        Err(Diagnostic::error(place.clone(), message).hint(hint).into())
    };
    // a table is not the place to think of file systems
    let name = if recipient.is_some() { encoded(&name) } else { name };
    if let Some(c) = name.chars().find(|c| is_forbidden_in_names(*c)) {
        return wrong(
            format!("文件名里不能有“{}”", c.escape_debug()),
            "换成汉字、字母、数字、“-”或“（）”",
        );
    }
    if name.is_empty() || name.starts_with('.') || name.ends_with('.') {
        return wrong(format!("“{name}”不能作文件名"), "文件名不能是空的，也不能以“.”开头或结尾");
    }
    // 255 bytes is what file systems take; the ending and a temporary name want some of them
    if name.len() > 200 {
        return wrong("文件名太长".to_owned(), "缩短到 60 个汉字以内");
    }
    let stem = name.split('.').next().unwrap_or_default().to_ascii_uppercase();
    let device = ["CON", "PRN", "AUX", "NUL"].contains(&stem.as_str())
        || (stem.len() == 4
            && (stem.starts_with("COM") || stem.starts_with("LPT"))
            && stem.ends_with(|c: char| c.is_ascii_digit()));
    if device {
        return wrong(format!("“{name}”是 Windows 的保留名，不能作文件名"), "换一个名字");
    }
    Ok(Spanned::new(name, place.clone()))
}

/// A name with what some file system does not take, and the `%` itself, as `%` and two hexadecimal digits,
/// as in a URL.
fn encoded(name: &str) -> String {
    let mut encoded = String::with_capacity(name.len());
    for c in name.chars() {
        if c == '%' || is_forbidden_in_names(c) {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                // writing to a string cannot fail
                let _ = write!(encoded, "%{byte:02X}");
            }
        } else {
            encoded.push(c);
        }
    }
    encoded
}

/// The number that a document has or wants; none where it has none that a ledger keeps: 令号 (10.2), and one that
/// nobody knows yet.
///
/// # Errors
/// When it needs 机关代字 and the campaign says none.
pub fn wanted(project: &Project, spec: &DocumentSpec) -> Result<Option<Wanted>> {
    let Some(number) = &spec.number else { return Ok(None) };
    let year = dates(project, spec).issued.v.year();
    let code = || context::code(&project.campaign, &number.place).map(str::to_owned);
    Ok(match &number.v {
        NumberSpec::Ledger => Some(Wanted::Next(code()?, year)),
        NumberSpec::Serial(serial) if spec.format != FormatSpec::Order => {
            Some(Wanted::Fixed(DocNumber { code: code()?, year, serial: *serial }))
        }
        NumberSpec::Full(number) => Some(Wanted::Fixed(number.clone())),
        NumberSpec::Serial(_) | NumberSpec::Blank(_) => None,
    })
}

fn dates<'p>(project: &'p Project, spec: &'p DocumentSpec) -> &'p Dates {
    spec.dates.as_ref().unwrap_or(&project.campaign.dates)
}

/// What the ledger keeps of a document. What can't be evaluated stays empty there: the document says why.
pub fn subject(project: &Project, renderer: &Renderer, entry: &Entry<'_>) -> Subject {
    let context = context::of_entry(&project.campaign, entry).unwrap_or_default();
    let parts = Parts { renderer, context: &context, own: None };
    let title = parts.line(&entry.spec.title).map(|title| title::unbroken(&title.v));
    let addressees = parts.addressees(&entry.spec.addressees).ok().flatten();
    Subject {
        title: title.unwrap_or_default(),
        date: dates(project, &entry.spec).issued.v.to_string(),
        recipient: addressees
            .map(|text| text.trim_end_matches('：').to_owned())
            .unwrap_or_default(),
    }
}

/// What is bound together: a document, or an attachment of one that is not bound with it (7.3.7).
#[derive(Clone, Debug, PartialEq)]
pub struct Volume {
    /// What follows the document's name in the name of its files: nothing, or `-附件1`.
    pub suffix: String,
    /// Its tree.
    pub document: Document,
}

/// Which volumes are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// Those that are bound.
    #[default]
    Whole,
    /// The attachments, each by itself, and nothing else.
    Appendices,
}

/// The suffixes of the volumes that an entry makes, the document's first.
pub fn suffixes(spec: &DocumentSpec, extent: Extent) -> Vec<String> {
    let all = extent == Extent::Appendices;
    let apart = labels(spec).zip(&spec.attachments).filter(|(_, it)| all || it.v.apart);
    let whole = (!all).then(String::new);
    whole.into_iter().chain(apart.map(|(label, _)| suffix(&label))).collect()
}

fn suffix(label: &str) -> String {
    format!("-{label}")
}

/// Composes a document, and after it each attachment that is not bound with it; or the attachments alone.
///
/// # Errors
/// Every mistake in its facts, its templates and its texts.
pub fn volumes(
    project: &Project,
    renderer: &Renderer,
    entry: &Entry<'_>,
    extent: Extent,
) -> Result<Vec<Volume>> {
    let mut document = document(project, renderer, entry)?;
    let all = extent == Extent::Appendices;
    for attachment in &mut document.body.attachments {
        attachment.apart |= all;
    }
    let apart = apart::taken_out(&mut document)
        .into_iter()
        .map(|it| Volume { suffix: suffix(&it.label), document: it.document });
    let apart: Vec<Volume> = apart.collect();
    let whole = (!all).then(|| Volume { suffix: String::new(), document });
    Ok(whole.into_iter().chain(apart).collect())
}

fn document(project: &Project, renderer: &Renderer, entry: &Entry<'_>) -> Result<Document> {
    let campaign = &project.campaign;
    let spec: &DocumentSpec = &entry.spec;
    let mut context = context::of_entry(campaign, entry)?;
    let mut found = Diagnostics::new();
    let dates = dates(project, spec);

    let own = entry.recipient.as_ref().map(|recipient| &recipient.tables);
    let facts = Parts { renderer, context: &context, own };
    let organs = found.take(facts.organs(campaign, spec));
    let number = found.take(context::number(campaign, entry));
    let date = Text::new(dates.issued.v.to_string(), dates.issued.place.clone());
    let head = found.take(parts::head(&facts, campaign, spec));
    let attendance = found.take(parts::attendance(&facts, spec));
    let signed_by = found.take(facts.signed_by(project, spec, &date));
    let others = found.take(facts.texts(&spec.imprint_others));
    let heading = found.take(facts.line(&spec.title));
    let note = spec.title_note.as_ref().map(|note| facts.annotation(note));
    let note = found.take(note.transpose()).flatten();
    let moved = spec.send_to_in_imprint;
    let addressees = found.take(facts.addressees(if moved { &[] } else { &spec.addressees }));
    let send_to = found.take(facts.copy_to(if moved { &spec.addressees } else { &[] }));
    let annotation = spec.annotation.as_ref().or(campaign.annotation.as_ref());
    let annotation = found.take(annotation.map(|note| facts.annotation(note)).transpose());
    let copy_to = spec.copy_to.as_ref().unwrap_or(&campaign.copy_to);
    let copy_to = found.take(facts.copy_to(copy_to));
    let printer = campaign.organ.printer.as_ref().unwrap_or(&campaign.organ.name);
    let printer = found.take(facts.text(printer));
    let issued_title = found.take(issued_title(&facts, spec, heading.as_ref()));
    let attachment_titles = found.take(crate::diag::collect(
        spec.attachments.iter().map(|attachment| attachment_title(project, &facts, attachment)),
    ));
    // go on with what is known: the texts may have mistakes of their own to tell
    let heading = heading.unwrap_or_else(|| spec.title.clone());
    let issued_title =
        issued_title.unwrap_or_else(|| spec.issued.as_ref().map(|_| heading.clone()));
    let attachment_titles =
        attachment_titles.unwrap_or_else(|| vec![heading.clone(); spec.attachments.len()]);
    context::add_document(&mut context, &heading, issued_title.as_ref(), &attachment_titles);

    let parts = Parts { renderer, context: &context, own };
    let blocks = found.take(body_text(project, &parts, spec));
    let issued_blocks = found
        .take(spec.issued.as_ref().map(|issued| parts.blocks(project, &issued.text)).transpose());
    let attachments = found.take(attachments(project, &parts, spec, &attachment_titles));
    let (Some(organs), Some(number), Some(printer)) = (organs, number, printer) else {
        return Err(found);
    };
    let (Some(addressees), Some(annotation), Some(copy_to)) = (addressees, annotation, copy_to)
    else {
        return Err(found);
    };
    let (Some(head), Some(attendance), Some(signed_by)) = (head, attendance, signed_by) else {
        return Err(found);
    };
    let (Some(blocks), Some(issued_blocks), Some(attachments)) =
        (blocks, issued_blocks, attachments)
    else {
        return Err(found);
    };
    let (Some(send_to), Some(others)) = (send_to, others) else {
        return Err(found);
    };

    let items = note_items(&attachment_titles);
    // what a 通知 issues carries the attachments, not the 通知
    let (own_note, issued_note) =
        if issued_title.is_some() { (Vec::new(), items) } else { (items, Vec::new()) };
    let issued = issued_title.zip(issued_blocks).map(|(name, blocks)| Issued {
        title: title::broken(&name.v, &name.place),
        blocks,
        attachment_note: issued_note,
    });
    let format = parts::format(spec.format);
    let names: Vec<&str> = organs.iter().map(|organ| &**organ).collect();
    let mut document = Document {
        format,
        head: Some(Head { number, ..head }),
        body: Body {
            title: (format != Format::Order)
                .then(|| Title { note, ..title::broken(&heading.v, &heading.place) }),
            addressees,
            blocks,
            attachment_note: own_note,
            attendance,
            signature: signed_by.map(|by| Signature { by, date }),
            annotation,
            issued,
            attachments,
        },
        imprint: parts::imprint(format, dates.printed.as_ref(), send_to, copy_to, others, printer),
        preprinted: false,
        draft: false,
        meta: Meta {
            title: title::unbroken(&heading.v),
            author: names.join("、"),
            date: dates.issued.v.0,
        },
    };
    number::number(&mut document);
    found.or(document)
}

/// 正文 from the template or from the campaign's own file: exactly one of them.
fn body_text(project: &Project, parts: &Parts<'_>, spec: &DocumentSpec) -> Result<Vec<Block>> {
    match (&spec.template, &spec.text) {
        (Some(template), None) => match parts.renderer.template(&template.v) {
            Some(source) => parts.blocks_of(project, source),
            None => Err(Diagnostic::error(
                template.place.clone(),
                format!("没有叫“{}”的模板", template.v),
            )
            .did_you_mean(&template.v, parts.renderer.template_names())
            .into()),
        },
        (None, Some(path)) => parts.blocks(project, path),
        (Some(_), Some(text)) => {
            Err(Diagnostic::error(text.place.clone(), "“模板”和“正文”只能写一个")
                .hint("正文由模板来写就删去“正文”，由文件来写就删去“模板”")
                .into())
        }
        (None, None) => {
            Err(Diagnostic::error(spec.name.place.clone(), "这份文件没有“模板”，也没有“正文”")
                .hint("补上“模板: 印发方案”，或“正文: 通知.md”")
                .into())
        }
    }
}

/// 标题 of what is issued: as told, or what stands in the 书名号 of the document's title.
fn issued_title(
    facts: &Parts<'_>,
    spec: &DocumentSpec,
    heading: Option<&Spanned<String>>,
) -> Result<Option<Spanned<String>>> {
    let Some(issued) = &spec.issued else { return Ok(None) };
    if let Some(title) = &issued.title {
        return facts.line(title).map(Some);
    }
    // without a title there is a message about that already
    let Some(heading) = heading else { return Ok(None) };
    match parts::quoted(&title::unbroken(&heading.v)) {
        Some(inner) => Ok(Some(Spanned::new(inner, heading.place.clone()))),
        None => Err(Diagnostic::error(issued.text.place.clone(), "不知道印发件的标题")
            .hint("在“标题”里用《》写出它，或写成 { 标题: ……, 正文: ……  }")
            .into()),
    }
}

/// 标题 of an attachment: as told there, or as told where the sheet is named.
fn attachment_title(
    project: &Project,
    facts: &Parts<'_>,
    attachment: &Spanned<AttachmentSpec>,
) -> Result<Spanned<String>> {
    let spec = &attachment.v;
    let campaign = &project.campaign;
    let content = usize::from(spec.roster.is_some())
        + usize::from(spec.table.is_some())
        + usize::from(spec.text.is_some());
    if content != 1 {
        return Err(Diagnostic::error(
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
    let sheet = roster.map(|roster| &roster.sheet).or(table);
    match spec.title.as_ref().or(sheet.and_then(|sheet| sheet.title.as_ref())) {
        Some(title) => facts.line(title),
        None => Err(Diagnostic::error(attachment.place.clone(), "这个附件没有标题")
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
            Err(Diagnostic::error(name.place.clone(), message).did_you_mean(&name.v, known).into())
        }
    }
}

/// 附件 (7.3.7), numbered where there are several.
fn attachments(
    project: &Project,
    parts: &Parts<'_>,
    spec: &DocumentSpec,
    titles: &[Spanned<String>],
) -> Result<Vec<Attachment>> {
    let attachments = labels(spec).zip(spec.attachments.iter().zip(titles));
    crate::diag::collect(
        attachments.map(|(label, (attachment, name))| {
            attached(project, parts, &attachment.v, label, name)
        }),
    )
}

/// `附件`, or `附件1` and so on where there are several.
fn labels(spec: &DocumentSpec) -> impl Iterator<Item = String> {
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
) -> Result<Attachment> {
    let content = |room: f64| match (&spec.roster, &spec.table, &spec.text) {
        (Some(name), _, _) => roster::blocks(project, &name.v, spec.form, room),
        (_, Some(table), _) => parts.table_block(project, &table.v, room).map(|block| vec![block]),
        (_, _, Some(text)) => parts.blocks(project, text),
        (None, None, None) => Ok(Vec::new()),
    };
    let upright = content(parts::UPRIGHT)?;
    let too_wide =
        matches!(upright.as_slice(), [Block::Table(table)] if tables::wants_landscape(table));
    let landscape = spec.landscape.unwrap_or(too_wide);
    let note = spec.roster.as_ref().and_then(|name| roster::order_note(project, &name.v));
    Ok(Attachment {
        label,
        title: Title { note, ..title::broken(&name.v, &name.place) },
        addressees: parts.addressees(&spec.addressees)?,
        blocks: if landscape { content(parts::TURNED)? } else { upright },
        landscape,
        apart: spec.apart,
    })
}

/// 附件说明 (7.3.4): numbered only where there are several.
fn note_items(titles: &[Spanned<String>]) -> Vec<NoteItem> {
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
