//! What templates can do with values. README's table shows each; a test holds it to that.

mod dates;
mod lists;
mod number;
mod numerals;
mod quotes;
mod range;

use minijinja::value::{Rest, Value, ValueKind};
use minijinja::{Environment, Error, ErrorKind};

use super::{refused, words, wrong};
use crate::doc::name;

pub(super) use self::lists::enumerated;
pub(super) use self::number::{decimal_words, number};

macro_rules! filters {
    ($($name:literal => $filter:path,)*) => {
        /// What they are called.
        pub(super) const NAMES: &[&str] = &[$($name),*];

        pub(super) fn add(environment: &mut Environment<'static>) {
            $(environment.add_filter($name, $filter);)*
        }
    };
}

filters! {
    "汉字数" => numerals::lower,
    "大写" => numerals::upper,
    "金额大写" => numerals::amount,
    "数" => number::fixed,
    "万" => number::ten_thousands,
    "亿" => number::hundred_millions,
    "百分比" => number::percent,
    "至" => range::range,
    "日期" => dates::full,
    "年月" => dates::month,
    "月日" => dates::day,
    "汉字日期" => dates::in_words,
    "星期" => dates::weekday,
    "加天" => dates::later,
    "顿号" => lists::listed,
    "并列" => lists::joined,
    "列" => lists::column,
    "共" => lists::counted,
    "合计" => lists::sum,
    "书名号" => quotes::titles,
    "引号" => quotes::quotations,
    "姓名" => person,
}

/// 王　强: a name of two characters as wide as one of three.
fn person(value: &Value) -> Result<String, Error> {
    let text = text(value)?;
    Ok(name::padded(&name::unstretched(&text).unwrap_or(text), 3))
}

/// A value that is defined. The engine hands over those that are not, but refuses to look into them, and
/// says then what name is not defined.
fn defined(value: &Value) -> Result<&Value, Error> {
    if value.is_undefined() {
        value.get_attr("")?;
    }
    Ok(value)
}

/// A value as text.
fn text(value: &Value) -> Result<String, Error> {
    words(defined(value)?)
}

/// What a message calls a value.
fn called(value: &Value) -> String {
    match value.kind() {
        ValueKind::None => "空着的值".to_owned(),
        ValueKind::Seq | ValueKind::Iterable => "一列值".to_owned(),
        ValueKind::Map => "一组值".to_owned(),
        _ => {
            let text = words(value).unwrap_or_default();
            let cut = text.char_indices().nth(20).map(|(at, _)| format!("{}……", &text[..at]));
            format!("“{}”", cut.unwrap_or(text))
        }
    }
}

/// The argument that may be left out.
fn optional(Rest(arguments): Rest<Value>) -> Result<Option<Value>, Error> {
    let mut arguments = arguments.into_iter();
    match (arguments.next(), arguments.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => {
            defined(&value)?;
            Ok(Some(value))
        }
        _ => Err(ErrorKind::TooManyArguments.into()),
    }
}

/// An argument that must be text between quotation marks.
fn quoted(argument: &Value, what: &str, example: &str) -> Result<String, Error> {
    let argument = defined(argument)?;
    let refuse = || {
        let called = called(argument);
        refused(
            format!("括号里应当是{what}，不是{called}"),
            format!("用引号括起来，例如：|{example}"),
        )
    };
    argument.as_str().map(str::to_owned).ok_or_else(refuse)
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use minijinja::{Environment, UndefinedBehavior};

    use crate::model::Wrong;

    /// What an expression gives, or what is said about it.
    fn answer(expression: &str) -> String {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_debug(true);
        environment.set_formatter(super::super::print);
        super::add(&mut environment);
        environment.render_str(&format!("{{{{ {expression} }}}}"), ()).unwrap_or_else(|error| {
            match error.source().and_then(|cause| cause.downcast_ref::<Wrong>()) {
                Some(wrong) => format!("{wrong}\n{wrong:#}").trim_end().to_owned(),
                None => format!("{}: {}", error.kind(), error.detail().unwrap_or_default()),
            }
        })
    }

    /// Holds a table of expressions and answers against the filters.
    pub(super) fn answers(table: &[(&str, &str)]) {
        for (expression, answered) in table {
            assert_eq!(answer(expression), *answered, "{expression}");
        }
    }

    #[test]
    fn names_of_two_characters_are_set_apart() {
        answers(&[
            ("'王强'|姓名", "王　强"),
            ("'王 强'|姓名", "王　强"),
            ("'王小强'|姓名", "王小强"),
            ("'John Smith'|姓名", "John Smith"),
        ]);
    }

    #[test]
    fn what_is_not_defined_is_named() {
        answers(&[
            ("甲|书名号", "undefined value: `甲` is undefined"),
            ("3|至(甲)", "undefined value: `甲` is undefined"),
            ("3|数(甲)", "undefined value: `甲` is undefined"),
            ("[甲]|共(乙)", "undefined value: `乙` is undefined"),
            ("3|数(1, 2)", "too many arguments: "),
            ("3|共", "missing argument: "),
        ]);
    }
}
