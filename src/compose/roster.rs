//! A roster in a document: a list or tables, the note of its order, the group's office.

use super::parts::{known, table_of};
use crate::diag::Result;
use crate::doc::{Block, Inline, Paragraph, Table, Text, table};
use crate::model::{OfficeSpec, OrderNote, RosterForm, RosterSpec};
use crate::project::Project;
use crate::roster::{Group, Roster};
use crate::sheet::Grid;
use crate::source::Spanned;
use crate::standard::GBT9704;

/// A roster in the running text: where its order is to be noted, that comes first.
pub(super) fn placed(project: &Project, name: &str, as_table: bool) -> Result<Vec<Block>> {
    let form = if as_table { RosterForm::Table } else { RosterForm::List };
    let note = order_note(project, name).map(paragraph);
    let blocks = blocks(project, name, form)?;
    Ok(note.into_iter().chain(blocks).collect())
}

/// A roster in either form, and below it where its office is.
pub(super) fn blocks(project: &Project, name: &str, form: RosterForm) -> Result<Vec<Block>> {
    let roster = known(project.rosters.get(name))?;
    let spec = project.campaign.rosters.get(name);
    let columns = spec.map_or(&[][..], |spec| &spec.columns);
    let mut blocks = match form {
        RosterForm::List => vec![Block::Roster(roster.list())],
        RosterForm::Table if spec.is_some_and(|spec| spec.by_group) => {
            // the group stands above its table
            let whole = Roster { group_head: None, ..roster.clone() }.table(columns)?;
            by_group(&whole, columns.is_empty(), roster)
        }
        RosterForm::Table => vec![Block::Table(table_of(&roster.table(columns)?, Some(1)))],
    };
    let office = spec.and_then(|spec| spec.office.as_ref());
    blocks.extend(office.map(|office| paragraph(office_text(name, office, roster))));
    Ok(blocks)
}

/// `（以姓氏笔画为序）`, where that is to be printed.
pub(super) fn order_note(project: &Project, name: &str) -> Option<Text> {
    let RosterSpec { order, order_note, file, .. } = &**project.campaign.rosters.get(name)?;
    let note = match order_note {
        OrderNote::None => return None,
        OrderNote::OfOrder => order.as_ref()?.v.note()?,
        OrderNote::Words(words) => words.clone(),
    };
    let place = order.as_ref().map_or(&file.place, |order| &order.place);
    Some(Text::new(format!("（{note}）"), place.clone()))
}

/// A table for each group below its name; those with the same head are alike. With `lean`, a table has no column
/// that its group leaves empty.
fn by_group(whole: &Grid, lean: bool, roster: &Roster) -> Vec<Block> {
    let Some((head, mut rows)) = whole.rows().split_first() else { return Vec::new() };
    let mut table = |group: &Group| {
        let (own, others) = rows.split_at(group.members.len().min(rows.len()));
        rows = others;
        let filled = |column: &usize| own.iter().any(|row| !row[*column].v.is_empty());
        let kept: Vec<usize> = (0..head.len()).filter(|column| !lean || filled(column)).collect();
        let row = |row: &Vec<Spanned<String>>| kept.iter().map(|at| row[*at].clone()).collect();
        let rows = std::iter::once(head).chain(own).map(row).collect();
        table_of(&Grid::new(rows, Vec::new()), Some(1))
    };
    let mut tables: Vec<Table> = roster.groups.iter().map(&mut table).collect();
    let mut left: Vec<&mut Table> = tables.iter_mut().collect();
    while let Some(first) = left.first() {
        let head = first.rows[..first.head].to_vec();
        let alike = |table: &&mut Table| table.rows[..table.head] == head;
        let (mut same, others): (Vec<_>, Vec<_>) = left.into_iter().partition(alike);
        table::refit(&mut same, GBT9704.type_width);
        left = others;
    }
    let labels = roster.groups.iter().map(|group| {
        let label = &group.label;
        (!label.v.is_empty())
            .then(|| paragraph(Text::new(format!("{}：", label.v), label.place.clone())))
    });
    labels
        .zip(tables)
        .flat_map(|(label, table)| label.into_iter().chain([Block::Table(table)]))
        .collect()
}

/// Where the group's office is, what it does and who heads it.
fn office_text(name: &str, office: &OfficeSpec, roster: &Roster) -> Text {
    let OfficeSpec { seat, duty, director, deputies } = office;
    let mut said = format!("{name}办公室设在{}", seat.v);
    if let Some(duty) = duty {
        said.push('，');
        said.push_str(duty.v.trim_end_matches('。'));
    }
    // who is of the group has this post besides
    let verb = |people: &[&Spanned<String>]| {
        let inside = people.iter().all(|person| roster.has(&person.v));
        if inside { "兼任" } else { "担任" }
    };
    if let Some(director) = director {
        said.extend(["，办公室主任由", &director.v, "同志", verb(&[director])]);
    }
    if !deputies.is_empty() {
        let people: Vec<&Spanned<String>> = deputies.iter().collect();
        let names: Vec<String> = people.iter().map(|person| format!("{}同志", person.v)).collect();
        said.extend(["，副主任由", &names.join("、"), verb(&people)]);
    }
    Text::new(said + "。", seat.place.clone())
}

fn paragraph(text: Text) -> Block {
    Block::Paragraph(Paragraph { ordinal: None, text: vec![Inline::Plain(text)] })
}
