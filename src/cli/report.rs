//! `hongtou report`: the reports of shards as one.

use std::path::Path;

use super::build::Mode;
use super::summary::Summary;
use super::{Report, args::ReportOptions, say};
use crate::diag::{Code, Diagnostic, Result, codes, io_reason};
use crate::source::Place;

pub(super) fn join(options: &ReportOptions, report: &mut Report) -> Result<()> {
    let parts = crate::diag::collect(options.reports.iter().map(|path| read(path)))?;
    let mut all = Summary::default();
    for part in parts {
        all.join(part);
    }
    say(all.line(Mode::Build, 0, 0));
    if all.has_failed() {
        report.errors += 1;
    }
    match &options.out {
        Some(path) => all.write(path),
        None => Ok(()),
    }
}

fn read(path: &Path) -> Result<Summary> {
    let at = |code: Code, message: String| {
        Diagnostic::error(code, Place::file(path.display().to_string()), message)
    };
    let bytes = std::fs::read(path)
        .map_err(|error| at(codes::FILE_UNREADABLE, format!("读不出来：{}", io_reason(&error))))?;
    let wrong = |_| {
        at(codes::WRONG_FILE_TYPE, "这不是 --report 写的文件".to_owned())
            .hint("写 hongtou build --report 生成的文件")
    };
    Ok(serde_json::from_slice(&bytes).map_err(wrong)?)
}
