//! What is published shows nobody's identity card or bank card.

use chrono::NaiveDate;

use crate::diag::{Diagnostics, Severity};
use crate::doc::prose::Prose;
use crate::lint::pattern::Pattern;
use crate::lint::public::is_public;
use crate::lint::{Basis, Check, Rule, Sample};

pub(in crate::lint) const RULE: Rule = Rule {
    code: "public-id-number",
    severity: Severity::Error,
    basis: &[Basis::Law("《中华人民共和国个人信息保护法》第二十五条、第二十八条")],
    doc: "公开发布的公文里不印身份证号和银行卡号。号码按校验位认，核得上才指出。",
    check: Check::Paragraphs(check),
    wrong: &[
        Sample::Whole("附注: 此件公开发布", "发放对象：张某某，身份证号【11010519491231002X】。"),
        Sample::Whole("附注: 此件公开发布", "残疾人证号【51019919781103417542】。"),
        Sample::Whole("附注: 此件公开发布", "打入卡号【6222021234567890128】。"),
    ],
    right: &[
        Sample::Whole("附注: 此件不公开", "身份证号11010519491231002X。"),
        Sample::Whole("附注: 此件公开发布", "身份证号110105********002X，编号110105194912310021。"),
        Sample::Whole("附注: 此件公开发布", "项目编号12345678901234567890、1234567890123456。"),
    ],
};

static NUMBER: Pattern = Pattern::new("[0-9]{15,19}[0-9Xx]?");

fn check(paragraphs: &[Prose<'_>], found: &mut Diagnostics) {
    if !is_public(paragraphs) {
        return;
    }
    for prose in paragraphs {
        for hit in NUMBER.hits(prose.text()) {
            let what = match hit.words() {
                number if is_identity_card(number) => "身份证号",
                number if is_bank_card(number) && prose.text().contains('卡') => "银行卡号",
                _ => continue,
            };
            found.push(
                RULE.at(&prose.place(hit.range()), format!("公开发布的公文里有{what}"))
                    .hint("删去，或者只留前后几位，中间用*代替"),
            );
        }
    }
}

/// A number of GB 11643: its birthday is a day, and its last character is the check character.
fn is_identity_card(number: &str) -> bool {
    // 残疾人证's number goes on with two digits for kind and degree
    let number = if number.len() == 20 { &number[..18] } else { number };
    let [digits @ .., check] = number.as_bytes() else { return false };
    if digits.len() != 17 {
        return false;
    }
    let weight = |nth: usize| (0..17 - nth).fold(1, |weight, _| weight * 2 % 11);
    let sum: usize =
        digits.iter().enumerate().map(|(nth, b)| usize::from(b - b'0') * weight(nth)).sum();
    let born = number.get(6..14).and_then(|born| NaiveDate::parse_from_str(born, "%Y%m%d").ok());
    born.is_some() && b"10X98765432"[sum % 11] == check.to_ascii_uppercase()
}

/// A number of 银联 whose last digit is right by Luhn's sum.
fn is_bank_card(number: &str) -> bool {
    let doubled = |digit: usize| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let digits = number.bytes().rev().map(|b| usize::from(b.wrapping_sub(b'0')));
    let sum: usize = digits
        .enumerate()
        .map(|(nth, digit)| if nth % 2 == 0 { digit } else { doubled(digit) })
        .sum();
    number.starts_with("62") && number.bytes().all(|b| b.is_ascii_digit()) && sum.is_multiple_of(10)
}
