//! 关于 stands alone before the matter.

use crate::compose::Facts;
use crate::diag::{Diagnostics, Severity};
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample, terms};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "title-stacked-prepositions",
    severity: Severity::Note,
    basis: &[Basis::Practice("“关于”已经引出事由，再加“对”“就”是重复")],
    doc: "标题里“关于”后面不再用“对”“就”。后面另有动词管着的（关于对……予以表彰的决定），“对外”“就业”一类的词，不算重复。",
    check: Check::Facts(check),
    wrong: &[
        Sample::Document("标题: 【关于对农村改厕工作的意见】"),
        Sample::Document("标题: 【关于就做好春季检查工作的通知】"),
    ],
    right: &[
        Sample::Document("标题: 关于农村改厕工作的意见"),
        Sample::Document("标题: 关于对改厕工作先进集体予以表扬的通报"),
        Sample::Document("标题: 关于对外开放工作的意见"),
        Sample::Document("标题: 关于就业援助工作的通知"),
    ],
};

static STACKED: Pattern = Pattern::new("关于(对于|有关|就|对)");
/// Words that begin with 对 or 就, each a matter of titles.
const WORDS: [&str; 17] = [
    "对外", "对口", "对接", "对照", "对标", "对台", "对策", "对象", "对话", "对比", "对应", "就业",
    "就地", "就近", "就医", "就学", "就诊",
];
/// What governs 对.
static GOVERNED: Pattern = Pattern::new(
    "予以|给予|进行|作出|做出|实行|实施|开展|采取|加强|追究|授予|表彰|表扬|通报|奖励|处分|处理|处罚|征收|调整|加大|支持|激励",
);

fn check(facts: &Facts<'_>, found: &mut Diagnostics) {
    let Some(title) = terms::heading(facts) else { return };
    let Some(stacked) = STACKED.hits(&title.words).next() else { return };
    let from = &title.words[stacked.part_range(1).start..];
    let is_word = WORDS.iter().any(|word| from.starts_with(word));
    let matter = terms::bare(from).trim_end_matches(title.kind.unwrap_or(""));
    let is_governed = stacked.part(1) == "对" && GOVERNED.is_in(matter);
    if !is_word && !is_governed {
        let hint = format!("删去“{}”", stacked.part(1));
        found.push(RULE.at(title.place, format!("“{}”重复", stacked.words())).hint(hint));
    }
}
