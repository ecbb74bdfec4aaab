//! A person has one post in all rosters of a document.

use std::collections::BTreeMap;

use crate::diag::{Diagnostics, Severity};
use crate::lint::reading::Listed;
use crate::lint::{Basis, Check, Reading, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "rosters-differ",
    severity: Severity::Warning,
    basis: &[Basis::Regulation("第二十条（四）")],
    doc: "一份文件有几个名单的，同一个人的职务和电话各处一样。一处包含另一处的（“副镇长”和“镇党委委员、副镇长”）不算不一样。",
    check: Check::Reading(check),
    wrong: &[
        Sample::Text(
            "| 组别 | 姓名 | 职务 |\n|---|---|---|\n| 组长 | 王强 | 镇党委书记 |\n| 成员 | 李梅 | 副镇长 |\n\n各片区名单如下：\n\n| 姓名 | 职务 | 片区 |\n|---|---|---|\n| 【李梅】 | 镇人大主席 | 东片 |\n| 丁一 | 武装部长 | 西片 |",
        ),
        Sample::Text(
            "| 姓名 | 职务 | 电话 |\n|---|---|---|\n| 王强 | 书记 | 13800000001 |\n| 李梅 | 镇长 | 13800000002 |\n\n值班表：\n\n| 姓名 | 电话 |\n|---|---|\n| 【李梅】 | 13800000003 |",
        ),
    ],
    right: &[
        Sample::Text(
            "| 姓名 | 职务 |\n|---|---|\n| 王强 | 镇党委书记 |\n| 李梅 | 副镇长 |\n\n片区：\n\n| 姓名 | 职务 |\n|---|---|\n| 李梅 | 镇党委委员、副镇长 |\n| 王强 | 书记 |",
        ),
        Sample::Text(
            "| 姓名 | 职务 | 电话 |\n|---|---|---|\n| 王强 | 书记 | 13800000001 |\n\n值班：\n\n| 姓名 | 电话 |\n|---|---|\n| 王强 | 0000-1234567 |",
        ),
    ],
};

fn check(reading: &Reading<'_>, found: &mut Diagnostics) {
    let mut seen: BTreeMap<&str, &Listed<'_>> = BTreeMap::new();
    for person in &reading.people {
        let Some(first) = seen.get(person.name.as_str()) else {
            seen.insert(&person.name, person);
            continue;
        };
        if first.roster == person.roster {
            continue;
        }
        let message = if !agree(&first.post, &person.post) {
            format!("“{}”在两个名单里职务不一样：{}，{}", person.name, first.post, person.post)
        } else if let (Some(one), Some(other)) = (mobile(first), mobile(person))
            && one != other
        {
            format!("“{}”在两个名单里电话不一样：{one}，{other}", person.name)
        } else {
            continue;
        };
        found.push(
            RULE.at(person.place, message)
                .hint("核对哪一处是现在的；是两个人就在备注里分清")
                .related(first.place.clone(), "另一个名单里在这里"),
        );
    }
}

/// Whether two posts are the same, or one tells more than the other.
fn agree(one: &str, other: &str) -> bool {
    let bare = |post: &str| -> String {
        post.chars().filter(|c| !c.is_whitespace() && !"、，,；".contains(*c)).collect()
    };
    let (one, other) = (bare(one), bare(other));
    let inside = |short: &str, long: &str| {
        let ends = ["县", "镇", "乡", "区", "市", "党委", "政府", "人民"];
        let core = ends.iter().fold(short.to_owned(), |core, word| core.replace(word, ""));
        let long = ends.iter().fold(long.to_owned(), |long, word| long.replace(word, ""));
        let parts = core.chars().all(|c| long.contains(c));
        long.contains(&core) || parts
    };
    one.is_empty() || other.is_empty() || inside(&one, &other) || inside(&other, &one)
}

/// The mobile number of a person.
fn mobile(person: &Listed<'_>) -> Option<String> {
    let digits: String = person.phone?.chars().filter(char::is_ascii_digit).collect();
    (digits.len() == 11 && digits.starts_with('1')).then_some(digits)
}
