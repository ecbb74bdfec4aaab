//! What the rules cost: on one long document, and beside all else that is done for the notices of a batch.
#![expect(clippy::unwrap_used, reason = "a benchmark that can't set itself up should fail there")]
#![expect(clippy::print_stdout, reason = "a table is what it is for")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, Instant};

use hongtou::internals::compose::{self, Entry, Extent, Recipients};
use hongtou::internals::diag::Diagnostics;
use hongtou::internals::lint::{self, Batch, Brief, Lexicon};
use hongtou::{Folder, Fonts, Memory, Options, Press, Project, open};

/// As the program has it: the allocator is a good part of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Rounds that count; one before them warms up. A batch takes its time.
const ROUNDS: usize = 9;
const ROUNDS_OF_BATCH: usize = 3;
/// A document of eight pages.
const LONG: &str = "data/county-plan";
/// So many notices.
const NOTICES: usize = 2000;

fn main() {
    let long = open(Folder::at(Path::new(env!("CARGO_MANIFEST_DIR")).join(LONG)).unwrap()).unwrap();
    println!("all rules, medians of {ROUNDS} rounds, of a batch {ROUNDS_OF_BATCH}");
    println!("{:<44}{:>10.2} ms", "a document of 8 pages", median_of(ROUNDS, || of_one(&long)));
    let batch = notices();
    let press = Press::new(Fonts::shipped().unwrap());
    let options = Options { jobs: NonZeroUsize::new(1), ..Options::default() };
    let whole = median_of(ROUNDS_OF_BATCH, || {
        let begun = Instant::now();
        let mut plan = press.plan(&batch, &options).unwrap();
        plan.check(|done| {
            black_box(done);
            ControlFlow::Continue(())
        })
        .unwrap();
        black_box(plan.side_by_side());
        begun.elapsed()
    });
    let rules = median_of(ROUNDS_OF_BATCH, || of_batch(&batch));
    println!("{:<44}{whole:>10.0} ms", format!("{NOTICES} notices, checked"));
    println!("{:<44}{rules:>10.0} ms", "    of that the rules");
    println!("{:<44}{:>10.3}", "    times as long as without", whole / (whole - rules));
}

/// The rules on the one document of a campaign.
fn of_one(project: &Project) -> Duration {
    let renderer = compose::renderer(project);
    let entry = Entry::single(&project.campaign.documents[0]);
    let composed = compose::composed(project, &renderer, &entry, Extent::Whole);
    let lexicon = Lexicon::of(&project.words, &mut Diagnostics::new());
    let begun = Instant::now();
    black_box(lint::composed(&lexicon, &composed));
    begun.elapsed()
}

/// The rules on each document of a batch, and on all of them.
fn of_batch(project: &Project) -> Duration {
    let renderer = compose::renderer(project);
    let spec = &project.campaign.documents[0];
    let each = spec.each.as_ref().unwrap();
    let recipients = Recipients::of(project, &renderer, spec, each).unwrap();
    let batch = Batch::default();
    let lexicon = Lexicon::of(&project.words, &mut Diagnostics::new());
    let mut spent = Duration::ZERO;
    for index in 0..recipients.len() {
        let entry = recipients.entry(spec, index);
        let composed = compose::composed(project, &renderer, &entry, Extent::Whole);
        let begun = Instant::now();
        black_box(lint::composed(&lexicon, &composed));
        let place = &entry.recipient.as_ref().unwrap().place;
        batch.add(0, index, Brief::of(&composed, place));
        spent += begun.elapsed();
    }
    let begun = Instant::now();
    black_box(batch.said());
    spent + begun.elapsed()
}

/// A campaign of so many notices, each with its own number, name and figures.
fn notices() -> Project {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/township");
    let text = std::fs::read_to_string(folder.join("通知.md")).unwrap();
    let mut table = "乡镇,文号,村数,户数,日,联系人\n".to_owned();
    for at in 1..=NOTICES {
        let (villages, households, day) = (5 + at % 17, 300 + at * 7 % 900, 1 + at % 28);
        writeln!(table, "第{at}镇,{at},{villages},{households},{day},王强").unwrap();
    }
    let campaign = "发文机关: { 名称: 青溪县人民政府, 代字: 青溪府发 }\n\
        日期: { 成文: 2026-03-05, 印发: 2026-03-06 }\n表: { 乡镇: 乡镇.csv }\n\
        文件: [{ 名: \"通知-{{ 乡镇 }}\", 逐一: 乡镇, 标题: 青溪县人民政府关于做好农村人居环境整治工作的通知, \
        主送: \"{{ 乡镇 }}人民政府\", 正文: 通知.md }]\n";
    let files = [("campaign.yaml", campaign), ("通知.md", &text), ("乡镇.csv", &table)];
    open(files.into_iter().collect::<Memory>()).unwrap()
}

/// The median in ms.
fn median_of(rounds: usize, mut work: impl FnMut() -> Duration) -> f64 {
    let mut rounds: Vec<f64> = (0..=rounds).map(|_| work().as_secs_f64() * 1000.0).collect();
    rounds.remove(0); // it warmed up
    rounds.sort_by(f64::total_cmp);
    rounds[rounds.len() / 2]
}
