//! 红头: one campaign, written down once as data, becomes red-header official documents (红头文件) as
//! GB/T 9704-2012 asks for them, in PDF and in DOCX, from one tree.
//!
//! ```no_run
//! use std::ops::ControlFlow;
//!
//! # fn main() -> hongtou::Result<()> {
//! let project = hongtou::open(hongtou::Folder::at("data/county-plan")?)?;
//! let press = hongtou::Press::new(hongtou::Fonts::shipped()?);
//! let options = hongtou::Options::default();
//! press.plan(&project, &options)?.write(&hongtou::OutputFolder::open("out".as_ref())?, |done| {
//!     done.said.iter().for_each(|message| println!("{message}"));
//!     ControlFlow::Continue(())
//! })
//! # }
//! ```
//!
//! The same from strings, with the files in memory:
//!
//! ```
//! # fn main() -> hongtou::Result<()> {
//! let files = hongtou::Memory::named("防汛")
//!     .with("campaign.yaml", "
//! 发文机关: { 名称: 青溪县人民政府, 代字: 青溪府发 }
//! 日期: { 成文: 2026-03-05, 印发: 2026-03-06 }
//! 文件: [{ 名: 通知, 文号: 1, 标题: 关于做好防汛工作的通知, 主送: 各乡镇人民政府, 正文: 通知.md }]")
//!     .with("通知.md", "请认真做好防汛工作。");
//! let press = hongtou::Press::new(hongtou::Fonts::shipped()?);
//! let files = press.files(&hongtou::open(files)?, &hongtou::Options::default())?;
//! assert_eq!(files[0].name, "通知.pdf");
//! assert!(files[0].bytes.starts_with(b"%PDF"));
//! assert_eq!(files[1].name, "通知.docx");
//! # Ok(())
//! # }
//! ```
//!
//! # The face
//!
//! A campaign is read through [`Files`]: a [`Folder`], [`Memory`], or an [`Overlay`] of unsaved text over either.
//! [`open`] makes a [`Project`] of it. A [`Press`] holds what all campaigns have in common and is made once; its
//! [`Plan`] of a project names every document, and makes, writes ([`OutputFolder`]) or only checks them, on all
//! processors, telling of each in order ([`Done`]). What is wrong is [`Diagnostics`].
//!
//! # Architecture
//!
//! Data flows one way. Each step is a function from value to value; only the two ends touch the disk, and
//! nothing between them reads a clock or the environment.
//!
//! 1. [`project`] opens a campaign. Everything of it is read through one door, [`Files`]; texts and pictures
//!    when they are first asked for. On its way:
//!    * [`load::campaign`]: YAML → [`model::Campaign`], every value with its place;
//!    * [`sheet::read`]: xlsx, csv, yaml → [`sheet::Grid`], and [`roster::read`] → [`roster::Roster`];
//!    * [`schedule::tables`]: the campaign's plan → [`sheet::Grid`]s;
//!    * [`load::words`]: the office's own words ([`model::Words`]), which rules look for with theirs;
//!    * [`picture::read`]: png → [`picture::Image`].
//! 2. [`compose::composed`] makes the document of one entry: first its [`compose::Facts`], evaluated and
//!    typed, then its tree, as far as both are known. On its way:
//!    * [`render::Renderer`]: template and facts → text ([`render::Renderer::text`]);
//!      that still knows where each part was written ([`source::Origin`]): a message, or a click, finds the
//!      template, the campaign or the cell;
//!    * [`markup::parse`]: text → [`doc::Block`]s;
//!    * [`doc::title::break_lines`], [`doc::table::laid_out`], [`doc::number::number`]: what both formats
//!      must agree on, decided once.
//! 3. [`doc::Document`] is the tree, shaped as the standard shapes the page. Writers see nothing else.
//! 4. [`lint::composed`] says of facts and tree what a careful colleague would, and holds the document's parts
//!    against each other ([`lint::Reading`]); [`lint::Batch`] keeps a few words of each document of a table, and
//!    says in the end what is odd about one beside the others. [`lint::Answers`] leaves out what a person has
//!    answered;
//!    [`fonts::Fonts::check`] names every character that can't be printed.
//!    [`checklist`] has what nobody but a person can say.
//! 5. [`arrange::arrange`] decides what both formats must agree on: which elements there are, on which rows,
//!    between which rules. [`layout::Typesetter::typeset`] lays it out as pages; [`write::pdf::pdf`] and
//!    [`write::docx::docx`] write bytes.
//! 6. [`press`] joins the steps: names and numbers, checks, what is made again and what is left alone, 合订本 and
//!    分发清单.
//! 7. [`storage`] is the one way to what the program keeps. [`output`] puts outputs in their places: a file appears
//!    whole or not at all, and what a person made is set aside. [`build_log`] keeps what each was made from,
//!    [`history`] the rosters as they were printed ([`roster::diff`] says what changed), [`ledger`] which number
//!    each has.
//!
//! A campaign begins as a [`starter::Starter`] of the [`builtin`]; what a person has still to write in it is a
//! [`placeholder`]. [`schema`] tells editors what [`model`] accepts. [`cli`] reads arguments, calls the press and
//! is the only place that prints.
//!
//! Mistakes are [`diag::Diagnostics`]: plural, each with its [`source::Place`]. The standard's figures stand once,
//! in [`standard`]. Each dependency has its home, and who may touch the disk, the environment and processes is
//! written down, in `tests/suite/shape.rs`.

mod arrange;
mod build_log;
mod builtin;
mod characters;
mod checklist;
pub mod cli;
mod compose;
mod diag;
mod directory;
mod doc;
mod fingerprint;
mod fonts;
mod history;
mod layout;
mod ledger;
mod lint;
mod load;
mod markup;
mod mend;
mod model;
mod names;
mod output;
#[cfg(test)]
mod parity;
mod picture;
mod placeholder;
mod press;
mod project;
mod recognize;
mod render;
mod roster;
mod schedule;
mod schema;
mod sheet;
mod source;
mod standard;
mod starter;
mod storage;
mod write;
mod yaml;

pub use crate::diag::{Answered, Diagnostic, Diagnostics, Result, Severity};
pub use crate::fonts::{Fonts, Options as FontOptions};
pub use crate::press::{Done, File, Made, Options, OutputFolder, Plan, Press, Shard, Together};
pub use crate::project::{Files, Folder, Memory, Overlay, Project, Unreadable, open};
pub use crate::source::Place;
pub use crate::write::Format;

/// The steps by themselves, for the tests and the benchmark of this crate, which look at what lies between
/// a campaign and its files. No promise is made of them.
#[doc(hidden)]
pub mod internals {
    macro_rules! reachable {
        ($($module:ident)*) => { $(pub mod $module { pub use crate::$module::*; })* };
    }
    reachable! {
        arrange build_log builtin characters checklist compose diag directory doc fingerprint fonts history layout ledger lint load markup
        mend model names output picture placeholder recognize render roster schedule schema sheet source standard starter storage
        write
    }
}
