//! `hongtou check --fix`: shows what can be mended, asks, and writes it.

use std::io::IsTerminal;
use std::sync::Arc;

use inquire::Confirm;

use super::{STANDARD_INPUT, said_of};
use crate::cli::Report;
use crate::cli::args::{CheckArguments, CheckOptions};
use crate::cli::build::{self, Warm};
use crate::diag::{Diagnostic, Diagnostics, Result, codes, one_line};
use crate::fonts::Fonts;
use crate::mend::{self, Change, Finding, Mended, Mending};
use crate::output;
use crate::press::{self, Press, caught};
use crate::project::{self, Files, Folder, Overlay};
use crate::source::Place;

pub(super) fn fix(options: &CheckArguments, warm: &mut Warm, report: &Report) -> Result<()> {
    let what = &options.what;
    if what.of.campaign.as_os_str() == "-" {
        let message = "标准输入不是文件，改不了";
        return Err(Diagnostic::error(codes::USAGE, Place::file(STANDARD_INPUT), message)
            .hint("写上文件的路径")
            .into());
    }
    let campaign = &what.of.campaign;
    let files =
        Arc::new(if what.is_text() { Folder::of(campaign)? } else { Folder::at(campaign)? });
    let mending = if what.is_text() {
        mend::mend(&files, |over| in_text(over, what))?
    } else {
        let press = match warm {
            Some(press) => press,
            None => warm.insert(Press::new(Fonts::open(&what.fonts.options())?)),
        };
        mend::mend(&files, |over| in_campaign(over.clone(), press, what))?
    };
    show(&mending, report);
    let count = mending.changes.len();
    if count == 0 {
        report.say("没有能直接改的");
        return Ok(());
    }
    if !options.yes && !is_agreed(count) {
        let message = format!("有{count}处能直接改，没有改");
        let hint = "看过上面列出的各处，加上 --yes 再运行一次";
        return Err(Diagnostic::error(codes::FIX_UNCONFIRMED, Place::Program, message)
            .hint(hint)
            .into());
    }
    let mut wrong = Diagnostics::new();
    for mended in &mending.files {
        wrong.take(write(&files, mended));
    }
    wrong.or(())?;
    report.say(format_args!("改了{count}处，在{}个文件里", mending.files.len()));
    Ok(())
}

/// The findings in a text.
fn in_text(over: &Overlay<Arc<Folder>>, options: &CheckOptions) -> Result<Vec<Finding>> {
    let source = project::text(over, over.campaign())?;
    let (said, _) = caught(&Place::file(source.name()), || said_of(&source, options))?;
    Ok(said.into_iter().map(|said| Finding { said, is_shared: false }).collect())
}

/// The findings in a campaign, as far as it can be read.
fn in_campaign(
    over: Overlay<Arc<Folder>>,
    press: &Press,
    options: &CheckOptions,
) -> Result<Vec<Finding>> {
    let (project, _) = project::known(over)?;
    let wanted = build::wanted(options, None);
    let (answers, said) = press::facts(&project);
    let mut found: Vec<Finding> =
        said.into_iter().map(|said| Finding { said, is_shared: false }).collect();
    let plan = || press.plan_checked(&project, &wanted, answers).map(|plan| plan.read());
    let read = caught(&Place::Program, plan)??;
    for (said, is_shared) in read {
        found.extend(said.into_iter().map(|said| Finding { said, is_shared }));
    }
    Ok(found)
}

fn show(mending: &Mending, report: &Report) {
    for Change { file, at, was, is } in &mending.changes {
        report.say(one_line(&format!("{file}:{at}　{was} → {is}")));
    }
    for (said, why) in &mending.left {
        report.say(one_line(&format!("{}　{}：没有改，{why}", said.place, said.message)));
    }
}

/// Whether a person at the terminal wants it.
fn is_agreed(count: usize) -> bool {
    let is_asked = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    let question = format!("改这{count}处？（y 改，n 不改）");
    is_asked && Confirm::new(&question).with_default(false).prompt().unwrap_or_default()
}

/// Writes a file, if it is still the one that was read.
fn write(files: &Folder, mended: &Mended) -> Result<()> {
    let place = || Place::file(mended.file.as_str());
    if !files.read(&mended.file).is_ok_and(|bytes| bytes == mended.before) {
        let changed =
            Diagnostic::error(codes::FILE_CHANGED, place(), "刚刚又有人改了这个文件，没有写");
        return Err(changed.hint("再运行一次").into());
    }
    let path = files.inside(&mended.file).map_err(|error| {
        Diagnostic::error(codes::FILE_UNREADABLE, place(), format!("“{}”{error}", mended.file))
    })?;
    output::replace(&path, &mended.after)
}
