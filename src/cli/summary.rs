//! What became of everything, for the line at the end and for other programs.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::build::Mode;
use crate::diag::json::Message;
use crate::diag::{Diagnostic, Result, codes};
use crate::output;
use crate::press::{Done, Made};
use crate::source::Place;

/// What became of a build.
#[derive(Debug, Default, Deserialize, Serialize)]
pub(super) struct Summary {
    made: usize,
    unchanged: usize,
    failed: usize,
    documents: Vec<Document>,
}

/// What became of a document.
#[derive(Debug, Deserialize, Serialize)]
struct Document {
    name: String,
    /// Where its recipient stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    row: Option<String>,
    status: Status,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    volumes: Vec<Made>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    messages: Vec<Message>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
enum Status {
    Made,
    /// It was there already, made from the same.
    Unchanged,
    Failed,
}

impl From<Done> for Document {
    fn from(done: Done) -> Self {
        let status = match &done.made {
            None => Status::Failed,
            Some(volumes) if volumes.iter().all(|volume| volume.unchanged) => Status::Unchanged,
            Some(_) => Status::Made,
        };
        Self {
            name: done.name.v,
            row: done.row.map(|place| place.to_string()),
            status,
            volumes: done.made.unwrap_or_default(),
            messages: done.said.iter().map(Message::of).collect(),
        }
    }
}

impl Summary {
    /// Nothing yet but what could not even be named.
    pub(super) fn new(unnamed: usize) -> Self {
        Self { failed: unnamed, ..Self::default() }
    }

    /// So many that were there already.
    pub(super) fn unchanged(documents: usize) -> Self {
        Self { unchanged: documents, ..Self::default() }
    }

    /// How many documents.
    pub(super) fn len(&self) -> usize {
        self.documents.len()
    }

    pub(super) fn add(&mut self, done: Done) {
        let document = Document::from(done);
        match document.status {
            Status::Made => self.made += 1,
            Status::Unchanged => self.unchanged += 1,
            Status::Failed => self.failed += 1,
        }
        self.documents.push(document);
    }

    /// Writes it as JSON, in the place of an earlier one or of nothing.
    pub(super) fn write(&self, path: &Path) -> Result<()> {
        let bytes = serde_json::to_vec_pretty(self).map_err(|error| {
            Diagnostic::error(
                codes::INTERNAL_ERROR,
                Place::file(path.display().to_string()),
                error.to_string(),
            )
        })?;
        output::replace_own(path, &bytes, |known| serde_json::from_slice::<Self>(known).is_ok())
    }

    /// What another part of the same batch came to.
    pub(super) fn join(&mut self, other: Self) {
        self.made += other.made;
        self.unchanged += other.unchanged;
        self.failed += other.failed;
        self.documents.extend(other.documents);
    }

    /// Whether something failed.
    pub(super) fn has_failed(&self) -> bool {
        self.failed > 0
    }

    /// Everything that was made or stood there.
    pub(super) fn volumes(&self) -> Vec<&Made> {
        self.documents.iter().flat_map(|document| &document.volumes).collect()
    }

    /// The line at the end.
    pub(super) fn line(&self, mode: Mode, warnings: usize, answered: usize) -> String {
        let mut said = vec![match mode {
            Mode::Build => format!("做成{}份", self.made),
            Mode::DryRun => format!("要做{}份", self.made),
            Mode::Check => format!("查过{}份", self.made + self.failed),
        }];
        if self.unchanged > 0 {
            said.push(format!("{}份没有变化", self.unchanged));
        }
        if self.failed > 0 {
            said.push(format!("{}份有错误", self.failed));
        }
        if warnings > 0 {
            said.push(format!("{warnings}处提醒"));
        }
        if answered > 0 {
            said.push(format!("另有{answered}处核对过，不再提醒"));
        }
        said.join("，")
    }
}
