//! `hongtou check`: a campaign, or a text that is none.

mod fix;

use std::path::Path;
use std::sync::Arc;

use super::args::{CheckArguments, CheckOptions};
use super::{Report, build, checklist};
use crate::diag::{Diagnostic, Diagnostics, Result, codes, one_line};
use crate::lint::{self, Lexicon};
use crate::model::Words;
use crate::press::caught;
use crate::project::{self, Folder};
use crate::recognize;
use crate::source::{Place, Source};

/// What messages call standard input.
const STANDARD_INPUT: &str = "标准输入";

pub(super) fn check(options: &CheckArguments, report: &mut Report) -> Result<()> {
    let what = &options.what;
    if let Some(kind) = &options.list {
        return checklist::list(what, kind, report);
    }
    let mut warm = None;
    let fixed = if options.fix { fix::fix(options, &mut warm, report) } else { Ok(()) };
    // what is left to say is said whatever became of the changes
    let checked =
        if what.is_text() { text(what, report) } else { build::check(what, &mut warm, report) };
    if let Err(wrong) = fixed {
        report.tell(&wrong);
    }
    checked
}

fn text(options: &CheckOptions, report: &mut Report) -> Result<()> {
    let named = &options.of.campaign;
    let source = read(named)?;
    let (said, elements) = caught(&Place::file(source.name()), || said_of(&source, options))?;
    report.tell(&said);
    if !options.quiet {
        let seen = match elements.as_slice() {
            [] => "没有认出公文的要素，全文按正文查".to_owned(),
            elements => format!("认出了{}，其余按正文查", elements.join("，")),
        };
        report.say(format_args!("{}　{seen}", one_line(source.name())));
    }
    report.say(summary(report));
    Ok(())
}

/// What is to be said of a text, and what it was taken for.
fn said_of(source: &Arc<Source>, options: &CheckOptions) -> (Diagnostics, Vec<String>) {
    let ending = options.of.campaign.extension();
    let is_markdown = ending.is_some_and(|ending| ending.eq_ignore_ascii_case("md"));
    let mut said = Diagnostics::new();
    let text = recognize::text(source, is_markdown, &mut said);
    let lexicon = Lexicon::of(&Words::default(), &mut said);
    said.extend(lint::composed(&lexicon, &text.composed));
    let volumes = &text.composed.volumes;
    said.extend(volumes.iter().flat_map(|it| lint::unfilled(&it.document, options.draft)));
    (said, text.summary())
}

/// The text, under the name by which it was named.
fn read(named: &Path) -> Result<Arc<Source>> {
    if named.as_os_str() == "-" {
        return project::text_from(std::io::stdin().lock(), STANDARD_INPUT);
    }
    let name = named.display().to_string();
    if named.is_dir() {
        let message = format!("“{name}”是文件夹，不是文本文件");
        return Err(Diagnostic::error(codes::FILE_UNFIT, Place::file(name), message).into());
    }
    project::text(&Folder::of(named)?, &name)
}

/// The line at the end.
fn summary(report: &Report) -> String {
    let counts = [(report.errors, "处错误"), (report.warnings, "处提醒")];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    let mut said = vec!["查过1份".to_owned()];
    said.extend(counts.map(|(count, what)| format!("{count}{what}")));
    said.join("，")
}
