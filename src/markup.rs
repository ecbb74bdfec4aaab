//! Text in CommonMark → blocks of the tree. The only home of the parser.
//!
//! Headings are written `#` to `####` or, in text pasted from Word, with their ordinals typed
//! ([`ordinal`]). What has no place in an official document (pictures, links, quotations, code, rules
//! across the page) is refused with its place, never left out.

mod inline;
mod paragraph;
mod table;

use std::ops::Range;
use std::sync::Arc;

use comrak::nodes::{ListType, Node, NodeValue, Sourcepos};
use comrak::{Arena, Options};
use serde::{Deserialize, Serialize};

use crate::diag::{Diagnostic, Diagnostics, Result, Severity, codes};
use crate::doc::ordinal;
use crate::doc::{Block, Heading, Inline, Item, Level, Ordinal, Paragraph};
use crate::markup::inline::Line;
use crate::source::{Place, Source};

/// The info string of a fenced block that stands for something placed.
const PLACEMENT: &str = "放置";
/// Bold inside bold, lists inside lists: no document has more, and to follow them without end would need
/// memory without end.
const DEEPEST: usize = 16;
/// What marks an item of a bullet list; full width, as every mark in the text.
const BULLET: &str = "·";

/// A roster or a table that a text asks for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Placement {
    /// 名单 by name, as a list or as a table.
    Roster {
        /// Its name in the campaign.
        name: String,
        /// Whether it is printed as a table.
        as_table: bool,
    },
    /// 表 by name.
    Table {
        /// Its name in the campaign.
        name: String,
    },
}

impl Placement {
    /// What a template function writes into the text. No value can forge it: backticks in values are
    /// escaped.
    pub fn to_markup(&self) -> String {
        let json = serde_json::to_string(self).unwrap_or_default();
        format!("\n\n```{PLACEMENT}\n{json}\n```\n\n")
    }
}

/// Reads a text; `placed` gives the blocks for a placement. `found` gets everything that has no place in an
/// official document, and whatever `placed` refuses: the blocks are then all that is known of the text, for
/// looking at and not for printing.
pub fn parse(
    source: &Arc<Source>,
    placed: &dyn Fn(&Placement) -> Result<Vec<Block>>,
    found: &mut Diagnostics,
) -> Vec<Block> {
    let mut reader = Reader { source, placed, typed: false, blocks: Vec::new(), found };
    reader.read();
    reader.definitions();
    paragraph::pointed_headings(reader.blocks)
}

/// Reads a text that somebody typed or pasted, Markdown or not, and that no program numbers: each line is a paragraph,
/// but where lines are broken at an edge; ordinals are those that were typed, before `#` headings too. What has no
/// place in an official document is told as something to know, and its words are kept as far as there are any.
pub fn typed(source: &Arc<Source>, is_markdown: bool, found: &mut Diagnostics) -> Vec<Block> {
    if !is_markdown {
        return paragraph::pointed_headings(paragraph::unmarked(source));
    }
    let none = |_: &Placement| Ok(Vec::new());
    let mut refused = Diagnostics::new();
    let mut reader =
        Reader { source, placed: &none, typed: true, blocks: Vec::new(), found: &mut refused };
    reader.read();
    let blocks = reader.blocks;
    found.extend(refused.into_iter().map(|said| Diagnostic { severity: Severity::Note, ..said }));
    paragraph::pointed_headings(blocks)
}

/// Whether a paragraph that [`parse`] gave at this place is one because the line right before it ends a
/// sentence: text that was pasted, and where the parser had to decide.
pub fn is_split(place: &Place) -> bool {
    match place {
        Place::Text(source, range) => paragraph::is_split(source, range.start),
        Place::Program | Place::Cell(..) | Place::File(_) => false,
    }
}

struct Reader<'a> {
    source: &'a Arc<Source>,
    placed: &'a dyn Fn(&Placement) -> Result<Vec<Block>>,
    /// Whether somebody typed all of it, ordinals too, and each line is a paragraph ([`typed`]).
    typed: bool,
    blocks: Vec<Block>,
    found: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn read(&mut self) {
        let arena = Arena::new();
        let mut options = Options::default();
        options.extension.table = true;
        options.extension.cjk_friendly_emphasis = true;
        let root = comrak::parse_document(&arena, self.source.text(), &options);
        for node in root.children() {
            self.block(node, 0);
        }
    }

    fn range(&self, position: Sourcepos) -> Range<usize> {
        let start = self.source.line(position.start.line);
        let end = self.source.line(position.end.line);
        let from = (start.start + position.start.column.saturating_sub(1)).min(start.end);
        let to = (end.start + position.end.column).min(end.end);
        // the parser's columns may fall inside a character
        let text = self.source.text();
        text.floor_char_boundary(from)..text.ceil_char_boundary(to.max(from))
    }

    fn place(&self, node: Node<'_>) -> Place {
        Place::text(self.source, self.range(node.data().sourcepos))
    }

    /// Refuses lines that define where links lead, as `[1]: ……` does: the parser takes them out of the text.
    fn definitions(&mut self) {
        let text = self.source.text();
        for (end, _) in text.match_indices("]:") {
            let Some(start) = text[..end].rfind('[') else { continue };
            let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
            let begins = |c: char| c.is_whitespace() || c.is_ascii_digit() || "-*+>.)".contains(c);
            if text[line..start].chars().all(begins) {
                let place = Place::text(self.source, start..end + 2);
                let what = "这样开头的一行是链接的定义，印不出来";
                let wrong = Diagnostic::error(codes::UNSUPPORTED_MARKUP, place, what);
                self.found.push(wrong.hint("冒号用全角的，或者在“[”前面加“\\”"));
            }
        }
    }

    fn refuse(&mut self, node: Node<'_>, what: &str, hint: &str) {
        self.found.push(
            Diagnostic::error(
                codes::UNSUPPORTED_MARKUP,
                self.place(node),
                format!("公文正文里不能有{what}"),
            )
            .hint(hint),
        );
    }

    fn too_deep(&mut self, node: Node<'_>) {
        let wrong = Diagnostic::error(
            codes::NESTING_TOO_DEEP,
            self.place(node),
            format!("这里一层套一层，超过{DEEPEST}层"),
        );
        self.found.push(wrong.hint("删去多余的星号或缩进"));
    }

    fn block(&mut self, node: Node<'_>, depth: usize) {
        if depth > DEEPEST {
            self.too_deep(node);
            return;
        }
        // the value is cloned out because reading children borrows the node again
        let value = node.data().value.clone();
        match value {
            NodeValue::Paragraph => {
                let lines = self.lines(node);
                let blocks = if self.typed { paragraph::apart } else { paragraph::blocks };
                self.blocks.extend(blocks(self.source, lines));
            }
            NodeValue::Heading(heading) if self.typed => self.typed_heading(node, heading.level),
            NodeValue::Heading(heading) => self.heading(node, heading.level),
            NodeValue::List(list) => {
                for (index, item) in node.children().enumerate() {
                    let marker = match list.list_type {
                        ListType::Ordered => ordered_marker(depth, list.start + index),
                        ListType::Bullet => BULLET.to_owned(),
                    };
                    self.item(item, depth, marker);
                }
            }
            NodeValue::CodeBlock(code) if code.info.trim() == PLACEMENT => {
                match serde_json::from_str(&code.literal) {
                    Ok(placement) => {
                        let blocks = (self.placed)(&placement);
                        self.blocks.extend(self.found.take(blocks).into_iter().flatten());
                    }
                    Err(_) => {
                        self.refuse(node, "“放置”块", "用 {{ 名单(\"……\") }} 或 {{ 表(\"……\") }}");
                    }
                }
            }
            // a paragraph pasted with four spaces in front
            NodeValue::CodeBlock(code) if !code.fenced => {
                let lines = self.indented_lines(node);
                for line in lines {
                    self.blocks.extend(paragraph::blocks(self.source, vec![line]));
                }
            }
            NodeValue::CodeBlock(_) => {
                self.refuse(node, "代码块", "删去 ``` 两行");
                if self.typed {
                    let lines = self.indented_lines(node).into_iter();
                    let lines = lines
                        .filter(|line| !self.source.text()[line.start..].starts_with(['`', '~']));
                    let lines: Vec<Line> = lines.collect();
                    self.blocks.extend(paragraph::apart(self.source, lines));
                }
            }
            // 〈甲〉 typed with ASCII marks is text, not a tag
            NodeValue::HtmlBlock(html) => {
                let text = html.literal.trim_end().replace('\n', "");
                let place = self.place(node);
                self.check(&text, &place);
                let text = crate::doc::Text::new(text, place);
                self.blocks.push(Block::Paragraph(Paragraph {
                    text: vec![Inline::Plain(text)],
                    ..Paragraph::default()
                }));
            }
            NodeValue::Table(_) => {
                let table = self.table(node);
                self.blocks.push(Block::Table(table));
            }
            NodeValue::ThematicBreak => {
                self.refuse(node, "分隔线", "删去这一行；要另起一页的内容请作为附件");
            }
            NodeValue::BlockQuote => {
                self.refuse(node, "引用块", "删去行首的“>”");
                for child in node.children() {
                    self.block(child, depth + 1);
                }
            }
            _ => self.refuse(node, "这种格式", "改写成普通段落"),
        }
    }

    fn heading(&mut self, node: Node<'_>, level: u8) {
        let Some(level) = Level::ALL.get(usize::from(level) - 1).copied() else {
            self.found.push(
                Diagnostic::error(
                    codes::HEADING_TOO_DEEP,
                    self.place(node),
                    "标题最多四级（7.3.3）",
                )
                .hint("五级以下的内容写成段落，或用列表"),
            );
            return;
        };
        let lines = self.lines(node);
        let text: Vec<Inline> = lines.into_iter().flat_map(|line| line.inlines).collect();
        if text.is_empty() {
            self.found.push(
                Diagnostic::error(codes::EMPTY_HEADING, self.place(node), "标题没有文字")
                    .hint("在“#”后面空一格写标题，或删去这一行"),
            );
        }
        if let Some((_, typed)) = inline::first_words(&text).and_then(|words| ordinal::typed(words))
        {
            let place = self.place(node).narrow(typed);
            self.found.push(
                Diagnostic::error(
                    codes::HEADING_NUMBERED,
                    place,
                    format!("“#”标题由程序编号，不要再写序号“{typed}”"),
                )
                .hint(format!("删去“{typed}”，或者删去行首的“#”")),
            );
        }
        let (text, run_in) = match level {
            Level::One => (text, Vec::new()),
            Level::Two | Level::Three | Level::Four => inline::split_run_in(text),
        };
        let ordinal = Ordinal::new(level, None);
        self.blocks.push(Block::Heading(Heading { ordinal, text, run_in, tight: false }));
    }

    /// A heading with its ordinal, if one was typed; deeper than there are levels, it is a paragraph.
    fn typed_heading(&mut self, node: Node<'_>, level: u8) {
        let lines = self.lines(node);
        let blocks = paragraph::apart(self.source, lines);
        let level = Level::ALL.get(usize::from(level) - 1).copied();
        let heading = |block: Block| match (block, level) {
            (Block::Paragraph(Paragraph { ordinal: None, text, tight }), Some(level)) => {
                let ordinal = Ordinal::new(level, None);
                Block::Heading(Heading { ordinal, text, run_in: Vec::new(), tight })
            }
            (block, _) => block,
        };
        self.blocks.extend(blocks.into_iter().map(heading));
    }

    fn item(&mut self, item: Node<'_>, depth: usize, marker: String) {
        let mut marker = Some(marker);
        for child in item.children() {
            let first = matches!(child.data().value, NodeValue::Paragraph);
            match marker.take() {
                Some(marker) if first => {
                    let lines = self.lines(child);
                    let text = inline::joined(lines);
                    self.blocks.push(Block::Item(Item { depth, marker, text, tight: false }));
                }
                _ => self.block(child, depth + 1),
            }
        }
    }

    /// The lines of an indented block, as a paragraph's are.
    fn indented_lines(&self, node: Node<'_>) -> Vec<Line> {
        let range = self.range(node.data().sourcepos);
        let mut lines = Vec::new();
        let mut at = range.start;
        for text in self.source.text()[range].split_inclusive('\n') {
            let words = text.trim();
            if !words.is_empty() {
                let start = at + text.find(words).unwrap_or(0);
                let place = Place::text(self.source, start..start + words.len());
                let text = crate::doc::Text::new(words, place);
                lines.push(Line { start, inlines: vec![Inline::Plain(text)] });
            }
            at += text.len();
        }
        lines
    }
}

/// `1.`, inside it `（1）`, inside that `①`.
fn ordered_marker(depth: usize, n: usize) -> String {
    match (depth, n) {
        (0, _) => format!("{n}."),
        (2, 1..=20) => {
            let circled = u32::try_from(n).ok().and_then(|n| char::from_u32(0x245f + n));
            circled.map_or_else(|| format!("（{n}）"), String::from)
        }
        _ => format!("（{n}）"),
    }
}
