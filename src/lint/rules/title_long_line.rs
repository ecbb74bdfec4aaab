//! A line of a title that was broken by hand fits on the page.

use crate::compose::Facts;
use crate::diag::{Diagnostics, Severity};
use crate::doc::title;
use crate::lint::{Basis, Check, Rule, Sample};
use crate::source::Spanned;

pub(in crate::lint) const RULE: Rule = Rule {
    code: "title-long-line",
    severity: Severity::Warning,
    basis: &[Basis::Standard("7.3.1")],
    doc: "标题里指定换行处的，每一行要排得下。竖排的一页一行排20个2号字，横排的28个；排不下的，程序只好再拆开。",
    check: Check::Facts(check),
    wrong: &[
        Sample::Document(
            "发文机关: { 名称: 青溪县人民政府, 代字: 青府发 }\n标题: 【青溪县人民政府关于切实做好农村户厕问题摸排|整改工作的通知】",
        ),
        Sample::Document(
            "发文机关: { 名称: 青溪县人民政府, 代字: 青府发 }\n标题: 【青溪县人民政府|关于进一步做好全县农村户厕问题摸排整改工作的通知】",
        ),
    ],
    right: &[
        Sample::Document(
            "发文机关: { 名称: 青溪县人民政府, 代字: 青府发 }\n标题: 青溪县人民政府|关于做好农村户厕问题摸排|整改工作的通知",
        ),
        Sample::Document(
            "发文机关: { 名称: 青溪县人民政府, 代字: 青府发 }\n标题: 青溪县人民政府关于做好农村户厕问题摸排整改工作的通知",
        ),
    ],
};

fn check(facts: &Facts<'_>, found: &mut Diagnostics) {
    let upright = [facts.title.known(), facts.issued_title.known()];
    // lines are broken where a campaign is printed
    let Some(spec) = facts.spec else { return };
    let attachments = spec.attachments.iter().zip(&facts.attachment_titles);
    // a sheet that is too wide is turned where nobody says otherwise
    let turned = attachments.filter_map(|(attachment, title)| {
        let attachment = &attachment.v;
        Some((title.known()?, attachment.landscape.unwrap_or(attachment.text.is_none())))
    });
    let upright = upright.into_iter().flatten().map(|title| (title, false));
    for (title, turned) in upright.chain(turned) {
        of_title(title, turned, found);
    }
}

fn of_title(title: &Spanned<String>, turned: bool, found: &mut Diagnostics) {
    if let Some(line) = title::too_long(&title.v, turned) {
        let length = line.chars().count();
        let message = format!("标题里“{line}”这一行有{length}个字，排不下，程序把它拆成了几行");
        found.push(
            RULE.at(&title.place, message).hint("在这一行里再加一个 |，或者删去 |，让程序换行"),
        );
    }
}
