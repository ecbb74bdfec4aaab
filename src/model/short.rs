//! Values that may be written in more than one form.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use schemars::JsonSchema;
use schemars::r#gen::SchemaGenerator;
use schemars::schema::{InstanceType, Schema, SchemaObject};
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::source::Spanned;

/// What may be written short, as one text, or in full, as a mapping: this is what the mapping says.
pub trait FromText {
    /// What the short form is called.
    const SHORT: &'static str;
    /// What it may look like.
    const EXAMPLE: &'static str;

    /// What the short form says.
    fn from_text(text: Spanned<String>) -> Self;
}

/// A value that was written in either form.
#[derive(Clone, Debug)]
pub struct Short<T>(pub T);

impl<T> Deref for Short<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// By hand, for serde's own untagged enums lose every place inside them.
impl<'de, T: Deserialize<'de> + FromText> Deserialize<'de> for Short<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Spanned { v: form, place } = Spanned::deserialize(deserializer)?;
        Ok(Self(match form {
            Form::Text(text) => T::from_text(Spanned::new(text, place)),
            Form::Full(full) => full,
        }))
    }
}

enum Form<T> {
    Text(String),
    Full(T),
}

impl<'de, T: Deserialize<'de> + FromText> Deserialize<'de> for Form<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FormVisitor(PhantomData))
    }
}

struct FormVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de> + FromText> Visitor<'de> for FormVisitor<T> {
    type Value = Form<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}或一组“键: 值”（例如：{}）", T::SHORT, T::EXAMPLE)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Form::Text(text.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(Form::Full)
    }
}

impl<T: JsonSchema + FromText> JsonSchema for Short<T> {
    fn is_referenceable() -> bool {
        false
    }

    fn schema_name() -> String {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut text = kind(InstanceType::String);
        // a word that YAML takes for a number is no short form, nor is none at all
        text.string().min_length = Some(1);
        text.metadata().description = Some(format!("{}，例如：{}", T::SHORT, T::EXAMPLE));
        any_of(vec![text.into(), generator.subschema_for::<T>()])
    }
}

fn kind(kind: InstanceType) -> SchemaObject {
    SchemaObject { instance_type: Some(kind.into()), ..SchemaObject::default() }
}

fn any_of(forms: Vec<Schema>) -> Schema {
    let mut schema = SchemaObject::default();
    schema.subschemas().any_of = Some(forms);
    schema.into()
}

/// One value, or a list of them.
#[derive(Clone, Debug)]
pub(super) struct OneOrMany<T>(pub(super) Vec<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OneOrManyVisitor(PhantomData))
    }
}

struct OneOrManyVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for OneOrManyVisitor<T> {
    type Value = OneOrMany<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("一组“键: 值”（有几组的写成列表）")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(|one| OneOrMany(vec![one]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(seq)).map(OneOrMany)
    }
}

impl<T: JsonSchema> JsonSchema for OneOrMany<T> {
    fn is_referenceable() -> bool {
        false
    }

    fn schema_name() -> String {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        any_of(vec![generator.subschema_for::<T>(), generator.subschema_for::<Vec<T>>()])
    }
}
