//! A roster in a document: a list or tables, the note of its order, the group's office.

use super::parts::{known, table_of};
use crate::diag::Result;
use crate::doc::{Block, Inline, Paragraph, Table, Text};
use crate::model::{OfficeSpec, OrderNote, RosterForm, RosterSpec};
use crate::project::Project;
use crate::roster::{Group, Roster};
use crate::source::Spanned;

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
    let table =
        |roster: &Roster| -> Result<Table> { Ok(table_of(&roster.table(columns)?, Some(1), &[])) };
    let mut blocks = match form {
        RosterForm::List => vec![Block::Roster(roster.list())],
        RosterForm::Table if spec.is_some_and(|spec| spec.by_group) => {
            // the group stands above its table
            by_group(&table(&Roster { group_head: None, ..roster.clone() })?, roster)
        }
        RosterForm::Table => vec![Block::Table(table(roster)?)],
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

/// A table for each group below its name, the columns as wide in all of them.
fn by_group(whole: &Table, roster: &Roster) -> Vec<Block> {
    let mut rows = whole.rows[whole.head..].iter().cloned();
    let table = |group: &Group| {
        let head = whole.rows[..whole.head].iter().cloned();
        let rows = head.chain(rows.by_ref().take(group.members.len())).collect();
        Block::Table(Table { rows, ..whole.clone() })
    };
    let tables: Vec<Block> = roster.groups.iter().map(table).collect();
    let labels = roster.groups.iter().map(|group| {
        let label = &group.label;
        (!label.v.is_empty())
            .then(|| paragraph(Text::new(format!("{}：", label.v), label.place.clone())))
    });
    labels.zip(tables).flat_map(|(label, table)| label.into_iter().chain([table])).collect()
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
    Block::Paragraph(Paragraph { text: vec![Inline::Plain(text)], ..Paragraph::default() })
}
