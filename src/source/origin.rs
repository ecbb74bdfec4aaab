//! A source map: which stretch of a rendered text was written where.

use std::ops::Range;
use std::sync::Arc;

use super::{Place, Source};

/// A `{{ }}` that printed something, perhaps a whole passage of its own.
#[derive(Clone, Debug)]
pub struct Call {
    /// The one that printed the passage in which it stands, by its index.
    pub within: Option<usize>,
    /// The template.
    pub template: Arc<Source>,
    /// Bytes of its expression in the template.
    pub range: Range<usize>,
}

/// A stretch of rendered text that was written in one place.
#[derive(Clone, Debug)]
pub struct Segment {
    /// Bytes in the rendered text.
    pub rendered: Range<usize>,
    /// The `{{ }}` that printed it, by its index; nothing for the words of the outermost text.
    pub call: Option<usize>,
    /// Where its words stand in a template.
    pub literal: Option<(Arc<Source>, Range<usize>)>,
    /// Where the value that it is, or is part of, was written.
    pub value: Option<Place>,
}

/// Where the parts of a rendered text were written.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    calls: Vec<Call>,
    /// In the order of the rendered text, without gaps.
    segments: Vec<Segment>,
}

impl Origin {
    /// A map of these segments, which cover the text in its order.
    pub fn new(calls: Vec<Call>, segments: Vec<Segment>) -> Self {
        Self { calls, segments }
    }

    /// The segments in the order of the rendered text.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// Where a stretch of the rendered text was written: the value where it is one value's, else the part
    /// of the template that all of it comes from. Nothing where the map is empty.
    pub fn place(&self, range: Range<usize>) -> Option<Place> {
        let from = self.segments.partition_point(|segment| segment.rendered.end <= range.start);
        let to = self.segments.partition_point(|segment| segment.rendered.start < range.end);
        // a point stands in the segment that begins there, or at the end of the last
        let from = from.min(self.segments.len().saturating_sub(1));
        let inside = self.segments.get(from..to.max(from + 1))?;
        value_of(inside, &range).or_else(|| self.template_of(inside, &range))
    }

    /// Whether the words at an offset of the rendered text are a template's own, and no value's.
    pub fn is_literal(&self, at: usize) -> bool {
        let segment = self.segments.partition_point(|segment| segment.rendered.end <= at);
        self.segments.get(segment).is_some_and(|segment| segment.literal.is_some())
    }

    /// Where in the rendered text the words at an offset of a written text came out, template or campaign;
    /// several where a loop or a macro printed them several times.
    pub fn rendered(&self, written: &Source, offset: usize) -> Vec<Range<usize>> {
        let covers = |source: &Arc<Source>, range: &Range<usize>| {
            std::ptr::eq(&raw const **source, written) && range.contains(&offset)
        };
        let found =
            self.segments.iter().filter_map(|segment| match (&segment.literal, &segment.value) {
                (Some((source, range)), _) | (None, Some(Place::Text(source, range)))
                    if covers(source, range) =>
                {
                    let linear = range.len() == segment.rendered.len();
                    let at = segment.rendered.start + offset - range.start;
                    Some(if linear { at..segment.rendered.end } else { segment.rendered.clone() })
                }
                _ => {
                    let call = self.calls.get(segment.call?)?;
                    covers(&call.template, &call.range).then(|| segment.rendered.clone())
                }
            });
        found.collect()
    }

    /// The calls around a segment, from the outermost text inwards.
    fn calls_of(&self, segment: &Segment) -> Vec<usize> {
        let inner = std::iter::successors(segment.call, |call| self.calls[*call].within);
        let mut calls: Vec<usize> = inner.collect();
        calls.reverse();
        calls
    }

    /// The part of one template that segments come from: as far inside as all of them have in common.
    fn template_of(&self, segments: &[Segment], range: &Range<usize>) -> Option<Place> {
        let calls: Vec<Vec<usize>> = segments.iter().map(|it| self.calls_of(it)).collect();
        let shared = |depth: usize| {
            let first = calls.first().and_then(|calls| calls.get(depth));
            first.is_some() && calls.iter().all(|calls| calls.get(depth) == first)
        };
        let mut depth = (0..self.calls.len()).take_while(|depth| shared(*depth)).count();
        let bare = |(segment, calls): (&Segment, &Vec<usize>)| {
            calls.len() == depth && segment.literal.is_none()
        };
        if segments.iter().zip(&calls).any(bare) {
            // some of it is the expression's own
            depth = depth.saturating_sub(1);
        }
        let at = |(segment, calls): (&Segment, &Vec<usize>)| match calls.get(depth) {
            Some(call) => {
                let call = self.calls.get(*call)?;
                Some((Arc::clone(&call.template), call.range.clone()))
            }
            None => segment
                .literal
                .as_ref()
                .map(|(source, literal)| (Arc::clone(source), part(segment, literal, range))),
        };
        let mut parts = segments.iter().zip(&calls).filter_map(at);
        let (source, first) = parts.next()?;
        let in_one_piece = parts.take_while(|(other, _)| Arc::ptr_eq(other, &source));
        let all = in_one_piece
            .fold(first, |all, (_, part)| all.start.min(part.start)..all.end.max(part.end));
        Some(Place::text(&source, all))
    }
}

/// The place of the one value that all segments are parts of.
fn value_of(segments: &[Segment], range: &Range<usize>) -> Option<Place> {
    let first = segments.first()?;
    if segments.iter().any(|segment| segment.call != first.call) {
        return None;
    }
    let place = |segment: &Segment| match segment.value.as_ref()? {
        Place::Text(source, value) => Some(Place::text(source, part(segment, value, range))),
        place => Some(place.clone()),
    };
    let last = place(segments.last()?)?;
    Some(place(first)?.through(&last))
}

/// The part of what was written that a range of the rendered text falls on: exact where the words are the
/// same, all of it where they are not.
fn part(segment: &Segment, written: &Range<usize>, range: &Range<usize>) -> Range<usize> {
    if written.len() != segment.rendered.len() {
        return written.clone();
    }
    let clamp = |at: usize| at.clamp(segment.rendered.start, segment.rendered.end);
    let at = |at: usize| written.start + clamp(at) - segment.rendered.start;
    at(range.start)..at(range.end)
}
