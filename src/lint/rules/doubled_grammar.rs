//! What is said twice in one phrase.

use crate::diag::Severity;
use crate::lint::words::words;
use crate::lint::{Basis, Check, Rule, Sample, Word};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "doubled-grammar",
    severity: Severity::Note,
    basis: &[Basis::Practice("意思重复，删去一个")],
    doc: "一个意思说了两次：目的是为了、涉及到、亲眼目睹。",
    check: Check::Words(WORDS),
    wrong: &[Sample::Text("这样做的【目的是为了】群众。"), Sample::Text("整改【涉及到】八个村。")],
    right: &[Sample::Text("这样做的目的是服务群众。"), Sample::Text("整改涉及八个村。")],
};

const WORDS: &[Word] = words! {
    "原因是由于" => "原因是";
    "目的是为了" => "目的是";
    "涉及到" => "涉及";
    "付诸于" => "付诸";
    "诉诸于" => "诉诸";
    "见诸于" => "见诸";
    "凯旋归来" => "凯旋";
    "胜利凯旋" => "凯旋";
    "亲眼目睹" => "目睹";
    "报刊杂志" => "报刊";
    "悬殊很大" => "悬殊";
    "目前现状" => "现状";
    "当前现状" => "现状";
    "出乎意料之外" => "出乎意料";
    "令人堪忧" => "令人担忧";
    "无时无刻都" => "无时无刻不";
    "国际间" => "国际", but "国际间谍" "国际间接" "国际间隔";
    "免费赠送" => "赠送";
    "大约左右" => "大约";
    "被应邀" => "应邀";
};
