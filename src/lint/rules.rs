//! One rule a file.

/// Makes the modules and the list of rules, which is sorted by name.
macro_rules! rules {
    ($($name:ident,)*) => {
        $(mod $name;)*

        /// All rules by name.
        pub const RULES: &[&super::Rule] = &[$(&$name::RULE,)*];
    };
}

rules! {
    halfwidth_near_han,
    joint_seals,
    joint_signers,
    mended_marks,
    number_year,
    printed_before_issued,
    printed_nowhere,
    roster_double_name,
    roster_no_head,
    roster_no_post,
    roster_office,
    roster_phone,
    roster_split_group,
    roster_two_posts,
    secret_copy_number,
    split_lines,
    title_end_point,
    title_long_line,
    typed_ordinal,
    upward_signer,
}
