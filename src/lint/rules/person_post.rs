//! A person has in the text the post that the roster gives.

use std::sync::LazyLock;

use regex::Regex;

use crate::diag::{Diagnostics, Severity};
use crate::lint::reading::{Listed, Part};
use crate::lint::{Basis, Check, Reading, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "person-post",
    severity: Severity::Warning,
    basis: &[Basis::Regulation("第二十条（四）")],
    doc: "正文里说到的人，职务和名单一样，姓名也一样。正文说“镇长王强”，名单里王强是书记；正文说“组长由王墙担任”，名单里组长是王强：总有一处是错的。",
    check: Check::Reading(check),
    wrong: &[
        Sample::Campaign(&[
            (
                "campaign.yaml",
                "发文机关: { 名称: 甲县人民政府 }\n日期: { 成文: 2026-01-05 }\n名单: { 小组: 小组.csv }\n\
                 文件: [{ 名: 乙, 标题: 关于成立改厕领导小组的通知, 正文: 文.md }]\n",
            ),
            ("文.md", "领导小组由【镇长】王强同志牵头，名单如下：\n\n{{ 名单(\"小组\") }}"),
            ("小组.csv", "组别,姓名,职务\n组长,王强,镇党委书记\n成员,李梅,镇长\n"),
        ]),
        Sample::Campaign(&[
            (
                "campaign.yaml",
                "发文机关: { 名称: 甲县人民政府 }\n日期: { 成文: 2026-01-05 }\n名单: { 小组: 小组.csv }\n\
                 文件: [{ 名: 乙, 标题: 关于成立改厕领导小组的通知, 正文: 文.md }]\n",
            ),
            ("文.md", "领导小组组长由【王墙】同志担任，名单如下：\n\n{{ 名单(\"小组\") }}"),
            ("小组.csv", "组别,姓名,职务\n组长,王强,镇党委书记\n成员,李梅,镇长\n"),
        ]),
        Sample::Campaign(&[
            (
                "campaign.yaml",
                "发文机关: { 名称: 甲县人民政府 }\n日期: { 成文: 2026-01-05 }\n名单: { 小组: 小组.csv }\n\
                 文件: [{ 名: 乙, 标题: 关于成立改厕领导小组的通知, 正文: 文.md }]\n",
            ),
            ("文.md", "副镇长【张建玻】负责日常工作，名单如下：\n\n{{ 名单(\"小组\") }}"),
            ("小组.csv", "组别,姓名,职务\n组长,王强,镇党委书记\n成员,张建波,镇党委委员、副镇长\n"),
        ]),
    ],
    right: &[Sample::Campaign(&[
        (
            "campaign.yaml",
            "发文机关: { 名称: 甲县人民政府 }\n日期: { 成文: 2026-01-05 }\n名单: { 小组: 小组.csv }\n\
                 文件: [{ 名: 乙, 标题: 关于成立改厕领导小组的通知, 正文: 文.md }]\n",
        ),
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
static POSTED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(副?(?:书记|镇长|乡长|县长|区长|市长|局长|主席|部长|所长|站长|院长|校长|大队长))(\p{Han}{2,3}?)(?:同志|负责|牵头|担任|任|兼任|[，、。；）])")
        .ok()
});
static HEADED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:^|领导小组|指挥部|专班|[，。；])(副?(?:组长|指挥长))(?:由|：)[^，。；、]{0,16}?(\p{Han}{2,3})(?:同志)?(?:担任|任|兼任)")
        .ok()
});

fn check(reading: &Reading<'_>, found: &mut Diagnostics) {
    if reading.people.is_empty() {
        return;
    }
    let own = |part: Part| !matches!(part, Part::Attachment(_));
    for (_, passage) in reading.running().filter(|(_, passage)| own(passage.part)) {
        let text = passage.text();
        for pattern in [&POSTED, &HEADED].into_iter().filter_map(|pattern| pattern.as_ref()) {
            for said in pattern.captures_iter(text) {
                let (Some(post), Some(name)) = (said.get(1), said.get(2)) else { continue };
                let is_role = post.as_str().ends_with("组长") || post.as_str().ends_with("指挥长");
                // 县委副书记、镇长王强: one of several posts is enough
                if text[..post.start()].ends_with('、') {
                    continue;
                }
                let holds = |person: &&Listed<'_>| {
                    if is_role {
                        person.group == post.as_str()
                    } else {
                        has(&person.post, post.as_str())
                    }
                };
                let same = |person: &&Listed<'_>| person.name == name.as_str();
                let mut named = reading.people.iter().filter(same).peekable();
                if named.peek().is_some() {
                    let Some(person) = reading.people.iter().find(same) else { continue };
                    let other = reading.people.iter().find(holds);
                    // who else holds it shows that the text is not about another post
                    if named.any(|person| holds(&person))
                        || other.is_none()
                        || person.post.is_empty() && !is_role
                    {
                        continue;
                    }
                    let roster = if is_role { &person.group } else { &person.post };
                    let message = format!(
                        "正文里{}是“{}”，名单里写的是“{roster}”",
                        person.name,
                        post.as_str()
                    );
                    found.push(
                        RULE.at(&passage.place(post.range()), message)
                            .hint("核对哪一处是对的")
                            .related(person.place.clone(), "名单里在这里"),
                    );
                } else if let Some(person) = reading
                    .people
                    .iter()
                    .filter(holds)
                    .find(|person| alike(&person.name, name.as_str()))
                {
                    let message = format!(
                        "正文里“{}”是“{}”，名单里写的是“{}”",
                        post.as_str(),
                        name.as_str(),
                        person.name
                    );
                    found.push(
                        RULE.at(&passage.place(name.range()), message)
                            .hint("核对姓名是哪几个字")
                            .related(person.place.clone(), "名单里在这里"),
                    );
                }
            }
        }
    }
}

/// Whether words hold a post, and not only the one under it: 副镇长 is no 镇长.
fn has(words: &str, post: &str) -> bool {
    words.match_indices(post).any(|(at, _)| !words[..at].ends_with('副'))
}

/// Whether two names differ in one character that is not the surname.
fn alike(one: &str, other: &str) -> bool {
    let count = one.chars().count();
    let differ = one.chars().zip(other.chars()).filter(|(a, b)| a != b).count();
    count == other.chars().count() && differ == 1 && one.chars().next() == other.chars().next()
}
