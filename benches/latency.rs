//! How long a person waits who changes a word: from the changed value to laid-out pages, and to files, with
//! everything warm, beside the same document made from nothing in the same run.
#![expect(clippy::unwrap_used, reason = "a benchmark that can't set itself up should fail there")]
#![expect(clippy::print_stdout, reason = "a table is what it is for")]

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use hongtou::internals::layout::Laid;
use hongtou::internals::write::docx::docx;
use hongtou::internals::write::pdf::pdf;
use hongtou::{Folder, Fonts, Options, Overlay, Press, open};

/// As the program has it: the allocator is a good part of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Rounds that count; one before them warms up.
const ROUNDS: usize = 15;
/// The document, and how many pages it has.
const CAMPAIGN: &str = "data/county-plan";
const TEXT: &str = "方案.md";
const PAGES: usize = 8;
/// The word that is changed: in the middle of its text.
const WORD: &str = "讲师团";

fn main() {
    let campaign = Path::new(env!("CARGO_MANIFEST_DIR")).join(CAMPAIGN);
    let text = std::fs::read_to_string(campaign.join(TEXT)).unwrap();
    assert_eq!(text.matches(WORD).count(), 1);
    let changed = |round: usize| text.replace(WORD, &format!("讲师团第{round}组"));
    // from the value that a person has changed, nothing of it saved
    let laid_out = |press: &Press, round: usize| -> Vec<Laid> {
        let mut files = Overlay::new(Folder::at(&campaign).unwrap());
        files.put(TEXT, changed(round));
        let project = open(files).unwrap();
        let options = Options::default();
        let plan = press.plan(&project, &options).unwrap();
        let name = plan.names().next().unwrap();
        plan.typeset(name).unwrap().0
    };
    let begun = Instant::now();
    let press = Press::new(Fonts::shipped().unwrap());
    let cold = laid_out(&press, 0);
    let from_nothing = begun.elapsed();
    assert_eq!(cold.iter().map(Laid::pages).sum::<usize>(), PAGES);
    println!("{PAGES}-page document, medians of {ROUNDS} changes of a word, each another");
    let mut rounds: Vec<[f64; 4]> = (0..=ROUNDS)
        .map(|round| {
            let begun = Instant::now();
            let pages = laid_out(&press, round + 1);
            let to_pages = begun.elapsed();
            let drawn: Vec<_> = pages.iter().map(Laid::drawings).collect();
            let to_screen = begun.elapsed();
            black_box(drawn);
            let writing = Instant::now();
            for laid in &pages {
                black_box(pdf(laid).unwrap());
            }
            let to_pdf = to_pages + writing.elapsed();
            for laid in &pages {
                black_box(docx(laid).unwrap());
            }
            let to_files = to_pages + writing.elapsed();
            [to_pages, to_screen, to_pdf, to_files].map(|time| time.as_secs_f64() * 1000.0)
        })
        .collect();
    rounds.remove(0); // it warmed up
    let cold = from_nothing.as_secs_f64() * 1000.0;
    println!("{:<32}{cold:>10.1} ms", "fonts and pages from nothing");
    for (at, name) in ["to laid-out pages", "to drawings for a screen", "to PDF", "to PDF and DOCX"]
        .into_iter()
        .enumerate()
    {
        let median = median(rounds.iter().map(|round| round[at]));
        println!("{name:<32}{median:>10.1} ms{:>10.2} of that", median / cold);
    }
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
