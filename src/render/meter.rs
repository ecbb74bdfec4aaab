//! How much a template may make. The engine counts instructions and not bytes: `x ~ x` in a loop of forty
//! would fill any machine.
//!
//! Before a template is compiled, meters are put into it: behind what an operator joins, behind each filter, and
//! before literal words. Together with the formatter they charge all that one rendering makes to its allowance.
//! What is compared passes a filter, too: the engine takes any text to be more than any number.

use std::ops::Range;

use minijinja::machinery::{Token, tokenize};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Rest, StringInput, Value, ValueKind, ValueOrKwargs};
use minijinja::{Environment, Error, State, filters};

use super::refused;
use crate::model::{Date, Wrong};

/// So many bytes one rendering may make in all, also those that it does not print.
const MOST_BYTES: usize = 64 * 1024 * 1024;
/// What a value costs besides its characters.
const VALUE: usize = 24;
/// What an item of a list costs; its words are those of a value that was charged when it was made.
const ITEM: usize = 4;
/// So many items a list may have, those of the lists in it among them.
const MOST_ITEMS: usize = 2_000_000;
/// So many lists may stand one in the other.
pub(super) const MOST_LISTS: usize = 50;
/// Shorter literal words are paid for by the instructions that print them.
const FREE_WORDS: usize = 64;
/// Words, names and signs in one `{{ }}` or `{% %}`: each may be one step deeper for the engine's compiler.
const MOST_TOKENS: usize = 1000;
/// `{% elif %}` in one template, for the same reason.
const MOST_ELSE_IFS: usize = 200;

/// The filter behind what is joined, and behind each filter.
const METER: &str = "__meter";
/// The filter behind what is added. The engine adds lists by holding on to both, and asks each anew for its length;
/// of one that was doubled again and again that has no end.
const TERM: &str = "__term";
/// The filter behind factors.
const FACTOR: &str = "__factor";
/// The filter behind what else is computed with.
const NUMBER: &str = "__number";
/// The filter behind what is compared.
const COMPARED: &str = "__compared";
/// The filter that charges for literal words.
const WORDS: &str = "__words";

/// The engine's filters that could make much of little, or that print values as programmers see them.
const REMOVED: [&str; 5] = ["batch", "format", "indent", "pprint", "slice"];

/// What one rendering has made so far, in bytes.
#[derive(Default)]
struct Made(usize);

/// Charges so many bytes to a rendering.
pub(super) fn charge(state: &mut State, bytes: usize) -> Result<(), Error> {
    let made = state.get_or_insert_extension_with(Made::default);
    made.0 = made.0.saturating_add(bytes);
    if made.0 > MOST_BYTES { Err(too_much()) } else { Ok(()) }
}

pub(super) fn too_much() -> Error {
    let most = MOST_BYTES / 1024 / 1024;
    refused(
        format!("模板做出来的字太多了，超过{most}兆字节"),
        "检查循环的次数，以及在循环里把一个值和自己接起来的地方",
    )
}

/// Takes out the engine's filters that are no help, bounds those that are, and adds the meters.
pub(super) fn add(environment: &mut Environment<'static>) {
    for name in REMOVED {
        environment.remove_filter(name);
    }
    // it prints all that there is, as programmers see it
    environment.remove_global("debug");
    environment.add_filter("replace", replace);
    environment.add_filter("join", join);
    environment.add_filter("map", map);
    environment.add_filter(METER, |state: &mut State, value: Value| {
        charge(state, cost(&value)?)?;
        Ok::<_, Error>(value)
    });
    environment.add_filter(TERM, |state: &mut State, value: Value| {
        if !matches!(value.kind(), ValueKind::Seq | ValueKind::Iterable) {
            charge(state, cost(&value)?)?;
            return Ok::<_, Error>(value);
        }
        let items: Vec<Value> = value.try_iter()?.take(MOST_ITEMS).collect();
        if items.len() == MOST_ITEMS {
            return Err(too_much());
        }
        charge(state, items.len() * ITEM)?;
        Ok(items.into())
    });
    environment.add_filter(FACTOR, |value: Value| number(value, "只有数能相乘"));
    environment.add_filter(NUMBER, |value: Value| number(value, "只有数能这样算"));
    environment.add_filter(COMPARED, comparable);
    environment.add_filter(WORDS, |state: &mut State, bytes: usize| {
        charge(state, bytes)?;
        Ok::<_, Error>(Value::from_safe_string(String::new()))
    });
}

/// A value as a number, also where a sheet has it as text (1,200).
fn number(value: Value, refusal: &str) -> Result<Value, Error> {
    match value.kind() {
        ValueKind::Number | ValueKind::Bool | ValueKind::Undefined => Ok(value),
        _ => super::filters::number(&value)
            .ok_or_else(|| refused(refusal, "核对单元格和变量里的值；要重复的字照样写出来")),
    }
}

/// A value that can be more or less than another: a number, also where a sheet has it as text (1,200), or a date.
fn comparable(value: Value) -> Result<Value, Error> {
    let text = match value.kind() {
        ValueKind::String => value.as_str().unwrap_or_default(),
        ValueKind::None => "",
        _ => return Ok(value),
    };
    if let Some(number) = super::filters::number(&value) {
        return Ok(number);
    }
    if let Ok(date) = text.parse::<Date>() {
        return Ok(date.0.to_string().into());
    }
    Err(refused(
        if text.is_empty() {
            "空的值不能比大小".to_owned()
        } else {
            format!("“{text}”不是数，也不是日期，不能比大小")
        },
        "可能空着的，先问有没有，例如：任务 and 任务 > 0",
    ))
}

/// What a value costs. Lists that stand in one another may be far longer than what was written.
fn cost(value: &Value) -> Result<usize, Error> {
    fn items(value: &Value, left: usize, lists: usize) -> Result<usize, Error> {
        let mut left = left.checked_sub(value.len().unwrap_or_default()).ok_or_else(too_much)?;
        for item in value.try_iter()?.filter(|item| item.kind() == ValueKind::Seq) {
            left = if lists < MOST_LISTS { items(&item, left, lists + 1)? } else { 0 };
        }
        Ok(left)
    }
    Ok(match value.kind() {
        ValueKind::String | ValueKind::Bytes => VALUE + value.len().unwrap_or_default(),
        ValueKind::Seq => (MOST_ITEMS - items(value, MOST_ITEMS, 0)?) * ITEM,
        ValueKind::Map | ValueKind::Iterable => value.len().unwrap_or_default() * ITEM,
        _ => 0,
    })
}

/// `|replace("甲", "乙")`, charged for what it makes before it makes it.
fn replace(
    state: &mut State,
    text: StringInput<'_>,
    from: StringInput<'_>,
    to: StringInput<'_>,
) -> Result<Value, Error> {
    let times = text.as_str().matches(from.as_str()).count();
    charge(state, times.saturating_mul(to.as_str().len()).saturating_add(text.as_str().len()))?;
    filters::replace(state, text, from, to)
}

/// `|join("；")`, charged for what it makes before it makes it.
fn join(
    state: &mut State,
    list: &Value,
    between: Option<StringInput<'_>>,
    attribute: Option<&str>,
    more: Kwargs,
) -> Result<Value, Error> {
    let each = between.as_ref().map_or(0, |between| between.as_str().len());
    for item in list.try_iter()? {
        charge(state, cost(&item)?.saturating_add(each))?;
    }
    filters::join(state, list, between, attribute, more)
}

/// `|map("upper")`: each item is charged as if it were made anew.
fn map(
    state: &mut State,
    list: Value,
    arguments: Rest<ValueOrKwargs>,
) -> Result<Vec<Value>, Error> {
    for item in list.try_iter()? {
        charge(state, cost(&item)?)?;
    }
    filters::map(state, list, arguments)
}

/// A template with meters.
pub(super) struct Metered {
    /// What the engine gets.
    pub(super) text: String,
    /// Where it gets more than was written, in its bytes.
    added: Vec<Range<usize>>,
}

/// Why a template is not compiled at all: the bytes it is about, and a sentence with its hint.
pub(super) type TooDeep = (Range<usize>, Wrong);

impl Metered {
    /// Puts meters into a template.
    pub(super) fn template(template: &str) -> Result<Self, TooDeep> {
        Self::of(template, false)
    }

    /// Puts meters into what stands in a `{{ }}`.
    pub(super) fn expression(expression: &str) -> Result<Self, TooDeep> {
        Self::of(expression, true)
    }

    fn of(template: &str, in_expression: bool) -> Result<Self, TooDeep> {
        // what is no template is told by the engine
        let tokens: Vec<_> = tokenize(template, in_expression, SyntaxConfig::default())
            .map_while(Result::ok)
            .map(|(token, span)| (token, span.start_offset as usize..span.end_offset as usize))
            .collect();
        bounded(&tokens)?;
        let mut meters: Vec<(usize, String)> = Vec::new();
        for (at, (token, _)) in tokens.iter().enumerate() {
            if let Some(meter) = of_operands(token) {
                let operands = [at.checked_sub(1), Some(operand(&tokens, at + 1))];
                meters.extend(behind(&tokens, operands, meter));
            }
            match token {
                Token::TemplateData(words) if words.len() > FREE_WORDS => {
                    meters.extend(before_words(template, words));
                }
                Token::Pipe => {
                    meters.extend(behind(
                        &tokens,
                        [at.checked_sub(1), Some(filter(&tokens, at))],
                        METER,
                    ));
                }
                _ => {}
            }
        }
        meters.sort();
        meters.dedup();
        let (mut text, mut added, mut done) = (String::new(), Vec::new(), 0);
        for (at, meter) in meters {
            text.push_str(&template[done..at]);
            done = at;
            added.push(text.len()..text.len() + meter.len());
            text.push_str(&meter);
        }
        text.push_str(&template[done..]);
        Ok(Self { text, added })
    }

    /// The bytes of the template as it was written that became these.
    pub(super) fn written(&self, range: &Range<usize>) -> Range<usize> {
        let at = |at: usize| {
            let more = self.added.iter().take_while(|added| added.start < at);
            at - more.map(|added| added.end.min(at) - added.start).sum::<usize>()
        };
        at(range.start)..at(range.end)
    }
}

/// The filter behind both operands of an operator.
fn of_operands(operator: &Token<'_>) -> Option<&'static str> {
    Some(match operator {
        Token::Tilde => METER,
        Token::Plus => TERM,
        Token::Mul => FACTOR,
        Token::Minus | Token::Div | Token::FloorDiv | Token::Mod | Token::Pow => NUMBER,
        Token::Lt | Token::Lte | Token::Gt | Token::Gte => COMPARED,
        _ => return None,
    })
}

type Tokens<'a, 't> = &'a [(Token<'t>, Range<usize>)];

/// Refuses what the engine's compiler would go too deep for.
fn bounded(tokens: Tokens<'_, '_>) -> Result<(), TooDeep> {
    let (mut begin, mut else_ifs) = (0, 0);
    for (at, (token, span)) in tokens.iter().enumerate() {
        match token {
            Token::VariableStart | Token::BlockStart | Token::TemplateData(_) => begin = at,
            Token::Ident("elif") if at == begin + 1 => else_ifs += 1,
            _ => {}
        }
        if at - begin > MOST_TOKENS {
            let said = format!("这一处写得太长了，超过{MOST_TOKENS}个词");
            return Err((tokens[begin].1.clone(), Wrong::new(said, "分成几处写")));
        }
        if else_ifs > MOST_ELSE_IFS {
            let said = format!("{{% elif %}} 太多了，超过{MOST_ELSE_IFS}个");
            return Err((span.clone(), Wrong::new(said, "改用表，用 各行 取出要的那一行")));
        }
    }
    Ok(())
}

/// The meter of literal words, before the first of them: blanks before that belong to the tag, which may take
/// them away. Inside of `{% raw %}` nothing is read, so it stands before that.
fn before_words(template: &str, words: &str) -> Option<(usize, String)> {
    let start = words.as_ptr().addr() - template.as_ptr().addr();
    let bare = words.trim_start();
    let before = &template[..start];
    let tag = before.trim_end().strip_suffix("%}").and_then(|tag| tag.rfind("{%"));
    let is_raw = |tag: &usize| before[*tag..].trim_matches(|c| "{%-+} \t\r\n".contains(c)) == "raw";
    let (at, open) = match tag.filter(is_raw) {
        Some(tag) if before[tag..].starts_with("{%-") => (tag, "{{-"),
        Some(tag) => (tag, "{{"),
        None => (start + words.len() - bare.len(), "{{"),
    };
    (!bare.is_empty()).then(|| (at, format!("{open} {}|{WORDS} }}}}", words.len())))
}

/// Meters behind the tokens of these indices, where an operand ends there.
fn behind<'a>(
    tokens: Tokens<'a, 'a>,
    ends: [Option<usize>; 2],
    meter: &'a str,
) -> impl Iterator<Item = (usize, String)> + 'a {
    let is_end = |token: &Token<'_>| {
        use Token::{BraceClose, BracketClose, Float, Ident, Int, Int128, ParenClose, Str, String};
        matches!(
            token,
            Ident(_)
                | Str(_)
                | String(_)
                | Int(_)
                | Int128(_)
                | Float(_)
                | BracketClose
                | ParenClose
                | BraceClose
        )
    };
    let ends = ends.into_iter().flatten().filter_map(|at| tokens.get(at));
    ends.filter(move |(token, _)| is_end(token))
        .map(move |(_, span)| (span.end, format!("|{meter}")))
}

/// The last token of the operand that begins at a token: what binds closer than any operator.
fn operand(tokens: Tokens<'_, '_>, from: usize) -> usize {
    let signs = tokens.get(from..).unwrap_or_default();
    let is_sign = |token: &Token<'_>| matches!(token, Token::Minus | Token::Ident("not"));
    let mut last = bracket(tokens, from + signs.iter().take_while(|(it, _)| is_sign(it)).count());
    loop {
        last = match tokens.get(last + 1) {
            Some((Token::Dot, _)) => last + 2,
            Some((Token::ParenOpen | Token::BracketOpen, _)) => bracket(tokens, last + 1),
            Some((Token::Pipe, _)) => filter(tokens, last + 1),
            _ => return last,
        };
    }
}

/// The last token of a filter, its arguments with it.
fn filter(tokens: Tokens<'_, '_>, pipe: usize) -> usize {
    let mut last = pipe + 1;
    while let Some((Token::Dot, _)) = tokens.get(last + 1) {
        last += 2;
    }
    match tokens.get(last + 1) {
        Some((Token::ParenOpen, _)) => bracket(tokens, last + 1),
        _ => last,
    }
}

/// The last token of what begins here: the bracket that closes it, or itself.
fn bracket(tokens: Tokens<'_, '_>, from: usize) -> usize {
    let mut depth = 0_usize;
    for (at, (token, _)) in tokens.iter().enumerate().skip(from) {
        match token {
            Token::ParenOpen | Token::BracketOpen | Token::BraceOpen => depth += 1,
            Token::ParenClose | Token::BracketClose | Token::BraceClose => {
                depth = depth.saturating_sub(1);
            }
            Token::VariableEnd | Token::BlockEnd => return at,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    tokens.len()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Metered;
    use crate::render::{Context, Placeable, Renderer};
    use crate::source::Source;

    /// What a template makes, or what is said of it.
    fn made(template: &str) -> String {
        let renderer = Renderer::new(&[], Placeable::default());
        match renderer.text(&Source::new("甲.md", template), &Arc::new(Context::new())) {
            Ok(source) => source.text().to_owned(),
            Err(found) => found.iter().map(ToString::to_string).collect(),
        }
    }

    #[test]
    fn what_a_template_makes_of_little_is_bounded() {
        let big = "{% set x %}".to_owned() + &"甲".repeat(1 << 20) + "{% endset %}";
        for template in [
            "{% set ns = namespace(x='aaaaaaaaaaaaaaaa') %}{% for i in range(34) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}{{ ns.x|length }}",
            "{% set ns = namespace(x='aaaaaaaaaaaaaaaa') %}{% for i in range(34) %}{% set ns.x = ns.x + ns.x|trim %}{% endfor %}{{ ns.x|length }}",
            "{% set ns = namespace(x=[1]) %}{% for i in range(34) %}{% set ns.x = ns.x + ns.x %}{% endfor %}{{ ns.x|length }}",
            "{% macro m(x, n) %}{% if n %}{{ m(x ~ x, n - 1) }}{% else %}{{ x|length }}{% endif %}{% endmacro %}{{ m('aaaaaaaa', 40) }}",
            "{% set ns = namespace(x=[]) %}{% for i in range(50) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x }}",
            &format!("{big}{{% for i in range(100000) %}}{{{{ x }}}}{{% endfor %}}"),
            &format!("{big}{{% for i in range(100000) %}}{{% set y = x|upper %}}{{% endfor %}}"),
            &format!("{big}{{{{ x|replace('甲', x) }}}}"),
            &format!("{big}{{{{ ['', '', '', '', '']|join(x ~ x ~ x ~ x ~ x ~ x) }}}}"),
            &format!(
                "{{% set y %}}{{% for i in range(100000) %}}{}{{% endfor %}}{{% endset %}}",
                "乙".repeat(1 << 12)
            ),
            &format!(
                "{{% set y %}}{{% for i in range(100000) %}}{{% raw %}}{}{{% endraw %}}{{% endfor %}}{{% endset %}}",
                "乙".repeat(1 << 12)
            ),
        ] {
            let said = made(template);
            assert!(said.starts_with("错误: 甲.md:1:"), "{said}");
            assert!(said.ends_with("模板做出来的字太多了，超过64兆字节"), "{said}");
        }
    }

    #[test]
    fn what_the_compiler_would_go_too_deep_for_is_refused() {
        let sum = format!("{{{{ 1{} }}}}", "+1".repeat(60_000));
        let not = format!("{{{{ {} 1 }}}}", "not ".repeat(60_000));
        let joined = format!("{{{{ 'a'{} }}}}", "~'a'".repeat(100_000));
        let filters = format!("{{{{ 'a'{} }}}}", "|trim".repeat(100_000));
        for template in [sum, not, joined, filters] {
            assert_eq!(made(&template), "错误: 甲.md:1:1: 这一处写得太长了，超过1000个词");
        }
        let many = "{% if 0 %}".to_owned() + &"\n{% elif 0 %}".repeat(14_900) + "{% endif %}";
        assert_eq!(made(&many), "错误: 甲.md:202:4: {% elif %} 太多了，超过200个");
    }

    #[test]
    fn only_numbers_are_multiplied() {
        assert_eq!(made("{{ 2 * 3 * (1 + 1) }}"), "&#49;2");
        for template in ["{{ 'x' * 3 }}", "{{ 3 * 'x' }}", "{{ ([1] * 100000000)|list }}"] {
            let said = made(template);
            assert!(said.ends_with("只有数能相乘"), "{said}");
        }
    }

    #[test]
    fn numbers_and_dates_are_compared_however_they_are_written() {
        for holds in [
            "5 < 10",
            "'1,200' > 10",
            "'1.50' < 10",
            "'1.50' > 1.2 and '1.50' < 2",
            "'007' < 10 and 10 > '007'",
            "['1.50'][0] <= '1.5'",
            "'2026年3月5日' < '2026-10-01'",
            "'2026-03-05' >= '2026年3月5日'",
        ] {
            assert_eq!(made(&format!("{{% if {holds} %}}是{{% endif %}}")), "是", "{holds}");
        }
        for (wrong, said) in
            [("'' > 0", "空的值"), ("none > 0", "空的值"), ("'无' > 0", "“无”不是数")]
        {
            let found = made(&format!("{{% if {wrong} %}}是{{% endif %}}"));
            assert!(found.contains(said), "{found}");
        }
    }

    #[test]
    fn filters_that_make_much_of_little_are_not_there() {
        for call in [
            "indent(9223372036854775808)",
            "format(1)",
            "batch(1000000000, 0)",
            "slice(10000000000)",
        ] {
            let said = made(&format!("{{{{ 'x'|{call} }}}}"));
            assert!(said.contains("没有这个过滤器"), "{said}");
        }
    }

    #[test]
    fn meters_change_nothing_that_is_printed() {
        for (template, printed) in [
            ("{{ 'a' ~ ('b' + 'c')|upper ~ 1 }}", "&#97;BC1"),
            ("{{ ['a', 'b']|join('c') ~ 'd'|replace('d', 'e') }}", "&#97;cbe"),
            ("{{ ['a', 'b']|map('upper')|join }}", "&#65;B"),
            ("{{ ([1] + [2] + [3])|length }}", "&#51;"),
            ("{{ 1 + -2 * 3 }}", r"\-5"),
            ("{{ [1, 2][0] + 'ab'.x|default(4) }}", "&#53;"),
            (
                "{{ 7 - '1.50' }}{{ '1,200' / 2 }}{{ [1, 2][-1] }}{{ 2 ** -1 }}",
                r"&#53;\.5&#54;00&#50;&#48;\.5",
            ),
            ("{% if 'a' ~ 'b' is string and not 1 + 1 == 3 %}是{% endif %}", "是"),
            ("甲 {%- raw %} {{ x ~ y }} {%- endraw %}", "甲 {{ x ~ y }}"),
        ] {
            assert_eq!(made(template), printed, "{template}");
        }
        let words = "字".repeat(100);
        assert_eq!(
            made(&format!("甲{{# #}} {words} {{%- if 1 -%}} {words}{{% endif %}}")),
            format!("甲 {words}{words}")
        );
    }

    #[test]
    fn places_are_those_of_what_was_written() {
        let template = "{{ 'a' ~ 'b' ~ 甲 }}";
        let metered = Metered::template(template).map_err(|(_, wrong)| wrong).unwrap();
        assert!(metered.text.len() > template.len());
        let at = metered.text.find('甲').unwrap();
        assert_eq!(&template[metered.written(&(at..at + 3))], "甲");
        assert_eq!(made("一\n{{ 'a' ~ 'b'|姓名 ~ 甲|万 }}"), "错误: 甲.md:2:19: 没有“甲”这个名字");
    }
}
