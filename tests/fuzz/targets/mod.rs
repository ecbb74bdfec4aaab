//! What is fuzzed: functions from bytes that panic where a promise is broken.
//!
//! `cargo test` runs each for a fixed number of executions, on stretches of its seeds torn out, put in and
//! written over; `.ci/fuzz` runs them under libFuzzer for as long as it is told.

mod campaign;
mod ledger;
mod markup;
mod package;
mod picture;
mod record;
mod sheet;
mod template;
mod writing;
mod yaml;

use std::path::{Path, PathBuf};

use hongtou::{Diagnostics, Place, Severity};

/// Something to fuzz.
pub(crate) struct Target {
    /// Its name.
    pub(crate) name: &'static str,
    /// Panics where a promise is broken.
    pub(crate) run: fn(&[u8]),
    /// Inputs to begin with, made from the project's own files.
    pub(crate) seeds: fn() -> Vec<Vec<u8>>,
}

/// All of them.
pub(crate) const TARGETS: [Target; 8] = [
    Target { name: "campaign", run: campaign::run, seeds: campaign::seeds },
    Target { name: "ledger", run: ledger::run, seeds: ledger::seeds },
    Target { name: "markup", run: markup::run, seeds: markup::seeds },
    Target { name: "picture", run: picture::run, seeds: picture::seeds },
    Target { name: "record", run: record::run, seeds: record::seeds },
    Target { name: "sheet", run: sheet::run, seeds: sheet::seeds },
    Target { name: "template", run: template::run, seeds: template::seeds },
    Target { name: "yaml", run: yaml::run, seeds: yaml::seeds },
];

/// What is torn from one place of a kind of file and stands in another.
pub(crate) const WORDS: &[&str] = &[
    "，",
    "。",
    "、",
    "：",
    "（一）",
    "一、",
    "1.",
    "“",
    "〔2026〕",
    "号",
    "【待填：文号】",
    "\u{3000}",
    "\u{feff}",
    "\u{202e}",
    "\u{200b}",
    "\r\n",
    "\n\n",
    "\t",
    "\"",
    "'",
    "|",
    "**",
    "\\",
    "# ",
    "- ",
    "* ",
    "```",
    "<!-- ",
    " -->",
    "&amp;",
    "&#0;",
    "{{ ",
    " }}",
    "{% ",
    " %}",
    "{# ",
    " #}",
    "{{ 甲 }}",
    "{{ 名单(\"领导小组\") }}",
    "{% for 行 in 表 %}",
    "{% endfor %}",
    "|数(2)",
    "|合计(\"户数\")",
    ": ",
    "[",
    "]",
    "{",
    "}",
    "&甲",
    "*甲",
    "!!str ",
    "? ",
    "---\n",
    "~",
    "sep=;\n",
    "=SUM(A1:A3)",
    "合计",
    "姓名",
    "组别",
    "职务",
    "组长",
    "<c r=\"XFD1048576\">",
    "<v>1e300</v>",
    "t=\"s\"",
    "4294967295",
    "9999999999999999999999999999",
    "-1",
    "0",
    "1e9",
    "2026-02-30",
];

/// The project's folder.
fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    if here.ends_with("tests/fuzz") { here.parent().and_then(Path::parent).unwrap() } else { here }
}

/// The files of the project's campaigns, starters and sheets whose names end like this, sorted.
fn files(ending: &str) -> Vec<PathBuf> {
    fn add(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                add(&path, ending, found);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    for folder in ["data", "templates", "tests/golden", "tests/sheets"] {
        add(&root().join(folder), ending, &mut found);
    }
    found.sort();
    found
}

/// What these files hold.
fn contents(ending: &str) -> Vec<Vec<u8>> {
    files(ending).iter().map(|file| std::fs::read(file).unwrap()).collect()
}

/// Each message stands somewhere, says something, and can be shown on any terminal.
fn told(found: &Diagnostics) {
    for message in found {
        assert_ne!(message.place, Place::Program, "no place: {message}");
        assert!(!message.message.is_empty());
        let shown = message.human(false);
        let control = shown.chars().find(|c| c.is_control() && *c != '\n');
        assert_eq!(control, None, "a control character is shown: {shown:?}");
    }
}

/// What could be made, or an error told.
fn made_or_told<T>(result: hongtou::Result<T>) -> Option<T> {
    match result {
        Ok(made) => Some(made),
        Err(found) => {
            told(&found);
            assert!(
                found.iter().any(|message| message.severity == Severity::Error),
                "refused without an error"
            );
            None
        }
    }
}
