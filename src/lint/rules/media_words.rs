//! Words for which the media have others.

use crate::diag::Severity;
use crate::lint::words::words;
use crate::lint::{Basis, Check, Rule, Sample, Word};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "media-words",
    severity: Severity::Note,
    basis: &[Basis::Practice("新华社新闻报道禁用词和慎用词，2016年7月修订")],
    doc: "新闻单位不用、公文里一般也不用的词：村长、解放后、残废人。词表是新闻单位的，公文参照。",
    check: Check::Words(WORDS),
    wrong: &[Sample::Text("请各村【村长】参加。"), Sample::Text("【解放后】修建的水渠。")],
    right: &[
        Sample::Text("请各村村委会主任参加。"),
        Sample::Text("建设乡村长效机制。"),
        Sample::Text("解放前线的老兵。"),
    ],
};

const WORDS: &[Word] = words! {
    "村长" => "村委会主任", but "农村长" "乡村长" "各村长" "全村长" "本村长" "山村长" "村长期" "村长效" "村长远" "村长久" "村长征" "村长大" "村长者" "村长江" "村长寿" "村长足" "村长度" "村长年" "村长达" "村长势" "村长短";
    "解放前" => "新中国成立前", but "解放前线" "解放前沿";
    "解放后" => "新中国成立后", but "思想解放后";
    "建国以来" => "新中国成立以来";
    "建国后" => "新中国成立后";
    "建国初期" => "新中国成立初期";
    "前苏联" => "苏联", but "以前苏联" "之前苏联";
    "一带一路战略" => "“一带一路”倡议";
    "“一带一路”战略" => "“一带一路”倡议";
    "残废人" => "残疾人";
    "聋哑人" => "聋人";
    "弱智儿童" => "智力障碍儿童";
    "外来妹" => "外来务工人员";
    "打工仔" => "务工人员", but "打工仔细";
    "港澳台游客来华" => "港澳台游客来大陆（内地）";
    "国内和港澳" => "内地和港澳";
    "台湾政府" => "台湾当局";
    "大陆与香港" => "内地与香港";
    "大陆和香港" => "内地和香港";
    "大陆与澳门" => "内地与澳门";
};
