//! Whatever a person types: a document or a message, never a panic.

use std::path::Path;

use proptest::prelude::*;

use hongtou::internals::diag::{Diagnostic, Diagnostics, codes};
use hongtou::internals::source::{Place, Source};
use hongtou::internals::{load, markup};
use hongtou::{Memory, open};

use crate::{PRESS, volumes};

/// The first example's campaign with one stretch replaced.
fn mangled() -> impl Strategy<Value = String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/county-plan/campaign.yaml");
    let text = std::fs::read_to_string(path).unwrap();
    let len = text.len();
    (0..len, 0..40_usize, r"[ \n:\[\]{}&*#'\x22!|>%@甲\-,0-9]{0,6}").prop_map(
        move |(at, cut, new)| {
            let start = text.floor_char_boundary(at);
            let end = text.ceil_char_boundary((at + cut).min(len));
            format!("{}{new}{}", &text[..start], &text[end..])
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn a_campaign_loads_or_is_refused(text in mangled()) {
        let source = Source::new("campaign.yaml", text);
        if let Err(problems) = load::campaign(&source) {
            prop_assert!(!problems.is_empty());
            for problem in problems {
                prop_assert!(!problem.human(false).is_empty());
                prop_assert!(problem.place != Place::Program, "{problem}");
            }
        }
    }

    #[test]
    fn markup_reads_or_is_refused(text in r"[一二三、（）()#*|`<>&\\\[\]!~_{}0-9a-c.。+\- \n:;　\t]{0,80}") {
        let source = Source::new("方案.md", text);
        let none = |_: &markup::Placement| {
            Err(Diagnostic::error(codes::INTERNAL_ERROR, Place::Program, "没有").into())
        };
        let mut problems = Diagnostics::new();
        markup::parse(&source, &none, &mut problems);
        for problem in problems {
            prop_assert!(!problem.human(false).is_empty());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// However long the text is, its signature shares a page with it and 版记 ends on an even page.
    #[test]
    fn any_length_lays_out(length in 1..1500_usize, copies in 0..30_usize, paragraphs in 1..6_usize) {
        let copy_to: Vec<String> = (0..copies).map(|n| format!("青溪县第{n}办公室")).collect();
        let campaign = format!(
            "发文机关: {{ 名称: 青溪县人民政府, 代字: 青溪府发 }}\n\
             日期: {{ 成文: 2026-03-05, 印发: 2026-03-06 }}\n\
             抄送: [{}]\n附注: 此件公开发布\n文件:\n\
             - {{ 名: 甲, 文号: 1, 标题: 关于做好卫生工作的通知, 主送: 各乡镇人民政府, 正文: 文.md }}\n",
            copy_to.join(", "),
        );
        let text = vec!["文".repeat(length / paragraphs + 1) + "。"; paragraphs].join("\n\n");
        let files = Memory::named("甲").with("campaign.yaml", campaign).with("文.md", text);
        let project = open(files).unwrap();
        let (_, document) = volumes(&project).unwrap().remove(0);
        let typeset = PRESS.typeset(document).unwrap();
        let runs = typeset.runs();
        let date = runs.iter().find(|run| run.text.contains("3月5日")).unwrap();
        prop_assert!(
            runs.iter().any(|run| run.page == date.page && run.text.contains('文') && run.y < date.y
                && run.size < 17.0),
            "the signature stands alone"
        );
        prop_assert!(
            runs.iter().any(|run| run.page == 1 && run.text.starts_with("文")),
            "no text on page 1"
        );
        let printed = runs.iter().find(|run| run.text.contains("印发")).unwrap();
        prop_assert_eq!(printed.page, typeset.pages());
        prop_assert!(typeset.pages().is_multiple_of(2));
        prop_assert!(runs.iter().filter(|run| run.y < 265.0).all(|run| run.y <= 262.0));
    }
}
