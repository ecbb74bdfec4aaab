//! Where outputs go, and whether they stand there already.

use std::hash::Hash;
use std::io;
use std::path::Path;
use std::sync::Arc;

use crate::cli::args::{BuildOptions, Format};
use crate::diag::{Diagnostic, Diagnostics, Result, io_reason};
use crate::doc::Document;
use crate::fonts::Fonts;
use crate::output;
use crate::record::{Fingerprint, Record, Standing};
use crate::source::Place;

/// A folder for outputs.
pub(super) struct Target<'a> {
    folder: &'a Path,
    formats: &'a [Format],
    /// 套打.
    pub(super) preprinted: bool,
    force: bool,
    record: Record,
    /// Program and fonts: part of what every output is made from.
    press: Fingerprint,
}

/// A file to be made.
#[derive(Clone, Debug)]
pub(super) struct Output {
    /// Its name in the folder.
    pub(super) file: String,
    pub(super) format: Format,
    input: Fingerprint,
    standing: Standing,
}

impl Output {
    /// Its pages, where it stands there already.
    pub(super) fn pages(&self) -> Option<usize> {
        match self.standing {
            Standing::Current(pages) => Some(pages),
            Standing::Ours | Standing::Edited => None,
        }
    }
}

impl<'a> Target<'a> {
    /// Makes the folder and opens its record.
    pub(super) fn open(options: &'a BuildOptions, fonts: &Fonts) -> Result<Self> {
        let folder = &options.out;
        output::prepare(folder)?;
        let record = Record::open(folder).map_err(|error| unrecorded(folder, &error))?;
        let press = Fingerprint::of(|hasher| {
            env!("CARGO_PKG_VERSION").hash(hasher);
            // a program that was built anew under the same version
            let program = std::env::current_exe().and_then(|path| path.metadata());
            program.map(|metadata| metadata.len()).ok().hash(hasher);
            // faces share what they fall back to: each file is read through once
            let mut known: Vec<&Arc<Vec<u8>>> = Vec::new();
            for font in fonts.files() {
                let at = known.iter().position(|bytes| Arc::ptr_eq(bytes, &font.bytes));
                (font.index, at).hash(hasher);
                if at.is_none() {
                    font.bytes.hash(hasher);
                    known.push(&font.bytes);
                }
            }
        });
        let BuildOptions { format: formats, preprinted, force, .. } = options;
        Ok(Self { folder, formats, preprinted: *preprinted, force: *force, record, press })
    }

    /// The files of a document, each with what stands in its place.
    pub(super) fn outputs(&self, name: &str, document: &Document) -> Vec<Output> {
        let tree = serde_json::to_vec(document).unwrap_or_default();
        let output = |format: &Format| {
            let input = Fingerprint::of(|hasher| {
                (self.press, &tree, document.meta.date, format.ending()).hash(hasher);
                document.pictures().for_each(|picture| picture.png.hash(hasher));
            });
            let file = format!("{name}.{}", format.ending());
            let standing = match self.record.standing(&file, input) {
                Standing::Current(_) if self.force => Standing::Ours,
                standing => standing,
            };
            Output { file, format: *format, input, standing }
        };
        self.formats.iter().map(output).collect()
    }

    /// Writes a file. One that a person edited is set aside before, and it is said where.
    pub(super) fn write(&self, output: &Output, pages: usize, bytes: &[u8]) -> Result<Diagnostics> {
        let path = self.folder.join(&output.file);
        let pending = output::pending(&path, bytes)?;
        let mut said = Diagnostics::new();
        if output.standing == Standing::Edited {
            let aside = output::set_aside(&path)?;
            let message = format!("这个文件有人改过，改过的那份留在“{}”", aside.display());
            said.push(
                Diagnostic::warning(Place::file(path.display().to_string()), message)
                    .hint("要保留的改动写进活动文件或正文，再重新生成"),
            );
        }
        let noted = pending.metadata().and_then(|metadata| {
            self.record.note(&output.file, output.input, bytes, pages, &metadata)
        });
        noted.map_err(|error| unrecorded(self.folder, &error))?;
        pending.publish()?;
        Ok(said)
    }
}

fn unrecorded(folder: &Path, error: &io::Error) -> Diagnostics {
    let message = format!("写不进去：{}", io_reason(error));
    Diagnostic::error(Place::file(folder.display().to_string()), message)
        .hint("检查权限和磁盘空间，或用 --out 指明另一个文件夹")
        .into()
}
