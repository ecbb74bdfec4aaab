//! A disk in memory that fails, or loses power, at a step of its own choosing.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use super::{FileStamp, Lock, Storage, TEMPORARY};

/// What became of a change that was not on the disk yet when the power went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Left {
    Nothing,
    Whole,
    /// Of contents, the first half; of names, all.
    Half,
    /// Of contents, as many zeros; of names, all.
    Zeros,
}

impl Left {
    pub(crate) const ALL: [Self; 4] = [Self::Nothing, Self::Whole, Self::Half, Self::Zeros];

    fn of(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Self::Nothing => Vec::new(),
            Self::Whole => bytes.to_vec(),
            Self::Half => bytes[..bytes.len() / 2].to_vec(),
            Self::Zeros => vec![0; bytes.len()],
        }
    }
}

/// What happens at the step that was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    Fail(ErrorKind),
    /// It and all after it do not happen.
    Crash,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inode {
    bytes: Vec<u8>,
    /// So many of them are on the disk.
    durable: usize,
    modified: u128,
}

#[derive(Debug, Default)]
struct State {
    inodes: Vec<Inode>,
    /// What programs see.
    names: BTreeMap<PathBuf, usize>,
    /// What is on the disk.
    durable: BTreeMap<PathBuf, usize>,
    /// Changes of names that are not, in order: what each name is to stand for.
    pending: Vec<Vec<(PathBuf, Option<usize>)>>,
    folders: BTreeSet<PathBuf>,
    steps: usize,
    fault: Option<(usize, Fault)>,
    crashed: bool,
    clock: u128,
}

#[derive(Debug, Default)]
pub(crate) struct Faulty(Mutex<State>);

impl Faulty {
    pub(crate) fn shared() -> Arc<Self> {
        Arc::default()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    /// How many steps that change something were taken.
    pub(crate) fn steps(&self) -> usize {
        self.state().steps
    }

    /// Chooses what happens at a step, counted from 0.
    pub(crate) fn fault_at(&self, step: usize, fault: Fault) {
        self.state().fault = Some((step, fault));
    }

    pub(crate) fn mend(&self) {
        self.state().fault = None;
    }

    /// How many changes are not on the disk.
    pub(crate) fn pending(&self) -> usize {
        let state = self.state();
        let loose = state.inodes.iter().filter(|inode| inode.durable < inode.bytes.len()).count();
        state.pending.len() + loose
    }

    /// The disk after the power went: of each change that was not on it, `left` says what became.
    pub(crate) fn after_power_cut(&self, mut left: impl FnMut() -> Left) -> Arc<Self> {
        let state = self.state();
        let mut names = state.durable.clone();
        for change in &state.pending {
            if left() != Left::Nothing {
                apply(&mut names, change);
            }
        }
        let inodes: Vec<Inode> = state
            .inodes
            .iter()
            .map(|inode| {
                let (kept, loose) = inode.bytes.split_at(inode.durable);
                let loose = if loose.is_empty() { Vec::new() } else { left().of(loose) };
                let bytes = [kept, &loose].concat();
                Inode { durable: bytes.len(), bytes, modified: inode.modified }
            })
            .collect();
        let (folders, clock) = (state.folders.clone(), state.clock);
        let durable = names.clone();
        Arc::new(Self(Mutex::new(State {
            inodes,
            names,
            durable,
            folders,
            clock,
            ..State::default()
        })))
    }

    /// What stands where, temporary files apart.
    pub(crate) fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let state = self.state();
        let files = state.names.iter().filter(|(path, _)| !is_temporary(path));
        files.map(|(path, inode)| (path.clone(), state.inodes[*inode].bytes.clone())).collect()
    }
}

fn is_temporary(path: &Path) -> bool {
    path.file_name().unwrap_or_default().to_string_lossy().starts_with(TEMPORARY)
}

impl State {
    /// A step that changes something: it may be the one that fails.
    fn step(&mut self) -> io::Result<()> {
        let step = self.steps;
        self.steps += 1;
        match self.fault {
            _ if self.crashed => Err(ErrorKind::Other.into()),
            Some((at, Fault::Fail(kind))) if at == step => Err(kind.into()),
            Some((at, Fault::Crash)) if at == step => {
                self.crashed = true;
                Err(ErrorKind::Other.into())
            }
            _ => Ok(()),
        }
    }

    fn inode(&self, path: &Path) -> io::Result<usize> {
        if self.folders.contains(path) {
            return Err(ErrorKind::IsADirectory.into());
        }
        self.names.get(path).copied().ok_or(ErrorKind::NotFound.into())
    }

    fn make(&mut self, path: &Path, bytes: &[u8]) {
        self.clock += 1;
        let inode = Inode { bytes: bytes.to_vec(), durable: 0, modified: self.clock };
        self.inodes.push(inode);
        self.change(vec![(path.to_owned(), Some(self.inodes.len() - 1))]);
    }

    fn change(&mut self, change: Vec<(PathBuf, Option<usize>)>) {
        apply(&mut self.names, &change);
        self.pending.push(change);
    }
}

fn apply(names: &mut BTreeMap<PathBuf, usize>, change: &[(PathBuf, Option<usize>)]) {
    for (path, inode) in change {
        match inode {
            Some(inode) => names.insert(path.clone(), *inode),
            None => names.remove(path),
        };
    }
}

impl Storage for Faulty {
    fn read_from(&self, file: &Path, start: u64) -> io::Result<Vec<u8>> {
        let state = self.state();
        let bytes = &state.inodes[state.inode(file)?].bytes;
        Ok(bytes.get(usize::try_from(start).unwrap()..).unwrap_or_default().to_vec())
    }

    fn stamp(&self, file: &Path) -> io::Result<FileStamp> {
        let state = self.state();
        let Inode { bytes, modified, .. } = &state.inodes[state.inode(file)?];
        Ok(FileStamp { size: bytes.len().try_into().unwrap(), modified: *modified })
    }

    fn stands(&self, path: &Path) -> bool {
        let state = self.state();
        state.names.contains_key(path) || state.folders.contains(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let state = self.state();
        Ok(state.names.keys().filter(|path| path.parent() == Some(folder)).cloned().collect())
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        let mut state = self.state();
        if !state.folders.contains(folder) {
            state.step()?;
            state.folders.extend(folder.ancestors().map(Path::to_owned));
        }
        Ok(())
    }

    fn write_beside(&self, file: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
        let mut state = self.state();
        state.step()?;
        let path = file.with_file_name(format!("{TEMPORARY}{}", state.steps));
        state.make(&path, bytes);
        Ok(path)
    }

    fn append(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut state = self.state();
        let failed = state.step();
        // a full disk takes a part
        let taken =
            if failed.is_err() && !state.crashed { &bytes[..bytes.len() / 2] } else { bytes };
        if !state.crashed {
            match state.inode(file) {
                Ok(inode) => state.inodes[inode].bytes.extend(taken),
                Err(_) => state.make(file, taken),
            }
        }
        failed
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        let mut state = self.state();
        state.step()?;
        if state.folders.contains(path) {
            let is_here = |change: &Vec<(PathBuf, _)>| change[0].0.parent() == Some(path);
            let (now, later): (Vec<_>, Vec<_>) =
                std::mem::take(&mut state.pending).into_iter().partition(is_here);
            state.pending = later;
            for change in now {
                apply(&mut state.durable, &change);
            }
            return Ok(());
        }
        let inode = state.inode(path)?;
        let inode = &mut state.inodes[inode];
        inode.durable = inode.bytes.len();
        Ok(())
    }

    fn replace(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut state = self.state();
        state.step()?;
        if state.folders.contains(to) {
            return Err(ErrorKind::IsADirectory.into());
        }
        let inode = state.inode(from)?;
        state.change(vec![(to.to_owned(), Some(inode)), (from.to_owned(), None)]);
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        if self.stands(to) {
            return Err(ErrorKind::AlreadyExists.into());
        }
        self.replace(from, to)
    }

    fn remove(&self, file: &Path) -> io::Result<()> {
        let mut state = self.state();
        state.step()?;
        state.inode(file)?;
        state.change(vec![(file.to_owned(), None)]);
        Ok(())
    }

    fn lock(&self, _: &Path) -> io::Result<Lock> {
        Ok(Lock::unshared())
    }
}
