//! 版记 (7.4): a text box at the foot of the type area, whatever the text above it does.

use std::io;

use docx_rs::{BuildXML, Paragraph, Run, Table, TableCell, TableLayoutType, TableRow, WidthType};

use super::drawing::Drawing;
use super::finish::mended;
use super::flow::{line, run, spacer};
use super::measure::{EM_4, TYPE_WIDTH, lines, unsigned};
use super::styles::{COPY_TO, IMPRINT_TABLE, OTHER, PRINTER, SEND_TO, SPACER};
use super::text_box;
use crate::doc::{Format, Imprint, Printing};
use crate::standard::{COPY_TO_LEAD, SEND_TO_LEAD};

/// Whether anything of it is printed: a letter has no 印发机关 (10.1).
pub(super) fn is_printed(imprint: &Imprint, format: Format) -> bool {
    let named = imprint.send_to.is_some() || imprint.copy_to.is_some();
    named || !imprint.others.is_empty() || printing(imprint, format).is_some()
}

fn printing(imprint: &Imprint, format: Format) -> Option<&Printing> {
    match format {
        Format::Document | Format::Order | Format::Minutes => imprint.printing.as_ref(),
        Format::Letter => None,
    }
}

/// The text box.
pub(super) fn text_box(imprint: &Imprint, format: Format) -> io::Result<Drawing> {
    let rows = rows(imprint, format);
    let height = height(imprint, format, rows.len());
    let content = match format {
        Format::Document | Format::Order | Format::Minutes => {
            vec![table(rows).build(), spacer().build()]
        }
        // neither rules nor 印发机关 (10.1)
        Format::Letter => rows.into_iter().flatten().map(|line| line.build()).collect(),
    };
    let content = content.iter().map(|part| mended(part)).collect::<io::Result<_>>()?;
    Ok(text_box::imprint(height, content))
}

/// What thin rules part (7.4.1): 主送机关 and 抄送机关 together, each other element, 印发机关.
fn rows(imprint: &Imprint, format: Format) -> Vec<Vec<Paragraph>> {
    let printing = printing(imprint, format).map(|printing| {
        line(&PRINTER, &printing.printer)
            .add_run(Run::new().add_tab())
            .add_run(run(&printing.printed))
    });
    let others = imprint.others.iter().map(|other| vec![line(&OTHER, other)]);
    let mut rows = vec![names(imprint)];
    rows.extend(others);
    rows.push(printing.into_iter().collect());
    rows.retain(|row| !row.is_empty());
    rows
}

/// 主送机关 and 抄送机关 (7.4.2), a paragraph each.
fn names(imprint: &Imprint) -> Vec<Paragraph> {
    let leads =
        [(&SEND_TO, SEND_TO_LEAD, &imprint.send_to), (&COPY_TO, COPY_TO_LEAD, &imprint.copy_to)];
    let named = leads.into_iter().filter_map(|(style, lead, names)| {
        Some(line(style, &format!("{lead}{}", &**names.as_ref()?)))
    });
    named.collect()
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

/// How high the box of so many rows is, in twips. It does not fit itself to its content, for then `LibreOffice` misplaces it;
/// the content stands on its bottom, so that a line too many does no harm.
fn height(imprint: &Imprint, format: Format, rows: usize) -> i64 {
    let room = f64::from(TYPE_WIDTH) / f64::from(EM_4);
    let named = [&imprint.send_to, &imprint.copy_to].into_iter().flatten();
    let named: usize = named.map(|names| lines(names, room - 5.0)).sum();
    let printing = printing(imprint, format).map_or(0, |printing| {
        lines(&format!("{}{}", &*printing.printer, &*printing.printed), room - 2.0)
    });
    let others: usize = imprint.others.iter().map(|other| lines(other, room - 2.0)).sum();
    let count = |lines: usize| i64::try_from(lines).unwrap_or(i64::MAX).min(22);
    let more = match format {
        // rules of 1 pt and less, and the paragraph that Word wants below a table
        Format::Document | Format::Order | Format::Minutes => {
            (count(rows) + 1) * 20 + i64::from(SPACER.line)
        }
        Format::Letter => 0,
    };
    count(named + others + printing) * i64::from(PRINTER.line) + more
}
