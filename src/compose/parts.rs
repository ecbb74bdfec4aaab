//! The parts of a document from strings, texts and sheets.

mod signature;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::roster;
use crate::characters;
use crate::diag::{Diagnostic, Diagnostics, Result, codes};
use crate::doc::{Attendance, Block, Head, Imprint, Inline, Mark, PageFormat, Paragraph, Printing};
use crate::doc::{Table, Text, table, title};
use crate::markup::{self, Placement};
use crate::model::{Campaign, ColumnWidth, Date, DocumentSpec, PageFormatSpec};
use crate::project::Project;
use crate::render::{Context, Renderer};
use crate::sheet::layout::Layout;
use crate::sheet::{self, Grid};
use crate::source::{Place, Source, Spanned};

/// What it takes to evaluate strings and texts.
pub(super) struct Evaluator<'a> {
    pub renderer: &'a Renderer,
    pub context: &'a Arc<Context>,
    /// The recipient's part of tables that are joined to it.
    pub own: Option<&'a BTreeMap<String, Grid>>,
}

impl Evaluator<'_> {
    /// A string of the campaign, evaluated, that must not be empty.
    pub(super) fn line(&self, string: &Spanned<String>) -> Result<Spanned<String>> {
        let Spanned { v: text, place } = self.renderer.string(string, self.context)?;
        // full-width spaces are meant: 王　强
        let text = text.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        let text = text.trim().to_owned();
        if text.is_empty() {
            return Err(Diagnostic::error(codes::EMPTY_VALUE, string.place.clone(), "这里是空的")
                .hint("补上内容")
                .into());
        }
        Ok(Spanned::new(text, place))
    }

    /// A title, evaluated: a `|` that was written in it forces a break, one in a value is a character.
    pub(super) fn title(&self, string: &Spanned<String>) -> Result<Spanned<String>> {
        let mut line = self.line(string)?;
        let Place::Text(source, _) = &line.place else { return Ok(line) };
        let origin = source.origin().filter(|_| line.v.contains('|'));
        let mut typed = source.text().match_indices('|').map(|(at, _)| match origin {
            Some(origin) => origin.is_literal(at),
            None => true,
        });
        let forced = |c| match c {
            '|' if typed.next().unwrap_or(true) => title::BREAK,
            c => c,
        };
        line.v = line.v.chars().map(forced).collect();
        Ok(line)
    }

    pub(super) fn text(&self, string: &Spanned<String>) -> Result<Text> {
        self.line(string).map(|line| Text::new(line.v, line.place))
    }

    /// Several strings, each as [`Evaluator::text`].
    pub(super) fn texts(&self, strings: &[Spanned<String>]) -> Result<Vec<Text>> {
        crate::diag::collect(strings.iter().map(|string| self.text(string)))
    }

    /// The name of one organ or one person.
    pub(super) fn name(&self, string: &Spanned<String>) -> Result<Text> {
        let name = self.some(string)?;
        if characters::unbracketed(&name.v).any(|(_, c)| matches!(c, '，' | '、' | '；')) {
            let message = format!("“{}”像是几个名称写在了一起", name.v);
            return Err(Diagnostic::error(codes::BAD_VALUE, string.place.clone(), message)
                .hint("一项写一个，例如：[甲, 乙]；表格里的用“、”隔开")
                .into());
        }
        Ok(Text::new(name.v, name.place))
    }

    /// Several names, each as [`Evaluator::name`].
    pub(super) fn names(&self, strings: &[Spanned<String>]) -> Result<Vec<Text>> {
        crate::diag::collect(strings.iter().map(|string| self.name(string)))
    }

    /// A string as [`Evaluator::line`] that says more than marks.
    fn some(&self, string: &Spanned<String>) -> Result<Spanned<String>> {
        let line = self.line(string)?;
        let is_mark = |c: char| "，。、；：！？,.;:!?… \u{3000}".contains(c);
        if line.v.chars().all(is_mark) {
            let message = format!("这里只有“{}”，没有名称", line.v);
            return Err(Diagnostic::error(codes::EMPTY_VALUE, string.place.clone(), message)
                .hint("写上名称；没有的，删去这一项，表格里的空着")
                .into());
        }
        Ok(line)
    }

    fn joined(&self, names: &[Spanned<String>], end: &str) -> Result<Option<Text>> {
        let texts = crate::diag::collect(names.iter().map(|name| self.some(name)))?;
        let Some(first) = texts.first() else { return Ok(None) };
        let place = match texts.as_slice() {
            [.., last] if texts.len() > 1 => {
                first.place.clone().written().through(&last.place.clone().written())
            }
            _ => first.place.clone(),
        };
        let names: Vec<&str> = texts
            .iter()
            .map(|text| text.v.trim_end_matches(['：', ':', '。', '，', '、', '；']))
            .collect();
        Ok(Some(Text::new(format!("{}{end}", names.join("，")), place)))
    }

    /// 主送机关 (7.3.2) with its colon.
    pub(super) fn addressees(&self, names: &[Spanned<String>]) -> Result<Option<Text>> {
        self.joined(names, "：")
    }

    /// 抄送机关 (7.4.2) with its final point.
    pub(super) fn copy_to(&self, names: &[Spanned<String>]) -> Result<Option<Text>> {
        self.joined(names, "。")
    }

    /// 发文机关, the host first.
    pub(super) fn organs(&self, campaign: &Campaign, spec: &DocumentSpec) -> Result<Vec<Text>> {
        let joint = spec.joint.iter().map(|organ| self.name(&organ.name));
        let organs = std::iter::once(self.text(&campaign.organ.name)).chain(joint);
        let organs: Vec<Text> = crate::diag::collect(organs)?;
        let mut found = Diagnostics::new();
        for (at, organ) in organs.iter().enumerate().skip(1) {
            let bare = |text: &str| -> String { text.split_whitespace().collect() };
            if let Some(other) = organs[..at].iter().find(|other| bare(other) == bare(organ)) {
                let message = format!("“{}”写了两次，另一处在 {}", &**organ, other.place());
                found.push(
                    Diagnostic::error(codes::DUPLICATE_ORGAN, organ.place().clone(), message)
                        .hint("“联合发文”里只写主办机关以外的机关，一个机关写一次"),
                );
            }
        }
        found.or(organs)
    }

    /// 附注 (7.3.6) in brackets, whether they were typed or not.
    pub(super) fn annotation(&self, note: &Spanned<String>) -> Result<Text> {
        let note = self.line(note)?;
        Ok(Text::new(format!("（{}）", unbracketed(&note.v)), note.place))
    }

    /// The blocks of a text of the campaign.
    pub(super) fn blocks(
        &self,
        project: &Project,
        path: &Spanned<String>,
        found: &mut Diagnostics,
    ) -> Vec<Block> {
        let text = found.take(project.text(path));
        text.map(|text| self.blocks_of(project, &text, found)).unwrap_or_default()
    }

    /// The blocks of a text: rendered, read, and not empty.
    pub(super) fn blocks_of(
        &self,
        project: &Project,
        source: &Arc<Source>,
        found: &mut Diagnostics,
    ) -> Vec<Block> {
        let rendered = self.renderer.text(source, self.context);
        let Some(rendered) = found.take(rendered) else { return Vec::new() };
        let before = found.len();
        let placed = |placement: &Placement| match placement {
            Placement::Roster { name, as_table } => roster::placed(project, name, *as_table),
            Placement::Table { name } => self.table_blocks(project, name),
        };
        let blocks = markup::parse(&rendered, &placed, found);
        if blocks.is_empty() && found.len() == before {
            let place = Place::file(source.name());
            found.push(Diagnostic::error(codes::EMPTY_TEXT, place, "正文是空的").hint("写上正文"));
        }
        blocks
    }

    /// A table of the campaign, below the notes (单位：万元) that stand above its head; or the recipient's part
    /// of it.
    pub(super) fn table_blocks(&self, project: &Project, name: &str) -> Result<Vec<Block>> {
        if let Some(part) = self.own.and_then(|own| own.get(name)) {
            let widths = widths_of(project, name, part)?;
            return Ok(vec![Block::Table(table_of(part, Some(1), &widths))]);
        }
        let grid = known(project.tables.get(name))?;
        let head = project.campaign.tables.get(name).and_then(|sheet| sheet.head.as_ref());
        let widths = widths_of(project, name, grid)?;
        let layout = Layout::of(grid, head.map(|head| head.v));
        let below = grid.part(layout.head.start..grid.rows().len());
        let table = table_of(&below, Some(layout.head.len()), &widths);
        let note = |note: &Spanned<String>| {
            let text = Text::new(note.v.replace('\n', " "), note.place.clone());
            Block::Paragraph(Paragraph { text: vec![Inline::Plain(text)], ..Paragraph::default() })
        };
        let table = Block::Table(Table { footing: layout.footing, ..table });
        Ok(layout.notes(grid).map(note).chain([table]).collect())
    }
}

/// 附注 without the brackets around it, whole or half; those of a part of it stay.
fn unbracketed(note: &str) -> &str {
    let (open, close) = (['（', '('], ['）', ')']);
    let mut bare = note.trim_end_matches('。').trim_start_matches(open);
    while bare.ends_with(close) && bare.matches(close).count() > bare.matches(open).count() {
        bare = bare.strip_suffix(close).unwrap_or_default();
    }
    bare.trim_end_matches('。')
}

/// 格式.
pub(super) fn format(format: PageFormatSpec) -> PageFormat {
    match format {
        PageFormatSpec::Document => PageFormat::Document,
        PageFormatSpec::Letter => PageFormat::Letter,
        PageFormatSpec::Order => PageFormat::Order,
        PageFormatSpec::Minutes => PageFormat::Minutes,
    }
}

/// 发文机关标志 (7.2.4, 10.1–10.3): as told, or the organs' names with what the format asks for.
pub(super) fn mark(
    evaluator: &Evaluator<'_>,
    campaign: &Campaign,
    spec: &DocumentSpec,
) -> Result<Mark> {
    if let Some(mark) = &spec.mark {
        return evaluator.text(mark).map(Mark::line);
    }
    let name = &campaign.organ.name;
    let ending = match spec.format {
        PageFormatSpec::Document => match &campaign.organ.mark {
            Some(mark) if spec.joint.is_empty() => return evaluator.text(mark).map(Mark::line),
            _ => "文件",
        },
        // of a joint letter the host alone (10.1)
        PageFormatSpec::Letter => return evaluator.text(name).map(Mark::line),
        PageFormatSpec::Order => "令",
        PageFormatSpec::Minutes => {
            return Err(Diagnostic::error(
                codes::MINUTES_WITHOUT_MARK,
                spec.name.place.clone(),
                "纪要没有写标志",
            )
            .hint("补上“标志: ……纪要”，例如：青溪县人民政府常务会议纪要（10.3）")
            .into());
        }
    };
    if spec.joint.is_empty() {
        let line = |text: Text| Text::new(format!("{}{ending}", &*text), name.place.clone());
        return evaluator.text(name).map(line).map(Mark::line);
    }
    Ok(Mark { names: evaluator.organs(campaign, spec)?, ending: Some(Text::program(ending)) })
}

/// 版头 but for the number.
pub(super) fn head(spec: &DocumentSpec, mark: Mark, signers: Vec<Text>) -> Head {
    fn text<T: ToString>(value: Option<&Spanned<T>>) -> Option<Text> {
        value.map(|value| Text::new(value.v.to_string(), value.place.clone()))
    }
    let copy_numbers = spec.copy_numbers.iter().flat_map(|numbers| {
        numbers.v.printed().map(|number| Text::new(number, numbers.place.clone()))
    });
    Head {
        copy_numbers: copy_numbers.collect(),
        secrecy: text(spec.secrecy.as_ref()),
        urgency: text(spec.urgency.as_ref()),
        mark,
        number: None,
        signers,
    }
}

/// 出席、请假、列席 (10.3).
pub(super) fn attendance(
    evaluator: &Evaluator<'_>,
    spec: &DocumentSpec,
) -> Result<Vec<Attendance>> {
    let lists = [("出席", &spec.present), ("请假", &spec.excused), ("列席", &spec.observing)];
    let mut attendance = Vec::new();
    for (label, names) in lists {
        if let Some(names) = evaluator.joined(names, "")? {
            attendance.push(Attendance { label: label.to_owned(), names });
        }
    }
    Ok(attendance)
}

/// 版记 (7.4), as soon as anything of it is given; a letter's has no 印发机关 (10.1).
pub(super) fn imprint(
    format: PageFormat,
    date: Option<&Spanned<Date>>,
    send_to: Option<Text>,
    copy_to: Option<Text>,
    others: Vec<Text>,
    printer: Text,
) -> Option<Imprint> {
    let printing = date.filter(|_| format != PageFormat::Letter).map(|date| Printing {
        printer,
        printed: Text::new(format!("{}印发", date.v), date.place.clone()),
    });
    let named = send_to.is_some() || copy_to.is_some();
    let wanted = printing.is_some() || !others.is_empty() || named;
    wanted.then_some(Imprint { send_to, copy_to, others, printing })
}

pub(super) fn known<T>(found: Option<&Result<T>>) -> Result<&T> {
    match found {
        Some(result) => result.as_ref().map_err(Clone::clone),
        None => Err(Diagnostic::error(
            codes::INTERNAL_ERROR,
            Place::Program,
            "放置的名单或表不在活动里",
        )
        .into()),
    }
}

/// How wide the columns of a table are to be: as the campaign says, or about as in the sheet.
fn widths_of(project: &Project, name: &str, grid: &Grid) -> Result<Vec<table::Width>> {
    let sheet = project.campaign.tables.get(name);
    let Some(said) = sheet.and_then(|sheet| sheet.widths.as_ref()) else {
        return Ok(grid.widths().iter().copied().map(table::Width::Wish).collect());
    };
    let (columns, wrong) = (grid.columns(), |message: String, hint: &str| {
        Err(Diagnostic::error(codes::COLUMN_WIDTHS, said.place.clone(), message).hint(hint).into())
    });
    if said.v.len() != columns {
        let message = format!("“列宽”写了{}列，表“{name}”有{columns}列", said.v.len());
        return wrong(message, "每一列写一个，由程序定的写 自动");
    }
    let shares = said.v.iter().filter(|width| matches!(width, ColumnWidth::Share(_))).count();
    if shares > 0 && shares < columns {
        let message = "“列宽”里份数和字数混在一起，不知道按哪一种".to_owned();
        return wrong(message, "都写份数，例如：[1, 2, 4]；或者都写字数，由程序定的写 自动");
    }
    let widths = said.v.iter().map(|width| match width {
        ColumnWidth::Open => table::Width::Open,
        ColumnWidth::Characters(characters) => table::Width::Characters(*characters),
        ColumnWidth::Share(share) => table::Width::Share(*share),
    });
    let widths: Vec<table::Width> = widths.collect();
    if !table::have_room(&widths) {
        let message = "“列宽”加起来比横排的一页还宽".to_owned();
        return wrong(message, "少写几个字，或者都写份数，例如：[1, 2, 4]");
    }
    Ok(widths)
}

pub(super) fn table_of(grid: &Grid, head: Option<usize>, widths: &[table::Width]) -> Table {
    let lines = |cell: &Spanned<String>| {
        cell.v.split('\n').map(|line| Text::new(line, cell.place.clone())).collect()
    };
    let rows = grid.rows().iter().map(|row| row.iter().map(lines).collect()).collect();
    let merge = |merge: &sheet::Merge| {
        let sheet::Merge { top, left, rows, columns } = *merge;
        table::Merge { top, left, rows, columns }
    };
    let merges: Vec<table::Merge> = grid.merges().iter().map(merge).collect();
    table::laid_out(rows, &merges, head, widths)
}

/// What stands in the outermost 书名号 of a title; names quoted inside it get 《》 again.
pub(super) fn quoted(title: &str) -> Option<String> {
    let start = title.find('《')? + '《'.len_utf8();
    let end = title.rfind('》').filter(|end| *end > start)?;
    Some(title[start..end].replace('〈', "《").replace('〉', "》"))
}

#[cfg(test)]
mod tests {
    use super::unbracketed;

    #[test]
    fn a_note_loses_the_brackets_around_it_only() {
        for (note, bare) in [
            ("此件公开发布", "此件公开发布"),
            ("（此件公开发布。）", "此件公开发布"),
            ("(此件公开发布)。", "此件公开发布"),
            ("（此件公开发布", "此件公开发布"),
            ("此件公开发布）", "此件公开发布"),
            ("时间：1月12日（星期一）", "时间：1月12日（星期一）"),
            ("（时间：1月12日（星期一））", "时间：1月12日（星期一）"),
            ("（甲）（乙）", "甲）（乙"),
        ] {
            assert_eq!(unbracketed(note), bare, "{note}");
        }
    }
}
