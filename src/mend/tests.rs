//! Texts and campaigns with faults, mended in memory.

use proptest::prelude::*;

use super::*;
use crate::compose::{self, Entry, Extent};
use crate::diag::Diagnostics;
use crate::lint::{self, Lexicon};
use crate::model::Words;
use crate::project::{self, Memory};
use crate::recognize;

/// What is wrong with a text.
fn in_text(over: &Overlay<Memory>) -> Result<Vec<Finding>> {
    let source = project::text_from(&*over.read("文.txt").unwrap(), "文.txt")?;
    let mut said = Diagnostics::new();
    let text = recognize::text(&source, false, &mut said);
    let lexicon = Lexicon::of(&Words::default(), &mut said);
    said.extend(lint::composed(&lexicon, &text.composed));
    Ok(said.into_iter().map(|said| Finding { said, is_shared: false }).collect())
}

/// What is wrong with the documents of a campaign, each for itself.
fn in_campaign(over: &Overlay<Memory>) -> Result<Vec<Finding>> {
    let (project, _) = project::known(over.clone())?;
    let renderer = compose::renderer(&project);
    let mut found = Vec::new();
    for spec in &project.campaign.documents {
        let entry = Entry::single(spec);
        let composed = compose::composed(&project, &renderer, &entry, Extent::Whole);
        let lexicon = Lexicon::of(&project.words, &mut Diagnostics::new());
        let said = lint::composed(&lexicon, &composed).into_iter();
        found.extend(said.map(|said| Finding { said, is_shared: spec.each.is_some() }));
    }
    Ok(found)
}

fn text(bytes: &[u8]) -> Memory {
    Memory::named("文").with("文.txt", bytes)
}

fn mended(mending: &Mending, file: &str) -> String {
    let file = mending.files.iter().find(|it| it.file == file).unwrap();
    String::from_utf8(file.after.clone()).unwrap()
}

fn changes(mending: &Mending) -> Vec<String> {
    mending
        .changes
        .iter()
        .map(|it| format!("{}:{} {} → {}", it.file, it.at, it.was, it.is))
        .collect()
}

#[test]
fn a_text_keeps_its_line_ends_its_mark_and_its_encoding() {
    let words = "\u{feff}各镇要抓好改厕,改水。\r\n\r\n请落实;请检查。\r\n";
    let mending = mend(&text(words.as_bytes()), in_text).unwrap();
    assert_eq!(mended(&mending, "文.txt"), words.replace(',', "，").replace(';', "；"));
    assert_eq!(
        changes(&mending),
        [
            "文.txt:1 各镇要抓好改厕,改水。 → 各镇要抓好改厕，改水。"
                .replace("各镇要抓好改厕", "镇要抓好改厕"),
            "文.txt:3 请落实;请检查。 → 请落实；请检查。".to_owned()
        ]
    );
    let (gbk, _, _) = encoding_rs::GB18030.encode("改厕,改水。\r\n");
    let mending = mend(&text(&gbk), in_text).unwrap();
    let (wanted, _, _) = encoding_rs::GB18030.encode("改厕，改水。\r\n");
    assert_eq!(mending.files[0].after, wanted.into_owned());
}

const YAML: &str = "# 说明,不动
发文机关: { 名称: 甲县人民政府, 代字: 甲府发 } # 这里,也不动
日期: { 成文: 2026-01-05 }
变量: { 话: 改厕,改水 }
文件:
- 名: 乙
  标题: \"关于改厕,改水的通知\"
  主送: 各乡镇,各部门
  正文: 文.md
  附件: [{ 标题: 任务表, 表: 任务 }]
表: { 任务: 任务.csv }
";

fn campaign(text: &str) -> Memory {
    Memory::named("甲")
        .with("campaign.yaml", YAML)
        .with("文.md", text)
        .with("任务.csv", "镇,任务\r\n石溪,\"改厕,改水，宽3\"\"以上\"\r\n白河,改路\r\n")
}

#[test]
fn a_campaign_is_mended_where_its_words_stand() {
    let mending = mend(&campaign("请抓好改厕,改水。\n\n**重点**:改厕。\n"), in_campaign).unwrap();
    let said = mending.left.iter().map(|(said, why)| format!("{} {why}", said.place));
    insta::assert_snapshot!(format!(
        "{}\n---\n{}\n---\n{}",
        changes(&mending).join("\n"),
        said.collect::<Vec<_>>().join("\n"),
        mended(&mending, "campaign.yaml")
    ));
    assert_eq!(mended(&mending, "文.md"), "请抓好改厕，改水。\n\n**重点**：改厕。\n");
    assert_eq!(
        mended(&mending, "任务.csv"),
        "镇,任务\r\n石溪,\"改厕，改水，宽3\"\"以上\"\r\n白河,改路\r\n"
    );
}

#[test]
fn what_is_not_certain_is_left() {
    let files = campaign("请抓好{{ 话 }}。");
    let shared = |over: &Overlay<Memory>| {
        let found = in_campaign(over)?.into_iter();
        Ok(found.map(|finding| Finding { is_shared: true, ..finding }).collect())
    };
    let mending = mend(&files, shared).unwrap();
    assert!(mending.files.iter().all(|file| file.file == "任务.csv"));
    assert!(!mending.left.is_empty());
    let said = |was: &str, is: &str| changes_one_value(was, &was.replacen(',', is, 1), ",", is);
    assert!(said("甲: 乙,丙", "，"));
    assert!(said("甲: \"乙,丙\"", "，"));
    // the mark parts values, or opens what it should not
    assert!(!said("甲: [乙,丙]", "，"));
    assert!(!said("甲: 乙,丙", ": "));
    assert!(!said("甲: &丁 乙,丙\n戊: *丁", "，"));
}

proptest! {
    /// What was mended is quiet, mending again changes nothing, and nothing but marks was changed.
    #[test]
    fn mending_ends(parts in prop::collection::vec(prop::sample::select(vec![
        "改厕", "改水", ",", ";", ":", "，", "。", "\n", "\r\n", "一、", "（一）", "1.", " ", "\u{3000}", "附件：", "3:00",
        "\u{200b}", "2026年3月5日", "甲县人民政府", "Word", "各镇",
    ]), 0..40)) {
        let words = parts.concat();
        let files = text(words.as_bytes());
        let mending = mend(&files, in_text).unwrap();
        let Some(file) = mending.files.first() else { return Ok(()) };
        let after = String::from_utf8(file.after.clone()).unwrap();
        let plain = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
        prop_assert_eq!(plain(&after), plain(&words));
        let again = mend(&text(after.as_bytes()), in_text).unwrap();
        prop_assert!(again.files.is_empty() && again.changes.is_empty(), "{:?}", changes(&again));
        let left = in_text(&Overlay::new(text(after.as_bytes()))).unwrap();
        prop_assert!(left.iter().all(|finding| !finding.said.mends));
    }
}
