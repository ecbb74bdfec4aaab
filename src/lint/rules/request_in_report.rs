//! A report asks for nothing.

use crate::diag::{Diagnostics, Severity};
use crate::doc::Document;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample, terms};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "request-in-report",
    severity: Severity::Error,
    basis: &[Basis::Regulation("第十五条（四）")],
    doc: "报告里不夹带请示事项。报告上级不必答复，夹在里面的请求会没有人办；要请求批准的，另写请示。",
    check: Check::Document(check),
    wrong: &[
        Sample::Whole(
            "标题: 关于改厕工作情况的报告\n签发人: 王强",
            "现将有关情况报告如下。\n\n全县改厕任务已经完成。\n\n以上报告，【请批示】。",
        ),
        Sample::Whole(
            "标题: 关于改厕工作情况的报告\n签发人: 王强",
            "全县尚缺资金45万元。\n\n【妥否】，请核示。",
        ),
    ],
    right: &[
        Sample::Whole(
            "标题: 关于改厕工作情况的报告\n签发人: 王强",
            "2025年已向市政府请示，请求批准的项目都已开工。\n\n特此报告。",
        ),
        Sample::Whole(
            "标题: 关于解决改厕经费的请示\n签发人: 王强\n附注: 联系人：李梅，电话：0000-1234567",
            "全县尚缺资金45万元。\n\n妥否，请批示。",
        ),
    ],
};

static REQUEST: Pattern = Pattern::new(
    "(?:^|[，。；：])(妥否|当否|可否|是否妥当|(?:恳?请)(?:予以?|给予)?(?:批示|批复|审批|批准|指示|核批|核示|解决))",
);

fn check(document: &Document, found: &mut Diagnostics) {
    if terms::title_of(document).and_then(|title| terms::kind(&title)) != Some("报告") {
        return;
    }
    for prose in terms::closing(document) {
        if let Some(request) = REQUEST.hits(prose.text()).next() {
            let message = format!("报告里有请示事项：“{}”", request.part(1));
            let hint = "报告以“特此报告”结尾；请求批准的事项另写一份请示";
            found.push(RULE.at(&prose.place(request.part_range(1)), message).hint(hint));
            return;
        }
    }
}
