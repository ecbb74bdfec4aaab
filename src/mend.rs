//! Puts what rules are certain of into a person's files, in place of what stands there: marks, numerals and ordinals
//! that were typed. Every other byte stays as it is: comments, order, line ends, byte order mark, encoding.
//!
//! [`mend`] works in memory, round by round: what overlaps waits for the next, and what was mended is read again
//! before anything is written. A change of which it is not certain that it changes nothing else is left to the person,
//! and said.

mod cell;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::characters;
use crate::diag::{Diagnostic, Result};
use crate::project::{Files, Overlay};
use crate::source::{Place, Source};
use crate::yaml;

/// So many rounds are enough for whatever lies over each other.
const ROUNDS: usize = 10;
/// So many characters beside a change are shown with it.
const BESIDE: usize = 6;

/// A finding, and whether the document that it is of is one of many.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What was found.
    pub said: Diagnostic,
    /// Whether what stands there is printed in many documents.
    pub is_shared: bool,
}

/// A change of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The file, by its name in the campaign.
    pub file: String,
    /// The line, or the cell.
    pub at: String,
    /// What stood there, with a few characters beside it.
    pub was: String,
    /// What stands there now.
    pub is: String,
}

/// A file that was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// By its name in the campaign.
    pub file: String,
    /// Its bytes as they were read.
    pub before: Vec<u8>,
    /// Its bytes as they are to be.
    pub after: Vec<u8>,
}

/// What can be mended, and what can't.
#[derive(Debug, Default)]
pub struct Mending {
    /// The changes in the order of files and of places.
    pub changes: Vec<Change>,
    /// The files.
    pub files: Vec<Mended>,
    /// What is left to the person, and why.
    pub left: Vec<(Diagnostic, &'static str)>,
}

/// What is to stand in place of a stretch of a file, or of a cell.
struct Edit {
    file: String,
    target: Target,
    is: String,
    said: Diagnostic,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Target {
    /// Bytes of the text as the program reads it.
    Text(usize, usize),
    /// A cell, and the rule that has something to say of it.
    Cell(u32, u32),
}

/// Finds out what can be mended: `find` says what is wrong with the files as they would be.
///
/// # Errors
/// Those of `find`.
pub fn mend<F: Files + Clone>(
    files: &F,
    find: impl Fn(&Overlay<F>) -> Result<Vec<Finding>>,
) -> Result<Mending> {
    let mut over = Overlay::new(files.clone());
    let mut mending = Mending::default();
    let mut touched = BTreeSet::new();
    for _ in 0..ROUNDS {
        mending.left.clear();
        let mut edits: BTreeMap<String, Vec<Edit>> = BTreeMap::new();
        for finding in find(&over)?.into_iter().filter(|finding| finding.said.mends) {
            match edit(&over, finding) {
                Ok(edit) => edits.entry(edit.file.clone()).or_default().push(edit),
                Err((said, why)) => mending.left.push((*said, why)),
            }
        }
        let mut is_changed = false;
        for (file, mut edits) in edits {
            edits.sort_by(|a, b| a.target.cmp(&b.target));
            edits.dedup_by(|a, b| a.target == b.target);
            let Ok(before) = over.read(&file) else { continue };
            let mut round = Round {
                file: &file,
                bytes: before.clone(),
                changes: Vec::new(),
                left: &mut mending.left,
            };
            round.put(edits);
            let Round { bytes, mut changes, .. } = round;
            if bytes != before {
                is_changed = true;
                touched.insert(file.clone());
                mending.changes.append(&mut changes);
                over.put(&file, bytes);
            }
        }
        if !is_changed {
            break;
        }
    }
    let left: Vec<_> = std::mem::take(&mut mending.left);
    for (said, why) in left {
        if !mending.left.iter().any(|(known, _)| *known == said) {
            mending.left.push((said, why));
        }
    }
    let mended = touched.into_iter().filter_map(|file| {
        let (before, after) = (files.read(&file).ok()?, over.read(&file).ok()?);
        Some(Mended { file, before, after })
    });
    mending.files = mended.collect();
    mending.changes.sort_by(|a, b| a.file.cmp(&b.file));
    Ok(mending)
}

/// What a finding asks for, where the program may do it.
fn edit<F: Files>(
    files: &F,
    finding: Finding,
) -> std::result::Result<Edit, (Box<Diagnostic>, &'static str)> {
    let Finding { said, is_shared } = finding;
    match (said.place.clone(), &said.replacement) {
        (Place::Text(..), _) if is_shared => Err((Box::new(said), "这里的字印在许多份文件里")),
        (Place::Text(source, range), Some(is)) => {
            let file = source.name().to_owned();
            let is_as_read = files.read(&file).is_ok_and(|bytes| {
                characters::decoded(&bytes)
                    .is_some_and(|text| characters::cleaned(&text) == source.text())
            });
            if is_as_read {
                Ok(Edit {
                    file,
                    target: Target::Text(range.start, range.end),
                    is: is.clone(),
                    said,
                })
            } else {
                Err((Box::new(said), "这里不是活动自己的文件"))
            }
        }
        (Place::Cell(file, None, row, column), _) if has_ending(&file, &["csv"]) => Ok(Edit {
            file: file.to_string(),
            target: Target::Cell(row, column),
            is: String::new(),
            said,
        }),
        (Place::Cell(..), _) => Err((Box::new(said), "在表格文件里，请打开表格自己改")),
        _ => Err((Box::new(said), "印出来的和写的不是同样的字，请自己改")),
    }
}

/// One round of changes of one file.
struct Round<'r> {
    file: &'r str,
    bytes: Vec<u8>,
    changes: Vec<Change>,
    left: &'r mut Vec<(Diagnostic, &'static str)>,
}

impl Round<'_> {
    /// Puts edits, sorted by their places, from the last to the first.
    fn put(&mut self, edits: Vec<Edit>) {
        let mut end = 0;
        let mut apart = Vec::new();
        for edit in edits {
            match edit.target {
                // what overlaps waits for the next round
                Target::Text(from, _) if from < end => continue,
                Target::Text(_, to) => end = to,
                Target::Cell(..) => {}
            }
            apart.push(edit);
        }
        for edit in apart.into_iter().rev() {
            let done = match &edit.target {
                Target::Text(from, to) => self.text(*from..*to, &edit.is, &edit.said),
                Target::Cell(row, column) => {
                    cell::mended(self.file, &self.bytes, *row, *column, edit.said.code).map(
                        |(bytes, was, is)| {
                            (
                                bytes,
                                Change {
                                    file: self.file.to_owned(),
                                    at: crate::source::cell_name(*row, *column),
                                    was,
                                    is,
                                },
                            )
                        },
                    )
                }
            };
            match done {
                Some((bytes, change)) => {
                    self.bytes = bytes;
                    self.changes.push(change);
                }
                None => self.left.push((edit.said, "改了它，别处也会变，请自己改")),
            }
        }
        self.changes.reverse();
    }

    /// The file with other words in place of a stretch of its text; none where something else would change too.
    fn text(&self, range: Range<usize>, is: &str, said: &Diagnostic) -> Option<(Vec<u8>, Change)> {
        let bytes = characters::replaced(&self.bytes, range.clone(), is)?;
        let read = |bytes: &[u8]| Some(characters::cleaned(&characters::decoded(bytes)?));
        let (before, after) = (read(&self.bytes)?, read(&bytes)?);
        let mut wanted = before.clone();
        wanted.replace_range(range.clone(), is);
        if after != wanted {
            return None;
        }
        if has_ending(self.file, &["yaml", "yml"])
            && !changes_one_value(&before, &after, &before[range.clone()], is)
        {
            return None;
        }
        let line = before[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let ends = before[range.end..].find('\n').map_or(before.len(), |at| range.end + at);
        let left: Vec<char> = before[line..range.start].chars().collect();
        let left: String = left[left.len().saturating_sub(BESIDE)..].iter().collect();
        let right: String = before[range.end..ends].chars().take(BESIDE).collect();
        let was = format!("{left}{}{right}", &before[range]);
        let at = said.place.line().unwrap_or_default().to_string();
        let is = format!("{left}{is}{right}");
        Some((bytes, Change { file: self.file.to_owned(), at, was, is }))
    }
}

/// Whether two YAML texts say the same, but for these words in one value.
fn changes_one_value(before: &str, after: &str, was: &str, is: &str) -> bool {
    let read = |text: &str| {
        let node = yaml::parse(&Source::new("", text)).ok()?;
        Some(node.scalars().into_iter().map(|(text, _)| text.to_owned()).collect::<Vec<_>>())
    };
    let (Some(before), Some(after)) = (read(before), read(after)) else { return false };
    let mut other = before.iter().zip(&after).filter(|(before, after)| before != after);
    let (Some((old, new)), None) = (other.next(), other.next()) else { return false };
    let is_it = |(at, _): (usize, &str)| {
        let mut wanted = old.clone();
        wanted.replace_range(at..at + was.len(), is);
        wanted == *new
    };
    before.len() == after.len()
        && if was.is_empty() {
            old.len() + is.len() == new.len()
        } else {
            old.match_indices(was).any(is_it)
        }
}

fn has_ending(file: &str, endings: &[&str]) -> bool {
    let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
    endings.iter().any(|known| ending.eq_ignore_ascii_case(known))
}
