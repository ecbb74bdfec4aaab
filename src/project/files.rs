//! The one door through which everything of a campaign is read: from the disk, from memory, or from either
//! with unsaved text over it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::{error, fmt};

use super::CAMPAIGN;
use crate::diag::{self, Diagnostic, codes, io_reason};
use crate::source::Place;

/// A file larger than this is no text or sheet of a campaign.
const LARGEST_FILE: u64 = 64 * 1024 * 1024;

/// Files of a campaign that are never the campaign file, by their endings.
const OTHERS: [&str; 9] = ["md", "csv", "xlsx", "xls", "docx", "doc", "pdf", "png", "txt"];

/// The files of a campaign, by their names in its folder: `名单/领导小组.xlsx`. Clerks on Windows write `\`,
/// which is taken as `/`.
///
/// A name that leads out of the folder is refused by every implementation, in the same way.
pub trait Files: Send + Sync {
    /// The bytes of a file.
    ///
    /// # Errors
    /// When there is no such file, or it is none that a campaign may hold.
    fn read(&self, name: &str) -> Result<Vec<u8>, Unreadable>;

    /// What is directly in a folder, sorted; the names of folders end with `/`. The campaign's own folder has
    /// an empty name.
    ///
    /// # Errors
    /// When there is no such folder. One without a file may be there or not.
    fn list(&self, folder: &str) -> Result<Vec<String>, Unreadable>;

    /// The name of the campaign file.
    fn campaign(&self) -> &str {
        CAMPAIGN
    }

    /// What the campaign is called among others that share a folder of outputs.
    fn name(&self) -> String;

    /// Where it is on the disk, if it is there: what the program keeps beside a campaign (文号台账) is kept there.
    fn folder(&self) -> Option<&Path> {
        None
    }
}

/// Why a file can't be read.
#[derive(Debug)]
pub enum Unreadable {
    /// There is none of this name.
    Missing,
    /// Its name leads out of the campaign's folder.
    Outside,
    /// It is a link that leads out of the campaign's folder.
    LinkedOut,
    /// It is a link to what is not there.
    DeadLink,
    /// It is a folder.
    IsFolder,
    /// It is a pipe, a device or the like.
    Irregular,
    /// It is larger than 64 MB.
    TooLarge,
    /// The file system does not give it.
    Failed(io::Error),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "没有这个文件",
            Self::Outside => "不在活动文件夹里",
            Self::LinkedOut => "指向活动文件夹外面",
            Self::DeadLink => "是一个链接，它指的东西不在了",
            Self::IsFolder => "是文件夹，不是文件",
            Self::Irregular => "不是普通文件",
            Self::TooLarge => "太大了，超过 64 MB",
            Self::Failed(error) => return f.write_str(&io_reason(error)),
        })
    }
}

impl error::Error for Unreadable {}

impl From<io::Error> for Unreadable {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => Self::Missing,
            ErrorKind::IsADirectory => Self::IsFolder,
            _ => Self::Failed(error),
        }
    }
}

/// A name as all implementations know it: with `/`, without `.`; the folder itself is empty.
fn normal(name: &str) -> Result<String, Unreadable> {
    let name = name.replace('\\', "/");
    if name.contains('\0') {
        return Err(Unreadable::Missing);
    }
    if name.contains(':') {
        return Err(Unreadable::Outside);
    }
    let mut parts = Vec::new();
    for part in Path::new(&name).components() {
        match part {
            Component::Normal(part) => parts.push(part.to_string_lossy().into_owned()),
            Component::CurDir => {}
            _ => return Err(Unreadable::Outside),
        }
    }
    Ok(parts.join("/"))
}

/// The name of a file: not empty.
fn file_name(name: &str) -> Result<String, Unreadable> {
    match normal(name)? {
        _ if name.is_empty() => Err(Unreadable::Outside),
        folder if folder.is_empty() => Err(Unreadable::IsFolder),
        name => Ok(name),
    }
}

/// A campaign folder on the disk. Nothing outside it is read, whatever links there are in it; only regular
/// files are.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
    campaign: String,
}

impl Folder {
    /// A folder with a `campaign.yaml`, or the campaign file itself where it has another name.
    ///
    /// # Errors
    /// When there is no campaign.
    pub fn at(path: impl AsRef<Path>) -> diag::Result<Self> {
        let path = path.as_ref();
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        if path.is_file() && OTHERS.contains(&&*ending) {
            return Err(Diagnostic::error(
                codes::NO_CAMPAIGN,
                Place::file(path.display().to_string()),
                "这不是活动文件",
            )
            .hint(format!("写活动文件夹，或者活动文件（{CAMPAIGN}）的路径"))
            .into());
        }
        Self::of(path)
    }

    /// The same with any file, which need not be a campaign.
    ///
    /// # Errors
    /// When there is no such file, or a folder has no campaign.
    pub(crate) fn of(path: &Path) -> diag::Result<Self> {
        let shown = path.display().to_string();
        let unreadable = |error: &io::Error| {
            let message = format!("读不出来：{}", io_reason(error));
            Diagnostic::error(codes::FILE_UNREADABLE, Place::file(shown.as_str()), message)
        };
        let metadata = fs::metadata(path).map_err(|error| match error.kind() {
            ErrorKind::NotFound => {
                let folder = path.parent().filter(|_| path.ends_with(CAMPAIGN));
                let root = folder.map(|folder| Path::new(".").join(folder));
                let near = root.and_then(|root| near(&root, folder?));
                let hint = near.unwrap_or_else(|| {
                    "写上活动文件夹的路径，例如：hongtou build data/county-plan".to_owned()
                });
                Diagnostic::error(
                    codes::FILE_MISSING,
                    Place::file(shown.as_str()),
                    "没有这个文件或文件夹",
                )
                .hint(hint)
            }
            _ => unreadable(&error),
        })?;
        let (root, campaign) = if metadata.is_dir() {
            (path, CAMPAIGN.to_owned())
        } else {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            (path.parent().unwrap_or(Path::new(".")), name)
        };
        let root = if root.as_os_str().is_empty() { Path::new(".") } else { root };
        let root = fs::canonicalize(root).map_err(|error| unreadable(&error))?;
        let file = root.join(&campaign);
        if metadata.is_dir() && !file.exists() && !file.is_symlink() {
            let hint = near(&root, path).unwrap_or_else(|| {
                format!("一个活动是一个文件夹，里面要有 {CAMPAIGN}；文件另有名字的，写出它的路径")
            });
            let message = format!("文件夹里没有 {CAMPAIGN}");
            return Err(Diagnostic::error(codes::NO_CAMPAIGN, Place::file(shown), message)
                .hint(hint)
                .into());
        }
        Ok(Self { root, campaign })
    }

    /// Where a name leads, links followed: a file of the folder.
    ///
    /// # Errors
    /// When it leads nowhere, or out of the folder.
    pub(crate) fn inside(&self, name: &str) -> Result<PathBuf, Unreadable> {
        let path = self.root.join(name);
        let real = fs::canonicalize(&path).map_err(|error| match error.kind() {
            ErrorKind::NotFound if path.is_symlink() => Unreadable::DeadLink,
            _ => error.into(),
        })?;
        if real.starts_with(&self.root) { Ok(real) } else { Err(Unreadable::LinkedOut) }
    }
}

/// What to do where a folder has no campaign file but one of another name, or folders that have one; `shown` is
/// what the person calls the folder.
fn near(root: &Path, shown: &Path) -> Option<String> {
    let entries = fs::read_dir(root).ok()?.filter_map(Result::ok);
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let shown = |path: &Path| shown.join(name(path)).display().to_string();
    let is_called_so = |path: &&PathBuf| {
        let name = name(path).to_lowercase();
        path.is_file() && name.split('.').next() == CAMPAIGN.split('.').next()
    };
    if let Some(file) = paths.iter().find(is_called_so) {
        return Some(format!("有“{}”，把它的名字改成 {CAMPAIGN}", name(file)));
    }
    let is_yaml = |path: &&PathBuf| {
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        path.is_file() && ["yaml", "yml"].contains(&&*ending)
    };
    if let Some(file) = paths.iter().find(is_yaml) {
        let shown = shown(file);
        return Some(format!(
            "“{}”是活动的，改名为 {CAMPAIGN}，或者写出它的路径：{shown}",
            name(file)
        ));
    }
    let campaign = paths.iter().find(|path| path.join(CAMPAIGN).is_file())?;
    Some(format!("“{}”里有一个，写 {}", name(campaign), shown(campaign)))
}

impl Files for Folder {
    fn read(&self, name: &str) -> Result<Vec<u8>, Unreadable> {
        let path = self.inside(&file_name(name)?)?;
        // a pipe is not even opened: that would wait for somebody to write
        let metadata = fs::metadata(&path)?;
        if metadata.is_dir() {
            return Err(Unreadable::IsFolder);
        }
        if !metadata.is_file() {
            return Err(Unreadable::Irregular);
        }
        // it may grow while it is read
        let mut bytes = Vec::new();
        File::open(&path)?.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
        sized(bytes)
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, Unreadable> {
        let mut names = Vec::new();
        for entry in fs::read_dir(self.inside(&normal(folder)?)?)? {
            let entry = entry?;
            let end = if entry.path().is_dir() { "/" } else { "" };
            names.push(format!("{}{end}", entry.file_name().to_string_lossy()));
        }
        names.sort();
        Ok(names)
    }

    fn campaign(&self) -> &str {
        &self.campaign
    }

    /// Of its folder, and of its file where that has a name of its own.
    fn name(&self) -> String {
        let folder = self.root.file_name().unwrap_or_default().to_string_lossy();
        match self.campaign.strip_suffix(".yaml").unwrap_or(&self.campaign) {
            "campaign" => folder.into_owned(),
            file => format!("{folder} {file}"),
        }
    }

    fn folder(&self) -> Option<&Path> {
        Some(&self.root)
    }
}

fn sized(bytes: Vec<u8>) -> Result<Vec<u8>, Unreadable> {
    if bytes.len() as u64 > LARGEST_FILE { Err(Unreadable::TooLarge) } else { Ok(bytes) }
}

/// A campaign in memory.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    name: String,
    files: BTreeMap<String, Arc<[u8]>>,
}

impl Memory {
    /// A campaign of this name without a file yet.
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: name.into(), files: BTreeMap::new() }
    }

    /// Adds a file. One whose name leads out of the campaign can never be read.
    #[must_use]
    pub fn with(mut self, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.put(name, bytes);
        self
    }

    /// Adds a file, or puts it in the place of another.
    pub fn put(&mut self, name: &str, bytes: impl Into<Vec<u8>>) {
        if let Ok(name) = file_name(name) {
            self.files.insert(name, bytes.into().into());
        }
    }
}

/// The names of files and their bytes.
impl<N: AsRef<str>, B: Into<Vec<u8>>> FromIterator<(N, B)> for Memory {
    fn from_iter<I: IntoIterator<Item = (N, B)>>(files: I) -> Self {
        let empty = Self::named("");
        files.into_iter().fold(empty, |memory, (name, bytes)| memory.with(name.as_ref(), bytes))
    }
}

impl Files for Memory {
    fn read(&self, name: &str) -> Result<Vec<u8>, Unreadable> {
        let name = file_name(name)?;
        match self.files.get(&name) {
            Some(bytes) => sized(bytes.to_vec()),
            None if is_folder(self.files.keys(), &name) => Err(Unreadable::IsFolder),
            None => Err(Unreadable::Missing),
        }
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, Unreadable> {
        let folder = normal(folder)?;
        let names = listed(self.files.keys(), &folder);
        if names.is_empty() && !folder.is_empty() {
            Err(Unreadable::Missing)
        } else {
            Ok(names.into_iter().collect())
        }
    }

    fn name(&self) -> String {
        self.name.clone()
    }
}

fn is_folder<'n>(mut names: impl Iterator<Item = &'n String>, folder: &str) -> bool {
    names.any(|name| name.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
}

/// What is directly in a folder, of all these names.
fn listed<'n>(names: impl Iterator<Item = &'n String>, folder: &str) -> BTreeSet<String> {
    let inside = names.filter_map(|name| match folder {
        "" => Some(name.as_str()),
        _ => name.strip_prefix(folder)?.strip_prefix('/'),
    });
    let first = inside.map(|rest| match rest.split_once('/') {
        Some((folder, _)) => format!("{folder}/"),
        None => rest.to_owned(),
    });
    first.collect()
}

/// A campaign with unsaved text over it: what is over it counts, whatever stands below.
#[derive(Clone, Debug)]
pub struct Overlay<F> {
    /// What was deleted has no bytes.
    over: BTreeMap<String, Option<Arc<[u8]>>>,
    under: F,
}

impl<F: Files> Overlay<F> {
    /// Nothing over it yet.
    pub fn new(under: F) -> Self {
        Self { over: BTreeMap::new(), under }
    }

    /// Puts a file over what is below. One whose name leads out of the campaign can never be read.
    pub fn put(&mut self, name: &str, bytes: impl Into<Vec<u8>>) {
        if let Ok(name) = file_name(name) {
            self.over.insert(name, Some(bytes.into().into()));
        }
    }

    /// Makes as if a file were not there.
    pub fn delete(&mut self, name: &str) {
        if let Ok(name) = file_name(name) {
            self.over.insert(name, None);
        }
    }

    /// Takes away what is over a file: it is again what it is below.
    pub fn reveal(&mut self, name: &str) {
        if let Ok(name) = file_name(name) {
            self.over.remove(&name);
        }
    }

    /// The names that are over it.
    fn names(&self) -> impl Iterator<Item = &String> {
        self.over.iter().filter(|(_, bytes)| bytes.is_some()).map(|(name, _)| name)
    }
}

impl<F: Files> Files for Overlay<F> {
    fn read(&self, name: &str) -> Result<Vec<u8>, Unreadable> {
        let name = file_name(name)?;
        match self.over.get(&name) {
            Some(Some(bytes)) => sized(bytes.to_vec()),
            Some(None) => Err(Unreadable::Missing),
            None => self.under.read(&name).map_err(|error| match error {
                Unreadable::Missing if is_folder(self.names(), &name) => Unreadable::IsFolder,
                error => error,
            }),
        }
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, Unreadable> {
        let folder = normal(folder)?;
        let mut names = listed(self.names(), &folder);
        let below = match self.under.list(&folder) {
            Ok(below) => below,
            Err(Unreadable::Missing) if !names.is_empty() => Vec::new(),
            Err(error) => return Err(error),
        };
        let path = |name: &str| match folder.as_str() {
            "" => name.to_owned(),
            folder => format!("{folder}/{name}"),
        };
        names.extend(below.into_iter().filter(|name| !self.over.contains_key(&path(name))));
        Ok(names.into_iter().collect())
    }

    fn campaign(&self) -> &str {
        self.under.campaign()
    }

    fn name(&self) -> String {
        self.under.name()
    }

    fn folder(&self) -> Option<&Path> {
        self.under.folder()
    }
}

impl<F: Files + ?Sized> Files for Arc<F> {
    fn read(&self, name: &str) -> Result<Vec<u8>, Unreadable> {
        (**self).read(name)
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, Unreadable> {
        (**self).list(folder)
    }

    fn campaign(&self) -> &str {
        (**self).campaign()
    }

    fn name(&self) -> String {
        (**self).name()
    }

    fn folder(&self) -> Option<&Path> {
        (**self).folder()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILES: [(&str, &str); 4] = [
        ("campaign.yaml", "文件: []"),
        ("名单/小组.csv", "姓名"),
        ("名单/旧/一.csv", "甲"),
        ("方案.md", "# 要求"),
    ];

    /// What is asked of every implementation, and what it answers.
    fn answers(files: &dyn Files) -> String {
        let reads = [
            "方案.md",
            "./方案.md",
            "名单\\小组.csv",
            "名单//小组.csv",
            "名单",
            ".",
            "",
            "方案.md/甲",
            "没有.md",
            "../方案.md",
            "名单/../方案.md",
            "/方案.md",
            "C:\\方案.md",
            "方案\0.md",
            "大.md",
        ];
        let lists = ["", "名单", "名单/", "没有", "..", "/"];
        let kind = |error: &Unreadable| match error {
            Unreadable::Failed(error) => error.kind().to_string(),
            other => format!("{other:?}"),
        };
        let read = reads.iter().map(|name| match files.read(name) {
            Ok(bytes) => format!("{name:?}: {}", String::from_utf8_lossy(&bytes)),
            Err(error) => format!("{name:?}: {}", kind(&error)),
        });
        let list = lists.iter().map(|name| match files.list(name) {
            Ok(names) => format!("[{name:?}]: {}", names.join(" ")),
            Err(error) => format!("[{name:?}]: {}", kind(&error)),
        });
        read.chain(list).map(|line| line + "\n").collect()
    }

    fn large() -> Vec<u8> {
        vec![b'x'; usize::try_from(LARGEST_FILE).unwrap() + 1]
    }

    fn on_disk(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            crate::output::replace(&path, text.as_bytes()).unwrap();
        }
        folder
    }

    #[test]
    fn all_doors_answer_alike() {
        let memory: Memory = FILES.into_iter().collect();
        let memory = memory.with("大.md", large());
        let disk = on_disk(&FILES);
        File::create(disk.path().join("大.md")).unwrap().set_len(LARGEST_FILE + 1).unwrap();
        // half of it over something else
        let mut overlay = Overlay::new(
            Memory::default()
                .with("campaign.yaml", "旧")
                .with("方案.md", "旧")
                .with("旧.md", "旧")
                .with("名单/旧/一.csv", "甲"),
        );
        for (name, text) in FILES.into_iter().filter(|(name, _)| !name.contains("旧")) {
            overlay.put(name, text);
        }
        overlay.put("大.md", large());
        overlay.delete("旧.md");
        let wanted = answers(&memory);
        insta::assert_snapshot!(wanted);
        assert_eq!(answers(&Folder::at(disk.path()).unwrap()), wanted);
        assert_eq!(answers(&overlay), wanted);
        assert_eq!(answers(&Arc::new(overlay)), wanted);
    }

    #[test]
    fn what_is_revealed_is_what_is_below() {
        let mut overlay = Overlay::new(Memory::default().with("a.md", "下"));
        overlay.put("a.md", "上");
        assert_eq!(overlay.read("a.md").unwrap(), "上".as_bytes());
        overlay.delete("a.md");
        assert!(matches!(overlay.read("a.md"), Err(Unreadable::Missing)));
        overlay.reveal("a.md");
        assert_eq!(overlay.read("a.md").unwrap(), "下".as_bytes());
    }

    #[cfg(unix)]
    #[test]
    fn links_and_pipes_are_no_way_out() {
        use std::os::unix::fs::symlink;
        let outside = on_disk(&[("secret.md", "密")]);
        let disk = on_disk(&FILES);
        symlink(outside.path().join("secret.md"), disk.path().join("out.md")).unwrap();
        symlink(outside.path(), disk.path().join("out")).unwrap();
        symlink("方案.md", disk.path().join("in.md")).unwrap();
        symlink("/dev/zero", disk.path().join("zero.md")).unwrap();
        symlink("没有", disk.path().join("dangling.md")).unwrap();
        let _pipe = std::os::unix::net::UnixListener::bind(disk.path().join("socket.md")).unwrap();
        let folder = Folder::at(disk.path()).unwrap();
        assert_eq!(folder.read("in.md").unwrap(), "# 要求".as_bytes());
        for (name, wanted) in [
            ("out.md", "LinkedOut"),
            ("out/secret.md", "LinkedOut"),
            ("zero.md", "LinkedOut"),
            ("dangling.md", "DeadLink"),
            ("socket.md", "Irregular"),
        ] {
            assert_eq!(format!("{:?}", folder.read(name).unwrap_err()), wanted, "{name}");
        }
        assert!(matches!(folder.list("out"), Err(Unreadable::LinkedOut)));
    }
}
