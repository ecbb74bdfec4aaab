//! Reads the files of one campaign, each kind once, and remembers what was read.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::hash::Hash;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use super::files::{Files, Unreadable};
use super::{CAMPAIGN, TEMPLATES};
use crate::characters;
use crate::diag::{Code, Diagnostic, Diagnostics, Result, codes, collect, io_reason};
use crate::fingerprint::Fingerprint;
use crate::picture::{self, Image};
use crate::source::{Place, Source, Spanned};

/// A text may have so many bytes: some 2,000 pages. More takes more memory to lay out than machines have.
pub(super) const LARGEST_TEXT: usize = 4 * 1024 * 1024;

/// What was asked for by name, or the messages about it.
type Known<T> = Mutex<BTreeMap<String, Result<T>>>;

/// The door of a campaign, with what came through it.
pub(super) struct Reader {
    files: Arc<dyn Files>,
    seen: Mutex<BTreeMap<String, Fingerprint>>,
    /// What had been read when the campaign was open.
    first: OnceLock<BTreeSet<String>>,
    texts: Known<Arc<Source>>,
    pictures: Known<Image>,
}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader").field("seen", &self.seen).finish_non_exhaustive()
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Asks once: who asks at the same time gets the answer that came first.
fn once<T: Clone>(known: &Known<T>, name: &str, ask: impl FnOnce() -> Result<T>) -> Result<T> {
    if let Some(answer) = locked(known).get(name) {
        return answer.clone();
    }
    let answer = ask();
    locked(known).entry(name.to_owned()).or_insert(answer).clone()
}

/// The messages about what could not be read.
fn wrong<T>(known: &Known<T>) -> Diagnostics {
    let mut found = Diagnostics::new();
    for error in locked(known).values().filter_map(|answer| answer.as_ref().err()) {
        found.extend(error.clone());
    }
    found
}

/// A text that was read, under the name that messages show; what it is not is said at the place that names it.
pub(super) fn source(name: &str, place: &Place, bytes: &[u8]) -> Result<Arc<Source>> {
    if bytes.len() > LARGEST_TEXT {
        let most = LARGEST_TEXT / 1024 / 1024;
        let message = format!("“{name}”太大了，文字超过 {most} MB");
        return Err(Diagnostic::error(codes::FILE_UNFIT, place.clone(), message)
            .hint("请核对是不是这个文件；确实这样长的，分成几份文件")
            .into());
    }
    let Some(text) = characters::decoded(bytes) else {
        return Err(Diagnostic::error(
            codes::WRONG_FILE_TYPE,
            place.clone(),
            format!("“{name}”不是文本文件"),
        )
        .hint("用记事本另存为 UTF-8 编码的文本；Word 文件请把文字粘贴到文本文件里")
        .into());
    };
    let source = Source::new(name, characters::cleaned(&text));
    characters::check(source.text(), |range| Place::text(&source, range))?;
    Ok(source)
}

impl Reader {
    pub(super) fn new(files: Arc<dyn Files>) -> Self {
        Self {
            files,
            seen: Mutex::default(),
            first: OnceLock::new(),
            texts: Known::default(),
            pictures: Known::default(),
        }
    }

    pub(super) fn files(&self) -> &dyn Files {
        &*self.files
    }

    /// The bytes of a file that the campaign names.
    pub(super) fn bytes(&self, path: &Spanned<String>) -> Result<Vec<u8>> {
        let bytes = self.files.read(&path.v).map_err(|error| self.refused(path, &error))?;
        locked(&self.seen).insert(path.v.replace('\\', "/"), Fingerprint::of_bytes(&bytes));
        Ok(bytes)
    }

    /// A text of the campaign.
    pub(super) fn text(&self, path: &Spanned<String>) -> Result<Arc<Source>> {
        once(&self.texts, &path.v, || self.read_text(path))
    }

    pub(super) fn picture(&self, path: &Spanned<String>) -> Result<Image> {
        once(&self.pictures, &path.v, || picture::read(path, &self.bytes(path)?))
    }

    /// A text that is none of those the campaign names: its own file, a template.
    pub(super) fn read_text(&self, path: &Spanned<String>) -> Result<Arc<Source>> {
        source(&path.v, &path.place, &self.bytes(path)?)
    }

    /// A text of a fixed name that the campaign does not name; none where there is none.
    pub(super) fn text_beside(&self, name: &str) -> Option<Result<Arc<Source>>> {
        match self.files.read(name) {
            Err(Unreadable::Missing) => None,
            Ok(_) | Err(_) => {
                Some(self.read_text(&Spanned::new(name.to_owned(), Place::file(name))))
            }
        }
    }

    /// The campaign's own templates. Where the folder of them can't be read there may be some: that is not
    /// as if there were none.
    pub(super) fn templates(&self) -> Result<Vec<Arc<Source>>> {
        let names = match self.files.list(TEMPLATES) {
            Ok(names) => names,
            Err(Unreadable::Missing) => Vec::new(),
            Err(error) => {
                let message = format!("模板读不出来：“{TEMPLATES}”{error}");
                return Err(Diagnostic::error(
                    codes::FILE_UNREADABLE,
                    Place::file(TEMPLATES),
                    message,
                )
                .hint("检查这个文件夹和它的权限；不用自己的模板，就删去或改名")
                .into());
            }
        };
        let is_template =
            |name: &&String| Path::new(name).extension().is_some_and(|ending| ending == "md");
        let names = names.iter().filter(is_template).map(|name| format!("{TEMPLATES}/{name}"));
        collect(names.map(|name| self.read_text(&Spanned::new(name.clone(), Place::file(name)))))
    }

    /// The campaign is open: what is read from now on was named by what was rendered.
    pub(super) fn opened(&self) {
        let names = locked(&self.seen).keys().cloned().collect();
        // it is opened once
        let _ = self.first.set(names);
    }

    pub(super) fn later(&self) -> Vec<String> {
        let seen = locked(&self.seen);
        let is_later =
            |name: &&String| self.first.get().is_some_and(|first| !first.contains(*name));
        seen.keys().filter(is_later).cloned().collect()
    }

    pub(super) fn contents(&self) -> Fingerprint {
        Fingerprint::of(|hasher| locked(&self.seen).hash(hasher))
    }

    pub(super) fn wrong_texts(&self) -> Diagnostics {
        wrong(&self.texts)
    }

    pub(super) fn wrong_pictures(&self) -> Diagnostics {
        wrong(&self.pictures)
    }

    fn refused(&self, path: &Spanned<String>, error: &Unreadable) -> Diagnostic {
        let name = &path.v;
        let at = |code: Code, message: String| Diagnostic::error(code, path.place.clone(), message);
        let (code, hint) = match error {
            Unreadable::Failed(error) => {
                let message = format!("读不出来：{}", io_reason(error));
                return Diagnostic::error(
                    codes::FILE_UNREADABLE,
                    Place::file(name.as_str()),
                    message,
                );
            }
            Unreadable::Missing => {
                let files = self.known_files();
                return at(codes::FILE_MISSING, format!("没有“{name}”这个文件"))
                    .did_you_mean(&name.replace('\\', "/"), files.iter().map(String::as_str));
            }
            Unreadable::Outside => (
                codes::FILE_OUTSIDE,
                "只能引用活动文件夹里的文件，把文件复制进来，再写它在文件夹里的路径",
            ),
            Unreadable::LinkedOut => {
                (codes::FILE_OUTSIDE, "把文件本身复制进活动文件夹，不要用快捷方式或链接")
            }
            Unreadable::DeadLink => {
                (codes::FILE_MISSING, "把文件本身复制进活动文件夹，不要用快捷方式或链接")
            }
            Unreadable::IsFolder => (codes::FILE_UNFIT, "写到文件为止，例如：名单/领导小组.xlsx"),
            Unreadable::Irregular => (codes::FILE_UNFIT, "换成普通的文件"),
            Unreadable::TooLarge => (codes::FILE_UNFIT, "请核对是不是这个文件"),
        };
        at(code, format!("“{name}”{error}")).hint(hint)
    }

    /// The files of the campaign's folder and of the folders in it, for "did you mean".
    fn known_files(&self) -> Vec<String> {
        let listed = |folder: &str| self.files.list(folder).unwrap_or_default();
        let (folders, mut files): (Vec<_>, Vec<_>) =
            listed("").into_iter().partition(|name| name.ends_with('/'));
        for folder in folders {
            let inside = listed(&folder).into_iter().filter(|name| !name.ends_with('/'));
            files.extend(inside.map(|name| format!("{folder}{name}")));
        }
        files.retain(|path| path != CAMPAIGN && !path.starts_with('.'));
        files.truncate(50);
        files.sort();
        files
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};

    use super::*;
    use crate::project::{Memory, open};

    /// A campaign whose folder of templates nobody may look into.
    struct Shut(Memory);

    impl Files for Shut {
        fn read(&self, name: &str) -> std::result::Result<Vec<u8>, Unreadable> {
            self.0.read(name)
        }

        fn list(&self, folder: &str) -> std::result::Result<Vec<String>, Unreadable> {
            match folder {
                TEMPLATES => Err(Unreadable::Failed(Error::from(ErrorKind::PermissionDenied))),
                _ => self.0.list(folder),
            }
        }

        fn name(&self) -> String {
            self.0.name()
        }
    }

    #[test]
    fn templates_that_can_not_be_read_are_not_taken_for_none() {
        let campaign = "发文机关: { 名称: 县, 代字: 县发 }\n日期: { 成文: 2026-03-05 }\n文件: [{ 名: 甲, 标题: 乙, 模板: 印发方案 }]\n";
        let files = Memory::default().with(CAMPAIGN, campaign);
        assert!(open(files.clone()).is_ok());
        let said = open(Shut(files)).err().unwrap();
        let said: Vec<String> = said.iter().map(ToString::to_string).collect();
        assert_eq!(said, ["错误: templates: 模板读不出来：“templates”没有权限"]);
    }
}
