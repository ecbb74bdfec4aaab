//! After any edits, and after kills at any moment, what a build leaves is what a build from nothing makes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use hongtou::internals::output;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

/// So many sequences of edits where `PROPTEST_CASES` does not say.
const CASES: u32 = 6;

/// Where a person's own fonts are, below the home folder.
const OFFICE_FONTS: &str = ".local/share/fonts";

#[derive(Clone, Debug)]
enum Edit {
    /// Another person at this place of the roster.
    Roster(usize, u8),
    /// Two people of it change places.
    Swap(usize, usize),
    /// 顺序.
    Order(u8),
    Prose(u8),
    Template(u8),
    Number(u8),
    /// A township more or less.
    Townships(usize),
    /// An office font for 楷体 is installed or taken away.
    Fonts(bool),
    /// An output is deleted, or edited by hand.
    Delete(usize),
    ByHand(usize),
    /// A build is killed after so many milliseconds.
    Kill(u64),
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        3 => (0..4_usize, any::<u8>()).prop_map(|(at, to)| Edit::Roster(at, to)),
        1 => (0..4_usize, 0..4_usize).prop_map(|(a, b)| Edit::Swap(a, b)),
        1 => (0..3_u8).prop_map(Edit::Order),
        1 => any::<u8>().prop_map(Edit::Prose),
        1 => any::<u8>().prop_map(Edit::Template),
        1 => (1..9_u8).prop_map(Edit::Number),
        1 => (1..5_usize).prop_map(Edit::Townships),
        1 => any::<bool>().prop_map(Edit::Fonts),
        1 => (0..9_usize).prop_map(Edit::Delete),
        1 => (0..9_usize).prop_map(Edit::ByHand),
        2 => (1..900_u64).prop_map(Edit::Kill),
    ]
}

/// What the campaign says at a moment.
struct State {
    roster: Vec<String>,
    order: u8,
    prose: u8,
    template: u8,
    number: u8,
    townships: usize,
    other_font: bool,
}

struct Office {
    folder: tempfile::TempDir,
    state: State,
}

impl Office {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let fonts = folder.path().join(OFFICE_FONTS);
        fs::create_dir_all(&fonts).unwrap();
        let office_font = named("GongwenFangSong-Regular.otf", "楷体");
        output::replace(&fonts.join("楷体.otf"), &office_font).unwrap();
        let roster = ["王强", "李梅", "赵六", "欧阳明"].map(str::to_owned).to_vec();
        let state = State {
            roster,
            order: 0,
            prose: 0,
            template: 0,
            number: 1,
            townships: 2,
            other_font: false,
        };
        let office = Self { folder, state };
        fs::create_dir_all(office.path("镇/templates")).unwrap();
        office.write();
        office
    }

    fn path(&self, relative: &str) -> PathBuf {
        self.folder.path().join(relative)
    }

    fn write(&self) {
        let State { roster, order, prose, template, number, townships, .. } = &self.state;
        let order = ["不变", "姓氏笔画", "拼音"][usize::from(*order % 3)];
        let campaign = format!(
            "发文机关: {{ 名称: 石溪镇人民政府, 代字: 石溪府发 }}\n日期: {{ 成文: 2026-03-05, 印发: 2026-03-06 }}\n\
             名单: {{ 小组: {{ 文件: 小组.csv, 标题: 名单, 顺序: {order} }} }}\n表: {{ 村: 村.csv }}\n文件:\n\
             - {{ 名: 方案, 正文: 方案.md, 文号: 石溪镇函〔2026〕{number}号, 标题: 关于改厕的通知, 附件: [{{ 名单: 小组, 单独装订: 是 }}] }}\n\
             - {{ 名: 通知, 模板: 短, 标题: 关于名单的通知, 主送: [各村] }}\n\
             - {{ 名: '任务-{{{{ 村 }}}}', 逐一: 村, 模板: 短, 文号: 台账, 标题: 关于任务的通知, 主送: ['{{{{ 村 }}}}'] }}\n"
        );
        let people: String = roster.iter().flat_map(|name| [",", name, ",委员\n"]).collect();
        let villages: Vec<String> = (0..*townships).map(|nth| format!("第{nth}村")).collect();
        for (file, text) in [
            ("campaign.yaml", campaign),
            (
                "小组.csv",
                format!("组别,姓名,职务\n组长,丁一,书记\n{}", people.replacen(',', "成员,", 1)),
            ),
            ("村.csv", format!("村\n{}\n", villages.join("\n"))),
            ("方案.md", format!("制定本方案（{prose}）。\n\n# 要求\n\n## 抓好落实。及时上报。\n")),
            (
                "templates/短.md",
                format!("现通知如下（{template}）。\n\n{{{{ 名单(\"小组\") }}}}\n"),
            ),
        ] {
            output::replace(&self.path("镇").join(file), text.as_bytes()).unwrap();
        }
    }

    fn build(&self, out: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hongtou"));
        command.arg("build").arg(self.path("镇")).arg("--out").arg(self.path(out)).arg("--quiet");
        if self.state.other_font {
            command.env("HOME", self.path("")).env_remove("XDG_DATA_HOME");
        } else {
            command.arg("--fonts-only");
        }
        command.stdout(Stdio::null()).stderr(Stdio::piped());
        command
    }

    fn files(&self, out: &str) -> BTreeMap<String, Vec<u8>> {
        let entries = fs::read_dir(self.path(out)).into_iter().flatten();
        let files = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
        files
            .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), path))
            .filter(|(name, _)| !name.starts_with('.') && !name.contains("手改"))
            .map(|(name, path)| (name, fs::read(path).unwrap()))
            .collect()
    }

    fn nth_output(&self, nth: usize) -> Option<PathBuf> {
        let files = self.files("out");
        let name = files.keys().nth(nth % files.len().max(1))?;
        Some(self.path("out").join(name))
    }

    fn apply(&mut self, edit: &Edit) {
        let state = &mut self.state;
        match edit {
            Edit::Roster(at, to) => {
                state.roster[*at] = format!("周{}", ["一", "二", "三"][usize::from(to % 3)]);
            }
            Edit::Swap(a, b) => state.roster.swap(*a, *b),
            Edit::Order(order) => state.order = *order,
            Edit::Prose(prose) => state.prose = *prose,
            Edit::Template(template) => state.template = *template,
            Edit::Number(number) => state.number = *number,
            Edit::Townships(count) => state.townships = *count,
            Edit::Fonts(other) => state.other_font = *other,
            Edit::Delete(nth) => {
                self.nth_output(*nth).map(fs::remove_file);
            }
            Edit::ByHand(nth) => {
                self.nth_output(*nth).map(|path| output::replace(&path, "有人改过".as_bytes()));
            }
            Edit::Kill(after) => {
                let mut child = self.build("out").stderr(Stdio::null()).spawn().unwrap();
                std::thread::sleep(Duration::from_millis(*after));
                let _ = child.kill();
                child.wait().unwrap();
            }
        }
        self.write();
    }
}

/// A shipped font under the name that another is installed as.
fn named(shipped: &str, family: &str) -> Vec<u8> {
    const WINDOWS: usize = 3;
    const FAMILY: [usize; 2] = [1, 16];
    let mut bytes =
        fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts").join(shipped)).unwrap();
    let raw = ttf_parser::RawFace::parse(&bytes, 0).unwrap();
    let names = raw.table_records.into_iter().find(|it| it.tag.to_string() == "name").unwrap();
    let table = names.offset as usize;
    let number =
        |bytes: &[u8], at: usize| usize::from(u16::from_be_bytes([bytes[at], bytes[at + 1]]));
    let family: Vec<u8> = family.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let length = u16::try_from(family.len()).unwrap().to_be_bytes();
    let strings = table + number(&bytes, table + 4);
    for entry in 0..number(&bytes, table + 2) {
        let entry = table + 6 + 12 * entry;
        if number(&bytes, entry) == WINDOWS && FAMILY.contains(&number(&bytes, entry + 6)) {
            let at = strings + number(&bytes, entry + 10);
            assert!(number(&bytes, entry + 8) >= family.len());
            bytes[entry + 8..entry + 10].copy_from_slice(&length);
            bytes[at..at + family.len()].copy_from_slice(&family);
        }
    }
    bytes
}

fn holds(edits: &[Edit]) -> Result<(), TestCaseError> {
    let mut office = Office::new();
    for edit in edits {
        office.apply(edit);
        let built = office.build("out").output().unwrap();
        prop_assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        let fresh = office.build("fresh").arg("--force").output().unwrap();
        prop_assert!(fresh.status.success());
        let (kept, fresh) = (office.files("out"), office.files("fresh"));
        for (name, bytes) in &fresh {
            prop_assert!(kept.get(name) == Some(bytes), "{name} differs after {edit:?}");
        }
        fs::remove_dir_all(office.path("fresh")).unwrap();
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: crate::cases(CASES),
        failure_persistence: None,
        max_shrink_iters: 20,
        ..ProptestConfig::default()
    })]

    #[test]
    fn an_incremental_build_leaves_what_a_full_one_makes(edits in prop::collection::vec(edit(), 1..6)) {
        holds(&edits)?;
    }
}

#[test]
fn one_changed_name_rebuilds_what_carries_the_roster_and_nothing_else() {
    let mut office = Office::new();
    let stamps = |office: &Office| -> BTreeMap<String, std::time::SystemTime> {
        let names = office.files("out").into_keys();
        let time = |name: &String| fs::metadata(office.path("out").join(name)).unwrap().modified();
        names.map(|name| (name.clone(), time(&name).unwrap())).collect()
    };
    assert!(office.build("out").status().unwrap().success());
    let before = stamps(&office);
    office.apply(&Edit::Prose(7));
    assert!(office.build("out").status().unwrap().success());
    let after = stamps(&office);
    let touched: Vec<&str> = after
        .iter()
        .filter(|(name, time)| before[*name] != **time)
        .map(|(name, _)| &**name)
        .collect();
    assert_eq!(touched, ["方案.docx", "方案.pdf"]);
    office.apply(&Edit::Roster(0, 1));
    assert!(office.build("out").status().unwrap().success());
    let last = stamps(&office);
    let kept: Vec<&str> = last
        .iter()
        .filter(|(name, time)| after[*name] == **time)
        .map(|(name, _)| &**name)
        .collect();
    assert_eq!(kept, ["方案.docx", "方案.pdf"]);
}

#[test]
fn an_office_font_that_was_installed_is_used() {
    let mut office = Office::new();
    assert!(office.build("out").status().unwrap().success());
    let before = office.files("out");
    office.apply(&Edit::Fonts(true));
    assert!(office.build("out").status().unwrap().success());
    let after = office.files("out");
    let is_pdf = |name: &str| Path::new(name).extension().is_some_and(|ending| ending == "pdf");
    assert!(after.iter().any(|(name, bytes)| is_pdf(name) && before[name] != *bytes));
}

#[test]
fn another_campaign_does_not_take_a_files_place_without_a_word() {
    let mut office = Office::new();
    assert!(office.build("out").status().unwrap().success());
    office.apply(&Edit::Prose(9));
    fs::rename(office.path("镇"), office.path("另一个镇")).unwrap();
    let mut other = Command::new(env!("CARGO_BIN_EXE_hongtou"));
    other.arg("build").arg(office.path("另一个镇")).arg("--out").arg(office.path("out"));
    other.arg("--fonts-only");
    let output = other.output().unwrap();
    assert!(String::from_utf8_lossy(&output.stderr).contains("另一个活动"));
}
