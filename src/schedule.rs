//! The plan of a campaign (阶段, 任务) for texts and as tables: both come from one list, so that text and
//! table never disagree.

use crate::model::{Campaign, Phase, Task, Variable, Variables};
use crate::sheet::Grid;
use crate::source::{Place, Spanned};

/// The table of phases.
const PHASES: &str = "进度安排";
/// The table of tasks.
const TASKS: &str = "任务分工";

/// What texts see of it, by name.
pub fn facts(campaign: &Campaign) -> Vec<(&'static str, Spanned<Variable>)> {
    fn fact<T: ToString>(value: &Spanned<T>) -> Spanned<Variable> {
        Variable::of(value.v.to_string(), &value.place)
    }
    let row = |facts: &[(&str, Spanned<Variable>)]| -> Variables {
        facts.iter().map(|(name, fact)| ((*name).to_owned(), fact.clone())).collect()
    };
    let phase = |it: &Phase| {
        row(&[
            ("名", fact(&it.name)),
            ("时间", fact(&it.period)),
            ("内容", fact(&it.content)),
            ("责任单位", Variable::list(&it.leads)),
        ])
    };
    let task = |it: &Task| {
        row(&[
            ("事项", fact(&it.matter)),
            ("责任单位", Variable::list(&it.leads)),
            ("配合单位", Variable::list(&it.helpers)),
            ("时限", fact(&it.deadline)),
            ("备注", it.note.as_ref().map_or_else(|| Variable::of("", &Place::Program), fact)),
        ])
    };
    let mut facts = Vec::new();
    if !campaign.phases.is_empty() {
        facts.push(("阶段", Variable::rows(campaign.phases.iter().map(phase))));
    }
    if !campaign.tasks.is_empty() {
        facts.push(("任务", Variable::rows(campaign.tasks.iter().map(task))));
    }
    facts
}

/// The names under which texts see it.
pub fn names(campaign: &Campaign) -> impl Iterator<Item = &'static str> {
    let phases = (!campaign.phases.is_empty()).then_some("阶段");
    phases.into_iter().chain((!campaign.tasks.is_empty()).then_some("任务"))
}

/// Its tables, each with its name and the key that it comes from; a column that would be empty is left out.
pub fn tables(campaign: &Campaign) -> Vec<(&'static str, &'static str, Grid)> {
    let mut tables = Vec::new();
    if !campaign.phases.is_empty() {
        let rows = campaign.phases.iter().map(|it| {
            [it.name.clone(), printed(&it.period), it.content.clone(), joined(&it.leads)]
        });
        tables.push((
            PHASES,
            "阶段",
            grid(["阶段", "时间", "主要任务", "责任单位"], rows.collect()),
        ));
    }
    if !campaign.tasks.is_empty() {
        let rows = (1..).zip(&campaign.tasks).map(|(at, it): (usize, &Task)| {
            let ordinal = Spanned::new(at.to_string(), Place::Program);
            let note = it.note.clone().unwrap_or_default();
            [
                ordinal,
                it.matter.clone(),
                joined(&it.leads),
                joined(&it.helpers),
                printed(&it.deadline),
                note,
            ]
        });
        let head = ["序号", "任务", "责任单位", "配合单位", "完成时限", "备注"];
        tables.push((TASKS, "任务", grid(head, rows.collect())));
    }
    tables
}

fn grid<const N: usize>(head: [&str; N], rows: Vec<[Spanned<String>; N]>) -> Grid {
    let head = head.map(|name| Spanned::new(name.to_owned(), Place::Program));
    let kept: Vec<usize> =
        (0..N).filter(|column| rows.iter().any(|row| !row[*column].v.is_empty())).collect();
    let row = |row: [Spanned<String>; N]| kept.iter().map(|column| row[*column].clone()).collect();
    Grid::new(std::iter::once(head).chain(rows).map(row).collect(), Vec::new())
}

fn printed<T: ToString>(value: &Spanned<T>) -> Spanned<String> {
    Spanned::new(value.v.to_string(), value.place.clone())
}

fn joined(names: &[Spanned<String>]) -> Spanned<String> {
    let place = names.first().map_or(Place::Program, |name| name.place.clone());
    let names: Vec<&str> = names.iter().map(|name| name.v.as_str()).collect();
    Spanned::new(names.join("、"), place)
}
