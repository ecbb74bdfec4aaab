//! `hongtou watch`: builds again whenever a file of the campaign is saved.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use notify::{Event, EventKind, RecursiveMode, Watcher};

use super::args::BuildOptions;
use super::{Report, build};
use crate::diag::{Diagnostic, Result, codes};
use crate::output;
use crate::source::Place;

/// The sheet that a build with `--merge` writes.
const LIST: &str = "分发清单.xlsx";
/// Editors save in several steps; the build begins when it has been quiet for so long.
const QUIET: Duration = Duration::from_millis(40);

/// Builds, and again after each change, until the program is stopped.
pub(super) fn watch(options: &BuildOptions, report: &mut Report) -> Result<()> {
    let campaign = &options.what.of.campaign;
    let folder = if campaign.is_dir() { campaign.as_path() } else { parent(campaign) };
    if !options.dry_run {
        // it has to be there for its changes to be told from those of the campaign
        output::prepare(&options.out)?;
    }
    let sources = Sources::of(folder, options);
    let folder = sources.folder.clone();
    let (sender, changes) = mpsc::channel();
    let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        let saved = event.is_ok_and(|event| {
            !matches!(event.kind, EventKind::Access(_))
                && event.paths.iter().any(|path| sources.have(path))
        });
        // nobody listens any more when the program ends
        let _ = saved.then(|| sender.send(()));
    });
    let mut watcher = watcher.map_err(|error| unwatched(&folder, &error))?;
    // also folders that are made later
    let begun = watcher.watch(&folder, RecursiveMode::Recursive);
    begun.map_err(|error| unwatched(&folder, &error))?;
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

/// What in a campaign's folder a person may have saved, and no build.
struct Sources {
    folder: PathBuf,
    /// Where the outputs are, and what is said of them.
    outputs: PathBuf,
    report: Option<PathBuf>,
}

impl Sources {
    fn of(folder: &Path, options: &BuildOptions) -> Self {
        let real = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let beside = |file: &Path| Some(real(parent(file)).join(file.file_name()?));
        Self {
            folder: real(folder),
            outputs: real(&options.out),
            report: options.report.as_deref().and_then(beside),
        }
    }

    /// Hidden files are editors' and our own; no campaign is made from what it makes.
    fn have(&self, path: &Path) -> bool {
        let inside = path.strip_prefix(&self.folder).unwrap_or(path);
        let is_hidden = |part: &OsStr| part.to_string_lossy().starts_with('.');
        let is_made = path.extension().is_some_and(|ending| ending == "pdf" || ending == "docx")
            || path.file_name().is_some_and(|name| name == LIST);
        // outputs may stand among the campaign's own files
        let is_output = self.outputs != self.folder
            && self.outputs.starts_with(&self.folder)
            && path.starts_with(&self.outputs);
        let is_ours = is_made || is_output || self.report.as_deref() == Some(path);
        !is_ours && !inside.iter().any(is_hidden)
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_build_writes_is_no_source() {
        let sources = |outputs: &str| Sources {
            folder: "/甲".into(),
            outputs: outputs.into(),
            report: Some("/甲/结果.json".into()),
        };
        let beside = sources("/甲/输出/pdf");
        for path in [
            "/甲/campaign.yaml",
            "/甲/templates",
            "/甲/templates/督办.md",
            "/甲/输出/表.csv",
            "/甲/章.png",
        ] {
            assert!(beside.have(Path::new(path)), "{path}");
        }
        let written = [
            "/甲/结果.json",
            "/甲/输出/pdf",
            "/甲/输出/pdf/表.csv",
            "/甲/.hongtou/生成记录.csv",
            "/甲/通知.pdf",
            "/甲/分发清单.xlsx",
            "/甲/.tmpAb",
        ];
        for path in written {
            assert!(!beside.have(Path::new(path)), "{path}");
        }
        // outputs among the sources, or the sources among the outputs
        for outputs in ["/甲", "/", "/乙"] {
            let among = sources(outputs);
            assert!(
                among.have(Path::new("/甲/campaign.yaml"))
                    && !among.have(Path::new("/甲/通知.docx"))
            );
        }
    }
}
