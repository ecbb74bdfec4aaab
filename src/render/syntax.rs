//! What keeps a template from being read, in the words of who wrote it. The engine says where it stopped; what
//! is to blame often stands before that: a statement that is never ended, a mark of a Chinese keyboard.

use std::ops::Range;

use minijinja::machinery::{Token, tokenize};
use minijinja::syntax::SyntaxConfig;

use crate::model::Wrong;

/// What is to blame, in bytes of the template, and what is wrong with it.
pub(super) type Fault = (Range<usize>, Wrong);

/// Statements that have an end of their own.
const PAIRED: [&str; 7] = ["for", "if", "block", "macro", "with", "filter", "call"];
/// Statements that stand inside of one of these.
const INNER: [(&str, &[&str]); 2] = [("else", &["if", "for"]), ("elif", &["if"])];
/// Statements that stand alone.
const SINGLE: [&str; 6] = ["include", "extends", "import", "from", "set", "do"];

/// What a Chinese keyboard types in place of the marks of a template.
const FULL_WIDTH: [(char, char); 24] = [
    ('｛', '{'),
    ('｝', '}'),
    ('％', '%'),
    ('＃', '#'),
    ('（', '('),
    ('）', ')'),
    ('［', '['),
    ('］', ']'),
    ('【', '['),
    ('】', ']'),
    ('“', '"'),
    ('”', '"'),
    ('‘', '\''),
    ('’', '\''),
    ('，', ','),
    ('：', ':'),
    ('｜', '|'),
    ('＋', '+'),
    ('－', '-'),
    ('＊', '*'),
    ('／', '/'),
    ('＝', '='),
    ('＜', '<'),
    ('＞', '>'),
];

/// The half-width mark that is meant.
fn half_width(c: char) -> Option<char> {
    FULL_WIDTH.iter().find(|(full, _)| *full == c).map(|(_, half)| *half)
}

/// A piece of a template between `{{` and `}}` or `{%` and `%}`.
struct Tag<'t> {
    range: Range<usize>,
    /// All of it.
    text: &'t str,
    /// Where it is read on.
    end: usize,
}

/// The first braces in a template that a Chinese keyboard typed, with the line of words that is meant: they would
/// be printed as they are.
pub(super) fn braces(template: &str) -> Option<Fault> {
    let open = ["｛｛", "｛%", "｛％", "{％", "{｛", "｛{"];
    let at = open.iter().filter_map(|mark| template.find(mark)).min()?;
    let rest = &template[at..];
    let line = rest.lines().next().unwrap_or(rest);
    let close = ["｝｝", "}}", "%｝", "％｝", "%}", "％}", "}｝", "｝}"];
    let end = close.iter().filter_map(|mark| Some(line.find(mark)? + mark.len())).min();
    let typed = &line[..end.unwrap_or(line.chars().take(2).map(char::len_utf8).sum())];
    let mark = &typed[..typed.chars().take(2).map(char::len_utf8).sum()];
    let wrong = Wrong::new(
        format!("“{mark}”是全角的，这里要用半角的"),
        format!("改成 {}；确实要印花括号的，写成 {{{{ \"{mark}\" }}}}", mended(typed)),
    );
    Some((at..at + typed.len(), wrong))
}

/// A tag with half-width marks, those between quotation marks left as they are.
fn mended(tag: &str) -> String {
    let mut quote: Option<char> = None;
    let mended = tag.chars().map(|c| {
        let half = half_width(c).unwrap_or(c);
        match quote {
            None if matches!(half, '"' | '\'') => {
                quote = Some(half);
                half
            }
            Some(open) if half == open => {
                quote = None;
                half
            }
            Some(_) => c,
            None => half,
        }
    });
    mended.collect()
}

/// What is to blame for a mistake that the engine saw at these bytes.
pub(super) fn fault(template: &str, seen: Option<&Range<usize>>) -> Option<Fault> {
    open_mark(template).or_else(|| in_tag(template, seen)).or_else(|| statement(template))
}

/// A `{{`, `{%` or `{#` whose partner is missing, or is another.
fn open_mark(template: &str) -> Option<Fault> {
    let mut at = 0;
    loop {
        let here = &template[at..];
        let start = at + here.find("{#").into_iter().chain(next_tag(here)).min()?;
        let rest = &template[start..];
        let (mark, close) = match rest.get(..2)? {
            "{{" => ("{{", "}}"),
            "{%" => ("{%", "%}"),
            _ => ("{#", "#}"),
        };
        let end = end_of(&rest[2..], close).map(|end| end + 2);
        // what opens before the other is closed stands in another tag
        let next = next_tag(&rest[2..]).map(|next| next + 2).filter(|_| mark != "{#");
        let Some(end) = end.filter(|end| next.is_none_or(|next| *end < next)) else {
            let line = rest.lines().next().unwrap_or(rest);
            let here = &line[..next.unwrap_or(line.len()).min(line.len())];
            let hint = match here.find(['}', '｝']) {
                // half of it, or full-width
                Some(half) => {
                    let words = mended(line[..half].trim_end_matches(['%', '％', '#', ' ']));
                    format!("改成 {words} {close}")
                }
                None => {
                    format!("在后面补上“{close}”；要照样印出来的，写成 {{{{ \"{mark}\" }}}}")
                }
            };
            let wrong = Wrong::new(format!("“{mark}”后面没有“{close}”"), hint);
            return Some((start..start + 2, wrong));
        };
        at = start + end + 2;
        // what is raw is not read
        if mark == "{%" && rest[2..end].trim_matches(['-', '+', ' ']) == "raw" {
            let Some(end) = template[at..].find("endraw") else {
                let hint = "在照样印的内容后面写上 {% endraw %}";
                return Some((start..at, Wrong::new("{% raw %} 没有结束", hint)));
            };
            at += end + template[at + end..].find("%}")? + 2;
        }
    }
}

fn next_tag(text: &str) -> Option<usize> {
    ["{{", "{%"].iter().filter_map(|mark| text.find(mark)).min()
}

/// Where a tag is closed, quotation marks passed over.
fn end_of(text: &str, close: &str) -> Option<usize> {
    let mut quote: Option<char> = None;
    for (at, c) in text.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            None if text[at..].starts_with(close) => return Some(at),
            None if close != "#}" && matches!(c, '"' | '\'') => quote = Some(c),
            _ => {}
        }
    }
    // a quotation mark that is open is another mistake
    quote.and_then(|_| text.find(close))
}

/// What is to blame for a mistake in what stands in a `{{ }}` by itself.
pub(super) fn expression_fault(expression: &str, seen: Option<&Range<usize>>) -> Option<Fault> {
    let seen = seen.map_or(2..3, |seen| seen.start + 2..seen.end + 2);
    let (range, wrong) = in_tag(&format!("{{{{{expression}}}}}"), Some(&seen))?;
    let inside = |at: usize| at.saturating_sub(2).min(expression.len());
    Some((inside(range.start)..inside(range.end), wrong))
}

/// The tag in which the engine stopped.
fn tag_at(template: &str, at: usize) -> Option<Tag<'_>> {
    let before = &template[..template.floor_char_boundary(at.saturating_add(2))];
    let start = ["{{", "{%"].iter().filter_map(|mark| before.rfind(mark)).max()?;
    let close = if template[start..].starts_with("{{") { "}}" } else { "%}" };
    let end = start + 2 + end_of(&template[start + 2..], close)? + 2;
    Some(Tag { range: start..end, text: &template[start..end], end })
}

/// What is wrong inside of a tag.
fn in_tag(template: &str, seen: Option<&Range<usize>>) -> Option<Fault> {
    let seen = seen?;
    let tag = tag_at(template, seen.start)?;
    let inner = tag.text[2..tag.text.len() - 2].trim_matches(['-', '+']);
    let mended = mended(tag.text);
    if mended != tag.text
        && let Some((at, c)) = tag.text.char_indices().find(|(_, c)| half_width(*c).is_some())
    {
        let at = tag.range.start + at;
        let message = format!("“{c}”是全角的，这里要用半角的");
        return Some((at..at + c.len_utf8(), Wrong::new(message, format!("改成 {mended}"))));
    }
    if inner.matches('"').count() % 2 == 1 && !inner.contains('\'') {
        let at = tag.range.start + tag.text.find('"')?;
        return Some((at..at + 1, Wrong::new("引号没有成对", "补上另一半引号")));
    }
    if inner.trim().is_empty() {
        let (message, hint) = if tag.text.starts_with("{{") {
            ("{{ }} 里没有写名字", "例如 {{ 发文机关.名称 }}；用不着的删去")
        } else {
            ("{% %} 里没有写语句", "例如 {% if 联系人 %}；用不着的删去")
        };
        return Some((tag.range, Wrong::new(message, hint)));
    }
    let ends_open = inner.trim_end().ends_with(['|', '.', '+', '*', '/', '~', '=', '(', '[', ',']);
    if ends_open && tag.text.starts_with("{{") {
        let last = inner.trim_end().chars().next_back()?;
        let message = format!("“{last}”后面还没有写完");
        return Some((tag.range, Wrong::new(message, super::message::LISTED)));
    }
    for [open, close] in [['(', ')'], ['[', ']']] {
        let count = |mark: char| inner.matches(mark).count();
        if count(open) != count(close) {
            let (there, not) =
                if count(open) > count(close) { (open, close) } else { (close, open) };
            let at = tag.range.start + tag.text.find(there)?;
            let message = format!("括号“{there}”没有“{not}”与它成对");
            let hint = format!("补上“{not}”，或者删去“{there}”");
            return Some((at..at + 1, Wrong::new(message, hint)));
        }
    }
    let word = template.get(seen.clone()).map(str::trim).filter(|word| !word.is_empty())?;
    let is_inside = tag.range.start + 2 < seen.start && seen.end <= tag.end - 2;
    (is_inside && tag.text.starts_with("{{")).then(|| {
        let message = format!("读到“{word}”读不下去了");
        let hint = "一对 {{ }} 里只写一个名字，或者一个算式；名字里不能有空格和括号，不能以数字开头；照样印的字写在外面";
        (seen.clone(), Wrong::new(message, hint))
    })
}

/// A statement that is unknown, is not ended, or ends what did not begin.
fn statement(template: &str) -> Option<Fault> {
    let tokens = tokenize(template, false, SyntaxConfig::default()).map_while(Result::ok);
    let tokens: Vec<(Token<'_>, Range<usize>)> = tokens
        .map(|(token, span)| (token, span.start_offset as usize..span.end_offset as usize))
        .collect();
    let mut open: Vec<(&str, Range<usize>)> = Vec::new();
    let mut begins = tokens.windows(2).filter(|pair| matches!(pair[0].0, Token::BlockStart));
    let fault = begins.find_map(|pair| {
        let (Token::Ident(name), range) = &pair[1] else { return None };
        let rest = &tokens[tokens.iter().position(|(_, it)| it == range)?..];
        let is_block_set = *name == "set"
            && !rest
                .iter()
                .take_while(|(token, _)| !matches!(token, Token::BlockEnd))
                .any(|(token, _)| matches!(token, Token::Assign));
        let last = open.last().map(|(name, _)| *name);
        if PAIRED.contains(name) || is_block_set {
            open.push((name, range.clone()));
            return None;
        }
        if let Some((_, around)) = INNER.iter().find(|(inner, _)| inner == name) {
            let fits = last.is_some_and(|last| around.contains(&last));
            return (!fits).then(|| (range.clone(), not_begun(name, around[0], last)));
        }
        if let Some(begun) = name.strip_prefix("end") {
            if last == Some(begun) {
                open.pop();
                return None;
            }
            let is_known = PAIRED.contains(&begun) || begun == "set";
            return is_known.then(|| (range.clone(), not_begun(name, begun, last)));
        }
        if SINGLE.contains(name) {
            return None;
        }
        let known = PAIRED.iter().chain(&SINGLE).copied();
        let known = known.chain(["endfor", "endif", "else", "elif"]);
        let hint = crate::diag::near(name, known).unwrap_or(super::message::LISTED.to_owned());
        Some((range.clone(), Wrong::new(format!("没有 {{% {name} %}} 这种语句"), hint)))
    });
    fault.or_else(|| {
        let (name, range) = open.pop()?;
        let what = if name == "for" { "循环" } else { "它管的内容" };
        let message = format!("{{% {name} %}} 没有结束");
        Some((
            range,
            Wrong::new(message, format!("在{what}的末尾另起一行，写上 {{% end{name} %}}")),
        ))
    })
}

/// An end or a middle without its beginning.
fn not_begun(name: &str, begun: &str, last: Option<&str>) -> Wrong {
    match last {
        Some(last) => Wrong::new(
            format!("{{% {name} %}} 前面的 {{% {last} %}} 还没有结束"),
            format!("在它前面先写 {{% end{last} %}}；多余的删去"),
        ),
        None => Wrong::new(
            format!("{{% {name} %}} 前面没有 {{% {begun} %}}"),
            format!("补上 {{% {begun} … %}}；多余的删去"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::render::{Context, Placeable, Renderer};
    use crate::source::Source;

    /// What is said of a template, and its hint.
    fn said(template: &str) -> String {
        let renderer = Renderer::new(&[], Placeable::default());
        let found = renderer.text(&Source::new("甲.md", template), &Arc::new(Context::new()));
        let found = found.expect_err(template);
        let said = found.iter().map(|it| {
            let hint = it.hint.as_deref().unwrap_or_default();
            format!("{} {} [{hint}]", it.place.to_string().trim_start_matches("甲.md:"), it.message)
        });
        said.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn what_is_to_blame_is_named_where_it_stands() {
        let told: Vec<String> = CASES.iter().map(|it| format!("{it}\n  {}", said(it))).collect();
        insta::assert_snapshot!(told.join("\n"));
    }

    const CASES: &[&str] = &[
        "在｛｛ 乡镇 ｝｝",
        "在｛｛乡镇}}开会",
        "{％ if 甲 %}乙{% endif %}",
        "{{ 名单（“领导小组”） }}",
        "{{ 户数｜数（2） }}",
        "{% for 行 in 各行（'村庄') %}{% endfor %}",
        "一\n{% for 行 in [1] %}\n- {{ 行 }}\n\n尾\n",
        "一\n{% if 1 %}\n二\n",
        "{% for 行 in [1] %}{% if 行 %}{% endfor %}",
        "{% for 行 in [1] %}{% endif %}{% endfor %}",
        "{% else %}",
        "{% endif %}",
        "{% fro 行 in [1] %}{% endfor %}",
        "{% 如果 甲 %}",
        "{% set 甲 %}乙",
        "{% set 甲 乙 %}",
        "在{{ 乡镇",
        "在{{ 乡镇 }开会\n{{ 村 }}",
        "在{{ 乡镇 和 {{ 村 }}",
        "在{{ 乡镇 ｝｝",
        "{% if 1 }}{% endif %}",
        "{# 说明",
        "{{ }}",
        "{% %}",
        "{{ 乡镇 人民政府 }}",
        "{{ 乡镇| }}",
        "{{ 乡镇. }}",
        "{{ \"甲 }}",
        "{{ 名单(\"甲\" }}",
        "{{ 2026年 }}",
        "{{ 甲 = 乙 }}",
        "{% raw %}{{ 甲 }}",
        "{% for in 甲 %}{% endfor %}",
        "{% for 行 甲 %}{% endfor %}",
        "{% include %}",
        "{{ \"\\u12\" }}",
        "{{ 甲 if }}",
        "{% set loop = 1 %}",
        "{% block 甲 %}{% endblock %}{% block 甲 %}{% endblock %}",
    ];
}
