//! A word that was typed twice.

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Prose;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "duplicate-word",
    severity: Severity::Warning,
    basis: &[Basis::Practice("多打的字")],
    doc: "同一个字或者词连打了两次。“目的的”“为了了解”“是是非非”这样的不算。",
    check: Check::Prose(check),
    wrong: &[
        Sample::Text("落实各项工作【的的】责任。"),
        Sample::Text("这项工作【是是】重点。"),
        Sample::Text("全镇要【进行进行】整治。"),
    ],
    right: &[
        Sample::Text("实现目的的办法。"),
        Sample::Text("为了了解情况。"),
        Sample::Text("不搞是是非非。"),
        Sample::Text("共和和平。"),
        Sample::Text("相关部门要研究研究。"),
        Sample::Text("村党组织组织党员学习，问题一个一个解决。"),
    ],
};

/// Characters that are never doubled, but where they end one word and begin the next: what may stand before,
/// and what behind.
const CHARACTERS: &[(char, &str, &str)] = &[
    ('的', "目标似有端中众准打的", ""),
    ('是', "于可但还只总凡若要正先就像都既也更则或不国", "非"),
    ('了', "为不除罢明完一受", "解结然望"),
    ('在', "现存正所内实潜外好自旨", "建校职"),
    ('和', "饱温共总缓谐平调柔人", "气美睦谐平解"),
    ('与', "参给赋付授", "会时否"),
    ('及', "以涉普危顾波触企", "时其早"),
    ('将', "即必终上中大少", "军士领来要"),
    ('被', "棉植", ""),
    ('由', "理自事缘案", ""),
    ('并', "合兼归吞一", "处案入购网发列"),
];

/// Words of two characters that nobody says twice.
const WORDS: &[&str] = &[
    "进行", "开展", "通过", "关于", "对于", "按照", "根据", "以及", "同时", "并且", "为了", "由于",
    "加强", "我们",
];

fn check(prose: &Prose<'_>, found: &mut Diagnostics) {
    let text = prose.text();
    let mut before: [Option<(usize, char)>; 3] = [None; 3];
    for (at, c) in text.char_indices() {
        let [third, second, first] = before;
        let one = first
            .filter(|(_, last)| *last == c)
            .map(|(start, _)| (start, &text[at..at + c.len_utf8()]));
        let two = third
            .zip(first)
            .filter(|((_, a), (_, b))| second.is_some_and(|(_, y)| y == c) && a == b);
        let two = two.map(|((start, _), (half, _))| (start, &text[half..at + c.len_utf8()]));
        let twice = one
            .filter(|(start, _)| is_slip(c, &text[..*start], &text[at + c.len_utf8()..]))
            .or(two.filter(|(_, word)| WORDS.contains(word)));
        if let Some((start, word)) = twice {
            let range = start..start + 2 * word.len();
            found.push(
                RULE.at(&prose.place(range), format!("“{word}”打了两次"))
                    .hint(format!("改成“{word}”"))
                    .replacement(word),
            );
        }
        before = [second, first, Some((at, c))];
    }
}

/// Whether a character that stands twice stands once too often.
fn is_slip(c: char, before: &str, after: &str) -> bool {
    CHARACTERS.iter().find(|(doubled, ..)| *doubled == c).is_some_and(|(_, ends, begins)| {
        !before.ends_with(|c| ends.contains(c)) && !after.starts_with(|c| begins.contains(c))
    })
}
