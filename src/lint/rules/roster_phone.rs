//! A telephone number has as many digits as telephone numbers have.

use crate::diag::{Diagnostics, Severity};
use crate::lint::{Basis, Check, Rule, Sample};
use crate::model::RosterSpec;
use crate::placeholder;
use crate::roster::Field;
use crate::roster::Roster;

pub(in crate::lint) const RULE: Rule = Rule {
    code: "roster-phone",
    severity: Severity::Warning,
    basis: &[Basis::Practice("电话号码的编制")],
    doc: "电话号码的位数要对。手机十一位，座机七位或八位，可带区号；单位内部的短号不管。",
    check: Check::Roster(check),
    wrong: &[
        Sample::Roster("姓名,职务,电话\n王强,书记,【1380000000】\n", ""),
        Sample::Roster("姓名,职务,电话\n王强,书记,【138000000011】\n", ""),
        Sample::Roster("姓名,职务,电话\n王强,书记,【13800O00001】\n", ""),
    ],
    right: &[Sample::Roster(
        "姓名,职务,电话\n王一,书记,13800000001\n王二,书记,0000-1234567\n王三,书记,12345678\n王四,书记,666012\n王五,书记,138 0000 0001\n王六,书记,+86 13800000001\n",
        "",
    )],
};

fn check(_: &RosterSpec, roster: &Roster, found: &mut Diagnostics) {
    for phone in roster.members().filter_map(|member| roster.value(member, Field::Phone)) {
        let written = placeholder::first(&phone.v).is_none();
        let numbers = phone.v.split(['、', '，', ',', '；', ';', '/', '\n']);
        for number in numbers.map(str::trim).filter(|number| written && !number.is_empty()) {
            if let Some(wrong) = wrong(number) {
                found.push(
                    RULE.at(&phone.place, format!("电话“{number}”{wrong}"))
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
