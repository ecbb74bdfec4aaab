//! The room of tables: composing makes every table for an upright page; those of a 横排 attachment (8) fill the
//! turned one, wherever they came from: a sheet, a 名单, the running text.

use crate::doc::{Block, Continued, Document, Table, table};

/// Lays the tables of turned attachments out for the room that they have there. Tables with cells that may go on on
/// another page are numbered.
pub(super) fn fit(document: &mut Document) {
    let turned = document.body.attachments.iter_mut().filter(|attachment| attachment.landscape);
    for attachment in turned {
        let mut tables: Vec<&mut Table> =
            attachment.blocks.iter_mut().filter_map(of_block).collect();
        // tables with one head and columns of one width, as those of the groups of a 名单, stay alike
        while let Some(first) = tables.first() {
            let (widths, head) = (first.widths.clone(), first.rows[..first.head].to_vec());
            let alike =
                |table: &&mut Table| table.widths == widths && table.rows[..table.head] == head;
            let (mut same, others): (Vec<_>, Vec<_>) = tables.into_iter().partition(alike);
            table::refit(&mut same, table::Room::TURNED);
            tables = others;
        }
    }
    for (number, table) in all_mut(document).enumerate() {
        table::break_heads(table);
        table::keep_together(table);
        let below_head = table.rows.iter().skip(table.head).flatten();
        let breaks = below_head.filter(|cell| cell.rows > 1 && !cell.whole).count() > 0;
        table.continued = breaks.then_some(Continued { table: number, rows: Vec::new() });
    }
}

fn of_block(block: &mut Block) -> Option<&mut Table> {
    match block {
        Block::Table(table) => Some(table),
        Block::Heading(_) | Block::Paragraph(_) | Block::Item(_) | Block::Roster(_) => None,
    }
}

/// All tables of a document in the order of printing, to change them.
pub fn all_mut(document: &mut Document) -> impl Iterator<Item = &mut Table> {
    document.texts_mut().flatten().filter_map(of_block)
}

/// All tables of a document in the order of printing.
pub fn all(document: &Document) -> impl Iterator<Item = &Table> {
    document.texts().flatten().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        Block::Heading(_) | Block::Paragraph(_) | Block::Item(_) | Block::Roster(_) => None,
    })
}
