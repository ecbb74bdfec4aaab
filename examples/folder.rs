//! A campaign in a folder becomes files in another: `cargo run --release --example folder`.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "what an example shows")]

use std::ops::ControlFlow;
use std::path::Path;

use hongtou::{Folder, Fonts, Options, OutputFolder, Press, Result, open};

fn main() -> Result<()> {
    let project = open(Folder::at("data/county-plan")?)?;
    let (press, options) = (Press::new(Fonts::shipped()?), Options::default());
    let mut plan = press.plan(&project, &options)?;
    plan.said().iter().for_each(|message| eprintln!("{message}"));
    plan.write(&OutputFolder::open(Path::new("out"))?, |done| {
        done.said.iter().for_each(|message| eprintln!("{message}"));
        println!("{}: {}", done.name.v, if done.made.is_some() { "done" } else { "failed" });
        ControlFlow::Continue(())
    })
}
