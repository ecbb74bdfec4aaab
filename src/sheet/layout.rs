//! What the rows of a table (表) are: titles and notes above its head, the head, records, totals.

use std::collections::BTreeMap;
use std::ops::Range;

use super::grid::{Grid, Row, single, values};
use crate::source::Spanned;

/// How many rows may hold a title and the like before the head.
pub const TITLE_ROWS: usize = 10;
/// What the first value of a row of totals says.
const TOTALS: [&str; 6] = ["合计", "总计", "小计", "累计", "共计", "总人数"];
/// What the only value of a row begins with when the row is a note and no record.
const NOTES: [&str; 4] = ["注", "备注", "说明", "填表"];
/// What a note above the head says with a colon: 单位：万元.
const ABOVE: [&str; 7] = ["单位", "计量单位", "填报", "填表", "制表", "报送", "截至"];
/// A row whose numbers are the sums of fewer rows may be what it is by chance.
const FEWEST_ADDENDS: usize = 3;

/// Where in a table its parts are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The rows of the head.
    pub head: Range<usize>,
    /// The rows of totals below it.
    pub totals: BTreeMap<usize, Total>,
    /// How many rows, from the last, are totals and the notes below them.
    pub footing: usize,
}

/// How a row of totals is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Total {
    /// It says so: 合计.
    Named,
    /// All its numbers are the sums of those above.
    Summed,
}

impl Layout {
    /// Finds the parts. The head is the first row with more than one value, and as deep as its merged cells
    /// are; or as many rows as `depth` says, from the very first row where it says 0.
    pub fn of(grid: &Grid, depth: Option<usize>) -> Self {
        let top = if depth == Some(0) { 0 } else { head_row(grid).unwrap_or_default() };
        let depth = depth.unwrap_or_else(|| depth_of(grid, top));
        let head = top..(top + depth).min(grid.rows().len());
        let totals = totals(grid, head.end);
        let rows = head.end..grid.rows().len();
        let at_end = rows.clone().rev();
        let at_end =
            at_end.take_while(|row| totals.contains_key(row) || is_note(&grid.rows()[*row]));
        let footing = at_end.filter(|row| totals.contains_key(row)).last();
        let footing = footing.map_or(0, |first| rows.end - first);
        // what is nothing but totals has no record that they could stand by
        let footing = if footing == rows.len() { 0 } else { footing };
        Self { head, totals, footing }
    }

    /// The titles above the head, which are printed elsewhere.
    pub fn titles<'g>(
        &self,
        grid: &'g Grid,
    ) -> impl Iterator<Item = &'g Spanned<String>> + use<'g> {
        self.above(grid).filter(|cell| !stands_above(&cell.v))
    }

    /// The notes above the head that belong to the table: 单位：万元.
    pub fn notes<'g>(&self, grid: &'g Grid) -> impl Iterator<Item = &'g Spanned<String>> + use<'g> {
        self.above(grid).filter(|cell| stands_above(&cell.v))
    }

    fn above<'g>(&self, grid: &'g Grid) -> impl Iterator<Item = &'g Spanned<String>> + use<'g> {
        grid.rows()[..self.head.start].iter().flatten().filter(|cell| !cell.v.is_empty())
    }

    /// The name of each column: its lowest words, with those above them where that alone would be the name of
    /// several.
    pub fn names(&self, grid: &Grid) -> Vec<Spanned<String>> {
        let words = |column| grid.words(self.head.clone(), column);
        let words: Vec<Vec<&Spanned<String>>> = (0..grid.columns()).map(words).collect();
        let mut count: BTreeMap<String, usize> = BTreeMap::new();
        for cell in words.iter().filter_map(|words| words.last()) {
            *count.entry(name(&cell.v)).or_default() += 1;
        }
        let named = |words: &Vec<&Spanned<String>>| {
            let Some(cell) = words.last() else { return Spanned::default() };
            let own = name(&cell.v);
            let several = count.get(&own).is_some_and(|count| *count > 1);
            let all = words.iter().map(|cell| name(&cell.v)).collect();
            Spanned::new(if several { all } else { own }, cell.place.clone())
        };
        words.iter().map(named).collect()
    }
}

/// The first row with more than one value; of a table of one column the first.
pub fn head_row(grid: &Grid) -> Option<usize> {
    let is_head = |row: &Vec<Spanned<String>>| grid.columns() == 1 || values(row).count() > 1;
    grid.rows().iter().take(TITLE_ROWS).position(is_head)
}

/// How deep the head is: as its merged cells, or with the row below where that only divides those which are
/// merged over several columns.
fn depth_of(grid: &Grid, top: usize) -> usize {
    let merges = grid.merges_of(top);
    let deepest = merges.iter().map(|merge| merge.rows).max().unwrap_or(1);
    let divided = |column: usize| {
        let covers =
            |merge: &super::Merge| (merge.left..merge.left + merge.columns).contains(&column);
        merges.iter().any(|merge| merge.columns > 1 && covers(merge))
    };
    let below = grid.rows().get(top + 1).map(|row| values(row).map(|(column, _)| column));
    let below: Vec<usize> = below.into_iter().flatten().collect();
    let is_head = !below.is_empty() && below.into_iter().all(divided);
    if deepest == 1 && is_head { 2 } else { deepest }
}

fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

/// A name of a column as templates call it: Chinese words are drawn together.
fn name(text: &str) -> String {
    if text.is_ascii() { text.trim().to_owned() } else { bare(text) }
}

fn stands_above(text: &str) -> bool {
    let text = bare(text);
    let text = text.trim_start_matches(['（', '(']);
    let said = text.split_once(['：', ':']);
    said.is_some_and(|(label, _)| ABOVE.iter().any(|word| label.starts_with(word)))
}

/// Whether a row is empty but for a note.
pub fn is_note(row: &Row) -> bool {
    single(row).is_some_and(|(_, only)| NOTES.iter().any(|note| only.v.starts_with(note)))
}

/// Whether words say that a row is one of totals: 合　计, 小计：, 总计（人）.
pub fn is_total(label: &str) -> bool {
    TOTALS.contains(&unbracketed(&bare(label)))
}

fn unbracketed(text: &str) -> &str {
    text.split(['（', '(']).next().unwrap_or_default().trim_end_matches(['：', ':'])
}

/// Whether words end like those of a row of totals: 全县合计.
fn ends_as_total(label: &str) -> bool {
    let label = bare(label);
    TOTALS.iter().any(|word| unbracketed(&label).ends_with(word))
}

/// A number as people write it: 12, -3.5, 1,200.
pub fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let digits = text.trim_start_matches(['-', '+']);
    let plain = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|c| c.is_ascii_digit() || b",.".contains(&c));
    let number = text.replace(',', "").parse::<f64>().ok();
    number.filter(|number| plain && number.is_finite())
}

/// The rows of totals from a row on.
fn totals(grid: &Grid, from: usize) -> BTreeMap<usize, Total> {
    let mut totals = BTreeMap::new();
    // of each column the sum of all records, and of those since the last row of totals
    let mut sums = vec![[0.0; 2]; grid.columns()];
    let mut addends = [0; 2];
    let rows = || grid.rows().iter().enumerate().skip(from);
    let is_filled = |row: &Row| values(row).next().is_some() && !is_note(row);
    let last = rows().rfind(|(_, row)| is_filled(row));
    let ordinals = ordinals(grid, from);
    for (at, row) in rows() {
        let numbers = || {
            let cells = values(row).filter(|(column, _)| Some(*column) != ordinals);
            cells.filter_map(|(column, cell)| Some((column, number(&cell.v)?)))
        };
        let is_sum = |which: usize| {
            let close =
                |sum: f64, number: f64| (sum - number).abs() <= 1e-9 * number.abs().max(1.0);
            addends[which] > 1
                && numbers().any(|(_, number)| number != 0.0)
                && numbers().all(|(column, number)| close(sums[column][which], number))
        };
        let mut labels = values(row).filter(|(_, cell)| number(&cell.v).is_none());
        let label =
            labels.next().filter(|(column, _)| values(row).take(2).any(|(at, _)| at == *column));
        let label = label.map_or("", |(_, cell)| cell.v.as_str());
        let is_last = last.is_some_and(|(last, _)| last == at);
        let total = if is_total(label) || (ends_as_total(label) && (is_sum(0) || is_sum(1))) {
            Some(Total::Named)
        } else if is_last && addends[0] >= FEWEST_ADDENDS && totals.is_empty() && is_sum(0) {
            Some(Total::Summed)
        } else {
            None
        };
        match total {
            Some(total) => {
                totals.insert(at, total);
                for sum in &mut sums {
                    sum[1] = 0.0;
                }
                addends[1] = 0;
            }
            None if values(row).next().is_some() => {
                addends = addends.map(|count| count + 1);
                for (column, number) in numbers() {
                    sums[column] = sums[column].map(|sum| sum + number);
                }
            }
            None => {}
        }
    }
    totals
}

/// The column that counts the rows: 1, 2, 3.
fn ordinals(grid: &Grid, from: usize) -> Option<usize> {
    let counts = |column: &usize| {
        let cells = grid.rows().iter().skip(from).map(|row| row[*column].v.as_str());
        let mut cells = cells.filter(|text| !text.is_empty()).take(3);
        cells.next() == Some("1")
            && cells.next().is_none_or(|second| second == "2")
            && cells.next().is_none_or(|third| third == "3")
    };
    (0..grid.columns()).find(counts).filter(|column| *column < 2)
}

#[cfg(test)]
mod tests {
    use super::{Layout, Total, is_total, number};
    use crate::sheet::{self, Grid, Merge};

    fn csv(text: &str) -> Grid {
        sheet::read("甲.csv", text.as_bytes(), None).unwrap()
    }

    fn words<'g>(cells: impl Iterator<Item = &'g crate::source::Spanned<String>>) -> Vec<&'g str> {
        cells.map(|cell| cell.v.as_str()).collect()
    }

    #[test]
    fn titles_and_notes_stand_above_the_head() {
        let grid = csv("附件1,,\n青溪县投资表,,\n,,单位：万元\n项目,类型,投资\n甲,路,3\n");
        let layout = Layout::of(&grid, None);
        assert_eq!(layout.head, 3..4);
        assert_eq!(words(layout.titles(&grid)), ["附件1", "青溪县投资表"]);
        assert_eq!(words(layout.notes(&grid)), ["单位：万元"]);
        assert_eq!(Layout::of(&grid, Some(2)).head, 3..5);
        assert_eq!(Layout::of(&grid, Some(0)).head, 0..0);
        assert_eq!(Layout::of(&csv("乡镇\n石桥镇\n"), None).head, 0..1);
        assert_eq!(Layout::of(&Grid::default(), None).head, 0..0);
    }

    #[test]
    fn a_head_of_two_rows_names_each_column() {
        let merge = |top, left, rows, columns| Merge { top, left, rows, columns };
        let text = "表,,,\n乡镇,人口,,备注\n,男,女,\n石桥镇,10,20,\n";
        let rows = csv(text).rows().to_vec();
        let with = |merges: Vec<Merge>| Grid::new(rows.clone(), merges);
        for merges in [vec![merge(1, 0, 2, 1), merge(1, 1, 1, 2)], vec![merge(1, 1, 1, 2)]] {
            let grid = with(merges);
            let layout = Layout::of(&grid, None);
            assert_eq!(layout.head, 1..3);
            assert_eq!(words(layout.names(&grid).iter()), ["乡镇", "男", "女", "备注"]);
        }
        let twice = csv("乡镇,上年,,今年,\n,男,女,男,女\n石桥镇,1,2,3,4\n").rows().to_vec();
        let grid = Grid::new(twice, vec![merge(0, 1, 1, 2), merge(0, 3, 1, 2)]);
        let layout = Layout::of(&grid, None);
        assert_eq!(
            words(layout.names(&grid).iter()),
            ["乡镇", "上年男", "上年女", "今年男", "今年女"]
        );
        // two columns under one heading that nothing divides
        let plain = csv("项目,,投资\n道路,一期,3\n").rows().to_vec();
        let grid = Grid::new(plain, vec![merge(0, 0, 1, 2)]);
        assert_eq!(Layout::of(&grid, None).head, 0..1);
    }

    #[test]
    fn totals_are_known_by_their_words_and_by_their_sums() {
        for (sheet, totals, footing) in [
            ("乡镇,户数\n甲,1\n乙,2\n合　计,3\n", vec![(3, Total::Named)], 1),
            ("乡镇,户数\n甲,1\n乙,2\n合计：,9\n注：年末数,\n", vec![(3, Total::Named)], 2),
            ("序号,乡镇,户数\n1,甲,1\n2,乙,2\n3,丙,4\n,小计,7\n", vec![(4, Total::Named)], 1),
            (
                "乡镇,村,户数\n甲,一,1\n,二,2\n,小计,3\n乙,三,4\n全县合计,,7\n",
                vec![(3, Total::Named), (5, Total::Named)],
                1,
            ),
            ("乡镇,户数,人口\n甲,1,3\n乙,2,6\n丙,4,12\n全县,7,21\n", vec![(4, Total::Summed)], 1),
            ("乡镇,户数,人口\n甲,1,3\n乙,2,6\n丙,4,12\n丁,7,20\n", vec![], 0),
            ("乡镇,户数\n甲,1\n乙,2\n丙,3\n", vec![], 0),
            ("项目,数\n投资合计,9\n其中：路,4\n", vec![], 0),
            ("乡镇,户数\n合计,3\n", vec![(1, Total::Named)], 0),
            ("乡镇,小计\n甲,小计\n", vec![], 0),
        ] {
            let layout = Layout::of(&csv(sheet), None);
            assert_eq!(layout.totals.into_iter().collect::<Vec<_>>(), totals, "{sheet}");
            assert_eq!(layout.footing, footing, "{sheet}");
        }
        for label in ["总计（人）", "共 计", "累计:"] {
            assert!(is_total(label), "{label}");
        }
        assert!(!is_total("统计") && !is_total("合计村") && !is_total(""));
        assert_eq!(number("1,200.5"), Some(1200.5));
        assert_eq!(number("约50"), None);
    }
}
