//! A count in front of a list is the number of its items.

use crate::diag::{Diagnostics, Severity};
use crate::doc::Level;
use crate::doc::prose::Kind;
use crate::lint::pattern::Pattern;
use crate::lint::reading::{Passage, Rank, count_of};
use crate::lint::{Basis, Check, Reading, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "count-of-list",
    severity: Severity::Warning,
    basis: &[Basis::Regulation("第二十条（四）")],
    doc: "前面说几项、几个阶段，后面就列几项。“以下5项措施：”“分四个阶段进行：”“（共5项）”后面紧跟着编号的条目，或者本段里的“一是”“二是”，个数要一样。",
    check: Check::Reading(check),
    wrong: &[
        Sample::Text(
            "现提出以下【三点】要求：\n\n一、提高认识。要把改厕作为大事来抓。\n\n二、压实责任。要落实到人。",
        ),
        Sample::Text(
            "重点抓好以下【4项】工作：\n\n（一）清运垃圾。每天清运。\n\n（二）改造厕所。年内完成。\n\n（三）管护设施。落实专人。",
        ),
        Sample::Text(
            "根据工作需要，创建工作主要分【四个阶段】进行：\n\n（一）准备阶段（2026年4月）\n\n广泛宣传。\n\n（二）创建阶段（2026年5月）\n\n逐条自查。\n\n（三）提升阶段（2026年6月至9月）\n\n查漏补缺。",
        ),
        Sample::Text(
            "一、环境整治方面（共【3项】）\n\n1.清垃圾。\n\n2.改厕所。\n\n二、设施建设方面（共2项）\n\n1.修路。\n\n2.通水。",
        ),
        Sample::Text("各村要做到以下【三点】：一是建立台账；二是按月报送。"),
        Sample::Text(
            "整治行动分【四个阶段】实施。\n\n第一阶段：动员部署（2026年3月）。\n\n第二阶段：集中整治（4月至9月）。\n\n第三阶段：总结验收（10月）。",
        ),
        Sample::Text(
            "今年重点任务有【四项】：\n\n（一）清垃圾。\n\n（二）改厕所。\n\n（三）修道路。",
        ),
        Sample::Text("要抓好以下【三件】事：\n\n- 清垃圾\n- 改厕所\n- 修道路\n- 通自来水"),
    ],
    right: &[
        Sample::Text("抓好以下3项工作：\n\n（一）清垃圾。\n\n（二）改厕所。\n\n（三）修道路。"),
        Sample::Text("抓好以下3项工作，每项工作不少于2次：\n\n（一）清垃圾。\n\n（二）改厕所。"),
        Sample::Text("分三个阶段实施。第一阶段动员。第二阶段整治。第三阶段验收。"),
        Sample::Text("做到三点：一是建立台账；二是按月报送；三是落实责任。"),
        Sample::Text(
            "一、推广的举措（共4项）\n\n（一）甲方面（共2项）\n\n1.子。\n\n2.丑。\n\n（二）乙方面（共2项）\n\n1.寅。\n\n2.卯。",
        ),
        Sample::Text("采取下列一项或者多项措施：\n\n（一）约谈。\n\n（二）通报。"),
        Sample::Text("有下列情形之一的，取消资格：\n\n（一）弄虚作假。\n\n（二）逾期不报。"),
    ],
};

/// A count that announces what follows: 以下5项, 下列三种情形, 如下四点.
const MEASURES: &str = "项|个|条|点|类|种|件|方面|大类|大项";
static ANNOUNCED: Pattern = Pattern::made(|| {
    let number = "[0-9]{1,2}|[一二三四五六七八九十两]{1,3}";
    let nouns = "阶段|步骤|方面|环节|类别|部分|层次|工作组|专项组|项目组|小组|专班|组";
    format!(
        "(?:以下|下列|如下|下述)(?P<a>(?:{number})(?:个方面|{MEASURES}))[^，。；：之]{{0,12}}[：:]|\
         (?P<b>(?:{number})个?(?:{nouns}))(?:进行|实施|推进|开展|组织实施|推开)?(?:，(?:具体|分别)(?:如下|为|是))?[：:]$|\
         (?:有|包括|分为|分成|共|是|为)(?P<e>(?:{number})(?:个方面|项|条|点|类|种|件))[：:]$|\
         [（(]共?(?P<c>(?:{number})(?:{MEASURES}))[）)]$|\
         “(?P<f>(?:{number})个[\\p{{Han}}]{{1,4}})”[：:]|\
         (?:做到|抓好|注意|坚持|把握|强调|提出|提|讲)(?:好)?(?P<d>(?:{number})(?:个方面|点|条|项|件))[^，。；：]{{0,4}}[：:]"
    )
});
/// What enumerates inside a paragraph.
const SPOKEN: [[&str; 9]; 3] = [
    ["一是", "二是", "三是", "四是", "五是", "六是", "七是", "八是", "九是"],
    ["一要", "二要", "三要", "四要", "五要", "六要", "七要", "八要", "九要"],
    ["第一，", "第二，", "第三，", "第四，", "第五，", "第六，", "第七，", "第八，", "第九，"],
];

/// 分三个阶段实施, with what 第一阶段 and so on begin with behind it.
static STAGED: Pattern =
    Pattern::new("分([2-9]|[二三四五六七八九两])(?:个)?(阶段|步)[^，。；：]{0,8}[。：，]?");
const NTH: [&str; 9] = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];

fn check(reading: &Reading<'_>, found: &mut Diagnostics) {
    staged(reading, found);
    for (at, passage) in reading.running() {
        let text = passage.text();
        let Some(said) = ANNOUNCED.find(text) else { continue };
        let words = ["a", "b", "c", "d", "e", "f"].into_iter().find_map(|name| said.name(name));
        let (Some(all), Some(words)) = (said.get(0), words) else { continue };
        let digits = words.as_str().trim_end_matches(|c: char| count_of(&c.to_string()).is_none());
        let Some(count) = count_of(digits).and_then(|count| usize::try_from(count).ok()) else {
            continue;
        };
        // 下列一项或者多项措施
        if count < 2 {
            continue;
        }
        let rest = &text[all.end()..];
        let counts = if rest.trim().is_empty() {
            let behind: Vec<&Passage<'_>> = reading.behind(at).collect();
            listed(passage, &behind, said.name("a").is_some())
        } else {
            spoken(rest).into_iter().collect()
        };
        let Some(right) = counts.first().filter(|_| !counts.contains(&count)) else { continue };
        let message = format!("写的是“{}”，后面列了{right}", words.as_str());
        found.push(
            RULE.at(&passage.place(words.range()), message).hint("核对是漏了一条，还是数写错了"),
        );
    }
}

/// Stages that are told as 第一阶段, 第二阶段, in paragraphs behind the count or in its own.
fn staged(reading: &Reading<'_>, found: &mut Diagnostics) {
    for (at, passage) in reading.running() {
        let text = passage.text();
        let Some(said) = STAGED.find(text) else { continue };
        let (Some(all), Some(number), Some(unit)) = (said.get(0), said.get(1), said.get(2)) else {
            continue;
        };
        let begins = |text: &str, nth: &str| {
            let lead = format!("第{nth}{}", unit.as_str());
            text.starts_with(&lead) || text.contains(&format!("。{lead}"))
        };
        let behind: Vec<&str> = std::iter::once(&text[all.end()..])
            .chain(reading.behind(at).map(Passage::text))
            .collect();
        let told = |nth: &&&str| behind.iter().any(|text| begins(text, nth));
        let count = NTH.iter().take_while(told).count();
        let number = count_of(number.as_str()).and_then(|it| usize::try_from(it).ok());
        if count > 1 && number != Some(count) {
            let range = all.start() + "分".len()..unit.end();
            let message = format!("写的是“{}”，后面说了{count}个", &text[range.clone()]);
            found
                .push(RULE.at(&passage.place(range), message).hint("核对是漏了一个，还是数写错了"));
        }
    }
}

/// How many there are: those right behind, and where these have parts of their own all of these; nothing where no
/// list follows at once, or it may go on in another way.
fn listed(passage: &Passage<'_>, behind: &[&Passage<'_>], follows: bool) -> Vec<usize> {
    let Some(rank) = behind.first().and_then(|first| first.rank) else { return Vec::new() };
    // （一）甲方面5项：……: how many each has is told there, and nothing enumerates them
    let tells = |next: &&&Passage<'_>| {
        let at_end = next.kind() == Kind::Heading && next.text().ends_with(['）', ')']);
        next.rank == Some(rank) && !at_end && next.quantities().iter().any(|it| it.unit == "项")
    };
    if passage.kind() == Kind::Heading && behind.iter().any(|next| tells(&next)) {
        return Vec::new();
    }
    // what follows a heading is below it; what follows a paragraph may be anything
    if passage.kind() == Kind::Heading && passage.rank.is_some_and(|above| rank <= above) {
        return Vec::new();
    }
    let typed = behind.first().is_some_and(|first| first.typed.is_some());
    let mut begun = false;
    let inside: Vec<Rank> = behind
        .iter()
        .map_while(|next| match next.rank {
            Some(next) if next < rank => None,
            // （一） again is another list
            Some(at) if at == rank && begun && next.typed == Some(true) => None,
            // and so is what is numbered in another way
            Some(at) if at == rank && next.typed.is_some() != typed => None,
            Some(at) => {
                begun |= at == rank;
                Some(Some(at))
            }
            // a paragraph ends a list of items, and announces another of numbered ones
            None if matches!(rank, Rank::Item(_)) || next.text().ends_with('：') => None,
            None => Some(None),
        })
        .flatten()
        .collect();
    let count = |rank: Rank| inside.iter().filter(|it| **it == rank).count();
    let first = count(rank);
    let below = inside.iter().filter(|it| **it > rank).min().map(|below| count(*below));
    if first < 2 && below.is_none() {
        return Vec::new();
    }
    // first-level headings go on with what has nothing to do with the count, but for 以下三点要求：
    if rank == Rank::Level(Level::One) && passage.kind() != Kind::Heading && !follows {
        return Vec::new();
    }
    std::iter::once(first).chain(below).collect()
}

/// How many a paragraph itself enumerates.
fn spoken(text: &str) -> Option<usize> {
    let way = SPOKEN.iter().find(|way| text.starts_with(way[0]))?;
    let count = way.iter().take_while(|word| text.contains(**word)).count();
    (count > 1).then_some(count)
}
