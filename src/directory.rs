//! 机关: the organs that a campaign knows, and who is above whom.

use crate::diag::{Diagnostic, Result, codes};
use crate::sheet::Grid;
use crate::sheet::records::{Record, Records};
use crate::source::Spanned;

/// An organ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Organ {
    /// 名称, in full.
    pub name: Spanned<String>,
    /// 简称: standard short names.
    pub short_names: Vec<String>,
    /// 级别, such as 县处级.
    pub rank: Option<String>,
    /// 上级: the organ above it, by either of its names.
    pub superior: Option<String>,
    /// 代字.
    pub code: Option<Spanned<String>>,
    /// 电话.
    pub phone: Option<String>,
}

/// What one organ is to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The same organ.
    Same,
    /// So many steps above it.
    Above(usize),
    /// Below it, however deep.
    Below,
    /// Neither is above the other (不相隶属).
    Beside,
}

/// The organs of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Directory {
    organs: Vec<Organ>,
}

/// What several values of a cell are parted by.
const SEPARATORS: [char; 5] = ['、', '，', ',', '；', '\n'];

impl Directory {
    /// Reads a sheet with the columns 名称, and where they are wanted 简称, 级别, 上级, 代字 and 电话.
    ///
    /// # Errors
    /// When it has no head, no row, or no column 名称.
    pub fn read(grid: &Grid) -> Result<Self> {
        let records = Records::read(grid)?;
        if !records.has("名称") {
            let place = records.get(0).place().whole();
            let known: Vec<&str> = records.columns().collect();
            return Err(Diagnostic::error(
                codes::UNKNOWN_COLUMN,
                place,
                "机关一览表没有“名称”一列",
            )
            .hint(format!(
                "表头写 名称，可以另有 简称、级别、上级、代字、电话；现在有 {}",
                known.join("、")
            ))
            .into());
        }
        let organs = (0..records.len()).map(|at| organ(&records.get(at)));
        Ok(Self { organs: organs.filter(|organ| !organ.name.v.is_empty()).collect() })
    }

    /// All of them in the order of the sheet.
    pub fn organs(&self) -> &[Organ] {
        &self.organs
    }

    /// The organ of that name, in full or short.
    pub fn find(&self, name: &str) -> Option<&Organ> {
        self.organs.iter().find(|organ| organ.goes_by(name))
    }

    /// The organs above one, from the nearest; a circle in the sheet is gone round once.
    pub fn above<'d>(&'d self, organ: &'d Organ) -> Vec<&'d Organ> {
        let mut found: Vec<&Organ> = Vec::new();
        let mut at = organ;
        while let Some(next) = at.superior.as_deref().and_then(|name| self.find(name))
            && next != organ
            && !found.contains(&next)
        {
            found.push(next);
            at = next;
        }
        found
    }

    /// What the second is to the first; nothing where the sheet does not know both.
    pub fn relation(&self, own: &str, other: &str) -> Option<Relation> {
        let (own, other) = (self.find(own)?, self.find(other)?);
        if own == other {
            return Some(Relation::Same);
        }
        if let Some(steps) = self.above(own).into_iter().position(|organ| organ == other) {
            return Some(Relation::Above(steps + 1));
        }
        Some(if self.above(other).contains(&own) { Relation::Below } else { Relation::Beside })
    }
}

impl Organ {
    /// Whether it is called so, in full or short.
    pub fn goes_by(&self, name: &str) -> bool {
        self.name.v == name || self.short_names.iter().any(|short| short == name)
    }
}

fn organ(record: &Record<'_>) -> Organ {
    let cell = |column: &str| record.get(column).filter(|cell| !cell.v.is_empty());
    let words = |column: &str| cell(column).map(|cell| cell.v.clone());
    let short = words("简称").unwrap_or_default();
    Organ {
        name: cell("名称").cloned().unwrap_or_default(),
        short_names: short
            .split(SEPARATORS)
            .map(|name| name.trim().to_owned())
            .filter(|name| !name.is_empty())
            .collect(),
        rank: words("级别"),
        superior: words("上级"),
        code: cell("代字").cloned(),
        phone: words("电话"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet;

    fn directory(csv: &str) -> Result<Directory> {
        Directory::read(&sheet::read("机关.csv", csv.as_bytes(), None).unwrap())
    }

    #[test]
    fn who_is_above_whom() {
        let csv = "名称,简称,上级\n青溪市人民政府,市政府,\n青溪县人民政府,县政府,市政府\n\
            石溪镇人民政府,镇政府,青溪县人民政府\n青溪县财政局,县财政局、财政局,县政府\n";
        let directory = directory(csv).unwrap();
        let relation = |own, other| directory.relation(own, other).unwrap();
        assert_eq!(relation("石溪镇人民政府", "县政府"), Relation::Above(1));
        assert_eq!(relation("镇政府", "青溪市人民政府"), Relation::Above(2));
        assert_eq!(relation("市政府", "镇政府"), Relation::Below);
        assert_eq!(relation("镇政府", "财政局"), Relation::Beside);
        assert_eq!(relation("镇政府", "石溪镇人民政府"), Relation::Same);
        assert_eq!(directory.relation("镇政府", "县水利局"), None);
    }

    #[test]
    fn a_circle_ends() {
        let directory = directory("名称,上级\n甲,乙\n乙,甲\n丙,丙\n").unwrap();
        assert_eq!(directory.relation("甲", "丙"), Some(Relation::Beside));
        assert_eq!(directory.relation("甲", "乙"), Some(Relation::Above(1)));
    }

    #[test]
    fn names_are_wanted() {
        let said = directory("机关,上级\n甲,乙\n").unwrap_err();
        let said: Vec<String> = said.iter().map(|it| it.short()).collect();
        insta::assert_snapshot!(said.join("\n"), @"机关.csv: 错误[unknown-column]: 机关一览表没有“名称”一列；改法：表头写 名称，可以另有 简称、级别、上级、代字、电话；现在有 上级、机关");
    }
}
