//! What a person should look at in the cells that the texts of a batch use: those that are empty, and those that
//! are no numbers though one is computed from them.
//!
//! Which columns a text uses is read from its expressions. A text that asks `{% if 联系人 %}` first knows what to
//! do with an empty cell, and nothing is said of it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Recipients;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::DocumentSpec;
use crate::project::Project;
use crate::render::Renderer;
use crate::sheet::layout::number;
use crate::sheet::records::Records;
use crate::source::{Place, Source, Spanned};

/// The filters that want a number.
const NUMERIC: [&str; 7] = ["数", "万", "亿", "百分比", "汉字数", "大写", "金额大写"];
/// The words by which an expression itself says what is to be done with what is empty.
const ASKING: [&str; 7] = ["if", "else", "or", "and", "not", "default", "d"];
/// So many rows are named one by one.
const MOST_ROWS: usize = 20;

/// What the texts of an entry use.
#[derive(Debug, Default, PartialEq)]
struct Used {
    /// The names that are printed.
    printed: BTreeSet<String>,
    /// The names of which a text asks whether they are empty.
    asked: BTreeSet<String>,
    /// The names that are computed with.
    computed: BTreeSet<String>,
    /// The lists of rows that are summed up, each with a column.
    summed: BTreeSet<(String, String)>,
}

/// A piece of an expression.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Token<'t> {
    Name(&'t str),
    Quoted(&'t str),
    Sign(char),
}

impl Recipients<'_> {
    /// The reminders about the cells of those who get a document, and the errors about those that can't be
    /// computed with.
    pub fn check(
        &self,
        project: &Project,
        renderer: &Renderer,
        spec: &DocumentSpec,
    ) -> Diagnostics {
        let mut used = Used::default();
        for text in texts(project, renderer, spec) {
            used.read(&text);
        }
        let mut found = Diagnostics::new();
        let chosen: Vec<usize> = self.lists.iter().flatten().copied().collect();
        if let Some(summed) = self.records.summed().filter(|at| chosen.contains(at)) {
            let message = "这一行的数都是上面各行之和，像是合计，却也算作一个收件人";
            found.push(
                Diagnostic::warning(
                    codes::TOTAL_AS_RECIPIENT,
                    self.records.get(summed).place().clone(),
                    message,
                )
                .hint("是合计的，在这一行写上“合计”；不要的，用“其中”排除"),
            );
        }
        if self.group.is_none() {
            let printed = used.printed.difference(&used.asked);
            found.extend(printed.filter_map(|name| empty(&self.records, &chosen, name)));
            let computed = used.computed.iter();
            found.extend(computed.flat_map(|name| no_numbers(&self.records, &chosen, name)));
        }
        for (list, column) in &used.summed {
            if list == super::MEMBERS {
                found.extend(no_numbers(&self.records, &chosen, column));
            } else if let Some(joined) = self.joined.iter().find(|joined| joined.name == list) {
                let all: Vec<usize> = (0..joined.records.len()).collect();
                found.extend(no_numbers(&joined.records, &all, column));
            }
        }
        found
    }
}

/// The reminder about the empty cells of a column.
fn empty(records: &Records<'_>, chosen: &[usize], column: &str) -> Option<Diagnostic> {
    let cells = chosen.iter().filter_map(|at| records.get(*at).get(column));
    let empty: Vec<&Spanned<String>> = cells.filter(|cell| cell.v.is_empty()).collect();
    let first = empty.first()?;
    let rows: Vec<String> =
        empty.iter().filter_map(|cell| row(&cell.place)).map(|row| row.to_string()).collect();
    let shown = rows[..rows.len().min(MOST_ROWS)].join("、");
    let more = if rows.len() > MOST_ROWS { "等" } else { "" };
    let rows = if rows.is_empty() { String::new() } else { format!("：第{shown}行{more}") };
    let message = format!("“{column}”这一列有 {} 行是空的{rows}，印出来是空白", empty.len());
    let hint = format!("补上；可以没有的，正文里写 {{% if {column} %}}……{{% endif %}}");
    Some(Diagnostic::warning(codes::BLANK_CELLS, first.place.clone(), message).hint(hint))
}

/// The row of a sheet or the line of a file, counted from 1.
fn row(place: &Place) -> Option<usize> {
    match place {
        Place::Cell(_, _, row, _) => Some(*row as usize + 1),
        Place::Text(source, range) => Some(source.position(range.start).0),
        Place::Program | Place::File(_) => None,
    }
}

/// The errors about the cells of a column that are no numbers.
fn no_numbers(records: &Records<'_>, chosen: &[usize], column: &str) -> Vec<Diagnostic> {
    let cells = chosen.iter().filter_map(|at| records.get(*at).get(column));
    let wrong = cells.filter(|cell| !cell.v.is_empty() && number(&cell.v).is_none());
    // what has still to be written is told elsewhere
    let wrong = wrong.filter(|cell| crate::placeholder::first(&cell.v).is_none());
    let error = |cell: &Spanned<String>| {
        let message = format!("“{}”不是数，“{column}”要用来计算", cell.v);
        Diagnostic::error(codes::NOT_A_NUMBER, cell.place.clone(), message)
            .hint("只写数，例如：50；单位写在列名里")
    };
    wrong.take(MOST_ROWS).map(error).collect()
}

/// All that an entry evaluates: its strings, its texts and its template with those that it includes.
fn texts(project: &Project, renderer: &Renderer, spec: &DocumentSpec) -> Vec<String> {
    let lists = [&spec.addressees, &spec.signers, &spec.imprint_others, &spec.present];
    let strings = lists.into_iter().flatten().chain([&spec.name, &spec.title]);
    let strings = strings.chain(spec.title_note.iter().chain(&spec.annotation));
    let strings = strings.chain(spec.copy_to.iter().flatten());
    let titles = spec.attachments.iter().filter_map(|attachment| attachment.v.title.as_ref());
    let mut texts: Vec<String> = strings.chain(titles).map(|string| string.v.clone()).collect();
    let attached = spec.attachments.iter().filter_map(|attachment| attachment.v.text.as_ref());
    let issued = spec.issued.as_ref().map(|issued| &issued.text);
    let files = spec.text.iter().chain(issued).chain(attached);
    let files: Vec<Arc<Source>> = files.filter_map(|path| project.text(path).ok()).collect();
    let template = spec.template.as_ref().and_then(|name| renderer.template(&name.v));
    let mut waiting: Vec<&Arc<Source>> = files.iter().chain(template).collect();
    let mut seen = BTreeSet::new();
    while let Some(source) = waiting.pop() {
        if !seen.insert(source.name()) {
            continue;
        }
        let statements = pieces(source.text()).filter(|(is_statement, _)| *is_statement);
        for (_, statement) in statements {
            let names = tokens(statement).into_iter().filter_map(|token| match token {
                Token::Quoted(name) => renderer.template(name.strip_suffix(".md")?),
                Token::Name(_) | Token::Sign(_) => None,
            });
            waiting.extend(names);
        }
        texts.push(source.text().to_owned());
    }
    texts
}

impl Used {
    fn read(&mut self, text: &str) {
        for (is_statement, piece) in pieces(text) {
            let tokens = tokens(piece);
            let asks = is_statement
                || tokens.iter().any(|it| matches!(it, Token::Name(name) if ASKING.contains(name)));
            for (at, token) in tokens.iter().enumerate() {
                let Token::Name(name) = token else { continue };
                let before = at.checked_sub(1).and_then(|at| tokens.get(at));
                let after = tokens.get(at + 1);
                if matches!(before, Some(Token::Sign('.' | '|')))
                    || after == Some(&Token::Sign('('))
                {
                    continue;
                }
                let names = if asks { &mut self.asked } else { &mut self.printed };
                names.insert((*name).to_owned());
                self.read_computed(name, before, &tokens[at + 1..]);
            }
        }
    }

    /// A name that is computed with, or a list of rows of which a column is summed up.
    fn read_computed(&mut self, name: &str, before: Option<&Token<'_>>, after: &[Token<'_>]) {
        let is_sign =
            |it: Option<&Token<'_>>| matches!(it, Some(Token::Sign('+' | '-' | '*' | '/')));
        let filter = match after {
            [Token::Sign('|'), Token::Name(filter), ..] => *filter,
            _ => "",
        };
        if NUMERIC.contains(&filter) || is_sign(before) || is_sign(after.first()) {
            self.computed.insert(name.to_owned());
        }
        if filter == "合计"
            && let [_, _, Token::Sign('('), Token::Quoted(column), ..] = after
        {
            self.summed.insert((name.to_owned(), (*column).to_owned()));
        }
    }
}

/// What stands between `{{` and `}}`, and between `{%` and `%}`, which are statements.
fn pieces(text: &str) -> impl Iterator<Item = (bool, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let expression = rest.find("{{");
        let statement = rest.find("{%");
        let is_statement = match (expression, statement) {
            (Some(expression), Some(statement)) => statement < expression,
            (None, None) => return None,
            (expression, _) => expression.is_none(),
        };
        let start = if is_statement { statement } else { expression }? + 2;
        let end = rest[start..].find(if is_statement { "%}" } else { "}}" })? + start;
        let piece = &rest[start..end];
        rest = &rest[end + 2..];
        Some((is_statement, piece))
    })
}

fn tokens(piece: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = piece.trim_start();
    while let Some(first) = rest.chars().next() {
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        let end = if first == '"' || first == '\'' {
            let inner = &rest[1..];
            let end = inner.find(first).unwrap_or(inner.len());
            tokens.push(Token::Quoted(&inner[..end]));
            (end + 2).min(rest.len())
        } else if is_name(first) {
            let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
            tokens.push(Token::Name(&rest[..end]));
            end
        } else {
            tokens.push(Token::Sign(first));
            first.len_utf8()
        };
        rest = rest[end..].trim_start();
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::Used;

    fn names(of: impl IntoIterator<Item = impl AsRef<str>>) -> String {
        of.into_iter().map(|name| name.as_ref().to_owned()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_a_text_uses_is_read_from_its_expressions() {
        let mut used = Used::default();
        used.read(
            "{{ 乡镇 }}的{{联系人|姓名}}，{{ 户数|数(2) }}户，{{ 甲 * 2 }}，{{ 发文机关.名称 }}\
             {% if 电话 %}{{ 电话 }}{% endif %}{{ 备注 if 备注 else \"无\" }}{{ 村庄|合计(\"人口\") }}\
             {{ 名单(\"领导小组\") }}{{ 坏",
        );
        assert_eq!(
            names(used.printed.difference(&used.asked)),
            "2 乡镇 发文机关 户数 村庄 甲 联系人"
        );
        assert_eq!(names(used.asked.intersection(&used.printed)), "电话");
        assert_eq!(names(&used.computed), "2 户数 甲");
        let summed: Vec<_> =
            used.summed.iter().map(|(list, column)| names([list, column])).collect();
        assert_eq!(summed, ["村庄 人口"]);
    }
}
