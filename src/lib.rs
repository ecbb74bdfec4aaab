//! 红头: one campaign, written down once as data, becomes red-header official documents (红头文件) as
//! GB/T 9704-2012 asks for them, in PDF and in DOCX, from one tree.
//!
//! # Architecture
//!
//! Data flows one way. Each step is a function from value to value; only the two ends touch the disk.
//!
//! 1. [`project::open`] reads a campaign folder: the campaign, its texts, sheets and templates. It is
//!    the only reader of user files. On its way:
//!    * [`load::campaign`]: YAML → [`model::Campaign`], every value with its place;
//!    * [`sheet::read`]: xlsx, csv, yaml → [`sheet::Grid`], and [`roster::read`] → [`roster::Roster`];
//!    * [`outline::tables`]: the campaign's plan → [`sheet::Grid`]s;
//!    * [`picture::read`]: png → [`picture::Image`].
//! 2. [`compose::volumes`] makes the document of one entry, and on its way:
//!    * [`render::Renderer`]: template and facts → text ([`render::Renderer::text`]);
//!    * [`markup::parse`]: text → [`doc::Block`]s;
//!    * [`doc::title::broken`], [`doc::table::laid_out`], [`doc::number::number`]: what both formats
//!      must agree on, decided once.
//! 3. [`doc::Document`] is the tree, shaped as the standard shapes the page. Writers see nothing else.
//! 4. [`lint::campaign`], [`lint::document`] say what a careful colleague would;
//!    [`fonts::Fonts::check`] names every character that can't be printed.
//! 5. [`write::pdf::Typesetter::typeset`] lays out; [`write::pdf::Typeset::pdf`] and
//!    [`write::docx::docx`] write bytes.
//! 6. [`storage`] is the one way to the files that the program keeps. [`output`] writes a file whole or not at all.
//!    [`record`] knows what each was made from, [`history`] the rosters as they were printed
//!    ([`roster::diff`] says what changed), [`ledger`] which number each has.
//!
//! A campaign begins as a [`starter::Starter`] of the [`library`]; what a person has still to write in it is a
//! [`placeholder`]. [`schema`] tells editors what a campaign may say.
//!
//! [`schema`] says to editors what [`model`] accepts.
//!
//! [`press`] joins the steps; [`cli`] is its caller and the only place that prints. Mistakes are [`diag::Diagnostics`]:
//! plural, each with its [`source::Place`]. The standard's figures stand once, in [`standard`].
//!
//! Each large dependency has one home: YAML in [`load`] and [`sheet`], minijinja in [`render`],
//! CommonMark in [`markup`], typst in [`write::pdf`], docx-rs in [`write::docx`], clap in [`cli`], schemars
//! in [`model`] and [`schema`].

pub mod characters;
pub mod cli;
pub mod compose;
pub mod diag;
pub mod doc;
pub mod fonts;
pub mod history;
pub mod ledger;
pub mod library;
pub mod lint;
pub mod load;
pub mod markup;
pub mod model;
pub mod outline;
pub mod output;
pub mod picture;
pub mod placeholder;
pub mod press;
pub mod project;
pub mod record;
pub mod render;
pub mod roster;
pub mod schema;
pub mod sheet;
pub mod source;
pub mod standard;
pub mod starter;
pub mod storage;
pub mod write;
