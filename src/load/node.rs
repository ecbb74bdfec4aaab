//! A YAML text as a tree of nodes, each with its place, each scalar as it was typed.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::options::DuplicateKeyPolicy;

use crate::diag::{Diagnostic, Result};
use crate::source::{Place, Source};

/// A node of the tree.
#[derive(Debug)]
pub(super) struct Node {
    pub data: Data,
    /// Bytes in the text; of a mapping or list, those of its first key or item.
    pub range: Range<usize>,
}

#[derive(Debug)]
pub(super) enum Data {
    Null,
    /// The text as typed; whether a number or a date is meant is the model's to say.
    Scalar {
        text: String,
        plain: bool,
    },
    List(Vec<Node>),
    Map(Vec<(Key, Node)>),
}

#[derive(Clone, Debug)]
pub(super) struct Key {
    pub text: String,
    pub range: Range<usize>,
}

/// Reads a text.
pub(super) fn parse(source: &Arc<Source>) -> Result<Node> {
    let options = serde_yaml::options! {
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        with_snippet: false,
    };
    match serde_yaml::from_str_with_options::<Raw>(source.text(), options) {
        Ok(raw) => Ok(raw.into_node(source.text())),
        Err(error) => Err(syntax_error(source, &error).into()),
    }
}

/// What the YAML parser says, in Chinese as far as its kinds of message are known.
fn syntax_error(source: &Arc<Source>, error: &serde_yaml::Error) -> Diagnostic {
    let place = match error.location() {
        Some(location) if location.line() > 0 => {
            let line = source.line(usize::try_from(location.line()).unwrap_or(usize::MAX));
            let column = usize::try_from(location.column()).unwrap_or(1);
            let text = &source.text()[line.clone()];
            let from = text.char_indices().nth(column.saturating_sub(1)).map_or(0, |(at, _)| at);
            Place::text(source, line.start + from..line.end)
        }
        _ => Place::file(source.name()),
    };
    let said = error.to_string();
    let (message, hint) = match error {
        // inside an alias the parser reports its own limits only in words
        _ if said.contains("budget") || said.contains("limit") => (
            "YAML 里的引用（&、*）展开后过大，不予读取".to_owned(),
            "去掉这些引用，把内容直接写出来",
        ),
        serde_yaml::Error::UnknownAnchor { .. } => {
            ("引用（*）的名字没有定义".to_owned(), "星号开头的文字要加引号：\"*……\"")
        }
        serde_yaml::Error::MultipleDocuments { .. } => {
            ("一个文件里只能有一份活动".to_owned(), "删去多余的“---”")
        }
        _ if said.contains("tab") => {
            ("缩进用了制表符".to_owned(), "YAML 的缩进只能用空格，请把制表符换成两个空格")
        }
        _ => (
            "YAML 写法有误，读到这里读不下去了".to_owned(),
            "检查缩进是否对齐、冒号后面有没有空格、引号和括号是否成对",
        ),
    };
    Diagnostic::error(place, message).hint(hint)
}

impl Node {
    /// Every key and scalar with its place.
    pub(super) fn scalars(&self) -> Vec<(&str, Range<usize>)> {
        match &self.data {
            Data::Null => Vec::new(),
            Data::Scalar { text, .. } => vec![(text, self.range.clone())],
            Data::List(items) => items.iter().flat_map(Self::scalars).collect(),
            Data::Map(entries) => entries
                .iter()
                .flat_map(|(key, value)| {
                    let mut found = vec![(key.text.as_str(), key.range.clone())];
                    found.extend(value.scalars());
                    found
                })
                .collect(),
        }
    }

    /// Cuts out all repetitions of a key, keeping the first, and names them.
    pub(super) fn take_duplicates(&mut self) -> Vec<Key> {
        let mut found = Vec::new();
        match &mut self.data {
            Data::Map(entries) => {
                let mut seen: Vec<String> = Vec::new();
                entries.retain(|(key, _)| {
                    let repeated = seen.contains(&key.text);
                    if repeated {
                        found.push(key.clone());
                    } else {
                        seen.push(key.text.clone());
                    }
                    !repeated
                });
                for (_, value) in entries {
                    found.extend(value.take_duplicates());
                }
            }
            Data::List(items) => {
                for item in items {
                    found.extend(item.take_duplicates());
                }
            }
            Data::Null | Data::Scalar { .. } => {}
        }
        found
    }
}

/// A node as the YAML crate hands it over.
struct Raw {
    kind: Kind,
    at: Range<usize>,
}

enum Kind {
    Null,
    /// A scalar that YAML took for a number or a truth value: what was typed is in the source.
    Typed(String),
    Text(String),
    List(Vec<Raw>),
    Map(Vec<(Raw, Raw)>),
}

impl Raw {
    fn into_node(self, source: &str) -> Node {
        let typed = source.get(self.at.clone()).unwrap_or_default();
        match self.kind {
            Kind::Null => Node { data: Data::Null, range: self.at },
            Kind::Typed(value) => {
                let text = if typed.is_empty() { value } else { typed.trim().to_owned() };
                Node { data: Data::Scalar { text, plain: true }, range: self.at }
            }
            Kind::Text(text) => {
                let plain = !typed.starts_with(['"', '\'']) && typed.trim_end() == text;
                // inside the quotes where what stands there is the value, so that carets can be exact
                let inner = self.at.start + 1..self.at.end.saturating_sub(1).max(self.at.start + 1);
                let range = if source.get(inner.clone()) == Some(text.as_str()) {
                    inner
                } else if plain {
                    self.at.start..self.at.start + text.len()
                } else {
                    self.at
                };
                Node { data: Data::Scalar { text, plain }, range }
            }
            Kind::List(items) => {
                let items: Vec<Node> = items.into_iter().map(|raw| raw.into_node(source)).collect();
                let range = items.first().map_or(self.at, |first| first.range.clone());
                Node { data: Data::List(items), range }
            }
            Kind::Map(entries) => {
                let entries: Vec<(Key, Node)> = entries
                    .into_iter()
                    .map(|(key, value)| {
                        let key = key.into_node(source);
                        let text = match key.data {
                            Data::Scalar { text, .. } => text,
                            Data::Null | Data::List(_) | Data::Map(_) => String::new(),
                        };
                        (Key { text, range: key.range }, value.into_node(source))
                    })
                    .collect();
                let range = entries.first().map_or(self.at, |(key, _)| key.range.clone());
                Node { data: Data::Map(entries), range }
            }
        }
    }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let spanned = serde_yaml::Spanned::<Kind>::deserialize(deserializer)?;
        let span = spanned.defined.span();
        let start = span.byte_offset().unwrap_or_default();
        let end = start + span.byte_len().unwrap_or_default();
        let index = |at| usize::try_from(at).unwrap_or_default();
        Ok(Self { kind: spanned.value, at: index(start)..index(end) })
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserializer.deserialize_any(KindVisitor)
    }
}

struct KindVisitor;

/// Scalars whose text is to be read from the source.
macro_rules! typed {
    ($($method:ident: $type:ty),*) => {
        $(fn $method<E>(self, value: $type) -> std::result::Result<Kind, E> {
            Ok(Kind::Typed(value.to_string()))
        })*
    };
}

impl<'de> Visitor<'de> for KindVisitor {
    type Value = Kind;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any YAML")
    }

    typed!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_i128: i128, visit_u128: u128, visit_f64: f64);

    fn visit_str<E>(self, value: &str) -> std::result::Result<Kind, E> {
        Ok(Kind::Text(value.to_owned()))
    }

    fn visit_unit<E>(self) -> std::result::Result<Kind, E> {
        Ok(Kind::Null)
    }

    fn visit_none<E>(self) -> std::result::Result<Kind, E> {
        Ok(Kind::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> std::result::Result<Kind, D::Error> {
        Kind::deserialize(inner)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> std::result::Result<Kind, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Kind::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Kind, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Kind::Map(entries))
    }
}
