//! Rules about what a campaign and a document say. Errors of form stop a document in the steps before;
//! here is the home of everything that a careful colleague would point out.
//!
//! One rule, one file under `rules`: its code, the clauses it rests on, its words for `hongtou explain`, its
//! cases, which are tested all alike, and the check itself. A rule that is added is a file and its line in
//! `rules.rs`. `cargo fmt -- src/lint/rules/*.rs` formats them.

mod answers;
mod batch;
mod pairs;
mod pattern;
mod public;
mod reading;
mod rules;
mod terms;
#[cfg(test)]
mod tests;
mod unfilled;
mod words;

use std::fmt;
use std::fmt::Write as _;

use crate::compose::{Composed, Facts};
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::doc::Document;
use crate::doc::prose::{self, Prose};
use crate::model::RosterSpec;
use crate::roster::Roster;
use crate::source::Place;

pub use self::answers::Answers;
pub use self::batch::{Batch, Brief, Run};
pub use self::reading::Reading;
pub use self::rules::RULES;
pub use self::unfilled::unfilled;
pub use self::words::{Lexicon, Word};

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Its code, which is its file's name with hyphens.
    pub code: &'static str,
    /// How bad it is what it finds.
    pub severity: Severity,
    /// What it rests on.
    pub basis: &'static [Basis],
    /// What it checks and why, in Chinese; the first sentence stands for the rule in lists.
    pub doc: &'static str,
    /// What it looks at.
    pub check: Check,
    /// What it finds, at the words in 【】.
    pub wrong: &'static [Sample],
    /// What no rule finds anything in.
    pub right: &'static [Sample],
}

/// What a rule rests on. All but practice may be called 规定 and make an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// A clause of GB/T 9704-2012.
    Standard(&'static str),
    /// An article of 《党政机关公文处理工作条例》.
    Regulation(&'static str),
    /// Another national standard and its clause.
    NationalStandard(&'static str),
    /// An article of a law, or of another document that binds.
    Law(&'static str),
    /// What offices do, and why.
    Practice(&'static str),
}

/// What a rule looks at.
#[derive(Debug)]
pub enum Check {
    /// What a document says, evaluated.
    Facts(fn(&Facts<'_>, &mut Diagnostics)),
    /// A roster, and what the campaign says of it.
    Roster(fn(&RosterSpec, &Roster, &mut Diagnostics)),
    /// A document's tree.
    Document(fn(&Document, &mut Diagnostics)),
    /// The same, of what becomes of it where it is printed: not asked of a text that is no campaign's.
    Printed(fn(&Document, &mut Diagnostics)),
    /// A paragraph, heading, title or cell, as one string.
    Prose(fn(&Prose<'_>, &mut Diagnostics)),
    /// All of them, in the order of printing.
    Paragraphs(fn(&[Prose<'_>], &mut Diagnostics)),
    /// All that a document says, part beside part: facts, texts, tables, rosters.
    Reading(fn(&Reading<'_>, &mut Diagnostics)),
    /// What the documents of one table say, side by side.
    Run(fn(&Run<'_>, &mut Diagnostics)),
    /// Words in any of these, which are looked for all at once.
    Words(&'static [Word]),
}

/// A case of a rule.
#[derive(Clone, Copy, Debug)]
pub enum Sample {
    /// Keys of a document in YAML, a line each; 发文机关 is the campaign's.
    Document(&'static str),
    /// A text in Markdown.
    Text(&'static str),
    /// Keys of a document, and the organs that the campaign knows, as csv.
    Organs(&'static str, &'static str),
    /// A roster as csv, and keys of the campaign about it, a line each.
    Roster(&'static str, &'static str),
    /// A whole campaign: its files, each by its name; `campaign.yaml` is one of them.
    Campaign(&'static [(&'static str, &'static str)]),
    /// Keys of a document, and its text.
    Whole(&'static str, &'static str),
    /// A 用语.yaml, and a text in Markdown.
    Words(&'static str, &'static str),
}

impl Rule {
    /// A finding of the rule.
    pub fn at(&self, place: &Place, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.severity, self.code, place.clone(), message).basis(self.rests_on())
    }

    /// The first sentence about it.
    pub fn summary(&self) -> &'static str {
        self.doc.split_inclusive('。').next().unwrap_or(self.doc)
    }

    /// Whether a campaign may answer what it finds: what 条例 or a standard makes an error has no answer.
    pub fn may_be_answered(&self) -> bool {
        self.severity < Severity::Error
    }

    /// The clauses that it rests on.
    pub fn rests_on(&self) -> String {
        let clauses: Vec<String> = self.basis.iter().map(ToString::to_string).collect();
        clauses.join("；")
    }

    /// All that there is to say about it, for people.
    pub fn explained(&self) -> String {
        let Self { code, severity, doc, .. } = self;
        let answer = if self.may_be_answered() {
            format!("核对过、不用改的：不再提醒: [{{ 规则: {code}, 内容: ……, 因为: …… }}]")
        } else {
            "错误要改，不能不提醒。".to_owned()
        };
        let mut said =
            format!("{code}（{}）\n\n{doc}\n\n依据：{}\n", severity.name(), self.rests_on());
        for (lead, samples) in [("错的（【】里是指出的地方）", self.wrong), ("对的", self.right)]
        {
            if let Some(sample) = samples.first() {
                // writing to a string cannot fail
                let _ = write!(said, "\n{lead}：\n\n{sample}\n");
            }
        }
        said + "\n" + &answer + "\n"
    }
}

impl Basis {
    /// Whether it may be called 规定.
    pub fn is_binding(self) -> bool {
        !matches!(self, Self::Practice(_))
    }
}

impl fmt::Display for Basis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Standard(clause) => write!(f, "GB/T 9704-2012 {clause}"),
            Self::Regulation(article) => write!(f, "《党政机关公文处理工作条例》{article}"),
            Self::NationalStandard(clause) | Self::Law(clause) => f.write_str(clause),
            Self::Practice(why) => write!(f, "惯例：{why}"),
        }
    }
}

/// As a person would see it, indented.
impl fmt::Display for Sample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = match self {
            Self::Document(text) | Self::Text(text) => vec![*text],
            Self::Organs(keys, csv) => vec![*csv, *keys],
            Self::Roster(first, then) | Self::Whole(first, then) | Self::Words(first, then) => {
                vec![*first, *then]
            }
            Self::Campaign(files) => files.iter().flat_map(|(name, text)| [*name, *text]).collect(),
        };
        let lines: Vec<String> = parts
            .iter()
            .filter(|part| !part.is_empty())
            .flat_map(|part| part.lines())
            .map(|line| format!("    {line}"))
            .collect();
        f.write_str(&lines.join("\n"))
    }
}

/// The rule of that code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.code == code)
}

/// What the rules say of a roster.
pub fn roster(spec: &RosterSpec, roster: &Roster) -> Diagnostics {
    let mut found = Diagnostics::new();
    for rule in RULES {
        if let Check::Roster(check) = rule.check {
            check(spec, roster, &mut found);
        }
    }
    found
}

/// What the rules say of what a document says, and of each of its trees.
pub fn composed(lexicon: &Lexicon, composed: &Composed<'_>) -> Diagnostics {
    let mut found = facts(&composed.facts);
    // a text that is no campaign's is not printed
    let is_printed = composed.facts.spec.is_some();
    for volume in &composed.volumes {
        found.extend(document(lexicon, &volume.document, is_printed));
    }
    let reading = Reading::of(composed);
    for rule in RULES {
        if let Check::Reading(check) = rule.check {
            check(&reading, &mut found);
        }
    }
    found
}

/// What the rules say of what a document says.
pub fn facts(facts: &Facts<'_>) -> Diagnostics {
    let mut found = Diagnostics::new();
    for rule in RULES {
        if let Check::Facts(check) = rule.check {
            check(facts, &mut found);
        }
    }
    found
}

/// What the rules say of a paragraph by itself.
pub fn prose(paragraph: &Prose<'_>) -> Diagnostics {
    let mut found = Diagnostics::new();
    for rule in RULES {
        if let Check::Prose(check) = rule.check {
            check(paragraph, &mut found);
        }
    }
    found
}

/// What the rules say of a document's tree, and, where it is to be printed, of what becomes of it.
pub fn document(lexicon: &Lexicon, document: &Document, is_printed: bool) -> Diagnostics {
    let mut found = Diagnostics::new();
    let paragraphs = prose::paragraphs(document);
    for paragraph in &paragraphs {
        lexicon.check(paragraph, &mut found);
    }
    for rule in RULES {
        match rule.check {
            Check::Document(check) => check(document, &mut found),
            Check::Printed(check) if is_printed => check(document, &mut found),
            Check::Prose(check) => {
                for paragraph in &paragraphs {
                    check(paragraph, &mut found);
                }
            }
            Check::Paragraphs(check) => check(&paragraphs, &mut found),
            Check::Facts(_)
            | Check::Roster(_)
            | Check::Words(_)
            | Check::Reading(_)
            | Check::Run(_)
            | Check::Printed(_) => {}
        }
    }
    found
}
