//! Writes files: each appears whole or not at all, and what a person made is set aside.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diag::{Diagnostic, Diagnostics, Result, codes, io_reason};
use crate::source::Place;
use crate::storage::{Disk, FileStamp, Storage, TEMPORARY};

/// Makes sure that the folder for outputs is there and takes files.
///
/// # Errors
/// When it can't be made or written to.
pub fn prepare(folder: &Path) -> Result<()> {
    prepare_in(&Disk, folder)
}

/// As [`prepare`], in any storage.
///
/// # Errors
/// As [`prepare`].
pub fn prepare_in(storage: &dyn Storage, folder: &Path) -> Result<()> {
    // a folder that is there may still take no file: better said once than of every document
    let tried = storage
        .make_folder(folder)
        .and_then(|()| storage.write_beside(&folder.join("x"), b""))
        .and_then(|tried| storage.remove(&tried));
    tried.map_err(|error| refused(folder, &error).hint("用 --out 指明另一个文件夹").into())
}

/// Takes away the temporary files that killed runs left in a folder. No other run may be at work there.
pub fn sweep(storage: &dyn Storage, folder: &Path) {
    for path in storage.list(folder).unwrap_or_default() {
        if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(TEMPORARY)) {
            // one that stays is no harm
            let _ = storage.remove(&path);
        }
    }
}

/// A file that is written beside the place that it will take; dropped, it is gone.
#[derive(Debug)]
pub struct Beside {
    storage: Arc<dyn Storage>,
    at: PathBuf,
    to: PathBuf,
    put: bool,
}

impl Beside {
    /// Writes it.
    ///
    /// # Errors
    /// When the folder takes no file or the disk is full.
    pub fn write(storage: &Arc<dyn Storage>, to: &Path, bytes: &[u8]) -> io::Result<Self> {
        let at = storage.write_beside(to, bytes)?;
        Ok(Self { storage: Arc::clone(storage), at, to: to.to_owned(), put: false })
    }

    /// Where it is now.
    pub fn path(&self) -> &Path {
        &self.at
    }

    /// The place that it will take.
    pub fn place(&self) -> &Path {
        &self.to
    }

    /// Size and time, which stay the same when it takes its place.
    ///
    /// # Errors
    /// When the file system does not say.
    pub fn stamp(&self) -> io::Result<FileStamp> {
        self.storage.stamp(&self.at)
    }

    /// Waits until its contents are on the disk: a file that takes its place before that may be empty after a
    /// power cut.
    ///
    /// # Errors
    /// When the disk does not take them.
    pub fn sync(&self) -> io::Result<()> {
        self.storage.sync(&self.at)
    }

    /// Gives it its place. That the name is on the disk too, the folder's sync tells.
    ///
    /// # Errors
    /// When another program keeps the file there open. It stays as it was.
    pub fn put(mut self) -> io::Result<()> {
        self.storage.replace(&self.at, &self.to)?;
        self.put = true;
        Ok(())
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        if !self.put {
            // one that stays is swept by the next run
            let _ = self.storage.remove(&self.at);
        }
    }
}

/// Writes a file whole or not at all, whatever happens to the power: when this returns, it stands there.
///
/// # Errors
/// When the folder can't be written to or the disk is full. A file that was there before stays as it was.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    replace_in(&Disk::shared(), path, bytes)
}

/// As [`replace`], in any storage.
///
/// # Errors
/// As [`replace`].
pub fn replace_in(storage: &Arc<dyn Storage>, path: &Path, bytes: &[u8]) -> Result<()> {
    let written = Beside::write(storage, path, bytes).and_then(|beside| {
        beside.sync()?;
        beside.put()?;
        storage.sync(folder_of(path))
    });
    written.map_err(|error| unwritable(path, &error))
}

/// As [`replace`], where nothing stands there yet, or what `is_own` knows for a file of the same kind: no person's
/// work.
///
/// # Errors
/// As [`replace`], and when another file stands there.
pub fn replace_own(path: &Path, bytes: &[u8], is_own: impl Fn(&[u8]) -> bool) -> Result<()> {
    let stands = match Disk.read(path) {
        Ok(known) => !is_own(&known),
        Err(error) => error.kind() != io::ErrorKind::NotFound,
    };
    if stands {
        let place = Place::file(path.display().to_string());
        return Err(Diagnostic::error(codes::FILE_NOT_OURS, place, "这里已经有别的文件，不盖掉它")
            .hint("换一个文件名，或先把它移走")
            .into());
    }
    replace(path, bytes)
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Puts a file that a person made aside, under a name that says so, and gives that name.
///
/// # Errors
/// When it can't be renamed; it stays as it was.
pub fn set_aside(storage: &dyn Storage, path: &Path) -> Result<PathBuf> {
    let part = |part: Option<&OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let (stem, ending) = (part(path.file_stem()), part(path.extension()));
    for nth in 1..u32::MAX {
        let name = match nth {
            1 => format!("{stem}（手改）.{ending}"),
            _ => format!("{stem}（手改{nth}）.{ending}"),
        };
        let aside = path.with_file_name(name);
        if storage.stands(&aside) {
            continue;
        }
        match storage.rename(path, &aside) {
            Ok(()) => return Ok(aside),
            // somebody took the name just now
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(unwritable(path, &error)),
        }
    }
    Err(unwritable(path, &io::ErrorKind::AlreadyExists.into()))
}

/// A file or folder that can't be written.
pub fn unwritable(path: &Path, error: &io::Error) -> Diagnostics {
    refused(path, error)
        .hint("关闭正打开它的程序（Word、WPS），检查权限和磁盘空间，或用 --out 指明另一个文件夹")
        .into()
}

fn refused(path: &Path, error: &io::Error) -> Diagnostic {
    let message = format!("写不进去：{}", io_reason(error));
    Diagnostic::error(codes::FILE_UNWRITABLE, Place::file(path.display().to_string()), message)
}
