//! What people made is not lost, through the program itself.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use hongtou::internals::output;

/// A folder with a campaign in it, named 镇.
struct Desk(tempfile::TempDir);

impl Desk {
    /// With these entries of 文件, and so many villages to write to.
    fn with(documents: &str, villages: usize) -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        fs::create_dir(desk.path("镇")).unwrap();
        desk.write("镇/campaign.yaml", &format!(
            "发文机关: {{ 名称: 青溪县人民政府, 代字: 青溪府发 }}\n日期: {{ 成文: 2026-03-05, 印发: 2026-03-06 }}\n表: {{ 村: 村.csv }}\n文件:\n{documents}"
        ));
        desk.write("镇/通知.md", "请认真做好工作。\n");
        let rows: Vec<String> = (1..=villages).map(|nth| format!("第{nth}村,1\n")).collect();
        desk.write("镇/村.csv", &format!("村,户数\n{}", rows.concat()));
        desk
    }

    fn path(&self, relative: &str) -> PathBuf {
        self.0.path().join(relative)
    }

    fn write(&self, relative: &str, text: &str) {
        output::replace(&self.path(relative), text.as_bytes()).unwrap();
    }

    fn read(&self, relative: &str) -> String {
        String::from_utf8_lossy(&fs::read(self.path(relative)).unwrap()).into_owned()
    }

    fn hongtou(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hongtou"));
        command.args(words).current_dir(self.0.path()).stdin(Stdio::null());
        command
    }

    fn run(&self, words: &[&str]) -> Output {
        self.hongtou(words).output().unwrap()
    }

    fn build(&self, more: &[&str]) -> (bool, String) {
        said(&self.run(&[&["build", "镇", "--fonts-only"], more].concat()))
    }

    fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }
}

fn said(output: &Output) -> (bool, String) {
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

const ONE: &str = "- { 名: 通知, 标题: 关于工作的通知, 正文: 通知.md }\n";
const EACH: &str = "- { 名: '通知-{{ 村 }}', 逐一: 村, 标题: 关于工作的通知, 正文: 通知.md }\n";

#[test]
fn a_file_that_the_program_did_not_make_is_set_aside() {
    let desk = Desk::with(ONE, 1);
    fs::create_dir(desk.path("out")).unwrap();
    desk.write("out/通知.docx", "我手写的文件");
    let (done, told) = desk.build(&[]);
    assert!(done && told.contains("不是程序做的") && told.contains("通知（手改）.docx"), "{told}");
    assert_eq!(desk.read("out/通知（手改）.docx"), "我手写的文件");
    // without the record, what is the same stays, and what was edited is kept
    fs::remove_dir_all(desk.path("out/.hongtou")).unwrap();
    assert_eq!(desk.build(&[]), (true, String::new()));
    let edited = desk.read("out/通知.docx") + "EDITED";
    desk.write("out/通知.docx", &edited);
    fs::remove_dir_all(desk.path("out/.hongtou")).unwrap();
    assert!(desk.build(&[]).1.contains("通知（手改2）.docx"));
    assert_eq!(desk.read("out/通知（手改2）.docx"), edited);
}

#[test]
fn what_is_filled_into_the_list_is_kept() {
    let desk = Desk::with(ONE, 1);
    assert_eq!(desk.build(&["--merge"]), (true, String::new()));
    let made = fs::read(desk.path("out/分发清单.xlsx")).unwrap();
    desk.write("out/分发清单.xlsx", "已签收");
    desk.write("out/合订本-2.pdf", "以前的");
    let (done, told) = desk.build(&["--merge"]);
    assert!(
        done && told.contains("分发清单（手改）.xlsx") && told.contains("合订本-2.pdf是以前的"),
        "{told}"
    );
    assert_eq!(desk.read("out/分发清单（手改）.xlsx"), "已签收");
    assert_eq!(fs::read(desk.path("out/分发清单.xlsx")).unwrap(), made);
}

#[test]
fn two_builds_at_once_do_not_take_each_other_for_people() {
    let desk = Desk::with(EACH, 60);
    assert!(desk.build(&["--quiet"]).0);
    desk.write("镇/通知.md", "请认真做好工作，及时上报。\n");
    let start = || {
        let mut command = desk.hongtou(&["build", "镇", "--fonts-only", "--quiet"]);
        command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
    };
    for build in [start(), start()] {
        assert_eq!(said(&build.wait_with_output().unwrap()), (true, String::new()));
    }
    assert!(!desk.names("out").iter().any(|name| name.contains("手改")));
}

#[test]
fn a_report_and_a_schema_take_nobodys_place() {
    let desk = Desk::with(ONE, 1);
    let campaign = desk.read("镇/campaign.yaml");
    for words in [
        &["build", "镇", "--fonts-only", "--report", "镇/campaign.yaml"][..],
        &["schema", "--out", "镇/campaign.yaml"],
    ] {
        let (done, told) = said(&desk.run(words));
        assert!(!done && told.contains("这里已经有别的文件"), "{told}");
        assert_eq!(desk.read("镇/campaign.yaml"), campaign);
    }
    for _ in 0..2 {
        assert!(desk.build(&["--report", "结果.json"]).0);
        assert!(desk.run(&["schema", "--out", "活动.json"]).status.success());
    }
}

#[test]
fn the_notice_of_a_roster_stays_in_its_folder() {
    let desk = Desk::with(ONE, 1);
    let campaign = desk.read("镇/campaign.yaml");
    desk.write("镇/campaign.yaml", &format!("名单: {{ '/../../外面': 甲.csv }}\n{campaign}"));
    desk.write("镇/甲.csv", "姓名,职务\n王强,镇长\n");
    desk.write("原来.csv", "姓名,职务\n李梅,镇长\n");
    fs::create_dir(desk.path("里面")).unwrap();
    let words = ["roster", "notice", "../镇", "--since", "../原来.csv"];
    let output = desk.hongtou(&words).current_dir(desk.path("里面")).output().unwrap();
    assert!(output.status.success(), "{}", said(&output).1);
    assert_eq!(desk.names("里面"), ["调整_.._.._外面"]);
    assert_eq!(desk.names("."), ["原来.csv", "里面", "镇"]);
}

#[test]
fn looking_writes_nothing() {
    let desk = Desk::with("- { 名: 通知, 标题: 关于工作的通知, 正文: 通知.md, 文号: 台账 }\n", 1);
    let before = desk.names("镇");
    for words in [
        &["check", "镇", "--fonts-only"][..],
        &["build", "镇", "--fonts-only", "--dry-run"],
        &["ledger", "list", "镇"],
        &["ledger", "check", "镇", "--fonts-only"],
    ] {
        assert_eq!(said(&desk.run(words)), (true, String::new()), "{words:?}");
        assert_eq!((desk.names("镇"), desk.names(".")), (before.clone(), vec!["镇".to_owned()]));
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_neither_waited_for_nor_followed() {
    use std::os::unix::fs::symlink;
    let numbered = "- { 名: 通知, 标题: 关于工作的通知, 正文: 通知.md, 文号: 台账 }\n";
    let pipe = |path: &Path| assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    // the lock of the ledger leads to something precious
    let desk = Desk::with(numbered, 1);
    desk.write("要紧的", "1");
    symlink("../要紧的", desk.path("镇/.文号台账.csv.lock")).unwrap();
    assert!(desk.run(&["check", "镇", "--fonts-only"]).status.success());
    assert!(!desk.build(&[]).0);
    assert_eq!(desk.read("要紧的"), "1");
    // a ledger that is a pipe; one that no document wants
    let desk = Desk::with(numbered, 1);
    pipe(&desk.path("镇/文号台账.csv"));
    assert!(desk.build(&[]).1.contains("不是普通文件"));
    let desk = Desk::with(ONE, 1);
    pipe(&desk.path("镇/文号台账.csv"));
    assert!(desk.build(&[]).0);
    // a text that is a pipe; templates that a link promises, and there are none
    let desk = Desk::with(ONE, 1);
    fs::remove_file(desk.path("镇/通知.md")).unwrap();
    pipe(&desk.path("镇/通知.md"));
    assert!(desk.build(&[]).1.contains("“通知.md”不是普通文件"));
    let desk = Desk::with(ONE, 1);
    symlink("没有", desk.path("镇/templates")).unwrap();
    let (done, told) = desk.build(&[]);
    assert!(!done && told.contains("“templates”是一个链接，它指的东西不在了"), "{told}");
    // the record leads elsewhere; an output does
    let desk = Desk::with(ONE, 1);
    assert!(desk.build(&[]).0);
    desk.write("要紧的", "1");
    fs::remove_file(desk.path("out/通知.pdf")).unwrap();
    symlink("../要紧的", desk.path("out/通知.pdf")).unwrap();
    assert!(desk.build(&[]).1.contains("通知（手改）.pdf"));
    let record =
        fs::read_dir(desk.path("out/.hongtou")).unwrap().map(|entry| entry.unwrap().path());
    let record =
        record.into_iter().find(|path| path.to_string_lossy().contains("生成记录")).unwrap();
    fs::remove_file(&record).unwrap();
    symlink("../../要紧的", &record).unwrap();
    assert!(!desk.build(&[]).0);
    assert_eq!(desk.read("要紧的"), "1");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_folder_of_outputs_that_is_a_link() {
    let desk = Desk::with(ONE, 1);
    fs::create_dir(desk.path("别处")).unwrap();
    std::os::unix::fs::symlink("别处", desk.path("out")).unwrap();
    let (done, told) = desk.build(&[]);
    assert!(!done && told.contains("这是一个链接"), "{told}");
    assert_eq!(desk.names("别处"), Vec::<String>::new());
}

#[test]
fn why_a_document_is_made_again_is_what_happened() {
    let desk = Desk::with(ONE, 1);
    assert!(desk.build(&[]).0);
    desk.write("out/通知.docx", "我改过的");
    let run = desk.run(&["build", "镇", "--fonts-only"]);
    let told = String::from_utf8_lossy(&run.stdout).into_owned();
    assert!(told.contains("有人改过") && !told.contains("--force"), "{told}");
}

#[test]
fn a_ledger_sends_no_commands_to_the_terminal() {
    let desk = Desk::with(ONE, 1);
    let why = "甲\u{1b}[31m\n乙\u{202e}";
    assert!(desk.run(&["ledger", "reserve", "1", "镇", "--why", why]).status.success());
    let listed = desk.run(&["ledger", "list", "镇"]).stdout;
    let listed = String::from_utf8(listed).unwrap();
    assert_eq!(listed, "青溪府发〔2026〕1号　预留　甲␛[31m 乙\u{fffd}\n");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_standard_output_is_an_error() {
    let desk = Desk::with(ONE, 1);
    desk.write("甲.csv", "姓名,职务\n王强,镇长\n");
    desk.write("乙.csv", "姓名,职务\n李梅,镇长\n");
    for words in [&["schema"][..], &["roster", "diff", "甲.csv", "乙.csv", "--format", "json"]] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let output = desk.hongtou(words).stdout(full).output().unwrap();
        assert!(!output.status.success(), "{words:?}");
    }
}

#[test]
fn numbers_that_were_exchanged_by_hand_are_told() {
    let two = "- { 名: 甲, 文号: 台账, 标题: 关于甲的通知, 正文: 通知.md }\n\
               - { 名: 乙, 文号: 台账, 标题: 关于乙的通知, 正文: 通知.md }\n";
    let desk = Desk::with(two, 1);
    assert_eq!(desk.build(&[]), (true, String::new()));
    let ledger = desk.read("镇/文号台账.csv");
    let exchanged =
        ledger.replace("〕1号", "〕x号").replace("〕2号", "〕1号").replace("x号", "2号");
    desk.write("镇/文号台账.csv", &exchanged);
    let check = || said(&desk.run(&["ledger", "check", "镇", "--fonts-only"])).1;
    let message = "“甲”上一次生成时是青溪府发〔2026〕1号，台账里这个号现在是“乙”的，它成了青溪府发〔2026〕2号";
    assert!(check().contains(message), "{}", check());
    // another folder of outputs knows nothing of it
    let elsewhere = desk.run(&["ledger", "check", "镇", "--fonts-only", "--out", "别处"]);
    assert_eq!(said(&elsewhere), (true, String::new()));
    assert!(desk.build(&["--dry-run"]).1.contains(message));
    let (done, told) = desk.build(&[]);
    assert!(done && told.contains(message) && told.contains("“乙”上一次生成时"), "{told}");
    assert_eq!(desk.build(&[]), (true, String::new()));
    assert_eq!(check(), "");
    // one that the ledger lost
    desk.write("镇/文号台账.csv", &exchanged.replace("〕1号", "〕77号"));
    let message =
        "“乙”上一次生成时是青溪府发〔2026〕1号，台账里没有这个号了，它成了青溪府发〔2026〕77号";
    assert!(check().contains(message), "{}", check());
}

#[test]
fn folders_have_names_that_every_file_system_takes() {
    let desk = Desk::with(ONE, 1);
    for name in ["改\u{202e}厕", "改\u{200b}厕", "镇/改\t厕", "a:b", "con", "改厕."] {
        let (done, told) = said(&desk.run(&["new", "请示", name]));
        assert!(!done && told.contains("错误[bad-file-name]"), "{name}: {told}");
    }
    assert_eq!(desk.names("."), ["镇"]);
    let (done, told) = said(&desk.run(&["new", "请示", "镇/改厕（一）"]));
    assert!(done, "{told}");
}
