//! One target under libFuzzer: the one that `FUZZ` names. Its seeds are written to the folder `FUZZ_SEEDS`, the
//! words that files are made of to `FUZZ_WORDS`, in libFuzzer's own form of a dictionary.
#![no_main]

mod targets;

use std::path::Path;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use targets::{TARGETS, Target, WORDS};

static TARGET: LazyLock<Target> = LazyLock::new(|| {
    let name = std::env::var("FUZZ").expect("FUZZ names the target");
    TARGETS.into_iter().find(|target| target.name == name).expect("FUZZ names a target")
});

/// Writes the seeds and the dictionary where they are wanted.
fn prepare() {
    if let Ok(folder) = std::env::var("FUZZ_SEEDS") {
        for (nth, seed) in (TARGET.seeds)().iter().enumerate() {
            std::fs::write(Path::new(&folder).join(format!("{nth:04}")), seed)
                .expect("a seed can be written");
        }
    }
    if let Ok(file) = std::env::var("FUZZ_WORDS") {
        let hex =
            |word: &&str| word.bytes().map(|byte| format!("\\x{byte:02x}")).collect::<String>();
        let lines = WORDS.iter().map(|word| format!("\"{}\"\n", hex(word)));
        std::fs::write(file, lines.collect::<String>()).expect("the words can be written");
    }
}

fuzz_target!(init: prepare(), |bytes: &[u8]| (TARGET.run)(bytes));
