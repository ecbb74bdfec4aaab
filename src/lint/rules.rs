//! One rule a file.

pub(super) mod joint_seals;
pub(super) mod joint_signers;
pub(super) mod number_year;
pub(super) mod printed_before_issued;
pub(super) mod roster_double_name;
pub(super) mod roster_no_head;
pub(super) mod roster_no_post;
pub(super) mod roster_office;
pub(super) mod roster_phone;
pub(super) mod roster_split_group;
pub(super) mod roster_two_posts;
pub(super) mod secret_copy_number;
pub(super) mod typed_ordinal;
pub(super) mod upward_signer;

#[cfg(test)]
fn said(text: &str) -> String {
    let source = crate::source::Source::new("campaign.yaml", text);
    let campaign = crate::load::campaign(&source).unwrap();
    let said: Vec<String> = super::campaign(&campaign).iter().map(ToString::to_string).collect();
    said.join("\n")
}

#[cfg(test)]
fn said_of_roster(csv: &str) -> String {
    let grid = crate::sheet::read("甲.csv", csv.as_bytes(), None).unwrap();
    let roster = crate::roster::read(&grid).unwrap();
    let source = crate::source::Source::new(
        "campaign.yaml",
        "发文机关: { 名称: 甲 }\n日期: { 成文: 2026-01-05 }\n名单: { 甲: 甲.csv }\n文件: []\n",
    );
    let campaign = crate::load::campaign(&source).unwrap();
    let said = super::roster(&campaign.rosters["甲"], &roster);
    let said: Vec<String> = said.iter().map(ToString::to_string).collect();
    said.join("\n")
}
