//! Ordinals that were typed go on one by one; where they do not, somebody skipped, doubled or mistook one.

use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::doc::ordinal::{self, Numbered};
use crate::doc::{Block, Document, Level, number, prose};
use crate::lint::{Basis, Check, Rule, Sample, terms};
use crate::source::Place;

pub(in crate::lint) const RULE: Rule = Rule {
    code: "typed-ordinal",
    severity: Severity::Warning,
    basis: &[Basis::Standard("7.3.3"), Basis::NationalStandard("GB/T 15834-2011 附录 B.3")],
    doc: "手打的序号要连着。跳过的、重复的、打错层次的、不从“一”起的、“1.”下面用了“（一）”的，在断开的地方说一次，后面跟着错的不再说。序号由程序按顺序重编；要照手打的印，写“序号: 原样”。",
    check: Check::Document(check),
    wrong: &[
        Sample::Text("一、总体要求\n\n【三、】工作步骤"),
        Sample::Text(
            "一、总体要求\n\n（一）目标\n\n【（三）】任务\n\n（四）措施\n\n（五）保障\n\n二、要求",
        ),
        // one in the middle is another
        Sample::Text("一、总体要求\n\n【三、】工作步骤\n\n三、工作要求"),
        Sample::Text(
            "一、总体要求\n\n二、工作步骤\n\n【二、】工作要求\n\n三、组织领导\n\n四、附则",
        ),
        Sample::Text("【二、】工作步骤\n\n三、工作要求"),
        // the wrong level, deeper and shallower
        Sample::Text(
            "一、总体要求\n\n（一）目标\n\n（二）任务\n\n【3.】措施\n\n（四）保障\n\n二、要求",
        ),
        Sample::Text(
            "一、总体要求\n\n（一）目标\n\n（二）任务\n\n【三、】措施\n\n（四）保障\n\n二、要求",
        ),
        // upside down
        Sample::Text(
            "一、总体要求\n\n1.目标\n\n【（一）】近期\n\n（二）远期\n\n2.任务\n\n（一）改厕\n\n（二）改水\n\n二、要求",
        ),
        Sample::Text("一、总体要求\n\n工作步骤\n\n请落实。\n\n【三、】工作要求"),
        Sample::Whole("序号: 原样", "一、总体要求\n\n【三、】工作步骤"),
        // what is below the heading that lost its ordinal begins anew
        Sample::Text(
            "一、总体要求\n\n（一）目标\n\n（二）原则\n\n重点任务\n\n（一）改厕\n\n（二）改水\n\n【三、】工作要求",
        ),
    ],
    right: &[
        Sample::Text("一、总体要求\n\n（一）目标\n\n（二）任务\n\n二、工作步骤"),
        Sample::Text("# 总体要求\n\n## 目标\n\n## 任务"),
        Sample::Text("一、总体要求\n\n1.目标\n\n2.任务\n\n二、工作步骤\n\n1.动员\n\n2.实施"),
        // a long paragraph is no heading, but counts
        Sample::Text("一、各镇要抓好改厕，落实责任。\n\n二、工作步骤\n\n（一）动员\n\n（二）实施"),
        // counted through the whole text
        Sample::Text(
            "一、总体要求\n\n（一）目标\n\n（二）原则\n\n二、任务\n\n（三）改厕\n\n（四）改水\n\n三、要求\n\n（五）落实\n\n（六）督查",
        ),
        // each article begins anew
        Sample::Text(
            "第一条　有下列情形的，予以表扬：\n\n（一）改厕；\n\n（二）改水。\n\n第二条　有下列情形的，予以批评：\n\n（一）弄虚作假；\n\n（二）推诿。",
        ),
        // another's words
        Sample::Text(
            "一、将第一条修改为：\n\n“有下列情形的，予以表扬：\n\n一、改厕\n\n二、改水\n\n三、改路”\n\n二、删去第二条和第三条，条文顺序作相应调整\n\n三、本决定自公布之日起施行，请各单位做好衔接",
        ),
    ],
};

/// How long a heading without its ordinal may be, in characters.
const LONGEST_HEADING: usize = 25;

fn check(document: &Document, found: &mut Diagnostics) {
    for blocks in document.texts() {
        // behind 附件说明 that was typed stand its own numbers
        let end = blocks.iter().position(is_label).unwrap_or(blocks.len());
        let mut reader = Reader {
            blocks,
            numbered: ordinal::all(&blocks[..end]),
            runs_on: ordinal::running_on(blocks),
            open: Vec::new(),
            last: [0; Level::ALL.len()],
            turned: false,
        };
        for at in 0..reader.numbered.len() {
            found.extend(reader.read(at));
        }
    }
}

/// Goes through the numbered blocks of a text.
struct Reader<'d> {
    blocks: &'d [Block],
    numbered: Vec<Numbered>,
    /// The ordinals under which the next one stands, from the outermost.
    open: Vec<Open>,
    /// Which levels are counted through the whole text.
    runs_on: [bool; Level::ALL.len()],
    /// The last value of each level.
    last: [usize; Level::ALL.len()],
    /// Whether 1. with （一） below it was told.
    turned: bool,
}

/// An ordinal under which others may stand.
#[derive(Clone, Copy)]
struct Open {
    level: Level,
    value: usize,
    /// The block that has it.
    at: usize,
}

impl Reader<'_> {
    /// Reads the next ordinal; says what is wrong with it, if anything is.
    fn read(&mut self, nth: usize) -> Option<Diagnostic> {
        let Numbered { at, level, value, anew, .. } = self.numbered[nth];
        if anew {
            self.open.clear();
        }
        let here = Open { level, value, at };
        let depth = usize::from(u8::from(level)) - 1;
        let last = std::mem::replace(&mut self.last[depth], value);
        let same = self.open.iter().rposition(|open| open.level == level);
        let before = same.map(|same| self.open[same]);
        let first = if self.runs_on[depth] { last + 1 } else { 1 };
        let expected = before.map_or(first, |before| before.value + 1);
        if let Some((depth, right)) = self.other_level(nth, same).filter(|_| value != expected) {
            self.open.truncate(depth + 1);
            self.open[depth] = Open { value, at, ..self.open[depth] };
            let right = number::ordinal(right, value);
            let last = number::ordinal(self.open[depth].level, value - 1);
            return self.said(nth, |typed| {
                (format!("“{last}”后面是“{typed}”，层次不对"), format!("像是“{right}”"))
            });
        }
        if let Some(same) = same {
            self.open.truncate(same);
        } else {
            let turned = value == 1 && self.is_turned(nth);
            while self.open.last().is_some_and(|open| open.level > level && !turned) {
                self.open.pop();
            }
            if turned && !std::mem::replace(&mut self.turned, true) {
                let above = self.open.last().copied().unwrap_or(here);
                let above = number::ordinal(above.level, above.value);
                self.open.push(here);
                return self.said(nth, |typed| {
                    let hint = "由外到内依次用 一、（一）1.（1），里外两层换过来";
                    (format!("“{above}”下面用了“{typed}”，层次颠倒"), hint.to_owned())
                });
            }
        }
        self.open.push(here);
        if value == expected || self.numbered[nth].typed.is_none() {
            return None;
        }
        let right = number::ordinal(level, expected);
        if self.next(nth).is_some_and(|next| next == expected + 1) {
            // the one behind it goes on as if this one were right
            if let Some(open) = self.open.last_mut() {
                open.value = expected;
            }
            let said = self.said(nth, |typed| {
                let next = number::ordinal(level, expected + 1);
                let message = if expected == 1 {
                    format!("“{next}”前面是“{typed}”，序号不对")
                } else {
                    let last = number::ordinal(level, expected - 1);
                    format!("“{last}”和“{next}”中间是“{typed}”，序号不对")
                };
                (message, format!("改成“{right}”"))
            });
            return said.map(|said| said.mend(right));
        }
        if value == 1 && before.is_some() && self.is_below_lost_heading(nth) {
            return None;
        }
        let printed = self.printed(nth, expected);
        let Some(before) = before else {
            return self.said(nth, |typed| {
                let message = format!("这一层从“{typed}”起，前面没有“{right}”");
                (message, format!("核对是不是漏了“{right}”{printed}"))
            });
        };
        let last = number::ordinal(level, before.value);
        if value > expected {
            let guess = self.guess(before.at, at);
            return self.said(nth, |typed| {
                let hint = match guess {
                    Some(line) => format!("第{line}行像是漏了“{right}”的标题"),
                    None => format!("核对是不是漏了“{right}”的一条"),
                };
                (format!("“{last}”后面是“{typed}”，中间没有“{right}”"), hint + &printed)
            });
        }
        self.said(nth, |typed| {
            let message = match value {
                _ if value == before.value => format!("“{typed}”重复了"),
                _ => format!("“{last}”后面又是“{typed}”"),
            };
            (message, format!("核对是不是“{right}”{printed}"))
        })
    }

    /// A message about an ordinal that was typed.
    fn said(&self, nth: usize, words: impl FnOnce(&str) -> (String, String)) -> Option<Diagnostic> {
        let (typed, place) = self.numbered[nth].typed.as_ref()?;
        let (message, hint) = words(typed);
        Some(RULE.at(place, message).hint(hint))
    }

    /// What to add where the program counts anew.
    fn printed(&self, nth: usize, expected: usize) -> String {
        let ordinal = match &self.blocks[self.numbered[nth].at] {
            Block::Heading(heading) => Some(&heading.ordinal),
            Block::Paragraph(paragraph) => paragraph.ordinal.as_ref(),
            Block::Item(_) | Block::Roster(_) | Block::Table(_) => None,
        };
        let level = self.numbered[nth].level;
        match ordinal.filter(|ordinal| ordinal::value(level, &ordinal.printed) == Some(expected)) {
            Some(ordinal) => {
                format!("；程序按顺序印成“{}”，要照原样印的，写“序号: 原样”", ordinal.printed)
            }
            None => String::new(),
        }
    }

    /// The value of the next one of its level below the same one above.
    fn next(&self, nth: usize) -> Option<usize> {
        let level = self.numbered[nth].level;
        let next = self.numbered[nth + 1..].iter().find(|next| next.level <= level)?;
        (next.level == level).then_some(next.value)
    }

    /// Whether an ordinal goes on in a level that is open, under another level's form: （二） 3. （四）. Which of the
    /// open ones, and the form that it should have.
    fn other_level(&self, nth: usize, same: Option<usize>) -> Option<(usize, Level)> {
        let Numbered { level, value, .. } = self.numbered[nth];
        let following = self.numbered.get(nth + 1);
        self.open.iter().enumerate().skip(same.map_or(0, |same| same + 1)).find_map(
            |(depth, open)| {
                let goes_on = open.level != level && value == open.value + 1 && value > 1;
                let then = following
                    .is_some_and(|next| next.level == open.level && next.value == value + 1);
                (goes_on && then).then_some((depth, open.level))
            },
        )
    }

    /// Whether （一） stands below 1.: the 1. before it goes on behind it.
    fn is_turned(&self, nth: usize) -> bool {
        let level = self.numbered[nth].level;
        let Some(above) = self.open.last().filter(|above| above.level > level) else {
            return false;
        };
        if self.turned {
            return true;
        }
        let outer = self.open.iter().rev().find(|open| open.level < level).map(|open| open.level);
        let until = |next: &&Numbered| outer.is_none_or(|outer| next.level > outer);
        let rest = self.numbered[nth + 1..].iter().take_while(until);
        let next = rest.clone().find(|next| next.level == above.level);
        next.is_some_and(|next| next.value == above.value + 1)
    }

    /// Whether an ordinal begins anew below a heading whose ordinal is missing: the next one above it skips one.
    fn is_below_lost_heading(&self, nth: usize) -> bool {
        let level = self.numbered[nth].level;
        let above = self.open.iter().rev().find(|open| open.level < level);
        let next = self.numbered[nth + 1..].iter().find(|next| next.level < level);
        above
            .zip(next)
            .is_some_and(|(above, next)| above.level == next.level && next.value == above.value + 2)
    }

    /// The line of what looks like a heading without its ordinal between two blocks, where only one does.
    fn guess(&self, from: usize, to: usize) -> Option<usize> {
        let between = self.blocks.get(from + 1..to)?;
        let mut looks = between.iter().filter_map(line_of_heading);
        let first = looks.next()?;
        looks.next().is_none().then_some(first)
    }
}

/// Whether a block is 附件说明, or the label of an attachment, that was typed.
fn is_label(block: &Block) -> bool {
    let prose = prose::of_blocks(std::slice::from_ref(block));
    matches!(block, Block::Paragraph(_)) && prose.iter().any(|it| terms::is_label(it.text()))
}

/// The line of a paragraph that looks like a heading: short, without a mark at its end.
fn line_of_heading(block: &Block) -> Option<usize> {
    let Block::Paragraph(paragraph) = block else { return None };
    let prose = prose::of_blocks(std::slice::from_ref(block)).into_iter().next()?;
    let text = prose.text().trim();
    let is_heading = paragraph.ordinal.is_none()
        && text.chars().count() <= LONGEST_HEADING
        && !text.ends_with(['。', '；', '：', '，', '！', '？', '、', ':', ';', '）', '”'])
        && !text.contains(['。', '；']);
    match prose.place(0..prose.text().len()).written() {
        Place::Text(source, range) if is_heading => Some(source.position(range.start).0),
        _ => None,
    }
}
