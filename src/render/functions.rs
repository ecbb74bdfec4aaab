//! What templates can call: 名单 and 表 place a thing, 各行 gives the rows of a table.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use minijinja::value::Value;
use minijinja::{Environment, Error};

use super::context::{self, Traced};
use super::{Placeable, Rows, message, refused};
use crate::diag;
use crate::markup::Placement;
use crate::model::RosterForm;
use crate::source::Place;

/// What they are called.
pub(super) const NAMES: [&str; 3] = ["名单", "表", "各行"];

/// The things that templates can place.
pub(super) struct Tables {
    rosters: BTreeSet<String>,
    tables: BTreeMap<String, Table>,
}

/// A table whose rows are read when they are first wanted, for there may be tens of thousands.
pub(super) struct Table {
    rows: Rows,
    read: OnceLock<diag::Result<Value>>,
    traced: OnceLock<diag::Result<(Value, Traced)>>,
}

impl Tables {
    pub(super) fn new(placeable: Placeable) -> Self {
        let Placeable { rosters, tables } = placeable;
        let table = |rows| Table { rows, read: OnceLock::new(), traced: OnceLock::new() };
        let tables = tables.into_iter().map(|(name, rows)| (name, table(rows))).collect();
        Self { rosters, tables }
    }

    /// Where a text of one of the tables was written.
    pub(super) fn text(&self, value: &Value) -> Option<&Place> {
        let traced = self.tables.values().filter_map(|table| table.traced.get()?.as_ref().ok());
        traced.into_iter().find_map(|(_, traced)| traced.text(value))
    }
}

impl Table {
    /// Its rows.
    pub(super) fn rows(&self) -> Result<Value, Error> {
        let read = || -> diag::Result<Value> {
            let rows = (self.rows)()?;
            Ok(rows.iter().map(|row| Value::from(context::values(row))).collect())
        };
        self.read.get_or_init(read).clone().map_err(message::passed_on)
    }

    /// Its rows, whose values know where they were written.
    pub(super) fn traced(&self) -> Result<Value, Error> {
        let read = || {
            let mut traced = Traced::default();
            let rows = (self.rows)()?;
            let values = rows.iter().map(|row| Value::from_object(traced.row(row))).collect();
            Ok((values, traced))
        };
        let traced = self.traced.get_or_init(read).as_ref();
        traced.map(|(rows, _)| rows.clone()).map_err(|found| message::passed_on(found.clone()))
    }
}

pub(super) fn add(
    environment: &mut Environment<'static>,
    tables: &Arc<Tables>,
    rows_of: fn(&Table) -> Result<Value, Error>,
) {
    let [roster, table, rows] = NAMES;
    let placed = Arc::clone(tables);
    environment.add_function(roster, move |name: String, form: Option<String>| {
        let form = form.as_deref().unwrap_or("名册");
        let Some(form) = RosterForm::named(form) else {
            return Err(refused(format!("名单没有“{form}”这种样式"), "可以写的有：名册、表格"));
        };
        if !placed.rosters.contains(&name) {
            return Err(unknown(roster, &name, placed.rosters.iter().map(String::as_str)));
        }
        let placement = Placement::Roster { name, as_table: form == RosterForm::Table };
        Ok(Value::from_safe_string(placement.to_markup()))
    });
    let placed = Arc::clone(tables);
    environment.add_function(table, move |name: String| match placed.tables.get(&name) {
        Some(_) => Ok(Value::from_safe_string(Placement::Table { name }.to_markup())),
        None => Err(unknown(table, &name, placed.tables.keys().map(String::as_str))),
    });
    let placed = Arc::clone(tables);
    environment.add_function(rows, move |name: String| match placed.tables.get(&name) {
        Some(table) => rows_of(table),
        None => Err(unknown(table, &name, placed.tables.keys().map(String::as_str))),
    });
}

fn unknown<'a>(kind: &str, name: &str, known: impl Iterator<Item = &'a str>) -> Error {
    let known: Vec<&str> = known.collect();
    let hint = match known.as_slice() {
        [] => format!("先在活动文件的“{kind}”下写上它的文件"),
        names => format!("活动文件的“{kind}”下有：{}", names.join("、")),
    };
    refused(format!("活动里没有叫“{name}”的{kind}"), hint)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use serde_json::json;

    use crate::diag::{Diagnostic, codes};
    use crate::model::Variable;
    use crate::render::{Context, Placeable, Renderer};
    use crate::source::{Place, Source};

    /// A renderer with a table 村庄 that counts how often it is read, and one that can't be.
    fn renderer(reads: &Arc<AtomicUsize>) -> Renderer {
        let reads = Arc::clone(reads);
        let mut placeable = Placeable::default();
        let rows = move || {
            reads.fetch_add(1, Ordering::Relaxed);
            let row = [("村名", json!("柳*坝")), ("户数", json!(320))];
            let row =
                row.map(|(name, value)| (name.to_owned(), Variable::of(value, &Place::Program)));
            Ok(vec![row.into(); 2])
        };
        placeable.tables.insert("村庄".to_owned(), Box::new(rows));
        let broken =
            || Err(Diagnostic::error(codes::NO_HEAD, Place::file("坏.csv"), "表里没有表头").into());
        placeable.tables.insert("坏".to_owned(), Box::new(broken));
        Renderer::new(&[], placeable)
    }

    fn text(renderer: &Renderer, template: &str) -> String {
        match renderer.text(&Source::new("甲.md", template), &Arc::new(Context::new())) {
            Ok(source) => source.text().to_owned(),
            Err(found) => found.iter().map(ToString::to_string).collect(),
        }
    }

    #[test]
    fn a_table_is_read_once_and_only_if_it_is_wanted() {
        let reads = Arc::default();
        let renderer = renderer(&reads);
        assert_eq!(text(&renderer, "共{{ 1 + 1 }}户"), "共&#50;户");
        assert_eq!(reads.load(Ordering::Relaxed), 0);
        for _ in 0..2 {
            assert_eq!(text(&renderer, r#"{{ 各行("村庄")|合计("户数") }}"#), "&#54;40");
        }
        assert_eq!(reads.load(Ordering::Relaxed), 1);
    }

    #[test]
    fn what_filters_give_is_no_markup() {
        let renderer = renderer(&Arc::default());
        for (template, rendered) in [
            (r#"在{{ 各行("村庄")|列("村名")|顿号 }}"#, r"在&#26611;\*坝、柳\*坝"),
            (r#"在{{ "*甲*"|书名号 }}"#, r"在《\*甲\*》"),
            (r#"在{{ ["*甲*", "乙"]|并列("_") }}"#, r"在\*甲\*\_乙"),
        ] {
            assert_eq!(text(&renderer, template), rendered);
        }
    }

    #[test]
    fn what_is_wrong_with_a_table_is_said_by_the_table() {
        let said = text(&renderer(&Arc::default()), r#"{{ 各行("坏")|共("个村") }}"#);
        assert_eq!(said, "错误: 坏.csv: 表里没有表头");
    }
}
