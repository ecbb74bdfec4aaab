//! A document that is only a table.

use chrono::NaiveDate;

use crate::doc::{Attachment, Block, Body, Document, Meta, PageFormat, Text, Title, table};

/// A table on turned pages, without 版头 and 版记. The first row is its head.
pub fn table(title: &str, rows: Vec<Vec<String>>, dated: NaiveDate) -> Document {
    let row = |row: Vec<String>| row.into_iter().map(|cell| vec![Text::program(cell)]).collect();
    let rows = rows.into_iter().map(row).collect();
    let table = table::laid_out(rows, &[], Some(1), &[]);
    let list = Attachment {
        label: Text::default(),
        title: Title { lines: vec![Text::program(title)], note: None },
        addressees: None,
        blocks: vec![Block::Table(table)],
        landscape: true,
        apart: true,
    };
    Document {
        format: PageFormat::Document,
        head: None,
        body: Body { attachments: vec![list], ..Body::default() },
        imprint: None,
        preprinted: false,
        tighten: false,
        draft: false,
        meta: Meta { title: title.to_owned(), author: String::new(), date: dated },
    }
}
