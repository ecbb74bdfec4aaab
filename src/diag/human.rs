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
            // the rest of the text is not needed, and may be long
            let number = source.position(range.start).0;
            let line = source.line(number);
            let (start, end) = (range.start - line.start, range.end.min(line.end) - line.start);
            let mut caret = AnnotationKind::Primary.span(start..end.max(start));
            if let Some(label) = &diagnostic.label {
                caret = caret.label(label);
            }
            let text = &source.text()[line];
            title.element(
                Snippet::source(text).path(source.name()).line_start(number).annotation(caret),
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
