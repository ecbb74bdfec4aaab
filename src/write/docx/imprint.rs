//! 版记 (7.4): a text box at the foot of the type area, whatever the text above it does.

use std::io;

use docx_rs::{BuildXML, Paragraph, Run, Table, TableCell, TableLayoutType, TableRow, WidthType};

use super::drawing::Drawing;
use super::finish::mended;
use super::flow::{line, run, spacer};
use super::measure::{EM_4, TYPE_HEIGHT, TYPE_WIDTH, lines, unsigned};
use super::styles::{COPY_TO, IMPRINT_TABLE, OTHER, PRINTER, SEND_TO, SPACER};
use super::text_box;
use crate::arrange::Imprint;
use crate::arrange::imprint::{Frame, Names, NamesKind, Row};

/// The text box.
pub(super) fn text_box(imprint: &Imprint) -> io::Result<Drawing> {
    let rows: Vec<_> = imprint.rows.iter().map(row).collect();
    let content = match imprint.frame {
        Frame::Ruled => vec![table(rows).build(), spacer().build()],
        Frame::Bare => rows.into_iter().flatten().map(|line| line.build()).collect(),
    };
    let content = content.iter().map(|part| mended(part)).collect::<io::Result<_>>()?;
    Ok(text_box::imprint(height(imprint), content))
}

/// The paragraphs of a row.
fn row(row: &Row) -> Vec<Paragraph> {
    match row {
        Row::Names { lists } => lists.iter().map(names).collect(),
        Row::Other { text } => vec![line(&OTHER, text)],
        Row::Printing { printer, printed } => {
            vec![line(&PRINTER, printer).add_run(Run::new().add_tab()).add_run(run(printed))]
        }
    }
}

/// 主送机关 or 抄送机关 (7.4.2).
fn names(list: &Names) -> Paragraph {
    let style = match list.kind {
        NamesKind::SendTo => &SEND_TO,
        NamesKind::CopyTo => &COPY_TO,
    };
    line(style, &format!("{}{}", list.lead, &*list.names))
}

/// The rows; the rules of 7.4.1 are the table style's.
fn table(rows: Vec<Vec<Paragraph>>) -> Table {
    let row = |paragraphs: Vec<Paragraph>| {
        let cell = TableCell::new().width(unsigned(TYPE_WIDTH), WidthType::Dxa);
        let cell = paragraphs.into_iter().fold(cell, TableCell::add_paragraph);
        TableRow::new(vec![cell]).cant_split()
    };
    Table::without_borders(rows.into_iter().map(row).collect())
        .style(IMPRINT_TABLE)
        .width(unsigned(TYPE_WIDTH), WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .set_grid(vec![unsigned(TYPE_WIDTH)])
}

/// How many lines of 版记 fit in the type area; what is higher is refused before.
const MOST_LINES: i64 = TYPE_HEIGHT as i64 / PRINTER.line as i64;

/// How high the box is, in twips. It does not fit itself to its content, for then `LibreOffice` misplaces it;
/// the content stands on its bottom, so that a line too many does no harm.
fn height(imprint: &Imprint) -> i64 {
    let room = f64::from(TYPE_WIDTH) / f64::from(EM_4);
    let lines_of = |row: &Row| match row {
        Row::Names { lists } => lists.iter().map(|list| lines(&list.names, room - 5.0)).sum(),
        Row::Other { text } => lines(text, room - 2.0),
        Row::Printing { printer, printed } => {
            lines(&format!("{}{}", &**printer, &**printed), room - 2.0)
        }
    };
    let all: usize = imprint.rows.iter().map(lines_of).sum();
    let count = |lines: usize| i64::try_from(lines).unwrap_or(i64::MAX).min(MOST_LINES);
    let more = match imprint.frame {
        // rules of 1 pt and less, and the paragraph that Word wants below a table
        Frame::Ruled => (count(imprint.rows.len()) + 1) * 20 + i64::from(SPACER.line),
        Frame::Bare => 0,
    };
    count(all) * i64::from(PRINTER.line) + more
}
