//! What became of everything, for the line at the end and for other programs.

use serde::Serialize;

use super::press::{Done, Made};
use crate::source::Spanned;

/// What became of a build.
#[derive(Debug, Serialize)]
pub(super) struct Summary {
    made: usize,
    unchanged: usize,
    failed: usize,
    documents: Vec<Document>,
}

/// What became of a document.
#[derive(Debug, Serialize)]
pub(super) struct Document {
    name: String,
    /// The row of its recipient.
    #[serde(skip_serializing_if = "Option::is_none")]
    recipient: Option<String>,
    status: Status,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    volumes: Vec<Volume>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    messages: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Status {
    Made,
    /// It was there already, made from the same.
    Unchanged,
    Failed,
}

/// A document, or an attachment bound apart from it.
#[derive(Debug, Serialize)]
struct Volume {
    title: String,
    number: Option<String>,
    copies: usize,
    pages: usize,
    files: Vec<String>,
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
            copies: made.copies,
            pages: made.pages,
            files: made.files,
        };
        Self {
            name: name.v.clone(),
            recipient: one_of_many.then(|| name.place.to_string()),
            status,
            volumes: done.volumes.into_iter().flatten().map(volume).collect(),
            messages: done.problems.iter().map(ToString::to_string).collect(),
        }
    }
}

impl Summary {
    /// Nothing yet but what could not even be named.
    pub(super) fn new(unnamed: usize) -> Self {
        Self { made: 0, unchanged: 0, failed: unnamed, documents: Vec::new() }
    }

    pub(super) fn add(&mut self, document: Document) {
        match document.status {
            Status::Made => self.made += 1,
            Status::Unchanged => self.unchanged += 1,
            Status::Failed => self.failed += 1,
        }
        self.documents.push(document);
    }

    /// The line at the end.
    pub(super) fn line(&self, built: bool, warnings: usize) -> String {
        let mut said = vec![if built {
            format!("做成{}份", self.made)
        } else {
            format!("查过{}份", self.made + self.failed)
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

    /// All of it.
    pub(super) fn json(&self) -> Vec<u8> {
        serde_json::to_vec_pretty(self).unwrap_or_default()
    }
}
