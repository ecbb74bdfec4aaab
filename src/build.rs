//! Names this build of the program by what it is made from, so that outputs of another are known as such.
//! Cargo runs it; it is no module of the library.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::{fs, io};

/// What the program is made from: its code, what it includes, and the versions of everything else. Fonts are
/// read when it runs, and count then.
const MADE_FROM: [&str; 3] = ["src", "templates", "Cargo.lock"];

fn main() -> io::Result<()> {
    let mut hasher = DefaultHasher::new();
    for path in MADE_FROM {
        println!("cargo:rerun-if-changed={path}");
        hash(Path::new(path), &mut hasher)?;
    }
    println!("cargo:rustc-env=HONGTOU_PROGRAM={:016x}", hasher.finish());
    Ok(())
}

/// A file, or all files of a folder in the order of their names.
fn hash(path: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    if path.is_dir() {
        let entries: io::Result<Vec<_>> = fs::read_dir(path)?.collect();
        let mut paths: Vec<_> = entries?.into_iter().map(|entry| entry.path()).collect();
        paths.sort();
        return paths.iter().try_for_each(|path| hash(path, hasher));
    }
    path.to_string_lossy().replace('\\', "/").hash(hasher);
    fs::read(path)?.hash(hasher);
    Ok(())
}
