//! Draws a message with its source line and a caret in the right column under Chinese text.

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

use crate::diag::{Diagnostic, Severity};
use crate::source::Place;

pub(super) fn draw(diagnostic: &Diagnostic, color: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR.with_name("错误"),
        Severity::Warning => Level::WARNING.with_name("提醒"),
    };
    let title = level.primary_title(&diagnostic.message);
    let group = match &diagnostic.place {
        Place::Text(source, range) => {
            let mut caret = AnnotationKind::Primary.span(one_line(source.text(), range.clone()));
            if let Some(label) = &diagnostic.label {
                caret = caret.label(label);
            }
            title.element(
                Snippet::source(source.text()).path(source.name()).line_start(1).annotation(caret),
            )
        }
        Place::Program => annotate_snippets::Group::with_title(title),
        place => title.element(Origin::path(place.to_string())),
    };
    let group = match &diagnostic.hint {
        Some(hint) => group.element(Level::HELP.with_name("改法").message(hint)),
        None => group,
    };
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&[group])
}

/// The part of the range on its first line: a caret under a whole chapter helps nobody.
fn one_line(text: &str, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let len = text[range.clone()].find('\n').unwrap_or(range.len());
    range.start..range.start + len
}
