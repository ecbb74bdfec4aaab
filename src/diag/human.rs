//! Draws a message with its source line and a caret in the right column under Chinese text.

use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::diag::{Diagnostic, Severity, cleaned, codes, one_line};
use crate::source::{Place, Source};

/// What a person reads as a list, one a line: what has still to be written.
pub(super) const LISTED: &[&str] = &[codes::BLANK.name];

/// Of a line with more bytes what is marked is shown with what stands beside it, and the rest cut off.
const LONG_LINE: usize = 1500;
/// So many characters of such a line are marked at most.
const MARKED: usize = 40;

pub(super) fn draw(diagnostic: &Diagnostic, color: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::INFO,
    };
    let level = level.with_name(diagnostic.severity.name());
    let title = level.primary_title(one_line(&diagnostic.message)).id(diagnostic.code);
    let label = diagnostic.label.as_deref();
    let group = shown(Group::with_title(title), &diagnostic.place, AnnotationKind::Primary, label);
    let group = match &diagnostic.hint {
        Some(hint) => {
            // a tab as wide as in the source line above
            let hint = cleaned(hint).replace('\t', "    ");
            group.element(Level::HELP.with_name("改法").message(hint))
        }
        None => group,
    };
    let related = diagnostic.related.iter().map(|related| {
        let title = Level::NOTE.with_name("参看").secondary_title(one_line(&related.words));
        shown(Group::with_title(title), &related.place, AnnotationKind::Context, None)
    });
    let groups: Vec<Group<'_>> = std::iter::once(group).chain(related).collect();
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&groups)
}

/// A group that shows a place: its line with a caret, or its name.
fn shown<'a>(
    group: Group<'a>,
    place: &'a Place,
    kind: AnnotationKind,
    label: Option<&'a str>,
) -> Group<'a> {
    match place {
        Place::Text(source, range) => {
            let (number, text, range) = on_terminal(source, range);
            let caret: Annotation<'a> = kind.span(range).label(label.map(one_line));
            let path = one_line(source.name());
            group.element(Snippet::source(text).path(path).line_start(number).annotation(caret))
        }
        Place::Program => group,
        place => group.element(Origin::path(one_line(&place.to_string()).into_owned())),
    }
}

/// The line with which a range begins, by its number, as a terminal may show it, and the range on it: the rest
/// of the text may be long, and a caret under a whole chapter helps nobody.
fn on_terminal<'a>(
    source: &'a Source,
    range: &Range<usize>,
) -> (usize, Cow<'a, str>, Range<usize>) {
    let number = source.position(range.start).0;
    let line = source.line(number);
    let text = &source.text()[line.clone()];
    let start = range.start - line.start;
    let mut end = range.end.min(line.end).saturating_sub(line.start).max(start);
    if text.len() > LONG_LINE {
        let most = text[start..end].char_indices().nth(MARKED);
        end = most.map_or(end, |(at, _)| start + at);
    }
    let range = start..end;
    match cleaned(text) {
        Cow::Borrowed(text) => (number, Cow::Borrowed(text), range),
        Cow::Owned(shown) => {
            // signs are longer than what they stand for
            let start = cleaned(&text[..range.start]).len();
            let end = start + cleaned(&text[range]).len();
            (number, Cow::Owned(shown), start..end)
        }
    }
}
