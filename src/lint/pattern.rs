//! What rules that read look for.

use std::ops::Range;
use std::sync::OnceLock;

use regex::{Captures, Regex};

/// A pattern of a rule, compiled when it is first looked for.
#[derive(Debug)]
pub(super) struct Pattern {
    pattern: &'static str,
    /// None where it is none, which the first wrong case of its rule shows.
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    pub(super) const fn new(pattern: &'static str) -> Self {
        Self { pattern, compiled: OnceLock::new() }
    }

    /// Whether a text has it.
    pub(super) fn is_in(&self, text: &str) -> bool {
        self.hits(text).next().is_some()
    }

    /// Where it is found in a text.
    pub(super) fn hits<'t>(&self, text: &'t str) -> impl Iterator<Item = Hit<'t>> {
        let regex = self.compiled.get_or_init(|| Regex::new(self.pattern).ok());
        let hits = regex.iter().flat_map(move |regex| regex.captures_iter(text));
        hits.map(move |captures| Hit { text, captures })
    }
}

/// Where a pattern was found.
#[derive(Debug)]
pub(super) struct Hit<'t> {
    text: &'t str,
    captures: Captures<'t>,
}

impl<'t> Hit<'t> {
    /// In bytes.
    pub(super) fn range(&self) -> Range<usize> {
        self.captures.get_match().range()
    }

    /// What was found.
    pub(super) fn words(&self) -> &'t str {
        self.captures.get_match().as_str()
    }

    /// What a group holds; nothing where it was not needed.
    pub(super) fn part(&self, group: usize) -> &'t str {
        self.captures.get(group).map_or("", |part| part.as_str())
    }

    /// Where a group is; empty where it was not needed.
    pub(super) fn part_range(&self, group: usize) -> Range<usize> {
        self.captures.get(group).map_or(0..0, |part| part.range())
    }

    /// The number that a group holds.
    pub(super) fn number(&self, group: usize) -> Option<u32> {
        self.part(group).parse().ok()
    }

    /// The text before it.
    pub(super) fn before(&self) -> &'t str {
        &self.text[..self.range().start]
    }

    /// The text behind it.
    pub(super) fn after(&self) -> &'t str {
        &self.text[self.range().end..]
    }
}
