//! Opens a campaign folder: everything that is read is read here, and only inside that folder.

use std::collections::BTreeMap;
use std::fs;
use std::hash::Hash;
use std::io::ErrorKind;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use crate::characters;
use crate::diag::{Diagnostic, Diagnostics, Result, io_reason};
use crate::load;
use crate::model::{Campaign, Order, PictureSpec, Sheet};
use crate::outline;
use crate::picture::{self, Image};
use crate::placeholder::{self, Blanks};
use crate::record::Fingerprint;
use crate::roster::{self, Roster};
use crate::sheet::records::Records;
use crate::sheet::{self, Grid};
use crate::source::{Place, Source, Spanned};

/// The campaign file of a folder.
pub const CAMPAIGN: &str = "campaign.yaml";
/// The folder of a campaign's own templates.
const TEMPLATES: &str = "templates";
/// A file larger than this is no text or sheet of a campaign.
const LARGEST_FILE: u64 = 64 * 1024 * 1024;

/// A campaign with all that it includes, in memory. What could not be read stands in its place as the
/// messages about it, so that only the documents that need it fail.
#[derive(Debug)]
pub struct Project {
    /// The campaign.
    pub campaign: Campaign,
    /// Its texts by path.
    pub texts: BTreeMap<String, Result<Arc<Source>>>,
    /// Its rosters by name.
    pub rosters: BTreeMap<String, Result<Roster>>,
    /// Its tables by name.
    pub tables: BTreeMap<String, Result<Arc<Grid>>>,
    /// Its pictures by path.
    pub pictures: BTreeMap<String, Result<Image>>,
    /// Its own templates.
    pub templates: Vec<Arc<Source>>,
    /// What a person should look at again.
    notes: Diagnostics,
    /// Looked for when a document has one.
    blanks: OnceLock<Blanks>,
    /// The campaign's own text.
    source: Arc<Source>,
    /// Of the bytes of every file that was read for it.
    pub contents: Fingerprint,
    folder: Folder,
    /// The campaign file's name in the folder.
    file: String,
}

/// Reads a campaign: a folder with a `campaign.yaml`, or the file itself.
///
/// # Errors
/// When there is no campaign, or its text has mistakes. Mistakes in included files are kept in the
/// project.
pub fn open(path: &Path) -> Result<Project> {
    let (folder, file) = locate(path)?;
    let source = folder.text(&Spanned::new(file.clone(), Place::file(file.as_str())))?;
    let campaign = load::campaign(&source)?;
    let grid = |sheet: &Sheet| {
        let bytes = folder.read(&sheet.file)?;
        sheet::read(&sheet.file.v, &bytes, sheet.sheet.as_ref())
    };
    let mut notes = Diagnostics::new();
    let rosters = campaign
        .rosters
        .iter()
        .map(|(name, spec)| {
            let grid = grid(&spec.sheet);
            notes.extend(grid.as_ref().ok().and_then(|grid| other_title(grid, &spec.sheet)));
            let roster = grid.and_then(|grid| roster::read(&grid));
            let roster = roster.and_then(|roster| match &spec.order {
                Some(order) => {
                    let ordered = roster.clone().ordered(order)?;
                    notes.extend(reordered(&roster, &ordered, order));
                    Ok(ordered)
                }
                None => Ok(roster),
            });
            (name.clone(), roster)
        })
        .collect();
    let mut tables: BTreeMap<String, Result<Arc<Grid>>> = campaign
        .tables
        .iter()
        .map(|(name, sheet)| (name.clone(), grid(sheet).map(Arc::new)))
        .collect();
    for (name, from, planned) in outline::tables(&campaign) {
        if let Some(sheet) = campaign.tables.get(name) {
            let message = format!("“{name}”表由活动里的“{from}”得来，不能再另有一个");
            return Err(Diagnostic::error(sheet.file.place.clone(), message)
                .hint(format!("给这个表换个名字，或删去“{from}”"))
                .into());
        }
        tables.insert(name.to_owned(), Ok(Arc::new(planned)));
    }
    let texts = texts_of(&campaign, &tables)
        .into_iter()
        .map(|path| (path.v.clone(), folder.text(&path)))
        .collect();
    let pictures = pictures_of(&campaign)
        .map(|spec| &spec.file)
        .map(|file| {
            let image = folder.read(file).and_then(|bytes| picture::read(file, &bytes));
            (file.v.clone(), image)
        })
        .collect();
    let templates = folder.templates()?;
    let contents = folder.contents();
    Ok(Project {
        campaign,
        texts,
        rosters,
        tables,
        pictures,
        templates,
        notes,
        blanks: OnceLock::new(),
        source,
        contents,
        folder,
        file,
    })
}

/// A sheet may bear its own title; 附件说明 and the attachment print the campaign's, which should be the same.
fn other_title(grid: &Grid, sheet: &Sheet) -> Option<Diagnostic> {
    let title = sheet.title.as_ref().filter(|title| !title.v.contains("{{"))?;
    let mut first = grid.rows.first()?.iter().filter(|cell| !cell.v.is_empty());
    let (own, None) = (first.next()?, first.next()) else { return None };
    let bare = |text: &str| -> String { text.split_whitespace().flat_map(str::chars).collect() };
    let is_title = ["名单", "名册"].iter().any(|ending| bare(&own.v).ends_with(ending));
    (is_title && bare(&own.v) != bare(&title.v)).then(|| {
        let message = format!("表里的标题是“{}”，活动里写的是“{}”", bare(&own.v), title.v);
        Diagnostic::warning(own.place.clone(), message).hint("印的是活动里的；核对哪一个对")
    })
}

/// Strokes are counted by Unicode's table, which is made for traditional characters: where it changed the
/// order that a person gave, somebody has to look.
fn reordered(given: &Roster, ordered: &Roster, order: &Spanned<Order>) -> Option<Diagnostic> {
    if order.v != Order::Stroke || given == ordered {
        return None;
    }
    let changed = given.groups.iter().zip(&ordered.groups).filter(|(was, is)| was != is);
    let lists = changed.map(|(_, group)| {
        let names = group.members.iter().filter_map(|member| member.name.as_ref());
        let names: Vec<&str> = names.map(|name| name.v.as_str()).collect();
        format!("{}{}", group.label.v, names.join("、"))
    });
    let lists: Vec<String> = lists.collect();
    let message = format!("按姓氏笔画重排了，请核对先后：{}", lists.join("；"));
    let hint = "“阝”旁的字这里多算一画，画数相同的先后也可能和国家规范不同；要自己定，就在表里排好，写“顺序: 不变”和“注明顺序: 以姓氏笔画为序”";
    Some(Diagnostic::warning(order.place.clone(), message).hint(hint))
}

/// A column of recipients that names a text for each.
pub const TEXT_COLUMN: &str = "正文";

/// Every text that a campaign and its tables of recipients name.
fn texts_of(
    campaign: &Campaign,
    tables: &BTreeMap<String, Result<Arc<Grid>>>,
) -> Vec<Spanned<String>> {
    let mut texts: Vec<Spanned<String>> = Vec::new();
    for spec in &campaign.documents {
        let attachments =
            spec.attachments.iter().filter_map(|attachment| attachment.v.text.as_ref());
        let issued = spec.issued.as_ref().map(|issued| &issued.text);
        texts.extend(spec.text.iter().chain(issued).chain(attachments).cloned());
        let table = spec.each.as_ref().and_then(|each| tables.get(&each.table.v));
        // what is wrong with the table is told where it is used
        let records = table.and_then(|table| Records::read(table.as_ref().ok()?).ok());
        if let Some(records) = records.filter(|records| records.has(TEXT_COLUMN)) {
            let cells =
                (0..records.len()).filter_map(|at| records.get(at).get(TEXT_COLUMN).cloned());
            texts.extend(cells.filter(|cell| !cell.v.is_empty()));
        }
    }
    texts
}

/// Every picture that a campaign names.
fn pictures_of(campaign: &Campaign) -> impl Iterator<Item = &PictureSpec> {
    let of_documents = campaign.documents.iter().flat_map(|spec| {
        let seals = spec.joint.iter().filter_map(|organ| organ.seal.as_ref());
        seals.chain(spec.signed_by.iter().filter_map(|person| person.stamp.as_ref()))
    });
    campaign.organ.seal.iter().chain(of_documents)
}

impl Project {
    /// What the campaign is called among others: its folder, and its file where that has a name of its own.
    pub fn name(&self) -> String {
        let folder = self.folder.root.file_name().unwrap_or_default().to_string_lossy();
        match self.file_stem() {
            "campaign" => folder.into_owned(),
            file => format!("{folder} {file}"),
        }
    }

    /// What the campaign is called among those of its folder: its file without the ending.
    pub fn file_stem(&self) -> &str {
        self.file.strip_suffix(".yaml").unwrap_or(&self.file)
    }

    /// The path of a file in the campaign's folder itself that the program keeps there.
    ///
    /// # Errors
    /// When the name that the campaign gives it leads elsewhere.
    pub fn beside(&self, named: Option<&Spanned<String>>, usual: &str) -> Result<PathBuf> {
        let Some(named) = named else { return Ok(self.folder.root.join(usual)) };
        let is_csv = Path::new(&named.v).extension().is_some_and(|ending| ending == "csv");
        let is_name = Path::new(&named.v).file_name().is_some_and(|name| name == named.v.as_str());
        if !is_name || named.v.contains(['\\', ':']) || !is_csv {
            return Err(Diagnostic::error(named.place.clone(), format!("“{}”不能作台账", named.v))
                .hint("写活动文件夹里的一个文件名，例如：文号台账.csv")
                .into());
        }
        Ok(self.folder.root.join(&named.v))
    }

    /// What has still to be written in it, and where that stands first.
    pub fn blanks(&self) -> &Blanks {
        self.blanks.get_or_init(|| self.find_blanks())
    }

    fn find_blanks(&self) -> Blanks {
        let mut blanks = Blanks::new();
        let mut add = |text: &str, place: &dyn Fn(Range<usize>) -> Place| {
            for blank in placeholder::all(text) {
                let range = blank.range;
                blanks.entry(text[range.clone()].to_owned()).or_insert_with(|| place(range));
            }
        };
        let texts = self.texts.values().filter_map(|text| text.as_ref().ok());
        for source in std::iter::once(&self.source).chain(texts).chain(&self.templates) {
            add(source.text(), &|range| Place::text(source, range));
        }
        let tables = self.tables.values().filter_map(|table| table.as_ref().ok());
        let rosters = self.rosters.values().filter_map(|roster| roster.as_ref().ok());
        let members = rosters.flat_map(Roster::members);
        let of_members = members.flat_map(|member| member.name.iter().chain(&member.fields));
        for cell in tables.flat_map(|table| &table.rows).flatten().chain(of_members) {
            add(&cell.v, &|_| cell.place.clone());
        }
        blanks
    }

    /// The messages about everything that could not be read.
    pub fn problems(&self) -> Diagnostics {
        let mut found = self.notes.clone();
        found.extend(self.texts.values().filter_map(|text| text.as_ref().err().cloned()).flatten());
        found.extend(self.rosters.values().filter_map(|it| it.as_ref().err().cloned()).flatten());
        found.extend(self.tables.values().filter_map(|it| it.as_ref().err().cloned()).flatten());
        found.extend(self.pictures.values().filter_map(|it| it.as_ref().err().cloned()).flatten());
        found
    }
}

/// The folder and the name of the campaign file in it.
fn locate(path: &Path) -> Result<(Folder, String)> {
    let shown = path.display().to_string();
    let metadata = fs::metadata(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => {
            Diagnostic::error(Place::file(shown.as_str()), "没有这个文件或文件夹")
                .hint("写上活动文件夹的路径，例如：hongtou build data/county-plan")
        }
        _ => unreadable(&shown, &error),
    })?;
    let (root, name) = if metadata.is_dir() {
        (path, CAMPAIGN.to_owned())
    } else {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        (path.parent().unwrap_or(Path::new(".")), name)
    };
    let root = if root.as_os_str().is_empty() { Path::new(".") } else { root };
    let root = fs::canonicalize(root).map_err(|error| unreadable(&shown, &error))?;
    if metadata.is_dir() && !root.join(&name).exists() {
        return Err(Diagnostic::error(Place::file(shown), format!("文件夹里没有 {CAMPAIGN}"))
            .hint("一个活动是一个文件夹，里面要有 campaign.yaml；文件另有名字的，写出它的路径")
            .into());
    }
    Ok((Folder { root, seen: Mutex::default() }, name))
}

fn unreadable(shown: &str, error: &std::io::Error) -> Diagnostic {
    Diagnostic::error(Place::file(shown), format!("读不出来：{}", io_reason(error)))
}

/// A campaign folder. Nothing outside it is read.
#[derive(Debug)]
struct Folder {
    root: PathBuf,
    /// Which file held what, in the order of reading.
    seen: Mutex<Vec<(String, Fingerprint)>>,
}

impl Folder {
    fn read(&self, path: &Spanned<String>) -> Result<Vec<u8>> {
        let at = |message: String| Diagnostic::error(path.place.clone(), message);
        // clerks on Windows write the path as Windows does
        let relative = path.v.replace('\\', "/");
        let inside = !relative.is_empty()
            && Path::new(&relative)
                .components()
                .all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
            && !relative.contains(':');
        if !inside {
            return Err(at(format!("“{}”不在活动文件夹里", path.v))
                .hint("只能引用活动文件夹里的文件，把文件复制进来，再写它在文件夹里的路径")
                .into());
        }
        let full = self.root.join(&relative);
        let real = fs::canonicalize(&full).map_err(|error| match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => {
                let files = self.files();
                at(format!("没有“{}”这个文件", path.v))
                    .did_you_mean(&relative, files.iter().map(String::as_str))
            }
            _ => unreadable(&path.v, &error),
        })?;
        if !real.starts_with(&self.root) {
            return Err(at(format!("“{}”指向活动文件夹外面", path.v))
                .hint("把文件本身复制进活动文件夹，不要用快捷方式或链接")
                .into());
        }
        let metadata = fs::metadata(&real).map_err(|error| unreadable(&path.v, &error))?;
        if !metadata.is_file() {
            return Err(at(format!("“{}”是文件夹，不是文件", path.v))
                .hint("写到文件为止，例如：名单/领导小组.xlsx")
                .into());
        }
        if metadata.len() > LARGEST_FILE {
            return Err(at(format!("“{}”太大了，超过 64 MB", path.v))
                .hint("请核对是不是这个文件")
                .into());
        }
        let bytes = fs::read(&real).map_err(|error| unreadable(&path.v, &error))?;
        self.seen().push((relative, Fingerprint::of_bytes(&bytes)));
        Ok(bytes)
    }

    fn contents(&self) -> Fingerprint {
        Fingerprint::of(|hasher| self.seen().hash(hasher))
    }

    fn seen(&self) -> MutexGuard<'_, Vec<(String, Fingerprint)>> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn text(&self, path: &Spanned<String>) -> Result<Arc<Source>> {
        let bytes = self.read(path)?;
        let Some(text) = characters::decoded(&bytes) else {
            return Err(Diagnostic::error(path.place.clone(), format!("“{}”不是文本文件", path.v))
                .hint("用记事本另存为 UTF-8 编码的文本；Word 文件请把文字粘贴到文本文件里")
                .into());
        };
        let source = Source::new(path.v.clone(), characters::cleaned(&text));
        characters::check(source.text(), |range| Place::text(&source, range))?;
        Ok(source)
    }

    fn templates(&self) -> Result<Vec<Arc<Source>>> {
        let mut names: Vec<String> = match fs::read_dir(self.root.join(TEMPLATES)) {
            Ok(entries) => entries
                .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
                .filter(|name| {
                    Path::new(name).extension().is_some_and(|extension| extension == "md")
                })
                .map(|name| format!("{TEMPLATES}/{name}"))
                .collect(),
            Err(_) => Vec::new(),
        };
        names.sort();
        crate::diag::collect(
            names.into_iter().map(|name| self.text(&Spanned::new(name.clone(), Place::file(name)))),
        )
    }

    /// The files of the folder and of the folders in it, for "did you mean".
    fn files(&self) -> Vec<String> {
        let names = |folder: &Path| -> Vec<(PathBuf, bool)> {
            let entries =
                fs::read_dir(folder).into_iter().flatten().filter_map(std::result::Result::ok);
            entries.map(|entry| (entry.path(), entry.path().is_dir())).collect()
        };
        let (folders, files): (Vec<_>, Vec<_>) =
            names(&self.root).into_iter().partition(|(_, is_folder)| *is_folder);
        let deeper = folders.iter().flat_map(|(folder, _)| names(folder)).filter(|(_, dir)| !dir);
        let mut paths: Vec<String> = files
            .into_iter()
            .chain(deeper)
            .filter_map(|(path, _)| Some(path.strip_prefix(&self.root).ok()?.display().to_string()))
            .filter(|path| path != CAMPAIGN && !path.starts_with('.'))
            .take(50)
            .collect();
        paths.sort();
        paths
    }
}
