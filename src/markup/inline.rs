//! Running text: words, bold, line breaks.

use comrak::nodes::{Node, NodeValue};

use crate::characters;
use crate::diag::{Diagnostic, codes};
use crate::doc::{Inline, Text};
use crate::markup::{DEEPEST, Reader, paragraph};
use crate::source::Place;

/// A line of the source and what stands on it.
pub(super) struct Line {
    /// Byte in the source at which it begins.
    pub start: usize,
    pub inlines: Vec<Inline>,
}

impl Reader<'_> {
    /// The content of a paragraph, heading or table cell, line by line as it was typed.
    pub(super) fn lines(&mut self, node: Node<'_>) -> Vec<Line> {
        let start = self.range(node.data().sourcepos).start;
        let mut lines = vec![Line { start, inlines: Vec::new() }];
        self.inlines(node, 0, false, &mut lines);
        lines.retain(|line| !line.inlines.is_empty());
        lines
    }

    fn inlines(&mut self, node: Node<'_>, depth: usize, strong: bool, lines: &mut Vec<Line>) {
        if depth > DEEPEST {
            self.too_deep(node);
            return;
        }
        for child in node.children() {
            let value = child.data().value.clone();
            match value {
                NodeValue::Text(text) => self.words(child, &text, strong, lines),
                NodeValue::HtmlInline(tag) if is_line_break(&tag) => push(lines, Inline::Break),
                // 〈甲〉 typed with ASCII marks is text, not a tag
                NodeValue::HtmlInline(text) => self.words(child, &text, strong, lines),
                // two spaces at the end of a line of people are no break in a paragraph
                NodeValue::LineBreak if !self.is_list(child) => push(lines, Inline::Break),
                NodeValue::LineBreak | NodeValue::SoftBreak => {
                    let start = self.range(child.data().sourcepos).end;
                    let line_break = self.source.text()[start..].find('\n');
                    let start = start + line_break.map_or(0, |at| at + 1);
                    lines.push(Line { start, inlines: Vec::new() });
                }
                NodeValue::Strong => self.inlines(child, depth + 1, true, lines),
                NodeValue::Emph => {
                    self.found.push(
                        Diagnostic::error(
                            codes::UNSUPPORTED_MARKUP,
                            self.place(child),
                            "公文不用斜体",
                        )
                        .hint("要加粗写成 **……**；要印出星号写成 \\*"),
                    );
                    self.inlines(child, depth + 1, strong, lines);
                }
                NodeValue::Code(code) => {
                    self.refuse(child, "反引号“`”", "要印出反引号写成 \\`");
                    if self.typed {
                        self.words(child, &code.literal, strong, lines);
                    }
                }
                NodeValue::Link(_) => {
                    self.refuse(child, "链接", "直接写出网址或文件名称");
                    self.inlines(child, depth + 1, strong, lines);
                }
                NodeValue::Image(_) => self.refuse(child, "图片", "图片请作为单独的文件随文附上"),
                _ => self.refuse(child, "这种格式", "改写成普通文字"),
            }
        }
    }

    /// Refuses characters that no document may hold; the file has none, but a character reference (`&#7;`)
    /// and a value can bring one.
    pub(super) fn check(&mut self, words: &str, place: &Place) {
        let checked = characters::check(words, |range| place.narrow(&words[range]));
        self.found.take(checked);
    }

    /// Whether a line break ends a line of a list of people.
    fn is_list(&self, line_break: Node<'_>) -> bool {
        let line = self.source.line(line_break.data().sourcepos.start.line);
        paragraph::stands_in_list(&self.source.text()[line])
    }

    /// Words; a line break that came in with a value is kept as one.
    fn words(&mut self, node: Node<'_>, text: &str, strong: bool, lines: &mut [Line]) {
        let place = self.place(node);
        for (index, words) in text.split('\n').enumerate() {
            if index > 0 {
                push(lines, Inline::Break);
            }
            if !words.is_empty() {
                self.check(words, &place);
                let text = Text::new(words, place.clone());
                push(lines, if strong { Inline::Strong(text) } else { Inline::Plain(text) });
            }
        }
    }
}

fn push(lines: &mut [Line], inline: Inline) {
    if let Some(line) = lines.last_mut() {
        line.inlines.push(inline);
    }
}

fn is_line_break(tag: &str) -> bool {
    matches!(tag.to_ascii_lowercase().replace(' ', "").as_str(), "<br>" | "<br/>")
}

/// The lines as one: no space between Chinese characters, one between Latin words.
pub(super) fn joined(lines: Vec<Line>) -> Vec<Inline> {
    let mut joined: Vec<Inline> = Vec::new();
    for line in lines {
        let before = joined.last().and_then(Inline::text).and_then(|text| text.chars().next_back());
        let after =
            line.inlines.first().and_then(Inline::text).and_then(|text| text.chars().next());
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if latin(before) && latin(after) {
            joined.push(Inline::Plain(Text::program(" ")));
        }
        joined.extend(line.inlines);
    }
    joined
}

/// The words with which a text begins.
pub(super) fn first_words(inlines: &[Inline]) -> Option<&Text> {
    inlines.first().and_then(Inline::text)
}

/// A text without the first `bytes` bytes of its first words.
pub(super) fn without_first(mut inlines: Vec<Inline>, bytes: usize) -> Vec<Inline> {
    match inlines.first_mut() {
        Some(Inline::Plain(text) | Inline::Strong(text)) => {
            *text = Text::new(text[bytes..].trim_start().to_owned(), text.place().clone());
            if text.is_empty() {
                inlines.remove(0);
            }
            inlines
        }
        Some(Inline::Break) | None => inlines,
    }
}

/// A heading, up to its first 。, and the running text behind it on the same line.
pub(super) fn split_run_in(inlines: Vec<Inline>) -> (Vec<Inline>, Vec<Inline>) {
    let (mut heading, mut run_in) = (Vec::new(), Vec::new());
    let mut inlines = inlines.into_iter();
    for inline in inlines.by_ref() {
        let point = inline.text().and_then(|text| text.find('。'));
        let Some(point) = point else {
            heading.push(inline);
            continue;
        };
        let end = point + '。'.len_utf8();
        let cut = |text: &Text, wrap: fn(Text) -> Inline| {
            let part = |part: &str| {
                (!part.is_empty()).then(|| wrap(Text::new(part, text.place().clone())))
            };
            (part(&text[..end]), part(text[end..].trim_start()))
        };
        let (head, rest) = match &inline {
            Inline::Plain(text) => cut(text, Inline::Plain),
            Inline::Strong(text) => cut(text, Inline::Strong),
            Inline::Break => (None, None),
        };
        heading.extend(head);
        run_in.extend(rest);
        break;
    }
    run_in.extend(inlines);
    if run_in.is_empty() {
        strip_point(&mut heading);
    }
    (heading, run_in)
}

/// A heading that stands alone has no final 。 (GB/T 15834 B.4).
fn strip_point(heading: &mut [Inline]) {
    if let Some(Inline::Plain(text) | Inline::Strong(text)) = heading.last_mut()
        && let Some(bare) = text.strip_suffix('。')
    {
        *text = Text::new(bare.to_owned(), text.place().clone());
    }
}

/// The place of the first words, for messages about a whole line.
pub(super) fn place_of(inlines: &[Inline]) -> Place {
    first_words(inlines).map_or(Place::Program, |text| text.place().clone())
}
