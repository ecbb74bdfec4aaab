//! From a sheet to its people.

use super::head::{Field, field};
use super::{Column, Group, Member, Roster, compact};
use crate::diag::{Diagnostic, Diagnostics, Result};
use crate::sheet::Grid;
use crate::sheet::records::TITLE_ROWS;
use crate::source::{Place, Spanned};

type Row = [Spanned<String>];

pub(super) fn read(grid: &Grid) -> Result<Roster> {
    let (at, fields) = find_head(grid)?;
    let head = &grid.rows[at];
    let mut found = Diagnostics::new();
    check_columns(grid, at, &fields, &mut found);
    let column = |wanted| fields.iter().position(|field| *field == wanted);
    let name_head = column(Field::Name).map_or_else(Spanned::default, |name| words(&head[name]));
    let group = column(Field::Group);
    let people = || grid.rows[at + 1..].iter().filter(|row| !is_passed_over(row, &fields));
    let mut kept: Vec<usize> = (0..fields.len())
        .filter(|column| fields[*column] >= Field::Unit)
        .filter(|column| people().any(|row| !row[*column].v.is_empty()))
        .collect();
    kept.sort_by_key(|column| fields[*column]);

    let mut groups: Vec<Group> = Vec::new();
    for (row, filled) in grid.rows.iter().zip(grid.filled_down(at).iter()).skip(at + 1) {
        if is_passed_over(row, &fields) {
            continue;
        }
        let label = group.map(|group| &filled[group]);
        if let Some(label) = label.map(label_of).filter(|label| !label.v.is_empty()) {
            if groups.last().is_none_or(|group| group.label != label) {
                groups.push(Group { label, members: Vec::new() });
            }
        } else if groups.is_empty() {
            if let Some(label) = label {
                let hint = "在这一格写上组别，例如“组长”";
                let message = "名单的第一行没有组别";
                found.push(Diagnostic::error(label.place.clone(), message).hint(hint));
            }
            groups.push(Group { label: Spanned::default(), members: Vec::new() });
        }
        let member = found.take(member(filled, &fields, &kept));
        if let (Some(member), Some(group)) = (member, groups.last_mut()) {
            group.members.push(member);
        }
    }
    groups.retain(|group| !group.members.is_empty());
    if groups.is_empty() && found.is_empty() {
        let message = "名单里一个人也没有";
        found.push(Diagnostic::error(name_head.place.clone(), message).hint("在表头下面逐行填写"));
    }
    let columns =
        kept.iter().map(|at| Column { field: fields[*at], head: words(&head[*at]) }).collect();
    let group_head = group.map(|group| words(&head[group]));
    found.or(Roster { group_head, name_head, columns, groups })
}

/// The row of column names and the meaning of each column. A second column of one meaning (a second
/// telephone) is a further column.
fn find_head(grid: &Grid) -> Result<(usize, Vec<Field>)> {
    for (at, row) in grid.rows.iter().enumerate().take(TITLE_ROWS) {
        let mut fields: Vec<Field> = Vec::new();
        for cell in row {
            let meaning = field(&cell.v);
            let twice = fields.contains(&meaning);
            if twice && meaning == Field::Name {
                let message = "表头里有两列姓名，不知道按哪一列读";
                let hint = "左右并排的名单要改成一列，一人一行";
                return Err(Diagnostic::error(cell.place.clone(), message).hint(hint).into());
            }
            fields.push(if twice { Field::Other } else { meaning });
        }
        let known = |field: &Field| !matches!(field, Field::Number | Field::Name | Field::Other);
        if fields.contains(&Field::Name) && fields.iter().any(known) {
            return Ok((at, fields));
        }
    }
    let place = grid.rows.iter().flatten().next().map_or(Place::Program, |cell| cell.place.clone());
    let message = format!("前 {TITLE_ROWS} 行里没有找到名单的表头");
    let hint = "表头要有“姓名”，还要有“组别”“单位”“职务”“电话”“备注”中的至少一列";
    Err(Diagnostic::error(place, message).hint(hint).into())
}

/// Refuses what can't be printed rightly: values without words above them, names that cover more than
/// one row.
fn check_columns(grid: &Grid, head: usize, fields: &[Field], found: &mut Diagnostics) {
    for (column, words) in grid.rows[head].iter().enumerate() {
        let below = grid.rows[head + 1..].iter().map(|row| &row[column]);
        let first = below.into_iter().find(|cell| !cell.v.is_empty());
        if let Some(cell) = first.filter(|_| words.v.is_empty()) {
            let message = "这一列有内容，却没有列名";
            let hint = "在表头给每一列写上列名，合并的表头要拆开；多余的内容就删去";
            found.push(Diagnostic::error(cell.place.clone(), message).hint(hint));
        }
    }
    for merge in &grid.merges {
        let name = fields.get(merge.left) == Some(&Field::Name) && merge.top > head;
        if name && merge.rows > 1 {
            let place = grid.rows[merge.top][merge.left].place.clone();
            let message = format!("姓名这一格合并了 {} 行", merge.rows);
            let hint = "一人只占一行，几个职务写在同一格里";
            found.push(Diagnostic::error(place, message).hint(hint));
        }
    }
}

/// Empty rows, a note under the table, the head once more on a later page.
fn is_passed_over(row: &Row, fields: &[Field]) -> bool {
    let mut values = row.iter().zip(fields).filter(|(cell, _)| !cell.v.is_empty());
    let again = |(cell, known): (&Spanned<String>, &Field)| {
        *known == Field::Name && field(&cell.v) == Field::Name
    };
    match (values.next(), values.next()) {
        (None, _) => true,
        (Some((cell, known)), None) if *known != Field::Post => {
            ["注", "备注", "说明"].iter().any(|note| cell.v.starts_with(note))
        }
        _ => row.iter().zip(fields).any(again),
    }
}

fn member(row: &Row, fields: &[Field], kept: &[usize]) -> Result<Member> {
    let value = |wanted| {
        let column = fields.iter().position(|field| *field == wanted)?;
        row.get(column)
    };
    let is_filled = |cell: Option<&Spanned<String>>| cell.is_some_and(|cell| !cell.v.is_empty());
    let name = value(Field::Name);
    if !is_filled(name) && !is_filled(value(Field::Post)) {
        let place = name.map(|cell| cell.place.clone()).unwrap_or_default();
        let hint = "补上姓名；如果这一行是单位或一类人，把它写在职务一列；多余的行就删去";
        return Err(Diagnostic::error(place, "这一行没有姓名，也没有职务").hint(hint).into());
    }
    let name = name.filter(|cell| !cell.v.is_empty()).map(words);
    let fields = kept.iter().map(|column| match fields[*column] {
        Field::Phone => row[*column].clone().map(|phone| half_width(&phone)),
        _ => row[*column].clone(),
    });
    Ok(Member { name, fields: fields.collect() })
}

/// A name or column name without the spaces that stretch it.
fn words(cell: &Spanned<String>) -> Spanned<String> {
    cell.clone().map(|text| compact(&text))
}

/// The name of a group without the colon that some write in the cell.
fn label_of(cell: &Spanned<String>) -> Spanned<String> {
    cell.clone().map(|text| compact(text.trim_end_matches(['：', ':'])))
}

/// Digits, letters and signs of a telephone number typed with a Chinese keyboard.
fn half_width(text: &str) -> String {
    let narrow = |c: char| match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '－' | '＋' => {
            char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c)
        }
        _ => c,
    };
    text.chars().map(narrow).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::roster;
    use super::super::{Field, Group, Roster, read};
    use crate::doc::table::Merge;
    use crate::sheet::{self, Grid};

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
        Grid { merges: vec![Merge { top, left, rows, columns }], ..csv(text) }
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
        assert_eq!(
            messages(&two_rows_of_heads),
            [
                "错误: 甲.csv C2: 这一列有内容，却没有列名 +",
                "错误: 甲.csv A2: 这一行没有姓名，也没有职务 +",
            ]
        );
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
