//! A campaign from decisions, each of which is a byte or two: elements that are there or not, short or long,
//! usual or not, and now and then a file with a stretch torn out.

use std::fmt::Write as _;

use arbitrary::Unstructured;
use hongtou::{Memory, Options};

use super::WORDS;

/// What titles, names and texts are made of.
const PIECES: &[&str] = &[
    "青溪县人民政府",
    "关于做好",
    "防汛备汛工作",
    "各乡镇人民政府，",
    "各村要对照标准逐项自查，列出清单；",
    "明确“责任人”和《完成时限》。",
    "2026年6月底前",
    "改造户厕1,250户、3.5公里，完成98%",
    "的通知",
    "领导小组",
    "（试行）",
    "云岭镇",
    "王明远",
    "县委书记",
    "Office Open XML ",
    "<b>&amp;'\"",
    "*重*",
    "_",
    "……",
    "——",
    "龘",
    "·",
    "{{ 甲 }}",
    "|",
    "　",
    "m²",
    "①",
    "【待填：内容】",
    "{{ 名单(\"领导小组\") }}",
    "\\*",
    "[1]",
    "12345678901234567890",
];
/// Something to print in the place of a seal.
const SEAL: &[u8] = include_bytes!("../../cli/signing.in/白底.png");

struct Choices<'a>(Unstructured<'a>);

impl Choices<'_> {
    /// Up to so many; 0 where there are no decisions left.
    fn most(&mut self, most: usize) -> usize {
        self.0.int_in_range(0..=most).unwrap_or(0)
    }

    fn once_in(&mut self, times: u8) -> bool {
        self.0.ratio(1, times).unwrap_or(false)
    }

    fn of<'s>(&mut self, these: &[&'s str]) -> &'s str {
        self.0.choose(these).copied().unwrap_or(these[0])
    }

    /// Some words of a line.
    fn words(&mut self) -> String {
        let mut words = self.of(&PIECES[..8]).to_owned();
        for _ in 0..self.most(3) {
            let piece = if self.once_in(6) { self.of(PIECES) } else { self.of(&PIECES[..14]) };
            let times = if self.once_in(24) { 1 + self.most(40) } else { 1 };
            words.push_str(&piece.repeat(times));
        }
        words
    }

    /// As YAML takes it.
    fn quoted(&mut self) -> String {
        format!("'{}'", self.words().replace('\'', "''"))
    }

    fn list(&mut self, most: usize) -> String {
        let most = if self.once_in(16) { most * 8 } else { most };
        let items: Vec<String> = (0..=self.most(most)).map(|_| self.quoted()).collect();
        format!("[{}]", items.join(", "))
    }

    /// A line of YAML, mostly not there.
    fn perhaps(&mut self, into: &mut String, key: &str, value: impl FnOnce(&mut Self) -> String) {
        if self.once_in(4) {
            let value = value(self);
            let _ = writeln!(into, "    {key}: {value}");
        }
    }

    /// With a stretch torn out and something else put there, seldom.
    fn torn(&mut self, text: String) -> Vec<u8> {
        if !self.once_in(20) {
            return text.into_bytes();
        }
        let from = text.floor_char_boundary(self.most(text.len()));
        let to = text.floor_char_boundary(from + self.most(40).min(text.len() - from));
        format!("{}{}{}", &text[..from], self.of(WORDS), &text[to..]).into_bytes()
    }
}

/// A text in Markdown.
fn prose(choices: &mut Choices<'_>) -> String {
    let mut text = String::new();
    for _ in 0..=choices.most(8) {
        let line = choices.words();
        let _ = match choices.most(12) {
            0 => write!(text, "# {line}\n\n"),
            1 => write!(text, "## {line}。{}\n\n", choices.words()),
            2 => write!(text, "一、{line}\n\n（一）{}\n\n", choices.words()),
            3 => write!(text, "1. {line}\n2. {}\n\n", choices.words()),
            4 => write!(text, "- {line}\n  - {}\n\n", choices.words()),
            5 => write!(text, "**{line}**，{}\n{}\n\n", choices.words(), choices.words()),
            6 => write!(
                text,
                "|{line}|户数|\n|---|---|\n|{}|12|\n\n",
                choices.words().replace('|', "")
            ),
            7 => {
                write!(text, "{{{{ 名单(\"领导小组\"{}) }}}}\n\n", choices.of(&["", ", \"表格\""]))
            }
            8 => write!(text, "{{{{ 表(\"分工\") }}}}\n\n"),
            9 => write!(
                text,
                "{{% for 行 in 各行(\"分工\") %}}{{{{ 行.任务 }}}}、{{% endfor %}}{line}\n\n"
            ),
            _ => write!(text, "{}\n\n", line.repeat(1 + choices.most(6))),
        };
    }
    text
}

fn rows(choices: &mut Choices<'_>, head: &[&str]) -> String {
    let mut text = head.join(",") + "\n";
    for row in 0..=choices.most(8) {
        for column in head {
            let cell = match *column {
                "组别" => choices.of(&["", "", "组长", "副组长", "成员"]).to_owned(),
                "姓名" => choices
                    .of(&["王强", "李红梅", "欧阳明远", "", "张 伟", "各村书记", "买买提·吐尔逊"])
                    .to_owned(),
                "户数" => choices.of(&["120", "约50", "", "98%", "1,250", "合计"]).to_owned(),
                "乡镇" => format!("{}{row}", choices.of(&["云岭镇", "松坪乡"])),
                _ => choices.words(),
            };
            let _ = write!(text, "\"{}\",", cell.replace('"', "\"\""));
        }
        text.pop();
        text.push('\n');
    }
    text
}

fn entry(choices: &mut Choices<'_>, nth: usize) -> String {
    let mut entry = String::new();
    let each = choices.once_in(6);
    let name = if each { format!("{nth}-{{{{ 乡镇 }}}}") } else { format!("文{nth}") };
    let _ =
        writeln!(entry, "  - 名: '{name}'\n    正文: 文{nth}.md\n    标题: {}", choices.quoted());
    let format = choices.of(&["文件", "文件", "文件", "信函", "命令", "纪要"]);
    let _ = writeln!(entry, "    格式: {format}");
    if each {
        let _ = writeln!(
            entry,
            "    逐一: {}",
            choices.of(&["分工", "{ 表: 分工, 其中: 户数 > 100 }", "{ 表: 分工, 分组: 乡镇 }"])
        );
    }
    if format == "纪要" || choices.once_in(8) {
        let _ = writeln!(entry, "    标志: {}", choices.quoted());
    }
    if !choices.once_in(8) {
        let _ = writeln!(entry, "    主送: {}", choices.list(2));
    }
    choices.perhaps(&mut entry, "文号", |it| {
        it.of(&["25", "台账", "青溪府发〔2026〕25号", "【待填：文号】"]).to_owned()
    });
    choices.perhaps(&mut entry, "份号", |it| it.of(&["17", "000001-000003"]).to_owned());
    choices
        .perhaps(&mut entry, "密级", |it| it.of(&["机密★1年", "秘密", "绝密★30年"]).to_owned());
    choices.perhaps(&mut entry, "紧急程度", |it| it.of(&["特急", "加急"]).to_owned());
    choices.perhaps(&mut entry, "签发人", |it| it.list(2));
    choices.perhaps(&mut entry, "联合发文", |it| it.list(2));
    choices.perhaps(&mut entry, "题注", Choices::quoted);
    choices.perhaps(&mut entry, "抄送", |it| it.list(6));
    choices.perhaps(&mut entry, "附注", Choices::quoted);
    choices.perhaps(&mut entry, "版记其他", |it| it.list(2));
    choices.perhaps(&mut entry, "盖章", |it| it.of(&["是", "否"]).to_owned());
    choices.perhaps(&mut entry, "署名", |it| it.of(&["是", "否"]).to_owned());
    choices.perhaps(&mut entry, "主送移入版记", |it| it.of(&["是", "否"]).to_owned());
    choices.perhaps(&mut entry, "印发件", |_| "附.md".to_owned());
    choices.perhaps(&mut entry, "签署", |it| {
        it.of(&["{ 职务: 县长, 姓名: 王明远 }", "{ 职务: 县长, 姓名: 王明远, 签名章: 章.png }"])
            .to_owned()
    });
    choices.perhaps(&mut entry, "附件", |it| {
        let apart = it.of(&["", "", ", 单独装订: 是", ", 横排: 是"]);
        let title = it.quoted();
        let one = format!("{{ 正文: 附.md, 标题: {title}{apart} }}");
        format!(
            "[{}]",
            it.of(&[
                &*one,
                "{ 名单: 领导小组, 样式: 名册 }",
                "{ 名单: 领导小组, 样式: 表格 }, { 表: 分工 }"
            ])
        )
    });
    if format == "纪要" {
        for key in ["出席", "请假", "列席"] {
            choices.perhaps(&mut entry, key, |it| it.list(4));
        }
    }
    entry
}

/// A campaign, and what is to be made of it.
pub(super) fn written(bytes: &[u8]) -> (Memory, Options) {
    let choices = &mut Choices(Unstructured::new(bytes));
    let options = Options {
        draft: !choices.once_in(3),
        preprinted: choices.once_in(8),
        appendices: choices.once_in(16),
        merge: choices.once_in(8),
        ..Options::default()
    };
    let organ =
        if choices.once_in(4) { choices.quoted() } else { "青溪县人民政府".to_owned() };
    let mut campaign = format!("发文机关: {{ 名称: {organ}, 代字: 青溪府发");
    campaign.push_str(if choices.once_in(4) { ", 印章: 章.png }\n" } else { " }\n" });
    campaign.push_str(
        choices.of(&[
            "日期: { 成文: 2026-03-05, 印发: 2026-03-06 }\n",
            "日期: { 成文: 2026-03-05 }\n",
        ]),
    );
    let _ = writeln!(campaign, "变量: {{ 甲: {} }}", choices.quoted());
    let order = choices.of(&["", "", ", 顺序: 姓氏笔画", ", 注明顺序: 是", ", 分表: 是"]);
    let _ =
        writeln!(campaign, "名单: {{ 领导小组: {{ 文件: 名单.csv, 标题: 领导小组名单{order} }} }}");
    let _ = writeln!(campaign, "表: {{ 分工: {{ 文件: 分工.csv, 标题: 任务分工表 }} }}\n文件:");
    let mut files = Memory::named("甲");
    for nth in 0..=choices.most(1) {
        campaign.push_str(&entry(choices, nth));
        let text = prose(choices);
        files.put(&format!("文{nth}.md"), choices.torn(text));
    }
    let roster = rows(choices, &["组别", "姓名", "职务"]);
    let table = rows(choices, &["乡镇", "任务", "户数"]);
    let attached = prose(choices);
    files.put("campaign.yaml", choices.torn(campaign));
    files.put("名单.csv", choices.torn(roster));
    files.put("分工.csv", choices.torn(table));
    files.put("附.md", choices.torn(attached));
    files.put("章.png", SEAL);
    (files, options)
}
