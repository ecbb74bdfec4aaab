//! Every starter builds at once: as a draft that says what has still to be written, and as its example, of
//! which nothing is left to say.

use std::path::Path;
use std::process::{Command, Output};

use hongtou::starter::Starter;

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
