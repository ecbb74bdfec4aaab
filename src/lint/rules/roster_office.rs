//! Who heads the group's office is of the group.

use crate::diag::{Diagnostic, Diagnostics};
use crate::lint::{Check, Rule};
use crate::model::RosterSpec;
use crate::roster::Roster;

pub(in crate::lint) const RULE: Rule =
    Rule { name: "roster_office", basis: "惯例", check: Check::Roster(check) };

fn check(spec: &RosterSpec, roster: &Roster, found: &mut Diagnostics) {
    let Some(office) = &spec.office else { return };
    for director in office.director.iter().filter(|director| !roster.has(&director.v)) {
        found.push(
            Diagnostic::warning(
                director.place.clone(),
                format!("办公室主任“{}”不在这个名单里", director.v),
            )
            .hint("核对姓名，或把他加进名单"),
        );
    }
}
