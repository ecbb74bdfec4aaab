//! `hongtou roster`: what changed in a roster, and the notice that says so.

use std::path::{Path, PathBuf};
use std::process::Command;

use comfy_table::Table;
use comfy_table::presets::UTF8_FULL_CONDENSED;

use super::args::{DiffForm, DiffOptions, NoticeOptions};
use super::{Report, new, print, say};
use crate::build_log;
use crate::diag::{Diagnostic, Result, codes, io_reason};
use crate::history::History;
use crate::names;
use crate::project::{self, Folder, Project};
use crate::roster::diff::Change;
use crate::roster::{self, Roster};
use crate::sheet;
use crate::source::{Place, Spanned};
use crate::starter::notice;
use crate::storage::Disk;

pub(super) fn diff(options: &DiffOptions) -> Result<()> {
    let sheet = options.sheet.as_deref();
    let (old, new) = (read(&options.old, sheet)?, read(&options.new, sheet)?);
    let changes = new.changes_since(&old);
    match options.format {
        DiffForm::Text if changes.is_empty() => say("没有变化"),
        DiffForm::Text => changes.iter().for_each(say),
        DiffForm::Table => say(table(&changes)),
        DiffForm::Json => {
            let json = serde_json::to_string_pretty(&changes).map_err(|error| {
                Diagnostic::error(codes::INTERNAL_ERROR, Place::Program, error.to_string())
            })?;
            return print(format!("{json}\n").as_bytes());
        }
    }
    Ok(())
}

/// A line for each change.
fn tell(changes: &[Change]) {
    for change in changes {
        say(format_args!("　{change}"));
    }
}

fn table(changes: &[Change]) -> Table {
    let mut table = Table::new();
    table.load_preset(UTF8_FULL_CONDENSED).set_header(["变动", "组别", "姓名", "原来", "现在"]);
    for change in changes {
        let (from, to) = change.what.sides();
        table.add_row([&change.what.name(), &change.group, &change.name, from, to]);
    }
    table
}

/// A roster from a file, or from a revision of it that git keeps: `HEAD~1:名单/领导小组.xlsx`.
fn read(path: &str, sheet: Option<&str>) -> Result<Roster> {
    let sheet = sheet.map(|sheet| Spanned::new(sheet.to_owned(), Place::Program));
    let (name, bytes) = match path.split_once(':') {
        // a drive's letter is no revision
        Some((revision, file)) if revision.len() > 1 && !Path::new(path).exists() => {
            (file, of_revision(revision, file)?)
        }
        _ => (path, std::fs::read(path).map_err(|error| unreadable(path, &io_reason(&error)))?),
    };
    sheet::read(name, &bytes, sheet.as_ref()).and_then(|grid| roster::read(&grid))
}

fn of_revision(revision: &str, file: &str) -> Result<Vec<u8>> {
    let shown = format!("{revision}:{file}");
    // from here, as people name files; what looks like an option is none
    let object = format!("{revision}:./{file}");
    // what it says is read below, and so it is to say it in English
    let mut git = Command::new("git");
    git.env("LC_ALL", "C").args(["show", "--end-of-options", &object]);
    let output = git
        .output()
        .map_err(|error| unreadable(&shown, &format!("git 用不了（{}）", io_reason(&error))))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    if said.contains("not a git repository") {
        return Err(unreadable(&shown, "这里不在 git 里").into());
    }
    if said.contains("unknown revision")
        || said.contains("does not exist")
        || said.contains("invalid object name")
    {
        return Err(unreadable(&shown, "git 里没有这一版").into());
    }
    Err(unreadable(&shown, said.trim().lines().last().unwrap_or("git 没有这一版")).into())
}

fn unreadable(path: &str, why: &str) -> Diagnostic {
    Diagnostic::error(codes::FILE_UNREADABLE, Place::file(path), format!("读不出来：{why}"))
        .hint("写文件的路径，或 git 的版本和路径，例如：HEAD~1:名单/领导小组.xlsx")
}

pub(super) fn notice(options: &NoticeOptions, report: &mut Report) -> Result<()> {
    let project = project::open(Folder::at(&options.of.campaign)?)?;
    let (name, now) = chosen(&project, options.roster.as_deref())?;
    let history =
        History::of(&Disk::shared(), &options.out.join(build_log::FOLDER), &project.name(), name);
    let (before, which) = before(&history, &now, options.since.as_deref())?;
    let changes = now.changes_since(&before);
    if changes.is_empty() {
        return Err(Diagnostic::error(
            codes::NO_CHANGE,
            Place::Program,
            format!("名单“{name}”和{which}没有变化"),
        )
        .hint("先改名单；要和别的一版比，用 --since 指明文件、版本号或 git 版本")
        .into());
    }
    let folder = options
        .folder
        .clone()
        .unwrap_or_else(|| PathBuf::from(format!("调整{}", names::safe(name))));
    new::empty(&folder)?;
    let files = notice::files(&project, name, &before, &now, &changes, new::today())?;
    new::write(&folder, &files)?;
    report.tell(&project.problems());
    say(format_args!("和{which}相比："));
    tell(&changes);
    let shown = folder.display();
    say(format_args!(
        "通知写在 {shown}；把【待填：……】换成自己的内容，看样子：hongtou build {shown} --draft"
    ));
    Ok(())
}

fn chosen<'p>(project: &'p Project, wanted: Option<&str>) -> Result<(&'p str, Roster)> {
    let known: Vec<_> = project.rosters.iter().map(|(name, it)| (name.as_str(), it)).collect();
    let names = || known.iter().map(|(name, _)| *name);
    let (name, roster) = match (wanted, known.as_slice()) {
        (Some(wanted), all) => *all.iter().find(|(name, _)| *name == wanted).ok_or_else(|| {
            let message = format!("活动里没有叫“{wanted}”的名单");
            Diagnostic::error(codes::UNKNOWN_ROSTER, Place::Program, message)
                .did_you_mean(wanted, names())
        })?,
        (None, [only]) => *only,
        (None, []) => {
            return Err(Diagnostic::error(codes::UNKNOWN_ROSTER, Place::Program, "活动里没有名单")
                .hint("先在活动文件的“名单”下写上它的文件")
                .into());
        }
        (None, several) => {
            let message = format!("活动里有{}个名单，不知道是哪一个", several.len());
            let names: Vec<&str> = names().collect();
            let hint = format!("写明名单：--roster {}", names.join(" 或 "));
            return Err(Diagnostic::error(codes::UNKNOWN_ROSTER, Place::Program, message)
                .hint(hint)
                .into());
        }
    };
    Ok((name, roster.clone()?))
}

/// The roster to compare with, and what it is called: as told; else as it was last printed, or before that
/// where what was last printed is what it is now.
fn before(history: &History, now: &Roster, since: Option<&str>) -> Result<(Roster, String)> {
    let versions = history.len();
    if let Some(since) = since {
        let nth = since.parse::<u32>().ok();
        return match nth {
            Some(nth) => match history.version(nth) {
                Some(roster) => Ok((roster, format!("第{nth}版"))),
                None => Err(Diagnostic::error(
                    codes::UNKNOWN_VERSION,
                    Place::Program,
                    format!("没有第{nth}版"),
                )
                .hint(format!("记下的有{versions}版"))
                .into()),
            },
            None => read(since, None).map(|roster| (roster, format!("“{since}”"))),
        };
    }
    let mut kept = (1..=versions).rev().filter_map(|nth| Some((nth, history.version(nth)?)));
    match kept.find(|(_, roster)| !now.changes_since(roster).is_empty()) {
        Some((nth, roster)) => Ok((roster, format!("第{nth}版（共{versions}版）"))),
        None if versions > 0 => {
            Err(Diagnostic::error(codes::NO_CHANGE, Place::Program, format!("名单和记下的{versions}版都一样"))
                .hint("先改名单；要和别的比，用 --since 指明文件或 git 版本")
                .into())
        }
        None => Err(Diagnostic::error(codes::UNKNOWN_VERSION, Place::Program, "没有原来的名单可以比")
            .hint("名单每次生成时记下一版；没有记下的，用 --since 指明原来的文件或 git 版本，例如：--since HEAD~1:名单/领导小组.xlsx")
            .into()),
    }
}
