//! A department commands no government.

use crate::diag::{Diagnostics, Severity};
use crate::doc::Document;
use crate::lint::pattern::Pattern;
use crate::lint::{Basis, Check, Rule, Sample, terms};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "department-commands",
    severity: Severity::Warning,
    basis: &[Basis::Regulation("第十六条（二）")],
    doc: "部门不向下级党委、政府发指令性公文。需经政府审批的事项，经政府同意后可以由部门行文，文中注明“经……同意”；商量的用函。",
    check: Check::Document(check),
    wrong: &[
        Sample::Whole(
            "发文机关: { 名称: 甲县卫生健康局, 代字: 甲卫发 }\n主送: 【各乡镇人民政府】",
            "各乡镇要在3月底前完成排查。",
        ),
        Sample::Whole(
            "发文机关: { 名称: 甲县农业农村局, 代字: 甲农发 }\n标题: 关于加强改厕管护的意见\n主送: [【各乡镇人民政府】, 局属各单位]",
            "各乡镇要落实管护责任。",
        ),
    ],
    right: &[
        Sample::Whole(
            "发文机关: { 名称: 甲县卫生健康局, 代字: 甲卫发 }\n主送: 各乡镇人民政府",
            "经县政府同意，现将有关事项通知如下。",
        ),
        Sample::Whole(
            "发文机关: { 名称: 甲县卫生健康局, 代字: 甲卫发 }\n主送: 各乡镇卫生院",
            "各单位要在3月底前完成排查。",
        ),
        Sample::Whole("主送: 各乡镇人民政府", "各乡镇要在3月底前完成排查。"),
    ],
};

static DEPARTMENT: Pattern = Pattern::new("[县市区省旗](?:[^府]*)(局|厅)$");
static GOVERNMENT: Pattern =
    Pattern::new("(?:乡镇|镇|乡|街道|县|区|市)[^，、]*?(?:人民政府|党委)|党委、?政府");
static AGREED: Pattern = Pattern::new("经[^，。；]{1,24}(?:同意|批准|授权)|受[^，。；]{1,20}委托");
const COMMANDS: [&str; 4] = ["通知", "决定", "意见", "通报"];

fn check(document: &Document, found: &mut Diagnostics) {
    let kind = terms::title_of(document).and_then(|title| terms::kind(&title));
    let Some(kind) = kind.filter(|kind| COMMANDS.contains(kind)) else { return };
    let organs = &document.meta.author;
    if !organs.split('、').all(|organ| DEPARTMENT.is_in(organ)) {
        return;
    }
    let Some(list) = document.body.addressees.as_ref().map(|it| &it.text) else { return };
    let names = terms::names(list);
    let Some(name) = names.into_iter().find(|name| GOVERNMENT.is_in(&list[name.clone()])) else {
        return;
    };
    let name = &list[name];
    if !terms::own_text(document).iter().any(|prose| AGREED.is_in(prose.text())) {
        let message = format!("部门向“{name}”发{kind}，文中没有写经政府同意");
        let hint = "经政府同意的，写明“经县政府同意”；商请的，文种用函";
        found.push(RULE.at(&list.place().narrow(name), message).hint(hint));
    }
}
