//! Rosters and tables as clerks make them: each file of `tests/sheets` is a case, read as a campaign reads it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use rust_xlsxwriter::{Format, Workbook};

use hongtou::internals::diag;
use hongtou::internals::roster::{self, Group, Member, Roster};
use hongtou::internals::sheet::layout::Layout;
use hongtou::internals::sheet::records::Records;
use hongtou::internals::sheet::{self, Grid, Merge};
use hongtou::internals::source::{Place, Spanned};

/// Of a longer group only the first and last people are written down.
const SHOWN: usize = 12;
/// Of a longer value only the beginning.
const LONGEST: usize = 40;

/// The names of the files and what they hold. Each file is a case but the script that made it and what
/// git reads.
fn cases() -> BTreeMap<String, Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sheets");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), path))
        .filter(|(name, path)| path.is_file() && name != "make.py" && !name.starts_with('.'))
        .map(|(name, path)| (name, std::fs::read(path).unwrap()))
        .collect()
}

/// The roster of a file.
fn read(name: &str, bytes: &[u8]) -> diag::Result<Roster> {
    roster::read(&grid(name, bytes)?)
}

/// The sheet of a file; `NAME@SHEET.xlsx` names its sheet.
fn grid(name: &str, bytes: &[u8]) -> diag::Result<Grid> {
    let sheet = name.split_once('@').and_then(|(_, rest)| rest.strip_suffix(".xlsx"));
    let sheet = sheet.map(|sheet| Spanned::new(sheet.to_owned(), Place::file("campaign.yaml")));
    sheet::read(name, bytes, sheet.as_ref())
}

/// What the rows of a table are, and its records.
fn table(name: &str, bytes: &[u8]) -> diag::Result<String> {
    let grid = grid(name, bytes)?;
    let layout = Layout::of(&grid, None);
    let records = Records::read(&grid)?;
    let mut said = String::new();
    let cells = |cells: Vec<&Spanned<String>>| {
        cells.into_iter().map(|cell| value(cell, name)).collect::<Vec<_>>().join(" | ")
    };
    writeln!(said, "标题: {}", cells(layout.titles(&grid).collect())).unwrap();
    writeln!(said, "注: {}", cells(layout.notes(&grid).collect())).unwrap();
    writeln!(said, "表头: {:?}，表尾 {} 行: {:?}", layout.head, layout.footing, layout.totals)
        .unwrap();
    for at in 0..records.len() {
        let record = records.get(at);
        let values = serde_json::to_string(&record.values()).unwrap();
        let summed = if records.summed() == Some(at) { " 像合计" } else { "" };
        writeln!(said, "{values} <{}>{summed}", record.place()).unwrap();
    }
    Ok(said)
}

#[test]
fn each_sheet_is_read_or_refused() {
    for (name, bytes) in cases() {
        let read = if name.starts_with("表-") {
            table(&name, &bytes)
        } else {
            read(&name, &bytes).map(|roster| listing(&roster, &name))
        };
        let shown = match read {
            Ok(listing) => listing,
            Err(found) => found
                .iter()
                .map(|d| format!("{d}\n  改法: {}", d.hint.as_deref().unwrap_or("没有")))
                .collect::<Vec<_>>()
                .join("\n"),
        };
        insta::assert_snapshot!(format!("sheet-{name}"), shown);
    }
}

/// Writes a part of a workbook.
type Part<'p> = &'p dyn Fn(&mut dyn std::io::Write);

/// A workbook of one sheet with these parts, as a program makes one that means no good.
fn bomb(sheet: impl Fn(&mut dyn std::io::Write), texts: Option<Part<'_>>) -> Vec<u8> {
    const PARTS: [(&str, &str); 3] = [
        (
            "_rels/.rels",
            r#"<Relationships><Relationship Id="a" Type="x/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            r#"<workbook><sheets><sheet name="甲" sheetId="1" r:id="b"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="b" Type="x/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
    ];
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, part) in PARTS {
        zip.start_file(name, options).unwrap();
        zip.write_all(part.as_bytes()).unwrap();
    }
    if let Some(texts) = texts {
        zip.start_file("xl/sharedStrings.xml", options).unwrap();
        texts(&mut zip);
    }
    zip.start_file("xl/worksheets/sheet1.xml", options).unwrap();
    sheet(&mut zip);
    zip.finish().unwrap().into_inner()
}

/// What small files that unpack to much are told.
#[test]
fn bombs_are_refused() {
    let put = |to: &mut dyn std::io::Write, text: &str| to.write_all(text.as_bytes()).unwrap();
    let rows = |cells: usize, end: String| {
        move |to: &mut dyn std::io::Write| {
            put(to, "<worksheet><sheetData>");
            for row in 1..=cells {
                put(to, &format!("<row r=\"{row}\"><c r=\"A{row}\"><v>1</v></c></row>"));
            }
            put(to, &format!("</sheetData>{end}</worksheet>"));
        }
    };
    let zeros = |to: &mut dyn std::io::Write| {
        (0..130).for_each(|_| to.write_all(&vec![0; 1 << 20]).unwrap());
    };
    let long = |to: &mut dyn std::io::Write| {
        put(to, "<sst><si><t>");
        (0..20).for_each(|_| put(to, &"a".repeat(1 << 20)));
        put(to, "</t></si></sst>");
    };
    let many = |to: &mut dyn std::io::Write| put(to, r#"<sst uniqueCount="99999999999999"></sst>"#);
    let merges: Vec<String> =
        (1..=20_000).map(|row| format!("<mergeCell ref=\"F{row}:G1048576\"/>")).collect();
    let merges = merges.concat();
    let few = || rows(3, String::new());
    let mut said = String::new();
    for (name, bytes) in [
        ("零", bomb(zeros, None)),
        ("一段很长的字", bomb(few(), Some(&long))),
        ("自称许多段字", bomb(few(), Some(&many))),
        ("一百万格以上", bomb(rows(1_000_001, String::new()), None)),
        ("许多合并", bomb(rows(1000, format!("<mergeCells>{merges}</mergeCells>")), None)),
    ] {
        let found = grid("甲.xlsx", &bytes).map_or_else(
            |found| found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
            |grid| format!("{} 行", grid.rows().len()),
        );
        writeln!(said, "{name}（{} KB）: {found}", bytes.len() / 1024).unwrap();
    }
    insta::assert_snapshot!("bombs", said);
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

/// The groups of a roster with the names and posts of their people.
type People = Vec<(&'static str, Vec<(&'static str, &'static str, &'static str)>)>;

fn people() -> impl Strategy<Value = People> {
    let name = select(vec!["王强", "欧阳明远", "买买提·艾力", "John Smith", "李梅（女）", ""]);
    let post =
        select(vec!["镇长", "县委常委、\n副县长", "=主任=", "各村\"两委\"书记", "局长,书记"]);
    let phone = select(vec!["13800000001", "0571-8222", "007", ""]);
    let members = vec((name, post, phone), 1..5);
    let labels = ["组长", "副组长", "成员", "办公室"];
    vec(members, 1..=labels.len()).prop_map(move |groups| labels.into_iter().zip(groups).collect())
}

/// The rows as a clerk may write them down: 王　强 stretched or not, the group in each row or in its first,
/// empty rows between, a title above and a note below.
fn rows(people: &People, nuisances: u32) -> Vec<[String; 5]> {
    let has = |bit: u32| nuisances & (1 << bit) > 0;
    let row = |cells: [&str; 5]| cells.map(str::to_owned);
    let mut rows = vec![row(["序 号", "组别", "姓　名", "职务", "联系电话"])];
    if has(0) {
        rows.insert(0, row(["领导小组名单", "", "", "", ""]));
    }
    for (label, members) in people {
        for (at, (name, post, phone)) in members.iter().enumerate() {
            let stretched: String = name.chars().flat_map(|c| [c, '\u{3000}']).collect();
            let is_short = name.chars().count() == 2;
            let name = if has(1) && is_short { stretched.as_str() } else { name };
            let label = if at == 0 { format!("{label}：") } else { (*label).to_owned() };
            let label = if at > 0 && has(2) { "" } else { label.as_str() };
            let number = if has(3) { rows.len().to_string() } else { String::new() };
            rows.push(row([number.as_str(), label, name, post, phone]));
            if has(4) {
                rows.push(row([""; 5]));
            }
        }
    }
    if has(5) {
        rows.push(row(["99", "", "", "", ""]));
        rows.push(row(["注：排名不分先后", "", "", "", ""]));
    }
    rows
}

fn csv(rows: &[[String; 5]]) -> Vec<u8> {
    let line = |row: &[String; 5]| {
        let cells = row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
        cells.collect::<Vec<_>>().join(";") + "\r\n"
    };
    rows.iter().map(line).collect::<String>().into_bytes()
}

/// The empty cells of 组别 below a group merged with it.
fn xlsx(rows: &[[String; 5]]) -> Vec<u8> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    let plain = Format::new();
    for (at, row) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(row).filter(|(_, cell)| !cell.is_empty()) {
            page.write(at, column, cell.as_str()).unwrap();
        }
    }
    let is_label = |at: &usize| !rows[*at][1].is_empty();
    let labels: Vec<usize> = (0..rows.len()).filter(is_label).collect();
    for pair in labels.windows(2).filter(|pair| pair[1] > pair[0] + 1) {
        let [top, bottom] = [pair[0], pair[1] - 1].map(|row| u32::try_from(row).unwrap());
        page.merge_range(top, 1, bottom, 1, &rows[pair[0]][1], &plain).unwrap();
    }
    book.save_to_buffer().unwrap()
}

fn yaml(people: &People) -> Vec<u8> {
    let mut text = String::new();
    for (label, members) in people {
        writeln!(text, "{label}:").unwrap();
        for (name, post, phone) in members {
            writeln!(text, "- {{ 姓名: {name:?}, 职务: {post:?}, 联系电话: {phone:?} }}").unwrap();
        }
    }
    text.into_bytes()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// No nuisance changes the roster, in whatever kind of file it is.
    #[test]
    fn any_roster_is_equal_in_all_kinds(people in people(), nuisances in 0..64_u32) {
        let rows = rows(&people, nuisances);
        let of_yaml = read("甲.yaml", &yaml(&people)).unwrap();
        prop_assert_eq!(of_yaml.members().count(), people.iter().map(|(_, them)| them.len()).sum::<usize>());
        prop_assert_eq!(&read("甲.csv", &csv(&rows)).unwrap(), &of_yaml);
        prop_assert_eq!(&read("甲.xlsx", &xlsx(&rows)).unwrap(), &of_yaml);
    }

    /// Whatever stands in the cells and however they are merged: a roster or a message, never a panic.
    #[test]
    fn any_grid_reads_or_is_refused(
        cells in vec(vec(select(CELLS.to_vec()), 4), 1..9),
        corners in vec((0..9_usize, 0..4_usize, 1..4_usize, 1..4_usize), 0..3),
    ) {
        let rows: Vec<Vec<_>> = cells
            .iter()
            .map(|row| row.iter().map(|cell| Spanned::new((*cell).to_owned(), Place::file("甲"))).collect())
            .collect();
        let merge = |(top, left, rows, columns)| Merge { top, left, rows, columns };
        let grid = Grid::new(rows, corners.into_iter().map(merge).collect());
        match roster::read(&grid) {
            Ok(roster) => prop_assert!(roster.groups.iter().all(|group| !group.members.is_empty())),
            Err(found) => prop_assert!(!found.is_empty()),
        }
    }
}

/// What the cells of [`any_grid_reads_or_is_refused`] hold.
const CELLS: [&str; 16] = [
    "",
    "",
    "",
    "姓名",
    "组别",
    "职务",
    "电话",
    "序号",
    "王强",
    "组长",
    "镇长",
    "1",
    "注：",
    "填表人：",
    "同上",
    "合计",
];

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
