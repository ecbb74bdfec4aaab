//! The campaign that README shows builds as it stands there.

use hongtou::doc::text;
use hongtou::{output, project};

use crate::{press, volumes};

#[test]
fn the_campaign_of_readme_builds() {
    let readme = include_str!("../../README.md");
    let block = |language: &str| {
        let start = readme.find(&format!("```{language}\n")).unwrap() + language.len() + 4;
        let len = readme[start..].find("\n```").unwrap();
        &readme[start..=start + len]
    };
    let folder = tempfile::tempdir().unwrap();
    let rosters = folder.path().join("名单");
    output::prepare(&rosters).unwrap();
    output::replace(&folder.path().join("campaign.yaml"), block("yaml").as_bytes()).unwrap();
    output::replace(&folder.path().join("方案.md"), block("markdown").as_bytes()).unwrap();
    output::replace(&rosters.join("领导小组.csv"), block("csv").as_bytes()).unwrap();
    let project = project::open(folder.path()).unwrap();
    assert!(project.problems().is_empty());
    let document = volumes(&project).unwrap().remove(0).1;
    let (fonts, typesetter) = press();
    fonts.check(&document).unwrap();
    let typeset = typesetter.typeset(document).unwrap();
    insta::assert_snapshot!("tree-readme", text::listing(typeset.document()));
}
