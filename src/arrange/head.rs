//! 版头 (7.2, 10.1–10.3): its rows, and what stands left and right in each.
//!
//! * 份号 on row 1, 密级 on row 2 whether there is 份号 or not (7.2.1, 7.2.2: 第二行). 紧急程度 stands 左上角, below
//!   what there is of the two (7.2.3): alone on row 1. Below a letter's double line the first of them stands
//!   7/8 字 under it (10.1), so that there no row stays empty.
//! * 发文字号 has its row in every format (7.2.5, 10.1, 10.2), empty where the number is not given yet: then
//!   nothing moves when it comes, and 版头分隔线 is 4 mm below that row (7.2.7) in any case. 纪要 is excepted
//!   from none of it (10.3).
//! * 签发人 (7.2.6) stands in the row of 发文字号, with or without a number; two names a row, the number beside
//!   the last row. A letter has its number at the right (10.1): 签发人 comes below it, 居右空一字 all the same.

use serde::Serialize;

use crate::doc::{self, Document, PageFormat, Text};
use crate::standard::{GBT9704, SIGNER_LEAD, ems_at_most};

/// 字 of a line (5.2.3).
const CHARACTERS: f64 = 28.0;
/// How many 签发人 stand in a row (7.2.6).
const SIGNERS_A_ROW: usize = 2;

/// 版头.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Head {
    /// Of a 文件, an order and minutes: 份号, 密级, 紧急程度 at the top of the type area, 发文机关标志, the row of 发文字号.
    Standing {
        /// At the left, from the type area's top edge.
        notices: Vec<Notice>,
        /// 发文机关标志.
        mark: Mark,
        /// Its upper edge below the type area's, in mm.
        mark_drop: f64,
        /// The row below the mark.
        number: NumberRow,
        /// What parts it from 主体.
        divider: Divider,
    },
    /// Of a letter (10.1): 发文机关标志 and the double line above everything else.
    Letter {
        /// 发文机关标志.
        mark: Mark,
        /// At the left, from below the double line.
        notices: Vec<Notice>,
        /// 发文字号 at the right; empty where it is not given.
        number: Text,
        /// 签发人 below it.
        signers: Option<Signers>,
        /// Where these two stand.
        rows: LetterRows,
    },
}

/// 发文机关标志 (7.2.4).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Mark {
    /// One line.
    Line {
        /// Its words.
        text: Text,
    },
    /// Organs below each other, set to one width.
    Joint {
        /// The organs, the host first; at least one.
        names: Vec<Text>,
        /// `文件` at their right, centred on them.
        ending: Option<Text>,
    },
}

/// 份号, 密级和保密期限, 紧急程度 (7.2.1–7.2.3), a row each.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Notice {
    /// Its row, from 0.
    pub row: usize,
    /// Which of the three it is.
    pub kind: NoticeKind,
    /// Its words.
    pub text: Text,
}

/// The elements that stand at the left of 版头.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// 份号 (7.2.1).
    CopyNumber,
    /// 密级和保密期限 (7.2.2).
    Secrecy,
    /// 紧急程度 (7.2.3).
    Urgency,
}

/// 发文字号's row, two empty rows below 发文机关标志.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum NumberRow {
    /// 发文字号 (7.2.5) or 令号 (10.2), centred; empty where it is not given.
    Centred {
        /// The number.
        number: Text,
    },
    /// Of an 上行文: 发文字号 居左空一字 (7.2.5), 签发人 居右空一字 (7.2.6).
    Upward {
        /// The number, beside the last row of 签发人; empty where it is not given.
        number: Text,
        /// 签发人.
        signers: Signers,
        /// How many 字 of the line 签发人 take at most, with 右空一字: what the number leaves, or half.
        most: f64,
    },
}

/// Where 发文字号 and 签发人 of a letter stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LetterRows {
    /// From the first row, a row each, beside what stands at the left.
    Beside {
        /// How many rows they and what stands at the left take.
        rows: usize,
    },
    /// Below what stands at the left, as many lines as they need: a row has no room for both.
    Below,
}

/// 签发人 (7.2.6), in the order of the organs, wrapped rows below the first name.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Signers {
    /// How many names stand beside each other: 1 or 2.
    pub columns: usize,
    /// Their names, row by row; at least one.
    pub names: Vec<Text>,
}

/// What parts 版头 from 主体.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Divider {
    /// 版头分隔线 (7.2.7).
    Rule,
    /// Two empty rows only (10.2).
    Space,
}

/// 版头 of each copy.
pub(super) fn of_copies(document: &Document) -> Vec<Option<Head>> {
    let Some(head) = &document.head else { return vec![None] };
    let numbers = head.copy_numbers.iter().map(Some);
    let numbers: Vec<_> = if head.copy_numbers.is_empty() { vec![None] } else { numbers.collect() };
    numbers.into_iter().map(|number| Some(of_copy(document.format, head, number))).collect()
}

fn of_copy(format: PageFormat, head: &doc::Head, copy_number: Option<&Text>) -> Head {
    let mark = mark(&head.mark);
    let number = head.number.clone().unwrap_or_default();
    let standing = |mark_drop, divider| Head::Standing {
        notices: notices(head, copy_number, 1),
        mark: mark.clone(),
        mark_drop: below(&notices(head, copy_number, 1), mark_drop),
        number: if head.signers.is_empty() {
            NumberRow::Centred { number: number.clone() }
        } else {
            let most = (CHARACTERS - 1.0 - ems_at_most(&number)).max(CHARACTERS / 2.0);
            NumberRow::Upward {
                number: number.clone(),
                signers: signers(&head.signers, most),
                most,
            }
        },
        divider,
    };
    match format {
        PageFormat::Document | PageFormat::Minutes => standing(GBT9704.mark_drop, Divider::Rule),
        PageFormat::Order => standing(GBT9704.order_mark_drop, Divider::Space),
        PageFormat::Letter => {
            let notices = notices(head, copy_number, usize::from(copy_number.is_some()));
            let signers = (!head.signers.is_empty()).then(|| signers(&head.signers, CHARACTERS));
            let rows = letter_rows(&notices, &number, signers.as_ref());
            Head::Letter { mark, notices, number, signers, rows }
        }
    }
}

/// The mark's drop, or what the rows above it need where they reach down to it.
fn below(notices: &[Notice], drop: f64) -> f64 {
    let rows = notices.last().map_or(0, |notice| notice.row + 1);
    #[expect(clippy::cast_precision_loss, reason = "three rows")]
    let next = rows as f64 * GBT9704.pitch;
    let bottom = next - GBT9704.pitch + GBT9704.em;
    if bottom > drop { next } else { drop }
}

fn mark(mark: &doc::Mark) -> Mark {
    match (mark.names.as_slice(), &mark.ending) {
        ([], None) => Mark::Line { text: Text::default() },
        ([text], None) => Mark::Line { text: text.clone() },
        ([], Some(ending)) => Mark::Line { text: ending.clone() },
        (names, ending) => Mark::Joint { names: names.to_vec(), ending: ending.clone() },
    }
}

/// 份号, 密级 and 紧急程度 from above, 密级 on this row.
fn notices(head: &doc::Head, copy_number: Option<&Text>, secrecy_row: usize) -> Vec<Notice> {
    let elements = [
        (NoticeKind::CopyNumber, 0, copy_number),
        (NoticeKind::Secrecy, secrecy_row, head.secrecy.as_ref()),
        (NoticeKind::Urgency, 0, head.urgency.as_ref()),
    ];
    let mut free = 0;
    let mut notices = Vec::new();
    for (kind, least, text) in elements {
        if let Some(text) = text {
            let row = free.max(least);
            notices.push(Notice { row, kind, text: text.clone() });
            free = row + 1;
        }
    }
    notices
}

fn letter_rows(notices: &[Notice], number: &Text, signers: Option<&Signers>) -> LetterRows {
    let widest = |notices: &[Notice]| {
        notices.iter().map(|notice| ems_at_most(&notice.text) + 1.0).fold(0.0, f64::max)
    };
    let (first, others) = notices.split_at(notices.len().min(1));
    let beside = widest(first) + ems_at_most(number) <= CHARACTERS
        && signers.is_none_or(|signers| widest(others) + signers.width() <= CHARACTERS);
    if !beside {
        return LetterRows::Below;
    }
    let right = 1 + signers.map_or(0, Signers::rows);
    LetterRows::Beside { rows: notices.len().max(right) }
}

/// 签发人 beside each other where so many 字 have room for them, with 右空一字.
fn signers(names: &[Text], most: f64) -> Signers {
    let columns = names.len().min(SIGNERS_A_ROW);
    let signers = Signers { columns, names: names.to_vec() };
    if signers.width() <= most { signers } else { Signers { columns: 1, ..signers } }
}

impl Signers {
    /// How many rows they take.
    pub fn rows(&self) -> usize {
        self.names.len().div_ceil(self.columns.max(1))
    }

    /// How many 字 they are wide at most, with 右空一字.
    fn width(&self) -> f64 {
        let widest = |at| {
            let column = self.names.iter().skip(at).step_by(self.columns.max(1));
            column.map(|name| ems_at_most(name) + 1.0).fold(0.0, f64::max)
        };
        ems_at_most(SIGNER_LEAD) + (0..self.columns).map(widest).sum::<f64>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(texts: [Option<&str>; 4], signers: usize) -> doc::Head {
        let [copy_number, secrecy, urgency, number] = texts.map(|text| text.map(Text::program));
        doc::Head {
            copy_numbers: copy_number.into_iter().collect(),
            secrecy,
            urgency,
            mark: doc::Mark::line(Text::program("青云市人民政府文件")),
            number,
            signers: vec![Text::program("王某某"); signers],
        }
    }

    fn arranged(format: PageFormat, texts: [Option<&str>; 4], signers: usize) -> Head {
        let head = head(texts, signers);
        of_copy(format, &head, head.copy_numbers.first())
    }

    const ALL: [PageFormat; 4] =
        [PageFormat::Document, PageFormat::Letter, PageFormat::Order, PageFormat::Minutes];

    fn rows(format: PageFormat, texts: [Option<&str>; 3]) -> Vec<usize> {
        let [copy_number, secrecy, urgency] = texts;
        match arranged(format, [copy_number, secrecy, urgency, None], 0) {
            Head::Standing { notices, .. } | Head::Letter { notices, .. } => {
                notices.iter().map(|notice| notice.row).collect()
            }
        }
    }

    #[test]
    fn notices_stand_on_the_rows_of_the_standard() {
        let (some, none) = (Some("x"), None);
        for (texts, standing, letter) in [
            ([some, some, some], vec![0, 1, 2], vec![0, 1, 2]),
            ([none, some, none], vec![1], vec![0]),
            ([none, some, some], vec![1, 2], vec![0, 1]),
            ([some, none, some], vec![0, 1], vec![0, 1]),
            ([none, none, some], vec![0], vec![0]),
            ([none, none, none], vec![], vec![]),
        ] {
            for format in ALL {
                let wanted = if format == PageFormat::Letter { &letter } else { &standing };
                assert_eq!(rows(format, texts), *wanted, "{format:?} {texts:?}");
            }
        }
    }

    #[test]
    fn signers_are_there_in_every_format_with_a_number_and_without() {
        for format in ALL {
            for number in [None, Some("青政发〔2026〕5号")] {
                for count in 1..5 {
                    let names = match arranged(format, [None, None, None, number], count) {
                        Head::Letter { signers, rows, .. } => {
                            let signers = signers.unwrap();
                            assert_eq!(rows, LetterRows::Beside { rows: 1 + count.div_ceil(2) });
                            signers.names
                        }
                        Head::Standing { number: NumberRow::Upward { signers, .. }, .. } => {
                            signers.names
                        }
                        Head::Standing { .. } => Vec::new(),
                    };
                    assert_eq!(names.len(), count, "{format:?} {number:?}");
                }
            }
        }
    }

    #[test]
    fn what_has_no_room_beside_the_notices_of_a_letter_stands_below_them() {
        let rows = |number: &str, signer: &str| {
            let mut head = head([Some("000001"), Some("机密★1年"), None, Some(number)], 1);
            head.signers = vec![Text::program(signer)];
            match of_copy(PageFormat::Letter, &head, head.copy_numbers.first()) {
                Head::Letter { rows, .. } => rows,
                Head::Standing { .. } => panic!("a letter"),
            }
        };
        assert_eq!(rows("青政函〔2026〕5号", "王某某"), LetterRows::Beside { rows: 2 });
        assert_eq!(rows(&"字".repeat(24), "王某某"), LetterRows::Below);
        assert_eq!(rows("青政函〔2026〕5号", &"字".repeat(18)), LetterRows::Below);
    }

    #[test]
    fn long_names_of_signers_stand_below_each_other() {
        let columns = |length: usize| {
            signers(&["字".repeat(length), "字".repeat(3)].map(Text::program), CHARACTERS / 2.0)
                .columns
        };
        assert_eq!([3, 6, 20].map(columns), [2, 1, 1]);
    }

    #[test]
    fn the_rule_does_not_depend_on_the_number() {
        for number in [None, Some("青政发〔2026〕5号")] {
            let divider = |format| match arranged(format, [None, None, None, number], 0) {
                Head::Standing { divider, number, .. } => {
                    assert!(matches!(number, NumberRow::Centred { .. }));
                    Some(divider)
                }
                Head::Letter { .. } => None,
            };
            assert_eq!(
                ALL.map(divider),
                [Some(Divider::Rule), None, Some(Divider::Space), Some(Divider::Rule)]
            );
        }
    }
}
