//! Writes outputs: the only place that writes. A file appears whole or not at all.

use std::ffi::OsStr;
use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;
use tempfile::NamedTempFile;

use crate::diag::{Diagnostic, Diagnostics, Result, io_reason};
use crate::source::Place;
use crate::storage::Storage;

/// What the names of temporary files begin with.
const TEMPORARY: &str = ".hongtou-";

/// What some file system does not take in a name.
pub fn is_forbidden_in_names(c: char) -> bool {
    c.is_control() || r#"/\:*?"<>|"#.contains(c)
}

/// Makes sure that the folder for outputs is there and takes files.
///
/// # Errors
/// When it can't be made or written to.
pub fn prepare(folder: &Path) -> Result<()> {
    // a folder that is there may still take no file: better said once than of every document
    let tried = fs::create_dir_all(folder)
        .and_then(|()| tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder));
    tried
        .map(drop)
        .map_err(|error| refused(folder, &error).hint("用 --out 指明另一个文件夹").into())
}

/// Takes away the temporary files that killed runs left in a folder. No other run may be at work there.
pub fn sweep(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(std::result::Result::ok);
    for entry in entries {
        if entry.file_name().to_string_lossy().starts_with(TEMPORARY) {
            // one that stays is no harm
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// A file that is written and does not stand in its place yet; dropped, it is gone.
#[derive(Debug)]
pub struct Pending {
    file: NamedTempFile,
    path: PathBuf,
}

impl Pending {
    /// Size and time, which stay the same when it takes its place.
    ///
    /// # Errors
    /// When the file system does not say.
    pub fn metadata(&self) -> std::io::Result<fs::Metadata> {
        self.file.as_file().metadata()
    }

    /// Waits until its contents are on the disk: a file that takes its place before that may be empty after a
    /// power cut.
    ///
    /// # Errors
    /// When the disk does not take them.
    pub fn settle(&self) -> Result<()> {
        self.file.as_file().sync_data().map_err(|error| unwritable(&self.path, &error))
    }

    /// Puts it in its place.
    ///
    /// # Errors
    /// When another program keeps the file there open. It stays as it was.
    pub fn publish(self) -> Result<()> {
        match self.file.persist(&self.path) {
            Ok(_) => Ok(()),
            Err(error) => Err(unwritable(&self.path, &error.error)),
        }
    }
}

/// Writes a file beside the one whose place it will take.
///
/// # Errors
/// When the folder can't be written to or the disk is full. A file that was there before stays as it was.
pub fn pending(path: &Path, bytes: &[u8]) -> Result<Pending> {
    pending_by(path, |file| file.write_all(bytes))
}

fn pending_by(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
) -> Result<Pending> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // as any program would create it; a temporary file's own default is for one's own eyes
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let written = builder.tempfile_in(folder.unwrap_or(Path::new("."))).and_then(|mut file| {
        write(&mut file)?;
        Ok(file)
    });
    match written {
        Ok(file) => Ok(Pending { file, path: path.to_owned() }),
        Err(error) => Err(unwritable(path, &error)),
    }
}

/// Writes a value as JSON, as [`replace`] does bytes.
///
/// # Errors
/// As [`replace`].
pub fn replace_with_json(path: &Path, value: &impl Serialize) -> Result<()> {
    let pending = pending_by(path, |file| {
        let mut file = BufWriter::new(file);
        serde_json::to_writer_pretty(&mut file, value)?;
        file.flush()
    })?;
    pending.settle()?;
    pending.publish()
}

/// Writes a file whole or not at all, whatever happens to the power.
///
/// # Errors
/// As [`pending`] and [`Pending::publish`].
pub fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    let pending = pending(path, bytes)?;
    pending.settle()?;
    pending.publish()
}

/// Writes a file whole or not at all, whatever happens to the power: its contents are on the disk before it takes
/// its place, and its name is before this returns.
///
/// # Errors
/// When the folder can't be written to, the disk is full, or what stands there is no regular file. A file that was
/// there before stays as it was.
pub fn replace_in(storage: &dyn Storage, path: &Path, bytes: &[u8]) -> Result<()> {
    let written = storage.write_beside(path, bytes).and_then(|beside| {
        let put = storage.sync(&beside).and_then(|()| storage.replace(&beside, path));
        put.inspect_err(|_| {
            // one that stays is swept by the next run
            let _ = storage.remove(&beside);
        })
    });
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    written
        .and_then(|()| storage.sync(folder.unwrap_or(Path::new("."))))
        .map_err(|error| unwritable(path, &error))
}

/// Puts a file that a person edited aside, under a name that says so, and gives that name.
///
/// # Errors
/// When it can't be renamed.
pub fn set_aside(path: &Path) -> Result<PathBuf> {
    let part = |part: Option<&OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let (stem, ending) = (part(path.file_stem()), part(path.extension()));
    let aside = (1..10_000)
        .map(|nth: u32| match nth {
            1 => format!("{stem}（手改）.{ending}"),
            _ => format!("{stem}（手改{nth}）.{ending}"),
        })
        .map(|name| path.with_file_name(name))
        .find(|aside| !aside.exists())
        .unwrap_or_else(|| path.with_extension("bak"));
    fs::rename(path, &aside).map_err(|error| unwritable(path, &error))?;
    Ok(aside)
}

fn unwritable(path: &Path, error: &std::io::Error) -> Diagnostics {
    refused(path, error)
        .hint("关闭正打开它的程序（Word、WPS），检查权限和磁盘空间，或用 --out 指明另一个文件夹")
        .into()
}

fn refused(path: &Path, error: &std::io::Error) -> Diagnostic {
    let message = format!("写不进去：{}", io_reason(error));
    Diagnostic::error(Place::file(path.display().to_string()), message)
}
