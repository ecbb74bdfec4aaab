//! What the template engine says, in Chinese and in its place.

use std::error::Error as _;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use minijinja::{Error, ErrorKind};

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::Wrong;
use crate::render::{Context, filters, functions, refusal};
use crate::source::{Place, Source};

/// A place as the template engine names it.
pub(super) struct Wanted<'a> {
    pub template: Option<&'a str>,
    pub line: Option<usize>,
    pub range: Option<Range<usize>>,
}

impl<'a> Wanted<'a> {
    /// A place in a template.
    pub(super) fn in_template(name: &'a str, range: Range<usize>) -> Self {
        Self { template: Some(name), line: None, range: Some(range) }
    }

    /// The place in the template's source.
    pub(super) fn place_in(&self, source: &Arc<Source>) -> Place {
        match (&self.range, self.line) {
            (Some(range), _) => Place::text(source, range.clone()),
            (None, Some(line)) => Place::text(source, source.line(line)),
            (None, None) => Place::file(source.name()),
        }
    }
}

/// Messages about something that a function needed; the template engine hands them on.
#[derive(Debug)]
struct PassedOn(Diagnostics);

impl fmt::Display for PassedOn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|diagnostic| writeln!(f, "{diagnostic}"))
    }
}

impl std::error::Error for PassedOn {}

/// An error that says what these messages say.
pub(super) fn passed_on(found: Diagnostics) -> Error {
    Error::from(ErrorKind::InvalidOperation).with_source(PassedOn(found))
}

pub(super) fn diagnostics(
    error: &Error,
    context: &Context,
    place: impl Fn(Wanted<'_>) -> Place,
) -> Diagnostics {
    let error = innermost(error);
    if let Some(PassedOn(found)) = error.source().and_then(|cause| cause.downcast_ref()) {
        return found.clone();
    }
    diagnostic(error, context, place).into()
}

fn diagnostic(error: &Error, context: &Context, place: impl Fn(Wanted<'_>) -> Place) -> Diagnostic {
    let wanted = Wanted { template: error.name(), line: error.line(), range: error.range() };
    let place = place(wanted);
    if let Some(wrong) = error.source().and_then(|cause| cause.downcast_ref::<Wrong>()) {
        return Diagnostic { code: codes::TEMPLATE_VALUE.name, ..wrong.at(place) };
    }
    let detail = error.detail().unwrap_or_default();
    let words = match &place {
        Place::Text(source, range) => source.text()[range.clone()].trim(),
        _ => "",
    };
    let names = context.keys().map(String::as_str);
    match error.kind() {
        ErrorKind::UndefinedError => {
            let (name, place) = undefined(words, detail, &place);
            if name.is_empty() {
                return Diagnostic::error(codes::TEMPLATE_VALUE, place, "这里没有值，列表是空的")
                    .hint("可能是空的，写 {% if 村庄 %}……{% endif %}");
            }
            Diagnostic::error(codes::UNKNOWN_VARIABLE, place, format!("没有“{name}”这个名字"))
                .did_you_mean(name, names)
        }
        ErrorKind::TemplateNotFound => {
            Diagnostic::error(codes::UNKNOWN_TEMPLATE, place, "找不到这里要套用的模板")
                .hint("核对模板的名字；自己的模板放在活动文件夹的 templates 里")
        }
        ErrorKind::UnknownFilter => unknown("过滤器", words, filters::NAMES, &place),
        ErrorKind::UnknownFunction => unknown("函数", words, &functions::NAMES, &place),
        ErrorKind::UnknownTest => unknown("判断", words, &[], &place),
        ErrorKind::UnknownMethod => unknown("方法", words, &[], &place),
        ErrorKind::TooManyArguments if detail.contains("keyword argument") => {
            let argument =
                detail.split('\'').nth(1).map(|name| format!("“{name}”")).unwrap_or_default();
            Diagnostic::error(codes::WRONG_ARGUMENTS, place, format!("括号里不能写{argument}……="))
                .hint(LISTED)
        }
        ErrorKind::UnknownBlock => {
            let name = detail.split('\'').nth(1).unwrap_or(words);
            unknown("段落（block）", name, &[], &place)
        }
        ErrorKind::MissingArgument => {
            Diagnostic::error(codes::WRONG_ARGUMENTS, place, "括号里少写了一项").hint(LISTED)
        }
        ErrorKind::TooManyArguments => {
            Diagnostic::error(codes::WRONG_ARGUMENTS, place, "括号里多写了一项").hint(LISTED)
        }
        ErrorKind::BadEscape => {
            Diagnostic::error(codes::TEMPLATE_SYNTAX, place, "引号里的“\\”后面不能写这个")
                .hint("要印“\\”本身，就连写两个")
        }
        ErrorKind::SyntaxError if detail.contains("too large") => {
            Diagnostic::error(codes::TEMPLATE_SYNTAX, place, "数太大了，读不了")
                .hint("照样印的，用引号括起来")
        }
        ErrorKind::SyntaxError => {
            Diagnostic::error(codes::TEMPLATE_SYNTAX, place, "模板写法有误，读到这里读不下去了")
                .hint("检查 {{ }} 和 {% %} 是否成对；要照原样印出花括号，写成 {{ \"{{\" }}")
        }
        ErrorKind::OutOfFuel => {
            Diagnostic::error(codes::ENDLESS_TEMPLATE, place, "模板运行过久，停不下来")
                .hint("检查 {% for %} 循环的次数")
        }
        ErrorKind::InvalidOperation
            if detail.contains("recursion limit") || detail.contains("cycle in template") =>
        {
            Diagnostic::error(codes::ENDLESS_TEMPLATE, place, "模板互相套用，没有尽头")
                .hint("检查 {% include %} 和 {% extends %}")
        }
        kind => {
            let Wrong { message, hint } = refusal::of(kind, detail);
            Diagnostic::error(codes::TEMPLATE_VALUE, place, message).hint(hint)
        }
    }
}

/// Where the forms of everything stand.
pub(super) const LISTED: &str = "README 的“模板”一节列出了能用的写法";

fn unknown(kind: &str, words: &str, known: &[&str], place: &Place) -> Diagnostic {
    // what was called stands before its arguments
    let name = words.split('(').next().unwrap_or(words).trim_end();
    Diagnostic::error(codes::UNKNOWN_FUNCTION, place.clone(), format!("没有这个{kind}：{name}"))
        .hint(LISTED)
        .did_you_mean(name, known.iter().copied())
}

/// Of an error that says that a template can't be read: which one, and the bytes where the engine stopped.
pub(super) fn unread(error: &Error) -> Option<(&str, Option<Range<usize>>)> {
    let error = innermost(error);
    (error.kind() == ErrorKind::SyntaxError)
        .then(|| (error.name().unwrap_or_default(), error.range()))
}

/// What keeps a template from being read.
pub(super) fn syntax(wrong: &Wrong, place: Place) -> Diagnostic {
    Diagnostic { code: codes::TEMPLATE_SYNTAX.name, ..wrong.at(place) }
}

/// The name that is not defined and its place. An error of a filter stands at the filter, the name among
/// its arguments or before it.
fn undefined<'a>(words: &'a str, detail: &'a str, place: &Place) -> (&'a str, Place) {
    let name = detail.split('`').nth(1).filter(|name| !name.ends_with(words));
    let name =
        name.map(|name| name.trim_start_matches('.')).filter(|name| !name.starts_with("(..."));
    let Some(name) = name else { return (words.trim_start_matches('.'), place.clone()) };
    if let Place::Text(source, range) = place
        && !words.contains(name)
    {
        let before = &source.text()[..range.start];
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        if let Some(at) = before[line..].rfind(name) {
            return (name, Place::text(source, line + at..line + at + name.len()));
        }
    }
    (name, place.narrow(name))
}

/// The cause behind "could not render include" and the like.
fn innermost(error: &Error) -> &Error {
    let mut innermost = error;
    // one that says nothing of its place is the reason of the other, in other words
    let has_place = |cause: &&Error| cause.name().is_some();
    while let Some(cause) =
        innermost.source().and_then(|cause| cause.downcast_ref::<Error>()).filter(has_place)
    {
        innermost = cause;
    }
    innermost
}
