//! Words of a title, as jieba-rs cuts them with its whole dictionary of 349,045 words.
//!
//! To load that dictionary takes longer, and more memory, than to make a document, and a title holds few
//! of its words. So it lies in the program in small blocks (`words/words.zip`, made by
//! `words/make_words.py`), those that a title's characters ask for are read, and jieba-rs is given the words
//! that the title holds. One more entry stands for all the others, for what a word costs depends on the
//! sum of all frequencies: the cuts are the same.

use std::io::{Cursor, Read};
use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use jieba_rs::Jieba;
use zip::ZipArchive;

use crate::doc::name::is_ideograph;

/// The sum of all frequencies.
const TOTAL: usize = 60_101_964;
/// The frequency of a word whose line has none.
const USUAL: usize = 3;
/// A word that no title holds.
const OTHERS: &str = "\0";

static BLOCKS: LazyLock<Vec<Block>> = LazyLock::new(blocks);

/// Where words begin in a text, in bytes.
pub(super) fn starts(text: &str) -> Vec<usize> {
    dictionary_of(text).cut(text, true).iter().map(|word| word.byte_start).collect()
}

/// Words that are one in meaning, where a dictionary has several: 人居环境, 领导小组.
const TERMS: &str = include_str!("words/terms.txt");
/// A name longer than this is broken as any text is.
const LONGEST_NOUN: usize = 14;
/// So often two words stand together in the texts before they are taken for one.
const RECURS: usize = 3;
/// What an organ's name ends with.
const ORGANS: [&str; 14] = [
    "人民政府",
    "委员会",
    "办公室",
    "办事处",
    "代表大会",
    "局",
    "委",
    "县委",
    "党委",
    "院",
    "公司",
    "指挥部",
    "联合会",
    "中心",
];
/// What a place's name ends with.
const PLACES: [char; 8] = ['省', '市', '县', '区', '镇', '乡', '村', '州'];

/// Whether a text ends with an organ's name.
pub(super) fn ends_organ(text: &str) -> bool {
    ORGANS.iter().any(|ending| text.ends_with(ending))
}

/// Words and names that stay whole in a title: those of every office, and the campaign's own.
#[derive(Clone, Debug, Default)]
pub struct Nouns {
    own: Vec<String>,
    texts: Vec<String>,
}

impl Nouns {
    /// With the campaign's own words, names and organs.
    pub fn new<'n>(own: impl IntoIterator<Item = &'n str>) -> Self {
        let own = own.into_iter().flat_map(|name| places_in(name).chain([name]));
        let held = |name: &str| (2..=LONGEST_NOUN).contains(&name.chars().count());
        let own = own.filter(|name| held(name)).map(str::to_owned).collect();
        Self { own, texts: Vec::new() }
    }

    /// With the texts in which words of the title recur.
    pub(super) fn in_texts(self, texts: Vec<String>) -> Self {
        Self { texts, ..self }
    }

    /// The stretches of a title that stay whole.
    pub(super) fn held(&self, title: &str) -> Vec<Range<usize>> {
        let own = self.own.iter().map(String::as_str);
        let nouns = TERMS.split_whitespace().chain(own).filter(|noun| noun.len() < title.len());
        let at = |noun: &str| {
            let length = noun.len();
            title.match_indices(noun).map(move |(at, _)| at..at + length).collect::<Vec<_>>()
        };
        nouns.flat_map(at).chain(quoted(title)).collect()
    }

    /// The beginnings of words that stand behind the word before them nearly wherever one of both stands.
    pub(super) fn recurring(&self, title: &str, starts: &[usize]) -> Vec<usize> {
        let count = |words: &str| -> usize {
            self.texts.iter().map(|text| text.matches(words).count()).sum()
        };
        let ends = starts.iter().skip(2).copied().chain([title.len()]);
        let pairs = starts.iter().zip(starts.iter().skip(1)).zip(ends);
        let bound = |((start, at), end): ((&usize, &usize), usize)| {
            let (first, last) = (&title[*start..*at], &title[*at..end]);
            let han = |word: &str| word.chars().count() > 1 && word.chars().all(is_ideograph);
            if !han(first) || !han(last) {
                return None;
            }
            let together = count(&title[*start..end]);
            let bound = together >= RECURS && together * 5 >= count(first).min(count(last)) * 4;
            bound.then_some(*at)
        };
        pairs.filter_map(bound).collect()
    }
}

/// The names of places in an organ's name: 青溪县, 大堰镇.
fn places_in(name: &str) -> impl Iterator<Item = &str> {
    let parts = name.split_inclusive(PLACES);
    parts.filter(|part| part.ends_with(PLACES) && (2..=5).contains(&part.chars().count()))
}

/// What stands in quotation marks, with them.
fn quoted(title: &str) -> impl Iterator<Item = Range<usize>> {
    let closes = |at: usize| title[at..].find('”').map(|length| at..at + length + '”'.len_utf8());
    title.match_indices('“').filter_map(move |(at, _)| closes(at))
}

/// The words that a text holds.
fn dictionary_of(text: &str) -> Jieba {
    let mut dictionary = Jieba::empty();
    let mut others = TOTAL;
    for (at, first) in text.char_indices() {
        let Some(block) = Block::of(first) else { continue };
        for (word, frequency) in block.words_that_begin(&text[at..]) {
            if !dictionary.has_word(word) {
                dictionary.add_word(word, Some(frequency), None);
                others -= frequency;
            }
        }
    }
    dictionary.add_word(OTHERS, Some(others), None);
    dictionary
}

/// The words from one first character on.
struct Block {
    first: char,
    packed: ZipArchive<Cursor<&'static [u8]>>,
    index: usize,
    /// Sorted; read when first asked for.
    words: OnceLock<Vec<(Box<str>, usize)>>,
}

/// What the program holds, in the order of the first characters. That all of it can be read is tested.
fn blocks() -> Vec<Block> {
    let Ok(packed) = ZipArchive::new(Cursor::new(&include_bytes!("words/words.zip")[..])) else {
        return Vec::new();
    };
    let first = |name: &str| u32::from_str_radix(name, 16).ok().and_then(char::from_u32);
    let firsts = packed.file_names().filter_map(|name| first(&name.ok()?)).enumerate();
    let block =
        |(index, first)| Block { first, packed: packed.clone(), index, words: OnceLock::new() };
    firsts.map(block).collect()
}

impl Block {
    /// The block with the words that begin with a character, if any does.
    fn of(first: char) -> Option<&'static Self> {
        let after = BLOCKS.partition_point(|block| block.first <= first);
        BLOCKS.get(after.checked_sub(1)?)
    }

    fn words(&self) -> &[(Box<str>, usize)] {
        self.words.get_or_init(|| unpacked(&self.text().unwrap_or_default()))
    }

    fn text(&self) -> zip::result::ZipResult<String> {
        let mut text = String::new();
        self.packed.clone().by_index(self.index)?.read_to_string(&mut text)?;
        Ok(text)
    }

    /// The words with which a text begins, the shortest first, and their frequencies.
    fn words_that_begin(&self, text: &str) -> impl Iterator<Item = (&str, usize)> {
        let words = self.words();
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
        let found = ends.map(move |end| {
            let begun = &text[..end];
            let at = words.partition_point(|(word, _)| **word < *begun);
            words.get(at).filter(|(word, _)| word.starts_with(begun)).map(|word| (word, end))
        });
        found
            .map_while(|found| found)
            .filter(|((word, _), end)| word.len() == *end)
            .map(|((word, frequency), _)| (&**word, *frequency))
    }
}

/// A block's words, each written with what it shares with the one before.
fn unpacked(text: &str) -> Vec<(Box<str>, usize)> {
    let mut word = String::new();
    let mut words = Vec::with_capacity(text.len() / 8);
    for line in text.lines() {
        let (entry, frequency) = line.split_once(' ').unwrap_or((line, ""));
        let mut others = entry.chars();
        let shared = others.next().and_then(|digit| digit.to_digit(10)).unwrap_or_default();
        let kept = word.chars().take(shared as usize).map(char::len_utf8).sum();
        word.truncate(kept);
        word.push_str(others.as_str());
        words.push((word.as_str().into(), frequency.parse().unwrap_or(USUAL)));
    }
    words
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    static WHOLE: LazyLock<Jieba> = LazyLock::new(Jieba::new);

    fn all() -> impl Iterator<Item = &'static (Box<str>, usize)> {
        BLOCKS.iter().flat_map(Block::words)
    }

    /// Each word is one of jieba-rs's, to give it our frequency changes nothing, and no other is left.
    #[test]
    fn the_dictionary_is_that_of_jieba_rs() {
        let mut whole = WHOLE.clone();
        let before = format!("{whole:?}");
        for (word, frequency) in all() {
            assert!(whole.has_word(word), "{word}");
            whole.add_word(word, Some(*frequency), None);
            assert_eq!(format!("{whole:?}"), before, "{word} {frequency}");
        }
        let total: usize = all().map(|(_, frequency)| frequency).sum();
        assert_eq!(total, TOTAL);
        assert!(all().is_sorted_by(|(a, _), (b, _)| a < b));
        assert_eq!(
            format!("Jieba {{ records_len: {}, total_freq: {total} }}", all().count()),
            before
        );
    }

    fn same(text: &str) -> Result<(), TestCaseError> {
        let cut = WHOLE.cut(text, true);
        let starts_of_whole: Vec<usize> = cut.iter().map(|word| word.byte_start).collect();
        prop_assert_eq!(starts(text), starts_of_whole, "{}", text);
        Ok(())
    }

    fn words() -> impl Strategy<Value = String> {
        let word = any::<prop::sample::Index>().prop_map(|index| {
            let block = index.get(&BLOCKS);
            block.words()[index.index(block.words().len())].0.to_string()
        });
        prop::collection::vec(word, 1..20).prop_map(|words| words.concat())
    }

    fn titles() -> impl Strategy<Value = String> {
        let organ = prop::sample::select(vec![
            "青溪县人民政府",
            "云岭镇人民政府办公室",
            "中共石溪镇委员会",
            "青溪县爱国卫生运动委员会",
            "市水利局",
        ]);
        let verb = prop::sample::select(vec![
            "关于印发",
            "关于进一步做好",
            "关于调整",
            "关于成立",
            "关于加快推进",
            "关于申请解决",
            "转发",
        ]);
        let matter = prop::sample::select(vec![
            "防汛备汛和山洪灾害防御",
            "农村人居环境整治提升",
            "《青溪县卫生乡镇创建工作行动方案（2026—2030年）》",
            "河（湖）长制",
            "“十五五”规划编制",
            "高标准农田建设项目资金",
            "秸秆禁烧",
            "义务教育薄弱环节改善",
        ]);
        let kind =
            prop::sample::select(vec!["的通知", "工作的请示", "情况的报告", "的函", "的意见"]);
        (organ, verb, matter, words(), kind).prop_map(|(organ, verb, matter, more, kind)| {
            format!("{organ}{verb}{matter}{more}{kind}")
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn titles_are_cut_as_with_the_whole_dictionary(text in titles()) {
            same(&text)?;
        }

        #[test]
        fn words_are_cut_as_with_the_whole_dictionary(text in words()) {
            same(&text)?;
        }

        #[test]
        fn characters_are_cut_as_with_the_whole_dictionary(text in "[一-龥㐀-㐿A-Za-z0-9.%+#&_·，、（）《》 ]{0,60}") {
            same(&text)?;
        }

        #[test]
        fn anything_is_cut_as_with_the_whole_dictionary(text in any::<String>()) {
            same(&text)?;
        }
    }
}
