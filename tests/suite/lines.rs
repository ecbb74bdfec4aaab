//! Lines and last pages: no character alone on a last line, no line spaced out for a number, no page that holds a
//! signature only, a last sheet saved where that is asked for (7.3.5.5).

use hongtou::internals::doc::Block;
use hongtou::internals::layout::{Laid, Run};
use hongtou::{Diagnostics, Memory, Options, open};

use crate::PRESS;

/// What a person wrote besides, and the text: the pages and what is said of them.
fn laid(keys: &str, text: &str) -> (Laid, Diagnostics) {
    laid_to("各乡镇人民政府", keys, text)
}

fn laid_to(addressees: &str, keys: &str, text: &str) -> (Laid, Diagnostics) {
    let campaign = format!(
        "发文机关: {{ 名称: 青溪县人民政府, 代字: 青溪府发 }}
日期: {{ 成文: 2026-03-05, 印发: 2026-03-06 }}
文件: [{{ 名: 通知, 文号: 1, 标题: 关于做好防汛工作的通知, 主送: {addressees}, 正文: 通知.md{keys} }}]"
    );
    let files = Memory::named("防汛").with("campaign.yaml", campaign).with("通知.md", text);
    let files = files.with("说明.md", "说明。");
    let project = open(files).unwrap();
    let (mut pages, said) =
        PRESS.plan(&project, &Options::default()).unwrap().typeset("通知").unwrap();
    (pages.remove(0), said)
}

/// The lines of 3号, each with its page.
fn lines(laid: &Laid) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, f64, String)> = Vec::new();
    for Run { page, y, size, text, .. } in laid.runs() {
        match lines.last_mut().filter(|last| last.0 == page && (last.1 - y).abs() < 0.1) {
            _ if !(15.0..16.5).contains(&size) => {}
            Some(last) => last.2.push_str(&text),
            None => lines.push((page, y, text)),
        }
    }
    lines.into_iter().map(|(page, _, text)| (page, text)).collect()
}

fn tight(laid: &Laid) -> Vec<bool> {
    let tight = |block: &Block| match block {
        Block::Paragraph(paragraph) => paragraph.tight,
        _ => panic!("a paragraph"),
    };
    laid.document().body.blocks.iter().map(tight).collect()
}

#[test]
fn no_character_stands_alone_where_the_paragraph_can_be_set_closer() {
    let text = |characters: usize| format!("{}。", "防".repeat(characters));
    let mut pulled = 0;
    for characters in 26..26 + 3 * 28 {
        let (laid, _) = laid("", &text(characters));
        let last = lines(&laid).into_iter().rfind(|(_, text)| text.contains('防'));
        let alone = last.unwrap().1 == "防。";
        // one line has no room for a character more
        assert!(!alone || characters < 28 + 26, "{characters}");
        assert!(!(alone && tight(&laid)[0]), "set closer for nothing: {characters}");
        pulled += usize::from(tight(&laid)[0]);
    }
    assert!((2..=6).contains(&pulled), "{pulled} of 84 lengths are set closer");
}

#[test]
fn no_character_of_addressees_stands_alone() {
    let mut pulled = 0;
    for characters in 28 + 2..28 + 2 + 2 * 28 {
        let (laid, _) = laid_to(&"镇".repeat(characters), "", "请认真做好各项工作。");
        let last = lines(&laid).into_iter().rfind(|(_, text)| text.contains("镇")).unwrap().1;
        let tight = laid.document().body.addressees.as_ref().unwrap().tight;
        // two lines have no room for two characters more, three have
        assert!(last != "镇：" || characters < 3 * 28, "{characters}");
        assert!(!(last == "镇：" && tight), "set closer for nothing: {characters}");
        pulled += usize::from(tight);
    }
    assert!((1..=6).contains(&pulled), "{pulled} of 56 lengths are set closer");
}

#[test]
fn a_number_parts_from_its_unit_rather_than_space_a_line_out() {
    let together = |text: &str| {
        let (laid, _) = laid("", text);
        let lines = lines(&laid);
        lines.iter().any(|(_, line)| line.contains("6840户"))
    };
    // its unit alone has no room
    let parted = format!("{}6840户，请认真做好各项工作。", "防".repeat(23));
    assert!(!together(&parted), "the number stays on the line");
    // not even its number has
    let moved = format!("{}6840户，请认真做好各项工作。", "防".repeat(25));
    assert!(together(&moved), "the number goes with its unit");
}

#[test]
fn a_page_with_a_signature_carries_text() {
    // the last paragraph, too, where its line is full
    let lasts = [String::new(), format!("\n\n{}。", "防".repeat(25))];
    for (keys, last) in ["", ", 附件: [{ 正文: 说明.md, 标题: 说明 }]"]
        .into_iter()
        .flat_map(|keys| lasts.iter().map(move |last| (keys, last)))
    {
        for rows in 6..14 {
            let (laid, _) = laid(keys, &("防汛抗旱。".repeat(rows * 28 / 5) + last));
            let lines = lines(&laid);
            let page = lines.iter().find(|(_, text)| text == "2026年3月5日").unwrap().0;
            let carried = lines
                .iter()
                .any(|(on, text)| *on == page && text.contains(['防', '汛', '抗', '旱']));
            assert!(carried, "{rows} {keys} {last}");
        }
    }
}

#[test]
fn a_last_sheet_of_few_lines_is_saved_where_it_is_asked_for() {
    let mut saved = 0;
    for rows in 26..40 {
        let text = "防汛抗旱。".repeat(rows * 28 / 5);
        let (plain, said) = laid(", 署名: 否", &text);
        let note = said.iter().find(|said| said.code == "sheet-of-few-lines");
        let Some(note) = note else { continue };
        let (closer, _) = laid(", 署名: 否, 收紧: 是", &text);
        let fewer = plain.pages() - closer.pages();
        assert!(note.message.contains(&format!("少用{fewer}页")), "{}", note.message);
        assert!(fewer > 0 && closer.layout().spacing != plain.layout().spacing);
        saved += 1;
    }
    assert!(saved > 0, "no length has a last page of few lines");
}
