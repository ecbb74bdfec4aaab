//! A count that points to a table or an attachment is the number of its rows.

use std::collections::BTreeSet;

use crate::diag::{Diagnostics, Severity};
use crate::lint::pattern::Pattern;
use crate::lint::reading::{Part, Sheet};
use crate::lint::{Basis, Check, Reading, Rule, Sample};

/// The campaign of its cases.
const CAMPAIGN: &str = "发文机关: { 名称: 甲县人民政府 }\n日期: { 成文: 2026-01-05 }\n表: { 村: { 文件: 村.csv, 标题: 改厕村名单 } }\n\
    文件: [{ 名: 乙, 标题: 关于下达改厕任务的通知, 正文: 文.md, 附件: [{ 表: 村 }] }]\n";

pub(in crate::lint) const RULE: Rule = Rule {
    code: "count-of-table",
    severity: Severity::Warning,
    basis: &[Basis::Regulation("第二十条（四）")],
    doc: "正文说几个村、几户、几人，见某个附件，附件的表里就有几行；说“如下表”的，下面的表里就有几行。数的是表里一列的（村、乡镇、单位、项目、户主、姓名），才拿来对；下设几个工作组，和唯一一张分组的表或名单对。",
    check: Check::Reading(check),
    wrong: &[
        Sample::Campaign(&[
            ("campaign.yaml", CAMPAIGN),
            ("文.md", "今年在全县选择【4个村】开展改厕（名单见附件），请抓好落实。"),
            (
                "村.csv",
                "序号,乡镇,村名,户数\n1,子镇,东村,20\n2,子镇,西村,30\n3,丑镇,南村,12\n,合计,,62\n",
            ),
        ]),
        Sample::Campaign(&[
            (
                "campaign.yaml",
                "发文机关: { 名称: 甲县人民政府 }\n日期: { 成文: 2026-01-05 }\n表: { 组: { 文件: 组.csv, 标题: 各组分工表 } }\n\
                 文件: [{ 名: 乙, 标题: 关于成立创卫领导小组的通知, 正文: 文.md, 附件: [{ 表: 组 }] }]\n",
            ),
            ("文.md", "领导小组下设【4个工作组】，分工见附件。"),
            (
                "组.csv",
                "组别,牵头单位,职责\n综合协调组,镇爱卫办,协调\n宣传教育组,镇宣传办,宣传\n督查考核组,镇纪委,督查\n",
            ),
        ]),
        Sample::Text(
            "在【4个村】先行试点，名单如下：\n\n| 序号 | 村名 | 户数 |\n|---|---|---|\n| 1 | 东村 | 20 |\n| 2 | 西村 | 30 |\n| 3 | 南村 | 12 |",
        ),
        Sample::Text(
            "镇里分设【八个项目组】，分工如下：\n\n| 组别 | 牵头单位 |\n|---|---|\n| 环境整治组 | 镇爱卫办 |\n| 市场管理组 | 镇市场所 |\n| 健康教育组 | 镇卫生院 |",
        ),
    ],
    right: &[
        Sample::Campaign(&[
            ("campaign.yaml", CAMPAIGN),
            (
                "文.md",
                "今年在2个乡镇、3个村改厕62户（见附件），每个村不少于2个点位。另有5个村明年改。",
            ),
            (
                "村.csv",
                "序号,乡镇,村名,户数\n1,子镇,东村,20\n2,子镇,西村,30\n3,丑镇,南村,12\n,合计,,62\n",
            ),
        ]),
        Sample::Text(
            "领导小组下设2个工作组，每个工作组配3个小组。\n\n| 组别 | 姓名 | 职务 |\n|---|---|---|\n| 组长 | 王强 | 书记 |\n| 成员 | 李梅 | 镇长 |",
        ),
    ],
};

static SET_UP: Pattern = Pattern::new("(?:成立|设立|下设|分设|设|组建|分成|分为)(?:了)?$");
/// What is counted, and the heads of columns that hold it.
const COUNTED: [(&str, &[&str]); 12] = [
    ("个村", &["村名", "行政村", "村（社区）", "村庄", "村"]),
    ("个行政村", &["行政村", "村名", "村"]),
    ("个村（社区）", &["村（社区）", "村名"]),
    ("个社区", &["社区名称", "社区"]),
    ("个乡镇", &["乡镇"]),
    ("个乡镇（街道）", &["乡镇（街道）", "乡镇"]),
    ("个镇", &["镇"]),
    ("个项目", &["项目名称", "项目"]),
    ("个单位", &["单位名称", "单位"]),
    ("个部门", &["部门名称", "部门"]),
    ("人", &["姓名"]),
    ("名", &["姓名"]),
];

fn check(reading: &Reading<'_>, found: &mut Diagnostics) {
    groups(reading, found);
    for pointed in reading.pointed() {
        let differs = pointed.quantities().find_map(|quantity| {
            let counted = rows(pointed.sheet, quantity.unit)?;
            (quantity.count()? != counted && counted > 1).then_some((quantity, counted))
        });
        if let Some((quantity, counted)) = differs {
            let words = &pointed.passage.text()[quantity.range.clone()];
            found.push(
                RULE.at(
                    &pointed.passage.place(quantity.range.clone()),
                    format!("写的是“{words}”，表里是{counted}"),
                )
                .hint("核对是表里漏了，还是数写错了"),
            );
        }
    }
}

/// Groups that are set up are those of the one table, or the one roster, that is arranged by groups.
fn groups(reading: &Reading<'_>, found: &mut Diagnostics) {
    let mut listed: Vec<BTreeSet<String>> = reading.sheets.iter().filter_map(of_sheet).collect();
    let rosters = reading.people.chunk_by(|one, next| one.roster == next.roster);
    listed.extend(rosters.filter_map(|people| whole(people.iter().map(|it| it.group.clone()))));
    listed.dedup();
    let [listed] = listed.as_slice() else { return };
    for (_, passage) in reading.running().filter(|(_, it)| !matches!(it.part, Part::Attachment(_)))
    {
        let text = passage.text();
        for quantity in passage.quantities().iter().filter(|it| !it.approximate) {
            let is_set_up = matches!(quantity.unit, "个工作组" | "个项目组" | "个小组" | "个组")
                && SET_UP.is_in(&text[..quantity.range.start]);
            if is_set_up && quantity.count().is_some_and(|count| count != listed.len()) {
                let words = &text[quantity.range.clone()];
                let names: Vec<&str> = listed.iter().map(String::as_str).collect();
                let message =
                    format!("写的是“{words}”，表里是{}个：{}", listed.len(), names.join("、"));
                found.push(
                    RULE.at(&passage.place(quantity.range.clone()), message)
                        .hint("核对是表里漏了，还是数写错了"),
                );
            }
        }
    }
}

/// The groups of a table that is arranged by them.
fn of_sheet(sheet: &Sheet<'_>) -> Option<BTreeSet<String>> {
    let heads = ["组别", "工作组", "项目组", "组名"];
    let column = sheet.heads().iter().position(|head| heads.contains(&head.as_str()))?;
    let rows = sheet.rows().filter(|row| sheet.is_record(*row));
    whole(rows.filter_map(|row| sheet.words(row, column)))
}

/// Names of groups, where all are such names and there are several.
fn whole(names: impl Iterator<Item = String>) -> Option<BTreeSet<String>> {
    let names: BTreeSet<String> =
        names.map(|name| name.split_whitespace().collect::<String>()).collect();
    (names.len() > 1 && names.iter().all(|name| name.ends_with('组'))).then_some(names)
}

/// How many of what a unit counts stand in a table, each counted once; nothing where no column says so.
fn rows(sheet: &Sheet<'_>, unit: &str) -> Option<usize> {
    let (_, names) = COUNTED.iter().find(|(counted, _)| *counted == unit)?;
    let column =
        names.iter().find_map(|name| sheet.heads().iter().position(|head| head == name))?;
    let mut seen = BTreeSet::new();
    // names of people and of villages may be the same in two places
    let distinct = !matches!(unit, "人" | "名" | "个村" | "个行政村" | "个项目");
    let mut count = 0;
    for row in sheet.rows().filter(|row| sheet.is_record(*row)) {
        let Some(words) = sheet.words(row, column) else { continue };
        let words: String = words.split_whitespace().collect();
        // 各村, 其他: more than one
        if words.starts_with(['各', '其', '全']) || words.contains('、') {
            return None;
        }
        if seen.insert(words) || !distinct {
            count += 1;
        }
    }
    Some(count)
}
