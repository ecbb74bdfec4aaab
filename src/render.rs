//! Templates and facts → text. The only home of minijinja.
//!
//! Values are escaped for the markup as an HTML engine escapes them for HTML: a name that holds `*`,
//! `#`, `|` or a line break prints as it stands and never becomes structure. An undefined name is an
//! error, at its place in the template's own lines.

mod context;
mod escape;
mod filters;
mod functions;
mod message;
mod meter;
mod refusal;
mod syntax;
mod trace;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use minijinja::value::{Value, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior};

use crate::builtin;
use crate::characters;
use crate::diag::{Diagnostic, Result, codes};
use crate::model::{Variables, Wrong};
use crate::render::functions::{Table, Tables};
use crate::render::meter::Metered;
use crate::render::trace::{Rendered, Tracer};
use crate::source::{Origin, Place, Segment, Source, Spanned};

/// The name under which a string of the campaign is rendered: printed as it is, not as markup.
const STRING: &str = "\0";
/// Instructions a text may take; far more than any document needs, few enough that a template that
/// loops without end stops within seconds.
const FUEL: u64 = 5_000_000;

/// What templates can see.
pub type Context = Variables;

/// The filters that the program adds to those of the template engine, by name.
pub const FILTERS: &[&str] = filters::NAMES;

/// Reads the rows of a table: each its values by the names of their columns.
pub type Rows = Box<dyn Fn() -> Result<Vec<Context>> + Send + Sync>;

/// The things that templates can place, by name.
#[derive(Default)]
pub struct Placeable {
    /// 名单.
    pub rosters: BTreeSet<String>,
    /// 表; the rows are asked for once, by the first text that wants them.
    pub tables: BTreeMap<String, Rows>,
}

/// All templates of a campaign, compiled once.
pub struct Renderer {
    environment: Environment<'static>,
    sources: Arc<BTreeMap<String, Arc<Source>>>,
    tracer: Arc<Tracer>,
}

impl Renderer {
    /// Compiles the built-in templates and the campaign's own, which shadow them. A mistake in a
    /// template is told when it is used.
    pub fn new(own: &[Arc<Source>], placeable: Placeable) -> Self {
        let mut sources: BTreeMap<String, Arc<Source>> = builtin::texts()
            .map(|(name, text)| (name.to_owned(), Source::new(format!("模板 {name}"), text)))
            .collect();
        for source in own {
            let name = source.name().strip_prefix("templates/").unwrap_or(source.name());
            sources.insert(name.to_owned(), Arc::clone(source));
        }
        let (sources, tables) = (Arc::new(sources), Arc::new(Tables::new(placeable)));
        let mut environment = environment(FUEL);
        functions::add(&mut environment, &tables, Table::rows);
        let texts = Arc::clone(&sources);
        environment.set_loader(move |name| texts.get(name).map(included).transpose());
        let tracer = Arc::new(Tracer::new(&sources, &tables));
        Self { environment, sources, tracer }
    }

    /// The names of the templates that a document can be made from; those that only others use begin
    /// with an underscore.
    pub fn template_names(&self) -> impl Iterator<Item = &str> {
        self.sources
            .keys()
            .filter(|name| !name.starts_with('_'))
            .map(|name| name.strip_suffix(".md").unwrap_or(name))
    }

    /// The source of a template by the name that a campaign calls it.
    pub fn template(&self, name: &str) -> Option<&Arc<Source>> {
        self.sources.get(&format!("{name}.md"))
    }

    /// Renders a text: a template, or prose of the campaign. The text that comes out knows where its parts
    /// were written.
    ///
    /// # Errors
    /// Undefined names, syntax errors and whatever else the template engine refuses.
    pub fn text(&self, source: &Arc<Source>, context: &Arc<Context>) -> Result<Arc<Source>> {
        if !is_template(source.text()) {
            return Ok(Arc::clone(source));
        }
        let (name, template) = (source.name(), source.text());
        let text = self.rendered(name, template, context, |wanted| self.place(source, &wanted))?;
        Ok(self.traced(source, 0, name, template, text, context))
    }

    /// Renders a string of the campaign as plain text. Its place tells where its parts were written.
    ///
    /// # Errors
    /// As [`Renderer::text`], at the string's place in the campaign.
    pub fn string(
        &self,
        string: &Spanned<String>,
        context: &Arc<Context>,
    ) -> Result<Spanned<String>> {
        if !is_template(&string.v) {
            return Ok(string.clone());
        }
        let text = self.rendered(STRING, &string.v, context, |wanted| match wanted {
            message::Wanted { template: Some(STRING), .. } => inside(string, &wanted),
            _ => self.place_of_template(&wanted),
        })?;
        let (source, base) = match exact(string) {
            Some((source, base)) => (Arc::clone(source), base),
            None => (escaped_in_file(string), 0),
        };
        let source = self.traced(&source, base, STRING, &string.v, text.clone(), context);
        let place = Place::text(&source, 0..text.len());
        characters::check(&text, |range| Place::text(&source, range))?;
        Ok(Spanned::new(text, place))
    }

    fn rendered(
        &self,
        name: &str,
        template: &str,
        context: &Context,
        place: impl Fn(message::Wanted<'_>) -> Place,
    ) -> Result<String> {
        if let Some((range, wrong)) = syntax::braces(template) {
            let here = message::Wanted::in_template(name, range);
            return Err(message::syntax(&wrong, place(here)).into());
        }
        let metered = Metered::template(template).map_err(|(range, wrong)| {
            too_deep(&wrong, place(message::Wanted::in_template(name, range)))
        })?;
        let values = context::values(context);
        let rendered = self.environment.render_named_str(name, &metered.text, values);
        rendered.map_err(|error| {
            if let Some((of, seen)) = message::unread(&error) {
                let fault = if of == name {
                    let seen = seen.map(|range| metered.written(&range));
                    syntax::fault(template, seen.as_ref()).map(|(range, wrong)| {
                        let here = message::Wanted::in_template(name, range);
                        (place(here), wrong)
                    })
                } else {
                    self.fault_in(of, seen)
                };
                if let Some((place, wrong)) = fault {
                    return message::syntax(&wrong, place).into();
                }
            }
            message::diagnostics(&error, context, |mut wanted| {
                if wanted.template == Some(name) {
                    wanted.range = wanted.range.map(|range| metered.written(&range));
                }
                place(wanted)
            })
        })
    }

    /// A rendered text that knows its origin, as soon as somebody asks.
    fn traced(
        &self,
        source: &Arc<Source>,
        base: usize,
        name: &str,
        template: &str,
        text: String,
        context: &Arc<Context>,
    ) -> Arc<Source> {
        let rendered = Rendered {
            template: template.to_owned(),
            name: name.to_owned(),
            source: Arc::clone(source),
            base,
            text: text.clone(),
            context: Arc::clone(context),
        };
        let tracer = Arc::clone(&self.tracer);
        Source::rendered(source.name(), text, move || tracer.origin(&rendered))
    }

    /// Whether an expression holds.
    ///
    /// # Errors
    /// As [`Renderer::text`], at the expression's place in the campaign.
    pub fn holds(&self, expression: &Spanned<String>, context: &Context) -> Result<bool> {
        let metered = Metered::expression(&expression.v)
            .map_err(|(_, wrong)| too_deep(&wrong, expression.place.clone()))?;
        let value = self
            .environment
            .compile_expression(&metered.text)
            .and_then(|compiled| compiled.eval(context::values(context)));
        let wrong = |error: &Error| {
            let seen = message::unread(error).map(|(_, seen)| seen);
            let seen = seen.map(|seen| seen.map(|range| metered.written(&range)));
            let fault =
                seen.and_then(|seen| syntax::expression_fault(&expression.v, seen.as_ref()));
            if let Some((range, wrong)) = fault {
                let place = inside(expression, &message::Wanted::in_template("", range));
                return message::syntax(&wrong, place).into();
            }
            message::diagnostics(error, context, |mut wanted| {
                wanted.range = wanted.range.map(|range| metered.written(&range));
                inside(expression, &wanted)
            })
        };
        match value {
            Ok(value) if value.is_undefined() => {
                Err(wrong(&Error::new(ErrorKind::UndefinedError, "")))
            }
            Ok(value) => Ok(value.is_true()),
            Err(error) => Err(wrong(&error)),
        }
    }

    /// What keeps a template that another one uses from being read.
    fn fault_in(&self, name: &str, seen: Option<Range<usize>>) -> Option<(Place, Wrong)> {
        let source = self.sources.get(name)?;
        let metered = Metered::template(source.text()).ok()?;
        let seen = seen.map(|range| metered.written(&range));
        let (range, wrong) = syntax::fault(source.text(), seen.as_ref())?;
        Some((Place::text(source, range), wrong))
    }

    fn place(&self, main: &Arc<Source>, wanted: &message::Wanted<'_>) -> Place {
        if wanted.template == Some(main.name()) {
            wanted.place_in(main)
        } else {
            self.place_of_template(wanted)
        }
    }

    fn place_of_template(&self, wanted: &message::Wanted<'_>) -> Place {
        match wanted.template.and_then(|name| self.sources.get(name)) {
            Some(source) => {
                let metered = Metered::template(source.text()).ok();
                let range = wanted.range.as_ref();
                let range = range.zip(metered).map(|(range, metered)| metered.written(range));
                message::Wanted { range, ..*wanted }.place_in(source)
            }
            None => Place::Program,
        }
    }
}

/// An environment without templates and functions.
fn environment(fuel: u64) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_debug(true);
    environment.set_fuel(Some(fuel));
    environment.set_auto_escape_callback(|name| match name {
        STRING => AutoEscape::None,
        _ => AutoEscape::Custom("markup".into()),
    });
    environment.set_formatter(print);
    meter::add(&mut environment);
    filters::add(&mut environment);
    environment
}

/// A template as the engine gets it.
fn metered(template: &str) -> std::result::Result<String, Error> {
    Metered::template(template).map(|metered| metered.text).map_err(|(_, deep)| wrong(deep))
}

/// A template that another one uses, as the engine gets it.
fn included(source: &Arc<Source>) -> std::result::Result<String, Error> {
    match syntax::braces(source.text()) {
        Some((range, wrong)) => {
            let said = message::syntax(&wrong, Place::text(source, range));
            Err(message::passed_on(said.into()))
        }
        None => metered(source.text()),
    }
}

fn too_deep(wrong: &Wrong, place: Place) -> Diagnostic {
    Diagnostic { code: codes::ENDLESS_TEMPLATE.name, ..wrong.at(place) }
}

/// Whether there is anything for the template engine to do, or what a Chinese keyboard made of it.
pub fn is_template(text: &str) -> bool {
    ["{{", "{%", "{#"].iter().any(|mark| text.contains(mark)) || syntax::braces(text).is_some()
}

/// Where a string of the campaign begins in its file, if it stands there as it is.
fn exact(string: &Spanned<String>) -> Option<(&Arc<Source>, usize)> {
    let Place::Text(source, range) = &string.place else { return None };
    let at = source.text()[range.clone()].find(&string.v)?;
    Some((source, range.start + at))
}

/// A string that stands in its file in another way, with escapes or over several lines: all of it is where
/// the string is.
fn escaped_in_file(string: &Spanned<String>) -> Arc<Source> {
    let (place, len) = (string.place.clone(), string.v.len());
    let name = match &place {
        Place::Text(source, _) => source.name().to_owned(),
        place => place.to_string(),
    };
    let whole = move || {
        let segment = Segment { rendered: 0..len, call: None, literal: None, value: Some(place) };
        Origin::new(Vec::new(), vec![segment])
    };
    Source::rendered(name, string.v.clone(), whole)
}

/// A place inside a string of the campaign, exact where the string stands there as it is.
fn inside(string: &Spanned<String>, wanted: &message::Wanted<'_>) -> Place {
    match (exact(string), &wanted.range) {
        (Some((source, at)), Some(range)) => Place::text(source, at + range.start..at + range.end),
        _ => string.place.clone(),
    }
}

/// Writes a value into the text.
fn print(out: &mut Output, state: &mut State, value: &Value) -> std::result::Result<(), Error> {
    let text = printed(state, value)?;
    meter::charge(state, text.len())?;
    out.write_str(&text).map_err(Error::from)
}

/// What a value looks like in the text.
fn printed(state: &State, value: &Value) -> std::result::Result<String, Error> {
    let text = words(value)?;
    Ok(match state.auto_escape() {
        AutoEscape::Custom(_) if !value.is_safe() => escape::escaped(&text),
        _ => text,
    })
}

/// A value as a clerk would write it.
fn words(value: &Value) -> std::result::Result<String, Error> {
    words_of(value, &mut 0, 0)
}

/// So many values a list may hold, those of the lists in it among them.
const MOST_VALUES: usize = 1_000_000;

fn words_of(value: &Value, values: &mut usize, lists: usize) -> std::result::Result<String, Error> {
    *values += 1;
    if *values > MOST_VALUES || lists > meter::MOST_LISTS {
        return Err(meter::too_much());
    }
    Ok(match value.kind() {
        ValueKind::None => {
            return Err(refused("这个值是空的，印不出来", ""));
        }
        ValueKind::Plain => {
            return Err(refused(
                "这是函数，不是值，印不出来",
                "后面写上括号，例如 {{ 名单(\"领导小组\") }}",
            ));
        }
        ValueKind::Number if !value.is_integer() => return filters::decimal_words(value),
        ValueKind::Bool => if value.is_true() { "是" } else { "否" }.to_owned(),
        ValueKind::Seq => {
            let items: std::result::Result<Vec<String>, Error> =
                value.try_iter()?.map(|item| words_of(&item, values, lists + 1)).collect();
            filters::enumerated(&items?)
        }
        ValueKind::Map => {
            return Err(refused("这是一组值，要写出其中一个，例如 {{ 发文机关.名称 }}", ""));
        }
        _ => value.to_string(),
    })
}

/// A mistake that one of our own functions found.
fn refused(message: impl Into<String>, hint: impl Into<String>) -> Error {
    wrong(Wrong::new(message, hint))
}

fn wrong(wrong: Wrong) -> Error {
    Error::from(ErrorKind::InvalidOperation).with_source(wrong)
}
