//! Every step of a build fails in turn, and the power goes at every step: what people made and which number each
//! document has is not lost, and the next build makes what a first one makes.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::PathBuf;

use super::*;
use crate::diag::Severity;
use crate::ledger::{Claim, FILE, Held, Subject, Wanted};
use crate::roster;
use crate::sheet;
use crate::source::Place;
use crate::storage::faulty::{Fault, Faulty, Left};

const OUT: &str = "/镇/out";

/// The campaign at a moment: its documents and what is in them, and one who is on its roster.
#[derive(Clone, Copy)]
struct Moment {
    documents: &'static [(&'static str, &'static str)],
    member: &'static str,
}

const BEFORE: Moment =
    Moment { documents: &[("甲", "一"), ("乙", "一"), ("丙", "一")], member: "王强" };
const AFTER: Moment = Moment {
    documents: &[("甲", "二"), ("丁", "一"), ("乙", "一"), ("丙", "三")],
    member: "李梅",
};

/// A build as the press does it, with documents that need no typesetting. Gives what was said.
fn build(disk: &Arc<Faulty>, moment: Moment, few: bool) -> Result<Diagnostics> {
    let storage: Arc<dyn Storage> = Arc::<Faulty>::clone(disk);
    let out = OutputFolder::open_in(&storage, Path::new(OUT))?;
    let mut said = Diagnostics::new();
    let claims: Vec<Claim> = moment.documents.iter().map(|(name, _)| claim(name)).collect();
    let mut held = Held::open(&storage, &PathBuf::from("/镇").join(FILE))?;
    let numbers = held.ledger.number("campaign", &claims, true, &mut said)?;
    held.save()?;
    let mut failed = Diagnostics::new();
    let documents: Vec<_> = moment.documents.iter().zip(numbers).collect();
    for group in documents.chunks(if few { 1 } else { 2 }) {
        let mut ready = Vec::new();
        for ((name, text), number) in group {
            for format in Format::ALL {
                let bytes = match format {
                    Format::Pdf => format!("%PDF-1.7 {number} {text} %%EOF"),
                    Format::Docx => format!("PK\u{3}\u{4} {number} {text} PK\u{5}\u{6}"),
                };
                let input =
                    Input { whole: Fingerprint::of_bytes(bytes.as_bytes()), parts: Vec::new() };
                let output = out.output(name, format, input, few);
                if output.pages().is_none() {
                    let made = out.ready(output, 1, bytes.as_bytes(), few);
                    ready.extend(failed.take(made));
                }
            }
        }
        for found in out.put(ready).into_iter().flatten() {
            let stops = found.severity == Severity::Error;
            if stops { failed.push(found) } else { said.push(found) }
        }
    }
    let csv = format!("姓名,职务\n{},镇长\n", moment.member);
    let roster = roster::read(&sheet::read("甲.csv", csv.as_bytes(), None)?)?;
    failed.take(History::of(&storage, &out.record.folder(), "镇", "小组").add(&roster));
    failed.or(said)
}

fn claim(name: &str) -> Claim {
    Claim {
        file: name.to_owned(),
        place: Place::file("campaign.yaml"),
        wanted: Wanted::Next("石溪府发".to_owned(), 2026),
        subject: Subject { title: format!("关于{name}的通知"), ..Subject::default() },
    }
}

/// What a build leaves that people see: outputs, the ledger, the versions of the roster.
fn left(disk: &Faulty) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = disk.files();
    files.retain(|path, _| !path.ends_with("生成记录.tsv"));
    files
}

fn built(moments: &[Moment], few: bool) -> Arc<Faulty> {
    let disk = Faulty::shared();
    disk.make_folder(Path::new("/镇")).unwrap();
    for moment in moments {
        build(&disk, *moment, few).unwrap();
    }
    disk
}

fn tells_of_edits(said: &Diagnostics) -> bool {
    said.iter().any(|it| it.message.contains("有人改过") || it.message.contains("不是程序做的"))
}

/// Every way from one moment to another, of few documents and of many.
fn ways() -> impl Iterator<Item = (&'static [Moment], bool)> {
    [&[AFTER][..], &[BEFORE, AFTER][..]].into_iter().flat_map(|way| [(way, true), (way, false)])
}

#[test]
fn whatever_fails_is_told_and_the_next_build_mends_it() {
    for ((way, few), kind) in ways()
        .flat_map(|way| [ErrorKind::StorageFull, ErrorKind::PermissionDenied].map(|it| (way, it)))
    {
        let (last, before) = way.split_last().unwrap();
        let (expected, old) = (left(&built(way, few)), left(&built(before, few)));
        for step in 0.. {
            let disk = built(before, few);
            let begun = disk.steps();
            disk.fault_at(begun + step, Fault::Fail(kind));
            let done = build(&disk, *last, few);
            if disk.steps() <= begun + step {
                break;
            }
            if let Err(failed) = &done {
                assert!(failed.has_errors() && failed.iter().all(|it| it.place != Place::Program));
            }
            for (path, bytes) in left(&disk) {
                let known = [&old, &expected].map(|files| files.get(&path));
                assert!(known.contains(&Some(&bytes)), "{step}: {}", path.display());
            }
            disk.mend();
            let said = build(&disk, *last, few).unwrap();
            assert!(!tells_of_edits(&said), "{step}: {said:?}");
            assert_eq!(left(&disk), expected, "{step}");
        }
    }
}

#[test]
fn after_a_power_cut_at_any_step_nobody_has_edited_and_no_number_is_given_twice() {
    let mut cuts = 0;
    for (way, few) in ways() {
        let (last, before) = way.split_last().unwrap();
        let expected = left(&built(way, few));
        for step in 0.. {
            let disk = built(before, few);
            let begun = disk.steps();
            disk.fault_at(begun + step, Fault::Crash);
            let done = build(&disk, *last, few);
            if disk.steps() <= begun + step {
                break;
            }
            // what the driver never got is as if it had not been asked for: a step later is another case
            drop(done);
            for fates in fates(disk.pending()) {
                let mut fates = fates.into_iter();
                let after = disk.after_power_cut(|| fates.next().unwrap_or(Left::Whole));
                let said = build(&after, *last, few).unwrap();
                assert!(!tells_of_edits(&said), "{step}: {said:?}");
                let found = left(&after);
                assert_eq!(found, expected, "{step}");
                cuts += 1;
            }
        }
    }
    assert!(cuts > 1000, "{cuts}");
}

/// What may become of so many changes: everything where they are few, else a sample.
fn fates(changes: usize) -> Vec<Vec<Left>> {
    const MOST: usize = 256;
    let kinds = Left::ALL.len();
    let all = u32::try_from(changes).ok().and_then(|changes| kinds.checked_pow(changes));
    let of = |mut nth: usize| {
        let next = |_| {
            let kind = Left::ALL[nth % kinds];
            nth /= kinds;
            kind
        };
        (0..changes).map(next).collect()
    };
    match all.filter(|all| *all <= MOST) {
        Some(all) => (0..all).map(of).collect(),
        // a generator with a good middle (Knuth's)
        None => (0..MOST / 4)
            .map(|nth| {
                let mut state = nth as u64 + 1;
                let mut next = || {
                    state = state
                        .wrapping_mul(6_364_136_223_846_793_005)
                        .wrapping_add(1_442_695_040_888_963_407);
                    Left::ALL[usize::try_from(state >> 33).unwrap() % kinds]
                };
                (0..changes).map(|_| next()).collect()
            })
            .collect(),
    }
}

#[test]
fn what_a_person_made_stands_aside_whatever_fails_after() {
    let edited = Path::new(OUT).join("甲.docx");
    let own = Path::new(OUT).join("丁.pdf");
    let with_edits = || {
        let disk = built(&[BEFORE], true);
        let storage: Arc<dyn Storage> = Arc::<Faulty>::clone(&disk);
        output::replace_in(&storage, &edited, "有人改过".as_bytes()).unwrap();
        output::replace_in(&storage, &own, "我的".as_bytes()).unwrap();
        disk
    };
    for step in 0.. {
        let disk = with_edits();
        let begun = disk.steps();
        disk.fault_at(begun + step, Fault::Fail(ErrorKind::StorageFull));
        let mut done = build(&disk, AFTER, true);
        if disk.steps() <= begun + step {
            let said = done.unwrap();
            let told = |words: &str| said.iter().filter(|it| it.message.contains(words)).count();
            assert_eq!((told("有人改过"), told("不是程序做的")), (1, 1));
            break;
        }
        disk.mend();
        if done.is_err() {
            done = build(&disk, AFTER, true);
        }
        assert!(done.is_ok());
        let kept: Vec<Vec<u8>> = left(&disk).into_values().collect();
        for words in ["有人改过", "我的"] {
            let found = kept.iter().filter(|bytes| **bytes == words.as_bytes()).count();
            assert_eq!(found, 1, "{step}: {words}");
        }
    }
}
