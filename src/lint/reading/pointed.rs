//! Where a text points to a table: 见附件2, 如下表, or the lines right before it that end with a colon.

use std::ops::Range;

use crate::lint::pattern::Pattern;
use crate::lint::reading::{Part, Passage, Quantity, Reading, Sheet, sentence};

/// A sentence that points to a table, up to where it does.
#[derive(Debug)]
pub(in crate::lint) struct Pointed<'r, 'd> {
    /// The passage.
    pub(crate) passage: &'r Passage<'d>,
    /// What is said of the table.
    pub(crate) range: Range<usize>,
    /// The table.
    pub(crate) sheet: &'r Sheet<'d>,
}

static ATTACHED: Pattern = Pattern::new("(?:见|列入|按照?)附件([0-9]{0,2})");
static BELOW: Pattern = Pattern::new("(?:：|下表。?）?。?|如下。?)$");

impl<'r> Pointed<'r, '_> {
    /// The quantities that are said of the table: exact ones, and not of each.
    pub(crate) fn quantities(&self) -> impl Iterator<Item = &'r Quantity> {
        let (text, range) = (self.passage.text(), self.range.clone());
        self.passage.quantities().iter().filter(move |it| {
            let inside = it.range.start >= range.start && it.range.end <= range.end;
            let of_each = text[..it.range.start].ends_with(['每', '各', '另']);
            inside && !it.approximate && !of_each
        })
    }
}

impl<'d> Reading<'d> {
    /// The sentences that point to a table: of attachments only to one that is a single table.
    pub(in crate::lint) fn pointed(&self) -> Vec<Pointed<'_, 'd>> {
        let mut found = Vec::new();
        for (at, passage) in self.running() {
            let text = passage.text();
            if !matches!(passage.part, Part::Attachment(_)) {
                for cited in ATTACHED.hits(text) {
                    let Some(all) = cited.get(0) else { continue };
                    let number = cited.get(1).and_then(|it| it.as_str().parse().ok()).unwrap_or(1);
                    let mut sheets =
                        self.sheets.iter().filter(|sheet| sheet.part == Part::Attachment(number));
                    if let (Some(sheet), None) = (sheets.next(), sheets.next()) {
                        let range = sentence(text, &all.range()).start..all.start();
                        found.push(Pointed { passage, range, sheet });
                    }
                }
            }
            let next = self.sheets.iter().find(|it| it.behind == at + 1 && it.part == passage.part);
            if let Some(sheet) = next.filter(|_| BELOW.is_in(text)) {
                let end = text.trim_end_matches('。').len();
                let range = sentence(text, &(end..end)).start..text.len();
                found.push(Pointed { passage, range, sheet });
            }
        }
        found
    }
}
