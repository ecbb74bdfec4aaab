//! 关于调整……成员的通知: the starter for it, filled with what a campaign knows already.

use chrono::NaiveDate;

use super::{Answers, File, Starter, form};
use crate::diag::Result;
use crate::model::OfficeSpec;
use crate::placeholder;
use crate::project::Project;
use crate::roster::Roster;
use crate::roster::diff::{Change, What};

/// The starter.
const STARTER: &str = "调整领导小组";
/// The sheets in it that are known: the whole roster, and those who changed.
const ROSTER: &str = "名单/领导小组.xlsx";
const CHANGED: &str = "表/人员变动.xlsx";

/// The files of a campaign that gives notice of these changes.
///
/// # Errors
/// When the starter itself is wrong.
pub fn files(
    project: &Project,
    name: &str,
    before: &Roster,
    now: &Roster,
    changes: &[Change],
    today: NaiveDate,
) -> Result<Vec<File>> {
    let mut files = Starter::named(STARTER)?.begun(&answers(project, name), today)?;
    let all = form::rows(&String::from_utf8_lossy(&now.csv()));
    for (path, bytes) in &mut files {
        let rows = match path.as_str() {
            ROSTER => &all,
            CHANGED => &changed(before, now, changes),
            _ => continue,
        };
        *bytes = form::xlsx(rows).unwrap_or_default();
    }
    Ok(files)
}

/// What the campaign says that the notice says too. What is not known waits as a placeholder.
fn answers(project: &Project, name: &str) -> Answers {
    let campaign = &project.campaign;
    let spec = campaign.rosters.get(name);
    let mut answers = Answers::new();
    let mut answer = |key: &str, value: Option<String>| {
        let known = |value: &String| !value.contains("{{") && placeholder::first(value).is_none();
        if let Some(value) = value.filter(known) {
            answers.insert(key.to_owned(), value);
        }
    };
    answer("发文机关.名称", Some(campaign.organ.name.v.clone()));
    answer("发文机关.代字", campaign.organ.code.as_ref().map(|code| code.v.clone()));
    answer("附注", campaign.annotation.as_ref().map(|note| note.v.clone()));
    let copies: Vec<&str> = campaign.copy_to.iter().map(|name| name.v.as_str()).collect();
    answer("抄送", (!copies.is_empty()).then(|| copies.join("，")));
    // 石溪镇创建市级卫生镇工作领导小组成员名单: the work stands before 工作领导小组
    let title = spec.and_then(|spec| spec.title.as_ref());
    let work = title.and_then(|title| {
        let (work, _) = title.v.split_once("领导小组")?;
        Some(work.strip_suffix("工作").unwrap_or(work).to_owned())
    });
    answer("变量.主题", work.filter(|work| !work.is_empty()));
    let carries = campaign.documents.iter().find(|document| {
        let attachments = document.attachments.iter();
        attachments.filter_map(|it| it.v.roster.as_ref()).any(|roster| roster.v == name)
    });
    let addressees = carries.map(|document| {
        document.addressees.iter().map(|name| name.v.as_str()).collect::<Vec<_>>().join("，")
    });
    answer("主送", addressees.filter(|addressees| !addressees.is_empty()));
    if let Some(OfficeSpec { seat, director, .. }) = spec.and_then(|spec| spec.office.as_ref()) {
        answer("变量.牵头办公室", Some(seat.v.clone()));
        answer("变量.办公室主任", director.as_ref().map(|director| director.v.clone()));
    }
    answers
}

/// Those who joined, left or changed their group or post, a row each.
fn changed(before: &Roster, now: &Roster, changes: &[Change]) -> Vec<Vec<String>> {
    let post = |roster: &Roster, name: &str| {
        let mut members = roster.members();
        let found = members.find(|member| member.name.as_ref().is_some_and(|it| it.v == name));
        found.map(|member| roster.post(member))
    };
    let mut rows = vec![["姓名", "变动", "原任", "现任"].map(str::to_owned).to_vec()];
    for Change { name, group, what } in changes {
        let as_was = || post(before, name).unwrap_or_default();
        let as_is = || post(now, name).unwrap_or_default();
        let with = |group: &str, post: &str| match (group, post) {
            ("", post) => post.to_owned(),
            (group, "") => group.to_owned(),
            (group, post) => format!("{group}（{post}）"),
        };
        let (from, to) = match what {
            What::Joined { post } => (String::new(), with(group, post)),
            What::Left { post } => (with(group, post), String::new()),
            What::Regrouped { from, .. } => (with(from, &as_was()), with(group, &as_is())),
            What::Reposted { from, to } => (from.clone(), to.clone()),
            What::Other { .. } | What::Moved => continue,
        };
        rows.push([name.clone(), what.name(), from, to].to_vec());
    }
    rows
}
