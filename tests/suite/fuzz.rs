//! The targets of `tests/fuzz` without a fuzzer: what was found once stays mended, the seeds hold, and so do the
//! seeds with stretches torn out, written over and put in.

#[path = "../fuzz/targets/mod.rs"]
mod targets;

use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, RngSeed, TestRunner};

use targets::{TARGETS, Target, WORDS};

/// What is done to an input: where, how much is taken away, and what is put there.
type Change = (Index, usize, Vec<u8>);

fn change() -> impl Strategy<Value = Change> {
    let word = select(WORDS).prop_map(|word| word.as_bytes().to_vec());
    let put = prop_oneof![
        4 => word.clone(),
        1 => (word, 2..200_usize).prop_map(|(word, times)| word.repeat(times)),
        2 => vec(any::<u8>(), 0..4),
        1 => Just(Vec::new()),
    ];
    let taken = prop_oneof![3 => Just(0), 4 => 0..12_usize, 1 => 0..400_usize];
    (any::<Index>(), taken, put)
}

fn changed(mut input: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for (at, taken, put) in changes {
        let from = at.index(input.len() + 1);
        let to = (from + taken).min(input.len());
        input.splice(from..to, put.iter().copied());
    }
    input
}

fn fuzz(name: &str, executions: u32) {
    let Target { run, seeds, .. } = TARGETS.into_iter().find(|target| target.name == name).unwrap();
    let regressions =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/regressions").join(name);
    for file in std::fs::read_dir(regressions).into_iter().flatten() {
        run(&std::fs::read(file.unwrap().path()).unwrap());
    }
    let seeds = seeds();
    assert!(!seeds.is_empty());
    // the same inputs on every run: what is new is found by `.ci/fuzz`
    let rng_seed = RngSeed::Fixed(9704);
    let config =
        Config { cases: executions, failure_persistence: None, rng_seed, ..Config::default() };
    let input =
        (select(seeds), vec(change(), 0..4)).prop_map(|(seed, changes)| changed(seed, &changes));
    TestRunner::new(config)
        .run(&input, |input| {
            run(&input);
            Ok(())
        })
        .unwrap();
}

#[test]
fn campaigns_become_documents_that_hold_what_is_promised() {
    fuzz("campaign", 40);
}

#[test]
fn a_ledger_says_the_same_after_it_was_written() {
    fuzz("ledger", 2000);
}

#[test]
fn no_word_of_a_text_is_lost() {
    fuzz("markup", 1000);
}

#[test]
fn a_picture_is_taken_or_refused() {
    fuzz("picture", 1000);
}

#[test]
fn a_line_that_was_cut_off_changes_nothing_in_the_record() {
    fuzz("record", 2000);
}

#[test]
fn a_sheet_is_read_or_refused() {
    fuzz("sheet", 1000);
}

#[test]
fn what_a_template_prints_is_known_by_its_place() {
    fuzz("template", 1000);
}

#[test]
fn a_campaign_file_is_read_or_refused() {
    fuzz("yaml", 400);
}

/// `.ci/fuzz` names them all where it is told none.
#[test]
fn the_script_knows_every_target() {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(".ci/fuzz");
    let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
    assert!(std::fs::read_to_string(script).unwrap().contains(&format!("({})", names.join(" "))));
}
