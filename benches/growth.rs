//! How the time grows with the size: each kind of input at half its size and at its whole size, in turns.
//!
//! Time that is 2 to the power of the exponent for twice the size: 1 is linear, 2 quadratic. What grows faster than
//! 1.3 is named. The ratios count, more than the seconds.
#![expect(clippy::unwrap_used, reason = "a benchmark that can't set itself up should fail there")]
#![expect(clippy::print_stdout, reason = "a table is what it is for")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Instant;

use hongtou::{Fonts, Memory, Options, Press, open};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Rounds; the fastest counts, for nothing makes work faster than it is.
const ROUNDS: usize = 3;
/// What grows faster is named.
const LINEAR: f64 = 1.3;

const HEAD: &str =
    "活动: 防汛\n发文机关: { 名称: 青溪县人民政府, 代字: 青溪府发 }\n日期: { 成文: 2026-03-05 }\n";
const ONE: &str = "文件:\n  - 名: 通知\n    文号: 3\n    标题: 关于防汛的通知\n    主送: 各乡镇人民政府\n    正文: 通知.md\n";

/// A campaign of so many of what is counted.
type Make = fn(usize) -> Memory;

/// What grows, its whole size, and the campaign.
const KINDS: [(&str, usize, Make); 5] = [
    ("paragraphs", 10_000, |n| text(&lines(n, |i| format!("第{i}件事，请各乡镇认真落实。\n\n")))),
    ("list items", 10_000, |n| text(&lines(n, |i| format!("- 第{i}件事，请各乡镇认真落实。\n")))),
    ("messages", 10_000, |n| text(&lines(n, |i| format!("关于【待填：第{i}项】的事项。\n\n")))),
    ("variables", 60_000, |n| {
        let variables = lines(n, |i| format!("  变量{i}: 值{i}\n"));
        campaign(&format!("变量:\n{variables}{ONE}"), "请认真落实。")
    }),
    ("rows of a table", 6000, |n| {
        let rows = lines(n, |i| format!("石{i}镇,{i},{}\n", 2 * i));
        let table =
            format!("{ONE}    附件: [{{ 表: 乡镇, 标题: 情况表 }}]\n表: {{ 乡镇: 乡镇.csv }}\n");
        campaign(&table, "见附件。").with("乡镇.csv", format!("乡镇,村数,户数\n{rows}"))
    }),
];

fn main() {
    let press = Press::new(Fonts::shipped().unwrap());
    println!("{:<20}{:>8}{:>12}{:>12}{:>10}", "", "size", "half, s", "whole, s", "exponent");
    for (name, size, make) in KINDS {
        let (mut half, mut whole) = (f64::MAX, f64::MAX);
        for _ in 0..ROUNDS {
            half = half.min(seconds(&press, make(size / 2)));
            whole = whole.min(seconds(&press, make(size)));
        }
        let exponent = (whole / half).log2();
        let named = if exponent > LINEAR { "   more than linear" } else { "" };
        println!("{name:<20}{size:>8}{half:>12.2}{whole:>12.2}{exponent:>10.2}{named}");
    }
}

/// What all files of a campaign take, or all messages about it.
fn seconds(press: &Press, campaign: Memory) -> f64 {
    let start = Instant::now();
    let project = open(campaign).unwrap();
    match press.files(&project, &Options::default()) {
        Ok(files) => drop(black_box(files)),
        Err(said) => {
            black_box(said.iter().map(|message| message.short().len()).sum::<usize>());
        }
    }
    start.elapsed().as_secs_f64()
}

fn lines(n: usize, line: impl Fn(usize) -> String) -> String {
    (0..n).fold(String::new(), |mut all, i| {
        write!(all, "{}", line(i)).unwrap();
        all
    })
}

fn text(text: &str) -> Memory {
    campaign(ONE, text)
}

fn campaign(rest: &str, text: &str) -> Memory {
    Memory::default().with("campaign.yaml", format!("{HEAD}{rest}")).with("通知.md", text)
}
