//! What README shows is so: its campaign builds, and its filters print what its table says.

use hongtou::internals::builtin;
use hongtou::internals::doc::{Block, Inline, text};
use hongtou::internals::lint::{RULES, Rule};
use hongtou::internals::model::OVERRIDES;
use hongtou::internals::render::FILTERS;
use hongtou::{Memory, Project, open};

use crate::{PRESS, volumes};

const README: &str = include_str!("../../README.md");

/// The first block of a language in a stretch of README.
fn block<'a>(readme: &'a str, language: &str) -> &'a str {
    let start = readme.find(&format!("```{language}\n")).unwrap() + language.len() + 4;
    let len = readme[start..].find("\n```").unwrap();
    &readme[start..=start + len]
}

/// A campaign of these files.
fn campaign(files: &[(&str, &str)]) -> Project {
    let project = open(files.iter().copied().collect::<Memory>()).unwrap();
    assert!(project.problems().is_empty());
    project
}

#[test]
fn the_campaign_of_readme_builds() {
    let files = [
        ("campaign.yaml", block(README, "yaml")),
        ("方案.md", block(README, "markdown")),
        ("名单/领导小组.csv", block(README, "csv")),
    ];
    let project = campaign(&files);
    let document = volumes(&project).unwrap().remove(0).1;
    let typeset = PRESS.typeset(document).unwrap();
    insta::assert_snapshot!("tree-readme", text::listing(typeset.document()));
}

/// The rows of the table of filters: what is written, and what it prints.
fn filters() -> Vec<(String, String)> {
    let (_, table) = README.split_once("| 写法 | 印出来 |\n|---|---|\n").unwrap();
    let rows = table.lines().take_while(|line| line.starts_with('|'));
    let row = |line: &str| {
        let line = line.replace("\\|", "\0");
        let (written, printed) =
            line.trim_matches('|').split_once(" | ").map(|(a, b)| (a.trim(), b.trim())).unwrap();
        let written = written.strip_prefix('`').unwrap().strip_suffix('`').unwrap();
        (written.replace('\0', "|"), printed.to_owned())
    };
    rows.map(row).collect()
}

#[test]
fn filters_print_what_the_table_says() {
    let rows = filters();
    let (_, section) = README.split_once("设活动文件里有").unwrap();
    let facts = block(section, "yaml");
    let rest = "发文机关: { 名称: 石溪镇人民政府 }\n\
        文件: [{ 名: 甲, 标题: 关于写法的通知, 正文: 甲.md }]\n";
    let written: Vec<&str> = rows.iter().map(|(written, _)| written.as_str()).collect();
    let files = [
        ("campaign.yaml", &*format!("{facts}{rest}")),
        ("表/村庄.csv", block(section, "csv")),
        ("甲.md", &written.join("\n\n")),
    ];
    let project = campaign(&files);
    let document = volumes(&project).unwrap().remove(0).1;
    let printed = document.body.blocks.iter().map(|block| match block {
        Block::Paragraph(paragraph) => match paragraph.text.as_slice() {
            [Inline::Plain(text)] => text.to_string(),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    });
    let answers: Vec<(&str, String)> = written.iter().copied().zip(printed).collect();
    let table: Vec<(&str, String)> =
        rows.iter().map(|(written, printed)| (written.as_str(), printed.clone())).collect();
    assert_eq!(answers, table);
}

#[test]
fn the_table_shows_every_filter() {
    let rows = filters();
    for name in FILTERS {
        let shown = rows.iter().any(|(written, _)| {
            written.split('|').skip(1).any(|used| {
                used.strip_prefix(name)
                    .is_some_and(|rest| rest.starts_with([' ', '(']) || rest.is_empty())
            })
        });
        assert!(shown, "{name}");
    }
}

#[test]
fn the_table_of_rules_is_what_the_rules_say() {
    let row = |rule: &&Rule| {
        let (code, summary) = (rule.code, rule.summary());
        format!("| `{code}` | {summary} | {} | {} |\n", rule.severity.name(), rule.rests_on())
    };
    let table: String = RULES.iter().map(row).collect();
    let (_, written) =
        README.split_once("| 规则 | 查什么 | 轻重 | 依据 |\n|---|---|---|---|\n").unwrap();
    let (written, _) = written.split_once("\n\n").unwrap();
    assert_eq!(written, table.trim_end());
}

#[test]
fn the_list_of_columns_is_the_table_of_them() {
    let (_, list) = README.split_once("- 列名是 ").unwrap();
    let (list, _) = list.split_once("的，这一行").unwrap();
    let named: Vec<&str> = list.split(['`']).skip(1).step_by(2).collect();
    let named: Vec<&str> = named.into_iter().filter(|name| !name.contains(' ')).collect();
    let columns: Vec<&str> = OVERRIDES.iter().map(|column| column.name).collect();
    assert_eq!(named, columns);
}

#[test]
fn the_templates_are_shown_as_they_are() {
    let templates = builtin::texts().filter(|(name, _)| !name.starts_with('_'));
    for (name, text) in templates {
        let (_, words) = text.split_once("#}\n").unwrap();
        assert!(README.contains(&format!("```jinja\n{}\n```", words.trim_end())), "{name}");
    }
}
