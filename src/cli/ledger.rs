//! `hongtou ledger`: what the ledger says, whether it holds, and numbers that are kept or made void.

use super::args::{
    CampaignArgument, LedgerCheckOptions, LedgerCommand, ReserveOptions, VoidOptions,
};
use super::{Report, say};
use crate::diag::{Diagnostic, Result, codes, one_line};
use crate::fonts::Fonts;
use crate::ledger::{Entry, Held, State};
use crate::model::{DocNumber, NumberSpec};
use crate::press::{self, Options, OutputFolder, Press};
use crate::project::{self, Folder, Project};
use crate::source::Place;
use crate::storage::Disk;

pub(super) fn run(command: &LedgerCommand, report: &mut Report) -> Result<()> {
    match command {
        LedgerCommand::List(options) => list(options),
        LedgerCommand::Check(options) => check(options, report),
        LedgerCommand::Reserve(options) => reserve(options),
        LedgerCommand::Void(options) => void(options),
    }
}

fn list(options: &CampaignArgument) -> Result<()> {
    let project = project::open(Folder::at(&options.campaign)?)?;
    let ledger = press::ledger(&project)?;
    if ledger.is_empty() {
        say("台账里还没有号");
    }
    ledger.entries().for_each(|entry| say(line(&entry)));
    Ok(())
}

/// A number on one line.
fn line(entry: &Entry<'_>) -> String {
    let Entry { number, title, recipient, state, remark, .. } = entry;
    let state = state.to_string();
    let words = [&number.to_string(), *title, *recipient, &state, *remark];
    let words: Vec<&str> = words.into_iter().filter(|words| !words.is_empty()).collect();
    // a ledger is edited by hand, and comes from elsewhere
    one_line(&words.join("　")).into_owned()
}

fn check(options: &LedgerCheckOptions, report: &mut Report) -> Result<()> {
    let project = project::open(Folder::at(&options.of.campaign)?)?;
    let press = Press::new(Fonts::open(&options.fonts.options())?);
    let wanted = Options::default();
    let mut plan = press.plan(&project, &wanted)?;
    let numbered = plan.look_up_numbers();
    report.tell(plan.said());
    numbered?;
    report.tell(&plan.exchanged(&OutputFolder::look(&options.out)?));
    let ledger = press::ledger(&project)?;
    for (first, last) in ledger.gaps() {
        say(if first == last {
            format!("空号　{first}")
        } else {
            format!("空号　{first}至{}号", last.serial)
        });
    }
    let count = |state: State| ledger.entries().filter(|entry| entry.state == state).count();
    let mut said = vec![format!("核对了{}个号", ledger.entries().count())];
    for state in [State::Reserved, State::Left, State::Void] {
        if count(state) > 0 {
            said.push(format!("{state}{}个", count(state)));
        }
    }
    say(said.join("，"));
    Ok(())
}

fn reserve(options: &ReserveOptions) -> Result<()> {
    let project = project::open(Folder::at(&options.of.campaign)?)?;
    let (code, year) = series(&project)?;
    let mut held = held(&project)?;
    let numbers = held.ledger.reserve(&code, year, options.count, &options.why)?;
    held.save()?;
    for number in numbers {
        say(format_args!("预留　{number}"));
    }
    Ok(())
}

fn void(options: &VoidOptions) -> Result<()> {
    let project = project::open(Folder::at(&options.of.campaign)?)?;
    let number = match options.number.trim().parse() {
        Ok(NumberSpec::Full(number)) => number,
        Ok(NumberSpec::Serial(serial)) => {
            let (code, year) = series(&project)?;
            DocNumber { code, year, serial }
        }
        _ => {
            let message = format!("“{}”不是文号", options.number);
            return Err(Diagnostic::error(codes::USAGE, Place::Program, message)
                .hint("写顺序号，例如 5；或写全，例如 青溪府发〔2026〕5号")
                .into());
        }
    };
    let mut held = held(&project)?;
    held.ledger.void(&number, &options.why)?;
    held.save()?;
    say(format_args!("作废　{number}"));
    Ok(())
}

/// The ledger of a campaign, to write to.
fn held(project: &Project) -> Result<Held> {
    let name = press::ledger_of(project)?;
    let path = project.path(&name).unwrap_or_else(|| name.into());
    Held::open(&Disk::shared(), &path)
}

/// The series of a campaign: its 机关代字 and the year of its 成文日期.
fn series(project: &Project) -> Result<(String, i32)> {
    let organ = &project.campaign.organ;
    match &organ.code {
        Some(code) => Ok((code.v.clone(), project.campaign.dates.issued.v.year())),
        None => Err(Diagnostic::error(
            codes::NO_ORGAN_CODE,
            organ.name.place.clone(),
            "不知道机关代字，不知道是哪一种号",
        )
        .hint("在“发文机关”里补上“代字: ……”")
        .into()),
    }
}
