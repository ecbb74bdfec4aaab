//! One tester for all rules: each wrong case is found once, at the words in 【】, by its rule and by no other;
//! in each right case no rule finds anything.

use std::ops::Range;

use crate::compose::{self, Entry, Extent, Recipients};
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::doc::Text;
use crate::doc::prose::{Kind, Prose};
use crate::lint::{self, Answers, Basis, Batch, Brief, Lexicon, RULES, Rule, Sample, Word, words};
use crate::model::Words;
use crate::project::{self, Memory, Project};
use crate::source::{Place, Source};

const SEAL: &[u8] = include_bytes!("../../tests/golden/joint/印章/财政局.png");

/// A campaign of a sample, in files, and where its marked words are.
struct Campaign {
    files: Vec<(&'static str, String)>,
    marked: Option<Marked>,
}

/// Words in 【】.
#[derive(Debug, PartialEq)]
enum Marked {
    Text(String, Range<usize>),
    Cell(String, usize, usize),
}

/// A text without the marks, and the range between them.
fn unmarked(text: &str) -> (String, Option<Range<usize>>) {
    let Some((before, rest)) = text.split_once('【') else { return (text.to_owned(), None) };
    let (inside, after) = rest.split_once('】').unwrap();
    (format!("{before}{inside}{after}"), Some(before.len()..before.len() + inside.len()))
}

fn campaign(sample: Sample) -> Campaign {
    let mut organ = "发文机关: { 名称: 甲县人民政府, 代字: 甲府发 }";
    let (mut keys, mut text, mut csv, mut office, mut words) =
        (Vec::new(), "各单位要抓好落实。", None, "", None);
    let (mut document, mut organs) = ("", "");
    match sample {
        Sample::Document(lines) => document = lines,
        Sample::Text(markdown) => text = markdown,
        Sample::Organs(lines, sheet) => (document, organs) = (lines, sheet),
        Sample::Roster(sheet, keys) => (csv, office) = (Some(sheet), keys),
        Sample::Campaign(files) => return whole(files),
        Sample::Whole(lines, markdown) => (document, text) = (lines, markdown),
        Sample::Words(own, markdown) => (words, text) = (Some(own), markdown),
    }
    for line in document.lines() {
        if line.starts_with("发文机关:") { organ = line } else { keys.push(line) }
    }
    for (key, usual) in [("标题:", "标题: 关于做好改厕工作的通知"), ("正文:", "正文: 文.md")]
    {
        if !keys.iter().any(|line| line.starts_with(key)) {
            keys.push(usual);
        }
    }
    let keys: Vec<String> = keys.iter().map(|line| format!("  {line}\n")).collect();
    let roster = match csv {
        Some(_) if office.is_empty() => "名单:\n  小组: 小组.csv\n".to_owned(),
        Some(_) => format!("名单:\n  小组:\n    文件: 小组.csv\n    {office}\n"),
        None => String::new(),
    };
    let known = if organs.is_empty() { "" } else { "机关: 机关.csv\n" };
    let yaml = format!(
        "{organ}\n日期: {{ 成文: 2026-01-05 }}\n{known}{roster}文件:\n- 名: 乙\n{}",
        keys.concat()
    );
    let mut marked = None;
    let mut files = Vec::new();
    for (name, text) in [("campaign.yaml", &*yaml), ("文.md", text)] {
        let (text, range) = unmarked(text);
        marked = marked.or(range.map(|range| Marked::Text(name.to_owned(), range)));
        files.push((name, text));
    }
    if let Some(csv) = csv {
        let (text, cell) = unmarked_in("小组.csv", csv);
        marked = marked.or(cell);
        files.push(("小组.csv", text));
    }
    if !organs.is_empty() {
        files.push(("机关.csv", organs.to_owned()));
    }
    files.extend(words.map(|words| ("用语.yaml", words.to_owned())));
    Campaign { files, marked }
}

/// A campaign that a sample tells as a whole.
fn whole(told: &'static [(&'static str, &'static str)]) -> Campaign {
    let mut marked = None;
    let mut files = Vec::new();
    for (name, text) in told {
        let (text, here) = unmarked_in(name, text);
        marked = marked.or(here);
        files.push((*name, text));
    }
    Campaign { files, marked }
}

/// A file without the marks, and what is marked in it: of a sheet the cell.
fn unmarked_in(name: &str, text: &str) -> (String, Option<Marked>) {
    let (text, range) = unmarked(text);
    let marked = range.map(|range| {
        if std::path::Path::new(name).extension().is_none_or(|ending| ending != "csv") {
            return Marked::Text(name.to_owned(), range);
        }
        let before = &text[..range.start];
        let row = before.matches('\n').count();
        let column = before.rsplit('\n').next().unwrap().matches(',').count();
        Marked::Cell(name.to_owned(), row, column)
    });
    (text, marked)
}

/// A campaign of these files, opened.
fn opened(files: &[(&'static str, String)]) -> Project {
    known(files).unwrap().0
}

/// The same, and what is wrong with the campaign's text.
fn known(files: &[(&'static str, String)]) -> crate::diag::Result<(Project, Diagnostics)> {
    let campaign: Memory = files.iter().map(|(name, text)| (name, text.as_str())).collect();
    project::known(campaign.with("章.png", SEAL))
}

/// Everything that is said of a campaign.
fn said_of(project: &Project) -> Diagnostics {
    let mut found = project.problems();
    let answers = Answers::of(&project.campaign, &mut found);
    let lexicon = Lexicon::of(&project.words, &mut found);
    for (name, spec) in &project.campaign.rosters {
        if let Some(Ok(roster)) = project.rosters.get(name) {
            found.extend(answers.unanswered(None, lint::roster(spec, roster)));
        }
    }
    let renderer = compose::renderer(project);
    let batch = Batch::default();
    for (at, spec) in project.campaign.documents.iter().enumerate() {
        let each = spec.each.as_ref();
        let each = each.map(|each| Recipients::of(project, &renderer, spec, each).unwrap());
        let entries: Vec<Entry<'_>> = match &each {
            None => vec![Entry::single(spec)],
            Some(each) => (0..each.len()).map(|index| each.entry(spec, index)).collect(),
        };
        for (nth, entry) in entries.iter().enumerate() {
            let composed = compose::composed(project, &renderer, entry, Extent::Whole);
            found.extend(composed.found.clone());
            found.extend(answers.unanswered(Some(spec), lint::composed(&lexicon, &composed)));
            if let Some(recipient) = &entry.recipient {
                batch.add(at, nth, Brief::of(&composed, &recipient.place));
            }
        }
    }
    for (at, said) in batch.said() {
        found.extend(answers.unanswered(project.campaign.documents.get(at), said));
    }
    found.extend(answers.unused());
    found
}

/// What is said of a text.
fn said_of_text(markdown: &'static str) -> Diagnostics {
    said_of(&opened(&campaign(Sample::Text(markdown)).files))
}

fn lines(found: &Diagnostics) -> String {
    found.iter().map(Diagnostic::short).collect::<Vec<_>>().join("\n")
}

fn at(place: &Place) -> Option<Marked> {
    match place {
        Place::Text(source, range) => Some(Marked::Text(source.name().to_owned(), range.clone())),
        Place::Cell(file, _, row, column) => Some(Marked::Cell(
            file.to_string(),
            usize::try_from(*row).unwrap(),
            usize::try_from(*column).unwrap(),
        )),
        Place::Program | Place::File(_) => None,
    }
}

#[test]
fn each_wrong_case_is_found_at_its_words_by_its_rule_alone() {
    let mut wrong = Vec::new();
    for rule in RULES {
        for sample in rule.wrong {
            let campaign = campaign(*sample);
            assert!(campaign.marked.is_some(), "{} has no 【】:\n{sample}", rule.code);
            let found = said_of(&opened(&campaign.files));
            let is_it = |finding: &Diagnostic| {
                finding.code == rule.code && at(&finding.place) == campaign.marked
            };
            if found.len() != 1 || !found.iter().all(is_it) {
                wrong.push(format!("{}:\n{sample}\n{}", rule.code, lines(&found)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn each_right_case_is_quiet() {
    let mut wrong = Vec::new();
    for rule in RULES {
        for sample in rule.right {
            let found = said_of(&opened(&campaign(*sample).files));
            if !found.is_empty() {
                wrong.push(format!("{}:\n{sample}\n{}", rule.code, lines(&found)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// A certain replacement, put in place of what was found, leaves nothing to say.
#[test]
fn replacements_mend() {
    let mut wrong = Vec::new();
    for rule in RULES {
        for sample in rule.wrong {
            let mut files = campaign(*sample).files;
            let found = said_of(&opened(&files));
            // that it is found, another test asks
            let Some(finding) = found.iter().next() else { continue };
            let Some(new) = &finding.replacement else { continue };
            let Some(Marked::Text(name, range)) = at(&finding.place) else {
                panic!("{}", rule.code)
            };
            let file = files.iter_mut().find(|(file, _)| *file == name).unwrap();
            file.1.replace_range(range, new);
            let left = said_of(&opened(&files));
            if !left.is_empty() {
                wrong.push(format!("{}: {}", rule.code, lines(&left)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Each word of each table by itself is found, and not in the phrases in which it is right.
#[test]
fn words_are_found_but_not_in_their_phrases() {
    let lexicon = Lexicon::of(&Words::default(), &mut Diagnostics::new());
    let found = |text: &str| {
        let source = Source::new("文.md", text);
        let text = Text::new(text, Place::text(&source, 0..source.text().len()));
        let mut found = Diagnostics::new();
        lexicon.check(&Prose::of(Kind::Paragraph, [&text]), &mut found);
        found
    };
    for (rule, word) in words::tables() {
        let Word { wrong, right, but } = word;
        let said = found(&format!("乙{wrong}乙"));
        let is_it = |finding: &Diagnostic| {
            finding.code == rule.code && finding.message.contains(&format!("“{wrong}”"))
        };
        assert!(said.len() == 1 && said.iter().all(is_it), "{wrong}: {}", lines(&said));
        for text in std::iter::once(right).chain(*but) {
            let said = found(&format!("乙{text}乙"));
            assert!(said.is_empty(), "{text}: {}", lines(&said));
        }
    }
}

#[test]
fn what_is_wrong_with_the_words_of_an_office_is_told_where_it_is() {
    let mut files = campaign(Sample::Text("各镇要抓好落实。")).files;
    let words = "用语:\n- { 错: 县 }\n- { 错: 甲乙, 对: 甲乙 }\n- { 对: 丙 }\n- { 错: 丁戊, 改: 己 }\n不查: [其他, 座落]\n";
    files.push(("用语.yaml", words.to_owned()));
    let (project, mistakes) = known(&files).unwrap();
    insta::assert_snapshot!(format!("{}\n---\n{}", lines(&mistakes), lines(&said_of(&project))));
}

#[test]
fn rules_are_sorted_named_as_their_files_and_say_what_they_rest_on() {
    assert!(RULES.is_sorted_by_key(|rule| rule.code));
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lint/rules");
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    files.sort();
    let names: Vec<String> = RULES.iter().map(|rule| rule.code.replace('-', "_")).collect();
    assert_eq!(files, names);
    for Rule { code, severity, basis, doc, wrong, right, .. } in RULES {
        let binding = basis.iter().copied().any(Basis::is_binding);
        assert!(!basis.is_empty() && (*severity < Severity::Error || binding), "{code}");
        assert!(!doc.contains("规定") || binding, "{code}");
        assert!(doc.ends_with('。') && !wrong.is_empty() && !right.is_empty(), "{code}");
    }
}

#[test]
fn only_what_binds_is_called_so() {
    for rule in RULES.iter().filter(|rule| !rule.basis.iter().copied().any(Basis::is_binding)) {
        for sample in rule.wrong {
            let said = lines(&said_of(&opened(&campaign(*sample).files)));
            assert!(!said.contains("规定"), "{}: {said}", rule.code);
        }
    }
}

#[test]
fn a_batch_is_checked_row_by_row_at_its_cells() {
    let yaml = "发文机关: { 名称: 甲县人民政府, 代字: 甲府发 }\n\
        日期: { 成文: 2026-01-05 }\n表: { 镇: 镇.csv }\n\
        文件: [{ 名: \"{{ 镇 }}\", 逐一: 镇, 标题: \"关于{{ 镇 }}的{{ 文种 }}\", 正文: 文.md }]\n";
    let csv = "镇,文种,标题,密级,份号,印发日期,文号\n\
        子镇,通知,,机密,,,\n丑镇,通知,,机密,3,2026-01-04,\n\
        寅镇,通知,关于改厕的请示,,,,\n卯镇,请示,,,,,甲府发〔2025〕5号\n";
    let files = [("campaign.yaml", yaml), ("镇.csv", csv), ("文.md", "请落实。")];
    let found = said_of(&opened(&files.map(|(name, text)| (name, text.to_owned()))));
    insta::assert_snapshot!(lines(&found));
}

#[test]
fn one_mistake_hides_no_other() {
    let yaml = "发文机关: { 名称: 甲县人民政府 }\n日期: { 成文: 2026-01-05, 印发: 2026-01-04 }\n\
        文件: [{ 名: 乙, 文号: 5, 密级: 机密, 标题: \"关于{{ 无 }}的通知\", 正文: 文.md, 附件: [{ 名单: 无 }] }]\n";
    let files = [("campaign.yaml", yaml), ("文.md", "一、甲\n\n三、乙\n\n由{{ 文号 }}印发。")];
    let found = said_of(&opened(&files.map(|(name, text)| (name, text.to_owned()))));
    // the ordinal stands in the text as it was written
    insta::assert_snapshot!(lines(&found));
}

#[test]
fn what_is_refused_in_a_text_hides_nothing_else_in_it() {
    insta::assert_snapshot!(lines(&said_of_text(
        "# 一、甲\n\n（一）乙\n\n（三）丙是*要点*\n\n> （四）丁\n\n三、戊\n\n```\n己\n```"
    )));
}

#[test]
fn a_sheet_that_is_written_wrong_is_not_told_as_unknown() {
    let yaml = "发文机关: { 名称: 甲县人民政府, 代字: 甲府发 }\n日期: { 成文: 2026-01-05 }\n\
        名单: { 小组: { 文件夹: 小组.csv } }\n表: { 镇: { 标题: 各镇 } }\n\
        文件: [{ 名: 乙, 标题: 关于改厕的通知, 正文: 文.md, 附件: [{ 名单: 小组 }, { 表: 镇 }] }]\n";
    let files = [("campaign.yaml", yaml), ("文.md", "由{{ 名单(\"小组\") }}办。{{ 表(\"镇\") }}")];
    let (project, mistakes) = known(&files.map(|(name, text)| (name, text.to_owned()))).unwrap();
    let mut said = mistakes;
    said.extend(said_of(&project));
    said.unrepeated();
    insta::assert_snapshot!(lines(&said));
}

#[test]
fn what_cannot_be_read_hides_nothing_and_is_not_missed() {
    let yaml = "发文机关: { 名称: 甲县人民政府, 代字: 甲府发 }\n日期: { 成文: 2026-02-30 }\n文件:\n\
        - 3\n- { 名: 乙, 标题: 关于改厕的请示, 文号: 5, 密级: 机密, 正文: 文.md }\n\
        - { 名: 丙, 标题: 关于改水的通知, 文号: 05号, 密级: 绝秘, 份号: 一, 正文: 文.md }\n\
        - { 名: 丁, 标题: 关于改路的通知, 密级: 机密, 份号: 一, 正文: 文.md }\n";
    let files = [("campaign.yaml", yaml), ("文.md", "二、由{{ 文号 }}印发")];
    let (project, mistakes) = known(&files.map(|(name, text)| (name, text.to_owned()))).unwrap();
    let said = format!("{}\n---\n{}", lines(&mistakes), lines(&said_of(&project)));
    insta::assert_snapshot!(said);
}

#[test]
fn answers_are_heard_once_and_missed_when_they_match_nothing() {
    let yaml = |answers: &str| {
        format!(
            "发文机关: {{ 名称: 甲县人民政府, 代字: 甲府发 }}\n日期: {{ 成文: 2026-01-05 }}\n\
             名单: {{ 小组: 小组.csv }}\n不再提醒:\n{answers}\n\
             文件: [{{ 名: 乙, 标题: 关于改厕的请示, 正文: 文.md, 附注: 电话010, 不再提醒: [{{ 规则: upward-signer, 因为: 只报材料 }}] }}]\n"
        )
    };
    let said = |answers: &str| {
        let files = [
            ("campaign.yaml", yaml(answers)),
            ("小组.csv", "组别,姓名,职务\n组长,牛强,书记\n成员,牛强,镇长\n".to_owned()),
            ("文.md", "请落实。".to_owned()),
        ];
        lines(&said_of(&opened(&files)))
    };
    let right = "- { 规则: roster-two-posts, 内容: 牛强, 因为: 确有两职 }";
    assert_eq!(said(right), "");
    insta::assert_snapshot!(said("- { 规则: roster-two-posts, 内容: 马强, 因为: 确有两职 }"));
    insta::assert_snapshot!(said(&format!("{right}\n- {{ 规则: roster-two-post, 因为: 无 }}")));
    insta::assert_snapshot!(said(&format!("{right}\n- {{ 规则: secret-copy-number, 因为: 无 }}")));
}

#[test]
fn what_is_left_to_write_is_seen_in_every_element_and_through_bold() {
    let yaml = "发文机关: { 名称: 甲县人民政府, 代字: 甲府发 }\n日期: { 成文: 2026-01-05 }\n\
        文件: [{ 名: 乙, 标题: 关于改厕的通知, 主送: 【待填：收文机关】, 正文: 文.md }]\n";
    let text = "由【待填：**牵头**单位】办，【待填：时限】办完。\n\n【待填：时限】";
    let files = [("campaign.yaml", yaml), ("文.md", text)];
    let project = opened(&files.map(|(name, text)| (name, text.to_owned())));
    let renderer = compose::renderer(&project);
    let entry = Entry::single(&project.campaign.documents[0]);
    let volumes = compose::volumes(&project, &renderer, &entry, Extent::Whole).unwrap();
    let said = |draft| lines(&lint::unfilled(&volumes[0].document, draft));
    insta::assert_snapshot!(said(false));
    assert_eq!(said(true).matches("提醒[blank]").count(), 3);
}

#[test]
fn ordinals_in_every_text_are_looked_at() {
    insta::assert_snapshot!(lines(&said_of_text("一、甲\n\n（一）乙\n\n（一）丙\n\n一、丁")));
}
