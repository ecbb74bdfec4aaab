//! What the template engine says, in Chinese and in its place.

use std::error::Error as _;
use std::ops::Range;
use std::sync::Arc;

use minijinja::{Error, ErrorKind};

use crate::diag::Diagnostic;
use crate::render::Context;
use crate::source::{Place, Source};

/// A place as the template engine names it.
pub(super) struct Wanted<'a> {
    pub template: Option<&'a str>,
    pub line: Option<usize>,
    pub range: Option<Range<usize>>,
}

impl Wanted<'_> {
    /// The place in the template's source.
    pub(super) fn place_in(&self, source: &Arc<Source>) -> Place {
        match (&self.range, self.line) {
            (Some(range), _) => Place::text(source, range.clone()),
            (None, Some(line)) => Place::text(source, source.line(line)),
            (None, None) => Place::file(source.name()),
        }
    }
}

pub(super) fn diagnostic(
    error: &Error,
    context: &Context,
    place: impl Fn(Wanted<'_>) -> Place,
) -> Diagnostic {
    let error = innermost(error);
    let wanted = Wanted { template: error.name(), line: error.line(), range: error.range() };
    let place = place(wanted);
    let detail = error.detail().unwrap_or_default();
    let words = match &place {
        Place::Text(source, range) => source.text()[range.clone()].trim(),
        _ => "",
    };
    let names = context.keys().map(String::as_str);
    match error.kind() {
        ErrorKind::UndefinedError => {
            Diagnostic::error(place.clone(), format!("没有“{words}”这个名字"))
                .did_you_mean(words, names)
        }
        ErrorKind::TemplateNotFound => Diagnostic::error(place, "找不到这里要套用的模板")
            .hint("核对模板的名字；自己的模板放在活动文件夹的 templates 里"),
        ErrorKind::UnknownFilter => unknown("过滤器", words, &place),
        ErrorKind::UnknownFunction => unknown("函数", words, &place),
        ErrorKind::UnknownTest => unknown("判断", words, &place),
        ErrorKind::UnknownMethod => unknown("方法", words, &place),
        ErrorKind::UnknownBlock => unknown("段落（block）", words, &place),
        ErrorKind::SyntaxError | ErrorKind::BadEscape => {
            Diagnostic::error(place, "模板写法有误，读到这里读不下去了")
                .hint("检查 {{ }} 和 {% %} 是否成对；要照原样印出花括号，写成 {{ \"{{\" }}")
        }
        ErrorKind::OutOfFuel => {
            Diagnostic::error(place, "模板运行过久，停不下来").hint("检查 {% for %} 循环的次数")
        }
        ErrorKind::InvalidOperation if detail.contains("recursion") => {
            Diagnostic::error(place, "模板互相套用，没有尽头")
                .hint("检查 {% include %} 和 {% extends %}")
        }
        // our own functions speak Chinese: one sentence, and a hint behind a line break
        ErrorKind::InvalidOperation if !detail.is_ascii() => match detail.split_once('\n') {
            Some((message, hint)) => Diagnostic::error(place, message).hint(hint),
            None => Diagnostic::error(place, detail),
        },
        _ => Diagnostic::error(place, "模板这里算不出来").label(detail),
    }
}

fn unknown(kind: &str, words: &str, place: &Place) -> Diagnostic {
    Diagnostic::error(place.clone(), format!("没有这个{kind}：{words}"))
        .hint("README 的“模板”一节列出了能用的")
}

/// The cause behind "could not render include" and the like.
fn innermost(error: &Error) -> &Error {
    let mut innermost = error;
    while let Some(cause) = innermost.source().and_then(|cause| cause.downcast_ref::<Error>()) {
        innermost = cause;
    }
    innermost
}
