//! What the program prints: every `tests/cli/*.md` and the commands of README are run.

#[test]
fn transcripts() {
    // what an earlier run left would be said to be unchanged
    for folder in std::fs::read_dir("tests/cli").unwrap().map(|entry| entry.unwrap().path()) {
        let _ = std::fs::remove_dir_all(folder.join("out"));
    }
    // the fonts of the machine must not show in the messages
    trycmd::TestCases::new().case("tests/cli/*.md").case("README.md");
}
