//! What a document says before its texts are read: one row's values, evaluated, with their places.

use std::sync::Arc;

use super::context::{self, Number};
use super::each::Entry;
use super::parts::{self, Evaluator};
use super::{attachments, issued_title};
use crate::diag::{Diagnostics, Result};
use crate::directory::Directory;
use crate::doc::{Attendance, Mark, PageFormat, SignedBy, Text};
use crate::model::{Campaign, CopyNumbers, Date, Dates, DocumentSpec, Secrecy, Urgency};
use crate::project::Project;
use crate::render::{Context, Renderer};
use crate::source::Spanned;

/// A fact of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact<T> {
    /// It is written and can be evaluated.
    Known(T),
    /// It is not written.
    Absent,
    /// Something is written that can't be; a message says why, and no rule rests on it.
    Unknown,
}

impl<T> Fact<T> {
    /// The value, where it is known.
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Absent | Self::Unknown => None,
        }
    }

    /// Whether it is certain that it is not written.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// A copy of the value, where it is known.
    pub(super) fn value(&self) -> Option<T>
    where
        T: Clone,
    {
        self.known().cloned()
    }

    /// What an evaluation came to.
    fn taken(found: &mut Diagnostics, result: Result<Option<T>>) -> Self {
        match found.take(result) {
            Some(Some(value)) => Self::Known(value),
            Some(None) => Self::Absent,
            None => Self::Unknown,
        }
    }
}

impl<T> Fact<Vec<T>> {
    /// The list as it is known; empty where it is not.
    pub fn list(&self) -> &[T] {
        self.known().map_or(&[], Vec::as_slice)
    }

    fn taken_list(found: &mut Diagnostics, result: Result<Vec<T>>) -> Self {
        Self::taken(found, result.map(|list| (!list.is_empty()).then_some(list)))
    }
}

/// What a document says, evaluated for its recipient, or read from a text that is no campaign's. Dates and numbers
/// are still typed. What can't be evaluated, or was not recognised, is [`Fact::Unknown`]: the rest is known all the
/// same.
#[derive(Clone, Debug)]
pub struct Facts<'e> {
    /// What the campaign says of the document, with what its recipient says otherwise; none where there is no
    /// campaign.
    pub spec: Option<&'e DocumentSpec>,
    /// 格式.
    pub format: PageFormat,
    /// 成文日期 (7.3.5.4).
    pub issued: Fact<Spanned<Date>>,
    /// 印发日期 (7.4.3).
    pub printed: Fact<Spanned<Date>>,
    /// 发文字号 (7.2.5), or 令号.
    pub number: Fact<Number>,
    /// 份号 (7.2.1).
    pub copy_numbers: Fact<Spanned<CopyNumbers>>,
    /// 密级和保密期限 (7.2.2).
    pub secrecy: Fact<Spanned<Secrecy>>,
    /// 紧急程度 (7.2.3).
    pub urgency: Fact<Spanned<Urgency>>,
    /// 发文机关, the host first.
    pub organs: Fact<Vec<Text>>,
    /// 发文机关标志 (7.2.4).
    pub mark: Fact<Mark>,
    /// 签发人 (7.2.6).
    pub signers: Fact<Vec<Text>>,
    /// 标题 (7.3.1), with the marks of forced line breaks.
    pub title: Fact<Spanned<String>>,
    /// 题注, with its brackets.
    pub title_note: Fact<Text>,
    /// 主送机关 (7.3.2) with their colon.
    pub addressees: Fact<Text>,
    /// 主送机关 in 版记 (7.4.2) with their final point.
    pub send_to: Fact<Text>,
    /// 抄送机关 (7.4.2) with their final point.
    pub copy_to: Fact<Text>,
    /// 出席、请假、列席 (10.3).
    pub attendance: Fact<Vec<Attendance>>,
    /// Who signs, and how (7.3.5).
    pub signed_by: Fact<SignedBy>,
    /// 附注 (7.3.6), with its brackets.
    pub annotation: Fact<Text>,
    /// Other elements of 版记 (7.4.3).
    pub others: Fact<Vec<Text>>,
    /// 印发机关 (7.4.3).
    pub printer: Fact<Text>,
    /// 机关: the organs that the campaign knows.
    pub directory: Option<&'e Directory>,
    /// 标题 of what is issued.
    pub issued_title: Fact<Spanned<String>>,
    /// 标题 of each 附件.
    pub attachment_titles: Vec<Fact<Spanned<String>>>,
}

/// What a document of a campaign says, and what its texts are rendered with.
pub(super) struct Evaluated<'e> {
    pub(super) facts: Facts<'e>,
    /// What the campaign says of it.
    pub(super) spec: &'e DocumentSpec,
    /// 成文日期 and 印发日期 as they are to be used, whether or not they are certain.
    pub(super) dates: Dates,
    /// What templates see.
    pub(super) context: Arc<Context>,
    pub(super) entry: &'e Entry<'e>,
}

impl<'e> Evaluated<'e> {
    /// Evaluates what a document says; `found` gets what can't be.
    pub(super) fn of(
        project: &'e Project,
        renderer: &Renderer,
        entry: &'e Entry<'e>,
        found: &mut Diagnostics,
    ) -> Self {
        let (campaign, spec) = (&project.campaign, &*entry.spec);
        found.extend(entry.mistakes.clone());
        let context = Arc::new(context::of_entry(campaign, entry, found));
        let own = entry.recipient.as_ref().map(|recipient| &recipient.tables);
        let evaluator = Evaluator { renderer, context: &context, own };
        let dates = spec.dates.as_ref().unwrap_or(&campaign.dates).clone();
        let date = Text::new(dates.issued.v.to_string(), dates.issued.place.clone());
        let moved = spec.send_to_in_imprint;
        let (addressees, send_to) =
            if moved { (&[][..], &*spec.addressees) } else { (&*spec.addressees, &[][..]) };
        let annotation = spec.annotation.as_ref().or(campaign.annotation.as_ref());
        let copy_to = spec.copy_to.as_ref().unwrap_or(&campaign.copy_to);
        let printer = campaign.organ.printer.as_ref().unwrap_or(&campaign.organ.name);
        let title = if spec.is_unknown("标题") {
            Fact::Unknown
        } else {
            Fact::taken(found, evaluator.title(&spec.title).map(Some))
        };
        let titles = spec.attachments.iter().map(|it| match it.v.content() {
            Some(chosen) => {
                let title = attachments::title(project, &evaluator, it, chosen);
                Fact::taken(found, title.map(Some))
            }
            // the campaign's text is wrong there
            None => Fact::Unknown,
        });
        let attachment_titles = titles.collect();
        let facts = Facts {
            spec: Some(spec),
            format: parts::format(spec.format),
            issued: certain(spec, campaign, "成文日期", Some(&dates.issued)),
            printed: certain(spec, campaign, "印发日期", dates.printed.as_ref()),
            // why it is not known, the context has said
            number: match context::number(campaign, entry) {
                _ if campaign.is_unknown("发文机关.代字") => Fact::Unknown,
                Ok(number) => certain(spec, campaign, "文号", number.as_ref()),
                Err(_) => Fact::Unknown,
            },
            copy_numbers: certain(spec, campaign, "份号", spec.copy_numbers.as_ref()),
            secrecy: certain(spec, campaign, "密级", spec.secrecy.as_ref()),
            urgency: certain(spec, campaign, "紧急程度", spec.urgency.as_ref()),
            organs: Fact::taken_list(found, evaluator.organs(campaign, spec)),
            mark: Fact::taken(found, parts::mark(&evaluator, campaign, spec).map(Some)),
            signers: match Fact::taken_list(found, evaluator.names(&spec.signers)) {
                Fact::Absent if spec.is_unknown("签发人") => Fact::Unknown,
                signers => signers,
            },
            title_note: optional(found, &evaluator, spec.title_note.as_ref()),
            addressees: Fact::taken(found, evaluator.addressees(addressees)),
            send_to: Fact::taken(found, evaluator.copy_to(send_to)),
            copy_to: Fact::taken(found, evaluator.copy_to(copy_to)),
            attendance: Fact::taken_list(found, parts::attendance(&evaluator, spec)),
            directory: project.organs.as_ref().and_then(|organs| organs.as_ref().ok()),
            signed_by: Fact::taken(found, evaluator.signed_by(project, spec, &date)),
            annotation: optional(found, &evaluator, annotation),
            others: Fact::taken_list(found, evaluator.texts(&spec.imprint_others)),
            printer: Fact::taken(found, evaluator.text(printer).map(Some)),
            issued_title: Fact::taken(found, issued_title(&evaluator, spec, title.known())),
            attachment_titles,
            title,
        };
        Self { facts, spec, dates, context, entry }
    }
}

impl Facts<'_> {
    /// Of a document of which nothing is known yet but its format: for a text that is no campaign's. No rule asks
    /// for what is not known.
    pub fn unknown(format: PageFormat) -> Self {
        Self {
            spec: None,
            format,
            issued: Fact::Unknown,
            printed: Fact::Unknown,
            number: Fact::Unknown,
            directory: None,
            copy_numbers: Fact::Unknown,
            secrecy: Fact::Unknown,
            urgency: Fact::Unknown,
            organs: Fact::Unknown,
            mark: Fact::Unknown,
            signers: Fact::Unknown,
            title: Fact::Unknown,
            title_note: Fact::Unknown,
            addressees: Fact::Unknown,
            send_to: Fact::Unknown,
            copy_to: Fact::Unknown,
            attendance: Fact::Unknown,
            signed_by: Fact::Unknown,
            annotation: Fact::Unknown,
            others: Fact::Unknown,
            printer: Fact::Unknown,
            issued_title: Fact::Unknown,
            attachment_titles: Vec::new(),
        }
    }

    /// 标题 on one line, where it is known.
    pub fn title_words(&self) -> Option<String> {
        self.title.known().map(|title| crate::doc::title::unbroken(&title.v))
    }
}

/// A value that needs no evaluation: unknown where the key's own was wrong.
fn certain<T: Clone>(
    spec: &DocumentSpec,
    campaign: &Campaign,
    key: &str,
    value: Option<&T>,
) -> Fact<T> {
    let dated = key.ends_with("日期");
    let of_campaign = dated && spec.dates.is_none() && campaign.is_unknown("日期");
    if of_campaign || spec.is_unknown(key) || (dated && spec.is_unknown("日期")) {
        return Fact::Unknown;
    }
    value.map_or(Fact::Absent, |value| Fact::Known(value.clone()))
}

fn optional(
    found: &mut Diagnostics,
    evaluator: &Evaluator<'_>,
    note: Option<&Spanned<String>>,
) -> Fact<Text> {
    Fact::taken(found, note.map(|note| evaluator.annotation(note)).transpose())
}
