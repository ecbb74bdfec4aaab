//! Among Chinese characters stand full-width marks.

use crate::diag::{Diagnostics, Severity};
use crate::doc::name::is_ideograph;
use crate::doc::prose::Prose;
use crate::lint::pairs::{Mark, Pairs};
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "halfwidth-near-han",
    severity: Severity::Warning,
    basis: &[Basis::NationalStandard("GB/T 15834-2011 5.1.1")],
    doc: "汉字之间用全角标点。半角的逗号、分号、冒号、问号、叹号和括号占半个字宽，常是输入法没有切换。数字之间的和英文里的不管。",
    check: Check::Prose(check),
    wrong: &[
        Sample::Text("各镇要抓好改厕【,】改水和改路。"),
        Sample::Text("**重点任务**【:】改厕。"),
        Sample::Text("投资1200万元【,】2026年完成。"),
        Sample::Text("开展整治【(以下各镇)】。"),
        Sample::Text("开展整治（3月至5月【)】。"),
        Sample::Text("各镇要抓好改厕【.】"),
    ],
    right: &[
        Sample::Text("各镇要抓好改厕，改水和改路。"),
        Sample::Text("下午3:00开会，投资1,200万元，使用Word,Excel两种格式。"),
        Sample::Text("执行GB/T 9704(2012)和World Health Organization (WHO)的办法。"),
        Sample::Text("增长3.5%，网址www.example.cn。"),
    ],
};

/// Half-width marks and what stands for them among Chinese characters.
const MARKS: [(char, &str); 5] = [(',', "，"), (';', "；"), (':', "："), ('?', "？"), ('!', "！")];

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    let text = prose.text();
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_ascii_punctuation()) {
        let (before, after) = (&text[..at], &text[at + 1..]);
        let full = match MARKS.iter().find(|(half, _)| *half == c) {
            Some((_, full)) if is_among_han(before, after) => full,
            None if c == '.' && before.ends_with(is_chinese) && after.is_empty() => "。",
            _ => continue,
        };
        found.push(
            RULE.at(&prose.place(at..at + 1), format!("汉字之间的“{c}”是半角的"))
                .hint(format!("改成“{full}”"))
                .mend(full),
        );
    }
    if text.contains(['(', ')']) {
        brackets(prose, found);
    }
}

/// Whether one side is Chinese and the other no Latin word: 1,200 and Word,Excel are as they should be.
fn is_among_han(before: &str, after: &str) -> bool {
    let neighbour = |c: char| is_chinese(c) || c.is_ascii_digit();
    (before.ends_with(is_chinese) && after.starts_with(neighbour))
        || (before.ends_with(neighbour) && after.starts_with(is_chinese))
}

/// Half-width brackets around Chinese characters or behind them, a pair at a time; and a single one whose
/// partner is full-width.
fn brackets(prose: &Prose<'_>, found: &mut Diagnostics) {
    let text = prose.text();
    for pair in Pairs::of(text).closed.iter().filter(|pair| pair.mark == Mark::Bracket) {
        let range = pair.range.clone();
        let words = &text[range.clone()];
        let (from, to) = match (words.starts_with('('), words.ends_with(')')) {
            (true, true) => {
                let inside = &words[1..words.len() - 1];
                if !inside.contains(is_chinese) && !text[..range.start].ends_with(is_chinese) {
                    continue;
                }
                (range.start, range.end)
            }
            (true, false) => (range.start, range.start + 1),
            (false, true) => (range.end - 1, range.end),
            (false, false) => continue,
        };
        let half = &text[from..to];
        let full = half.replacen('(', "（", 1);
        let full = match full.strip_suffix(')') {
            Some(open) => format!("{open}）"),
            None => full,
        };
        found.push(
            RULE.at(&prose.place(from..to), "中文里的括号是半角的")
                .hint(format!("改成“{full}”"))
                .mend(full),
        );
    }
}

fn is_chinese(c: char) -> bool {
    is_ideograph(c) || "“”《》〈〉（）〔〕、。％".contains(c)
}
