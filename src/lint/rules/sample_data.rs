//! What stands in examples is not left in a document.

use crate::diag::{Diagnostics, Severity};
use crate::lint::pattern::Pattern;
use crate::lint::reading::Part;
use crate::lint::{Basis, Check, Reading, Rule, Sample};
use crate::source::Place;

pub(in crate::lint) const RULE: Rule = Rule {
    code: "sample-data",
    severity: Severity::Warning,
    basis: &[Basis::Regulation("第二十条（四）")],
    doc: "样本里的名字和号码不留在文件里。张三、李四、某某县、××、138 0000 0000 是例子，印出去就是笑话；还没有定的写【待填：……】。引号里的和附件里的表样不管；一份文件里的××只说第一处。",
    check: Check::Reading(check),
    wrong: &[
        Sample::Text("领导小组办公室主任由【张三】同志兼任，具体负责日常工作。"),
        Sample::Text("请将材料报送县爱卫办（联系人：王强，电话：【138 0000 0000】）。"),
        Sample::Text("按照【××县】人民政府的统一部署，抓好落实。"),
        Sample::Campaign(&[
            (
                "campaign.yaml",
                "发文机关: { 名称: 甲县人民政府 }\n日期: { 成文: 2026-01-05 }\n名单: { 小组: 小组.csv }\n\
                 文件: [{ 名: 乙, 标题: 关于改厕的通知, 正文: 文.md }]\n",
            ),
            ("文.md", "小组名单如下：\n\n{{ 名单(\"小组\") }}"),
            ("小组.csv", "组别,姓名,职务\n组长,王强,书记\n成员,【李四】,镇长\n"),
        ]),
    ],
    right: &[
        Sample::Text("张三丰太极拳推广、李四光纪念馆建设按计划推进。"),
        Sample::Text("联系人：王强，电话：138 0000 1234。印章写“××镇人民政府”。对张某某处以警告。"),
    ],
};

/// The names of examples.
const NAMES: [&str; 4] = ["张三", "李四", "王五", "赵六"];

static SAMPLE: Pattern = Pattern::new(
    "某某(?:省|市|县|区|镇|乡|村|局|单位|公司|部门|同志)|[×✕]{2,}[省市县区镇乡村局]?|[xX]{2,}[省市县区镇乡村局]|\
         (?-u:\\b)(?:1[3-9][0-9][ -]?(?:0000[ -]?0000|1234[ -]?5678|0013[ -]?8000|8888[ -]?8888)|\
         12345678901?|1234567890|12345678)(?-u:\\b)",
);
static NAMED: Pattern =
    Pattern::new("(张三|李四|王五|赵六)(?:同志|担任|兼任|负责|牵头|[，、。；：）,]|$)");

fn check(reading: &Reading<'_>, found: &mut Diagnostics) {
    let mut say = |place: &Place, words: &str| {
        found.push(
            RULE.at(place, format!("“{words}”像是样本里的"))
                .hint("换成真的；还没有定的写【待填：……】"),
        );
    };
    let mut told = false;
    for passage in reading.passages.iter().filter(|it| !matches!(it.part, Part::Attachment(_))) {
        let text = passage.text();
        let quoted = |at: usize| {
            let (open, close) = (text[..at].matches('“').count(), text[..at].matches('”').count());
            open > close
        };
        let words = SAMPLE.hits(text).find(|words| !quoted(words.range().start));
        if let Some(words) = words.filter(|_| !told) {
            // of a form there are many
            told = words.words().contains(['×', '✕', 'X', 'x']);
            say(&passage.place(words.range()), words.words());
        }
        let name = NAMED.hits(text).filter_map(|of| of.get(1)).find(|name| {
            let before = &text[..name.start()];
            before.is_empty()
                || before.ends_with(['由', '：', '、', '，', '长', '任', '记', '　', '（'])
        });
        if let Some(name) = name {
            say(&passage.place(name.range()), name.as_str());
        }
    }
    for person in &reading.people {
        if NAMES.contains(&person.name.as_str()) {
            say(person.place, &person.name);
        }
    }
}
