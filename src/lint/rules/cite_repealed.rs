//! What is repealed is no ground for anything.

use chrono::NaiveDate;

use crate::diag::{Diagnostics, Severity};
use crate::doc::{Document, prose};
use crate::lint::{Basis, Check, Rule, Sample, terms};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "cite-repealed",
    severity: Severity::Error,
    basis: &[
        Basis::Law("《中华人民共和国民法典》第一千二百六十条"),
        Basis::Regulation("第四十二条"),
        Basis::Law("各法律的施行条款"),
    ],
    doc: "不引用已经废止的法律和规定。名单有废止的日期，成文日期在那以后的才指出来；说到废止它本身的、写“原《……》”的不管。",
    check: Check::Document(check),
    wrong: &[
        Sample::Text("依据《【中华人民共和国合同法】》签订管护合同。"),
        Sample::Text("公文处理按照《【国家行政机关公文处理办法】》执行。"),
    ],
    right: &[
        Sample::Text("依据《中华人民共和国民法典》签订管护合同。"),
        Sample::Text("原《中华人民共和国合同法》废止前签订的合同继续有效。"),
        Sample::Whole("日期: { 成文: 2020-12-31 }", "依据《中华人民共和国合同法》签订管护合同。"),
    ],
};

/// What was repealed, from which day (year, month, day), and what has taken its place.
const REPEALED: [(&str, (i32, u32, u32), &str); 14] = [
    ("合同法", (2021, 1, 1), "中华人民共和国民法典"),
    ("物权法", (2021, 1, 1), "中华人民共和国民法典"),
    ("担保法", (2021, 1, 1), "中华人民共和国民法典"),
    ("婚姻法", (2021, 1, 1), "中华人民共和国民法典"),
    ("继承法", (2021, 1, 1), "中华人民共和国民法典"),
    ("收养法", (2021, 1, 1), "中华人民共和国民法典"),
    ("侵权责任法", (2021, 1, 1), "中华人民共和国民法典"),
    ("民法总则", (2021, 1, 1), "中华人民共和国民法典"),
    ("民法通则", (2021, 1, 1), "中华人民共和国民法典"),
    ("国家行政机关公文处理办法", (2012, 7, 1), "党政机关公文处理工作条例"),
    ("中国共产党机关公文处理条例", (2012, 7, 1), "党政机关公文处理工作条例"),
    ("国家行政机关公文格式", (2012, 7, 1), "党政机关公文格式"),
    ("劳动教养试行办法", (2013, 12, 28), "有关法律"),
    ("人口与计划生育管理条例", (2002, 9, 1), "中华人民共和国人口与计划生育法"),
];

fn check(document: &Document, found: &mut Diagnostics) {
    for prose in prose::paragraphs(document) {
        for cited in terms::cited(prose.text()) {
            let bare = cited.title.trim_start_matches("中华人民共和国");
            let Some((_, (year, month, day), now)) =
                REPEALED.iter().find(|(title, ..)| *title == bare)
            else {
                continue;
            };
            let repealed = NaiveDate::from_ymd_opt(*year, *month, *day);
            let before = prose.text()[..cited.at.start].trim_end_matches('《');
            let is_told = before.ends_with('原') || prose.text().contains("废止");
            if !is_told && repealed.is_some_and(|repealed| repealed <= document.meta.date) {
                let message = format!("《{}》{year}年{month}月{day}日起已经废止", cited.title);
                let hint = format!("改引《{now}》，核对条款");
                found.push(RULE.at(&prose.place(cited.at), message).hint(hint));
            }
        }
    }
}
