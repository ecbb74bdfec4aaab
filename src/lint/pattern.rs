//! What rules that read look for.

use std::ops::Range;
use std::sync::OnceLock;

use regex::{Captures, Match, Regex};

/// A pattern of a rule, compiled when it is first looked for.
#[derive(Debug)]
pub(super) struct Pattern {
    pattern: Source,
    /// None where it is none, which the first wrong case of its rule shows.
    compiled: OnceLock<Option<Regex>>,
}

#[derive(Debug)]
enum Source {
    Written(&'static str),
    /// From words that stand in several places of it.
    Made(fn() -> String),
}

impl Pattern {
    pub(super) const fn new(pattern: &'static str) -> Self {
        Self { pattern: Source::Written(pattern), compiled: OnceLock::new() }
    }

    /// The pattern that is put together so.
    pub(super) const fn made(pattern: fn() -> String) -> Self {
        Self { pattern: Source::Made(pattern), compiled: OnceLock::new() }
    }

    fn regex(&self) -> Option<&Regex> {
        let compiled = self.compiled.get_or_init(|| {
            match self.pattern {
                Source::Written(pattern) => Regex::new(pattern),
                Source::Made(pattern) => Regex::new(&pattern()),
            }
            .ok()
        });
        compiled.as_ref()
    }

    /// Whether a text has it.
    pub(super) fn is_in(&self, text: &str) -> bool {
        self.regex().is_some_and(|regex| regex.is_match(text))
    }

    /// Where it is found in a text first.
    pub(super) fn find<'t>(&self, text: &'t str) -> Option<Hit<'t>> {
        self.hits(text).next()
    }

    /// Where it is found in a text.
    pub(super) fn hits<'t>(&self, text: &'t str) -> impl Iterator<Item = Hit<'t>> {
        let hits = self.regex().into_iter().flat_map(move |regex| regex.captures_iter(text));
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

    /// A group, where it was needed.
    pub(super) fn get(&self, group: usize) -> Option<Match<'t>> {
        self.captures.get(group)
    }

    /// A group by its name, where it was needed.
    pub(super) fn name(&self, group: &str) -> Option<Match<'t>> {
        self.captures.name(group)
    }

    /// What a group holds; nothing where it was not needed.
    pub(super) fn part(&self, group: usize) -> &'t str {
        self.get(group).map_or("", |part| part.as_str())
    }

    /// Where a group is; empty where it was not needed.
    pub(super) fn part_range(&self, group: usize) -> Range<usize> {
        self.get(group).map_or(0..0, |part| part.range())
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
