//! The columns of 名单 in the form of a list, and which of its people stand together.

use crate::doc::{Block, Document, RosterEntry, RosterList};
use crate::standard::ems_at_most;

/// The line: 28 字 without the two at its left (5.2.3).
const LINE: usize = 26;
/// Labels have no more than this, in 字.
const MOST_LABEL: usize = 9;
/// Posts keep a quarter of a line, in 字.
const LEAST_POST: usize = 7;
/// People who take more lines than this do not stand together, and one who does breaks over pages: the gap that
/// they would leave is worse.
const MOST_LINES: f64 = 15.0;

/// Gives each column its room.
pub fn fit(document: &mut Document) {
    for block in document.texts_mut().flatten() {
        match block {
            Block::Roster(roster) => columns(roster),
            Block::Heading(_) | Block::Paragraph(_) | Block::Item(_) | Block::Table(_) => {}
        }
    }
}

fn columns(roster: &mut RosterList) {
    roster.label_width = roster.label_width.min(MOST_LABEL);
    // with the space behind the name
    let most_name = LINE - LEAST_POST - 1 - roster.label_width;
    roster.name_width = roster.name_width.min(most_name);
    let (label, name) = (roster.label_width, roster.name_width);
    let lines = |entry: &RosterEntry| lines(entry, label, name);
    for entry in &mut roster.entries {
        entry.whole = lines(entry) <= MOST_LINES;
    }
    let mut start = 0;
    while start < roster.entries.len() {
        let together = roster.entries[start..].iter().take_while(|entry| entry.with_next).count();
        let end = (start + together + 1).min(roster.entries.len());
        let group = &mut roster.entries[start..end];
        if group.iter().map(lines).sum::<f64>() > MOST_LINES {
            for entry in group {
                entry.with_next = false;
            }
        }
        start = end;
    }
}

/// How many lines a person takes.
#[expect(clippy::cast_precision_loss, reason = "columns of a line")]
fn lines(entry: &RosterEntry, label: usize, name: usize) -> f64 {
    let post = if entry.name.is_some() { LINE - label - name - 1 } else { LINE - label };
    let texts =
        [(entry.label.as_ref(), label), (entry.name.as_ref(), name), (Some(&entry.post), post)];
    let lines = texts.map(|(text, room)| {
        text.map_or(0.0, |text| (ems_at_most(text) / room.max(1) as f64).ceil())
    });
    lines.into_iter().fold(1.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::Text;

    fn entry(name: usize, post: usize, with_next: bool) -> RosterEntry {
        let [name, post] = [name, post].map(|length| Text::program("字".repeat(length)));
        RosterEntry { label: None, name: Some(name), post, with_next, whole: true }
    }

    #[test]
    fn posts_keep_a_part_of_the_line() {
        for (label_width, name_width) in [(0, 3), (4, 3), (40, 3), (4, 40), (40, 40)] {
            let mut roster = RosterList { label_width, name_width, entries: Vec::new() };
            columns(&mut roster);
            assert!(roster.label_width + roster.name_width + 1 + LEAST_POST <= LINE);
            assert!(roster.name_width >= 3);
        }
    }

    #[test]
    fn who_has_no_room_on_a_page_breaks_over_pages() {
        let entries = vec![entry(3, 9, true), entry(3, 999, true), entry(3, 9, false)];
        let mut roster = RosterList { label_width: 0, name_width: 3, entries };
        columns(&mut roster);
        assert_eq!([0, 1, 2].map(|at| roster.entries[at].whole), [true, false, true]);
        assert!(roster.entries.iter().all(|entry| !entry.with_next));
    }
}
