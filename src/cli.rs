//! The command line: reads arguments, calls the library, prints. Nothing else prints.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "this is where printing belongs")]

mod args;
mod build;
mod fonts;

use std::ffi::OsString;
use std::io::IsTerminal;
use std::process::ExitCode;

use clap::Parser;

use self::args::{Args, Command};
use crate::diag::{Diagnostic, Diagnostics, Severity};

/// Exit code when a document failed.
const FAILED: u8 = 1;

/// Runs the program with these arguments, the first being its name. 0: all well; 1: something could not
/// be built; 2: the arguments are wrong.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args = match Args::try_parse_from(args) {
        Ok(args) => args,
        Err(error) => {
            // nothing can be done where even the terminal refuses
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(FAILED));
        }
    };
    let mut report = Report::new(std::io::stderr().is_terminal());
    let done = match args.command {
        Command::Build(options) => build::build(&options, &mut report),
        Command::Check(options) => build::check(&options, &mut report),
        Command::Fonts(options) => fonts::list(&options),
    };
    if let Err(problems) = done {
        report.tell(&problems);
    }
    if report.errors == 0 { ExitCode::SUCCESS } else { ExitCode::from(FAILED) }
}

/// Messages on their way to the terminal, each told once.
struct Report {
    told: Vec<Diagnostic>,
    errors: usize,
    warnings: usize,
    color: bool,
}

impl Report {
    fn new(color: bool) -> Self {
        Self { told: Vec::new(), errors: 0, warnings: 0, color }
    }

    fn tell(&mut self, problems: &Diagnostics) {
        for problem in problems.iter() {
            if self.told.contains(problem) {
                continue;
            }
            eprintln!("{}\n", problem.human(self.color));
            match problem.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
            }
            self.told.push(problem.clone());
        }
    }
}
