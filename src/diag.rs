//! Messages to the person at the keyboard: plural, placed, in Chinese, with a hint what to type.
//!
//! A [`Diagnostic`] is data. How it looks is a renderer's choice: [`Diagnostic::human`] draws it with its
//! line and a caret, [`Diagnostic::short`] says it on one line, [`json`] and [`sarif`] hand it to other
//! programs.

pub mod codes;
mod human;
pub mod json;
pub mod sarif;

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize, Serializer};

pub use self::codes::Code;
use crate::source::{Place, Spanned};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// 说明: good to know.
    Note,
    /// 提醒: worth a look; the document is built all the same.
    Warning,
    /// 错误: the document can't be built.
    Error,
}

impl Severity {
    /// Its Chinese name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Note => "说明",
            Self::Warning => "提醒",
            Self::Error => "错误",
        }
    }
}

/// A place that a message is about besides its own, and what is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Related {
    /// Where.
    pub place: Place,
    /// What is there, a few words.
    pub words: String,
}

/// A reminder that a person has looked at and found to be right as it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    /// The reminder.
    pub said: Diagnostic,
    /// Why it is right, and where that is written.
    pub because: Spanned<String>,
}

/// One message.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// What kind of message it is: stable, English, kebab-case; what `hongtou explain` takes.
    pub code: &'static str,
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
    /// What belongs at the place in place of what stands there, where that is certain.
    pub replacement: Option<String>,
    /// Whether `check --fix` may put the replacement there by itself: marks, numerals and ordinals that were typed.
    pub mends: bool,
    /// Other places that it is about.
    pub related: Vec<Related>,
    /// The clauses that it rests on.
    pub basis: Option<String>,
    /// Whether the words that it is about stand at the place as they are: nothing can replace a template or a
    /// value of which only a part was printed, or more.
    pub(crate) verbatim: bool,
}

impl Diagnostic {
    /// A message of that severity and kind: of one of [`codes`], or of a rule.
    pub(crate) fn new(
        severity: Severity,
        code: &'static str,
        place: Place,
        message: impl Into<String>,
    ) -> Self {
        let words = place.words().map(str::to_owned);
        let written = place.written();
        // of a cell it is not known which of its words are meant
        let verbatim = words.is_some() && written.words() == words.as_deref();
        Self {
            code,
            severity,
            message: message.into(),
            place: written,
            verbatim,
            label: None,
            hint: None,
            replacement: None,
            mends: false,
            related: Vec::new(),
            basis: None,
        }
    }

    /// A mistake that stops its document (错误).
    pub fn error(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code.name, place, message)
    }

    /// Something to look at that stops nothing (提醒).
    pub fn warning(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code.name, place, message)
    }

    /// Something that is good to know (说明).
    pub fn note(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code.name, place, message)
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

    /// Adds what belongs at the place in place of what stands there; only what is certain, and not where
    /// other words were written.
    #[must_use]
    pub fn replacement(mut self, replacement: impl Into<String>) -> Self {
        self.replacement = self.verbatim.then(|| replacement.into());
        self
    }

    /// Adds a replacement that the program may put there by itself: of marks, numerals and typed ordinals only, where
    /// nobody could want the words as they are.
    #[must_use]
    pub fn mend(self, replacement: impl Into<String>) -> Self {
        Self { mends: true, ..self.replacement(replacement) }
    }

    /// Adds another place that it is about, and what is there.
    #[must_use]
    pub fn related(mut self, place: Place, words: impl Into<String>) -> Self {
        self.related.push(Related { place: place.written(), words: words.into() });
        self
    }

    /// Adds the clauses that it rests on.
    #[must_use]
    pub fn basis(mut self, basis: impl Into<String>) -> Self {
        self.basis = Some(basis.into());
        self
    }

    /// Adds "did you mean" when one of the known names is close to the unknown one, else the list.
    #[must_use]
    pub fn did_you_mean<'a>(self, unknown: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        Self { hint: suggestion(unknown, known).or(self.hint), ..self }
    }

    /// The message as a person reads it on a terminal: drawn with its line and a caret, or on one line where
    /// many of its kind come together.
    pub fn human(&self, color: bool) -> String {
        if self.is_listed() { self.to_string() } else { human::draw(self, color) }
    }

    /// Whether a person reads messages of this kind as a list, one a line.
    pub fn is_listed(&self) -> bool {
        self.severity < Severity::Error && human::LISTED.contains(&self.code)
    }

    /// The message on one line, as compilers give it: `file:3:4: 错误[code]: message；改法：hint`.
    pub fn short(&self) -> String {
        let hint = self.hint.as_ref().map(|hint| format!("；改法：{hint}")).unwrap_or_default();
        let Self { code, severity, place, message, .. } = self;
        let line = format!("{place}: {}[{code}]: {message}{hint}", severity.name());
        one_line(&line).into_owned()
    }
}

/// Text for a terminal: what would move its cursor, change its colours or turn the direction of writing is
/// shown as a sign. Line breaks and tabs are kept.
pub fn cleaned(text: &str) -> Cow<'_, str> {
    let is_kept = |c: char| matches!(c, '\n' | '\t') || sign(c).is_none();
    if text.chars().all(is_kept) {
        return Cow::Borrowed(text);
    }
    text.chars().map(|c| if is_kept(c) { c } else { sign(c).unwrap_or(c) }).collect()
}

/// As [`cleaned`], on one line.
pub fn one_line(text: &str) -> Cow<'_, str> {
    match cleaned(text) {
        line if line.contains(['\n', '\t']) => Cow::Owned(line.replace(['\n', '\t'], " ")),
        line => line,
    }
}

/// What is shown for a character that a terminal would obey.
fn sign(c: char) -> Option<char> {
    match c {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)),
        '\u{7f}' => Some('\u{2421}'),
        '\u{80}'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}' => {
            Some(char::REPLACEMENT_CHARACTER)
        }
        '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Some(char::REPLACEMENT_CHARACTER),
        _ => None,
    }
}

/// "Did you mean" when one of the known names is close to the unknown one.
pub fn near<'a>(unknown: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let known: Vec<&str> = known.into_iter().collect();
    closest(unknown, &known).map(|name| format!("是不是想写“{name}”？"))
}

/// "Did you mean" when one of the known names is close to the unknown one, else the list, if there is one.
pub fn suggestion<'a>(unknown: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let known: Vec<&str> = known.into_iter().collect();
    let all = || (!known.is_empty()).then(|| format!("可以写的有：{}", known.join("、")));
    near(unknown, known.iter().copied()).or_else(all)
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

/// `错误: place: message` on one line.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = format!("{}: {}: {}", self.severity.name(), self.place, self.message);
        f.write_str(&one_line(&line))
    }
}

/// As [`json::Message`].
impl Serialize for Diagnostic {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        json::Message::of(self).serialize(serializer)
    }
}

/// Messages in the order in which they were found. Inside an `Err` there is at least one, and one of them is
/// an error: [`Diagnostics::or`] and [`Diagnostics::into_result`] see to it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
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

    /// `value` and what else was found when there was no error so far, else all messages.
    ///
    /// # Errors
    /// When a message of severity error was added.
    pub fn into_result<T>(self, value: T) -> Result<(T, Self)> {
        if self.has_errors() { Err(self) } else { Ok((value, self)) }
    }

    /// `value` when there was no error so far, else all messages. For steps that only find errors: a milder
    /// message would get lost; [`Diagnostics::into_result`] keeps it.
    ///
    /// # Errors
    /// When a message of severity error was added.
    pub fn or<T>(self, value: T) -> Result<T> {
        self.into_result(value).map(|(value, _)| value)
    }

    /// Keeps the first of messages that are the same: what is evaluated for two elements is wrong in both.
    pub fn unrepeated(&mut self) {
        let mut kept: Vec<Diagnostic> = Vec::with_capacity(self.0.len());
        for said in self.0.drain(..) {
            if !kept.contains(&said) {
                kept.push(said);
            }
        }
        self.0 = kept;
    }

    /// Keeps the messages for which `keep` says so.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.0.retain(keep);
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.0.len()
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
    // what the program found by itself says so in its own words, under a kind that stands for nothing more
    if error.kind() == ErrorKind::InvalidInput && error.get_ref().is_some() {
        return error.to_string();
    }
    let reason = match error.kind() {
        ErrorKind::NotFound => "没有这个文件",
        ErrorKind::PermissionDenied => "没有权限",
        ErrorKind::ReadOnlyFilesystem => "这里是只读的",
        ErrorKind::StorageFull => "磁盘满了",
        ErrorKind::IsADirectory => "这里是一个文件夹",
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory => "这里有一个同名的文件",
        ErrorKind::InvalidFilename => "名字太长，或者有不能用的字符",
        ErrorKind::OutOfMemory => "内存不够",
        ErrorKind::UnexpectedEof => "文件不完整",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "别的程序正在用它",
        ErrorKind::FileTooLarge | ErrorKind::QuotaExceeded => "超过了允许的大小",
        ErrorKind::NotSeekable | ErrorKind::InvalidInput => "这里不是普通的文件",
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
    use crate::source::Source;

    #[test]
    fn no_message_reaches_through_the_terminal() {
        let source = Source::new("甲\u{1b}[31m.md", "一行\n\u{9b}31m\u{202e}乙\u{7}\n");
        let at = Place::text(&source, 7..10);
        let wrong =
            Diagnostic::error(codes::BAD_VALUE, at.clone(), "有\u{1b}]0;题\u{7}\n一\u{9d}个")
                .label("这\u{1b}里")
                .hint("改\u{85}成\u{2067}甲")
                .related(at, "前\u{1b}一处");
        for said in [wrong.human(false), wrong.short(), wrong.to_string()] {
            let obeyed = |c: char| c != '\n' && sign(c).is_some();
            assert!(!said.contains(obeyed), "{said:?}");
        }
        assert!(!wrong.short().contains('\n'));
        assert!(
            json::text(&wrong).is_ascii() || !json::text(&wrong).contains(|c| sign(c).is_some())
        );
    }

    #[test]
    fn slips_are_recognised_and_strangers_are_not() {
        let known = ["主送", "抄送", "标题", "成文日期"];
        assert_eq!(closest("主送机关", &known), Some("主送"));
        assert_eq!(closest("成文日", &known), Some("成文日期"));
        assert_eq!(closest("颜色", &known), None);
    }
}
