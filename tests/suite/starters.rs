//! Every starter builds at once: as a draft that says what has still to be written, and as its example, of
//! which nothing is left to say.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use hongtou::internals::starter::Starter;

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
