//! In which order people stand.

use std::cmp::Ordering;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::{Locale, locale};

use super::{Member, Roster};
use crate::diag::{Diagnostic, Result, codes};
use crate::model::Order;
use crate::source::Spanned;

/// Who of two stands first.
type Compare = Box<dyn Fn(&Member, &Member) -> Ordering>;

impl Roster {
    /// The roster with the people of each group in this order. Entries without a name stay where they are
    /// among themselves, behind the others; equals stay as given.
    ///
    /// # Errors
    /// When there is no such column.
    pub fn ordered(mut self, order: &Spanned<Order>) -> Result<Self> {
        let key: Compare = match &order.v {
            Order::Given => return Ok(self),
            Order::Stroke => by_name(collator(locale!("zh-u-co-stroke"), order)?),
            Order::Pinyin => by_name(collator(locale!("zh-u-co-pinyin"), order)?),
            Order::Column(name) => {
                let Some(column) = self.columns.iter().position(|it| it.head.v == *name) else {
                    let known = self.columns.iter().map(|column| column.head.v.as_str());
                    let message = format!("名单里没有“{name}”这一列，不能按它排");
                    return Err(Diagnostic::error(
                        codes::UNKNOWN_COLUMN,
                        order.place.clone(),
                        message,
                    )
                    .did_you_mean(name, known.chain(["姓氏笔画", "拼音"]))
                    .into());
                };
                by_column(column, collator(locale!("zh-u-co-pinyin"), order)?)
            }
        };
        for group in &mut self.groups {
            group.members.sort_by(|a, b| key(a, b));
        }
        Ok(self)
    }
}

fn collator(locale: Locale, order: &Spanned<Order>) -> Result<CollatorBorrowed<'static>> {
    Collator::try_new(locale.into(), CollatorOptions::default()).map_err(|error| {
        Diagnostic::error(codes::INTERNAL_ERROR, order.place.clone(), format!("排不了序：{error}"))
            .into()
    })
}

fn by_name(collator: CollatorBorrowed<'static>) -> Compare {
    Box::new(move |a, b| match (&a.name, &b.name) {
        (Some(a), Some(b)) => collator.compare(&a.v, &b.v),
        (a, b) => b.is_some().cmp(&a.is_some()),
    })
}

/// Numbers by their value, before words; empty cells last.
fn by_column(column: usize, collator: CollatorBorrowed<'static>) -> Compare {
    let value = move |member: &Member| {
        member.fields.get(column).map(|cell| cell.v.trim().to_owned()).unwrap_or_default()
    };
    Box::new(move |a, b| {
        let (a, b) = (value(a), value(b));
        let number = |text: &str| text.parse::<f64>().ok().filter(|number| number.is_finite());
        match (number(&a), number(&b)) {
            (Some(a), Some(b)) => a.total_cmp(&b),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => a.is_empty().cmp(&b.is_empty()).then_with(|| collator.compare(&a, &b)),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::roster;
    use crate::model::Order;
    use crate::source::{Place, Spanned};

    const SHEET: &str = "组别,姓名,职务,排位\n组长,张三,书记,3\n成员,赵六,甲,10\n,,各村书记,\n,丁一,乙,9\n,王二,丙,\n,王一,丁,2\n";

    fn names(order: Order) -> String {
        let ordered = roster(SHEET).ordered(&Spanned::new(order, Place::Program)).unwrap();
        let name = |member: &super::Member| member.name.as_ref().map_or("-", |it| &it.v).to_owned();
        ordered.members().map(name).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn strokes_pinyin_and_columns_order_the_people_of_a_group() {
        assert_eq!(names(Order::Given), "张三 赵六 - 丁一 王二 王一");
        // 丁 has 2 strokes, 王 4, 赵 9; 一 has fewer than 二
        assert_eq!(names(Order::Stroke), "张三 丁一 王一 王二 赵六 -");
        assert_eq!(names(Order::Pinyin), "张三 丁一 王二 王一 赵六 -");
        assert_eq!(names(Order::Column("排位".to_owned())), "张三 王一 丁一 赵六 - 王二");
    }

    #[test]
    fn strokes_are_counted_surname_first() {
        let sheet =
            "姓名,职务\n刘洋,甲\n李红,乙\n丁力,丙\n马超,丁\n欧阳明,戊\n陈明,己\n王强,庚\n方圆,辛\n";
        let order = Spanned::new(Order::Stroke, Place::Program);
        let ordered = roster(sheet).ordered(&order).unwrap();
        let names: Vec<_> = ordered
            .members()
            .filter_map(|it| it.name.as_ref())
            .map(|name| name.v.as_str())
            .collect();
        // 2, 3, 4, 4, 6, 7, 8 strokes, and 陈, which has 7 and for which Unicode's table has 8: a person is
        // asked to look whenever the order is another than that of the sheet
        let expected = ["丁力", "马超", "方圆", "王强", "刘洋", "李红", "欧阳明", "陈明"];
        assert_eq!(names, expected);
    }

    #[test]
    fn an_unknown_column_is_refused() {
        let order = Spanned::new(Order::Column("性別".to_owned()), Place::Program);
        assert!(roster(SHEET).ordered(&order).is_err());
    }
}
