//! The press: the documents of a campaign under their names and numbers, checked, laid out and written.
//!
//! A [`Press`] holds what all campaigns have in common and is made once. For a project it makes a [`Plan`],
//! which knows every document by its name before any is composed; a plan makes its documents on all
//! processors and tells of each in order.

mod bind;
mod inputs;
mod list;
mod make;
mod numbers;
mod output_folder;
mod parallel;
mod plan;
mod together;

use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::sync::OnceLock;

pub(crate) use self::make::caught;
pub use self::make::{Done, File, Made};
pub(crate) use self::numbers::{ledger, ledger_of};
pub use self::output_folder::OutputFolder;
pub use self::plan::Plan;
pub use self::together::Together;
use crate::diag::{Diagnostics, Result};
use crate::doc::Document;
use crate::fingerprint::Fingerprint;
use crate::fonts::Fonts;
use crate::layout::{Laid, Typesetter};
use crate::lint::{self, Answers};
use crate::project::Project;
use crate::write::Format;

/// So many documents are few: each is told of, and its files wait for the disk.
pub(crate) const FEW: usize = 40;

/// What is made of a campaign.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Options {
    /// In which formats.
    pub formats: Vec<Format>,
    /// Whether what has gaps (【待填：……】) is made all the same, as a draft.
    pub draft: bool,
    /// 套打: without what is printed on the paper already.
    pub preprinted: bool,
    /// The attachments, each by itself, and nothing else.
    pub appendices: bool,
    /// Only the documents of these names; all where none is named.
    pub only: Vec<String>,
    /// Only a part of them.
    pub shard: Option<Shard>,
    /// Whether all are bound together afterwards ([`Plan::bind`]), which takes names for itself.
    pub merge: bool,
    /// So many at once; as many as there are processors where it is not said.
    pub jobs: Option<NonZeroUsize>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            formats: Format::ALL.to_vec(),
            draft: false,
            preprinted: false,
            appendices: false,
            only: Vec::new(),
            shard: None,
            merge: false,
            jobs: None,
        }
    }
}

/// One part of many: each machine makes one, and all together make the whole. Names and numbers are those
/// of the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shard {
    nth: usize,
    of: usize,
}

impl Shard {
    /// The `nth` part, counted from 1, of `of`; none where there is no such part.
    pub fn new(nth: usize, of: usize) -> Option<Self> {
        (1..=of).contains(&nth).then_some(Self { nth, of })
    }

    /// Whether the document at this place, counted from 0, is in it.
    fn holds(self, at: usize) -> bool {
        at % self.of == self.nth - 1
    }
}

/// What every campaign is printed with. Made once, for it holds the parsed fonts and the layout, and what
/// the typesetter remembers from one document to the next.
pub struct Press {
    fonts: Fonts,
    typesetter: Typesetter,
    printed_with: OnceLock<Fingerprint>,
}

impl Press {
    /// Gets ready to print with these fonts.
    pub fn new(fonts: Fonts) -> Self {
        let typesetter = Typesetter::new(&fonts);
        Self { fonts, typesetter, printed_with: OnceLock::new() }
    }

    /// The fonts it prints with.
    pub fn fonts(&self) -> &Fonts {
        &self.fonts
    }

    /// Names every document of a project and checks what can be checked before any is composed; what has to
    /// be said of that is in [`Plan::said`].
    ///
    /// # Errors
    /// When two documents have one name: nothing is made then.
    pub fn plan<'a>(&'a self, project: &'a Project, options: &'a Options) -> Result<Plan<'a>> {
        let (answers, said) = facts(project);
        Plan::of(self, project, options, answers, said)
    }

    /// The files of all documents, in memory: the short way where nobody has to be told of each.
    ///
    /// # Errors
    /// Every message, when one document at least can't be made.
    pub fn files(&self, project: &Project, options: &Options) -> Result<Vec<File>> {
        let mut plan = self.plan(project, options)?;
        let (mut files, mut said) = (Vec::new(), plan.said().clone());
        plan.make(|mut done| {
            files.append(&mut done.files);
            said.extend(done.said);
            ControlFlow::Continue(())
        })?;
        said.or(files)
    }

    /// Lays out one tree.
    ///
    /// # Errors
    /// When a character of it can't be printed, or as [`Typesetter::typeset`].
    pub fn typeset(&self, document: Document) -> Result<Laid> {
        self.fonts.check(&document)?;
        self.typesetter.typeset(document)
    }

    /// A plan of a project whose facts were checked.
    pub(crate) fn plan_checked<'a>(
        &'a self,
        project: &'a Project,
        options: &'a Options,
        answers: Answers<'a>,
    ) -> Result<Plan<'a>> {
        Plan::of(self, project, options, answers, Diagnostics::new())
    }

    /// Of the fonts, which are read through once.
    fn printed_with(&self) -> Fingerprint {
        *self.printed_with.get_or_init(|| inputs::of_fonts(&self.fonts))
    }
}

/// What can be said before any document is composed: what could not be read, what the rules say of rosters;
/// and what the campaign answers to it.
pub(crate) fn facts(project: &Project) -> (Answers<'_>, Diagnostics) {
    let mut found = project.problems();
    let answers = Answers::of(&project.campaign, &mut found);
    for (name, spec) in &project.campaign.rosters {
        if let Some(Ok(roster)) = project.rosters.get(name) {
            found.extend(lint::roster(spec, roster));
        }
    }
    let found = answers.unanswered(None, found);
    (answers, found)
}
