//! Variables as values of the template engine.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use minijinja::value::{Enumerator, Object, Serde, Value};

use super::Context;
use crate::model::Variable;
use crate::source::{Place, Spanned};

/// The facts as the template engine takes them.
pub(super) fn values(facts: &Context) -> BTreeMap<String, Value> {
    facts.iter().map(|(name, fact)| (name.clone(), value(&fact.v))).collect()
}

/// A fact as the template engine takes it.
pub(super) fn value(fact: &Variable) -> Value {
    match fact {
        Variable::Value(value) => Value::from(Serde(value)),
        Variable::List(items) => items.iter().map(|item| value(&item.v)).collect(),
        Variable::Map(facts) => values(facts).into(),
    }
}

/// Values whose places can be found again: texts by their identity, which the template engine keeps while
/// it hands them on, and parts of rows by their names.
#[derive(Debug, Default)]
pub(super) struct Traced {
    texts: HashMap<usize, Place>,
}

impl Traced {
    /// Where a text was written, wherever it was handed on to.
    pub(super) fn text(&self, value: &Value) -> Option<&Place> {
        self.texts.get(&value.as_str()?.as_ptr().addr())
    }

    /// A group of facts.
    pub(super) fn row(&mut self, facts: &Context) -> Row {
        let value = |(name, fact): (&String, &Spanned<Variable>)| {
            (name.clone(), (self.value(fact), fact.place.clone()))
        };
        Row(facts.iter().map(value).collect())
    }

    fn value(&mut self, fact: &Spanned<Variable>) -> Value {
        match &fact.v {
            Variable::Value(serde_json::Value::String(text)) => {
                // a text by itself, and not the few bytes that the engine would copy
                let text: Arc<str> = Arc::from(text.as_str());
                self.texts.insert(text.as_ptr().addr(), fact.place.clone());
                Value::from(text)
            }
            Variable::Value(value) => Value::from(Serde(value)),
            Variable::List(items) => items.iter().map(|item| self.value(item)).collect(),
            Variable::Map(facts) => Value::from_object(self.row(facts)),
        }
    }
}

/// A group of values that knows where each was written.
#[derive(Debug, Default)]
pub(super) struct Row(BTreeMap<String, (Value, Place)>);

impl Row {
    /// A value and where it was written.
    pub(super) fn get(&self, name: &str) -> Option<&(Value, Place)> {
        self.0.get(name)
    }

    /// The values by their names.
    pub(super) fn values(&self) -> BTreeMap<String, Value> {
        self.0.iter().map(|(name, (value, _))| (name.clone(), value.clone())).collect()
    }
}

impl Object for Row {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get(key.as_str()?).map(|(value, _)| value.clone())
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(self.0.keys().map(|name| Value::from(name.as_str())).collect())
    }
}
