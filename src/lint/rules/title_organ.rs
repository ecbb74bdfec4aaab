//! The organ in the title is the one that issues the document.

use crate::compose::Facts;
use crate::diag::{Diagnostics, Severity};
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample, terms};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "title-organ",
    severity: Severity::Error,
    basis: &[Basis::Regulation("第九条（四）（七）（十一）")],
    doc: "标题里的机关就是发文机关。标题、发文机关标志和署名是同一个机关，用全称或者规范化简称；不一样，多半是从别的文件抄来没有改。",
    check: Check::Facts(check),
    wrong: &[
        Sample::Document("标题: 【乙县人民政府关于做好春季检查的通知】"),
        Sample::Document("标题: 【甲县人民政府办公室关于做好春季检查的通知】"),
    ],
    right: &[
        Sample::Document("标题: 甲县人民政府关于做好春季检查的通知"),
        Sample::Document("标题: 甲县政府关于做好春季检查的通知"),
        Sample::Document("标题: 甲县第十九届人民代表大会第二次会议关于改厕工作的决议"),
        Sample::Document(
            "标题: 甲县人民政府　乙县财政局关于做好春季检查的通知\n联合发文: [乙县财政局]",
        ),
    ],
};

/// What stands before the matter, where it ends as the names of organs do.
static ORGAN: Pattern = Pattern::new(
    "^([^《》“”（），、\\s]{2,30}?(人民政府|政府|办公室|办公厅|委员会|党委|党组|局|厅|委|部|中心|指挥部|办事处))\
     (关于|转发|印发|批转)",
);

fn check(facts: &Facts<'_>, found: &mut Diagnostics) {
    let (Some(title), Some(organs)) = (terms::heading(facts), facts.organs.known()) else { return };
    let Some(hit) = ORGAN.hits(&title.words).next() else { return };
    let named = hit.part(1);
    if !organs.iter().any(|organ| terms::may_be_one(named, organ)) && organs.len() == 1 {
        let message = format!("标题里的机关是“{named}”，发文机关是“{}”", &*organs[0]);
        found.push(
            RULE.at(title.place, message)
                .hint("核对是谁发文；标题和“发文机关”写同一个机关")
                .related(organs[0].place().clone(), "发文机关写在这里"),
        );
    }
}
