//! The command line: reads arguments, calls the library, prints. Nothing else prints.

mod args;
mod build;
mod check;
mod checklist;
mod explain;
mod fonts;
mod ledger;
mod new;
mod progress;
mod report;
mod roster;
mod schema;
mod shell;
mod summary;
mod tell;
mod usage;
mod watch;

use std::ffi::OsString;
use std::fmt::Display;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use clap::Parser;

use self::args::{Args, Command, RosterCommand};
use self::tell::Report;
use crate::diag::{self, Diagnostic, codes};
use crate::press::caught;
use crate::source::Place;

/// Exit code when a document failed.
const FAILED: u8 = 1;
/// Exit code when the arguments are wrong.
const MISUSED: u8 = 2;

/// Runs the program with these arguments, the first being its name. 0: all well; 1: something could not
/// be built; 2: the arguments are wrong.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args = match Args::try_parse_from(args) {
        Ok(args) => args,
        Err(error) if error.use_stderr() => {
            warn(usage::message(&error).human(std::io::stderr().is_terminal()));
            return ExitCode::from(MISUSED);
        }
        Err(help) => {
            say(help);
            return ExitCode::SUCCESS;
        }
    };
    let mut report = Report::new(std::io::stderr().is_terminal(), args.command.campaign());
    // what goes wrong inside is a message like any other
    std::panic::set_hook(Box::new(|_| ()));
    let done = caught(&Place::Program, || obey(args.command, &mut report));
    if let Err(problems) = done.unwrap_or_else(Err) {
        report.tell(&problems);
    }
    report.finish();
    if report.errors == 0 { ExitCode::SUCCESS } else { ExitCode::from(FAILED) }
}

fn obey(command: Command, report: &mut Report) -> diag::Result<()> {
    match command {
        Command::New(options) => new::new(&options),
        Command::Build(options) => build::build(&options, &mut None, report),
        Command::Watch(options) => watch::watch(&options, report),
        Command::Check(options) => check::check(&options, report),
        Command::Explain(options) => explain::explain(&options),
        Command::Roster(RosterCommand::Diff(options)) => roster::diff(&options),
        Command::Roster(RosterCommand::Notice(options)) => roster::notice(&options, report),
        Command::Ledger(command) => ledger::run(&command, report),
        Command::Report(options) => report::join(&options, report),
        Command::Fonts(options) => fonts::list(&options),
        Command::Schema(options) => schema::schema(&options),
        Command::Completions(options) => shell::completions(&options),
        Command::Man(options) => shell::man(&options),
    }
}

/// A line for the person at the keyboard. Where nobody reads any more (`hongtou build | head`), the work
/// goes on.
fn say(line: impl Display) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// A whole file for whoever reads standard output: half of one is an error. Who stopped reading wants no more.
fn print(file: &[u8]) -> diag::Result<()> {
    let mut out = std::io::stdout();
    match out.write_all(file).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            let message = format!("写不出去：{}", diag::io_reason(&error));
            Err(Diagnostic::error(codes::FILE_UNWRITABLE, Place::file("标准输出"), message).into())
        }
        _ => Ok(()),
    }
}

/// A line that is no result.
fn warn(line: impl Display) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
