//! What templates see of a campaign.

use super::each::Entry;
use crate::diag::{Diagnostic, Result};
use crate::doc::{Text, title};
use crate::model::{Campaign, DocNumber, DocumentSpec, Fact, Facts, FormatSpec, NumberSpec};
use crate::outline;
use crate::render::{Context, is_template};
use crate::source::{Place, Spanned};

/// The campaign's facts and the recipient's, for strings of the campaign and for templates.
pub(super) fn of_entry(campaign: &Campaign, entry: &Entry<'_>) -> Result<Context> {
    let spec: &DocumentSpec = &entry.spec;
    let organ = &campaign.organ;
    let dates = spec.dates.as_ref().unwrap_or(&campaign.dates);
    let mut context = Context::new();
    let mut add = |name: &str, fact: Spanned<Fact>| context.insert(name.to_owned(), fact);
    if let Some(name) = &campaign.name {
        add("活动", fact(name));
    }
    let mark = organ.mark.clone();
    let mark = mark.unwrap_or_else(|| organ.name.clone().map(|name| format!("{name}文件")));
    let printer = organ.printer.as_ref().unwrap_or(&organ.name);
    let of_organ = [("名称", &organ.name), ("标志", &mark), ("印发机关", printer)];
    add("发文机关", group(of_organ));
    add("成文日期", fact(&dates.issued));
    if let Some(printed) = &dates.printed {
        add("印发日期", fact(printed));
    }
    if let Some(number) = number(campaign, entry)? {
        add("文号", Fact::of(&*number, number.place()));
    }
    for (name, fact) in outline::facts(campaign) {
        add(name, fact);
    }
    for facts in [&campaign.facts, &spec.facts] {
        add_facts(&mut context, campaign, facts)?;
    }
    let recipient = entry.recipient.iter().flat_map(|recipient| &recipient.facts);
    for (name, fact) in recipient {
        context.entry(name.clone()).or_insert_with(|| fact.clone());
    }
    Ok(context)
}

/// What is known once the campaign's strings are evaluated, for templates.
pub(super) fn add_document(
    context: &mut Context,
    heading: &Spanned<String>,
    issued: Option<&Spanned<String>>,
    attachments: &[Spanned<String>],
) {
    let whole = |title: &Spanned<String>| title.clone().map(|title| title::unbroken(&title));
    context.insert("标题".to_owned(), fact(&whole(heading)));
    if let Some(issued) = issued {
        context.insert("印发件".to_owned(), group([("标题", &whole(issued))]));
    }
    let names: Vec<Spanned<String>> = attachments.iter().map(whole).collect();
    context.insert("附件".to_owned(), Fact::list(&names));
}

fn fact<T: ToString>(value: &Spanned<T>) -> Spanned<Fact> {
    Fact::of(value.v.to_string(), &value.place)
}

fn group<const N: usize>(facts: [(&str, &Spanned<String>); N]) -> Spanned<Fact> {
    let facts = facts.map(|(name, value)| (name.to_owned(), fact(value)));
    Spanned::new(Fact::Map(facts.into()), Place::Program)
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
    RESERVED.contains(&name) || outline::names(campaign).any(|taken| taken == name)
}

fn add_facts(context: &mut Context, campaign: &Campaign, facts: &Spanned<Facts>) -> Result<()> {
    for (name, value) in &facts.v {
        if is_reserved(campaign, name) {
            return Err(Diagnostic::error(
                facts.place.clone(),
                format!("变量不能叫“{name}”，这个名字程序自己要用"),
            )
            .hint("换一个名字")
            .into());
        }
        if holds_template(&value.v) {
            return Err(Diagnostic::error(
                value.place.clone(),
                format!("变量“{name}”的值里不能再用 {{{{ }}}}"),
            )
            .hint("在用到它的地方写 {{ }}，变量里写定值")
            .into());
        }
        context.insert(name.clone(), value.clone());
    }
    Ok(())
}

fn holds_template(fact: &Fact) -> bool {
    match fact {
        Fact::Value(value) => value.as_str().is_some_and(is_template),
        Fact::List(items) => items.iter().any(|item| holds_template(&item.v)),
        Fact::Map(facts) => facts.values().any(|fact| holds_template(&fact.v)),
    }
}

/// 发文字号 (7.2.5) of a document, or the 令号 of an order (10.2).
pub(super) fn number(campaign: &Campaign, entry: &Entry<'_>) -> Result<Option<Text>> {
    let spec: &DocumentSpec = &entry.spec;
    let Some(number) = &spec.number else { return Ok(None) };
    let place: &Place = &number.place;
    let serial = match &number.v {
        NumberSpec::Full(full) => return Ok(Some(Text::new(full.to_string(), place.clone()))),
        NumberSpec::Serial(serial) => Some(serial.to_string()),
        NumberSpec::Blank(placeholder) => Some(placeholder.clone()),
        NumberSpec::Ledger => entry.serial.map(|serial| serial.to_string()),
    };
    let Some(serial) = serial else { return Ok(None) };
    if spec.format == FormatSpec::Order {
        return Ok(Some(Text::new(format!("第{serial}号"), place.clone())));
    }
    // 发文字号 from its serial, 机关代字 and 成文日期
    let dates = spec.dates.as_ref().unwrap_or(&campaign.dates);
    let number = DocNumber::printed(code(campaign, place)?, dates.issued.v.year(), &serial);
    Ok(Some(Text::new(number, place.clone())))
}

/// 机关代字, for a number that stands there.
pub(super) fn code<'c>(campaign: &'c Campaign, place: &Place) -> Result<&'c str> {
    match &campaign.organ.code {
        Some(code) => Ok(&code.v),
        None => Err(Diagnostic::error(place.clone(), "不知道机关代字，编不出发文字号")
            .hint("在“发文机关”里补上“代字: ……”，或把文号写全：青溪府发〔2026〕25号")
            .into()),
    }
}
