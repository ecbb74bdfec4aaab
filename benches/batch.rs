//! How fast a batch is made, and what that costs over typst alone and against what offices do otherwise.
//!
//! All is measured in one run on one machine, in turns, so that what else the machine does hits all alike:
//! the ratios count, more than the numbers.
#![expect(clippy::unwrap_used, reason = "a benchmark that can't set itself up should fail there")]
#![expect(clippy::print_stdout, reason = "a table is what it is for")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;
use std::{fs, thread};

use hongtou::internals::doc::text::Face;
use hongtou::internals::layout::{LAYOUT, Laid};
use hongtou::internals::output;
use hongtou::internals::write::docx::docx;
use hongtou::internals::write::pdf::pdf;
use hongtou::{Fonts, Memory, Options, Plan, Press, Project, open};
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

/// As the program has it: the allocator is a good part of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How many townships: the documents of one round. More than 104 would not all have a name of their own.
const DOCUMENTS: usize = 60;
/// Rounds that count; one before them warms up.
const ROUNDS: usize = 9;
/// Rows of each township's roster. Each has its own: of one for all, typst would remember the layout.
const ROSTER: usize = 40;

/// The documents measured, in the order of the campaign: what they are and how many pages they must have.
const SIZES: [(&str, usize); 2] = [("notice", 2), ("plan with a 40-row roster", 6)];

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let project = campaign();
    let press = Press::new(Fonts::shipped().unwrap());
    let floor = Floor::new(press.fonts());
    let options = Options::default();
    let plan = press.plan(&project, &options).unwrap();
    let names: Vec<String> = plan.names().map(str::to_owned).collect();
    let desk = Desk { plan: &plan, floor };
    println!(
        "{} threads; medians of {ROUNDS} rounds of {DOCUMENTS} documents, each way in turn",
        threads()
    );
    for (names, (name, pages)) in names.chunks(DOCUMENTS).zip(SIZES) {
        println!(
            "\n{:<44}{:>12}{:>18}",
            format!("{pages}-page {name}"),
            "documents/s",
            "CPU ms/document"
        );
        measure(&desk, names, pages, &folder.path().join(name));
    }
    println!(
        "\npeak memory of all this, in one process: {}",
        peak_memory().as_deref().unwrap_or("not known here")
    );
}

/// Measures every way to make the documents of an entry.
fn measure(desk: &Desk<'_>, names: &[String], pages: usize, folder: &Path) {
    fs::create_dir(folder).unwrap();
    let typeset = |index: usize| desk.typeset(&names[index]);
    let inputs: Vec<Bytes> = (0..DOCUMENTS)
        .map(|index| {
            let typeset = typeset(index);
            assert_eq!(typeset.pages(), pages);
            Bytes::new(typeset.input().to_vec())
        })
        .collect();

    let both = |index| {
        let typeset = typeset(index);
        (pdf(&typeset).unwrap(), docx(&typeset).unwrap())
    };
    let ways: [(&str, &(dyn Fn(usize) + Sync)); 4] = [
        ("(a) hongtou, PDF + DOCX", &|index| drop(black_box(both(index)))),
        ("    and written to disk", &|index| {
            let (pdf, docx) = both(index);
            output::replace(&folder.join(format!("{index}.pdf")), &pdf).unwrap();
            output::replace(&folder.join(format!("{index}.docx")), &docx).unwrap();
        }),
        ("(b) hongtou, PDF", &|index| drop(black_box(pdf(&typeset(index)).unwrap()))),
        ("(c) floor: typst::compile + typst_pdf::pdf", &|index| {
            drop(black_box(desk.floor.pdf(&inputs[index])));
        }),
    ];
    let mut rounds: Vec<Vec<Cost>> = (0..=ROUNDS)
        .map(|_| ways.iter().map(|(_, work)| Cost::of(DOCUMENTS, work)).collect())
        .collect();
    rounds.remove(0); // it warmed up
    let median_of =
        |figure: &dyn Fn(&[Cost]) -> f64| median(rounds.iter().map(|round| figure(round)));
    for (way, (name, _)) in ways.iter().enumerate() {
        let (speed, cpu) =
            (median_of(&|round| round[way].speed), median_of(&|round| round[way].cpu));
        println!("{name:<44}{speed:>12.1}{cpu:>18.2}");
    }

    // of neighbours in time: what else the machine did hit both
    let over: Vec<f64> = rounds.iter().map(|round| round[2].cpu / round[3].cpu).collect();
    let (least, most) =
        over.iter().fold((f64::MAX, 0.0_f64), |(a, b), it| (a.min(*it), b.max(*it)));
    let over = median(over.into_iter());
    println!("{:<44}{over:>30.2}   in rounds {least:.2} to {most:.2}", "(b) / (c) in CPU");
    let beside = |name: &str, theirs: &dyn Fn() -> Option<f64>, missing: &str| {
        let ours = || Cost::of(DOCUMENTS, ways[0].1).speed;
        let before = ours();
        let Some(speed) = theirs() else {
            return println!("{name:<44}{:>12}   {missing}", "–");
        };
        let times = f64::midpoint(before, ours()) / speed;
        println!("{name:<44}{speed:>12.2}   (a) just before and after: {times:.1} times that");
    };
    beside("(d) typst, once a document", &|| typst_command(folder, &inputs), "no typst on PATH");
    let office = || docxtpl_and_soffice(folder, &both(0).1);
    beside(
        "(e) docxtpl + soffice, once a document",
        &office,
        "no docxtpl in python3, or no soffice",
    );
}

/// The campaign with its generated tables.
fn campaign() -> Project {
    let mut townships = "乡镇,文号,村数,户数,日,联系人\n".to_owned();
    let mut members = "乡镇,姓名,职务,联系电话\n".to_owned();
    for n in 0..DOCUMENTS {
        let township =
            format!("{}{}镇", pick("石云松青竹柳梅安", n), pick("桥岭坪溪山林河宁湾川塘坝关", n));
        let name = |n: usize| {
            format!(
                "{}{}{}",
                pick("王李张刘陈杨赵黄周吴", n),
                pick("明建国华", n / 7),
                pick("远英平", n / 3)
            )
        };
        let (villages, households, day) = (n % 17 + 5, 1200 + 37 * n, n % 28 + 1);
        writeln!(townships, "{township},{},{villages},{households},{day},{}", n + 1, name(n))
            .unwrap();
        for row in 0..ROSTER {
            writeln!(
                members,
                "{township},{},第{}村党支部书记,0826-{:07}",
                name(41 * n + row),
                row + 1,
                7919 * (ROSTER * n + row)
            )
            .unwrap();
        }
    }
    let files = [
        ("campaign.yaml", include_str!("township/campaign.yaml")),
        ("通知.md", include_str!("township/通知.md")),
        ("方案.md", include_str!("township/方案.md")),
        ("乡镇.csv", &townships),
        ("成员.csv", &members),
    ];
    open(files.into_iter().collect::<Memory>()).unwrap()
}

fn pick(characters: &str, n: usize) -> char {
    characters.chars().cycle().nth(n % characters.chars().count()).unwrap()
}

/// Everything it takes to make documents.
struct Desk<'p> {
    plan: &'p Plan<'p>,
    floor: Floor,
}

impl Desk<'_> {
    /// From the facts to the pages, with every check of `hongtou build`.
    fn typeset(&self, name: &str) -> Laid {
        let (typeset, said) = self.plan.typeset(name).unwrap();
        assert!(said.is_empty());
        let [typeset] = typeset.try_into().ok().unwrap();
        typeset
    }
}

/// What a round took.
struct Cost {
    /// Documents a second.
    speed: f64,
    /// Milliseconds of all threads a document.
    cpu: f64,
}

impl Cost {
    /// Works on so many documents with all threads.
    #[expect(clippy::cast_precision_loss, reason = "a count of documents")]
    fn of(documents: usize, work: impl Fn(usize) + Sync) -> Self {
        let (start, before) = (Instant::now(), cpu_seconds());
        let next = AtomicUsize::new(0);
        let worker = || loop {
            match next.fetch_add(1, Ordering::Relaxed) {
                index if index < documents => work(index),
                _ => return,
            }
        };
        thread::scope(|scope| {
            for _ in 0..threads() {
                // layout recurses; the program gives its threads as much
                thread::Builder::new()
                    .stack_size(16 * 1024 * 1024)
                    .spawn_scoped(scope, worker)
                    .unwrap();
            }
        });
        let documents = documents as f64;
        Self {
            speed: documents / start.elapsed().as_secs_f64(),
            cpu: (cpu_seconds() - before) * 1000.0 / documents,
        }
    }
}

fn threads() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// Processor time of this process, in steps of 10 ms; where there is no /proc it is not known.
fn cpu_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // the name of the program, in brackets, may hold spaces; user and system time are fields 14 and 15
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks: Vec<f64> = fields.skip(11).take(2).filter_map(|field| field.parse().ok()).collect();
    if ticks.is_empty() { f64::NAN } else { ticks.iter().sum::<f64>() / 100.0 }
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// The most memory that this process ever had.
fn peak_memory() -> Option<String> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    Some(status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().to_owned())
}

/// Typst and nothing else: the same layout, data and fonts in one warm process.
struct Floor {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    layout: Source,
    data: FileId,
}

/// What typst sees of one document.
struct Single<'f> {
    floor: &'f Floor,
    input: Bytes,
}

/// The bytes of a font file, not a second time in memory.
struct FontBytes(Arc<Vec<u8>>);

impl AsRef<[u8]> for FontBytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Floor {
    fn new(fonts: &Fonts) -> Self {
        let id =
            |name| RootedPath::new(VirtualRoot::Project, VirtualPath::new(name).unwrap()).intern();
        let mut files: Vec<_> = Face::ALL.iter().flat_map(|face| fonts.chain(*face)).collect();
        files.sort_by_key(|file| (&file.path, file.index));
        files.dedup_by_key(|file| (&file.path, file.index));
        let open = |bytes: &Arc<Vec<u8>>, index| {
            Font::new(Bytes::new(FontBytes(Arc::clone(bytes))), index).unwrap()
        };
        let fonts: Vec<Font> = files.iter().map(|file| open(&file.bytes, file.index)).collect();
        Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            layout: Source::new(id("page.typ"), LAYOUT.to_owned()),
            data: id("document.json"),
        }
    }

    fn pdf(&self, input: &Bytes) -> Vec<u8> {
        let world = Single { floor: self, input: input.clone() };
        let paged = typst::compile::<PagedDocument>(&world).output.unwrap();
        // as often as the program forgets
        comemo::evict(2);
        typst_pdf::pdf(&paged, &PdfOptions::default()).unwrap()
    }
}

impl World for Single<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.floor.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.floor.book
    }

    fn main(&self) -> FileId {
        self.floor.layout.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main() { Ok(self.floor.layout.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.floor.data { Ok(self.input.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.floor.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// Documents a second of the `typst` program, started for each, as many at once as there are threads.
fn typst_command(folder: &Path, inputs: &[Bytes]) -> Option<f64> {
    const SAMPLE: usize = 5;
    if !is_there(Command::new("typst").arg("--version")) {
        return None;
    }
    let compile = |index: usize| {
        let folder = folder.join(format!("typst-{index}"));
        fs::create_dir_all(&folder).unwrap();
        output::replace(&folder.join("page.typ"), LAYOUT.as_bytes()).unwrap();
        output::replace(&folder.join("document.json"), &inputs[index]).unwrap();
        let fonts = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts");
        let mut typst = Command::new("typst");
        typst.args([
            "compile",
            "--ignore-system-fonts",
            "--font-path",
            fonts,
            "page.typ",
            "page.pdf",
        ]);
        assert!(typst.current_dir(folder).output().unwrap().status.success());
    };
    compile(0);
    Some(Cost::of(SAMPLE, compile).speed)
}

/// Documents a second of a template filled in by docxtpl and printed by `LibreOffice`, started for each, as
/// many at once as there are threads. The template is a document of ours with a tag in it.
fn docxtpl_and_soffice(folder: &Path, docx: &[u8]) -> Option<f64> {
    const SAMPLE: usize = 4;
    if !is_there(Command::new("python3").args(["-c", "import docxtpl"]))
        || !is_there(Command::new("soffice").arg("--version"))
    {
        return None;
    }
    output::replace(&folder.join("template.docx"), docx).unwrap();
    let mut python = Command::new("python3");
    python.arg("-c").arg(include_str!("office.py"));
    python.arg(folder).arg(threads().to_string()).arg(SAMPLE.to_string());
    let said = python.output().unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    String::from_utf8_lossy(&said.stdout).trim().parse().ok()
}

fn is_there(command: &mut Command) -> bool {
    command.output().is_ok_and(|said| said.status.success())
}
