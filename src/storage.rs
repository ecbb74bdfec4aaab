//! The one way to the files that the program keeps: outputs, the record of them, rosters as they were printed,
//! the ledger.
//!
//! [`Storage`] is small on purpose: what can go wrong on a disk is one of these functions failing, or the power
//! going between two of them, so that a test can let each of them fail in turn. [`Disk`] is the real one. It
//! opens regular files only: no pipe that never ends, no device, no link that leads elsewhere.

#[cfg(test)]
pub(crate) mod faulty;

use std::fmt;
use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

/// What the names of temporary files begin with.
pub const TEMPORARY: &str = ".hongtou-";
/// A file larger than this is none that the program keeps: 1 GB.
const LARGEST: u64 = 1 << 30;

/// Where files are kept. Paths are whole paths.
///
/// What is written is durable after [`Storage::sync`] of the file; that it stands under its name, after `sync`
/// of its folder.
pub trait Storage: fmt::Debug + Send + Sync {
    /// The contents of a file from a byte on; nothing where it is shorter.
    ///
    /// # Errors
    /// When there is none, it is no regular file, or it can't be read.
    fn read_from(&self, file: &Path, start: u64) -> io::Result<Vec<u8>>;

    /// The contents of a file.
    ///
    /// # Errors
    /// As [`Storage::read_from`].
    fn read(&self, file: &Path) -> io::Result<Vec<u8>> {
        self.read_from(file, 0)
    }

    /// Size and time of a file.
    ///
    /// # Errors
    /// As [`Storage::read_from`].
    fn stamp(&self, file: &Path) -> io::Result<FileStamp>;

    /// Whether something stands there, be it no file.
    fn stands(&self, path: &Path) -> bool;

    /// What stands in a folder.
    ///
    /// # Errors
    /// When it can't be read.
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>>;

    /// Makes a folder with those above it; one that is there is fine.
    ///
    /// # Errors
    /// When it can't be made.
    fn make_folder(&self, folder: &Path) -> io::Result<()>;

    /// Writes a new temporary file into the folder of `file`, and gives its path.
    ///
    /// # Errors
    /// When the folder takes no file or the disk is full; nothing is left then.
    fn write_beside(&self, file: &Path, bytes: &[u8]) -> io::Result<PathBuf>;

    /// Adds to the end of a file, which is made where there is none. One write: lines of two programs never mix.
    ///
    /// # Errors
    /// When it is no regular file or the disk is full; a part of the bytes may stand there then.
    fn append(&self, file: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Waits until a file's contents, or the names in a folder, are on the disk (fsync).
    ///
    /// # Errors
    /// When the disk does not take them.
    fn sync(&self, path: &Path) -> io::Result<()>;

    /// Waits until the contents of many files of one folder are on the disk.
    ///
    /// # Errors
    /// When the disk does not take them.
    fn sync_all(&self, files: &[&Path]) -> io::Result<()> {
        files.iter().try_for_each(|file| self.sync(file))
    }

    /// Gives a file the place of another at once (rename).
    ///
    /// # Errors
    /// When another program keeps the file there open. Both stay as they were.
    fn replace(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Gives a file another name, which must be free.
    ///
    /// # Errors
    /// `AlreadyExists` where it is not.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Takes a file away.
    ///
    /// # Errors
    /// When it can't be.
    fn remove(&self, file: &Path) -> io::Result<()>;

    /// Opens a file to lock it; it is made where there is none, and never changed.
    ///
    /// # Errors
    /// When it is no regular file or can't be made.
    fn lock(&self, file: &Path) -> io::Result<Lock>;
}

/// What tells without reading it that a file is still the one that was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileStamp {
    /// In bytes.
    pub size: u64,
    /// Nanoseconds since 1970.
    pub modified: u128,
}

/// A file to lock. Dropped, it is free again.
#[derive(Debug)]
pub struct Lock(Option<File>);

impl Lock {
    /// One that nobody else can want.
    pub const fn unshared() -> Self {
        Self(None)
    }

    /// Waits until nobody else holds it.
    ///
    /// # Errors
    /// When the file system has no locks.
    pub fn exclusive(&self) -> io::Result<()> {
        self.0.as_ref().map_or(Ok(()), File::lock)
    }

    /// Waits until nobody holds it alone.
    ///
    /// # Errors
    /// When the file system has no locks.
    pub fn shared(&self) -> io::Result<()> {
        self.0.as_ref().map_or(Ok(()), File::lock_shared)
    }

    /// Does something while nobody else holds it, or, where somebody does, does not.
    ///
    /// # Errors
    /// When the file system has no locks.
    pub fn if_alone(&self, work: impl FnOnce()) -> io::Result<()> {
        match self.0.as_ref().map_or(Ok(()), File::try_lock) {
            Ok(()) => {
                work();
                self.0.as_ref().map_or(Ok(()), File::unlock)
            }
            Err(TryLockError::WouldBlock) => Ok(()),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

/// The files of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

impl Disk {
    /// As what takes any storage wants it.
    pub fn shared() -> Arc<dyn Storage> {
        Arc::new(Self)
    }
}

impl Storage for Disk {
    fn read_from(&self, file: &Path, start: u64) -> io::Result<Vec<u8>> {
        let mut opened = open(file, OpenOptions::new().read(true))?;
        let size = opened.metadata()?.len();
        if size > LARGEST {
            return Err(refused("文件太大了，超过 1 GB"));
        }
        opened.seek(SeekFrom::Start(start))?;
        let rest = size.saturating_sub(start);
        let mut bytes = Vec::with_capacity(usize::try_from(rest).unwrap_or_default());
        opened.take(LARGEST).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn stamp(&self, file: &Path) -> io::Result<FileStamp> {
        let metadata = fs::symlink_metadata(file)?;
        regular(&metadata)?;
        let since = metadata.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
        Ok(FileStamp { size: metadata.len(), modified: since.as_nanos() })
    }

    fn stands(&self, path: &Path) -> bool {
        fs::symlink_metadata(path).is_ok()
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let mut paths = fs::read_dir(folder)?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<io::Result<Vec<_>>>()?;
        paths.sort();
        Ok(paths)
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)
    }

    fn write_beside(&self, file: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
        let mut builder = tempfile::Builder::new();
        builder.prefix(TEMPORARY);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // as any program would create it; a temporary file's own default is for one's own eyes
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let mut temporary = builder.tempfile_in(folder.unwrap_or(Path::new(".")))?;
        temporary.write_all(bytes)?;
        temporary.into_temp_path().keep().map_err(|error| error.error)
    }

    fn append(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        open(file, OpenOptions::new().create(true).append(true))?.write_all(bytes)
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        if fs::symlink_metadata(path)?.is_dir() {
            return sync_folder(path);
        }
        // Windows flushes what may be written only
        open(path, OpenOptions::new().write(true))?.sync_data()
    }

    /// At once, with whatever else the file system has not written yet: many times quicker than one by one.
    #[cfg(target_os = "linux")]
    fn sync_all(&self, files: &[&Path]) -> io::Result<()> {
        match files {
            [] => Ok(()),
            [file] => self.sync(file),
            [file, ..] => Ok(rustix::fs::syncfs(open(file, OpenOptions::new().read(true))?)?),
        }
    }

    fn replace(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        // who makes the name has it
        OpenOptions::new().write(true).create_new(true).open(to)?;
        fs::rename(from, to).inspect_err(|_| {
            let _ = fs::remove_file(to);
        })
    }

    fn remove(&self, file: &Path) -> io::Result<()> {
        fs::remove_file(file)
    }

    fn lock(&self, file: &Path) -> io::Result<Lock> {
        let file = open(file, OpenOptions::new().create(true).truncate(false).write(true))?;
        Ok(Lock(Some(file)))
    }
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Elsewhere a folder can't be synced, and need not be.
#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Opens a regular file, or makes one: looks before it opens, for a pipe would wait for its other end.
fn open(path: &Path, options: &OpenOptions) -> io::Result<File> {
    match fs::symlink_metadata(path) {
        Ok(metadata) => regular(&metadata)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    let file = options.open(path)?;
    regular(&file.metadata()?)?;
    Ok(file)
}

fn regular(metadata: &Metadata) -> io::Result<()> {
    let kind = metadata.file_type();
    if kind.is_file() {
        Ok(())
    } else if kind.is_dir() {
        Err(io::ErrorKind::IsADirectory.into())
    } else if kind.is_symlink() {
        Err(refused("这是一个链接，不是文件本身"))
    } else {
        Err(refused("这不是普通文件"))
    }
}

fn refused(why: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, why)
}
