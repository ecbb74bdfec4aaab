//! The words with which a document closes are those of its kind.

use crate::diag::{Diagnostics, Severity};
use crate::doc::Document;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample, terms};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "closing-formula",
    severity: Severity::Warning,
    basis: &[Basis::Practice("结尾用语表明行文的目的，和文种一致")],
    doc: "结尾用语要合文种。通知写“特此通知”，报告写“特此报告”，请示写“妥否，请批示”，函写“特此函告”“请函复”；“请遵照执行”不写给上级和不相隶属的机关。",
    check: Check::Document(check),
    wrong: &[
        Sample::Text("各镇要抓好落实。\n\n【特此报告】。"),
        Sample::Text("各镇要抓好落实。\n\n【妥否，请批示】。"),
        Sample::Whole(
            "标题: 关于解决改厕经费的请示\n签发人: 王强\n附注: 联系人：李梅，电话：0000-1234567",
            "全县尚缺资金45万元，【请遵照执行】。",
        ),
        Sample::Whole(
            "格式: 信函\n标题: 关于商请借用场地的函",
            "我县拟于4月举办培训。\n\n【特此通知】。",
        ),
    ],
    right: &[
        Sample::Text("各镇要抓好落实。\n\n特此通知。"),
        Sample::Whole(
            "标题: 关于改厕工作情况的报告\n签发人: 王强",
            "全县改厕任务已经完成。\n\n特此报告，请审阅。",
        ),
        Sample::Whole(
            "格式: 信函\n标题: 关于商请借用场地的函",
            "我县拟于4月举办培训。\n\n妥否，请函复。",
        ),
        Sample::Text("对检查中发现的问题，由县爱卫办请示县政府后处理。\n\n请认真贯彻执行。"),
    ],
};

static HEREBY: Pattern = Pattern::new(
    "特此(通知|通报|报告|请示|批复|公告|通告|公报|函告|函复|函达|函商|致函|复函|决定)",
);
static ASK: Pattern =
    Pattern::new("(?:妥否|当否|可否|是否妥当)，[^，。]{0,6}(?:批示|批复|审批|指示|核示)");
static COMMAND: Pattern =
    Pattern::new("请(?:认真|严格|切实|各单位)?(?:遵照执行|遵照办理|贯彻执行|贯彻落实|抓好落实)");

fn check(document: &Document, found: &mut Diagnostics) {
    let Some(kind) = terms::title_of(document).and_then(|title| terms::kind(&title)) else {
        return;
    };
    let is_letter = matches!(kind, "函" | "复函");
    for prose in terms::closing(document).iter().rev() {
        let text = prose.text();
        if let Some(hereby) = HEREBY.hits(text).next()
            && let said = hereby.part(1)
            && said != kind
            && !(said.contains('函') && (is_letter || kind == "批复"))
        {
            let message = format!("{kind}的结尾写的是“{}”", hereby.words());
            let hint = format!("写成“{}”", usual(kind));
            found.push(RULE.at(&prose.place(hereby.range()), message).hint(hint));
            return;
        }
        // in a report another rule tells it
        if let Some(ask) = ASK.hits(text).next()
            && !matches!(kind, "请示" | "报告" | "议案")
        {
            let message = format!("{kind}的结尾写的是“{}”，那是请示的用语", ask.words());
            let hint = format!("写成“{}”；请求批准的，文种改用请示", usual(kind));
            found.push(RULE.at(&prose.place(ask.range()), message).hint(hint));
            return;
        }
        if let Some(command) = COMMAND.hits(text).next()
            && (is_letter && !text.contains('你') || terms::UPWARD.contains(&kind))
        {
            let message = format!("{kind}的结尾写着“{}”，那是对下级的用语", command.words());
            let hint = format!("写成“{}”", usual(kind));
            found.push(RULE.at(&prose.place(command.range()), message).hint(hint));
            return;
        }
    }
}

/// How documents of a kind usually close.
fn usual(kind: &str) -> String {
    match kind {
        "请示" => "妥否，请批示。".to_owned(),
        "函" => "特此函告。".to_owned(),
        "复函" => "特此函复。".to_owned(),
        "意见" | "决定" => "请认真贯彻执行。".to_owned(),
        _ => format!("特此{kind}。"),
    }
}
