//! From a sheet to its people.

mod heads;
pub(super) mod name;
mod notes;
mod rows;
mod value;

use super::head::Field;
use super::{Column, Group, Member, Roster, compact};
use crate::diag::{Diagnostic, Diagnostics, Result, codes};
use crate::sheet::{Grid, Row};
use crate::source::Spanned;

use self::heads::Heads;
use self::rows::Line;

pub(super) fn read(grid: &Grid) -> Result<Roster> {
    let mut heads = Heads::find(grid)?;
    let mut lines = rows::lines(grid, &heads);
    let mut found = Diagnostics::new();
    found.take(value::repeat(&mut lines, &heads));
    let people = lines.iter().filter_map(|line| match line {
        Line::Person(row) => Some(row.as_slice()),
        Line::Section(_) | Line::Unclear(_) => None,
    });
    let people: Vec<&Row> = people.collect();
    heads.settle(&people, &mut found);
    check_names(grid, &heads, &mut found);
    let mut kept: Vec<usize> = (0..heads.fields.len())
        .filter(|column| heads.fields[*column] >= Field::Unit)
        .filter(|column| people.iter().any(|row| !row[*column].v.is_empty()))
        .collect();
    kept.sort_by_key(|column| heads.fields[*column]);
    let groups = found.take(groups(&lines, &heads, &kept)).unwrap_or_default();
    let words = |column: usize| heads.words[column].clone();
    let name_head = heads.column(Field::Name).map(words).unwrap_or_default();
    if groups.is_empty() && found.is_empty() {
        let message = "名单里一个人也没有";
        found.push(
            Diagnostic::error(codes::NO_ROWS, name_head.place.clone(), message)
                .hint("在表头下面逐行填写"),
        );
    }
    let columns = kept.iter().map(|at| Column { field: heads.fields[*at], head: words(*at) });
    let sections = lines.iter().find_map(|line| match line {
        Line::Section(label) => Some(Spanned::new("组别".to_owned(), label.place.clone())),
        Line::Person(_) | Line::Unclear(_) => None,
    });
    let columns = columns.collect();
    let group_head = heads.column(Field::Group).map(words).or(sections);
    found.or(Roster { group_head, name_head, columns, groups })
}

/// Refuses a name that covers more than one row.
fn check_names(grid: &Grid, heads: &Heads, found: &mut Diagnostics) {
    for merge in grid.merges() {
        let name = heads.fields.get(merge.left) == Some(&Field::Name) && merge.top > heads.bottom;
        let cell = &grid.rows()[merge.top][merge.left];
        if name && merge.rows > 1 && !cell.v.is_empty() {
            let message = format!("姓名这一格合并了 {} 行", merge.rows);
            let hint = "一人只占一行，几个职务写在同一格里";
            found.push(
                Diagnostic::error(codes::NAMES_MERGED, cell.place.clone(), message).hint(hint),
            );
        }
    }
}

/// The people by their groups.
fn groups(lines: &[Line], heads: &Heads, kept: &[usize]) -> Result<Vec<Group>> {
    let mut found = Diagnostics::new();
    let mut groups: Vec<Group> = Vec::new();
    // a group that was named on a row of its own and has no people yet
    let mut open: Option<Spanned<String>> = None;
    let column = heads.column(Field::Group);
    let grouped = column.is_some() || lines.iter().any(|line| matches!(line, Line::Section(_)));
    for line in lines {
        let row = match line {
            Line::Person(row) => row,
            Line::Unclear(first) => {
                let message = format!("“{}”这一行看不出是名单里的人，还是表下的注", first.v);
                let hint = "是注的，写在名单下面的一格里，例如“填表人：张三”；\
                            是名单里的人，就去掉冒号，或者换一个组名";
                found.push(
                    Diagnostic::error(codes::UNCLEAR_ROW, first.place.clone(), message).hint(hint),
                );
                continue;
            }
            Line::Section(label) => {
                found.extend(open.replace(label_of(label)).map(deserted));
                groups.push(Group { label: label_of(label), members: Vec::new() });
                continue;
            }
        };
        let label = column.map(|column| label_of(&row[column])).filter(|it| !it.v.is_empty());
        let section = open.take();
        if let Some(label) = label {
            found.extend(section.filter(|section| *section != label).map(deserted));
            if groups.last().is_none_or(|group| group.label != label) {
                groups.push(Group { label, members: Vec::new() });
            }
        } else if groups.is_empty() {
            if grouped {
                let place = row.get(column.unwrap_or_default()).map(|cell| cell.place.clone());
                let hint = "在这一格写上组别，例如“组长”";
                let message = "名单的第一行没有组别";
                found.push(
                    Diagnostic::error(codes::NO_GROUP, place.unwrap_or_default(), message)
                        .hint(hint),
                );
            }
            groups.push(Group { label: Spanned::default(), members: Vec::new() });
        }
        let member = found.take(member(row, heads, kept));
        if let (Some(member), Some(group)) = (member, groups.last_mut()) {
            group.members.push(member);
        }
    }
    found.extend(open.map(deserted));
    groups.retain(|group| !group.members.is_empty());
    found.or(groups)
}

/// The message about a group without people.
fn deserted(label: Spanned<String>) -> Diagnostic {
    Diagnostic::error(
        codes::EMPTY_GROUP,
        label.place,
        format!("“{}”这一组下面一个人也没有", label.v),
    )
    .hint("在下面逐行填写；这一行不是组别的，就删去")
}

fn member(row: &Row, heads: &Heads, kept: &[usize]) -> Result<Member> {
    let mut found = Diagnostics::new();
    let cell = |wanted| heads.column(wanted).map(|column| &row[column]);
    let filled = |wanted| cell(wanted).filter(|cell| !cell.v.is_empty());
    let written = filled(Field::Name);
    let name = written.and_then(|written| found.take(name::of(written))).flatten();
    if name.is_none() && found.is_empty() && filled(Field::Post).is_none() {
        let place = cell(Field::Name).or(row.first()).map(|cell| cell.place.clone());
        let place = place.unwrap_or_default();
        let hint = "补上姓名；如果这一行是单位或一类人，把它写在职务一列；多余的行就删去";
        found.push(
            Diagnostic::error(codes::NO_NAME, place, "这一行没有姓名，也没有职务").hint(hint),
        );
    }
    found.take(value::check_ordinal(filled(Field::Number)));
    let fields = kept
        .iter()
        .filter_map(|column| found.take(value::of(&row[*column], &heads.words[*column].v)));
    let fields = fields.collect();
    found.or(Member { name, fields })
}

/// The name of a group without the colon that some write in the cell.
fn label_of(cell: &Spanned<String>) -> Spanned<String> {
    cell.clone().map(|text| compact(text.trim_end_matches(['：', ':'])))
}

#[cfg(test)]
mod tests {
    use super::super::tests::roster;
    use super::super::{Field, Group, Roster, read};
    use crate::sheet::{self, Grid, Merge};

    fn names(roster: &Roster) -> Vec<(&str, Vec<&str>)> {
        roster.groups.iter().map(pair).collect()
    }

    fn pair(group: &Group) -> (&str, Vec<&str>) {
        let names = group.members.iter().map(|m| m.name.as_ref().map_or("-", |name| &name.v));
        (&group.label.v, names.collect())
    }

    fn messages(grid: &Grid) -> Vec<String> {
        let found = read(grid).unwrap_err();
        found.iter().map(|d| d.to_string() + d.hint.as_ref().map_or("", |_| " +")).collect()
    }

    fn csv(text: &str) -> Grid {
        sheet::read("甲.csv", text.as_bytes(), None).unwrap()
    }

    /// A grid with a merged cell, as only a workbook has it.
    fn merged(text: &str, [top, left, rows, columns]: [usize; 4]) -> Grid {
        Grid::new(csv(text).rows().to_vec(), vec![Merge { top, left, rows, columns }])
    }

    #[test]
    fn people_are_read_by_groups() {
        let roster = roster(
            "青溪县创建工作领导小组名单,,,,\n,,,,\n序号,组　别,姓 名,职务,联系电话\n\
             1,组长：,王　强,县长,１３８－0013\n,副组长,李梅,副县长,\n,,,,\n3,,买买提 · 艾力,局长,\n\
             ,副组长,John Smith,顾问,\n序号,组别,姓名,职务,电话\n,成员,,各村党组织书记,\n\
             备注：排名不分先后,,,,\n",
        );
        assert_eq!(
            names(&roster),
            [
                ("组长", vec!["王强"]),
                ("副组长", vec!["李梅", "买买提·艾力", "John Smith"]),
                ("成员", vec!["-"]),
            ]
        );
        let first = &roster.groups[0].members[0];
        assert_eq!(
            roster.value(first, Field::Phone).map(|phone| phone.v.as_str()),
            Some("138-0013")
        );
        assert_eq!(roster.value(first, Field::Unit), None);
        assert_eq!(roster.members().count(), 5);
        let place = &first.name.as_ref().unwrap().place;
        assert_eq!(place.to_string(), "甲.csv C4");
    }

    #[test]
    fn further_columns_are_kept_behind_the_known_ones() {
        let roster = roster("性别,手机,办公电话,空,备注,姓名,单位\n男,138,8222,,兼,王强,县局\n");
        assert_eq!(names(&roster), [("", vec!["王强"])]);
        assert_eq!(roster.group_head, None);
        let heads: Vec<_> = roster.columns.iter().map(|column| column.head.v.as_str()).collect();
        assert_eq!(heads, ["单位", "手机", "备注", "性别", "办公电话"]);
    }

    #[test]
    fn merged_cells_count_for_each_row() {
        let text = "组别,姓名,单位,职务\n成员,王强,县局,局长\n,李梅,,副局长\n";
        let roster = read(&merged(text, [1, 2, 2, 1])).unwrap();
        let unit = |at: usize| roster.value(&roster.groups[0].members[at], Field::Unit);
        assert_eq!(unit(1), unit(0));
        let found = messages(&merged(text, [1, 1, 2, 1]));
        assert_eq!(found, ["错误: 甲.csv B2: 姓名这一格合并了 2 行 +"]);
        let two_rows_of_heads = merged("姓名,电话,\n,办公,手机\n王强,1,2\n", [0, 0, 2, 1]);
        let roster = read(&two_rows_of_heads).unwrap();
        let heads: Vec<_> = roster.columns.iter().map(|column| column.head.v.as_str()).collect();
        assert_eq!(heads, ["电话（办公）", "手机"]);
    }

    #[test]
    fn all_mistakes_are_found_at_their_cells() {
        let found =
            messages(&csv("组别,姓名,单位,职务,\n,王强,,县长,\n成员,,县局,,随手记\n,,,,又记\n"));
        assert_eq!(
            found,
            [
                "错误: 甲.csv E3: 这一列有内容，却没有列名 +",
                "错误: 甲.csv A2: 名单的第一行没有组别 +",
                "错误: 甲.csv B3: 这一行没有姓名，也没有职务 +",
                "错误: 甲.csv B4: 这一行没有姓名，也没有职务 +",
            ]
        );
    }

    #[test]
    fn a_sheet_without_a_head_is_no_roster() {
        let found = messages(&csv("名称,人口\n东山乡,3\n"));
        assert_eq!(found, ["错误: 甲.csv A1: 前 10 行里没有找到名单的表头 +"]);
        assert_eq!(messages(&csv("姓名\n王强\n")), found);
        let found = messages(&csv("姓名,职务,姓名,职务\n王强,县长,李梅,局长\n"));
        assert_eq!(found, ["错误: 甲.csv C1: 表头里有两列姓名，不知道按哪一列读 +"]);
        let found = messages(&csv("题,\n姓名,职务\n"));
        assert_eq!(found, ["错误: 甲.csv A2: 名单里一个人也没有 +"]);
        assert_eq!(messages(&Grid::default()), ["错误: hongtou: 前 10 行里没有找到名单的表头 +"]);
    }
}
