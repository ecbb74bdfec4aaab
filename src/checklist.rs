//! 核对清单: what a person has to look at before a document goes out, for no program can decide it. Each item is a
//! sentence that is true when it may be ticked, with its basis. None is ever a finding.

use std::fmt;

use crate::doc::kind::statutory;
use crate::lint::Basis::{self, Law, Practice, Regulation};
use crate::model::{Campaign, DocumentSpec, PageFormatSpec};

/// An item of a list.
#[derive(Debug)]
pub struct Item {
    /// When it is looked at.
    pub step: Step,
    /// What is to be ticked.
    pub claim: &'static str,
    /// What it rests on.
    pub basis: Basis,
    /// The 文种 that it is for; none where it is for each.
    kinds: &'static [&'static str],
    /// The documents that it is for, among those of the kind.
    only: Only,
}

/// Steps on the way of a document (《党政机关公文处理工作条例》第十八条、第二十五条).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// 起草.
    Draft,
    /// 审核.
    Review,
    /// 签发.
    Sign,
    /// 印发.
    Issue,
}

/// Which documents an item is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Only {
    /// Each.
    Any,
    /// Those with attachments.
    Attached,
    /// Those of several organs.
    Joint,
    /// Those of a campaign with rosters.
    Rosters,
    /// Those with 密级.
    Secret,
    /// Those without.
    Open,
}

/// What is to be looked at of some documents of a campaign.
#[derive(Debug)]
pub struct Checklist<'c> {
    /// Their 文种, where their titles end with one.
    pub kind: Option<&'static str>,
    /// Their names, as the campaign has them.
    pub documents: Vec<&'c str>,
    /// What is to be looked at.
    pub items: Vec<&'static Item>,
}

/// 文种 that may govern what others do.
const GOVERNING: &[&str] = &["决定", "命令", "公告", "通告", "意见", "通知"];
/// 上行文.
const UPWARD: &[&str] = &["请示", "报告"];
const EACH: &[&str] = &[];

/// An item for all documents of these kinds.
const fn item(
    step: Step,
    kinds: &'static [&'static str],
    claim: &'static str,
    basis: Basis,
) -> Item {
    Item { step, claim, basis, kinds, only: Only::Any }
}

impl Item {
    const fn only(self, only: Only) -> Self {
        Self { only, ..self }
    }
}

/// Everything that is ever asked, in the order in which a document goes its way.
pub const ITEMS: &[Item] = &[
    item(Step::Draft, EACH, "确有必要行文，没有重复已经发过的文件", Regulation("第十三条")),
    item(
        Step::Draft,
        EACH,
        "引用的法律法规、政策和文件对过原文，现在仍然有效，和现行的文件相衔接",
        Regulation("第二十条（一）（二）"),
    ),
    item(
        Step::Draft,
        EACH,
        "涉及其他地区、部门职权的事，征求过意见，协商一致",
        Regulation("第十九条（六）、第二十条（三）"),
    ),
    item(Step::Draft, &["请示"], "一份只请示一件事", Regulation("第十五条（四）")),
    item(
        Step::Draft,
        &["请示"],
        "下级请示的事，写明了本机关倾向的意见，不是原文转报",
        Regulation("第十五条（三）"),
    ),
    item(
        Step::Draft,
        &["请示"],
        "以前没有请示过同一件事；请示过的，写明了上一次的结果",
        Practice("上级要知道来龙去脉"),
    ),
    item(Step::Draft, &["报告"], "反映的情况、用的数据核实过", Regulation("第十九条（二）")),
    item(
        Step::Draft,
        UPWARD,
        "部门向上级主管部门请示、报告重大事项的，经本级党委、政府同意或者授权",
        Regulation("第十五条（二）"),
    ),
    item(
        Step::Draft,
        &["请示", "报告", "意见"],
        "没有越级；特殊情况必须越级的，抄送了被越过的机关",
        Regulation("第十四条"),
    ),
    item(
        Step::Draft,
        &["请示", "报告", "意见"],
        "受双重领导的机关，必要时抄送了另一个上级机关",
        Regulation("第十五条（六）"),
    ),
    item(
        Step::Draft,
        GOVERNING,
        "应当先请示上级的事，请示过，批复了",
        Practice("没有批准的事不写成已经决定"),
    ),
    item(
        Step::Draft,
        &["意见", "通知", "通报"],
        "部门发文：没有向下级党委、政府提出指令性要求；经政府同意才能发的，文中注明了已经政府同意",
        Regulation("第十六条（二）"),
    ),
    item(
        Step::Draft,
        &["决定", "意见", "通知", "通报", "批复"],
        "重要的，抄送了本机关的直接上级；下级受双重领导的，必要时抄送了它的另一个上级",
        Regulation("第十六条（一）（五）"),
    ),
    item(
        Step::Draft,
        &["意见", "通知"],
        "综合性的一般不超过5000字，部署专项工作的一般不超过4000字；没有一律要求报送贯彻落实情况",
        Law("《整治形式主义为基层减负若干规定》"),
    ),
    item(
        Step::Draft,
        &["决议"],
        "经会议讨论通过，题注写的就是那一次会议和那一天",
        Regulation("第八条（一）"),
    ),
    item(Step::Draft, &["命令"], "本机关有权发布命令", Regulation("第八条（三）")),
    item(
        Step::Draft,
        &["公告"],
        "是向国内外宣布的重要事项或者法定事项；本地周知的事用通告",
        Regulation("第八条（五）"),
    ),
    item(
        Step::Draft,
        &["通报"],
        "表扬、批评的事实核实过，写到的人和单位都对",
        Practice("写进通报就收不回来"),
    ),
    item(Step::Draft, &["批复"], "请示的事答复了，同意不同意写明了", Practice("下级照批复办事")),
    item(
        Step::Draft,
        &["议案"],
        "属于本级人民代表大会或者它的常务委员会职权范围，经本级人民政府讨论过",
        Regulation("第八条（十三）"),
    ),
    item(Step::Draft, &["函"], "对方问的、要商洽的，每一件都写到了", Practice("免得来回去函")),
    item(
        Step::Draft,
        &["纪要"],
        "议定的事和会上说的一致，负责的单位和时限经会议主持人认可",
        Practice("各单位照纪要落实"),
    ),
    item(
        Step::Draft,
        EACH,
        "有名单的：名单上的人现在担任所写的职务，他和他的单位都知道",
        Practice("名单写现任职务"),
    )
    .only(Only::Rosters),
    item(
        Step::Draft,
        EACH,
        "有附件的：一件不少，都是最后定的那一版",
        Practice("附件和正文一起生效"),
    )
    .only(Only::Attached),
    item(
        Step::Review,
        EACH,
        "文稿经办公室审核；人名、地名、时间、数字、引文核对过",
        Regulation("第二十条（四）"),
    ),
    item(
        Step::Review,
        &["决定", "命令", "公报", "公告", "通告", "意见", "通知", "报告", "请示", "议案"],
        "需要会议审议的，会议审议通过了，照会议的意见改好了",
        Regulation("第二十条"),
    ),
    item(
        Step::Review,
        GOVERNING,
        "是行政规范性文件的，经合法性审核，审核的意见都处理了",
        Law("国办发〔2018〕115号"),
    ),
    item(
        Step::Review,
        &["决定", "命令", "公告", "通告", "意见", "通知", "批复"],
        "涉及经营者经济活动的，经公平竞争审查",
        Law("《公平竞争审查条例》"),
    ),
    item(Step::Review, EACH, "涉密的：密级和保密期限是有权的人定的", Law("《保守国家秘密法》"))
        .only(Only::Secret),
    item(Step::Review, EACH, "没有标密级的：经保密审查，不涉及国家秘密", Law("《保守国家秘密法》"))
        .only(Only::Open),
    item(
        Step::Review,
        EACH,
        "公开属性定了：主动公开、依申请公开，还是不予公开",
        Practice("拟稿的时候一并定公开属性"),
    )
    .only(Only::Open),
    item(Step::Review, EACH, "要公开的：里面没有不该公开的个人信息", Law("《个人信息保护法》"))
        .only(Only::Open),
    item(
        Step::Sign,
        EACH,
        "联合发文的：不是党委、政府各自职权范围内的工作",
        Regulation("第十七条"),
    )
    .only(Only::Joint),
    item(
        Step::Sign,
        EACH,
        "联合发文的：各机关负责人都会签了，成文日期是最后一个签发的日期",
        Regulation("第二十二条、第九条（十二）"),
    )
    .only(Only::Joint),
    item(
        Step::Sign,
        EACH,
        "由有权的负责人签发，签署了意见、姓名和日期；重要公文和上行文由主要负责人签发",
        Regulation("第二十二条"),
    ),
    item(
        Step::Issue,
        EACH,
        "签批以后没有再改；作了实质性修改的，报原签批人复审过",
        Regulation("第二十五条（一）"),
    ),
    item(Step::Issue, EACH, "涉密的：在符合保密要求的场所印制", Regulation("第二十五条（三）"))
        .only(Only::Secret),
    item(
        Step::Issue,
        EACH,
        "印好的看过：文字、格式、印章、份数和发送的单位都对",
        Regulation("第二十五条（四）"),
    ),
];

impl Item {
    fn is_for(&self, kind: Option<&str>) -> bool {
        self.kinds.is_empty() || kind.is_some_and(|kind| self.kinds.contains(&kind))
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Draft => "起草",
            Self::Review => "审核",
            Self::Sign => "签发",
            Self::Issue => "印发",
        })
    }
}

/// What is to be looked at of any document of a 文种.
pub fn of_kind(kind: &'static str) -> Checklist<'static> {
    let items = ITEMS.iter().filter(|item| item.is_for(Some(kind))).collect();
    Checklist { kind: Some(kind), documents: Vec::new(), items }
}

/// What is to be looked at of each document of a campaign: those of which it is the same together.
pub fn of_campaign(campaign: &Campaign) -> Vec<Checklist<'_>> {
    let mut lists: Vec<Checklist<'_>> = Vec::new();
    for spec in &campaign.documents {
        let kind = kind_of(spec);
        let items: Vec<&Item> = ITEMS
            .iter()
            .filter(|item| item.is_for(kind) && fits(item.only, spec, campaign))
            .collect();
        let same = |list: &&mut Checklist<'_>| {
            let mut pairs = list.items.iter().zip(&items);
            list.kind == kind
                && list.items.len() == items.len()
                && pairs.all(|(a, b)| std::ptr::eq(*a, *b))
        };
        let name = spec.name.v.as_str();
        match lists.iter_mut().find(same) {
            Some(list) => list.documents.push(name),
            None => lists.push(Checklist { kind, documents: vec![name], items }),
        }
    }
    lists
}

/// The 文种 of a document: what its 格式 is for, or what its title ends with.
fn kind_of(spec: &DocumentSpec) -> Option<&'static str> {
    let title = match spec.format {
        PageFormatSpec::Order => "命令",
        PageFormatSpec::Minutes => "纪要",
        PageFormatSpec::Document | PageFormatSpec::Letter => spec.title.v.trim_end(),
    };
    statutory().find(|kind| title.ends_with(kind))
}

fn fits(only: Only, spec: &DocumentSpec, campaign: &Campaign) -> bool {
    match only {
        Only::Any => true,
        Only::Attached => !spec.attachments.is_empty(),
        Only::Joint => !spec.joint.is_empty(),
        Only::Rosters => !campaign.rosters.is_empty(),
        Only::Secret => spec.secrecy.is_some(),
        Only::Open => spec.secrecy.is_none(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{ITEMS, Step, of_kind, statutory};

    #[test]
    fn every_kind_is_looked_at_in_every_step() {
        for kind in statutory() {
            let steps: Vec<Step> = of_kind(kind).items.iter().map(|item| item.step).collect();
            for step in [Step::Draft, Step::Review, Step::Sign, Step::Issue] {
                assert!(steps.contains(&step), "{kind} {step}");
            }
        }
    }

    #[test]
    fn items_are_for_kinds_that_there_are_and_stand_in_order() {
        for item in ITEMS {
            assert!(
                item.kinds.iter().all(|kind| statutory().any(|known| known == *kind)),
                "{}",
                item.claim
            );
            assert!(!item.claim.ends_with('。'), "{}", item.claim);
        }
        let claims: BTreeSet<&str> = ITEMS.iter().map(|item| item.claim).collect();
        assert_eq!(claims.len(), ITEMS.len());
        // a person goes through them once, from the first step to the last
        assert!(ITEMS.is_sorted_by_key(|item| item.step as u8));
    }
}
