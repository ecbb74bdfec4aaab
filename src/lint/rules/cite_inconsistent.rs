//! One document is cited under one title and one number.

use std::collections::BTreeMap;

use crate::diag::{Diagnostics, Severity};
use crate::doc::{Document, prose};
use crate::lint::{Basis, Check, Rule, Sample, terms};
use crate::source::Place;

pub(in crate::lint) const RULE: Rule = Rule {
    code: "cite-inconsistent",
    severity: Severity::Warning,
    basis: &[Basis::Regulation("第十九条（三）")],
    doc: "一份公文只有一个标题、一个发文字号。同一个号写了两个标题，或者同一个标题写了两个号，有一处抄错了；少写机关名称的不算。",
    check: Check::Document(check),
    wrong: &[
        Sample::Text(
            "按照《关于做好改厕工作的通知》（甲府发〔2025〕3号）要求部署。\n\n《【关于做好改水工作的通知】》（甲府发〔2025〕3号）的任务都已完成。",
        ),
        Sample::Text(
            "按照《关于做好改厕工作的通知》（甲府发〔2025〕3号）要求部署。\n\n《关于做好改厕工作的通知》（【甲府发〔2025〕8号】）的任务都已完成。",
        ),
    ],
    right: &[Sample::Text(
        "按照《甲县人民政府关于做好改厕工作的通知》（甲府发〔2025〕3号）要求部署。\n\n《关于做好改厕工作的通知》（甲府发〔2025〕3号）的任务都已完成。",
    )],
};

fn check(document: &Document, found: &mut Diagnostics) {
    let (mut titles, mut numbers) =
        (BTreeMap::<String, (String, Place)>::new(), BTreeMap::<String, (String, Place)>::new());
    for prose in prose::paragraphs(document) {
        if !prose.text().contains('〔') {
            continue;
        }
        for cited in terms::cited(prose.text()) {
            let Some((number, at)) = cited.number.clone() else { continue };
            let title = cited.title;
            let place = prose.place(cited.at.clone());
            let (before, first) = titles
                .entry(number.to_owned())
                .or_insert_with(|| (title.to_owned(), place.clone()));
            if !terms::may_be_one(before, title) {
                let message = format!("{number}前面写的标题是“{before}”，这里是“{title}”");
                let hint = "核对这个号是哪一份公文的";
                let said = RULE.at(&place, message).hint(hint);
                found.push(said.related(first.clone(), "前一处在这里"));
                continue;
            }
            let number_place = prose.place(at);
            let (before, first) = numbers
                .entry(title.to_owned())
                .or_insert_with(|| (number.to_owned(), number_place.clone()));
            if before != number {
                let message = format!("“{title}”前面写的号是{before}，这里是{number}");
                let said = RULE.at(&number_place, message).hint("核对这份公文是哪一个号");
                found.push(said.related(first.clone(), "前一处在这里"));
            }
        }
    }
}
