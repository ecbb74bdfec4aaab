//! Every starter builds at once: as a draft that says what has still to be written, and as its example, of
//! which nothing is left to say.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use chrono::NaiveDate;
use hongtou::internals::doc::Document;
use hongtou::internals::doc::prose::{self, Prose};
use hongtou::internals::placeholder;
use hongtou::internals::starter::{Answers, File, Starter};
use hongtou::{Memory, open};

use crate::volumes;

fn hongtou(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hongtou"));
    command.current_dir(folder).args(args);
    command.env("HONGTOU_FONTS", Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts"));
    command.output().unwrap()
}

fn messages(output: &Output) -> Vec<String> {
    let text = String::from_utf8(output.stderr.clone()).unwrap();
    let begins = |line: &&str| line.starts_with("错误") || line.starts_with("提醒");
    text.lines().filter(begins).map(str::to_owned).collect()
}

#[test]
fn every_starter_builds_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let starters = Starter::all();
    assert!(starters.len() >= 20);
    for Starter { name, .. } in &starters {
        let example = format!("{name}例");
        assert!(hongtou(folder, &["new", name]).status.success(), "{name}");
        assert!(hongtou(folder, &["new", name, &example, "--example"]).status.success(), "{name}");

        let unfinished = hongtou(folder, &["check", name, "--fonts-only"]);
        assert!(!unfinished.status.success(), "{name}: a document with gaps went through");
        let draft = hongtou(folder, &["check", name, "--draft", "--fonts-only"]);
        assert!(draft.status.success(), "{name}");
        let said = messages(&draft);
        let all_left =
            said.iter().all(|line| line.contains(": 还没有填：") && line.starts_with("提醒"));
        assert!(all_left && !said.is_empty(), "{name}: {said:#?}");

        let finished = hongtou(folder, &["check", &example, "--fonts-only"]);
        assert!(finished.status.success(), "{name}");
        assert_eq!(messages(&finished), [] as [&str; 0], "{name}");
    }
}

/// The documents of every starter's example.
pub(crate) fn examples() -> Vec<Document> {
    Starter::all().iter().flat_map(|starter| documents(starter.example().unwrap())).collect()
}

/// The documents of these files.
fn documents(files: Vec<File>) -> Vec<Document> {
    let project = open(files.into_iter().collect::<Memory>()).unwrap();
    volumes(&project).unwrap().into_iter().map(|(_, document)| document).collect()
}

/// What an unfilled starter prints of itself: … stands for what waits to be written.
fn own_words(starter: &Starter, day: NaiveDate) -> Vec<String> {
    let documents = documents(starter.begun(&Answers::new(), day).unwrap());
    let paragraphs = documents.iter().flat_map(prose::paragraphs);
    let own = |paragraph: Prose<'_>| {
        let (text, mut own, mut at) = (paragraph.text(), String::new(), 0);
        for blank in placeholder::all(text) {
            own.extend([&text[at..blank.range.start], "…"]);
            at = blank.range.end;
        }
        own + &text[at..]
    };
    paragraphs.map(own).collect()
}

/// Figures that are nobody's facts, and why.
const FIGURES: [(&str, &str); 4] = [
    ("附件1", "the text refers to what the program numbers"),
    ("附件2", "the text refers to what the program numbers"),
    ("行动分4个阶段", "the phases of the campaign are counted"),
    ("2012年7月1日", "the day on which the campaign is begun"),
];

/// The characters that end the names of places and offices.
const NAMES_END: &str = "镇乡村县市区州省局委办室院所站队社";

/// Words with such a character, and why they name nobody.
const GENERAL: [(&str, &str); 16] = [
    ("各乡镇", "whichever they are"),
    ("各村（社区）", "whichever they are"),
    ("村（社区）", "the head of a column"),
    ("村（居）民委员会", "whichever they are: the law names them"),
    ("农村", "no place"),
    ("村民", "no place"),
    ("社会", "no office"),
    ("区域", "no place"),
    ("所有", "no office"),
    ("所作", "no office"),
    ("领导小组办公室", "the office of the group that the text is about"),
    ("办公室主任", "the head of that office"),
    ("办事机构", "a heading"),
    ("办理", "no office"),
    ("督办", "no office"),
    ("办公室职责", "a heading about the office of the group"),
];

#[test]
fn what_is_not_the_readers_is_a_placeholder() {
    let day = NaiveDate::from_ymd_opt(2012, 7, 1).unwrap();
    let without = |words: &str, known: &[(&str, &str)]| {
        known.iter().fold(words.to_owned(), |words, (known, _)| words.replace(known, ""))
    };
    let mut found = Vec::new();
    for starter in Starter::all() {
        for words in own_words(&starter, day) {
            // 序号 in a cell of its own
            let ordinal = words.chars().all(|c| c.is_ascii_digit());
            if !ordinal && without(&words, &FIGURES).contains(|c: char| c.is_ascii_digit()) {
                found.push(format!("{}: a figure: {words}", starter.name));
            }
            if without(&words, &GENERAL).contains(|c| NAMES_END.contains(c)) {
                found.push(format!("{}: a name: {words}", starter.name));
            }
        }
    }
    assert_eq!(found, [""; 0]);
}

/// One number, one document: no example has the number of another, and none calls another document by it.
#[test]
fn no_two_examples_have_one_number() {
    let (mut numbers, mut texts) = (BTreeMap::new(), Vec::new());
    for starter in Starter::all() {
        for document in documents(starter.example().unwrap()) {
            let number = document.head.as_ref().and_then(|head| head.number.as_ref());
            if let Some(number) = number.map(|number| (**number).to_owned()) {
                assert_eq!(numbers.insert(number.clone(), starter.name), None, "{number}");
            }
            let paragraphs = prose::paragraphs(&document);
            texts.extend(paragraphs.iter().map(|it| (starter.name, it.text().to_owned())));
        }
    }
    assert!(numbers.len() >= 19);
    for (number, of) in &numbers {
        let cites = |(name, text): &&(&str, String)| name != of && text.contains(number);
        assert_eq!(texts.iter().find(cites), None, "{number}");
    }
}

/// Every kind that the regulation on official documents names (党政机关公文处理工作条例, article 8).
#[test]
fn every_kind_has_a_starter() {
    const KINDS: [&str; 15] = [
        "决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示",
        "批复", "议案", "函", "纪要",
    ];
    let names: Vec<&str> = Starter::all().iter().map(|starter| starter.name).collect();
    for kind in KINDS {
        let has = names.iter().any(|name| name.ends_with(kind));
        assert!(has, "{kind}");
    }
}

#[test]
fn watching_builds_again_when_a_file_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    assert!(hongtou(folder, &["new", "请示", "--example"]).status.success());
    let mut command = Command::new(env!("CARGO_BIN_EXE_hongtou"));
    command.current_dir(folder).args(["watch", "请示", "--fonts-only", "--format", "docx"]);
    command.env("HONGTOU_FONTS", Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts"));
    let mut watching = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(watching.stdout.take().unwrap()).lines().map(Result::unwrap);
    let mut said =
        || lines.by_ref().take_while(|line| !line.starts_with("等着")).collect::<Vec<_>>();
    assert!(said().iter().any(|line| line.contains("做成1份")));
    let text = folder.join("请示/请示.md");
    let longer = std::fs::read_to_string(&text).unwrap() + "\n补充一段。\n";
    hongtou::internals::output::replace(&text, longer.as_bytes()).unwrap();
    let again = said();
    watching.kill().unwrap();
    watching.wait().unwrap();
    assert!(again.iter().any(|line| line.contains("请示.md 变了")), "{again:?}");
}
