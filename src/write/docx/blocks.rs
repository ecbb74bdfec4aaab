//! 正文: headings, paragraphs, lists and 名单.

use docx_rs::{Paragraph, Run, SpecialIndentType, Tab, TabValueType};

use super::flow::{Flow, closer, inlines, name, run};
use super::measure::{EM, Grid, TYPE_WIDTH, unsigned};
use super::styles::{self, BODY, ITEM, ROSTER};
use super::table;
use crate::doc::{Block, Heading, Item, RosterEntry, RosterList};

/// Adds all blocks.
pub(super) fn blocks(blocks: &[Block], flow: &mut Flow) {
    for block in blocks {
        match block {
            Block::Heading(found) => {
                flow.paragraph(closer(heading(found), found.tight, flow.grid));
            }
            Block::Paragraph(found) => {
                let line = Paragraph::new().style(BODY.id);
                let line = match &found.ordinal {
                    Some(ordinal) => line.add_run(run(&ordinal.printed)),
                    None => line,
                };
                let line = inlines(line, &found.text, None);
                flow.paragraph(closer(line, found.tight, flow.grid));
            }
            Block::Item(found) => {
                flow.paragraph(closer(item(found, flow.grid), found.tight, flow.grid));
            }
            Block::Roster(found) => {
                let columns = Columns::new(found, flow.grid);
                for found in &found.entries {
                    let entry = columns.entry(found).keep_lines(found.whole);
                    flow.paragraph(if found.with_next { entry.keep_next(true) } else { entry });
                }
            }
            Block::Table(found) => {
                if let Some(table) = table::table(found, flow.room) {
                    flow.table(table);
                }
            }
        }
    }
}

/// 标题层次 (7.3.3). The ordinal is text: numbers survive being copied into other systems.
fn heading(heading: &Heading) -> Paragraph {
    if heading.run_in.is_empty() {
        let line = Paragraph::new()
            .style(styles::heading(heading.ordinal.level).id)
            .add_run(run(&heading.ordinal.printed));
        return inlines(line, &heading.text, None);
    }
    let style = styles::run_in(heading.ordinal.level);
    let line = Paragraph::new().style(BODY.id).add_run(run(&heading.ordinal.printed).style(style));
    inlines(inlines(line, &heading.text, Some(style)), &heading.run_in, None)
}

fn item(item: &Item, grid: Grid) -> Paragraph {
    let line = Paragraph::new().style(ITEM.id).add_run(run(&item.marker));
    let line = inlines(line, &item.text, None);
    match item.depth {
        0 => line,
        // a list in a list begins further right
        depth => {
            let first = ITEM.on(grid).first + grid.ems(depth.min(20));
            line.indent(None, Some(SpecialIndentType::FirstLine(first)), None, None)
        }
    }
}

/// Where the columns of a 名单 begin. They follow its longest label and name, so the tab stops and the
/// indent that wraps the posts cannot be the style's.
struct Columns {
    labels: i32,
    names: i32,
    posts: i32,
    /// What is added to each character.
    tight: i32,
}

impl Columns {
    fn new(roster: &RosterList, grid: Grid) -> Self {
        let labels = ROSTER.on(grid).left;
        // the widest label ends where the names begin, and a tab stop that is reached is passed over:
        // it stands 1 pt further right
        let names = match roster.label_width {
            0 => labels,
            width => labels + grid.ems(width) + 20,
        };
        let posts = names + grid.ems(roster.name_width.saturating_add(1));
        // posts keep a quarter of the line
        let limit = TYPE_WIDTH - 7 * EM;
        Self { labels, names: names.min(limit), posts: posts.min(limit), tight: grid.tight() }
    }

    fn entry(&self, entry: &RosterEntry) -> Paragraph {
        let line = Paragraph::new().style(ROSTER.id);
        let line = match &entry.label {
            Some(label) => line.add_run(run(label)),
            None => line,
        };
        let line = self.next(line, self.names);
        let (line, left) = match &entry.name {
            Some(found) => {
                let runs = name(found, ROSTER.size, self.tight);
                let line = runs.into_iter().fold(line, Paragraph::add_run);
                (self.next(line, self.posts), self.posts)
            }
            None => (line, self.names),
        };
        let hanging = SpecialIndentType::Hanging(left - self.labels);
        line.add_run(run(&entry.post)).indent(Some(left), Some(hanging), None, None)
    }

    /// Goes on in the column that begins there.
    fn next(&self, line: Paragraph, column: i32) -> Paragraph {
        if column == self.labels {
            return line;
        }
        let stop = Tab::new().val(TabValueType::Left).pos(unsigned(column));
        line.add_tab(stop).add_run(Run::new().add_tab())
    }
}
