//! Words that are written wrong: a table beside each rule about words, the office's own in 用语.yaml, and one
//! engine that looks for all of them at once.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::diag::{self, Diagnostic, Diagnostics, Severity, codes};
use crate::doc::prose::Prose;
use crate::lint::rules::OFFICE_WORDS;
use crate::lint::{Check, RULES, Rule};
use crate::model::Words;

/// A word of a rule's table.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// As it should not be written.
    pub wrong: &'static str,
    /// What stands for it.
    pub right: &'static str,
    /// Phrases in which the same characters are right.
    pub but: &'static [&'static str],
}

/// Makes a table of words: `"wrong" => "right";`, `"wrong" => "right", but "phrase" "phrase";`.
macro_rules! words {
    ($($wrong:literal => $right:literal $(, but $($phrase:literal)+)?;)+) => {
        &[$($crate::lint::Word { wrong: $wrong, right: $right, but: &[$($($phrase),+)?] }),+]
    };
}
pub(super) use words;

/// What is looked for: the words of all rules without those that the office lets pass, and the office's own.
#[derive(Debug)]
pub struct Lexicon {
    /// None where it can't be built, which no table of this size is too large for.
    automaton: Option<AhoCorasick>,
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    rule: &'static Rule,
    wrong: String,
    right: Option<String>,
    but: Vec<String>,
    because: Option<String>,
}

impl Lexicon {
    /// The words of the rules and of an office; `found` gets what the office lets pass and no rule looks for.
    pub fn of(office: &Words, found: &mut Diagnostics) -> Self {
        let own = office.words.iter().map(|word| Entry {
            rule: OFFICE_WORDS,
            wrong: word.wrong.v.clone(),
            right: word.right.as_ref().map(|right| right.v.clone()),
            but: word.but.iter().map(|phrase| phrase.v.clone()).collect(),
            because: word.because.as_ref().map(|because| because.v.clone()),
        });
        let mut entries: Vec<Entry> = own.collect();
        for (rule, word) in tables() {
            if !office.passed.iter().any(|passed| passed.v == word.wrong) {
                entries.push(Entry {
                    rule,
                    wrong: word.wrong.to_owned(),
                    right: Some(word.right.to_owned()),
                    but: word.but.iter().map(|phrase| (*phrase).to_owned()).collect(),
                    because: None,
                });
            }
        }
        for passed in &office.passed {
            if tables().all(|(_, word)| word.wrong != passed.v) {
                let message = format!("程序的用语表里没有“{}”", passed.v);
                let hint = "照提醒里引号中的字写；本单位自己的词，从“用语”里删去就不查了";
                let near = diag::near(&passed.v, tables().map(|(_, word)| word.wrong));
                found.push(
                    Diagnostic::warning(codes::WORD_UNKNOWN, passed.place.clone(), message)
                        .hint(near.unwrap_or_else(|| hint.to_owned())),
                );
            }
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(entries.iter().map(|entry| &entry.wrong));
        Self { automaton: automaton.ok(), entries }
    }

    /// Tells each word that should be written otherwise.
    pub(super) fn check(&self, prose: &Prose<'_>, found: &mut Diagnostics) {
        let Some(automaton) = &self.automaton else { return };
        for hit in automaton.find_iter(prose.text()) {
            let Some(entry) = self.entries.get(hit.pattern().as_usize()) else { continue };
            if !entry
                .but
                .iter()
                .any(|phrase| stands(prose.text(), hit.start(), phrase, &entry.wrong))
            {
                found.push(entry.said(prose, hit.range()));
            }
        }
    }
}

/// Whether a phrase stands in the text with its `word` at that byte.
fn stands(text: &str, at: usize, phrase: &str, word: &str) -> bool {
    phrase.match_indices(word).any(|(offset, _)| {
        at.checked_sub(offset)
            .and_then(|start| text.get(start..))
            .is_some_and(|it| it.starts_with(phrase))
    })
}

impl Entry {
    fn said(&self, prose: &Prose<'_>, range: Range<usize>) -> Diagnostic {
        let Self { rule, wrong, right, because, .. } = self;
        let why = because.as_ref().map(|why| format!("：{why}")).unwrap_or_default();
        let place = prose.place(range);
        let Some(right) = right else {
            return rule.at(&place, format!("“{wrong}”这里不用{why}")).hint("换一个说法");
        };
        // a note leaves it to the person
        let (should, certain) = match rule.severity {
            Severity::Note => ("一般写作", false),
            Severity::Warning | Severity::Error => ("应写作", true),
        };
        let said = rule.at(&place, format!("“{wrong}”{should}“{right}”{why}"));
        let said = said.hint(format!("改成“{right}”"));
        if certain { said.replacement(right) } else { said }
    }
}

/// Every word of every table, with its rule.
pub(super) fn tables() -> impl Iterator<Item = (&'static Rule, &'static Word)> {
    RULES.iter().copied().flat_map(|rule| {
        let words = if let Check::Words(words) = rule.check { words } else { &[] };
        words.iter().map(move |word| (rule, word))
    })
}
