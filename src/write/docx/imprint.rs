//! 版记 (7.4): a table that stands on the foot of the type area, whatever the text above it does, and grows
//! upward with what is written into it.

use docx_rs::{
    Paragraph, Run, Table, TableCell, TableCellMargins, TableLayoutType, TablePositionProperty,
    TableRow, WidthType,
};

use super::flow::{line, run};
use super::measure::{LEFT, TYPE_WIDTH, unsigned};
use super::styles::{COPY_TO, IMPRINT_TABLE, OTHER, PRINTER, SEND_TO};
use crate::arrange::Imprint;
use crate::arrange::imprint::{Frame, Names, NamesKind, Row};

/// The rows; the rules of 7.4.1 are the table style's.
pub(super) fn table(imprint: &Imprint) -> Table {
    let rows = imprint.rows.iter().map(|found| {
        let cell = TableCell::new().width(unsigned(TYPE_WIDTH), WidthType::Dxa);
        let cell = row(found).into_iter().fold(cell, TableCell::add_paragraph);
        TableRow::new(vec![cell]).cant_split()
    });
    let table = Table::without_borders(rows.collect());
    let table = match imprint.frame {
        Frame::Ruled => table.style(IMPRINT_TABLE),
        Frame::Bare => table.margins(TableCellMargins::new().margin(0, 0, 0, 0)),
    };
    // seen from the page: LibreOffice lets no table float that is as wide as the margins leave
    let place = TablePositionProperty::new()
        .horizontal_anchor("page")
        .position_x(LEFT)
        .vertical_anchor("margin")
        .position_y_alignment("bottom");
    table
        .position(place)
        .width(unsigned(TYPE_WIDTH), WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .set_grid(vec![unsigned(TYPE_WIDTH)])
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
