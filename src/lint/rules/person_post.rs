//! A person has in the text the post that the roster gives.

use std::ops::Range;

use crate::diag::{Diagnostics, Severity};
use crate::lint::pattern::Pattern;
use crate::lint::reading::{Listed, Part};
use crate::lint::{Basis, Check, Reading, Rule, Sample};

/// The campaign of its cases.
const CAMPAIGN: &str = "发文机关: { 名称: 甲县人民政府 }\n日期: { 成文: 2026-01-05 }\n名单: { 小组: 小组.csv }\n\
    文件: [{ 名: 乙, 标题: 关于成立改厕领导小组的通知, 正文: 文.md }]\n";

pub(in crate::lint) const RULE: Rule = Rule {
    code: "person-post",
    severity: Severity::Warning,
    basis: &[Basis::Regulation("第二十条（四）")],
    doc: "正文里说到的人，职务和名单一样，姓名也一样。正文说“镇长王强”，名单里王强是书记；正文说“组长由王墙担任”，名单里组长是王强：总有一处是错的。",
    check: Check::Reading(check),
    wrong: &[
        Sample::Campaign(&[
            ("campaign.yaml", CAMPAIGN),
            ("文.md", "领导小组由【镇长】王强同志牵头，名单如下：\n\n{{ 名单(\"小组\") }}"),
            ("小组.csv", "组别,姓名,职务\n组长,王强,镇党委书记\n成员,李梅,镇长\n"),
        ]),
        Sample::Campaign(&[
            ("campaign.yaml", CAMPAIGN),
            ("文.md", "领导小组组长由【王墙】同志担任，名单如下：\n\n{{ 名单(\"小组\") }}"),
            ("小组.csv", "组别,姓名,职务\n组长,王强,镇党委书记\n成员,李梅,镇长\n"),
        ]),
        Sample::Campaign(&[
            ("campaign.yaml", CAMPAIGN),
            ("文.md", "副镇长【张建玻】负责日常工作，名单如下：\n\n{{ 名单(\"小组\") }}"),
            ("小组.csv", "组别,姓名,职务\n组长,王强,镇党委书记\n成员,张建波,镇党委委员、副镇长\n"),
        ]),
    ],
    right: &[Sample::Campaign(&[
        ("campaign.yaml", CAMPAIGN),
        (
            "文.md",
            "领导小组由镇党委书记王强同志任组长，镇长李梅任副组长，副镇长王刚负责日常工作，办公室主任由李梅同志兼任。\n\n{{ 名单(\"小组\") }}",
        ),
        (
            "小组.csv",
            "组别,姓名,职务\n组长,王强,镇党委书记\n副组长,李梅,镇党委副书记、镇长\n成员,丁一,副镇长\n",
        ),
    ])],
};

/// A post of leading people right before a name, or a role of the group: both may have 副 before them.
static POSTED: Pattern = Pattern::new(
    r"(副?(?:书记|镇长|乡长|县长|区长|市长|局长|主席|部长|所长|站长|院长|校长|大队长))(\p{Han}{2,3}?)(?:同志|负责|牵头|担任|任|兼任|[，、。；）])",
);
static HEADED: Pattern = Pattern::new(
    r"(?:^|领导小组|指挥部|专班|[，。；])(副?(?:组长|指挥长))(?:由|：)([^，。；、]{2,20}?)(?:同志)?(?:担任|任|兼任|[，。；]|$)",
);
/// 由镇长王强同志任组长.
static HEADING: Pattern = Pattern::new(
    r"由([^，。；、]{2,20}?)(?:同志)?(?:担任|任|兼任)(?:领导小组|指挥部)?(副?(?:组长|指挥长))",
);

/// A role or post that a text gives to somebody.
struct Claim {
    post: Range<usize>,
    /// What ends with the name.
    name: Range<usize>,
}

fn claims(text: &str) -> Vec<Claim> {
    let mut found = Vec::new();
    for (pattern, post, name) in [(&POSTED, 1, 2), (&HEADED, 1, 2), (&HEADING, 2, 1)] {
        let claims = pattern.hits(text).filter_map(|said| {
            Some(Claim { post: said.get(post)?.range(), name: said.get(name)?.range() })
        });
        found.extend(claims);
    }
    found
}

fn check(reading: &Reading<'_>, found: &mut Diagnostics) {
    if reading.people.is_empty() {
        return;
    }
    let own = |part: Part| !matches!(part, Part::Attachment(_));
    for (_, passage) in reading.running().filter(|(_, passage)| own(passage.part)) {
        let text = passage.text();
        for Claim { post: at, name } in claims(text) {
            let (post, named) = (&text[at.clone()], &text[name.clone()]);
            // 县委副书记、镇长王强: one of several posts is enough
            if text[..at.start].ends_with('、') {
                continue;
            }
            let is_role = post.ends_with("组长") || post.ends_with("指挥长");
            let holds = |person: &&Listed<'_>| {
                if is_role { person.group == post } else { has(&person.post, post) }
            };
            let same = |person: &&Listed<'_>| named.ends_with(&person.name);
            let holders: Vec<&Listed<'_>> = reading.people.iter().filter(holds).collect();
            let Some(person) = reading.people.iter().find(same) else {
                if let Some(holder) = holders.iter().find(|it| alike(&it.name, named).is_some()) {
                    let from = name.end - alike(&holder.name, named).unwrap_or_default();
                    let written = &text[from..name.end];
                    let message =
                        format!("正文里“{post}”是“{written}”，名单里写的是“{}”", holder.name);
                    found.push(
                        RULE.at(&passage.place(from..name.end), message)
                            .hint("核对姓名是哪几个字")
                            .related(holder.place.clone(), "名单里在这里"),
                    );
                }
                continue;
            };
            // who else holds it shows that the text is not about another post
            let held = holders.iter().any(|it| it.name == person.name);
            let roster = if is_role { &person.group } else { &person.post };
            if held || holders.is_empty() || roster.is_empty() {
                continue;
            }
            let message = format!("正文里{}是“{post}”，名单里写的是“{roster}”", person.name);
            found.push(
                RULE.at(&passage.place(at), message)
                    .hint("核对哪一处是对的")
                    .related(person.place.clone(), "名单里在这里"),
            );
        }
    }
}

/// Whether words hold a post, and not only the one under it: 副镇长 is no 镇长.
fn has(words: &str, post: &str) -> bool {
    words.match_indices(post).any(|(at, _)| !words[..at].ends_with('副'))
}

/// How many bytes at the end of some words are a name that differs from another in one character that is not the
/// surname.
fn alike(name: &str, words: &str) -> Option<usize> {
    let count = name.chars().count();
    let (start, _) = words.char_indices().rev().nth(count.checked_sub(1)?)?;
    let end = &words[start..];
    let differ = name.chars().zip(end.chars()).filter(|(a, b)| a != b).count();
    (differ == 1 && name.chars().next() == end.chars().next()).then_some(end.len())
}
