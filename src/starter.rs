//! 起草样板: campaigns to begin with. Whatever a person must write stands in them as a placeholder; some are
//! asked for when the campaign is begun, the others wait in the files.

mod form;
pub mod notice;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::builtin;
use crate::diag::{self, Diagnostic, Diagnostics, Result, codes, suggestion};
use crate::load;
use crate::model::Date;
use crate::placeholder;
use crate::project::CAMPAIGN;
use crate::source::{Place, Source};

/// Begins the first line of a starter's campaign, before its name.
const ABOUT: &str = "# ";

/// The day of every example, on which all its other dates rest.
const EXAMPLE_DAY: &str = "2026年3月5日";

/// A starter.
#[derive(Clone, Debug)]
pub struct Starter {
    /// Its name.
    pub name: &'static str,
    files: Vec<(&'static str, &'static str)>,
}

/// What a starter asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The keys that lead to it in the campaign: `发文机关.名称`.
    pub key: String,
    /// What is to be written.
    pub what: String,
    /// What it may look like.
    pub example: Option<String>,
    /// What may be chosen.
    pub choices: Vec<String>,
    /// What it is where nothing is said.
    pub default: Option<String>,
}

/// What was answered, by key: whole, or its end where that is enough to know it.
pub type Answers = BTreeMap<String, String>;

/// A file of a campaign that is begun: its path in the folder, and its bytes.
pub type File = (String, Vec<u8>);

impl Starter {
    /// All that ship, by name.
    pub fn all() -> Vec<Self> {
        builtin::starters().map(|(name, files)| Self { name, files }).collect()
    }

    /// The one of this name.
    ///
    /// # Errors
    /// When there is none.
    pub fn named(name: &str) -> Result<Self> {
        let all = Self::all();
        if let Some(found) = all.iter().find(|starter| starter.name == name) {
            return Ok(found.clone());
        }
        let unknown = Diagnostic::error(
            codes::UNKNOWN_STARTER,
            Place::Program,
            format!("没有叫“{name}”的样板"),
        );
        Err(unknown.did_you_mean(name, all.iter().map(|starter| starter.name)).into())
    }

    /// For whom and for what it is, in one sentence.
    pub fn about(&self) -> &'static str {
        let first = self.campaign().lines().next().unwrap_or_default();
        let about = first.strip_prefix(ABOUT).unwrap_or(first);
        about.split_once('：').map_or(about, |(_, about)| about)
    }

    /// What it asks for, in the order of its campaign; what belongs to the texts of 阶段 and 任务 is left to
    /// be written there.
    ///
    /// # Errors
    /// When the starter itself is wrong.
    pub fn questions(&self, today: NaiveDate) -> Result<Vec<Question>> {
        let questions = self.blanks(self.campaign())?.into_iter().filter_map(|blank| {
            let outline = ["阶段", "任务"].contains(&blank.path.first()?.as_str());
            let found = placeholder::first(&blank.text).filter(|_| !outline)?;
            Some(Question {
                key: blank.path.join("."),
                what: found.what.to_owned(),
                example: found.example.map(str::to_owned),
                choices: found.choices.iter().map(|choice| (*choice).to_owned()).collect(),
                default: found.today.then(|| Date(today).to_string()),
            })
        });
        Ok(questions.collect())
    }

    /// The files of a campaign begun with these answers. What has no answer waits as a placeholder, but for
    /// dates, which are today's.
    ///
    /// # Errors
    /// For answers to what is not asked, and for those that the campaign can't hold.
    pub fn begun(&self, answers: &Answers, today: NaiveDate) -> Result<Vec<File>> {
        let blanks = self.blanks(self.campaign())?;
        let keys: Vec<String> = blanks.iter().map(|blank| blank.path.join(".")).collect();
        let mut said = BTreeMap::new();
        let mut found = Diagnostics::new();
        for (key, answer) in answers {
            let ending = format!(".{key}");
            let fits = |whole: &&String| *whole == key || whole.ends_with(&ending);
            match keys.iter().filter(fits).collect::<Vec<_>>().as_slice() {
                [one] => {
                    said.insert((*one).clone(), answer.as_str());
                }
                [] => {
                    // by its last step, which is what people remember; else all there is
                    let last = keys.iter().filter_map(|key| key.rsplit('.').next());
                    let near = diag::near(key, last);
                    let all = || suggestion(key, keys.iter().map(String::as_str));
                    let message = format!("这个样板不问“{key}”");
                    let unknown = Diagnostic::error(codes::UNKNOWN_ANSWER, Place::Program, message);
                    found.push(Diagnostic { hint: near.or_else(all), ..unknown });
                }
                several => {
                    let names: Vec<&str> = several.iter().map(|key| key.as_str()).collect();
                    let message = format!("这个样板有几处都叫“{key}”");
                    let hint = format!("写清楚是哪一处：{}", names.join("、"));
                    found.push(
                        Diagnostic::error(codes::UNKNOWN_ANSWER, Place::Program, message)
                            .hint(hint),
                    );
                }
            }
        }
        let day = Date(today).to_string();
        let default =
            |text: &str| placeholder::first(text).filter(|blank| blank.today).map(|_| day.clone());
        for (key, answer) in &said {
            let alone = |at: &str, text: &str| {
                if at == key { Some((*answer).to_owned()) } else { default(text) }
            };
            let wrong = check(&replaced(self.campaign(), &blanks, alone)).err();
            for wrong in wrong.into_iter().flatten() {
                // the campaign that it is about was never written
                let message = format!("“{key}”不能写成“{answer}”：{}", wrong.message);
                found.push(Diagnostic { message, place: Place::Program, ..wrong });
            }
        }
        found.or(())?;
        let campaign = replaced(self.campaign(), &blanks, |key, text| {
            said.get(key).map(|answer| (*answer).to_owned()).or_else(|| default(text))
        });
        check(&campaign)?;
        self.files(&campaign, str::to_owned)
    }

    /// The files of its example: every placeholder has become what it may look like.
    ///
    /// # Errors
    /// When the starter itself is wrong.
    pub fn example(&self) -> Result<Vec<File>> {
        let day = EXAMPLE_DAY;
        let example = |text: &str| {
            let mut filled = String::with_capacity(text.len());
            let mut at = 0;
            for blank in placeholder::all(text) {
                filled.push_str(&text[at..blank.range.start]);
                filled.push_str(if blank.today {
                    day
                } else {
                    blank.example.unwrap_or(blank.what)
                });
                at = blank.range.end;
            }
            filled + &text[at..]
        };
        let blanks = self.blanks(self.campaign())?;
        let campaign = replaced(self.campaign(), &blanks, |_, text| Some(example(text)));
        check(&campaign)?;
        self.files(&campaign, example)
    }

    fn campaign(&self) -> &'static str {
        self.files.iter().find(|(path, _)| *path == CAMPAIGN).map_or("", |(_, text)| text)
    }

    fn blanks(&self, campaign: &str) -> Result<Vec<load::Blank>> {
        load::blanks(&Source::new(format!("样板 {}", self.name), campaign))
    }

    /// Texts as they are, tables as workbooks.
    fn files(&self, campaign: &str, filled: impl Fn(&str) -> String) -> Result<Vec<File>> {
        let others = self.files.iter().filter(|(path, _)| *path != CAMPAIGN);
        let others = others.map(|(path, text)| match path.strip_suffix(".csv") {
            Some(stem) => {
                let rows = form::rows(&filled(text));
                let workbook = form::xlsx(&rows).map_err(|error| {
                    Diagnostic::error(
                        codes::INTERNAL_ERROR,
                        Place::file(*path),
                        format!("表格做不成：{error}"),
                    )
                })?;
                Ok((format!("{stem}.xlsx"), workbook))
            }
            None => Ok(((*path).to_owned(), filled(text).into_bytes())),
        });
        let campaign = (CAMPAIGN.to_owned(), campaign.as_bytes().to_vec());
        let others = others.collect::<Result<Vec<File>>>()?;
        Ok(std::iter::once(campaign).chain(others).collect())
    }
}

/// The campaign with what is known in place of its placeholders.
fn replaced(
    campaign: &str,
    blanks: &[load::Blank],
    answer: impl Fn(&str, &str) -> Option<String>,
) -> String {
    let mut out = String::with_capacity(campaign.len());
    let mut at = 0;
    for blank in blanks {
        if let Some(answer) = answer(&blank.path.join("."), &blank.text) {
            out.push_str(&campaign[at..blank.range.start]);
            out.push_str(&scalar(&answer));
            at = blank.range.end;
        }
    }
    out + &campaign[at..]
}

/// A value as YAML that reads as that value: plain where it is plain words, in quotes else.
fn scalar(value: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "（）《》〈〉〔〕、，。；“”—·".contains(c);
    let word = value.chars().next().is_some_and(char::is_alphanumeric);
    let ascii = value.chars().all(|c| c.is_ascii_alphabetic());
    if word && !ascii && value.chars().all(plain) {
        value.to_owned()
    } else {
        serde_json::Value::from(value).to_string()
    }
}

/// Refuses what the campaign can't hold.
fn check(campaign: &str) -> Result<()> {
    load::campaign(&Source::new(CAMPAIGN, campaign)).map(drop)
}
