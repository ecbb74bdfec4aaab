//! 不再提醒: reminders that a person has answered.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use crate::diag::{Diagnostic, Diagnostics, Severity, codes};
use crate::lint::{RULES, rule};
use crate::model::{AnswerSpec, Campaign, DocumentSpec};
use crate::source::Place;

/// The answers of a campaign, and which of them were of use.
#[derive(Debug)]
pub struct Answers<'c> {
    campaign: &'c Campaign,
    /// Where the answers stand that matched something.
    used: Mutex<BTreeSet<(usize, usize)>>,
}

impl<'c> Answers<'c> {
    /// The answers of a campaign; `found` gets those that name no rule, or one that can't be answered.
    pub fn of(campaign: &'c Campaign, found: &mut Diagnostics) -> Self {
        let answers = Self { campaign, used: Mutex::default() };
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
                let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
                used.extend(key(answer));
                false
            }
            None => true,
        });
        found
    }

    /// Once everything was looked at: the answers that matched nothing.
    pub fn unused(&self) -> Diagnostics {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let mut found = Diagnostics::new();
        for answer in self.all().filter(|answer| mistake(answer).is_none()) {
            if key(answer).is_some_and(|key| !used.contains(&key)) {
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

/// What an answer goes by: its range in the campaign file.
fn key(answer: &AnswerSpec) -> Option<(usize, usize)> {
    match &answer.rule.place {
        Place::Text(_, Range { start, end }) => Some((*start, *end)),
        Place::Program | Place::Cell(..) | Place::File(_) => None,
    }
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
