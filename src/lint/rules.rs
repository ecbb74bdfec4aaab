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
    batch_length,
    batch_number_gap,
    batch_number_twice,
    batch_same_document,
    count_of_list,
    count_of_names,
    count_of_table,
    date_impossible,
    deadline_before_issue,
    duration_differs,
    effective_before_issue,
    growth_arithmetic,
    halfwidth_near_han,
    joint_seals,
    joint_signers,
    mended_marks,
    number_year,
    part_over_total,
    percent_sum,
    person_post,
    phase_order,
    phone_differs,
    plan_past,
    printed_before_issued,
    printed_nowhere,
    quantity_two_values,
    roster_double_name,
    roster_no_head,
    roster_no_post,
    roster_office,
    roster_phone,
    roster_split_group,
    roster_two_posts,
    rosters_differ,
    sample_data,
    secret_copy_number,
    share_arithmetic,
    split_lines,
    text_past_year,
    text_total_differs,
    title_end_point,
    title_long_line,
    title_past_year,
    total_differs,
    typed_ordinal,
    upward_signer,
    weekday_differs,
}
