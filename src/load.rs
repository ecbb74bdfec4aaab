//! YAML text → [`Campaign`].
//!
//! serde stops at the first mistake; a clerk wants them all. So the text becomes a tree of nodes
//! ([`crate::yaml`]) first, the model is deserialized from that tree by [`de`], and on a mistake the
//! offending node is cut out ([`prune`]) and the rest is tried again.

mod choice;
mod de;
mod prune;
mod spanned;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use serde::Deserialize;

use crate::characters;
use crate::diag::{Diagnostic, Diagnostics, Result, codes};
use crate::model::{Campaign, Words};
use crate::placeholder;
use crate::source::{Place, Source};
use crate::yaml::{self, Data, Flow, Node, slip};
use de::Step;

/// Reads a campaign.
///
/// # Errors
/// Every mistake of the text in one go: what is not YAML, unknown, missing and repeated keys, values of
/// the wrong kind, impossible dates and document numbers.
pub fn campaign(source: &Arc<Source>) -> Result<Campaign> {
    let (campaign, found) = known(source)?;
    found.or(campaign)
}

/// Reads what can be read of a campaign, so that rules can look at it, and what is wrong with the rest: nothing
/// may be made from a campaign with mistakes.
///
/// # Errors
/// When so much is wrong that there is no campaign.
pub fn known(source: &Arc<Source>) -> Result<(Campaign, Diagnostics)> {
    if source.text().trim().is_empty() {
        return Err(Diagnostic::error(
            codes::EMPTY_FILE,
            Place::file(source.name()),
            "活动文件是空的",
        )
        .hint("至少写上“发文机关”“日期”“文件”三项，示例见 data 文件夹")
        .into());
    }
    let (mut campaign, cut, mut found) = spanned::within(source, || decode::<Campaign>(source))?;
    for (path, said) in cut.all() {
        match path {
            [Step::Key(list), Step::Index(index), Step::Key(key), ..] if list == "文件" => {
                if let Some(spec) = campaign.documents.get_mut(*index) {
                    spec.unknown.push(key.clone());
                }
            }
            path => campaign.unknown.push((keys_of(path), said.clone())),
        }
    }
    for spec in &campaign.documents {
        choice::check(spec, &mut found);
    }
    Ok((campaign, found))
}

/// Reads the words of an office, and what is wrong with them.
///
/// # Errors
/// When so much is wrong that nothing is left of them.
pub fn words(source: &Arc<Source>) -> Result<(Words, Diagnostics)> {
    if source.text().trim().is_empty() {
        return Ok(<(Words, Diagnostics)>::default());
    }
    let (words, _, mut found) = spanned::within(source, || decode::<Words>(source))?;
    for word in &words.words {
        let wrong = &word.wrong;
        let same = word.right.as_ref().is_some_and(|right| right.v == wrong.v);
        let (message, hint) = match wrong.v.chars().count() {
            0 | 1 => (
                format!("“{}”太短，到处都会提醒", wrong.v),
                "写两个字以上，连上前后的字，例如：县发改委",
            ),
            _ if same => (format!("“{}”错的和对的一样", wrong.v), "“对”写应当的写法"),
            _ => continue,
        };
        found.push(Diagnostic::error(codes::BAD_VALUE, wrong.place.clone(), message).hint(hint));
    }
    Ok((words, found))
}

/// The keys of a path.
fn keys_of(path: &[Step]) -> Vec<String> {
    let keys = path.iter().filter_map(|step| match step {
        Step::Key(key) => Some(key.clone()),
        Step::Index(_) => None,
    });
    keys.collect()
}

/// Answers by the keys that lead to them, lists as one text with ，.
///
/// # Errors
/// When the text is no YAML.
pub fn answers(source: &Arc<Source>) -> Result<BTreeMap<String, String>> {
    let mut answers = BTreeMap::new();
    collect_answers(&yaml::parse(source)?, String::new(), &mut answers);
    Ok(answers)
}

fn collect_answers(node: &Node, key: String, answers: &mut BTreeMap<String, String>) {
    match &node.data {
        Data::Null => {}
        Data::Scalar { text, .. } => {
            answers.insert(key, text.clone());
        }
        Data::List(items, _) => {
            let texts = items.iter().flat_map(Node::scalars).map(|(text, _)| text);
            answers.insert(key, texts.collect::<Vec<_>>().join("，"));
        }
        Data::Map(entries, _) => {
            for (step, value) in entries {
                let gap = if key.is_empty() { "" } else { "." };
                collect_answers(value, format!("{key}{gap}{}", step.text), answers);
            }
        }
    }
}

/// A placeholder that stands for a whole value of a campaign.
#[derive(Clone, Debug)]
pub struct Blank {
    /// The keys that lead to it; items of a list that holds several count from 1, or go by their 名.
    pub path: Vec<String>,
    /// The value as written.
    pub text: String,
    /// Where it stands, quotes and all.
    pub range: Range<usize>,
}

/// All values of a campaign that are placeholders, from its beginning.
///
/// # Errors
/// When the text is no YAML.
pub fn blanks(source: &Arc<Source>) -> Result<Vec<Blank>> {
    let mut blanks = Vec::new();
    collect_blanks(&yaml::parse(source)?, &mut Vec::new(), source.text(), &mut blanks);
    Ok(blanks)
}

fn collect_blanks(node: &Node, path: &mut Vec<String>, text: &str, found: &mut Vec<Blank>) {
    match &node.data {
        Data::Null => {}
        Data::Scalar { text: value, .. } => {
            let whole = placeholder::first(value).is_some_and(|it| it.range == (0..value.len()));
            if whole {
                let quoted = text[..node.range.start].ends_with(['"', '\'']);
                let around = usize::from(quoted);
                let range = node.range.start - around..node.range.end + around;
                found.push(Blank { path: path.clone(), text: value.clone(), range });
            }
        }
        Data::List(items, _) => {
            for (nth, item) in (1..).zip(items) {
                let step = name_of(item).unwrap_or_else(|| nth.to_string());
                let steps = usize::from(items.len() > 1);
                path.extend((steps > 0).then_some(step));
                collect_blanks(item, path, text, found);
                path.truncate(path.len() - steps);
            }
        }
        Data::Map(entries, _) => {
            for (key, value) in entries {
                path.push(key.text.clone());
                collect_blanks(value, path, text, found);
                path.pop();
            }
        }
    }
}

/// 名 of an item of a list.
fn name_of(item: &Node) -> Option<String> {
    let Data::Map(entries, _) = &item.data else { return None };
    let (_, name) = entries.iter().find(|(key, _)| key.text == "名")?;
    match &name.data {
        Data::Scalar { text, .. } if placeholder::first(text).is_none() => Some(text.clone()),
        _ => None,
    }
}

/// Deserializes as often as it takes to find every mistake, and gives what is left when all are cut out.
/// After so many mistakes no other is looked for: each is found by reading all that is left once more.
const MOST_MISTAKES: usize = 500;

fn decode<T: for<'de> Deserialize<'de>>(
    source: &Arc<Source>,
) -> Result<(T, prune::Cut, Diagnostics)> {
    let mut root = yaml::parse(source)?;
    let mut found = Diagnostics::new();
    for duplicate in root.take_duplicates() {
        found.push(
            Diagnostic::error(
                codes::DUPLICATE_KEY,
                Place::text(source, duplicate.range),
                format!("“{}”写了两次", duplicate.text),
            )
            .hint("只留一处"),
        );
    }
    for (text, range) in root.scalars() {
        let place = |_| Place::text(source, range.clone());
        found.take(characters::check(text, place));
    }
    let mut commas = Vec::new();
    part(&mut root, false, &mut commas);
    commas.sort_unstable();
    found.extend(commas.into_iter().map(|at| slip::comma(source, at)));
    bare_keys(source, &root, &mut found);
    let mut cut = prune::Cut::default();
    let mut mistakes = 0;
    loop {
        match T::deserialize(&root) {
            Ok(value) => return Ok((value, cut, found)),
            Err(mistake) => {
                let said = cut.cause(&mistake).cloned().unwrap_or_else(|| {
                    let said = mistake.diagnostic(source);
                    found.push(said.clone());
                    said
                });
                mistakes += 1;
                if mistakes == MOST_MISTAKES {
                    let message = format!("毛病太多，前{MOST_MISTAKES}处以后的没有再说");
                    let place = Place::file(source.name());
                    let wrong = Diagnostic::error(codes::TOO_MANY_MISTAKES, place, message);
                    found.push(wrong.hint("先改好前面的，再检查一次"));
                    return Err(found);
                }
                if !cut.prune(&mut root, &mistake, said) {
                    return Err(found);
                }
            }
        }
    }
}

/// Lists whose items are printed with ， between them: one in an item prints the same as one between two.
const PRINTED_WITH_COMMAS: [&str; 5] = ["主送", "抄送", "出席", "请假", "列席"];

/// Where a full-width comma makes one item of two in a list in brackets: [甲局，乙局]. They become two, so that what
/// else is wrong is found. What stands in 变量 may be any words: there only a list that has no other item is meant.
fn part(node: &mut Node, in_facts: bool, commas: &mut Vec<usize>) {
    match &mut node.data {
        Data::List(items, flow) => {
            let is_meant = *flow == Flow::Brackets && (!in_facts || items.len() == 1);
            for at in (0..items.len()).rev().filter(|_| is_meant) {
                let parts = items[at].parts();
                commas.extend(parts.iter().skip(1).map(|part| part.range.start - '，'.len_utf8()));
                if parts.len() > 1 {
                    items.splice(at..=at, parts);
                }
            }
            for item in items {
                part(item, in_facts, commas);
            }
        }
        Data::Map(entries, _) => {
            for (key, value) in entries {
                if !PRINTED_WITH_COMMAS.contains(&key.text.as_str()) {
                    part(value, in_facts || key.text == "变量", commas);
                }
            }
        }
        Data::Null | Data::Scalar { .. } => {}
    }
}

/// Tells keys of which the value was lost: in brackets those without a colon ({ 投资: 1,200 } says 1, and a key 200
/// of nothing), and those whose value begins with a mark of YAML's own.
fn bare_keys(source: &Arc<Source>, node: &Node, found: &mut Diagnostics) {
    match &node.data {
        Data::List(items, _) => items.iter().for_each(|item| bare_keys(source, item, found)),
        Data::Map(entries, flow) => {
            for (key, value) in entries {
                bare_keys(source, value, found);
                if !matches!(value.data, Data::Null) {
                    continue;
                }
                let rest = source.text()[key.range.end..].trim_start_matches(['"', '\'', ' ']);
                let is_bare = !rest.starts_with(':');
                let words = rest.trim_start_matches([':', ' ', '\t']);
                if let Some(mark) = words.chars().next().filter(|c| matches!(c, '&' | '!')) {
                    let message = format!("“{mark}”开头的字没有读：它是 YAML 的记号");
                    let place = Place::text(source, key.range.clone());
                    found.push(
                        Diagnostic::error(codes::YAML_SYNTAX, place, message)
                            .hint("是值里的字的，给整个值加上引号"),
                    );
                } else if *flow == Flow::Brackets && is_bare {
                    let message = format!("“{}”后面没有冒号，不知道是键还是值", key.text);
                    let place = Place::text(source, key.range.clone());
                    found.push(Diagnostic::error(codes::YAML_SYNTAX, place, message).hint(
                        "是前一个值里的字的，给那个值加上引号，例如 \"1,200\"；是键的，写成“键: 值”",
                    ));
                }
            }
        }
        Data::Null | Data::Scalar { .. } => {}
    }
}

impl Node {
    /// A text without quotation marks as full-width commas part it.
    fn parts(&self) -> Vec<Self> {
        let Data::Scalar { text, plain: true, folded: false } = &self.data else {
            return Vec::new();
        };
        let mut parts = Vec::new();
        let mut start = 0;
        let commas = characters::unbracketed(text).filter(|(_, c)| *c == '，').map(|(at, _)| at);
        for end in commas.chain([text.len()]) {
            let part =
                Data::Scalar { text: text[start..end].to_owned(), plain: true, folded: false };
            let range = self.range.start + start..self.range.start + end;
            parts.push(Self { data: part, range });
            start = end + '，'.len_utf8();
        }
        parts
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    #[test]
    fn after_so_many_mistakes_no_other_is_looked_for() {
        let mut text = String::new();
        for nth in 0..MOST_MISTAKES + 100 {
            writeln!(text, "错键{nth}: 值").unwrap();
        }
        let found = campaign(&Source::new("campaign.yaml", text)).unwrap_err();
        assert_eq!(found.len(), MOST_MISTAKES + 1);
        let last = found.iter().last().unwrap();
        assert_eq!(last.to_string(), "错误: campaign.yaml: 毛病太多，前500处以后的没有再说");
    }
}
