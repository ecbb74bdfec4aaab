//! Tells messages in the form that was asked for, each once.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::path::Path;

use super::args::{CheckOptions, MessageFormat};
use super::{explain, say, warn};
use crate::diag::{Answered, Diagnostic, Diagnostics, Severity, json, sarif};

/// Of messages of one kind so many are drawn; a person who has seen these knows what the others say.
const DRAWN: usize = 20;

/// Messages on their way to whoever reads them, each told once.
#[derive(Default)]
pub(super) struct Report {
    pub(super) errors: usize,
    pub(super) warnings: usize,
    notes: usize,
    /// The reminders that the campaign answers: they are not told, but counted.
    pub(super) answered: Vec<Answered>,
    told: BTreeSet<String>,
    /// How many there are of each kind that is drawn.
    kinds: BTreeMap<(Severity, &'static str), usize>,
    /// What a log that is written at the end will hold.
    kept: Diagnostics,
    /// Whether a list on standard output has begun.
    begun: bool,
    color: bool,
    format: MessageFormat,
    /// The campaign's folder, as it was named.
    folder: String,
}

impl Report {
    /// Nothing told yet. `options` are those of a command that looks at a campaign.
    pub(super) fn new(color: bool, options: Option<&CheckOptions>) -> Self {
        let format = options.map(|options| options.message_format).unwrap_or_default();
        // the name of a text that is checked by itself is its path
        let campaign = options.filter(|options| !options.is_text());
        let folder = campaign.map(|options| folder_of(&options.of.campaign)).unwrap_or_default();
        Self { color, format, folder, ..Self::default() }
    }

    /// Whether standard output is for another program.
    pub(super) fn is_data(&self) -> bool {
        self.format.is_data()
    }

    /// Whether there was nothing to tell.
    pub(super) fn is_quiet(&self) -> bool {
        self.errors + self.warnings + self.notes == 0
    }

    /// A line that is no message: on standard output, unless that is for another program.
    pub(super) fn say(&self, line: impl Display) {
        if self.is_data() { warn(line) } else { say(line) }
    }

    pub(super) fn tell(&mut self, problems: &Diagnostics) {
        for problem in problems {
            // the draft of a document and the document say the same of one place
            if !self.told.insert(format!("{problem}{:?}", problem.hint)) {
                continue;
            }
            match problem.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
                Severity::Note => self.notes += 1,
            }
            match self.format {
                MessageFormat::Human => self.draw(problem),
                MessageFormat::Short => warn(problem.short()),
                MessageFormat::Json => {
                    let lead = if self.begun { "," } else { "[" };
                    self.begun = true;
                    say(format_args!("{lead}{}", json::text(problem)));
                }
                MessageFormat::Sarif => self.kept.push(problem.clone()),
            }
        }
    }

    fn draw(&mut self, problem: &Diagnostic) {
        if problem.is_listed() {
            return warn(problem.human(self.color));
        }
        let count = self.kinds.entry((problem.severity, problem.code)).or_default();
        *count += 1;
        if *count <= DRAWN {
            // what is drawn over several lines has air below it
            warn(format_args!("{}\n", problem.human(self.color)));
        }
    }

    /// Tells what is told at the end: how many were not drawn, or the whole log.
    pub(super) fn finish(&mut self) {
        for ((severity, kind), count) in std::mem::take(&mut self.kinds) {
            if count > DRAWN {
                let (severity, more) = (severity.name(), count - DRAWN);
                warn(format_args!(
                    "{severity}[{kind}]: 这样的一共{count}处，还有{more}处没有列出；全部列出：--message-format 简短"
                ));
            }
        }
        match self.format {
            MessageFormat::Human | MessageFormat::Short => {}
            MessageFormat::Json if self.begun => say("]"),
            MessageFormat::Json => say("[]"),
            MessageFormat::Sarif => {
                let log = sarif::log(&self.kept, &self.answered, &self.folder, explain::of_code);
                say(json::text(&log));
            }
        }
    }

    /// Ends this report and begins the next.
    pub(super) fn renew(&mut self) {
        self.finish();
        let Self { color, format, folder, .. } = std::mem::take(self);
        *self = Self { color, format, folder, ..Self::default() };
    }
}

/// The folder of a campaign's files; nothing where that is the one in which the program runs.
fn folder_of(campaign: &Path) -> String {
    let folder = if campaign.is_dir() { Some(campaign) } else { campaign.parent() };
    let folder = folder.map(|folder| folder.display().to_string()).unwrap_or_default();
    match folder.trim_end_matches('/') {
        "." => String::new(),
        folder => folder.to_owned(),
    }
}
