//! What a person sees while documents are made: a line for each, or for many on a terminal a bar.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::build::Mode;
use super::say;
use crate::press::{Done, FEW, Made};

const BAR: &str = "{pos}/{len} {wide_bar} 每秒{per_sec}份 还要{eta}";

/// Tells of documents as they are done.
pub(super) struct Progress {
    bar: Option<ProgressBar>,
    lines: bool,
    mode: Mode,
}

impl Progress {
    /// For so many documents.
    pub(super) fn new(documents: usize, quiet: bool, terminal: bool, mode: Mode) -> Self {
        // a few go by as lines, however they are watched
        let many = documents > FEW && terminal;
        let bar = (many && !quiet).then(|| {
            let bar = ProgressBar::with_draw_target(
                Some(documents.try_into().unwrap_or(u64::MAX)),
                ProgressDrawTarget::stderr_with_hz(5),
            );
            match ProgressStyle::with_template(BAR) {
                Ok(style) => bar.with_style(style.with_key("per_sec", rate)),
                Err(_) => bar,
            }
        });
        Self { bar, lines: !many && !quiet, mode }
    }

    /// Prints what must not be lost in the bar.
    pub(super) fn beside(&self, print: impl FnOnce()) {
        match &self.bar {
            Some(bar) => bar.suspend(print),
            None => print(),
        }
    }

    /// A document is done.
    pub(super) fn done(&self, done: &Done) {
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
        // what failed is told in any case
        if self.lines || done.made.is_none() {
            self.beside(|| tell(done, self.mode));
        }
    }

    /// Takes the bar away.
    pub(super) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn rate(state: &indicatif::ProgressState, out: &mut dyn std::fmt::Write) {
    // a bar that can't be drawn is no reason to stop
    let _ = write!(out, "{:.0}", state.per_sec());
}

/// A line for each volume.
fn tell(done: &Done, mode: Mode) {
    let Some(volumes) = &done.made else {
        return say(format_args!("{}　有错误", done.name.v));
    };
    let last = volumes.len().saturating_sub(1);
    for (index, Made { name, copies, pages, unchanged, why, .. }) in volumes.iter().enumerate() {
        let extent = match copies {
            _ if *pages == 0 => "　要做".to_owned(),
            1 => format!("　{pages}页"),
            _ => format!("　{copies}份　共{pages}页"),
        };
        let took = if *unchanged {
            "　没有变化".to_owned()
        } else if mode == Mode::Build && index == last {
            format!("　{}毫秒", done.took.as_millis())
        } else {
            String::new()
        };
        let why = why.as_ref().map(|why| format!("　{why}")).unwrap_or_default();
        say(format_args!("{name}{extent}{took}{why}"));
    }
}
