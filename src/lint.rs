//! Rules about what a campaign and a document say. Errors of form stop a document in the steps before;
//! here is the home of everything that a careful colleague would point out.
//!
//! One rule, one file under `rules`, with its basis and its cases. A rule is a line in [`RULES`].

mod rules;

use crate::diag::Diagnostics;
use crate::doc::Document;
use crate::model::{Campaign, RosterSpec};
use crate::roster::Roster;

/// A rule.
pub struct Rule {
    /// Its name, which is also its file's.
    pub name: &'static str,
    /// The clause it rests on, or 惯例 where it is practice and no clause.
    pub basis: &'static str,
    /// What it looks at.
    pub check: Check,
}

/// What a rule looks at.
pub enum Check {
    /// The facts.
    Campaign(fn(&Campaign, &mut Diagnostics)),
    /// A roster, and what the campaign says of it.
    Roster(fn(&RosterSpec, &Roster, &mut Diagnostics)),
    /// A document's tree.
    Document(fn(&Document, &mut Diagnostics)),
}

/// All rules by name.
pub const RULES: &[Rule] = &[
    rules::joint_seals::RULE,
    rules::joint_signers::RULE,
    rules::number_year::RULE,
    rules::printed_before_issued::RULE,
    rules::roster_double_name::RULE,
    rules::roster_no_head::RULE,
    rules::roster_no_post::RULE,
    rules::roster_office::RULE,
    rules::roster_phone::RULE,
    rules::roster_split_group::RULE,
    rules::roster_two_posts::RULE,
    rules::secret_copy_number::RULE,
    rules::typed_ordinal::RULE,
    rules::upward_signer::RULE,
];

/// What the rules say of a campaign's facts.
pub fn campaign(campaign: &Campaign) -> Diagnostics {
    let mut found = Diagnostics::new();
    for rule in RULES {
        if let Check::Campaign(check) = rule.check {
            check(campaign, &mut found);
        }
    }
    found
}

/// What the rules say of a roster.
pub fn roster(spec: &RosterSpec, roster: &Roster) -> Diagnostics {
    let mut found = Diagnostics::new();
    for rule in RULES {
        if let Check::Roster(check) = rule.check {
            check(spec, roster, &mut found);
        }
    }
    found
}

/// What the rules say of a document.
pub fn document(document: &Document) -> Diagnostics {
    let mut found = Diagnostics::new();
    for rule in RULES {
        if let Check::Document(check) = rule.check {
            check(document, &mut found);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_sorted_and_say_what_they_rest_on() {
        assert!(RULES.is_sorted_by_key(|rule| rule.name));
        assert!(RULES.iter().all(|rule| !rule.basis.is_empty()));
    }
}
