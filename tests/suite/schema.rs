//! The schemas say what the program accepts: no more mistakes than it finds, and no fewer keys.

use std::path::Path;

use hongtou::internals::load;
use hongtou::internals::schema::{self, Kind};
use hongtou::internals::source::Source;
use regex::Regex;
use serde_json::Value;
use serde_yaml::options::DuplicateKeyPolicy;

use crate::examples;

fn schema(kind: Kind) -> Value {
    serde_json::from_str(&schema::text(kind)).unwrap()
}

fn read(path: &Path) -> Value {
    parsed(&std::fs::read_to_string(path).unwrap())
}

/// As an editor goes on reading where a key stands twice.
fn parsed(yaml: &str) -> Value {
    let options = serde_yaml::options! { duplicate_keys: DuplicateKeyPolicy::LastWins };
    serde_yaml::from_str_with_options(yaml, options).unwrap()
}

/// Whether a value fits. It knows no more of JSON Schema than the schemas use, and says so where they use
/// more; the validators that know all of it would have typst built twice, for tests and for the program.
fn fits(schema: &Value, value: &Value) -> bool {
    let Value::Object(rules) = schema else { return *schema == Value::Bool(true) };
    rules.iter().all(|(rule, said)| match rule.as_str() {
        "type" => match said {
            Value::Array(kinds) => kinds.iter().any(|kind| is(value, kind)),
            kind => is(value, kind),
        },
        "enum" => said.as_array().unwrap().contains(value),
        "anyOf" => said.as_array().unwrap().iter().any(|form| fits(form, value)),
        "pattern" => {
            let pattern = Regex::new(said.as_str().unwrap()).unwrap();
            value.as_str().is_none_or(|text| pattern.is_match(text))
        }
        "minLength" => {
            value.as_str().is_none_or(|text| text.chars().count() as u64 >= said.as_u64().unwrap())
        }
        "minItems" => {
            value.as_array().is_none_or(|items| items.len() as u64 >= said.as_u64().unwrap())
        }
        "minimum" => value.as_f64().is_none_or(|number| number >= said.as_f64().unwrap()),
        "maximum" => value.as_f64().is_none_or(|number| number <= said.as_f64().unwrap()),
        "items" => value.as_array().is_none_or(|items| items.iter().all(|item| fits(said, item))),
        "required" => value.as_object().is_none_or(|map| {
            said.as_array().unwrap().iter().all(|key| map.contains_key(key.as_str().unwrap()))
        }),
        "properties" => value.as_object().is_none_or(|map| {
            map.iter().all(|(key, it)| said.get(key).is_none_or(|of| fits(of, it)))
        }),
        "additionalProperties" => value.as_object().is_none_or(|map| {
            let known =
                |key: &String| rules.get("properties").is_some_and(|it| it.get(key).is_some());
            map.iter().all(|(key, it)| known(key) || fits(said, it))
        }),
        "$schema"
        | "title"
        | "description"
        | "examples"
        | "enumDescriptions"
        | "patternErrorMessage" => true,
        other => panic!("{other}"),
    })
}

fn is(value: &Value, kind: &Value) -> bool {
    match kind.as_str().unwrap() {
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("{other}"),
    }
}

#[test]
fn every_campaign_fits() {
    let schema = schema(Kind::Campaign);
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let starters = std::fs::read_dir(templates).unwrap().map(|entry| entry.unwrap().path());
    for folder in examples().into_iter().chain(starters.filter(|path| path.is_dir())) {
        assert!(fits(&schema, &read(&folder.join("campaign.yaml"))), "{}", folder.display());
    }
}

#[test]
fn tables_of_the_examples_fit() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    assert!(fits(&schema(Kind::Roster), &read(&golden.join("every-block/名单/专班.yaml"))));
    assert!(fits(&schema(Kind::Recipients), &read(&golden.join("batch/表/乡镇.yaml"))));
    let rows = parsed("- [乡镇, 盖章]\n- [石桥镇, 否]\n");
    assert!(fits(&schema(Kind::Recipients), &rows));
    for (row, right) in [
        ("{ 乡镇: 石桥镇, 任务: 12, 格式: 信函, 盖章: 否, 文号: , 密级: '' }", true),
        ("{ 主送: 石桥镇人民政府, 成文日期: 2026-03-05, 份号: 7 }", true),
        ("{ 格式: 电报 }", false),
        ("{ 盖章: 不 }", false),
        ("{ 成文日期: 明天 }", false),
        ("{ 乡镇: [石桥镇] }", false),
    ] {
        assert_eq!(fits(&schema(Kind::Recipients), &parsed(&format!("- {row}"))), right, "{row}");
    }
}

#[test]
fn wrong_campaigns_do_not_fit() {
    let schema = schema(Kind::Campaign);
    let cli = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli");
    for wrong in ["campaign.in/many", "campaign.in/list", "head.in/wrong", "signing.in/forms"] {
        assert!(!fits(&schema, &read(&cli.join(wrong).with_extension("yaml"))), "{wrong}");
    }
}

/// A campaign of one document that says this too.
fn campaign(more: &str) -> String {
    format!(
        "发文机关: {{ 名称: 石溪镇人民政府 }}\n日期: {{ 成文: 2026-03-05 }}\n\
         文件:\n- 名: 通知\n  标题: 关于防汛的通知\n  正文: 通知.md\n{more}"
    )
}

/// The schema and the program are of one mind.
#[test]
fn what_is_read_fits_and_what_is_refused_does_not() {
    let schema = schema(Kind::Campaign);
    for (more, right) in [
        ("", true),
        (
            "  主送: 各村\n  抄送: ~\n  附注: 12345\n  盖章: 否\n  签署: { 职务: 镇长, 姓名: 王强 }",
            true,
        ),
        ("  主送: [各村, 2026]\n  抄送: []\n  盖章: true\n  标志: yes\n  联合发文: 财政所", true),
        ("  盖章: \"是\"\n  主送移入版记: \"true\"\n  印发件: { 正文: 甲.md }\n  逐一: 乡镇", true),
        ("  文号: 25\n  份号: 000017\n  密级: 绝密★长期\n  紧急程度: 特急\n  格式: 纪要", true),
        ("  文号: '25'\n  份号: 1-30\n  密级: 秘密\n  日期: { 成文: 2026年3月5日, 印发: }", true),
        ("  文号: 台账\n  附件: [{ 表: 甲, 横排: 否 }, { 名单: 乙, 样式: 表格 }]", true),
        ("  文号: 石溪府发〔2026〕8号\n  签署: [{ 职务: 镇长, 姓名: 王强, 签名章: 章.png }]", true),
        (
            "  文号: 【待填：文号，例如：8】\n  题注: \"{{ 题注 }}\"\n  变量: { 甲: [1, { 乙: ~ }] }",
            true,
        ),
        (
            "表: { 甲: { 文件: 甲.csv, 表头: 2 }, 乙: { 文件: 乙.csv, 表头: '2' }, 丙: 丙.xlsx }",
            true,
        ),
        (
            "名单: { 甲: { 文件: 甲.csv, 顺序: 年龄, 注明顺序: 是, 办公室: { 设在: 镇政府 } } }",
            true,
        ),
        (
            "阶段: [{ 名: 甲, 时间: 2026, 内容: 乙 }, { 名: 丙, 时间: 长期, 内容: 丁, 责任单位: 戊 }]",
            true,
        ),
        ("任务: [{ 事项: 甲, 责任单位: 乙, 时限: 2026年底前 }]", true),
        ("任务: [{ 事项: 甲, 责任单位: 乙, 时限: 【待填：时限】 }]", true),
        ("  颜色: 红", false),
        ("  主送: { 甲: 乙 }", false),
        ("  附注: [甲]", false),
        ("  盖章: 不", false),
        ("  签署: 王强", false),
        ("  文号: 0", false),
        ("  文号: 石溪府发[2026]8号", false),
        ("  份号: 一", false),
        ("  密级: 内部", false),
        ("  紧急程度: 紧急", false),
        ("  格式: 电报", false),
        ("  印发件: [甲.md]", false),
        ("  联合发文: [{ 印章: 章.png }]", false),
        ("  附件: [3]", false),
        ("  日期: { 成文: 明天 }", false),
        ("  日期: { 印发: 2026-03-06 }", false),
        ("  变量: [甲]", false),
        ("表: { 甲: { 文件: 甲.csv, 表头: 两行 } }", false),
        ("表: { 甲: }", false),
        ("名单: { 甲: { 文件: 甲.csv, 页: 2 } }", false),
        ("任务: [{ 事项: 甲, 责任单位: 乙, 时限: 近期 }]", false),
        ("台账: { 文件: 甲.csv }", false),
    ] {
        let text = campaign(more);
        assert_eq!(
            load::campaign(&Source::new("campaign.yaml", text.as_str())).is_ok(),
            right,
            "{more}"
        );
        assert_eq!(fits(&schema, &parsed(&text)), right, "{more}");
    }
}

/// In Chinese, however many names of files or expressions it shows.
fn is_chinese(text: &str) -> bool {
    let (chinese, latin) = text.chars().fold((0, 0), |(chinese, latin), c| match c {
        '\u{4e00}'..='\u{9fff}' => (chinese + 1, latin),
        c if c.is_ascii_alphabetic() => (chinese, latin + 1),
        _ => (chinese, latin),
    });
    chinese > latin
}

#[test]
fn every_key_is_described_in_chinese() {
    fn walk(schema: &Value, path: &str) -> usize {
        let properties = schema["properties"].as_object().into_iter().flatten();
        let mut found = 0;
        for (key, property) in properties {
            let path = format!("{path}.{key}");
            assert_eq!(property["title"], key.as_str(), "{path}");
            assert!(property["description"].as_str().is_some_and(is_chinese), "{path}");
            found += 1 + walk(property, &path);
        }
        if let Some(said) = schema.get("description") {
            assert!(is_chinese(said.as_str().unwrap()), "{path}: {said}");
        }
        let forms = schema["anyOf"].as_array().into_iter().flatten();
        let inner = ["items", "additionalProperties"].iter().filter_map(|rule| schema.get(rule));
        found + forms.chain(inner).map(|inner| walk(inner, path)).sum::<usize>()
    }
    for (kind, keys) in
        [(Kind::Campaign, 90), (Kind::Roster, 7), (Kind::Recipients, 20), (Kind::Words, 6)]
    {
        let found = walk(&schema(kind), "");
        assert!(found >= keys, "{kind:?} {found}");
    }
}
