//! What templates see of a campaign.

use std::sync::Arc;

use super::each::Entry;
use super::facts::Evaluated;
use crate::diag::{Diagnostic, Diagnostics, Result, codes};
use crate::doc::{Text, title};
use crate::model::{
    Campaign, DocNumber, DocumentSpec, NumberSpec, PageFormatSpec, Variable, Variables,
};
use crate::render::{Context, is_template};
use crate::schedule;
use crate::source::{Place, Spanned};

/// The campaign's facts and the recipient's, for strings of the campaign and for templates. What has no value
/// because of a mistake is empty there, so that the same mistake is not told again where it is used.
pub(super) fn of_entry(campaign: &Campaign, entry: &Entry<'_>, found: &mut Diagnostics) -> Context {
    let spec: &DocumentSpec = &entry.spec;
    let organ = &campaign.organ;
    let dates = spec.dates.as_ref().unwrap_or(&campaign.dates);
    let mut context = Context::new();
    let mut add = |name: &str, value: Spanned<Variable>| context.insert(name.to_owned(), value);
    if let Some(name) = &campaign.name {
        add("活动", value(name));
    }
    let mark = organ.mark.clone();
    let mark = mark.unwrap_or_else(|| organ.name.clone().map(|name| format!("{name}文件")));
    let printer = organ.printer.as_ref().unwrap_or(&organ.name);
    let of_organ = [("名称", &organ.name), ("标志", &mark), ("印发机关", printer)];
    add("发文机关", group(of_organ));
    add("成文日期", value(&dates.issued));
    if let Some(printed) = &dates.printed {
        add("印发日期", value(printed));
    }
    match found.take(number(campaign, entry)) {
        Some(Some(number)) => {
            add("文号", Variable::of(&*number.printed, number.printed.place()));
        }
        Some(None) if !entry.spec.is_unknown("文号") && !campaign.is_unknown("发文机关.代字") =>
            {}
        Some(None) | None => {
            add("文号", Variable::of("", &Place::Program));
        }
    }
    for (name, value) in schedule::facts(campaign) {
        add(name, value);
    }
    for list in ["阶段", "任务"].into_iter().filter(|list| campaign.is_unknown(list)) {
        context.entry(list.to_owned()).or_insert_with(|| Variable::list([]));
    }
    for facts in [&campaign.facts, &spec.facts] {
        add_facts(&mut context, campaign, facts, found);
    }
    let recipient = entry.recipient.iter().flat_map(|recipient| &recipient.facts);
    for (name, value) in recipient {
        context.entry(name.clone()).or_insert_with(|| value.clone());
    }
    context
}

impl Evaluated<'_> {
    /// What the document's texts see besides: what is known once the campaign's strings are evaluated.
    pub(super) fn context_of_texts(
        &self,
        heading: &Spanned<String>,
        issued: Option<&Spanned<String>>,
        attachments: &[&Spanned<String>],
    ) -> Arc<Context> {
        let whole = |title: &Spanned<String>| title.clone().map(|title| title::unbroken(&title));
        let mut context = Context::clone(&self.context);
        context.insert("标题".to_owned(), value(&whole(heading)));
        if let Some(issued) = issued {
            context.insert("印发件".to_owned(), group([("标题", &whole(issued))]));
        }
        let names: Vec<Spanned<String>> = attachments.iter().map(|name| whole(name)).collect();
        context.insert("附件".to_owned(), Variable::list(&names));
        Arc::new(context)
    }
}

fn value<T: ToString>(value: &Spanned<T>) -> Spanned<Variable> {
    Variable::of(value.v.to_string(), &value.place)
}

fn group<const N: usize>(values: [(&str, &Spanned<String>); N]) -> Spanned<Variable> {
    let values = values.map(|(name, it)| (name.to_owned(), value(it)));
    Spanned::new(Variable::Map(values.into()), Place::Program)
}

/// Names that the program gives; a fact may not hide them.
const RESERVED: [&str; 11] = [
    "活动",
    "发文机关",
    "成文日期",
    "印发日期",
    "文号",
    "标题",
    "印发件",
    "附件",
    "名单",
    "表",
    "各行",
];

/// What a name means already, so that no column of recipients may have it.
pub(super) fn taken(campaign: &Campaign, spec: &DocumentSpec, name: &str) -> Option<&'static str> {
    if is_reserved(campaign, name) {
        return Some("程序自己用的名字");
    }
    let facts = [&campaign.facts, &spec.facts];
    facts.iter().any(|facts| facts.v.contains_key(name)).then_some("变量")
}

/// 阶段 and 任务 are names of the program only where the campaign has a plan.
fn is_reserved(campaign: &Campaign, name: &str) -> bool {
    RESERVED.contains(&name) || schedule::names(campaign).any(|taken| taken == name)
}

fn add_facts(
    context: &mut Context,
    campaign: &Campaign,
    facts: &Spanned<Variables>,
    found: &mut Diagnostics,
) {
    for (name, value) in &facts.v {
        if is_reserved(campaign, name) {
            let message = format!("变量不能叫“{name}”，这个名字程序自己要用");
            found.push(
                Diagnostic::error(codes::NAME_TAKEN, facts.place.clone(), message)
                    .hint("换一个名字"),
            );
            context.entry(name.clone()).or_insert_with(|| value.clone());
            continue;
        }
        if holds_template(&value.v) {
            let message = format!("变量“{name}”的值里不能再用 {{{{ }}}}");
            found.push(
                Diagnostic::error(codes::TEMPLATE_IN_VALUE, value.place.clone(), message)
                    .hint("在用到它的地方写 {{ }}，变量里写定值"),
            );
        }
        context.insert(name.clone(), value.clone());
    }
}

fn holds_template(value: &Variable) -> bool {
    match value {
        Variable::Value(value) => value.as_str().is_some_and(is_template),
        Variable::List(items) => items.iter().any(|item| holds_template(&item.v)),
        Variable::Map(values) => values.values().any(|value| holds_template(&value.v)),
    }
}

/// 发文字号 (7.2.5) of a document, or the 令号 of an order (10.2).
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// As it is printed.
    pub printed: Text,
    /// As it was written.
    pub written: NumberSpec,
}

/// The number of a document, where it has one.
pub(super) fn number(campaign: &Campaign, entry: &Entry<'_>) -> Result<Option<Number>> {
    let spec: &DocumentSpec = &entry.spec;
    let Some(number) = &spec.number else { return Ok(None) };
    let place: &Place = &number.place;
    let printed = |words: String| {
        let printed = Text::new(words, place.clone());
        Ok(Some(Number { printed, written: number.v.clone() }))
    };
    let serial = match &number.v {
        NumberSpec::Full(full) => return printed(full.to_string()),
        NumberSpec::Serial(serial) => Some(serial.to_string()),
        NumberSpec::Blank(placeholder) => Some(placeholder.clone()),
        NumberSpec::Ledger => entry.serial.map(|serial| serial.to_string()),
    };
    let Some(serial) = serial else { return Ok(None) };
    if spec.format == PageFormatSpec::Order {
        return printed(format!("第{serial}号"));
    }
    if campaign.is_unknown("发文机关.代字") {
        return Ok(None);
    }
    // 发文字号 from its serial, 机关代字 and 成文日期
    let dates = spec.dates.as_ref().unwrap_or(&campaign.dates);
    printed(DocNumber::printed(code(campaign, place)?, dates.issued.v.year(), &serial))
}

/// 机关代字, for a number that stands there.
pub(super) fn code<'c>(campaign: &'c Campaign, place: &Place) -> Result<&'c str> {
    match &campaign.organ.code {
        Some(code) => Ok(&code.v),
        None => Err(Diagnostic::error(
            codes::NO_ORGAN_CODE,
            place.clone(),
            "不知道机关代字，编不出发文字号",
        )
        .hint("在“发文机关”里补上“代字: ……”，或把文号写全：青溪府发〔2026〕25号")
        .into()),
    }
}
