//! Strings become the bytes of a PDF and a DOCX, without a disk: `cargo run --release --example memory`.
#![expect(clippy::print_stdout, reason = "what an example shows")]

use hongtou::{Fonts, Memory, Options, Press, Result, open};

const CAMPAIGN: &str = "
发文机关: { 名称: 青溪县人民政府, 代字: 青溪府发 }
日期: { 成文: 2026-03-05, 印发: 2026-03-06 }
文件: [{ 名: 通知, 文号: 1, 标题: 关于做好防汛工作的通知, 主送: 各乡镇人民政府, 正文: 通知.md }]
";

fn main() -> Result<()> {
    let files = Memory::named("防汛")
        .with("campaign.yaml", CAMPAIGN)
        .with("通知.md", "请认真做好防汛工作。");
    let press = Press::new(Fonts::shipped()?);
    for file in press.files(&open(files)?, &Options::default())? {
        println!("{}: {} bytes", file.name, file.bytes.len());
    }
    Ok(())
}
