//! 不再提醒: reminders that a person has answered.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::diag::{Answered, Diagnostic, Diagnostics, Severity, codes};
use crate::lint::{RULES, rule};
use crate::model::{AnswerSpec, Campaign, DocumentSpec};
use crate::source::Place;

/// The answers of a campaign, and what they answered.
#[derive(Debug)]
pub struct Answers<'c> {
    campaign: &'c Campaign,
    /// What was answered, by its line and the place of the answer: in one order, whoever came first.
    answered: Mutex<BTreeMap<(String, String), Answered>>,
}

impl<'c> Answers<'c> {
    /// The answers of a campaign; `found` gets those that name no rule, or one that can't be answered.
    pub fn of(campaign: &'c Campaign, found: &mut Diagnostics) -> Self {
        let answers = Self { campaign, answered: Mutex::default() };
        found.extend(answers.all().filter_map(mistake));
        answers
    }

    /// The messages about a document, or about the campaign itself, that have no answer.
    #[must_use]
    pub fn unanswered(&self, spec: Option<&DocumentSpec>, mut found: Diagnostics) -> Diagnostics {
        let own = spec.map_or(&[][..], |spec| &spec.answers);
        let answers: Vec<&AnswerSpec> = own.iter().chain(&self.campaign.answers).collect();
        if answers.is_empty() {
            return found;
        }
        found.retain(|said| match answers.iter().find(|answer| fits(answer, said)) {
            Some(answer) => {
                let answered = Answered { said: said.clone(), because: answer.because.clone() };
                let key = (said.short(), answer.because.place.to_string());
                self.locked().insert(key, answered);
                false
            }
            None => true,
        });
        found
    }

    /// The reminders that were answered so far.
    pub fn answered(&self) -> Vec<Answered> {
        self.locked().values().cloned().collect()
    }

    fn locked(&self) -> MutexGuard<'_, BTreeMap<(String, String), Answered>> {
        self.answered.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Once everything was looked at: the answers that matched nothing.
    pub fn unused(&self) -> Diagnostics {
        let answered = self.answered();
        let is_used = |answer: &AnswerSpec| {
            answered.iter().any(|it| it.because.place == answer.because.place)
        };
        let mut found = Diagnostics::new();
        for answer in self.all().filter(|answer| mistake(answer).is_none()) {
            if !is_used(answer) {
                let words = answer.words.as_ref();
                let about = words.map(|words| format!("“{}”", words.v)).unwrap_or_default();
                let message = format!("{}{about}不再有这样的提醒", answer.rule.v);
                let place = words.map_or(&answer.rule.place, |words| &words.place);
                found.push(Diagnostic::note(codes::ANSWER_UNUSED, place.clone(), message).hint(
                    "已经改好的，删去“不再提醒”里的这一项；没有改的，核对“内容”是不是消息里的字",
                ));
            }
        }
        found
    }

    fn all(&self) -> impl Iterator<Item = &'c AnswerSpec> {
        let own = self.campaign.documents.iter().flat_map(|spec| &spec.answers);
        self.campaign.answers.iter().chain(own)
    }
}

/// Whether an answer is to that message.
fn fits(answer: &AnswerSpec, said: &Diagnostic) -> bool {
    said.severity < Severity::Error
        && said.code == answer.rule.v
        && answer.words.as_ref().is_none_or(|words| {
            let at = match &said.place {
                Place::Text(source, range) => &source.text()[range.clone()],
                Place::Program | Place::Cell(..) | Place::File(_) => "",
            };
            said.message.contains(&words.v) || at.contains(&words.v)
        })
}

/// What is wrong with an answer.
fn mistake(answer: &AnswerSpec) -> Option<Diagnostic> {
    let name = &answer.rule;
    match rule(&name.v) {
        Some(rule) if rule.may_be_answered() => None,
        Some(rule) => Some(
            Diagnostic::error(
                codes::ANSWER_ON_ERROR,
                name.place.clone(),
                format!("“{}”是错误，不能不提醒", name.v),
            )
            .hint(format!("改正它；依据：{}", rule.rests_on())),
        ),
        None if codes::find(&name.v).is_some() => None,
        None => {
            let known = RULES.iter().filter(|rule| rule.may_be_answered()).map(|rule| rule.code);
            Some(
                Diagnostic::error(
                    codes::ANSWER_UNKNOWN_RULE,
                    name.place.clone(),
                    format!("没有叫“{}”的规则", name.v),
                )
                .did_you_mean(&name.v, known),
            )
        }
    }
}
