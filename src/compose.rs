//! One document of a campaign as a tree: head, body and imprint from the facts, text from the markup.

mod attachments;
mod context;
mod each;
mod facts;
mod list;
mod name;
mod parts;
mod roster;
mod tree;

pub use self::context::Number;
pub use self::each::{Entry, Recipient, Recipients};
pub use self::facts::{Fact, Facts};
pub use self::list::table;
pub use self::name::file_name;

use std::sync::Arc;

use crate::compose::attachments::labels;
use crate::compose::facts::Evaluated;
use crate::compose::parts::Evaluator;
use crate::diag::{Diagnostic, Diagnostics, Result, codes};
use crate::doc::{Document, apart, title};
use crate::ledger::{Subject, Wanted};
use crate::model::{Dates, DocNumber, DocumentSpec, NumberSpec, PageFormatSpec};
use crate::project::Project;
use crate::render::{Placeable, Renderer, Rows};
use crate::sheet::Grid;
use crate::sheet::records::Records;
use crate::source::Spanned;

/// A renderer for a project: its own templates over the built-in ones.
pub fn renderer(project: &Project) -> Renderer {
    let tables = project.tables.iter().map(|(name, table)| (name.clone(), rows(table)));
    let placeable =
        Placeable { rosters: project.rosters.keys().cloned().collect(), tables: tables.collect() };
    Renderer::new(&project.templates, placeable)
}

/// The rows of a table, read when a template wants them.
fn rows(table: &Result<Arc<Grid>>) -> Rows {
    let table = table.clone();
    Box::new(move || {
        let grid = table.clone()?;
        let records = Records::read(&grid)?;
        Ok((0..records.len()).map(|index| each::values_of(&records.get(index))).collect())
    })
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
        NumberSpec::Serial(serial) if spec.format != PageFormatSpec::Order => {
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
    let context = context::of_entry(&project.campaign, entry, &mut Diagnostics::new());
    let context = Arc::new(context);
    let evaluator = Evaluator { renderer, context: &context, own: None };
    let title = evaluator.title(&entry.spec.title).map(|title| title::unbroken(&title.v));
    let addressees = evaluator.addressees(&entry.spec.addressees).ok().flatten();
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

/// A document as far as it is known, and what was found on the way.
#[derive(Debug)]
pub struct Composed<'e> {
    /// What it says.
    pub facts: Facts<'e>,
    /// Its trees; with an error among the messages they are not whole, and for rules only.
    pub volumes: Vec<Volume>,
    /// Every mistake in its facts, its templates and its texts.
    pub found: Diagnostics,
}

/// Composes a document, and after it each attachment that is not bound with it; or the attachments alone.
pub fn composed<'e>(
    project: &'e Project,
    renderer: &Renderer,
    entry: &'e Entry<'e>,
    extent: Extent,
) -> Composed<'e> {
    let mut found = Diagnostics::new();
    let evaluated = Evaluated::of(project, renderer, entry, &mut found);
    let mut document = evaluated.tree(project, renderer, &mut found);
    let all = extent == Extent::Appendices;
    for attachment in &mut document.body.attachments {
        attachment.apart |= all;
    }
    let apart = apart::taken_out(&mut document)
        .into_iter()
        .map(|it| Volume { suffix: suffix(&it.label), document: it.document });
    let apart: Vec<Volume> = apart.collect();
    let whole = (!all).then(|| Volume { suffix: String::new(), document });
    found.unrepeated();
    Composed { facts: evaluated.facts, volumes: whole.into_iter().chain(apart).collect(), found }
}

/// The volumes of [`composed`].
///
/// # Errors
/// Every mistake in its facts, its templates and its texts.
pub fn volumes(
    project: &Project,
    renderer: &Renderer,
    entry: &Entry<'_>,
    extent: Extent,
) -> Result<Vec<Volume>> {
    let Composed { volumes, found, .. } = composed(project, renderer, entry, extent);
    found.or(volumes)
}

/// 标题 of what is issued: as told, or what stands in the 书名号 of the document's title.
fn issued_title(
    evaluator: &Evaluator<'_>,
    spec: &DocumentSpec,
    heading: Option<&Spanned<String>>,
) -> Result<Option<Spanned<String>>> {
    let Some(issued) = &spec.issued else { return Ok(None) };
    if let Some(title) = &issued.title {
        return evaluator.title(title).map(Some);
    }
    // without a title there is a message about that already
    let Some(heading) = heading else { return Ok(None) };
    match parts::quoted(&title::unbroken(&heading.v)) {
        Some(inner) => Ok(Some(Spanned::new(inner, heading.place.clone()))),
        None => Err(Diagnostic::error(
            codes::ISSUED_UNTITLED,
            issued.text.place.clone(),
            "不知道印发件的标题",
        )
        .hint("在“标题”里用《》写出它，或写成 { 标题: ……, 正文: ……  }")
        .into()),
    }
}
