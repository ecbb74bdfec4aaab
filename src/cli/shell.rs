//! `hongtou completions` and `hongtou man`: the arguments for shells and for `man`.

use clap::{Command, CommandFactory};
use clap_mangen::Man;

use super::args::{Args, CompletionOptions, ManOptions};
use super::print;
use crate::diag::{Diagnostic, Result, codes, io_reason};
use crate::output;
use crate::source::Place;

/// The headings that a manual has anyway, and what they are called here.
const HEADINGS: [(&str, &str); 5] = [
    ("NAME", "名称"),
    ("SYNOPSIS", "用法"),
    ("DESCRIPTION", "说明"),
    ("OPTIONS", "选项"),
    ("VERSION", "版本"),
];

pub(super) fn completions(options: &CompletionOptions) -> Result<()> {
    let mut script = Vec::new();
    let mut command = Args::command();
    let name = command.get_name().to_owned();
    clap_complete::generate(options.shell, &mut command, name, &mut script);
    print(&script)
}

/// All pages one behind the other, or each in a file of a folder.
pub(super) fn man(options: &ManOptions) -> Result<()> {
    let pages = pages().map_err(|error| {
        let message = format!("手册页做不成：{}", io_reason(&error));
        Diagnostic::error(codes::INTERNAL_ERROR, Place::Program, message)
    })?;
    let Some(folder) = &options.out else {
        return pages.iter().try_for_each(|(_, page)| print(page.as_bytes()));
    };
    output::prepare(folder)?;
    for (name, page) in pages {
        output::replace(&folder.join(name), page.as_bytes())?;
    }
    Ok(())
}

/// The pages by the names of their files: of the program, then of each command.
fn pages() -> std::io::Result<Vec<(String, String)>> {
    let mut program = Args::command();
    program.build();
    let commands: Vec<Command> = program.get_subcommands().cloned().collect();
    std::iter::once(program).chain(commands).map(page).collect()
}

fn page(command: Command) -> std::io::Result<(String, String)> {
    let page = Man::new(command);
    let mut text = Vec::new();
    page.render(&mut text)?;
    let text = String::from_utf8_lossy(&text);
    let lines = text.lines().map(|line| {
        let known = HEADINGS.iter().find(|(heading, _)| line.strip_prefix(".SH ") == Some(heading));
        known.map_or(line.to_owned(), |(_, heading)| format!(".SH {heading}")) + "\n"
    });
    Ok((page.get_filename(), lines.collect()))
}
