//! The model from the tree of nodes: a serde deserializer whose errors know their place and path.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::de::{self, DeserializeSeed, Deserializer, IntoDeserializer, Visitor};

use crate::diag::{Diagnostic, codes};
use crate::load::spanned;
use crate::model::Wrong;
use crate::placeholder;
use crate::schema;
use crate::source::{Place, Source};
use crate::yaml::{Data, Flow, Key, Node, slip};

/// A step from a node to one of its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Key(String),
    Index(usize),
}

/// What is wrong.
#[derive(Debug)]
pub(crate) enum Fault {
    /// A key that the model does not know.
    Unknown { key: String, known: &'static [&'static str] },
    /// A key that the model needs.
    Missing { key: &'static str },
    /// A value that does not fit.
    Unfit(Wrong),
    /// A value of another kind than the key has: an example of the key is the better hint.
    Kind(Wrong),
    /// The same, where its line likely has a slip of the hand.
    Slip(Wrong),
}

/// A mistake, where it stands and how to get there from the root.
#[derive(Debug)]
pub(crate) struct Mistake {
    pub fault: Fault,
    pub range: Option<Range<usize>>,
    /// From the root to the node; built from its end while the error travels up.
    pub path: Vec<Step>,
}

impl Mistake {
    fn new(fault: Fault) -> Self {
        Self { fault, range: None, path: Vec::new() }
    }

    fn unfit(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(Fault::Unfit(Wrong::new(message, hint)))
    }

    fn at(mut self, range: &Range<usize>) -> Self {
        self.range.get_or_insert_with(|| range.clone());
        self
    }

    fn below(mut self, step: Step) -> Self {
        self.path.insert(0, step);
        self
    }

    pub(crate) fn diagnostic(&self, source: &Arc<Source>) -> Diagnostic {
        let place = match &self.range {
            Some(range) => Place::text(source, range.clone()),
            None => Place::file(source.name()),
        };
        let slip = || slip::at(source, self.range.as_ref()?);
        match &self.fault {
            Fault::Unknown { key, .. } if key.contains(is_of_slip) || key.starts_with('-') => {
                slip()
            }
            Fault::Slip(_) => slip(),
            _ => None,
        }
        .unwrap_or_else(|| self.plainly(place))
    }

    fn plainly(&self, place: Place) -> Diagnostic {
        match &self.fault {
            Fault::Unknown { key, known } => {
                let unknown =
                    Diagnostic::error(codes::UNKNOWN_KEY, place, format!("不认识的键“{key}”"));
                match schema::parent(key).filter(|_| self.path.is_empty()) {
                    Some(parent) => {
                        unknown.hint(format!("“{key}”写在“{parent}”下面，比它多缩进两格"))
                    }
                    None => unknown.did_you_mean(key, known.iter().copied()),
                }
            }
            Fault::Missing { key } => {
                Diagnostic::error(codes::MISSING_KEY, place, format!("这里缺少“{key}”"))
                    .hint(format!("补上一行“{key}: ……”"))
            }
            Fault::Kind(wrong) => {
                let keys = self.path.iter().filter_map(|step| match step {
                    Step::Key(key) => Some(key.as_str()),
                    Step::Index(_) => None,
                });
                let said = wrong.at(place);
                match schema::example(&keys.collect::<Vec<_>>()) {
                    Some(example) => said.hint(format!("例如：{example}")),
                    None => said,
                }
            }
            Fault::Unfit(wrong) | Fault::Slip(wrong) => wrong.at(place),
        }
    }
}

/// Marks that no key holds, but for a slip of the hand.
fn is_of_slip(c: char) -> bool {
    matches!(c, '：' | ':' | '｛' | '｝' | '－' | '—' | '–' | '−' | '\u{3000}' | '\u{a0}')
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.fault)
    }
}

impl std::error::Error for Mistake {}

impl de::Error for Mistake {
    /// A [`Wrong`], which has a hint in its alternate form, or a message alone.
    fn custom<T: fmt::Display>(said: T) -> Self {
        let (message, hint) = (format!("{said}"), format!("{said:#}"));
        let has_hint = message != hint;
        Self::unfit(message, if has_hint { hint } else { String::new() })
    }

    /// What may stand in several forms says itself which; only the node knows what stands there.
    fn invalid_type(found: de::Unexpected<'_>, wanted: &dyn de::Expected) -> Self {
        let found = match found {
            de::Unexpected::Unit => "没有写内容",
            de::Unexpected::Seq => "写的是列表",
            de::Unexpected::Map => "写的是一组“键: 值”",
            _ => "写的是文字",
        };
        Self::unfit(format!("这里应写{wanted}，{found}"), "")
    }

    fn unknown_field(key: &str, known: &'static [&'static str]) -> Self {
        Self::new(Fault::Unknown { key: key.to_owned(), known })
    }

    fn missing_field(key: &'static str) -> Self {
        Self::new(Fault::Missing { key })
    }

    fn unknown_variant(variant: &str, known: &'static [&'static str]) -> Self {
        Self::unfit(format!("没有“{variant}”这一种"), format!("可以写的有：{}", known.join("、")))
    }
}

impl Node {
    fn scalar(&self) -> Option<&str> {
        match &self.data {
            Data::Scalar { text, .. } => Some(text),
            Data::Null | Data::List(..) | Data::Map(..) => None,
        }
    }

    fn wanted(&self, what: &str, example: &str) -> Mistake {
        let found = match &self.data {
            Data::Null => "没有写内容",
            Data::Scalar { .. } => "写的是文字",
            Data::List(..) => "写的是列表",
            Data::Map(..) => "写的是一组“键: 值”",
        };
        let said = Wrong::new(format!("这里应写{what}，{found}"), example);
        if let Data::List(items, Flow::Brackets) = &self.data
            && let [Self { data: Data::Scalar { text, .. }, .. }] = items.as_slice()
        {
            let said = Wrong { hint: format!("去掉方括号，写成 {text}"), ..said };
            return Mistake::new(Fault::Unfit(said)).at(&self.range);
        }
        let fault = if self.is_slip() { Fault::Slip(said) } else { Fault::Kind(said) };
        Mistake::new(fault).at(&self.range)
    }

    /// Whether a text without quotation marks looks like keys and values, or like something in brackets.
    fn is_slip(&self) -> bool {
        matches!(&self.data, Data::Scalar { text, plain: true, .. }
            if text.contains(['：', ':']) || text.starts_with(['｛', '{', '［', '【']))
    }

    /// Whether a text is a list in full-width brackets.
    fn is_list_by_slip(&self) -> bool {
        matches!(&self.data, Data::Scalar { text, plain: true, .. }
            if text.starts_with(['【', '［'])
                && text.ends_with(['】', '］', ']'])
                && placeholder::first(text).is_none())
    }

    /// Whether a text in a mapping in brackets holds a key that is not among the others: 甲，代字：乙.
    fn swallows(&self, key: &str) -> bool {
        matches!(&self.data, Data::Scalar { text, plain: true, .. }
        if text.match_indices(key).any(|(at, _)| {
            text[..at].trim_end().ends_with('，')
                && text[at + key.len()..].starts_with(['：', ':'])
        }))
    }

    /// The entries of a mapping that knows these keys.
    fn mapping<'de, V: Visitor<'de>>(
        &'de self,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mistake> {
        let Data::Map(entries, flow) = &self.data else {
            return Err(self.wanted("一组“键: 值”", "例如：{ 名称: 青溪县人民政府 }"));
        };
        let known = if *flow == Flow::Brackets { known } else { &[] };
        let is_there = |key: &str| entries.iter().any(|(there, _)| there.text == key);
        for (key, value) in entries {
            if let Some(other) = known.iter().find(|it| !is_there(it) && value.swallows(it)) {
                let said = Wrong::new(
                    format!("“{}”的值里写了另一个键“{other}”", key.text),
                    "确实是值里的字的，给整个值加上引号",
                );
                let mistake = Mistake::new(Fault::Slip(said)).at(&value.range);
                return Err(mistake.below(Step::Key(key.text.clone())));
            }
        }
        visitor
            .visit_map(Entries { entries: entries.iter(), current: None })
            .map_err(|e: Mistake| e.at(&self.range))
    }

    fn number<T: std::str::FromStr>(&self) -> Result<T, Mistake> {
        self.scalar()
            .and_then(|text| text.parse().ok())
            .ok_or_else(|| self.wanted("阿拉伯数字", "例如：25"))
    }
}

macro_rules! numbers {
    ($($method:ident => $visit:ident),*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
            visitor.$visit(self.number()?).map_err(|e: Mistake| e.at(&self.range))
        })*
    };
}

impl<'de> Deserializer<'de> for &'de Node {
    type Error = Mistake;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match &self.data {
            Data::Null => visitor.visit_unit(),
            Data::List(..) => self.deserialize_seq(visitor),
            Data::Map(..) => self.deserialize_map(visitor),
            Data::Scalar { text, plain: true, .. } => match text.as_str() {
                "true" => visitor.visit_bool(true),
                "false" => visitor.visit_bool(false),
                _ => match (text.parse(), text.parse()) {
                    // a number with a leading zero is a code or a telephone number: text
                    _ if text.len() > 1 && text.starts_with('0') && !text.starts_with("0.") => {
                        visitor.visit_str(text)
                    }
                    // so is what would be printed otherwise than it was typed: 1.50, 1e5, twenty digits
                    (Ok(integer), _) if i64::to_string(&integer) == *text => {
                        visitor.visit_i64(integer)
                    }
                    (_, Ok(float)) if f64::to_string(&float) == *text && f64::is_finite(float) => {
                        visitor.visit_f64(float)
                    }
                    _ => visitor.visit_str(text),
                },
            },
            Data::Scalar { text, plain: false, .. } => visitor.visit_str(text),
        }
        .map_err(|e: Mistake| e.at(&self.range))
    }

    numbers!(
        deserialize_i8 => visit_i8, deserialize_i16 => visit_i16, deserialize_i32 => visit_i32,
        deserialize_i64 => visit_i64, deserialize_u8 => visit_u8, deserialize_u16 => visit_u16,
        deserialize_u32 => visit_u32, deserialize_u64 => visit_u64,
        deserialize_f32 => visit_f32, deserialize_f64 => visit_f64
    );

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match self.scalar() {
            Some("true" | "是") => visitor.visit_bool(true),
            Some("false" | "否") => visitor.visit_bool(false),
            _ => Err(self.wanted("“是”或“否”", "例如：是")),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        let text = self.scalar().ok_or_else(|| self.wanted("文字", "例如：青溪县人民政府"))?;
        visitor.visit_str(text).map_err(|e: Mistake| e.at(&self.range))
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match self.data {
            Data::Null => visitor.visit_none(),
            Data::Scalar { .. } | Data::List(..) | Data::Map(..) => visitor.visit_some(self),
        }
    }

    /// A list, or one value standing for a list of one.
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match &self.data {
            Data::List(items, _) => visitor.visit_seq(Items { items: items.iter().enumerate() }),
            Data::Scalar { folded: true, .. } => {
                let said = "这里应写列表，几行却合成了一项";
                Err(Mistake::unfit(said, "每一项前面写半角的“-”，再空一格").at(&self.range))
            }
            Data::Scalar { .. } if self.is_list_by_slip() => {
                let said = Wrong::new("这里应写列表，括号是全角的", "例如：[甲, 乙]");
                Err(Mistake::new(Fault::Slip(said)).at(&self.range))
            }
            Data::Scalar { .. } => {
                visitor.visit_seq(Items { items: std::slice::from_ref(self).iter().enumerate() })
            }
            Data::Null | Data::Map(..) => {
                Err(self.wanted("列表", "例如：[甲, 乙]，或每行一个“- 甲”"))
            }
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        self.mapping(&[], visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mistake> {
        if name == spanned::NAME {
            visitor.visit_map(Placed { node: self, field: 0 })
        } else {
            self.mapping(fields, visitor)
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mistake> {
        let text = self.scalar().ok_or_else(|| self.wanted("一个词", "例如：表格"))?;
        visitor.visit_enum(text.into_deserializer()).map_err(|e: Mistake| e.at(&self.range))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Mistake> {
        visitor.visit_newtype_struct(self)
    }

    serde::forward_to_deserialize_any! {
        char bytes byte_buf unit unit_struct tuple tuple_struct identifier ignored_any
    }
}

struct Items<'de> {
    items: std::iter::Enumerate<std::slice::Iter<'de, Node>>,
}

impl<'de> de::SeqAccess<'de> for Items<'de> {
    type Error = Mistake;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Mistake> {
        self.items
            .next()
            .map(|(index, node)| {
                seed.deserialize(node).map_err(|e| e.at(&node.range).below(Step::Index(index)))
            })
            .transpose()
    }
}

struct Entries<'de> {
    entries: std::slice::Iter<'de, (Key, Node)>,
    current: Option<&'de (Key, Node)>,
}

impl<'de> de::MapAccess<'de> for Entries<'de> {
    type Error = Mistake;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Mistake> {
        self.current = self.entries.next();
        self.current
            .map(|(key, _)| seed.deserialize(KeyDeserializer(key)).map_err(|e| e.at(&key.range)))
            .transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Mistake> {
        let Some((key, node)) = self.current else {
            return Err(Mistake::unfit("键没有值", ""));
        };
        seed.deserialize(node).map_err(|e| {
            // an empty value has no place of its own: the key shows where it is missing
            let range = if node.range.is_empty() { &key.range } else { &node.range };
            e.at(range).below(Step::Key(key.text.clone()))
        })
    }
}

/// A key, which is text but may be asked for with its place.
struct KeyDeserializer<'de>(&'de Key);

impl<'de> Deserializer<'de> for KeyDeserializer<'de> {
    type Error = Mistake;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        visitor.visit_str(&self.0.text)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// The fields of a [`crate::source::Spanned`]: start, end, value.
struct Placed<'de> {
    node: &'de Node,
    field: usize,
}

impl<'de> de::MapAccess<'de> for Placed<'de> {
    type Error = Mistake;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Mistake> {
        let key = spanned::FIELDS.get(self.field);
        self.field += 1;
        key.map(|key| seed.deserialize(BorrowedStr(key))).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Mistake> {
        let number = |at: usize| (at as u64).into_deserializer();
        match self.field {
            1 => seed.deserialize(number(self.node.range.start)),
            2 => seed.deserialize(number(self.node.range.end)),
            _ => seed.deserialize(self.node),
        }
    }
}

/// A field name that outlives the deserializer.
struct BorrowedStr(&'static str);

impl<'de> Deserializer<'de> for BorrowedStr {
    type Error = Mistake;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        visitor.visit_borrowed_str(self.0)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
