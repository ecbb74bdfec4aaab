//! What the words of a paragraph look like.

use crate::doc::kind::KINDS;
use crate::model::Date;

/// What titles of documents and attachments end with besides 文种.
const ENDINGS: [&str; 45] = [
    "方案",
    "预案",
    "计划",
    "规划",
    "要点",
    "总结",
    "办法",
    "规定",
    "细则",
    "规则",
    "规程",
    "条例",
    "制度",
    "准则",
    "标准",
    "指南",
    "章程",
    "答复",
    "解释",
    "讲话",
    "名单",
    "名册",
    "清单",
    "目录",
    "台账",
    "一览表",
    "安排表",
    "分工表",
    "登记表",
    "统计表",
    "汇总表",
    "申请表",
    "推荐表",
    "报名表",
    "回执",
    "表",
    "安排",
    "措施",
    "行事历",
    "职责",
    "说明",
    "公约",
    "倡议书",
    "建议",
    "简报",
];

/// How names of organs and of units end.
const ORGANS: [&str; 52] = [
    "政府",
    "委员会",
    "办公室",
    "办公厅",
    "领导小组",
    "指挥部",
    "工作组",
    "小组",
    "党委",
    "党组",
    "党校",
    "纪委",
    "县委",
    "市委",
    "区委",
    "省委",
    "镇委",
    "政协",
    "人大",
    "厅",
    "局",
    "部",
    "处",
    "科",
    "署",
    "院",
    "所",
    "站",
    "中心",
    "公司",
    "集团",
    "银行",
    "学校",
    "大学",
    "中学",
    "小学",
    "医院",
    "协会",
    "学会",
    "联合会",
    "总会",
    "工会",
    "团委",
    "妇联",
    "法院",
    "检察院",
    "国务院",
    "军委",
    "街道",
    "馆",
    "社",
    "委",
];

/// How addressees end besides organs.
const ADDRESSED: [&str; 25] = [
    "单位",
    "部门",
    "机构",
    "同志",
    "委员",
    "代表",
    "主席",
    "企业",
    "组织",
    "村",
    "社区",
    "镇",
    "乡",
    "县",
    "市",
    "区",
    "州",
    "党支部",
    "学院",
    "机关",
    "总部",
    "兵团",
    "支队",
    "总队",
    "会",
];

/// Posts of those who sign.
const POSTS: [&str; 14] = [
    "总理", "省长", "市长", "州长", "县长", "区长", "镇长", "乡长", "主席", "主任", "部长", "局长",
    "院长", "旗长",
];

/// A line of a title has so many characters at most; one that is quoted in it may be long.
const LONGEST: usize = 120;

/// How many characters, spaces aside.
pub(super) fn length(words: &str) -> usize {
    words.chars().filter(|c| !c.is_whitespace()).count()
}

/// The words without what stands in brackets at their end: （试行）.
fn without_brackets(words: &str) -> &str {
    let Some(inside) = words.strip_suffix(['）', ')']) else { return words };
    inside.rfind(['（', '(']).map_or(words, |at| words[..at].trim_end())
}

/// Whether they end as a title does, perhaps with a mark that it should not have.
pub(super) fn ends_as_title(words: &str) -> bool {
    let bare: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    let bare = bare.trim_end_matches(['。', '；', '，', '！', '.', ';']);
    let bare = without_brackets(bare);
    KINDS.iter().chain(&ENDINGS).any(|kind| bare.ends_with(kind)) || bare.ends_with('》')
}

/// Whether they may be a line of a title: no sentence, no list, no article of a law.
pub(super) fn in_title(words: &str) -> bool {
    let bare = words.trim_end_matches(['。', '；', '，', '！', '.', ';']);
    let is_sentence = bare.len() < words.len() && bare.contains('，');
    (2..=LONGEST).contains(&length(bare))
        && !is_sentence
        && !is_article(words)
        && !bare.contains(['。', '；', '！', '？', '：', ':', '\t', '|'])
}

/// Whether they begin as an article or a chapter of a law does: 第一条.
fn is_article(words: &str) -> bool {
    let Some(rest) = words.strip_prefix('第') else { return false };
    let numerals = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百千零〇".contains(c);
    let behind = rest.trim_start_matches(numerals);
    behind.len() < rest.len() && behind.starts_with(['条', '章', '节', '编', '款'])
}

/// Whether they are the name of an organ, or several side by side.
pub(super) fn is_organ(words: &str) -> bool {
    let ends_as_organ = |name: &str| ORGANS.iter().any(|end| name.ends_with(end));
    let is_name = |c: char| c.is_alphabetic() || "（）()·—-、".contains(c);
    let mut names = words.split_whitespace().peekable();
    let spread = words.split_whitespace().all(|part| part.chars().count() == 1);
    names.peek().is_some()
        && length(words) <= 40
        && words.split_whitespace().flat_map(str::chars).all(is_name)
        && if spread {
            ends_as_organ(&words.split_whitespace().collect::<String>())
        } else {
            names.all(ends_as_organ)
        }
}

/// A post and behind a gap the name of who signs.
pub(super) fn signatory(words: &str) -> Option<(usize, usize)> {
    let post = POSTS.iter().find_map(|post| {
        let at = words.find(post)? + post.len();
        words[at..].starts_with(char::is_whitespace).then_some(at)
    })?;
    let name = words[post..].trim_start();
    let is_name = (2..=4).contains(&length(name))
        && name.chars().all(|c| c.is_alphabetic() || c.is_whitespace());
    (is_name && length(&words[..post]) <= 20).then(|| (post, words.len() - name.len()))
}

/// Whether they are a day and nothing else, however it is written.
pub(super) fn is_date(words: &str) -> bool {
    let bare: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    let numeral = |part: &str, most: usize| {
        let numerals = |c: char| c.is_ascii_digit() || "〇○ＯO零一二三四五六七八九十".contains(c);
        (1..=most).contains(&part.chars().count()) && part.chars().all(numerals)
    };
    if let Some((year, rest)) = bare.split_once('年')
        && let Some((month, day)) = rest.split_once('月')
        && let Some(day) = day.strip_suffix(['日', '号'])
    {
        return numeral(year, 4) && numeral(month, 3) && numeral(day, 3);
    }
    ['.', '-', '/', '．'].iter().any(|mark| {
        let parts: Vec<&str> = bare.split(*mark).collect();
        let digits =
            |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        matches!(parts.as_slice(), [year, _, _] if year.len() == 4) && parts.iter().all(digits)
    })
}

/// The byte at which a day begins that stands at the end of other words.
pub(super) fn date_at_end(words: &str) -> Option<usize> {
    let numeral = |c: char| c.is_ascii_digit() || "〇○零一二三四五六七八九十".contains(c);
    let mut before = ' ';
    words.char_indices().find_map(|(at, c)| {
        let begins = numeral(c) && !numeral(before);
        before = c;
        (begins && at > 0 && is_date(&words[at..])).then_some(at)
    })
}

/// A day as rules reckon with it, where it is written in Arabic digits.
pub(super) fn date(words: &str) -> Option<Date> {
    words.split_whitespace().collect::<String>().parse().ok()
}

/// Whether they begin as 发文字号 (7.2.5) or 令号 (10.2) and are nothing else, however the brackets are written; the
/// byte behind it.
pub(super) fn number(words: &str) -> Option<usize> {
    let end = words.find('号')? + '号'.len_utf8();
    let number: String = words[..end].chars().filter(|c| !c.is_whitespace()).collect();
    let rest = words[end..].trim_start();
    let ends = rest.is_empty() || rest.starts_with("签发人");
    let order = number.strip_prefix('第').and_then(|rest| rest.strip_suffix('号'));
    let is_order = order.is_some_and(|n| {
        !n.is_empty() && n.chars().count() <= 5 && n.chars().all(char::is_numeric)
    });
    let is_number = number.find(['〔', '[', '［', '【', '(', '（', '﹝', '{']).is_some_and(|at| {
        let digits = number[at..].chars().skip(1).take_while(char::is_ascii_digit).count();
        let code = &number[..at];
        (1..=14).contains(&code.chars().count())
            && code.chars().all(char::is_alphabetic)
            && (2..=4).contains(&digits)
    });
    (ends && (is_order || is_number) && length(&number) <= 30).then_some(end)
}

/// Whether they stand in brackets from the first to the last.
pub(super) fn is_bracketed(words: &str) -> bool {
    let inside = words.strip_prefix(['（', '(']).and_then(|rest| rest.strip_suffix(['）', ')']));
    inside.is_some_and(|inside| !inside.is_empty() && !inside.contains(['（', '(', '）', ')']))
}

/// Whether they are 主送机关: names, with a colon behind them.
pub(super) fn addressees(words: &str) -> bool {
    let Some(names) = words.strip_suffix(['：', ':']) else { return false };
    are_addressed(names)
}

/// Whether they are 主送机关 of which somebody forgot the colon: each and every one of a kind.
pub(super) fn addressees_without_colon(words: &str) -> bool {
    words.starts_with('各') && are_addressed(words.trim_end_matches(['，', ',', '；', ';', '。']))
}

fn are_addressed(names: &str) -> bool {
    let says_more = ["如下", "以下", "下列", "是指", "包括", "例如", "责任单位", "牵头单位"];
    let names = without_brackets(names.trim());
    let last = names.rsplit(['、', '，', ',', ' ', '\u{3000}']).next().unwrap_or(names);
    let ends = ORGANS.iter().chain(&ADDRESSED).any(|end| last.ends_with(end));
    ends && length(names) <= 300
        && !names.contains(['。', '；', '！', '？', '：'])
        && !says_more.iter().any(|more| names.contains(more))
}

/// The byte behind `附件` or `附件1`, where they begin so and perhaps go on behind a mark or a gap.
pub(super) fn attachment_label(words: &str) -> Option<usize> {
    if matches!(words, "附：" | "附:" | "附") {
        return Some(words.len());
    }
    let rest = words
        .strip_prefix("附件")
        .or_else(|| words.strip_prefix("附 件"))
        .or_else(|| words.strip_prefix("附　件"))?;
    let bare = rest.trim_start();
    let numerals =
        |c: char| c.is_ascii_digit() || "一二三四五六七八九十０１２３４５６７８９".contains(c);
    let behind = bare.trim_start_matches(numerals);
    let count = bare[..bare.len() - behind.len()].chars().count();
    let mark = behind.strip_prefix(['：', ':', '.', '．', '、']);
    let ends = behind.is_empty() || mark.is_some() || behind.starts_with(char::is_whitespace);
    (count <= 3 && ends).then(|| words.len() - mark.unwrap_or(behind).len())
}
