//! The row of column names, or the two or three rows where merged cells make them one.

use super::super::compact;
use super::super::head::{Field, field};
use crate::diag::{Diagnostic, Diagnostics, Result, codes};
use crate::sheet::layout::TITLE_ROWS;
use crate::sheet::{Grid, Row, values};
use crate::source::{Place, Spanned};

/// The columns of a roster.
pub(super) struct Heads {
    /// The first row of the head.
    pub(super) top: usize,
    /// The last.
    pub(super) bottom: usize,
    /// The words above each column.
    pub(super) words: Vec<Spanned<String>>,
    /// What each column means.
    pub(super) fields: Vec<Field>,
}

impl Heads {
    /// The first row with 姓名 and another name that is known.
    pub(super) fn find(grid: &Grid) -> Result<Self> {
        let known = |field: &Field| !matches!(field, Field::Number | Field::Name | Field::Other);
        let heads = (0..grid.rows().len().min(TITLE_ROWS)).filter_map(|row| Self::at(grid, row));
        let mut heads = heads.into_iter().filter(|heads| heads.fields.iter().any(known));
        if let Some(heads) = heads.next() {
            return Ok(heads.with_ordinals(grid).with_groups(grid));
        }
        let first = grid.rows().iter().flatten().next();
        let place = first.map_or(Place::Program, |cell| cell.place.clone());
        let message = format!("前 {TITLE_ROWS} 行里没有找到名单的表头");
        let mut hint =
            "表头要有“姓名”，还要有“组别”“单位”“职务”“电话”“备注”中的至少一列".to_owned();
        if matches!(place, Place::Cell(_, Some(_), _, _)) {
            hint += "；名单在别的工作表里的，在活动文件里写“工作表”";
        }
        Err(Diagnostic::error(codes::NO_HEAD, place, message).hint(hint).into())
    }

    /// The head of which a row is the one with 姓名.
    fn at(grid: &Grid, row: usize) -> Option<Self> {
        let name = grid.rows()[row].iter().position(|cell| field(&cell.v) == Field::Name)?;
        let bottom = row + grid.merge_at(row, name).map_or(0, |merge| merge.rows - 1);
        let above = grid.merges().iter().take_while(|merge| merge.top < row);
        let top = above.filter(|merge| merge.top + merge.rows > row).map(|merge| merge.top).min();
        let top = top.unwrap_or(row);
        // what stands above 姓名 stands above all and says nothing of a single column
        let general = grid.words(top..row, name);
        let columns = (0..grid.rows()[row].len()).map(|column| {
            let mut parts = grid.words(top..bottom, column);
            parts.retain(|part| !general.contains(part));
            parts.extend(Some(&grid.rows()[bottom][column]).filter(|cell| !cell.v.is_empty()));
            combined(&parts).unwrap_or_else(|| {
                let place = grid.rows()[bottom][column].place.clone();
                (Spanned::new(String::new(), place), Field::Other)
            })
        });
        let (words, fields) = columns.unzip();
        Some(Self { top, bottom, words, fields })
    }

    /// A column without a name that counts the rows is 序号.
    fn with_ordinals(mut self, grid: &Grid) -> Self {
        for column in 0..self.words.len() {
            let rows = grid.rows()[self.bottom + 1..].iter();
            let rows = rows.filter(|row| row.iter().filter(|cell| !cell.v.is_empty()).count() > 1);
            let mut values = rows.map(|row| row[column].v.as_str()).filter(|v| !v.is_empty());
            let counts = self.words[column].v.is_empty()
                && values.next() == Some("1")
                && values.all(|value| value.bytes().all(|c| c.is_ascii_digit()));
            if counts {
                self.fields[column] = Field::Number;
            }
        }
        self
    }

    /// A column that holds nothing but 组长, 成员 and the like has the groups, whatever its name is.
    fn with_groups(mut self, grid: &Grid) -> Self {
        if self.column(Field::Group).is_some() {
            return self;
        }
        let only_groups = |column: &usize| {
            let rows = grid.rows()[self.bottom + 1..].iter();
            let rows = rows.filter(|row| values(row).count() > 1);
            let mut cells =
                rows.map(|row| &row[*column].v).filter(|text| !text.is_empty()).peekable();
            self.fields[*column] == Field::Other
                && cells.peek().is_some()
                && cells.all(|text| is_group(text))
        };
        if let Some(column) = (0..self.fields.len()).find(only_groups) {
            self.fields[column] = Field::Group;
        }
        self
    }

    /// The first column of that meaning.
    pub(super) fn column(&self, wanted: Field) -> Option<usize> {
        self.fields.iter().position(|field| *field == wanted)
    }

    /// Decides between columns of one meaning, now that the people are known: an empty one does not
    /// count, a second telephone is a further column, a second 姓名 or 职务 is a question to the clerk.
    pub(super) fn settle(&mut self, people: &[&Row], found: &mut Diagnostics) {
        self.settle_meanings(people, found);
        self.check_post(people, found);
        for (column, words) in self.words.iter().enumerate() {
            let first = people.iter().map(|row| &row[column]).find(|cell| !cell.v.is_empty());
            let unnamed = words.v.is_empty() && self.fields[column] != Field::Number;
            if let Some(cell) = first.filter(|_| unnamed) {
                let message = "这一列有内容，却没有列名";
                let hint = "在表头给每一列写上列名；表头有两行的，并成一行；多余的内容就删去";
                found.push(
                    Diagnostic::error(codes::UNNAMED_COLUMN, cell.place.clone(), message)
                        .hint(hint),
                );
            }
        }
    }

    /// Who is only 成员 under 职务 has his group there.
    fn check_post(&self, people: &[&Row], found: &mut Diagnostics) {
        let Some(post) = self.column(Field::Post) else { return };
        let is_group = |cell: &&Spanned<String>| ["成员", "组员"].contains(&cell.v.as_str());
        if let Some(cell) = people.iter().map(|row| &row[post]).find(is_group) {
            let message = format!("职务一列写的是“{}”", cell.v);
            let hint = "这一列写的是组别的，列名改为“组别”";
            found.push(
                Diagnostic::error(codes::MISPLACED_CELL, cell.place.clone(), message).hint(hint),
            );
        }
    }

    fn settle_meanings(&mut self, people: &[&Row], found: &mut Diagnostics) {
        let used: Vec<bool> = (0..self.fields.len())
            .map(|column| people.iter().any(|row| !row[column].v.is_empty()))
            .collect();
        for field in MEANINGS {
            let same = (0..self.fields.len()).filter(|column| self.fields[*column] == field);
            let same: Vec<usize> = same.collect();
            let kept = same.iter().copied().find(|column| used[*column]).or(same.first().copied());
            for column in same.into_iter().filter(|column| Some(*column) != kept) {
                self.fields[column] = Field::Other;
                if used[column]
                    && let Some((name, hint)) = only_once(field)
                {
                    let message = format!("表头里有两列{name}，不知道按哪一列读");
                    let place = self.words[column].place.clone();
                    found.push(
                        Diagnostic::error(codes::DUPLICATE_COLUMN, place, message).hint(hint),
                    );
                    // two blocks side by side have two of everything
                    if field == Field::Name {
                        return;
                    }
                }
            }
        }
    }
}

/// What the groups of a roster are called.
const GROUPS: [&str; 9] =
    ["组长", "副组长", "成员", "组员", "指挥长", "副指挥长", "总指挥", "副总指挥", "召集人"];
/// What may stand before such a name.
const RANKS: [&str; 4] = ["第一", "常务", "执行", "第二"];

fn is_group(text: &str) -> bool {
    let text = compact(text.trim_end_matches(['：', ':']));
    let bare = RANKS.iter().find_map(|rank| text.strip_prefix(rank)).unwrap_or(&text);
    GROUPS.contains(&bare)
}

/// What may be said of a column, 姓名 first.
const MEANINGS: [Field; 7] =
    [Field::Name, Field::Group, Field::Unit, Field::Post, Field::Phone, Field::Note, Field::Number];

/// The meaning that only one column may have, by its name, and what to do with two.
fn only_once(field: Field) -> Option<(&'static str, &'static str)> {
    let joined = "把两列并成一列；不印在正文里的，换一个列名";
    match field {
        Field::Name => Some(("姓名", "左右并排的名单要改成一列，一人一行")),
        Field::Group => Some(("组别", joined)),
        Field::Unit => Some(("单位", joined)),
        Field::Post => {
            let hint = "写组长、成员的一列，列名改为“组别”；不印在正文里的，换一个列名";
            Some(("职务", hint))
        }
        _ => None,
    }
}

/// The words above a column as one, and their meaning: the lowest that is known.
fn combined(parts: &[&Spanned<String>]) -> Option<(Spanned<String>, Field)> {
    let (lowest, above) = parts.split_last()?;
    let known = parts.iter().rev().map(|part| field(&part.v)).find(|field| *field != Field::Other);
    let words = match above.first() {
        Some(first) if field(&lowest.v) == Field::Other => {
            format!("{}（{}）", one(&first.v), one(&lowest.v))
        }
        _ => one(&lowest.v),
    };
    let place = lowest.place.clone();
    Some((Spanned::new(words, place), known.unwrap_or(Field::Other)))
}

/// The words of a cell on one line, a bracket close to what stands before it, without the star of what must
/// be filled in.
fn one(words: &str) -> String {
    let words = words.replace("\n（", "（").replace("\n(", "(");
    compact(words.trim_matches(['*', '＊', '【', '】']))
}
