//! Texts of documents, and what each paragraph is taken for.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::doc::text as words;

fn recognized(text: &str) -> Recognized {
    self::text(&Source::new("文.txt", text), false, &mut Diagnostics::new())
}

fn listing(text: &str) -> String {
    recognized(text).listing()
}

#[test]
fn a_whole_document_is_recognised() {
    insta::assert_snapshot!(listing(
        "000001
机密★1年
特急
青溪县人民政府文件
青溪府发〔2026〕5号　　　　签发人：王　强　李红梅
青溪县人民政府
关于做好农村改厕工作的通知
各乡镇人民政府，县政府各部门：
为做好农村改厕工作，现通知如下：
一、总体要求
（一）加强领导。各乡镇要落实责任。
1.成立专班；
（1）定人员
附件：1.农村改厕任务分解表
　　　2.农村改厕工作领导小组
成员名单
青溪县人民政府
2026年3月5日
（联系人：李梅；电话：12345678）
附件1
农村改厕任务分解表
各乡镇任务如下。
附件2
农村改厕工作领导小组
成员名单
组长：王强
抄送：县委办公室。
青溪县人民政府办公室　　2026年3月6日印发"
    ));
}

#[test]
fn what_is_issued_begins_behind_its_notice() {
    insta::assert_snapshot!(listing(
        "青溪县人民政府办公室关于印发《农村改厕
工作方案》的通知
青溪府办发〔2026〕5号

各乡镇人民政府：

《农村改厕工作方案》已经县政府同意，现印发给你们。

青溪县人民政府办公室　2026年3月5日

（此件公开发布）

农村改厕工作方案

一、总体要求

到2026年底全部完成。

附件：任务分解表

附件

任务分解表

石溪镇　20户"
    ));
}

#[test]
fn minutes_joint_documents_and_people_who_sign_are_recognised() {
    insta::assert_snapshot!(listing(
        "青溪县财政局
青溪县教育局
文件
青溪财发〔2026〕5号
青溪县财政局、青溪县教育局关于报送材料的函
县审计局：
现将材料报送你们。
青溪县财政局　青溪县教育局
2026年3月5日"
    ));
    insta::assert_snapshot!(listing(
        "县政府常务会议纪要
第5号
会议听取了改厕工作的汇报。
出席：王强、李红梅
列席：赵六"
    ));
    insta::assert_snapshot!(listing(
        "青溪县人民政府令
第5号
《青溪县改厕办法》已经通过，现予公布。
县长　王　强
2026年3月5日"
    ));
}

#[test]
fn paragraphs_without_a_frame_are_text() {
    for text in [
        "各镇要抓好改厕，改水和改路。",
        "一、改厕\n（一）定责\n各镇落实。",
        "要求如下：\n一、定责。",
        "2026年3月5日，会议召开。\n2026年3月6日，会议结束。",
        "请各单位在附件中填写。\n青溪县人民政府负责。",
        "",
        "\n\n",
    ] {
        let found = recognized(text);
        assert!(
            found.taken.iter().all(|taken| taken.element == Element::Text),
            "{}",
            found.listing()
        );
        assert!(found.facts().title.known().is_none());
    }
}

#[test]
fn lines_that_an_editor_broke_go_on() {
    let text = "为改善农村人居环境，根据上级部署，结合本县实\n际，制定本方案，请各乡镇人民政府遵照执行，认\n真落实。\n\n青溪县人民政府\n2026年3月5日";
    assert_eq!(recognized(text).taken.len(), 3, "{}", listing(text));
}

/// Lines that documents are made of, and some that look like them.
const LINES: [&str; 34] = [
    "000001",
    "机密★1年",
    "特急",
    "青溪县人民政府文件",
    "青溪府发〔2026〕5号",
    "签发人：王强",
    "青溪府发〔2026〕5号　签发人：王　强　李红梅",
    "青溪县人民政府",
    "关于印发《工作方案》的通知",
    "各乡镇人民政府：",
    "县政府各部门",
    "为做好工作，现通知如下：",
    "各镇要落实责任。",
    "一、总体要求",
    "（一）加强领导。各镇要落实。",
    "1.定责",
    "（1）定人",
    "附件：名单",
    "附件：1.名单",
    "附件：",
    "2.表",
    "附件",
    "附件1",
    "附件2：任务表",
    "工作方案",
    "2026年3月5日",
    "青溪县人民政府　2026年3月5日",
    "县长　王　强",
    "（此件公开发布）",
    "抄送：县委办公室。",
    "县政府办公室　2026年3月6日印发",
    "出席：王强",
    "会议纪要",
    "",
];

/// The characters of a text, without those that the program may print of itself.
fn characters(text: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    for c in text
        .chars()
        .filter(|c| c.is_alphabetic() && !"一二三四五六七八九十附件抄送主签发人".contains(*c))
    {
        *counts.entry(c).or_default() += 1;
    }
    counts
}

proptest! {
    /// Every paragraph ends in one place: no character is lost, none is there twice.
    #[test]
    fn nothing_is_lost(chosen in prop::collection::vec(0..LINES.len(), 0..24)) {
        let text: Vec<&str> = chosen.iter().map(|index| LINES[*index]).collect();
        let text = text.join("\n");
        let found = recognized(&text);
        let mut printed = String::new();
        words::visit(&found.composed.volumes[0].document, &mut |_, words, _| printed.push_str(words));
        prop_assert_eq!(characters(&printed), characters(&text), "{}\n{}", found.listing(), printed);
    }
}
