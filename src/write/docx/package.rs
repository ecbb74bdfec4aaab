//! The zip around the parts.

use std::io::{self, Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

/// The package as far as it is packed.
pub(super) struct Package {
    zip: ZipWriter<Cursor<Vec<u8>>>,
}

impl Package {
    /// An empty package.
    pub(super) fn new() -> Self {
        Self { zip: ZipWriter::new(Cursor::new(Vec::new())) }
    }

    /// Adds a part, with the same fixed time as all: same parts, same bytes, on every kind of machine.
    pub(super) fn add(&mut self, name: &str, part: &[u8]) -> io::Result<()> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(6))
            .last_modified_time(DateTime::default())
            // else the package says on which kind of machine it was made
            .system(System::Unix);
        self.zip.start_file(name, options)?;
        self.zip.write_all(part)
    }

    /// Its bytes.
    pub(super) fn close(self) -> io::Result<Vec<u8>> {
        Ok(self.zip.finish()?.into_inner())
    }
}
