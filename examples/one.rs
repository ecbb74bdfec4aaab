//! One document of a batch, with a text over it that is not saved: `cargo run --release --example one`.
#![expect(clippy::print_stdout, reason = "what an example shows")]

use hongtou::{Folder, Fonts, Options, Overlay, Press, Result, open};

fn main() -> Result<()> {
    let mut files = Overlay::new(Folder::at("tests/golden/batch")?);
    files.put("任务.md", "现将{{ 乡镇 }}的任务通知如下，请认真落实。");
    let press = Press::new(Fonts::shipped()?);
    let options = Options { only: vec!["任务-石桥镇".to_owned()], ..Options::default() };
    for file in press.files(&open(files)?, &options)? {
        println!("{}: {} bytes", file.name, file.bytes.len());
    }
    Ok(())
}
