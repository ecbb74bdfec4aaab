//! What became of everything, for the line at the end and for other programs.

use serde::{Deserialize, Serialize};

use super::Mode;
use super::press::{Done, Made};
use crate::diag::json::Message;
use crate::source::Spanned;

/// What became of a build.
#[derive(Debug, Default, Deserialize, Serialize)]
pub(in crate::cli) struct Summary {
    made: usize,
    unchanged: usize,
    failed: usize,
    documents: Vec<Document>,
}

/// What became of a document.
#[derive(Debug, Deserialize, Serialize)]
pub(super) struct Document {
    name: String,
    /// Where its recipient stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    row: Option<String>,
    status: Status,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    volumes: Vec<Volume>,
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

/// A document, or an attachment bound apart from it.
#[derive(Debug, Deserialize, Serialize)]
pub(super) struct Volume {
    pub(super) title: String,
    pub(super) number: Option<String>,
    /// 主送机关.
    pub(super) recipient: Option<String>,
    pub(super) copies: usize,
    pub(super) pages: usize,
    /// Why it was made again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    pub(super) files: Vec<String>,
}

impl Document {
    pub(super) fn of(name: &Spanned<String>, one_of_many: bool, done: Done) -> Self {
        let status = match &done.volumes {
            None => Status::Failed,
            Some(volumes) if volumes.iter().all(|volume| volume.unchanged) => Status::Unchanged,
            Some(_) => Status::Made,
        };
        let volume = |made: Made| Volume {
            title: made.title,
            number: made.number,
            recipient: made.recipient,
            copies: made.copies,
            pages: made.pages,
            why: made.why,
            files: made.files,
        };
        Self {
            name: name.v.clone(),
            row: one_of_many.then(|| name.place.to_string()),
            status,
            volumes: done.volumes.into_iter().flatten().map(volume).collect(),
            messages: done.problems.iter().map(Message::of).collect(),
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

    pub(super) fn add(&mut self, document: Document) {
        match document.status {
            Status::Made => self.made += 1,
            Status::Unchanged => self.unchanged += 1,
            Status::Failed => self.failed += 1,
        }
        self.documents.push(document);
    }

    /// What another part of the same batch came to.
    pub(in crate::cli) fn join(&mut self, other: Self) {
        self.made += other.made;
        self.unchanged += other.unchanged;
        self.failed += other.failed;
        self.documents.extend(other.documents);
    }

    /// Whether something failed.
    pub(in crate::cli) fn has_failed(&self) -> bool {
        self.failed > 0
    }

    /// Everything that was made or stood there.
    pub(super) fn volumes(&self) -> Vec<&Volume> {
        self.documents.iter().flat_map(|document| &document.volumes).collect()
    }

    /// The line at the end.
    pub(in crate::cli) fn line(&self, mode: Mode, warnings: usize) -> String {
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
        said.join("，")
    }
}
