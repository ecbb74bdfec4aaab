//! 变量: what a campaign says of itself for its templates, each value with its place.

use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use schemars::r#gen::SchemaGenerator;
use schemars::schema::Schema;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::source::{Place, Spanned};

/// Free values for templates (变量).
pub type Variables = BTreeMap<String, Spanned<Variable>>;

/// A value of any shape.
#[derive(Clone, Debug, PartialEq)]
pub enum Variable {
    /// A text, a number, 是 or 否, or nothing.
    Value(Value),
    /// Several.
    List(Vec<Spanned<Self>>),
    /// Several by their names.
    Map(Variables),
}

impl Variable {
    /// A text, a number, 是 or 否 at a place.
    pub fn of(value: impl Into<Value>, place: &Place) -> Spanned<Self> {
        Spanned::new(Self::Value(value.into()), place.clone())
    }

    /// Several texts, which stand one after the other.
    pub fn list<'s>(texts: impl IntoIterator<Item = &'s Spanned<String>>) -> Spanned<Self> {
        let texts = texts.into_iter().map(|text| Self::of(text.v.as_str(), &text.place));
        let texts: Vec<Spanned<Self>> = texts.collect();
        let place = match (texts.first(), texts.last()) {
            (Some(first), Some(last)) => first.place.through(&last.place),
            _ => Place::Program,
        };
        Spanned::new(Self::List(texts), place)
    }

    /// Groups of facts.
    pub fn rows(rows: impl IntoIterator<Item = Variables>) -> Spanned<Self> {
        let row = |row| Spanned::new(Self::Map(row), Place::Program);
        Spanned::new(Self::List(rows.into_iter().map(row).collect()), Place::Program)
    }
}

/// Any shape at all.
impl JsonSchema for Variable {
    fn is_referenceable() -> bool {
        false
    }

    fn schema_name() -> String {
        Value::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Value::json_schema(generator)
    }
}

impl<'de> Deserialize<'de> for Variable {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(VariableVisitor)
    }
}

struct VariableVisitor;

impl<'de> Visitor<'de> for VariableVisitor {
    type Value = Variable;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("文字、数、列表或一组“键: 值”")
    }

    fn visit_unit<E>(self) -> Result<Variable, E> {
        Ok(Variable::Value(Value::Null))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Variable, E> {
        Ok(Variable::Value(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Variable, E> {
        Ok(Variable::Value(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Variable, E> {
        Ok(Variable::Value(value.into()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Variable, E> {
        Ok(Variable::Value(value.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Variable, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Variable::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Variable, A::Error> {
        let mut map = Variables::new();
        while let Some((name, value)) = entries.next_entry()? {
            map.insert(name, value);
        }
        Ok(Variable::Map(map))
    }
}
