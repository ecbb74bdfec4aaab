//! What the template engine can't compute, in Chinese. Its own words are English, and say what the value is to a
//! programmer.

use minijinja::ErrorKind;

use super::message::LISTED;
use crate::model::Wrong;

/// Words of the engine, what they mean, and what to write instead. The first that fits counts.
const REFUSALS: &[(&str, &str, &str)] = &[
    ("can only assign to namespaces", "这里的值不能改", NAMESPACE),
    ("cannot super outside of block", NO_PARENT.0, NO_PARENT.1),
    ("no parent block exists", NO_PARENT.0, NO_PARENT.1),
    ("super() takes no arguments", "super() 的括号里不写什么", "写成 {{ super() }}"),
    ("extend a second time", "{% extends %} 写了两次", "一个模板只写一次"),
    (
        "template name was not a string",
        "模板的名字要用引号括起来",
        "例如：{% include \"_落款.md\" %}",
    ),
    ("Required block", "套用的模板要求写的段落没有写", "补上 {% block … %}……{% endblock %}"),
    ("autoescape", "{% autoescape %} 后面不能写这个", "删去它"),
    ("loop recursion", RECURSIVE.0, RECURSIVE.1),
    ("outside of recursive loop", RECURSIVE.0, RECURSIVE.1),
    ("loop() takes one argument", RECURSIVE.0, RECURSIVE.1),
    ("cannot recurse because", RECURSIVE.0, RECURSIVE.1),
    ("not iterable", NO_LIST.0, NO_LIST.1),
    ("must be iterable", NO_LIST.0, NO_LIST.1),
    ("cannot convert value to list", NO_LIST.0, NO_LIST.1),
    ("cannot join value", NO_LIST.0, NO_LIST.1),
    ("cannot get first item", NO_LIST.0, NO_LIST.1),
    ("cannot get last item", NO_LIST.0, NO_LIST.1),
    ("cannot reverse", NO_LIST.0, NO_LIST.1),
    ("cannot be sliced", NO_LIST.0, NO_LIST.1),
    ("calculate length", NO_LIST.0, NO_LIST.1),
    ("containment check", NO_LIST.0, NO_LIST.1),
    ("into pair", "这个值不是一组“名: 值”", LISTED),
    ("failed to sort", "这些值分不出先后", "只排都是数的，或者都是文字的"),
    ("step size of 0", "每次走的步数不能是 0", "写 1"),
    ("step of 0", "每次走的步数不能是 0", "写 1"),
    ("count cannot be 0", "个数不能是 0", "写 1 以上的数"),
    ("too many elements", "range 的个数太多了", "减少循环的次数"),
    ("too large", "数太大了，算不了", NUMBERS),
    ("overflow", "数太大了，算不了", NUMBERS),
    ("unable to round", "数太大了，算不了", NUMBERS),
    ("absolute value", NO_NUMBER, NUMBERS),
    ("to integer", NO_NUMBER, NUMBERS),
    ("to float", NO_NUMBER, NUMBERS),
    ("invalid digit", NO_NUMBER, NUMBERS),
    ("invalid float", NO_NUMBER, NUMBERS),
    ("empty string", NO_NUMBER, NUMBERS),
    ("can only sum numbers", NO_NUMBER, NUMBERS),
    ("cannot round value", NO_NUMBER, NUMBERS),
    (
        "method must be",
        "round 的方法只有 \"common\" \"ceil\" \"floor\"",
        "例如：|round(0, \"floor\")",
    ),
    ("filter name", "map 的括号里要写过滤器的名字", "例如：|map(\"姓名\")"),
    ("is not callable", "这不是函数，后面不能写括号", LISTED),
    ("not a string", "这里要写文字", "用引号括起来"),
    ("cannot use value of type", "这个值不能作键", LISTED),
    ("keyword arguments", "括号里不能写“名=值”", LISTED),
    ("kwargs", "括号里不能写“名=值”", LISTED),
];

const NAMESPACE: &str =
    "循环里要改的值，先写 {% set 记 = namespace(数=0) %}，再写 {% set 记.数 = 记.数 + 1 %}";
const NO_PARENT: (&str, &str) =
    ("这里没有可以接着写的段落，不能用 super()", "super() 写在套用别的模板的 {% block %} 里");
const RECURSIVE: (&str, &str) =
    ("这里不能用 loop()", "loop(下一级) 写在 {% for … recursive %} 的循环里，括号里写下一级的列表");
const NO_LIST: (&str, &str) = ("这个值不是列表", "要用列表，或者表的各行，例如：各行(\"村庄\")");
const NO_NUMBER: &str = "这个值不是数";
const NUMBERS: &str = "只算数：核对单元格和变量里的值，单位写在外面";

/// What an engine's error says in English, and what to write instead.
pub(super) fn of(kind: ErrorKind, detail: &str) -> Wrong {
    if let Some(wrong) = operation(detail).or_else(|| conversion(detail)) {
        return wrong;
    }
    let known = REFUSALS.iter().find(|(words, ..)| detail.contains(words));
    match (known, kind) {
        (Some((_, message, hint)), _) => Wrong::new(*message, *hint),
        (None, ErrorKind::CannotUnpack) => Wrong::new(
            "值的个数和名字的个数不同，分不开",
            "{% for 甲, 乙 in … %} 的每一项要正好有两个值",
        ),
        (None, ErrorKind::InvalidOperation) if detail.is_empty() => Wrong::new(NO_NUMBER, NUMBERS),
        (None, ErrorKind::NonKey) => Wrong::new("这个值不能作键", LISTED),
        (None, _) => Wrong::new("模板这里算不出来", LISTED),
    }
}

/// `tried to use + operator on unsupported types string and number`, `unable to calculate 5 // 0`.
fn operation(detail: &str) -> Option<Wrong> {
    if let Some(rest) = detail.strip_prefix("tried to use ") {
        let (sign, types) = rest.split_once(" operator on unsupported types ")?;
        let (left, right) = types.split_once(" and ")?;
        let message = format!("“{sign}”的两边是{}和{}，算不了", kind(left), kind(right));
        let hint = if sign == "+" {
            "把文字接在一起用“~”，例如 {{ 甲 ~ 乙 }}；“1,200”“1.50”这样写的数，先写 |数，例如 {{ 甲|数 + 1 }}"
        } else {
            "“1,200”“1.50”这样写的数，先写 |数，例如 {{ 甲|数 / 2 }}；不是数的，核对单元格和变量里的值"
        };
        return Some(Wrong::new(message, hint));
    }
    let words = detail.strip_prefix("unable to calculate ")?;
    let is_by_zero = [" / 0", " // 0", " % 0"].iter().any(|end| words.ends_with(end));
    let hint = if is_by_zero {
        "除数不能是 0；可能是 0 的，写 {% if 总数 %}……{% endif %}"
    } else {
        NUMBERS
    };
    Some(Wrong::new(format!("{words} 算不出来"), hint))
}

/// `cannot convert string to u64`.
fn conversion(detail: &str) -> Option<Wrong> {
    let (from, to) = detail.strip_prefix("cannot convert ")?.split_once(" to ")?;
    let wanted = match to.trim() {
        "string" | "char" | "str" => "文字",
        "bool" => "“是”或“否”",
        to if to.starts_with(['i', 'u', 'f']) || to.contains("size") || to.contains("integer") => {
            "数"
        }
        _ => return None,
    };
    let message = format!("这里应当是{wanted}，写的是{}", kind(from));
    Some(Wrong::new(message, if wanted == "文字" { "用引号括起来" } else { NUMBERS }))
}

/// What a person calls a kind of value.
fn kind(kind: &str) -> &'static str {
    match kind {
        "undefined" | "none" => "空的值",
        "bool" => "“是”“否”",
        "number" => "数",
        "string" | "bytes" => "文字",
        "sequence" | "iterator" => "列表",
        "map" => "一组值",
        _ => "别的东西",
    }
}
