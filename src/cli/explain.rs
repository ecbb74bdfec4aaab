//! `hongtou explain`: what a code means.

use super::args::ExplainOptions;
use super::say;
use crate::diag::sarif::Explained;
use crate::diag::{Diagnostic, Result, codes};
use crate::lint::{self, RULES};
use crate::source::Place;

pub(super) fn explain(options: &ExplainOptions) -> Result<()> {
    let Some(code) = &options.code else {
        for rule in RULES {
            say(format_args!("{}　{}", rule.code, rule.summary()));
        }
        for code in codes::CODES {
            say(format_args!("{}　{}", code.name, summary(code.doc)));
        }
        return Ok(());
    };
    if let Some(explained) = of_code(code) {
        say(explained.text);
        return Ok(());
    }
    let known = RULES.iter().map(|rule| rule.code);
    let known = known.chain(codes::CODES.iter().map(|code| code.name));
    Err(Diagnostic::error(
        codes::UNKNOWN_CODE,
        Place::Program,
        format!("没有叫“{code}”的规则或消息"),
    )
    .hint("不写名字就列出全部：hongtou explain")
    .did_you_mean(code, known)
    .into())
}

/// What is to be said of a code.
pub(super) fn of_code(code: &str) -> Option<Explained> {
    if let Some(rule) = lint::rule(code) {
        return Some(Explained { summary: rule.summary().to_owned(), text: rule.explained() });
    }
    let code = codes::find(code)?;
    let text = format!("{}\n\n{}\n", code.name, code.doc);
    Some(Explained { summary: summary(code.doc).to_owned(), text })
}

/// The first sentence.
fn summary(doc: &str) -> &str {
    doc.split_inclusive('。').next().unwrap_or(doc)
}
