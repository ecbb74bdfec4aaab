//! Writes outputs: the only place that writes. A file appears whole or not at all.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::diag::{Diagnostic, Result, io_reason};
use crate::source::Place;

/// Makes sure that the folder for outputs is there.
///
/// # Errors
/// When it can't be made.
pub fn prepare(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)
        .map_err(|error| refused(folder, &error).hint("用 --out 指明另一个文件夹").into())
}

/// Writes `name.ending` into the folder: first to a temporary file beside it, then renamed.
///
/// # Errors
/// When the folder can't be written to or the disk is full. A file that was there before stays as it was.
pub fn save(folder: &Path, name: &str, ending: &str, bytes: &[u8]) -> Result<PathBuf> {
    let path = folder.join(format!("{name}.{ending}"));
    replace(&path, bytes).map(|()| path)
}

/// Writes a file as [`save`] does.
///
/// # Errors
/// As [`save`].
pub fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".hongtou-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // as any program would create it; a temporary file's own default is for one's own eyes
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let written = builder.tempfile_in(folder).and_then(|mut file| {
        file.write_all(bytes)?;
        file.persist(path).map_err(|error| error.error)
    });
    match written {
        Ok(_) => Ok(()),
        Err(error) => Err(refused(path, &error)
            .hint(
                "关闭正打开它的程序（Word、WPS），检查权限和磁盘空间，或用 --out 指明另一个文件夹",
            )
            .into()),
    }
}

fn refused(path: &Path, error: &std::io::Error) -> Diagnostic {
    let message = format!("写不进去：{}", io_reason(error));
    Diagnostic::error(Place::file(path.display().to_string()), message)
}
