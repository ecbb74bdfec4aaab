//! 生成记录: whatever stands in it is read; a line that was cut off changes nothing.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hongtou::internals::build_log::{BuildLog, Input};
use hongtou::internals::fingerprint::Fingerprint;
use hongtou::internals::storage::{FileStamp, Lock, Storage};

/// Files that can be read and nothing else.
#[derive(Debug)]
struct Kept(BTreeMap<PathBuf, Vec<u8>>);

fn not_here<T>() -> io::Result<T> {
    Err(ErrorKind::Unsupported.into())
}

impl Storage for Kept {
    fn read_from(&self, file: &Path, start: u64) -> io::Result<Vec<u8>> {
        let bytes = self.0.get(file).ok_or(ErrorKind::NotFound)?;
        let start = usize::try_from(start).unwrap_or(usize::MAX).min(bytes.len());
        Ok(bytes[start..].to_vec())
    }

    fn stamp(&self, file: &Path) -> io::Result<FileStamp> {
        let bytes = self.0.get(file).ok_or(ErrorKind::NotFound)?;
        Ok(FileStamp { size: bytes.len() as u64, modified: 0 })
    }

    fn stands(&self, path: &Path) -> bool {
        self.0.contains_key(path)
    }

    fn list(&self, _: &Path) -> io::Result<Vec<PathBuf>> {
        not_here()
    }

    fn make_folder(&self, _: &Path) -> io::Result<()> {
        not_here()
    }

    fn write_beside(&self, _: &Path, _: &[u8]) -> io::Result<PathBuf> {
        not_here()
    }

    fn append(&self, _: &Path, _: &[u8]) -> io::Result<()> {
        not_here()
    }

    fn sync(&self, _: &Path) -> io::Result<()> {
        not_here()
    }

    fn replace(&self, _: &Path, _: &Path) -> io::Result<()> {
        not_here()
    }

    fn rename(&self, _: &Path, _: &Path) -> io::Result<()> {
        not_here()
    }

    fn remove(&self, _: &Path) -> io::Result<()> {
        not_here()
    }

    fn lock(&self, _: &Path) -> io::Result<Lock> {
        not_here()
    }
}

const OUT: &str = "/out";
const NAMES: [&str; 2] = ["/out/.hongtou/生成记录.tsv", "/out/.hongtou/生成记录.csv"];

/// The first byte says of which version it is.
pub(super) fn run(bytes: &[u8]) {
    let Some((version, lines)) = bytes.split_first() else { return };
    let name = NAMES[usize::from(*version) % NAMES.len()];
    let standing = |lines: Vec<u8>| {
        let output = (Path::new(OUT).join("通知.pdf"), b"%PDF-1.7 %%EOF".to_vec());
        let storage: Arc<dyn Storage> = Arc::new(Kept([(name.into(), lines), output].into()));
        let record = BuildLog::read(&storage, Path::new(OUT)).unwrap();
        let input =
            Input { whole: Fingerprint::of_bytes(b"a"), parts: vec![("正文".to_owned(), 1)] };
        let standing =
            |file: &str| [true, false].map(|surely| record.standing(file, &input, surely));
        (standing("通知.pdf"), standing("通知.docx"))
    };
    let whole = lines.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let cut = [&lines[..whole], "通知.pdf\t0f".as_bytes()].concat();
    assert_eq!(standing(lines[..whole].to_vec()), standing(cut));
    standing(lines.to_vec());
}

pub(super) fn seeds() -> Vec<Vec<u8>> {
    let content = Fingerprint::of_bytes(b"%PDF-1.7 %%EOF");
    let line = format!("通知.pdf\t{:032x}\t{content:x}\t14\t0\t2\t正文\t1f\t字体\tabc", 7);
    let sum = Fingerprint::of_bytes(line.as_bytes()).short();
    let now = format!("\0{line}\t{sum:08x}\n");
    let first = "\u{1}通知.pdf,0123456789abcdef0123456789abcdef,0123456789abcdef0123456789abcdef,14,0,2,正文,1f\n";
    vec![now.clone().into(), format!("{now}{}", &now[1..]).into(), first.into()]
}
