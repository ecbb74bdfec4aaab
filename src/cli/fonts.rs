//! `hongtou fonts`: which file each face will be printed with.

use crate::cli::args::FontOptions;
use crate::cli::say;
use crate::diag::Result;
use crate::doc::text::Face;
use crate::fonts::Fonts;

pub(super) fn list(options: &FontOptions) -> Result<()> {
    let fonts = Fonts::open(&options.options())?;
    for face in Face::ALL {
        for (index, file) in fonts.chain(face).iter().enumerate() {
            let lead = if index == 0 { face.name() } else { "缺字时用" };
            say(format_args!("{lead}　{}", file.path.display()));
        }
    }
    Ok(())
}
