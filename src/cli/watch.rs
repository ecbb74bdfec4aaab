//! `hongtou watch`: builds again whenever a file of the campaign is saved.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use notify::{Event, EventKind, RecursiveMode, Watcher};

use super::args::BuildOptions;
use super::{Report, build};
use crate::diag::{Diagnostic, Result, codes};
use crate::source::Place;

/// Editors save in several steps; the build begins when it has been quiet for so long.
const QUIET: Duration = Duration::from_millis(40);

/// Builds, and again after each change, until the program is stopped.
pub(super) fn watch(options: &BuildOptions, report: &mut Report) -> Result<()> {
    let campaign = &options.what.campaign;
    let folder = if campaign.is_dir() { campaign.as_path() } else { parent(campaign) };
    let (sender, changes) = mpsc::channel();
    let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        let saved = event.is_ok_and(|event| {
            !matches!(event.kind, EventKind::Access(_))
                && event.paths.iter().any(|path| is_source(path))
        });
        // nobody listens any more when the program ends
        let _ = saved.then(|| sender.send(()));
    });
    // what is written there is no change of the campaign, wherever it is
    let mut watcher = watcher.map_err(|error| unwatched(folder, &error))?;
    for part in watched(folder, &options.out) {
        let mode =
            if part == folder { RecursiveMode::NonRecursive } else { RecursiveMode::Recursive };
        watcher.watch(&part, mode).map_err(|error| unwatched(&part, &error))?;
    }
    // fonts and typesetter stay ready from one build to the next
    let mut warm = None;
    loop {
        if let Err(problems) = build::build(options, &mut warm, report) {
            report.tell(&problems);
        }
        report.say("等着：保存了就重做，按 Ctrl-C 结束");
        // each build tells all there is to tell
        report.renew();
        if wait(&changes).is_none() {
            return Ok(());
        }
    }
}

/// The folder itself, and the folders in it but for the outputs' and hidden ones.
fn watched(folder: &Path, out: &Path) -> Vec<PathBuf> {
    let out = std::fs::canonicalize(out).ok();
    let entries =
        std::fs::read_dir(folder).into_iter().flatten().filter_map(std::result::Result::ok);
    let folders = entries.map(|entry| entry.path()).filter(|path| path.is_dir());
    let parts = folders.filter(|path| {
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        !hidden && std::fs::canonicalize(path).ok() != out
    });
    std::iter::once(folder.to_owned()).chain(parts).collect()
}

/// Whether a person may have saved it: hidden files are editors' and our own.
fn is_source(path: &Path) -> bool {
    path.file_name().is_some_and(|name| !name.to_string_lossy().starts_with('.'))
}

fn wait(changes: &Receiver<()>) -> Option<()> {
    changes.recv().ok()?;
    while changes.recv_timeout(QUIET).is_ok() {}
    Some(())
}

fn parent(file: &Path) -> &Path {
    let parent = file.parent().unwrap_or(Path::new("."));
    if parent.as_os_str().is_empty() { Path::new(".") } else { parent }
}

fn unwatched(folder: &Path, error: &notify::Error) -> Diagnostic {
    let place = Place::file(folder.display().to_string());
    Diagnostic::error(codes::UNWATCHABLE, place, format!("盯不住这个文件夹：{error}"))
        .hint("改用 hongtou build，改一次执行一次")
}
