//! What titles, names of organs and citations say, for rules.

use std::ops::Range;

use crate::characters;
use crate::compose::Facts;
use crate::directory::{Directory, Relation};
use crate::doc::kind::KINDS;
use crate::doc::prose::Prose;
use crate::doc::{Block, Document, Level, NoteItem, PageFormat, Text, ordinal, prose, title};
use crate::lint::pattern::{Hit, Pattern};
use crate::placeholder;
use crate::source::Place;

/// Kinds that only go to a superior.
pub(super) const UPWARD: [&str; 2] = ["请示", "报告"];

/// A title that is known and has no blank left.
pub(super) struct Heading<'f> {
    /// Its words on one line.
    pub words: String,
    /// Where it stands.
    pub place: &'f Place,
    /// 文种, with which it ends.
    pub kind: Option<&'static str>,
}

/// The title of a document in the formats that have one with 文种: an order has none, minutes say theirs in their
/// mark.
pub(super) fn heading<'f>(facts: &'f Facts<'_>) -> Option<Heading<'f>> {
    let known = facts.title.known()?;
    let words = title::unbroken(&known.v);
    let has_kind = matches!(facts.format, PageFormat::Document | PageFormat::Letter);
    let whole = has_kind && placeholder::first(&words).is_none();
    whole.then(|| Heading { kind: kind(&words), place: &known.place, words })
}

/// The title of a document's tree, where it is no order and no minutes.
pub(super) fn title_of(document: &Document) -> Option<String> {
    let lines = &document.body.title.as_ref()?.lines;
    let words: String = lines.iter().map(|line| &**line).collect();
    let has_kind = matches!(document.format, PageFormat::Document | PageFormat::Letter);
    (has_kind && placeholder::first(&words).is_none()).then_some(words)
}

/// A title without what stands in brackets behind it: （试行）.
pub(super) fn bare(title: &str) -> &str {
    let mut title = title.trim().trim_end_matches(['。', '，', '；', '：', '、']);
    while title.ends_with('）')
        && let Some(open) = title.rfind('（')
    {
        title = title[..open].trim_end();
    }
    title
}

/// The kind of document that a title ends with.
pub(super) fn kind(title: &str) -> Option<&'static str> {
    KINDS.into_iter().find(|kind| bare(title).ends_with(kind))
}

/// What is issued with a document and is none itself.
const OTHER_KINDS: [&str; 24] = [
    "方案",
    "办法",
    "要点",
    "计划",
    "总结",
    "规划",
    "细则",
    "规定",
    "条例",
    "制度",
    "预案",
    "汇报",
    "安排",
    "措施",
    "规则",
    "规程",
    "章程",
    "纲要",
    "标准",
    "公约",
    "倡议书",
    "责任书",
    "承诺书",
    "讲话",
];

/// What a title ends with that is no kind of document.
pub(super) fn other_kind(title: &str) -> Option<&'static str> {
    OTHER_KINDS.into_iter().find(|kind| bare(title).ends_with(kind))
}

/// The names in a list of organs: parted by ， and 、 outside of brackets.
pub(super) fn names(list: &str) -> Vec<Range<usize>> {
    let (mut names, mut start) = (Vec::new(), 0);
    for (at, c) in characters::unbracketed(list) {
        if matches!(c, '，' | '、' | '；' | '：' | '。' | ',') {
            names.push(start..at);
            start = at + c.len_utf8();
        }
    }
    names.push(start..list.len());
    names.retain(|name| !list[name.clone()].trim().is_empty());
    names
}

/// 主送机关, each with its place: those on page 1, or those in 版记. A list with a blank in it is not looked at.
pub(super) fn addressees<'f>(facts: &'f Facts<'_>) -> Vec<(&'f str, Place)> {
    placed(facts.addressees.known().or(facts.send_to.known()))
}

/// 抄送机关, each with its place.
pub(super) fn copied<'f>(facts: &'f Facts<'_>) -> Vec<(&'f str, Place)> {
    placed(facts.copy_to.known())
}

fn placed(list: Option<&Text>) -> Vec<(&str, Place)> {
    let Some(list) = list.filter(|list| placeholder::first(list).is_none()) else {
        return Vec::new();
    };
    // each is looked for behind the one before it: a name may stand in another, or twice
    let mut from = 0;
    let of_name = |range: Range<usize>| {
        let name = list[range].trim();
        let place = list.place();
        let (Place::Text(source, whole), Some(words)) = (place, place.words()) else {
            return (name, place.clone());
        };
        match words.get(from..).and_then(|rest| rest.find(name)) {
            Some(at) => {
                let start = from + at;
                from = start + name.len();
                (name, Place::text(source, whole.start + start..whole.start + from))
            }
            None => (name, place.clone()),
        }
    };
    names(list).into_iter().map(of_name).collect()
}

/// How high an organ stands by the words of its name: a village 1, a township 2, a county 3, a city 4, a province 5,
/// the state 6; nothing where the name does not say.
pub(super) fn rank(name: &str) -> Option<u8> {
    /// Words that have such a character and name no place.
    const OTHER: [&str; 24] = [
        "市场",
        "城市",
        "城乡",
        "农村",
        "乡村",
        "城镇",
        "村镇",
        "市政",
        "县域",
        "区域",
        "区划",
        "地区",
        "园区",
        "开发区",
        "景区",
        "库区",
        "林区",
        "灾区",
        "小区",
        "防区",
        "省级",
        "国家级",
        "市容",
        "中国",
    ];
    const STATE: [&str; 4] = ["国务院", "中央", "国家", "全国"];
    let mut bare = name.replace("社区", "村").replace("街道", "镇");
    bare = bare.replace("居民委", "村民委").replace("居委", "村委");
    for other in OTHER {
        bare = bare.replace(other, "");
    }
    if STATE.iter().any(|state| bare.starts_with(state)) {
        return Some(6);
    }
    bare.chars().rev().find_map(|c| match c {
        '村' => Some(1),
        '镇' | '乡' => Some(2),
        '县' | '区' | '旗' => Some(3),
        '市' | '州' => Some(4),
        '省' => Some(5),
        _ => None,
    })
}

/// What an organ is to another: as the campaign's own list says, or as their names say, where one is a township and the
/// other a county; nothing where neither is certain.
pub(super) fn relation(directory: Option<&Directory>, own: &str, other: &str) -> Option<Relation> {
    if let Some(known) = directory.and_then(|directory| directory.relation(own, other)) {
        return Some(known);
    }
    let (own, other) = (rank(own)?, rank(other)?);
    match other.cmp(&own) {
        std::cmp::Ordering::Greater => Some(Relation::Above(usize::from(other - own))),
        std::cmp::Ordering::Less => Some(Relation::Below),
        std::cmp::Ordering::Equal => None,
    }
}

/// Whether two names may be one organ's: one is in the other, or short for it (县卫健局 for 县卫生健康局), and both or
/// neither are an office of it.
pub(super) fn may_be_one(one: &str, other: &str) -> bool {
    let plain = |name: &str| name.replace("中共", "").replace("党委", "委").replace(' ', "");
    let (one, other) = (plain(one), plain(other));
    let is_office = |name: &str| ["办公室", "办公厅", "办"].iter().any(|end| name.ends_with(end));
    let (short, long) =
        if one.chars().count() < other.chars().count() { (&one, &other) } else { (&other, &one) };
    let mut rest = long.chars();
    let is_short = short.chars().all(|c| rest.any(|d| d == c));
    is_short && is_office(&one) == is_office(&other)
}

/// The paragraphs of the document's own text, not of what it issues or attaches.
pub(super) fn own_text(document: &Document) -> Vec<Prose<'_>> {
    prose::of_blocks(&document.body.blocks)
}

/// The paragraphs with which the document's own text ends: the last two.
pub(super) fn closing(document: &Document) -> Vec<Prose<'_>> {
    let is_text = |block: &&Block| matches!(block, Block::Heading(_) | Block::Paragraph(_));
    let last = document.body.blocks.iter().rev().take_while(is_text).take(2).count();
    let from = document.body.blocks.len() - last;
    prose::of_blocks(&document.body.blocks[from..])
}

/// An attachment that a text names.
pub(super) struct Named {
    /// Where, with 见 before it.
    pub range: Range<usize>,
    /// Its number, where one is said.
    pub number: Option<usize>,
    /// Whether the text says that it is to be seen: 见附件, （附件）.
    pub is_seen: bool,
    /// Whether it is no mention but the label of a list, typed: 附件：1.名单.
    pub is_label: bool,
}

static ATTACHMENT: Pattern =
    Pattern::new("(详?见|（)?(附件([0-9]{1,2}|[一二三四五六七八九十]{1,2})?)([：: 　）]?)");
/// How long the label of a list of attachments may be, in characters.
const LONGEST_LABEL: usize = 40;

/// The attachments of the document itself that a paragraph names; those of others stand behind 》 or ）.
pub(super) fn named_attachments(text: &str) -> Vec<Named> {
    if !text.contains("附件") {
        return Vec::new();
    }
    let of_match = |found: Hit<'_>| {
        let (whole, name) = (found.range(), found.part_range(2));
        let (seen, number, behind) = (found.part(1), found.part(3), found.part(4));
        let before = found.before();
        if before.ends_with(['》', '）', '”', '号', '的', '其']) && seen != "见" && seen != "详见"
        {
            return None;
        }
        let number = number.parse().ok().or_else(|| ordinal::value(Level::One, number));
        let is_see = seen.ends_with('见');
        let from = if is_see && number.is_none() { whole.start } else { name.start };
        let is_label = whole.start == 0 && is_label(text);
        let is_seen = is_see || seen == "（" && behind == "）";
        Some(Named { range: from..name.end, number, is_seen, is_label })
    };
    ATTACHMENT.hits(text).filter_map(of_match).collect()
}

static LABEL: Pattern =
    Pattern::new("^附件?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})?(?:[：:]|$)");

/// Whether a paragraph is 附件说明 or the label of an attachment, typed: 附件：1.名单, 附件1.
pub(super) fn is_label(text: &str) -> bool {
    let text = text.trim();
    text.chars().count() <= LONGEST_LABEL && LABEL.is_in(text)
}

static SEVERAL: Pattern =
    Pattern::new("附件([0-9]{1,2})((?:(?:、|和|及|与|至|到|[-—～~]|-)(?:附件)?[0-9]{1,2})*)");
static NEXT: Pattern = Pattern::new("(、|和|及|与|至|到|[-—～~]|-)(?:附件)?([0-9]{1,2})");

/// The numbers of the attachments that a paragraph names: 附件1、3至5 names four.
pub(super) fn numbers_of_attachments(text: &str) -> Vec<usize> {
    let mut numbers = Vec::new();
    for list in SEVERAL.hits(text) {
        let number = |words: &str| words.parse::<usize>().unwrap_or_default();
        let mut last = number(list.part(1));
        numbers.push(last);
        for next in NEXT.hits(list.part(2)) {
            let value = number(next.part(2));
            let from =
                if matches!(next.part(1), "、" | "和" | "及" | "与") { value } else { last };
            numbers.extend(from..=value);
            last = value;
        }
    }
    numbers
}

/// The paragraphs of the document's own text and of what it issues, not of its attachments.
pub(super) fn text_and_issued(document: &Document) -> impl Iterator<Item = Prose<'_>> {
    let body = &document.body;
    let texts = std::iter::once(&body.blocks).chain(body.issued.iter().map(|it| &it.blocks));
    texts.flat_map(|blocks| prose::of_blocks(blocks))
}

/// 附件说明 that the text numbers its attachments by: that of what is issued, where something is.
pub(super) fn attachment_note(document: &Document) -> &[NoteItem] {
    let body = &document.body;
    body.issued.as_ref().map_or(&body.attachment_note, |issued| &issued.attachment_note)
}

/// How many attachments a document has, bound with it or not.
pub(super) fn attachments(document: &Document) -> usize {
    let body = &document.body;
    let issued = body.issued.as_ref().map_or(0, |issued| issued.attachment_note.len());
    body.attachment_note.len() + issued
}

/// A document that a text cites: 《title》 and, in brackets behind it, its number.
pub(super) struct Cited<'t> {
    /// Its title, without the outer marks.
    pub title: &'t str,
    /// Where the title stands.
    pub at: Range<usize>,
    /// Its number and where it stands.
    pub number: Option<(&'t str, Range<usize>)>,
}

/// A 发文字号 as it should be written.
pub(super) static NUMBER: Pattern =
    Pattern::new("[\u{4e00}-\u{9fff}]{1,12}〔[0-9]{4}〕[0-9]{1,4}号");

/// Every document that a paragraph cites.
pub(super) fn cited(text: &str) -> Vec<Cited<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('《') {
        let start = at + open + '《'.len_utf8();
        let mut depth = 1_usize;
        let end = text[start..].char_indices().find_map(|(offset, c)| {
            match c {
                '《' => depth += 1,
                '》' => depth -= 1,
                _ => {}
            }
            (depth == 0).then_some(start + offset)
        });
        let Some(end) = end else { break };
        let behind = end + '》'.len_utf8();
        let number = text[behind..].strip_prefix('（').and_then(|inside| {
            let inside = &inside[..inside.find('）')?];
            let number = NUMBER.hits(inside).next()?;
            let from = behind + '（'.len_utf8() + number.range().start;
            Some((number.words(), from..from + number.words().len()))
        });
        found.push(Cited { title: &text[start..end], at: start..end, number });
        at = behind;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_in_names() {
        for (name, wanted) in [
            ("青溪县大堰镇人民政府", Some(2)),
            ("各村（居）民委员会", Some(1)),
            ("石溪镇河口社区居民委员会", Some(1)),
            ("县农村人居环境整治办公室", Some(3)),
            ("青溪县市场监督管理局", Some(3)),
            ("市城市管理局", Some(4)),
            ("各乡镇人民政府", Some(2)),
            ("国务院办公厅", Some(6)),
            ("有关单位", None),
            ("财政局", None),
        ] {
            assert_eq!(rank(name), wanted, "{name}");
        }
    }

    #[test]
    fn short_names_may_be_one_organ() {
        assert!(may_be_one("县卫健局", "青溪县卫生健康局"));
        assert!(may_be_one("石溪镇党委", "中共石溪镇委员会"));
        assert!(may_be_one("青溪县人民政府办公室", "县政府办"));
        assert!(!may_be_one("青溪县人民政府", "青溪县人民政府办公室"));
        assert!(!may_be_one("石溪镇人民政府", "石桥镇人民政府"));
    }

    #[test]
    fn lists_are_parted_outside_of_brackets() {
        let list = "各乡镇（街道、园区）人民政府，县直各部门、有关单位：";
        let said: Vec<&str> = names(list).into_iter().map(|name| &list[name]).collect();
        assert_eq!(said, ["各乡镇（街道、园区）人民政府", "县直各部门", "有关单位"]);
    }

    #[test]
    fn a_citation_is_a_title_and_its_number() {
        let text = "依照《关于〈甲〉的通知》（甲府发〔2025〕3号）和《乙法》（试行）";
        let said: Vec<_> =
            cited(text).into_iter().map(|it| (it.title, it.number.map(|it| it.0))).collect();
        assert_eq!(said, [("关于〈甲〉的通知", Some("甲府发〔2025〕3号")), ("乙法", None)]);
    }
}
