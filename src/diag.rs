//! Messages to the person at the keyboard: plural, placed, in Chinese, with a hint what to type.

mod human;

use std::fmt;

use crate::source::Place;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth a look; the document is built all the same.
    Warning,
    /// The document can't be built.
    Error,
}

/// One message.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// One sentence without a final point.
    pub message: String,
    /// Where.
    pub place: Place,
    /// A few words under the caret.
    pub label: Option<String>,
    /// What to type instead.
    pub hint: Option<String>,
    /// One of many of its kind: told on one line.
    pub brief: bool,
}

impl Diagnostic {
    /// A mistake that stops its document.
    pub fn error(place: Place, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            message: message.into(),
            place: place.written(),
            label: None,
            hint: None,
            brief: false,
        }
    }

    /// Something to look at that stops nothing.
    pub fn warning(place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(place, message) }
    }

    /// Adds a few words under the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Adds what to type instead.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Makes it one of many of its kind, which is told on one line, without a hint.
    #[must_use]
    pub fn brief(mut self) -> Self {
        self.brief = true;
        self
    }

    /// Adds "did you mean" when one of the known names is close to the unknown one, else the list.
    #[must_use]
    pub fn did_you_mean<'a>(self, unknown: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        Self { hint: suggestion(unknown, known).or(self.hint), ..self }
    }

    /// The message drawn with its line and a caret, as a terminal shows it.
    pub fn human(&self, color: bool) -> String {
        if self.brief { self.to_string() } else { human::draw(self, color) }
    }
}

/// What a suggestion of a name that is close begins with.
pub const NEAR: &str = "是不是想写";

/// "Did you mean" when one of the known names is close to the unknown one, else the list, if there is one.
pub fn suggestion<'a>(unknown: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let known: Vec<&str> = known.into_iter().collect();
    match closest(unknown, &known) {
        Some(name) => Some(format!("{NEAR}“{name}”？")),
        None if known.is_empty() => None,
        None => Some(format!("可以写的有：{}", known.join("、"))),
    }
}

/// The known name closest to `unknown`, if it is close enough to be a slip of the hand.
fn closest<'a>(unknown: &str, known: &[&'a str]) -> Option<&'a str> {
    let likeness = |name: &str| {
        let shares = name.chars().any(|c| unknown.contains(c));
        let inside = name.contains(unknown) || unknown.contains(name);
        // Chinese names are short: one wrong character of three is a slip, two of three is another word
        let score = strsim::normalized_damerau_levenshtein(unknown, name);
        if shares && inside { score.max(0.6) } else { score }
    };
    known
        .iter()
        .map(|name| (likeness(name), *name))
        .filter(|(score, _)| *score >= 0.5)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}

/// `error: place: message` on one line.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self.severity {
            Severity::Error => "错误",
            Severity::Warning => "提醒",
        };
        write!(f, "{name}: {}: {}", self.place, self.message)
    }
}

/// One or more messages; never empty inside an `Err`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diagnostics(Vec<Diagnostic>);

/// What every step of the pipeline returns.
pub type Result<T> = std::result::Result<T, Diagnostics>;

impl Diagnostics {
    /// No message yet.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds one message.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Takes the value out of a result; on an error keeps the messages and gives nothing, so that the
    /// next mistake is found in the same run.
    pub fn take<T>(&mut self, result: Result<T>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(more) => {
                self.0.extend(more.0);
                None
            }
        }
    }

    /// Whether one of them is an error.
    pub fn has_errors(&self) -> bool {
        self.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// `value` when there was no error so far, else all messages.
    ///
    /// # Errors
    /// When a message of severity error was added.
    pub fn or<T>(self, value: T) -> Result<T> {
        if self.has_errors() { Err(self) } else { Ok(value) }
    }

    /// The messages in the order in which they were found.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(vec![diagnostic])
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, iter: I) {
        self.0.extend(iter);
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// Why reading or writing failed, in Chinese as far as the reason is a common one.
pub fn io_reason(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    let reason = match error.kind() {
        ErrorKind::NotFound => "没有这个文件",
        ErrorKind::PermissionDenied => "没有权限",
        ErrorKind::ReadOnlyFilesystem => "这里是只读的",
        ErrorKind::StorageFull => "磁盘满了",
        ErrorKind::IsADirectory => "这里是一个文件夹",
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory => "这里有一个同名的文件",
        _ => return error.to_string(),
    };
    reason.to_owned()
}

/// All values, or the messages of all that failed: one bad item does not hide the others.
///
/// # Errors
/// When at least one item is an error.
pub fn collect<T>(results: impl IntoIterator<Item = Result<T>>) -> Result<Vec<T>> {
    let mut found = Diagnostics::new();
    let values = results.into_iter().filter_map(|result| found.take(result)).collect();
    found.or(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_recognised_and_strangers_are_not() {
        let known = ["主送", "抄送", "标题", "成文日期"];
        assert_eq!(closest("主送机关", &known), Some("主送"));
        assert_eq!(closest("成文日", &known), Some("成文日期"));
        assert_eq!(closest("颜色", &known), None);
    }
}
