//! `hongtou fonts`: which file each face will be printed with, and whether it is sound.

use crate::cli::args::FontOptions;
use crate::cli::say;
use crate::diag::{Diagnostic, Diagnostics, Result, codes};
use crate::doc::text::Face;
use crate::fonts::{FontFile, Fonts};
use crate::source::Place;

pub(super) fn list(options: &FontOptions) -> Result<()> {
    let fonts = Fonts::open(&options.options())?;
    for face in Face::ALL {
        for (index, file) in fonts.chain(face).iter().enumerate() {
            let lead = if index == 0 { face.name() } else { "缺字时用" };
            say(format_args!("{lead}　{}", file.path.display()));
        }
    }
    let mut damaged: Vec<&FontFile> = fonts.files().filter(|file| !file.is_sound()).collect();
    damaged.dedup_by_key(|file| &file.path);
    let mut found = Diagnostics::new();
    for file in damaged {
        let place = Place::file(file.path.display().to_string());
        found.push(
            Diagnostic::error(codes::NO_FONTS, place, "字体文件坏了，印出来可能有空白")
                .hint("重新取得程序附带的 fonts 文件夹；是本机装的字体，就重新安装"),
        );
    }
    found.or(())
}
