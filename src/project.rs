//! Opens a campaign: everything that is read is read through one door ([`Files`]).

mod files;
mod reader;

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use self::files::{Files, Folder, Memory, Overlay, Unreadable};
use self::reader::{LARGEST_TEXT, Reader};
use crate::diag::{Diagnostic, Diagnostics, Result, codes, io_reason};
use crate::directory::Directory;
use crate::fingerprint::Fingerprint;
use crate::load;
use crate::model::{Campaign, Order, PictureSpec, Sheet, Short, Words};
use crate::picture::Image;
use crate::roster::{self, Roster};
use crate::schedule;
use crate::sheet::layout::Layout;
use crate::sheet::records::Records;
use crate::sheet::{self, Grid};
use crate::source::{Place, Source, Spanned};

/// The campaign file of a folder.
pub(crate) const CAMPAIGN: &str = "campaign.yaml";
/// The file of an office's own words.
const WORDS: &str = "用语.yaml";
/// The folder of a campaign's own templates.
const TEMPLATES: &str = "templates";

/// A campaign with all that it includes, in memory. What could not be read stands in its place as the
/// messages about it, so that only the documents that need it fail.
#[derive(Debug)]
pub struct Project {
    /// The campaign.
    pub campaign: Campaign,
    /// Its rosters by name.
    pub rosters: BTreeMap<String, Result<Roster>>,
    /// Its tables by name.
    pub tables: BTreeMap<String, Result<Arc<Grid>>>,
    /// 机关: the organs that it knows.
    pub organs: Option<Result<Directory>>,
    /// Its own templates.
    pub templates: Vec<Arc<Source>>,
    /// The office's own words.
    pub words: Words,
    /// What a person should look at again.
    notes: Diagnostics,
    reader: Reader,
}

/// Reads a campaign.
///
/// # Errors
/// When there is no campaign, its text has mistakes, or its templates can't be read. Mistakes in other files
/// are kept in the project.
pub fn open(files: impl Files + 'static) -> Result<Project> {
    let (project, mistakes) = known(files)?;
    mistakes.or(project)
}

/// Reads what can be read of a campaign, and what is wrong with its text: with mistakes it is for looking at
/// only, and nothing may be made from it.
///
/// # Errors
/// When there is no campaign, or its templates can't be read.
pub(crate) fn known(files: impl Files + 'static) -> Result<(Project, Diagnostics)> {
    let reader = Reader::new(Arc::new(files));
    let file = reader.files().campaign().to_owned();
    let source = reader.read_text(&Spanned::new(file.clone(), Place::file(file)))?;
    let (campaign, mut mistakes) = load::known(&source)?;
    let words = match reader.text_beside(WORDS) {
        Some(source) => mistakes.take(source.and_then(|source| load::words(&source))),
        None => None,
    };
    let (words, wrong_words) = words.unwrap_or_default();
    mistakes.extend(wrong_words);
    let grid = |sheet: &Sheet| {
        let bytes = reader.bytes(&sheet.file)?;
        sheet::read(&sheet.file.v, &bytes, sheet.sheet.as_ref())
    };
    let mut notes = Diagnostics::new();
    let mut rosters: BTreeMap<String, Result<Roster>> = campaign
        .rosters
        .iter()
        .map(|(name, spec)| {
            let sheet = spec.sheet();
            let grid = grid(&sheet);
            notes.extend(grid.as_ref().ok().and_then(|grid| other_title(grid, &sheet)));
            let roster = grid.and_then(|grid| roster::read(&grid));
            let roster = roster.and_then(|roster| match &spec.order {
                Some(order) => {
                    let ordered = roster.ordered(order)?;
                    notes.extend(without_strokes(&ordered, order));
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
    let organs = campaign.organs.as_ref().map(|spec| {
        let grid = grid(&spec.sheet());
        grid.and_then(|grid| Directory::read(&grid))
    });
    // what is written wrong is known by its name: nothing that refers to it is told that there is no such thing
    for (name, said) in campaign.wrong_sheets("名单") {
        rosters.entry(name.to_owned()).or_insert_with(|| Err(said.clone().into()));
    }
    for (name, said) in campaign.wrong_sheets("表") {
        tables.entry(name.to_owned()).or_insert_with(|| Err(said.clone().into()));
    }
    for (name, from, planned) in schedule::tables(&campaign) {
        if let Some(sheet) = campaign.tables.get(name) {
            let message = format!("“{name}”表由活动里的“{from}”得来，不能再另有一个");
            return Err(Diagnostic::error(codes::NAME_TAKEN, sheet.file.place.clone(), message)
                .hint(format!("给这个表换个名字，或删去“{from}”"))
                .into());
        }
        tables.insert(name.to_owned(), Ok(Arc::new(planned)));
    }
    // what the campaign names is read now, so that all that is wrong with it is told at once
    let texts: Vec<Result<Arc<Source>>> =
        texts_of(&campaign, &tables).iter().map(|path| reader.text(path)).collect();
    for spec in pictures_of(&campaign) {
        let _ = reader.picture(&spec.file);
    }
    let templates = reader.templates()?;
    for (name, sheet) in &campaign.tables {
        let texts = texts.iter().filter_map(|text| text.as_ref().ok()).chain(&templates);
        let is_printed =
            is_attached(&campaign, name) || texts.into_iter().any(|it| places(it, name));
        if let Some(Ok(grid)) = tables.get(name).filter(|_| is_printed) {
            notes.extend(titles_left_out(grid, sheet));
        }
    }
    reader.opened();
    let project = Project { campaign, rosters, tables, organs, templates, words, notes, reader };
    Ok((project, mistakes))
}

/// A text that is no campaign's, from its file: the one that is named as a campaign would be.
///
/// # Errors
/// When it can't be read, or is no text.
pub(crate) fn text(files: &impl Files, name: &str) -> Result<Arc<Source>> {
    let place = Place::file(name);
    match files.read(files.campaign()) {
        Ok(bytes) => reader::source(name, &place, &bytes),
        Err(Unreadable::Failed(error)) => {
            let message = format!("读不出来：{}", io_reason(&error));
            Err(Diagnostic::error(codes::FILE_UNREADABLE, place, message).into())
        }
        Err(error) => Err(Diagnostic::error(codes::FILE_UNFIT, place, format!("“{name}”{error}"))
            .hint("换成普通的文本文件")
            .into()),
    }
}

/// A text that is no campaign's, from what somebody gives ([`Read`]), under a name for messages.
///
/// # Errors
/// As [`text`].
pub(crate) fn text_from(given: impl Read, name: &str) -> Result<Arc<Source>> {
    let place = Place::file(name);
    let mut bytes = Vec::new();
    // one more than there may be tells that there are more
    let most = u64::try_from(LARGEST_TEXT).unwrap_or(u64::MAX);
    if let Err(error) = given.take(most.saturating_add(1)).read_to_end(&mut bytes) {
        let message = format!("读不出来：{}", io_reason(&error));
        return Err(Diagnostic::error(codes::FILE_UNREADABLE, place, message).into());
    }
    reader::source(name, &place, &bytes)
}

/// A sheet may bear its own title; 附件说明 and the attachment print the campaign's, which should be the same.
fn other_title(grid: &Grid, sheet: &Sheet) -> Option<Diagnostic> {
    let title = sheet.title.as_ref().filter(|title| !title.v.contains("{{"))?;
    let mut first = grid.rows().first()?.iter().filter(|cell| !cell.v.is_empty());
    let (own, None) = (first.next()?, first.next()) else { return None };
    let bare = |text: &str| -> String { text.split_whitespace().flat_map(str::chars).collect() };
    let is_title = ["名单", "名册"].iter().any(|ending| bare(&own.v).ends_with(ending));
    (is_title && bare(&own.v) != bare(&title.v)).then(|| {
        let message = format!("表里的标题是“{}”，活动里写的是“{}”", bare(&own.v), title.v);
        Diagnostic::warning(codes::TABLE_TITLE_DIFFERS, own.place.clone(), message)
            .hint("印的是活动里的；核对哪一个对")
    })
}

/// Whether a document has the table as an attachment.
fn is_attached(campaign: &Campaign, name: &str) -> bool {
    let attachments = campaign.documents.iter().flat_map(|spec| &spec.attachments);
    attachments.into_iter().any(|it| it.v.table.as_ref().is_some_and(|table| table.v == name))
}

/// Whether a text places the table.
fn places(text: &Source, name: &str) -> bool {
    ["\"", "'"].iter().any(|quote| text.text().contains(&format!("表({quote}{name}{quote})")))
}

/// The titles above a table's head are printed where the campaign's title says the same, and nowhere else.
fn titles_left_out(grid: &Grid, sheet: &Sheet) -> Vec<Diagnostic> {
    let bare = |text: &str| -> String {
        text.split_whitespace().flat_map(str::chars).filter(|c| *c != '|').collect()
    };
    let title = sheet.title.as_ref().map(|title| title.v.as_str());
    let is_label = |text: &str| {
        let number = text.strip_prefix("附件").or_else(|| text.strip_prefix("附表"));
        number.is_some_and(|rest| rest.chars().all(|c| c.is_numeric() || "：:.-—".contains(c)))
    };
    let left_out = |cell: &&Spanned<String>| {
        let own = bare(&cell.v);
        let same = title.is_some_and(|title| title.contains("{{") || bare(title) == own);
        !same && !is_label(&own)
    };
    let head = sheet.head.as_ref().map(|head| head.v);
    let titles = Layout::of(grid, head).titles(grid).filter(left_out).map(|cell| {
        let (code, message, hint) = match title {
            Some(title) => (
                codes::TABLE_TITLE_DIFFERS,
                format!("表里的标题是“{}”，活动里写的是“{title}”", bare(&cell.v)),
                "印的是活动里的；核对哪一个对",
            ),
            None => (
                codes::TABLE_TITLE_LEFT_OUT,
                format!("表头上面的“{}”是标题，没有印", bare(&cell.v)),
                "要印的，写在正文里；不是标题而是表的一行的，在活动文件里给表写上“表头: 0”",
            ),
        };
        Diagnostic::warning(code, cell.place.clone(), message).hint(hint)
    });
    titles.collect()
}

/// Who has a character that the national table has not got stands where Unicode's table has it, which may be
/// wrong: somebody has to look.
fn without_strokes(roster: &Roster, order: &Spanned<Order>) -> Option<Diagnostic> {
    if !matches!(order.v, Order::SurnameStrokes | Order::NameStrokes) {
        return None;
    }
    let names: Vec<&str> = roster.without_strokes().map(|name| name.v.as_str()).collect();
    if names.is_empty() {
        return None;
    }
    let message =
        format!("姓名里有字不在按笔画排序的字表里，先后是推定的，请核对：{}", names.join("、"));
    let hint = "排得不对，就在表里排好，写“顺序: 不变”，用“注明顺序”写明怎么排的";
    Some(Diagnostic::warning(codes::WITHOUT_STROKES, order.place.clone(), message).hint(hint))
}

/// A column of recipients that names a text for each.
pub(crate) const TEXT_COLUMN: &str = "正文";

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
fn pictures_of(campaign: &Campaign) -> impl Iterator<Item = &Short<PictureSpec>> {
    let of_documents = campaign.documents.iter().flat_map(|spec| {
        let seals = spec.joint.iter().filter_map(|organ| organ.seal.as_ref());
        seals.chain(spec.signed_by.iter().filter_map(|person| person.stamp.as_ref()))
    });
    campaign.organ.seal.iter().chain(of_documents)
}

impl Project {
    /// What the campaign is called among others.
    pub fn name(&self) -> String {
        self.reader.files().name()
    }

    /// What the campaign is called among those of its folder: its file without the ending.
    pub fn file_stem(&self) -> &str {
        let file = self.reader.files().campaign();
        file.strip_suffix(".yaml").unwrap_or(file)
    }

    /// A text by its path, read when it is first asked for: what is rendered may name one, too.
    ///
    /// # Errors
    /// When it can't be read, where it was first named.
    pub fn text(&self, path: &Spanned<String>) -> Result<Arc<Source>> {
        self.reader.text(path)
    }

    /// A picture by its path, read when it is first asked for.
    ///
    /// # Errors
    /// When it can't be read, where it was first named.
    pub fn picture(&self, path: &Spanned<String>) -> Result<Image> {
        self.reader.picture(path)
    }

    /// Of every file that was read for it so far.
    pub fn contents(&self) -> Fingerprint {
        self.reader.contents()
    }

    /// The names of the files that were read after it was opened, because what was rendered named them.
    pub fn read_later(&self) -> Vec<String> {
        self.reader.later()
    }

    /// Reads files that were read after opening the last time, so that [`Project::contents`] tells of them. What
    /// can't be read any more is not among them then.
    pub fn read_again<'n>(&self, names: impl IntoIterator<Item = &'n str>) {
        for name in names {
            let _ = self.reader.bytes(&Spanned::new(name.to_owned(), Place::Program));
        }
    }

    /// The bytes of a file beside the campaign that the program keeps there and that is no part of the campaign;
    /// none where there is none.
    ///
    /// # Errors
    /// When it is there and can't be read.
    pub fn kept(&self, name: &str) -> std::result::Result<Option<Vec<u8>>, Unreadable> {
        match self.reader.files().read(name) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(Unreadable::Missing) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Where a file beside the campaign is on the disk; none for a campaign in memory.
    pub fn path(&self, name: &str) -> Option<PathBuf> {
        self.reader.files().folder().map(|folder| folder.join(name))
    }

    /// The name of a file in the campaign's folder itself that the program keeps there.
    ///
    /// # Errors
    /// When the name that the campaign gives it leads elsewhere.
    pub fn beside(&self, named: Option<&Spanned<String>>, usual: &str) -> Result<String> {
        let Some(named) = named else { return Ok(usual.to_owned()) };
        let is_csv = Path::new(&named.v).extension().is_some_and(|ending| ending == "csv");
        let is_name = Path::new(&named.v).file_name().is_some_and(|name| name == named.v.as_str());
        if !is_name || named.v.contains(['\\', ':']) || !is_csv {
            return Err(Diagnostic::error(
                codes::BAD_VALUE,
                named.place.clone(),
                format!("“{}”不能作台账", named.v),
            )
            .hint("写活动文件夹里的一个文件名，例如：文号台账.csv")
            .into());
        }
        Ok(named.v.clone())
    }

    /// The messages about everything that could not be read.
    pub fn problems(&self) -> Diagnostics {
        let mut found = self.notes.clone();
        found.extend(self.reader.wrong_texts());
        // what is wrong with the campaign's own words is told with them
        let rosters = self.campaign.rosters.keys().filter_map(|name| self.rosters.get(name));
        let tables = self.campaign.tables.keys().filter_map(|name| self.tables.get(name));
        found.extend(rosters.filter_map(|it| it.as_ref().err().cloned()).flatten());
        found.extend(tables.filter_map(|it| it.as_ref().err().cloned()).flatten());
        found.extend(self.organs.iter().filter_map(|it| it.as_ref().err().cloned()).flatten());
        found.extend(self.reader.wrong_pictures());
        found
    }
}
