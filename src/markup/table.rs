//! Pipe tables.

use comrak::nodes::Node;

use crate::diag::{Diagnostic, codes};
use crate::doc::{Inline, Table, Text, table};
use crate::markup::{Reader, inline};

impl Reader<'_> {
    pub(super) fn table(&mut self, node: Node<'_>) -> Table {
        let columns = node.children().next().map_or(0, |head| head.children().count());
        node.children().for_each(|row| self.no_cell_is_left_out(row, columns));
        let rows: Vec<Vec<Vec<Text>>> = node
            .children()
            .map(|row| row.children().map(|cell| self.cell(cell)).collect())
            .collect();
        table::laid_out(rows, &[], Some(1), &[])
    }

    /// The parser leaves out the cells that a row has more than the head.
    fn no_cell_is_left_out(&mut self, row: Node<'_>, columns: usize) {
        let place = self.place(row);
        // a full-width space in front is a cell to the parser
        let words = place.words().unwrap_or_default().trim_ascii();
        let words = words.strip_prefix('|').unwrap_or(words);
        let mut escaped = false;
        let bars = words.chars().filter(|c| {
            let is_bar = *c == '|' && !escaped;
            escaped = *c == '\\' && !escaped;
            is_bar
        });
        let ends = words.ends_with('|') && !words.ends_with("\\|");
        let cells = bars.count() + usize::from(!ends);
        if cells > columns {
            let message = format!("这一行有{cells}格，表头只有{columns}格，多出来的印不出来");
            let wrong = Diagnostic::error(codes::UNSUPPORTED_MARKUP, place, message);
            self.found.push(wrong.hint("补上表头的格子；格子里的竖线写成 \\|"));
        }
    }

    fn cell(&mut self, node: Node<'_>) -> Vec<Text> {
        let inlines = inline::joined(self.lines(node));
        let mut lines: Vec<(String, _)> = vec![(String::new(), inline::place_of(&inlines))];
        for inline in inlines {
            match inline {
                Inline::Plain(text) | Inline::Strong(text) => {
                    if let Some((line, _)) = lines.last_mut() {
                        line.push_str(&text);
                    }
                }
                Inline::Break => {
                    let place = lines[0].1.clone();
                    lines.push((String::new(), place));
                }
            }
        }
        lines.into_iter().map(|(line, place)| Text::new(line, place)).collect()
    }
}
