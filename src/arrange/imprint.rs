//! 版记 (7.4, 10.1): its rows and whether rules part them.
//!
//! 版记 is there as soon as it has a word, whether 印发日期 is given or not: 抄送机关 and 主送机关 moved here (7.4.2) and
//! other elements (7.4.3) are printed then between the first and the last rule. A letter's has neither rules nor
//! 印发机关和印发日期 (10.1); what else it holds is printed.

use serde::Serialize;

use crate::doc::{self, Document, PageFormat, Text};
use crate::standard::{COPY_TO_LEAD, SEND_TO_LEAD};

/// 版记.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Imprint {
    /// Whether rules stand above, below and between its rows.
    pub frame: Frame,
    /// What thin rules part (7.4.1); at least one row.
    pub rows: Vec<Row>,
}

/// The rules of 版记.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Frame {
    /// Thick ones above and below, thin ones between (7.4.1).
    Ruled,
    /// None: a letter's (10.1).
    Bare,
}

/// A row of 版记.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Row {
    /// 主送机关 and, below it without a rule, 抄送机关 (7.4.2).
    Names {
        /// One or both of them.
        lists: Vec<Names>,
    },
    /// Another element (7.4.3).
    Other {
        /// Its words.
        text: Text,
    },
    /// 印发机关 at the left, 印发日期 at the right (7.4.3).
    Printing {
        /// 印发机关.
        printer: Text,
        /// 印发日期, with 印发.
        printed: Text,
    },
}

/// 主送机关 or 抄送机关 in 版记 (7.4.2).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Names {
    /// Which of the two.
    pub kind: NamesKind,
    /// `主送：` or `抄送：`.
    pub lead: &'static str,
    /// The names with the final 。.
    pub names: Text,
}

/// Lists of organs in 版记.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NamesKind {
    /// 主送机关, moved here.
    SendTo,
    /// 抄送机关.
    CopyTo,
}

/// 版记 of a document, where a word of it is printed.
pub(super) fn of(document: &Document) -> Option<Imprint> {
    let imprint = document.imprint.as_ref()?;
    let (frame, printing) = match document.format {
        PageFormat::Letter => (Frame::Bare, None),
        PageFormat::Document | PageFormat::Order | PageFormat::Minutes => {
            (Frame::Ruled, printing(imprint))
        }
    };
    let others = imprint.others.iter().map(|text| Row::Other { text: text.clone() });
    let rows: Vec<Row> = names(imprint).into_iter().chain(others).chain(printing).collect();
    (!rows.is_empty()).then_some(Imprint { frame, rows })
}

fn names(imprint: &doc::Imprint) -> Option<Row> {
    let lists = [
        (NamesKind::SendTo, SEND_TO_LEAD, &imprint.send_to),
        (NamesKind::CopyTo, COPY_TO_LEAD, &imprint.copy_to),
    ];
    let lists = lists
        .into_iter()
        .filter_map(|(kind, lead, names)| Some(Names { kind, lead, names: names.clone()? }));
    let lists: Vec<Names> = lists.collect();
    (!lists.is_empty()).then_some(Row::Names { lists })
}

fn printing(imprint: &doc::Imprint) -> Option<Row> {
    let doc::Printing { printer, printed } = imprint.printing.clone()?;
    Some(Row::Printing { printer, printed })
}
