//! Where the parts of a rendered text were written.
//!
//! A text that somebody asks about is rendered a second time, from templates in which marks stand before
//! literal words and around what `{{ }}` prints. Marks are made of characters that no document may hold;
//! they pass through loops, macros, includes and filters with the words they belong to. What they tell
//! counts only where the words are the same as without them: where a template compares or counts what it
//! printed itself, it is marked outside of such passages, and in the last resort line by line.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use minijinja::machinery::{Token, tokenize};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Object, Value, ValueKind};
use minijinja::{Environment, Error, State};

use super::context::{Row, Traced};
use super::functions::{self, Table, Tables};
use super::{Context, FUEL, STRING, printed, words};
use crate::source::{Call, Origin, Place, Segment, Source, unmarked};

/// The filter at the end of each marked `{{ }}`.
const FILTER: &str = "__origin";
/// The name under which it finds what belongs to this rendering.
const RUN: &str = "__run";
/// How many times the instructions of a plain rendering a marked one may take.
const MORE_FUEL: u64 = 8;

/// The first of sixteen characters that stand for digits.
const DIGIT: u32 = 0xfdd0;
/// Before literal words; then the number of the template and the offset.
const LITERAL: char = '\u{fde0}';
/// Before what is printed; then the number of the template, the ends of the expression, and the value.
const OPEN: char = '\u{fde1}';
/// Behind what is printed.
const CLOSE: char = '\u{fde2}';
/// Behind a number.
const END: char = '\u{fde3}';

/// Whether a character is part of a mark.
pub(super) fn is_mark(c: char) -> bool {
    ('\u{fdd0}'..='\u{fdef}').contains(&c)
}

/// How much of a template is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    /// All words, also those that a template gathers before it prints them.
    Everything,
    /// What goes straight into the text; what is gathered may be compared or counted.
    Straight,
}

/// An environment whose templates are marked.
fn environment_of(
    sources: &Arc<BTreeMap<String, Arc<Source>>>,
    tables: &Arc<Tables>,
    extent: Extent,
) -> Environment<'static> {
    let mut environment = super::environment(FUEL * MORE_FUEL);
    functions::add(&mut environment, tables, Table::traced);
    let texts = Arc::clone(sources);
    environment.set_loader(move |name| {
        // 0 is the text itself
        let template = (1..).zip(texts.iter()).find(|(_, (known, _))| *known == name);
        let marked = template.map(|(number, (_, source))| marked(number, source.text(), extent));
        marked.map(|template| super::metered(&template)).transpose()
    });
    let tables = Arc::clone(tables);
    let print = move |state: &State, value: Value, mark: String, path: Vec<String>| {
        let words = if value.is_undefined() { String::new() } else { printed(state, &value)? };
        // what is empty stays so: a template may ask
        if words.is_empty() {
            return Ok(value);
        }
        let run = state.lookup(RUN).and_then(|run| run.downcast_object::<Run>());
        let number = match &run {
            Some(run) if !value.is_safe() => run.note(run.parts(state, &tables, &value, &path)),
            _ => 0,
        };
        let printed = format!("{OPEN}{mark}{}{words}{CLOSE}", digits(number));
        Ok::<_, Error>(Value::from_safe_string(printed))
    };
    environment.add_filter(FILTER, print);
    environment
}

/// What it takes to render marked texts, made when the first is.
pub(super) struct Tracer {
    sources: Arc<BTreeMap<String, Arc<Source>>>,
    tables: Arc<Tables>,
    everything: OnceLock<Environment<'static>>,
    straight: OnceLock<Environment<'static>>,
}

/// A text that was rendered.
pub(super) struct Rendered {
    /// What was rendered, as the template engine got it.
    pub(super) template: String,
    /// The name under which it was rendered.
    pub(super) name: String,
    /// The file in which it stands.
    pub(super) source: Arc<Source>,
    /// The byte in the file at which it begins.
    pub(super) base: usize,
    /// What came out.
    pub(super) text: String,
    /// What it could see.
    pub(super) context: Arc<Context>,
}

impl Tracer {
    pub(super) fn new(sources: &Arc<BTreeMap<String, Arc<Source>>>, tables: &Arc<Tables>) -> Self {
        let (sources, tables) = (Arc::clone(sources), Arc::clone(tables));
        Self { sources, tables, everything: OnceLock::new(), straight: OnceLock::new() }
    }

    /// Where the parts of a text were written.
    pub(super) fn origin(&self, rendered: &Rendered) -> Origin {
        let everything = self.trace(rendered, Extent::Everything);
        if let Some(trace) = &everything
            && trace.text == rendered.text
        {
            return trace.origin();
        }
        match self.trace(rendered, Extent::Straight).or(everything) {
            Some(trace) if trace.text == rendered.text => trace.origin(),
            Some(trace) => trace.by_lines(&rendered.text),
            None => Origin::default(),
        }
    }

    fn environment(&self, extent: Extent) -> &Environment<'static> {
        let environment = match extent {
            Extent::Everything => &self.everything,
            Extent::Straight => &self.straight,
        };
        environment.get_or_init(|| environment_of(&self.sources, &self.tables, extent))
    }

    /// Nothing where the marks make a mistake of what is none.
    fn trace(&self, rendered: &Rendered, extent: Extent) -> Option<Trace> {
        let mut traced = Traced::default();
        let facts = traced.row(&rendered.context);
        let mut values = facts.values();
        let run = Arc::new(Run { traced, facts, printed: Mutex::default() });
        values.insert(RUN.to_owned(), Value::from_dyn_object(Arc::clone(&run)));
        let template = super::metered(&marked(0, &rendered.template, extent)).ok()?;
        let text = self.environment(extent).render_named_str(&rendered.name, &template, values);
        let printed = run.printed.lock().unwrap_or_else(PoisonError::into_inner);
        let escaped = rendered.name != STRING;
        let mut reader = Reader {
            tracer: self,
            rendered,
            values: &printed,
            escaped,
            trace: Trace::default(),
            open: Vec::new(),
            // words that no mark stands before are somewhere behind the beginning
            at: At::Between(Some((Arc::clone(&rendered.source), rendered.base))),
        };
        reader.read(&text.ok()?);
        Some(reader.trace)
    }
}

/// A template with marks.
fn marked(number: usize, template: &str, extent: Extent) -> String {
    let mut marked = String::with_capacity(template.len() * 2);
    let mut done = 0;
    let mut add = |at: usize, mark: &str| {
        marked.push_str(&template[done..at]);
        marked.push_str(mark);
        done = at;
    };
    // how deep in passages that are gathered and not printed straight away
    let mut depth = 0_usize;
    let mut expression = 0;
    let mut tag: Vec<Token<'_>> = Vec::new();
    // what is no template is told by the plain rendering
    for (token, span) in tokenize(template, false, SyntaxConfig::default()).map_while(Result::ok) {
        let wanted = extent == Extent::Everything || depth == 0;
        let (from, to) = (span.start_offset as usize, span.end_offset as usize);
        match token {
            Token::TemplateData(words) if wanted => {
                let start = words.as_ptr().addr() - template.as_ptr().addr();
                let bare = words.trim_start();
                let at = start + words.len() - bare.len();
                if !bare.is_empty() {
                    add(at, &format!("{LITERAL}{}{}", digits(number), digits(at)));
                }
            }
            Token::VariableStart => expression = to,
            Token::VariableEnd if wanted => {
                let inside = &template[expression..from];
                let path: Vec<String> = path(inside).iter().map(|it| format!("'{it}'")).collect();
                let path = path.join(",");
                add(expression, "(");
                let (start, end) = (
                    expression + inside.len() - inside.trim_start().len(),
                    expression + inside.trim_end().len(),
                );
                let mark: String = [number, start, end].into_iter().map(digits).collect();
                add(from, &format!(")|{FILTER}('{mark}',[{path}])"));
            }
            Token::BlockStart => tag.clear(),
            Token::BlockEnd => match tag.as_slice() {
                [Token::Ident("macro" | "call" | "filter"), ..] => depth += 1,
                [Token::Ident("set"), rest @ ..]
                    if !rest.iter().any(|token| matches!(token, Token::Assign)) =>
                {
                    depth += 1;
                }
                [Token::Ident("endmacro" | "endcall" | "endfilter" | "endset"), ..] => {
                    depth = depth.saturating_sub(1);
                }
                _ => {}
            },
            token => tag.push(token),
        }
    }
    marked + &template[done..]
}

/// The names that lead to a value: 村.户数 of `村.户数|万`. Nothing where something is reckoned.
fn path(expression: &str) -> Vec<&str> {
    let before = expression.split('|').next().unwrap_or(expression).trim();
    let steps: Vec<&str> = before.split('.').collect();
    let is_name =
        |step: &&str| !step.is_empty() && step.chars().all(|c| c.is_alphanumeric() || c == '_');
    if steps.iter().all(is_name) { steps } else { Vec::new() }
}

fn digits(number: usize) -> String {
    let digit = |c: char| c.to_digit(16).and_then(|digit| char::from_u32(DIGIT + digit));
    format!("{number:x}").chars().filter_map(digit).chain([END]).collect()
}

/// The numbers behind a mark, and what follows them.
fn numbers<const N: usize>(mut text: &str) -> Option<([usize; N], &str)> {
    let mut numbers = [0; N];
    for number in &mut numbers {
        let (digits, rest) = text.split_once(END)?;
        for c in digits.chars() {
            let digit = u32::from(c).checked_sub(DIGIT).filter(|digit| *digit < 16)?;
            *number = *number * 16 + digit as usize;
        }
        text = rest;
    }
    Some((numbers, text))
}

/// A text that a value is made of, and where it was written.
type Part = (String, Place);

/// One marked rendering.
#[derive(Debug, Default)]
struct Run {
    traced: Traced,
    /// What all of it can see.
    facts: Row,
    /// What each value that was printed is made of.
    printed: Mutex<Vec<Vec<Part>>>,
}

impl Object for Run {}

impl Run {
    /// Notes what a printed value is made of; its number, counted from 1, or 0 where that is not known.
    fn note(&self, parts: Vec<Part>) -> usize {
        if parts.is_empty() {
            return 0;
        }
        let mut printed = self.printed.lock().unwrap_or_else(PoisonError::into_inner);
        printed.push(parts);
        printed.len()
    }

    /// What a value is made of that `path`, perhaps with filters behind it, led to.
    fn parts(&self, state: &State, tables: &Tables, value: &Value, path: &[String]) -> Vec<Part> {
        let text = |value: &Value| {
            let place = self.traced.text(value).or_else(|| tables.text(value))?;
            Some((value.as_str()?.to_owned(), place.clone()))
        };
        if let Some(part) = text(value) {
            return vec![part];
        }
        let Some((value, place)) = self.at(state, path) else { return Vec::new() };
        match value.kind() {
            ValueKind::Seq => {
                value.try_iter().into_iter().flatten().filter_map(|it| text(&it)).collect()
            }
            ValueKind::Map => Vec::new(),
            _ => {
                let part = text(&value).or_else(|| Some((words(&value).ok()?, place?)));
                part.into_iter().collect()
            }
        }
    }

    /// The value that a path leads to, and where it was written.
    fn at(&self, state: &State, path: &[String]) -> Option<(Value, Option<Place>)> {
        let (name, steps) = path.split_first()?;
        let mut value = state.lookup(name)?;
        // unless a loop or a macro has another value of this name
        let fact = self.facts.get(name).filter(|(fact, _)| *fact == value);
        let mut place = fact.map(|(_, place)| place.clone());
        for step in steps {
            let row = value.downcast_object_ref::<Row>();
            place = row.and_then(|row| row.get(step)).map(|(_, place)| place.clone());
            value = match step.parse::<usize>() {
                Ok(index) => value.get_item_by_index(index).ok()?,
                Err(_) => value.get_attr(step).ok()?,
            };
        }
        Some((value, place.filter(|place| *place != Place::Program)))
    }
}

/// A text without its marks, and what they told.
#[derive(Debug, Default)]
struct Trace {
    text: String,
    calls: Vec<Call>,
    segments: Vec<Segment>,
}

impl Trace {
    fn origin(&self) -> Origin {
        Origin::new(self.calls.clone(), self.segments.clone())
    }

    /// The origin of a text that is not quite this one, line by line.
    fn by_lines(&self, text: &str) -> Origin {
        let origin = self.origin();
        let lines = |text: &str| -> Vec<Range<usize>> {
            let ends = text.split_inclusive('\n').scan(0, |end, line| {
                *end += line.len();
                Some(*end - line.len()..*end)
            });
            ends.collect()
        };
        let (ours, theirs) = (lines(&self.text), lines(text));
        let words = |text: &'_ str, lines: &[Range<usize>]| -> Vec<String> {
            lines.iter().map(|line| text[line.clone()].to_owned()).collect()
        };
        let changes = similar::capture_diff_slices(
            similar::Algorithm::Myers,
            &words(&self.text, &ours),
            &words(text, &theirs),
        );
        let segments = changes.iter().flat_map(|change| {
            let (old, new) = (change.old_range(), change.new_range());
            let last = old.end.max(old.start + 1) - 1;
            new.clone().map(move |line| (line, (old.start + line - new.start).min(last)))
        });
        let segments = segments.filter_map(|(line, ours_at)| {
            let place = origin.place(ours.get(ours_at).or(ours.last())?.clone())?;
            let (literal, value) = match place {
                Place::Text(source, range) => (Some((source, range)), None),
                place => (None, Some(place)),
            };
            Some(Segment { rendered: theirs.get(line)?.clone(), call: None, literal, value })
        });
        Origin::new(Vec::new(), segments.collect())
    }
}

/// Where the words stand that come next.
#[derive(Debug)]
enum At {
    /// Among literal words.
    Literal(Arc<Source>, usize),
    /// In what a `{{ }}` printed.
    Value,
    /// Behind what a `{{ }}` printed, or at the beginning.
    Between(Option<(Arc<Source>, usize)>),
}

/// Takes the marks out of a text.
struct Reader<'t> {
    tracer: &'t Tracer,
    rendered: &'t Rendered,
    values: &'t [Vec<Part>],
    /// Whether values are escaped for the markup.
    escaped: bool,
    trace: Trace,
    /// The `{{ }}` that are being printed, with the number of the value.
    open: Vec<(usize, usize)>,
    at: At,
}

impl Reader<'_> {
    fn read(&mut self, mut marked: &str) {
        while let Some(start) = marked.find(is_mark) {
            self.words(&marked[..start]);
            let mut chars = marked[start..].chars();
            let mark = chars.next();
            marked = chars.as_str();
            match mark {
                Some(LITERAL) => {
                    if let Some(([template, at], rest)) = numbers(marked) {
                        self.literal(template, at);
                        marked = rest;
                    }
                }
                Some(OPEN) => {
                    if let Some(([template, from, to, value], rest)) = numbers(marked) {
                        self.open(template, from..to, value);
                        marked = rest;
                    }
                }
                Some(CLOSE) => {
                    let closed = self.open.pop().and_then(|(call, _)| self.trace.calls.get(call));
                    let end = closed.map(|call| (Arc::clone(&call.template), call.range.end));
                    self.at = At::Between(end);
                }
                // torn by something that cuts texts
                _ => {}
            }
        }
        self.words(marked);
    }

    /// A place in a template by its number.
    fn written(&self, template: usize, at: usize) -> Option<(Arc<Source>, usize)> {
        match template.checked_sub(1) {
            None => Some((Arc::clone(&self.rendered.source), self.rendered.base + at)),
            Some(number) => self.tracer.sources.values().nth(number).map(|it| (Arc::clone(it), at)),
        }
    }

    fn literal(&mut self, template: usize, at: usize) {
        let Some((source, at)) = self.written(template, at) else { return };
        // white space in front is not marked: a template may trim it
        if let (At::Between(_), Some(last)) = (&self.at, self.trace.segments.last_mut())
            && last.value.is_none()
            && last.call == self.open.last().map(|(call, _)| *call)
        {
            let gap = &self.trace.text[last.rendered.clone()];
            let before = source.text().get(..at).filter(|before| before.ends_with(gap));
            if let Some(before) = before.filter(|_| gap.trim().is_empty()) {
                last.literal = Some((Arc::clone(&source), before.len() - gap.len()..at));
            } else if last.literal.is_none() && last.call.is_none() {
                last.literal = Some((Arc::clone(&source), at..at));
            }
        }
        self.at = At::Literal(source, at);
    }

    fn open(&mut self, template: usize, range: Range<usize>, value: usize) {
        let Some((template, start)) = self.written(template, range.start) else { return };
        let within = self.open.last().map(|(call, _)| *call);
        let range = start..start + range.len();
        let call = self.trace.calls.len();
        self.trace.calls.push(Call { within, template, range });
        self.open.push((call, value));
        self.at = At::Value;
    }

    fn words(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        let call = self.open.last().map(|(call, _)| *call);
        match &mut self.at {
            At::Literal(source, at) => {
                let rest = source.text().get(*at..).unwrap_or_default();
                let same: usize = words
                    .chars()
                    .zip(rest.chars())
                    .take_while(|(word, written)| word == written)
                    .map(|(word, _)| word.len_utf8())
                    .sum();
                let literal = (Arc::clone(source), *at..*at + same);
                let point = (Arc::clone(source), *at + same..*at + same);
                *at += same;
                self.push(&words[..same], call, Some(literal), None);
                // a filter changed it, or white space follows that is not marked
                let own = call.is_some() && !words[same..].trim().is_empty();
                self.push(&words[same..], call, (!own).then_some(point), None);
            }
            At::Between(end) => {
                let own = call.is_some() && !words.trim().is_empty();
                let point = end.clone().filter(|_| !own).map(|(source, at)| (source, at..at));
                self.push(words, call, point, None);
            }
            At::Value => self.value(words, call),
        }
    }

    /// What a `{{ }}` printed: the texts that it is made of, where they are in it, and its own words.
    fn value(&mut self, words: &str, call: Option<usize>) {
        let parts = self.open.last().map_or(0, |(_, value)| *value).checked_sub(1);
        let parts = parts.and_then(|value| self.values.get(value)).map_or(&[][..], Vec::as_slice);
        let pieces = if self.escaped { pieces(words) } else { plain_pieces(words) };
        let plain: String = pieces.iter().map(|(c, _)| *c).collect();
        let (mut pieces, mut done) = (pieces.as_slice(), 0);
        // as many pieces as there are characters up to a byte
        let mut take = |end: usize| {
            let (taken, rest) = pieces.split_at(plain[done..end].chars().count());
            (pieces, done) = (rest, end);
            taken
        };
        let mut from = 0;
        for (text, place) in parts {
            let Some(at) = plain[from..].find(text).map(|at| from + at) else { continue };
            self.pieces(take(at), call, None);
            from = at + text.len();
            self.pieces(take(from), call, Some((text, place)));
        }
        self.pieces(take(plain.len()), call, None);
    }

    /// Pieces of a value: exact where they stand in their file as they are.
    fn pieces(
        &mut self,
        pieces: &[(char, &str)],
        call: Option<usize>,
        part: Option<(&str, &Place)>,
    ) {
        let exact = part.and_then(|(text, place)| match place {
            Place::Text(source, range) => {
                let at = source.text()[range.clone()].find(text)?;
                Some((source, range.start + at))
            }
            _ => None,
        });
        let joined =
            |pieces: &[(char, &str)]| pieces.iter().map(|(_, words)| *words).collect::<String>();
        let Some((source, mut at)) = exact else {
            return self.push(&joined(pieces), call, None, part.map(|(_, place)| place.clone()));
        };
        for run in pieces.chunk_by(|a, b| is_plain(a) && is_plain(b)) {
            let len: usize = run.iter().map(|(c, _)| c.len_utf8()).sum();
            self.push(&joined(run), call, None, Some(Place::text(source, at..at + len)));
            at += len;
        }
    }

    fn push(
        &mut self,
        words: &str,
        call: Option<usize>,
        literal: Option<(Arc<Source>, Range<usize>)>,
        value: Option<Place>,
    ) {
        if !words.is_empty() {
            let start = self.trace.text.len();
            self.trace.text.push_str(words);
            let rendered = start..self.trace.text.len();
            self.trace.segments.push(Segment { rendered, call, literal, value });
        }
    }
}

/// Each character of a value that is not escaped.
fn plain_pieces(words: &str) -> Vec<(char, &str)> {
    words.char_indices().map(|(at, c)| (c, &words[at..at + c.len_utf8()])).collect()
}

/// Each character of an escaped value with the words that stand for it.
fn pieces(mut words: &str) -> Vec<(char, &str)> {
    let mut pieces = Vec::new();
    while let Some((c, len)) = unmarked(words) {
        let (piece, rest) = words.split_at(len);
        pieces.push((c, piece));
        words = rest;
    }
    pieces
}

fn is_plain((c, words): &(char, &str)) -> bool {
    c.len_utf8() == words.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::model::Variable;
    use crate::render::{Placeable, Renderer};
    use crate::source::Spanned;

    const FACTS: &str = "\
        甲: 石*桥镇\n\
        乙: 1. 松坪|乡\n\
        数: 320\n\
        丙: 王强\n\
        丁: 李红梅\n";

    /// Variables as if read from a file in which each stands on its line.
    fn facts() -> (Arc<Source>, Context) {
        let source = Source::new("campaign.yaml", FACTS);
        let mut facts = Context::new();
        let mut at = 0;
        for line in FACTS.split_inclusive('\n') {
            let (name, value) = line.trim_end().split_once(": ").unwrap();
            let start = at + name.len() + 2;
            let place = Place::text(&source, start..start + value.len());
            let value = value.parse::<i64>().map_or_else(|_| json!(value), |number| json!(number));
            facts.insert(name.to_owned(), Variable::of(value, &place));
            at += line.len();
        }
        let people = Variable::List(vec![facts["丙"].clone(), facts["丁"].clone()]);
        facts.insert("众".to_owned(), Spanned::new(people, Place::Program));
        let row = |name: &str| -> Context {
            [("名".to_owned(), facts[name].clone()), ("数".to_owned(), facts["数"].clone())].into()
        };
        let rows = Variable::rows([row("甲"), row("乙")]);
        facts.insert("村".to_owned(), rows);
        (source, facts)
    }

    fn renderer() -> Renderer {
        let own = [
            ("_段.md", "{% macro 段(名) -%}\n段首{{ 名 }}段尾\n{%- endmacro %}"),
            ("_含.md", "含首{{ 甲 }}\n\n含尾"),
            ("_底.md", "底首\n{% block 中 %}底中{{ 乙 }}{% endblock %}\n底尾"),
        ];
        let own = own.map(|(name, text)| Source::new(format!("templates/{name}"), text));
        Renderer::new(&own, Placeable::default())
    }

    /// Pieces of templates; each is sound by itself.
    fn template() -> impl Strategy<Value = String> {
        let leaf = prop_oneof![
            "[一二三*#\\-a-c ，。\n]{0,6}",
            prop::sample::select(vec![
                "{{ 甲 }}",
                "{{- 乙 }}",
                "{{ 数 -}}",
                "{{ 数 + 1 }}",
                "{{ 丙|引号 }}",
                "{{ 众|顿号 }}",
                "{{ 村[0].名 }}",
                "{{ \"}}\" ~ 丁 }}",
                "{# 说明 #}",
                "{#- 说明 -#}",
                "{% raw %}原{{ 样 }}{% endraw %}",
                "{% import '_段.md' as 库 %}{{ 库.段(丁) }}",
                "{% include '_含.md' %}",
                "{% set 存 %}存{{ 甲 }}{% endset %}{{ 存 }}",
                "{% set 存 = 丁 %}{{ 存 }}",
                "{% filter upper %}abc{{ 丙 }}{% endfilter %}",
                "{% set 存 %}三{% endset %}{% if 存 == '三' %}是{{ 存|length }}{% else %}否{% endif %}",
            ])
            .prop_map(str::to_owned),
        ];
        leaf.prop_recursive(3, 24, 5, |inner| {
            let several = prop::collection::vec(inner, 1..5).prop_map(|parts| parts.concat());
            prop_oneof![
                several.clone(),
                several.clone().prop_map(|it| format!(
                    "{{% for 行 in 村 -%}}\n{{{{ 行.名 }}}}有{{{{ 行.数 }}}}{it}{{% endfor %}}"
                )),
                several.clone().prop_map(|it| format!("{{% if 数 > 3 %}}{it}{{%- endif %}}")),
                several.prop_map(|it| format!(
                    "{{% macro 家(名) %}}{{{{ 名 }}}}{it}{{% endmacro %}}{{{{ 家(甲) }}}}"
                )),
            ]
        })
    }

    fn render(template: &str) -> (Arc<Source>, Arc<Source>, Arc<Source>) {
        let (written, facts) = facts();
        let source = Source::new("甲.md", template);
        let rendered = renderer().text(&source, &Arc::new(facts)).unwrap();
        (written, source, rendered)
    }

    proptest! {
        #[test]
        fn all_words_are_found_where_they_were_written(template in template()) {
            let (written, _, rendered) = render(&format!("{{{{ \"\" }}}}{template}"));
            let origin = rendered.origin().unwrap();
            let mut end = 0;
            for segment in origin.segments() {
                // one after the other, without a gap
                prop_assert_eq!(segment.rendered.start, end);
                end = segment.rendered.end;
                let words = &rendered.text()[segment.rendered.clone()];
                if let Some((source, range)) = &segment.literal {
                    let there = &source.text()[range.clone()];
                    prop_assert!(there == words || there.is_empty() || range.len() != words.len());
                }
                if let Some(Place::Text(source, range)) = &segment.value {
                    prop_assert!(Arc::ptr_eq(source, &written));
                    let value: String = pieces(words).iter().map(|(c, _)| *c).collect();
                    prop_assert_eq!(&source.text()[range.clone()], &value);
                }
                prop_assert!(origin.place(segment.rendered.clone()).is_some() || words.trim().is_empty());
            }
            prop_assert_eq!(end, rendered.text().len());
        }
    }

    /// Where a word of what is rendered was written, with what stands there.
    fn found(template: &str, word: &str) -> String {
        let (_, _, rendered) = render(template);
        let place = Place::text(&rendered, 0..rendered.text().len()).narrow(word).written();
        match &place {
            Place::Text(source, range) => format!("{place} {}", &source.text()[range.clone()]),
            place => place.to_string(),
        }
    }

    #[test]
    fn a_word_is_told_where_it_was_written() {
        for (template, word, wanted) in [
            ("在{{ 甲 }}办", "办", "甲.md:1:9 办"),
            ("在{{ 甲 }}办", "桥", "campaign.yaml:1:6 桥"),
            ("在{{ 甲 }}办", "*桥", "campaign.yaml:1:5 *桥"),
            // what is partly a value's and partly the text's is the text's
            ("在{{ 甲 }}办", "镇办", "甲.md:1:5 甲 }}办"),
            ("{% for 行 in 村 %}\n{{ 行.名 }}有{% endfor %}", "乡有", "甲.md:2:4 行.名 }}有"),
            ("{% for 行 in 村 %}{{ 行.数 }}{% endfor %}", "320", "campaign.yaml:3:4 320"),
            ("{{ 众|顿号 }}来", "红", "campaign.yaml:5:5 红"),
            ("{{ 众|顿号 }}来", "、", "甲.md:1:4 众|顿号"),
            ("{{ 丙|引号 }}来", "王", "campaign.yaml:4:4 王"),
            ("{{ 数 + 1 }}户", "321", "甲.md:1:4 数 + 1"),
            ("{% import '_段.md' as 库 %}{{ 库.段(丁) }}", "段尾", "templates/_段.md:2:10 段尾"),
            ("{% import '_段.md' as 库 %}{{ 库.段(丁) }}", "红梅", "campaign.yaml:5:5 红梅"),
            ("{% include '_含.md' %}", "含尾", "templates/_含.md:3:1 含尾"),
            ("{% extends '_底.md' %}{% block 中 %}甲中{% endblock %}", "甲中", "甲.md:1:35 甲中"),
            ("{% extends '_底.md' %}", "底尾", "templates/_底.md:3:1 底尾"),
            // where it begins, for its length is no longer known
            ("{% filter upper %}abc{% endfilter %}", "ABC", "甲.md:1:19 "),
            // a text that counts itself is marked where it does not
            ("头\n{% set 存 %}三{% endset %}{{ 存|length }}个\n尾", "尾", "甲.md:3:1 尾"),
            ("头\n{% set 存 %}三{% endset %}{{ 存 }}{{ 存|length }}个\n尾", "三", "甲.md:2:28 存"),
        ] {
            assert_eq!(found(template, word), wanted, "{template}");
        }
    }

    #[test]
    fn what_was_written_is_found_in_what_was_rendered() {
        let (written, source, rendered) = render("在{{ 甲 }}办，{{ 甲 }}管");
        let words = |written: &Source, word: &str| -> Vec<String> {
            let at = written.text().find(word).unwrap();
            let found = rendered.origin().unwrap().rendered(written, at);
            found.into_iter().map(|range| rendered.text()[range].to_owned()).collect()
        };
        assert_eq!(words(&source, "办"), ["办，"]);
        assert_eq!(words(&written, "桥"), ["桥镇", "桥镇"]);
    }
}
