//! One rule a file.

pub(super) mod joint_seals;
pub(super) mod joint_signers;
pub(super) mod number_year;
pub(super) mod printed_before_issued;
pub(super) mod secret_copy_number;
pub(super) mod typed_ordinal;
pub(super) mod unfinished;
pub(super) mod upward_signer;

#[cfg(test)]
fn said(text: &str) -> String {
    let source = crate::source::Source::new("campaign.yaml", text);
    let campaign = crate::load::campaign(&source).unwrap();
    let said: Vec<String> = super::campaign(&campaign).iter().map(ToString::to_string).collect();
    said.join("\n")
}
