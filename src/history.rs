//! 名单的历次版本: rosters as they were printed, kept beside the record of the outputs, so that a change can
//! be told in words.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diag::Result;
use crate::names;
use crate::output;
use crate::roster::{self, Roster};
use crate::sheet;
use crate::storage::Storage;

/// The versions of one roster, oldest first: `1.csv`, `2.csv` …
#[derive(Clone, Debug)]
pub struct History {
    storage: Arc<dyn Storage>,
    folder: PathBuf,
}

impl History {
    /// Of a roster of a campaign, in the folder that the record of the outputs has for it.
    pub fn of(storage: &Arc<dyn Storage>, record: &Path, campaign: &str, roster: &str) -> Self {
        // names of campaigns and rosters are free text, and no path
        let name = names::safe(&format!("{campaign} {roster}"));
        Self { storage: Arc::clone(storage), folder: record.join("名单").join(name) }
    }

    /// How many versions there are.
    pub fn len(&self) -> u32 {
        let stands = |nth: &u32| self.storage.stands(&self.file(*nth));
        (1..u32::MAX).take_while(stands).last().unwrap_or_default()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A version, counted from 1; none where there is no such one or its file was spoilt.
    pub fn version(&self, nth: u32) -> Option<Roster> {
        let file = self.file(nth);
        let grid =
            sheet::read(&file.display().to_string(), &self.storage.read(&file).ok()?, None).ok()?;
        roster::read(&grid).ok()
    }

    /// Adds a version, where it is another than the last.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn add(&self, roster: &Roster) -> Result<()> {
        let last = self.len();
        if self.version(last).is_some_and(|known| known.changes_since(roster).is_empty()) {
            return Ok(());
        }
        output::prepare_in(&*self.storage, &self.folder)?;
        output::replace_in(&self.storage, &self.file(last + 1), &roster.csv())
    }

    fn file(&self, nth: u32) -> PathBuf {
        self.folder.join(format!("{nth}.csv"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::Disk;

    fn roster(csv: &str) -> Roster {
        roster::read(&sheet::read("甲.csv", csv.as_bytes(), None).unwrap()).unwrap()
    }

    #[test]
    fn a_version_is_added_when_something_changed() {
        let folder = tempfile::tempdir().unwrap();
        let long = "领导:小组".repeat(30);
        let history = History::of(&Disk::shared(), folder.path(), "卫生/镇", &long);
        assert!(history.is_empty());
        let first =
            roster("组别,姓名,职务\n组长,王强,\"书记、\n镇长\"\n成员,,各村书记\n,李梅,甲\n");
        history.add(&first).unwrap();
        history.add(&first).unwrap();
        assert_eq!(history.len(), 1);
        assert_eq!(history.version(1).as_ref(), Some(&first));
        history.add(&roster("姓名,职务\n王强,书记\n")).unwrap();
        assert_eq!(history.len(), 2);
        assert_eq!(history.version(3), None);
    }
}
