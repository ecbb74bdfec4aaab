//! Tables with merged cells and a head that each page repeats.

use docx_rs::{
    HeightRule, Paragraph, Table, TableCell, TableCellMargins, TableLayoutType, TableRow,
    VAlignType, VMergeType, WidthType,
};

use super::flow::line;
use super::measure::{twips, unsigned};
use super::styles::{self, Style, TABLE_CENTRED, TABLE_HEAD, TABLE_TEXT};
use crate::doc::{self, Cell};
use crate::standard::GBT9704;

/// A merged cell that goes on below the row where it begins.
#[derive(Clone, Copy)]
struct Open {
    column: usize,
    columns: usize,
    /// How many more rows it covers.
    rows: usize,
}

/// The table, or nothing where it has no columns or no rows.
pub(super) fn table(table: &doc::Table, room: i32) -> Option<Table> {
    let widths = columns(&table.widths, room);
    if widths.is_empty() || table.rows.is_empty() {
        return None;
    }
    let mut open = Vec::new();
    let mut rows = Vec::new();
    let totals = table.rows.len().saturating_sub(table.footing);
    for (at, cells) in table.rows.iter().enumerate() {
        let look = Look {
            head: at < table.head,
            with_next: (at < table.repeated || at + 1 >= totals) && at + 1 < table.rows.len(),
            blank: table.is_blank(at),
        };
        rows.push(row(cells, look, &widths, &mut open));
    }
    let grid = widths.iter().copied().map(unsigned).collect();
    let made = Table::without_borders(rows).style(styles::TABLE);
    let styled = table.padding == GBT9704.table_padding;
    let made = if styled { made } else { made.margins(margins(table.padding)) };
    Some(
        made.width(unsigned(widths.iter().sum()), WidthType::Dxa)
            .layout(TableLayoutType::Fixed)
            .set_grid(grid),
    )
}

/// Widths in twips that fill the room.
fn columns(widths: &[f64], room: i32) -> Vec<i32> {
    let widths: Vec<f64> =
        widths.iter().map(|width| if width.is_finite() { width.max(0.1) } else { 0.1 }).collect();
    let total: f64 = widths.iter().sum();
    let mut right = 0.0;
    let mut before = 0;
    let mut column = |width: f64| {
        right += width;
        #[expect(clippy::cast_possible_truncation, reason = "between 0 and the type area's width")]
        let at = (right / total * f64::from(room)).round() as i32;
        let width = at - before;
        before = at;
        width
    };
    widths.into_iter().map(&mut column).collect()
}

/// How a row is set.
#[derive(Clone, Copy)]
struct Look {
    /// In the face of the head.
    head: bool,
    /// On the page of the next row, as a head is, and totals with the row above them.
    with_next: bool,
    /// High enough to be filled in by hand.
    blank: bool,
}

/// A row: its own cells, the ones from above that go on, and empty ones where the tree has none.
fn row(cells: &[Cell], look: Look, widths: &[i32], open: &mut Vec<Open>) -> TableRow {
    let mut row = Vec::new();
    let mut below = Vec::new();
    let mut column = 0;
    while column < widths.len() {
        let rest = widths.len() - column;
        if let Some(merged) = open.iter().find(|merged| merged.column == column) {
            row.push(
                cell(
                    &[],
                    style(look.head, false),
                    look.with_next,
                    &widths[column..column + merged.columns],
                )
                .vertical_merge(VMergeType::Continue),
            );
            below.push(Open { rows: merged.rows - 1, ..*merged });
            column += merged.columns;
            continue;
        }
        let Some(found) = cells.iter().find(|cell| cell.column == column) else {
            row.push(cell(&[], style(look.head, false), look.with_next, &widths[column..=column]));
            column += 1;
            continue;
        };
        // up to the edge or the next cell from above
        let next = open.iter().map(|merged| merged.column).filter(|at| *at > column).min();
        let span = found.columns.clamp(1, next.map_or(rest, |next| next - column));
        let widths = &widths[column..column + span];
        let made = cell(&found.lines, style(look.head, found.centred), look.with_next, widths);
        row.push(if found.rows > 1 { made.vertical_merge(VMergeType::Restart) } else { made });
        if found.rows > 1 {
            below.push(Open { column, columns: span, rows: found.rows - 1 });
        }
        column += span;
    }
    below.retain(|merged| merged.rows > 0);
    *open = below;
    let row = TableRow::new(row);
    let row = if look.blank {
        row.row_height(blank_height()).height_rule(HeightRule::AtLeast)
    } else {
        row
    };
    if cells.iter().any(|cell| cell.whole) { row.cant_split() } else { row }
}

/// What stands around a cell's text, so many mm beside it.
fn margins(padding: f64) -> TableCellMargins {
    let (air, beside) = (unsigned(twips(GBT9704.table_air)), unsigned(twips(padding)));
    TableCellMargins::new().margin(air, beside, air, beside)
}

/// Height of a row that is filled in by hand, in twips.
#[expect(clippy::cast_possible_truncation, reason = "some hundred twips")]
fn blank_height() -> f32 {
    f64::from(twips(GBT9704.table_blank)) as f32
}

fn style(head: bool, centred: bool) -> &'static Style {
    match (head, centred) {
        (true, _) => &TABLE_HEAD,
        (false, true) => &TABLE_CENTRED,
        (false, false) => &TABLE_TEXT,
    }
}

fn keep(line: Paragraph, with_next: bool) -> Paragraph {
    if with_next { line.keep_next(true) } else { line }
}

fn cell(lines: &[doc::Text], style: &Style, with_next: bool, widths: &[i32]) -> TableCell {
    let cell = TableCell::new()
        .width(unsigned(widths.iter().sum()), WidthType::Dxa)
        .vertical_align(VAlignType::Center);
    let cell = if widths.len() > 1 { cell.grid_span(widths.len()) } else { cell };
    if lines.is_empty() {
        return cell.add_paragraph(keep(Paragraph::new().style(style.id), with_next));
    }
    lines.iter().fold(cell, |cell, text| cell.add_paragraph(keep(line(style, text), with_next)))
}

#[cfg(test)]
mod tests {
    use docx_rs::BuildXML;

    use super::super::measure::TYPE_WIDTH;
    use super::super::xml::{Element, parse};
    use super::*;
    use crate::doc::Text;

    fn cell(column: usize, columns: usize, rows: usize, text: &str) -> Cell {
        Cell {
            column,
            columns,
            rows,
            lines: vec![Text::program(text)],
            centred: false,
            whole: true,
        }
    }

    /// Each cell as its span and, where merged downwards, `v` or `^`.
    fn shape(found: &doc::Table) -> Vec<String> {
        let root = parse(&table(found, TYPE_WIDTH).unwrap().build()).unwrap();
        let one = |cell: &Element| {
            let span = cell
                .find("w:gridSpan")
                .and_then(|span| span.attribute("w:val"))
                .unwrap_or("1")
                .to_owned();
            match cell.find("w:vMerge").map(|merge| merge.attribute("w:val")) {
                Some(Some("restart")) => span + "v",
                Some(_) => span + "^",
                None => span,
            }
        };
        let rows = root.elements().filter(|row| row.name == "w:tr");
        rows.map(|row| {
            row.elements().filter(|c| c.name == "w:tc").map(one).collect::<Vec<_>>().join(" ")
        })
        .collect()
    }

    #[test]
    fn merged_cells_go_on_in_the_rows_below() {
        let rows = vec![
            vec![cell(0, 1, 2, "甲"), cell(1, 2, 1, "乙")],
            vec![cell(1, 1, 1, "丙"), cell(2, 1, 1, "丁")],
            vec![cell(0, 1, 1, "戊"), cell(1, 2, 1, "己")],
        ];
        let found = doc::Table {
            widths: vec![52.0; 3],
            padding: GBT9704.table_padding,
            wanted: vec![],
            head: 1,
            repeated: 1,
            footing: 0,
            continued: None,
            rows,
        };
        assert_eq!(shape(&found), ["1v 2", "1^ 1 1", "1 2"]);
    }

    #[test]
    fn rows_are_whole_whatever_the_cells_say() {
        let rows =
            vec![vec![cell(1, 9, 9, "甲")], vec![cell(0, 3, 1, "乙"), cell(7, 1, 1, "丙")], vec![]];
        let found = doc::Table {
            widths: vec![52.0, f64::NAN, -1.0],
            padding: GBT9704.table_padding,
            wanted: vec![],
            head: 9,
            repeated: 9,
            footing: 0,
            continued: None,
            rows,
        };
        assert_eq!(shape(&found), ["1 2v", "1 2^", "1 2^"]);
        assert!(
            table(
                &doc::Table {
                    widths: vec![],
                    padding: GBT9704.table_padding,
                    wanted: vec![],
                    head: 0,
                    repeated: 0,
                    footing: 0,
                    continued: None,
                    rows: vec![vec![]]
                },
                TYPE_WIDTH
            )
            .is_none()
        );
    }

    #[test]
    fn columns_fill_the_type_area() {
        for widths in [vec![156.0], vec![52.0; 3], vec![9.9, 22.3, 123.8], vec![1.0; 40]] {
            assert_eq!(columns(&widths, TYPE_WIDTH).iter().sum::<i32>(), TYPE_WIDTH);
        }
    }
}
