//! Cuts a mistake out of the tree so that the next one can be found.

use crate::diag::Diagnostic;
use crate::load::de::{Fault, Mistake, Step};
use crate::yaml::{Data, Flow, Node};

/// What was cut out so far, each with what is wrong with it.
#[derive(Debug, Default)]
pub(super) struct Cut {
    all: Vec<(Vec<Step>, Diagnostic)>,
}

impl Cut {
    /// What was wrong before, where the mistake is only the consequence of an earlier cut: a key that is
    /// missing because its value was wrong.
    pub(super) fn cause(&self, mistake: &Mistake) -> Option<&Diagnostic> {
        let Fault::Missing { key } = mistake.fault else { return None };
        let is_cause = |cut: &[Step]| match cut.split_last() {
            Some((Step::Key(last), parent)) => is_or_begins(last, key) && parent == mistake.path,
            _ => false,
        };
        self.all.iter().find(|(cut, _)| is_cause(cut)).map(|(_, said)| said)
    }

    /// What was cut out, by its place in what is left, and what is wrong with it.
    pub(super) fn all(&self) -> impl Iterator<Item = (&[Step], &Diagnostic)> {
        self.all.iter().map(|(path, said)| (path.as_slice(), said))
    }

    /// Cuts out what the mistake is about, of which `said` tells; false when that would be the whole tree.
    pub(super) fn prune(&mut self, root: &mut Node, mistake: &Mistake, said: Diagnostic) -> bool {
        let mut path = mistake.path.clone();
        if let Fault::Unknown { key, .. } = &mistake.fault {
            path.push(Step::Key(key.clone()));
        }
        let Some((last, parents)) = path.split_last() else { return false };
        let Some(parent) = parents.iter().try_fold(root, descend) else { return false };
        let removed = match (last, &mut parent.data) {
            (Step::Key(key), Data::Map(entries, _)) => {
                let before = entries.len();
                match (stand_in(key), entries.iter_mut().find(|(k, _)| k.text == *key)) {
                    (Some(text), Some((_, value))) if !value.is(text) => {
                        value.data =
                            Data::Scalar { text: text.to_owned(), plain: true, folded: false };
                        true
                    }
                    _ => {
                        entries.retain(|(k, _)| k.text != *key);
                        entries.len() < before
                    }
                }
            }
            (Step::Index(index), Data::List(items, _)) if *index < items.len() => {
                items.remove(*index);
                self.moved_up(parents, *index);
                true
            }
            // one value standing for a list of one
            (Step::Index(_), Data::Scalar { .. }) => {
                parent.data = Data::List(Vec::new(), Flow::Lines);
                true
            }
            _ => false,
        };
        self.all.push((path, said));
        removed
    }

    /// What stood behind an item that was cut out stands one place before.
    fn moved_up(&mut self, list: &[Step], cut: usize) {
        for (path, _) in &mut self.all {
            if path.starts_with(list)
                && let Some(Step::Index(index)) = path.get_mut(list.len())
                && *index > cut
            {
                *index -= 1;
            }
        }
    }
}

impl Node {
    fn is(&self, wanted: &str) -> bool {
        matches!(&self.data, Data::Scalar { text, .. } if text == wanted)
    }
}

/// What takes the place of a value without which there would be nothing to look at: nothing rests on it, for
/// its key is one of which nothing is known.
fn stand_in(key: &str) -> Option<&'static str> {
    match key {
        "成文" => Some("2000-01-01"),
        "标题" => Some("标题"),
        _ => None,
    }
}

/// Whether what was cut out is a key, or that and its value by a slip: 名称：石溪镇.
fn is_or_begins(cut: &str, key: &str) -> bool {
    cut.strip_prefix(key).is_some_and(|rest| rest.is_empty() || rest.starts_with(['：', ':']))
}

fn descend<'a>(node: &'a mut Node, step: &Step) -> Option<&'a mut Node> {
    if matches!((step, &node.data), (Step::Index(_), Data::Scalar { .. })) {
        return Some(node); // one value standing for a list of one
    }
    match (step, &mut node.data) {
        (Step::Key(key), Data::Map(entries, _)) => {
            entries.iter_mut().find(|(k, _)| k.text == *key).map(|(_, value)| value)
        }
        (Step::Index(index), Data::List(items, _)) => items.get_mut(*index),
        _ => None,
    }
}
