//! A telephone number has as many digits as telephone numbers have.

use crate::diag::{Diagnostic, Diagnostics};
use crate::lint::{Check, Rule};
use crate::model::RosterSpec;
use crate::placeholder;
use crate::roster::{Field, Roster};

pub(in crate::lint) const RULE: Rule =
    Rule { name: "roster_phone", basis: "惯例", check: Check::Roster(check) };

fn check(_: &RosterSpec, roster: &Roster, found: &mut Diagnostics) {
    for phone in roster.members().filter_map(|member| roster.value(member, Field::Phone)) {
        let written = placeholder::first(&phone.v).is_none();
        let numbers = phone.v.split(['、', '，', ',', '；', ';', '/', '\n']);
        for number in numbers.map(str::trim).filter(|number| written && !number.is_empty()) {
            if let Some(wrong) = wrong(number) {
                found.push(
                    Diagnostic::warning(phone.place.clone(), format!("电话“{number}”{wrong}"))
                        .hint("手机11位；座机7或8位，可带区号；短号不用理会这条"),
                );
            }
        }
    }
}

/// What is wrong with a number: short numbers of an office (666012) are none of our business.
fn wrong(number: &str) -> Option<String> {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let other = number.chars().find(|c| !c.is_ascii_digit() && !"-－—() （）+转".contains(*c));
    if let Some(other) = other {
        return Some(format!("里有“{other}”"));
    }
    let count = digits.len();
    let mobile = digits.starts_with('1') && !digits.starts_with("10");
    let right = match count {
        0..=6 => !mobile || count < 6,
        7 | 8 => true,
        // 区号 with 7 or 8 digits
        10..=12 if digits.starts_with('0') => true,
        11 => mobile,
        13 => digits.starts_with("86") || digits.starts_with('0'),
        14..=16 => number.contains(['-', '转']),
        _ => false,
    };
    (!right).then(|| format!("有{count}位数字"))
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::said_of_roster;

    #[test]
    fn digits_are_counted() {
        let said = |phone: &str| said_of_roster(&format!("姓名,职务,电话\n王强,书记,{phone}\n"));
        for right in [
            "13800000001",
            "0000-1234567",
            "12345678",
            "666012",
            "138 0000 0001",
            "+86 13800000001",
        ] {
            assert_eq!(said(right), "", "{right}");
        }
        insta::assert_snapshot!(said("1380000000"), @"提醒: 甲.csv C2: 电话“1380000000”有10位数字");
        insta::assert_snapshot!(said("138000000011"), @"提醒: 甲.csv C2: 电话“138000000011”有12位数字");
        insta::assert_snapshot!(said("13800O00001"), @"提醒: 甲.csv C2: 电话“13800O00001”里有“O”");
    }
}
