//! One rule a file.

/// Makes the modules and the list of rules, which is sorted by name.
macro_rules! rules {
    ($($name:ident,)*) => {
        $(mod $name;)*

        /// All rules by name.
        pub const RULES: &[&super::Rule] = &[$(&$name::RULE,)*];

        /// The rule of the words that offices have of their own.
        pub(super) const OFFICE_WORDS: &super::Rule = &office_words::RULE;
    };
}

rules! {
    adjacent_titles,
    anniversary_dot,
    approximate_doubled,
    approximate_ji,
    approximate_pair,
    bare_decimal,
    clock_colon,
    clock_period,
    confusables,
    dash,
    date_hao,
    date_marks,
    date_mixed,
    date_padded,
    decrease_times,
    doubled_grammar,
    doubled_marks,
    duplicate_word,
    ellipsis,
    fixed_phrases,
    fullwidth_digits,
    halfwidth_near_han,
    homophones,
    joint_seals,
    joint_signers,
    mark_before_and,
    mark_before_deng,
    media_words,
    mended_marks,
    missing_subject,
    mixed_numeral,
    name_dot,
    negation_doubled,
    number_year,
    office_words,
    pairs_complete,
    pairs_nested,
    paragraph_end,
    percent_point,
    point_inside_and_out,
    printed_before_issued,
    printed_nowhere,
    public_id_number,
    public_mobile,
    range_mark,
    range_units,
    relative_date,
    roster_double_name,
    roster_no_head,
    roster_no_post,
    roster_office,
    roster_phone,
    roster_split_group,
    roster_two_posts,
    secret_copy_number,
    short_name,
    short_year,
    split_lines,
    straight_quotes,
    title_end_point,
    title_long_line,
    two_liang,
    typed_ordinal,
    until_date,
    upward_signer,
    zero_circle,
}
