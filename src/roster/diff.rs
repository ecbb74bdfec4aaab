//! What changed from one roster to another, person by person.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Member, Roster};
use crate::source::Spanned;

/// A change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// 姓名; of an entry without a name its post.
    pub name: String,
    /// 组别 now, or of who is gone then.
    pub group: String,
    /// What it is.
    #[serde(flatten)]
    pub what: What,
}

/// What changed about a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum What {
    /// 新增, with this post.
    Joined {
        /// 单位 and 职务.
        post: String,
    },
    /// 退出, who had this post.
    Left {
        /// 单位 and 职务.
        post: String,
    },
    /// 组别变动.
    Regrouped {
        /// 组别 then.
        from: String,
        /// 组别 now.
        to: String,
    },
    /// 职务变动.
    Reposted {
        /// 单位 and 职务 then.
        from: String,
        /// 单位 and 职务 now.
        to: String,
    },
    /// Another column: 电话变动.
    Other {
        /// The words above it.
        column: String,
        /// Its value then.
        from: String,
        /// Its value now.
        to: String,
    },
    /// 顺序变动.
    Moved,
}

impl What {
    /// Its Chinese name.
    pub fn name(&self) -> String {
        match self {
            Self::Joined { .. } => "新增".to_owned(),
            Self::Left { .. } => "退出".to_owned(),
            Self::Regrouped { .. } => "组别变动".to_owned(),
            Self::Reposted { .. } => "职务变动".to_owned(),
            Self::Other { column, .. } => format!("{column}变动"),
            Self::Moved => "顺序变动".to_owned(),
        }
    }

    /// What was before and what is now.
    pub fn sides(&self) -> (&str, &str) {
        match self {
            Self::Joined { post } => ("", post),
            Self::Left { post } => (post, ""),
            Self::Regrouped { from, to }
            | Self::Reposted { from, to }
            | Self::Other { from, to, .. } => (from, to),
            Self::Moved => ("", ""),
        }
    }
}

/// In words: `新增　成员李梅（镇卫生院院长）`.
impl std::fmt::Display for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { name, group, what } = self;
        write!(f, "{}　", what.name())?;
        let bracketed = |post: &str| {
            if post.is_empty() || post == name { String::new() } else { format!("（{post}）") }
        };
        let or_none =
            |text: &str| if text.is_empty() { "空".to_owned() } else { format!("“{text}”") };
        match what {
            What::Joined { post } | What::Left { post } => {
                write!(f, "{group}{name}{}", bracketed(post))
            }
            What::Regrouped { from, to }
            | What::Reposted { from, to }
            | What::Other { from, to, .. } => {
                write!(f, "{name}　{}→{}", or_none(from), or_none(to))
            }
            What::Moved => write!(f, "{group}{name}"),
        }
    }
}

/// Somebody in a roster.
#[derive(Clone, Copy)]
struct Person<'r> {
    group: &'r str,
    member: &'r Member,
}

/// Who is the same in both: by name, where a name stands more than once by its place among them.
type Key = (String, usize);

impl Roster {
    /// What changed from `before` to this one: who joined and who left, then what changed about those who
    /// stayed, in the order of this roster.
    pub fn changes_since(&self, before: &Self) -> Vec<Change> {
        let (old, new) = (people(before), people(self));
        let change = |(key, person): &(Key, Person<'_>), what| Change {
            name: key.0.clone(),
            group: person.group.to_owned(),
            what,
        };
        let old_by_key: BTreeMap<&Key, &Person<'_>> = old.iter().map(|(k, p)| (k, p)).collect();
        let new_keys: BTreeSet<&Key> = new.iter().map(|(key, _)| key).collect();
        let mut changes = Vec::new();
        for entry in new.iter().filter(|(key, _)| !old_by_key.contains_key(key)) {
            changes.push(change(entry, What::Joined { post: self.post(entry.1.member) }));
        }
        for entry in old.iter().filter(|(key, _)| !new_keys.contains(key)) {
            changes.push(change(entry, What::Left { post: before.post(entry.1.member) }));
        }
        let moved = moved(&old, &new);
        for entry in &new {
            let Some(was) = old_by_key.get(&entry.0) else { continue };
            let (key, now) = entry;
            if was.group != now.group {
                changes.push(change(
                    entry,
                    What::Regrouped { from: was.group.to_owned(), to: now.group.to_owned() },
                ));
            }
            let (from, to) = (before.post(was.member), self.post(now.member));
            if from != to {
                changes.push(change(entry, What::Reposted { from, to }));
            }
            for (column, from, to) in self.other_values(now.member, before, was.member) {
                changes.push(change(entry, What::Other { column, from, to }));
            }
            if moved.contains(key) && was.group == now.group {
                changes.push(change(entry, What::Moved));
            }
        }
        changes
    }

    /// The values of columns that [`Roster::post`] does not print and that differ.
    fn other_values(
        &self,
        now: &Member,
        before: &Self,
        was: &Member,
    ) -> Vec<(String, String, String)> {
        let values = |roster: &Self, member: &Member| -> BTreeMap<String, String> {
            let further = roster.columns.iter().zip(&member.fields);
            let further = further.filter(|(column, _)| !column.field.is_of_post());
            further.map(|(column, value)| (column.head.v.clone(), value.v.clone())).collect()
        };
        let (from, to) = (values(before, was), values(self, now));
        let heads: BTreeSet<&String> = from.keys().chain(to.keys()).collect();
        let value = |of: &BTreeMap<String, String>, head| of.get(head).cloned().unwrap_or_default();
        heads
            .into_iter()
            .map(|head| (head.clone(), value(&from, head), value(&to, head)))
            .filter(|(_, from, to)| from != to)
            .collect()
    }
}

fn people(roster: &Roster) -> Vec<(Key, Person<'_>)> {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    let groups = roster.groups.iter();
    groups
        .flat_map(|group| group.members.iter().map(move |member| (&group.label, member)))
        .map(|(label, member): (&Spanned<String>, &Member)| {
            let name = member.name.as_ref().map(|name| name.v.clone());
            let name = name.unwrap_or_else(|| roster.post(member));
            let nth = count.entry(name.clone()).or_default();
            *nth += 1;
            ((name, *nth), Person { group: &label.v, member })
        })
        .collect()
}

/// Who stands elsewhere among those who stayed: all but the most who still stand in the order of before.
fn moved<'k>(old: &'k [(Key, Person<'_>)], new: &'k [(Key, Person<'_>)]) -> BTreeSet<&'k Key> {
    let places: BTreeMap<&Key, usize> =
        old.iter().enumerate().map(|(at, (key, _))| (key, at)).collect();
    let stayed = new.iter().filter_map(|(key, _)| Some((*places.get(key)?, key)));
    let (places, stayed): (Vec<usize>, Vec<&Key>) = stayed.unzip();
    let rising: BTreeSet<usize> = longest_rise(&places).into_iter().collect();
    let elsewhere = stayed.into_iter().enumerate().filter(|(at, _)| !rising.contains(at));
    elsewhere.map(|(_, key)| key).collect()
}

/// The positions of a longest rising subsequence of values that are all different, the last first. Unlike the
/// difference of two texts, it takes no longer where everything was shuffled.
fn longest_rise(values: &[usize]) -> Vec<usize> {
    // for each length the position where the lowest end of a subsequence of that length stands
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(values.len());
    for (at, value) in values.iter().enumerate() {
        let length = ends.partition_point(|end| values[*end] < *value);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    std::iter::successors(ends.last().copied(), |at| before[*at]).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tests::roster;
    use super::longest_rise;

    fn said(before: &str, after: &str) -> String {
        let changes = roster(after).changes_since(&roster(before));
        changes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn changes_are_told_person_by_person() {
        let before = "组别,姓名,单位,职务,电话\n组长,王强,,县长,1\n副组长,李梅,县卫健局,局长,2\n成员,赵六,县财政局,局长,3\n,丁一,县教育局,副局长,4\n,,,各镇镇长,\n,孙七,县水务局,局长,5\n";
        let after = "组别,姓名,单位,职务,电话\n组长,王强,,县委副书记,1\n副组长,丁一,县教育局,局长,4\n成员,孙七,县水务局,局长,55\n,赵六,县财政局,局长,3\n,,,各镇镇长,\n,周八,县住建局,副局长,6\n";
        insta::assert_snapshot!(said(before, after), @r"
        新增　成员周八（县住建局副局长）
        退出　副组长李梅（县卫健局局长）
        职务变动　王强　“县长”→“县委副书记”
        组别变动　丁一　“成员”→“副组长”
        职务变动　丁一　“县教育局副局长”→“县教育局局长”
        电话变动　孙七　“5”→“55”
        顺序变动　成员孙七
        ");
    }

    #[test]
    fn nothing_changed_in_another_kind_of_sheet() {
        let sheet = "姓名,职务\n王　强,县长\n,各镇镇长\n";
        assert_eq!(said(sheet, "姓 名,职务\n王强,县长\n,各镇镇长\n"), "");
    }

    #[test]
    fn two_of_one_name_are_two() {
        let before = "姓名,职务\n王强,甲\n王强,乙\n";
        insta::assert_snapshot!(said(before, "姓名,职务\n王强,甲\n"), @"退出　王强（乙）");
    }

    /// How long a rising subsequence can be, by trying all.
    fn longest(values: &[usize], above: Option<usize>) -> usize {
        let Some((first, rest)) = values.split_first() else { return 0 };
        let without = longest(rest, above);
        let fits = above.is_none_or(|above| *first > above);
        if fits { without.max(1 + longest(rest, Some(*first))) } else { without }
    }

    proptest! {
        #[test]
        fn no_longer_rise_is_missed(values in Just((0..9).collect::<Vec<usize>>()).prop_shuffle()) {
            let rise = longest_rise(&values);
            prop_assert!(rise.windows(2).all(|two| two[0] > two[1] && values[two[0]] > values[two[1]]));
            prop_assert_eq!(rise.len(), longest(&values, None));
        }
    }
}
