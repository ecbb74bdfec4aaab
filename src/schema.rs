//! JSON Schemas of what people write, for editors: derived from the model, so that they say what it says.

mod kinds;

use std::sync::LazyLock;

use schemars::r#gen::SchemaSettings;
use schemars::schema::RootSchema;
use schemars::{JsonSchema, Map};
use serde_json::{Value, json};

use self::kinds::AsLoaded;
use crate::model::{Campaign, Dates, DocumentSpec, Key, OVERRIDES, Words};
use crate::roster::Field;
use crate::source::Spanned;

/// The schema of a campaign, beside it.
pub const FILE: &str = ".hongtou.schema.json";

/// The first line of a campaign that has its schema beside it: editors look for it.
pub const REFERENCE: &str = "# yaml-language-server: $schema=.hongtou.schema.json\n";

/// What has a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 活动: a campaign.
    Campaign,
    /// 名单: a roster in YAML.
    Roster,
    /// 对象: a table of recipients in YAML.
    Recipients,
    /// 用语: the words of an office.
    Words,
}

/// A schema as the text of a file.
pub fn text(kind: Kind) -> String {
    let schema = match kind {
        Kind::Campaign => json!(derived::<Campaign>()),
        Kind::Words => json!(derived::<Words>()),
        Kind::Roster => {
            table("名单", "一人一项，例如：- { 组别: 组长, 姓名: 王强, 职务: 县长 }", &roster())
        }
        Kind::Recipients => {
            table("对象", "一个收文机关一项，例如：- { 乡镇: 石桥镇, 任务: 12 }", &recipients())
        }
    };
    format!("{schema:#}\n")
}

/// Whether bytes are a JSON Schema, of this version of the program or another.
pub fn is_one(bytes: &[u8]) -> bool {
    let value: Option<Value> = serde_json::from_slice(bytes).ok();
    let draft = value.as_ref().and_then(|value| value.get("$schema")?.as_str());
    draft.is_some_and(|draft| draft.contains("json-schema.org"))
}

/// What a key of a campaign may look like, found by the keys that lead to it.
pub fn example(keys: &[&str]) -> Option<String> {
    let described = keys.iter().try_fold(&*CAMPAIGN, |schema, key| below(schema, key))?;
    let (_, example) = described.get("description")?.as_str()?.split_once("例如：")?;
    let end: &[char] =
        if example.starts_with(['{', '[']) { &['；'] } else { &['；', '（', '，'] };
    Some(example.split(end).next()?.trim().to_owned())
}

/// The key of a campaign below which a key belongs that is none of the campaign's own.
pub fn parent(key: &str) -> Option<&'static str> {
    let keys = CAMPAIGN.get("properties")?.as_object()?;
    keys.iter().find(|(_, schema)| has(schema, key)).map(|(parent, _)| parent.as_str())
}

static CAMPAIGN: LazyLock<Value> = LazyLock::new(|| json!(derived::<Campaign>()));

/// The schema of a key, whichever form the value has.
fn below<'s>(schema: &'s Value, key: &str) -> Option<&'s Value> {
    let own = schema.get("properties").and_then(|keys| keys.get(key));
    let any = || schema.get("additionalProperties").filter(|any| any.is_object());
    own.or_else(|| forms(schema).find_map(|form| below(form, key))).or_else(any)
}

fn has(schema: &Value, key: &str) -> bool {
    let own = schema.get("properties").is_some_and(|keys| keys.get(key).is_some());
    own || forms(schema).any(|form| has(form, key))
}

/// The forms that a value may have, and its items.
fn forms(schema: &Value) -> impl Iterator<Item = &Value> {
    let forms = ["anyOf", "oneOf", "allOf"].iter().filter_map(|kind| schema.get(kind)?.as_array());
    forms.flatten().chain(schema.get("items"))
}

fn derived<T: JsonSchema>() -> RootSchema {
    let settings = SchemaSettings::draft07().with(|settings| settings.inline_subschemas = true);
    settings.with_visitor(AsLoaded).into_generator().into_root_schema_for::<T>()
}

/// Places are no part of what is written.
impl<T: JsonSchema> JsonSchema for Spanned<T> {
    fn is_referenceable() -> bool {
        T::is_referenceable()
    }

    fn schema_name() -> String {
        T::schema_name()
    }

    fn json_schema(generator: &mut schemars::r#gen::SchemaGenerator) -> schemars::schema::Schema {
        generator.subschema_for::<T>()
    }
}

/// A table in YAML: a mapping a row, or a list a row with the head first. Further columns are welcome.
fn table(title: &str, description: &str, columns: &Map<String, Value>) -> Value {
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": title,
        "description": description,
        "anyOf": [
            {
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "object",
                    "properties": columns,
                    "additionalProperties": cell(),
                },
            },
            { "type": "array", "minItems": 1, "items": { "type": "array", "items": cell() } },
        ],
    })
}

/// A cell: what is written, or nothing.
fn cell() -> Value {
    json!({ "type": ["string", "number", "boolean", "null"] })
}

/// A column of anything.
fn column(name: &str, description: impl Into<String>) -> (String, Value) {
    let mut column = cell();
    column["title"] = name.into();
    column["description"] = description.into().into();
    (name.to_owned(), column)
}

fn roster() -> Map<String, Value> {
    let described = |field| match field {
        Field::Number => Some("不用写，程序自己编号，例如：1"),
        Field::Group => Some("组里的职务，空着的和上一项相同，例如：组长"),
        Field::Name => Some("姓名，例如：王强；空着的是“各村书记”这样的一类人"),
        Field::Unit => Some("工作单位，例如：县卫生健康局"),
        Field::Post => Some("职务，例如：县卫生健康局局长"),
        Field::Phone => Some("电话，例如：0000—1234567"),
        Field::Note => Some("备注，例如：兼任办公室主任"),
        Field::Other => None,
    };
    let columns = Field::usual().filter_map(|(field, name)| Some((name, described(field)?)));
    columns.map(|(name, description)| column(name, description)).collect()
}

/// The columns that say something of their row's document, as the document itself would say it.
fn recipients() -> Map<String, Value> {
    let document = json!(derived::<DocumentSpec>());
    let dates = json!(derived::<Dates>());
    let columns = OVERRIDES.iter().map(|it| {
        let said = match it.key {
            Key::Same => &document["properties"][it.name],
            Key::Date(key) => &dates["properties"][key],
        };
        let description = said["description"].as_str().unwrap_or_default();
        let (name, any) =
            column(it.name, format!("这一行自己的，空着的按活动文件里统一的。{description}"));
        let fits = value_of(said);
        let column = match fits {
            Some(fits) => merged(&any, fits),
            None => any,
        };
        (name, column)
    });
    columns.collect()
}

/// What a cell may hold that says what this property says; none where any text will do.
fn value_of(property: &Value) -> Option<Value> {
    let enums =
        property["anyOf"].as_array().into_iter().flatten().any(|it| it.get("enum").is_some());
    if property.get("pattern").is_none() && property.get("enum").is_none() && !enums {
        return None;
    }
    let mut said = property.clone();
    for known in ["title", "description"] {
        said.as_object_mut()?.remove(known);
    }
    Some(json!({ "anyOf": [said, { "enum": ["", null] }] }))
}

/// The words of one about the form of the other.
fn merged(words: &Value, mut form: Value) -> Value {
    for known in ["title", "description"] {
        form[known] = words[known].clone();
    }
    form
}
