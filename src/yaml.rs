//! YAML text → a tree of nodes, each with its place, each scalar as it was typed. The only home of the YAML
//! crate: campaigns and sheets stand on it, and so their mistakes are explained alike.

mod bracket;
mod level;
pub(crate) mod slip;

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::budget::BudgetBreach;
use serde_yaml::granit_parser::ErrorKind;
use serde_yaml::options::DuplicateKeyPolicy;
use serde_yaml::{Error, ExternalMessageSource, Location};

use crate::diag::{Diagnostic, Result, codes};
use crate::source::{Place, Source};

/// So deep may lists and mappings stand in each other: the reader calls itself for each, on whatever stack there is.
const DEEPEST: usize = 20;

/// A node of the tree.
#[derive(Debug)]
pub(crate) struct Node {
    pub data: Data,
    /// Bytes in the text; of a mapping or list, those of its first key or item.
    pub range: Range<usize>,
}

#[derive(Debug)]
pub(crate) enum Data {
    Null,
    /// The text as typed; whether a number or a date is meant is the model's to say.
    Scalar {
        text: String,
        plain: bool,
        /// Whether it stands on several lines, which YAML makes one of.
        folded: bool,
    },
    List(Vec<Node>, Flow),
    Map(Vec<(Key, Node)>, Flow),
}

/// How a list or a mapping is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flow {
    /// A line an item or a key.
    Lines,
    /// In brackets: `[甲, 乙]`, `{ 名称: … }`.
    Brackets,
}

#[derive(Clone, Debug)]
pub(crate) struct Key {
    pub text: String,
    pub range: Range<usize>,
}

/// Reads a text.
///
/// # Errors
/// Why it is no YAML: each slip of the hand that can be named for certain, else what the parser says.
pub(crate) fn parse(source: &Arc<Source>) -> Result<Node> {
    match read(source.text()) {
        Ok(raw) => {
            let node = raw.into_node(source.text());
            slip::comments(source, &node).or(node)
        }
        Err(error) => {
            Err(slip::all(source, &error).unwrap_or_else(|| explain(source, &error).into()))
        }
    }
}

fn read(text: &str) -> std::result::Result<Raw, Error> {
    let options = serde_yaml::options! {
        budget: serde_yaml::budget! { max_depth: DEEPEST },
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        with_snippet: false,
    };
    serde_yaml::from_str_with_options(text, options)
}

/// The parser's mistake in the clerk's language.
fn explain(source: &Arc<Source>, error: &Error) -> Diagnostic {
    let at = error.location().map_or(Place::file(source.name()), |at| place(source, at));
    let error = match error {
        Error::AliasError { error, .. } => error,
        _ => error,
    };
    let (message, hint) = match error {
        Error::Eof { .. } => {
            return Diagnostic::error(
                codes::EMPTY_FILE,
                Place::file(source.name()),
                "文件里没有内容",
            );
        }
        Error::MultipleDocuments { .. } => {
            ("YAML 写法有误：文件被“---”分成了几份", "删去多余的“---”")
        }
        Error::UnknownAnchor { .. } => {
            ("YAML 写法有误：“*”引用了没有定义过的内容", "“*”本身要打印时，给这个值加上引号")
        }
        Error::Budget { breach: BudgetBreach::Depth { .. }, .. } => TOO_DEEP,
        Error::Budget {
            breach:
                BudgetBreach::Events { .. }
                | BudgetBreach::Nodes { .. }
                | BudgetBreach::ScalarBytes { .. },
            ..
        } => TOO_LONG,
        Error::Budget { .. }
        | Error::AliasReplayCounterOverflow { .. }
        | Error::AliasReplayLimitExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. } => TOO_MUCH,
        Error::ExternalMessage { source, .. } => match source.as_ref() {
            ExternalMessageSource::Parser(error) => syntax(error.kind()),
            _ => GENERAL,
        },
        _ => GENERAL,
    };
    let blamed = |said: &Diagnostic| line_of(&said.place) <= line_of(&at);
    let found = match message {
        OPEN_QUOTE => open_quote(source)
            .map(|at| Diagnostic::error(codes::YAML_SYNTAX, at, message).hint(hint)),
        _ if [TOO_DEEP, TOO_LONG, TOO_MUCH].contains(&(message, hint)) => None,
        _ => bracket::open(source).filter(blamed).or_else(|| level::astray(source, line_of(&at))),
    };
    found.unwrap_or_else(|| Diagnostic::error(codes::YAML_SYNTAX, at, message).hint(hint))
}

/// The line of a place, counted from 1; 0 where it is in none.
fn line_of(place: &Place) -> usize {
    match place {
        Place::Text(source, range) => source.position(range.start).0,
        Place::Program | Place::File(_) | Place::Cell(..) => 0,
    }
}

/// The character at which a mistake is seen.
fn place(source: &Arc<Source>, location: Location) -> Place {
    let size = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
    let line = source.line(size(location.line()));
    let mut chars = source.text()[line.clone()].char_indices().map(|(at, c)| at..at + c.len_utf8());
    let at = chars.nth(size(location.column()).saturating_sub(1));
    let at = at.unwrap_or(line.len()..line.len());
    Place::text(source, line.start + at.start..line.start + at.end)
}

/// Where the first quotation mark stands that has no partner in its line: the parser sees that only later.
fn open_quote(source: &Arc<Source>) -> Option<Place> {
    let mut start = 0;
    for line in source.text().split_inclusive('\n') {
        let odd = ['"', '\''].into_iter().find(|quote| line.matches(*quote).count() % 2 == 1);
        if let Some(at) = odd.and_then(|odd| line.find(odd)) {
            return Some(Place::text(source, start + at..start + at + 1));
        }
        start += line.len();
    }
    None
}

const OPEN_BRACKET: &str = "YAML 写法有误：括号没有成对，或者缺逗号";
const OPEN_QUOTE: &str = "YAML 写法有误：引号没有成对";
const GENERAL: (&str, &str) =
    ("YAML 写法有误", "检查这一行和上一行的缩进、冒号和引号；有特殊符号的值要加引号");
const TOO_MUCH: (&str, &str) =
    ("YAML 里的引用（&、*）展开后过大，不予读取", "去掉这些引用，把内容直接写出来");
const TOO_DEEP: (&str, &str) =
    ("YAML 一层套一层，超过20层", "核对括号和缩进；确实要分这么多层的，拆成几项写");
const TOO_LONG: (&str, &str) = (
    "YAML 里的内容太多（“&”“*”引用展开后也算），不予读取",
    "很长的名单和表另存为 csv 或 xlsx 文件，在这里写文件名；有引用的，把内容直接写出来",
);

fn syntax(kind: &ErrorKind) -> (&'static str, &'static str) {
    match kind {
        ErrorKind::RecursionLimitExceeded => TOO_DEEP,
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar => {
            ("YAML 写法有误：这里不能用制表符", "把制表符（Tab）换成空格")
        }
        ErrorKind::UnclosedQuotedScalar
        | ErrorKind::DocumentIndicatorInQuotedScalar
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            (OPEN_QUOTE, "补上另一半引号，引号后面不要再写字")
        }
        ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::MisplacedFlowCollectionEnd
        | ErrorKind::MismatchedFlowCollectionEnd { .. }
        | ErrorKind::UnclosedFlowCollection { .. } => {
            (OPEN_BRACKET, "括号要用半角的 [ ] 或 { }，各项之间用半角逗号")
        }
        ErrorKind::MappingValueNotAllowed
        | ErrorKind::InvalidColonPlacement
        | ErrorKind::InvalidMappingValueWhitespace => {
            ("YAML 写法有误：这里不该有冒号", "值里有冒号时，给整个值加上引号")
        }
        ErrorKind::SimpleKeyExpected
        | ErrorKind::InvalidSimpleKey
        | ErrorKind::ExpectedBlockMappingKey => {
            ("YAML 写法有误：缺冒号，或者缩进没有对齐", "写成“名称: 内容”，冒号用半角，后面空一格")
        }
        ErrorKind::InvalidIndentation
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::BlockSequenceEntryNotAllowed => {
            ("YAML 写法有误：缩进没有对齐", "同一级的行左边要对齐，每一项以“- ”开头")
        }
        ErrorKind::UnexpectedCharacter { .. } => {
            ("YAML 写法有误：值不能以这个符号开头", "给这个值加上引号")
        }
        _ => GENERAL,
    }
}

impl Node {
    /// Every key and scalar with its place.
    pub(crate) fn scalars(&self) -> Vec<(&str, Range<usize>)> {
        match &self.data {
            Data::Null => Vec::new(),
            Data::Scalar { text, .. } => vec![(text, self.range.clone())],
            Data::List(items, _) => items.iter().flat_map(Self::scalars).collect(),
            Data::Map(entries, _) => entries
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
    pub(crate) fn take_duplicates(&mut self) -> Vec<Key> {
        let mut found = Vec::new();
        match &mut self.data {
            Data::Map(entries, _) => {
                let mut seen: BTreeSet<String> = BTreeSet::new();
                entries.retain(|(key, _)| {
                    let first = seen.insert(key.text.clone());
                    if !first {
                        found.push(key.clone());
                    }
                    first
                });
                for (_, value) in entries {
                    found.extend(value.take_duplicates());
                }
            }
            Data::List(items, _) => {
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
        let flow = |open| if typed.starts_with(open) { Flow::Brackets } else { Flow::Lines };
        match self.kind {
            Kind::Null => Node { data: Data::Null, range: self.at },
            Kind::Typed(value) => {
                let text = if typed.is_empty() { value } else { typed.trim().to_owned() };
                Node { data: Data::Scalar { text, plain: true, folded: false }, range: self.at }
            }
            Kind::Text(text) => {
                let text = unfolded(text, typed);
                // a plain text may go on in the next lines
                let plain =
                    !typed.starts_with(['"', '\'', '|', '>']) && bare(typed).eq(bare(&text));
                let folded = plain && typed.trim_end().contains('\n');
                // inside the quotes where what stands there is the value, so that carets can be exact
                let inner = self.at.start + 1..self.at.end.saturating_sub(1).max(self.at.start + 1);
                let range = if source.get(inner.clone()) == Some(text.as_str()) {
                    inner
                } else if plain {
                    self.at.start..self.at.start + typed.trim_end().len()
                } else {
                    self.at
                };
                Node { data: Data::Scalar { text, plain, folded }, range }
            }
            Kind::List(items) => {
                let items: Vec<Node> = items.into_iter().map(|raw| raw.into_node(source)).collect();
                let range = items.first().map_or(self.at, |first| first.range.clone());
                Node { data: Data::List(items, flow('[')), range }
            }
            Kind::Map(entries) => {
                let entries: Vec<(Key, Node)> = entries
                    .into_iter()
                    .map(|(key, value)| {
                        let key = key.into_node(source);
                        let text = match key.data {
                            Data::Scalar { text, .. } => text,
                            Data::Null | Data::List(..) | Data::Map(..) => String::new(),
                        };
                        (Key { text, range: key.range }, value.into_node(source))
                    })
                    .collect();
                let range = entries.first().map_or(self.at, |(key, _)| key.range.clone());
                Node { data: Data::Map(entries, flow('{')), range }
            }
        }
    }
}

fn bare(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !c.is_whitespace())
}

/// A text of several lines as Chinese is written: YAML puts a space where a line breaks.
fn unfolded(text: String, typed: &str) -> String {
    let mut lines = typed.lines().map(str::trim);
    let Some(first) = lines.next().filter(|first| !first.starts_with('|')) else { return text };
    let (mut before, mut at, mut text) = (first, 0, text);
    for line in lines {
        let ends = before.chars().next_back().zip(line.chars().next());
        before = line;
        let Some((last, next)) = ends.filter(|(a, b)| !a.is_ascii() && !b.is_ascii()) else {
            continue;
        };
        let fold = format!("{last} {next}");
        if let Some(found) = text[at..].find(&fold) {
            at += found + last.len_utf8();
            text.remove(at);
        }
    }
    text
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Lists in lists, maps in maps, maps as keys: so deep.
    fn nested(deep: usize) -> [String; 4] {
        let around =
            |open: &str, close: &str| format!("{}一{}", open.repeat(deep), close.repeat(deep));
        [around("- ", ""), around("[", "]"), around("{甲: ", "}"), around("? ", "")]
    }

    #[test]
    fn lines_of_chinese_are_joined_without_a_space() {
        for (text, read) in [
            ("甲: 关于做好\n  防汛工作\n  的 通知\n", "关于做好防汛工作的 通知"),
            ("甲: \"关于做好\n  防汛工作\"\n", "关于做好防汛工作"),
            ("甲: >-\n  关于做好\n  防汛工作\n", "关于做好防汛工作"),
            ("甲: 关于 A\n  B 的\n  通知\n", "关于 A B 的通知"),
            ("甲: |-\n  关于\n  通知\n", "关于\n通知"),
        ] {
            let node = parse(&Source::new("甲.yaml", text)).unwrap();
            assert_eq!(node.scalars()[1].0, read);
        }
    }

    #[test]
    fn what_is_nested_too_deep_is_refused_where_it_is() {
        for text in nested(DEEPEST) {
            parse(&Source::new("表.yaml", text)).unwrap();
        }
        for text in [nested(DEEPEST + 1), nested(100_000)].concat() {
            let refused = parse(&Source::new("表.yaml", text)).unwrap_err();
            let said: Vec<&str> = refused.iter().map(|it| it.message.as_str()).collect();
            assert_eq!(said, [format!("YAML 一层套一层，超过{DEEPEST}层")]);
            assert!(refused.iter().all(|it| it.place != Place::file("表.yaml")));
        }
    }
}
