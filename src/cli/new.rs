//! `hongtou new`: begins a campaign from a starter.

use std::fmt;
use std::fs;
use std::io::IsTerminal;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, NaiveDate};
use inquire::validator::Validation;
use inquire::{InquireError, Select, Text};

use super::args::NewOptions;
use super::say;
use crate::diag::{Diagnostic, Diagnostics, Result, codes, io_reason};
use crate::load;
use crate::names;
use crate::output;
use crate::project::CAMPAIGN;
use crate::schema::{self, Kind};
use crate::source::{Place, Source};
use crate::starter::{Answers, File, Question, Starter};

pub(super) fn new(options: &NewOptions) -> Result<()> {
    if options.list {
        list();
        return Ok(());
    }
    let asks = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    let starter = match &options.template {
        Some(name) => Starter::named(name)?,
        None if asks => chosen()?,
        None => {
            return Err(Diagnostic::error(codes::USAGE, Place::Program, "没有说用哪个样板")
                .hint("例如：hongtou new 实施方案 我的方案；hongtou new --list 列出全部样板")
                .into());
        }
    };
    let folder = options.folder.clone().unwrap_or_else(|| starter.name.into());
    empty(&folder)?;
    let today = today();
    let files = if options.example {
        starter.example()?
    } else {
        let mut answers = given(options)?;
        if asks && answers.is_empty() {
            answers = asked(&starter, today)?;
        }
        starter.begun(&answers, today)?
    };
    write(&folder, &for_editors(&files))?;
    let shown = folder.display();
    say(format_args!("新建了 {shown}：{}", names(&files)));
    say(if options.example {
        format!("下一步：hongtou build {shown}")
    } else {
        format!(
            "下一步：把 {shown} 里的【待填：……】换成自己的内容；看样子：hongtou build {shown} --draft"
        )
    });
    Ok(())
}

/// The files, with the schema of the campaign beside it and the line that tells editors so.
fn for_editors(files: &[File]) -> Vec<File> {
    let referring = files.iter().map(|(path, bytes)| {
        let line = if path == CAMPAIGN { schema::REFERENCE } else { "" };
        (path.clone(), [line.as_bytes(), bytes].concat())
    });
    let schema = (schema::FILE.to_owned(), schema::text(Kind::Campaign).into_bytes());
    referring.chain([schema]).collect()
}

/// Writes the files of a campaign into a folder.
pub(super) fn write(folder: &Path, files: &[File]) -> Result<()> {
    for (path, bytes) in files {
        let path = folder.join(path);
        output::prepare(path.parent().unwrap_or(folder))?;
        output::replace(&path, bytes)?;
    }
    Ok(())
}

/// Refuses a folder that holds something, and one whose name not every file system takes.
pub(super) fn empty(folder: &Path) -> Result<()> {
    let shown = folder.display().to_string();
    let new = folder.ancestors().take_while(|path| !path.exists()).filter_map(Path::file_name);
    for name in new.map(|name| name.to_string_lossy()) {
        let message = if let Some(c) = name.chars().find(|c| names::is_forbidden(*c)) {
            format!("文件夹名里不能有“{}”", c.escape_debug())
        } else if names::is_reserved(&name) || name.ends_with(['.', ' ']) {
            format!("“{name}”不能作文件夹名，Windows 不认")
        } else {
            continue;
        };
        return Err(Diagnostic::error(codes::BAD_FILE_NAME, Place::Program, message)
            .hint("换成汉字、字母、数字、“-”或“（）”")
            .into());
    }
    let holds = match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_some(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => false,
        Err(error) => {
            let message = format!("用不了：{}", io_reason(&error));
            return Err(Diagnostic::error(codes::FILE_UNREADABLE, Place::file(shown), message)
                .hint("换一个文件夹名")
                .into());
        }
    };
    if holds {
        return Err(Diagnostic::error(
            codes::FOLDER_NOT_EMPTY,
            Place::file(shown),
            "这个文件夹里已经有东西，不往里写",
        )
        .hint("换一个文件夹名")
        .into());
    }
    Ok(())
}

/// The day on which a campaign is begun, in China. It is written into the campaign and read from there ever
/// after.
#[expect(clippy::disallowed_methods, reason = "beginning a campaign is no building of documents")]
pub(super) fn today() -> NaiveDate {
    /// Of UTC, in seconds.
    const EAST: i64 = 8 * 60 * 60;
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let seconds = i64::try_from(since.as_secs()).unwrap_or_default() + EAST;
    DateTime::from_timestamp(seconds, 0).map(|time| time.date_naive()).unwrap_or_default()
}

fn list() {
    Starter::all().into_iter().map(Choice).for_each(say);
}

fn names(files: &[File]) -> String {
    files.iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>().join("、")
}

/// What `--set` and `--answers` say; `--set` has the last word.
fn given(options: &NewOptions) -> Result<Answers> {
    let mut answers = match &options.answers {
        None => Answers::new(),
        Some(path) => {
            let shown = path.display().to_string();
            let text = fs::read_to_string(path).map_err(|error| {
                let message = format!("读不出来：{}", io_reason(&error));
                Diagnostic::error(codes::FILE_UNREADABLE, Place::file(shown.as_str()), message)
            })?;
            load::answers(&Source::new(shown, text))?
        }
    };
    let mut found = Diagnostics::new();
    for pair in &options.set {
        match pair.split_once('=') {
            Some((key, value)) if !key.trim().is_empty() => {
                answers.insert(key.trim().to_owned(), value.trim().to_owned());
            }
            _ => found.push(
                Diagnostic::error(
                    codes::USAGE,
                    Place::Program,
                    format!("--set 的“{pair}”里没有等号"),
                )
                .hint("写成 键=值，例如：--set 名称=石溪镇人民政府"),
            ),
        }
    }
    found.or(answers)
}

fn chosen() -> Result<Starter> {
    let all = Starter::all().into_iter().map(Choice).collect();
    let picked = Select::new("用哪个样板？", all).with_help_message(KEYS).prompt();
    picked.map(|Choice(starter)| starter).map_err(|error| stopped(&error))
}

/// A starter in a list to choose from.
struct Choice(Starter);

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}　{}", self.0.name, self.0.about())
    }
}

const KEYS: &str = "上下键选择，回车确定，可以打字查找";

/// Asks on the terminal; what is left empty waits as a placeholder.
fn asked(starter: &Starter, today: NaiveDate) -> Result<Answers> {
    let mut answers = Answers::new();
    for question in starter.questions(today)? {
        let answer = ask(starter, &question, &answers, today)?;
        if !answer.is_empty() {
            answers.insert(question.key, answer);
        }
    }
    Ok(answers)
}

fn ask(
    starter: &Starter,
    question: &Question,
    so_far: &Answers,
    today: NaiveDate,
) -> Result<String> {
    let Question { key, what, example, choices, default } = question;
    let title = format!("{what}：");
    if !choices.is_empty() {
        let select = Select::new(&title, choices.clone()).with_help_message(KEYS);
        return select.prompt().map_err(|error| stopped(&error));
    }
    let help = match (example, default) {
        (_, Some(_)) => "空着回车，就用括号里的".to_owned(),
        (Some(example), None) => format!("例如 {example}；空着回车，以后再填"),
        (None, None) => "空着回车，以后再填".to_owned(),
    };
    let (starter, so_far, key) = (starter.clone(), so_far.clone(), key.clone());
    let fits = move |answer: &str| {
        let mut answers = so_far.clone();
        if !answer.trim().is_empty() {
            answers.insert(key.clone(), answer.trim().to_owned());
        }
        Ok(match starter.begun(&answers, today) {
            Ok(_) => Validation::Valid,
            Err(found) => {
                let first = found.iter().next();
                let said = first.map(|found| found.message.clone()).unwrap_or_default();
                Validation::Invalid(said.into())
            }
        })
    };
    let mut text = Text::new(&title).with_help_message(&help).with_validator(fits);
    if let Some(default) = default {
        text = text.with_default(default);
    }
    text.prompt().map(|answer| answer.trim().to_owned()).map_err(|error| stopped(&error))
}

/// Esc and Ctrl-C: nothing has been written.
fn stopped(error: &InquireError) -> Diagnostics {
    let message = match error {
        InquireError::OperationCanceled | InquireError::OperationInterrupted => {
            "停下了，什么也没有写".to_owned()
        }
        other => format!("问不下去：{other}"),
    };
    Diagnostic::error(codes::INTERRUPTED, Place::Program, message)
        .hint("也可以不用问答：hongtou new 样板 文件夹 --set 键=值")
        .into()
}
