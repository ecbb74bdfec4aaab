//! The widths of a table's columns: heads, dates, numbers and short entries stay whole where the page has room,
//! and the table is about as short as it can be.

use std::collections::HashMap;
use std::ops::Range;

use crate::doc::name::is_ideograph;
use crate::doc::{Cell, Table};
use crate::standard::{GBT9704, MM_PER_PT};

/// A half character is a step of a column's width.
const STEP: f64 = GBT9704.table_size / 2.0;
/// What offices' programs put between 字 and a number, in characters.
const BESIDE_NUMBERS: f64 = 0.25;
/// Digits and Latin letters in the faces of tables are hardly wider, in characters.
const HALF: f64 = 0.53;
/// A head of so many characters is never broken.
const SHORT_HEAD: f64 = 4.0;
/// A longer head is broken into lines of so many at the most.
const WIDEST_HALF: f64 = 6.0;
/// An entry of so many characters is not broken, where the page has room.
const SHORT_ENTRY: f64 = 8.5;
/// No column that needs more gets less than so many characters, where the page has room.
pub(super) const DECENT: f64 = 4.0;
/// No column is narrower than so many characters, ever.
const NARROWEST: f64 = 2.0;
/// What the least widths of all columns may take of the room while dates stay whole.
const LEAST_SHARE: f64 = 0.85;
/// So many rows say how wide columns must be.
const MOST_ROWS: usize = 300;
/// So often widths are changed for better ones.
const MOST_CHANGES: usize = 200;

/// What a fault costs, in lines of a row.
mod cost {
    /// One character on the last line.
    pub(super) const SINGLE: f64 = 0.8;
    /// A date or 文号 that is broken between its numbers.
    pub(super) const DATE: f64 = 1.0;
    /// A number that is broken, or parted from its unit.
    pub(super) const TOKEN: f64 = 2.0;
    /// A short entry that is broken.
    pub(super) const SHORT: f64 = 0.4;
    /// A line of a cell that is not the highest of its row.
    pub(super) const LINE: f64 = 0.04;
    /// A step away from the width that the sheet has.
    pub(super) const WISH: f64 = 0.02;
}

/// What stays together in a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Glue {
    /// Dates and 文号, too.
    Dates,
    /// Numbers with their unit.
    Numbers,
}

/// Width of a text in characters, with the space that offices' programs put beside numbers.
pub(super) fn ems(text: &str) -> f64 {
    let beside = text.chars().zip(text.chars().skip(1));
    let spaces = beside.filter(|(a, b)| parted(*a, *b)).count();
    #[expect(clippy::cast_precision_loss, reason = "a number of characters")]
    let spaces = spaces as f64 * BESIDE_NUMBERS;
    text.chars().map(of_character).sum::<f64>() + spaces
}

/// Width of a character in 仿宋 and 黑体.
fn of_character(c: char) -> f64 {
    if c.is_ascii() { HALF } else { 1.0 }
}

fn parted(a: char, b: char) -> bool {
    a.is_ascii_alphanumeric() && is_ideograph(b) || is_ideograph(a) && b.is_ascii_alphanumeric()
}

/// A stretch of a line that is not broken.
struct Piece {
    ems: f64,
    characters: usize,
}

fn pieces(line: &str, glue: Glue) -> Vec<Piece> {
    let characters: Vec<char> = line.chars().collect();
    let numbers = if glue == Glue::Dates { document_numbers(&characters) } else { Vec::new() };
    let mut pieces: Vec<Piece> = Vec::new();
    for (at, c) in characters.iter().enumerate() {
        let own = of_character(*c);
        let before = at.checked_sub(1).map(|at| characters[at]);
        let space = before.is_some_and(|before| parted(before, *c));
        let ems = own + if space { BESIDE_NUMBERS } else { 0.0 };
        let inside = numbers.iter().any(|number| number.start < at && at < number.end);
        match pieces.last_mut() {
            Some(last) if inside || is_glued(&characters[..at], *c, glue) => {
                last.ems += ems;
                last.characters += 1;
            }
            _ => pieces.push(Piece { ems, characters: 1 }),
        }
    }
    pieces
}

/// 文号: 青溪府发〔2026〕12号.
fn document_numbers(characters: &[char]) -> Vec<Range<usize>> {
    let opens = characters.iter().enumerate().filter(|(_, c)| **c == '〔');
    let number = |(at, _): (usize, &char)| {
        let code = characters[..at].iter().rev().take_while(|c| c.is_alphabetic()).take(8).count();
        let length = characters[at..].iter().take(12).position(|c| *c == '号')?;
        Some(at - code..at + length + 1)
    };
    opens.filter_map(number).collect()
}

/// Whether a character stands on the line of what is before it.
fn is_glued(before: &[char], c: char, glue: Glue) -> bool {
    let (Some(&last), second) = (before.last(), before.iter().nth_back(1)) else { return false };
    let digit = |c: &char| c.is_ascii_digit();
    let closes = "，。、；：？！）》〉”’】〕%％—～·".contains(c);
    let opens = "（《〈“‘【〔—～·".contains(last);
    let word = |c: char| c.is_ascii_graphic();
    let unit = digit(&last) && c.is_alphabetic();
    let of_ten_thousands = "百千万亿".contains(last) && second.is_some_and(digit);
    let date = glue == Glue::Dates
        && ("年月".contains(last) && second.is_some_and(digit) && c.is_ascii_digit()
            || "年月日".contains(last) && second.is_some_and(digit) && c == '底'
            || last == '底' && c == '前');
    closes || opens || word(last) && word(c) || unit || of_ten_thousands || date
}

/// How a text is set in a column.
#[derive(Clone, Copy, Default)]
struct Set {
    lines: f64,
    fault: f64,
}

fn set(cell: &Cell, room: f64, head: bool) -> Set {
    let mut found = Set::default();
    for line in &cell.lines {
        let (pieces, torn) = fitting(line, room);
        let (mut lines, mut used, mut last) = (1.0, 0.0, 0);
        for piece in pieces {
            if used > 0.0 && used + piece.ems > room {
                (lines, used, last) = (lines + 1.0, 0.0, 0);
            }
            used += piece.ems;
            last += piece.characters;
        }
        found.lines += lines;
        let broken = lines > 1.0;
        let faults = [
            (broken && last == 1, cost::SINGLE),
            (broken && ems(line) <= SHORT_ENTRY && !head, cost::SHORT),
        ];
        let faults = faults.iter().filter(|(is, _)| *is).map(|(_, cost)| cost);
        found.fault += torn + faults.sum::<f64>();
    }
    #[expect(clippy::cast_precision_loss, reason = "a number of rows")]
    let rows = cell.rows as f64;
    found.lines /= rows;
    found
}

/// What stays together in so much room, and what it costs that not all does.
fn fitting(line: &str, room: f64) -> (Vec<Piece>, f64) {
    let fits = |pieces: &[Piece]| pieces.iter().all(|piece| piece.ems <= room);
    let dates = pieces(line, Glue::Dates);
    if fits(&dates) {
        return (dates, 0.0);
    }
    let numbers = pieces(line, Glue::Numbers);
    if fits(&numbers) {
        return (numbers, cost::DATE);
    }
    let apart = |piece: Piece| {
        let count = if piece.ems <= room { 1 } else { piece.characters };
        let ems = piece.ems / f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        let characters = piece.characters / count;
        std::iter::repeat_n((ems, characters), count)
    };
    let apart = numbers.into_iter().flat_map(apart);
    (apart.map(|(ems, characters)| Piece { ems, characters }).collect(), cost::TOKEN)
}

/// Of a column of this width without what stands beside its text, in characters.
fn room(width: f64) -> f64 {
    (width / GBT9704.table_size).max(0.5)
}

/// White space of so many mm on each side of a cell's text, and the rule.
pub(super) fn gap(padding: f64) -> f64 {
    2.0 * padding + GBT9704.table_rule * MM_PER_PT
}

/// What each column needs to keep every line whole, in mm.
pub(super) fn natural_widths(table: &Table, columns: usize) -> Vec<f64> {
    let gap = gap(table.padding);
    let mut natural = vec![NARROWEST * GBT9704.table_size + gap; columns];
    for cell in table.rows.iter().flatten().filter(|cell| cell.columns == 1) {
        for line in &cell.lines {
            let width = ems(line) * GBT9704.table_size + gap;
            natural[cell.column] = natural[cell.column].max(width);
        }
    }
    natural
}

/// Sets widths that fill the room of so many mm, as they are wanted or as the content asks for. Where numbers would
/// part, less white space is beside the text.
pub(super) fn lay_out(table: &mut Table, columns: usize, total: f64) {
    for padding in [GBT9704.table_padding, GBT9704.table_padding_least] {
        table.padding = padding;
        let (widths, numbers) = widths(table, columns, total);
        table.widths = widths;
        if numbers == Numbers::Whole {
            return;
        }
    }
}

/// Whether the columns of a table have room for its numbers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Numbers {
    /// They have.
    Whole,
    /// Some may part.
    Parted,
}

fn widths(table: &Table, columns: usize, total: f64) -> (Vec<f64>, Numbers) {
    let gap = gap(table.padding);
    let wanted = |column: usize| table.wanted.get(column).copied().unwrap_or_default();
    let said: Vec<Option<f64>> = (0..columns).map(|column| wanted(column).said(gap)).collect();
    if columns > 0
        && let Some(shares) = (0..columns).map(|it| wanted(it).share()).collect::<Option<Vec<_>>>()
    {
        let sum: f64 = shares.iter().sum();
        return (shares.iter().map(|share| share * total / sum).collect(), Numbers::Whole);
    }
    let natural = natural_widths(table, columns);
    let (least, numbers) = least(table, &natural, &said, total);
    let wishes = wishes(&least, (0..columns).map(|it| wanted(it).wish()).collect(), total);
    let widths = if natural.iter().sum::<f64>() <= total && said.iter().all(Option::is_none) {
        natural
    } else {
        Search::new(table, &least, &natural, &said, wishes.as_deref(), total).found()
    };
    (filled(&widths, &said, wishes.as_deref(), total), numbers)
}

/// The widths of the sheet in mm, as shares of the room, where it says them of all columns.
fn wishes(least: &[f64], wishes: Vec<Option<f64>>, total: f64) -> Option<Vec<f64>> {
    let wishes: Vec<f64> = wishes.into_iter().collect::<Option<_>>()?;
    let sum: f64 = wishes.iter().sum();
    let shares = wishes.iter().zip(least).map(|(wish, least)| (wish * total / sum).max(*least));
    Some(shares.collect())
}

/// What each column gets at least.
fn least(table: &Table, natural: &[f64], said: &[Option<f64>], total: f64) -> (Vec<f64>, Numbers) {
    let (em, gap) = (GBT9704.table_size, gap(table.padding));
    let columns = natural.len();
    #[expect(clippy::cast_precision_loss, reason = "a number of columns")]
    let even = total / columns.max(1) as f64;
    let decent = (DECENT * em + gap).min(even);
    let of_glue = |glue: Option<Glue>| -> Vec<f64> {
        let mut least: Vec<f64> = natural.iter().map(|width| width.min(decent)).collect();
        for (row, cells) in table.rows.iter().enumerate() {
            for cell in cells.iter().filter(|cell| cell.columns == 1) {
                for line in &cell.lines {
                    let whole = ems(line);
                    let needed = if row < table.head {
                        if whole <= SHORT_HEAD + 0.5 { whole } else { in_two_lines(line) }
                    } else {
                        let pieces = glue.map(|glue| pieces(line, glue)).unwrap_or_default();
                        pieces.iter().map(|piece| piece.ems).fold(0.0, f64::max)
                    };
                    least[cell.column] = least[cell.column].max(needed * em + gap);
                }
            }
        }
        for (least, said) in least.iter_mut().zip(said) {
            *least = said.unwrap_or(*least);
        }
        least
    };
    let fits = |least: &Vec<f64>, share: f64| least.iter().sum::<f64>() <= total * share;
    [(Some(Glue::Dates), LEAST_SHARE), (Some(Glue::Numbers), LEAST_SHARE), (None, 1.0)]
        .into_iter()
        .map(|(glue, share)| (glue, of_glue(glue), share))
        .find_map(|(glue, least, share)| {
            let numbers = if glue.is_some() { Numbers::Whole } else { Numbers::Parted };
            fits(&least, share).then_some((least, numbers))
        })
        .unwrap_or_else(|| {
            let sum: f64 = natural.iter().map(|width| width.min(decent)).sum();
            let even = |width: &f64| width.min(decent) * (total / sum).min(1.0);
            (natural.iter().map(even).collect(), Numbers::Parted)
        })
}

/// The least width in which a head has two lines: it is broken before its bracket, or in the middle.
fn in_two_lines(head: &str) -> f64 {
    let bracket = head.find('（').filter(|at| *at > 0);
    let halves = bracket.map(|at| ems(&head[..at]).max(ems(&head[at..])));
    halves.unwrap_or_else(|| (ems(head) / 2.0).ceil()).min(WIDEST_HALF)
}

/// Spreads what is left of the room over the columns of which nobody says how wide they are.
fn filled(widths: &[f64], said: &[Option<f64>], wishes: Option<&[f64]>, total: f64) -> Vec<f64> {
    let left = total - widths.iter().sum::<f64>();
    let weight = |column: usize| match (said[column], wishes) {
        (Some(_), _) => 0.0,
        (None, Some(wishes)) if left > 0.0 => (wishes[column] - widths[column]).max(0.01),
        (None, _) => widths[column],
    };
    let weights: Vec<f64> = (0..widths.len()).map(weight).collect();
    let sum: f64 = weights.iter().sum();
    if sum <= 0.0 {
        let sum: f64 = widths.iter().sum();
        return widths.iter().map(|width| width * total / sum).collect();
    }
    widths.iter().zip(weights).map(|(width, weight)| width + left * weight / sum).collect()
}

/// Looks for the widths with which a table costs least.
struct Search<'t> {
    /// Of the rows that say how wide the columns must be, whether they are the head, and their cells.
    rows: Vec<(bool, &'t [Cell])>,
    least: &'t [f64],
    wishes: Option<&'t [f64]>,
    /// What stands beside a cell's text, in mm.
    gap: f64,
    /// Columns of which nobody says how wide they are.
    free: Vec<usize>,
    /// Those of them that gain by more room.
    open: Vec<usize>,
    /// Steps beyond the least width.
    steps: Vec<usize>,
    /// Steps that are left.
    left: usize,
    /// How cells stand in a column of so many steps.
    known: HashMap<(usize, usize), Vec<Vec<Set>>>,
}

impl<'t> Search<'t> {
    fn new(
        table: &'t Table,
        least: &'t [f64],
        natural: &[f64],
        said: &[Option<f64>],
        wishes: Option<&'t [f64]>,
        total: f64,
    ) -> Self {
        let every = table.rows.len() / MOST_ROWS + 1;
        let rows = table.rows.iter().enumerate();
        let rows = rows.filter(|(at, _)| *at < table.head || at % every == 0);
        let free: Vec<usize> = (0..least.len()).filter(|it| said[*it].is_none()).collect();
        let gains = |column: &usize| wishes.is_some() || least[*column] < natural[*column];
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a small positive number of steps"
        )]
        let left = ((total - least.iter().sum::<f64>()) / STEP).max(0.0) as usize;
        Self {
            rows: rows.map(|(at, cells)| (at < table.head, cells.as_slice())).collect(),
            least,
            wishes,
            gap: gap(table.padding),
            open: free.iter().copied().filter(gains).collect(),
            free,
            steps: vec![0; least.len()],
            left,
            known: HashMap::new(),
        }
    }

    fn found(mut self) -> Vec<f64> {
        let mut best = self.cost();
        // each step to the column that gains most by it; a gain may want several steps at once
        while self.left > 0 && !self.open.is_empty() {
            let tries =
                self.open.clone().into_iter().flat_map(|column| {
                    [1, 2, 4, 8, 16].into_iter().map(move |steps| (column, steps))
                });
            let (mut gains, left) = (Vec::new(), self.left);
            for (column, steps) in tries.filter(|(_, steps)| *steps <= left) {
                self.steps[column] += steps;
                #[expect(clippy::cast_precision_loss, reason = "a small number of steps")]
                gains.push(((best - self.cost()) / steps as f64, column, steps));
                self.steps[column] -= steps;
            }
            let gain = gains.into_iter().max_by(|a, b| a.0.total_cmp(&b.0));
            let Some((_, column, steps)) = gain.filter(|(gain, ..)| *gain > 1e-9) else { break };
            self.steps[column] += steps;
            self.left -= steps;
            best = self.cost();
        }
        self.spread();
        best = self.cost();
        for _ in 0..MOST_CHANGES {
            let Some(cost) = self.exchanged(best) else { break };
            best = cost;
        }
        self.least.iter().zip(&self.steps).map(|(least, steps)| least + width(*steps)).collect()
    }

    /// Gives what is left to the columns, each its share.
    fn spread(&mut self) {
        let least = self.least;
        let widths = |steps: &[usize]| -> Vec<f64> {
            least.iter().zip(steps).map(|(least, steps)| least + width(*steps)).collect()
        };
        let weights = self.wishes.map_or_else(|| widths(&self.steps), <[f64]>::to_vec);
        while self.left > 0 {
            let now = widths(&self.steps);
            let behind = |column: &usize| now[*column] / weights[*column];
            let next = self.free.iter().copied().min_by(|a, b| behind(a).total_cmp(&behind(b)));
            let Some(next) = next else { return };
            self.steps[next] += 1;
            self.left -= 1;
        }
    }

    /// Moves some steps from one column to another where that is better.
    fn exchanged(&mut self, best: f64) -> Option<f64> {
        for from in self.free.clone() {
            for to in self.free.clone().into_iter().filter(|to| *to != from) {
                let most = self.steps[from];
                for steps in [1, 2, 3, 5].into_iter().filter(|steps| *steps <= most) {
                    self.steps[from] -= steps;
                    self.steps[to] += steps;
                    let cost = self.cost();
                    if cost < best - 1e-9 {
                        return Some(cost);
                    }
                    self.steps[from] += steps;
                    self.steps[to] -= steps;
                }
            }
        }
        None
    }

    fn cost(&mut self) -> f64 {
        let columns = self.least.len();
        for column in 0..columns {
            self.know(column);
        }
        let mut highest = vec![0.0_f64; self.rows.len()];
        let mut cost = 0.0;
        for column in 0..columns {
            let Some(cells) = self.known.get(&(column, self.steps[column])) else { continue };
            for (row, cells) in cells.iter().enumerate() {
                for set in cells {
                    highest[row] = highest[row].max(set.lines);
                    cost += set.fault + set.lines * cost::LINE;
                }
            }
        }
        cost += highest.iter().sum::<f64>();
        if let Some(wishes) = self.wishes {
            let off = |column: usize| {
                (self.least[column] + width(self.steps[column]) - wishes[column]).abs() / STEP
            };
            #[expect(clippy::cast_precision_loss, reason = "a number of rows")]
            let rows = self.rows.len() as f64;
            cost += (0..columns).map(off).sum::<f64>() * cost::WISH * rows;
        }
        cost
    }

    /// Sets the cells of a column in as many steps as it has.
    fn know(&mut self, column: usize) {
        let steps = self.steps[column];
        let room = room(self.least[column] + width(steps) - self.gap);
        let set_row = |(head, cells): &(bool, &'t [Cell])| {
            let own = cells.iter().filter(|cell| cell.column == column && cell.columns == 1);
            own.map(|cell| set(cell, room, *head)).collect()
        };
        let rows = &self.rows;
        self.known.entry((column, steps)).or_insert_with(|| rows.iter().map(set_row).collect());
    }
}

fn width(steps: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a small number of steps")]
    let steps = steps as f64;
    steps * STEP
}
