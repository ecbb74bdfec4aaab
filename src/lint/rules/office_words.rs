//! Words that the office itself wants otherwise.

use crate::diag::Severity;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "office-words",
    severity: Severity::Warning,
    basis: &[Basis::Practice("本单位的用语.yaml")],
    doc: "活动文件夹里的用语.yaml写的词。“用语”下面一项一个：错、对、除了、因为；“不查”下面是程序会提醒、本单位照用的词。",
    check: Check::Words(&[]),
    wrong: &[
        Sample::Words(
            "用语: [{ 错: 县发改委, 对: 县发展和改革局, 因为: 机构改革后的名称 }]",
            "报【县发改委】备案。",
        ),
        Sample::Words("用语: [{ 错: 脏乱差 }]", "整治【脏乱差】。"),
    ],
    right: &[
        Sample::Words(
            "用语: [{ 错: 县发改委, 对: 县发展和改革局, 除了: [原县发改委] }]",
            "原县发改委批准的项目。",
        ),
        Sample::Words("不查: [其它]", "改厕、改水和其它工作。"),
    ],
};
