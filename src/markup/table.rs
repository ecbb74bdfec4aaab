//! Pipe tables.

use comrak::nodes::Node;

use crate::doc::{Inline, Table, Text, table};
use crate::markup::{Reader, inline};

impl Reader<'_> {
    pub(super) fn table(&mut self, node: Node<'_>) -> Table {
        let rows: Vec<Vec<Vec<Text>>> = node
            .children()
            .map(|row| row.children().map(|cell| self.cell(cell)).collect())
            .collect();
        table::laid_out(rows, &[], Some(1))
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
