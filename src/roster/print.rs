//! The two printed forms of a roster: a list for the running text, a table for an attachment.

use super::{Field, Group, Member, Roster, compact, one_line};
use crate::diag::{Diagnostic, Result, codes};
use crate::doc::name::padded;
use crate::doc::{RosterEntry, RosterList, Text};
use crate::sheet::{Grid, Merge};
use crate::source::{Place, Spanned};

/// So many people at the head of a roster are kept on one page.
const FEW: usize = 8;

impl Roster {
    /// The roster as a list: 组　长：王　强　县长. Telephone numbers and further columns are left out.
    pub fn list(&self) -> RosterList {
        let labels = self.groups.iter().map(|group| width(&group.label.v)).max().unwrap_or(0);
        let mut entries = Vec::new();
        for (nth, group) in self.groups.iter().enumerate() {
            // who leads stands together
            let together = nth == 0 && self.groups.len() > 1 && group.members.len() <= FEW;
            for (at, member) in group.members.iter().enumerate() {
                entries.push(RosterEntry {
                    label: label(group, labels).filter(|_| at == 0),
                    name: member.name.as_ref().map(|name| text(padded(&name.v, 3), name)),
                    post: self.post_and_note(member),
                    with_next: together,
                    whole: true,
                });
            }
        }
        let names = entries.iter().filter_map(|entry| entry.name.as_ref());
        let name_width = names.map(|name| width(name).max(3)).max().unwrap_or(0);
        let label_width = if labels > 0 { labels + 1 } else { 0 };
        RosterList { label_width, name_width, entries }
    }

    /// The roster as a table with one row of heads: the columns with these words above them, or where none
    /// is named ordinals, groups, names, and each column that holds a value. A group's cell covers its
    /// members.
    ///
    /// # Errors
    /// For each column that it does not have.
    pub fn table(&self, columns: &[Spanned<String>]) -> Result<Grid> {
        let whole = self.whole_table();
        if columns.is_empty() {
            return Ok(whole);
        }
        let heads = || whole.rows()[..1].iter().flatten().map(|head| head.v.as_str());
        let chosen = crate::diag::collect(columns.iter().map(|column| {
            heads().position(|head| compact(head) == compact(&column.v)).ok_or_else(|| {
                let message = format!("名单里没有“{}”这一列", column.v);
                let unknown =
                    Diagnostic::error(codes::UNKNOWN_COLUMN, column.place.clone(), message);
                unknown.did_you_mean(&column.v, heads()).into()
            })
        }))?;
        let row = |row: &Vec<Spanned<String>>| chosen.iter().map(|at| row[*at].clone()).collect();
        let moved = |merge: &Merge| {
            let left = chosen.iter().position(|at| *at == merge.left)?;
            Some(Merge { left, ..*merge })
        };
        let rows = whole.rows().iter().map(row).collect();
        Ok(Grid::new(rows, whole.merges().iter().filter_map(moved).collect()))
    }

    fn whole_table(&self) -> Grid {
        let mut head = vec![Spanned::new("序号".to_owned(), Place::Program)];
        head.extend(self.group_head.clone());
        let has_names = self.members().any(|member| member.name.is_some());
        head.extend(has_names.then(|| self.name_head.clone()));
        head.extend(self.columns.iter().map(|column| column.head.clone()));
        let (mut rows, mut merges) = (vec![head], Vec::new());
        for group in &self.groups {
            let (top, members) = (rows.len(), group.members.len());
            if self.group_head.is_some() && members > 1 {
                merges.push(Merge { top, left: 1, rows: members, columns: 1 });
            }
            for (at, member) in group.members.iter().enumerate() {
                // groups that no column tells apart stand in tables of their own
                let nth = if self.group_head.is_some() { rows.len() } else { at + 1 };
                let mut row = vec![Spanned::new(nth.to_string(), Place::Program)];
                if self.group_head.is_some() {
                    let shown = if at == 0 { group.label.v.clone() } else { String::new() };
                    row.push(Spanned::new(shown, group.label.place.clone()));
                }
                if has_names {
                    let name = member.name.clone().unwrap_or_default();
                    row.push(name.map(|name| padded(&name, 3)));
                }
                row.extend(member.fields.iter().cloned());
                rows.push(row);
            }
        }
        Grid::new(rows, merges)
    }

    /// The roster as a csv file, from which it reads as it is.
    pub fn csv(&self) -> Vec<u8> {
        let heads = self.columns.iter().map(|column| &column.head);
        let head = self.group_head.iter().chain([&self.name_head]).chain(heads);
        let rows = self.groups.iter().flat_map(|group| {
            group.members.iter().map(move |member| {
                let label = self.group_head.as_ref().map(|_| group.label.v.as_str());
                let name = member.name.as_ref().map_or("", |name| &name.v);
                let fields = member.fields.iter().map(|field| field.v.as_str());
                label.into_iter().chain([name]).chain(fields).collect::<Vec<_>>()
            })
        });
        let mut file = csv::Writer::from_writer(Vec::new());
        let head = head.map(|head| head.v.as_str()).collect();
        for row in std::iter::once(head).chain(rows) {
            // writing to memory cannot fail
            let _ = file.write_record(row);
        }
        file.into_inner().unwrap_or_default()
    }

    /// Unit and post as one phrase.
    pub fn post(&self, member: &Member) -> String {
        let (unit, post) = (self.line(member, Field::Unit), self.line(member, Field::Post));
        if post.starts_with(&unit) { post } else { unit + &post }
    }

    fn line(&self, member: &Member, field: Field) -> String {
        self.value(member, field).map(|value| one_line(&value.v)).unwrap_or_default()
    }

    /// Unit and post, with the note in brackets behind them.
    fn post_and_note(&self, member: &Member) -> Text {
        let (mut phrase, note) = (self.post(member), self.line(member, Field::Note));
        let value = |field| self.value(member, field);
        let bracketed = note.starts_with(['（', '(']) && note.ends_with(['）', ')']);
        let (open, close) = if bracketed || note.is_empty() { ("", "") } else { ("（", "）") };
        phrase.extend([open, &note, close]);
        let place = [Field::Post, Field::Unit, Field::Note].into_iter().find_map(value);
        Text::new(phrase, place.map(|value| value.place.clone()).unwrap_or_default())
    }
}

fn text(content: String, from: &Spanned<String>) -> Text {
    Text::new(content, from.place.clone())
}

/// A group's label with its colon, as wide as the widest.
fn label(group: &Group, widest: usize) -> Option<Text> {
    let label = &group.label;
    (!label.v.is_empty()).then(|| text(padded(&label.v, widest) + "：", label))
}

/// The width in 字: two ASCII characters count as one.
fn width(word: &str) -> usize {
    let ascii = word.chars().filter(char::is_ascii).count();
    word.chars().count() - ascii + ascii.div_ceil(2)
}

#[cfg(test)]
mod tests {
    use super::super::Roster;
    use super::super::tests::roster;
    use crate::doc::RosterList;
    use crate::sheet::Merge;

    const SHEET: &str = "组别,姓名,单位,职务,电话,备注,性别\n\
        组长,王强,县政府,县政府县长,138,,男\n\
        副组长,欧阳小梅,县政府,副县长,139,兼办公室主任,女\n\
        成员,买买提·艾力,县卫健局,,,（挂职）,男\n\
        ,,,\"各村党组织书记、\n村委会主任\",,,\n";

    fn lines(list: &RosterList) -> Vec<String> {
        let line = |entry: &crate::doc::RosterEntry| {
            let part = |text: &Option<crate::doc::Text>| text.as_deref().unwrap_or("-").to_owned();
            [part(&entry.label), part(&entry.name), entry.post.to_string()].join(" ")
        };
        list.entries.iter().map(line).collect()
    }

    #[test]
    fn the_list_pads_labels_and_names() {
        let list = roster(SHEET).list();
        assert_eq!((list.label_width, list.name_width), (4, 6));
        assert_eq!(
            lines(&list),
            [
                "组　长： 王　强 县政府县长",
                "副组长： 欧阳小梅 县政府副县长（兼办公室主任）",
                "成　员： 买买提·艾力 县卫健局（挂职）",
                "- - 各村党组织书记、村委会主任",
            ]
        );
        let first = &list.entries[0];
        assert_eq!(first.post.place().to_string(), "甲.csv D2");
        assert_eq!(first.label.as_ref().unwrap().place().to_string(), "甲.csv A2");
        assert_eq!(list.entries[2].post.place().to_string(), "甲.csv C4");
    }

    #[test]
    fn a_list_without_groups_or_names_has_no_room_for_them() {
        let list = roster("姓名,职务\n,各村党组织书记\n").list();
        assert_eq!((list.label_width, list.name_width), (0, 0));
        assert_eq!(lines(&list), ["- - 各村党组织书记"]);
        let list = roster("姓名,职务\n李梅,书记\nJohn Smith,顾问\n").list();
        assert_eq!((list.label_width, list.name_width), (0, 5));
    }

    #[test]
    fn the_table_merges_groups_and_counts() {
        let table = roster(SHEET).table(&[]).unwrap();
        let rows: Vec<Vec<_>> = table
            .rows()
            .iter()
            .map(|row| row.iter().map(|cell| cell.v.as_str()).collect())
            .collect();
        assert_eq!(
            rows,
            [
                ["序号", "组别", "姓名", "单位", "职务", "电话", "备注", "性别"],
                ["1", "组长", "王　强", "县政府", "县政府县长", "138", "", "男"],
                ["2", "副组长", "欧阳小梅", "县政府", "副县长", "139", "兼办公室主任", "女"],
                ["3", "成员", "买买提·艾力", "县卫健局", "", "", "（挂职）", "男"],
                ["4", "", "", "", "各村党组织书记、\n村委会主任", "", "", ""],
            ]
        );
        assert_eq!(table.merges(), [Merge { top: 3, left: 1, rows: 2, columns: 1 }]);
        let heads = roster("姓名,职务,电话\n,书记,\n").table(&[]).unwrap();
        assert_eq!(heads.rows()[0].len(), 2);
    }

    #[test]
    fn a_group_with_a_table_of_its_own_counts_from_one() {
        let apart = Roster { group_head: None, ..roster(SHEET) };
        let table = apart.table(&[]).unwrap();
        let ordinals = table.rows().iter().map(|row| row[0].v.as_str());
        assert_eq!(ordinals.collect::<Vec<_>>(), ["序号", "1", "1", "1", "2"]);
    }
}
