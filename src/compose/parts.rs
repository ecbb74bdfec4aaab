//! The parts of a document from strings, texts and sheets.

use std::sync::Arc;

use crate::diag::{Diagnostic, Result};
use crate::doc::table;
use crate::doc::{Block, Table, Text};
use crate::markup::{self, Placement};
use crate::project::Project;
use crate::render::{Context, Renderer};
use crate::sheet::Grid;
use crate::source::{Place, Source, Spanned};

/// What it takes to evaluate strings and texts.
pub(super) struct Parts<'a> {
    pub renderer: &'a Renderer,
    pub context: &'a Context,
}

impl Parts<'_> {
    /// A string of the campaign, evaluated, that must not be empty.
    pub(super) fn line(&self, string: &Spanned<String>) -> Result<Spanned<String>> {
        let text = self.renderer.string(string, self.context)?;
        // full-width spaces are meant: 王　强
        let text = text.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        let text = text.trim().to_owned();
        if text.is_empty() {
            return Err(Diagnostic::error(string.place.clone(), "这里是空的")
                .hint("补上内容")
                .into());
        }
        Ok(Spanned::new(text, string.place.clone()))
    }

    pub(super) fn text(&self, string: &Spanned<String>) -> Result<Text> {
        self.line(string).map(|line| Text::new(line.v, line.place))
    }

    fn joined(&self, names: &[Spanned<String>], end: char) -> Result<Option<Text>> {
        let texts = crate::diag::collect(names.iter().map(|name| self.line(name)))?;
        let Some(first) = texts.first() else { return Ok(None) };
        let place = match (&first.place, texts.last().map(|last| &last.place)) {
            (Place::Text(source, from), Some(Place::Text(_, to))) => {
                Place::text(source, from.start..to.end)
            }
            (place, _) => place.clone(),
        };
        let names: Vec<&str> = texts
            .iter()
            .map(|text| text.v.trim_end_matches(['：', ':', '。', '，', '、', '；']))
            .collect();
        Ok(Some(Text::new(format!("{}{end}", names.join("，")), place)))
    }

    /// 主送机关 (7.3.2) with its colon.
    pub(super) fn addressees(&self, names: &[Spanned<String>]) -> Result<Option<Text>> {
        self.joined(names, '：')
    }

    /// 抄送机关 (7.4.2) with its final point.
    pub(super) fn copy_to(&self, names: &[Spanned<String>]) -> Result<Option<Text>> {
        self.joined(names, '。')
    }

    /// 附注 (7.3.6) in brackets, whether they were typed or not.
    pub(super) fn annotation(&self, note: &Spanned<String>) -> Result<Text> {
        let note = self.line(note)?;
        let bare = note.v.trim_start_matches(['（', '(']).trim_end_matches(['）', ')', '。']);
        Ok(Text::new(format!("（{bare}）"), note.place))
    }

    /// The blocks of a text of the campaign.
    pub(super) fn blocks(&self, project: &Project, path: &Spanned<String>) -> Result<Vec<Block>> {
        match project.texts.get(&path.v) {
            Some(source) => self.blocks_of(project, &source.clone()?),
            None => Err(Diagnostic::error(path.place.clone(), "这个文件没有读入").into()),
        }
    }

    /// The blocks of a text: rendered, read, and not empty.
    pub(super) fn blocks_of(&self, project: &Project, source: &Arc<Source>) -> Result<Vec<Block>> {
        let rendered = self.renderer.text(source, self.context)?;
        let blocks = markup::parse(&rendered, &|placement| match placement {
            Placement::Roster { name, as_table } => roster_block(project, name, *as_table),
            Placement::Table { name } => table_block(project, name),
        })?;
        if blocks.is_empty() {
            return Err(Diagnostic::error(Place::file(source.name()), "正文是空的")
                .hint("写上正文")
                .into());
        }
        Ok(blocks)
    }
}

/// A roster in either form.
pub(super) fn roster_block(project: &Project, name: &str, as_table: bool) -> Result<Block> {
    let roster = known(project.rosters.get(name))?;
    Ok(if as_table {
        Block::Table(table_of(&roster.table(), Some(1)))
    } else {
        Block::Roster(roster.list())
    })
}

/// A table of the campaign.
pub(super) fn table_block(project: &Project, name: &str) -> Result<Block> {
    let grid = known(project.tables.get(name))?;
    let head = project.campaign.tables.get(name).and_then(|sheet| sheet.head.as_ref());
    Ok(Block::Table(table_of(grid, head.map(|head| head.v))))
}

fn known<T>(found: Option<&Result<T>>) -> Result<&T> {
    match found {
        Some(result) => result.as_ref().map_err(Clone::clone),
        None => Err(Diagnostic::error(Place::Program, "放置的名单或表不在活动里").into()),
    }
}

fn table_of(grid: &Grid, head: Option<usize>) -> Table {
    let lines = |cell: &Spanned<String>| {
        cell.v.split('\n').map(|line| Text::new(line, cell.place.clone())).collect()
    };
    let rows = grid.rows.iter().map(|row| row.iter().map(lines).collect()).collect();
    table::laid_out(rows, &grid.merges, head)
}

/// What stands in the outermost 书名号 of a title; names quoted inside it get 《》 again.
pub(super) fn quoted(title: &str) -> Option<String> {
    let start = title.find('《')? + '《'.len_utf8();
    let end = title.rfind('》').filter(|end| *end > start)?;
    Some(title[start..end].replace('〈', "《").replace('〉', "》"))
}
