//! 你局 is said to a subordinate, 贵局 to an organ that is none.

use crate::diag::{Diagnostics, Severity};
use crate::doc::Document;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample, terms};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "address-term",
    severity: Severity::Warning,
    basis: &[Basis::Practice("对下级称“你”，对不相隶属的机关称“贵”，对上级称它的名称")],
    doc: "称呼要合行文方向。请示、报告里不称“你局”“你县”；通知、批复、通报里不称“贵局”；同级之间的函称“贵局”。",
    check: Check::Document(check),
    wrong: &[
        Sample::Whole(
            "标题: 关于改厕工作情况的报告\n签发人: 王强",
            "按照【你市】要求，现将有关情况报告如下。\n\n全县改厕任务已经完成。",
        ),
        Sample::Text("请【贵镇】于4月10日前报送进度。"),
        Sample::Whole(
            "格式: 信函\n标题: 关于商请借用场地的函\n主送: 乙县人民政府",
            "请【你县】予以支持。",
        ),
    ],
    right: &[
        Sample::Text("请你镇于4月10日前报送进度。贵阳市的做法可以借鉴，宝贵单位时间不要浪费。"),
        Sample::Whole(
            "格式: 信函\n标题: 关于商请借用场地的函\n主送: 乙县人民政府",
            "请贵县予以支持。",
        ),
        Sample::Whole(
            "格式: 信函\n标题: 关于同意改厕项目的复函\n主送: 乙镇人民政府",
            "你镇《关于改厕项目的请示》（乙府〔2025〕3号）收悉。",
        ),
    ],
};

static YOU: Pattern = Pattern::new(
    "(?:^|[^对为给的])(你(?:局|单位|镇|乡|县|市|省|区|厅|委|办|部|院|校|所|中心|街道)|你们)",
);
static HONOURED: Pattern = Pattern::new(
    "(?:^|[^宝珍名富昂可高尊华权])(贵(?:局|单位|镇|乡|县|市|省|区|厅|委|办|部|公司|院|校|所|中心|街道))",
);
const DOWN: [&str; 4] = ["通知", "通报", "批复", "决定"];

fn check(document: &Document, found: &mut Diagnostics) {
    let Some(kind) = terms::title_of(document).and_then(|title| terms::kind(&title)) else {
        return;
    };
    let (pattern, what, hint) = if terms::UPWARD.contains(&kind) {
        (&YOU, "是对下级的称呼", "写上级机关的名称")
    } else if matches!(kind, "函" | "复函") && is_to_peer(document) {
        (&YOU, "是对下级的称呼", "对不相隶属的机关称“贵”")
    } else if DOWN.contains(&kind) {
        (&HONOURED, "是对不相隶属机关的称呼", "对下级称“你”")
    } else {
        return;
    };
    for prose in terms::own_text(document) {
        if let Some(term) = pattern.hits(prose.text()).next() {
            let message = format!("{kind}里的“{}”{what}", term.part(1));
            found.push(RULE.at(&prose.place(term.part_range(1)), message).hint(hint));
            return;
        }
    }
}

/// Whether a document goes to organs that by their names stand as high as its own.
fn is_to_peer(document: &Document) -> bool {
    let Some(addressees) = document.body.addressees.as_ref().map(|it| &it.text) else {
        return false;
    };
    let own = document.meta.author.split('、').next().and_then(terms::rank);
    let names = terms::names(addressees);
    own.is_some() && names.iter().all(|name| terms::rank(&addressees[name.clone()]) == own)
}
