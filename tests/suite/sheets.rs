//! Rosters as clerks make them: each file of `tests/sheets` is a case, read as a campaign reads it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use hongtou::diag;
use hongtou::roster::{self, Group, Member, Roster};
use hongtou::sheet;
use hongtou::source::{Place, Spanned};

/// Of a longer group only the first and last people are written down.
const SHOWN: usize = 12;
/// Of a longer value only the beginning.
const LONGEST: usize = 40;

/// The names of the files and what they hold. A file is a case unless it is the script that made it.
fn cases() -> BTreeMap<String, Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sheets");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files
        .filter(|path| path.is_file() && path.extension().is_none_or(|kind| kind != "py"))
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read(path).unwrap())
        })
        .collect()
}

/// The roster of a file; `NAME@SHEET.xlsx` names its sheet.
fn read(name: &str, bytes: &[u8]) -> diag::Result<Roster> {
    let sheet = name.split_once('@').and_then(|(_, rest)| rest.strip_suffix(".xlsx"));
    let sheet = sheet.map(|sheet| Spanned::new(sheet.to_owned(), Place::file("campaign.yaml")));
    roster::read(&sheet::read(name, bytes, sheet.as_ref())?)
}

#[test]
fn each_sheet_is_read_or_refused() {
    for (name, bytes) in cases() {
        let shown = match read(&name, &bytes) {
            Ok(roster) => listing(&roster, &name),
            Err(found) => found
                .iter()
                .map(|d| format!("{d}\n  改法: {}", d.hint.as_deref().unwrap_or("没有")))
                .collect::<Vec<_>>()
                .join("\n"),
        };
        insta::assert_snapshot!(format!("sheet-{name}"), shown);
    }
}

/// Files that differ in their kind only hold the same roster.
#[test]
fn the_kinds_of_files_are_equal() {
    let mut families: BTreeMap<String, Vec<(String, Roster)>> = BTreeMap::new();
    for (name, bytes) in cases() {
        let (stem, _) = name.rsplit_once('.').unwrap();
        if let Ok(roster) = read(&name, &bytes) {
            families.entry(stem.to_owned()).or_default().push((name, roster));
        }
    }
    families.retain(|_, family| family.len() > 1);
    assert!(families.values().filter(|family| family.len() == 3).count() > 2);
    for (first, rest) in families.values().map(|family| family.split_first().unwrap()) {
        for other in rest {
            assert_eq!(first.1, other.1, "{} is not {}", first.0, other.0);
        }
    }
}

/// The heads, and below each group its people, every value with its place in the file.
fn listing(roster: &Roster, file: &str) -> String {
    let mut listing = String::new();
    let heads = roster.group_head.iter().chain([&roster.name_head]);
    let heads = heads.map(|head| value(head, file)).chain(
        roster
            .columns
            .iter()
            .map(|column| format!("{:?} {}", column.field, value(&column.head, file))),
    );
    writeln!(listing, "{}", heads.collect::<Vec<_>>().join(" | ")).unwrap();
    for group in &roster.groups {
        writeln!(listing, "[{}] {}人", value(&group.label, file), group.members.len()).unwrap();
        let members = shown(group).map(|member| line(member, file));
        listing.push_str(&members.collect::<String>());
    }
    listing
}

fn shown(group: &Group) -> impl Iterator<Item = &Member> {
    let many = group.members.len() > SHOWN;
    let end = group.members.len().saturating_sub(2);
    group
        .members
        .iter()
        .enumerate()
        .filter(move |(at, _)| !many || *at < 2 || *at >= end)
        .map(|(_, member)| member)
}

fn line(member: &Member, file: &str) -> String {
    let name = member.name.as_ref().map_or("-".to_owned(), |name| value(name, file));
    let fields = member.fields.iter().filter(|field| !field.v.is_empty());
    let values = fields.map(|field| value(field, file));
    [name].into_iter().chain(values).collect::<Vec<_>>().join(" | ") + "\n"
}

/// A value and where it stands.
fn value(value: &Spanned<String>, file: &str) -> String {
    let mut text: String = value.v.chars().take(LONGEST).collect();
    if text.len() < value.v.len() {
        write!(text, "……（{}字）", value.v.chars().count()).unwrap();
    }
    let place = value.place.to_string();
    let place =
        place.strip_prefix(file).map_or(place.as_str(), |rest| rest.trim_start_matches([' ', ':']));
    format!("{} <{place}>", text.replace('\n', "⏎"))
}
