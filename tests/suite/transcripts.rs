//! What the program prints: every `tests/cli/*.md` and the commands of README are run.

#[test]
fn transcripts() {
    // the fonts of the machine must not show in the messages
    trycmd::TestCases::new().case("tests/cli/*.md").case("README.md");
}
