//! The faces that documents are printed in: the office's own where they are installed, else the ones
//! that ship with the program, character by character.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diag::{Diagnostic, Diagnostics, Result, codes, io_reason};
use crate::doc::Document;
use crate::doc::text::{self, Face};
use crate::fingerprint::Fingerprint;
use crate::source::Place;

/// The environment variable that names the folder of the shipped fonts.
pub const VARIABLE: &str = "HONGTOU_FONTS";

/// Names under which an office's own face may be installed, the preferred first.
fn office_names(face: Face) -> &'static [&'static str] {
    match face {
        Face::BiaoSong => &[
            "方正小标宋简体",
            "FZXiaoBiaoSong-B05S",
            "方正小标宋_GBK",
            "FZXiaoBiaoSong-B05",
            "方正公文小标宋",
            "FZDocXiaoBiaoSong",
            "华文中宋",
            "STZhongsong",
        ],
        Face::FangSong => &[
            "仿宋_GB2312",
            "FangSong_GB2312",
            "仿宋",
            "FangSong",
            "方正仿宋_GBK",
            "FZFangSong-Z02",
            "华文仿宋",
            "STFangsong",
        ],
        Face::Kai => &[
            "楷体_GB2312",
            "KaiTi_GB2312",
            "楷体",
            "KaiTi",
            "方正楷体_GBK",
            "FZKai-Z03",
            "华文楷体",
            "STKaiti",
        ],
        Face::Hei => &["黑体", "SimHei", "方正黑体_GBK", "FZHei-B01"],
        Face::Song => &["宋体", "SimSun", "NSimSun"],
    }
}

/// A file that ships with the program, and the hash of what is in it.
struct Shipped {
    name: &'static str,
    contents: u128,
}

const BIAO_SONG: Shipped = Shipped {
    name: "GongwenBiaoSong-Regular.otf",
    contents: 0xed0b_a881_aa5b_968c_9458_9e3e_e2ca_497f,
};
const FANG_SONG: Shipped = Shipped {
    name: "GongwenFangSong-Regular.otf",
    contents: 0x401e_ab25_26f3_fbad_2706_4e99_6f16_563e,
};
const KAI: Shipped =
    Shipped { name: "GongwenKai-Regular.otf", contents: 0x2f09_3573_3544_a0a8_dd5d_911d_2e94_5337 };
const HEI: Shipped =
    Shipped { name: "GongwenHei-Regular.otf", contents: 0x65d8_4f69_54c6_6c25_9b67_f5a3_692f_eda4 };
const SONG: Shipped = Shipped {
    name: "GongwenSong-Regular.otf",
    contents: 0x1169_edbb_d042_79a1_aca6_2a89_75c4_133d,
};
const RARE: Shipped = Shipped {
    name: "GongwenSongRare-Regular.otf",
    contents: 0xdc81_0cbf_22dc_4865_3222_c3eb_704d_9eb7,
};
const SUPPLEMENT: Shipped = Shipped {
    name: "GongwenKaiSupplement-Regular.ttf",
    contents: 0x19e4_51b2_3413_b5cc_6f3d_ba73_f15b_5726,
};

/// The shipped files of a face: its own, then what it falls back to.
fn shipped_files(face: Face) -> &'static [Shipped] {
    match face {
        Face::BiaoSong => &[BIAO_SONG, RARE, SONG],
        Face::FangSong => &[FANG_SONG, SUPPLEMENT, RARE, SONG],
        Face::Kai => &[KAI, SUPPLEMENT, RARE, SONG],
        Face::Hei => &[HEI, RARE, SONG],
        Face::Song => &[SONG, RARE],
    }
}

/// Where fonts are looked for.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The folder of the shipped fonts; beside the program or in the source tree where none is named.
    pub folder: Option<PathBuf>,
    /// Do not look for installed fonts: the same output on every machine.
    pub shipped_only: bool,
}

/// One face in one file.
#[derive(Clone, Debug)]
pub struct FontFile {
    /// The file.
    pub path: PathBuf,
    /// Which face of a collection.
    pub index: u32,
    /// The file's bytes.
    pub bytes: Arc<Vec<u8>>,
}

impl FontFile {
    /// Whether it says that it has a character, and if so, whether it can draw it: a font that was cut off or
    /// damaged may say so and print a blank.
    fn draws(&self, c: char) -> Option<bool> {
        let face = ttf_parser::Face::parse(&self.bytes, self.index).ok()?;
        let glyph = face.glyph_index(c)?;
        Some(c.is_whitespace() || face.glyph_bounding_box(glyph).is_some())
    }

    /// Whether every table that the file lists is in it.
    fn is_whole(&self) -> bool {
        ttf_parser::RawFace::parse(&self.bytes, self.index).is_ok_and(|face| {
            face.table_records.into_iter().all(|table| {
                let end = table.offset.checked_add(table.length);
                end.is_some_and(|end| end as usize <= self.bytes.len())
            })
        })
    }

    /// Whether every table is what it was when the font was made, by the checksums that the file lists. All of
    /// it is read for that.
    pub fn is_sound(&self) -> bool {
        // the checksum of the head is that of a head which does not yet hold the checksum of the whole
        const HEAD: ttf_parser::Tag = ttf_parser::Tag::from_bytes(b"head");
        const ADJUSTMENT: usize = 2;
        let word = |(at, bytes): (usize, &[u8]), tag| {
            let word = bytes.iter().fold(0, |word, byte| word << 8 | u32::from(*byte));
            let word = word << (8 * (4 - bytes.len()));
            if tag == HEAD && at == ADJUSTMENT { 0 } else { word }
        };
        ttf_parser::RawFace::parse(&self.bytes, self.index).is_ok_and(|face| {
            face.table_records.into_iter().all(|table| {
                let (start, length) = (table.offset as usize, table.length as usize);
                let bytes = self.bytes.get(start..start.saturating_add(length));
                bytes.is_some_and(|bytes| {
                    let words = bytes.chunks(4).enumerate().map(|chunk| word(chunk, table.tag));
                    words.fold(0, u32::wrapping_add) == table.check_sum
                })
            })
        })
    }
}

/// What tells whether a shipped file is what it was.
fn contents(bytes: &[u8]) -> Fingerprint {
    // without its length, which not all machines hash alike
    Fingerprint::of(|hasher| hasher.write(bytes))
}

/// Which font it is: a font file begins with the checksums of all its tables, so 21 MB need not be read
/// through again at each start.
impl Hash for FontFile {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.index, self.bytes.len()).hash(state);
        if let Ok(face) = ttf_parser::RawFace::parse(&self.bytes, self.index) {
            for table in face.table_records {
                (table.tag.0, table.check_sum, table.length).hash(state);
            }
        }
    }
}

/// All faces, ready to print with.
#[derive(Clone, Debug)]
pub struct Fonts {
    chains: BTreeMap<Face, Vec<FontFile>>,
}

impl Fonts {
    /// Every font file in the order in which it is asked.
    pub fn files(&self) -> impl Iterator<Item = &FontFile> {
        self.chains.values().flatten()
    }

    /// The fonts that ship with the program and no others: the same output on every machine.
    ///
    /// # Errors
    /// As [`Fonts::open`].
    pub fn shipped() -> Result<Self> {
        Self::open(&Options { folder: None, shipped_only: true })
    }

    /// Finds and reads the fonts.
    ///
    /// # Errors
    /// When a shipped font is missing or is no font.
    pub fn open(options: &Options) -> Result<Self> {
        let folder = shipped_folder(options)?;
        let mut installed = fontdb::Database::new();
        if !options.shipped_only {
            installed.load_system_fonts();
        }
        let mut read: BTreeMap<PathBuf, Arc<Vec<u8>>> = BTreeMap::new();
        let mut found = Diagnostics::new();
        let mut chains = BTreeMap::new();
        for face in Face::ALL {
            let shipped = shipped_files(face).iter();
            let shipped = shipped.map(|file| (folder.join(file.name), 0, Some(file.contents)));
            let office = office_font(&installed, face).map(|(path, index)| (path, index, None));
            let files = office.into_iter().chain(shipped).filter_map(|(path, index, wanted)| {
                let file = open(&path, index, wanted, &mut read);
                found.take(file)
            });
            chains.insert(face, files.collect());
        }
        found.or(Self { chains })
    }

    /// The files of a face in the order in which they are asked for a character.
    pub fn chain(&self, face: Face) -> &[FontFile] {
        self.chains.get(&face).map_or(&[], Vec::as_slice)
    }

    /// Whether the font that will print a character of a face can: the first that says that it has it.
    fn draws(&self, face: Face, c: char) -> bool {
        self.chain(face).iter().find_map(|file| file.draws(c)).unwrap_or_default()
    }

    /// Checks that every printed character has a glyph.
    ///
    /// # Errors
    /// Each character that no font of its face has, once a place.
    pub fn check(&self, document: &Document) -> Result<()> {
        let mut known: BTreeMap<(Face, char), bool> = BTreeMap::new();
        let mut missing: Vec<(Face, char, Place)> = Vec::new();
        text::visit(document, &mut |role, words, place| {
            for c in words.chars() {
                let has =
                    known.entry((role.face(), c)).or_insert_with(|| self.draws(role.face(), c));
                if !*has {
                    missing.push((role.face(), c, place.narrow(c.encode_utf8(&mut [0; 4]))));
                }
            }
        });
        let mut found = Diagnostics::new();
        for (face, c, place) in missing {
            let message = format!("“{c}”（U+{:04X}）没有一种{}字体能印", u32::from(c), face.name());
            found.push(
                Diagnostic::error(codes::NO_GLYPH, place, message)
                    .hint("换用规范字形；确需此字的，安装含有此字的字体后重试"),
            );
        }
        found.or(())
    }
}

/// Opens a font; of a shipped one the contents are known.
fn open(
    path: &Path,
    index: u32,
    wanted: Option<u128>,
    read: &mut BTreeMap<PathBuf, Arc<Vec<u8>>>,
) -> Result<FontFile> {
    let wrong = |message: String| {
        Diagnostic::error(codes::NO_FONTS, Place::file(path.display().to_string()), message)
            .hint("重新取得程序附带的 fonts 文件夹，或用 --fonts 指明它在哪里")
    };
    let bytes = if let Some(bytes) = read.get(path) {
        Arc::clone(bytes)
    } else {
        let bytes = fs::read(path)
            .map_err(|error| wrong(format!("字体读不出来：{}", io_reason(&error))))?;
        if wanted.is_some_and(|wanted| contents(&bytes) != Fingerprint::from(wanted)) {
            return Err(wrong("字体文件不完整，或者不是程序附带的那一份".to_owned()).into());
        }
        let bytes = Arc::new(bytes);
        read.insert(path.to_owned(), Arc::clone(&bytes));
        bytes
    };
    if ttf_parser::Face::parse(&bytes, index).is_err() {
        return Err(wrong("这不是字体文件".to_owned()).into());
    }
    let file = FontFile { path: path.to_owned(), index, bytes };
    if file.is_whole() {
        Ok(file)
    } else {
        Err(wrong("字体文件不完整，印出来会有空白".to_owned()).into())
    }
}

/// The folder of the shipped fonts: as told, beside the program, or in the source tree.
fn shipped_folder(options: &Options) -> Result<PathBuf> {
    if let Some(folder) = &options.folder {
        if folder.is_dir() {
            return Ok(folder.clone());
        }
        let place = Place::file(folder.display().to_string());
        return Err(Diagnostic::error(codes::NO_FONTS, place, "没有这个字体文件夹")
            .hint(format!("核对 --fonts（环境变量 {VARIABLE}）写的路径"))
            .into());
    }
    let beside =
        std::env::current_exe().ok().and_then(|program| Some(program.parent()?.join("fonts")));
    let source_tree = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
    beside.into_iter().chain([source_tree]).find(|folder| folder.is_dir()).ok_or_else(|| {
        Diagnostic::error(codes::NO_FONTS, Place::file("fonts"), "找不到程序附带的字体")
            .hint(format!("把 fonts 文件夹放在程序旁边，或用 --fonts（环境变量 {VARIABLE}）指明"))
            .into()
    })
}

/// The office's own font for a face, if one is installed.
fn office_font(installed: &fontdb::Database, face: Face) -> Option<(PathBuf, u32)> {
    office_names(face).iter().find_map(|name| {
        let found = installed.faces().find(|candidate| {
            candidate.post_script_name == *name
                || candidate.families.iter().any(|(family, _)| family == name)
        })?;
        match &found.source {
            fontdb::Source::File(path) => Some((path.clone(), found.index)),
            fontdb::Source::Binary(_) | fontdb::Source::SharedFile(..) => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with the shipped fonts, of which one holds something else.
    fn with(name: &str, other: &[u8]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in Face::ALL.iter().flat_map(|face| shipped_files(*face)) {
            let bytes = if file.name == name { other.to_vec() } else { shipped(file.name) };
            crate::output::replace(&folder.path().join(file.name), &bytes).unwrap();
        }
        folder
    }

    fn shipped(name: &str) -> Vec<u8> {
        fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts").join(name)).unwrap()
    }

    fn font(bytes: &[u8]) -> FontFile {
        FontFile { path: PathBuf::new(), index: 0, bytes: Arc::new(bytes.to_vec()) }
    }

    #[test]
    fn a_shipped_font_that_is_not_what_it_was_is_refused_by_name() {
        let whole = shipped(FANG_SONG.name);
        let mut one_bit = whole.clone();
        one_bit[1_000_000] ^= 1;
        let longer = [whole.as_slice(), &[0]].concat();
        let shorter = |length: usize| whole[..length].to_vec();
        for bytes in [shorter(1_400_000), shorter(whole.len() - 1), one_bit, longer] {
            let folder = with(FANG_SONG.name, &bytes);
            let options = Options { folder: Some(folder.path().to_owned()), shipped_only: true };
            let said = Fonts::open(&options).unwrap_err();
            let said: Vec<String> = said.iter().map(ToString::to_string).collect();
            assert_eq!(said.len(), 1);
            assert!(
                said[0].contains(FANG_SONG.name) && said[0].contains("字体文件不完整"),
                "{said:?}"
            );
        }
    }

    #[test]
    fn what_is_wrong_with_a_font_is_known_without_its_hash() {
        let mut file = shipped(FANG_SONG.name);
        assert!(font(&file).is_whole() && font(&file).is_sound());
        assert!(!font(&file[..file.len() - 5]).is_whole());
        file[1_000_000] ^= 1;
        assert!(font(&file).is_whole() && !font(&file).is_sound());
    }

    #[test]
    fn what_a_font_says_that_it_has_and_can_not_draw_is_missing() {
        // the outlines are gone, the table of characters stands
        let mut file = shipped(FANG_SONG.name);
        file[100_000..2_700_000].fill(0xff);
        assert_eq!(font(&file).draws('字'), Some(false));
        let shipped = Fonts::shipped().unwrap();
        for c in "字，、王　 A1“”—…".chars() {
            assert!(shipped.draws(Face::FangSong, c), "{c}");
        }
        assert!(!shipped.draws(Face::FangSong, '☐'));
    }

    #[test]
    fn the_shipped_fonts_are_sound() {
        assert!(Fonts::shipped().unwrap().files().all(FontFile::is_sound));
    }
}
