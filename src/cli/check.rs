//! `hongtou check`: a campaign, or a text that is none.

use std::path::Path;
use std::sync::Arc;

use super::Report;
use super::args::CheckOptions;
use super::build;
use crate::diag::{Diagnostic, Diagnostics, Result, codes, one_line};
use crate::lint;
use crate::press::caught;
use crate::project::{self, Folder};
use crate::recognize;
use crate::source::{Place, Source};

/// What messages call standard input.
const STANDARD_INPUT: &str = "标准输入";

pub(super) fn check(options: &CheckOptions, report: &mut Report) -> Result<()> {
    if !options.is_text() {
        return build::check(options, report);
    }
    let named = &options.of.campaign;
    let source = read(named)?;
    let is_markdown = named.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("md"));
    let (said, elements) = caught(&Place::file(source.name()), || {
        let mut said = Diagnostics::new();
        let text = recognize::text(&source, is_markdown, &mut said);
        said.extend(lint::composed(&text.composed));
        let volumes = &text.composed.volumes;
        said.extend(volumes.iter().flat_map(|it| lint::unfilled(&it.document, options.draft)));
        (said, text.summary())
    })?;
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
    project::text(&Folder::at(named)?, &name)
}

/// The line at the end.
fn summary(report: &Report) -> String {
    let counts = [(report.errors, "处错误"), (report.warnings, "处提醒")];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    let mut said = vec!["查过1份".to_owned()];
    said.extend(counts.map(|(count, what)| format!("{count}{what}")));
    said.join("，")
}
