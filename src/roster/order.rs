//! In which order people stand.

use std::cmp::Ordering;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::{Locale, locale};

use super::read::name;
use super::strokes::{self, Standing, Strokes};
use super::{Member, Roster, surname};
use crate::diag::{Diagnostic, Result, codes};
use crate::model::Order;
use crate::source::Spanned;

impl Roster {
    /// The roster with the people of each group in this order. Entries without a name stay where they are
    /// among themselves, behind the others; equals stay as given.
    ///
    /// # Errors
    /// When there is no such column.
    pub fn ordered(self, order: &Spanned<Order>) -> Result<Self> {
        match &order.v {
            Order::Given => Ok(self),
            Order::SurnameStrokes => self.by_strokes(order, NameKey::by_surname),
            Order::NameStrokes => self.by_strokes(order, NameKey::by_name),
            Order::Pinyin => {
                Ok(self.sorted_by(by_name(collator(locale!("zh-u-co-pinyin"), order)?)))
            }
            Order::Column(name) => {
                let Some(column) = self.columns.iter().position(|it| it.head.v == *name) else {
                    let known = self.columns.iter().map(|column| column.head.v.as_str());
                    let message = format!("名单里没有“{name}”这一列，不能按它排");
                    return Err(Diagnostic::error(
                        codes::UNKNOWN_COLUMN,
                        order.place.clone(),
                        message,
                    )
                    .did_you_mean(name, known.chain(["姓氏笔画", "姓名笔画", "拼音"]))
                    .into());
                };
                Ok(self.sorted_by(by_column(column, collator(locale!("zh-u-co-pinyin"), order)?)))
            }
        }
    }

    /// The names that the national table can't place, for it has not got all of their characters: who stands
    /// alone in a group is not among them.
    pub fn without_strokes(&self) -> impl Iterator<Item = &Spanned<String>> {
        let groups = self.groups.iter().filter(|group| group.members.len() > 1);
        let names = groups.flat_map(|group| &group.members).filter_map(|it| it.name.as_ref());
        names.filter(|name| characters(&name.v).any(|c| !strokes::has(c)))
    }

    fn by_strokes(
        mut self,
        order: &Spanned<Order>,
        key: fn(&str, &Strokes) -> NameKey,
    ) -> Result<Self> {
        let strokes = Strokes::new(collator(locale!("zh-u-co-stroke"), order)?);
        for group in &mut self.groups {
            group.members.sort_by_cached_key(|member| {
                (member.name.is_none(), member.name.as_ref().map(|name| key(&name.v, &strokes)))
            });
        }
        Ok(self)
    }

    fn sorted_by(mut self, compare: impl Fn(&Member, &Member) -> Ordering) -> Self {
        for group in &mut self.groups {
            group.members.sort_by(&compare);
        }
        self
    }
}

/// By what a name stands among others.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct NameKey {
    /// The surname, where it is compared first.
    surname: Vec<Standing>,
    /// Whether more than one character follows the surname.
    longer: bool,
    /// The other characters.
    others: Vec<Standing>,
}

impl NameKey {
    /// 姓氏笔画: who has the same surname stands together, those with one more character first.
    fn by_surname(name: &str, strokes: &Strokes) -> Self {
        let (surname, given) = surname::split(name);
        Self {
            surname: standings(surname, strokes),
            longer: characters(given).nth(1).is_some(),
            others: standings(given, strokes),
        }
    }

    /// 姓名笔画: character by character.
    fn by_name(name: &str, strokes: &Strokes) -> Self {
        Self { surname: Vec::new(), longer: false, others: standings(name, strokes) }
    }
}

fn standings(name: &str, strokes: &Strokes) -> Vec<Standing> {
    characters(name).map(|c| strokes.standing(c)).collect()
}

/// What counts of a name: not its dot, nor the remark behind it.
fn characters(name: &str) -> impl Iterator<Item = char> {
    name::parted(name).0.chars().filter(|c| c.is_alphabetic())
}

fn collator(locale: Locale, order: &Spanned<Order>) -> Result<CollatorBorrowed<'static>> {
    Collator::try_new(locale.into(), CollatorOptions::default()).map_err(|error| {
        Diagnostic::error(codes::INTERNAL_ERROR, order.place.clone(), format!("排不了序：{error}"))
            .into()
    })
}

fn by_name(collator: CollatorBorrowed<'static>) -> impl Fn(&Member, &Member) -> Ordering {
    move |a, b| match (&a.name, &b.name) {
        (Some(a), Some(b)) => collator.compare(&a.v, &b.v),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

/// Numbers by their value, before words; empty cells last.
fn by_column(
    column: usize,
    collator: CollatorBorrowed<'static>,
) -> impl Fn(&Member, &Member) -> Ordering {
    let value = move |member: &Member| {
        member.fields.get(column).map(|cell| cell.v.trim().to_owned()).unwrap_or_default()
    };
    move |a, b| {
        let (a, b) = (value(a), value(b));
        let number = |text: &str| text.parse::<f64>().ok().filter(|number| number.is_finite());
        match (number(&a), number(&b)) {
            (Some(a), Some(b)) => a.total_cmp(&b),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => a.is_empty().cmp(&b.is_empty()).then_with(|| collator.compare(&a, &b)),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tests::roster;
    use crate::model::Order;
    use crate::source::{Place, Spanned};

    const SHEET: &str = "组别,姓名,职务,排位\n组长,张三,书记,3\n成员,赵六,甲,10\n,,各村书记,\n,丁一,乙,9\n,王二,丙,\n,王一,丁,2\n";

    fn names(order: Order) -> String {
        in_order(SHEET, order)
    }

    fn in_order(sheet: &str, order: Order) -> String {
        let ordered = roster(sheet).ordered(&Spanned::new(order, Place::Program)).unwrap();
        let name = |member: &super::Member| member.name.as_ref().map_or("-", |it| &it.v).to_owned();
        ordered.members().map(name).collect::<Vec<_>>().join(" ")
    }

    /// People in that order.
    fn people<'a>(names: impl IntoIterator<Item = &'a str>, order: Order) -> String {
        let rows = names.into_iter().map(|name| format!("{name},甲\n"));
        in_order(&("姓名,职务\n".to_owned() + &rows.collect::<String>()), order)
    }

    /// These people come out in the order in which they are written, however they went in.
    fn stand(names: &str, order: &Order) {
        let backwards = names.split(' ').rev();
        assert_eq!(people(backwards, order.clone()), names);
    }

    #[test]
    fn strokes_pinyin_and_columns_order_the_people_of_a_group() {
        assert_eq!(names(Order::Given), "张三 赵六 - 丁一 王二 王一");
        // 丁 has 2 strokes, 王 4, 赵 9; 一 has fewer than 二
        assert_eq!(names(Order::SurnameStrokes), "张三 丁一 王一 王二 赵六 -");
        assert_eq!(names(Order::NameStrokes), "张三 丁一 王一 王二 赵六 -");
        assert_eq!(names(Order::Pinyin), "张三 丁一 王二 王一 赵六 -");
        assert_eq!(names(Order::Column("排位".to_owned())), "张三 王一 丁一 赵六 - 王二");
    }

    #[test]
    fn surnames_stand_as_they_were_published() {
        let published = include_str!("strokes/published.txt");
        let lists = published.lines().filter(|line| !line.starts_with('#'));
        for list in lists {
            let names: Vec<String> = list.chars().map(|surname| format!("{surname}明")).collect();
            stand(&names.join(" "), &Order::SurnameStrokes);
            stand(&names.join(" "), &Order::NameStrokes);
        }
    }

    #[test]
    fn strokes_are_counted_as_the_standard_writes_characters() {
        // 2, 3, 4, 4, 6, 7, 7, 8: 阝 has two
        stand("丁力 马超 王强 方圆 刘洋 李红 陈明 欧阳明", &Order::SurnameStrokes);
        // 干 ends with 竖, 于 with 竖钩; 巴 is 折竖折折, 孔 折竖折 with 竖钩
        stand("干祥 于祥 巴图 孔祥", &Order::SurnameStrokes);
    }

    #[test]
    fn a_given_name_of_one_character_comes_first_by_surname_and_by_its_strokes_by_name() {
        // 富 has 12 strokes, 大 3
        stand("田富 田大利 田广利", &Order::SurnameStrokes);
        stand("田大利 田广利 田富", &Order::NameStrokes);
        // what ends is before what goes on
        stand("高大 高大富", &Order::NameStrokes);
    }

    #[test]
    fn who_has_the_same_surname_stands_together() {
        // 欧 and 欧阳 are two surnames; 阳 has 6 strokes, 一 1 and 海 10
        stand("欧明 欧一平 欧海平 欧阳明 欧阳一平", &Order::SurnameStrokes);
        stand("欧一平 欧阳一平 欧阳明 欧明 欧海平", &Order::NameStrokes);
        stand("司马光 诸葛亮", &Order::SurnameStrokes);
    }

    #[test]
    fn long_names_stand_by_their_characters_and_without_their_dots() {
        stand("买强 买买提 买买提·艾力 买海燕", &Order::SurnameStrokes);
        stand("艾力·买买提 艾尔肯·吐尼亚孜 努尔兰·阿不都满金", &Order::NameStrokes);
    }

    #[test]
    fn remarks_count_for_nothing_and_equals_stay() {
        stand("王刚（女） 王一平", &Order::SurnameStrokes);
        let sheet = "姓名,职务\n王强,乙\n丁力,丙\n王强,甲\n";
        let order = Spanned::new(Order::SurnameStrokes, Place::Program);
        let ordered = roster(sheet).ordered(&order).unwrap();
        let posts: Vec<&str> = ordered.members().map(|it| it.fields[0].v.as_str()).collect();
        assert_eq!(posts, ["丙", "乙", "甲"]);
    }

    #[test]
    fn what_the_standard_has_not_got_stands_by_unicode_and_is_told() {
        // 芳 has 7 strokes, 㛃 9, 𫖮 12, 静 14, 磊 15
        let sheet = "姓名,职务\n王㛃,甲\n王芳,乙\n王静,丙\n王𫖮,丁\n王磊,戊\nJohn Smith,己\n";
        let expected = "王芳 王㛃 王𫖮 王静 王磊 John Smith";
        assert_eq!(in_order(sheet, Order::SurnameStrokes), expected);
        let told: Vec<String> = roster(sheet).without_strokes().map(|it| it.v.clone()).collect();
        assert_eq!(told, ["王㛃", "王𫖮", "John Smith"]);
        assert_eq!(roster(SHEET).without_strokes().count(), 0);
        // who is alone has no order
        assert_eq!(roster("姓名,职务\n王㛃,甲\n").without_strokes().count(), 0);
    }

    proptest! {
        /// Whatever the names, the order is one: it does not hang on how they were written down.
        #[test]
        fn the_order_is_the_same_from_any_other(
            names in prop::collection::vec("[王欧阳买一㛃𫖮]{1,4}", 2..8),
            by_name: bool,
        ) {
            let order = || if by_name { Order::NameStrokes } else { Order::SurnameStrokes };
            let once = people(names.iter().map(String::as_str), order());
            let again = people(once.split(' ').rev(), order());
            prop_assert_eq!(once, again);
        }
    }

    #[test]
    fn an_unknown_column_is_refused() {
        let order = Spanned::new(Order::Column("性別".to_owned()), Place::Program);
        assert!(roster(SHEET).ordered(&order).is_err());
    }
}
