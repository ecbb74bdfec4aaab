//! 列宽: how wide a column of a table is printed.

use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error};

use super::form::{Form, schema_in_form};
use super::wrong::Wrong;

/// The width of a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ColumnWidth {
    /// 自动: as its content asks for.
    Open,
    /// 6字: room for so many characters on a line.
    Characters(f64),
    /// 2: a share of the room.
    Share(f64),
}

impl FromStr for ColumnWidth {
    type Err = Wrong;

    fn from_str(text: &str) -> Result<Self, Wrong> {
        if text == "自动" {
            return Ok(Self::Open);
        }
        let number = text.strip_suffix('字').unwrap_or(text);
        let found = number.trim().parse::<f64>().ok().filter(|it| (0.5..=99.0).contains(it));
        match found {
            Some(characters) if number.len() < text.len() => Ok(Self::Characters(characters)),
            Some(share) => Ok(Self::Share(share)),
            None => Err(Wrong::new(
                format!("“{text}”不能作列宽"),
                "写一行排几个字，例如：6字；或者份数，例如：2；由程序定的写 自动",
            )),
        }
    }
}

impl<'de> Deserialize<'de> for ColumnWidth {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.trim().parse().map_err(D::Error::custom)
    }
}

schema_in_form!(
    ColumnWidth,
    Form {
        pattern: r"^\s*(自动|[0-9]+(\.[0-9]+)?\s*字?)\s*$",
        wrong: "这不是列宽，写一行排几个字，例如：6字；或者份数，例如：2；由程序定的写 自动",
        examples: &["6字", "自动"],
        number: Some((1.0, 99.0)),
    }
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_characters_or_shares() {
        let width = |text: &str| text.parse::<ColumnWidth>();
        assert_eq!(width("6字").unwrap(), ColumnWidth::Characters(6.0));
        assert_eq!(width("2").unwrap(), ColumnWidth::Share(2.0));
        assert_eq!(width("自动").unwrap(), ColumnWidth::Open);
        for text in ["", "字", "-1", "0", "6厘米", "100字", "NaN", "inf字"] {
            assert!(width(text).is_err(), "{text}");
        }
    }
}
