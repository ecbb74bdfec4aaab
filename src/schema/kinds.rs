//! The kinds of value as [`crate::load`] reads them, which is more freely than serde names them.

use schemars::schema::{InstanceType, Schema, SchemaObject, SingleOrVec};
use schemars::visit::{Visitor, visit_schema_object};
use serde_json::Value;

/// Widens the kinds of a schema to what is read.
#[derive(Clone, Debug)]
pub(super) struct AsLoaded;

impl Visitor for AsLoaded {
    fn visit_schema_object(&mut self, schema: &mut SchemaObject) {
        visit_schema_object(self, schema);
        name_properties(schema);
        choices(schema);
        // defaults are told in words: an editor would write them out
        schema.metadata().default = None;
        schema.format = None;
        let kinds = kinds(schema);
        let Some(kind) = kinds.iter().find(|kind| **kind != InstanceType::Null) else { return };
        let null = kinds.contains(&InstanceType::Null);
        match kind {
            InstanceType::String if schema.enum_values.is_some() => {
                if let Some(values) = schema.enum_values.as_mut().filter(|_| null) {
                    values.push(Value::Null); // a choice that may be left open
                }
            }
            // whatever has its own form says itself what fits
            InstanceType::String if schema.string.is_none() => text(schema, null),
            InstanceType::Boolean => yes_or_no(schema, null),
            InstanceType::Integer => number(schema, InstanceType::Integer, null),
            InstanceType::Number => number(schema, InstanceType::Number, null),
            InstanceType::Array => list(schema, null),
            _ => {}
        }
    }
}

fn kinds(schema: &SchemaObject) -> Vec<InstanceType> {
    match &schema.instance_type {
        None => Vec::new(),
        Some(SingleOrVec::Single(kind)) => vec![**kind],
        Some(SingleOrVec::Vec(kinds)) => kinds.clone(),
    }
}

fn set(schema: &mut SchemaObject, kinds: &[InstanceType], null: bool) {
    let null = null.then_some(InstanceType::Null);
    let kinds: Vec<InstanceType> = kinds.iter().copied().chain(null).collect();
    schema.instance_type = Some(kinds.into());
}

/// The key is the title.
fn name_properties(schema: &mut SchemaObject) {
    let Some(object) = &mut schema.object else { return };
    for (key, property) in &mut object.properties {
        let mut named = property.clone().into_object();
        named.metadata().title = Some(key.clone());
        *property = Schema::Object(named);
    }
}

/// Words to choose from, each with what it means, as one list: editors complete no key without it.
fn choices(schema: &mut SchemaObject) {
    let Some(forms) = schema.subschemas.as_ref().and_then(|all| all.one_of.as_ref()) else {
        return;
    };
    let (mut words, mut meanings) = (Vec::new(), Vec::new());
    for form in forms.iter().cloned().map(Schema::into_object) {
        words.extend(form.enum_values.unwrap_or_default());
        meanings.push(Value::from(form.metadata.and_then(|said| said.description)));
    }
    schema.subschemas = None;
    schema.instance_type = Some(InstanceType::String.into());
    schema.enum_values = Some(words);
    schema.extensions.insert("enumDescriptions".to_owned(), meanings.into());
}

/// A text is what was typed, whatever YAML takes it for.
fn text(schema: &mut SchemaObject, null: bool) {
    set(schema, &[InstanceType::String, InstanceType::Number, InstanceType::Boolean], null);
}

fn yes_or_no(schema: &mut SchemaObject, null: bool) {
    set(schema, &[InstanceType::String, InstanceType::Boolean], null);
    schema.metadata().examples = vec!["是".into(), "否".into()];
    fits(schema, "^(是|否|true|false)$", "这里写 是 或者 否");
}

/// Of a text that does not fit, editors say what is wrong.
fn fits(schema: &mut SchemaObject, pattern: &str, wrong: &str) {
    schema.string().pattern = Some(pattern.to_owned());
    schema.extensions.insert("patternErrorMessage".to_owned(), wrong.into());
}

/// A number, in quotes or not.
fn number(schema: &mut SchemaObject, kind: InstanceType, null: bool) {
    set(schema, &[kind, InstanceType::String], null);
    let fraction = if kind == InstanceType::Number { r"(\.[0-9]+)?" } else { "" };
    fits(schema, &format!("^[0-9]+{fraction}$"), "这里写阿拉伯数字，例如：25");
}

/// A list, or one value standing for a list of one where that is no mapping.
fn list(schema: &mut SchemaObject, null: bool) {
    let Some(array) = &schema.array else { return };
    let Some(SingleOrVec::Single(item)) = &array.items else { return };
    let Some(one) = scalar(item) else { return };
    let many = SchemaObject {
        instance_type: Some(InstanceType::Array.into()),
        array: schema.array.take(),
        ..SchemaObject::default()
    };
    let mut forms = vec![Schema::Object(many), one];
    if null {
        let null = SchemaObject {
            instance_type: Some(InstanceType::Null.into()),
            ..SchemaObject::default()
        };
        forms.push(null.into());
    }
    schema.instance_type = None;
    schema.subschemas().any_of = Some(forms);
}

/// What of an item is no mapping.
fn scalar(item: &Schema) -> Option<Schema> {
    let Schema::Object(schema) = item else { return None };
    if let Some(forms) = schema.subschemas.as_ref().and_then(|all| all.any_of.as_ref()) {
        return forms.iter().find_map(scalar);
    }
    kinds(schema).contains(&InstanceType::String).then(|| item.clone())
}
